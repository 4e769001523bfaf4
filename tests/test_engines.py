"""Do all engines give the same bits, and what do they make of a worker that dies?"""

import os
import re
import subprocess
import sys
from collections import deque
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from deadly_work import POISON, poisoned

from sim.experiments.plans.plan import PlanError, make_plan
from sim.experiments.sweeps import engines
from sim.experiments.sweeps.engines import RETRIES, THREADS, Processes, after_death, make_engine
from sim.experiments.sweeps.ledger import Ledger, StorageError
from sim.experiments.sweeps.sweep import manifest_of, sweep
from sim.experiments.sweeps.tasks import tasks_of
from sim.experiments.sweeps.work import Done, StaleWorkerError, carry_out
from sim.scenario.load import read_case
from sim.scenario.new import TEMPLATE

# Soon after the oil spill, so that variants differ and a run takes little time; the vote is never reached.
SHORT = {"until": "2002-04", "settings": {"outcomes.salience_of_port.date": "2002-04"}}
VARY = ["opinion.rate=0.5,2", "variant=baseline,no_spill"]


def plan_of(**more):
    return make_plan(TEMPLATE, VARY, **{"replicates": 8} | SHORT | more)


def how_many_threads(task):
    """Work that reports how many threads linear algebra may use in the worker."""
    import numpy  # noqa: F401

    text = " ".join(os.environ[name] for name in THREADS)
    return [Done(number, stage="run", error="told", message=text, traceback="") for number in task.numbers]


def no_room(task):
    """Work that finds its disk full."""
    from sim.experiments.sweeps.shards import ShardError

    raise ShardError("No space left on device")


def table(folder):
    return (folder / "outcomes.csv").read_bytes()


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """The table of an uninterrupted sweep in one process."""
    folder = tmp_path_factory.mktemp("whole") / "out"
    sweep(plan_of(), folder).close()
    return table(folder)


@pytest.mark.parametrize("chunk", [1, 5])
def test_any_chunking_gives_the_same_bytes(tmp_path, whole, chunk):
    sweep(plan_of(), tmp_path / "out", chunk=chunk).close()
    assert table(tmp_path / "out") == whole


@pytest.mark.parametrize("use_shards", [False, True])
def test_processes_give_the_same_bytes_with_shards_and_without(tmp_path, whole, use_shards):
    with sweep(plan_of(), tmp_path / "out", "processes", workers=2, use_shards=use_shards) as ledger:
        assert ledger.counts() == {"pending": 0, "succeeded": 32, "failed": 0, "damaged": 0}
    assert table(tmp_path / "out") == whole
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "datapackage.json", "ledger.sqlite", "manifest.json", "outcomes.csv", "ro-crate-metadata.json",
    ]  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("use_shards", [False, True])
def test_dask_gives_the_same_bytes_with_shards_and_without(tmp_path, whole, use_shards):
    sweep(plan_of(), tmp_path / "out", "dask", workers=2, use_shards=use_shards).close()
    assert table(tmp_path / "out") == whole


def check_poisoned(engine, folder):
    plan = make_plan(TEMPLATE, ["opinion.rate=2"], replicates=8, **SHORT)
    with sweep(plan, folder, engine, workers=2, chunk=4, work=poisoned) as ledger, sweep(plan, None) as healthy:
        frame, wanted = ledger.frame(), healthy.frame()
        assert ledger.counts() == {"pending": 0, "succeeded": 7, "failed": 1, "damaged": 0}
        (failure,) = ledger.failures()
    assert (failure.replicate, failure.stage, failure.error) == (POISON, "worker", "WorkerDiedError")
    assert "the worker process died 3 times" in failure.message
    good = frame["replicate"] != POISON  # those that stood beside it among them
    pd.testing.assert_frame_equal(frame[good], wanted[good])


def test_a_run_that_kills_its_worker_is_recorded_after_two_retries_and_the_others_succeed(tmp_path):
    check_poisoned("processes", tmp_path / "out")


@pytest.mark.slow
def test_dask_records_a_run_that_kills_its_worker_too(tmp_path):
    check_poisoned("dask", tmp_path / "out")


