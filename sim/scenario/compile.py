"""From a Scenario to the arrays of a Setting."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np

from sim import setting as s
from sim.core.network import edge_rows, potential_edges
from sim.scenario.schema import ActorChange, Scenario, Subordinate
from sim.scenario.select import chosen

TIER_WEIGHT = {"deep_core": 4.0, "policy_core": 2.0, "secondary": 1.0}
TIER_MULTIPLE = {"deep_core": 0.2, "policy_core": 1.0, "secondary": 3.0}
MEDIA = ("press", "street", "digital")


@dataclass(frozen=True)
class Clock:
    """Turns dates into steps."""

    start: dt.date
    steps_per_month: int
    n_steps: int

    def step(self, date: dt.date) -> int:
        """First step of the month of a date; negative before the start."""
        months = (date.year - self.start.year) * 12 + date.month - self.start.month
        return months * self.steps_per_month

    def after(self, date: dt.date) -> int:
        """First step after the month of a date."""
        return self.step(date) + self.steps_per_month

    def label(self, step: int) -> str:
        """Month of a step, such as 1993-11."""
        month = self.start.month - 1 + step // self.steps_per_month
        return f"{self.start.year + month // 12}-{month % 12 + 1:02d}"


def clock_of(scenario: Scenario, steps_per_year: int = 12) -> Clock:
    """The clock of a scenario; more than 12 steps a year serve the test that the step's length does not matter."""
    start, end = scenario.period.start, scenario.period.end
    per_month = steps_per_year // 12
    months = (end.year - start.year) * 12 + end.month - start.month + 1
    return Clock(start, per_month, months * per_month)


def compile_setting(
    scenario: Scenario, name: str = "scenario", variant: str = "baseline", steps_per_year: int = 12
) -> s.Setting:
    """Compile a checked scenario.

    Parameters
    ----------
    steps_per_year : a multiple of 12; cases use 12

    Raises
    ------
    ValueError
        If `steps_per_year` is not a multiple of 12.
    """
    if steps_per_year < 12 or steps_per_year % 12:
        raise ValueError(f"steps_per_year: must be a multiple of 12 (got {steps_per_year})")
    clock = clock_of(scenario, steps_per_year)
    actors = list(scenario.actors.values())
    issues = list(scenario.issues)
    countries = list(dict.fromkeys([a.country for a in actors] + [v.country for v in scenario.venues.values()]))
    country = np.array([countries.index(a.country) for a in actors], dtype=np.intp)
    edges = potential_edges(country)
    venues = _venues(scenario, countries)
    reference = clock.step(scenario.reference or scenario.period.start) + clock.steps_per_month - 1
    decisions = _decisions(scenario, clock, venues)
    tiers = [scenario.issues[k].tier for k in issues]
    return s.Setting(
        scenario=name,
        variant=variant,
        dt=1.0 / steps_per_year,
        n_steps=clock.n_steps,
        start_year=clock.start.year + (clock.start.month - 1) / 12.0,
        months=tuple(clock.label(t) for t in range(clock.n_steps)),
        reference_step=reference,
        actors=tuple(scenario.actors),
        issues=tuple(issues),
        countries=tuple(countries),
        tier_weight=np.array([TIER_WEIGHT[t] for t in tiers]),
        tier_multiple=np.array([TIER_MULTIPLE[t] for t in tiers]),
        coupled=_coupled(scenario),
        position=np.array([[a.positions.get(k, 0.0) for a in actors] for k in issues], dtype=float),
        salience=np.array([[a.saliences.get(k, 0.0) for a in actors] for k in issues], dtype=float),
        capability=np.array([a.capability for a in actors], dtype=float),
        size=np.array([a.size for a in actors], dtype=float),
        dispersion=np.array([a.dispersion for a in actors], dtype=float),
        country=country,
        edges=edges,
        forums=_forums(scenario, clock, len(actors)),
        pairs=_pairs(scenario, venues),
        venues=venues,
        decisions=decisions,
        n_blocs=sum(len(d.blocs) for d in decisions),
        calendar=_calendar(scenario, clock),
        barriers=_barriers(scenario, clock, edges),
    )


