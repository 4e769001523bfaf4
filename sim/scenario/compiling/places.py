"""Places where effort can be spent, and who gets in."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from sim.model import setting as s
from sim.model.campaigns.access import FULL_ACCESS, MEDIA, doors
from sim.model.pairs import Backing, Pairs
from sim.model.state import Flags, Floats, Rows
from sim.scenario.compiling.dated import Roster
from sim.scenario.schema import Actor, Scenario, Venue

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
        organs_in=tuple(np.unique(organ[here & (organ >= 0)]) for here in there),
        governments_in=tuple(np.unique(organ[here & is_executive]) for here in there),
        is_medium=np.array([v.kind in MEDIA for v in venues], dtype=bool),
        is_executive=is_executive,
        openness=openness,
    )


def pairs_of(
    scenario: Scenario,
    venues: s.Venues,
    edges: s.Edges,
    roster: Roster,
    actors: Sequence[Actor],
    country: Rows,
) -> Pairs:
    """Pairs of an actor and a venue to which it has access."""
    rows: list[tuple[int, int, float, bool]] = []
    organs = [scenario.actors.get(venue.organ) if venue.organ else None for venue in scenario.venues.values()]
    opened: dict[tuple[int, str, str], set[str]] = {}  # letters, by venue and by country and role of who asks
    for i, (name, actor) in enumerate(zip(roster.names, actors, strict=True)):
        if actor.role == "bloc" or not any(actor.access.values()):
            continue
        for v, venue in enumerate(scenario.venues.values()):
            kind = (v, actor.country, actor.role)
            if kind not in opened:
                opened[kind] = set(_letters(actor, venue, organs[v]))
            coded = [number for letter, number in actor.access.items() if letter in opened[kind]]
            access = max(coded, default=0) / FULL_ACCESS
            if access > 0 and venue.organ != name:
                rows.append((i, v, access, venue.country != actor.country))
    actor_row, venue_row = (np.array([r[k] for r in rows], dtype=np.intp) for k in (0, 1))
    is_medium = venues.is_medium[venue_row]
    access_to = np.array([r[2] for r in rows], dtype=float)
    return Pairs(
        row=np.arange(len(rows)),
        actor=actor_row,
        venue=venue_row,
        organ=np.where(is_medium, actor_row, venues.organ[venue_row]),
        home=country[actor_row],
        is_medium=is_medium,
        is_foreign=np.array([r[3] for r in rows], dtype=bool),
        campaigns=np.array([actor.kind in CAMPAIGNERS for actor in actors], dtype=bool)[actor_row],
        access=access_to,
        backing=_backing(actor_row, venue_row, access_to, ~is_medium, edges),
    )


def _letters(actor: Actor, venue: Venue, organ: Actor | None) -> tuple[str, ...]:
    """Letters of coded access that open a venue to an actor."""
    return doors(venue.kind, venue.country == actor.country, actor.role, organ.role if organ else None)


def _backing(actor: Rows, venue: Rows, access: Floats, is_organ: Flags, edges: s.Edges) -> Backing:
    """Who else presses the same organ and could be an ally: for each pair the edges to them.

    Looked for venue by venue among the edges of those who press there, which are fewer than their pairs.
    """
    nothing = np.zeros(0, dtype=np.intp)
    parts = [(nothing, nothing, nothing)]
    first = np.searchsorted(edges.source, np.arange(edges.n_actors + 1))  # edge of each actor, and the end
    pair_of = np.full(edges.n_actors, -1, dtype=np.intp)  # at the venue that is looked at
    for v in np.unique(venue[is_organ]):
        there = np.flatnonzero((venue == v) & is_organ)
        count = first[actor[there] + 1] - first[actor[there]]
        pair = np.repeat(there, count)
        edge = np.arange(len(pair)) + np.repeat(first[actor[there]] - np.cumsum(count) + count, count)
        pair_of[actor[there]] = there
        other = pair_of[edges.target[edge]]
        could_be = other >= 0
        parts.append((pair[could_be], other[could_be], edge[could_be]))
        pair_of[actor[there]] = -1
    pair, other, edge = (np.concatenate([each[k] for each in parts]) for k in range(3))
    order = np.argsort(edge, kind="stable")
    pair, other = pair[order], other[order]
    return Backing(pair=pair, edges=edge[order], target=actor[other], access=access[other])
