"""Who was hosted by a patron, and who is skeptical of it."""

from __future__ import annotations

from collections.abc import Callable

from sim.scenario.schema import Outcome
from sim.setting import Setting
from sim.state import Floats, Rows, State

WORDS = ("skepticism", "guests", "acceptance")


def gauge(outcome: Outcome, setting: Setting, actors: Rows) -> Callable[[State], Floats]:
    """The outcome as a function of a State to (run,); NaN where it is not defined."""
    raise NotImplementedError(outcome.measure)