def test_a_task_is_tried_three_times_then_halved_and_a_run_alone_is_given_up():
    plan = plan_of()
    task = tasks_of(plan, list(plan.runs()), manifest_of(plan, read_case(TEMPLATE)))[0]
    again = deque()
    for deaths in range(1, RETRIES + 1):
        assert after_death(task, deaths, again) == []
        assert again.pop() == (task, deaths)
    assert after_death(task, RETRIES + 1, again) == []
    assert [part.numbers for part, _ in again] == [task.numbers[:8], task.numbers[8:]]
    (done,) = after_death(task.part(0, 1), RETRIES + 1, again)
    assert (done.number, done.state, done.stage) == (task.numbers[0], "failed", "worker")


def test_a_worker_that_dies_while_it_waits_is_replaced(tmp_path):
    plan = plan_of()
    tasks = tasks_of(plan, list(plan.runs()), manifest_of(plan, read_case(TEMPLATE)), chunk=8)
    with Processes(1) as computing:
        results = computing.run(carry_out, tasks)
        numbers = [each.number for each in next(results)]
        (pool,) = computing._pools
        for process in pool._processes.values():
            process.kill()
            process.join()
        with pytest.raises(BrokenProcessPool):  # not before the pool itself has seen it
            deque((pool.submit(int).result() for _ in range(1_000_000)), maxlen=0)
        numbers += [each.number for batch in results for each in batch]
    assert sorted(numbers) == list(range(32))


@pytest.mark.slow
def test_a_script_read_from_standard_input_needs_no_guard_around_its_call():
    """Workers that ran the calling script anew would find no file, or sweep in their turn."""
    code = """if True:
        from sim import sweep
        frame = sweep("sim/scenario/template", {"opinion.rate": (1, 2)}, 20, engine="processes", workers=2)
        print(frame["state"].value_counts().to_dict())
    """
    root = Path(__file__).parents[1]
    done = subprocess.run([sys.executable, "-"], input=code, cwd=root, capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("{'succeeded': 40}\n", "")


def test_workers_use_one_thread_each_and_the_environment_is_as_before(tmp_path, monkeypatch):
    monkeypatch.setenv(THREADS[0], "7")
    monkeypatch.delenv(THREADS[1], raising=False)
    with sweep(plan_of(), None, "processes", workers=1, work=how_many_threads) as ledger:
        assert {each.message for each in ledger.failures()} == {"1 1 1 1 1"}
    assert os.environ[THREADS[0]] == "7"
    assert THREADS[1] not in os.environ


def test_a_shard_that_cannot_be_written_is_a_full_disk_not_a_failed_run(tmp_path):
    with pytest.raises(StorageError, match="No space left on device; 0 of 32 runs are stored"):
        sweep(plan_of(), tmp_path / "out", work=no_room)
    with Ledger.open(tmp_path / "out") as ledger:
        assert ledger.counts() == {"pending": 32, "succeeded": 0, "failed": 0, "damaged": 0}


def written_elsewhere(task):
    """Work whose shard went to a folder of the same name on another machine."""
    return [Done(number, is_in_shard=True) for number in task.numbers]


def test_shards_that_other_machines_keep_to_themselves_are_missed(tmp_path):
    with pytest.raises(StorageError, match="32 runs are done, but their shards are not here"):
        sweep(plan_of(), tmp_path / "out", work=written_elsewhere)
    assert not (tmp_path / "out" / "outcomes.csv").exists()


@pytest.mark.parametrize(
    ("what", "name", "says"),
    [("code", "ensemble.py", "changed sim/ensemble.py"), ("packages", "numpy", f"numpy 1.2.3 -> {np.__version__}")],
)
def test_a_worker_with_other_code_is_refused_and_says_what_is_other(what, name, says):
    plan = make_plan(TEMPLATE, ["opinion.rate=0.5,2"], replicates=2)
    manifest = manifest_of(plan, read_case(TEMPLATE))
    record = manifest[what]
    if what == "code":
        manifest[what] = record | {"digest": "0" * 32, "files": record["files"] | {name: "0" * 12}}
    else:
        manifest[what] = record | {name: "1.2.3"}
    (task,) = tasks_of(plan, list(plan.runs()), manifest)
    with pytest.raises(StaleWorkerError) as wrong:
        carry_out(task)
    line = f"a worker runs other code than this command: {says}. Start the workers anew from this checkout."
    assert str(wrong.value) == line


def test_a_worker_that_reads_other_files_is_refused(case):
    plan = make_plan(case, ["opinion.rate=0.5,2"], replicates=2)
    manifest = manifest_of(plan, read_case(case))
    text = (case / "scenario.yaml").read_text(encoding="utf-8")
    (case / "scenario.yaml").write_text(text.replace("value: 0.9", "value: 0.8"), encoding="utf-8")
    (task,) = tasks_of(plan, list(plan.runs()), manifest)
    with pytest.raises(StaleWorkerError, match="are not those that this sweep began with"):
        carry_out(task)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("threads", None, None), "--engine threads: there are serial, processes, dask"),
        (("serial", None, "tcp://127.0.0.1:1"), "--scheduler: goes with --engine dask"),
        (("processes", 0, None), "--workers: must be 1 or more"),
    ],
)
def test_an_engine_that_cannot_be_gets_one_clear_line(words, says):
    with pytest.raises(PlanError, match=says) as wrong:
        make_engine(*words)
    assert "\n" not in str(wrong.value)


