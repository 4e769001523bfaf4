"""A finished sweep takes more, keeps what it has, and comes to the bytes of one that was as large from the start."""

import os
import shutil
import signal
import subprocess
import sys
import time
from contextlib import closing

import numpy as np
import pytest

from sim.experiments.plans.designs import Design, draw
from sim.experiments.plans.plan import Axis, make_plan
from sim.experiments.sweeps import store
from sim.experiments.sweeps import sweep as sweeps
from sim.experiments.sweeps.ledger import Ledger
from sim.experiments.sweeps.store import LedgerError
from sim.experiments.sweeps.sweep import stored, sweep
from sim.experiments.sweeps.verify import verify
from sim.experiments.sweeps.work import carry_out as carry_out_task
from sim.scenario.new import TEMPLATE

RANGES = ["opinion.rate=0.5:2", "opinion.susceptibility=0.1:0.4"]
SHORT = {"until": "2001-06", "replicates": 2}


def plan_of(vary=RANGES, **more):
    return make_plan(TEMPLATE, vary, **SHORT | more)


@pytest.fixture
def computed():
    """Numbers of the runs that are computed, in the plan of the moment."""
    found = []

    def carry_out(task):
        found.extend(task.numbers)
        return carry_out_task(task)

    return found, carry_out


MORE = [
    ({"vary": ["opinion.rate=1,2"]}, {"replicates": 5}),
    ({"design": "sobol", "samples": 4}, {"samples": 8}),
    ({"design": "sobol", "samples": 3}, {"samples": 4, "replicates": 3}),
    ({"design": "saltelli", "samples": 4}, {"samples": 8}),
    ({"design": "lhs", "samples": 3}, {"samples": 12}),
    ({"vary": ["opinion.rate=1,2"]}, {"vary": ["opinion.rate=0.5,1,2,3"]}),
]


@pytest.mark.parametrize(("first", "more"), MORE, ids=lambda value: "-".join(map(str, value.values())))
def test_a_finished_sweep_takes_more_and_computes_what_is_missing_alone(tmp_path, computed, first, more):
    numbers, work = computed
    small, large = plan_of(**first), plan_of(**first | more)
    sweep(small, tmp_path / "out", work=work).close()
    assert stored(large, tmp_path / "out") == {
        "pending": large.n_runs - small.n_runs, "succeeded": small.n_runs, "failed": 0, "damaged": 0,
    }  # fmt: skip
    numbers.clear()
    with sweep(large, tmp_path / "out", work=work) as ledger:
        assert len(numbers) == len(set(numbers)) == large.n_runs - small.n_runs
        assert verify(ledger, 4, seed=1).is_sound
    sweep(large, tmp_path / "whole", work=work).close()
    tables = [(tmp_path / name / "outcomes.csv").read_bytes() for name in ("out", "whole")]
    assert tables[0] == tables[1]


@pytest.mark.parametrize(
    ("first", "other"),
    [
        ({"design": "lhs", "samples": 4}, {"samples": 6}),
        ({"design": "sobol", "samples": 8}, {"samples": 4}),
        ({"vary": ["opinion.rate=1,2"], "replicates": 3}, {"replicates": 2}),
        ({"vary": ["opinion.rate=1,2"], "paired": False}, {"replicates": 3}),
        ({"vary": ["opinion.rate=1,2"]}, {"vary": ["opinion.rate=1,3,4"]}),
    ],
)
def test_what_cannot_be_extended_is_refused_with_what_can(tmp_path, first, other):
    sweep(plan_of(**first), tmp_path / "out").close()
    before = (tmp_path / "out" / "outcomes.csv").read_bytes()
    with pytest.raises(LedgerError, match="holds another plan") as wrong:
        sweep(plan_of(**first | other), tmp_path / "out")
    assert "of a Latin one by doubling them" in str(wrong.value)
    assert (tmp_path / "out" / "outcomes.csv").read_bytes() == before


def test_a_latin_hypercube_of_twice_the_samples_begins_with_this_one_and_is_one():
    axes = [Axis(name, low=0.0, high=1.0) for name in "abc"]
    designs = {n: draw(Design("lhs", n, seed=4), axes) for n in (5, 10, 40, 7)}
    assert designs[40][:10] == designs[10]
    assert designs[10][:5] == designs[5]
    for n, points in designs.items():
        for name in "abc":
            assert sorted(int(point[name] * n) for point in points) == list(range(n))
    correlations = np.corrcoef(np.array([[*point.values()] for point in designs[40]]).T)
    assert np.abs(correlations[np.triu_indices(3, 1)]).max() < 0.4


