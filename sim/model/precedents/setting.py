"""What a case fixes for precedents (E7); never changes during a run."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from sim.model.agenda import is_within
from sim.model.declare import Field
from sim.model.setting import SettingBlock
from sim.model.state import Flags, Floats, Rows


@dataclass(frozen=True)
class Agreement:
    """An agreement of a party with others, outside of the talks of the case."""

    id: str
    row: int
    step: int  # of its month; negative before the first
    parties: Annotated[Rows, Field("*", "who agreed", low=0, of="party")]
    depth: float  # [0-7]
    is_south: bool  # all of its parties are countries of the South
    is_side: bool
    recorded: Annotated[Floats, Field("issue", "it has the provision, as on record", low=0, high=1)]
    is_drawn: Annotated[Flags, Field("issue", "by the law of the model, in each run")]


@dataclass(frozen=True)
class Talks:
    """What talks of the case are as an agreement: who has a part in them, and when they count."""

    id: str
    parties: Annotated[Rows, Field("*", "countries of proposer and partners", low=0, of="party")]
    depth: float  # [0-7]
    is_south: bool
    issues: Annotated[Rows, Field("topic", "on which a provision is chosen", low=0, of="issue")]
    provision: Annotated[Rows, Field("topic", "its row", low=0, of="provision")]
    has_field: Annotated[Flags, Field("topic", "whether its core comes on offer is drawn")]
    core_windows: tuple[tuple[int, int], ...]  # first step, first step after
    bodies: Annotated[Rows, Field("*", "that have to pass it", low=0, of="decision")]
    passed_at: int  # step of the last of them; -1: none has to

    def opens(self, step: int) -> int:
        """Number of the window on the text that opens in a step; -1: none does."""
        return next((number for number, (since, _) in enumerate(self.core_windows) if since == step), -1)

    def is_core_open(self, step: int) -> bool:
        """Whether the text itself can still be changed."""
        return is_within(self.core_windows, step)


@dataclass(frozen=True)
class PrecedentSetting(SettingBlock):
    """The agreements of a case, by date, and its talks, of which one at least has an issue of a measured field."""

    parties: tuple[str, ...]  # countries, of the case or not
    agreements: tuple[Agreement, ...]
    talks: tuple[Talks, ...]

    @property
    def axes(self) -> dict[str, int]:
        """Agreements and the parties of all of them."""
        return {"agreement": len(self.agreements), "party": len(self.parties)}
