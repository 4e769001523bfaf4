"""What the columns of tables are: type, unit and meaning, for the data package that stands beside them."""

from __future__ import annotations

from typing import Any

import pandas as pd

from sim.measures.units import UNIT_OF
from sim.model.parameters import table as parameters
from sim.scenario.schema import Scenario
from sim.words import label, say

Column = tuple[str, str, str]  # type as in a Frictionless table schema, unit, meaning
_N = "runs"
_PAIRS: dict[str, Column] = {
    "low": ("number", "of the outcome", "lower end of the interval; empty: none yet"),
    "high": ("number", "of the outcome", "upper end of the interval; empty: none yet"),
    "pairs": ("integer", "pairs of runs", "pairs that were run"),
    "defined": ("integer", "pairs of runs", "pairs in which both runs have the outcome"),
    "undefined_both": ("integer", "pairs of runs", "pairs in which neither run has the outcome"),
    "share_higher": ("number", "share", "share of the defined pairs in which it is higher"),
    "share_lower": ("number", "share", "share of the defined pairs in which it is lower"),
    "share_same": ("number", "share", "share of the defined pairs in which it is the same"),
    "seed": ("integer", "", "seed of the study"),
    "outcome": ("string", "", "id of the outcome in the case"),
}
_RUN: dict[str, Column] = {
    "scenario": ("string", "", "name of the case"),
    "variant": ("string", "", "variant of the case; baseline: as the sources have it"),
    "seed": ("integer", "", "seed of the study"),
    "replicate": ("integer", "", "number of the run in the study, from 0"),
}
KNOWN: dict[str, dict[str, Column]] = {
    "outcomes": _RUN | {
        "number": ("integer", "", "number of the run in the plan"),
        "point": ("integer", "", "number of the setting in the plan"),
        "state": ("string", "", "succeeded, failed, damaged or pending"),
    },
    "series": _RUN | {
        "month": ("yearmonth", "month", "month that the value is of"),
        "outcome": ("string", "", "id of the outcome in the case"),
        "value": ("number", "of the outcome", "what the outcome's measure says of that month"),
    },
    "events": {
        "date": ("date", "day", "when"), "kind": ("string", "", "event, decision, forum or key date"),
        "id": ("string", "", "id in the case"), "title": ("string", "", "what happens"),
    },
    "claims": {
        "claim": ("string", "", "id of the claim in the case"),
        "of": ("string", "", "numbers of the sources' claims that it stands for"),
        "n": ("integer", _N, "runs in which it can be judged"),
        "share": ("number", "share", "share of these in which it is met"),
        "asked": ("number", "share", "share in which it must be met to hold"),
        "holds": ("boolean", "", "whether it holds; empty: cannot be judged here"),
        "coded": ("boolean", "", "whether it was true in the coded table before the first step"),
        "documented": ("number", "of the outcome", "documented value"),
        "source": ("string", "", "where the claim is made"),
    },
    "decisions": {
        "decision": ("string", "", "id of the decision in the case"), "n": ("integer", _N, "runs that reach its date"),
        "passed": ("integer", _N, "runs in which it passes by its own rule"),
        "share": ("number", "share", "passed over n"),
    },
    "comparison": _PAIRS | {
        "comparison": ("string", "", "id of the comparison in the case"),
        "baseline": ("string", "", "variant that alternatives are compared with"),
        "alternative": ("string", "", "what is compared with the baseline"),
        "worth_knowing": ("number", "of the outcome", "smallest difference worth knowing"),
        "mean_baseline": ("number", "of the outcome", "mean over the defined pairs"),
        "mean_alternative": ("number", "of the outcome", "mean over the defined pairs"),
        "difference": ("number", "of the outcome", "alternative minus baseline, mean over the defined pairs"),
        "level": ("number", "share", "level of the interval"),
        "undefined_baseline": ("integer", "pairs of runs", "pairs in which only the baseline lacks the outcome"),
        "undefined_alternative": ("integer", "pairs of runs", "pairs in which only the alternative lacks it"),
        "verdict": ("string", "", "higher, lower, small, none or unsure"),
        "more": ("integer", "pairs of runs", "about how many more pairs a verdict takes"),
        "unpaired": ("integer", _N, "runs of each side that the same precision takes without pairs"),
        "efficiency": ("number", "ratio", "unpaired over pairs"),
    },
    "explanation": _RUN | _PAIRS | {
        "kind": ("string", "", "actors, alliances, groups or mechanisms"),
        "id": ("string", "", "what was taken away"),
        "rank": ("integer", "", "by size within its kind, from 1"),
        "idle": ("string", "", "why it was not run; empty: it was"),
        "contribution": ("number", "of the outcome", "with it minus without it, mean over the defined pairs"),
        "includes_zero": ("boolean", "", "whether the interval includes 0"),
        "stands": ("boolean", "", "whether it would leave out 0 though so many were looked at (Holm)"),
        "p": ("number", "probability", "of so large a mean by chance alone"),
        "undefined_without": ("integer", "pairs of runs", "pairs in which only the run without it lacks the outcome"),
        "undefined_with": ("integer", "pairs of runs", "pairs in which only the run with it lacks the outcome"),
        "own": ("boolean", "", "whether it is itself counted in the outcome"),
        "parts": ("yearmonth", "month", "month by which half of the pairs differ to the bit"),
        "deeds": ("yearmonth", "month", "month by which half of the pairs differ in allies or votes of others"),
        "other_form_contribution": ("number", "of the outcome", "contribution where effort counts in the other form"),
        "other_form_low": ("number", "of the outcome", "lower end of its interval there"),
        "other_form_high": ("number", "of the outcome", "upper end of its interval there"),
        "other_form": ("number", "of the outcome", "empty: it was not run in the other form of effort"),
        "label": ("string", "", "name of the group"), "members": ("string", "", "actors of the group"),
        "ties": ("string", "", "which of their ties were cut, if not the actors were taken away"),
    },
    "beside": _PAIRS | {
        "mean_first": ("number", "of the outcome", "mean of the first sweep over the defined pairs"),
        "mean_second": ("number", "of the outcome", "mean of the second sweep over the defined pairs"),
        "difference": ("number", "of the outcome", "second minus first, mean over the defined pairs"),
        "same": ("boolean", "", "whether the two are the same in every pair"),
    },
    "roster": {
        "id": ("string", "", "id of the actor in the case"), "name": ("string", "", "its name"),
        "country": ("string", "", "its country"), "kind": ("string", "", "its kind"),
    },
    "waves": {
        "wave": ("integer", "", "number of the wave, from 1"), "month": ("yearmonth", "month", "at whose end"),
        "file": ("string", "", "its matrix"), "time": ("integer", "months", "months run by then"),
    },
    "nodes": {
        "label": ("string", "", "id of the actor in the case"),
        "present": ("boolean", "", "whether it is active before the first month"),
        "name": ("string", "", "its name"), "country": ("string", "", "its country"),
        "kind": ("string", "", "its kind"),
    },
    "events_of_ties": {
        "time": ("integer", "months", "month of the run, from 1"), "sender": ("string", "", "one of the two allies"),
        "receiver": ("string", "", "the other"), "replace": ("integer", "", "1: the tie opens, 0: it ends"),
    },
    "events_of_presence": {
        "time": ("integer", "months", "month of the run, from 1"), "node": ("string", "", "who joins or leaves"),
        "replace": ("boolean", "", "TRUE: joins, FALSE: leaves"),
    },
}  # fmt: skip


