"""Sweeps: every setting of a plan on the same replicates."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from sim.ensemble import Ensemble
from sim.experiments.plan import Axis, PlanError, grid, split
from sim.params import check_value


def sweep(
    case: str | Path,
    axes: Sequence[Axis],
    replicates: int = 50,
    seed: int = 1,
    settings: Mapping[str, object] | None = None,
    progress: Callable[[int], object] | None = None,
    until: str | None = None,
) -> pd.DataFrame:
    """Run every combination of the axes, in this process.

    Settings share their replicates, so that differences between them are paired. Everything is checked before the
    first run. Settings that differ in parameters alone run side by side in one batch. `until` is the last month, such
    as 1993-12; outcomes dated later are not defined.

    Returns
    -------
    pandas.DataFrame
        A row a run: the axes, the replicate, every outcome; in the order of the grid, then of the replicates.

    Raises
    ------
    sim.experiments.plan.PlanError, sim.params.ParameterError, sim.scenario.problem.ScenarioError
        Before anything runs, for a plan that cannot be carried out.
    """
    points = grid(axes)
    frames: list[pd.DataFrame] = [pd.DataFrame()] * len(points)
    done = 0
    for numbers, ensemble in _batches(case, axes, points, (replicates, seed, until), settings):
        report = partial(_report, progress, done) if progress else None
        result = ensemble.run(report)
        done += result.n_runs
        for place, number in enumerate(numbers):
            here = slice(place * replicates, (place + 1) * replicates)
            found = {name: values[here] for name, values in result.outcomes.items()}
            frames[number] = pd.DataFrame(points[number] | {"replicate": result.replicates[here]} | found)
    return pd.concat(frames, ignore_index=True)


def _report(progress: Callable[[int], object], before: int, done: int) -> None:
    progress(before + done)


def n_runs(axes: Sequence[Axis], replicates: int) -> int:
    """Runs of a plan."""
    return len(grid(axes)) * replicates


def _batches(
    case: str | Path,
    axes: Sequence[Axis],
    points: Sequence[Mapping[str, Any]],
    study: tuple[int, int, str | None],
    settings: Mapping[str, object] | None,
) -> list[tuple[list[int], Ensemble]]:
    """Numbers of the points that share a compiled scenario, with the ensemble that runs them all."""
    _check(axes, settings)
    replicates, seed, until = study
    groups: dict[str, list[int]] = {}
    for number, point in enumerate(points):
        groups.setdefault(json.dumps(split(point)[0], default=str, sort_keys=True), []).append(number)
    batches = []
    for numbers in groups.values():
        fields, parameters = split(points[numbers[0]])
        variant = fields.pop("variant", None)
        columns = {name: np.repeat([float(points[n][name]) for n in numbers], replicates) for name in parameters}
        runs = list(range(replicates)) * len(numbers)
        own = dict(settings or {}) | fields
        batches.append((numbers, Ensemble(case, runs, seed, variant, own, columns, until=until)))
    return batches


def _check(axes: Sequence[Axis], settings: Mapping[str, object] | None) -> None:
    for axis in axes:
        if axis.name in (settings or {}):
            raise PlanError(f"--vary {axis.name}: is held fixed by --set; leave one of them out")
        if len(set(map(str, axis.values))) < len(axis.values):
            raise PlanError(f"--vary {axis.name}: each value once (got {', '.join(map(str, axis.values))})")
        for value in axis.values if axis.is_parameter else ():
            check_value(axis.name, value)
