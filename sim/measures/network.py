"""Who is tied to whom; a tie is directed: its source holds its target as an ally."""

from __future__ import annotations

import numpy as np

from sim.model.core.influence import mean_where
from sim.model.core.network import steps_apart
from sim.model.core.tally import over_rows, sum_by
from sim.model.setting import Edges
from sim.model.state import Floats, Rows, State


def between(edges: Edges, actors: Rows, others: Rows) -> Rows:
    """Edges from some actors to others: what the measures below call `among`."""
    return np.flatnonzero(np.isin(edges.source, actors) & np.isin(edges.target, others))


def ties(state: State, edges: Edges, among: Rows) -> Floats:
    """Open ties, (run,) [ties]."""
    return np.count_nonzero(state.tie[among], axis=0).astype(np.float64)


def cross_border_share(state: State, edges: Edges, among: Rows) -> Floats:
    """Share of the open ties that cross a border, (run,) [0-1]; NaN without ties."""
    total = np.count_nonzero(state.tie[among], axis=0)
    crossing = np.count_nonzero(state.tie[among[edges.crosses_border[among]]], axis=0)
    return np.where(total > 0, crossing / np.maximum(total, 1), np.nan)


def density(state: State, edges: Edges, among: Rows) -> Floats:
    """Open ties over possible ties among active actors, (run,) [0-1]; NaN where none is possible."""
    possible = state.is_active[edges.source[among]] & state.is_active[edges.target[among]]
    total = np.count_nonzero(possible, axis=0)
    return np.where(total > 0, np.count_nonzero(state.tie[among], axis=0) / np.maximum(total, 1), np.nan)


def reciprocity(state: State, edges: Edges, among: Rows) -> Floats:
    """Share of open ties that are returned, (run,) [0-1]; NaN without ties."""
    tie = state.tie[among]
    total = np.count_nonzero(tie, axis=0)
    returned = np.count_nonzero(tie & state.tie[edges.reverse[among]], axis=0)
    return np.where(total > 0, returned / np.maximum(total, 1), np.nan)


def mean_trust(state: State, edges: Edges, among: Rows) -> Floats:
    """Mean trust over open ties, (run,) [0-1]; NaN without ties."""
    tie = state.tie[among]
    return mean_where(state.trust[among], tie, np.nan)


def partners(state: State, edges: Edges, size: Floats, actors: Rows, others: Rows) -> Floats:
    """Bodies among some others that are allied with any of some actors, either way, (run,) [bodies]."""
    among = between(edges, others, actors)
    either_way = state.tie[among] | state.tie[edges.reverse[among]]
    is_partner = sum_by(either_way.astype(np.float64), edges.source[among], edges.n_actors) > 0.0
    return over_rows(is_partner * size[:, None])


def path_length(state: State, edges: Edges, actors: Rows, others: Rows) -> Floats:
    """Mean number of ties on the shortest way from some actors to some others, (run,) [ties].

    Ties count either way, over anybody active. Pairs between whom there is no way are left out; NaN where no
    two are joined.
    """
    apart = actors[:, None] != others
    found = np.full(state.n_runs, np.nan)
    for run in range(state.n_runs):
        steps = steps_apart(state.tie[:, run], edges, actors)[:, others]
        joined = apart & np.isfinite(steps)
        if np.any(joined):
            found[run] = np.add.reduce(steps[joined]) / np.count_nonzero(joined)
    return found


def modularity(state: State, edges: Edges, actors: Rows, others: Rows) -> Floats:
    """How far two camps keep to themselves, (run,) [-1, 1): Newman's Q of the split, for directed ties.

    Q = sum over camps of (ties inside / all ties) - (ties sent / all) (ties received / all); NaN without ties
    """
    everybody = np.concatenate([actors, others])
    among = between(edges, everybody, everybody)
    total = np.maximum(np.count_nonzero(state.tie[among], axis=0), 1)
    result = np.zeros(state.n_runs)
    for camp in (actors, others):
        sent, received, inside = (
            np.count_nonzero(state.tie[rows], axis=0) / total
            for rows in (between(edges, camp, everybody), between(edges, everybody, camp), between(edges, camp, camp))
        )
        result += inside - sent * received
    return np.where(np.any(state.tie[among], axis=0), result, np.nan)


def brokerage(state: State, edges: Edges, country: Rows, actors: Rows) -> Floats:
    """Pairs of actors of two countries without a tie between them to whom an actor is tied, mean, (run,) [pairs].

    After Gould and Fernandez's liaison: ties count either way. NaN where none of the actors is active.
    """
    n, n_runs = len(country), state.n_runs
    linked = np.zeros((n, n, n_runs), dtype=bool)
    linked[edges.source, edges.target] = state.tie
    linked |= linked.transpose(1, 0, 2)
    apart = (country[:, None] != country)[..., None] & ~linked
    pairs = np.array([np.count_nonzero(linked[b][:, None] & linked[b] & apart, axis=(0, 1)) / 2 for b in actors])
    return mean_where(pairs.reshape(len(actors), n_runs), state.is_active[actors], np.nan)
