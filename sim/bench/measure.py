"""What `run.py bench` measures: CPU time per run in interleaved rounds, memory, growth, two processes, whole cases.

All sides run in one process, one after another in every round, so that a busy machine slows all of them; a ratio is
taken round by round, and its median, lowest and highest are told. Collections of garbage wait until a timing is over.
"""

from __future__ import annotations

import copy
import gc
import statistics
import time
import tracemalloc
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from importlib import import_module
from math import log
from typing import Any

from sim.bench import world
from sim.bench.draws import FastDraws
from sim.bench.plain import Plain, plain_of
from sim.ensemble import Ensemble, chunk_size
from sim.mesa_model import CoalitionModel
from sim.model.setting import Setting
from sim.scenario.load import LoadedCase


@dataclass(frozen=True)
class Job:
    """Something timed.

    Attributes
    ----------
    prepare : makes what the work needs; not timed
    work : what is timed
    n_runs : how many runs it makes
    """

    prepare: Callable[[], Any]
    work: Callable[[Any], object]
    n_runs: int = 1


@dataclass(frozen=True)
class Scope:
    """How much is measured; less is rougher, and fewer months or runs are unfavorable to the model.

    Attributes
    ----------
    months : of every run of the synthetic world [months]
    rounds : of every ratio, at most
    seconds : of wall time after which a ratio has enough rounds, if it has three; after twice that one will do
    runs : at most so many side by side; the model's own chunk if that is smaller
    grow_to : times as many runs as one chunk, for the growth of cost in runs
    chunks : of the plan that one and two processes work off
    whole_runs : runs of each whole case
    until : last month of the whole NAFTA case; None: all of it
    """

    months: int = world.N_MONTHS
    rounds: int = 9
    seconds: float = 60.0
    runs: int = 256
    grow_to: int = 8
    chunks: int = 8
    whole_runs: int = 32
    until: str | None = None


FULL = Scope()
QUICK = Scope(rounds=3, seconds=2.0, runs=64, grow_to=4, chunks=4, whole_runs=64, until="1993-12")


@dataclass(frozen=True)
class Spread:
    """A figure of several rounds."""

    median: float
    min: float
    max: float

    @classmethod
    def of(cls, values: Sequence[float]) -> Spread:
        """Median, lowest and highest."""
        return cls(statistics.median(values), min(values), max(values))


def cpu_seconds(job: Job) -> float:
    """CPU time of this process per run, with the garbage of earlier ones collected before [s]."""
    ready = job.prepare()
    gc.collect()
    gc.disable()
    try:
        begun = time.process_time()
        job.work(ready)
        return (time.process_time() - begun) / job.n_runs
    finally:
        gc.enable()


def is_enough(done: int, seconds: float, scope: Scope) -> bool:
    """Whether so many rounds in so many seconds of wall time will do.

    >>> [is_enough(done, 5.0, Scope(rounds=9, seconds=4.0)) for done in (2, 3)]
    [False, True]
    """
    least = 1 if seconds > 2.0 * scope.seconds else 3
    return done >= scope.rounds or (done >= least and seconds > scope.seconds)


def rounds(jobs: dict[str, Job], scope: Scope, *, is_warm: bool = False) -> dict[str, list[float]]:
    """Seconds per run of every job in every round; all jobs take their turn in each, after one to warm up.

    Parameters
    ----------
    is_warm : the same code has run before: no warming up
    """
    for job in () if is_warm else jobs.values():
        job.work(job.prepare())
    found: dict[str, list[float]] = {name: [] for name in jobs}
    begun, done = time.monotonic(), 0
    while not is_enough(done, time.monotonic() - begun, scope):
        for name, job in jobs.items():
            found[name].append(cpu_seconds(job))
        done += 1
    return found


def ratio(slow: Sequence[float], fast: Sequence[float]) -> Spread:
    """How many times as long the first takes, round by round."""
    return Spread.of([one / other for one, other in zip(slow, fast, strict=True)])


def is_installed(module: str) -> bool:
    """Whether a library can be imported, with all that it needs.

    >>> is_installed("numpy"), is_installed("no_such_library")
    (True, False)
    """
    try:
        import_module(module)
    except ImportError:
        return False
    return True


