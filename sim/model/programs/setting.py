"""What a case fixes for programs (E11) and for desks (E12); never changes during a run."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from sim.model.declare import Field
from sim.model.setting import Setting, SettingBlock
from sim.model.state import Flags, Rows


@dataclass(frozen=True)
class Program:
    """A program; its sites stand in one run of rows among those of all programs."""

    id: str
    row: int
    first: int  # row of its first site
    places: tuple[str, ...]  # ids of the places of its sites
    bond: Annotated[Rows, Field("site", "the host's social capital at that place", low=0, of="bond")]
    is_pilot: Annotated[Flags, Field("site", "open from the start")]
    host: int  # actor row
    funders: Annotated[Rows, Field("*", "who pays the seed", low=0, of="actor")]
    partners: Annotated[Rows, Field("*", "who could be a local partner", low=0, of="actor")]
    academics: Annotated[Rows | None, Field("*", "who is to help; None: it needs nobody", low=0, of="actor")]
    since: int  # first step
    until: int  # first step after
    seed: float  # at each site [100,000 USD a year]
    need: float  # at each site [100,000 USD a year]
    is_matched: bool
    is_measured: bool
    claimed: float  # what it is said to deliver in full; NaN: nothing is said
    joins: Annotated[Flags, Field("edge", "between host, funders and partners")]

    @property
    def axes(self) -> dict[str, int]:
        """Length of its own share of the axis of all sites."""
        return {"site": len(self.places)}

    @property
    def rows(self) -> slice:
        """Its rows among all sites."""
        return slice(self.first, self.first + len(self.places))


@dataclass(frozen=True)
class ProgramSetting(SettingBlock):
    """The programs of a case, at least one."""

    programs: tuple[Program, ...]
    bond_host: Annotated[Rows, Field("bond", "host, from 0, of each pair of a host and a place", low=0, of="host")]

    @property
    def axes(self) -> dict[str, int]:
        """Programs, their sites, pairs of a host and a place, and hosts."""
        return {
            "program": len(self.programs),
            "site": self.programs[-1].rows.stop,
            "bond": len(self.bond_host),
            "host": len({each.host for each in self.programs}),
        }


@dataclass(frozen=True)
class Desk:
    """Where cases wait: ministries in stages, or local offices."""

    id: str
    row: int
    issue: int
    deciders: Annotated[Rows, Field("*", "whose policy says how much is decided locally", low=0, of="actor")]
    offices: Annotated[Rows, Field("*", "who could decide locally", low=0, of="actor")]
    hub: int  # actor row
    arrivals: float  # [cases per year]
    stages: int
    central_years: float  # wait if all cases come to the ministries [years]
    local_years: float  # wait if all cases are shared by all offices [years]
    central_rate: float  # of each stage [cases per year]
    local_rate: float  # of each office [cases per year]


@dataclass(frozen=True)
class DeskSetting(SettingBlock):
    """The desks of a case, at least one."""

    desks: tuple[Desk, ...]

    @property
    def axes(self) -> dict[str, int]:
        """Desks."""
        return {"desk": len(self.desks)}


def programs_of(setting: Setting) -> tuple[Program, ...]:
    """The programs of a case, in the order of the file; none where it has none."""
    found = setting.get(ProgramSetting)
    return found.programs if found else ()


def desks_of(setting: Setting) -> tuple[Desk, ...]:
    """The desks of a case, in the order of the file; none where it has none."""
    found = setting.get(DeskSetting)
    return found.desks if found else ()
