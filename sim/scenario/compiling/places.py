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
    organ = np.array([roster.names.index(v.organ) if v.organ else -1 for v in venues], dtype=np.intp)
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
    for i, (name, actor) in enumerate(zip(roster.names, actors, strict=True)):
        for v, venue in enumerate(scenario.venues.values()):
            organ = scenario.actors.get(venue.organ) if venue.organ else None
            access, own = _access(actor, venue, organ), venue.country == actor.country
            if access > 0 and venue.organ != name and actor.role != "bloc":
                rows.append((i, v, access, not own))
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


def _access(actor: Actor, venue: Venue, organ: Actor | None) -> float:
    """Coded access [0-1] of an actor to a venue."""
    letters = doors(venue.kind, venue.country == actor.country, actor.role, organ.role if organ else None)
    return max((number for letter, number in actor.access.items() if letter in letters), default=0) / FULL_ACCESS


def _backing(actor: Rows, venue: Rows, access: Floats, is_organ: Flags, edges: s.Edges) -> Backing:
    """Who else presses the same organ and could be an ally: for each pair the edges to them."""
    there = {v: np.flatnonzero((venue == v) & is_organ) for v in np.unique(venue[is_organ])}
    found = [(np.repeat(pair, len(there[venue[pair]])), there[venue[pair]]) for pair in np.flatnonzero(is_organ)]
    nothing = np.zeros(0, dtype=np.intp)
    pair, other = (np.concatenate([nothing, *(each[k] for each in found)]) for k in (0, 1))
    could_be = edges.has(actor[pair], actor[other])
    pair, other = pair[could_be], other[could_be]
    edge = edges.rows(actor[pair], actor[other])
    order = np.argsort(edge, kind="stable")
    pair, other = pair[order], other[order]
    return Backing(pair=pair, edges=edge[order], target=actor[other], access=access[other])
