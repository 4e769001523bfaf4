"""A case at a glance, as `run.py show` prints it."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sim.scenario.schema import Program, Regime, Scenario
from sim.words import full_names, label, say, standing


def case_page(scenario: Scenario, lang: str = "en", absent: Sequence[str] = ()) -> str:
    """A case at a glance, as text; `absent` are ids of actors that never enter."""
    period, names = scenario.period, full_names(scenario, lang)
    first, last = f"{period.start:%Y-%m}", f"{period.end:%Y-%m}"
    lines = [label(scenario.title, lang), standing(scenario, lang), ""]
    lines += [label(scenario.summary, lang), ""]
    lines.append(say("show_period", lang, first=first, last=last, n=len(scenario.ties)))
    lines += ["", say("show_issues", lang)]
    lines += [
        f"  {name:<14} {label(issue.title, lang)}: -1 {label(issue.negative, lang)}; +1 {label(issue.positive, lang)}"
        for name, issue in scenario.issues.items()
    ]
    for kind in dict.fromkeys(actor.kind for actor in scenario.actors.values()):
        lines += ["", say(f"show_kind_{kind}", lang)]
        lines += [
            f"  {a.id:<26} {a.country:<4} {say(f'role_{a.role}', lang):<12} {a.capability:g}  {names[a.id]}"
            for a in scenario.actors.values()
            if a.kind == kind
        ]
    lines += ["", say("show_absent", lang, names=", ".join(names[each] for each in absent))] if absent else []
    lines += _standing(scenario, lang)
    lines += ["", say("show_dated", lang), *(f"  {date}  {title}" for date, title in sorted(_lines(scenario, lang)))]
    lines += ["", say("show_variants", lang)]
    lines += [
        f"  {name:<24} {label(variant.title, lang)}" + (f" [{variant.file}]" if variant.file else "")
        for name, variant in scenario.variants.items()
    ]
    lines += ["", say("show_outcomes", lang)]
    lines += [f"  {name:<32} {label(outcome.label, lang)}" for name, outcome in scenario.outcomes.items()]
    return "\n".join(lines)


@dataclass(frozen=True)
class Dated:
    """Something of a case that has a date."""

    date: date
    kind: str  # event, vote, window, council, program, visit or key
    id: str
    title: str


def dated(scenario: Scenario, lang: str) -> Iterator[Dated]:
    """Everything dated that a reader of the case should know of, in no order."""
    for name, event in scenario.events.items():
        yield Dated(event.date, "event", name, label(event.title, lang))
    for name, decision in scenario.decisions.items():
        yield Dated(decision.date, "vote", name, label(decision.title, lang))
    for name, idea in scenario.ideas.items():
        for window in idea.windows:
            what = say("show_window", lang, title=label(idea.title, lang), month=f"{window.until:%Y-%m}")
            yield Dated(window.since, "window", name, what)
    for name, council in scenario.councils.items():
        for regime in council.regimes:
            what = say("show_regime", lang, title=label(council.title, lang), how=_how(regime, lang))
            yield Dated(regime.since, "council", name, what)
    for name, program in scenario.programs.items():
        yield Dated(program.since, "program", name, label(program.title, lang))
    for courtship in scenario.courtship.values():
        for name, visit in courtship.visits.items():
            people = say("show_invited", lang, n=f"{visit.invited:g}")
            yield Dated(visit.since, "visit", name, f"{label(visit.title, lang)}, {people}")


def key_dates(scenario: Scenario, lang: str, unlisted: Container[str] = ()) -> Iterator[Dated]:
    """Key dates but for those that are the same as something with a line of its own.

    Parameters
    ----------
    scenario
        The case.
    lang
        Language of the titles; a key date without one is called by its id.
    unlisted
        Ids of dated things that the list does not have.
    """
    for name, each in scenario.key_dates.items():
        if each.same_as is None or each.same_as in unlisted:
            title = label(each.title, lang) if each.title else say("show_key_date", lang, name=name.replace("_", " "))
            yield Dated(each.date, "key", name, title)


def _lines(scenario: Scenario, lang: str) -> Iterator[tuple[date, str]]:
    """What is dated, as lines, with the ids that something on the command line asks for."""
    listed = list(dated(scenario, lang))
    unlisted = {*scenario.shocks, *scenario.forums, *scenario.negotiations} - {each.id for each in listed}
    for each in [*listed, *key_dates(scenario, lang, unlisted)]:
        yield each.date, each.title if each.kind in ("event", "council", "key") else f"{each.title} [{each.id}]"


def _how(regime: Regime, lang: str) -> str:
    return say("show_how", lang, how=say(f"regime_{regime.type}", lang), n=regime.seats)


def _standing(scenario: Scenario, lang: str) -> list[str]:
    """Councils, programs, desks and courtships with what is coded of them."""
    names = full_names(scenario, lang)
    groups = {
        "councils": [
            f"  {name:<24} {label(each.title, lang)}: {'; '.join(_how(regime, lang) for regime in each.regimes)}"
            for name, each in scenario.councils.items()
        ],
        "programs": [_program(name, each, scenario, lang) for name, each in scenario.programs.items()],
        "desks": [
            f"  {name:<24} {label(each.title, lang)}: "
            + say("show_desk", lang, central=f"{each.central.hours:g}", local=f"{each.local.hours:g}")
            for name, each in scenario.desks.items()
        ],
        "courtship": [
            f"  {name:<24} {label(each.title, lang)} ({names[each.patron]})"
            for name, each in scenario.courtship.items()
        ],
    }
    return [line for kind, rows in groups.items() if rows for line in ("", say(f"show_{kind}", lang), *rows)]


def _program(name: str, program: Program, scenario: Scenario, lang: str) -> str:
    n = len(scenario.places if program.places is None else program.places)
    parts = [say("show_program", lang, host=full_names(scenario, lang)[program.host], n=n)]
    if program.claimed is not None:
        value = f"{program.claimed.value:g} {label(program.claimed.unit, lang)}"
        parts.append(say("show_claimed", lang, value=value))
    return f"  {name:<24} {label(program.title, lang)}: {'; '.join(parts)}"
