"""Process 4 of the oracle: what a tie is worth, which ties open and lapse, and trust."""

from math import exp

from oracle_decisions import in_force, logistic


class Ties:
    """The part of `Model` that allies; it reads and writes the state of one run."""

    def open_rows(self, rows: list) -> None:
        """Open both directions of alliances; give both directions of any row at least the initial trust."""
        for row in rows:
            for pair in ((row["a"], row["b"]), (row["b"], row["a"])):
                self.trust[pair] = max(self.trust[pair], self.p["ties.initial_trust"])
                self.tie[pair] = 1 if row["type"] == "alliance" else self.tie[pair]

    def free_pairs(self, t: int) -> list:
        """Return the ordered pairs with both ends active and no barrier in force."""
        barred = {frozenset(pair) for row in self.world["barriers"] if in_force(row, t) for pair in row["pairs"]}
        active = self.is_active
        return [(i, j) for i, j in self.tie if active[i] and active[j] and frozenset((i, j)) not in barred]

    def utility(self, t: int, i: int, j: int) -> float:
        """Return the utility to i of holding j as ally, without the intercept."""
        p, forums = self.p, self.presence(t, i, j)
        for forum in self.world["forums"]:
            if i in forum["members"] and j in forum["members"] and in_force(forum, t):
                forums += 1
        border = 1 if self.actors[i]["country"] != self.actors[j]["country"] else 0
        return (
            p["ties.similarity"] * (1 - self.distance(i, j))
            + p["ties.trust"] * self.trust[i, j]
            + p["ties.forum"] * forums
            + p["ties.prestige"] * (self.capability[j] / 5 + self.legitimacy[j])
            + p["ties.reciprocity"] * self.tie[j, i]
            - p["ties.cost"] * self.tie_cost(t, border)
            - p["ties.stigma_weight"] * border * self.stigma[i]
        )

    def ally(self, t: int, b0: float, draw: dict) -> None:
        """Process 4: ties open and lapse, all at once; then trust follows joint success and defection."""
        before, after, p = self.tie, dict(self.tie), self.p
        for i, j in self.free_pairs(t):
            chance = logistic(b0 + self.utility(t, i, j))
            rate = p["ties.rate"] * (1 - chance if before[i, j] else chance)
            if draw[i, j] < 1 - exp(-rate * self.dt):
                after[i, j] = 1 - before[i, j]
        for i, j in before:
            trust, joint = self.trust[i, j], before[i, j] and self.progress[i] > 1e-9 and self.progress[j] > 1e-9
            trust += (1 - exp(-p["ties.trust_gain"] * self.dt)) * joint * (1 - trust)
            self.trust[i, j] = trust
        self.tie = after
