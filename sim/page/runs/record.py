"""What a page says of one setting: the record of its runs, and its history as a blob."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from sim.claims import Verdict, judge
from sim.model.state import Floats, Rows
from sim.page.runs.coding import Bytes, encode, planes
from sim.page.runs.compute import Found
from sim.page.runs.history import Numbers
from sim.page.runs.star import Choice
from sim.page.runs.study import Study
from sim.results import Result
from sim.scenario.schema import Scenario

COURSE_FRAMES, BAND_FRAMES = 120, 40
N_LEVELS = 4  # of a provision


def frames(n_months: int, most: int) -> list[int]:
    """At most so many months, evenly, the first and the last among them.

    >>> frames(5, 3), frames(3, 40)
    ([0, 2, 4], [0, 1, 2])
    """
    return [int(k) for k in np.linspace(0, n_months - 1, min(n_months, most)).round()]


def rounded(value: float) -> float | int | None:
    """Four significant digits; None where it is not defined.

    >>> rounded(0.123456), rounded(2.0), rounded(float("nan"))
    (0.1235, 2, None)
    """
    if not math.isfinite(value):
        return None
    short = float(f"{value:.4g}")
    return int(short) if short.is_integer() else short


def record(study: Study, found: Found, verdicts: Sequence[Verdict]) -> dict[str, Any]:
    """The record of one setting as the page reads it.

    Parameters
    ----------
    verdicts : on the claims of the case; one whose variant was not run is null
    """
    numbers, known = found.numbers, {each.id: each for each in verdicts}
    return {
        "votes": list(found.history.votes),
        "shares": [[_permille(share) for share in row] for row in numbers.shares],
        "passed": np.count_nonzero(numbers.passed, axis=1).tolist(),
        "rungs": [np.bincount(row, minlength=N_LEVELS).tolist() for row in numbers.provision],
        "courses": [_course(values, study) for values in _shown(study, found)],
        "claims": [_claim(known.get(name)) for name in study.loaded.scenario.claims],
        "n": study.replicates,
    }


def _permille(share: float) -> int | None:
    return None if math.isnan(share) else round(1000 * share)


def _claim(verdict: Verdict | None) -> list[float | int | None] | None:
    """Runs in which it can be judged, the share that meets it, and 1 where it holds since it was coded so."""
    if verdict is None or verdict.share is None:
        return None
    return [verdict.n, rounded(verdict.share), int(verdict.word == "not_destroyed")]


def _shown(study: Study, found: Found) -> list[tuple[Floats, Floats]]:
    """Each course in the run that is shown, (month,), and in all that are counted, (month, run)."""
    return list(zip(found.history.courses, found.numbers.courses, strict=True))


def _course(values: tuple[Floats, Floats], study: Study) -> dict[str, list[float | int | None]]:
    run, every = values
    n_months = study.subject.n_months
    bands = every[frames(n_months, BAND_FRAMES)]
    course = {"run": [rounded(value) for value in run[frames(n_months, COURSE_FRAMES)]]}
    for key, q in (("q05", 0.05), ("q50", 0.5), ("q95", 0.95)):
        course[key] = [_quantile(row, q) for row in bands]
    return course


def _quantile(values: Floats, q: float) -> float | int | None:
    known = values[~np.isnan(values)]
    return rounded(float(np.quantile(known, q))) if len(known) else None


def verdicts_on(study: Study, numbers: Numbers, versus: Mapping[str, Numbers] | None = None) -> list[Verdict]:
    """The claims of the case, judged on the runs of one setting.

    Parameters
    ----------
    versus : runs of the variants that claims compare with; for the base alone
    """
    others = {name: _result(study, each) for name, each in (versus or {}).items()}
    return judge(_scenario(study), _result(study, numbers), others)


def _scenario(study: Study) -> Scenario:
    return study.loaded.scenario


def _result(study: Study, numbers: Numbers) -> Result:
    setting = study.ensemble.setting
    return Result(
        scenario=setting.scenario, variant=setting.variant, seed=study.seed, replicates=tuple(range(study.replicates)),
        months=setting.months, outcomes=numbers.outcomes, series={}, start=numbers.start, manifest={},
    )  # fmt: skip


def setting_record(
    study: Study, choice: Choice, title: Sequence[str], found: Found, pairs: Rows, base: Bytes | None = None,
    versus: Mapping[str, Numbers] | None = None,
) -> dict[str, Any]:  # fmt: skip
    """One of `settings`: what it is, and its blob.

    Parameters
    ----------
    title : in both languages
    pairs : of the page; planes of ties follow it
    base : planes of the base, where the blob is to hold differences from them
    """
    told = record(study, found, verdicts_on(study, found.numbers, versus))
    return {
        "id": choice.id, "variant": choice.variant, "parameters": dict(choice.parameters),
        "without": list(choice.without), "title": list(title), "relative": base is not None,
        "blob": encode(told, planes(found.history, pairs), base),
    }  # fmt: skip
