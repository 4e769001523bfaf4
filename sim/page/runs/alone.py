"""The coded table alone on a page: for each vote of the base its mean, and what the forecast adds, in words."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import numpy as np

from sim.experiments.counterfactuals.pairs import Paired
from sim.experiments.counterfactuals.table_alone import Beside
from sim.page.case.bilingual import Pair, said
from sim.page.runs.compute import compute_all
from sim.page.runs.history import Numbers
from sim.page.runs.record import rounded
from sim.page.runs.star import BASE, Choice
from sim.page.runs.study import Study
from sim.scenario.table_alone import table_alone


def votes_alone(
    study: Study, base: Numbers, progress: Callable[[int], object] | None = None, workers: int | None = None
) -> list[dict[str, Any] | None]:
    """Each decision on the coded table alone, on the replicates of the base; None where nobody votes.

    Parameters
    ----------
    base : the runs of the base
    progress : called with the runs done so far
    """
    other = copy.copy(study)
    other.loaded = table_alone(study.loaded)
    (found,) = compute_all(other, [Choice(BASE)], progress, workers)
    sides = zip(study.ensemble.setting.decisions, found.numbers.shares, base.shares, strict=True)
    return [_told(Beside(Paired(alone, forecast))) if decision.blocs else None for decision, alone, forecast in sides]


def _told(beside: Beside) -> dict[str, Any]:
    mean = beside.record()["mean"]
    return {"mean": None if mean is None else rounded(mean), "text": _text(beside)}


def _text(beside: Beside) -> Pair:
    alone, found = beside.record(), beside.difference()
    if not found["n"]:
        return said("alone_vote_undefined")
    values = {"mean": _share(alone["mean"]), "low": _share(alone["q05"]), "high": _share(alone["q95"]), "n": found["n"]}
    if beside.decides:
        return said("alone_vote_decides", **values)
    size, least, most = (_share(found[key], "+") for key in ("mean", "q05", "q95"))
    return said("alone_vote", **values, size=size, least=least, most=most)


def _share(value: float | None, sign: str = "") -> str:
    """A share, or with a sign a difference of shares.

    >>> _share(0.5), _share(-0.0123, "+"), _share(0.01, "+"), _share(1.0), _share(-0.0001, "+")
    ('.500', '-.012', '+.010', '1.000', '.000')
    """
    assert value is not None
    short = float(np.round(value, 3)) + 0.0
    text = f"{abs(short):.3f}".removeprefix("0")
    return ("-" if short < 0 else sign if short > 0 else "") + text
