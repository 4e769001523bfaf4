"""Setting: what a scenario fixes for a run, compiled to arrays and small frozen dataclasses; never changes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.state import Flags, Floats

Rows = NDArray[np.intp]


@dataclass(frozen=True)
class Edges:
    """Potential ties: ordered pairs of actors, sorted by source, then target."""

    source: Rows  # (edge,) who holds the tie and listens
    target: Rows  # (edge,) who is held and heard
    reverse: Rows  # (edge,) the edge the other way
    crosses_border: Flags  # (edge,)
    starts: Rows  # (source with edges,) first edge of each source
    senders: Rows  # (source with edges,) the sources, in the order of `starts`

    def __len__(self) -> int:
        return len(self.source)


@dataclass(frozen=True)
class Forum:
    """A meeting or body, as steps and as the edges between its participants."""

    id: str
    since: int  # first step
    until: int  # first step after it
    edges: Rows  # (edge of this forum,)


@dataclass(frozen=True)
class Pairs:
    """Pairs of an actor and a venue it has access to, sorted by actor, then venue."""

    actor: Rows  # (pair,)
    venue: Rows  # (pair,)
    organ: Rows  # (pair,) the actor that is pressed; for a medium the actor itself
    is_medium: Flags  # (pair,)
    access: Floats  # (pair,) coded access / 3 [0, 1]
    starts: Rows  # (actor with pairs,) first pair of each
    actors: Rows  # (actor with pairs,)
    by_venue: Rows  # (pair,) pairs ordered by venue, then actor
    venue_starts: Rows  # (venue with pairs,) first position in by_venue
    venues: Rows  # (venue with pairs,)

    def __len__(self) -> int:
        return len(self.actor)


@dataclass(frozen=True)
class Venues:
    """Organs and media, one row each."""

    ids: tuple[str, ...]
    organ: Rows  # (venue,) actor row; -1 for a medium
    country: Rows  # (venue,) row of the audience's country
    is_medium: Flags  # (venue,)
    openness: Floats  # (issue, venue) coded [0, 1]


@dataclass(frozen=True)
class Bloc:
    """One bloc of a chamber in one decision."""

    row: int  # its row among the blocs of all decisions
    actor: int
    venue: int  # where it is pressed; -1: nowhere
    members: int
    offsets: Floats  # (member,) from the bloc's mean, along the proposal's axis [position]
    spread: float  # standard deviation of members [position]
    endorsed: float  # [-1, 1]
    constituency: float  # [-1, 1]
    is_governing: bool  # of the executive's party
    party: str  # blocs of one party share a shock; the actor's id if it has none


@dataclass(frozen=True)
class Decision:
    """A dated vote of a chamber."""

    id: str
    row: int
    step: int
    pending_from: int
    executive: int  # actor row; -1: none
    issues: Rows  # (plank,)
    status_quo: Floats  # (plank,) q
    proposed: Floats  # (plank,) y
    blocs: tuple[Bloc, ...]
    rule: str  # majority | subordinate
    discipline: float
    coalition_share: float  # w/S; 1 where the rule does not use it


@dataclass(frozen=True)
class Idea:
    """A position on an issue that some actors may take up while a window is open."""

    id: str
    row: int
    issue: int
    position: float  # [-1, 1]
    adopters: Rows  # (adopter,) actors that may take it up
    adopted_at_start: Flags  # (adopter,)
    advocacy: Rows  # (advocated pair,) pairs of its advocates and the organs that they press
    windows: tuple[tuple[int, int], ...]  # first step, first step after; they do not overlap

    def window(self, step: int) -> float:
        """1 in the steps in which it can be taken up, else 0."""
        return float(any(since <= step < until for since, until in self.windows))


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
    country: Rows  # (actor,)
    edges: Edges
    forums: tuple[Forum, ...]
    pairs: Pairs
    venues: Venues
    decisions: tuple[Decision, ...]
    n_blocs: int
    ideas: tuple[Idea, ...]
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
