"""Processes 3 and 6 of the oracle: where actors press, at home or abroad, by which tactic; what organs then offer."""

from copy import deepcopy
from math import exp, sqrt

from oracle_decisions import clip, in_force, is_pending, logistic, sign

MEDIA = ("press", "street", "digital")
CAMPAIGNERS = ("ngo", "diaspora_leader")


class Effort:
    """The part of `Model` that presses; it reads and writes the state of one run."""

    def access(self, i: int, v: int) -> float:
        """Return the coded access of actor i to venue v, 0 if none."""
        actor, kind = self.actors[i], self.venues[v]["kind"]
        if actor["role"] == "bloc" or self.venues[v]["organ"] == i:
            return 0.0
        letters = [kind] if kind in ("international", "court") or not self.is_foreign(i, v) else []
        if self.is_foreign(i, v) and kind == "legislature":
            letters.append("foreign_legislature")
        is_state = actor.get("kind") == "foreign_state" and actor["role"] in ("patron", "sponsor")
        if self.is_foreign(i, v) and is_state and kind in ("executive", *MEDIA):
            letters.append(kind)
        if self.is_foreign(i, v) and kind == "executive":
            organ = self.actors[self.venues[v]["organ"]]
            letters += ["consular"] if organ["role"] in ("subnational", "agency") else []
        return max((actor["access"].get(letter, 0) / 3 for letter in letters), default=0.0)

    def is_foreign(self, i: int, v: int) -> bool:
        """Tell whether venue v lies in another country than actor i's."""
        return self.actors[i]["country"] != self.venues[v]["country"]

    def is_campaigner(self, i: int) -> bool:
        """Tell whether actor i is a non-state organization or a leader of a diaspora."""
        return self.actors[i].get("kind") in CAMPAIGNERS

    def standing(self, i: int) -> float:
        """Return what stigma leaves of actor i's standing at home."""
        return exp(-self.p["ties.legitimacy_loss"] * self.stigma[i])

    def entry(self, i: int, v: int) -> float:
        """Return the access of actor i to venue v, less its stigma at home."""
        return self.reach[i, v] * (1.0 if self.is_foreign(i, v) else self.standing(i))

    def gap(self, i: int, k: int, v: int) -> float:
        """Return how far actor i is from what the organ of venue v offers on issue k."""
        return abs(self.position[k][i] - self.policy[k][self.organ[v]])

    def ict(self, t: int) -> float:
        """Return the spread of information technology at step t."""
        year = self.world["start_year"] + t * self.dt
        return logistic(self.p["ties.ict_growth"] * (year - self.p["ties.ict_midpoint"]))

    def tie_cost(self, t: int, border: int) -> float:
        """Return the cost of a tie, in units of the cost parameter."""
        return exp(-self.p["ties.ict_saving"] * self.ict(t)) * (1 + border * (1 - self.ict(t)))

    def pivotality(self, t: int, v: int) -> float:
        """Return how near the organ of venue v stands to the margin of a pending decision, at most 1."""
        organ, tau, best = self.organ[v], self.p["votes.indifference"], 0.0
        for decision in [row for row in self.world["decisions"] if is_pending(row, t, organ)]:
            planks = self.planks(decision)
            spread = (self.slope(planks) * self.actors[organ]["dispersion"]) ** 2 + (1.702 * tau) ** 2
            for bloc in [bloc for bloc in decision["blocs"] if bloc["actor"] == organ]:
                z = (self.gain(planks, organ) + tau * self.leaning(decision, planks, bloc)) / sqrt(spread)
                best = max(best, exp(-(z**2) / 2))
        return best

    # Tactics

    def backing(self, i: int, v: int) -> float:
        """Return the strongest standing that an ally of actor i has at venue v."""
        allies = [j for j, _ in enumerate(self.actors) if self.tie.get((i, j)) and self.is_active[j]]
        return max((self.capability[j] / 5 * self.reach[j, v] for j in allies if (j, v) in self.reach), default=0.0)

    def promise(self, t: int, organ: int, k: int) -> float | None:
        """Return the position that an organ has committed itself to on issue k, None without commitment."""
        found = None
        for row in self.world.get("commitments", []):
            is_on = row["issue"] == k and organ in row["organs"]
            if is_on and in_force({"until": None, **row}, t):
                value, n = row.get("value"), row.get("negotiation")
                found = self.level(n, k, self.provision) if n is not None else float(value)
        return found

    def extras(self, t: int, i: int, v: int, k: int) -> list[float]:
        """Return what information, symbols, leverage and accountability add for actor i at venue v on issue k."""
        p, organ = self.p, self.organ[v]
        if self.venues[v]["kind"] in MEDIA:
            return [0.0, p["campaigns.symbolic_weight"] * self.shock[k][self.venues[v]["country"]], 0.0, 0.0]
        if organ is None:
            return [0.0, 0.0, 0.0, 0.0]
        promise, policy, broken = self.promise(t, organ, k), self.policy[k][organ], 0.0
        if promise is not None and sign(self.position[k][i] - policy) == sign(promise - policy) != 0:
            broken = p["campaigns.accountability_weight"] * abs(promise - policy) / 2
        own = self.capability[i] / 5 * self.access(i, v)
        return [0.0, 0.0, p["campaigns.leverage_weight"] * max(0.0, self.backing(i, v) - own), broken]

    def choose_tactics(self, t: int) -> None:
        """Let every actor take, per venue and issue, the first of the tactics that add most."""
        for i, v in self.reach:
            for k, _ in enumerate(self.position):
                extras = [extra if extra >= 0.01 else 0.0 for extra in self.extras(t, i, v, k)]
                self.tactic[i, v][k] = extras.index(max(extras))
                self.impact[i, v][k] = 1 + max(extras)

    # Going abroad

    def coded_leverage(self, t: int, by: str, over: str) -> float:
        """Return the coded leverage of one country over another at step t."""
        table = self.world.get("leverage")
        return table[t].get((by, over), 0.0) if table else 0.0

    def leverage(self, t: int, v: int, over: str) -> float:
        """Return the leverage of venue v over a country: 1 while its organ decides on what binds that country."""
        for decision in self.world["decisions"]:
            if is_pending(decision, t, self.organ[v]) and over in decision.get("binds", []):
                return 1.0
        return self.coded_leverage(t, self.venues[v]["country"], over)

    def utilities(self, t: int, i: int) -> tuple[float, float]:
        """Return the utility to campaigner i of pressing at home and of pressing abroad."""
        home, abroad, country, letters = 0.0, 0.0, self.actors[i]["country"], self.actors[i]["access"]
        allied = {
            self.actors[j]["country"] for j, _ in enumerate(self.actors) if self.tie.get((i, j)) and self.is_active[j]
        }
        live = [v for v, organ in enumerate(self.organ) if organ is not None and self.is_active[organ]]
        for k, row in enumerate(self.salience):
            grief = max((self.gap(i, k, v) for v in live if not self.is_foreign(i, v)), default=0.0)
            for v in [v for v in live if (i, v) in self.reach]:
                value = row[i] * self.openness_now[k][v] * self.entry(i, v) * self.responsiveness[k][v]
                if not self.is_foreign(i, v):
                    home = max(home, value * self.gap(i, k, v))
                elif self.venues[v]["country"] in allied:
                    abroad = max(abroad, value * self.leverage(t, v, country) * grief)
        links, cost = max(letters.get("network", 0), letters.get("consular", 0)) / 3, self.p["campaigns.venue_cost"]
        abroad = links * abroad - cost * (1 + self.tie_cost(t, 1)) - self.p["campaigns.stigma_cost"] * self.stigma[i]
        return home - cost, abroad

    def odds_abroad(self, t: int, i: int) -> float:
        """Return by how much actor i favors foreign organs, 1 if it is no active campaigner."""
        if not self.is_campaigner(i) or not self.is_active[i]:
            return 1.0
        home, abroad = self.utilities(t, i)
        return exp(self.p["campaigns.abroad_slope"] * (abroad - home))

    def mobilize(self, t: int) -> None:
        """Process 3: each actor divides its resources among venues, issues and saving."""
        self.choose_tactics(t)
        pivot = [1 + self.p["campaigns.pivotality_weight"] * self.pivotality(t, v) for v in range(len(self.venues))]
        for i, actor in enumerate(self.actors):
            weights, radius, odds = {}, self.p["opinion.confidence_radius"], self.odds_abroad(t, i)
            for v in [v for presser, v in self.reach if presser == i]:
                organ = self.organ[v]
                near = 1.0 if organ is None else exp(-((self.distance(i, organ) / radius) ** 2))
                is_open = self.is_active[i] and (organ is None or self.is_active[organ])
                favor = odds if organ is not None and self.is_foreign(i, v) else 1.0
                for k, x in enumerate(self.position):
                    gap = abs(x[i]) if organ is None else self.gap(i, k, v)
                    value = self.salience[k][i] * self.openness_now[k][v] * self.entry(i, v) * gap * near * pivot[v]
                    profit = value * self.impact[i, v][k] - self.p["campaigns.venue_cost"]
                    weight = max(0.0, exp(self.p["campaigns.venue_slope"] * profit) - 1) * favor
                    weights[v, k] = weight if is_open else 0.0
            total = 1 + sum(weights.values())
            resources = self.voice[i] * actor["size"] * 2 ** (self.capability[i] - 1)
            for (v, k), weight in weights.items():
                self.effort[i, v][k] = resources * (weight / total)

    # Process 6

    def worked(self) -> dict:
        """Return effort times the impact of its tactic, and at media times the reach of celebrities."""
        worked = {}
        for (i, v), row in self.effort.items():
            is_heard = self.venues[v]["kind"] in MEDIA and self.actors[i]["role"] in ("celebrity", "media")
            reach = self.p["campaigns.celebrity_reach"] if is_heard else 1.0
            worked[i, v] = [amount * self.impact[i, v][k] * reach for k, amount in enumerate(row)]
        return worked

    def campaign(self, t: int, g: int, k: int) -> tuple[list, int] | None:
        """Return the planks of the earliest decision pending at bloc g that moves issue k, and the way it moves it."""
        found = None
        for decision in [row for row in self.world["decisions"] if is_pending(row, t, g)]:
            ways = [sign(y - q) for issue, q, y, _ in self.planks(decision) if issue == k and y != q]
            if ways and (found is None or decision["step"] < found[0]["step"]):
                found = decision, ways[0]
        return None if found is None else (self.planks(found[0]), found[1])

    def press(self, t: int) -> None:
        """Process 6: efforts become pressure on organs, progress of actors, attention of media, and policy."""
        ga, self.progress, worked = self.p["campaigns.pressure_exponent"], [0.0] * len(self.actors), self.worked()
        background = self.p["campaigns.background"] ** ga
        heat = {country: [0.0] * len(row) for country, row in self.attention.items()}
        for v, venue in enumerate(self.venues):
            for k, x in enumerate(self.position):
                organ, efforts = self.organ[v], {i: row[k] for (i, w), row in worked.items() if w == v}
                if venue["kind"] in MEDIA:
                    heat[venue["country"]][k] += sum(efforts.values())
                if organ is None:
                    continue
                side = {i: sign(x[i] - self.policy[k][organ]) for i in efforts}
                campaign = self.campaign(t, organ, k)
                if campaign is not None:
                    side = {i: campaign[1] * sign(self.gain(campaign[0], i)) for i in efforts}
                plus, minus = (sum(efforts[i] for i in efforts if side[i] == way) ** ga for way in (1, -1))
                old, self.pressure[k][v] = self.pressure[k][v], (plus - minus) / (plus + minus + background)
                for i, amount in efforts.items():
                    self.progress[i] += amount * side[i] * (self.pressure[k][v] - old)
        self.attention = {c: [m**ga / (m**ga + background) for m in row] for c, row in heat.items()}
        if t <= self.world["reference_step"]:
            self.pressure_reference = deepcopy(self.pressure)
        self.offer(t, worked)

    def direct(self, t: int, worked: dict, g: int, k: int) -> float:
        """Return the pressure on organ g by campaigners of its country at foreign organs with leverage over it."""
        ga, country, sums = self.p["campaigns.pressure_exponent"], self.actors[g]["country"], {1: 0.0, 0: 0.0, -1: 0.0}
        for (i, v), row in worked.items():
            is_abroad = self.organ[v] is not None and self.is_foreign(i, v)
            if is_abroad and self.is_campaigner(i) and self.actors[i]["country"] == country:
                sums[sign(self.position[k][i] - self.policy[k][g])] += row[k] * self.leverage(t, v, country)
        plus, minus = sums[1] ** ga, sums[-1] ** ga
        return (plus - minus) / (plus + minus + self.p["campaigns.background"] ** ga)

    def coerced(self, t: int, g: int, k: int) -> float:
        """Return the coercion of organ g by other countries' executives."""
        total, own = 0.0, self.actors[g]["country"]
        for country in [country for country in self.attention if country != own]:
            organs = {self.organ[v] for v in self.executives(country)}
            if organs:
                mean = sum(self.policy[k][h] for h in sorted(organs)) / len(organs)
                total += self.coded_leverage(t, country, own) * (mean - self.policy[k][g]) / 2
        return clip(total, -1.0, 1.0)

    def executives(self, country: str) -> list[int]:
        """Return the executive venues of a country whose organ is active."""
        kinds = [
            (v, row) for v, row in enumerate(self.venues) if row["kind"] == "executive" and row["country"] == country
        ]
        return [v for v, _ in kinds if self.organ[v] is not None and self.is_active[self.organ[v]]]

    def outside(self, t: int, worked: dict, g: int, k: int) -> float:
        """Return the force from abroad on organ g, 0 if it is no executive."""
        if not any(row["kind"] == "executive" and row["organ"] == g for row in self.venues):
            return 0.0
        p, stake = self.p, self.actors[g].get("stake", 0.0)
        bend = (
            p["campaigns.coercion_weight"] * stake * (1 - self.actors[g].get("resistance", 0.0))
            - p["campaigns.backlash"]
        )
        return stake * p["campaigns.direct_action"] * self.direct(t, worked, g, k) + bend * self.coerced(t, g, k)

    def offer(self, t: int, worked: dict) -> None:
        """Let every active organ's policy follow pressure from home and abroad, and return to its conviction."""
        p, organs = self.p, [g for g, _ in enumerate(self.actors) if g in self.organ]
        eta, after = p["campaigns.policy_rate"], deepcopy(self.policy)
        for k, x in enumerate(self.position):
            self.external[k] = [0.0 for _ in self.venues]
            self.responsiveness[k] = list(self.openness_now[k])
            for g in organs:
                venues, q = [v for v, organ in enumerate(self.organ) if organ == g], self.policy[k][g]
                if not self.is_active[g]:
                    continue
                external = self.outside(t, worked, g, k)
                home = clip(sum(self.openness_now[k][v] * self.pressure[k][v] for v in venues), -1.0, 1.0)
                force = clip(home + external, -1.0, 1.0)
                pull = eta * force * (1 - q * sign(force)) / 2 - p["campaigns.return_rate"] * (q - x[g])
                after[k][g] = clip(q + self.dt * pull, -1.0, 1.0)
                for v in venues:
                    self.external[k][v], size = external, abs(self.pressure[k][v])
                    if size > 1e-9 and eta > 0:
                        moved = sign(self.pressure[k][v]) * (after[k][g] - q)
                        self.responsiveness[k][v] = clip(moved / (self.dt * eta * size), 0.0, 1.0)
            for i in [i for i, _ in enumerate(self.actors) if i not in organs]:
                after[k][i] = x[i]
        self.policy = after
