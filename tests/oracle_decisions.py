"""Process 11 of the oracle: planks, what the executive wants, gates, votes by every rule, repeal."""

from math import ceil, erfc, exp, inf, log, sqrt
from statistics import NormalDist

JOINED = ("sequence", "any_of")
BY_STATES = ("consensus", "treaty")  # rules by which each bloc says yes or no as a whole


def logistic(x: float) -> float:
    """Return 1 / (1 + exp(-x)) without overflow."""
    return 1 / (1 + exp(-x)) if x >= 0 else exp(x) / (1 + exp(x))


def normal(x: float) -> float:
    """Return the standard normal distribution function, exact in the lower tail too."""
    return erfc(-x / sqrt(2)) / 2


def sign(x: float) -> int:
    """Return -1, 0 or 1."""
    return (x > 0) - (x < 0)


def clip(x: float, low: float, high: float) -> float:
    """Return x, or the bound that it exceeds."""
    return min(high, max(low, x))


def in_force(row: dict, t: int, since: str = "since", until: str = "until") -> bool:
    """Tell whether step t lies between two dates, the second exclusive or None."""
    return row[since] <= t and (row[until] is None or t < row[until])


def is_pending(decision: dict, t: int, g: int | None) -> bool:
    """Tell whether a decision is pending at step t in a chamber in which actor g is a bloc."""
    return decision["pending_from"] <= t <= decision["step"] and any(bloc["actor"] == g for bloc in decision["blocs"])


def is_dead(plank: tuple) -> bool:
    """Tell whether a plank proposes what is and what was on the table: it makes no difference to anyone."""
    _, q, y, c = plank
    return q == y == c


def main_plank(planks: list) -> tuple[int, float, float, float]:
    """Return the plank that changes most, of equal ones the first."""
    return max(planks, key=lambda plank: abs(plank[2] - plank[1]))


