"""Dates: within the period, and in order."""

from __future__ import annotations

from collections.abc import Iterator

from sim.scenario.checks.known import Known, month
from sim.scenario.problem import Problem
from sim.scenario.reading.node import View


def check_dates(document: View, known: Known) -> Iterator[Problem]:
    """Check every date against the period, and every pair of dates for its order.

    Forums, barriers and ties may have begun before the period: they are there already. Key dates are free.
    """
    yield from _check_period(document)
    yield from _inside(document["reference"], known)
    for _, actor in document["actors"].entries():
        yield from _inside(actor["active_from"], known)
        yield from _inside(actor["active_until"], known)
        yield from _in_order(actor["active_from"], actor["active_until"])
    for tie in document["ties"].elements():
        yield from _check_span(tie, known)
    for section in ("forums", "barriers"):
        for _, span in document[section].entries():
            yield from _check_span(span, known)
    for _, event in document["events"].entries():
        yield from _inside(event["date"], known)
    for _, decision in document["decisions"].entries():
        yield from _inside(decision["date"], known)
        yield from _check_pending(decision, known)
    for _, idea in document["ideas"].entries():
        yield from _check_windows(idea, known)
    for _, outcome in document["outcomes"].entries():
        for key in ("date", "since", "until"):
            yield from _inside(outcome[key], known)
        yield from _in_order(outcome["since"], outcome["until"])


def _check_period(document: View) -> Iterator[Problem]:
    start, end = document["period"]["start"], document["period"]["end"]
    if start.day and end.day and month(end.day) < month(start.day):
        yield end.problem(f"is before the start of the period, {start.text} (got {end.text})")


def _check_span(span: View, known: Known) -> Iterator[Problem]:
    yield from _inside(span["since"], known, may_be_before=True)
    yield from _inside(span["until"], known)
    yield from _in_order(span["since"], span["until"])


def _check_windows(idea: View, known: Known) -> Iterator[Problem]:
    for window in idea["windows"].elements():
        yield from _inside(window["since"], known)
        yield from _inside(window["until"], known)
        yield from _in_order(window["since"], window["until"])


def _check_pending(decision: View, known: Known) -> Iterator[Problem]:
    pending, date = decision["pending_from"], decision["date"]
    if pending.day and date.day and month(pending.day) > month(date.day):
        yield pending.problem(f"is after the date of the decision, {date.text} (got {pending.text})")


def _inside(date: View, known: Known, may_be_before: bool = False) -> Iterator[Problem]:
    if date.day is None or known.start is None or known.end is None:
        return
    is_before = month(date.day) < month(known.start)
    if month(date.day) > month(known.end) or (is_before and not may_be_before):
        period = f"{known.start:%Y-%m} to {known.end:%Y-%m}"
        yield date.problem(f"is outside the period, {period} (got {date.text})")


def _in_order(since: View, until: View) -> Iterator[Problem]:
    if since.day and until.day and month(until.day) < month(since.day):
        yield until.problem(f"is before {since.path.rpartition('.')[2]}, {since.text} (got {until.text})")
