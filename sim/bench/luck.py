"""Where the peers get their luck: for timing by the cheapest way that plain Python has, for tests from the model."""

from __future__ import annotations

from math import log, log1p
from random import Random
from typing import Protocol

from sim.core.noise import Noise
from sim.setting import Setting

Considered = list[tuple[int, float]]  # edges with a draw below the ceiling, in order, and their draws


class Luck(Protocol):
    """The draws of one run."""

    def considered(self, step: int) -> Considered:
        """Edges whose tie can change in this month, with their draws."""

    def members(self, bloc: int) -> list[float]:
        """A uniform draw for each member of a bloc."""


class FastLuck:
    """Draws for timing: the gaps between the few edges that are considered, rather than a draw for each edge.

    Parameters
    ----------
    n_edges : potential edges
    ceiling : chance that a tie is considered in a month (0-1, both excluded)
    n_members : of each bloc
    seed : of this run
    """

    def __init__(self, n_edges: int, ceiling: float, n_members: int, seed: int) -> None:
        self.n_edges, self.ceiling, self.n_members = n_edges, ceiling, n_members
        self._random = Random(seed).random
        self._per_log = 1.0 / log1p(-ceiling)

    def considered(self, step: int) -> Considered:  # noqa: ARG002
        """Edges whose tie can change in this month, with their draws."""
        draw, per_log, ceiling, n_edges = self._random, self._per_log, self.ceiling, self.n_edges
        found = []
        edge = int(log(1.0 - draw()) * per_log)
        while edge < n_edges:
            found.append((edge, ceiling * draw()))
            edge += 1 + int(log(1.0 - draw()) * per_log)
        return found

    def members(self, bloc: int) -> list[float]:  # noqa: ARG002
        """A uniform draw for each member of a bloc."""
        draw = self._random
        return [draw() for _ in range(self.n_members)]


class TapeLuck:
    """The very draws that the model uses in one of its runs, so that both must agree."""

    def __init__(self, setting: Setting, seed: int, replicate: int, ceiling: float) -> None:
        self.setting, self.noise, self.ceiling = setting, Noise(seed, [replicate]), ceiling

    def considered(self, step: int) -> Considered:
        """Edges whose tie can change in this month, with their draws."""
        draws = self.noise.block("ally", "uniform", step, (len(self.setting.edges),))[:, 0].tolist()
        return [(edge, draw) for edge, draw in enumerate(draws) if draw < self.ceiling]

    def members(self, bloc: int) -> list[float]:
        """A uniform draw for each member of a bloc."""
        decision = self.setting.decisions[0]
        each = decision.blocs[bloc]
        channel = f"vote.{decision.id}.{self.setting.actors[each.actor]}"
        return self.noise.once(channel, "uniform", each.members)[:, 0].tolist()
