"""What an outcome depends on: replicates needed first, then the measure of sensitivity that the design allows.

A Saltelli design gives Sobol indices, a Morris design elementary effects, any other partial rank correlations. Runs
that failed or wait are left out and counted; a row of a design that lacks a setting is left out whole.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.claims import documented
from sim.experiments.plans.axes import Axis, PlanError
from sim.experiments.sensitivity import indices
from sim.experiments.sensitivity.indices import Band
from sim.experiments.sensitivity.spread import ACCEPTED, Spread, Study, by_point, spread
from sim.model.state import Floats
from sim.scenario.problem import suggest
from sim.scenario.schema import Scenario

if TYPE_CHECKING:
    import pandas as pd

    from sim.experiments.plans.plan import Plan

METHODS = {"saltelli": "sobol", "morris": "morris"}  # of all other designs: rank
NEEDS_SALIB = "Morris effects need SALib: pip install 'advocacy-coalitions[sensitivity]'"
_LEAST_ROWS = 8


@dataclass(frozen=True)
class Finding:
    """What one outcome depends on.

    Attributes
    ----------
    spread
        Settings against draws.
    method
        sobol, morris or rank.
    bands
        By measure: `first` and `total`; `mu_star`; `correlation` and `own`. Each (axis,).
    plain
        Measures without an interval. Of Morris: `sigma`, `mu`, and `chance`, the mu_star of draws alone. Of Sobol:
        `raw_total`, with draws left in. Each (axis,).
    explained
        Share of the variance of ranks that all axes explain; of the method rank alone.
    is_paired
        Whether settings share their replicates.
    rows, dropped
        Rows of the design, and those left out for want of a setting.
    undefined
        Runs that succeeded in which the outcome is not defined.
    problem
        Why there are no bands: `flat`, `draws_only`, `too_few_points`, `too_few_rows`; None where there are.
    least
        How many points or rows would have been enough.
    """

    outcome: str
    axes: tuple[str, ...]
    spread: Spread
    method: str
    is_paired: bool
    undefined: int
    rows: int
    dropped: int = 0
    bands: Mapping[str, Band] = field(default_factory=dict)
    plain: Mapping[str, Floats] = field(default_factory=dict)
    explained: float | None = None
    problem: str | None = None
    least: int = 0

    def record(self) -> dict[str, Any]:
        """What `--json` gives."""
        measures: list[dict[str, Any]] = []
        for i, axis in enumerate(self.axes if not self.problem else ()):
            row: dict[str, Any] = {"axis": axis}
            for name, band in self.bands.items():
                row[name] = {key: float(getattr(band, key)[i]) for key in ("value", "low", "high")}
            measures.append(row | {name: float(values[i]) for name, values in self.plain.items()})
        found = self.spread
        return {
            "outcome": self.outcome, "method": self.method, "runs": found.n_runs, "undefined": self.undefined,
            "replicates": found.replicates, "replicates_needed": found.needed, "accepted": ACCEPTED,
            "variance_between": found.between, "variance_of_a_run": found.noise, "share_of_draws": found.share,
            "share_of_draws_in_runs": found.share_of_runs, "shares_replicates": self.is_paired,
            "rows": self.rows, "rows_dropped": self.dropped, "explained": self.explained,
            "problem": self.problem, "axes": measures,
        }  # fmt: skip


def choose(study: Study, scenario: Scenario, wanted: Sequence[str] = ()) -> list[str]:
    """Outcomes to look at: those wanted; else those with a documented value, or all, that differ between runs.

    Raises
    ------
    PlanError
        For a name that is no outcome of the sweep, with the nearest one.
    """
    names = list(study.outcome_names)
    wrong = [f"--outcome {name}: is no outcome of this sweep{suggest(name, names)}" for name in wanted
             if name not in names]  # fmt: skip
    if wrong:
        raise PlanError("\n".join(wrong))
    if wanted:
        return list(dict.fromkeys(wanted))
    known = documented(scenario)
    frame = study.frame()
    varying = [name for name in names if frame.loc[frame["state"] == "succeeded", name].nunique() > 1]
    return [name for name in varying if name in known] or varying


def analyze(study: Study, outcomes: Sequence[str]) -> list[Finding]:
    """What each of some outcomes depends on.

    Raises
    ------
    PlanError
        Where the sweep has no run yet, or the design is Morris and SALib is missing.
    """
    frame = study.frame()
    if not (frame["state"] == "succeeded").any():
        raise PlanError("no run of this sweep has succeeded yet; run it first")
    try:
        return [_finding(study, frame, name) for name in outcomes]
    except ModuleNotFoundError as missing:
        if (missing.name or "").partition(".")[0] != "SALib":
            raise
        raise PlanError(NEEDS_SALIB) from None


def _finding(study: Study, frame: pd.DataFrame, outcome: str) -> Finding:
    plan = study.plan
    method = METHODS.get(plan.design.name, "rank")
    found = spread(by_point(study, frame, outcome), plan.is_paired)
    undefined = int(frame.loc[frame["state"] == "succeeded", outcome].isna().sum())
    names = tuple(axis.name for axis in plan.axes)
    head = dict[str, Any](
        outcome=outcome, axes=names, spread=found, method=method, undefined=undefined, is_paired=plan.is_paired
    )
    if not found.varies:
        return Finding(**head, rows=len(plan.points), problem="flat")
    return {"sobol": _sobol, "morris": _morris, "rank": _rank}[method](plan, found, head)


def _sobol(plan: Plan, found: Spread, head: dict[str, Any]) -> Finding:
    blocks = found.runs.reshape(len(plan.axes) + 2, plan.design.samples, plan.replicates)
    least = min(2, plan.replicates)  # replicates of a setting
    whole = np.asarray((np.count_nonzero(~np.isnan(blocks), axis=-1) >= least).all(axis=0))
    more: dict[str, Any] = {"rows": len(whole), "dropped": int(np.count_nonzero(~whole))}
    if np.count_nonzero(whole) < _LEAST_ROWS:
        return Finding(**head, **more, problem="too_few_rows", least=_LEAST_ROWS)
    if found.draws is not None and not found.is_told_apart:
        return Finding(**head, **more, problem="draws_only")
    try:
        first, total, raw = indices.sobol(blocks[:, whole], plan.is_paired)
    except ValueError:
        return Finding(**head, **more, problem="draws_only")
    return Finding(**head, **more, bands={"first": first, "total": total}, plain={"raw_total": raw})


def _morris(plan: Plan, found: Spread, head: dict[str, Any]) -> Finding:
    n_axes = len(plan.axes)
    whole = np.asarray(~np.isnan(found.means.reshape(-1, n_axes + 1)).any(axis=1))
    more: dict[str, Any] = {"rows": len(whole), "dropped": int(np.count_nonzero(~whole))}
    if np.count_nonzero(whole) < 2:
        return Finding(**head, **more, problem="too_few_rows", least=2)
    kept = np.repeat(whole, n_axes + 1)
    x = np.array([[axis.share(point[axis.name]) for axis in plan.axes] for point in plan.points])
    size, plain = indices.morris(x[kept], found.runs[kept], plan.design.levels or 4, plan.is_paired)
    return Finding(**head, **more, bands={"mu_star": size}, plain=plain)


def _rank(plan: Plan, found: Spread, head: dict[str, Any]) -> Finding:
    some = ~np.isnan(found.means)
    more: dict[str, Any] = {"rows": len(some), "dropped": int(np.count_nonzero(~some))}
    columns = [column(plan, axis)[some] for axis in plan.axes]
    least = sum(1 if each.ndim == 1 else each.shape[1] for each in columns) + 4  # three more than it has coefficients
    if np.count_nonzero(some) < least:
        return Finding(**head, **more, problem="too_few_points", least=least)
    correlation, own, explained = indices.rank_regression(columns, found.runs[some], plan.is_paired)
    return Finding(**head, **more, bands={"correlation": correlation, "own": own}, explained=explained)


def is_number(axis: Axis) -> bool:
    """Whether an axis has numbers, which have an order, rather than names."""
    return axis.is_range or all(isinstance(value, int | float) and not isinstance(value, bool) for value in axis.values)


def names_of(axis: Axis, values: Sequence[Any]) -> list[str]:
    """The names of an axis that settings have, in the order of the axis."""
    met = set(map(str, values))
    return [name for name in dict.fromkeys(map(str, axis.values)) if name in met]


def column(plan: Plan, axis: Axis) -> Floats:
    """An axis over all settings: numbers, (point,), or flags of its names but the first, (point, name)."""
    values = [point[axis.name] for point in plan.points]
    if is_number(axis):
        return np.array(values, dtype=float)
    names = names_of(axis, values)
    return np.array([[str(value) == name for name in names[1:]] for value in values], dtype=float)
