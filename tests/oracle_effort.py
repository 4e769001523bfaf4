"""Process 3 of the oracle (E4): who has a door where, by itself or through an ally, and how hard it presses there."""

from math import exp

from oracle_decisions import in_force, is_dead, is_pending, logistic, sign

MEDIA = ("press", "street", "digital")
CAMPAIGNERS = ("ngo", "diaspora_leader")
OF_BLOCS = ("executive",)  # at home


class Effort:
    """The part of `Model` that presses; it reads and writes the state of one run."""

    # Doors

    def open_doors(self) -> None:
        """Set who can ever press where, and that nobody has yet."""
        doors = [(i, v) for i, _ in enumerate(self.actors) for v, _ in enumerate(self.venues)]
        self.own_access = {pair: self.access(*pair) for pair in doors}
        pairs = [pair for pair in doors if self.has_door(*pair)]
        self.effort = {pair: [0.0 for _ in self.position] for pair in pairs}
        self.tactic = {pair: [0 for _ in self.position] for pair in pairs}
        self.impact = {pair: [1.0 for _ in self.position] for pair in pairs}

    def access(self, i: int, v: int) -> float:
        """Return how far the coded letters of actor i open venue v, 0 if they do not."""
        actor, kind = self.actors[i], self.venues[v]["kind"]
        if self.is_shut_out(i, v):
            return 0.0
        if self.venues[v]["organ"] == i or (self.is_bloc(i) and (kind not in OF_BLOCS or self.is_foreign(i, v))):
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

    def is_shut_out(self, i: int, v: int) -> bool:
        """Tell whether a venue is closed to actor i, whoever would lend it a door."""
        return i in self.venues[v].get("closed_to", ())

    def is_bloc(self, i: int) -> bool:
        """Tell whether actor i is a bloc of a chamber."""
        return self.actors[i]["role"] == "bloc"

    def has_door(self, i: int, v: int) -> bool:
        """Tell whether actor i can ever press at venue v: by its own letters, or by those of a possible ally."""
        if self.own_access[i, v] > 0:
            return True
        if self.is_bloc(i) or self.venues[v]["organ"] == i or self.is_shut_out(i, v):
            return False
        return any(self.own_access[j, v] > 0 for j, _ in enumerate(self.actors) if (i, j) in self.allied)

    def is_foreign(self, i: int, v: int) -> bool:
        """Tell whether venue v lies in another country than actor i's."""
        return self.actors[i]["country"] != self.venues[v]["country"]

    def is_campaigner(self, i: int) -> bool:
        """Tell whether actor i is a non-state organization or a leader of a diaspora."""
        return self.actors[i].get("kind") in CAMPAIGNERS

    def standing(self, i: int) -> float:
        """Return what stigma leaves of actor i's standing at home."""
        return exp(-self.p["ties.legitimacy_loss"] * self.stigma[i])

    def are_allies(self, i: int, j: int) -> bool:
        """Tell whether two actors act together."""
        return bool(self.allied.get((i, j)))

    def agreement(self, i: int, j: int) -> float:
        """Return how far two actors want the same of what both care about, in [-1, 1]; 0 if they share no care."""
        care = [row[i] * row[j] for row in self.salience]
        if sum(care) == 0:
            return 0.0
        return sum(s * x[i] * x[j] for s, x in zip(care, self.position, strict=True)) / sum(care)

    def lent(self, i: int, v: int) -> float:
        """Return the widest door to venue v among active allies of actor i that agree with it; blocs borrow none."""
        if self.is_bloc(i):
            return 0.0
        doors = [
            self.own_access[j, v]
            for j, _ in enumerate(self.actors)
            if j != i and self.is_active[j] and self.are_allies(i, j) and self.agreement(i, j) > 0
        ]
        return max(doors, default=0.0)

    def entry(self, i: int, v: int) -> float:
        """Return the access that actor i has now: its own or a lent one, less its stigma at home."""
        door = max(self.own_access[i, v], self.p["campaigns.lent_voice"] * self.lent(i, v))
        return door * (1.0 if self.is_foreign(i, v) else self.standing(i))

    # What is asked of whom

    def due(self, t: int, b: int, k: int | None = None) -> int | None:
        """Return the decision that bloc b looks to, on issue k if one is given: pending before coming ones, by date."""
        rows = [
            d
            for d, row in enumerate(self.world["decisions"])
            if row["step"] >= t
            and any(bloc["actor"] == b for bloc in row["blocs"])
            and (k is None or any(plank[0] == k and not is_dead(plank) for plank in row["proposal"]))
        ]
        pending = [d for d in rows if self.world["decisions"][d]["pending_from"] <= t]
        return min(pending or rows, key=lambda d: self.world["decisions"][d]["step"], default=None)

    def target(self, t: int, b: int) -> int | None:
        """Return the decision by which the weight of organ b is measured: the one due, else the last; None if none."""
        found = self.due(t, b)
        if found is not None:
            return found
        rows = [d for d, row in enumerate(self.world["decisions"]) if any(c["actor"] == b for c in row["blocs"])]
        return max(rows, key=lambda d: self.world["decisions"][d]["step"], default=None)

    def seat_share(self, t: int, v: int) -> float:
        """Return the part of its chamber that is pressed at venue v; 1 of executives, media and who sits in none."""
        b = self.organ[v]
        d = None if b is None or self.venues[v]["kind"] == "executive" else self.target(t, b)
        if d is None:
            return 1.0
        members = {bloc["actor"]: bloc["members"] for bloc in self.world["decisions"][d]["blocs"]}
        return members[b] / sum(members.values())

    def wish(self, decision: dict, i: int) -> int:
        """Return 1 if actor i gains by a decision, -1 if it loses; 0 for the executive, whose push counts elsewhere."""
        return 0 if i == decision.get("executive") else sign(self.gain(self.planks(decision), i))

    def side(self, t: int, i: int, b: int, k: int) -> tuple[int, int | None]:
        """Return the side of actor i on issue k at organ b: toward the positive pole, and toward yes while that pends.

        The second is None while no decision on the issue is pending there.
        """
        d, x = self.due(t, b, k), self.position[k][i]
        if d is None:
            return sign(x), None
        decision = self.world["decisions"][d]
        is_open, plank = decision["pending_from"] <= t, next(row for row in self.planks(decision) if row[0] == k)
        if is_dead(plank):
            return 0, 0 if is_open else None
        _, q, y, _ = plank
        if not is_open:
            return sign(x - (q + y) / 2), None
        wish = self.wish(decision, i)
        return wish * sign(y - q), wish

    def gap(self, t: int, i: int, v: int, k: int) -> float:
        """Return what actor i misses on issue k at venue v: its gain or loss by a vote, or how far the organ lags."""
        b = self.organ[v]
        if b is None:
            return abs(self.position[k][i])
        pole, wish = self.side(t, i, b, k)
        if wish is None:
            return max(0.0, pole * (self.position[k][i] - self.policy[k][b]))
        if wish == 0:
            return 0.0
        return abs(self.gain(self.planks(self.world["decisions"][self.due(t, b, k)]), i))

    def nearness(self, i: int, v: int) -> float:
        """Return how open the organ of venue v is to what actor i says; 1 at media."""
        b = self.organ[v]
        return 1.0 if b is None else exp(-((self.distance(i, b) / self.p["opinion.confidence_radius"]) ** 2))

    def pivotality(self, t: int, v: int) -> float:
        """Return how near the organ of venue v stands to the margin of a pending decision, at most 1."""
        organ, tau, best = self.organ[v], self.p["votes.indifference"], 0.0
        for decision in [row for row in self.world["decisions"] if is_pending(row, t, organ)]:
            planks = self.planks(decision)
            spread = (self.slope(planks) * self.actors[organ]["dispersion"]) ** 2 + (1.702 * tau) ** 2
            for bloc in [bloc for bloc in decision["blocs"] if bloc["actor"] == organ]:
                z = (self.gain(planks, organ) + tau * self.leaning(decision, planks, bloc)) / spread**0.5
                best = max(best, exp(-(z**2) / 2))
        return best

    # Tactics

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
        """Return what information, leverage and accountability add for actor i at venue v on issue k."""
        p, organ = self.p, self.organ[v]
        if self.venues[v]["kind"] in MEDIA:
            return [0.0, 0.0, 0.0]
        promise, policy = self.promise(t, organ, k), self.policy[k][organ]
        if promise is not None and sign(self.position[k][i] - policy) == sign(promise - policy) != 0:
            return [0.0, 0.0, p["campaigns.accountability_weight"] * abs(promise - policy) / 2]
        return [0.0, 0.0, 0.0]

    def choose_tactics(self, t: int) -> None:
        """Let every actor take, per venue and issue, the first of the tactics that add most."""
        for i, v in self.effort:
            for k, _ in enumerate(self.position):
                extras = self.extras(t, i, v, k)
                is_open = self.entry(i, v) > 0
                is_lent = self.p["campaigns.lent_voice"] * self.lent(i, v) > self.own_access[i, v]
                self.tactic[i, v][k] = 1 * is_open if is_lent or not is_open else extras.index(max(extras))
                self.impact[i, v][k] = 1 + max(extras) * is_open

    # Process 3

    def resources(self, i: int) -> float:
        """Return what actor i can spend in a year."""
        return self.voice[i] * self.actors[i]["size"] * 2 ** (self.capability[i] - 1)

    def mobilize(self, t: int) -> None:
        """Process 3: each actor divides its resources among venues, issues and saving."""
        self.choose_tactics(t)
        pivot = [1 + self.p["campaigns.pivotality_weight"] * self.pivotality(t, v) for v, _ in enumerate(self.venues)]
        for i, _ in enumerate(self.actors):
            weights = {}
            for v in [v for presser, v in self.effort if presser == i]:
                organ, part, door = self.organ[v], self.seat_share(t, v), self.entry(i, v) * self.nearness(i, v)
                is_open = self.is_active[i] and (organ is None or self.is_active[organ])
                for k, _ in enumerate(self.position):
                    worth = self.salience[k][i] * self.openness_now[k][v] * self.gap(t, i, v, k) * door * pivot[v]
                    profit = worth * self.impact[i, v][k] - self.p["campaigns.venue_cost"]
                    weight = part * max(0.0, exp(self.p["campaigns.venue_slope"] * profit) - 1)
                    weights[v, k] = weight if is_open else 0.0
            total = 1 + sum(weights.values())
            for (v, k), weight in weights.items():
                self.effort[i, v][k] = self.resources(i) * (weight / total)

    # What a tie costs

    def ict(self, t: int) -> float:
        """Return the spread of information technology at step t."""
        year = self.world["start_year"] + t * self.dt
        return logistic(self.p["ties.ict_growth"] * (year - self.p["ties.ict_midpoint"]))

    def tie_cost(self, t: int, border: int) -> float:
        """Return the cost of a tie, in units of the cost parameter."""
        return exp(-self.ict(t)) * (1 + border * (1 - self.ict(t)))
