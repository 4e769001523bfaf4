"""What a key date is the same as: it must be there, and in the same month."""

from __future__ import annotations

from collections.abc import Iterator

from sim.scenario.checks.known import month
from sim.scenario.problem import Problem
from sim.scenario.reading.node import View

_DATES = {"events": "date", "shocks": "date", "decisions": "date", "forums": "since", "programs": "since"}
_SPANS = (("negotiations", "windows", "since"), ("negotiations", "windows", "until"), ("ideas", "windows", "since"),
          ("councils", "regimes", "since"))  # fmt: skip


def check_same(document: View) -> Iterator[Problem]:
    """Check that each `same_as` is dated, in the case as written, in the month of its key date."""
    dates = list(dated(document))
    for _, each in document["key_dates"].entries():
        same, day = each["same_as"], each["date"].day
        months = [date.day and month(date.day) for name, date in dates if name == same.text]
        if day and months and None not in months and month(day) not in months:  # None: not readable
            yield same.problem(f"is not dated {day:%Y-%m}, as the key date is (got {same.text!r})")


def dated(document: View) -> Iterator[tuple[str, View]]:
    """Every id that a key date can name, with each date of it."""
    for section, key in _DATES.items():
        for name, each in document[section].entries():
            yield name, each[key]
    for section, spans, key in _SPANS:
        for name, each in document[section].entries():
            yield from ((name, span[key]) for span in each[spans].elements())
    for _, courtship in document["courtship"].entries():
        for name, visit in courtship["visits"].entries():
            yield name, visit["since"]
