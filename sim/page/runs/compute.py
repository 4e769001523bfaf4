"""Runs the settings of a page, side by side and on all cores; the same bits as one run at a time."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, cast

import numpy as np

from sim.ensemble import Ensemble, chunk_size
from sim.experiments.sweeps.engines import Processes, Serial, cores
from sim.model.parameters import table
from sim.page.runs.history import History, Look, Numbers, Subject, read_runs
from sim.page.runs.star import Choice
from sim.page.runs.study import Study
from sim.scenario.load import LoadedCase

MOST_TOGETHER = 16  # settings whose histories one process keeps at once
LOOK = 0.25  # s between looks whether other processes are still wanted
PAYS_FROM = 10_000  # run-months in one process from which starting others pays

Progress = Callable[[int], object]


@dataclass(frozen=True)
class Found:
    """What the runs of one setting came to."""

    history: History  # of the run that is shown
    numbers: Numbers  # of all its runs


@dataclass(frozen=True)
class Task:
    """Some settings of one variant, to be computed side by side by one process."""

    loaded: LoadedCase
    subject: Subject
    choices: tuple[Choice, ...]
    numbers: tuple[int, ...]  # of the settings, among all
    runs: tuple[int, ...]  # replicates of each
    n_counted: int  # of them, from the first
    shown: int  # position among them of the run that is shown
    seed: int
    until: str | None

    def halves(self) -> tuple[Task, Task]:
        """The task as two tasks."""
        middle = len(self.choices) // 2
        return tuple(  # type: ignore[return-value]
            replace(self, choices=self.choices[part], numbers=self.numbers[part])
            for part in (slice(0, middle), slice(middle, None))
        )


def carry_out(task: Task, look: Look | None = None) -> list[tuple[int, Found]]:
    """Run the settings of a task: each with its number; `look` is called every month."""
    n, n_runs = len(task.choices), len(task.runs)
    base = Ensemble(task.loaded, [0], task.seed, until=task.until, series=False)
    ensemble = base.with_runs(task.runs * n, _parameters(task), n * n_runs, _absent(task))
    shown = [k * n_runs + task.shown for k in range(n)]
    histories, numbers = read_runs(ensemble, task.subject, shown, chunk_size(base.setting), look)
    return [
        (number, Found(histories[k], numbers.of(slice(k * n_runs, k * n_runs + task.n_counted))))
        for k, number in enumerate(task.numbers)
    ]


def _parameters(task: Task) -> dict[str, np.ndarray]:
    """Parameters that some settings change, a value a run."""
    known = task.loaded.parameters
    names = dict.fromkeys(name for choice in task.choices for name in choice.parameters)
    return {
        name: np.repeat([choice.parameters.get(name, known.get(name, table()[name].default)) for choice in
                         task.choices], len(task.runs))
        for name in names
    }  # fmt: skip


def _absent(task: Task) -> dict[str, np.ndarray]:
    """Where an actor is removed, a flag a run."""
    names = dict.fromkeys(name for choice in task.choices for name in choice.without)
    return {name: np.repeat([name in choice.without for choice in task.choices], len(task.runs)) for name in names}


def compute_all(
    study: Study, choices: Sequence[Choice], progress: Progress | None = None, workers: int | None = None,
    look: Look | None = None,
) -> list[Found]:  # fmt: skip
    """Every setting, in order.

    Parameters
    ----------
    progress : called with the runs done so far
    workers : processes; None is one a core where that pays. Changes speed, never a number.
    look : called now and again; may raise what ends everything at once
    """
    run_months = len(choices) * len(study.runs) * study.subject.n_months
    workers = workers or (cores() if run_months > PAYS_FROM else 1)
    tasks = _tasks(study, choices, workers)
    workers = min(workers, len(tasks))
    found: dict[int, Found] = {}
    work = carry_out if workers > 1 else partial(carry_out, look=look)
    with Processes(workers) if workers > 1 else Serial() as engine, _watched(engine, look):
        for results in engine.run(cast(Any, work), cast(Any, tasks)):
            found |= dict(cast(Iterable[tuple[int, Found]], results))
            if progress:
                progress(len(found) * len(study.runs))
    return [found[k] for k in range(len(choices))]


@contextmanager
def _watched(engine: Processes | Serial, look: Look | None) -> Iterator[None]:
    """End an engine's processes as soon as `look` raises; of one that has none the work itself looks."""
    if look is None or isinstance(engine, Serial):
        yield
        return
    is_over, raised = threading.Event(), list[Exception]()

    def watch() -> None:
        while not is_over.wait(LOOK):
            try:
                look()
            except Exception as wanted:
                raised.append(wanted)
                engine.stop()
                return

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield
    except BrokenProcessPool:
        if raised:
            raise raised[0] from None
        raise
    finally:
        is_over.set()
        watcher.join()


def _tasks(study: Study, choices: Sequence[Choice], workers: int) -> list[Task]:
    """Settings of one variant together, as many as fit and leave work for all; the larger tasks first."""
    fitting = chunk_size(study.ensemble.setting) // len(study.runs)
    together = max(1, min(MOST_TOGETHER, fitting, -(-len(choices) // workers)))
    by_variant: dict[str | None, list[int]] = {}
    for k, choice in enumerate(choices):
        by_variant.setdefault(choice.variant, []).append(k)
    tasks = []
    for variant, rows in by_variant.items():
        loaded = study.variant(variant)
        for first in range(0, len(rows), together):
            part = rows[first : first + together]
            tasks.append(_task(study, loaded, tuple(choices[k] for k in part), tuple(part)))
    return sorted(tasks, key=lambda task: -len(task.choices))


def _task(study: Study, loaded: LoadedCase, choices: tuple[Choice, ...], numbers: tuple[int, ...]) -> Task:
    runs = study.runs
    return Task(
        loaded, study.subject, choices, numbers, runs, study.replicates, runs.index(study.replicate), study.seed,
        study.until,
    )  # fmt: skip
