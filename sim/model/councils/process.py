"""Process 9, represent: councils take in members, wear them out, and speak with their voice."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.model import formulas
from sim.model.channels import Channel
from sim.model.core import allies, choice, influence, tally
from sim.model.core.noise import Noise
from sim.model.councils import rules, selection
from sim.model.councils.parameters import Numbers
from sim.model.councils.setting import Council, CouncilSetting, Regime, councils_of
from sim.model.councils.state import Seats
from sim.model.courtship.rules import lend_legitimacy
from sim.model.setting import Setting
from sim.model.state import Flags, Floats, State


def begin(setting: Setting, own: CouncilSetting, params: Numbers, noise: Noise) -> Seats:
    """Draw who could serve on each council: of which group, how strong at home, with which theme; nobody serves yet."""
    found = [_candidates(council, setting, params, noise) for council in own.councils]
    drawn = {name: np.concatenate([each[name] for each in found]) for name in found[0]}
    n_runs, nobody = len(noise.replicates), np.zeros(drawn["is_first"].shape, dtype=bool)
    return Seats(
        **drawn,
        is_member=nobody,
        is_elected=nobody,
        capture=np.zeros((own.axes["place"], n_runs)),
        effectiveness=np.zeros((own.axes["council"], n_runs)),
    )


def _candidates(council: Council, setting: Setting, params: Numbers, noise: Noise) -> dict[str, NDArray[Any]]:
    """Candidates of a council by array of the block, (candidate, run) each."""
    n, numbers = len(council.place), params.councils
    is_first = noise.once(*Channel.GENERATION(council.id), n) < council.first_generation
    is_insider = noise.once(*Channel.INSIDER(council.id), n) < council.insiders[council.place, None]
    draws = noise.once(*Channel.THEME(council.id), n)
    return {
        "is_first": is_first,
        "is_insider": is_insider,
        "strength": noise.once(*Channel.STRENGTH(council.id), n),
        "theme": choice.picked(setting.salience[:, council.groups], council.group_of(is_first, is_insider), draws),
        "wear": rules.worn(np.zeros(()), is_first, numbers.election_wear, numbers.established_wear),
    }


def represent(state: State, setting: Setting, params: Numbers, noise: Noise) -> State:
    """Treat the councils in the order of the file: members come or stay, and their body speaks or is no body at all.

    There are members only while a regime is in force and its body is active. A body that leaves has none from
    then on, and where it has been deleted nobody ever stands, wears out or captures a place. One that comes, or comes
    back, between two selections waits for the next. Who is no body of a council in force has a voice of 1.
    """
    councils = councils_of(setting)
    if not councils:
        return state
    seats = state.block(Seats)
    state = state.replace(
        seats.replace(effectiveness=np.zeros_like(seats.effectiveness)),
        voice=np.ones_like(state.voice),
        legitimacy=np.zeros_like(state.legitimacy),
    )
    for council in councils:
        regime = council.regime(state.step)
        if regime is None:
            state = _dismissed(council, np.ones(state.n_runs, dtype=bool), state)
            continue
        lent = lent_legitimacy(council, regime, state, setting, params)
        number = regime.selection(state.step)
        if number < 0:
            state = _dismissed(council, ~state.is_active[regime.body], state)
        else:
            state = selection.seat(council, regime, number, lent, state, params, noise)
            state = _mandated(council, regime, state, params)
        state = _spoken(council, regime, lent, state, params)
    return state


def _dismissed(council: Council, where: Flags, state: State) -> State:
    """Members leave where there is no body for them, (run,)."""
    seats = state.block(Seats)
    if not (seats.is_member[council.rows] & where).any():
        return state
    is_member, is_elected = seats.is_member.copy(), seats.is_elected.copy()
    is_member[council.rows] &= ~where
    is_elected[council.rows] &= ~where
    return state.replace(seats.replace(is_member=is_member, is_elected=is_elected))


def _mandated(council: Council, regime: Regime, state: State, params: Numbers) -> State:
    """Anchors of the body after a selection: nothing changes where nobody was found."""
    seats = state.block(Seats)
    members = seats.is_member[council.rows]
    group = council.group_of(seats.is_first[council.rows], seats.is_insider[council.rows])
    n_by_group = np.stack([np.count_nonzero(members & (group == each), axis=0) for each in range(3)])
    thought = state.position[:, council.groups].swapaxes(0, 1)
    mix = tally.weighted_mean(thought, n_by_group.astype(np.float64))
    anchor = state.anchor.copy()
    held = anchor[:, regime.body]
    moved = rules.mandated(held, mix, params.councils.mandate)
    anchor[:, regime.body] = np.where(members.any(axis=0), moved, held)
    return state.replace(anchor=anchor)


def _spoken(council: Council, regime: Regime, lent: Floats, state: State, params: Numbers) -> State:
    """What the body gets done, how legitimate it is, and how loud it speaks."""
    seats, numbers, body = state.block(Seats), params.councils, regime.body
    n_members = np.count_nonzero(seats.is_member[council.rows], axis=0)
    elected_share = np.count_nonzero(seats.is_elected[council.rows], axis=0) / np.maximum(n_members, 1)
    capture = seats.capture[council.place_rows]
    has_seats = np.broadcast_to(regime.place_seats[:, None] > 0, capture.shape)
    mean_capture = influence.mean_where(capture, has_seats)
    effectiveness, legitimacy, voice = seats.effectiveness.copy(), state.legitimacy.copy(), state.voice.copy()
    effectiveness[council.row] = rules.effectiveness(n_members, numbers.crowding_size)
    legitimacy[body] = rules.council_legitimacy(n_members, elected_share, mean_capture, lent)
    voice[body] = rules.voice(effectiveness[council.row], legitimacy[body], numbers.voice_weight)
    return state.replace(seats.replace(effectiveness=effectiveness), legitimacy=legitimacy, voice=voice)


def lent_legitimacy(council: Council, regime: Regime, state: State, setting: Setting, params: Numbers) -> Floats:
    """Legitimacy that a regime's patron lends in the eyes of the council's audience, (run,) [0-1]  (E9-6).

    None without a patron, and none unless both are active.
    """
    if regime.patron < 0:
        return np.zeros(state.n_runs)
    present = state.is_active[council.audience]
    ours = regime.is_same_party[:, None] & present
    share = allies.share_of(ours, present, setting.size[council.audience])
    power = formulas.relative_power(state.capability[regime.patron])
    return lend_legitimacy(power, share, params.courtship.patronage) * state.is_active[regime.patron]
