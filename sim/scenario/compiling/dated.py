"""The dated part of a Setting: clock, calendar of events, ties and arrivals, forums, barriers, leverage."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from sim.model import setting as s
from sim.model.core.network import edges_between, potential_edges
from sim.model.state import Floats, Rows
from sim.scenario.schema import ActorChange, Scenario, Selector
from sim.scenario.select import chosen


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

    def span(self, since: dt.date | None, until: dt.date | None) -> tuple[int, int]:
        """First step, and first step after; without a date from the start, or to the end."""
        return self.step(since) if since else 0, self.after(until) if until else self.n_steps

    def path(self, dated: Iterable[tuple[dt.date, float]]) -> Floats:
        """Values at some dates as a straight line between them, and flat before and after, (step,)."""
        steps, values = zip(*sorted((self.step(date), float(value)) for date, value in dated), strict=True)
        return np.interp(np.arange(self.n_steps), steps, values)

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


@dataclass(frozen=True)
class Roster:
    """Rows of actors: the union over a case's variants, so that a row, and with it its draws, is the same in each."""

    names: tuple[str, ...]

    def row(self, name: str | None) -> int:
        """Row of an actor; -1 for none."""
        return -1 if name is None else self._row[name]

    def rows(self, names: list[str]) -> Rows:
        """Rows of some actors."""
        return np.array([self._row[name] for name in names], dtype=np.intp)

    def chosen(self, scenario: Scenario, selector: Selector) -> Rows:
        """Rows of the actors that a selector means; actors of other variants are never among them."""
        return self.rows(chosen(scenario.actors, selector))

    @cached_property
    def _row(self) -> dict[str, int]:
        return {name: row for row, name in enumerate(self.names)}


def forums(scenario: Scenario, clock: Clock, edges: s.Edges, roster: Roster) -> tuple[s.Forum, ...]:
    """Forums as flags of the edges between their participants."""
    found = []
    for name, forum in scenario.forums.items():
        members = roster.chosen(scenario, forum.participants)
        joins = np.isin(edges.source, members) & np.isin(edges.target, members)
        found.append(s.Forum(name, *clock.span(forum.since, forum.until), joins))
    return tuple(found)


def potential_ties(scenario: Scenario, roster: Roster, country: Rows) -> s.Edges:
    """Who can ever be tied to whom: everybody to everybody else, or those listed together in a tie or a forum.

    Parameters
    ----------
    country : (actor,)
    """
    if scenario.potential_ties == "anybody":
        return potential_edges(country)
    first, second = _ends(scenario, roster)
    sources, targets = [first, second], [second, first]
    for forum in scenario.forums.values():
        group = roster.chosen(scenario, forum.participants)
        sources.append(np.repeat(group, len(group)))
        targets.append(np.tile(group, len(group)))
    return edges_between(country, np.concatenate(sources), np.concatenate(targets))


def _ends(scenario: Scenario, roster: Roster) -> tuple[Rows, Rows]:
    """Both ends of each documented tie, (tie,) each."""
    return roster.rows([tie.actor for tie in scenario.ties]), roster.rows([tie.partner for tie in scenario.ties])


def calendar(scenario: Scenario, clock: Clock, edges: s.Edges, roster: Roster) -> dict[int, tuple[s.Dated, ...]]:
    """Dated changes by step: events, then arrivals and departures, then ties that close, then ties that open."""
    first, second = _ends(scenario, roster)
    there = edges.rows(first, second)
    ties = list(_documented_ties(scenario, clock))
    in_order: list[tuple[int, s.Dated]] = [
        *_events(scenario, clock, roster),
        *_arrivals(scenario, clock, roster),
        *_together(((until, row, kind, False) for row, kind, _, until in ties if until is not None), there, edges),
        *_together(((since, row, kind, True) for row, kind, since, _ in ties), there, edges),
    ]
    found: dict[int, list[s.Dated]] = defaultdict(list)
    for step, change in in_order:
        found[max(0, step)].append(change)
    return {step: tuple(changes) for step, changes in found.items()}


def _together(
    ties: Iterable[tuple[int, int, str, bool]], there: Rows, edges: s.Edges
) -> Iterator[tuple[int, s.TieChange]]:
    """Changes of one kind in one step as one, since each is a copy of all ties.

    Parameters
    ----------
    ties : step, row and type of the tie, and whether it opens
    there : (tie,) the edge of each tie
    """
    kinds: dict[tuple[int, bool, bool], list[int]] = defaultdict(list)
    for step, row, kind, opens in ties:
        kinds[max(0, step), opens, kind != "contact"].append(row)
    for (step, opens, is_alliance), rows in kinds.items():
        yield step, s.TieChange(_both_ways(there[rows], edges), opens, is_alliance)


