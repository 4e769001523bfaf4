"""Process 10, deliver: programs open sites where partners are found, and build social capital."""

from __future__ import annotations

from sim.core.noise import Noise
from sim.params import Params
from sim.setting import Setting
from sim.state import State


def deliver(state: State, setting: Setting, params: Params, noise: Noise) -> State:
    """Programs open sites where partners are found, and build social capital."""
    return state
