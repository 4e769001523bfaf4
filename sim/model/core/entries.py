"""Pairs of an actor and a venue: those with a door in all runs side by side, or single ones of single runs."""

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
        """Values (..., run) for each entry."""
        return np.take(values, self.run, axis=-1)

    def cells(self, values: Floats) -> Floats:
        """Values (issue, actor, run) in the form in which `actor` and `organ` find them, (issue, cell)."""
        return values.reshape(len(values), -1)

    def of_issues(self, values: Floats, issue: Rows, cell: Rows) -> Floats:
        """Values (issue, row, run) of an issue and a cell for each entry."""
        return np.take(values, issue * int(np.prod(values.shape[1:])) + cell)


@dataclass(frozen=True)
class Doors:
    """Pairs in all runs side by side.

    Quicker than a list where most have something to do in most runs: rows of runs are copied as they are.
    """

    pairs: Pairs  # all of the case
    pair: Rows  # (row,) rising

    def __len__(self) -> int:
        return len(self.pair)

    @cached_property
    def actor(self) -> Rows:
        """Row of the actor."""
        return self.pairs.actor[self.pair]

    @cached_property
    def organ(self) -> Rows:
        """Row of who is pressed; at a medium of the actor itself."""
        return self.pairs.organ[self.pair]

    @cached_property
    def venue(self) -> Rows:
        """Row of the venue."""
        return self.pairs.venue[self.pair]

    @cached_property
    def at_media(self) -> Rows:
        """Rows at a medium."""
        return np.flatnonzero(self.pairs.is_medium[self.pair])

    def some(self, rows: Rows) -> Doors:
        """Some of them."""
        return Doors(self.pairs, self.pair[rows])

    def per_run(self, values: Floats) -> Floats:
        """Values (..., run), which broadcast."""
        return values

    def cells(self, values: Floats) -> Floats:
        """Values (issue, actor, run) in the form in which `actor` and `organ` find them."""
        return values

    def entries(self, at: Rows, n_runs: int) -> tuple[Rows, Entries]:
        """Places in an array (issue, row, run) laid end to end as issues and entries."""
        of_issue = len(self) * n_runs
        issue = at // max(of_issue, 1)
        cell = at - issue * of_issue
        row = cell // n_runs
        return issue, Entries(self.pairs, np.take(self.pair, row), cell - row * n_runs, n_runs)
