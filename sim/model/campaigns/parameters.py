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
    lent_voice: Floats = parameter(
        0.5, 0.0, 1.0, symbol="phi", unit="share", mark="assumed", off=0.0, most=1.0,
        source="an ally's door is worth half of one's own (KeckSikkink1998 for the sign)",
    )  # fmt: skip
    coordination: Floats = parameter(
        0.5, 0.0, 1.0, symbol="gamma", unit="share", mark="assumed", off=0.0,
        source="a side of many strangers works at two thirds of its sum (Junk2019, NelsonYackee2012 for the sign)",
    )  # fmt: skip
    outside_route: Floats = parameter(
        0.5, 0.0, 1.0, symbol="omega", unit="share", mark="assumed", off=0.0,
        source="an effort in the media reaches a whole chamber at half (BerganCole2015, Kollman1998 for the sign)",
    )  # fmt: skip
    background: Floats = parameter(
        10.0, 5.0, 20.0, symbol="N0", unit="units per year", mark="assumed", source="prior 5-20, of a whole chamber",
        least=1e-9,
    )  # fmt: skip
    receptivity: Floats = parameter(
        0.0, 0.0, 1.0, symbol="", unit="share", mark="assumed", off=0.0, most=1.0,
        source="0: effort counts as it is; 1: as far as the organ is near. At the same variance explained 0 is nearer "
        "to what labor is worth on 37 votes on trade: evidence/campaign_size.py",
    )  # fmt: skip
    pressure_rate: Floats = parameter(
        2.0, 1.0, 4.0, symbol="lamP", unit="per year", mark="assumed", off=0.0,
        source="prior 1-4: half of a change is felt after 4 months; of pressure that builds up, and of policy",
    )  # fmt: skip
    effect: Floats = parameter(
        3.3, 1.4, 3.6, symbol="beta", unit="logits", mark="assumed", off=0.0, least=-10,
        source="the largest at which resources explain at most .05 of success on 2,000 random issues "
        "(BaumgartnerEtAl2009: under 5 %): evidence/random_issues.py; there labor is worth 1.3 logits to a party near "
        "it, where 37 votes on trade have 1.6 to 2.1: evidence/campaign_size.py",
    )  # fmt: skip
    boomerang: Floats = parameter(
        1.0, 0.0, 1.0, symbol="", unit="share", mark="assumed", off=0.0, most=1.0,
        source="what comes from abroad is felt as it is; 0 takes it away",
    )  # fmt: skip
    backlash: Floats = parameter(
        0.1, 0.0, 0.3, symbol="back", unit="share", mark="assumed", off=0.0,
        source="prior 0-.3 (AllendoerferMurdieWelch2020 for the sign)",
    )  # fmt: skip
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
    accountability_weight: Floats = parameter(
        1.0, 0.0, 2.0, symbol="", unit="share", mark="assumed", off=0.0,
        source="effort is worth twice at the widest gap between promise and practice",
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
