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
        return self.pairs.actor.take(self.pair) * self.n_runs + self.run

    @cached_property
    def organ(self) -> Rows:
        """Cell of who is pressed; at a medium of the actor itself."""
        return self.pairs.organ.take(self.pair) * self.n_runs + self.run

    @cached_property
    def venue(self) -> Rows:
        """Row of the venue."""
        return self.pairs.venue.take(self.pair)

    @cached_property
    def door(self) -> Rows:
        """Cell of the venue."""
        return self.venue * self.n_runs + self.run

    @cached_property
    def is_medium(self) -> Flags:
        """The venue is a medium."""
        return self.pairs.is_medium.take(self.pair)

    def some(self, chosen: Rows) -> Entries:
        """Some of them, which may come several times."""
        return Entries(self.pairs, self.pair[chosen], self.run[chosen], self.n_runs)

    def where(self, chosen: Flags) -> tuple[Rows, Entries]:
        """Those that are chosen, (entry,), and which they are; all of them know what they have looked up before."""
        rows = np.flatnonzero(chosen)
        return rows, self if len(rows) == len(self) else self.some(rows)

    def per_run(self, values: Floats) -> Floats:
        """Values (..., run) for each entry."""
        return values.take(self.run, axis=-1)

    def cells(self, values: Floats) -> Floats:
        """Values (issue, actor, run) in the form in which `actor` and `organ` find them, (issue, cell)."""
        return values.reshape(len(values), -1)

    def of_issues(self, values: Floats, issue: Rows, cell: Rows) -> Floats:
        """Values (issue, row, run) of an issue and a cell for each entry."""
        return values.take(issue * int(np.prod(values.shape[1:])) + cell)


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
    def is_medium(self) -> Flags:
        """The venue is a medium."""
        return self.pairs.is_medium[self.pair]

    @cached_property
    def at_media(self) -> Rows:
        """Rows at a medium."""
        return np.flatnonzero(self.is_medium)

    def per_run(self, values: Floats) -> Floats:
        """Values (..., run), which broadcast."""
        return values

    def cells(self, values: Floats) -> Floats:
        """Values (issue, actor, run) in the form in which `actor` and `organ` find them."""
        return values

    def entries(self, issue: Rows, row: Rows, at: Rows, n_runs: int) -> tuple[Rows, Entries]:
        """Some cells of issues and rows, (alternative, run) laid end to end, as issues and entries.

        Parameters
        ----------
        issue, row : (alternative,)
        at : (entry,) places
        """
        alternative = at // n_runs
        pair = self.pair[row].take(alternative)
        return issue.take(alternative), Entries(self.pairs, pair, at - alternative * n_runs, n_runs)


def rows_of(values: Floats, issue: Rows, row: Rows) -> Floats:
    """Values (issue, row, run) of some issues and rows, (alternative, run).

    Parameters
    ----------
    issue, row : (alternative,)
    """
    n_rows, n_runs = values.shape[1:]
    return values.reshape(-1, n_runs).take(issue * n_rows + row, axis=0)
