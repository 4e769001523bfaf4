"""Who is in contact with whom, which has a direction, and who is allied with whom, each two counted once."""

from __future__ import annotations

import numpy as np

from sim.model.core.influence import mean_where
from sim.model.core.network import steps_apart
from sim.model.core.tally import count, over_rows, sum_by
from sim.model.setting import Edges
from sim.model.state import Floats, Rows, State


def between(edges: Edges, actors: Rows, others: Rows) -> Rows:
    """Edges from some actors to others: what the measures of contacts below call `among`."""
    return np.flatnonzero(np.isin(edges.source, actors) & np.isin(edges.target, others))


def once_between(edges: Edges, actors: Rows, others: Rows) -> Rows:
    """The same with one edge of two who are there both ways: what the measures of alliances call `among`."""
    among = between(edges, actors, others)
    is_there = np.zeros(len(edges), dtype=bool)
    is_there[among] = True
    return among[~is_there[edges.reverse[among]] | (edges.source[among] < edges.target[among])]


def ties(state: State, edges: Edges, among: Rows) -> Floats:
    """Alliances, (run,) [alliances]."""
    return count(state.allied.take(among, axis=0)).astype(np.float64)


def cross_border_share(state: State, edges: Edges, among: Rows) -> Floats:
    """Share of the alliances that cross a border, (run,) [0-1]; NaN without alliances."""
    total = np.count_nonzero(state.allied[among], axis=0)
    crossing = np.count_nonzero(state.allied[among[edges.crosses_border[among]]], axis=0)
    return np.where(total > 0, crossing / np.maximum(total, 1), np.nan)


def density(state: State, edges: Edges, among: Rows) -> Floats:
    """Alliances over possible ones among active actors, (run,) [0-1]; NaN where none is possible."""
    possible = state.is_active[edges.source[among]] & state.is_active[edges.target[among]]
    total = np.count_nonzero(possible, axis=0)
    return np.where(total > 0, np.count_nonzero(state.allied[among], axis=0) / np.maximum(total, 1), np.nan)


def reciprocity(state: State, edges: Edges, among: Rows) -> Floats:
    """Share of contacts that are returned, (run,) [0-1]; NaN without contacts."""
    contact = state.contact[among]
    total = np.count_nonzero(contact, axis=0)
    returned = np.count_nonzero(contact & state.contact[edges.reverse[among]], axis=0)
    return np.where(total > 0, returned / np.maximum(total, 1), np.nan)


def mean_trust(state: State, edges: Edges, among: Rows) -> Floats:
    """Mean trust of allies, (run,) [0-1]; NaN without alliances."""
    return mean_where(state.trust[among], state.allied[among], np.nan)


def partners(state: State, edges: Edges, size: Floats, actors: Rows, others: Rows) -> Floats:
    """Bodies among some others that are allied with any of some actors, (run,) [bodies]."""
    among = between(edges, others, actors)
    is_partner = sum_by(state.allied[among].astype(np.float64), edges.source[among], edges.n_actors) > 0.0
    return over_rows(is_partner * size[:, None])


def path_length(state: State, edges: Edges, actors: Rows, others: Rows) -> Floats:
    """Mean number of contacts on the shortest way from some actors to some others, (run,) [contacts].

    Contacts count either way, over anybody active. Pairs between whom there is no way are left out; NaN where no
    two are joined.
    """
    apart = actors[:, None] != others
    found = np.full(state.n_runs, np.nan)
    for run in range(state.n_runs):
        steps = steps_apart(state.contact[:, run], edges, actors)[:, others]
        joined = apart & np.isfinite(steps)
        if joined.any():
            found[run] = np.add.reduce(steps[joined]) / np.count_nonzero(joined)
    return found


def modularity(state: State, edges: Edges, actors: Rows, others: Rows) -> Floats:
    """How far two camps keep to themselves, (run,) [-1, 1): Newman's Q of the split.

    Q = sum over camps of (alliances inside / all) - (ends of alliances in it / all ends)^2; NaN without alliances
    """
    everybody = np.concatenate([actors, others])
    total = np.maximum(np.count_nonzero(state.allied[between(edges, everybody, everybody)], axis=0), 1)
    result = np.zeros(state.n_runs)
    for camp in (actors, others):
        ends, inside = (
            np.count_nonzero(state.allied[between(edges, camp, each)], axis=0) / total for each in (everybody, camp)
        )
        result += inside - ends * ends
    return np.where(state.allied[between(edges, everybody, everybody)].any(axis=0), result, np.nan)


def brokerage(state: State, edges: Edges, country: Rows, actors: Rows) -> Floats:
    """Pairs of actors of two countries, out of contact with each other, to whom an actor is in contact, mean, (run,).

    After Gould and Fernandez's liaison: contacts count either way [pairs]. NaN where none of the actors is active.
    """
    n, n_runs = len(country), state.n_runs
    linked = np.zeros((n, n, n_runs), dtype=bool)
    linked[edges.source, edges.target] = state.contact
    linked |= linked.transpose(1, 0, 2)
    apart = (country[:, None] != country)[..., None] & ~linked
    pairs = np.array([np.count_nonzero(linked[b][:, None] & linked[b] & apart, axis=(0, 1)) / 2 for b in actors])
    return mean_where(pairs.reshape(len(actors), n_runs), state.is_active[actors], np.nan)
