"""Checks that programs and desks name what exists, and that every program has somewhere to open."""

from __future__ import annotations

from collections.abc import Iterator

from sim.scenario.checks.known import Known, check_selector, selected, twice, unknown
from sim.scenario.problem import Problem
from sim.scenario.reading.node import View


def check_programs(document: View, known: Known) -> Iterator[Problem]:
    """Check host, funders, partners, places, pilots and desk of every program."""
    for _, program in document["programs"].entries():
        yield from unknown(program["host"], "actor", known.actors)
        for key in ("funders", "partners", "academics"):
            yield from check_selector(program[key], known)
        yield from _check_places(program, known)
        yield from unknown(program["desk"], "desk", known.desks)


def _check_places(program: View, known: Known) -> Iterator[Problem]:
    places, pilots = program["places"], program["pilots"]
    for each in (places, pilots):
        yield from unknown(each, "place", known.places)
        yield from twice(each)
    if places.is_given and not list(places.elements()):
        yield places.problem("must not be empty: a program has a place at least")
    elif not places.is_given and known.places == ():
        yield program.key_problem("has nowhere to open: the case has no places (places.csv)")
    elif places.is_given:
        able = {each.text for each in places.elements()}
        for each in pilots.elements():
            if each.text in (known.places or ()) and each.text not in able:
                yield each.problem(f"{each.text!r} is not among the places of the program")


def check_desks(document: View, known: Known) -> Iterator[Problem]:
    """Check issue, hub, offices and deciders of every desk."""
    for _, desk in document["desks"].entries():
        yield from unknown(desk["issue"], "issue", known.issues)
        yield from unknown(desk["hub"], "actor", known.actors)
        yield from check_selector(desk["offices"], known)
        wrong = list(check_selector(desk["deciders"], known))
        yield from wrong
        if not wrong and desk["deciders"].is_given:
            for name in selected(desk["deciders"], known):
                kind = known.actors[name]["kind"]
                if kind not in ("government", None):
                    yield desk["deciders"].problem(f"{name!r} decides nothing: it is no government ({kind})")


def check_delivered(document: View, known: Known) -> Iterator[Problem]:
    """Check that what a source claims is there where an outcome asks how much of it is delivered."""
    for _, outcome in document["outcomes"].entries():
        program = outcome["program"]
        is_asked = outcome["measure"].text == "delivered" and program.text in (known.programs or ())
        if is_asked and not document["programs"][str(program.text)]["claimed"].is_given:
            yield program.problem(f"measure delivered needs what {program.text!r} is claimed to deliver")