def test_what_failed_or_waits_is_extended_as_it_is(tmp_path):
    small, large = plan_of(["opinion.rate=1,2"]), plan_of(["opinion.rate=1,2"], replicates=4)

    def stop(done):
        if done:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        sweep(small, tmp_path / "out", progress=stop, chunk=1)
    sweep(large, tmp_path / "out").close()
    sweep(large, tmp_path / "whole").close()
    assert (tmp_path / "out" / "outcomes.csv").read_bytes() == (tmp_path / "whole" / "outcomes.csv").read_bytes()


def test_a_sweep_that_is_extended_when_its_disk_is_full_is_as_before(tmp_path, monkeypatch):
    small, large = plan_of(["opinion.rate=1,2"]), plan_of(["opinion.rate=1,2"], replicates=4)
    sweep(small, tmp_path / "out").close()
    monkeypatch.setattr(store, "extend", lambda base, *_: base.execute("INSERT INTO manifest VALUES ('plan', '')"))
    with pytest.raises(LedgerError):
        sweep(large, tmp_path / "out")
    monkeypatch.undo()
    with Ledger.open(tmp_path / "out") as ledger:
        assert ledger.plan == small
        assert ledger.counts()["succeeded"] == small.n_runs


class Killed(BaseException):
    """Stands for the end of the process at this point."""


def end(*_, **__):
    raise Killed


@pytest.mark.parametrize(
    "point", ["store.extend", "store.register", "store.run_ids", "sweep._accept_code", "sweep.write_csv"]
)
def test_wherever_an_extension_ends_the_same_command_goes_on(tmp_path, monkeypatch, point):
    small, large = plan_of(["opinion.rate=1,2"]), plan_of(["opinion.rate=1,2"], replicates=4)
    sweep(small, tmp_path / "out").close()
    with monkeypatch.context() as patch:
        patch.setattr(f"sim.experiments.sweeps.{point}", end)
        with pytest.raises(Killed):
            sweep(large, tmp_path / "out")
    with Ledger.open(tmp_path / "out") as ledger:
        assert ledger.plan in (small, large)
        if ledger.plan == large:
            assert not (tmp_path / "out" / "outcomes.csv").exists()  # of fewer runs
    sweep(large, tmp_path / "out").close()
    sweep(large, tmp_path / "whole").close()
    assert (tmp_path / "out" / "outcomes.csv").read_bytes() == (tmp_path / "whole" / "outcomes.csv").read_bytes()


@pytest.mark.slow
@pytest.mark.parametrize("pause", [0.0, 0.01, 0.05, 0.2])
def test_a_sweep_killed_while_it_is_extended_goes_on_with_the_same_command(tmp_path, pause):
    words = [TEMPLATE, "--vary", "opinion.rate=0.5,1,2", "--out", "out", "--engine", "serial", "--yes"]
    command = [sys.executable, str(sweeps.__file__).split("/sim/")[0] + "/run.py", "sweep", *map(str, words)]

    def run(replicates, folder):
        return subprocess.Popen([*command, "--replicates", str(replicates)], cwd=folder, stderr=subprocess.DEVNULL,
                                stdout=subprocess.DEVNULL)  # fmt: skip

    def n_pending(folder):
        with closing(store.connect(folder / "out")) as base:
            return base.execute("SELECT count(*) FROM runs WHERE state = 'pending'").fetchone()[0]

    assert run(4, tmp_path).wait() == 0
    shutil.copytree(tmp_path, whole := tmp_path.with_name(f"{tmp_path.name}-whole"))
    process = run(200, tmp_path)
    while n_pending(tmp_path) == 0:
        assert process.poll() is None
        time.sleep(0.005)
    time.sleep(pause)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    assert n_pending(tmp_path) > 0
    assert not (tmp_path / "out" / "outcomes.csv").exists()  # of fewer runs
    for folder in (tmp_path, whole):
        assert run(200, folder).wait() == 0
    assert (tmp_path / "out" / "outcomes.csv").read_bytes() == (whole / "out" / "outcomes.csv").read_bytes()
    shutil.rmtree(whole)
