"""Process 6, press: effort becomes pressure on organs and attention in the media, and pressure moves policy."""

from __future__ import annotations

import numpy as np

from sim.core import tally
from sim.params import Params
from sim.processes import ballot
from sim.processes.give_way import give_way
from sim.rules import attention
from sim.setting import Setting
from sim.state import Floats, State


def press(state: State, setting: Setting, params: Params) -> State:
    """Sum the effort of both sides at every organ, and of all sides at every medium; then organs give way."""
    pairs, venues, numbers = setting.pairs, setting.venues, params.attention
    side = _sides(state, setting, params)
    worked = attention.worked_effort(state.effort, state.impact)
    is_medium = pairs.is_medium[:, None]
    widely = pairs.is_medium & setting.is_widely_heard[pairs.actor]
    heard = attention.heard_effort(worked, widely[:, None], numbers.celebrity_reach)
    n_venues = len(venues.ids)
    effort_for = tally.by_venue(heard * ((side > 0.0) | is_medium), pairs, n_venues)  # at a medium all on one side
    effort_against = tally.by_venue(heard * ((side < 0.0) & ~is_medium), pairs, n_venues)
    pressure = attention.net_pressure(effort_for, effort_against, numbers.pressure_exponent, numbers.background)
    pressure = np.where(venues.is_medium[:, None], 0.0, pressure)
    now, before = np.take(pressure, pairs.venue, axis=1), np.take(state.pressure, pairs.venue, axis=1)
    gained = attention.gained_pressure(worked, side, now, before)
    media = tally.by_country(effort_for, venues.country, venues.is_medium, len(setting.countries))
    state = state.replace(
        pressure=pressure,
        pressure_reference=pressure if state.step <= setting.reference_step else state.pressure_reference,
        progress=tally.by_actor(gained, pairs, setting.n_actors),
        attention=attention.public_attention(media, numbers.pressure_exponent, numbers.background),
    )
    return give_way(state, worked, setting, params)


def _sides(state: State, setting: Setting, params: Params) -> Floats:
    """Where each actor pulls each organ, (issue, pair, run) {-1, 0, 1}: for or against a bill that is pending there."""
    pairs = setting.pairs
    side = attention.pull(np.take(state.position, pairs.actor, axis=1), np.take(state.policy, pairs.organ, axis=1))
    pending = [decision for decision in setting.decisions[::-1] if decision.is_pending(state.step)]
    for decision in sorted(pending, key=lambda each: each.step, reverse=True):  # the next vote counts
        there = np.flatnonzero(pairs.pressing(decision.chamber))
        gain = np.take(ballot.gains_of_all(decision, state, params), pairs.actor[there], axis=0)
        proposal = ballot.proposal_of(decision, state, params)
        for plank, issue in enumerate(proposal.issues):
            status_quo, proposed = proposal.status_quo[plank], proposal.proposed[plank]
            lobbied = attention.lobby_side(gain, status_quo, proposed)
            side[issue, there] = np.where(proposed != status_quo, lobbied, side[issue, there])
    return side
