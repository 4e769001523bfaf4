"""Tasks: a plan's runs in portions for workers, in an order that leaves an even sample wherever it is cut short."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from sim.ensemble import chunk_size
from sim.experiments.plans.plan import Plan, Run, split
from sim.experiments.sweeps import provenance, source
from sim.experiments.sweeps.work import Case, Task, compiled
from sim.scenario.find import MAIN_FILE, find_case, list_cases
from sim.scenario.load import ReadCase

_ROUNDS = 4  # a case's runs come in at least so many tasks, in turn with those of other cases, for an even sample
_FEW_CASES = 32  # beyond these, workers would compile anew for every round
_LEAST = 16  # runs in a task, below which arrays are too short to be fast


def scenario_of(plan: Plan, read: ReadCase) -> dict[str, Any]:
    """What identifies the case of a plan: its name, its digest, and what other files its runs may read."""
    base = read.load()
    files = read.member_files([plan.settings, {axis.name: list(axis.values) for axis in plan.axes}])
    return {"name": base.folder.resolve().name, "digest": base.digest} | ({"files": files} if files else {})


def outcome_names(plan: Plan, read: ReadCase) -> list[str]:
    """Outcomes of all cases of a plan, in the order in which the cases have them."""
    firsts: dict[str, dict[str, Any]] = {}
    for point in plan.points:
        fields = split(point)[0]
        # Nothing else can add an outcome or take one away.
        telling = {key: value for key, value in fields.items() if key == "variant" or key.startswith("outcomes.")}
        firsts.setdefault(provenance.canonical(telling), fields)
    names: dict[str, None] = {}
    for fields in firsts.values():
        variant, settings = _variant_and_settings(plan, fields)
        names |= dict.fromkeys(read.load(variant, settings).scenario.outcomes)
    return list(names)


def tasks_of(
    plan: Plan, pending: Sequence[Run], manifest: Mapping[str, Any], workers: int = 1, chunk: int | None = None
) -> list[Task]:
    """Pending runs as tasks, in an order that leaves an even sample of the settings wherever it is cut short.

    Settings that differ in parameters alone share their tasks. A task takes runs in the order of the plan, in which
    replicates are outermost; tasks are ordered by their first run.

    Parameters
    ----------
    manifest
        Of the ledger.
    workers
        Processes among which the tasks are divided.
    chunk
        Most runs in a task.
    """
    cases = cases_of(plan, manifest)
    groups: dict[str, list[Run]] = {}
    for run in pending:
        groups.setdefault(cases[run.point].key, []).append(run)
    if not groups:
        return []
    most = chunk or _chunk_of(cases[pending[0].point])
    rounds = workers * (_ROUNDS if len(groups) <= _FEW_CASES else 2)
    tasks = []
    for runs in groups.values():
        size = chunk or min(most, max(_LEAST, math.ceil(len(runs) / rounds)))
        tasks += [task_of(plan, cases, runs[first : first + size]) for first in range(0, len(runs), size)]
    return sorted(tasks, key=lambda task: task.numbers[0])


def cases_of(plan: Plan, manifest: Mapping[str, Any]) -> list[Case]:
    """The case of every point, (point,); points that differ in parameters alone have the same one."""
    digest, files = manifest["scenario"]["digest"], manifest["scenario"].get("files", {})
    outcomes, code = tuple(manifest["outcomes"]), source.computing(manifest)
    name, made, cases = _portable(plan.case), dict[str, Case](), []
    for point in plan.points:
        fields = split(point)[0]
        variant, settings = _variant_and_settings(plan, fields)
        study = (plan.until, plan.seed, plan.jitter)
        key = provenance.canonical([name, digest, files, variant, settings, study, outcomes])
        if key not in made:
            made[key] = Case(key, name, digest, variant, settings, *study, outcomes, code, files)
        cases.append(made[key])
    return cases


def task_of(plan: Plan, cases: Sequence[Case], runs: Sequence[Run]) -> Task:
    """Some runs of one case as a task; `cases` as `cases_of` gives them."""
    own = [split(plan.points[run.point])[1] for run in runs]
    parameters = {name: tuple(float(each[name]) for each in own) for name in own[0]}
    numbers, replicates = tuple(run.number for run in runs), tuple(run.replicate for run in runs)
    return Task(cases[runs[0].point], numbers, replicates, parameters)


def _variant_and_settings(plan: Plan, fields: Mapping[str, Any]) -> tuple[str | None, dict[str, Any]]:
    settings = dict(plan.settings) | dict(fields)
    return settings.pop("variant", None), settings


def _portable(case: str) -> str:
    """A case as a worker elsewhere finds it: the name of one that comes with the package, or a whole path."""
    is_named = not (Path(case) / MAIN_FILE).is_file() and case in {folder.name for folder in list_cases()}
    return case if is_named else str(find_case(case).resolve())


def _chunk_of(case: Case) -> int:
    try:
        return chunk_size(compiled(case).setting)
    except ValueError:
        return _LEAST  # its runs will be recorded as failed
