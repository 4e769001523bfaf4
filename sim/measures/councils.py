"""Who sits in councils, whether they are captured, and what they get done."""

from __future__ import annotations

from collections.abc import Callable

from sim.scenario.schema import Outcome
from sim.setting import Setting
from sim.state import Floats, State

WORDS = (
    "members",
    "first_generation_share",
    "capture",
    "captured_share",
    "effectiveness",
    "legitimacy",
    "output",
    "output_per_member",
)


def gauge(outcome: Outcome, setting: Setting) -> Callable[[State], Floats]:
    """The outcome as a function of a State to (run,); NaN where it is not defined."""
    raise NotImplementedError(outcome.measure)
