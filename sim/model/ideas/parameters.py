"""Numbers of E7 (rules.py)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from sim.model.campaigns.parameters import Campaigns
from sim.model.declare import parameter
from sim.model.state import Floats

_PANEL = "laws against the funding of NGOs, 98 states 1981-2000 (ChristensenWeinstein2013): evidence/uptake.py; "


@dataclass(frozen=True)
class Ideas:
    """How an idea is taken up where many may; every array has shape (run,)."""

    base_hazard: Floats = parameter(
        1.1098e-4, 4.8862e-6, 2.5208e-3, symbol="lam0", unit="per year", mark="measured", off=0.0, most=1000.0,
        source=_PANEL + "log -9.11, se 1.59, of one fit with adoption_slope, to be changed together; the hazard at "
        "share 0, outside of the shares observed (.21 to .35): an idea that nobody holds hardly ever starts",
    )  # fmt: skip
    adoption_slope: Floats = parameter(
        17.436, 6.568, 28.304, symbol="b1", unit="log hazard", mark="measured", off=0.0, least=-100.0, most=100.0,
        source=_PANEL + "se 5.5; not stable: 4.8 (se .8) on 1982-2012, and it overshoots 2001-12 (ladder, V18)",
    )  # fmt: skip
    abandon_rate: Floats = parameter(
        1.0, 0.0, 2.0, symbol="aband", unit="per year", mark="assumed", off=0.0,
        source="moves its rate by 1 over the observed range of its input, a shock of 0 to 1",
    )  # fmt: skip


class Numbers(Protocol):
    """The groups of numbers that ideas read."""

    @property
    def campaigns(self) -> Campaigns: ...  # noqa: D102

    @property
    def ideas(self) -> Ideas: ...  # noqa: D102
