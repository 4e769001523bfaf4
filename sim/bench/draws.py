"""Where the peers get their draws: for timing by the cheapest way that plain Python has, for tests from the model."""

from __future__ import annotations

from itertools import pairwise
from typing import Protocol

import numpy as np

from sim.bench.plain import Plain
from sim.model.channels import Channel, Stream
from sim.model.core.noise import Noise, stream
from sim.model.setting import Setting

Considered = list[tuple[int, float]]  # edges or pairs with a draw below the ceiling, in order, and their draws


class Draws(Protocol):
    """The draws of one run."""

    def contacts(self, step: int) -> Considered:
        """Edges whose contact can change in this month, with their draws."""

    def alliances(self, step: int) -> Considered:
        """Pairs whose alliance can change in this month, with their draws."""

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
        self._contacts, self._alliances = (
            _few(generator, n, plain.n_steps, plain.numbers.tie_ceiling) for n in (len(plain.source), len(plain.first))
        )
        self._members = [generator.uniform(size=len(offsets)).tolist() for _, _, offsets in plain.bill.blocs]

    def contacts(self, step: int) -> Considered:
        """Edges whose contact can change in this month, with their draws."""
        return self._contacts[step]

    def alliances(self, step: int) -> Considered:
        """Pairs whose alliance can change in this month, with their draws."""
        return self._alliances[step]

    def members(self, bloc: int) -> list[float]:
        """A uniform draw for each member of a bloc."""
        return self._members[bloc]


def _few(generator: np.random.Generator, n: int, n_steps: int, ceiling: float) -> list[Considered]:
    """Of n draws in each of some steps those below a ceiling."""
    total = n * n_steps
    often = total * ceiling
    gaps = generator.geometric(ceiling, int(often + 8.0 * often**0.5 + 16.0))  # 8 spreads: never too few
    places = np.cumsum(gaps) - 1
    places = places[places < total]
    draws = generator.uniform(0.0, ceiling, len(places)).tolist()
    bounds = np.searchsorted(places, n * np.arange(n_steps + 1)).tolist()
    rows = (places % n).tolist()
    return [list(zip(rows[first:after], draws[first:after], strict=True)) for first, after in pairwise(bounds)]


class TapeDraws:
    """The very draws that the model uses in one of its runs, so that both must agree."""

    def __init__(self, setting: Setting, seed: int, replicate: int, ceiling: float) -> None:
        self.setting, self.noise, self.ceiling = setting, Noise(seed, [replicate]), ceiling

    def contacts(self, step: int) -> Considered:
        """Edges whose contact can change in this month, with their draws."""
        return self._rare(Channel.CONTACT(), step, len(self.setting.edges))

    def alliances(self, step: int) -> Considered:
        """Pairs whose alliance can change in this month, with their draws."""
        return self._rare(Channel.ALLIANCE(), step, len(self.setting.edges) // 2)

    def _rare(self, channel: Stream, step: int, n: int) -> Considered:
        rare = self.noise.rare(channel.key, step, n, self.ceiling)
        draws = zip(rare.row.tolist(), rare.value.tolist(), strict=True)
        return sorted((row, draw) for row, draw in draws if draw < self.ceiling)

    def members(self, bloc: int) -> list[float]:
        """A uniform draw for each member of a bloc."""
        decision = self.setting.decisions[0]
        each = decision.blocs[bloc]
        channel = f"vote.{decision.id}.{self.setting.actors[each.actor]}"
        return self.noise.once(channel, "uniform", each.members)[:, 0].tolist()
