"""What actors think and care about; averages are over active actors."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np

from sim.model.core.influence import distance_by, mean_where, parts_of, row_total
from sim.model.core.tally import over_rows
from sim.model.formulas import tier_weight
from sim.model.parameters import Params
from sim.model.setting import Setting
from sim.model.state import Floats, Rows, State


def position(state: State, actors: Rows, issue: int) -> Floats:
    """Mean position on an issue, (run,) [-1, 1]; NaN where none is active."""
    return _mean(state.position[issue], actors, state)


def policy(state: State, actors: Rows, issue: int) -> Floats:
    """Mean of what organs do or offer on an issue, (run,) [-1, 1]; NaN where none is active."""
    return _mean(state.policy[issue], actors, state)


def stigma(state: State, actors: Rows) -> Floats:
    """Mean stigma for allies abroad, (run,) [0-1]; NaN where none is active."""
    return _mean(state.stigma, actors, state)


def salience(state: State, actors: Rows, issue: int) -> Floats:
    """Mean salience of an issue, (run,) [0-1]; NaN where none is active."""
    return _mean(state.salience[issue], actors, state)


def _mean(values: Floats, actors: Rows, state: State) -> Floats:
    return mean_where(values.take(actors, axis=0), state.is_active.take(actors, axis=0), np.nan)


@cache
def _default() -> Params:
    return Params.of()


def tier_weights(setting: Setting) -> Floats:
    """Weight of each issue in a reported distance, (issue, 1): the default, so that runs with other weights compare."""
    return tier_weight(setting.tier[:, None], _default().ties.tier_ratio)


@dataclass(frozen=True)
class Groups:
    """Two groups that are compared: all pairs of different actors of theirs, on which issues, and by which weights."""

    first: Rows  # (pair,)
    second: Rows  # (pair,)
    issues: slice
    parts: Floats  # (issue,) of the weights


def groups(setting: Setting, actors: Rows, others: Rows, issue: int | None = None) -> Groups:
    """What the measures of distance compare: on all issues by their tiers' weights, or on one issue alone."""
    first, second = np.repeat(actors, len(others)), np.tile(others, len(actors))
    apart = first != second
    if issue is None:
        return Groups(first[apart], second[apart], slice(None), parts_of(tier_weights(setting)))
    return Groups(first[apart], second[apart], slice(issue, issue + 1), np.ones(1))


def distance(state: State, between: Groups) -> Floats:
    """Mean distance between two groups over all pairs of different actors, (run,) [0-1]."""
    first, second = between.first, between.second
    counted = state.is_active.take(first, axis=0) & state.is_active.take(second, axis=0)
    return mean_where(distance_by(state.position[between.issues], first, second, between.parts), counted, np.nan)


def distance_ratio(state: State, near_to: Groups, far_from: Groups) -> Floats:
    """Distance of one two groups over that of another two, (run,); below 1 the first are nearer; NaN over 0."""
    near, far = distance(state, near_to), distance(state, far_from)
    return np.divide(near, far, out=np.full_like(near, np.nan), where=far > 0.0)


def spending(setting: Setting, actors: Rows, venues: Rows) -> Rows:
    """Pairs of some actors and some venues: what the measures of effort call `spent`."""
    return np.flatnonzero(np.isin(setting.pairs.actor, actors) & np.isin(setting.pairs.venue, venues))


def effort(state: State, spent: Rows, issue: int | None = None, tactic: int | None = None) -> Floats:
    """Effort of some pairs of actors and venues, (run,) [units per year]; all issues or one, one tactic or all."""
    issues = slice(None) if issue is None else slice(issue, issue + 1)
    counted = state.effort[issues].take(spent, axis=1)
    if tactic is not None:
        counted[state.tactic[issues].take(spent, axis=1) != tactic] = 0.0
    return over_rows(row_total(counted))


def effort_ratio(state: State, spent: Rows, spent_elsewhere: Rows, issue: int | None = None) -> Floats:
    """Effort at some venues over effort at others, (run,); NaN where nothing is spent at the others."""
    top, bottom = effort(state, spent, issue), effort(state, spent_elsewhere, issue)
    return np.divide(top, bottom, out=np.full_like(top, np.nan), where=bottom > 0.0)


def effort_balance(state: State, spent: Rows, spent_by_others: Rows, issue: int | None = None) -> Floats:
    """Effort of some actors over that of others at the same venues, (run,); NaN where the others spend nothing."""
    return effort_ratio(state, spent, spent_by_others, issue)


def pressure(state: State, venues: Rows, issue: int) -> Floats:
    """Mean net pressure on some organs on an issue, toward its positive pole, (run,) [-1, 1]."""
    if not len(venues):
        return np.full(state.n_runs, np.nan)
    return row_total(state.pressure[issue].take(venues, axis=0)) / len(venues)


def attention(state: State, country: int, issue: int) -> Floats:
    """Attention of a country's media to an issue, (run,) [0-1]."""
    return state.attention[issue, country]


def shock(state: State, country: int, issue: int) -> Floats:
    """Attention that dated shocks add in a country, (run,) [0-1]."""
    return state.shock[issue, country]
