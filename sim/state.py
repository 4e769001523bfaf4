"""State: everything that changes during a run, as read-only arrays with the run axis last."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Counts = NDArray[np.int64]


@dataclass(frozen=True)
class State:
    """The state of a batch of runs between two processes of a step.

    Shapes are given behind each field; `run` is the number of runs in the batch. Arrays cannot be written to:
    a process returns a new State through `replace`. `tests/test_invariants.py` holds shapes and ranges.
    """

    step: int  # steps done so far [0..n_steps]
    position: Floats  # (issue, actor, run) conviction [-1, 1]
    anchor: Floats  # (issue, actor, run) what pulls a conviction back [-1, 1]
    salience: Floats  # (issue, actor, run) weight an actor gives an issue now [0, 1]
    base_salience: Floats  # (issue, actor, run) the same without media [0, 1]
    capability: Floats  # (actor, run) ordinal strength [1, 5]
    is_active: Flags  # (actor, run) on the stage this month
    tie: Flags  # (edge, run) source holds target as an ally and listens to it
    trust: Floats  # (edge, run) of source in target [0, 1]
    distance: Floats  # (edge, run) of positions when ties were last considered [0, 1]
    tie_intercept: Floats  # (run,) log-odds that keep the documented density at the start
    openness: Floats  # (issue, venue, run) [0, 1]
    effort: Floats  # (issue, pair, run) by pair of actor and venue [units per year]
    pressure: Floats  # (issue, venue, run) net, toward the positive pole [-1, 1]
    pressure_reference: Floats  # (issue, venue, run) what positions were coded under [-1, 1]
    attention: Floats  # (issue, country, run) of the media [0, 1]
    progress: Floats  # (actor, run) gain of pressure in its own direction [units per year]
    yeas: Counts  # (bloc, run) yes votes; blocs of all decisions in a row
    seats: Counts  # (bloc, run) members who voted
    is_decided: Flags  # (decision, run)
    memory: Floats  # (idea, run) what past advocacy has left behind, >= 0 [years of full advocacy]
    is_adopted: Flags  # (idea, actor, run) has taken the idea up, and keeps it

    def __post_init__(self) -> None:
        for field in dataclasses.fields(self):
            value = getattr(self, field.name)
            if isinstance(value, np.ndarray):
                value.setflags(write=False)

    def replace(self, **changes: Any) -> State:
        """A new State with some arrays exchanged; the old one stays valid."""
        return dataclasses.replace(self, **changes)

    @property
    def n_runs(self) -> int:
        """Runs in the batch."""
        return int(self.position.shape[-1])
