"""Numbers of E5: how the policy of organs moves (rules/policy.py)."""

from __future__ import annotations

from dataclasses import dataclass

from sim.params.declare import parameter
from sim.state import Floats


@dataclass(frozen=True)
class Policy:
    """How organs give way, and return; every array has shape (run,)."""

    rate: Floats = parameter(
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
    coercion: Floats = parameter(
        0.25, 0.0, 0.5, symbol="a_c", unit="share", mark="assumed", off=0.0, least=-10,
        source="prior 0-.5; its net effect can be negative",
    )  # fmt: skip
    backlash: Floats = parameter(
        0.125, 0.0, 0.5, symbol="back", unit="share", mark="assumed", off=0.0, least=-10,
        source="half of coercion, whose net effect is then below 0 where a government has little at stake or "
        "shrugs it off (AllendoerferMurdieWelch2020 for the sign)",
    )  # fmt: skip
