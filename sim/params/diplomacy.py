"""Numbers of E12, central or decentral diplomacy (rules/diplomacy.py)."""

from __future__ import annotations

from dataclasses import dataclass

from sim.params.declare import parameter
from sim.state import Floats


@dataclass(frozen=True)
class Diplomacy:
    """What it costs to decide at one place or at many; every array has shape (run,)."""

    coordination_cost: Floats = parameter(
        0.25, 0.0, 0.5, symbol="kc", unit="days per log of the number of offices", mark="assumed", off=0.0,
        source="moves its term by 1 day over the observed range of offices, 1 to 50",
    )  # fmt: skip
    longest_wait: Floats = parameter(
        2.0, 1.0, 4.0, symbol="wm", unit="years", mark="assumed", least=1e-9,
        source="a case that waits longer is given up",
    )  # fmt: skip
    paperwork: Floats = parameter(
        1.0, 0.0, 2.0, symbol="pw", unit="share", mark="assumed", off=0.0,
        source="a site waits as long as a case does",
    )  # fmt: skip
    incoherence_loss: Floats = parameter(
        1.0, 0.0, 1.0, symbol="il", unit="share", mark="assumed", off=0.0, most=1.0,
        source="success falls as far as offices disagree",
    )  # fmt: skip
