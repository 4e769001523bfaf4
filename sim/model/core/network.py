"""The tie network: potential edges, density, and the way to and from networkx."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import networkx as nx
import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import shortest_path

from sim.model.core.links import Links
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
    found[country.take(held.target // n_runs), held.source] = True
    return found.reshape(n_countries, len(country), n_runs)


def forum_overlap(joined: csr_array, presence: Floats, among: Links) -> Floats:
    """Forums that both ends of a link attend, each counted by its presence, (link,).

    Parameters
    ----------
    joined : (edge, forum) ones where a forum joins the ends of an edge
    presence : (forum, run) [0, 1]
    """
    if (presence == presence[:, :1]).all():
        return (joined @ presence[:, 0]).take(among.edge)
    return (joined @ presence).take(among.at)


@dataclass(frozen=True)
class Ways:
    """Ways of two contacts between the ends of links, each over one other actor; cells as in `Links`."""

    link: Rows  # (way,) place in the list of links
    run: Rows  # (way,)
    source: Rows  # (way,) cell
    broker: Rows  # (way,) cell
    target: Rows  # (way,) cell


def ways_of_two(among: Links, state: State, edges: Edges) -> Ways:
    """All ways over somebody who is in contact with both ends, whoever listens to whom."""
    n_runs, contact = state.n_runs, state.contact.reshape(-1)
    source = among.source // n_runs
    count = edges.first[source + 1] - edges.first[source]
    link, edge = np.repeat(np.arange(len(among)), count), places(edges.first[source], count)
    run = among.run[link]
    is_met = contact[edge * n_runs + run] | contact[edges.reverse[edge] * n_runs + run]
    link, edge, run = link[is_met], edge[is_met], run[is_met]
    broker = edges.target[edge]
    other, is_edge = edges.find(broker, among.target[link] // n_runs)
    link, run, broker, other = link[is_edge], run[is_edge], broker[is_edge], other[is_edge]
    is_met = contact[other * n_runs + run] | contact[edges.reverse[other] * n_runs + run]
    link, run = link[is_met], run[is_met]
    return Ways(link, run, among.source[link], broker[is_met] * n_runs + run, among.target[link])


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
        if is_done.all():
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
