"""Standing bodies and what they offer: councils, programs, desks, and patrons who court people abroad.

Part of a Setting (setting.py): small frozen dataclasses that never change during a run.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from sim.model.state import Counts, Flags, Floats, Rows


@dataclass(frozen=True)
class Regime:
    """How the members of a council are found, from `since` to before `until`."""

    type: str  # elected | selected | club | network
    since: int  # first step
    until: int  # first step after it
    body: int  # actor row
    seats: int
    place_seats: Counts  # (place of the council,) seats of each place; used where members are elected
    appointed: int
    term: int  # steps between intakes
    years: float  # of a term as it is written; `term` is it in whole steps
    first_intake: int  # number of its first intake among those of the whole council
    is_theme: Flags  # (issue,) wanted
    patron: int  # actor row; -1: none
    is_same_party: Flags  # (actor of the council's audience,) of the patron's party

    def intake(self, step: int) -> int:
        """Number of the intake in this step among those of the whole council; -1 if there is none."""
        passed = step - self.since
        is_due = self.since <= step < self.until and passed % self.term == 0
        return self.first_intake + passed // self.term if is_due else -1

    @property
    def n_intakes(self) -> int:
        """Intakes from its first step to its last."""
        return -((self.since - self.until) // self.term)


@dataclass(frozen=True)
class Council:
    """A council; its candidates stand in one run of rows among those of all councils, and so do its places."""

    id: str
    row: int
    first: int  # row of its first candidate
    place: Rows  # (candidate,) place of the council that it lives in, rising
    first_place: int  # row of its first place among the places of all councils
    places: tuple[str, ...]  # (place,) ids
    insiders: Floats  # (place,) share of candidates put up by local power groups [0, 1]
    oversight: Floats  # (place,) [0, 1]
    first_generation: float  # share of those who could serve [0, 1]
    groups: Rows  # (3,) actors that speak for: first generation, established, insiders
    audience: Rows  # actors in whose eyes a patron lends legitimacy
    regimes: tuple[Regime, ...]

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
class Program:
    """A program; its sites stand in one run of rows among those of all programs."""

    id: str
    row: int
    first: int  # row of its first site
    places: tuple[str, ...]  # (site,) ids of its places
    bond: Rows  # (site,) row of the host's social capital at that place
    is_pilot: Flags  # (site,) open from the start
    host: int  # actor row
    funders: Rows
    partners: Rows
    academics: Rows | None  # None: it needs none
    since: int  # first step
    until: int  # first step after
    seed: float  # at each site [100,000 USD a year]
    need: float  # at each site [100,000 USD a year]
    is_matched: bool
    is_measured: bool
    claimed: float  # what it is said to deliver in full; NaN: nothing is said
    desk: int  # row; -1: none
    joins: Flags  # (edge,) between host, funders and partners

    @property
    def rows(self) -> slice:
        """Its rows among all sites."""
        return slice(self.first, self.first + len(self.places))


@dataclass(frozen=True)
class Desk:
    """Where cases wait: ministries in stages, or local offices."""

    id: str
    row: int
    issue: int
    deciders: Rows
    offices: Rows
    hub: int  # actor row
    arrivals: float  # [cases per year]
    stages: int
    central_years: float  # wait if all cases come to the ministries [years]
    local_years: float  # wait if all cases are shared by all offices [years]
    central_rate: float  # of each stage [cases per year]
    local_rate: float  # of each office [cases per year]


@dataclass(frozen=True)
class Visit:
    """Invitations of a patron."""

    id: str
    row: int  # among the visits of all courtships
    since: int  # first step
    until: int  # first step after
    places: float  # people invited in all
    guests: Rows  # actors
    is_targeted: bool  # at those who are listened to
    is_documented: bool  # all came


@dataclass(frozen=True)
class Courtship:
    """A patron who courts people abroad."""

    id: str
    row: int
    patron: int  # actor row
    issues: Rows
    skeptic_issue: int
    disclosure: Floats  # (step,) coded [0, 1]
    tension: Floats  # (step, country) with the main partner [0, 1]
    visits: tuple[Visit, ...]


@dataclass(frozen=True)
class Institutions:
    """All of them."""

    councils: tuple[Council, ...] = ()
    programs: tuple[Program, ...] = ()
    desks: tuple[Desk, ...] = ()
    courtships: tuple[Courtship, ...] = ()
    bond_host: Rows = field(
        default_factory=lambda: np.zeros(0, dtype=np.intp)
    )  # (bond,) host, from 0, of each pair of a host and a place

    @property
    def n_bonds(self) -> int:
        """Pairs of a host and a place."""
        return len(self.bond_host)

    @property
    def n_hosts(self) -> int:
        """Hosts of programs."""
        return int(self.bond_host.max()) + 1 if len(self.bond_host) else 0

    @property
    def n_candidates(self) -> int:
        """Rows of candidates."""
        return sum(len(each.place) for each in self.councils)

    @property
    def n_places(self) -> int:
        """Rows of places that send members."""
        return sum(len(each.places) for each in self.councils)

    @property
    def n_sites(self) -> int:
        """Rows of sites."""
        return sum(len(each.places) for each in self.programs)

    @property
    def n_visits(self) -> int:
        """Rows of visits."""
        return sum(len(each.visits) for each in self.courtships)