def test_dask_that_is_not_installed_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(
        PlanError, match=r"--engine dask: is not installed; pip install 'advocacy-coalitions\[cluster\]'"
    ):
        make_engine("dask")


def test_a_worker_loads_nothing_heavy_before_its_threads_are_limited():
    code = f"import sys, {engines.__name__}; sys.exit('numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.slow
def test_the_recipe_for_slurm_runs_where_its_cluster_is_one_of_this_machine(tmp_path, whole):
    """All of it but SLURM: a scheduler elsewhere, the command, shards."""
    page = (Path(engines.__file__).parents[1] / "README.md").read_text(encoding="utf-8")
    (code,) = re.findall(r"<!-- code: slurm -->\n```python\n(.*?)```", page, re.DOTALL)
    words = [str(TEMPLATE), "--replicates", "8", "--out", str(tmp_path / "out"), "--until", SHORT["until"]]
    words += [word for axis in VARY for word in ("--vary", axis)]
    words += ["--set", "outcomes.salience_of_port.date=2002-04"]
    code = re.sub(r"SWEEP = \[.*?\]\n", f"SWEEP = {words!r}\n", code)
    (tmp_path / "slurm_sweep.py").write_text(code, encoding="utf-8")
    stand_in = """from distributed import LocalCluster
class SLURMCluster(LocalCluster):
    def __init__(self, queue, cores, processes, memory, walltime, **more):
        super().__init__(n_workers=1, threads_per_worker=1, dashboard_address=None, host="127.0.0.1")
    def adapt(self, minimum_jobs, maximum_jobs):
        self.scale(2)
"""
    (tmp_path / "dask_jobqueue.py").write_text(stand_in, encoding="utf-8")
    root = Path(__file__).parents[1]
    words = [sys.executable, str(tmp_path / "slurm_sweep.py")]
    paths = {**os.environ, "PYTHONPATH": str(root)}
    done = subprocess.run(words, cwd=root, env=paths, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert table(tmp_path / "out") == whole


@pytest.mark.slow
def test_the_options_of_the_recipe_are_those_of_dask_jobqueue():
    dask_jobqueue = pytest.importorskip("dask_jobqueue")
    page = (Path(engines.__file__).parents[1] / "README.md").read_text(encoding="utf-8")
    options = re.search(r"SLURMCluster\((.*?)\n    \)", page, re.DOTALL)[1]
    cluster = eval(f"dask_jobqueue.SLURMCluster({options}\n)", {"dask_jobqueue": dask_jobqueue})
    with cluster:
        script = cluster.job_script()
    for line in ("#SBATCH -p short", "#SBATCH -t 04:00:00", "#SBATCH --constraint=avx2", "export OMP_NUM_THREADS=1"):
        assert line in script
    assert "--nworkers 8" in script
