"""What actors think and care about; averages are over active actors."""

from __future__ import annotations

from functools import cache

import numpy as np

from sim.model.core.influence import distance as pair_distance
from sim.model.core.influence import mean_where, row_total
from sim.model.formulas import tier_weight
from sim.model.parameters import Params
from sim.model.setting import Setting
from sim.model.state import Floats, Rows, State


def position(state: State, actors: Rows, issue: int) -> Floats:
    """Mean position on an issue, (run,) [-1, 1]; NaN where none is active."""
    return mean_where(state.position[issue, actors], state.is_active[actors], np.nan)


def policy(state: State, actors: Rows, issue: int) -> Floats:
    """Mean of what organs do or offer on an issue, (run,) [-1, 1]; NaN where none is active."""
    return mean_where(state.policy[issue, actors], state.is_active[actors], np.nan)


def stigma(state: State, actors: Rows) -> Floats:
    """Mean stigma for allies abroad, (run,) [0-1]; NaN where none is active."""
    return mean_where(state.stigma[actors], state.is_active[actors], np.nan)


def salience(state: State, actors: Rows, issue: int) -> Floats:
    """Mean salience of an issue, (run,) [0-1]; NaN where none is active."""
    return mean_where(state.salience[issue, actors], state.is_active[actors], np.nan)


@cache
def _default() -> Params:
    return Params.of()


def tier_weights(setting: Setting) -> Floats:
    """Weight of each issue in a reported distance, (issue, 1): the default, so that runs with other weights compare."""
    return tier_weight(setting.tier[:, None], _default().ties.tier_ratio)


def distance(state: State, setting: Setting, actors: Rows, others: Rows, issue: int | None = None) -> Floats:
    """Mean distance between two groups over all pairs of different actors, (run,) [0-1].

    On all issues by their tiers' weights, or on one issue alone.
    """
    first, second = np.repeat(actors, len(others)), np.tile(others, len(actors))
    apart = first != second
    first, second = first[apart], second[apart]
    weight = tier_weights(setting) if issue is None else np.eye(len(setting.issues))[issue]
    counted = state.is_active[first] & state.is_active[second]
    return mean_where(pair_distance(state.position, first, second, weight), counted, np.nan)


def distance_ratio(
    state: State, setting: Setting, actors: Rows, others: Rows, versus: Rows, issue: int | None = None
) -> Floats:
    """Distance to `others` over distance to `versus`, (run,); below 1 the others are nearer; NaN over 0."""
    near = distance(state, setting, actors, others, issue)
    far = distance(state, setting, actors, versus, issue)
    return np.divide(near, far, out=np.full_like(near, np.nan), where=far > 0.0)


def spending(setting: Setting, actors: Rows, venues: Rows) -> Rows:
    """Pairs of some actors and some venues: what the measures of effort call `spent`."""
    return np.flatnonzero(np.isin(setting.pairs.actor, actors) & np.isin(setting.pairs.venue, venues))


def effort(state: State, spent: Rows, issue: int | None = None, tactic: int | None = None) -> Floats:
    """Effort of some pairs of actors and venues, (run,) [units per year]; all issues or one, one tactic or all."""
    total = np.zeros(state.n_runs)
    for k in range(len(state.effort)) if issue is None else (issue,):
        counted = state.effort[k, spent]
        total += row_total(counted if tactic is None else np.where(state.tactic[k, spent] == tactic, counted, 0.0))
    return total


def effort_ratio(state: State, spent: Rows, spent_elsewhere: Rows, issue: int | None = None) -> Floats:
    """Effort at some venues over effort at others, (run,); NaN where nothing is spent at the others."""
    top, bottom = effort(state, spent, issue), effort(state, spent_elsewhere, issue)
    return np.divide(top, bottom, out=np.full_like(top, np.nan), where=bottom > 0.0)


def effort_balance(state: State, spent: Rows, spent_by_others: Rows, issue: int | None = None) -> Floats:
    """Effort of some actors over that of others at the same venues, (run,); NaN where the others spend nothing."""
    return effort_ratio(state, spent, spent_by_others, issue)


def pressure(state: State, venues: Rows, issue: int) -> Floats:
    """Mean net pressure on some organs on an issue, toward its positive pole, (run,) [-1, 1]."""
    values = state.pressure[issue, venues]
    return mean_where(values, np.ones(values.shape, dtype=bool), np.nan)


def attention(state: State, country: int, issue: int) -> Floats:
    """Attention of a country's media to an issue, (run,) [0-1]."""
    return state.attention[issue, country]


def shock(state: State, country: int, issue: int) -> Floats:
    """Attention that dated shocks add in a country, (run,) [0-1]."""
    return state.shock[issue, country]
