"""The names that a scenario defines, and how a reference to one of them is checked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from sim.scenario.fields import ROLES
from sim.scenario.node import View
from sim.scenario.problem import Problem, suggest


@dataclass(frozen=True, slots=True)
class Known:
    """Every name of a scenario, and its period (None where it is not readable)."""

    actors: dict[str, dict[str, str | None]]
    issues: tuple[str, ...]
    venues: tuple[str, ...]
    decisions: tuple[str, ...]
    outcomes: tuple[str, ...]
    variants: tuple[str, ...]
    countries: tuple[str, ...]
    start: dt.date | None
    end: dt.date | None

    @classmethod
    def of(cls, document: View) -> Known:
        """Collect the names of a document."""
        actors = {
            name: {key: actor[key].text for key in ("kind", "role", "country", "party")}
            for name, actor in document["actors"].entries()
        }
        countries = [actor["country"] for actor in actors.values()]
        countries += [venue["country"].text for _, venue in document["venues"].entries()]
        start, end = document["period"]["start"].day, document["period"]["end"].day
        is_ordered = start is None or end is None or month(start) <= month(end)
        return cls(
            actors=actors,
            issues=_names(document["issues"]),
            venues=_names(document["venues"]),
            decisions=_names(document["decisions"]),
            outcomes=_names(document["outcomes"]),
            variants=_names(document["variants"]),
            countries=tuple(country for country in dict.fromkeys(countries) if country),
            start=start if is_ordered else None,
            end=end if is_ordered else None,
        )


def _names(table: View) -> tuple[str, ...]:
    return tuple(name for name, _ in table.entries())


def month(day: dt.date) -> tuple[int, int]:
    """Give year and month: cases step by month, so that days within one do not differ."""
    return day.year, day.month


def unknown(reference: View, what: str, names: Collection[str]) -> Iterator[Problem]:
    """Check the text of a value, or each text of a list, against the names it may be."""
    for each in reference.elements():
        if each.text is not None and each.text not in names:
            yield each.problem(f"unknown {what} {each.text!r}{suggest(each.text, names)}")


def unknown_keys(table: View, what: str, names: Collection[str]) -> Iterator[Problem]:
    """Check the keys of a mapping against the names they may be."""
    for name, each in table.entries():
        if name not in names:
            yield each.key_problem(f"unknown {what} {name!r}{suggest(name, names)}")


def selected(selector: View, known: Known) -> list[str]:
    """Give the actors that meet every key of a selector."""
    wanted = {
        key: {each.text for each in selector[key].elements()}
        for key in ("kind", "role", "country", "party")
        if selector[key].is_given
    }
    ids = {each.text for each in selector["ids"].elements()} if selector["ids"].is_given else None
    return [
        name
        for name, actor in known.actors.items()
        if (ids is None or name in ids) and all(actor[key] in values for key, values in wanted.items())
    ]


def check_selector(selector: View, known: Known) -> Iterator[Problem]:
    """Check the names in a selector, and that it selects somebody."""
    if selector.node is None or not isinstance(selector.node.value, dict):
        return
    parties = {actor["party"] for actor in known.actors.values() if actor["party"]}
    problems = [
        *unknown(selector["ids"], "actor", known.actors),
        *unknown(selector["role"], "role", [role for roles in ROLES.values() for role in roles]),
        *unknown(selector["country"], "country", {str(actor["country"]) for actor in known.actors.values()}),
        *unknown(selector["party"], "party", {str(party) for party in parties}),
    ]
    yield from problems
    if not problems and known.actors and not selected(selector, known):
        yield selector.key_problem("selects nobody: no actor meets all of its keys")
