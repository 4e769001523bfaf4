"""Numbers of E10 (rules.py)."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Protocol

from sim.model.courtship.parameters import Courtship
from sim.model.declare import parameter
from sim.model.state import Floats


@dataclass(frozen=True)
class Councils:
    """How members of councils are found, worn out, captured and heard; every array has shape (run,)."""

    election_wear: Floats = parameter(
        0.25, 0.0, 0.5, symbol="we", unit="sd of what a seat is worth", mark="assumed", off=0.0,
        source="four elections in twelve years wear out by 1, one standard deviation",
    )  # fmt: skip
    established_wear: Floats = parameter(
        1.0, 0.0, 2.0, symbol="wg", unit="share", mark="assumed", off=0.0,
        source="moves its term by 1 over the observed range of its input, first generation or later",
    )  # fmt: skip
    local_slope: Floats = parameter(
        1.0, 0.0, 2.0, symbol="bsu", unit="logits per sd", mark="assumed", off=0.0, least=-100.0, most=100.0,
        source="moves its logit by 1 for one standard deviation of support at home",
    )  # fmt: skip
    capture_slope: Floats = parameter(
        1.0, 0.0, 2.0, symbol="bm", unit="logits", mark="assumed", off=0.0, least=-100.0, most=100.0,
        source="moves its logit by 1 over the observed range of its input, capture 0 to 1",
    )  # fmt: skip
    capture_gain: Floats = parameter(
        1.0, 0.0, 2.0, symbol="rc", unit="per year", mark="assumed", off=0.0,
        source="moves its rate by 1 over the observed range of its input, share of insiders 0 to 1",
    )  # fmt: skip
    oversight_loss: Floats = parameter(
        1.0, 0.0, 2.0, symbol="ch", unit="per year", mark="assumed", off=0.0,
        source="moves its rate by 1 over the observed range of its input, oversight 0 to 1",
    )  # fmt: skip
    crowding_size: Floats = parameter(
        40.0, 20.0, 60.0, symbol="n0", unit="members", mark="assumed", off=math.inf, least=1e-9,
        source="prior 20-60",
    )  # fmt: skip
    voice_weight: Floats = parameter(
        1.0, 0.0, 2.0, symbol="vw", unit="share", mark="assumed", off=0.0,
        source="moves its term by 1 over the observed range of its input, legitimacy 0 to 1",
    )  # fmt: skip
    mandate: Floats = parameter(
        0.5, 0.0, 1.0, symbol="ma", unit="share", mark="assumed", off=0.0, most=1.0,
        source="half of the way to what its members think, for want of anything known",
    )  # fmt: skip
    theme_weight: Floats = parameter(
        1.0, 0.0, 2.0, symbol="tw", unit="sd of support at home", mark="assumed", off=0.0, least=-100.0, most=100.0,
        source="a wanted theme counts as much as one standard deviation of support",
    )  # fmt: skip


class Numbers(Protocol):
    """The groups of numbers that councils read."""

    @property
    def councils(self) -> Councils: ...  # noqa: D102

    @property
    def courtship(self) -> Courtship: ...  # noqa: D102