class Decisions:
    """The part of `Model` that decides; it reads and writes the state of one run."""

    def level(self, n: int, k: int, provision: list) -> float:
        """Return the position of the provision that issue k has in negotiation n."""
        z = provision[n][[issue for issue, _ in self.negotiations[n]["issues"]].index(k)]
        return -1.0 if z == 0 else self.p["votes." + ("consulted", "side", "core")[z - 1]]

    def planks(self, decision: dict, provision: list | None = None) -> list[tuple[int, float, float, float]]:
        """Return (issue, status quo, proposed, coded at), with what negotiations left, as it stands or as given."""
        provision, rows = self.provision if provision is None else provision, []
        for k, *row in decision["proposal"]:
            ends = [self.level(end[1], k, provision) if isinstance(end, (tuple, list)) else end for end in row]
            rows.append((k, *ends))
        return rows

    def weighed(self, planks: list, i: int) -> list[tuple[int, float, float, float]]:
        """Return (issue, base, proposed, weight) of planks as actor i judges them."""
        total, rows, main = sum(row[i] for row in self.salience), [], main_plank(planks)
        for plank in planks:
            k, q, y, c = plank
            share = self.salience[k][i] / total if total else 0.0
            rows.append((k, q, y, 1.0) if plank is main else (k, c, y, share))
        return rows

    def gain(self, planks: list, i: int, table: list | None = None) -> float:
        """Return actor i's gain from the planks, judged on positions or on another table."""
        table = self.position if table is None else table
        return sum(w * ((table[k][i] - b) ** 2 - (table[k][i] - y) ** 2) / 4 for k, b, y, w in self.weighed(planks, i))

    def slope(self, planks: list) -> float:
        """Return how fast a gain changes with the position of a member on the main plank."""
        return abs(main_plank(planks)[2] - main_plank(planks)[1]) / 2

    def pressed(self, decision: dict, planks: list, bloc: dict) -> float:
        """Return how far built-up pressure on a bloc, where it listens, is beyond that under which it was coded."""
        if bloc["actor"] not in self.organ:
            return 0.0
        d = next(n for n, row in enumerate(self.world["decisions"]) if row is decision)
        b = next(n for n, row in enumerate(decision["blocs"]) if row is bloc)
        listens = self.openness_now[main_plank(planks)[0]][self.organ.index(bloc["actor"])]
        return listens * (self.built[d][b] - self.built_reference[d][b])

    def abroad(self, planks: list, g: int) -> float:
        """Return the force from abroad on organ g toward the main plank, 0 if it is no organ."""
        k, q, y, _ = main_plank(planks)
        return self.external[k][self.organ.index(g)] * sign(y - q) if g in self.organ else 0.0

    # What the executive wants

    def own(self, executive: int | None, g: int) -> float:
        """Return 1/2 in the party of an executive, -1/2 in another, 0 if either has none."""
        parties = [None if i is None else self.actors[i]["party"] for i in (executive, g)]
        return (0.5 if parties[0] == parties[1] else -0.5) if all(parties) else 0.0

    def push(self, decision: dict, planks: list) -> int:
        """Return what an active executive wants of a decision: 1 its passage, -1 its failure, else 0."""
        executive = decision.get("executive")
        return sign(self.gain(planks, executive)) if executive is not None and self.is_active[executive] else 0

    def refer(self, t: int) -> None:
        """Set whose push positions were coded under: all until the reference month, later the recoded.

        It is that of the base run, if one is given.
        """
        self.push_now = [self.pull(t, a) for a, _ in enumerate(self.actors)]
        recoded = {
            i
            for event in self.world["events"]
            for change in event["changes"]
            if event["step"] == t and change["field"] in ("position", "anchor")
            for i in change["rows"]
        }
        for a, _ in enumerate(self.actors):
            if t <= self.world["reference_step"] or a in recoded:
                self.push_reference[a] = (self.base[t]["push_now"] if self.base else self.push_now)[a]

    def pull(self, t: int, a: int) -> float:
        """Return how the executive of the vote that is pending in its country pulls actor a now, 0 where none is."""
        pending = [
            row
            for row in self.world["decisions"]
            if row.get("executive") is not None
            and row["pending_from"] <= t <= row["step"]
            and self.actors[row["executive"]]["country"] == self.actors[a]["country"]
        ]
        soonest = min(pending, key=lambda row: row["step"], default=None)
        return self.own(soonest["executive"], a) * self.push(soonest, self.planks(soonest)) if soonest else 0.0

    def leaning(self, decision: dict, planks: list, bloc: dict) -> float:
        """Return a bloc's logit from the executive's push, beyond that under which it was coded."""
        own = self.own(decision.get("executive"), bloc["actor"]) * self.push(decision, planks)
        return self.p["votes.own_president"] * (own - self.push_reference[bloc["actor"]])

    def shift(self, decision: dict, planks: list, bloc: dict) -> float:
        """Return a bloc's logit besides its gain, without draws: push, pressure, and from abroad if it is alone."""
        force = self.pressed(decision, planks, bloc)
        if decision["rule"] == "executive":
            force += self.abroad(planks, bloc["actor"])
        return self.leaning(decision, planks, bloc) + self.p["campaigns.effect"] * force

    def whip(self, decision: dict, planks: list, bloc: dict, shift: float) -> tuple[bool, float]:
        """Return the line that a bloc's members are told to follow, and the share that follows it."""
        if decision["rule"] == "subordinate" and self.own(decision.get("executive"), bloc["actor"]) > 0:
            return self.gain(planks, decision["executive"]) > 0, 1 - decision["coalition_share"]
        line = self.gain(planks, bloc["actor"]) / self.p["votes.indifference"] + shift > 0
        return line, decision.get("discipline") or 0.0

    def members(self, decision: dict, bloc: dict, shock: float = 0.0) -> list[tuple[float, float]]:
        """Return, per member of a bloc, the leaning in units of gain and the probability of a yea; `shock` in logits.

        The members of a state, in decisions by states, are of one mind.
        """
        g, tau, planks, rows = bloc["actor"], self.p["votes.indifference"], self.planks(decision), []
        shift = self.shift(decision, planks, bloc) + shock
        line, follow = self.whip(decision, planks, bloc, shift)
        gain, spread = self.gain(planks, g), self.slope(planks) * self.actors[g]["dispersion"]
        if decision["rule"] in BY_STATES:
            spread = follow = 0.0
        for m in range(bloc["members"] if self.is_active[g] else 0):
            own = gain + spread * NormalDist().inv_cdf((m + 0.5) / bloc["members"])
            rows.append((own + tau * shift, (1 - follow) * logistic(own / tau + shift) + follow * line))
        return rows

    def agrees(self, decision: dict, bloc: dict, u: float) -> bool:
        """Tell whether a state agrees; the uniform number is common to all states."""
        planks, tau = self.planks(decision), self.p["votes.indifference"]
        luck = log(u / (1 - u)) if u > 0 else -inf
        return self.gain(planks, bloc["actor"]) / tau + self.shift(decision, planks, bloc) + luck > 0

    def seats(self, decision: dict) -> int:
        """Return the number of members of the active blocs."""
        return sum(bloc["members"] for bloc in decision["blocs"] if self.is_active[bloc["actor"]])

    def votes_needed(self, decision: dict) -> int:
        """Return how many yeas pass a decision, for the rules that count members."""
        n = self.seats(decision)
        return ceil(decision["needed"] * n - 1e-9) if decision["rule"] == "supermajority" else n // 2 + 1

    # Process 11c

    def is_gated(self, decision: dict) -> bool:
        """Tell whether a decision never reaches the floor."""
        keeper = decision.get("gatekeeper")
        is_refused = keeper is not None and self.gain(self.planks(decision), keeper) <= 0
        return is_refused or not all(self.is_passed[other] for other in decision.get("requires", []))

    def decide(self, index: int, shocks: dict, draw: dict, common: float, u: float) -> None:
        """Process 11c: one decision passes the gate, and the members of its active blocs vote.

        Normal draws by bloc, alike in a party, and one common to all; uniform ones by member, and one for all states.
        """
        decision = self.world["decisions"][index]
        blocs = [self.members(decision, bloc) for bloc in decision["blocs"]]
        self.is_decided[index], self.passed[index] = True, False
        self.yeas[index], self.voters[index] = ({b: 0 for b in range(len(blocs))} for _ in range(2))
        if self.is_gated(decision):
            self.is_blocked[index] = True
            return
        self.forecast[index] = sum(chance for rows in blocs for _, chance in rows)
        if decision.get("withdraws") and self.forecast[index] < self.votes_needed(decision):
            self.is_blocked[index] = True
            return
        self.voters[index] = {b: len(rows) for b, rows in enumerate(blocs)}
        for b, bloc in enumerate(decision["blocs"]):
            if decision["rule"] in BY_STATES:
                self.yeas[index][b] = len(blocs[b]) * self.agrees(decision, bloc, u)
                continue
            shock = self.p["votes.vote_shock"] * common + self.p["votes.party_shock"] * shocks[b]
            for m, (_, chance) in enumerate(self.members(decision, bloc, shock)):
                self.yeas[index][b] += draw[b][m] < chance
        self.is_passed[index] = self.passed[index] = self.has_passed(decision, self.yeas[index])

    def has_passed(self, decision: dict, yeas: dict) -> bool:
        """Apply the deciding rule to the yeas of each bloc."""
        rule, blocs = decision["rule"], decision["blocs"]
        seats = [bloc["members"] if self.is_active[bloc["actor"]] else 0 for bloc in blocs]
        weights = [bloc.get("weight", 1) for bloc in blocs]
        if rule == "sequence":
            return all(self.is_passed[body] and not self.is_repealed[body] for body in decision["bodies"])
        if rule == "any_of":
            return any(self.is_passed[body] and not self.is_repealed[body] for body in decision["bodies"])
        if rule == "treaty":
            return sum(yeas[b] == n > 0 for b, n in enumerate(seats)) >= decision["ratifications"]
        if rule == "weighted":
            all_weight = sum(w * n for w, n in zip(weights, seats, strict=True))
            return sum(w * yeas[b] for b, w in enumerate(weights)) >= decision["needed"] * all_weight - 1e-9
        if rule == "consensus":
            return sum(yeas.values()) == sum(seats) > 0
        if rule == "supermajority":
            return sum(yeas.values()) >= decision["needed"] * sum(seats) - 1e-9
        return 2 * sum(yeas.values()) > sum(seats)

    # Process 11d

    def repeal(self, t: int, draws: dict) -> None:
        """Process 11d: a passed decision falls for good once enough members turn against it; a sequence with a part.

        A member turns once its chance of a yea is down to its draw, which is one number for the whole window.
        """
        for index, decision in enumerate(self.world["decisions"]):
            rule = decision.get("repeal")
            if rule is None or not self.is_passed[index] or not decision["step"] < t < rule["until"]:
                continue
            nays = 0
            for b, bloc in enumerate(decision["blocs"]):
                shock = self.p["votes.vote_shock"] * draws["decision"][index]
                shock += self.p["votes.party_shock"] * draws["party"][index][b]
                rows = self.members(decision, bloc, 0.0 if decision["rule"] in BY_STATES else shock)
                nays += sum(chance <= draws["repeal"][index][b][m] for m, (_, chance) in enumerate(rows))
            if self.seats(decision) > 0 and nays >= rule["needed"] * self.seats(decision) - 1e-9:
                self.is_repealed[index] = True
        self.fall()

    def fall(self) -> None:
        """Take back every sequence of which a part has been, and what needs any of its parts when none stands."""
        found = True
        while found:
            found = False
            for index, decision in enumerate(self.world["decisions"]):
                if decision["rule"] not in JOINED or self.is_repealed[index] or not self.is_passed[index]:
                    continue
                if not self.has_passed(decision, {}):
                    self.is_repealed[index] = found = True