def _rows(scenario: Scenario, names: list[str]) -> s.Rows:
    row = {name: i for i, name in enumerate(scenario.actors)}
    return np.array([row[name] for name in names], dtype=np.intp)


def _coupled(scenario: Scenario) -> tuple[tuple[tuple[int, int], ...], ...]:
    issues = list(scenario.issues)
    partners: dict[str, list[tuple[int, int]]] = {k: [] for k in issues}
    for link in scenario.coupling:
        first, second = link.issues
        partners[first].append((issues.index(second), link.sign))
        partners[second].append((issues.index(first), link.sign))
    return tuple(tuple(partners[k]) for k in issues)


def _venues(scenario: Scenario, countries: list[str]) -> s.Venues:
    venues = scenario.venues.values()
    actors, issues = list(scenario.actors), list(scenario.issues)
    openness = np.array(
        [
            [v.openness.get(k, 0.0) if isinstance(v.openness, dict) else float(v.openness) for v in venues]
            for k in issues
        ],
        dtype=float,
    ).reshape(len(issues), len(scenario.venues))
    return s.Venues(
        ids=tuple(scenario.venues),
        organ=np.array([actors.index(v.organ) if v.organ else -1 for v in venues], dtype=np.intp),
        country=np.array([countries.index(v.country) for v in venues], dtype=np.intp),
        is_medium=np.array([v.kind in MEDIA for v in venues], dtype=bool),
        openness=openness,
    )


def _pairs(scenario: Scenario, venues: s.Venues) -> s.Pairs:
    """Pairs of actor and venue with access, or with the floor of the own executive and legislature."""
    rows: list[tuple[int, int, float, bool]] = []
    for i, (name, actor) in enumerate(scenario.actors.items()):
        for v, venue in enumerate(scenario.venues.values()):
            own = venue.country == actor.country
            letter = "foreign_legislature" if venue.kind == "legislature" and not own else venue.kind
            reachable = own or venue.kind in ("legislature", "international")
            access = actor.access.get(letter, 0) / 3.0 if reachable else 0.0
            floor = own and venue.kind in ("executive", "legislature")
            if (access > 0 or floor) and venue.organ != name and actor.role != "bloc":
                rows.append((i, v, access, floor))
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
        has_floor=np.array([r[3] for r in rows], dtype=bool),
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


def _forums(scenario: Scenario, clock: Clock, n_actors: int) -> tuple[s.Forum, ...]:
    forums = []
    for name, forum in scenario.forums.items():
        members = _rows(scenario, chosen(scenario.actors, forum.participants))
        first, second = np.repeat(members, len(members)), np.tile(members, len(members))
        apart = first != second
        edges = edge_rows(first[apart], second[apart], n_actors)
        forums.append(s.Forum(name, clock.step(forum.since), clock.after(forum.until or forum.since), edges))
    return tuple(forums)


def _decisions(scenario: Scenario, clock: Clock, venues: s.Venues) -> tuple[s.Decision, ...]:
    actors, issues = list(scenario.actors), list(scenario.issues)
    organs = venues.organ.tolist()
    decisions, next_row = [], 0
    for row, (name, decision) in enumerate(scenario.decisions.items()):
        governing = scenario.actors[decision.executive].party if decision.executive else None
        blocs = []
        for bloc_name, seats in decision.chamber.items():
            i, party = actors.index(bloc_name), scenario.actors[bloc_name].party
            quantiles = [NormalDist().inv_cdf((member + 0.5) / seats.members) for member in range(seats.members)]
            blocs.append(
                s.Bloc(
                    row=next_row,
                    actor=i,
                    venue=organs.index(i) if i in organs else -1,
                    members=seats.members,
                    offsets=np.array(quantiles),
                    endorsed=float(seats.endorsed),
                    constituency=float(seats.constituency),
                    is_governing=party is not None and party == governing,
                    party=party or bloc_name,
                )
            )
            next_row += 1
        rule = decision.rule
        decisions.append(
            s.Decision(
                id=name,
                row=row,
                step=clock.step(decision.date),
                pending_from=clock.step(decision.pending_from),
                executive=actors.index(decision.executive) if decision.executive else -1,
                issues=np.array([issues.index(k) for k in decision.proposal], dtype=np.intp),
                status_quo=np.array([p.status_quo for p in decision.proposal.values()], dtype=float),
                proposed=np.array([p.proposed for p in decision.proposal.values()], dtype=float),
                blocs=tuple(blocs),
                rule=rule.type,
                discipline=float(rule.discipline),
                coalition_share=float(rule.coalition_share) if isinstance(rule, Subordinate) else 1.0,
            )
        )
    return tuple(decisions)


