"""Sweeps: every setting of a plan on the same replicates."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from sim.ensemble import Ensemble
from sim.experiments.plan import Axis, PlanError, grid, split
from sim.params import check_value
from sim.results import Result


def sweep(
    case: str | Path,
    axes: Sequence[Axis],
    replicates: int = 50,
    seed: int = 1,
    settings: Mapping[str, object] | None = None,
    progress: Callable[[int], object] | None = None,
) -> pd.DataFrame:
    """Run every combination of the axes, in this process.

    Settings share their replicates, so that differences between them are paired. Everything is checked before the
    first run. Settings that differ in parameters alone run side by side in one batch.

    Returns
    -------
    pandas.DataFrame
        A row a run: the axes, the replicate, every outcome; in the order of the grid, then of the replicates.

    Raises
    ------
    sim.experiments.plan.PlanError, sim.params.ParameterError, sim.scenario.problem.ScenarioError
        Before anything runs, for a plan that cannot be carried out.
    """
    plan = [
        (point, ensemble) for points, ensemble in _batches(case, axes, replicates, seed, settings) for point in points
    ]
    ensembles = list({id(ensemble): ensemble for _, ensemble in plan}.values())
    results: dict[int, Result] = {}
    done = 0
    for ensemble in ensembles:
        report = (lambda n, before=done: progress(before + n)) if progress else None
        results[id(ensemble)] = ensemble.run(report)
        done += len(ensemble.runs)
    return _frame(case, axes, plan, results, replicates)


def n_runs(axes: Sequence[Axis], replicates: int) -> int:
    """Runs of a plan."""
    return len(grid(axes)) * replicates


def _batches(
    case: str | Path, axes: Sequence[Axis], replicates: int, seed: int, settings: Mapping[str, object] | None
) -> list[tuple[list[dict[str, Any]], Ensemble]]:
    """Settings that share a compiled scenario, with the ensemble that runs them all."""
    for axis in axes:
        if axis.name in (settings or {}):
            raise PlanError(f"--vary {axis.name}: is held fixed by --set; leave one of them out")
        if len(set(map(str, axis.values))) < len(axis.values):
            raise PlanError(f"--vary {axis.name}: each value once (got {', '.join(map(str, axis.values))})")
        for value in axis.values if axis.is_parameter else ():
            check_value(axis.name, value)
    groups: dict[str, list[dict[str, Any]]] = {}
    for point in grid(axes):
        groups.setdefault(json.dumps(split(point)[0], default=str, sort_keys=True), []).append(point)
    batches = []
    for points in groups.values():
        fields, _ = split(points[0])
        variant = fields.pop("variant", None)
        columns = {
            name: np.repeat([float(point[name]) for point in points], replicates) for name in split(points[0])[1]
        }
        ensemble = Ensemble(
            case, list(range(replicates)) * len(points), seed, variant, dict(settings or {}) | fields, columns
        )
        batches.append((points, ensemble))
    return batches


def _frame(
    case: str | Path,
    axes: Sequence[Axis],
    plan: list[tuple[dict[str, Any], Ensemble]],
    results: Mapping[int, Result],
    replicates: int,
) -> pd.DataFrame:
    used: dict[int, int] = {}
    rows = {}
    for point, ensemble in plan:
        first = used.get(id(ensemble), 0)
        used[id(ensemble)] = first + replicates
        result = results[id(ensemble)]
        here = slice(first, first + replicates)
        rows[json.dumps(point, default=str)] = pd.DataFrame(
            point
            | {"replicate": result.replicates[here]}
            | {name: values[here] for name, values in result.outcomes.items()}
        )
    ordered = [rows[json.dumps(point, default=str)] for point in grid(axes)]
    return pd.concat(ordered, ignore_index=True)
