"""The way abroad (E5): what a campaigner finds at home and elsewhere, and who has a hold on its government."""

from __future__ import annotations

import numpy as np

from sim.core import network, tally
from sim.params import Params
from sim.rules import alliance, attention, ngo
from sim.setting import Setting
from sim.state import Floats, State


def odds(access: Floats, state: State, setting: Setting, params: Params) -> Floats:
    """What the weights of organs abroad are multiplied by, (pair, run); 1 at home and for those who do not campaign.

    Parameters
    ----------
    access : (pair, run) 0 where actor or organ is off the stage
    """
    pairs, numbers = setting.pairs, params.attention
    at_home, elsewhere = _worth(access, state, setting)
    ict = alliance.ict_spread(setting.year(state.step), params.alliance.ict_midpoint, params.alliance.ict_growth)
    appeal = ngo.appeal_abroad(
        tally.best_by_actor(at_home, pairs, setting.n_actors),
        tally.best_by_actor(elsewhere, pairs, setting.n_actors),
        setting.way_abroad[:, None],
        state.stigma,
        alliance.tie_cost(np.asarray(True), ict, params.alliance.ict_saving),
        venue_cost=numbers.venue_cost,
        stigma_cost=params.boomerang.stigma_cost,
    )
    found = np.take(ngo.odds_abroad(appeal, params.boomerang.abroad_slope), pairs.actor, axis=0)
    goes = pairs.is_foreign & ~pairs.is_medium & setting.is_campaigner[pairs.actor]
    return np.where(goes[:, None], found, 1.0)


def leverage(state: State, setting: Setting) -> Floats:
    """The hold of each venue's country over each pair's actor's own government now, (pair,) [0, 1].

    A chamber that is about to decide on what binds a country has full leverage over it.
    """
    pairs, venues = setting.pairs, setting.venues
    home = setting.country[pairs.actor]
    found = setting.leverage[state.step][venues.country[pairs.venue], home]
    for decision in setting.decisions:
        if decision.is_pending(state.step) and len(decision.binds):
            found[pairs.pressing(decision.chamber) & np.isin(home, decision.binds)] = 1.0
    return found


def _worth(access: Floats, state: State, setting: Setting) -> tuple[Floats, Floats]:
    """What each organ's venue promises at home, and abroad, (pair, run); 0 on the other side."""
    pairs, country = setting.pairs, setting.country
    held = network.held(state, setting.edges)
    allies = network.holds_in(held, country, len(setting.countries), state.n_runs)
    has_ally = allies[setting.venues.country[pairs.venue], pairs.actor]
    grip, furthest = leverage(state, setting)[:, None], _furthest(state, setting)
    home, away = (~pairs.is_foreign & ~pairs.is_medium)[:, None], (pairs.is_foreign & ~pairs.is_medium)[:, None]
    at_home, elsewhere = np.zeros(access.shape), np.zeros(access.shape)
    for issue, position in enumerate(state.position):
        salience = np.take(state.salience[issue], pairs.actor, axis=0)
        openness, heeded = (np.take(a[issue], pairs.venue, axis=0) for a in (state.openness_now, state.heeded))
        policy = np.take(state.policy[issue], pairs.organ, axis=0)
        gap = attention.policy_gap(np.take(position, pairs.actor, axis=0), policy, np.asarray(False))
        of_home = ngo.worth_at_home(salience, openness, access * home, gap, heeded)
        beyond = np.take(furthest[issue], pairs.actor, axis=0)
        of_away = ngo.worth_abroad(salience, openness, access * away, has_ally, grip, beyond, heeded)
        np.maximum(at_home, of_home, out=at_home)
        np.maximum(elsewhere, of_away, out=elsewhere)
    return at_home, elsewhere


def _furthest(state: State, setting: Setting) -> Floats:
    """Gap to the furthest organ in each actor's own country, (issue, actor, run); 0 where there is none."""
    result = np.zeros_like(state.position)
    for country, organs in enumerate(setting.venues.organs_in):
        if len(organs) == 0:
            continue
        rows, on_stage = np.flatnonzero(setting.country == country), state.is_active[organs]
        policy = state.policy[:, organs]
        low = np.min(np.where(on_stage, policy, np.inf), axis=1)[:, None]
        high = np.max(np.where(on_stage, policy, -np.inf), axis=1)[:, None]
        own = state.position[:, rows]
        result[:, rows] = np.where(np.any(on_stage, axis=0), np.maximum(own - low, high - own), 0.0)
    return np.maximum(result, 0.0)
