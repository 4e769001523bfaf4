"""The tie network: potential edges, closure, density, and the way to and from networkx."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from sim.setting import Edges
from sim.state import Counts, Flags, Floats, Rows, State

_ITERATIONS, _CLOSE = 200, 1e-13  # more than halving the bracket takes; logits


def potential_edges(country: Rows, among: Flags | None = None) -> Edges:
    """Ordered pairs of actors that can ever be tied, sorted by source, then target.

    Parameters
    ----------
    country : (actor,) row of each actor's country; an edge between two countries crosses a border
    among : (actor, actor) who can be tied to whom, symmetric; None: everybody to everybody else
    """
    n = len(country)
    possible = ~np.eye(n, dtype=bool) if among is None else among & ~np.eye(n, dtype=bool)
    source, target = np.nonzero(possible)
    reverse = np.searchsorted(source * n + target, target * n + source)
    return Edges(n, source, target, reverse, country[source] != country[target])


@dataclass(frozen=True)
class Links:
    """Some edges of some runs: what is looked at instead of all edges of all runs, since few are open or change.

    A cell is a row of actors and runs laid end to end: actor * runs + run. Sorted by edge, then run.
    """

    at: Rows  # (link,) place in an array (edge, run) laid end to end
    edge: Rows  # (link,)
    run: Rows  # (link,)
    source: Rows  # (link,) cell of the source
    target: Rows  # (link,) cell of the target

    def __len__(self) -> int:
        return len(self.at)


def links(chosen: Flags, edges: Edges) -> Links:
    """The chosen edges and runs as a list.

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
    source, target = (np.take(rows, edge) * n_runs + run for rows in (edges.source, edges.target))
    return Links(edge * n_runs + run, edge, run, source, target)


def held(state: State, edges: Edges) -> Links:
    """The open ties; listed once for as long as they do not change."""
    if "held" not in state.of_ties:
        state.of_ties["held"] = links(state.tie, edges)
    found: Links = state.of_ties["held"]
    return found


def where(flags: Flags) -> Rows:
    """Places of the few that are set, in an array laid end to end: looked for in words of eight first."""
    flat = np.ascontiguousarray(flags).reshape(-1)
    if flat.size % 8:
        return np.flatnonzero(flat)
    words = np.flatnonzero(flat.view(np.uint64))
    inside = np.flatnonzero(flat.reshape(-1, 8)[words])
    return words[inside >> 3] * 8 + (inside & 7)


def some(among: Links, chosen: Flags) -> Links:
    """Some links of a list, (link,)."""
    return Links(among.at[chosen], among.edge[chosen], among.run[chosen], among.source[chosen], among.target[chosen])


