"""Process 11 of the oracle: provisions, negotiations, gates, sponsors, votes by every rule, repeal, uptake of ideas."""

from itertools import product
from math import ceil, erfc, exp, sqrt
from statistics import NormalDist


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


class Decisions:
    """The part of `Model` that decides; it reads and writes the state of one run."""

    def level(self, n: int, k: int, provision: list) -> float:
        """Return the position of the provision that issue k has in negotiation n."""
        z = provision[n][[issue for issue, _ in self.negotiations[n]["issues"]].index(k)]
        return -1.0 if z == 0 else self.p["votes." + ("consulted", "side", "core")[z - 1]]

    def planks(self, decision: dict, provision: list | None = None) -> list[tuple[int, float, float]]:
        """Return (issue, status quo, proposed) with positions taken from negotiations, as they stand or as given."""
        provision, rows = self.provision if provision is None else provision, []
        for k, q, y in decision["proposal"]:
            pair = [self.level(end[1], k, provision) if isinstance(end, (tuple, list)) else end for end in (q, y)]
            rows.append((k, *pair))
        return rows

    def gain(self, planks: list, i: int, table: list | None = None) -> float:
        """Return actor i's gain from the planks, weighted by salience, judged on positions or on another table."""
        gain, total = 0.0, sum(self.salience[k][i] for k, _, _ in planks)
        for k, q, y in planks:
            x = (self.position if table is None else table)[k][i]
            gain += self.salience[k][i] * ((x - q) ** 2 - (x - y) ** 2) / 4
        return gain / total if total else 0.0

    def slope(self, planks: list, g: int) -> float:
        """Return how fast actor g's gain changes with the position of a member."""
        total = sum(self.salience[k][g] for k, _, _ in planks)
        return sum(self.salience[k][g] * abs(y - q) / 2 for k, q, y in planks) / total if total else 0.0

    def pushed(self, planks: list, g: int, force: list) -> float:
        """Return the push of a force, a table of issues and venues, on organ g toward the proposal, 0 if no organ."""
        total = sum(self.salience[k][g] for k, _, _ in planks)
        if g not in self.organ or not total:
            return 0.0
        v = self.organ.index(g)
        return sum(self.salience[k][g] * (y - q) / 2 * force[k][v] for k, q, y in planks) / total

    def is_same_party(self, decision: dict, g: int) -> bool:
        """Tell whether actor g is of the executive's party."""
        executive, party = decision.get("executive"), self.actors[g]["party"]
        return executive is not None and bool(party) and party == self.actors[executive]["party"]

    def leaning(self, decision: dict, bloc: dict) -> float:
        """Return a bloc's logit from party and leaders."""
        return (
            self.p["votes.same_party"] * self.is_same_party(decision, bloc["actor"])
            + self.p["votes.endorsement_weight"] * bloc["endorsed"]
        )

    def shift(self, decision: dict, planks: list, bloc: dict) -> float:
        """Return a bloc's logit besides its gain: leaning, lobbying, and what a lone executive pays abroad."""
        lobbying = [
            [now - then for now, then in zip(*rows, strict=True)]
            for rows in zip(self.pressure, self.pressure_reference, strict=True)
        ]
        shift = self.leaning(decision, bloc)
        shift += self.p["votes.lobby_weight"] * self.pushed(planks, bloc["actor"], lobbying)
        if decision["rule"] == "executive":
            shift += self.p["votes.external_weight"] * self.pushed(planks, bloc["actor"], self.external)
        return shift

    def whip(self, decision: dict, planks: list, bloc: dict, shift: float) -> tuple[bool, float]:
        """Return the line that a bloc's members are told to follow, and the share that follows it."""
        if decision["rule"] == "subordinate" and self.is_same_party(decision, bloc["actor"]):
            return self.gain(planks, decision["executive"]) > 0, 1 - decision["coalition_share"]
        line = self.gain(planks, bloc["actor"]) / self.p["votes.indifference"] + shift > 0
        return line, decision.get("discipline") or 0.0

    def members(self, decision: dict, bloc: dict, shock: float = 0.0) -> list[tuple[float, float]]:
        """Return, per member of a bloc, the leaning in units of gain and the probability of a yea."""
        g, tau, planks, rows = bloc["actor"], self.p["votes.indifference"], self.planks(decision), []
        shift = self.shift(decision, planks, bloc) + self.p["votes.party_shock"] * shock
        line, follow = self.whip(decision, planks, bloc, shift)
        gain, spread = self.gain(planks, g), self.slope(planks, g) * self.actors[g]["dispersion"]
        for m in range(bloc["members"] if self.is_active[g] else 0):
            own = gain + spread * NormalDist().inv_cdf((m + 0.5) / bloc["members"])
            rows.append((own + tau * shift, (1 - follow) * logistic(own / tau + shift) + follow * line))
        return rows

    def seats(self, decision: dict) -> int:
        """Return the number of members of the active blocs."""
        return sum(bloc["members"] for bloc in decision["blocs"] if self.is_active[bloc["actor"]])

    def votes_needed(self, decision: dict) -> int:
        """Return how many yeas pass a decision, for the rules that count members."""
        n = self.seats(decision)
        return ceil(decision["needed"] * n - 1e-9) if decision["rule"] == "supermajority" else n // 2 + 1

    # Process 11a

    def ratification(self, decision: dict, provision: list) -> float:
        """Return the forecast probability that a body ratifies, were the provisions as given."""
        planks, tau, mean, doubt, parties = self.planks(decision, provision), self.p["votes.indifference"], 0.0, 0.0, {}
        for b, bloc in enumerate(decision["blocs"]):
            g, n = bloc["actor"], bloc["members"]
            if not self.is_active[g]:
                continue
            shift = self.shift(decision, planks, bloc)
            spread = sqrt((self.slope(planks, g) * self.actors[g]["dispersion"]) ** 2 + (1.702 * tau) ** 2)
            line, follow = self.whip(decision, planks, bloc, shift)
            chance = (1 - follow) * normal((self.gain(planks, g) + tau * shift) / spread) + follow * line
            own = n * chance * (1 - chance)
            mean, doubt = mean + n * chance, doubt + own
            party = self.actors[g]["party"] or b  # a bloc without party has a shock of its own
            parties[party] = parties.get(party, 0.0) + own
        doubt += sum((self.p["votes.party_shock"] * own) ** 2 for own in parties.values())
        return normal((mean - self.votes_needed(decision) + 0.5) / sqrt(max(doubt, 1e-9)))

    def worth(self, t: int, n: int, z: tuple) -> float:
        """Return what provisions z are worth to the proposer of negotiation n."""
        row, provision = self.negotiations[n], [list(z) if m == n else old for m, old in enumerate(self.provision)]
        planks = [*row["proposal"], *((k, q, self.level(n, k, provision)) for k, q in row["issues"])]
        worth = 1.0
        for body in row.get("bodies", []):
            if not self.is_decided[body]:
                worth *= self.ratification(self.world["decisions"][body], provision)
        for i in row["partners"]:
            if self.is_active[i]:
                worth *= logistic(self.gain(planks, i, self.policy) / self.p["votes.indifference"])
        for keeper in row.get("gatekeepers", []):
            if in_force({"since": 0, "until": None, **keeper}, t) and self.is_active[keeper["actor"]]:
                worth *= max(0.0, self.gain(planks, keeper["actor"]))
        cost = self.p["votes.table_cost"] * sum(provision > 0 for provision in z)
        return worth * max(0.0, self.gain(planks, row["proposer"]) - cost)

    def negotiate(self, t: int) -> None:
        """Process 11a: in an open window the proposer picks the provisions that are worth most."""
        for n, row in enumerate(self.negotiations):
            is_open = any(since <= t < until for since, until in row["windows"])
            if not is_open or not self.is_active[row["proposer"]]:
                continue
            is_text_open = any(since <= t < until for since, until in row.get("core_windows", []))
            best, most = tuple(0 for _ in row["issues"]), 0.0
            for z in product(range(4 if is_text_open else 3), repeat=len(row["issues"])):
                worth = self.worth(t, n, z)
                if worth > most:
                    best, most = z, worth
            self.provision[n] = list(best)

    # Process 11b

    def is_gated(self, decision: dict) -> bool:
        """Tell whether a decision never reaches the floor."""
        keeper = decision.get("gatekeeper")
        is_refused = keeper is not None and self.gain(self.planks(decision), keeper) <= 0
        return is_refused or not all(self.is_passed[other] for other in decision.get("requires", []))

    def bought(self, decision: dict, blocs: list) -> set[tuple[int, int]]:
        """Return the members (bloc, member) that the sponsor pays; `blocs` holds each bloc's members."""
        sponsor, paid, spent, won = decision.get("sponsor"), set(), 0.0, 0.0
        if sponsor is None or not self.is_active[sponsor["actor"]]:
            return paid
        lack = self.votes_needed(decision) + self.p["votes.cushion"] - sum(p for rows in blocs for _, p in rows)
        prices = [(-score, b, m) for b, rows in enumerate(blocs) for m, (score, _) in enumerate(rows) if score < 0]
        for price, b, m in sorted(prices):
            if won >= lack or spent + price > sponsor["budget"]:
                break
            paid.add((b, m))
            spent, won = spent + price, won + 1 - blocs[b][m][1]
        return paid

    def decide(self, index: int, shocks: dict, draw: dict) -> None:
        """Process 11b: one decision passes the gate, its sponsor pays, the members of its active blocs vote."""
        decision = self.world["decisions"][index]
        blocs = [self.members(decision, bloc) for bloc in decision["blocs"]]
        self.is_decided[index], self.passed[index] = True, False
        self.yeas[index] = {b: 0 for b in range(len(blocs))}
        if self.is_gated(decision):
            self.is_blocked[index] = True
            return
        self.forecast[index] = sum(chance for rows in blocs for _, chance in rows)
        paid = self.bought(decision, blocs)
        if decision.get("withdraws"):
            hoped = self.forecast[index] + sum(1 - blocs[b][m][1] for b, m in sorted(paid))
            if hoped < self.votes_needed(decision):
                self.is_blocked[index] = True
                return
        for b, bloc in enumerate(decision["blocs"]):
            self.paid[index][b] = sum(other == b for other, _ in paid)
            for m, (_, chance) in enumerate(self.members(decision, bloc, shocks[b])):
                self.yeas[index][b] += (b, m) in paid or draw[b][m] < chance
        self.is_passed[index] = self.passed[index] = self.has_passed(decision, self.yeas[index])

    def has_passed(self, decision: dict, yeas: dict) -> bool:
        """Apply the deciding rule to the yeas of each bloc."""
        rule, blocs = decision["rule"], decision["blocs"]
        seats = [bloc["members"] if self.is_active[bloc["actor"]] else 0 for bloc in blocs]
        weights = [bloc.get("weight", 1) for bloc in blocs]
        if rule == "sequence":
            return all(self.is_passed[body] and not self.is_repealed[body] for body in decision["bodies"])
        if rule == "treaty":
            return sum(2 * yeas[b] > n for b, n in enumerate(seats)) >= decision["ratifications"]
        if rule == "weighted":
            all_weight = sum(w * n for w, n in zip(weights, seats, strict=True))
            return sum(w * yeas[b] for b, w in enumerate(weights)) >= decision["needed"] * all_weight - 1e-9
        if rule == "consensus":
            return sum(yeas.values()) == sum(seats) > 0
        if rule == "supermajority":
            return sum(yeas.values()) >= decision["needed"] * sum(seats) - 1e-9
        return 2 * sum(yeas.values()) > sum(seats)

    # Process 11c

    def repeal(self, t: int, shocks: dict, draw: dict) -> None:
        """Process 11c: a passed decision falls for good once enough members turn against it; a sequence with a part.

        A member turns once its chance of a yea is down to its draw, which is one number for the whole window.
        """
        for index, decision in enumerate(self.world["decisions"]):
            rule = decision.get("repeal")
            if rule is None or not self.is_passed[index] or not decision["step"] < t < rule["until"]:
                continue
            nays = 0
            for b, bloc in enumerate(decision["blocs"]):
                rows = self.members(decision, bloc, shocks[index][b])
                nays += sum(chance <= draw[index][b][m] for m, (_, chance) in enumerate(rows))
            if self.seats(decision) > 0 and nays >= rule["needed"] * self.seats(decision) - 1e-9:
                self.is_repealed[index] = True
        self.fall()

    def fall(self) -> None:
        """Take back every sequence of which a part has been, and those of which it is a part."""
        found = True
        while found:
            found = False
            for index, decision in enumerate(self.world["decisions"]):
                if decision["rule"] != "sequence" or self.is_repealed[index] or not self.is_passed[index]:
                    continue
                if any(self.is_repealed[body] for body in decision["bodies"]):
                    self.is_repealed[index] = found = True
