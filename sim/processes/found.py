"""Before the first step: who could sit in councils, who is skeptical, how long cases wait."""

from __future__ import annotations

import numpy as np

from sim.core.noise import Noise
from sim.params import Params
from sim.setting import Setting
from sim.state import State


def found_all(state: State, setting: Setting, params: Params, noise: Noise) -> State:
    """Draw what is fixed for a run, and fill in what holds before anything has happened."""
    return open_desks(state, setting)


def open_desks(state: State, setting: Setting) -> State:
    """Cases wait as long as under the coded load; nothing is decided locally yet."""
    desks = setting.institutions.desks
    if not desks:
        return state
    central, local = (
        np.repeat(np.array([[value] for value in values]), state.n_runs, axis=1)
        for values in ([desk.central_years for desk in desks], [desk.local_years for desk in desks])
    )
    return state.replace(wait_central=central, wait_local=local)
