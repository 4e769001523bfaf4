"""Process 12, coordinate: cases wait at ministries or local offices."""

from __future__ import annotations

from sim.params import Params
from sim.setting import Setting
from sim.state import State


def coordinate(state: State, setting: Setting, params: Params) -> State:
    """Cases wait at ministries or local offices."""
    return state
