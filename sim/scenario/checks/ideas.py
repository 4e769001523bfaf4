"""Checks that ideas name what exists, and that their windows do not overlap."""

from __future__ import annotations

from collections.abc import Iterator

from sim.scenario.checks.known import Known, check_selector, month, selected, unknown
from sim.scenario.problem import Problem
from sim.scenario.reading.node import View


def check_ideas(document: View, known: Known) -> Iterator[Problem]:
    """Check issue, adopters and advocates of every idea, who has adopted it before, and its windows."""
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
        yield from _check_overlap(idea["windows"])


def _check_overlap(windows: View) -> Iterator[Problem]:
    """Tell each window that begins before an earlier one has ended; by month, both ends included."""
    spans = [
        (month(window["since"].day), month(window["until"].day), window)
        for window in windows.elements()
        if window["since"].day and window["until"].day
    ]
    ended = None
    for since, until, window in sorted(spans, key=lambda span: span[0]):
        if ended is not None and since <= ended:
            yield window["since"].problem(f"overlaps the window before it (got {window['since'].text})")
        ended = until if ended is None else max(ended, until)
