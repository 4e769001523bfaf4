"""Checks that every program has somewhere to open, and that governments decide at desks."""

from __future__ import annotations

from collections.abc import Iterator

from sim.scenario.checks.known import Known, selected
from sim.scenario.problem import Problem
from sim.scenario.reading.node import View


def check_programs(document: View, known: Known) -> Iterator[Problem]:
    """Check places and pilots of every program."""
    for _, program in document["programs"].entries():
        yield from _check_places(program, known)


def _check_places(program: View, known: Known) -> Iterator[Problem]:
    places, pilots = program["places"], program["pilots"]
    if places.is_given and not list(places.elements()):
        yield places.problem("must not be empty: a program has a place at least")
    elif not places.is_given and known.names["places"] == {}:
        yield program.key_problem("has nowhere to open: the case has no places (places.csv)")
    elif places.is_given:
        able = {each.text for each in places.elements()}
        for each in pilots.elements():
            if known.has("places", each.text) and each.text not in able:
                yield each.problem(f"{each.text!r} is not among the places of the program")


def check_desks(document: View, known: Known) -> Iterator[Problem]:
    """Check that governments decide at every desk."""
    for _, desk in document["desks"].entries():
        for name in selected(desk["deciders"], known) or ():
            kind = known.actors[name]["kind"]
            if kind not in ("government", None):
                yield desk["deciders"].problem(f"{name!r} decides nothing: it is no government ({kind})")


def check_delivered(document: View, known: Known) -> Iterator[Problem]:
    """Check that what a source claims is there where an outcome asks how much of it is delivered."""
    for _, outcome in document["outcomes"].entries():
        program = outcome["program"]
        is_asked = outcome["measure"].text == "delivered" and known.has("programs", program.text)
        if is_asked and not document["programs"][str(program.text)]["claimed"].is_given:
            yield program.problem(f"measure delivered needs what {program.text!r} is claimed to deliver")
