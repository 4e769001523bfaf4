"""Process 1, refer: under which pull of a president positions were coded (E6)."""

from __future__ import annotations

import numpy as np

from sim.model.setting import Change, Setting
from sim.model.state import State
from sim.model.votes import utility
from sim.model.votes.parameters import Numbers


def refer(state: State, setting: Setting, params: Numbers) -> State:
    """Keep the president's pull under which positions were coded.

    Of all until the reference month, later of those whom an event codes anew. It is that of the decision pending in
    an actor's country, the next by date; 0 where there is none.
    """
    if state.step <= setting.reference_step:
        coded = np.arange(setting.n_actors)
    else:
        changes = [each for each in setting.calendar.get(state.step, ()) if isinstance(each, Change)]
        rows = [each.rows for each in changes if each.field in ("position", "anchor")]
        if not rows:
            return state
        coded = np.unique(np.concatenate(rows))
    reference = state.push_reference.copy()
    reference[coded] = 0.0
    pending = [each for each in setting.decisions[::-1] if each.is_pending(state.step) and each.executive >= 0]
    for decision in sorted(pending, key=lambda each: each.step, reverse=True):  # the next one last: it counts
        proposal = utility.proposal_of(decision, state, params)
        there = coded[setting.country[coded] == setting.country[decision.executive]]
        reference[there] = utility.push_of(decision.own[there, None], decision, proposal, state)
    return state.replace(push_reference=reference)
