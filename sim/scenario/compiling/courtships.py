"""From the courtships of a scenario to those of a Setting."""

from __future__ import annotations

import datetime as dt

import numpy as np

from sim.model.courtship import setting as s
from sim.model.state import Floats
from sim.scenario.compiling.dated import Clock, Roster
from sim.scenario.keys.courtships import Courtship, Visit
from sim.scenario.schema import Scenario


def courtships(scenario: Scenario, clock: Clock, roster: Roster, countries: list[str]) -> tuple[s.Courtship, ...]:
    """Courtships in the order of the file; so are the visits of each, whose rows follow those of the one before."""
    issues = list(scenario.issues)
    found: list[s.Courtship] = []
    first = 0
    for name, courtship in scenario.courtship.items():
        visits = tuple(
            _visit(key, first + row, visit, scenario, clock, roster)
            for row, (key, visit) in enumerate(courtship.visits.items())
        )
        first += len(visits)
        found.append(
            s.Courtship(
                id=name,
                row=len(found),
                patron=roster.row(courtship.patron),
                issues=np.array([issues.index(k) for k in courtship.issues], dtype=np.intp),
                skeptic_issue=issues.index(courtship.skeptic_issue),
                disclosure=_disclosure(courtship, clock),
                tension=_tension(scenario, courtship.partner, clock, countries),
                visits=visits,
            )
        )
    return tuple(found)


def _visit(name: str, row: int, visit: Visit, scenario: Scenario, clock: Clock, roster: Roster) -> s.Visit:
    return s.Visit(
        id=name,
        row=row,
        since=clock.step(visit.since),
        until=clock.after(visit.until or visit.since),
        invited=float(visit.invited),
        guests=roster.chosen(scenario, visit.guests),
        is_targeted=visit.targeting == "brokers",
        is_documented=visit.attendance == "documented",
    )


def _disclosure(courtship: Courtship, clock: Clock) -> Floats:
    """How far it is known, (step,) [0, 1]: from each date on its value, nothing before the first."""
    known = np.zeros(clock.n_steps)
    for each in sorted(courtship.disclosure, key=lambda each: each.date):
        known[max(0, clock.step(each.date)) :] = each.value
    return known


def _tension(scenario: Scenario, partner: str | None, clock: Clock, countries: list[str]) -> Floats:
    """How tense things are between each country and a partner, (step, country) [0, 1]; 0 where nothing is said.

    Between the dates of a pair it goes in a straight line; before the first and after the last it stays.
    """
    found = np.zeros((clock.n_steps, len(countries)))
    dated: dict[str, list[tuple[dt.date, float]]] = {}
    for row in scenario.tension:
        if partner in row.between:
            (other,) = (country for country in row.between if country != partner)
            dated.setdefault(other, []).append((row.date, row.value))
    for other, rows in dated.items():
        found[:, countries.index(other)] = clock.path(rows)
    return found
