"""Setting: what a scenario fixes for a run, compiled to arrays and small frozen dataclasses; never changes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from sim.model.agenda import Commitment, Decision, Idea, Negotiation, Shock
from sim.model.institutions import Institutions
from sim.model.pairs import Pairs
from sim.model.state import Flags, Floats, Rows


@dataclass(frozen=True)
class Edges:
    """Potential ties: ordered pairs of actors, each both ways, sorted by source, then target."""

    n_actors: int
    source: Rows  # (edge,) who holds the tie and listens
    target: Rows  # (edge,) who is held and heard
    reverse: Rows  # (edge,) the edge the other way
    crosses_border: Flags  # (edge,)

    def __len__(self) -> int:
        return len(self.source)

    def has(self, source: Rows, target: Rows) -> Flags:
        """Which ordered pairs of actors are potential ties, (pair,)."""
        return self._place(source, target)[1]

    def rows(self, source: Rows, target: Rows) -> Rows:
        """Rows of ordered pairs of actors, (pair,).

        Raises
        ------
        ValueError
            If one of them is no potential tie.
        """
        place, is_there = self._place(source, target)
        if not np.all(is_there):
            raise ValueError("no potential tie between these actors")
        return place

    def _place(self, source: Rows, target: Rows) -> tuple[Rows, Flags]:
        key = source * self.n_actors + target
        place = np.searchsorted(self._keys, key)
        is_there = np.append(self._keys, -1)[place] == key
        return place, is_there

    @cached_property
    def _keys(self) -> Rows:
        return self.source * self.n_actors + self.target


@dataclass(frozen=True)
class Forum:
    """A meeting or body, as steps and as edges between its participants."""

    id: str
    since: int  # first step
    until: int  # first step after it
    joins: Flags  # (edge,) between its participants


@dataclass(frozen=True)
class Venues:
    """Organs and media, one row each."""

    ids: tuple[str, ...]
    organ: Rows  # (venue,) actor row; -1 for a medium
    country: Rows  # (venue,) row of the audience's country
    is_medium: Flags  # (venue,)
    is_executive: Flags  # (venue,)
    openness: Floats  # (issue, venue) coded [0, 1]
    organs: Rows  # (organ,) actors that are pressed somewhere, each once
    governments: Rows  # (government,) organs that are pressed at executive venues, each once
    organs_in: tuple[Rows, ...]  # (country,) of organs pressed at venues there
    governments_in: tuple[Rows, ...]  # (country,) of organs pressed at executive venues there


@dataclass(frozen=True)
class Change:
    """A dated change of one field to one value."""

    event: str
    field: str  # position | anchor | salience | capability | openness
    rows: Rows  # of actors or venues
    issue: int | None  # None: all issues
    value: float


@dataclass(frozen=True)
class Arrival:
    """Actors that come or go."""

    rows: Rows
    is_active: bool


@dataclass(frozen=True)
class TieChange:
    """Documented ties that open or close, or that bring trust alone."""

    edges: Rows
    opens: bool | None  # None: a contact, trust only


@dataclass(frozen=True)
class Barrier:
    """Edges that cannot be open from `since` until before `until`."""

    since: int
    until: int
    edges: Flags  # (edge,)


Dated = Change | Arrival | TieChange


@dataclass(frozen=True)
class Setting:
    """One variant of a scenario, compiled. Rows never move: an actor's row holds in every variant."""

    scenario: str
    variant: str
    dt: float  # years per step
    n_steps: int
    start_year: float  # calendar year of the start of step 0
    months: tuple[str, ...]  # (step,) label of each step, such as 1993-11
    reference_step: int
    actors: tuple[str, ...]
    issues: tuple[str, ...]
    countries: tuple[str, ...]
    tier_weight: Floats  # (issue,) 4, 2, 1
    tier_multiple: Floats  # (issue,) of susceptibility
    coupled: tuple[tuple[tuple[int, int], ...], ...]  # (issue,) of (partner, sign)
    position: Floats  # (issue, actor) coded
    salience: Floats  # (issue, actor) coded
    capability: Floats  # (actor,) coded
    size: Floats  # (actor,)
    stake: Floats  # (actor,) an organ's in its reputation abroad [0, 1]
    resistance: Floats  # (actor,) to coercion [0, 1]
    way_abroad: Floats  # (actor,) access to networks or consulates / 3 [0, 1]
    is_campaigner: Flags  # (actor,) NGOs and diaspora leaders
    is_widely_heard: Flags  # (actor,) celebrities and media
    is_head: Flags  # (actor,) role executive
    country: Rows  # (actor,)
    leverage: Floats  # (step, country, country) of the first over the second [0, 1]
    edges: Edges
    forums: tuple[Forum, ...]
    pairs: Pairs
    venues: Venues
    decisions: tuple[Decision, ...]
    n_blocs: int
    negotiations: tuple[Negotiation, ...]
    n_treated: int
    shocks: tuple[Shock, ...]
    commitments: tuple[Commitment, ...]
    ideas: tuple[Idea, ...]
    institutions: Institutions
    calendar: Mapping[int, tuple[Dated, ...]]  # step -> changes; those of step 0 and before stand under 0
    barriers: tuple[Barrier, ...]

    @property
    def n_actors(self) -> int:
        """Rows of actors."""
        return len(self.actors)

    def year(self, step: int) -> float:
        """Calendar year at the start of a step."""
        return self.start_year + step * self.dt

    def is_possible(self, step: int) -> Flags:
        """Edges that no barrier forbids in this step, (edge,)."""
        possible = np.ones(len(self.edges), dtype=bool)
        for barrier in self.barriers:
            if barrier.since <= step < barrier.until:
                possible &= ~barrier.edges
        return possible

    def on_stage(self, is_active: Flags) -> Pairs:
        """The pairs whose actor and organ are on the stage in some run.

        Parameters
        ----------
        is_active : (actor, run)
        """
        is_present = np.any(is_active, axis=1)
        key = is_present.tobytes()
        if key not in self._stages:
            self._stages[key] = self.pairs.among(is_present)
        return self._stages[key]

    @cached_property
    def _stages(self) -> dict[bytes, Pairs]:
        return {}
