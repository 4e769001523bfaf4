"""Process 9, represent: councils take in members, wear them out, and speak with their voice."""

from __future__ import annotations

import numpy as np

from sim.model.core import influence, tally
from sim.model.core.noise import Noise
from sim.model.councils import rules, selection
from sim.model.councils.parameters import Numbers
from sim.model.courtship.process import lent_legitimacy
from sim.model.institutions import Council, Regime
from sim.model.setting import Setting
from sim.model.state import Flags, Floats, State


def represent(state: State, setting: Setting, params: Numbers, noise: Noise) -> State:
    """Treat the councils in the order of the file: members come or stay, and their body speaks or is no body at all.

    There are members only while a regime is in force and its body is on the stage. A body that leaves has none from
    then on, and where it has been deleted nobody ever stands, wears out or captures a place. One that comes, or comes
    back, between two intakes waits for the next. Who is no body of a council in force has a voice of 1.
    """
    councils = setting.institutions.councils
    if not councils:
        return state
    state = state.replace(
        voice=np.ones_like(state.voice),
        legitimacy=np.zeros_like(state.legitimacy),
        effectiveness=np.zeros_like(state.effectiveness),
    )
    for council in councils:
        regime = council.regime(state.step)
        if regime is None:
            state = _dismissed(council, np.ones(state.n_runs, dtype=bool), state)
            continue
        lent = lent_legitimacy(regime.patron, council.audience, regime.is_same_party, state, setting, params)
        number = regime.intake(state.step)
        if number < 0:
            state = _dismissed(council, ~state.is_active[regime.body], state)
        else:
            state = selection.seat(council, regime, number, lent, state, params, noise)
            state = _mandated(council, regime, state, params)
        state = _spoken(council, regime, lent, state, params)
    return state


def _dismissed(council: Council, where: Flags, state: State) -> State:
    """Members leave where there is no body for them, (run,)."""
    leave = state.is_member[council.rows] & where
    if not np.any(leave):
        return state
    changed = {}
    for name in ("is_member", "is_elected"):
        changed[name] = getattr(state, name).copy()
        changed[name][council.rows] &= ~where
    return state.replace(**changed)


def _mandated(council: Council, regime: Regime, state: State, params: Numbers) -> State:
    """Anchors of the body after an intake: nothing changes where nobody was found."""
    members = state.is_member[council.rows]
    group = council.group_of(state.is_first[council.rows], state.is_insider[council.rows])
    n_by_group = np.stack([np.count_nonzero(members & (group == each), axis=0) for each in range(3)])
    thought = state.position[:, council.groups].swapaxes(0, 1)
    mix = tally.weighted_mean(thought, n_by_group.astype(np.float64))
    anchor = state.anchor.copy()
    held = anchor[:, regime.body]
    moved = rules.mandated(held, mix, params.councils.mandate)
    anchor[:, regime.body] = np.where(np.any(members, axis=0), moved, held)
    return state.replace(anchor=anchor)


def _spoken(council: Council, regime: Regime, lent: Floats, state: State, params: Numbers) -> State:
    """What the body gets done, how legitimate it is, and how loud it speaks."""
    numbers, body = params.councils, regime.body
    n_members = np.count_nonzero(state.is_member[council.rows], axis=0)
    elected_share = np.count_nonzero(state.is_elected[council.rows], axis=0) / np.maximum(n_members, 1)
    capture = state.capture[council.place_rows]
    has_seats = np.broadcast_to(regime.place_seats[:, None] > 0, capture.shape)
    mean_capture = influence.mean_where(capture, has_seats)
    effectiveness, legitimacy, voice = state.effectiveness.copy(), state.legitimacy.copy(), state.voice.copy()
    effectiveness[council.row] = rules.effectiveness(n_members, numbers.crowding_size)
    legitimacy[body] = rules.council_legitimacy(n_members, elected_share, mean_capture, lent)
    voice[body] = rules.voice(effectiveness[council.row], legitimacy[body], numbers.voice_weight)
    return state.replace(effectiveness=effectiveness, legitimacy=legitimacy, voice=voice)
