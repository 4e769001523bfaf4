"""Numbers of E3, E8 and E13 (rules.py)."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from sim.model.declare import parameter
from sim.model.state import Floats
from sim.model.votes.parameters import Votes

if TYPE_CHECKING:
    from sim.model.campaigns.parameters import Campaigns
    from sim.model.opinion.parameters import Opinion

_CHEMNET = "German toxic-chemicals network 1983/84 (LeifeldSchneider2012), evidence/ties.py; se, one actor left out: "


@dataclass(frozen=True)
class Ties:
    """How ties open, last and lapse, and what allies abroad cost; shape (run,) each."""

    rate: Floats = parameter(
        0.261, 0.098, 0.667, symbol="lam", unit="per year", mark="measured", off=0.0,
        source="who informs whom among 15 organizations of one coalition, 2013 and 2016, evidence/tie_rates.py: 19 of "
        "25 contacts kept, 56 of 185 opened; 90 %, organizations drawn; for alliances the same is assumed",
    )  # fmt: skip
    similarity: Floats = parameter(
        0.551, -0.702, 1.804, symbol="bh", unit="logits", mark="measured", off=0.0, least=-10,
        source=_CHEMNET + ".64; alone it tells contacts hardly better than chance. That it weighs agreement of allies, "
        "too, is assumed",
    )  # fmt: skip
    broker: Floats = parameter(
        1.0, 0.0, 2.0, symbol="bb", unit="logits", mark="assumed", off=0.0, least=-10,
        source="moves its logit by 1 where somebody near both is in contact with both (S27-S28 for the sign)",
    )  # fmt: skip
    tier_ratio: Floats = parameter(
        2.0, 1.4, 2.8, symbol="", unit="times", mark="assumed", least=1.0,
        source="in distances an issue of the policy core counts twice a secondary one, one of the deep core four; "
        "the order is SabatierJenkinsSmith1993's, doubling from tier to tier is ours",
    )  # fmt: skip
    trust: Floats = parameter(
        2.5, 0.784, 4.217, symbol="bt", unit="logits", mark="measured", off=0.0, least=-10,
        source=_CHEMNET + ".88; its tie of scientific information, read as trust",
    )  # fmt: skip
    forum: Floats = parameter(
        0.325, 0.123, 0.527, symbol="bf", unit="logits per forum", mark="measured", off=0.0, least=-10,
        source=_CHEMNET + ".10",
    )  # fmt: skip
    prestige: Floats = parameter(
        1.11, 0.46, 1.77, symbol="bpr", unit="logits", mark="measured", off=0.0, least=-10, source=_CHEMNET + ".33"
    )
    reciprocity: Floats = parameter(
        0.539, -0.268, 1.346, symbol="br", unit="logits", mark="measured", off=0.0, least=-10, source=_CHEMNET + ".41"
    )
    cost: Floats = parameter(
        0.5, 0.0, 1.0, symbol="bc", unit="logits per unit of cost", mark="assumed", off=0.0, least=-10,
        source="moves its logit by 1 over the range of the cost, 0-2 (E13)",
    )  # fmt: skip
    ict_midpoint: Floats = parameter(
        2003.0, 2000.0, 2006.0, symbol="", unit="calendar year", mark="assumed", off=math.inf, least=1900.0,
        source="prior 2000-06; S20 for the change",
    )  # fmt: skip
    ict_growth: Floats = parameter(
        0.3, 0.15, 0.6, symbol="", unit="logits per year", mark="assumed", source="10 to 90 % in about 15 years"
    )
    initial_trust: Floats = parameter(
        0.5, 0.3, 0.7, symbol="trust0", unit="share", mark="assumed", off=0.0, most=1.0,
        source="prior .3-.7; trust in documented allies and contacts, and how far a new contact is believed",
    )  # fmt: skip
    trust_gain: Floats = parameter(
        1.0, 0.2, 2.0, symbol="ph", unit="per year", mark="assumed", off=0.0, source="prior .2-2"
    )
    stigma_weight: Floats = parameter(
        1.0, 0.0, 2.0, symbol="bs", unit="logits", mark="assumed", off=0.0, least=-10,
        source="moves its logit by 1 between an actor without stigma and a branded one (S35 for the sign)",
    )  # fmt: skip
    stigma_rate: Floats = parameter(
        0.25, 0.0, 0.5, symbol="as", unit="per year", mark="assumed", off=0.0,
        source="prior 0-.5",
    )  # fmt: skip
    stigma_fade: Floats = parameter(
        0.15, 0.05, 0.3, symbol="ds", unit="per year", mark="assumed", off=0.0,
        source="prior .05-.3",
    )  # fmt: skip
    legitimacy_loss: Floats = parameter(
        1.0, 0.0, 2.0, symbol="ls", unit="exponent", mark="assumed", off=0.0,
        source="prior 0-2",
    )  # fmt: skip


class Numbers(Protocol):
    """The groups of numbers that ties read."""

    @property
    def campaigns(self) -> Campaigns: ...  # noqa: D102

    @property
    def opinion(self) -> Opinion: ...  # noqa: D102

    @property
    def ties(self) -> Ties: ...  # noqa: D102

    @property
    def votes(self) -> Votes: ...  # noqa: D102
