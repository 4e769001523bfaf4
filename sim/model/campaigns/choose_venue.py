"""Process 3, mobilize: every actor divides its means over venues and issues that are worth it, at home or abroad."""

from __future__ import annotations

import numpy as np

from sim.model import formulas
from sim.model.campaigns import abroad, rules, tactics
from sim.model.campaigns.parameters import Numbers
from sim.model.core import choice, influence
from sim.model.opinion import rules as opinion_rules
from sim.model.pairs import Pairs
from sim.model.setting import Setting
from sim.model.state import Floats, State
from sim.model.strategies import Overrides, View, exchange_rows
from sim.model.ties import rules as ties_rules
from sim.model.votes import utility


def mobilize(state: State, setting: Setting, params: Numbers, overrides: Overrides) -> State:
    """Choose the tactic and the effort by issue and pair of actor and venue; blocs of a chamber press nobody.

    Only pairs that are active in some run are looked at; all others spend nothing.
    """
    pairs = setting.active_pairs(state.is_active)
    allowed = np.take(state.is_active, pairs.actor, axis=0) & np.take(state.is_active, pairs.organ, axis=0)
    access = _access(pairs, state, params)
    tactic, impact = tactics.best(pairs, state, setting, params)
    share = choice.shares(
        _values(pairs, access, impact, state, setting, params),
        params.campaigns.venue_slope,
        allowed,
        pairs.starts,
        abroad.odds(pairs, access * allowed, state, setting, params),
    )
    share = _chosen(share, pairs, state, setting, overrides)
    means = (
        np.take(rules.resources(state.capability, setting.size[:, None], state.voice), pairs.actor, axis=0) * allowed
    )
    effort, all_impact, all_tactics = (np.empty_like(x) for x in (state.effort, state.impact, state.tactic))
    inactive = setting.inactive_pairs(state.is_active)
    effort[:, inactive], all_impact[:, inactive], all_tactics[:, inactive] = 0.0, 1.0, 0
    for issue, of_issue in enumerate(share):
        effort[issue, pairs.row] = means * of_issue
        all_tactics[issue, pairs.row], all_impact[issue, pairs.row] = tactic[issue], impact[issue]
    if not np.all(allowed):  # inactive in some runs only
        pair, run = np.nonzero(~allowed)
        all_tactics[:, pairs.row[pair], run], all_impact[:, pairs.row[pair], run] = 0, 1.0
    return state.replace(effort=effort, tactic=all_tactics, impact=all_impact)


def _chosen(share: Floats, pairs: Pairs, state: State, setting: Setting, overrides: Overrides) -> Floats:
    """The shares with the rows of strategies exchanged, (issue, pair, run).

    A strategy sees all venues of its actor, as `View.venues` names them, whoever is active in other runs of the
    chunk; what it spends where nobody is, is lost.
    """
    strategies = overrides.get("choose_venue", {})
    if not strategies:
        return share
    every = np.zeros((len(share), len(setting.pairs), share.shape[-1]))
    every[:, pairs.row] = share
    own = {row: setting.pairs.actor == row for row in strategies}
    view = View(-1, state, setting)
    return exchange_rows("choose_venue", every, own, overrides, view)[:, pairs.row]


def _access(pairs: Pairs, state: State, params: Numbers) -> Floats:
    """How far an actor gets in at a venue, (pair, run): the branded less at home."""
    legitimacy = np.take(ties_rules.legitimacy_at_home(state.stigma, params.ties.legitimacy_loss), pairs.actor, axis=0)
    return pairs.access[:, None] * np.where(pairs.is_foreign[:, None], 1.0, legitimacy)


def _values(pairs: Pairs, access: Floats, impact: Floats, state: State, setting: Setting, params: Numbers) -> Floats:
    """What a unit of effort is worth, (issue, pair, run)."""
    numbers = params.campaigns
    tier = setting.tier[:, None]
    weight = formulas.of_tier(tier, params.ties.deep_core_weight, params.ties.policy_core_weight, np.ones(()))
    distance = influence.distance(state.position, pairs.actor, pairs.organ, weight)
    receptivity = opinion_rules.confidence_gate(distance, params.opinion.confidence_radius)
    pivotality = np.take(_pivotality(state, setting, params), pairs.venue, axis=0)
    entry = rules.venue_entry(access, receptivity, pivotality, numbers.pivotality_weight)
    values = np.empty(impact.shape)
    for issue in range(len(values)):
        position = np.take(state.position[issue], pairs.actor, axis=0)
        policy = np.take(state.policy[issue], pairs.organ, axis=0)
        policy[pairs.at_media] = 0.0
        values[issue] = rules.venue_value(
            np.take(state.salience[issue], pairs.actor, axis=0),
            np.take(state.openness_now[issue], pairs.venue, axis=0),
            np.abs(position - policy),
            entry,
            impact[issue],
            numbers.venue_cost,
        )
    return values


def _pivotality(state: State, setting: Setting, params: Numbers) -> Floats:
    """How close to the edge each venue's bloc is in a pending decision, (venue, run); 0 if none is pending."""
    result = np.zeros((len(setting.venues.ids), state.n_runs))
    for decision in setting.decisions:
        if not decision.is_pending(state.step):
            continue
        for bloc in decision.blocs:
            if bloc.venue >= 0:
                score = utility.score_of(bloc, decision, state, params)
                doors = setting.venues.organ == bloc.actor
                result[doors] = np.maximum(result[doors], rules.pivotality(score))
    return result
