"""The tie network: potential edges, density, and the way to and from networkx."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import networkx as nx
import numpy as np
from scipy.sparse import _sparsetools as kernels
from scipy.sparse import csr_array
from scipy.sparse.csgraph import shortest_path

from sim.model.core.links import Links, contacts
from sim.model.core.spans import places
from sim.model.setting import Edges
from sim.model.state import Flags, Floats, Rows, State

_ITERATIONS, _CLOSE = 200, 1e-13  # more than halving the bracket takes; logits


def potential_edges(country: Rows, among: Flags | None = None) -> Edges:
    """Ordered pairs of actors that can ever be tied, sorted by source, then target.

    Parameters
    ----------
    country : (actor,) row of each actor's country; an edge between two countries crosses a border
    among : (actor, actor) who can be tied to whom, symmetric; None: everybody to everybody else
    """
    n = len(country)
    if among is not None:
        return edges_between(country, *np.nonzero(among))
    source = np.repeat(np.arange(n), max(n - 1, 0))
    target = np.tile(np.arange(n - 1), n)  # of an actor with n - 1 others: each of them, skipping itself
    target += target >= source
    reverse = target * (n - 1) + source - (source > target)
    return Edges(n, source, target, reverse, country[source] != country[target])


def edges_between(country: Rows, source: Rows, target: Rows) -> Edges:
    """The same for pairs that are listed: memory and time grow with them, not with the square of the actors.

    Parameters
    ----------
    country : (actor,) row of each actor's country
    source, target : (pair,) each pair both ways, in any order and as often as it comes; an actor itself counts for none
    """
    n = len(country)
    key = np.unique((source * n + target)[source != target])
    source, target = key // max(n, 1), key % max(n, 1)
    reverse = np.searchsorted(key, target * n + source)
    return Edges(n, source, target, reverse, country[source] != country[target])


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
    present = [row for row, weight in enumerate(presence) if np.any(weight > 0.0)]
    if not present:
        return overlap
    if len(among) < len(joins[0]):  # few links: asked one by one; of many, most are in no forum
        somewhere = np.flatnonzero(np.any([np.take(joins[row], among.edge) for row in present], axis=0))
    else:
        somewhere = np.flatnonzero(np.take(np.any([joins[row] for row in present], axis=0), among.edge))
    edge, run = among.edge[somewhere], among.run[somewhere]
    for row in present:
        overlap[somewhere] += np.take(joins[row], edge) * np.take(presence[row], run)
    return overlap


@dataclass(frozen=True)
class Ways:
    """Ways of two contacts between the ends of links, each over one other actor; cells as in `Links`."""

    link: Rows  # (way,) place in the list of links
    run: Rows  # (way,)
    source: Rows  # (way,) cell
    broker: Rows  # (way,) cell
    target: Rows  # (way,) cell


def ways_of_two(among: Links, state: State, edges: Edges) -> Ways:
    """All ways over somebody who is in contact with both ends, whoever listens to whom.

    Contacts of the sources are asked one by one whether they are in contact with the target: few are open.
    """
    held, n_runs = contacts(state, edges), state.n_runs
    n_cells = edges.n_actors * n_runs
    one, other = np.concatenate([held.source, held.target]), np.concatenate([held.target, held.source])
    ends, others, ones = np.empty(n_cells + 1, dtype=np.intp), np.empty(len(one), dtype=np.intp), np.empty(len(one))
    kernels.coo_tocsr(n_cells, n_cells, len(one), one, other, np.ones(len(one)), ends, others, ones)
    count = (ends[1:] - ends[:-1])[among.source]
    link, broker = np.repeat(np.arange(len(among)), count), others[places(ends[among.source], count)]
    target, run = among.target[link], among.run[link]
    is_there = np.zeros(len(link), dtype=bool)
    for source, end in ((broker, target), (target, broker)):
        place, is_edge = edges.find(source // n_runs, end // n_runs)
        at = np.flatnonzero(is_edge)
        is_there[at] |= state.contact.reshape(-1)[place[at] * n_runs + run[at]]
    return Ways(link[is_there], run[is_there], among.source[link[is_there]], broker[is_there], target[is_there])


def steps_apart(tie: Flags, edges: Edges, actors: Rows) -> Floats:
    """Ties on the shortest way from some actors to all, (row, actor); infinite where there is none.

    A tie leads either way.

    Parameters
    ----------
    tie : (edge,) open ties of one run
    actors : (row,)
    """
    ends = edges.source[tie], edges.target[tie]
    graph = csr_array((np.ones(len(ends[0])), ends), shape=(edges.n_actors, edges.n_actors))
    return np.asarray(shortest_path(graph, directed=False, unweighted=True, indices=actors))


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
