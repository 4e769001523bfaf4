"""Process 1, events: dated changes, arrivals and departures, documented ties, barriers, shocks."""

from __future__ import annotations

import numpy as np

from sim.agenda import Shock
from sim.core import links, tally
from sim.core.links import Links
from sim.params import Params
from sim.rules import alliance, attention
from sim.setting import Arrival, Change, Setting, TieChange
from sim.state import Flags, Floats, State

_FIELDS = {
    "position": ("position", "anchor", "policy"),
    "anchor": ("anchor",),
    "salience": ("salience", "base_salience"),
    "capability": ("capability",),
    "openness": ("openness",),
}


def happen(state: State, setting: Setting, params: Params) -> State:
    """Apply what the calendar holds for this step; applying a step twice changes nothing more."""
    for dated in setting.calendar.get(state.step, ()):
        if isinstance(dated, Change):
            state = _change(state, dated)
        elif isinstance(dated, Arrival):
            is_active = state.is_active.copy()
            is_active[dated.rows] = dated.is_active
            state = state.replace(is_active=is_active)
        else:
            state = _document(state, dated, params)
    if np.any(state.is_active & state.is_deleted):
        state = state.replace(is_active=state.is_active & ~state.is_deleted)
    if state.step == 0 or state.step in setting.calendar or any(b.since == state.step for b in setting.barriers):
        state = part(state, setting)
    return _shake(state, setting, params)


def part(state: State, setting: Setting) -> State:
    """Close the ties of those who have left, and those that a barrier forbids."""
    held = links.held(state, setting.edges)
    closed = held.at[~can_meet(held, state, setting)]
    if len(closed) == 0:
        return state
    tie = state.tie.copy()
    tie.reshape(-1)[closed] = False
    return state.replace(tie=tie)


def can_meet(among: Links, state: State, setting: Setting) -> Flags:
    """Whether both ends are on the stage and nothing forbids the tie, (link,)."""
    ends = np.take(state.is_active, among.source) & np.take(state.is_active, among.target)
    return ends & np.take(setting.is_possible(state.step), among.edge) & ~np.take(state.is_severed, among.at)


def _change(state: State, change: Change) -> State:
    arrays = {}
    for name in _FIELDS[change.field]:
        array = getattr(state, name).copy()
        if array.ndim == 2:
            array[change.rows] = change.value
        elif change.issue is None:
            array[:, change.rows] = change.value
        else:
            array[change.issue, change.rows] = change.value
        arrays[name] = array
    return state.replace(**arrays)


def _document(state: State, change: TieChange, params: Params) -> State:
    tie, trust = state.tie.copy(), state.trust.copy()
    if change.opens is not None:
        tie[change.edges] = change.opens
    if change.opens is not False:
        trust[change.edges] = alliance.grant_trust(trust[change.edges], params.alliance.initial_trust)
    return state.replace(tie=tie, trust=trust)


def _shake(state: State, setting: Setting, params: Params) -> State:
    """Let shocks draw attention and open doors, each as far as its actor has friends in a country."""
    if not setting.shocks:
        return state if state.openness_now is state.openness else state.replace(openness_now=state.openness)
    numbers = params.attention
    felt = np.zeros_like(state.shock)
    for shock in setting.shocks:
        if state.step < shock.step:
            continue
        heard = strength(shock, state, setting, params)
        for issue in shock.issues:
            felt[issue] = attention.add_attention(felt[issue], heard)
    there = np.take(felt, setting.venues.country, axis=1)
    return state.replace(shock=felt, openness_now=attention.image_openness(state.openness, there, numbers.image_weight))


def strength(shock: Shock, state: State, setting: Setting, params: Params) -> Floats:
    """How strongly a shock is felt in each country in this step, (country, run) [0-1]; 0 before it happens."""
    numbers, years = params.attention, (state.step - shock.step) * setting.dt
    news = attention.shock_strength(years, numbers.shock_size, numbers.shock_years, setting.dt)
    return news * reach(shock, state, setting)


def reach(shock: Shock, state: State, setting: Setting) -> Floats:
    """Share of each country's actors, by size, that hold the shocked actor, (country, run); 1 if it is nobody's."""
    share = np.zeros((len(setting.countries), state.n_runs))
    if shock.actor < 0:
        share[shock.countries] = 1.0
        return share
    edges, n_countries = setting.edges, len(setting.countries)
    to_it = np.flatnonzero(edges.target == shock.actor)
    holds = np.zeros_like(state.is_active)
    holds[edges.source[to_it]] = state.tie[to_it]
    size = state.is_active * setting.size[:, None]
    size[shock.actor] = 0.0
    holding, whole = (tally.sum_by(each, setting.country, n_countries) for each in (size * holds, size))
    np.divide(holding, whole, out=share, where=whole > 0.0)
    not_there = np.setdiff1d(np.arange(n_countries), shock.countries)
    share[not_there] = 0.0
    return share * state.is_active[shock.actor]
