"""The decisions as `run` tells them: documented, modeled and naively forecast, and in how many runs each passes."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from sim.claims import documented, last_month
from sim.cli import options
from sim.ensemble import Ensemble
from sim.model.agenda import Decision
from sim.model.votes.verdict import share_needed
from sim.results import Result, summarize
from sim.rivals.naive import OF_VOTES, of_verdict
from sim.scenario.load import LoadedCase
from sim.scenario.schema import Outcome
from sim.stability import Stability
from sim.words import label, say

SPARE = (8, 9, 10, 11, 6)  # columns, of which there are others like them: the first to go where there is no room
SHOWN = tuple(reversed(OF_VOTES))  # naive forecasts, the strongest first


def decisions_record(ensemble: Ensemble, result: Result) -> dict[str, dict[str, Any]]:
    """What `run --json` says of every decision: its rule, the share that it needs, in how many of n runs it passes."""
    found = {}
    for decision in ensemble.setting.decisions:
        passed, n = result.times_passed(decision.id)
        found[decision.id] = {
            "rule": decision.rule.type,
            "needed": share_needed(decision.rule),
            "n": n,
            "passed": passed,
            "share": passed / n if n else None,
        }
    return found


def vote_table(
    ensemble: Ensemble,
    result: Result,
    forecasts: Mapping[str, Mapping[str, float | None]],
    stable: Stability,
    lang: str,
    hidden: Collection[str] = (),
) -> list[list[str]]:
    """Two rows of heads, then shares of yes votes, then decisions of which the case reads none, such as sequences.

    Parameters
    ----------
    hidden : outcomes and decisions that are left out
    """
    columns = ("documented", "median", "range", "passes", *SHOWN)
    groups = ["", "", say("model", lang), "", "", say("naive", lang), *[""] * (len(SHOWN) - 1)]
    rows = [groups, [say("yes_share", lang), *(say(c, lang) for c in columns)]]
    of = {decision.id: decision for decision in ensemble.setting.decisions}
    shares = {
        name: each for name, each in ensemble.scenario.outcomes.items()
        if each.measure == "vote_share" and of[each.decision or ""].rule.type != "executive"
    }  # fmt: skip
    for name, outcome in ((name, each) for name, each in shares.items() if name not in hidden):
        numbers = [options.share(forecasts[name][column]) for column in SHOWN]
        rows.append([*_modeled(ensemble, result, name, outcome, stable, lang), *numbers])
    whole = {each.decision for each in shares.values() if each.actors is None}
    return rows + [
        _verdict(ensemble, result, decision, stable, lang)
        for decision in ensemble.setting.decisions if decision.id not in whole and decision.id not in hidden
    ]  # fmt: skip


def not_run(ensemble: Ensemble) -> set[str]:
    """Outcomes and decisions that fall after the month in which the runs end; none where all of the period was run."""
    scenario, end = ensemble.scenario, ensemble.until
    if end is None:
        return set()
    last = f"{scenario.period.end:%Y-%m}"
    later = {name for name, each in scenario.outcomes.items() if (last_month(each, scenario) or last) > end}
    return later | {name for name, each in scenario.decisions.items() if f"{each.date:%Y-%m}" > end}


def notes(ensemble: Ensemble, lang: str) -> list[str]:
    """What stands below the table."""
    weighted = any(decision.rule.type == "weighted" for decision in ensemble.setting.decisions)
    return [say("passes_note", lang), *([say("board_note", lang)] if weighted else []), say("weighted_note", lang)]


def passes(result: Result, decision: str, lang: str) -> str:
    """In how many runs a decision passes by its own rule, of those that reach its date; empty if none does."""
    passed, n = result.times_passed(decision)
    return say("passes_in", lang, passed=passed, n=n) if n else ""


def _modeled(
    ensemble: Ensemble, result: Result, name: str, outcome: Outcome, stable: Stability, lang: str
) -> list[str]:
    """Of a share of yes votes: its name, what is documented, median and range, how often the decision passes."""
    numbers = summarize(result.outcomes[name])
    spread = f"{options.share(numbers['q05'])} - {options.share(numbers['q95'])}" if numbers["n"] else "-"
    title = label(outcome.label, lang) + stable.mark(name)
    known = options.share(documented(ensemble.scenario).get(name))
    if outcome.actors is not None:
        return [f"  {title}", known, options.share(numbers["q50"]), spread, ""]
    return [title, known, options.share(numbers["q50"]), spread, passes(result, outcome.decision or "", lang)]


def _verdict(ensemble: Ensemble, result: Result, decision: Decision, stable: Stability, lang: str) -> list[str]:
    """Of a decision without shares: its title, what is documented and naively forecast as yes or no."""
    assert isinstance(ensemble.case, LoadedCase)
    scenario = ensemble.scenario
    outcome = next(
        (name for name, each in scenario.outcomes.items()
         if each.measure == "passed" and each.decision == decision.id and each.actors is None), "",
    )  # fmt: skip
    known, naive = documented(scenario).get(outcome), of_verdict(ensemble.setting, decision, ensemble.case.absent)
    title = label(scenario.decisions[decision.id].title, lang) + stable.mark(outcome)
    is_known = "-" if known is None else say("yes" if known else "no", lang)
    forecasts = [say("yes" if naive[column] else "no", lang) if naive else "-" for column in SHOWN]
    return [title, is_known, "", "", passes(result, decision.id, lang), *forecasts]
