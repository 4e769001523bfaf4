"""Process 1, events: dated changes, arrivals and departures, documented ties, barriers."""

from __future__ import annotations

import numpy as np

from sim.params import Params
from sim.rules import alliance
from sim.setting import Arrival, Change, Setting, TieChange
from sim.state import Flags, State

_FIELDS = {
    "position": ("position", "anchor"),
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
    return state.replace(tie=state.tie & can_meet(state, setting))


def can_meet(state: State, setting: Setting) -> Flags:
    """Edges whose both ends are on the stage and that no barrier forbids, (edge, run)."""
    ends = np.take(state.is_active, setting.edges.source, axis=0) & np.take(
        state.is_active, setting.edges.target, axis=0
    )
    return ends & setting.is_possible(state.step)[:, None]


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
