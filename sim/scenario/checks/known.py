"""The names that a scenario defines, and how a reference to one of them is checked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from sim.scenario.keys.fields import ROLES, Base
from sim.scenario.problem import Problem, nearest, suggest
from sim.scenario.reading.node import View
from sim.scenario.schema import Scenario


@dataclass(frozen=True, slots=True)
class Known:
    """Every name of a scenario, and its period; None where it is not readable, so that nothing is held against it."""

    actors: dict[str, dict[str, str | None]]
    issues: tuple[str, ...] | None
    venues: tuple[str, ...] | None
    decisions: tuple[str, ...] | None
    negotiations: tuple[str, ...] | None
    ideas: tuple[str, ...] | None
    places: tuple[str, ...] | None
    councils: tuple[str, ...] | None
    programs: tuple[str, ...] | None
    desks: tuple[str, ...] | None
    courtships: tuple[str, ...] | None
    shocks: tuple[str, ...] | None
    outcomes: tuple[str, ...] | None
    variants: tuple[str, ...] | None
    countries: tuple[str, ...] | None
    start: dt.date | None
    end: dt.date | None

    @classmethod
    def of(cls, document: View) -> Known:
        """Collect the names of a document."""
        actors = {name: _traits(actor) for name, actor in document["actors"].entries()}
        countries = [actor["country"] for actor in actors.values()]
        countries += [venue["country"].text for _, venue in document["venues"].entries()]
        start, end = document["period"]["start"].day, document["period"]["end"].day
        is_ordered = start is None or end is None or month(start) <= month(end)
        return cls(
            actors=actors,
            issues=_names(document, "issues"),
            venues=_names(document, "venues"),
            decisions=_names(document, "decisions"),
            negotiations=_names(document, "negotiations"),
            ideas=_names(document, "ideas"),
            places=_names(document, "places"),
            councils=_names(document, "councils"),
            programs=_names(document, "programs"),
            desks=_names(document, "desks"),
            courtships=_names(document, "courtship"),
            shocks=_names(document, "shocks"),
            outcomes=_names(document, "outcomes"),
            variants=_names(document, "variants"),
            countries=None if None in countries else tuple(dict.fromkeys(map(str, countries))),
            start=start if is_ordered else None,
            end=end if is_ordered else None,
        )


def _traits(actor: View) -> dict[str, str | None]:
    """Give what selectors ask of an actor; None for what cannot be read."""
    traits = {key: actor[key].text for key in ("kind", "role", "country", "party")}
    return traits if traits["kind"] in ROLES else {**traits, "kind": None, "role": None}


def _names(document: View, section: str) -> tuple[str, ...] | None:
    """Give the names in a section, or None if it is no mapping, misspelled, or left out against the rules."""
    table = document[section]
    if table.node is not None:
        return tuple(name for name, _ in table.entries()) if isinstance(table.node.value, dict) else None
    return () if lacks(document, section, Scenario) and not Scenario.model_fields[section].is_required() else None


def lacks(holder: View, key: str, model: type[Base]) -> bool:
    """Whether a mapping is without a key; a misspelled one is told by the schema, and counts as there."""
    if holder.node is None or not isinstance(holder.node.value, dict) or holder[key].node is not None:
        return False
    others = [name for name, _ in holder.entries() if name not in model.model_fields]
    return not any(nearest(other, model.model_fields) == key for other in others)


def month(day: dt.date) -> tuple[int, int]:
    """Give year and month: cases step by month, so that days within one do not differ."""
    return day.year, day.month


def unknown(reference: View, what: str, names: Collection[str] | None) -> Iterator[Problem]:
    """Check the text of a value, or each text of a list, against the names it may be; None: against nothing."""
    for each in reference.elements():
        if names is not None and each.text is not None and each.text not in names:
            yield each.problem(f"unknown {what} {each.text!r}{suggest(each.text, names)}")


def unknown_keys(table: View, what: str, names: Collection[str] | None) -> Iterator[Problem]:
    """Check the keys of a mapping against the names they may be; None: against nothing."""
    for name, each in table.entries():
        if names is not None and name not in names:
            yield each.key_problem(f"unknown {what} {name!r}{suggest(name, names)}")


def twice(references: View) -> Iterator[Problem]:
    """Find texts that stand more than once in a list."""
    seen: set[str] = set()
    for each in references.elements():
        if each.text in seen:
            yield each.problem(f"names {each.text!r} a second time")
        if each.text is not None:
            seen.add(each.text)


def selected(selector: View, known: Known) -> list[str]:
    """Give the actors that meet every key of a selector, or may do so once they are readable."""
    wanted = {
        key: {each.text for each in selector[key].elements()}
        for key in ("kind", "role", "country", "party")
        if selector[key].is_given
    }
    ids = {each.text for each in selector["ids"].elements()} if selector["ids"].is_given else None
    return [
        name
        for name, actor in known.actors.items()
        if (ids is None or name in ids) and all(_may_be(actor, key, values) for key, values in wanted.items())
    ]


def _may_be(actor: Mapping[str, str | None], key: str, values: Collection[str | None]) -> bool:
    return actor[key] in values or (actor[key] is None and key != "party")


def _given(known: Known, key: str) -> list[str] | None:
    """Give what the actors' rows say under a key; None if none says anything, as when the column is missing."""
    values = [actor[key] for actor in known.actors.values()]
    return list(dict.fromkeys(value for value in values if value)) or None


def check_selector(selector: View, known: Known) -> Iterator[Problem]:
    """Check the names in a selector, and that it selects somebody."""
    if selector.node is None or not isinstance(selector.node.value, dict):
        return
    problems = [
        *unknown(selector["ids"], "actor", known.actors),
        *unknown(selector["role"], "role", [role for roles in ROLES.values() for role in roles]),
        *unknown(selector["country"], "country", _given(known, "country")),
        *unknown(selector["party"], "party", _given(known, "party")),
    ]
    yield from problems
    if not problems and known.actors and not selected(selector, known):
        yield selector.key_problem("selects nobody: no actor meets all of its keys")
