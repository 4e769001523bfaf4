"""The engine that computes on Dask: on this machine, or on whatever a scheduler has, such as a cluster's nodes."""

from __future__ import annotations

import importlib
import signal
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from itertools import islice
from typing import TYPE_CHECKING, Any

from sim.experiments.plans.plan import PlanError
from sim.experiments.sweeps.engines import RETRIES, after_death, cores

if TYPE_CHECKING:
    from sim.experiments.sweeps.work import Done, Task, Work

# What workers of our own say as they are stopped is no news; what goes wrong in a run is recorded with the run.
_QUIET = {"distributed.nanny.pre-spawn-environ.DASK_LOGGING__DISTRIBUTED": "critical"}
_AHEAD = 2  # tasks per worker that the scheduler holds, so that none waits for this process


class Cluster(AbstractContextManager["Cluster"]):
    """Dask workers.

    Parameters
    ----------
    workers
        Processes to start on this machine; None is one a core. A scheduler has its own.
    scheduler
        Address of a running scheduler; None starts one that listens on 127.0.0.1 alone.

    Raises
    ------
    sim.experiments.plans.plan.PlanError
        If Dask is not installed.
    """

    def __init__(self, workers: int | None = None, scheduler: str | None = None) -> None:
        try:
            distributed: Any = importlib.import_module("distributed")
        except ImportError:
            raise PlanError("--engine dask: is not installed; pip install 'advocacy-coalitions[cluster]'") from None
        self._dask, self._scheduler = distributed, scheduler
        self.workers = workers or cores()
        self._open = ExitStack()

    def __enter__(self) -> Cluster:
        import dask

        with ExitStack() as opening:
            # A worker that dies takes its task with it this often before the task is held to be at fault.
            opening.enter_context(dask.config.set({"distributed.scheduler.allowed-failures": RETRIES}))
            address: Any = self._scheduler
            if address is None:
                address = opening.enter_context(self._local())
            try:
                self._client = opening.enter_context(self._dask.Client(address, timeout=20, set_as_default=False))
            except OSError as wrong:
                raise PlanError(f"--scheduler {self._scheduler}: cannot be reached: {wrong}") from None
            self._open = opening.pop_all()
        return self

    def _local(self) -> Any:
        """A scheduler and workers of this machine, which nobody else can reach."""
        try:
            with _deaf_to_ctrl_c(), importlib.import_module("dask.config").set(_QUIET):
                return self._dask.LocalCluster(
                    host="127.0.0.1", n_workers=self.workers, threads_per_worker=1, dashboard_address="127.0.0.1:0"
                )
        except RuntimeError as wrong:
            raise PlanError(f"--engine dask: the workers did not start ({wrong}); try again") from None

    def __exit__(self, *_: object) -> None:
        self._open.close()

    def run(self, work: Work, tasks: Iterable[Task]) -> Iterator[list[Done]]:
        """See `sim.experiments.sweeps.engines.Engine`.

        Dask charges the death of a worker to every task that it held. What it gives up is therefore tried again at
        the end, with nothing beside it, and only then halved or recorded as failed.
        """
        todo, done = iter(tasks), self._dask.as_completed(loop=self._client.loop)
        suspects: deque[tuple[Task, int]] = deque()
        busy: dict[Any, tuple[Task, bool]] = {}

        def submit(task: Task, is_alone: bool) -> None:
            # Not pure: else a task that is asked for again would get its old answer.
            future = self._client.submit(work, task, pure=False)
            busy[future] = (task, is_alone)
            done.add(future)

        while True:
            for task in islice(todo, max(_AHEAD * max(self.n_workers, 1) - len(busy), 0)):
                submit(task, is_alone=False)
            if not busy and suspects:
                submit(suspects.popleft()[0], is_alone=True)
            if not busy:
                return
            future = next(done)
            task, is_alone = busy.pop(future)
            try:
                results = future.result()
            except self._dask.KilledWorker:
                results = after_death(task, RETRIES + 1, suspects) if is_alone else []
                if not is_alone:
                    suspects.append((task, RETRIES))
            if results:
                yield results

    @property
    def n_workers(self) -> int:
        """Tasks that the workers of the scheduler can do at once now; a cluster's workers come and go."""
        return sum(self._client.nthreads().values()) if self._scheduler else self.workers


@contextmanager
def _deaf_to_ctrl_c() -> Iterator[None]:
    """Let processes that begin here leave Ctrl-C to this one, which ends them; until they are there none hears it."""
    if threading.current_thread() is not threading.main_thread():  # no other may say what a signal does
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
