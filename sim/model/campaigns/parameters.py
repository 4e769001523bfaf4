"""Numbers of E4, E5 and E14 (rules.py)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from sim.model.declare import parameter
from sim.model.opinion.parameters import Opinion
from sim.model.state import Floats
from sim.model.ties.parameters import Ties
from sim.model.votes.parameters import Votes


@dataclass(frozen=True)
class Campaigns:
    """What actors care about, where and how they press, and how organs respond; every array has shape (run,)."""

    salience_rate: Floats = parameter(
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
    pivotality_weight: Floats = parameter(
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
    symbolic_weight: Floats = parameter(
        1.0, 0.0, 2.0, symbol="", unit="share", mark="assumed", off=0.0,
        source="effort is worth twice under a full shock",
    )  # fmt: skip
    leverage_weight: Floats = parameter(
        1.0, 0.0, 2.0, symbol="", unit="share", mark="assumed", off=0.0,
        source="effort is worth twice with the strongest possible ally behind it",
    )  # fmt: skip
    accountability_weight: Floats = parameter(
        1.0, 0.0, 2.0, symbol="", unit="share", mark="assumed", off=0.0,
        source="effort is worth twice at the widest gap between promise and practice",
    )  # fmt: skip
    least_gain: Floats = parameter(
        0.01, 0.0, 0.02, symbol="", unit="share", mark="assumed", off=0.0, most=1.0,
        source="without it a campaign would count as symbolic for decades after a shock",
    )  # fmt: skip
    abroad_slope: Floats = parameter(
        15.0, 5.0, 30.0, symbol="be", unit="logits per unit of worth", mark="assumed", off=0.0,
        source="prior 5-30; below 5 a coin flip",
    )  # fmt: skip
    pending_leverage: Floats = parameter(
        1.0, 0.5, 1.0, symbol="", unit="share", mark="assumed", off=0.0, most=1.0,
        source="a chamber that is about to decide on what binds a country holds all of it in its hand (S12)",
    )  # fmt: skip
    stigma_cost: Floats = parameter(
        0.067, 0.0, 0.13, symbol="", unit="worth", mark="assumed", off=0.0,
        source="moves its logit by 1 over the range of stigma at the default slope",
    )  # fmt: skip
    policy_rate: Floats = parameter(
        0.5, 0.0, 1.0, symbol="eta", unit="per year", mark="assumed", off=0.0,
        source="moves its rate by 1 between no pressure and full pressure on both ends of the scale",
    )  # fmt: skip
    return_rate: Floats = parameter(
        0.5, 0.0, 1.0, symbol="lq", unit="per year", mark="assumed", off=0.0,
        source="half of a concession is gone in about 17 months without pressure",
    )  # fmt: skip
    direct_action: Floats = parameter(
        0.5, 0.0, 1.0, symbol="a_d", unit="share", mark="assumed", off=0.0, least=-10,
        source="prior 0-1; direct action helps (AllendoerferMurdieWelch2020 for the sign)",
    )  # fmt: skip
    coercion_weight: Floats = parameter(
        0.25, 0.0, 0.5, symbol="a_c", unit="share", mark="assumed", off=0.0, least=-10,
        source="prior 0-.5; its net effect can be negative",
    )  # fmt: skip
    backlash: Floats = parameter(
        0.125, 0.0, 0.5, symbol="back", unit="share", mark="assumed", off=0.0, least=-10,
        source="half of coercion, whose net effect is then below 0 where a government has little at stake or "
        "shrugs it off (AllendoerferMurdieWelch2020 for the sign)",
    )  # fmt: skip


class Numbers(Protocol):
    """The groups of numbers that campaigns read."""

    @property
    def campaigns(self) -> Campaigns: ...  # noqa: D102

    @property
    def opinion(self) -> Opinion: ...  # noqa: D102

    @property
    def ties(self) -> Ties: ...  # noqa: D102

    @property
    def votes(self) -> Votes: ...  # noqa: D102
