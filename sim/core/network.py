"""The tie network: potential edges, closure, density, and the way to and from networkx."""

from __future__ import annotations

from collections.abc import Callable

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from sim.setting import Edges, Rows
from sim.state import Flags, Floats

_HALVINGS = 200  # more than doubles can resolve on any bracket


def potential_edges(country: Rows) -> Edges:
    """All ordered pairs of actors as edges, sorted by source, then target.

    Parameters
    ----------
    country : (actor,) row of each actor's country; an edge between two countries crosses a border
    """
    n = len(country)
    grid = np.arange(n)
    source = np.repeat(grid, max(n - 1, 0))
    target = np.concatenate([np.delete(grid, i) for i in range(n)]) if n > 1 else np.zeros(0, dtype=np.intp)
    reverse = edge_rows(target, source, n)
    starts = np.arange(0, len(source), max(n - 1, 1))
    return Edges(source, target, reverse, country[source] != country[target], starts, grid[: len(starts)])


def edge_rows(source: Rows, target: Rows, n_actors: int) -> Rows:
    """Rows of edges in the list of all ordered pairs."""
    return np.asarray(source * (n_actors - 1) + target - (target > source), dtype=np.intp)


def neighborhoods(tie: Flags, edges: Edges, n_actors: int) -> NDArray[np.uint64]:
    """Open ties as bit rows: bit j of row i is set where i holds j, (word, actor, run).

    Parameters
    ----------
    tie : (edge, run)
    """
    n_words = -(-n_actors // 64)
    rows = np.zeros((n_words, n_actors, tie.shape[-1]), dtype=np.uint64)
    if len(edges) == 0:
        return rows
    bits = tie.astype(np.uint64) << (edges.target % 64).astype(np.uint64)[:, None]
    for word in range(n_words):
        inside = np.flatnonzero(edges.target // 64 == word)
        sources = edges.source[inside]
        first = np.flatnonzero(np.r_[True, sources[1:] != sources[:-1]])
        rows[word, sources[first]] = np.bitwise_or.reduceat(bits[inside], first, axis=0)
    return rows


def closure(tie: Flags, edges: Edges, n_actors: int) -> Floats:
    """Share of the source's allies whom the target also holds, (edge, run) [0, 1]; 0 without allies.

    Parameters
    ----------
    tie : (edge, run)
    """
    shared = np.zeros(tie.shape, dtype=np.int64)
    degree = np.zeros((n_actors, tie.shape[-1]), dtype=np.int64)
    for word in neighborhoods(tie, edges, n_actors):
        shared += np.bitwise_count(np.take(word, edges.source, axis=0) & np.take(word, edges.target, axis=0))
        degree += np.bitwise_count(word)
    return shared / np.take(np.maximum(degree, 1), edges.source, axis=0)


def forum_overlap(presence: Floats, forum_edges: tuple[Rows, ...], n_edges: int) -> Floats:
    """Forums that both ends of an edge attend, each counted by its presence, (edge, run).

    Parameters
    ----------
    presence : (forum, run) [0, 1]
    forum_edges : for each forum the edges between its participants
    """
    overlap = np.zeros((n_edges, presence.shape[-1]))
    for weight, rows in zip(presence, forum_edges, strict=True):
        overlap[rows] += weight
    return overlap


def solve_intercept(density: Floats, expected: Callable[[Floats], Floats]) -> Floats:
    """The intercept at which the expected density equals the documented one, (run,).

    Bisection on [-30, 30] to full precision; each run by itself, so that company changes no bit.

    Parameters
    ----------
    density : (run,) inside (0, 1)
    expected : rising function of an intercept (run,) to a density (run,)
    """
    low, high = np.full_like(density, -30.0), np.full_like(density, 30.0)
    for _ in range(_HALVINGS):
        middle = 0.5 * (low + high)
        if np.all((middle == low) | (middle == high)):
            break
        above = expected(middle) > density
        high = np.where(above, middle, high)
        low = np.where(above, low, middle)
    return 0.5 * (low + high)


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
        If the graph names an actor that is not among `actors`.
    """
    row = {name: i for i, name in enumerate(actors)}
    unknown = [name for name in graph.nodes if name not in row]
    if unknown:
        raise ValueError(f"unknown actors in the graph: {', '.join(map(str, unknown))}")
    tie = np.zeros((len(edges), 1), dtype=bool)
    for source, target in graph.edges:
        tie[edge_rows(np.array([row[source]]), np.array([row[target]]), len(actors)), 0] = True
    return tie
