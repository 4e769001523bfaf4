"""Process 11e of the oracle (E7): ideas are given up under threat, and taken up in windows."""

from math import exp


class Ideas:
    """The part of `Model` that takes up ideas; it reads and writes the state of one run."""

    def start_ideas(self) -> None:
        """Set the shares of each row's bodies that hold an idea before the first step."""
        self.ideas, self.adopted = self.world.get("ideas", []), []
        for idea in self.ideas:
            start = idea["adopted_at_start"]
            held = start if isinstance(start, dict) else dict.fromkeys(start, 1.0)
            self.adopted.append([float(held.get(i, 0.0)) for i, _ in enumerate(self.actors)])

    def give_up(self, t: int, m: int, draw: dict | None) -> set[int]:
        """Let holders give idea m up under threat; return who has, so as not to take it up at once again."""
        idea, adopted, quitters = self.ideas[m], self.adopted[m], set()
        rows = [self.world["shocks"][number] for number in idea.get("threatened_by", [])]
        for i in [i for i in idea["adopters"] if self.is_active[i] and rows]:
            threat = max(self.strength(row, t, self.actors[i]["country"]) for row in rows)
            chance = 1 - exp(-self.p["ideas.abandon_rate"] * threat * self.dt)
            if idea.get("in_shares"):
                adopted[i] *= 1 - chance
            elif adopted[i] and draw[m, i] < chance:
                adopted[i] = 0.0
                quitters.add(i)
        return quitters

    def width(self, t: int, m: int) -> float:
        """Return how far the window for idea m is open at step t, 0 if it is closed."""
        for since, after, *width in self.ideas[m]["windows"]:
            if since <= t < after:
                return width[0] if width else 1.0
        return 0.0

    def take_up(self, t: int, draw: dict | None, abandon: dict | None = None) -> None:
        """Process 11e, after the votes: giving up, and in windows adoption."""
        p = self.p
        for m, idea in enumerate(self.ideas):
            held = list(self.adopted[m])
            quitters, adopters = self.give_up(t, m, abandon), [i for i in idea["adopters"] if self.is_active[i]]
            width, in_shares = self.width(t, m), idea.get("in_shares", False)
            sizes = {i: self.actors[i]["size"] if in_shares else 1.0 for i in adopters}
            if not adopters or not width:
                continue
            adopted = self.adopted[m]
            share = sum(size * adopted[i] for i, size in sizes.items()) / sum(sizes.values())
            chance = 1 - exp(-p["ideas.base_hazard"] * exp(p["ideas.adoption_slope"] * share) * width * self.dt)
            for i in adopters:
                if in_shares:
                    adopted[i] += (1 - held[i]) * chance
                elif i not in quitters and draw[m, i] < chance:
                    adopted[i] = 1.0
