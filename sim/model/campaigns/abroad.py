"""The way abroad (E5): what a campaigner finds at home and elsewhere, and who has a hold on its government."""

from __future__ import annotations

import numpy as np

from sim.model.campaigns import rules
from sim.model.campaigns.parameters import Numbers
from sim.model.core import links, network, tally
from sim.model.pairs import Pairs
from sim.model.setting import Setting
from sim.model.state import Floats, Rows, State
from sim.model.ties import rules as ties_rules


def odds(pairs: Pairs, access: Floats, state: State, setting: Setting, params: Numbers) -> Floats:
    """What the weights of organs abroad are multiplied by, (pair, run); 1 at home and for those who do not campaign.

    Parameters
    ----------
    pairs : those to look at
    access : (pair, run) 0 where actor or organ is inactive
    """
    found = np.ones(access.shape)
    there, actors = pairs.campaign_abroad, pairs.who_campaign_abroad
    if len(there) == 0 or not np.any(params.campaigns.abroad_slope):
        return found
    ict = ties_rules.ict_spread(setting.year(state.step), params.ties.ict_midpoint, params.ties.ict_growth)
    appeal = rules.appeal_abroad(
        _best_at_home(pairs, actors, access, state),
        _best_abroad(pairs, actors, access, state, setting, params),
        setting.way_abroad[actors][:, None],
        state.stigma[actors],
        ties_rules.tie_cost(np.asarray(True), ict, params.ties.ict_saving),
        venue_cost=params.campaigns.venue_cost,
        stigma_cost=params.campaigns.stigma_cost,
    )
    of_actor = np.exp(params.campaigns.abroad_slope * appeal)
    found[there] = of_actor[np.searchsorted(actors, pairs.actor[there])]
    return found


def leverage(pairs: Pairs, state: State, setting: Setting, params: Numbers) -> Floats:
    """The hold of each venue's country over each pair's actor's own government now, (pair, run) [0, 1].

    A chamber that is about to decide on what binds a country has a hold of its own over it.
    """
    coded = setting.leverage[state.step][setting.venues.country[pairs.venue], pairs.home]
    found = np.repeat(coded[:, None], state.n_runs, axis=1)
    for decision in setting.decisions:
        if decision.is_pending(state.step) and len(decision.binds):
            there = pairs.pressing(decision.chamber)
            bound = there[np.isin(pairs.home[there], decision.binds)]
            found[bound] = np.maximum(found[bound], params.campaigns.pending_leverage)
    return found


def _best_at_home(pairs: Pairs, actors: Rows, access: Floats, state: State) -> Floats:
    """The best that an organ at home promises to each of some campaigners, (actor, run)."""
    here = pairs.campaign_at_home
    actor, venue = pairs.actor[here], pairs.venue[here]
    position, salience = (np.take(array, actor, axis=1) for array in (state.position, state.salience))
    gap = np.abs(position - np.take(state.policy, pairs.organ[here], axis=1))
    openness, responsiveness = (np.take(array, venue, axis=1) for array in (state.openness_now, state.responsiveness))
    worth = salience * openness * access[here] * gap * responsiveness
    return tally.best_by(worth.max(axis=0), np.searchsorted(actors, actor), len(actors))


def _best_abroad(pairs: Pairs, actors: Rows, access: Floats, state: State, setting: Setting, params: Numbers) -> Floats:
    """The best that an organ abroad promises to each of some campaigners, (actor, run)."""
    there, country = pairs.campaign_abroad, setting.country
    actor, venue = pairs.actor[there], pairs.venue[there]
    place = np.searchsorted(actors, actor)
    held = links.held(state, setting.edges)
    allies = network.holds_in(held, country, len(setting.countries), state.n_runs)
    openness, responsiveness = (np.take(array, venue, axis=1) for array in (state.openness_now, state.responsiveness))
    has_ally = allies[setting.venues.country[venue], actor]
    hold = leverage(pairs, state, setting, params)[there]
    gap = np.take(_furthest(actors, state, setting), place, axis=1)
    worth = np.take(state.salience, actor, axis=1) * openness * access[there] * has_ally * hold * gap * responsiveness
    return tally.best_by(worth.max(axis=0), place, len(actors))


def _furthest(actors: Rows, state: State, setting: Setting) -> Floats:
    """Gap to the furthest organ in each of some actors' own country, (issue, actor, run); 0 where there is none."""
    result = np.zeros((len(setting.issues), len(actors), state.n_runs))
    for country, organs in enumerate(setting.venues.organs_in):
        rows = np.flatnonzero(setting.country[actors] == country)
        if len(organs) == 0 or len(rows) == 0:
            continue
        is_there, policy = state.is_active[organs], state.policy[:, organs]
        low = np.min(np.where(is_there, policy, np.inf), axis=1)[:, None]
        high = np.max(np.where(is_there, policy, -np.inf), axis=1)[:, None]
        own = state.position[:, actors[rows]]
        result[:, rows] = np.where(np.any(is_there, axis=0), np.maximum(own - low, high - own), 0.0)
    return np.maximum(result, 0.0)
