"""Engines: where tasks are computed. All give the same bits; they differ in speed and in what they survive.

Nothing heavy is imported at the top, numpy above all: a worker imports this file first, and limits the threads of its
linear algebra before numpy starts them.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import AbstractContextManager, contextmanager
from multiprocessing import connection
from types import ModuleType, TracebackType
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from sim.experiments.sweeps.work import Done, Task, Work

ENGINES = ("serial", "processes", "dask")
RETRIES = 2  # times that a task is tried again after a worker died on it
THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMEXPR_NUM_THREADS", "BLIS_NUM_THREADS")


class WorkerDiedError(RuntimeError):
    """The process that computed a run ended without a word: killed by the system, out of memory, or crashed."""


def cores() -> int:
    """Cores that this process may use, which on a shared node are not all."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Engine(Protocol):
    """Somewhere to compute; to be used in a `with` statement, which starts and ends its workers."""

    workers: int

    def __enter__(self) -> Engine: ...

    def __exit__(
        self, kind: type[BaseException] | None, wrong: BaseException | None, trace: TracebackType | None
    ) -> None: ...

    def run(self, work: Work, tasks: Iterable[Task]) -> Iterator[list[Done]]:
        """Results of tasks as they are done, in any order; every run of every task comes out exactly once."""
        ...


class Serial(AbstractContextManager["Serial"]):
    """The calling process, one task after another."""

    workers = 1

    def __exit__(self, *_: object) -> None:
        pass

    def run(self, work: Work, tasks: Iterable[Task]) -> Iterator[list[Done]]:
        """See `Engine`."""
        return (work(task) for task in tasks)


class Processes(AbstractContextManager["Processes"]):
    """Processes on this machine, each a pool of one, so that when one dies it is known on which task.

    The other processes go on, the dead one is replaced, and its task is tried again, twice; after that it is halved
    until the run that kills its worker stands alone, and is recorded as failed.
    """

    def __init__(self, workers: int | None = None) -> None:
        self.workers = workers or cores()
        methods = multiprocessing.get_all_start_methods()
        self._context = multiprocessing.get_context("forkserver" if "forkserver" in methods else "spawn")
        self._pools: list[ProcessPoolExecutor] = []
        self._before: dict[str, str | None] = {}
        self._is_stopped = False

    def stop(self) -> None:
        """End all workers from another thread; whoever waits for results gets a `BrokenProcessPool`."""
        self._is_stopped = True
        for pool in list(self._pools):
            for process in list((pool._processes or {}).values()):
                process.kill()

    def __enter__(self) -> Processes:
        # What imports numpy before `begin_worker` is called, the server of forks, has its threads from here.
        self._before = {name: os.environ.get(name) for name in THREADS}
        os.environ.update(dict.fromkeys(THREADS, "1"))
        if self._context.get_start_method() == "forkserver":
            # Imported once, by the server that all workers are copies of: a new worker starts in no time.
            self._context.set_forkserver_preload(["sim.experiments.sweeps.work"])
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        for pool in self._pools:
            _end(pool)
        self._pools = []
        for name, value in self._before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value

    def run(self, work: Work, tasks: Iterable[Task]) -> Iterator[list[Done]]:
        """See `Engine`."""
        todo = iter(tasks)
        again: deque[tuple[Task, int]] = deque()
        busy: dict[Future[list[Done]], tuple[ProcessPoolExecutor, Task, int]] = {}
        idle = [self._first()]
        while True:
            while len(busy) < self.workers and (following := _next(todo, again)):
                pool, future = self._submit(idle, work, following[0])
                busy[future] = (pool, *following)
            if not busy:
                return
            for future in wait(busy, return_when=FIRST_COMPLETED).done:
                pool, task, deaths = busy.pop(future)
                try:
                    results = future.result()
                except BrokenProcessPool:
                    if self._is_stopped:
                        raise
                    self._pools.remove(pool)
                    _end(pool)
                    results = after_death(task, deaths + 1, again)
                else:
                    idle.append(pool)
                if results:
                    yield results

    def _submit(
        self, idle: list[ProcessPoolExecutor], work: Work, task: Task
    ) -> tuple[ProcessPoolExecutor, Future[list[Done]]]:
        """Give a task to a pool that waits, or to a new one; one that died while it waited is replaced."""
        while idle:
            pool = idle.pop()
            try:
                return pool, pool.submit(work, task)
            except BrokenProcessPool:
                self._pools.remove(pool)
                _end(pool)
        return self._start(work, task)

    def _start(self, work: Callable[[Any], Any], task: object) -> tuple[ProcessPoolExecutor, Future[Any]]:
        pool = ProcessPoolExecutor(1, mp_context=self._context, initializer=begin_worker)
        self._pools.append(pool)
        with _without_main():
            future = pool.submit(work, task)
        if self._is_stopped:
            raise BrokenProcessPool("stopped")
        return pool, future

    def _first(self) -> ProcessPoolExecutor:
        """A pool whose worker has started: if none did, every run would fail, and its record say nothing of why."""
        for _ in range(RETRIES + 1):
            pool, future = self._start(str, "")
            try:
                future.result()
            except BrokenProcessPool:
                if self._is_stopped:
                    raise
                continue
            return pool
        from sim.experiments.plans.plan import PlanError

        raise PlanError("--engine processes: no worker starts on this machine; --engine serial needs none")


