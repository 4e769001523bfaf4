"""The dated part of a Setting: clock, calendar of events, ties and arrivals, forums, barriers, leverage."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from sim.model import setting as s
from sim.model.state import Flags, Floats, Rows
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
        return -1 if name is None else self.names.index(name)

    def rows(self, names: list[str]) -> Rows:
        """Rows of some actors."""
        return np.array([self.names.index(name) for name in names], dtype=np.intp)

    def chosen(self, scenario: Scenario, selector: Selector) -> Rows:
        """Rows of the actors that a selector means; actors of other variants are never among them."""
        return self.rows(chosen(scenario.actors, selector))


def forums(scenario: Scenario, clock: Clock, edges: s.Edges, roster: Roster) -> tuple[s.Forum, ...]:
    """Forums as flags of the edges between their participants."""
    found = []
    for name, forum in scenario.forums.items():
        members = roster.chosen(scenario, forum.participants)
        joins = np.isin(edges.source, members) & np.isin(edges.target, members)
        found.append(s.Forum(name, clock.step(forum.since), clock.after(forum.until or forum.since), joins))
    return tuple(found)


def acquainted(scenario: Scenario, roster: Roster) -> Flags | None:
    """Who can ever be tied to whom, (actor, actor); None: everybody to everybody else."""
    if scenario.potential_ties == "anybody":
        return None
    known = np.zeros((len(roster.names), len(roster.names)), dtype=bool)
    groups = [roster.chosen(scenario, forum.participants) for forum in scenario.forums.values()]
    groups += [roster.rows([tie.actor, tie.partner]) for tie in scenario.ties]
    for group in groups:
        known[np.ix_(group, group)] = True
    return known


def calendar(scenario: Scenario, clock: Clock, edges: s.Edges, roster: Roster) -> dict[int, tuple[s.Dated, ...]]:
    """Dated changes by step: events, then arrivals and departures, then ties that close, then ties that open."""
    ties = _documented_ties(scenario, clock, edges, roster)
    in_order: list[tuple[int, s.Dated]] = [
        *_events(scenario, clock, roster),
        *_arrivals(scenario, clock, roster),
        *_together(
            [(until, s.TieChange(t.edges, opens=False)) for t, _, until in ties if until is not None and t.opens]
        ),
        *_together([(since, tie) for tie, since, _ in ties]),
    ]
    found: dict[int, list[s.Dated]] = defaultdict(list)
    for step, change in in_order:
        found[max(0, step)].append(change)
    return {step: tuple(changes) for step, changes in found.items()}


def _together(ties: list[tuple[int, s.TieChange]]) -> Iterator[tuple[int, s.TieChange]]:
    """Changes of one kind in one step as one, since each is a copy of all ties."""
    kinds: dict[tuple[int, bool | None], list[Rows]] = defaultdict(list)
    for step, tie in ties:
        kinds[max(0, step), tie.opens].append(tie.edges)
    for (step, opens), edges in kinds.items():
        yield step, s.TieChange(np.unique(np.concatenate(edges)), opens)


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
        row = roster.rows([name])
        if actor.active_from and clock.step(actor.active_from) > 0:
            yield 0, s.Arrival(row, is_active=False)
            yield clock.step(actor.active_from), s.Arrival(row, is_active=True)
        if actor.active_until:
            yield clock.step(actor.active_until), s.Arrival(row, is_active=False)


def _documented_ties(
    scenario: Scenario, clock: Clock, edges: s.Edges, roster: Roster
) -> list[tuple[s.TieChange, int, int | None]]:
    """Documented ties with the step from which both ends are active and, where it is given, their last."""
    ties = []
    for tie in scenario.ties:
        arrivals = [a.active_from for a in (scenario.actors[tie.actor], scenario.actors[tie.partner]) if a.active_from]
        since = max([0, *(clock.step(date) for date in ([tie.since] if tie.since else []) + arrivals)])
        until = clock.step(tie.until) if tie.until else None
        if until is not None and until <= since:
            continue
        ends = roster.rows([tie.actor, tie.partner])
        ties.append(
            (s.TieChange(edges.rows(ends, ends[::-1]), opens=True if tie.type == "alliance" else None), since, until)
        )
    return ties


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
