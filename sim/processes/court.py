"""Process 8, court: patrons invite, guests come home with other views, and what is known makes skeptics."""

from __future__ import annotations

from sim.params import Params
from sim.setting import Setting
from sim.state import State


def court(state: State, setting: Setting, params: Params) -> State:
    """Patrons invite, guests come home with other views, and what is known makes skeptics."""
    return state
