"""The names that a scenario defines, and whether what refers to one of them refers to something that is there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import reduce

from sim.scenario.keys.fields import ROLES, Base, Selector
from sim.scenario.keys.refs import IS_DISTINCT, REFERS_TO, noun
from sim.scenario.problem import Problem, nearest, suggest
from sim.scenario.reading.names import EACH, KEYS, Steps, paths
from sim.scenario.reading.node import Node, View
from sim.scenario.schema import Scenario
from sim.scenario.variants import BASELINE

Names = Mapping[str, Collection[str] | None]
"""The names that there are, by what a `Ref` is to; None, or nothing, where nothing can be held against a reference."""

Way = tuple[str | int, ...]

# `{ids: []}` is what an audience is when it is left out: nobody.
_NOBODY_IS_FINE = ("councils", EACH, "audience")


@dataclass(frozen=True, slots=True)
class Known:
    """Every name of a scenario, and its period; None where it is not readable, so that nothing is held against it.

    Attributes
    ----------
    names
        Those of every section, of countries, parties and roles, and the words that others lend.
    actors
        What selectors ask of each actor.
    start, end
        First and last day of the period.
    """

    names: Names
    actors: dict[str, dict[str, str | None]]
    start: dt.date | None
    end: dt.date | None

    @classmethod
    def of(cls, document: View, words: Mapping[str, Collection[str]]) -> Known:
        """Collect the names of a document, and add words."""
        actors = {name: _traits(actor) for name, actor in document["actors"].entries()}
        countries = [actor["country"] for actor in actors.values()]
        countries += [venue["country"].text for _, venue in document["venues"].entries()]
        sections = {to for _, to in paths(REFERS_TO) if to in Scenario.model_fields}
        names: dict[str, Collection[str] | None] = {to: _names(document, to) for to in sections}
        names |= {
            "countries": None if None in countries else dict.fromkeys(map(str, countries)),
            "home_countries": _given(actors, "country"),
            "parties": _given(actors, "party"),
            "roles": [role for roles in ROLES.values() for role in roles],
            "versions": None if names["variants"] is None else (BASELINE, *names["variants"]),
        }
        start, end = document["period"]["start"].day, document["period"]["end"].day
        is_ordered = start is None or end is None or month(start) <= month(end)
        return cls({**names, **words}, actors, start if is_ordered else None, end if is_ordered else None)

    def has(self, to: str, name: str | None) -> bool:
        """Whether a name is known to be there."""
        return name is not None and name in (self.names[to] or ())


def _traits(actor: View) -> dict[str, str | None]:
    """Give what selectors ask of an actor; None for what cannot be read."""
    traits = {key: actor[key].text for key in ("kind", "role", "country", "party")}
    return traits if traits["kind"] in ROLES else {**traits, "kind": None, "role": None}


def _names(document: View, section: str) -> dict[str, None] | None:
    """Give the names in a section, or None if it is no mapping, misspelled, or left out against the rules."""
    table = document[section]
    if table.node is not None:
        return dict.fromkeys(table.node.value) if isinstance(table.node.value, dict) else None
    return {} if lacks(document, section, Scenario) and not Scenario.model_fields[section].is_required() else None


def lacks(holder: View, key: str, model: type[Base]) -> bool:
    """Whether a mapping is without a key; a misspelled one is told by the schema, and counts as there."""
    if holder.node is None or not isinstance(holder.node.value, dict) or holder[key].node is not None:
        return False
    others = [name for name, _ in holder.entries() if name not in model.model_fields]
    return not any(nearest(other, model.model_fields) == key for other in others)


def month(day: dt.date) -> tuple[int, int]:
    """Give year and month: cases step by month, so that days within one do not differ."""
    return day.year, day.month


def unknown_names(
    view: View, names: Names, model: type[Base] = Scenario, within: Collection[str] | None = None
) -> Iterator[Problem]:
    """Find every reference of a document, or of a part that is a model, to something that is not there.

    Parameters
    ----------
    within
        Keys of the document that are looked at; None: all.
    """
    for steps, to in paths(REFERS_TO, model):
        there = names.get(to)
        if there is None or not (within is None or steps[0] in within):
            continue
        for way, text in _texts(view.node, steps):
            if text not in there:
                spot, message = _at(view, way), f"unknown {noun(to)} {text!r}{suggest(text, there)}"
                if steps[-1] != KEYS:
                    yield spot.problem(message)
                elif isinstance(spot.location.column, int):  # a column's name is told once, for the header
                    yield spot.key_problem(message)


def repeated_names(
    view: View, model: type[Base] = Scenario, within: Collection[str] | None = None
) -> Iterator[Problem]:
    """Find what stands more than once in a list where it may stand once; `within` as in `unknown_names`."""
    for steps, _ in paths(IS_DISTINCT, model):
        if not (within is None or steps[0] in within):
            continue
        seen: set[tuple[Way, str]] = set()
        for way, text in _texts(view.node, (*steps, EACH)):
            if (way[:-1], text) in seen:
                yield _at(view, way).problem(f"names {text!r} a second time")
            seen.add((way[:-1], text))


def _texts(node: Node | None, steps: Steps) -> Iterator[tuple[Way, str]]:
    """Give the texts at the end of a path, each with the way to it."""
    for way, end in _ends(node, steps):
        text = way[-1] if steps[-1:] == (KEYS,) else end.value
        if isinstance(text, str):
            yield way, text


def _ends(node: Node | None, steps: Steps, way: Way = ()) -> Iterator[tuple[Way, Node]]:
    """Walk a path through a document: what it ends at, each with the way to it."""
    if node is None:
        return
    value, step = node.value, steps[0] if steps else None
    if step is None:
        yield way, node
    elif isinstance(value, dict) and step in (EACH, KEYS):
        for key, child in value.items():
            yield from _ends(child, steps[1:], (*way, key))
    elif isinstance(value, list) and step == EACH:
        for index, child in enumerate(value):
            yield from _ends(child, steps[1:], (*way, index))
    elif isinstance(value, dict) and step in value:
        yield from _ends(value[step], steps[1:], (*way, step))


def _at(view: View, way: Way) -> View:
    return reduce(View.__getitem__, way, view)


def selected(selector: View, known: Known) -> list[str] | None:
    """Give the actors that meet every key of a selector, or may do so once they are readable.

    Returns
    -------
    list[str] | None
        None if it is not there or not readable, or has a name that is not there.
    """
    if selector.node is None or not isinstance(selector.node.value, dict):
        return None
    if any(True for _ in unknown_names(selector, known.names, Selector)):
        return None
    keys = [key for key in ("kind", "role", "country", "party") if selector[key].is_given]
    wanted = {key: {each.text for each in selector[key].elements()} for key in keys}
    ids = {each.text for each in selector["ids"].elements()} if selector["ids"].is_given else None
    return [
        name
        for name, actor in known.actors.items()
        if (ids is None or name in ids) and all(_may_be(actor, key, values) for key, values in wanted.items())
    ]


def _may_be(actor: Mapping[str, str | None], key: str, values: Collection[str | None]) -> bool:
    return actor[key] in values or (actor[key] is None and key != "party")


def _given(actors: Mapping[str, Mapping[str, str | None]], key: str) -> list[str] | None:
    """Give what the actors' rows say under a key; None if none says anything, as when the column is missing."""
    return list(dict.fromkeys(value for actor in actors.values() if (value := actor[key]))) or None


def check_selectors(document: View, known: Known, within: Collection[str] | None = None) -> Iterator[Problem]:
    """Check that every selector selects somebody; `within` as in `unknown_names`."""
    for steps, title in paths("title"):
        if title != Selector.__name__ or not (within is None or steps[0] in within):
            continue
        for way, _ in _ends(document.node, steps):
            selector = _at(document, way)
            ids = selector["ids"].node
            is_nobody = steps == _NOBODY_IS_FINE and ids is not None and ids.value == []
            if known.actors and selected(selector, known) == [] and not is_nobody:
                yield selector.key_problem("selects nobody: no actor meets all of its keys")
