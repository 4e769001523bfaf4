"""Process 11 of the oracle, before talks (E7): what was once agreed comes back, and says what is on offer."""

from math import exp

from oracle_decisions import logistic

SIDE, CORE = 2, 3  # provisions


class Precedents:
    """The part of `Model` that remembers agreements; it reads and writes the state of one run."""

    def start_precedents(self) -> None:
        """Set what is on record before the first step, and that nothing has come on offer."""
        self.agreements = self.world.get("agreements", [])
        self.carried = [[float(x) if row["step"] < 0 else 0.0 for x in row["recorded"]] for row in self.agreements]
        fields = [row.get("fields", [None for _ in row["issues"]]) for row in self.negotiations]
        self.on_offer = [[field is None for field in of_talks] for of_talks in fields]  # nothing is drawn without one
        self.chance = [[float(field is None) for field in of_talks] for of_talks in fields]

    def parties(self, row: dict) -> set[str]:
        """Return the countries that have a part in talks."""
        return {self.actors[i]["country"] for i in (row["proposer"], *row["partners"])}

    def agreed(self, t: int, country: str, k: int) -> list[tuple[int, float, float]]:
        """Return (step, provision, weight) of what a country has agreed before step t."""
        found = []
        for row, carried in zip(self.agreements, self.carried, strict=True):
            if country in row["parties"] and row["step"] < t:
                found.append((row["step"], carried[k], self.p["precedents.side_weight"] if row["side"] else 1.0))
        for n, row in enumerate(self.negotiations):
            bodies = row.get("bodies", [])
            steps = [self.world["decisions"][body]["step"] for body in bodies]
            if not bodies or country not in self.parties(row) or max(steps) >= t:
                continue
            if not all(self.is_passed[body] for body in bodies):
                continue
            level = {issue: z for (issue, _), z in zip(row["issues"], self.provision[n], strict=True)}.get(k, 0)
            found.append((max(steps), float(level == CORE), 1.0))
            if level == SIDE:  # a side agreement counts beside its treaty
                found.append((max(steps), 1.0, self.p["precedents.side_weight"]))
        return found

    def precedent(self, t: int, country: str, k: int) -> float:
        """Return how much of what a country agreed before had a provision, fading with age."""
        above, below = 0.0, 1.0
        for step, y, weight in self.agreed(t, country, k):
            fresh = exp(-self.p["precedents.forgetting"] * (t - step) * self.dt)
            above, below = above + weight * fresh * y, below + fresh
        return above / below

    def offer_chance(self, t: int, parties: set[str], k: int, depth: float, is_south: bool) -> float:
        """Return the chance that parties put a provision into the core."""
        p, most = self.p, max(self.precedent(t, country, k) for country in parties)
        return logistic(
            p["precedents.base"]
            + p["precedents.own_weight"] * most
            + p["precedents.depth_weight"] * depth
            - p["precedents.south_weight"] * is_south
        )

    def look_back(self, t: int, draws: dict) -> None:
        """Process 11a: other agreements of the month, then talks whose text opens, by what was before this month."""
        for a, row in [(a, row) for a, row in enumerate(self.agreements) if row["step"] == t]:
            for k, recorded in enumerate(row["recorded"]):
                chance = self.offer_chance(t, row["parties"], k, row["depth"], row["south"])
                self.carried[a][k] = float(draws["precedent"][a, k] < chance) if row["drawn"][k] else float(recorded)
        for n, row in enumerate(self.negotiations):
            windows = [number for number, (since, _) in enumerate(row.get("core_windows", [])) if since == t]
            for number in windows:
                for z, (k, _) in enumerate(row["issues"]):
                    if row.get("fields", [None for _ in row["issues"]])[z] is None:
                        continue
                    chance = self.offer_chance(t, self.parties(row), k, row["depth"], row["south"])
                    self.chance[n][z] = chance
                    self.on_offer[n][z] |= draws["offer"][n, z, number] < chance

    def may_be_core(self, t: int, n: int, z: int) -> bool:
        """Tell whether an issue of talks can enter the core: the text is open, and somebody offers it."""
        windows = self.negotiations[n].get("core_windows", [])
        return self.on_offer[n][z] and any(since <= t < until for since, until in windows)
