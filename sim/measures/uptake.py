"""What becomes of ideas."""

from __future__ import annotations

import numpy as np

from sim.model.agenda import Idea
from sim.model.core.tally import weighted_share
from sim.model.state import Floats, State


def adopted_share(state: State, idea: Idea) -> Floats:
    """Share of an idea's active adopters that have taken it up, (run,) [0-1]; NaN where none is active.

    Of an idea that is taken up in shares, of the bodies that they stand for.
    """
    present = state.is_active[idea.adopters]
    adopted = weighted_share(state.adopted[idea.row, idea.adopters], present * idea.weight[:, None])
    return np.where(np.count_nonzero(present, axis=0) > 0, adopted, np.nan)
