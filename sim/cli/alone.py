"""What `run`, `check` and `compare` print of the coded table alone."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import Any

from sim.claims import Verdict
from sim.cli import terminal
from sim.cli.numbers import month, number
from sim.experiments.counterfactuals.table_alone import Alone, Beside
from sim.measures import DATES, VOTE
from sim.results import summarize
from sim.scenario.schema import Scenario
from sim.stability import Stability
from sim.words import label, say


def alone_text(scenario: Scenario, alone: Alone, stable: Stability, lang: str, hidden: Collection[str] = ()) -> str:
    """A row an outcome that `run` prints a forecast of, and how many of all outcomes the table decides."""
    known = {name: each for name, each in scenario.outcomes.items() if name in alone and name not in hidden}
    shown = [name for name, each in known.items() if _is_shown(each.measure, scenario)]
    if not shown:
        return ""
    head = [say("outcome", lang), say("alone_mean", lang), say("range", lang), say("alone_difference", lang), "n"]
    rows = [head]
    for name in shown:
        outcome = scenario.outcomes[name]
        title = label(outcome.label, lang) + stable.mark(name)
        rows.append([title, *_cells(alone[name], month if outcome.measure in DATES else number, lang)])
    decided = sum(each.decides is True for each in alone.values())
    note = say("alone_note", lang, decided=decided, outcomes=len(alone))
    return "\n".join([say("alone_title", lang), terminal.table(rows), *terminal.flow(note)])


def _is_shown(measure: str, scenario: Scenario) -> bool:
    """Votes; and whatever else is forecast, unless a case is held to documented votes."""
    return measure == "vote_share" or (scenario.standing != "retrodiction" and measure not in VOTE)


def _cells(beside: Beside, told: Callable[[float | None], str], lang: str) -> list[str]:
    """Mean and spread of the table alone, what the forecast adds, and the runs in which both are defined."""
    numbers, paired = summarize(beside.alone), beside.paired
    spread = f"{told(numbers['q05'])} - {told(numbers['q95'])}" if numbers["n"] else "-"
    return [told(numbers["mean"]), spread, difference_text(beside, lang), str(paired.n)]


def difference_text(beside: Beside, lang: str) -> str:
    """Mean and 5-95 % of what the forecast adds; or that the table decides, or who is not defined."""
    found = beside.difference()
    if beside.decides:
        return say("alone_decides", lang)
    if found["n"]:
        return f"{signed(found['mean'])} [{signed(found['q05'])}, {signed(found['q95'])}]"
    if beside.decides is None:
        return say("alone_neither", lang)
    undefined = beside.paired.undefined()
    if undefined["base"] and undefined["other"]:
        return say("alone_never_both", lang)
    return say("alone_no_table" if undefined["base"] else "alone_no_forecast", lang)


def signed(value: float | None) -> str:
    """A difference as tables write it.

    >>> signed(0.0123), signed(-1.5), signed(0.0), signed(None)
    ('+.012', '-1.50', '.000', '-')
    """
    text = number(value)
    if value is not None and not text.strip("-.0"):
        return text.removeprefix("-")
    return f"+{text}" if value is not None and value > 0 else text


def claim_cell(verdict: Verdict | None, lang: str) -> str:
    """Whether a claim would hold on the table alone, and in what share of its runs it is met."""
    if verdict is None or verdict.share is None:
        return "-"
    return say("alone_holds" if verdict.holds else "alone_fails", lang, share=f"{verdict.share:.0%}")


def claims_note(verdicts: Sequence[Verdict], alone: Sequence[Verdict], lang: str) -> str:
    """How many of the claims that hold would hold on the table alone, too."""
    held = [name for name, verdict in _by_id(verdicts).items() if verdict.holds]
    there = _by_id(alone)
    return say("alone_claims_note", lang, held=len(held), both=sum(bool(there[name].holds) for name in held))


def _by_id(verdicts: Sequence[Verdict]) -> dict[str, Verdict]:
    return {each.id: each for each in verdicts}


def claim_records(verdict: Verdict, alone: Verdict | None, case: str) -> list[dict[str, Any]]:
    """A claim as `check --json` gives it, with what the table alone makes of it where that was run."""
    more = {} if alone is None else {"table_alone": {"share": alone.share, "holds": alone.holds}}
    return [record | more for record in verdict.records(case)]


def compared_line(beside: Beside, name: str, told: Callable[[float | None], str], lang: str) -> str:
    """What a side of a comparison adds to the table alone, as a sentence."""
    found, n = beside.difference(), beside.paired.n
    if beside.decides:
        return say("alone_decides_of", lang, name=name, n=n)
    if not n:
        return say("alone_undefined_of", lang, name=name, n=len(beside.alone))
    size, low, high = (told(found[key]) for key in ("mean", "q05", "q95"))
    return say("alone_beside", lang, name=name, size=size, low=low, high=high, n=n)
