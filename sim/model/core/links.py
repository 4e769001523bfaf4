"""Open contacts and alliances, or those looked at: as a list where they are few, as a grid where most are open."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import _sparsetools as kernels

from sim.model.core import tally
from sim.model.setting import Edges, Setting
from sim.model.state import Flags, Floats, Rows, State

Values = NDArray[Any]  # numbers or flags
_MANY = 0.4  # share of the potential ties from which on a grid of all is quicker than a list of the open ones


@dataclass(frozen=True)
class Links:
    """Some edges of some runs: what is looked at instead of all edges of all runs, since few are open or change.

    A cell is a row of actors and runs laid end to end: actor * runs + run. Values of links have the shape (link,).
    """

    at: Rows  # (link,) place in an array (edge, run) laid end to end
    edge: Rows  # (link,)
    run: Rows  # (link,)
    source: Rows  # (link,) cell of the source
    target: Rows  # (link,) cell of the target
    is_open = np.asarray(True)  # of a list of open ties all are

    def __len__(self) -> int:
        return len(self.at)

    def per_run(self, values: Values) -> Values:
        """Values (run,) for each link; one for all where all runs have the same: quicker."""
        alike = len(values) == 1 or (values[0] == values[-1] and (values == values[0]).all())
        return values[:1] if alike else values.take(self.run)

    def per_edge(self, values: Values) -> Values:
        """Values (edge,) for each link."""
        return values.take(self.edge)

    def ties(self, values: Values) -> Values:
        """Values (edge, run) for each link."""
        return values.take(self.at)

    def sources(self, values: Values) -> Values:
        """Values (actor, run) of the sources."""
        return values.take(self.source)

    def targets(self, values: Values) -> Values:
        """Values (actor, run) of the targets."""
        return values.take(self.target)

    def sum_by_source(self, values: Floats, shape: tuple[int, ...]) -> Floats:
        """Values summed by source in the order of the edges, (actor, run), which is `shape`."""
        return tally.sum_at(values, self.source, shape)

    def sum_said(self, weight: Floats, said: Floats) -> tuple[Floats, Floats]:
        """What the targets say, times the weight of each link, summed by source, and the weights themselves.

        A product of a sparse matrix of cells and cells with each issue, and with ones.

        Parameters
        ----------
        weight : (link,)
        said : (issue, actor, run)

        Returns
        -------
        (issue, actor, run) and (actor, run)
        """
        n_cells = int(np.prod(said.shape[1:]))
        ends, targets, weights = self._by_source(weight, n_cells)
        total, whole = np.zeros(said.shape), np.zeros(said.shape[1:])
        for values, into in (*zip(said, total, strict=True), (np.ones(n_cells), whole)):
            flat = np.ascontiguousarray(values).reshape(-1)
            kernels.csr_matvec(n_cells, n_cells, ends, targets, weights, flat, into.reshape(-1))
        return total, whole

    def _by_source(self, weight: Floats, n_cells: int) -> tuple[Any, Any, Floats]:
        """The links in the order of their sources: where each cell's begin, their targets, their weights."""
        if self._is_by_source:
            known = self._ends.get(n_cells)
            if known is None:
                known = self._ends[n_cells] = np.zeros(n_cells + 1, dtype=np.int32)
                np.cumsum(np.bincount(self.source, minlength=n_cells), out=known[1:])
            return known, self._short_target, weight
        ends = np.empty(n_cells + 1, dtype=np.intp)
        targets, weights = np.empty(len(self), dtype=np.intp), np.empty(len(self))
        kernels.coo_tocsr(n_cells, n_cells, len(self), self.source, self.target, weight, ends, targets, weights)
        return ends, targets, weights

    @cached_property
    def _is_by_source(self) -> bool:
        """Whether they are sorted by source, as those of one run are."""
        return bool((self.source[1:] >= self.source[:-1]).all())

    @cached_property
    def _ends(self) -> dict[int, NDArray[np.int32]]:
        return {}

    @cached_property
    def _short_target(self) -> NDArray[np.int32]:
        return self.target.astype(np.int32)

    def back(self, edges: Edges, n_runs: int) -> Rows:
        """Places of the same pairs the other way, (link,)."""
        return edges.reverse.take(self.edge) * n_runs + self.run

    def turned(self, edges: Edges, n_runs: int) -> Links:
        """The same pairs the other way."""
        return Links(self.back(edges, n_runs), edges.reverse.take(self.edge), self.run, self.target, self.source)

    def once_a_pair(self, of: Callable[[Ties], Floats]) -> Floats:
        """What holds of both directions alike, for each link; a list knows no pairs: each link by itself."""
        return of(self)

    def put(self, into: Floats, chosen: Flags, values: Floats) -> Floats:
        """A copy of an array (edge, run) with the values of the chosen links."""
        result = into.copy()
        result.reshape(-1)[self.at[chosen]] = values[chosen]
        return result


