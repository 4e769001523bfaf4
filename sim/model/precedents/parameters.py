"""Numbers of E7 between parties (rules.py)."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Protocol

from sim.model.declare import parameter
from sim.model.state import Floats

_DATA = "labor in 472 agreements 1990-2016 (RaessDuerSari2018, DuerBacciniElsig2014): evidence/precedents.py; "


@dataclass(frozen=True)
class Precedents:
    """How likely a provision in the core comes on offer; every array has shape (run,)."""

    base: Floats = parameter(
        -4.736, -5.907, -3.565, symbol="a0", unit="logits", mark="measured", off=math.inf, least=-1000.0, most=math.inf,
        source=_DATA + "se .60; at its off value everything is on offer, as where an issue names no field",
    )  # fmt: skip
    own_weight: Floats = parameter(
        5.699, 3.986, 7.412, symbol="bM", unit="logits", mark="measured", off=0.0,
        source=_DATA + "se .87; with dummies for the US, the EC and Canada and on environment see the ladder, V28",
    )  # fmt: skip
    depth_weight: Floats = parameter(
        0.562, 0.376, 0.748, symbol="bd", unit="logits per step of depth", mark="measured", off=0.0,
        source=_DATA + "se .09",
    )  # fmt: skip
    south_weight: Floats = parameter(
        0.971, 0.256, 1.687, symbol="bs", unit="logits", mark="measured", off=0.0, least=-1000.0,
        source=_DATA + "se .37",
    )  # fmt: skip
    forgetting: Floats = parameter(
        0.05, 0.03, 0.15, symbol="dm", unit="per year", mark="assumed", off=0.0, most=12.0,
        source="prior .03-.15: half counts in 5 to 23 years; the data of the others do not tell 0 from .3 (best .07)",
    )  # fmt: skip
    side_weight: Floats = parameter(
        0.5, 0.0, 1.0, symbol="w_side", unit="share", mark="assumed", off=0.0, most=1.0,
        source="a side agreement counts half as a precedent, for want of anything known",
    )  # fmt: skip


class Numbers(Protocol):
    """The groups of numbers that precedents read."""

    @property
    def precedents(self) -> Precedents: ...  # noqa: D102
