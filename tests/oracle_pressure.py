"""Process 6 of the oracle (E4, E5): sides become pressure, pressure builds up and moves policy, at home and abroad."""

from copy import deepcopy
from math import exp

from oracle_decisions import clip, is_dead, main_plank, sign


class Pressure:
    """The part of `Model` that is pressed; it reads and writes the state of one run."""

    def start_pressure(self) -> None:
        """Set that nobody has been pressed yet."""
        for name in ("pressure", "pressure_reference", "external"):
            setattr(self, name, [[0.0 for _ in self.venues] for _ in self.position])
        for name in ("built", "built_reference"):
            setattr(self, name, [[0.0 for _ in decision["blocs"]] for decision in self.world["decisions"]])

    # Weights

    def felt(self) -> dict:
        """Return, per pair at an organ, what it makes of effort and tactic on each issue: friends may count more."""
        found = {}
        for (i, v), row in self.effort.items():
            if self.organ[v] is not None:
                ear = 1 + self.p["campaigns.receptivity"] * (self.nearness(i, v) - 1)
                found[i, v] = [amount * self.impact[i, v][k] * ear for k, amount in enumerate(row)]
        return found

    def heard(self) -> dict:
        """Return, per pair at a medium, how far effort and tactic are heard on each issue."""
        found = {}
        for (i, v), row in self.effort.items():
            if self.organ[v] is None:
                is_known = self.actors[i]["role"] in ("celebrity", "media")
                reach = self.p["campaigns.celebrity_reach"] if is_known else 1.0
                found[i, v] = [amount * self.impact[i, v][k] * reach for k, amount in enumerate(row)]
        return found

    def coordinated(self, weights: dict) -> float:
        """Return the weight of one side, by actor: the whole sum if all are allies, less if each stands alone."""
        gamma, total = self.p["campaigns.coordination"], sum(weights.values())
        if total == 0:
            return 0.0
        joint = 0.0
        for i, one in weights.items():
            for j, other in weights.items():
                joint += one * other if i == j or self.are_allies(i, j) else 0.0
        return total * (1 + gamma * joint / total**2) / (1 + gamma)

    def balance(self, t: int, v: int, side: list[int], direct: dict, outside: dict) -> float:
        """Return the pressure at venue v toward side 1, by what each actor spends there and in the country's media."""
        part, sums = self.seat_share(t, v), {}
        for way in (1, -1):
            here = self.coordinated({i: w for i, w in direct.items() if side[i] == way})
            loud = sum(w for i, w in outside.items() if side[i] == way)
            sums[way] = here + self.p["campaigns.outside_route"] * part * loud
        total = sums[1] + sums[-1] + self.p["campaigns.background"] * part
        return (sums[1] - sums[-1]) / total if total else 0.0

    def weights_at(self, v: int, issues: list[int], felt: dict, heard: dict) -> tuple[dict, dict]:
        """Return what each actor spends on these issues at venue v, and in all media of its country."""
        direct, outside = {}, {}
        for (i, w), row in felt.items():
            if w == v:
                direct[i] = sum(row[k] for k in issues)
        for (i, u), row in heard.items():
            if self.venues[u]["country"] == self.venues[v]["country"]:
                outside[i] = outside.get(i, 0.0) + sum(row[k] for k in issues)
        return direct, outside

    # Contests

    def on_issue(self, t: int, v: int, k: int, felt: dict, heard: dict) -> float:
        """Return the pressure on the organ of venue v on issue k, toward the positive pole."""
        side = [self.side(t, i, self.organ[v], k)[0] for i, _ in enumerate(self.actors)]
        return self.balance(t, v, side, *self.weights_at(v, [k], felt, heard))

    def on_decision(self, t: int, d: int, b: int, felt: dict, heard: dict) -> float:
        """Return the pressure on bloc b toward a yes on decision d; that on its main plank while it is not pending."""
        decision = self.world["decisions"][d]
        if b not in self.organ:
            return 0.0
        v, planks = self.organ.index(b), self.planks(decision)
        if not decision["pending_from"] <= t <= decision["step"]:
            k, q, y, _ = main_plank(planks)
            return sign(y - q) * self.pressure[k][v]
        side = [self.wish(decision, i) for i, _ in enumerate(self.actors)]
        issues = [plank[0] for plank in planks if not is_dead(plank)]
        return self.balance(t, v, side, *self.weights_at(v, issues, felt, heard))

    def press(self, t: int) -> None:
        """Process 6: efforts become pressure on organs, progress of actors, attention of media, and policy."""
        felt, heard, before = self.felt(), self.heard(), deepcopy(self.pressure)
        for v in [v for v, organ in enumerate(self.organ) if organ is not None]:
            for k, _ in enumerate(self.position):
                self.pressure[k][v] = self.on_issue(t, v, k, felt, heard)
        self.build_up(t, felt, heard)
        self.code(t)
        self.credit(t, felt, before)
        self.attend_to(heard)
        self.offer(t)

    def build_up(self, t: int, felt: dict, heard: dict) -> None:
        """Let the pressure that each bloc of each decision remembers go toward that of this month."""
        share = 1.0 if t == 0 else 1 - exp(-self.p["campaigns.pressure_rate"] * self.dt)
        for d, decision in enumerate(self.world["decisions"]):
            for row, bloc in enumerate(decision["blocs"]):
                now = self.on_decision(t, d, bloc["actor"], felt, heard)
                self.built[d][row] = now if t == 0 else self.built[d][row] + share * (now - self.built[d][row])

    def code(self, t: int) -> None:
        """Keep the pressure under which positions were coded: all until the reference month, later the recoded.

        It is that of the base run, if one is given.
        """
        at_base = self.base[t] if self.base else vars(self)
        if t <= self.world["reference_step"]:
            self.built_reference = deepcopy(at_base["built"])
            self.pressure_reference = deepcopy(at_base["pressure"])
            return
        for change in [row for event in self.world["events"] if event["step"] == t for row in event["changes"]]:
            if change["field"] not in ("position", "anchor"):
                continue
            for d, decision in enumerate(self.world["decisions"]):
                for row, bloc in enumerate(decision["blocs"]):
                    if bloc["actor"] in change["rows"]:
                        self.built_reference[d][row] = at_base["built"][d][row]
            for k, reference in enumerate(self.pressure_reference):
                for v, organ in enumerate(self.organ):
                    if organ is not None and organ in change["rows"] and change["issue"] in (None, k):
                        reference[v] = at_base["pressure"][k][v]

    def credit(self, t: int, felt: dict, before: list) -> None:
        """Let every actor see how far pressure went its way where it presses."""
        self.progress = [0.0] * len(self.actors)
        for (i, v), row in felt.items():
            for k, amount in enumerate(row):
                change = self.pressure[k][v] - before[k][v]
                self.progress[i] += amount * self.side(t, i, self.organ[v], k)[0] * change

    def attend_to(self, heard: dict) -> None:
        """Let the media of each country report what is said in them, for and against."""
        for country in self.attention:
            for k, _ in enumerate(self.position):
                loud = sum(row[k] for (_, u), row in heard.items() if self.venues[u]["country"] == country)
                self.attention[country][k] = loud / (loud + self.p["campaigns.background"]) if loud else 0.0

    # Policy

    def offer(self, t: int) -> None:
        """Let every active organ's policy follow its conviction, pressure at home and what comes from abroad."""
        p, after = self.p, deepcopy(self.policy)
        organs = sorted({organ for organ in self.organ if organ is not None})
        share = 1 - exp(-p["campaigns.pressure_rate"] * self.dt)
        for k, x in enumerate(self.position):
            self.external[k] = [0.0 for _ in self.venues]
            for g in organs:
                if not self.is_active[g]:
                    continue
                venues, force = [v for v, organ in enumerate(self.organ) if organ == g], self.from_abroad(t, g, k)
                for v in venues:
                    self.external[k][v] = force
                home = sum(
                    self.openness_now[k][v] * (self.pressure[k][v] - self.pressure_reference[k][v]) for v in venues
                )
                wanted = clip(x[g] + p["votes.indifference"] * p["campaigns.effect"] * (home + force), -1.0, 1.0)
                after[k][g] += share * (wanted - after[k][g])
            for i, _ in enumerate(self.actors):
                if i not in organs:
                    after[k][i] = x[i]
        self.policy = after

    # The boomerang

    def executives(self, country: str) -> list[int]:
        """Return the executive venues of a country whose organ is active."""
        return [
            v
            for v, row in enumerate(self.venues)
            if row["kind"] == "executive" and row["country"] == country and self.is_active[self.organ[v]]
        ]

    def binding(self, t: int, over: str, by: str | None = None) -> list[dict]:
        """Return the pending decisions that bind a country, by date; of active blocs of another if one is given."""
        found = []
        for decision in self.world["decisions"]:
            is_open = decision["pending_from"] <= t <= decision["step"]
            if is_open and over in (decision.get("binds") or []) and (by is None or self.seated(decision, by)):
                found.append(decision)
        return sorted(found, key=lambda row: row["step"])

    def seated(self, decision: dict, country: str) -> list[dict]:
        """Return the active blocs of a decision that live in a country."""
        return [
            bloc
            for bloc in decision["blocs"]
            if self.is_active[bloc["actor"]]
            and bloc["members"] > 0
            and self.actors[bloc["actor"]]["country"] == country
        ]

    def example(self, t: int, by: str, over: str, k: int) -> tuple[float, float] | None:
        """Return what a country does on issue k, and its leverage over another: all while it votes on what binds it."""
        binding = self.binding(t, over, by)
        if binding:
            blocs = self.seated(binding[0], by)
            members = sum(bloc["members"] for bloc in blocs)
            return sum(bloc["members"] * self.policy[k][bloc["actor"]] for bloc in blocs) / members, 1.0
        rulers = sorted({self.organ[v] for v in self.executives(by)})
        if not rulers:
            return None
        table = self.world.get("leverage")
        hold = table[t].get((by, over), 0.0) if table else 0.0
        return sum(self.policy[k][h] for h in rulers) / len(rulers), hold

    def carriers(self, t: int, g: int, k: int, country: str, way: int) -> float:
        """Return how far campaigners at home who want the same, and have an ally there, are there to carry it."""
        home, total = self.actors[g]["country"], 0.0
        for i, actor in enumerate(self.actors):
            if not self.is_active[i] or not self.is_campaigner(i) or actor["country"] != home:
                continue
            friends = [
                j
                for j, other in enumerate(self.actors)
                if other["country"] == country and self.is_active[j] and self.are_allies(i, j)
            ]
            care = sum(row[i] for row in self.salience)
            if friends and care and sign(self.position[k][i]) == way:
                total += self.resources(i) * self.salience[k][i] / care
        return total / (total + self.p["campaigns.background"]) if total else 0.0

    def from_abroad(self, t: int, g: int, k: int) -> float:
        """Return the force from abroad on organ g on issue k: as strong as its weakest link, or a backlash."""
        if not any(row["kind"] == "executive" and row["organ"] == g for row in self.venues):
            return 0.0
        own, actor, total = self.actors[g]["country"], self.actors[g], 0.0
        if any(main_plank(self.planks(row))[0] == k for row in self.binding(t, own)):
            return 0.0
        care = actor.get("stake", 0.0) * (1 - actor.get("resistance", 0.0))
        for country in [country for country in self.attention if country != own]:
            found = self.example(t, country, own, k)
            if found is None:
                continue
            ahead, hold = found[0] - self.policy[k][g], found[1]
            carried = self.carriers(t, g, k, country, sign(ahead)) if ahead else 0.0
            bend = min(hold, care, carried) - self.p["campaigns.backlash"] * hold * (1 - carried)
            total += ahead / 2 * bend
        return self.p["campaigns.boomerang"] * clip(total, -1.0, 1.0)
