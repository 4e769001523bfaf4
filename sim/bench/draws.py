"""Where the peers get their draws: for timing by the cheapest way that plain Python has, for tests from the model."""

from __future__ import annotations

from itertools import pairwise
from typing import Protocol

import numpy as np

from sim.bench.plain import Plain
from sim.model.core.noise import Noise, stream
from sim.model.setting import Setting

Considered = list[tuple[int, float]]  # edges with a draw below the ceiling, in order, and their draws


class Draws(Protocol):
    """The draws of one run."""

    def considered(self, step: int) -> Considered:
        """Edges whose tie can change in this month, with their draws."""

    def members(self, bloc: int) -> list[float]:
        """A uniform draw for each member of a bloc."""


class FastDraws:
    """Draws for timing: all of a run at once, and of the ties only the few that are considered.

    Parameters
    ----------
    plain : the world
    seed, replicate : of the run, >= 0
    """

    def __init__(self, plain: Plain, seed: int, replicate: int) -> None:
        generator = stream(seed, replicate, "bench")
        n_edges, ceiling = len(plain.source), plain.numbers.tie_ceiling
        total = n_edges * plain.n_steps
        often = total * ceiling
        gaps = generator.geometric(ceiling, int(often + 8.0 * often**0.5 + 16.0))  # 8 spreads: never too few
        places = np.cumsum(gaps) - 1
        places = places[places < total]
        draws = generator.uniform(0.0, ceiling, len(places)).tolist()
        bounds = np.searchsorted(places, n_edges * np.arange(plain.n_steps + 1)).tolist()
        edges = (places % n_edges).tolist()
        self._months = [
            list(zip(edges[first:after], draws[first:after], strict=True)) for first, after in pairwise(bounds)
        ]
        self._members = [generator.uniform(size=len(offsets)).tolist() for _, _, offsets in plain.bill.blocs]

    def considered(self, step: int) -> Considered:
        """Edges whose tie can change in this month, with their draws."""
        return self._months[step]

    def members(self, bloc: int) -> list[float]:
        """A uniform draw for each member of a bloc."""
        return self._members[bloc]


class TapeDraws:
    """The very draws that the model uses in one of its runs, so that both must agree."""

    def __init__(self, setting: Setting, seed: int, replicate: int, ceiling: float) -> None:
        self.setting, self.noise, self.ceiling = setting, Noise(seed, [replicate]), ceiling

    def considered(self, step: int) -> Considered:
        """Edges whose tie can change in this month, with their draws."""
        rare = self.noise.rare("ally", step, len(self.setting.edges), self.ceiling)
        draws = zip(rare.row.tolist(), rare.value.tolist(), strict=True)
        return sorted((edge, draw) for edge, draw in draws if draw < self.ceiling)

    def members(self, bloc: int) -> list[float]:
        """A uniform draw for each member of a bloc."""
        decision = self.setting.decisions[0]
        each = decision.blocs[bloc]
        channel = f"vote.{decision.id}.{self.setting.actors[each.actor]}"
        return self.noise.once(channel, "uniform", each.members)[:, 0].tolist()
