"""Numbers of E6, votes (rules/government.py)."""

from __future__ import annotations

from dataclasses import dataclass

from sim.params.declare import parameter
from sim.state import Floats


@dataclass(frozen=True)
class Vote:
    """How members vote; every array has shape (run,)."""

    indifference: Floats = parameter(
        0.3, 0.2, 0.5, symbol="tau", unit="gain per logit", mark="assumed", least=1e-6,
        source="prior .2-.5; total spread .59 of the 1991 parties (Voteview) with a spread of members of .22",
    )  # fmt: skip
    same_party: Floats = parameter(
        0.9, 0.55, 1.2, symbol="bp", unit="logits", mark="assumed", off=0.0, least=-10,
        source="half the difference of party gaps in House trade votes under presidents of both parties: .62 to 1.19",
    )  # fmt: skip
    endorsement: Floats = parameter(
        0.5, 0.0, 1.0, symbol="bl", unit="logits", mark="assumed", off=0.0, least=-10,
        source="moves its logit by 1 between leaders all against and all for",
    )  # fmt: skip
    constituency: Floats = parameter(
        0.5, 0.0, 1.0, symbol="bc", unit="logits", mark="assumed", off=0.0, least=-10,
        source="moves its logit by 1 between districts that all lose and all gain",
    )  # fmt: skip
    lobby_weight: Floats = parameter(
        1.0, 0.0, 2.0, symbol="bu", unit="logits", mark="assumed", off=0.0, least=-10,
        source="a logit for a change of pressure from none to all on one side",
    )  # fmt: skip
    party_shock: Floats = parameter(
        0.3, 0.0, 0.6, symbol="", unit="logits", mark="assumed", off=0.0,
        source="what a party learns between coding and vote; binomial spread alone is too narrow",
    )  # fmt: skip
