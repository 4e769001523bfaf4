"""One process against two on the same plan of chunks (wall time, since CPU time adds up over processes)."""

from __future__ import annotations

import multiprocessing
import time
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from functools import cache

from sim.bench import world
from sim.bench.measure import Scope, Spread, is_enough, ratio, runs_of
from sim.ensemble import Ensemble
from sim.scenario.load import LoadedCase


@cache
def _case(n_actors: int, n_months: int) -> LoadedCase:
    return world.build(n_actors, n_months=n_months)


def _chunk(n_actors: int, n_months: int, first: int, n_runs: int) -> list[float]:
    """Yes shares of some replicates, as a worker of a sweep computes them."""
    replicates = range(first, first + n_runs)
    return Ensemble(_case(n_actors, n_months), replicates, series=False).run().outcomes["vote"].tolist()


def _seconds(pool: ProcessPoolExecutor, tasks: list[tuple[int, int, int, int]]) -> float:
    begun = time.perf_counter()
    list(pool.map(_chunk, *zip(*tasks, strict=True)))
    return time.perf_counter() - begun


def two_against_one(scope: Scope, n_actors: int = 100) -> Spread:
    """How many times as long one process takes as two, both warm, in interleaved rounds."""
    n_runs = runs_of(Ensemble(_case(n_actors, scope.months), 1).setting, scope)
    tasks = [(n_actors, scope.months, first, n_runs) for first in range(0, scope.chunks * n_runs, n_runs)]
    # An explicit context: importing Mesa sets another one for the whole process.
    context = multiprocessing.get_context("forkserver")
    with ExitStack() as stack:
        pools = [stack.enter_context(ProcessPoolExecutor(size, mp_context=context)) for size in (1, 2)]
        for pool in pools:
            _seconds(pool, tasks[:2])  # imports, compiles, and lets both workers begin
        found: list[list[float]] = [[], []]
        begun = time.monotonic()
        while not is_enough(len(found[1]), time.monotonic() - begun, scope):
            for pool, seconds in zip(pools, found, strict=True):
                seconds.append(_seconds(pool, tasks))
    return ratio(found[0], found[1])
