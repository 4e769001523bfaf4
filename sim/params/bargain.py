"""Numbers of E6: packages and payments (rules/bargain.py)."""

from __future__ import annotations

from dataclasses import dataclass

from sim.params.declare import parameter
from sim.state import Floats


@dataclass(frozen=True)
class Bargain:
    """What proposers and sponsors reckon with; every array has shape (run,)."""

    cushion: Floats = parameter(
        10.0, 0.0, 20.0, symbol="", unit="votes", mark="assumed", off=0.0,
        source="prior 0-20 (GrosecloseSnyder1996: more than a bare majority is bought)",
    )  # fmt: skip
    table_cost: Floats = parameter(
        0.045, 0.03, 0.06, symbol="c_table", unit="gain per issue", mark="assumed", off=0.0,
        source="prior .03-.06; what it costs to put an issue on the table",
    )  # fmt: skip
    consulted: Floats = parameter(
        -0.6, -0.8, -0.4, symbol="", unit="position", mark="assumed", least=-1.0, most=1.0,
        source="recommended: a promise to consult is little more than a bare agreement",
    )  # fmt: skip
    side: Floats = parameter(
        0.0, -0.2, 0.2, symbol="", unit="position", mark="assumed", least=-1.0, most=1.0,
        source="recommended: a side agreement stands half-way",
    )  # fmt: skip
    core: Floats = parameter(
        0.8, 0.6, 1.0, symbol="", unit="position", mark="assumed", least=-1.0, most=1.0,
        source="recommended: in the text itself, and enforceable",
    )  # fmt: skip
