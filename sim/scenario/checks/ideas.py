"""Checks that ideas name what exists."""

from __future__ import annotations

from collections.abc import Iterator

from sim.scenario.checks.known import Known, check_selector, selected, unknown
from sim.scenario.problem import Problem
from sim.scenario.reading.node import View


def check_ideas(document: View, known: Known) -> Iterator[Problem]:
    """Check issue, adopters and advocates of every idea, and who has adopted it before."""
    for _, idea in document["ideas"].entries():
        yield from unknown(idea["issue"], "issue", known.issues)
        adopters = list(check_selector(idea["adopters"], known))
        yield from adopters
        yield from check_selector(idea["advocates"], known)
        early = idea["adopted_at_start"]
        yield from unknown(early, "actor", known.actors)
        if not adopters and idea["adopters"].is_given:
            able = selected(idea["adopters"], known)
            for each in early.elements():
                if each.text in known.actors and each.text not in able:
                    yield each.problem(f"{each.text!r} is not among the adopters")
