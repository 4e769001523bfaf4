"""Before the first step: who could sit in councils, who is skeptical, how long cases wait."""

from __future__ import annotations

from sim.core.noise import Noise
from sim.params import Params
from sim.setting import Setting
from sim.state import State


def found_all(state: State, setting: Setting, params: Params, noise: Noise) -> State:
    """Draw what is fixed for a run, and fill in what holds before anything has happened."""
    return state
