"""Setting: what a scenario fixes for a run, compiled to arrays and small frozen dataclasses; never changes.

What only some cases have stands in blocks, which optional mechanisms declare in their own folders.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Annotated, TypeVar

import numpy as np
from scipy.sparse import csr_array

from sim.model.agenda import Commitment, Decision, Idea, Negotiation, Shock
from sim.model.declare import Field
from sim.model.docket import Docket, docket_of, standing_of
from sim.model.pairs import Pairs
from sim.model.state import Flags, Floats, Rows


@dataclass(frozen=True)
class Edges:
    """Potential ties: ordered pairs of actors, each both ways, sorted by source, then target."""

    n_actors: int
    source: Annotated[Rows, Field("edge", "who holds the tie and listens", low=0, of="actor")]
    target: Annotated[Rows, Field("edge", "who is held and heard", low=0, of="actor")]
    reverse: Annotated[Rows, Field("edge", "the edge the other way", low=0, of="edge")]
    crosses_border: Annotated[Flags, Field("edge", "the two live in different countries")]

    def __len__(self) -> int:
        return len(self.source)

    def has(self, source: Rows, target: Rows) -> Flags:
        """Which ordered pairs of actors are potential ties, (pair,)."""
        return self.find(source, target)[1]

    def rows(self, source: Rows, target: Rows) -> Rows:
        """Rows of ordered pairs of actors, (pair,).

        Raises
        ------
        ValueError
            If one of them is no potential tie.
        """
        place, is_there = self.find(source, target)
        if not is_there.all():
            raise ValueError("no potential tie between these actors")
        return place

    def find(self, source: Rows, target: Rows) -> tuple[Rows, Flags]:
        """Rows of ordered pairs of actors, and which of them are potential ties, (pair,) both."""
        if len(self) == self.n_actors * (self.n_actors - 1):  # all are: no need to look
            return source * (self.n_actors - 1) + target - (target > source), source != target
        key = source * self.n_actors + target
        place = np.searchsorted(self._keys, key)
        return place, self._keys[place] == key

    @cached_property
    def first(self) -> Rows:
        """Of each actor the first row of those that it is the source of, and after the last one, (actor + 1,)."""
        return np.searchsorted(self.source, np.arange(self.n_actors + 1))

    @cached_property
    def _keys(self) -> Rows:
        """A number for each edge, rising, (edge + 1,); the last is above those of all pairs of actors."""
        return np.append(self.source * self.n_actors + self.target, self.n_actors**2)

    @cached_property
    def one_way(self) -> OneWay:
        """Each pair once."""
        rows = np.flatnonzero(self.source < self.target)
        pair = np.empty(len(self), dtype=np.intp)
        pair[rows] = pair[self.reverse[rows]] = np.arange(len(rows))
        some = {name: getattr(self, name)[rows] for name in ("source", "target", "crosses_border")}
        return OneWay(rows, pair, Edges(self.n_actors, reverse=np.arange(len(rows)), **some))


@dataclass(frozen=True)
class OneWay:
    """The edges of each pair that lead from the lower row to the higher: what holds both ways is found once."""

    rows: Annotated[Rows, Field("*", "among all edges", low=0, of="edge")]
    pair: Annotated[Rows, Field("edge", "place of each edge's pair in `rows`", low=0)]
    edges: Edges


@dataclass(frozen=True)
class Forum:
    """A meeting or body, as steps and as edges between its participants."""

    id: str
    since: int  # first step
    until: int  # first step after it; the number of steps if those who met have met for good
    joins: Annotated[Flags, Field("edge", "between its participants")]


@dataclass(frozen=True)
class Venues:
    """Organs and media, one row each."""

    ids: tuple[str, ...]
    organ: Annotated[Rows, Field("venue", "who is pressed there; -1: nobody, at a medium", low=-1, of="actor")]
    country: Annotated[Rows, Field("venue", "of its audience", low=0, of="country")]
    is_medium: Annotated[Flags, Field("venue", "press, street or digital")]
    is_executive: Annotated[Flags, Field("venue", "where a government is pressed")]
    openness: Annotated[Floats, Field("issue venue", "as coded", low=0, high=1)]
    organs: Annotated[Rows, Field("*", "who is pressed somewhere, each once", low=0, of="actor")]
    governments: Annotated[Rows, Field("*", "who is pressed at executive venues, each once", low=0, of="actor")]
    governments_in: Annotated[tuple[Rows, ...], Field("country *", "at executive venues there", low=0, of="actor")]


@dataclass(frozen=True)
class Change:
    """A dated change of one field to one value."""

    event: str
    field: str  # position | anchor | salience | capability | rhetoric | openness
    rows: Annotated[Rows, Field("*", "of actors; of venues where openness changes", low=0)]
    issue: int | None  # None: all issues
    value: float


@dataclass(frozen=True)
class Arrival:
    """Actors that come or go."""

    rows: Annotated[Rows, Field("*", "who", low=0, of="actor")]
    is_active: bool


@dataclass(frozen=True)
class TieChange:
    """Documented contacts or alliances that open or close."""

    edges: Annotated[Rows, Field("*", "potential ties, both ways", low=0, of="edge")]
    opens: bool
    is_alliance: bool  # otherwise a contact alone


@dataclass(frozen=True)
class Barrier:
    """Edges that cannot be open from `since` until before `until`."""

    since: int
    until: int
    edges: Annotated[Flags, Field("edge", "that cannot be open")]


@dataclass(frozen=True)
class Bond:
    """Alliances that do not lapse from `since` until before `until`."""

    since: int
    until: int
    edges: Annotated[Flags, Field("edge", "that are bound, both ways")]


Dated = Change | Arrival | TieChange


@dataclass(frozen=True)
class SettingBlock(ABC):
    """What a case fixes for one optional mechanism; absent where the case has nothing of the kind."""

    @property
    @abstractmethod
    def axes(self) -> dict[str, int]:
        """Length of the axes that it adds to those of every case."""


B = TypeVar("B", bound=SettingBlock)


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
    tier: Annotated[Rows, Field("issue", "0 deep core, 1 policy core, 2 secondary", low=0, high=2)]
    coupled: tuple[tuple[tuple[int, int], ...], ...]  # for each issue its partners, each with its sign
    position: Annotated[Floats, Field("issue actor", "as coded", low=-1, high=1)]
    salience: Annotated[Floats, Field("issue actor", "as coded", low=0, high=1)]
    capability: Annotated[Floats, Field("actor", "as coded", low=1, high=5)]
    size: Annotated[Floats, Field("actor", "how many bodies a row stands for", "bodies", low=0)]
    stake: Annotated[Floats, Field("actor", "an organ's in its reputation abroad", low=0, high=1)]
    resistance: Annotated[Floats, Field("actor", "to coercion", low=0, high=1)]
    rhetoric: Annotated[Floats, Field("actor", "an executive's, of those with allies abroad", low=0, high=1)]
    is_campaigner: Annotated[Flags, Field("actor", "NGOs and diaspora leaders")]
    is_widely_heard: Annotated[Flags, Field("actor", "celebrities and media")]
    is_head: Annotated[Flags, Field("actor", "of role executive")]
    country: Annotated[Rows, Field("actor", "where it lives", low=0, of="country")]
    leverage: Annotated[Floats, Field("step country country", "of the first over the second", low=0, high=1)]
    edges: Edges
    forums: tuple[Forum, ...]
    pairs: Pairs
    venues: Venues
    decisions: tuple[Decision, ...]
    n_blocs: int
    negotiations: tuple[Negotiation, ...]
    n_provisions: int
    shocks: tuple[Shock, ...]
    commitments: tuple[Commitment, ...]
    ideas: tuple[Idea, ...]
    calendar: Mapping[int, tuple[Dated, ...]]  # step -> changes; those of step 0 and before stand under 0
    barriers: tuple[Barrier, ...]
    bonds: tuple[Bond, ...]
    blocks: Mapping[type[SettingBlock], SettingBlock] = field(default_factory=dict)  # of optional mechanisms

    @property
    def n_actors(self) -> int:
        """Rows of actors."""
        return len(self.actors)

    @cached_property
    def axes(self) -> dict[str, int]:
        """Length of every axis that a `Field` may name, but for the axis of runs."""
        own = {
            "step": self.n_steps, "issue": len(self.issues), "actor": self.n_actors, "country": len(self.countries),
            "edge": len(self.edges), "venue": len(self.venues.ids), "pair": len(self.pairs),
            "decision": len(self.decisions), "bloc": self.n_blocs, "provision": self.n_provisions,
            "shock": len(self.shocks), "idea": len(self.ideas),
        }  # fmt: skip
        return own | {axis: length for each in self.blocks.values() for axis, length in each.axes.items()}

    def get(self, kind: type[B]) -> B | None:
        """What the case fixes for an optional mechanism; None where it has nothing of the kind."""
        found = self.blocks.get(kind)
        return found if isinstance(found, kind) else None

    @cached_property
    def pressed_blocs(self) -> tuple[Rows, Rows, Rows]:
        """Blocs that somebody can press: their rows, their venues, and the rows of their decisions, (row,) each."""
        found = [(bloc.row, bloc.venue, each.row) for each in self.decisions for bloc in each.blocs if bloc.venue >= 0]
        rows, venues, decisions = np.array(found, dtype=np.intp).reshape(-1, 3).T
        return rows, venues, decisions

    def recodings(self, step: int) -> list[Change]:
        """Dated changes of positions or anchors in a step: their actors are coded anew."""
        changes = [each for each in self.calendar.get(step, ()) if isinstance(each, Change)]
        return [each for each in changes if each.field in ("position", "anchor")]

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

    @cached_property
    def forums_joined(self) -> csr_array:
        """Which edges each forum joins, a sparse matrix of ones, (edge, forum)."""
        edges = [np.flatnonzero(forum.joins) for forum in self.forums]
        forum = np.repeat(np.arange(len(edges)), [len(each) for each in edges])
        edge = np.concatenate([*edges, np.zeros(0, dtype=np.intp)])
        return csr_array((np.ones(len(edge)), (edge, forum)), shape=(len(self.edges), len(edges)))

    @cached_property
    def forum_times(self) -> tuple[Rows, Rows]:
        """The first step of each forum, and the first after it, (forum,) both."""
        since, until = np.array([(forum.since, forum.until) for forum in self.forums], dtype=np.intp).reshape(-1, 2).T
        return since, until

    def is_bound(self, step: int) -> Flags:
        """Edges whose alliance does not lapse in this step, (edge,)."""
        bound = np.zeros(len(self.edges), dtype=bool)
        for bond in self.bonds:
            if bond.since <= step < bond.until:
                bound |= bond.edges
        return bound

    def next_decision(self, step: int) -> Decision | None:
        """The next decision of the case by date, of the same date the first in the file; else the last; else None."""
        to_come = [each for each in self.decisions if each.step >= step]
        if to_come:
            return min(to_come, key=lambda each: each.step)
        return max(self.decisions, key=lambda each: each.step, default=None)

    def docket(self, step: int) -> Docket:
        """Which decision each organ looks to in a step; the same one as long as none opens or ends."""
        if step not in self._dockets:
            standing = tuple(standing_of(each, step) for each in self.decisions)
            if standing not in self._by_standing:
                venues = self.venues
                is_whole = venues.is_executive | venues.is_medium
                found = docket_of(self.decisions, venues.organ, is_whole, len(self.issues), step)
                self._by_standing[standing] = found
            self._dockets[step] = self._by_standing[standing]
        return self._dockets[step]

    @cached_property
    def _dockets(self) -> dict[int, Docket]:
        return {}

    @cached_property
    def _by_standing(self) -> dict[tuple[int, ...], Docket]:
        return {}

    def active_pairs(self, is_active: Flags) -> Pairs:
        """The pairs whose actor and organ are active in some run.

        Parameters
        ----------
        is_active : (actor, run)
        """
        is_present = np.logical_or.reduce(is_active, axis=1)
        key = is_present.tobytes()
        if key not in self._by_active:
            self._by_active[key] = self.pairs.among(is_present)
        return self._by_active[key]

    @cached_property
    def most_active_pairs(self) -> int:
        """How many pairs of actors and organs the calendar has on stage at once, at most."""
        is_there, pairs, most = np.ones(self.n_actors, dtype=bool), self.pairs, 0
        for step in sorted({0, *self.calendar}):
            for dated in self.calendar.get(step, ()):
                if isinstance(dated, Arrival):
                    is_there[dated.rows] = dated.is_active
            most = max(most, int(np.count_nonzero(is_there[pairs.actor] & is_there[pairs.organ])))
        return most

    @cached_property
    def _by_active(self) -> dict[bytes, Pairs]:
        return {}
