"""Process 4 of the oracle (E3, E13): who listens to whom, who acts with whom, what both are worth, and trust."""

from collections.abc import Callable
from math import exp, fsum

from oracle_decisions import in_force, logistic, sign

ALLIANCES = ("alliance", "structural")


def solve(expected: Callable, density: float, n: int) -> float:
    """Return the constant at which an expected density, a rising function of it, equals the coded one of n ties."""
    density = min(max(density, 0.5 / n), 1 - 0.5 / n)
    low, high, middle = -30.0, 30.0, 0.0
    while low < middle < high:
        if expected(middle) < density:
            low = middle
        else:
            high = middle
        middle = (low + high) / 2
    return middle


class Ties:
    """The part of `Model` that meets and allies; it reads and writes the state of one run."""

    def start_ties(self) -> None:
        """Set that nobody listens to anybody, in the pairs that ever can."""
        n = range(len(self.actors))
        possible = self.world.get("potential_ties") or [(i, j) for i in n for j in n if i != j]
        self.contact, self.allied, self.trust = (dict.fromkeys(possible, start) for start in (0, 0, 0.0))

    # What the calendar says

    def open_rows(self, rows: list) -> None:
        """Let both ends of a row listen to each other, with at least the initial trust; allies also act together."""
        for row in rows:
            for pair in ((row["a"], row["b"]), (row["b"], row["a"])):
                self.trust[pair] = max(self.trust[pair], self.p["ties.initial_trust"])
                self.contact[pair] = 1
                self.allied[pair] = 1 if row["type"] in ALLIANCES else self.allied[pair]

    def close_rows(self, rows: list) -> None:
        """End alliances, whose ends still know each other, then contacts of those who are no allies."""
        for row in [row for row in rows if row["type"] in ALLIANCES]:
            self.allied[row["a"], row["b"]] = self.allied[row["b"], row["a"]] = 0
        for row in [row for row in rows if row["type"] == "contact" and not self.allied[row["a"], row["b"]]]:
            self.contact[row["a"], row["b"]] = self.contact[row["b"], row["a"]] = 0

    def free_pairs(self, t: int) -> list:
        """Return the ordered pairs with both ends active and no barrier in force."""
        barred = {frozenset(pair) for row in self.world["barriers"] if in_force(row, t) for pair in row["pairs"]}
        active = self.is_active
        return [(i, j) for i, j in self.contact if active[i] and active[j] and frozenset((i, j)) not in barred]

    def is_bound(self, t: int, i: int, j: int) -> bool:
        """Tell whether the file holds two together: structurally, or until a date that has not come."""
        for row in self.world["ties"]:
            is_kept = row["type"] == "structural" or (row["type"] == "alliance" and row["until"] is not None)
            if is_kept and {row["a"], row["b"]} == {i, j} and in_force(row, t):
                return True
        return False

    # What a tie is worth

    def appeal(self, t: int, i: int, j: int) -> float:
        """Return what speaks for a tie of either kind with j, as i sees it."""
        p, forums = self.p, self.presence(t, i, j)
        for forum in self.world["forums"]:
            if i in forum["members"] and j in forum["members"] and in_force(forum, t):
                forums += 1
        border = 1 if self.actors[i]["country"] != self.actors[j]["country"] else 0
        return (
            p["ties.trust"] * self.trust[i, j]
            + p["ties.forum"] * forums
            - p["ties.cost"] * self.tie_cost(t, border)
            - p["ties.stigma_weight"] * border * self.stigma[i]
        )

    def is_introduced(self, i: int, j: int) -> bool:
        """Tell whether somebody within the confidence radius of both is in contact with both."""
        radius = self.p["opinion.confidence_radius"]
        for b, _ in enumerate(self.actors):
            knows = [self.contact.get((b, end)) or self.contact.get((end, b)) for end in (i, j)]
            if b not in (i, j) and all(knows) and all(self.distance(b, end) <= radius for end in (i, j)):
                return True
        return False

    def worth_hearing(self, t: int, i: int, j: int) -> float:
        """Return the utility to i of listening to j, without the intercept."""
        p = self.p
        return (
            p["ties.similarity"] * (1 - self.distance(i, j))
            + p["ties.prestige"] * (self.capability[j] / 5 + self.legitimacy[j])
            + p["ties.reciprocity"] * self.contact[j, i]
            + p["ties.broker"] * self.is_introduced(i, j)
            + self.appeal(t, i, j)
        )

    def worth_allying(self, t: int, i: int, j: int) -> float:
        """Return the utility of an alliance of two, without the intercept: the mean of what its ends see."""
        both = (self.appeal(t, i, j) + self.appeal(t, j, i)) / 2
        return self.p["ties.similarity"] * self.agreement(i, j) + both

    def next_decision(self, t: int) -> dict | None:
        """Return the decision of the case that comes next by date, else the last; of one date the first in the file."""
        rows = self.world["decisions"]
        to_come = [row for row in rows if row["step"] >= t]
        if to_come:
            return min(to_come, key=lambda row: row["step"])
        return max(rows, key=lambda row: row["step"], default=None)

    def may_ally(self, t: int, i: int, j: int) -> bool:
        """Tell whether two are no opponents: they agree, and want the same of the next decision."""
        decision = self.next_decision(t)
        if decision is not None:
            planks = self.planks(decision)
            if sign(self.gain(planks, i)) != sign(self.gain(planks, j)):
                return False
        return self.agreement(i, j) > 0

    # The general readiness

    def contact_intercept(self) -> float:
        """Solve the constant of contacts so that the expected density at the start equals the coded one."""
        pairs = self.free_pairs(0)
        if not pairs:
            return 0.0
        rests = [self.worth_hearing(0, i, j) for i, j in pairs]
        expected = lambda b0: fsum(logistic(b0 + rest) for rest in rests) / len(pairs)  # noqa: E731
        return solve(expected, sum(self.contact[pair] for pair in pairs) / len(pairs), len(pairs))

    def alliance_intercept(self, of_contacts: float) -> float:
        """Solve the constant of alliances so that as many are expected, in the long run, as the file leaves free.

        No opponents ally; the others open one only while one of them listens to the other, as far as contacts have it.
        """
        twos = [(i, j) for i, j in self.free_pairs(0) if i < j and not self.is_bound(0, i, j)]
        rows = []
        for i, j in [two for two in twos if self.may_ally(0, *two)]:
            one, other = (logistic(of_contacts + self.worth_hearing(0, *pair)) for pair in ((i, j), (j, i)))
            rows.append((1 - (1 - one) * (1 - other), self.worth_allying(0, i, j)))
        if not rows:
            return 0.0

        def expected(b0: float) -> float:
            opening = [(known * logistic(b0 + rest), 1 - logistic(b0 + rest)) for known, rest in rows]
            return fsum(opens / (opens + lapses) for opens, lapses in opening) / len(rows)

        return solve(expected, sum(self.allied[two] for two in twos) / len(rows), len(rows))

    # Process 4

    def turns(self, is_open: int, worth: float, u: float) -> bool:
        """Tell whether a tie that is open lapses, or one that is not opens, in this step."""
        chance = logistic(worth)
        rate = self.p["ties.rate"] * (1 - chance if is_open else chance)
        return u < 1 - exp(-rate * self.dt)

    def meet(self, t: int, b0: float, draw: dict) -> None:
        """Process 4a: contacts open and lapse, all at once; allies stay in contact."""
        after = dict(self.contact)
        for i, j in self.free_pairs(t):
            if self.turns(self.contact[i, j], b0 + self.worth_hearing(t, i, j), draw[i, j]):
                after[i, j] = 1 if self.allied[i, j] else 1 - self.contact[i, j]
        self.contact = after

    def ally(self, t: int, b0: float, draw: dict) -> None:
        """Process 4b: alliances open and lapse, all at once; then trust follows joint success.

        Who allies listens to its ally from now on.
        """
        before, after, p = self.allied, dict(self.allied), self.p
        for i, j in [(i, j) for i, j in self.free_pairs(t) if i < j]:
            if not self.turns(before[i, j], b0 + self.worth_allying(t, i, j), draw[i, j]):
                continue
            knows = self.contact[i, j] or self.contact[j, i]
            if before[i, j] and not self.is_bound(t, i, j):
                after[i, j] = after[j, i] = 0
            elif not before[i, j] and knows and self.may_ally(t, i, j):
                after[i, j] = after[j, i] = self.contact[i, j] = self.contact[j, i] = 1
        for i, j in before:
            trust, joint = self.trust[i, j], before[i, j] and self.progress[i] > 1e-9 and self.progress[j] > 1e-9
            trust += (1 - exp(-p["ties.trust_gain"] * self.dt)) * joint * (1 - trust)
            self.trust[i, j] = trust
        self.allied = after
