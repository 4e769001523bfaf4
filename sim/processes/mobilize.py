"""Process 3, mobilize: every actor divides its means over the venues and issues that are worth it."""

from __future__ import annotations

import numpy as np

from sim.core import choice, influence
from sim.params import Params
from sim.processes import ballot, override
from sim.processes.override import Overrides, View
from sim.rules import attention, opinion
from sim.setting import Setting
from sim.state import Floats, State


def mobilize(state: State, setting: Setting, params: Params, overrides: Overrides) -> State:
    """Choose effort by issue and pair of actor and venue; blocs of a chamber press nobody."""
    pairs = setting.pairs
    allowed = np.take(state.is_active, pairs.actor, axis=0) & np.take(state.is_active, pairs.organ, axis=0)
    share = choice.shares(_values(state, setting, params), params.attention.venue_slope, allowed, pairs.starts)
    own = {row: pairs.actor == row for row in overrides.get("choose_venue", {})}
    share = override.apply("choose_venue", share, own, overrides, View(-1, state, setting)) * allowed
    means = attention.resources(state.capability, setting.size[:, None])
    return state.replace(effort=np.take(means, pairs.actor, axis=0) * share)


def _values(state: State, setting: Setting, params: Params) -> Floats:
    pairs, numbers = setting.pairs, params.attention
    position = np.take(state.position, pairs.actor, axis=1)
    of_organ = np.take(state.position, pairs.organ, axis=1)
    distance = influence.distance(state.position, pairs.actor, pairs.organ, setting.tier_weight)
    return attention.venue_value(
        np.take(state.salience, pairs.actor, axis=1),
        np.take(state.openness, pairs.venue, axis=1),
        pairs.access[:, None],
        attention.policy_gap(position, of_organ, pairs.is_medium[:, None]),
        opinion.confidence_gate(distance, params.influence.confidence_radius),
        np.take(_pivotality(state, setting, params), pairs.venue, axis=0),
        pivotality_weight=numbers.pivotality,
        venue_cost=numbers.venue_cost,
    )


def _pivotality(state: State, setting: Setting, params: Params) -> Floats:
    """How close to the edge each venue's bloc is in a pending decision, (venue, run); 0 if none is pending."""
    result = np.zeros((len(setting.venues.ids), state.n_runs))
    for decision in setting.decisions:
        if not decision.pending_from <= state.step <= decision.step:
            continue
        for bloc in decision.blocs:
            if bloc.venue >= 0:
                score = ballot.score_of(bloc, decision, state, params)
                result[bloc.venue] = np.maximum(result[bloc.venue], attention.pivotality(score))
    return result
