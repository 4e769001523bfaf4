"""Checks claims.csv: every claim once of a kind, and every path of it leading somewhere in the case as written."""

from __future__ import annotations

from collections.abc import Iterator

from sim.model.parameters import GROUPS, table
from sim.model.renamed import RENAMED, what_became_of
from sim.scenario.checks.known import lacks
from sim.scenario.problem import Problem, suggest
from sim.scenario.reading import names
from sim.scenario.reading.node import BROKEN, View
from sim.scenario.schema import Scenario

_NOT_HERE = ("format", "unscored", "claims")
SECTIONS = tuple(name for name in Scenario.model_fields if name not in _NOT_HERE)


def check_unscored(document: View) -> Iterator[Problem]:
    """Check that rows are not repeated, that inputs say where they stand, and that this exists."""
    first: dict[tuple[str, str], View] = {}
    for row in document["unscored"].elements():
        claim, kind, where, why = row["claim"], row["kind"], row["where"], row["why"]
        if claim.text is not None and kind.text is not None:
            key = (claim.text, kind.text)
            if key in first:
                yield claim.problem(f"duplicate {kind.text} (first at line {first[key].location.line})")
            first.setdefault(key, claim)
        if kind.text == "input" and where.node is not None and where.node.value == []:
            yield where.problem("must not be empty: an input says where it stands")
        if why.text is not None and "\n" in why.text:
            yield why.problem("must be one line")
        for path in where.elements():
            wrong = _wrong_with(document, path.text) if path.text is not None else ""
            if wrong:
                yield path.problem(f"{path.text!r} points nowhere: {wrong}")


def _wrong_with(document: View, path: str) -> str:
    """Say which part of a path is unknown; nothing if it leads somewhere, or if that cannot be told."""
    first, *rest = path.split(".")
    if path in RENAMED:
        return f"it {what_became_of(path)}"
    if first in GROUPS and (first not in SECTIONS or path in table()):
        return _wrong_with_parameter(first, rest)
    if first not in SECTIONS:
        return f"unknown name {first!r}{suggest(first, (*SECTIONS, *GROUPS))}"
    if document[first].node is None:
        return "" if not lacks(document, first, Scenario) else f"this case has no {first!r}"
    if first == "ties" and rest and not rest[0].isdigit():
        return _wrong_with_tie(document, rest)
    return _wrong_below(document[first], names.at([first]), rest)


def _wrong_with_parameter(group: str, rest: list[str]) -> str:
    """A whole group of parameters, or one of them."""
    known = [row.name for row in table().values() if row.mechanism == group]
    if not rest or (len(rest) == 1 and rest[0] in known):
        return ""
    return f"unknown parameter {'.'.join(rest)!r} of {group}{suggest('.'.join(rest), known)}"


def _wrong_with_tie(document: View, steps: list[str]) -> str:
    """A row between two actors, in either order, or a field of it."""
    actors = [name for name, _ in document["actors"].entries()]
    if len(steps) < 2:
        return "a tie has two ends: ties.<actor>.<partner>"
    for end in steps[:2]:
        if end not in actors:
            return f"unknown actor {end!r}{suggest(end, actors)}"
    rows = [row for row in document["ties"].elements() if {row["actor"].text, row["partner"].text} == {*steps[:2]}]
    if not rows:
        return f"no tie between {steps[0]!r} and {steps[1]!r}"
    found = [_wrong_below(row, names.at(["ties", "0"]), steps[2:]) for row in rows]
    return "" if "" in found else found[0]


def _wrong_below(view: View, branches: names.Branches, steps: list[str]) -> str:
    for number, step in enumerate(steps):
        value = view.node.value if view.node is not None else None
        if value is BROKEN:
            return ""
        if isinstance(value, list) and not (step.isdigit() and int(step) < len(value)):
            return f"unknown element {step!r}; {_count(len(value))}"
        if not isinstance(value, dict | list):
            return f"{[view.path, *steps][number]!r} has no part {step!r}"
        fixed = names.fields(branches)
        view, branches = view[int(step) if isinstance(value, list) else step], names.below(branches, step)
        if not view.is_given and step in fixed:
            return f"{step!r} is left out there"
        if not view.is_given:
            return f"unknown name {step!r}{suggest(step, [*value, *fixed])}"
    return ""


def _count(length: int) -> str:
    return f"elements count from 0 to {length - 1}" if length else "the list is empty"
