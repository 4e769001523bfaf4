"""Places where effort can be spent, and who gets in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sim.model import setting as s
from sim.model.campaigns.access import BLOC, FULL_ACCESS, MEDIA, doors
from sim.model.core.spans import places
from sim.model.pairs import Lenders, Pairs, firsts
from sim.model.state import Flags, Floats, Rows
from sim.scenario.compiling.dated import Roster
from sim.scenario.schema import Actor, Scenario, Venue
from sim.scenario.select import chosen

CAMPAIGNERS = ("ngo", "diaspora_leader")


def venues_of(scenario: Scenario, countries: list[str], roster: Roster) -> s.Venues:
    """Organs and media in the order of the file."""
    venues = scenario.venues.values()
    issues = list(scenario.issues)
    openness = np.array(
        [
            [v.openness.get(k, 0.0) if isinstance(v.openness, dict) else float(v.openness) for v in venues]
            for k in issues
        ],
        dtype=float,
    ).reshape(len(issues), len(scenario.venues))
    organ = np.array([roster.row(v.organ) for v in venues], dtype=np.intp)
    country = np.array([countries.index(v.country) for v in venues], dtype=np.intp)
    is_executive = np.array([v.kind == "executive" for v in venues], dtype=bool)
    there = [country == c for c in range(len(countries))]
    return s.Venues(
        ids=tuple(scenario.venues),
        organ=organ,
        country=country,
        organs=np.unique(organ[organ >= 0]),
        governments=np.unique(organ[is_executive]),
        governments_in=tuple(np.unique(organ[here & is_executive]) for here in there),
        is_medium=np.array([v.kind in MEDIA for v in venues], dtype=bool),
        is_executive=is_executive,
        openness=openness,
    )


def pairs_of(scenario: Scenario, venues: s.Venues, edges: s.Edges, roster: Roster, actors: Sequence[Actor]) -> Pairs:
    """Pairs of an actor and a venue to which it has a door of its own, or to which an ally could lend it one."""
    closed = _closed(scenario, roster)
    own = _own_doors(scenario, roster, actors, closed)
    is_bloc = np.array([actor.role == BLOC for actor in actors], dtype=bool)
    borrowed, lending = _borrowed(own, closed, venues, edges, is_bloc)
    key = np.union1d(own.key, borrowed)
    actor, venue = key // own.n_venues, key % own.n_venues
    access = np.zeros(len(key))
    access[np.searchsorted(key, own.key)] = own.access
    is_medium = venues.is_medium[venue]
    countries = np.array([each.country for each in actors], dtype=object)
    of_venue = np.array([each.country for each in scenario.venues.values()], dtype=object)
    return Pairs(
        row=np.arange(len(key)),
        actor=actor,
        venue=venue,
        organ=np.where(is_medium, actor, venues.organ[venue]),
        is_medium=is_medium,
        is_foreign=np.asarray(countries[actor] != of_venue[venue], dtype=bool),
        access=access,
        lenders=_lenders(key, lending, own, edges),
    )


@dataclass(frozen=True)
class _Doors:
    """Coded doors, sorted by actor, then venue."""

    n_venues: int
    key: Rows  # actor * venues + venue
    access: Floats

    @property
    def actor(self) -> Rows:
        return self.key // max(self.n_venues, 1)

    @property
    def venue(self) -> Rows:
        return self.key % max(self.n_venues, 1)


def _closed(scenario: Scenario, roster: Roster) -> Rows:
    """Keys of actors and venues that are closed to them."""
    shut = [
        (roster.row(name), v)
        for v, venue in enumerate(scenario.venues.values())
        if venue.closed_to is not None
        for name in chosen(scenario.actors, venue.closed_to)
    ]
    return np.array([i * len(scenario.venues) + v for i, v in shut], dtype=np.intp)


def _own_doors(scenario: Scenario, roster: Roster, actors: Sequence[Actor], closed: Rows) -> _Doors:
    rows: list[tuple[int, float]] = []
    organs = [scenario.actors.get(venue.organ) if venue.organ else None for venue in scenario.venues.values()]
    opened: dict[tuple[int, str, str], set[str]] = {}  # letters, by venue and by country and role of who asks
    n_venues, shut = len(scenario.venues), set(closed.tolist())
    for i, (name, actor) in enumerate(zip(roster.names, actors, strict=True)):
        if not any(actor.access.values()):
            continue
        for v, venue in enumerate(scenario.venues.values()):
            kind = (v, actor.country, actor.role)
            if kind not in opened:
                opened[kind] = set(_letters(actor, venue, organs[v]))
            coded = [number for letter, number in actor.access.items() if letter in opened[kind]]
            access = max(coded, default=0) / FULL_ACCESS
            if access > 0 and venue.organ != name and i * n_venues + v not in shut:
                rows.append((i * n_venues + v, access))
    return _Doors(
        n_venues, np.array([key for key, _ in rows], dtype=np.intp), np.array([a for _, a in rows], dtype=float)
    )


def _letters(actor: Actor, venue: Venue, organ: Actor | None) -> tuple[str, ...]:
    """Letters of coded access that open a venue to an actor."""
    return doors(venue.kind, venue.country == actor.country, actor.role, organ.role if organ else None)


def _borrowed(
    own: _Doors, closed: Rows, venues: s.Venues, edges: s.Edges, is_bloc: Flags
) -> tuple[Rows, tuple[Rows, Rows]]:
    """Doors that somebody could lend: keys of who borrows and where, and for each the edge and the lender's door.

    A bloc of a chamber borrows none, and nobody borrows one to itself.
    """
    first = np.searchsorted(own.actor, np.arange(edges.n_actors + 1))
    edge = np.flatnonzero(~is_bloc[edges.source])
    count = (first[1:] - first[:-1])[edges.target[edge]]
    edge = np.repeat(edge, count)
    door = places(first[edges.target[edge[firsts(edge)]]], count[count > 0]) if len(edge) else edge
    borrower = edges.source[edge]
    key = borrower * own.n_venues + own.venue[door]
    is_open = (venues.organ[own.venue[door]] != borrower) & ~np.isin(key, closed)
    return key[is_open], (edge[is_open], door[is_open])


def _lenders(key: Rows, lending: tuple[Rows, Rows], own: _Doors, edges: s.Edges) -> Lenders:
    edge, door = lending
    pair = np.searchsorted(key, edges.source[edge] * own.n_venues + own.venue[door])
    return Lenders(pair=pair, edges=edge, target=edges.target[edge], access=own.access[door])