def _both_ways(one_way: Rows, edges: s.Edges) -> Rows:
    return np.unique(np.concatenate([one_way, edges.reverse[one_way]]))


def _events(scenario: Scenario, clock: Clock, roster: Roster) -> Iterator[tuple[int, s.Dated]]:
    issues, venues = list(scenario.issues), list(scenario.venues)
    for name, event in sorted(scenario.events.items(), key=lambda item: item[1].date):
        for change in event.changes:
            if isinstance(change, ActorChange):
                rows = roster.chosen(scenario, change.actors)
            else:
                rows = np.array([venues.index(v) for v in change.venues], dtype=np.intp)
            issue = issues.index(change.issue) if change.issue else None
            yield clock.step(event.date), s.Change(name, change.field, rows, issue, float(change.value))


def _arrivals(scenario: Scenario, clock: Clock, roster: Roster) -> Iterator[tuple[int, s.Dated]]:
    absent = [name for name in roster.names if name not in scenario.actors]
    if absent:
        yield 0, s.Arrival(roster.rows(absent), is_active=False)
    for name, actor in scenario.actors.items():
        if not actor.active_from and not actor.active_until:
            continue
        row = roster.rows([name])
        if actor.active_from and clock.step(actor.active_from) > 0:
            yield 0, s.Arrival(row, is_active=False)
            yield clock.step(actor.active_from), s.Arrival(row, is_active=True)
        if actor.active_until:
            yield clock.step(actor.active_until), s.Arrival(row, is_active=False)


def _documented_ties(scenario: Scenario, clock: Clock) -> Iterator[tuple[int, str, int, int | None]]:
    """Row and type of documented ties, the step from which both ends are active and, where it is given, their last.

    A tie that is over before that is left out.
    """
    for row, tie in enumerate(scenario.ties):
        arrivals = [a.active_from for a in (scenario.actors[tie.actor], scenario.actors[tie.partner]) if a.active_from]
        since = max([0, *(clock.step(date) for date in ([tie.since] if tie.since else []) + arrivals)])
        until = clock.step(tie.until) if tie.until else None
        if until is None or until > since:
            yield row, tie.type, since, until


def bonds(scenario: Scenario, clock: Clock, edges: s.Edges, roster: Roster) -> tuple[s.Bond, ...]:
    """Alliances that do not lapse: structural ones, and those whose end is documented, until then."""
    there, spans = edges.rows(*_ends(scenario, roster)), defaultdict(list)
    for row, kind, since, until in _documented_ties(scenario, clock):
        if kind == "structural" or (kind == "alliance" and until is not None):
            spans[since, clock.n_steps if until is None else until].append(row)
    found = []
    for (since, until), rows in sorted(spans.items()):
        bound = np.zeros(len(edges), dtype=bool)
        bound[_both_ways(there[rows], edges)] = True
        found.append(s.Bond(since, until, bound))
    return tuple(found)


def barriers(scenario: Scenario, clock: Clock, edges: s.Edges, roster: Roster) -> tuple[s.Barrier, ...]:
    """Barriers as flags of edges."""
    found = []
    for barrier in scenario.barriers.values():
        one, other = (np.zeros(len(roster.names), dtype=bool) for _ in range(2))
        one[roster.chosen(scenario, barrier.between)] = True
        other[roster.chosen(scenario, barrier.and_)] = True
        closed = (one[edges.source] & other[edges.target]) | (other[edges.source] & one[edges.target])
        if barrier.cross_border:
            closed &= edges.crosses_border
        found.append(s.Barrier(*clock.span(barrier.since, barrier.until), closed))
    return tuple(found)


def leverage(scenario: Scenario, clock: Clock, countries: list[str]) -> Floats:
    """How far each country depends on each other one, (step, country, country) of the first over the second [0, 1].

    Between the dates of a pair it goes in a straight line; before the first and after the last it stays.
    """
    found = np.zeros((clock.n_steps, len(countries), len(countries)))
    for pair in dict.fromkeys((row.by, row.over) for row in scenario.leverage):
        by, over = (countries.index(country) for country in pair)
        found[:, by, over] = clock.path((r.date, r.value) for r in scenario.leverage if (r.by, r.over) == pair)
    return found
