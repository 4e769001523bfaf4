"""From a Scenario to the arrays of a Setting."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from sim import setting as s
from sim.core.network import potential_edges
from sim.scenario import dated
from sim.scenario.dated import Clock, Roster, clock_of
from sim.scenario.schema import Actor, Scenario
from sim.state import Floats

__all__ = ["MEDIA", "Clock", "clock_of", "compile_setting"]

TIER_WEIGHT = {"deep_core": 4.0, "policy_core": 2.0, "secondary": 1.0}
TIER_MULTIPLE = {"deep_core": 0.2, "policy_core": 1.0, "secondary": 3.0}
MEDIA = ("press", "street", "digital")
# An actor that another variant has: it keeps its row, and is never on the stage.
_ABSENT = Actor(
    id="absent", name="absent", kind="ngo", role="advocacy", country="-", capability=1.0, positions={}, saliences={},
    source="another variant",
)  # fmt: skip


def compile_setting(
    scenario: Scenario,
    name: str = "scenario",
    variant: str = "baseline",
    steps_per_year: int = 12,
    names: Sequence[str] | None = None,
) -> s.Setting:
    """Compile a checked scenario.

    Parameters
    ----------
    steps_per_year : a multiple of 12; cases use 12
    names : actors of all variants of the case, in the order of their rows; None: those of this scenario

    Raises
    ------
    ValueError
        If `steps_per_year` is not a multiple of 12.
    """
    if steps_per_year < 12 or steps_per_year % 12:
        raise ValueError(f"steps_per_year: must be a multiple of 12 (got {steps_per_year})")
    clock = clock_of(scenario, steps_per_year)
    roster = Roster(tuple(scenario.actors if names is None else names))
    actors = [scenario.actors.get(each, _ABSENT) for each in roster.names]
    countries = list(dict.fromkeys([a.country for a in actors] + [v.country for v in scenario.venues.values()]))
    country = np.array([countries.index(a.country) for a in actors], dtype=np.intp)
    edges, venues = potential_edges(country), _venues(scenario, countries, roster)
    pairs, decisions = _pairs(scenario, venues, roster), dated.decisions(scenario, clock, venues, roster)
    return s.Setting(
        scenario=name,
        variant=variant,
        dt=1.0 / steps_per_year,
        n_steps=clock.n_steps,
        start_year=clock.start.year + (clock.start.month - 1) / 12.0,
        months=tuple(clock.label(t) for t in range(clock.n_steps)),
        reference_step=clock.after(scenario.reference or scenario.period.start) - 1,
        actors=roster.names,
        issues=tuple(scenario.issues),
        countries=tuple(countries),
        coupled=_coupled(scenario),
        country=country,
        edges=edges,
        forums=dated.forums(scenario, clock, roster),
        pairs=pairs,
        venues=venues,
        decisions=decisions,
        n_blocs=sum(len(d.blocs) for d in decisions),
        ideas=dated.ideas(scenario, clock, pairs, roster),
        calendar=dated.calendar(scenario, clock, roster),
        barriers=dated.barriers(scenario, clock, edges, roster),
        **_coded(scenario, actors),
    )


def _coded(scenario: Scenario, actors: list[Actor]) -> dict[str, Floats]:
    """What the coder gave each issue, (issue,), each actor, (actor,), and each actor on each issue, (issue, actor)."""
    issues = list(scenario.issues)
    tiers = [issue.tier for issue in scenario.issues.values()]
    return {
        "tier_weight": np.array([TIER_WEIGHT[tier] for tier in tiers]),
        "tier_multiple": np.array([TIER_MULTIPLE[tier] for tier in tiers]),
        "position": np.array([[a.positions.get(k, 0.0) for a in actors] for k in issues], dtype=float),
        "salience": np.array([[a.saliences.get(k, 0.0) for a in actors] for k in issues], dtype=float),
        "capability": np.array([a.capability for a in actors], dtype=float),
        "size": np.array([a.size for a in actors], dtype=float),
    }


def _coupled(scenario: Scenario) -> tuple[tuple[tuple[int, int], ...], ...]:
    issues = list(scenario.issues)
    partners: dict[str, list[tuple[int, int]]] = {k: [] for k in issues}
    for link in scenario.coupling:
        first, second = link.issues
        partners[first].append((issues.index(second), link.sign))
        partners[second].append((issues.index(first), link.sign))
    return tuple(tuple(partners[k]) for k in issues)


def _venues(scenario: Scenario, countries: list[str], roster: Roster) -> s.Venues:
    venues = scenario.venues.values()
    issues = list(scenario.issues)
    openness = np.array(
        [
            [v.openness.get(k, 0.0) if isinstance(v.openness, dict) else float(v.openness) for v in venues]
            for k in issues
        ],
        dtype=float,
    ).reshape(len(issues), len(scenario.venues))
    return s.Venues(
        ids=tuple(scenario.venues),
        organ=np.array([roster.names.index(v.organ) if v.organ else -1 for v in venues], dtype=np.intp),
        country=np.array([countries.index(v.country) for v in venues], dtype=np.intp),
        is_medium=np.array([v.kind in MEDIA for v in venues], dtype=bool),
        openness=openness,
    )


def _pairs(scenario: Scenario, venues: s.Venues, roster: Roster) -> s.Pairs:
    """Pairs of an actor and a venue to which it has access."""
    rows: list[tuple[int, int, float]] = []
    for i, name in enumerate(roster.names):
        actor = scenario.actors.get(name, _ABSENT)
        for v, venue in enumerate(scenario.venues.values()):
            own = venue.country == actor.country
            letter = "foreign_legislature" if venue.kind == "legislature" and not own else venue.kind
            reachable = own or venue.kind in ("legislature", "international")
            access = actor.access.get(letter, 0) / 3.0 if reachable else 0.0
            if access > 0 and venue.organ != name and actor.role != "bloc":
                rows.append((i, v, access))
    actor_row = np.array([r[0] for r in rows], dtype=np.intp)
    venue_row = np.array([r[1] for r in rows], dtype=np.intp)
    is_medium = venues.is_medium[venue_row] if rows else np.zeros(0, dtype=bool)
    organ = np.where(is_medium, actor_row, venues.organ[venue_row]) if rows else actor_row
    by_venue = np.lexsort((actor_row, venue_row))
    return s.Pairs(
        actor=actor_row,
        venue=venue_row,
        organ=np.asarray(organ, dtype=np.intp),
        is_medium=is_medium,
        access=np.array([r[2] for r in rows], dtype=float),
        starts=_firsts(actor_row),
        actors=actor_row[_firsts(actor_row)],
        by_venue=by_venue,
        venue_starts=_firsts(venue_row[by_venue]),
        venues=venue_row[by_venue][_firsts(venue_row[by_venue])],
    )


def _firsts(values: s.Rows) -> s.Rows:
    """Rows at which a sorted array takes a new value."""
    if len(values) == 0:
        return np.zeros(0, dtype=np.intp)
    return np.flatnonzero(np.r_[True, values[1:] != values[:-1]])
