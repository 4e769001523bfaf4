"""Numbers of E4, attention and effort (rules/attention.py)."""

from __future__ import annotations

from dataclasses import dataclass

from sim.params.declare import parameter
from sim.state import Floats


@dataclass(frozen=True)
class Attention:
    """What actors care about and where they spend effort; every array has shape (run,)."""

    rate: Floats = parameter(
        6.0,
        2.0,
        20.0,
        symbol="ks",
        unit="per year",
        mark="assumed",
        off=0.0,
        source="prior 2-20; memory of weeks to months",
    )
    media_weight: Floats = parameter(
        0.5, 0.0, 1.0, symbol="", unit="share", mark="assumed", off=0.0, most=1.0,
        source="half of the room above the coded salience at full attention",
    )  # fmt: skip
    venue_slope: Floats = parameter(
        15.0, 5.0, 30.0, symbol="bv", unit="logits per unit of value", mark="assumed", off=0.0, source="prior 5-30"
    )
    venue_cost: Floats = parameter(
        0.03, 0.01, 0.1, symbol="cost", unit="value", mark="assumed", off=0.0, source="prior .01-.1"
    )
    pivotality: Floats = parameter(
        1.0, 0.0, 2.0, symbol="bpv", unit="share", mark="assumed", off=0.0,
        source="a bloc on the edge is worth twice; HallDeardorff2006 for the sign",
    )  # fmt: skip
    pressure_exponent: Floats = parameter(
        1.0, 0.5, 1.5, symbol="ga", unit="exponent", mark="assumed", source="prior .5-1.5 (Tullock1980)", least=1e-3
    )
    background: Floats = parameter(
        10.0, 3.0, 30.0, symbol="N0", unit="units per year", mark="assumed", source="prior 3-30", least=1e-9
    )
    shock_size: Floats = parameter(
        0.3, 0.1, 0.5, symbol="Am", unit="share", mark="assumed", off=0.0, most=1.0,
        source="prior .1-.5",
    )  # fmt: skip
    shock_years: Floats = parameter(
        0.29, 0.077, 0.5, symbol="ta", unit="years", mark="assumed", least=1e-6,
        source="prior 4-26 weeks; 15 weeks",
    )  # fmt: skip
    image_weight: Floats = parameter(
        0.5, 0.0, 1.0, symbol="", unit="share", mark="assumed", off=0.0, most=1.0,
        source="half of the room that a venue has left opens under a full shock (S16 for the sign)",
    )  # fmt: skip
    celebrity_reach: Floats = parameter(
        2.0, 1.0, 3.0, symbol="", unit="times", mark="assumed", off=1.0,
        source="a unit of effort of a celebrity or medium is heard twice as far (S22-S23 for the sign)",
    )  # fmt: skip
