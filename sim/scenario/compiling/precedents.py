"""From the agreements and negotiations of a scenario to precedents of a Setting."""

from __future__ import annotations

import numpy as np

from sim.model.precedents import setting as s
from sim.scenario.compiling.agenda import provision_rows
from sim.scenario.compiling.dated import Clock
from sim.scenario.schema import Agreement, Negotiation, Scenario


def precedents(scenario: Scenario, clock: Clock) -> s.PrecedentSetting | None:
    """Agreements by date and all talks; None where no issue of any talks has a field."""
    treated = [entry for talks in scenario.negotiations.values() for entry in talks.issues.items()]
    fields = {issue for issue, each in treated if each.field is not None}
    if not fields:
        return None
    by_date = sorted(scenario.agreements.items(), key=lambda entry: clock.step(entry[1].date))
    named = [party for _, each in by_date for party in each.parties]
    named += [country for talks in scenario.negotiations.values() for country in parties_of(talks, scenario)]
    parties = tuple(dict.fromkeys(named))
    return s.PrecedentSetting(
        parties=parties,
        agreements=tuple(
            _agreement(name, row, each, scenario, clock, fields, parties) for row, (name, each) in enumerate(by_date)
        ),
        talks=tuple(_talks(name, talks, scenario, clock, parties) for name, talks in scenario.negotiations.items()),
    )


def parties_of(talks: Negotiation, scenario: Scenario) -> list[str]:
    """Countries of the proposer and the partners of talks, each once."""
    return list(dict.fromkeys(scenario.actors[each].country for each in (talks.proposer, *talks.partners)))


def _agreement(
    name: str, row: int, each: Agreement, scenario: Scenario, clock: Clock, fields: set[str], parties: tuple[str, ...]
) -> s.Agreement:
    step, issues = clock.step(each.date), list(scenario.issues)
    is_known = [issue in each.provisions for issue in issues]
    is_drawn = np.array([issue in fields for issue in issues]) & (step >= 0)
    if scenario.agreement_provisions == "recorded":
        is_drawn &= ~np.array(is_known)
    return s.Agreement(
        id=name,
        row=row,
        step=step,
        parties=np.array([parties.index(each) for each in each.parties], dtype=np.intp),
        depth=float(each.depth),
        is_south=each.south,
        is_side=each.side,
        recorded=np.array([each.provisions.get(issue, 0.0) for issue in issues], dtype=float),
        is_drawn=is_drawn,
    )


def _talks(name: str, talks: Negotiation, scenario: Scenario, clock: Clock, parties: tuple[str, ...]) -> s.Talks:
    issues, decided, provision = list(scenario.issues), list(scenario.decisions), provision_rows(scenario)
    last = [clock.after(scenario.decisions[body].date) - 1 for body in talks.bodies]
    return s.Talks(
        id=name,
        parties=np.array([parties.index(each) for each in parties_of(talks, scenario)], dtype=np.intp),
        depth=0.0 if talks.depth is None else float(talks.depth),
        is_south=talks.south,
        issues=np.array([issues.index(issue) for issue in talks.issues], dtype=np.intp),
        provision=np.array([provision[name, issue] for issue in talks.issues], dtype=np.intp),
        has_field=np.array([each.field is not None for each in talks.issues.values()]),
        core_windows=tuple(clock.span(window.since, window.until) for window in talks.core_windows),
        bodies=np.array([decided.index(body) for body in talks.bodies], dtype=np.intp),
        passed_at=max(last, default=-1),
    )
