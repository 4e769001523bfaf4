"""The dry run of a plan: all of it checked before run 1, then what it will cost on this machine."""

from __future__ import annotations

import json
import math
import os
import time
from contextlib import suppress
from dataclasses import dataclass

import numpy as np

from sim.ensemble import Ensemble, chunk_size
from sim.experiments.plans.faults import Checked, Progress, check
from sim.experiments.plans.plan import Plan, split
from sim.model.setting import Setting
from sim.words import say

LARGE_SECONDS = 600.0
LARGE_MEGABYTES = 500.0
START_SECONDS = 1.5  # a worker's own start: Python, numpy, the package
_PROBE_SECONDS = 1.2  # the longer of both probes takes about this long at most
_FEW_STEPS = 4
_RUN_BYTES = 300  # a run in the ledger besides its outcomes: number, id, digest, state, and their indexes


@dataclass(frozen=True)
class Estimate:
    """What a plan will cost, extrapolated from a few of its own runs.

    Attributes
    ----------
    runs, points, replicates
        Of the plan: runs = points x replicates.
    cases
        Distinct scenarios that have to be compiled.
    serial_seconds
        In one process.
    workers
        Processes that were asked for.
    cores
        Of this machine; more workers than cores gain nothing.
    megabytes
        Of the ledger when all is done.
    """

    runs: int
    points: int
    replicates: int
    cases: int
    serial_seconds: float
    workers: int
    cores: int
    megabytes: float

    @property
    def seconds(self) -> float:
        """With the workers asked for."""
        return self.seconds_with(self.workers)

    def seconds_with(self, workers: int) -> float:
        """With so many processes on this machine; one is this process itself."""
        if workers <= 1:
            return self.serial_seconds
        return START_SECONDS + self.serial_seconds / max(min(workers, self.cores), 1)

    @property
    def is_large(self) -> bool:
        """Whether somebody should be asked first: over ten minutes or 500 MB."""
        return self.seconds > LARGE_SECONDS or self.megabytes > LARGE_MEGABYTES

    def lines(self, lang: str = "en") -> list[str]:
        """Two lines to print: runs, and their time and size."""
        size = f"{self.megabytes:,.0f}" if self.megabytes >= 10 else f"{max(self.megabytes, 0.1):.1f}"
        runs = say(
            "plan_runs", lang, runs=f"{self.runs:,}", points=f"{self.points:,}", replicates=f"{self.replicates:,}",
            cases=f"{self.cases:,}",
        )  # fmt: skip
        if self.workers <= 1:
            return [runs, say("plan_cost", lang, time=duration(self.seconds, lang), megabytes=size)]
        times = {"time": duration(self.seconds, lang), "serial": duration(self.serial_seconds, lang)}
        return [runs, say("plan_cost_workers", lang, workers=self.workers, megabytes=size, **times)]


def duration(seconds: float, lang: str = "en") -> str:
    """A time as people say it, in the unit that suits it.

    >>> duration(0.2), duration(90), duration(5400), duration(200_000)
    ('1 s', '90 s', '90 min', '2.3 days')
    """
    for key, unit, most in (("plan_seconds", 1, 120), ("plan_minutes", 60, 7200), ("plan_hours", 3600, 172_800)):
        if seconds <= most:
            return say(key, lang, n=max(seconds / unit, 1))
    return say("plan_days", lang, n=seconds / 86_400)


def examine(plan: Plan, workers: int = 1, progress: Progress | None = None) -> Estimate:
    """Check a whole plan, then time a few of its runs and tell what all of them will take.

    Every distinct scenario of the plan is loaded; that alone takes about .01 s each for a large case.

    Parameters
    ----------
    workers
        Processes that are to share the work.
    progress
        Called with the settings checked so far, of `len(plan.points)`.

    Raises
    ------
    sim.experiments.plans.plan.PlanError
        With everything that is wrong with the plan, a line each.
    """
    began = time.perf_counter()
    checked = check(plan, progress)
    to_prepare = time.perf_counter() - began
    began = time.perf_counter()
    whole = Ensemble(checked.largest, 1, until=plan.until).setting
    to_compile = time.perf_counter() - began
    to_start, to_step = _probe(plan, checked, whole)
    serial = (
        to_prepare
        + len(checked.groups) * to_compile
        + sum(
            len(group.points) * plan.replicates * (to_start + n_steps * to_step)
            for group, n_steps in zip(checked.groups, checked.n_steps, strict=True)
        )
    )
    return Estimate(
        plan.n_runs, len(plan.points), plan.replicates, len(checked.groups), serial, workers,
        len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1,
        _megabytes(plan, len(checked.largest.scenario.outcomes)),
    )  # fmt: skip


def _probe(plan: Plan, checked: Checked, whole: Setting) -> tuple[float, float]:
    """Seconds per run to start, and per run and step: two short batches of the plan's own runs, side by side.

    Parameters
    ----------
    whole
        The largest case of the plan, compiled.
    """
    group = checked.largest_group
    size = min(chunk_size(whole), len(group.points) * plan.replicates)
    numbers = [(group.points[i % len(group.points)], i // len(group.points)) for i in range(size)]
    settings = [split(plan.points[point])[1] for point, _ in numbers]
    columns = {name: np.array([each[name] for each in settings]) for name in settings[0]}

    def timed(n_steps: int) -> float:
        batch = Ensemble(
            checked.largest, [replicate for _, replicate in numbers], plan.seed, parameters=columns,
            jitter=plan.jitter, until=whole.months[n_steps - 1], series=False,
        )  # fmt: skip
        began = time.perf_counter()
        with suppress(Exception):  # a run that fails is the sweep's to record, with all that tells why
            batch.run()
        return time.perf_counter() - began

    few = min(_FEW_STEPS, whole.n_steps)
    timed(1)  # what is slow the first time only
    short = timed(few)
    more = min(whole.n_steps, few + max(_FEW_STEPS, int(_PROBE_SECONDS * few / short)))
    if more == few:
        return 0.0, short / few / size
    long = timed(more)
    to_step = max((long - short) / (more - few), long / more / 10)  # a hiccup of the machine is no speed
    return max(long - more * to_step, 0.0) / size, to_step / size


def _megabytes(plan: Plan, n_outcomes: int) -> float:
    sample = plan.points[:: math.ceil(len(plan.points) / 100)]
    point = sum(len(json.dumps(dict(each), default=str)) for each in sample) / len(sample)
    return (plan.n_runs * (_RUN_BYTES + 8 * n_outcomes) + len(plan.points) * 2 * point) / 1e6
