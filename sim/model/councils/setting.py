"""What a case fixes for councils (E10); never changes during a run."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

import numpy as np

from sim.model.declare import Field
from sim.model.setting import Setting, SettingBlock
from sim.model.state import Counts, Flags, Floats, Rows


@dataclass(frozen=True)
class Regime:
    """How the members of a council are found, from `since` to before `until`."""

    type: str  # elected | selected | club | network
    since: int  # first step
    until: int  # first step after it
    body: int  # actor row
    seats: int
    place_seats: Annotated[Counts, Field("place", "seats of each where members are elected", "members", low=0)]
    appointed: int
    term: int  # steps between selections
    years: float  # of a term as it is written; `term` is it in whole steps
    first_selection: int  # number of its first selection among those of the whole council
    is_theme: Annotated[Flags, Field("issue", "wanted")]
    patron: int  # actor row; -1: none
    is_same_party: Annotated[Flags, Field("audience", "of the patron's party")]

    def selection(self, step: int) -> int:
        """Number of the selection in this step among those of the whole council; -1 if there is none."""
        passed = step - self.since
        is_due = self.since <= step < self.until and passed % self.term == 0
        return self.first_selection + passed // self.term if is_due else -1

    @property
    def n_selections(self) -> int:
        """Selections from its first step to its last."""
        return -((self.since - self.until) // self.term)


@dataclass(frozen=True)
class Council:
    """A council; its candidates stand in one run of rows among those of all councils, and so do its places."""

    id: str
    row: int
    first: int  # row of its first candidate
    place: Annotated[Rows, Field("candidate", "where each lives, rising", low=0, of="place")]
    first_place: int  # row of its first place among the places of all councils
    places: tuple[str, ...]  # ids
    insiders: Annotated[Floats, Field("place", "share of candidates put up by local power groups", low=0, high=1)]
    oversight: Annotated[Floats, Field("place", "how closely choices are watched", low=0, high=1)]
    first_generation: float  # share of those who could serve, from 0 to 1
    groups: Annotated[Rows, Field("group", "who speaks for first, established, insiders", low=0, of="actor")]
    audience: Annotated[Rows, Field("audience", "in whose eyes a patron lends legitimacy", low=0, of="actor")]
    regimes: tuple[Regime, ...]

    @property
    def axes(self) -> dict[str, int]:
        """Length of its own share of the axes of all councils."""
        return {"candidate": len(self.place), "place": len(self.places), "group": 3}

    @property
    def rows(self) -> slice:
        """Its rows among all candidates."""
        return slice(self.first, self.first + len(self.place))

    @property
    def place_rows(self) -> slice:
        """Its rows among the places of all councils."""
        return slice(self.first_place, self.first_place + len(self.places))

    def group_of(self, is_first: Flags, is_insider: Flags) -> Rows:
        """The group of each candidate, 0 to 2, in their shape: insiders first, whatever their generation."""
        return np.where(is_insider, 2, np.where(is_first, 0, 1))

    def regime(self, step: int) -> Regime | None:
        """The regime in force; None where there is none."""
        return next((each for each in self.regimes if each.since <= step < each.until), None)


@dataclass(frozen=True)
class CouncilSetting(SettingBlock):
    """The councils of a case, at least one."""

    councils: tuple[Council, ...]

    @property
    def axes(self) -> dict[str, int]:
        """Councils, and the rows of their candidates and places."""
        last = self.councils[-1]
        return {"council": len(self.councils), "candidate": last.rows.stop, "place": last.place_rows.stop}


def councils_of(setting: Setting) -> tuple[Council, ...]:
    """The councils of a case, in the order of the file; none where it has none."""
    found = setting.get(CouncilSetting)
    return found.councils if found else ()
