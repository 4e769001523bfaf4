"""Process 6, press: effort becomes pressure on organs and attention in the media, and pressure moves policy."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.model.base_run import BaseRun
from sim.model.campaigns import rules
from sim.model.campaigns.parameters import Numbers
from sim.model.campaigns.response import policy_response
from sim.model.core import tally
from sim.model.pairs import Pairs
from sim.model.setting import Setting
from sim.model.state import Flags, Floats, Rows, State
from sim.model.votes import utility
from sim.model.votes.utility import Proposal


def press(state: State, setting: Setting, params: Numbers, base: BaseRun | None = None) -> State:
    """Sum the effort of both sides at every organ, and of all sides at every medium; then organs respond.

    Issue by issue, over the pairs that spend something on it in some run.

    Parameters
    ----------
    base : what the case as coded was under; None: these runs are those of the case as coded
    """
    pairs, numbers = setting.active_pairs(state.is_active), params.campaigns
    pressure, in_media = np.zeros(state.pressure.shape), np.zeros(state.pressure.shape)
    progress = np.zeros(state.progress.shape)
    lobbies = _lobbies(pairs, state, setting, params)
    for issue in range(len(pressure)):
        spent = _spent(issue, pairs, lobbies, state)
        if len(spent.pair):
            _add_up(issue, spent, pairs, setting, params, pressure, in_media)
            _give_credit(issue, spent, pairs, pressure, state, progress)
    media = tally.sum_along(in_media, setting.venues.country, len(setting.countries))  # 0 at organs
    state = state.replace(
        pressure=pressure,
        pressure_reference=_reference(pressure, state, setting, base),
        progress=progress,
        attention=rules.net_pressure(media, np.zeros_like(media), numbers.pressure_exponent, numbers.background),
    )
    return policy_response(state, pairs, setting, params)


def _reference(pressure: Floats, state: State, setting: Setting, base: BaseRun | None) -> Floats:
    """What positions were coded under: the pressure until the reference month, of the case as coded."""
    if state.step > setting.reference_step:
        return state.pressure_reference
    return base.pressure.get(state.step, pressure) if base else pressure


@dataclass(frozen=True)
class Lobby:
    """A vote to come, and who wants it."""

    is_there: Flags  # (pair,) presses its chamber
    proposal: Proposal
    gain: Floats  # (actor, run) [-1, 1]


@dataclass(frozen=True)
class Spent:
    """What is spent on an issue, by pair."""

    pair: Rows  # (row,)
    worked: Floats  # (row, run) at its impact [units per year]
    side: Floats  # (row, run) where the actor pulls the organ {-1, 0, 1}


@dataclass(frozen=True)
class Pressing:
    """Who presses an organ at one of its venues."""

    actor: Rows  # (actor,) each once
    supporting: Floats  # (actor, issue, run) toward the positive pole, at its impact [units per year]
    opposing: Floats  # the same, toward the negative pole

    def alone(self, params: Numbers) -> Floats:
        """Pressure that they make there, (issue, run) [-1, 1]."""
        return pressure_of(tally.over_rows(self.supporting), tally.over_rows(self.opposing), params)


def pressure_of(supporting: Floats, opposing: Floats, params: Numbers) -> Floats:
    """Pressure on an organ that two sides make, in their shape [-1, 1]."""
    numbers = params.campaigns
    return rules.net_pressure(supporting, opposing, numbers.pressure_exponent, numbers.background)


def pressing(venue: int, state: State, setting: Setting, params: Numbers) -> Pressing:
    """Who presses at an organ's venue, actor by actor; who explains a vote reads it.

    Parameters
    ----------
    state : as this process finds it
    """
    pairs = setting.active_pairs(state.is_active)
    here = np.flatnonzero(pairs.venue == venue)
    place = np.full(len(pairs), -1, dtype=np.intp)
    place[here] = np.arange(len(here))
    supporting, opposing = (np.zeros((len(here), len(state.effort), state.n_runs)) for _ in range(2))
    lobbies = _lobbies(pairs, state, setting, params)
    for issue in range(len(state.effort)):
        spent = _spent(issue, pairs, lobbies, state)
        rows = np.flatnonzero(place[spent.pair] >= 0)
        at, worked, side = place[spent.pair[rows]], spent.worked[rows], spent.side[rows]
        supporting[at, issue], opposing[at, issue] = worked * (side > 0.0), worked * (side < 0.0)
    return Pressing(pairs.actor[here], supporting, opposing)


def _lobbies(pairs: Pairs, state: State, setting: Setting, params: Numbers) -> list[Lobby]:
    """Votes that are pending, the next one last: it counts."""
    pending = [decision for decision in setting.decisions[::-1] if decision.is_pending(state.step)]
    return [
        Lobby(
            _marked(pairs.pressing(decision.chamber), len(pairs)),
            utility.proposal_of(decision, state, params),
            utility.gains_of_all(decision, state, params),
        )
        for decision in sorted(pending, key=lambda each: each.step, reverse=True)
    ]


def _marked(rows: Rows, n: int) -> Flags:
    flags = np.zeros(n, dtype=bool)
    flags[rows] = True
    return flags


def _spent(issue: int, pairs: Pairs, lobbies: list[Lobby], state: State) -> Spent:
    """Where effort goes on an issue, and to which side: for or against a bill that is pending there."""
    there = np.flatnonzero(np.max(np.take(state.effort[issue], pairs.row, axis=0), axis=1) > 0.0)
    actor, organ, row = pairs.actor[there], pairs.organ[there], pairs.row[there]
    worked = np.take(state.effort[issue], row, axis=0) * np.take(state.impact[issue], row, axis=0)
    side = np.sign(np.take(state.position[issue], actor, axis=0) - np.take(state.policy[issue], organ, axis=0))
    for lobby in lobbies:
        ours = np.flatnonzero(lobby.is_there[there])
        for plank in np.flatnonzero(lobby.proposal.issues == issue):
            status_quo, proposed = lobby.proposal.status_quo[plank], lobby.proposal.proposed[plank]
            lobbied = rules.lobby_side(np.take(lobby.gain, actor[ours], axis=0), status_quo, proposed)
            side[ours] = np.where(proposed != status_quo, lobbied, side[ours])
    return Spent(there, worked, side)


def _add_up(
    issue: int, spent: Spent, pairs: Pairs, setting: Setting, params: Numbers, pressure: Floats, in_media: Floats
) -> None:
    """Put in the pressure on every organ, and the effort of all sides at every medium."""
    numbers, is_medium = params.campaigns, pairs.is_medium[spent.pair]
    widely = is_medium & setting.is_widely_heard[pairs.actor[spent.pair]]
    heard = rules.heard_effort(spent.worked, widely[:, None], numbers.celebrity_reach)
    at_organs, side = ~is_medium[:, None], spent.side
    sides = np.zeros((len(pairs), 2, heard.shape[1]))
    sides[spent.pair, 0] = heard * ((side > 0.0) | ~at_organs)
    sides[spent.pair, 1] = heard * ((side < 0.0) & at_organs)
    total = tally.sum_by(sides.reshape(len(pairs), -1), pairs.venue, len(setting.venues.ids))
    supporting, opposing = total[:, : heard.shape[1]], total[:, heard.shape[1] :]
    organs, media = pairs.organ_venues, pairs.media_venues
    pressure[issue, organs] = pressure_of(supporting[organs], opposing[organs], params)
    in_media[issue, media] = supporting[media]


def _give_credit(issue: int, spent: Spent, pairs: Pairs, pressure: Floats, state: State, progress: Floats) -> None:
    """Add what the pressure gained to those who exerted it."""
    venue = pairs.venue[spent.pair]
    now, before = (np.take(array[issue], venue, axis=0) for array in (pressure, state.pressure))
    gained = spent.worked * spent.side * (now - before)
    of_pair = np.zeros((len(pairs), gained.shape[1]))
    of_pair[spent.pair] = gained
    progress += tally.sum_by(of_pair, pairs.actor, len(progress))
