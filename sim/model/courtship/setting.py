"""What a case fixes for courtships (E9); never changes during a run."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from sim.model.declare import Field
from sim.model.setting import Setting, SettingBlock
from sim.model.state import Floats, Rows


@dataclass(frozen=True)
class Visit:
    """Invitations of a patron."""

    id: str
    row: int  # among the visits of all courtships
    since: int  # first step
    until: int  # first step after
    invited: float  # people in all
    guests: Annotated[Rows, Field("*", "who may be invited", low=0, of="actor")]
    is_targeted: bool  # at those who are listened to
    is_documented: bool  # all came


@dataclass(frozen=True)
class Courtship:
    """A patron who courts people abroad."""

    id: str
    row: int
    patron: int  # actor row
    issues: Annotated[Rows, Field("*", "on which guests are spoken to", low=0, of="issue")]
    skeptic_issue: int
    disclosure: Annotated[Floats, Field("step", "how far it is known, as coded", low=0, high=1)]
    tension: Annotated[Floats, Field("step country", "with the main partner", low=0, high=1)]
    visits: tuple[Visit, ...]


@dataclass(frozen=True)
class CourtshipSetting(SettingBlock):
    """The courtships of a case, at least one."""

    courtships: tuple[Courtship, ...]

    @property
    def axes(self) -> dict[str, int]:
        """Courtships, and the rows of their visits."""
        visits = [visit for each in self.courtships for visit in each.visits]
        return {"courtship": len(self.courtships), "visit": len(visits)}


def courtships_of(setting: Setting) -> tuple[Courtship, ...]:
    """The courtships of a case, in the order of the file; none where it has none."""
    found = setting.get(CourtshipSetting)
    return found.courtships if found else ()
