"""Process 1, refer: under which pull of a president positions were coded (E6)."""

from __future__ import annotations

import numpy as np

from sim.model.base_run import BaseRun
from sim.model.setting import Setting
from sim.model.state import Floats, Rows, State
from sim.model.votes import utility
from sim.model.votes.parameters import Numbers


def refer(state: State, setting: Setting, params: Numbers, base: BaseRun | None = None) -> State:
    """Keep the president's pull under which positions were coded.

    Of all until the reference month, later of those whom an event codes anew.

    Parameters
    ----------
    base : what the case as coded was under; None: these runs are those of the case as coded
    """
    rows = coded_now(state.step, setting)
    if not len(rows):
        return state
    push = base.push.get(state.step) if base else None
    reference = state.push_reference.copy()
    reference[rows] = (pull(state, setting, params) if push is None else push)[rows]
    return state.replace(push_reference=reference)


def coded_now(step: int, setting: Setting) -> Rows:
    """Actors who are coded in a step: all until the reference month, later those whose position an event sets."""
    if step <= setting.reference_step:
        return np.arange(setting.n_actors)
    rows = [each.rows for each in setting.recodings(step)]
    return np.unique(np.concatenate(rows)) if rows else np.zeros(0, dtype=np.intp)


def coding_steps(setting: Setting) -> tuple[int, ...]:
    """Steps in which anybody is coded, in order."""
    until = range(min(setting.reference_step + 1, setting.n_steps))
    later = [
        step for step in setting.calendar if until.stop <= step < setting.n_steps and len(coded_now(step, setting))
    ]
    return (*until, *sorted(later))


def pull(state: State, setting: Setting, params: Numbers) -> Floats:
    """How the president pulls everybody now, (actor, run) [-.5, .5].

    By the decision pending in an actor's country, the next by date; 0 where there is none.
    """
    found = np.zeros((setting.n_actors, state.n_runs))
    pending = [each for each in setting.decisions[::-1] if each.is_pending(state.step) and each.executive >= 0]
    for decision in sorted(pending, key=lambda each: each.step, reverse=True):  # the next one last: it counts
        proposal = utility.proposal_of(decision, state, params)
        there = np.flatnonzero(setting.country == setting.country[decision.executive])
        found[there] = utility.push_of(decision.own[there, None], decision, proposal, state)
    return found