def _calendar(scenario: Scenario, clock: Clock) -> dict[int, tuple[s.Dated, ...]]:
    """Dated changes by step: events, then arrivals and departures, then ties that close and that open."""
    dated: dict[int, list[s.Dated]] = defaultdict(list)
    issues, venues = list(scenario.issues), list(scenario.venues)
    for name, event in sorted(scenario.events.items(), key=lambda item: item[1].date):
        for change in event.changes:
            if isinstance(change, ActorChange):
                rows = _rows(scenario, chosen(scenario.actors, change.actors))
            else:
                rows = np.array([venues.index(v) for v in change.venues], dtype=np.intp)
            issue = issues.index(change.issue) if change.issue else None
            dated[max(0, clock.step(event.date))].append(s.Change(name, change.field, rows, issue, float(change.value)))
    for i, actor in enumerate(scenario.actors.values()):
        row = np.array([i], dtype=np.intp)
        if actor.active_from and clock.step(actor.active_from) > 0:
            dated[0].append(s.Arrival(row, is_active=False))
            dated[clock.step(actor.active_from)].append(s.Arrival(row, is_active=True))
        if actor.active_until:
            dated[max(0, clock.step(actor.active_until))].append(s.Arrival(row, is_active=False))
    opened: dict[int, list[s.Dated]] = defaultdict(list)
    for tie, since, until in _dated_ties(scenario, clock):
        opened[since].append(tie)
        if until is not None and tie.opens:
            dated[until].append(s.TieChange(tie.edges, opens=False))
    for step, ties in opened.items():
        dated[step].extend(ties)
    return {step: tuple(changes) for step, changes in dated.items()}


def _dated_ties(scenario: Scenario, clock: Clock) -> list[tuple[s.TieChange, int, int | None]]:
    """Documented ties with the step from which both ends are on the stage and, where it is given, their last."""
    row = {name: i for i, name in enumerate(scenario.actors)}
    ties = []
    for tie in scenario.ties:
        arrivals = [a.active_from for a in (scenario.actors[tie.actor], scenario.actors[tie.partner]) if a.active_from]
        since = max([0, *(clock.step(date) for date in ([tie.since] if tie.since else []) + arrivals)])
        until = clock.step(tie.until) if tie.until else None
        if until is not None and until <= since:
            continue
        ends = np.array([row[tie.actor], row[tie.partner]], dtype=np.intp)
        edges = edge_rows(ends, ends[::-1], len(scenario.actors))
        ties.append((s.TieChange(edges, opens=True if tie.type == "alliance" else None), since, until))
    return ties


def _barriers(scenario: Scenario, clock: Clock, edges: s.Edges) -> tuple[s.Barrier, ...]:
    barriers = []
    for barrier in scenario.barriers.values():
        one, other = np.zeros(len(scenario.actors), dtype=bool), np.zeros(len(scenario.actors), dtype=bool)
        one[_rows(scenario, chosen(scenario.actors, barrier.between))] = True
        other[_rows(scenario, chosen(scenario.actors, barrier.and_))] = True
        closed = (one[edges.source] & other[edges.target]) | (other[edges.source] & one[edges.target])
        if barrier.cross_border:
            closed &= edges.crosses_border
        since = clock.step(barrier.since) if barrier.since else 0
        until = clock.after(barrier.until) if barrier.until else clock.n_steps
        barriers.append(s.Barrier(since, until, closed))
    return tuple(barriers)
