"""The indicator table: every outcome of a case, what it says, of whom, when, in which unit, and what rests on it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sim.experiments.report.blocks import DASH, Table
from sim.experiments.sensitivity.sentences import number
from sim.measures import VOTE
from sim.measures.units import UNIT_OF
from sim.scenario.schema import Outcome, Scenario, Selector
from sim.words import country as country_name
from sim.words import label, say, short_names


def indicators(scenario: Scenario, lang: str) -> Table:
    """A row an outcome, in the order of the case."""
    heads = ("outcomes", "report_outcome", "report_says", "report_of_whom", "report_when", "report_unit",
             "report_source")  # fmt: skip
    rows = tuple(
        (
            name,
            label(outcome.label, lang),
            f"{say(f'measure_{outcome.measure}', lang)} [{outcome.measure}]",
            arguments(scenario, outcome, lang),
            when(scenario, outcome, lang),
            say(f"unit_{UNIT_OF[outcome.measure]}", lang),
            sources(scenario, name),
        )
        for name, outcome in scenario.outcomes.items()
    )
    return Table(
        tuple("id" if key == "outcomes" else say(key, lang) for key in heads), rows,
        say("report_indicators_caption", lang), left=2, prose=(2, 3, 4, 5, 6),
    )  # fmt: skip


def arguments(scenario: Scenario, outcome: Outcome, lang: str) -> str:
    """Actors, places and issues that an outcome is read from."""
    parts = _titles(scenario, outcome, lang)
    if outcome.actors is not None:
        parts.append(who(scenario, outcome.actors, lang))
    for key, selector in (("others", outcome.others), ("versus", outcome.versus)):
        if selector is not None:
            parts.append(say(f"report_{key}", lang, who=who(scenario, selector, lang)))
    for key, venues in (("where", outcome.venues or outcome.places), ("elsewhere", outcome.other_venues)):
        if venues:
            parts.append(say(f"report_{key}", lang, where=", ".join(venues)))
    if outcome.tactic:
        parts.append(say("report_by_tactic", lang, tactic=say(f"tactic_{outcome.tactic}", lang)))
    if outcome.of:
        key, value = ("below", outcome.below) if outcome.above is None else ("above", outcome.above)
        title = label(scenario.outcomes[outcome.of].label, lang)
        parts.append(say(f"report_first_{key}", lang, of=title, value=number(value)))
    return "; ".join(parts)


def _titles(scenario: Scenario, outcome: Outcome, lang: str) -> list[str]:
    """What an outcome names of the case: a decision, talks, an idea, a council, a program, a country, an issue."""
    named = (
        scenario.decisions.get(outcome.decision or ""),
        scenario.negotiations.get(outcome.negotiation or ""),
        scenario.ideas.get(outcome.idea or ""),
        scenario.councils.get(outcome.council or ""),
        scenario.programs.get(outcome.program or ""),
        scenario.desks.get(outcome.desk or ""),
        scenario.courtship.get(outcome.courtship or ""),
        *(scenario.issues.get(name) for name in (outcome.issue or "", *(outcome.issues or ()))),
    )
    titles = [label(each.title, lang) for each in named if each is not None]
    return [*titles, country_name(outcome.country, lang)] if outcome.country else titles


def who(scenario: Scenario, selector: Selector, lang: str) -> str:
    """A selector in words: names, or what the actors have in common."""
    names = short_names(scenario, lang)
    words = (
        [names.get(each, each) for each in selector.ids or ()],
        [say(f"report_kind_{kind}", lang) for kind in _several(selector.kind)],
        _several(selector.role),
        _several(selector.party),
        [country_name(code, lang) for code in _several(selector.country)],
    )
    return "; ".join(", ".join(each) for each in words if each) or say("report_everybody", lang)


def _several(value: Any) -> list[str]:
    return [] if value is None else [value] if isinstance(value, str) else list(value)


def when(scenario: Scenario, outcome: Outcome, lang: str) -> str:
    """The month or window in which an outcome is read."""
    if outcome.since is not None and outcome.until is not None:
        return f"{_month(outcome.since)}{DASH}{_month(outcome.until)}"
    if outcome.date is not None:
        return _month(outcome.date)
    if outcome.measure in VOTE and outcome.decision:
        return say("report_at_vote", lang, date=_month(scenario.decisions[outcome.decision].date))
    return say("report_whole_run" if outcome.of else "report_last_month", lang)


def _month(date: dt.date) -> str:
    return f"{date:%Y-%m}"


def sources(scenario: Scenario, outcome: str) -> str:
    """Claims that an outcome bears out or refutes, with their sources."""
    parts = [f"{' '.join(claim.of)}: {claim.source}" for claim in scenario.claims.values() if claim.outcome == outcome]
    return "; ".join(dict.fromkeys(parts)) or "-"
