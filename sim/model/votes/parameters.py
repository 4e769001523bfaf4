"""Numbers of E6 (rules.py)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from sim.model.declare import parameter
from sim.model.state import Floats

if TYPE_CHECKING:
    from sim.model.campaigns.parameters import Campaigns


@dataclass(frozen=True)
class Votes:
    """How members vote, and what proposers reckon with; every array has shape (run,)."""

    indifference: Floats = parameter(
        0.378, 0.314, 0.474, symbol="tau", unit="gain per logit", mark="measured", least=1e-6,
        source="House roll call 111 of 1991, 422 members (Voteview), by the rule's own gain, without a constant or a "
        "party term; se .039: evidence/votes.py",
    )  # fmt: skip
    own_president: Floats = parameter(
        0.453, 0.072, 0.834, symbol="bp", unit="logits", mark="measured", off=0.0, least=-10,
        source="gap between his party and the other, half of it to each; 37 votes on trade 1991-2015 (Voteview), "
        "labor's campaign held constant, coding not blind; se .16, by episode .19, as in the range: "
        "evidence/trade_votes.py. A US figure, used for Canada and Mexico, too",
    )  # fmt: skip
    vote_shock: Floats = parameter(
        0.219, 0.0, 0.592, symbol="", unit="logits", mark="measured", off=0.0,
        source="spread of 37 votes on trade 1991-2015 (Voteview), both parties together, coding not blind; se .19: "
        "evidence/trade_votes.py",
    )  # fmt: skip
    party_shock: Floats = parameter(
        0.597, 0.416, 0.778, symbol="", unit="logits", mark="measured", off=0.0,
        source="spread of parties within 37 votes on trade 1991-2015 (Voteview), coding not blind; se .09: "
        "evidence/trade_votes.py",
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
        source="recommended: a side agreement stands in the middle of the scale; a bare agreement is -1",
    )  # fmt: skip
    core: Floats = parameter(
        0.8, 0.6, 1.0, symbol="", unit="position", mark="assumed", least=-1.0, most=1.0,
        source="recommended: in the text itself, and enforceable",
    )  # fmt: skip


class Numbers(Protocol):
    """The groups of numbers that votes read."""

    @property
    def campaigns(self) -> Campaigns: ...  # noqa: D102

    @property
    def votes(self) -> Votes: ...  # noqa: D102
