"""Checks that groups name each member once, leave somebody, and have ties where ties are asked for."""

from __future__ import annotations

from collections.abc import Iterator

from sim.scenario.checks.known import Known, selected
from sim.scenario.problem import Problem
from sim.scenario.reading.node import View


def check_groups(document: View, known: Known) -> Iterator[Problem]:
    """Check that there is something to take away with each group, and something that stays."""
    for _, group in document["groups"].entries():
        seen: set[str] = set()
        for each in group["actors"]["ids"].elements():
            if each.text is not None and each.text in seen:
                yield each.problem(f"names {each.text!r} a second time")
            seen.add(each.text or "")
        if group["variant"].is_given:
            yield from _of_variant(group)
            continue
        members = selected(group["actors"], known) if group["actors"].is_given else list(known.actors)
        if members:
            yield from _of_members(group, members, known)


def _of_variant(group: View) -> Iterator[Problem]:
    for key in ("actors", "ties"):
        if group[key].is_given:
            yield group["variant"].key_problem(f"stands beside {key}: a group is one or the other")


def _of_members(group: View, members: list[str], known: Known) -> Iterator[Problem]:
    place = group["actors"] if group["actors"].is_given else group
    if group["ties"].is_given:
        if len(members) < 2:
            yield place.key_problem("has no ties: a tie takes two members")
        elif group["ties"].text == "across_borders" and len({known.actors[name]["country"] for name in members}) < 2:
            yield place.key_problem("has no ties across borders: all of its members are of one country")
    elif len(members) == len(known.actors):
        yield place.key_problem("leaves nobody: say whom it means, or that it is their ties: within or across_borders")
