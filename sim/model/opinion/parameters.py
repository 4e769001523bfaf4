"""Numbers of E1 (rules.py)."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Protocol

from sim.model.declare import parameter
from sim.model.state import Floats
from sim.model.ties.parameters import Ties


@dataclass(frozen=True)
class Opinion:
    """How convictions move; every array has shape (run,)."""

    rate: Floats = parameter(
        1.5, 0.5, 4.0, symbol="kappa", unit="per year", mark="assumed", off=0.0,
        source="prior .5-4; speed of relaxation, near the geometric middle",
    )  # fmt: skip
    noise: Floats = parameter(
        0.05, 0.0, 0.1, symbol="sigma", unit="per root year", mark="assumed", off=0.0, source="prior 0-.1"
    )
    susceptibility: Floats = parameter(
        0.25, 0.1, 0.4, symbol="lambda", unit="share", mark="assumed", off=0.0, most=1.0,
        source="prior .1-.4, of policy-core beliefs",
    )  # fmt: skip
    deep_core_multiple: Floats = parameter(
        0.2, 0.0, 0.4, symbol="", unit="times", mark="assumed", most=1.0,
        source="middle of the prior 0-.4: deep-core beliefs hardly move (SabatierJenkinsSmith1993 for the order)",
    )  # fmt: skip
    secondary_multiple: Floats = parameter(
        3.0, 1.0, 5.0, symbol="", unit="times", mark="assumed", least=1.0,
        source="middle of the prior 1-5: secondary beliefs move easily (SabatierJenkinsSmith1993 for the order)",
    )  # fmt: skip
    confidence_radius: Floats = parameter(
        0.3, 0.1, 0.5, symbol="eps", unit="distance", mark="assumed", off=math.inf, least=1e-6,
        source="prior .1-.5; HegselmannKrause2002 for the idea of a bound",
    )  # fmt: skip
    prestige_exponent: Floats = parameter(
        1.0, 0.0, 2.0, symbol="rho", unit="exponent", mark="assumed", off=0.0, source="prior 0-2"
    )
    coupling: Floats = parameter(
        0.1, 0.0, 0.3, symbol="c", unit="share", mark="assumed", off=0.0, most=1 / 3,
        source="prior 0-.3 per coupled issue; Parsegov2017 for the form",
    )  # fmt: skip


class Numbers(Protocol):
    """The groups of numbers that opinion reads."""

    @property
    def opinion(self) -> Opinion: ...  # noqa: D102

    @property
    def ties(self) -> Ties: ...  # noqa: D102
