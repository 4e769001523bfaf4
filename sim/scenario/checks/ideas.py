"""Checks that ideas are had by those who can have them, and that only their windows have a width."""

from __future__ import annotations

from collections.abc import Iterator

from sim.scenario.checks.known import Known, lacks, selected
from sim.scenario.keys.ideas import Idea
from sim.scenario.problem import Problem
from sim.scenario.reading.node import View


def check_ideas(document: View, known: Known) -> Iterator[Problem]:
    """Check who has adopted every idea before."""
    for _, idea in document["ideas"].entries():
        early, able = idea["adopted_at_start"], selected(idea["adopters"], known)
        if able:
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
