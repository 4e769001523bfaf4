"""Process 3, mobilize: every actor divides its means over venues and issues that are worth it, at home or abroad."""

from __future__ import annotations

import numpy as np

from sim.model.campaigns import allies, rules, sides, tactics
from sim.model.campaigns.parameters import Numbers
from sim.model.core import choice
from sim.model.pairs import Pairs
from sim.model.setting import Setting
from sim.model.state import Flags, Floats, State
from sim.model.strategies import Overrides, View, exchange_rows
from sim.model.ties import rules as ties_rules
from sim.model.votes import utility


def mobilize(state: State, setting: Setting, params: Numbers, overrides: Overrides) -> State:
    """Choose the tactic and the effort by issue and pair of actor and venue.

    Only pairs with a door in some run, the actor's own or an ally's, are looked at; all others spend nothing.
    """
    pairs, access, is_lent = _with_a_door(state, setting, params)
    numbers, asked = params.campaigns, sides.questions(state, setting, params)
    _, gap = sides.at_pairs(pairs, asked, state, setting)
    tactic, impact = tactics.best(pairs, is_lent, state, setting, params)
    value = _values(pairs, access, gap, impact, state, setting, params)
    seats = setting.docket(state.step).seats[pairs.venue]
    share = choice.shares(value, numbers.venue_slope, access > 0.0, pairs.starts, seats[:, None])
    share, gets_in = _chosen(share, pairs, state, setting, overrides), access > 0.0
    means = np.take(rules.resources(state.capability, setting.size[:, None], state.voice), pairs.actor, axis=0)
    spent = np.zeros_like(state.effort)
    spent[:, pairs.row] = share * (means * gets_in)
    all_tactics, all_impact = np.zeros_like(state.tactic), np.ones_like(state.impact)
    all_tactics[:, pairs.row] = np.where(gets_in, tactic, np.int8(0))
    all_impact[:, pairs.row] = np.where(gets_in, impact, 1.0)
    return state.replace(effort=spent, tactic=all_tactics, impact=all_impact)


def _with_a_door(state: State, setting: Setting, params: Numbers) -> tuple[Pairs, Floats, Flags]:
    """Pairs that somebody can enter in some run, how far, and whether by an ally's door, (pair, run) both.

    0 where actor or organ is inactive.
    """
    pairs = setting.active_pairs(state.is_active)
    legitimacy = ties_rules.legitimacy_at_home(state.stigma, params.ties.legitimacy_loss)
    heard = np.where(pairs.is_foreign[:, None], 1.0, np.take(legitimacy, pairs.actor, axis=0))
    lent = allies.lent_access(pairs, state, setting)
    access = rules.voice(pairs.access[:, None], lent, params.campaigns.lent_voice, heard)
    access *= np.take(state.is_active, pairs.actor, axis=0) & np.take(state.is_active, pairs.organ, axis=0)
    kept = np.flatnonzero(np.any(access > 0.0, axis=1))
    is_lent = params.campaigns.lent_voice * lent[kept] > pairs.access[kept, None]
    return pairs.some(kept), access[kept], is_lent


def _chosen(share: Floats, pairs: Pairs, state: State, setting: Setting, overrides: Overrides) -> Floats:
    """The shares with the rows of strategies exchanged, (issue, pair, run).

    A strategy sees all venues of its actor, as `View.venues` names them, whoever is active in other runs of the
    chunk; what it spends where nobody is, or without a door, is lost.
    """
    strategies = overrides.get("choose_venue", {})
    if not strategies:
        return share
    every = np.zeros((len(share), len(setting.pairs), share.shape[-1]))
    every[:, pairs.row] = share
    own = {row: setting.pairs.actor == row for row in strategies}
    view = View(-1, state, setting)
    return exchange_rows("choose_venue", every, own, overrides, view)[:, pairs.row]


def _values(
    pairs: Pairs, access: Floats, gap: Floats, impact: Floats, state: State, setting: Setting, params: Numbers
) -> Floats:
    """What a unit of effort is worth, (issue, pair, run)."""
    numbers = params.campaigns
    pivotality = np.take(_pivotality(state, setting, params), pairs.venue, axis=0)
    entry = rules.venue_entry(
        access, sides.receptivity(pairs, state, setting, params), pivotality, numbers.pivotality_weight
    )
    salience = np.take(state.salience, pairs.actor, axis=1)
    openness = np.take(state.openness_now, pairs.venue, axis=1)
    return rules.venue_value(salience, openness, gap, entry, impact, numbers.venue_cost)


def _pivotality(state: State, setting: Setting, params: Numbers) -> Floats:
    """How close to the edge each venue's bloc is in a pending decision, (venue, run); 0 if none is pending."""
    result = np.zeros((len(setting.venues.ids), state.n_runs))
    for decision in setting.docket(state.step).pending:
        for bloc in decision.blocs:
            if bloc.venue >= 0:
                score = utility.score_of(bloc, decision, state, params)
                doors = setting.venues.organ == bloc.actor
                result[doors] = np.maximum(result[doors], rules.pivotality(score))
    return result