@dataclass(frozen=True)
class Grid:
    """All potential ties of all runs, and which of them are open; values have the shape (edge, run)."""

    edges: Edges
    is_open: Flags  # (edge, run)

    def per_run(self, values: Values) -> Values:
        """Values (run,), which broadcast."""
        return values

    def per_edge(self, values: Values) -> Values:
        """Values (edge,) for each run."""
        return values[:, None]

    def ties(self, values: Values) -> Values:
        """Values (edge, run)."""
        return values

    def sources(self, values: Values) -> Values:
        """Values (actor, run) of the sources."""
        return values.take(self.edges.source, axis=0)

    def targets(self, values: Values) -> Values:
        """Values (actor, run) of the targets."""
        return values.take(self.edges.target, axis=0)

    def sum_by_source(self, values: Floats, shape: tuple[int, ...]) -> Floats:
        """Values summed by source in the order of the edges, (actor, run), which is `shape`."""
        return tally.sum_by(values, self.edges.source, shape[0])

    def sum_said(self, weight: Floats, said: Floats) -> tuple[Floats, Floats]:
        """What the targets say, times the weight of each tie, summed by source, and the weights themselves.

        Parameters
        ----------
        weight : (edge, run)
        said : (issue, actor, run)

        Returns
        -------
        (issue, actor, run) and (actor, run)
        """
        total = np.empty_like(said)
        for issue, of_issue in enumerate(said):
            heard = self.targets(of_issue)
            heard *= weight
            total[issue] = tally.sum_by(heard, self.edges.source, said.shape[1])
        return total, tally.sum_by(weight, self.edges.source, said.shape[1])

    def once_a_pair(self, of: Callable[[Ties], Floats]) -> Floats:
        """What holds of both directions alike, (edge, run), found in one of them."""
        one_way = self.edges.one_way
        return of(Grid(one_way.edges, self.is_open[one_way.rows])).take(one_way.pair, axis=0)

    def put(self, into: Floats, chosen: Flags, values: Floats) -> Floats:
        """An array (edge, run) with the values of the chosen ties."""
        return np.where(chosen, values, into)


Ties = Links | Grid


def links(chosen: Flags, edges: Edges) -> Links:
    """The chosen edges and runs as a list, sorted by edge, then run.

    Parameters
    ----------
    chosen : (edge, run)
    """
    n_runs = chosen.shape[-1]
    at = where(chosen)
    edge = at // n_runs
    return links_of(edge, at - edge * n_runs, edges, n_runs)


def links_of(edge: Rows, run: Rows, edges: Edges, n_runs: int) -> Links:
    """Edges of runs as a list, in the order given."""
    source, target = (rows.take(edge) * n_runs + run for rows in (edges.source, edges.target))
    return Links(edge * n_runs + run, edge, run, source, target)


def some(among: Links, chosen: Flags | Rows) -> Links:
    """Some links of a list: flags, (link,), or their places in it."""
    return Links(among.at[chosen], among.edge[chosen], among.run[chosen], among.source[chosen], among.target[chosen])


def contacts(state: State, edges: Edges) -> Links:
    """Who is in contact with whom, as a list; listed once for as long as that does not change."""
    if "list" not in state.of_contacts:
        state.of_contacts["list"] = links(state.contact, edges)
    found: Links = state.of_contacts["list"]
    return found


def hearing(state: State, edges: Edges) -> Ties:
    """The same in the form that is quicker; sums over them come to the same bits in both."""
    if "open" not in state.of_contacts:
        state.of_contacts["open"] = Grid(edges, state.contact) if are_many(state.contact) else contacts(state, edges)
    found: Ties = state.of_contacts["open"]
    return found


def are_many(chosen: Flags) -> bool:
    """Whether so many edges of runs are chosen that a grid of all is quicker than a list.

    Parameters
    ----------
    chosen : (edge, run)
    """
    return chosen.shape[-1] > 1 and bool(np.count_nonzero(chosen) > _MANY * chosen.size)


def alliances(state: State, edges: Edges) -> Links:
    """Who is allied with whom, both ways, as a list; listed once for as long as that does not change."""
    if "list" not in state.of_alliances:
        state.of_alliances["list"] = links(state.allied, edges)
    found: Links = state.of_alliances["list"]
    return found


def where(flags: Flags) -> Rows:
    """Places that are set, in an array laid end to end; where they are few, words of eight are looked for first."""
    flat = np.ascontiguousarray(flags).reshape(-1)
    if flat.size % 8 or np.count_nonzero(flat) * 16 > flat.size:
        return np.flatnonzero(flat)
    every = flat.view(np.uint64)
    words = np.flatnonzero(every != 0)  # of flags it finds the set ones three times as fast as of numbers
    inside = np.flatnonzero(every.take(words).view(np.bool_))
    return words.take(inside >> 3) * 8 + (inside & 7)


def can_meet(among: Links, state: State, setting: Setting) -> Flags:
    """Whether both ends are active and nothing forbids the tie, (link,)."""
    ends = state.is_active.take(among.source) & state.is_active.take(among.target)
    return ends & setting.is_possible(state.step).take(among.edge) & ~state.is_severed.take(among.at)
