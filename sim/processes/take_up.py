"""Process 11, take up: ideas are remembered, and taken up by those who can while a window is open."""

from __future__ import annotations

import numpy as np

from sim.agenda import Idea
from sim.core import tally
from sim.core.influence import row_total
from sim.core.noise import Noise
from sim.params import Params
from sim.rules import uptake
from sim.setting import Setting
from sim.state import Flags, Floats, State


def take_up(state: State, setting: Setting, params: Params, noise: Noise) -> State:
    """Treat the ideas in the order of the file; nobody gives one up.

    Every idea has luck of its own, so that adding or removing one changes no draw of another.
    """
    if not setting.ideas:
        return state
    numbers = params.uptake
    memory, is_adopted, anchor = state.memory.copy(), state.is_adopted.copy(), state.anchor.copy()
    for idea in setting.ideas:
        row, who = idea.row, idea.adopters
        advocacy = row_total(np.take(state.effort[idea.issue], idea.advocacy, axis=0))
        memory[row] = uptake.remember(
            state.memory[row], advocacy, numbers.advocacy_scale, numbers.memory_gain, numbers.memory_loss, setting.dt
        )
        luck = noise.block(f"uptake.{idea.id}", "uniform", state.step, (setting.n_actors,))[who]
        holds = _holders(idea, state, memory[row], params, luck, setting.dt)
        is_adopted[row, who] = holds
        held = anchor[idea.issue, who]
        window = np.asarray(idea.window(state.step))
        moved = uptake.take_over(held, np.asarray(idea.position), memory[row], window, numbers.anchor_rate, setting.dt)
        anchor[idea.issue, who] = np.where(holds & state.is_active[who], moved, held)
    return state.replace(memory=memory, is_adopted=is_adopted, anchor=anchor)


def _holders(idea: Idea, state: State, memory: Floats, params: Params, luck: Floats, dt: float) -> Flags:
    """Who has taken an idea up once this step is over, (adopter, run).

    Parameters
    ----------
    memory : (run,) of the idea, after this step's advocacy
    luck : (adopter, run)
    """
    numbers, present = params.uptake, state.is_active[idea.adopters]
    holds = state.is_adopted[idea.row, idea.adopters]
    hazard = uptake.adoption_hazard(
        tally.share(holds, present),
        memory,
        np.asarray(idea.window(state.step)),
        numbers.base_hazard,
        adoption_slope=numbers.adoption_slope,
        memory_slope=numbers.memory_slope,
    )
    return holds | (present & (luck < uptake.prob_adopt(hazard, dt)))
