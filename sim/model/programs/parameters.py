"""Numbers of E11 and E12 (rules.py)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from sim.model.declare import parameter
from sim.model.state import Floats


@dataclass(frozen=True)
class Programs:
    """How sites open, are paid for and build capital; what it costs to decide at many places; shape (run,) each."""

    match_scale: Floats = parameter(
        3.0, 1.0, 5.0, symbol="m", unit="partners' money per unit of seed", mark="assumed",
        source="prior 1-5",
    )  # fmt: skip
    seed_exponent: Floats = parameter(
        0.75, 0.5, 1.0, symbol="a", unit="exponent", mark="assumed", most=10.0,
        source="prior .5-1",
    )  # fmt: skip
    capital_exponent: Floats = parameter(
        0.25, 0.0, 0.5, symbol="b", unit="exponent", mark="assumed", most=10.0,
        source="prior 0-.5",
    )  # fmt: skip
    learning: Floats = parameter(
        1.0, 0.0, 2.0, symbol="tk", unit="per year", mark="assumed", off=0.0,
        source="moves its rate by 1 over the observed range of its input, success 0 to 1",
    )  # fmt: skip
    spillover: Floats = parameter(
        1.0, 0.0, 2.0, symbol="so", unit="share", mark="assumed", off=0.0,
        source="moves its rate by 1 over the observed range of its input, mean success elsewhere 0 to 1",
    )  # fmt: skip
    capital_loss: Floats = parameter(
        0.05, 0.0, 0.1, symbol="dk", unit="per year", mark="claimed", off=0.0, most=12.0,
        source="bonds of over 20 years (CaseHistory S62): 1 in 20 is lost in a year",
    )  # fmt: skip
    partner_rate: Floats = parameter(
        0.025, 0.0, 0.05, symbol="pr", unit="per year, per year of success", mark="assumed", off=0.0,
        source="moves its rate by 1 over the range of capital, 0 to 40 = (1 + spillover) learning / capital_loss",
    )  # fmt: skip
    support_loss: Floats = parameter(
        0.5, 0.0, 1.0, symbol="sl", unit="share", mark="assumed", off=0.0, most=1.0,
        source="half of a success hangs on each support, for want of anything known",
    )  # fmt: skip
    coordination_cost: Floats = parameter(
        0.25, 0.0, 1.0, symbol="kc", unit="days per log of the number of offices", mark="assumed", off=0.0,
        source="moves its term by 1 day over the observed range of offices, 1 to 50; up to where fewer offices than "
        "all are best even if these decide every case: at 1 day 8 of mexico_chile's 11, at the default all 11",
    )  # fmt: skip
    longest_wait: Floats = parameter(
        2.0, 1.0, 4.0, symbol="wm", unit="years", mark="assumed", least=1e-9,
        source="a case that waits longer is given up",
    )  # fmt: skip


class Numbers(Protocol):
    """The groups of numbers that programs read."""

    @property
    def programs(self) -> Programs: ...  # noqa: D102
