"""Checks that ideas name what exists."""

from __future__ import annotations

from collections.abc import Iterator

from sim.scenario.checks.known import Known, check_selector, lacks, selected, twice, unknown, unknown_keys
from sim.scenario.keys.ideas import Idea
from sim.scenario.problem import Problem
from sim.scenario.reading.node import View


def check_ideas(document: View, known: Known) -> Iterator[Problem]:
    """Check issue, adopters, advocates and threats of every idea, and who has adopted it before."""
    for _, idea in document["ideas"].entries():
        yield from unknown(idea["issue"], "issue", known.issues)
        adopters = list(check_selector(idea["adopters"], known))
        yield from adopters
        yield from check_selector(idea["advocates"], known)
        yield from unknown(idea["threatened_by"], "shock", known.shocks)
        yield from twice(idea["threatened_by"])
        early = idea["adopted_at_start"]
        yield from unknown(early, "actor", known.actors)
        yield from unknown_keys(early, "actor", known.actors)
        if not adopters and idea["adopters"].is_given:
            able = selected(idea["adopters"], known)
            for each in early.elements():
                if each.text in known.actors and each.text not in able:
                    yield each.problem(f"{each.text!r} is not among the adopters")
            for name, share in early.entries():
                if name in known.actors and name not in able:
                    yield share.key_problem(f"{name!r} is not among the adopters")
        yield from _check_shares(idea)


def _check_shares(idea: View) -> Iterator[Problem]:
    """Tell shares of an idea whose adopters have it or do not."""
    in_shares, early = idea["in_shares"], idea["adopted_at_start"]
    is_left_out = lacks(idea, "in_shares", Idea)
    is_off = is_left_out or (in_shares.node is not None and in_shares.node.value is False)
    if is_off and any(True for _ in early.entries()):
        yield early.key_problem("shares need `in_shares: true`; without it a list of actors that have it")


def check_widths(document: View, known: Known) -> Iterator[Problem]:
    """Check that only windows of ideas are open by a part; of negotiations a window is open or it is not."""
    for _, talks in document["negotiations"].entries():
        for key in ("windows", "core_windows"):
            for window in talks[key].elements():
                if window["width"].is_given:
                    yield window["width"].key_problem("is for windows of ideas: talks are open or they are not")
