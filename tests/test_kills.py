"""A sweep whose processes are killed at random moments goes on to the bytes of one that nothing befell."""

import os
import random
import signal
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from sim.experiments.plans.plan import make_plan
from sim.experiments.sweeps import store
from sim.experiments.sweeps.ledger import Ledger
from sim.experiments.sweeps.sweep import sweep
from sim.scenario.new import TEMPLATE

ROOT = Path(__file__).parents[1]
KILLS = int(os.environ.get("KILLS", "8"))  # of each engine; 40 by .ci/nightly
REPLICATES = 200 * max(KILLS, 5)  # so many that the runs outlast them
VARY = ["opinion.rate=0.5,1,2", "variant=baseline,no_spill"]
pytestmark = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks for processes in /proc")


def uninterrupted(folder, replicates):
    """The bytes of the table of the same sweep, in this process and without a kill."""
    sweep(make_plan(TEMPLATE, VARY, replicates=replicates), folder).close()
    return (folder / "outcomes.csv").read_bytes()


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """The bytes that every engine must come to, whoever is killed."""
    return uninterrupted(tmp_path_factory.mktemp("whole") / "sweep", REPLICATES)


def hear_ctrl_c():
    """As in a terminal; what is started in the background may have been told to ignore it."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


class Victim:
    """The command that runs the sweep, in a process group of its own, again and again."""

    def __init__(self, out, replicates, options, seed):
        self.out, self.draws = out, random.Random(seed)
        vary = [word for text in VARY for word in ("--vary", text)]
        self.words = [sys.executable, "run.py", "sweep", str(TEMPLATE), *vary, "--replicates", str(replicates)]
        self.words += ["--out", str(out), "--yes", *options]
        self.kills, self.stored = 0, 0

    def start(self):
        log = (self.out.parent / "log").open("ab")
        self.process = subprocess.Popen(
            self.words, cwd=ROOT, stderr=log, stdout=log, start_new_session=True, preexec_fn=hear_ctrl_c
        )
        log.close()

    def until_at_work(self):
        shards = set(self.out.glob("shards/*"))
        while self.runs_stored() == self.stored and set(self.out.glob("shards/*")) == shards:
            assert self.process.poll() is None, (self.out.parent / "log").read_text(encoding="utf-8")
            time.sleep(0.01)

    def kill_parent(self, after):
        """Kill the command itself so many seconds after its start."""
        self.start()
        time.sleep(after)
        self.kill()

    def kill_parent_at_work(self, pause):
        """Kill the command itself a while after it or its workers have got on."""
        self.start()
        self.until_at_work()
        time.sleep(pause)
        self.kill()

    def kill(self):
        """Kill the command; its workers must notice and go."""
        assert self.process.poll() is None, "the sweep was done before it could be killed"
        self.process.kill()
        self.process.wait()
        self.kills += 1
        self.everybody_is_gone()
        self.nothing_is_lost()

    def runs_stored(self):
        if not store.is_registered(self.out):
            return 0
        with closing(store.connect(self.out)) as base:
            return base.execute("SELECT count(*) FROM runs WHERE state = 'succeeded'").fetchone()[0]

    def kill_workers(self, pauses):
        """Kill one of the command's workers after every pause, and let the command go on."""
        self.start()
        self.until_at_work()
        for pause in pauses:
            time.sleep(pause)
            assert self.process.poll() is None, "the sweep was done before a worker could be killed"
            os.kill(self.draws.choice(self.workers()), signal.SIGKILL)
            self.kills += 1

    def workers(self):
        """Processes that compute: not the command, nor those with which Python makes and tidies up after others."""
        until = time.monotonic() + 15
        while time.monotonic() < until:
            found = [number for number in members(self.process.pid) if is_worker(number, self.process.pid)]
            if found:
                return found
        raise AssertionError("no worker was started in place of the dead ones")

    def everybody_is_gone(self):
        until = time.monotonic() + 15
        while members(self.process.pid) and time.monotonic() < until:
            time.sleep(0.02)
        assert members(self.process.pid) == []

    def nothing_is_lost(self):
        """What was stored once stays; nothing fails because somebody was killed."""
        if not store.is_registered(self.out):
            assert self.stored == 0
            return
        with Ledger.open(self.out) as ledger:
            counts = ledger.counts()
        assert counts["failed"] == 0
        assert counts["succeeded"] >= self.stored
        self.stored = counts["succeeded"]

    def finish(self):
        self.process.wait(timeout=55 * max(1, KILLS // 8))
        log = (self.out.parent / "log").read_text(encoding="utf-8")
        assert self.process.returncode == 0, log
        assert "Traceback" not in log
        self.everybody_is_gone()
        with Ledger.open(self.out) as ledger:
            assert ledger.counts() == {"pending": 0, "succeeded": ledger.plan.n_runs, "failed": 0, "damaged": 0}
            assert ledger.frame()["number"].tolist() == list(range(ledger.plan.n_runs))  # none lost, none twice
        return (self.out / "outcomes.csv").read_bytes()


def is_worker(number, command):
    place = Path(f"/proc/{number}")
    try:
        words = (place / "cmdline").read_text(encoding="utf-8")
        parent = int((place / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()[1])
    except OSError:
        return False
    return number != command and "resource_tracker" not in words and ("forkserver" not in words or parent != command)


def members(group):
    """Numbers of the processes of a group that are not dead, from /proc."""
    found = []
    for place in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, _, its_group = place.read_text(encoding="utf-8").rpartition(")")[2].split()[:3]
        except OSError:
            continue  # gone by now
        if int(its_group) == group and state != "Z":
            found.append(int(place.parent.name))
    return found


def test_a_sweep_killed_twice_goes_on_to_the_same_bytes(tmp_path):
    """Once while it starts, and once when some of its runs are stored."""
    victim = Victim(tmp_path / "out", 100, ("--engine", "processes", "--workers", "2"), seed=1)
    try:
        victim.kill_parent(after=victim.draws.uniform(0.2, 0.6))
        victim.kill_parent_at_work(pause=0.0)
        assert 0 < victim.stored < 600
        victim.start()
        assert victim.finish() == uninterrupted(tmp_path / "whole", 100)
    finally:
        end(victim)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("options", "seed"),
    [
        (("--engine", "processes", "--workers", "2"), 2),
        (("--engine", "processes", "--workers", "2", "--shards"), 3),
        (("--engine", "serial"), 4),
        (("--engine", "dask", "--workers", "2"), 5),
    ],
    ids=["processes", "shards", "serial", "dask"],
)
def test_many_kills_of_parents_and_workers_change_no_byte(tmp_path, whole, options, seed):
    victim = Victim(tmp_path / "out", REPLICATES, options, seed)
    try:
        victim.kill_parent(after=victim.draws.uniform(0.2, 1.5))
        of_workers = 0 if "serial" in options else 2
        for _ in range(KILLS - 1 - of_workers):
            victim.kill_parent_at_work(pause=victim.draws.uniform(0.0, 0.2))
        if "serial" in options:
            victim.start()
        else:
            victim.kill_workers([victim.draws.uniform(0.0, 0.2) for _ in range(of_workers)])
        table = victim.finish()
        assert victim.kills == KILLS
        assert table == whole
    finally:
        end(victim)


def end(victim):
    for number in members(victim.process.pid):
        os.kill(number, signal.SIGKILL)
    victim.process.wait()


@pytest.mark.slow
@pytest.mark.parametrize("engine", ["processes", "dask", "serial"])
def test_ctrl_c_in_a_terminal_stops_all_and_says_how_to_go_on(tmp_path, engine):
    """A terminal sends it to the command and to all its workers at once."""
    victim = Victim(tmp_path / "out", REPLICATES, ("--engine", engine), seed=1)
    try:
        victim.start()
        while victim.runs_stored() == 0:
            time.sleep(0.01)
        os.killpg(victim.process.pid, signal.SIGINT)
        assert victim.process.wait(timeout=30) == 130
        victim.everybody_is_gone()
        victim.nothing_is_lost()
        assert 0 < victim.stored < 6 * REPLICATES
        log = (tmp_path / "log").read_text(encoding="utf-8")
        assert f"stopped: {victim.stored} of {6 * REPLICATES} runs are stored" in log
        assert "Traceback" not in log
    finally:
        end(victim)