@contextmanager
def _without_main() -> Iterator[None]:
    """Keep workers from running the script that calls: they need nothing of it, and it may call again."""
    main = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main


def after_death(task: Task, deaths: int, again: deque[tuple[Task, int]]) -> list[Done]:
    """Put a task on which a worker died back to be done again, whole or in halves; or give its run up as failed.

    Parameters
    ----------
    deaths
        How many workers have died on it.
    again
        Tasks to do next, with the deaths of each; changed.
    """
    if deaths <= RETRIES:
        again.append((task, deaths))
    elif len(task.numbers) > 1:
        again.extend((half, RETRIES) for half in task.halves())
    else:
        from sim.experiments.sweeps.work import failures

        message = f"the worker process died {deaths} times while it computed this run (killed, or out of memory)"
        return failures(task, "worker", WorkerDiedError(message))
    return []


def begin_worker() -> None:
    """What a worker does first: one thread, deaf to Ctrl-C, and gone as soon as its parent is."""
    os.environ.update(dict.fromkeys(THREADS, "1"))
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)  # a worker waits for tasks on a pipe that it holds open itself, so it would wait for ever


def _next(todo: Iterator[Task], again: deque[tuple[Task, int]]) -> tuple[Task, int] | None:
    if again:
        return again.popleft()
    task = next(todo, None)
    return None if task is None else (task, 0)


def _end(pool: ProcessPoolExecutor) -> None:
    """End a pool without waiting for what it computes."""
    for process in list((pool._processes or {}).values()):
        process.kill()
    pool.shutdown(wait=True, cancel_futures=True)


def make_engine(name: str, workers: int | None = None, scheduler: str | None = None) -> Engine:
    """An engine by its name: serial, processes or dask.

    Parameters
    ----------
    workers
        Processes; None is one a core. Serial has one.
    scheduler
        Address of a Dask scheduler, such as tcp://10.0.0.1:8786; None starts workers on this machine.

    Raises
    ------
    sim.experiments.plans.plan.PlanError
        For another name, a scheduler without Dask, or Dask where it is not installed.
    """
    from sim.experiments.plans.plan import PlanError

    if name not in ENGINES:
        raise PlanError(f"--engine {name}: there are {', '.join(ENGINES)}")
    if scheduler is not None and name != "dask":
        raise PlanError(f"--scheduler: goes with --engine dask (got --engine {name})")
    if workers is not None and workers < 1:
        raise PlanError(f"--workers: must be 1 or more (got {workers})")
    if name == "serial":
        return Serial()
    if name == "processes":
        return Processes(workers)
    from sim.experiments.sweeps.cluster import Cluster

    return Cluster(workers, scheduler)