def neighborhoods(held: Links, n_actors: int, n_runs: int) -> NDArray[np.uint64]:
    """Held actors as bit rows: bit j of a cell's row is set where its actor holds j in its run, (cell, word)."""
    n_words = -(-n_actors // 64)
    flags = np.zeros((n_actors * n_runs, 64 * n_words), dtype=bool)
    flags[held.source, held.target // n_runs] = True
    return np.packbits(flags, axis=-1, bitorder="little").view(np.uint64)


def shared(rows: NDArray[np.uint64], first: Rows, second: Rows) -> Counts:
    """How many actors both cells hold, (link,).

    Parameters
    ----------
    rows : (cell, word), from neighborhoods
    first, second : (link,) cells
    """
    total = np.zeros(len(first), dtype=np.int64)
    for word in rows.T:
        total += np.bitwise_count(np.take(word, first) & np.take(word, second))
    return total


def closure_of(rows: NDArray[np.uint64], among: Links) -> Floats:
    """Share of the source's allies whom the target also holds, (link,) [0, 1]; 0 without allies.

    Parameters
    ----------
    rows : (cell, word) of all open ties, from neighborhoods
    """
    degree = np.bitwise_count(rows).sum(axis=-1, dtype=np.int64)
    return shared(rows, among.source, among.target) / np.maximum(np.take(degree, among.source), 1)


def closure(tie: Flags, edges: Edges, n_actors: int) -> Floats:
    """The same for all edges of all runs, (edge, run).

    Parameters
    ----------
    tie : (edge, run)
    """
    rows = neighborhoods(links(tie, edges), n_actors, tie.shape[-1])
    return closure_of(rows, links(np.ones_like(tie), edges)).reshape(tie.shape)


def holds_in(held: Links, country: Rows, n_countries: int, n_runs: int) -> Flags:
    """Whether each actor holds somebody of each country, (country, actor, run).

    Parameters
    ----------
    held : open ties
    country : (actor,)
    """
    found = np.zeros((n_countries, len(country) * n_runs), dtype=bool)
    found[np.take(country, held.target // n_runs), held.source] = True
    return found.reshape(n_countries, len(country), n_runs)


def forum_overlap(presence: Floats, joins: Sequence[Flags], among: Links) -> Floats:
    """Forums that both ends of a link attend, each counted by its presence, (link,).

    Parameters
    ----------
    presence : (forum, run) [0, 1]
    joins : for each forum the edges between its participants, (edge,)
    """
    overlap = np.zeros(len(among))
    for weight, joined in zip(presence, joins, strict=True):
        if np.any(weight > 0.0):
            meeting = np.flatnonzero(np.take(joined, among.edge))
            overlap[meeting] += np.take(weight, among.run[meeting])
    return overlap


def solve_intercept(density: Floats, expected: Callable[[Floats], tuple[Floats, Floats]]) -> Floats:
    """The intercept at which the expected density equals the documented one, (run,).

    Newton's method inside a bracket that starts as [-30, 30]; each run stops by itself, so that company changes no bit.

    Parameters
    ----------
    density : (run,) inside (0, 1)
    expected : rising function of an intercept (run,) to a density and its slope, (run,) both
    """
    low, high = np.full_like(density, -30.0), np.full_like(density, 30.0)
    found, is_done = np.zeros_like(density), np.zeros(density.shape, dtype=bool)
    for _ in range(_ITERATIONS):
        value, slope = expected(found)
        low, high = np.where(value < density, found, low), np.where(value < density, high, found)
        middle = 0.5 * (low + high)
        better = found - np.divide(value - density, slope, out=np.full_like(slope, np.inf), where=slope > 0.0)
        better = np.where((better > low) & (better < high), better, middle)
        is_close = np.abs(better - found) <= _CLOSE
        found = np.where(is_done, found, better)
        is_done |= is_close
        if np.all(is_done):
            break
    return found


def to_networkx(tie: Flags, edges: Edges, actors: tuple[str, ...], run: int = 0) -> nx.DiGraph:
    """Open ties of one run as a directed graph of actor ids.

    Parameters
    ----------
    tie : (edge, run)
    """
    graph: nx.DiGraph = nx.DiGraph()
    graph.add_nodes_from(actors)
    for edge in np.flatnonzero(tie[:, run]):
        graph.add_edge(actors[edges.source[edge]], actors[edges.target[edge]])
    return graph


def from_networkx(graph: nx.DiGraph, edges: Edges, actors: tuple[str, ...]) -> Flags:
    """The ties of a graph of actor ids as flags of edges, (edge, 1).

    Raises
    ------
    ValueError
        If the graph names an actor that is not among `actors`, or has a tie that is no potential one.
    """
    row = {name: i for i, name in enumerate(actors)}
    unknown = [name for name in graph.nodes if name not in row]
    if unknown:
        raise ValueError(f"unknown actors in the graph: {', '.join(map(str, unknown))}")
    tie = np.zeros((len(edges), 1), dtype=bool)
    for source, target in graph.edges:
        tie[edges.rows(np.array([row[source]]), np.array([row[target]])), 0] = True
    return tie
