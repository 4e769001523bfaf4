"""Process 9, represent: councils take in members, wear them out, and speak with their voice."""

from __future__ import annotations

from sim.core.noise import Noise
from sim.params import Params
from sim.setting import Setting
from sim.state import State


def represent(state: State, setting: Setting, params: Params, noise: Noise) -> State:
    """Councils take in members, wear them out, and speak with their voice."""
    return state
