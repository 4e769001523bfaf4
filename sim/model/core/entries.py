"""Pairs of an actor and a venue in single runs: what is looked at instead of all pairs in all runs."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from sim.model.pairs import Pairs
from sim.model.state import Flags, Floats, Rows


@dataclass(frozen=True)
class Entries:
    """Some pairs of some runs, since few have a door and fewer spend anything.

    A cell is a row of actors, or of venues, and runs laid end to end: row * runs + run.
    """

    pairs: Pairs  # all of the case
    pair: Rows  # (entry,)
    run: Rows  # (entry,)
    n_runs: int

    def __len__(self) -> int:
        return len(self.pair)

    @cached_property
    def at(self) -> Rows:
        """Place in an array (pair, run) laid end to end."""
        return self.pair * self.n_runs + self.run

    @cached_property
    def actor(self) -> Rows:
        """Cell of the actor."""
        return np.take(self.pairs.actor, self.pair) * self.n_runs + self.run

    @cached_property
    def organ(self) -> Rows:
        """Cell of who is pressed; at a medium of the actor itself."""
        return np.take(self.pairs.organ, self.pair) * self.n_runs + self.run

    @cached_property
    def venue(self) -> Rows:
        """Row of the venue."""
        return np.take(self.pairs.venue, self.pair)

    @cached_property
    def door(self) -> Rows:
        """Cell of the venue."""
        return self.venue * self.n_runs + self.run

    @cached_property
    def is_medium(self) -> Flags:
        """The venue is a medium."""
        return np.take(self.pairs.is_medium, self.pair)

    @cached_property
    def at_media(self) -> Rows:
        """Entries at a medium."""
        return np.flatnonzero(self.is_medium)

    def some(self, chosen: Rows) -> Entries:
        """Some of them, which may come several times."""
        return Entries(self.pairs, self.pair[chosen], self.run[chosen], self.n_runs)

    def per_run(self, values: Floats) -> Floats:
        """Values (run,) for each entry."""
        return np.take(values, self.run)

    def of_issues(self, values: Floats, issue: Rows, cell: Rows) -> Floats:
        """Values (issue, row, run) of an issue and a cell for each entry."""
        return np.take(values, issue * int(np.prod(values.shape[1:])) + cell)
