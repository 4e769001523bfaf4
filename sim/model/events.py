"""Process 1, happen: dated changes, arrivals and departures, documented ties, barriers, shocks."""

from __future__ import annotations

import numpy as np

from sim.model import formulas
from sim.model.campaigns import rules as campaigns_rules
from sim.model.campaigns.shocks import strength
from sim.model.core import links
from sim.model.parameters import Params
from sim.model.setting import Arrival, Change, Setting, TieChange
from sim.model.state import State

_FIELDS = {
    "position": ("position", "anchor", "policy"),
    "anchor": ("anchor",),
    "salience": ("salience", "base_salience"),
    "capability": ("capability",),
    "rhetoric": ("rhetoric",),
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
    if (state.is_active & state.is_deleted).any():
        state = state.replace(is_active=state.is_active & ~state.is_deleted)
    if state.step == 0 or state.step in setting.calendar or any(b.since == state.step for b in setting.barriers):
        state = part(state, setting)
    return _shake(state, setting, params)


def part(state: State, setting: Setting) -> State:
    """Close the contacts and alliances of those who have left, and those that a barrier forbids."""
    for name, held in (("contact", links.contacts), ("allied", links.alliances)):
        among = held(state, setting.edges)
        closed = among.at[~links.can_meet(among, state, setting)]
        if len(closed):
            array = getattr(state, name).copy()
            array.reshape(-1)[closed] = False
            state = state.replace(**{name: array})
    return state


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
    """Allies are in contact; allies who part stay so, and no contact ends between allies."""
    arrays = {"contact": state.contact.copy(), "allied": state.allied.copy(), "trust": state.trust.copy()}
    if change.is_alliance:
        arrays["allied"][change.edges] = change.opens
    if change.opens:
        arrays["contact"][change.edges] = True
        arrays["trust"][change.edges] = np.maximum(arrays["trust"][change.edges], params.ties.initial_trust)
    elif not change.is_alliance:
        arrays["contact"][change.edges] = state.allied[change.edges]
    return state.replace(**arrays)


def _shake(state: State, setting: Setting, params: Params) -> State:
    """Let shocks draw attention and open doors, each as far as its actor has friends in a country."""
    if not setting.shocks:
        return state if state.openness_now is state.openness else state.replace(openness_now=state.openness)
    numbers = params.campaigns
    felt = np.zeros_like(state.shock)
    for shock in setting.shocks:
        if state.step < shock.step:
            continue
        heard = strength(shock, state, setting, params.campaigns)
        for issue in shock.issues:
            felt[issue] = campaigns_rules.add_attention(felt[issue], heard)
    there = felt.take(setting.venues.country, axis=1)
    return state.replace(shock=felt, openness_now=formulas.lift(state.openness, numbers.image_weight, there))
