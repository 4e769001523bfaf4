"""What programs have opened and delivered, and how long cases wait at desks."""

from __future__ import annotations

from collections.abc import Callable

from sim.scenario.schema import Outcome
from sim.setting import Setting
from sim.state import Floats, State

WORDS = (
    "sites",
    "match_ratio",
    "delivered_share",
    "delivered",
    "capital",
    "response_hours",
    "decided_locally",
    "coherence",
)


def gauge(outcome: Outcome, setting: Setting) -> Callable[[State], Floats]:
    """The outcome as a function of a State to (run,); NaN where it is not defined."""
    raise NotImplementedError(outcome.measure)
