"""A sweep in one call, for notebooks: settings go in as Python values, a table of runs comes out."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from sim.ensemble import Jitter
from sim.experiments.plans.faults import check
from sim.experiments.plans.plan import PlanError, make_plan
from sim.experiments.sweeps.provenance import plain
from sim.experiments.sweeps.sweep import Progress
from sim.experiments.sweeps.sweep import sweep as run_plan
from sim.scenario.problem import ArgumentError, in_python


def sweep(
    case: str | Path,
    vary: Mapping[str, Sequence[Any]],
    replicates: int = 50,
    seed: int = 1,
    settings: Mapping[str, object] | None = None,
    until: str | None = None,
    design: str = "grid",
    samples: int = 16,
    jitter: Jitter = 0.0,
    paired: bool = True,
    out: Path | str | None = None,
    engine: str = "serial",
    workers: int | None = None,
    progress: Progress | None = None,
) -> pd.DataFrame:
    """Run every setting of a plan; everything is checked before the first run.

    Parameters
    ----------
    vary
        `{"opinion.rate": (0.5, 1.0), "variant": ["baseline", "no_ezln"]}`: values of each name. In a design other
        than grid a tuple of two numbers is the range between them.
    replicates, seed, settings, until, design, samples, jitter, paired
        See `plan.make_plan`.
    out
        Folder that keeps the runs, and from which the same call goes on; None keeps nothing.
    engine, workers, progress
        See `sweep.sweep`.

    Returns
    -------
    pandas.DataFrame
        A row a run: number, point, what varies, replicate, state, every outcome; replicates outermost.

    Raises
    ------
    sim.scenario.problem.ArgumentError, sim.experiments.plans.plan.PlanError, sim.scenario.problem.ScenarioError
        Before anything runs, for a plan that cannot be carried out.
    """
    if not isinstance(vary, Mapping):
        raise ArgumentError(f"vary: must be a dict of lists of values by name (got {vary!r})")
    texts = [_as_typed(name, values, design) for name, values in vary.items()]
    try:
        plan = make_plan(case, texts, design, samples, replicates, seed, settings, until, jitter, paired)
        check(plan)
        with run_plan(plan, out, engine, workers, progress=progress) as ledger:
            return ledger.frame()
    except PlanError as wrong:  # of a plan as it is typed
        raise PlanError(in_python(str(wrong))) from None


def _as_typed(name: str, values: Sequence[Any], design: str) -> str:
    """The values as after `--vary`: JSON is YAML."""
    if isinstance(values, str) or not isinstance(values, Iterable):
        raise ArgumentError(f"vary {name}: must be a list of values, as [{values!r}] (got {values!r})")
    whole = plain(values)
    is_range = design != "grid" and isinstance(values, tuple) and len(values) == 2
    if is_range and all(isinstance(value, int | float) and not isinstance(value, bool) for value in whole):
        return f"{name}={whole[0]!r}:{whole[1]!r}"
    return f"{name}=" + ",".join(json.dumps(value) for value in whole)
