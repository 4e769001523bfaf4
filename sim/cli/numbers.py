"""Outcomes that are no votes, as `run` prints them: documented, modeled, and naively forecast as no change."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping

from sim.claims import documented
from sim.cli import terminal
from sim.ensemble import Ensemble
from sim.measures import DATES, VOTE
from sim.results import Result, summarize
from sim.scenario.schema import Claim
from sim.stability import Stability
from sim.words import label, say


def number_table(
    ensemble: Ensemble,
    result: Result,
    baselines: Mapping[str, Mapping[str, float | None]],
    stable: Stability,
    lang: str,
    hidden: Collection[str] = (),
) -> str:
    """A row for each outcome but votes; empty for a case that is held to documented votes.

    Parameters
    ----------
    baselines : naive forecasts by outcome, from `sim.rivals.naive`
    stable : which outcomes flip between the two codings of the case
    hidden : outcomes that are left out
    """
    scenario = ensemble.scenario
    shown = {name: each for name, each in scenario.outcomes.items() if each.measure not in VOTE and name not in hidden}
    if scenario.standing == "retrodiction" or not shown:
        return ""
    columns = ("outcome", "documented", "claim_says", "median", "range", "no_change")
    rows = [[*(say(column, lang) for column in columns), "n"]]
    known = documented(scenario)
    for name, outcome in shown.items():
        numbers = summarize(result.outcomes[name])
        n = int(numbers["n"] or 0)
        told = month if outcome.measure in DATES else number
        spread = f"{told(numbers['q05'])} - {told(numbers['q95'])}" if n else "-"
        rows.append(
            [
                label(outcome.label, lang) + stable.mark(name),
                number(known.get(name)),
                asked_of(scenario.claims, name),
                told(numbers["q50"]),
                spread,
                number(baselines.get(name, {}).get("no_change")),
                str(n),
            ]
        )
    return terminal.table(rows, spare=(5, 2))


def number(value: float | None) -> str:
    """A number with three figures that count: `.053`, `12.4`, `1,998`; a dash for none.

    >>> number(0.0534), number(12.43), number(1998.2), number(None)
    ('.053', '12.4', '1,998', '-')
    """
    if value is None or math.isnan(value):
        return "-"
    if abs(value) >= 100:
        return f"{value:,.0f}"
    text = f"{value:.1f}" if abs(value) >= 10 else f"{value:.2f}" if abs(value) >= 1 else f"{value:.3f}"
    return text.replace("0.", ".", 1) if text.lstrip("-").startswith("0.") else text


def month(year: float | None) -> str:
    """A calendar year as the month that it falls in.

    >>> month(1993.5), month(None)
    ('1993-07', '-')
    """
    if year is None or math.isnan(year):
        return "-"
    months = math.floor(year * 12 + 1e-6)
    return f"{months // 12}-{months % 12 + 1:02d}"


def asked_of(claims: Mapping[str, Claim], outcome: str) -> str:
    """The range that the first claim about an outcome asks for, without a variant beside it."""
    for claim in claims.values():
        if claim.outcome != outcome or claim.versus is not None:
            continue
        expect = claim.expect
        if expect.between is not None:
            return f"{number(expect.between[0])} - {number(expect.between[1])}"
        for sign, bound in ((">=", expect.at_least), ("<=", expect.at_most), ("=", expect.equals)):
            if bound is not None:
                return f"{sign} {number(bound)}"
        if expect.rises or expect.falls:
            return "> 0" if expect.rises else "< 0"
        if expect.before is not None:
            return f"< {expect.before:%Y-%m}"
    return ""