def fields(frame: pd.DataFrame, table: str, scenario: Scenario | None) -> list[dict[str, str]]:
    """A Frictionless field for every column of a table, with its unit where it has one.

    Parameters
    ----------
    table
        Which of `KNOWN` it is; columns that stand in none are outcomes or parameters, or fields of the scenario.
    scenario
        None: the case cannot be read any more, and outcomes have no labels.
    """
    return [_field(name, frame[name], KNOWN.get(table, {}), scenario) for name in map(str, frame.columns)]


def _field(name: str, values: pd.Series[Any], known: dict[str, Column], scenario: Scenario | None) -> dict[str, str]:
    kind, unit, meaning = known.get(name) or _of_case(name, values, scenario)
    return {"name": name, "type": kind, **({"unit": unit} if unit else {}), "description": meaning}


def _of_case(name: str, values: pd.Series[Any], scenario: Scenario | None) -> Column:
    outcome = None if scenario is None else scenario.outcomes.get(name)
    if outcome is not None:
        meaning = f"{label(outcome.label)}: {say(f'measure_{outcome.measure}')}; empty: not defined in this run"
        return "number", say(f"unit_{UNIT_OF[outcome.measure]}"), meaning
    row = parameters().get(name)
    if row is not None:
        return "number", row.unit, f"parameter of {row.mechanism}: {row.source}"
    if name in _RUN:
        return _RUN[name]
    return _type_of(values), "", "what varies: a field of the scenario, or an outcome of another variant"


def _type_of(values: pd.Series[Any]) -> str:
    known = values.dropna()
    if pd.api.types.is_bool_dtype(known):
        return "boolean"
    if pd.api.types.is_integer_dtype(known):
        return "integer"
    return "number" if pd.api.types.is_numeric_dtype(known) else "string"
