"""What a run of the case as coded was under, in the months in which actors are coded: the reference of every what-if.

Positions were coded under some pressure and some president. A world without a union was not what the coders saw: with
its own reference it would lose most of what the union was worth (E4, E6).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.model.state import Floats, Rows


@dataclass(frozen=True)
class BaseRun:
    """The same replicates, parameters and coding in the case as coded, by step, in rows of its own case."""

    push: Mapping[int, Floats]  # (actor, run) pull of the president on everybody, from -.5 to .5
    pressure: Mapping[int, Floats]  # (issue, venue, run) at the end of the step, from -1 to 1
    built: Mapping[int, Floats]  # (bloc, run) the same on votes, built up

    def of_runs(self, columns: Rows) -> BaseRun:
        """The same for other runs, given as columns of these."""
        return self._mapped(lambda array: array[..., columns])

    def in_rows(self, actors: Rows, issues: Rows, venues: Rows, blocs: Rows) -> BaseRun:
        """The same in the rows of another version of the case; -1: who is not there in the base, and gets 0."""

        def of_venues(array: Floats) -> Floats:
            return _picked(np.moveaxis(_picked(array, issues), 1, 0), venues).swapaxes(0, 1)

        return BaseRun(
            {step: _picked(array, actors) for step, array in self.push.items()},
            {step: of_venues(array) for step, array in self.pressure.items()},
            {step: _picked(array, blocs) for step, array in self.built.items()},
        )

    @property
    def n_bytes(self) -> int:
        """Room that its arrays take."""
        parts = (self.push, self.pressure, self.built)
        return int(np.add.reduce([array.nbytes for part in parts for array in part.values()]))

    def _mapped(self, function: Any) -> BaseRun:
        parts = (
            {step: function(array) for step, array in part.items()} for part in (self.push, self.pressure, self.built)
        )
        return BaseRun(*parts)


def joined(parts: list[BaseRun]) -> BaseRun:
    """Runs of some batches, one after the other."""
    names = ("push", "pressure", "built")
    by_step = (
        {
            step: np.concatenate([getattr(each, name)[step] for each in parts], axis=-1)
            for step in getattr(parts[0], name)
        }
        for name in names
    )
    return BaseRun(*by_step)


def _picked(array: Floats, rows: Rows) -> Floats:
    """Rows of the first axis, 0 where there is none."""
    found = array[np.maximum(rows, 0)]
    found[rows < 0] = 0.0
    return found
