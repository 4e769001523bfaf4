"""Process 6, press: effort becomes pressure on organs and attention in the media."""

from __future__ import annotations

import numpy as np

from sim.core import tally
from sim.params import Params
from sim.rules import attention
from sim.setting import Setting
from sim.state import State


def press(state: State, setting: Setting, params: Params) -> State:
    """Sum the effort of both sides at every organ, and of all sides at every medium."""
    pairs, venues, numbers = setting.pairs, setting.venues, params.attention
    side = attention.pull(np.take(state.position, pairs.actor, axis=1), np.take(state.position, pairs.organ, axis=1))
    toward = (side > 0.0) | pairs.is_medium[:, None]  # at a medium all effort is on one side
    n_venues = len(venues.ids)
    effort_for = tally.by_venue(state.effort * toward, pairs, n_venues)
    effort_against = tally.by_venue(state.effort * (side < 0.0), pairs, n_venues)
    pressure = attention.net_pressure(effort_for, effort_against, numbers.pressure_exponent, numbers.background)
    pressure = np.where(venues.is_medium[:, None], 0.0, pressure)
    now, before = np.take(pressure, pairs.venue, axis=1), np.take(state.pressure, pairs.venue, axis=1)
    gained = attention.gained_pressure(state.effort, side, now, before)
    media = tally.by_country(effort_for, venues.country, venues.is_medium, len(setting.countries))
    return state.replace(
        pressure=pressure,
        pressure_reference=pressure if state.step <= setting.reference_step else state.pressure_reference,
        progress=tally.by_actor(gained, pairs, setting.n_actors),
        attention=attention.public_attention(media, numbers.pressure_exponent, numbers.background),
    )
