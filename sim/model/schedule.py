"""The order of a step: the tuple below is the model, and `advance` is the only way to take one.

Within a step of the list all actors act at the same moment; the steps follow one another. The numbers are those of the
ODD description (sim/README.md), which reads this tuple, too.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from sim.model.base_run import BaseRun
from sim.model.campaigns.choose_venue import mobilize
from sim.model.campaigns.pressure import press
from sim.model.campaigns.salience import attend
from sim.model.core.noise import Noise
from sim.model.councils.process import represent
from sim.model.courtship.process import court
from sim.model.events import happen
from sim.model.ideas.process import take_up
from sim.model.opinion.process import propagate
from sim.model.parameters import Params
from sim.model.precedents.process import look_back
from sim.model.programs.coordination import coordinate
from sim.model.programs.process import deliver
from sim.model.setting import Setting
from sim.model.state import State
from sim.model.strategies import Overrides
from sim.model.ties.alliances import ally
from sim.model.ties.contacts import meet
from sim.model.ties.stigma import backlash
from sim.model.votes.packages import negotiate
from sim.model.votes.reference import refer
from sim.model.votes.roll_call import decide

__all__ = ["SCHEDULE", "Step", "advance"]


class Step(NamedTuple):
    """One entry of the schedule; `takes` names what the function is given beside state, setting and parameters."""

    number: int
    name: str
    function: Callable[..., State]
    takes: tuple[str, ...] = ()


def record(state: State, setting: Setting, params: Params) -> State:
    """Count the step; measures read the rest from the State."""
    return state.replace(step=state.step + 1)


SCHEDULE = (
    Step(1, "happen", happen),
    Step(1, "refer", refer, ("base",)),
    Step(2, "attend", attend),
    Step(3, "mobilize", mobilize, ("overrides",)),
    Step(4, "meet", meet, ("noise",)),
    Step(4, "ally", ally, ("noise", "overrides")),
    Step(5, "propagate", propagate, ("noise",)),
    Step(6, "press", press, ("base",)),
    Step(7, "backlash", backlash),
    Step(8, "court", court),
    Step(9, "represent", represent, ("noise",)),
    Step(10, "deliver", deliver, ("noise",)),
    Step(11, "look_back", look_back, ("noise",)),
    Step(11, "negotiate", negotiate, ("overrides",)),
    Step(11, "decide", decide, ("noise",)),
    Step(11, "take_up", take_up, ("noise",)),
    Step(12, "coordinate", coordinate),
    Step(13, "record", record),
)


def advance(
    state: State,
    setting: Setting,
    params: Params,
    noise: Noise,
    overrides: Overrides | None = None,
    base: BaseRun | None = None,
    schedule: tuple[Step, ...] = SCHEDULE,
) -> State:
    """One step of every run of a batch; the same call serves an ensemble and a Mesa model of one run.

    Parameters
    ----------
    overrides : strategies that replace single actors' rows of `choose_venue` and `consider_ally`, or what they
        offer in talks (`respond`)
    base : what the case as coded was under, of a what-if; None: these runs are those of the case as coded
    schedule : another order, to ask what the order does
    """
    given = {"noise": noise, "overrides": overrides or {}, "base": base}
    for step in schedule:
        state = step.function(state, setting, params, *(given[name] for name in step.takes))
    return state
