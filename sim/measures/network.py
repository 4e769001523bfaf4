"""Who is tied to whom; a tie is directed: its source holds its target as an ally."""

from __future__ import annotations

import numpy as np

from sim.core.influence import mean_where
from sim.setting import Edges, Rows
from sim.state import Floats, State


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
    """Open ties over possible ties among actors on the stage, (run,) [0-1]; NaN where none is possible."""
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