def sweep_job(case: LoadedCase, n_runs: int, chunk: int | None = None) -> Job:
    """Runs of the model as a sweep makes them: from the start, outcomes alone, chunk by chunk."""
    ensemble = Ensemble(case, n_runs, series=False, chunk=chunk)
    return Job(lambda: ensemble, Ensemble.run, n_runs)


def single_job(case: LoadedCase) -> Job:
    """One run of a built model through its Mesa views, with a reading of every outcome in every month."""
    return Job(lambda: CoalitionModel(case), CoalitionModel.run)


def plain_world(ensemble: Ensemble) -> Plain:
    """The case of an ensemble as the peers read it."""
    return plain_of(ensemble.setting, ensemble.inputs([0])[0], next(ensemble.states([0])))


def mesa_job(plain: Plain, n_runs: int) -> Job:
    """Runs of built Mesa peers."""
    from sim.bench.mesa_peer import PeerModel

    return Job(
        lambda: [PeerModel(plain, FastDraws(plain, 1, replicate)) for replicate in range(n_runs)],
        lambda peers: [peer.run() for peer in peers],
        n_runs,
    )


def agentpy_job(plain: Plain, n_runs: int) -> Job:
    """Runs of AgentPy peers, which build their agents as they begin."""
    from sim.bench.agentpy_peer import model, run

    return Job(
        lambda: [model(plain, FastDraws(plain, 1, replicate)) for replicate in range(n_runs)],
        lambda peers: [run(peer) for peer in peers],
        n_runs,
    )


def runs_of(setting: Setting, scope: Scope) -> int:
    """Runs side by side: the model's own chunk, or fewer where the scope says so."""
    return min(scope.runs, chunk_size(setting))


