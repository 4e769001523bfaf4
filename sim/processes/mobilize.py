"""Process 3, mobilize: every actor divides its means over venues and issues that are worth it, at home or abroad."""

from __future__ import annotations

import numpy as np

from sim.core import choice, influence
from sim.params import Params
from sim.processes import abroad, ballot, override, tactics
from sim.processes.override import Overrides, View
from sim.rules import attention, ngo, opinion
from sim.setting import Setting
from sim.state import Floats, State


def mobilize(state: State, setting: Setting, params: Params, overrides: Overrides) -> State:
    """Choose the tactic and the effort by issue and pair of actor and venue; blocs of a chamber press nobody."""
    pairs = setting.pairs
    allowed = np.take(state.is_active, pairs.actor, axis=0) & np.take(state.is_active, pairs.organ, axis=0)
    access = _access(state, setting, params)
    tactic, impact = tactics.best(state, setting, params)
    share = choice.shares(
        _values(access, impact, state, setting, params),
        params.attention.venue_slope,
        allowed,
        pairs.starts,
        abroad.odds(access * allowed, state, setting, params),
    )
    own = {row: pairs.actor == row for row in overrides.get("choose_venue", {})}
    share = override.apply("choose_venue", share, own, overrides, View(-1, state, setting)) * allowed
    means = attention.resources(state.capability, setting.size[:, None])
    return state.replace(effort=np.take(means, pairs.actor, axis=0) * share, tactic=tactic, impact=impact)


def _access(state: State, setting: Setting, params: Params) -> Floats:
    """How far an actor gets in at a venue, (pair, run): the branded less at home."""
    pairs = setting.pairs
    legitimacy = np.take(ngo.legitimacy(state.stigma, params.stigma.legitimacy_loss), pairs.actor, axis=0)
    return pairs.access[:, None] * np.where(pairs.is_foreign[:, None], 1.0, legitimacy)


def _values(access: Floats, impact: Floats, state: State, setting: Setting, params: Params) -> Floats:
    """What a unit of effort is worth, (issue, pair, run)."""
    pairs, numbers = setting.pairs, params.attention
    position = np.take(state.position, pairs.actor, axis=1)
    policy = np.take(state.policy, pairs.organ, axis=1)
    distance = influence.distance(state.position, pairs.actor, pairs.organ, setting.tier_weight)
    return attention.venue_value(
        np.take(state.salience, pairs.actor, axis=1),
        np.take(state.openness_now, pairs.venue, axis=1),
        access,
        attention.policy_gap(position, policy, pairs.is_medium[:, None]),
        opinion.confidence_gate(distance, params.influence.confidence_radius),
        np.take(_pivotality(state, setting, params), pairs.venue, axis=0),
        impact,
        pivotality_weight=numbers.pivotality,
        venue_cost=numbers.venue_cost,
    )


def _pivotality(state: State, setting: Setting, params: Params) -> Floats:
    """How close to the edge each venue's bloc is in a pending decision, (venue, run); 0 if none is pending."""
    result = np.zeros((len(setting.venues.ids), state.n_runs))
    for decision in setting.decisions:
        if not decision.is_pending(state.step):
            continue
        for bloc in decision.blocs:
            if bloc.venue >= 0:
                score = ballot.score_of(bloc, decision, state, params)
                doors = setting.venues.organ == bloc.actor
                result[doors] = np.maximum(result[doors], attention.pivotality(score))
    return result
