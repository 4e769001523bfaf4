"""Dates: within the period, and in order."""

from __future__ import annotations

from collections.abc import Iterator

from sim.scenario.checks.known import Known, month
from sim.scenario.problem import Problem
from sim.scenario.reading.node import View


def check_dates(document: View, known: Known) -> Iterator[Problem]:
    """Check every date against the period, every pair of dates for its order, and windows for overlaps.

    What lasts, as forums, ties, agreements and disclosure do, may have begun before the period: it is there already.
    Free are key dates and the dates of leverage and tension, between which these are interpolated. Dates of actors and
    of ties, of which there are many, have checks of their own.
    """
    yield from _check_period(document)
    yield from _inside(document["reference"], known)
    for section in ("forums", "barriers", "commitments", "programs"):
        for _, span in document[section].entries():
            yield from _check_span(span, known)
    for section in ("events", "shocks", "agreements"):
        for _, each in document[section].entries():
            yield from _inside(each["date"], known, may_be_before=section == "agreements")
    for _, decision in document["decisions"].entries():
        yield from _check_decision(decision, known)
    for _, talks in document["negotiations"].entries():
        yield from _check_negotiation(talks, known)
    for _, idea in document["ideas"].entries():
        yield from _check_windows(idea["windows"], known)
    yield from _check_courtships(document, known)
    for _, outcome in document["outcomes"].entries():
        for key in ("date", "since", "until"):
            yield from _inside(outcome[key], known)
        yield from _in_order(outcome["since"], outcome["until"])


def _check_period(document: View) -> Iterator[Problem]:
    start, end = document["period"]["start"], document["period"]["end"]
    if start.day and end.day and month(end.day) < month(start.day):
        yield end.problem(f"is before the start of the period, {start.text} (got {end.text})")


def check_dates_of_actors(document: View, known: Known) -> Iterator[Problem]:
    """Check when actors come and go."""
    for _, actor in document["actors"].entries():
        yield from _inside(actor["active_from"], known)
        yield from _inside(actor["active_until"], known)
        yield from _in_order(actor["active_from"], actor["active_until"])


def check_dates_of_ties(document: View, known: Known) -> Iterator[Problem]:
    """Check when ties open and close."""
    for tie in document["ties"].elements():
        yield from _check_span(tie, known)


def _check_span(span: View, known: Known) -> Iterator[Problem]:
    yield from _inside(span["since"], known, may_be_before=True)
    yield from _inside(span["until"], known)
    yield from _in_order(span["since"], span["until"])


def _check_windows(windows: View, known: Known) -> Iterator[Problem]:
    for window in windows.elements():
        yield from check_window(window, known)
    yield from _check_overlap(windows)


def check_window(window: View, known: Known) -> Iterator[Problem]:
    """Check that since and until are within the period and in order."""
    yield from _inside(window["since"], known)
    yield from _inside(window["until"], known)
    yield from _in_order(window["since"], window["until"])


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


def _check_decision(decision: View, known: Known) -> Iterator[Problem]:
    pending, date, until = decision["pending_from"], decision["date"], decision["repeal"]["until"]
    yield from _inside(date, known)
    yield from _inside(until, known)
    if pending.day and date.day and month(pending.day) > month(date.day):
        yield pending.problem(f"is after the date of the decision, {date.text} (got {pending.text})")
    if until.day and date.day and month(until.day) < month(date.day):
        yield until.problem(f"is before the date of the decision, {date.text} (got {until.text})")


def _check_negotiation(talks: View, known: Known) -> Iterator[Problem]:
    yield from _check_windows(talks["windows"], known)
    yield from _check_windows(talks["core_windows"], known)
    for gatekeeper in talks["gatekeepers"].elements():
        yield from _check_span(gatekeeper, known)


def _check_courtships(document: View, known: Known) -> Iterator[Problem]:
    for _, courtship in document["courtship"].entries():
        for each in courtship["disclosure"].elements():
            yield from _inside(each["date"], known, may_be_before=True)
        for _, visit in courtship["visits"].entries():
            yield from _inside(visit["since"], known)
            yield from _inside(visit["until"], known)
            yield from _in_order(visit["since"], visit["until"])


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