def against_peers(n_actors: int, scope: Scope) -> dict[str, list[float]]:
    """Seconds per run of the sweep, a single run, Mesa and, where installed, AgentPy, at one number of actors."""
    case = world.build(n_actors, n_months=scope.months)
    one = Ensemble(case, 1)
    plain, n_runs = plain_world(one), runs_of(one.setting, scope)
    few = max(1, 300 // n_actors)  # runs of a peer in each round
    jobs = {
        "mesa": mesa_job(plain, few),
        "sweep": sweep_job(case, n_runs),
        "single": single_job(case),
    }
    if is_installed("agentpy"):
        jobs["agentpy"] = agentpy_job(plain, few)
    return rounds(jobs, scope)


def against_ndlib(scope: Scope, n_actors: int = 100) -> Spread | None:
    """An iteration of NDlib's Friedkin-Johnsen model over our influence step of one run; None if not installed."""
    from sim.bench import ndlib_peer

    if not is_installed("ndlib.models.opinions"):
        return None
    setting = ndlib_peer.setting_of(n_actors)
    model, n_runs, n_steps = ndlib_peer.ndlib_model(setting), min(scope.runs, 64), 20
    start, step = ndlib_peer.our_step(setting, n_runs)
    ours = Job(lambda: start, lambda position: [position := step(position) for _ in range(n_steps)], n_steps * n_runs)
    theirs = Job(lambda: model, lambda peer: [peer.iteration(node_status=False) for _ in range(n_steps)], n_steps)
    found = rounds({"theirs": theirs, "ours": ours}, scope)
    return ratio(found["theirs"], found["ours"])


def memory_per_run(scope: Scope, n_actors: int = 100) -> float:
    """What one more run in flight takes [KB], by the peaks of two chunks."""
    case = world.build(n_actors, n_months=min(scope.months, 12))
    few, many = 16, 64
    return (_peak(case, many) - _peak(case, few)) / (many - few) / 1000.0


def _peak(case: LoadedCase, n_runs: int) -> int:
    ensemble = Ensemble(case, n_runs, series=False, chunk=n_runs)
    gc.collect()
    tracemalloc.start()
    try:
        ensemble.run()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def growth(sizes: Sequence[int], seconds: Sequence[float]) -> float:
    """The exponent of cost: the slope of log seconds over log size, by least squares; 1 is linear.

    >>> round(growth([1, 10, 100], [2.0, 20.0, 200.0]), 6)
    1.0
    """
    x, y = [log(size) for size in sizes], [log(each) for each in seconds]
    return statistics.linear_regression(x, y).slope


def growth_in_runs(scope: Scope, n_actors: int = 100) -> float:
    """The exponent of a sweep's cost in its runs, from one chunk to several; the median of interleaved rounds."""
    case = world.build(n_actors, n_months=scope.months)
    n_runs = runs_of(Ensemble(case, 1).setting, scope)
    sizes = [n_runs, n_runs * scope.grow_to]
    return _median_growth(sizes, [sweep_job(case, size, chunk=n_runs) for size in sizes], scope)


def growth_in_actors(scope: Scope, sizes: Sequence[int] = (100, 200, 300)) -> float:
    """The exponent of a sweep's cost in its actors, the same runs side by side; the median of interleaved rounds."""
    n_runs = min(scope.runs, 32)
    jobs = [sweep_job(world.build(size, n_months=scope.months), n_runs) for size in sizes]
    return _median_growth(sizes, jobs, scope)


def _median_growth(sizes: Sequence[int], jobs: Sequence[Job], scope: Scope) -> float:
    by_size = {str(size): job for size, job in zip(sizes, jobs, strict=True)}
    found = rounds(by_size, replace(scope, rounds=min(scope.rounds, 3)), is_warm=True)
    each = zip(*found.values(), strict=True)
    exponents = [
        growth(sizes, [job.n_runs * per_run for job, per_run in zip(jobs, seconds, strict=True)]) for seconds in each
    ]
    return statistics.median(exponents)


def against_sparse(scope: Scope, n_actors: int, n_issues: int) -> Spread:
    """How many times as long the influence step of one run takes as a plain sparse product."""
    from sim.bench import sparse_peer

    given, n_steps = sparse_peer.hearing(n_actors, n_issues), max(2, 200_000 // n_actors)

    def repeated(step: Callable[[Any], Any], position: Any) -> Job:
        return Job(lambda: position, lambda x: [step(x) for _ in range(n_steps)], n_steps)

    jobs = {
        "ours": repeated(sparse_peer.our_step(given), given.position),
        "plain": repeated(sparse_peer.plain_step(given), given.position[..., 0].T.copy()),
    }
    found = rounds(jobs, scope)
    return ratio(found["ours"], found["plain"])


@dataclass(frozen=True)
class Nafta:
    """What the case of NAFTA costs, whose actors, venues and decisions no synthetic world has.

    Attributes
    ----------
    us_per_run_month : by the number of runs side by side
    single_ms_per_month : of one run as a Mesa model
    """

    us_per_run_month: dict[int, float]
    single_ms_per_month: float


def nafta(scope: Scope, sizes: Sequence[int] = (32, 64, 256)) -> Nafta:
    """Time the case of NAFTA, outcomes alone, in chunks of several sizes and as one Mesa run; the lowest of rounds."""
    until, ensembles = scope.until, {}
    for size in sizes:
        ensembles[size] = Ensemble("nafta", size, until=until, series=False, chunk=size)
    n_months = ensembles[sizes[0]].setting.n_steps
    jobs = {str(size): Job(partial(copy.copy, each), Ensemble.run, size) for size, each in ensembles.items()}
    jobs["single"] = Job(lambda: CoalitionModel("nafta", until=until), CoalitionModel.run)
    found = {
        name: min(each) / n_months for name, each in rounds(jobs, replace(scope, rounds=min(3, scope.rounds))).items()
    }
    return Nafta({size: 1e6 * found[str(size)] for size in sizes}, 1e3 * found["single"])


@dataclass(frozen=True)
class Whole:
    """What a whole case costs."""

    case: str
    until: str
    runs_per_second: float
    us_per_run_month: float


def whole_case(case: str, n_runs: int, until: str | None, name: str) -> Whole:
    """Time a case with everything on, outcomes alone."""
    ensemble = Ensemble(case, n_runs, until=until, series=False)
    seconds = cpu_seconds(Job(lambda: ensemble, Ensemble.run, n_runs))
    setting = ensemble.setting
    return Whole(name, setting.months[-1], 1.0 / seconds, 1e6 * seconds / setting.n_steps)
