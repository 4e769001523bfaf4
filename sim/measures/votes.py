"""What chambers decided."""

from __future__ import annotations

import numpy as np

from sim.setting import Rows
from sim.state import Floats, State


def vote_count(state: State, decision: int, blocs: Rows) -> Floats:
    """Yes votes of some blocs of a decision, (run,) [votes]; NaN before the vote."""
    yeas = np.add.reduce(state.yeas[blocs], axis=0).astype(np.float64)
    return np.where(state.is_decided[decision], yeas, np.nan)


def vote_share(state: State, decision: int, blocs: Rows) -> Floats:
    """Yes votes as a share of the votes of some blocs, (run,) [0-1]; NaN before the vote or without voters."""
    seats = np.add.reduce(state.seats[blocs], axis=0)
    share = vote_count(state, decision, blocs) / np.maximum(seats, 1)
    return np.where(seats > 0, share, np.nan)


def passed(state: State, decision: int, blocs: Rows) -> Floats:
    """1 where more than half of the votes were yes, else 0, (run,); NaN before the vote."""
    share = vote_share(state, decision, blocs)
    return np.where(np.isnan(share), np.nan, np.where(share > 0.5, 1.0, 0.0))
