"""What becomes of ideas."""

from __future__ import annotations

import numpy as np

from sim.agenda import Idea
from sim.core.tally import share
from sim.state import Floats, State


def adopted_share(state: State, idea: Idea) -> Floats:
    """Share of an idea's adopters on the stage that have taken it up, (run,) [0-1]; NaN where none is on the stage."""
    present = state.is_active[idea.adopters]
    adopted = share(state.is_adopted[idea.row, idea.adopters], present)
    return np.where(np.count_nonzero(present, axis=0) > 0, adopted, np.nan)


def memory(state: State, idea: Idea) -> Floats:
    """What past advocacy of an idea has left behind, (run,) [years of full advocacy]."""
    return state.memory[idea.row]
