"""A command that cannot write says so in one line, ends with 2, and leaves nothing half-written."""

import os
import re
import resource
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import pytest

from sim.experiments.plans.plan import make_plan
from sim.experiments.sweeps import store
from sim.experiments.sweeps.sweep import sweep
from sim.scenario.new import TEMPLATE
from sim.whole import write_together

ROOT = Path(__file__).parents[1]
FEW = ("--replicates", 2, "--until", "2002-01")
VARY = ("--vary", "opinion.rate=1,2")
DIFFERENT = ("--outcome", "salience_of_port", "--replicates", 2)


@pytest.fixture(scope="module")
def ran(tmp_path_factory):
    folder = tmp_path_factory.mktemp("ran") / "sweep"
    sweep(make_plan(TEMPLATE, ["opinion.rate=0.5,1"], replicates=2), folder).close()
    return folder


def commands(ran, out):
    """Every command that writes, as typed to write `out`."""
    return {
        "run": ("run", TEMPLATE, *FEW, "--out", out),
        "new": ("new", out),
        "page": ("page", TEMPLATE, *FEW, "--slider", "none", "--removal", "none", "-o", out.with_suffix(".html")),
        "sweep": ("sweep", TEMPLATE, *VARY, *FEW, "--out", out),
        "csv": ("export", ran, "--out", out),
        "parquet": ("export", ran, "--format", "parquet", "--out", out),
        "salib": ("export", ran, "--format", "salib", "--out", out),
        "graphml": ("export", ran, "--format", "graphml", "--out", out),
        "report": ("report", ran, "--out", out),
        "sensitivity": ("sensitivity", ran, "--out", out),
        "compare": ("compare", TEMPLATE, "--against", "opinion.rate=2", "--worth-knowing", 1, *DIFFERENT, "--out", out),
        "explain": ("explain", TEMPLATE, "--what", "mechanisms", *DIFFERENT, "--out", out),
        "figure": ("explain", TEMPLATE, "--what", "mechanisms", *DIFFERENT, "--figure", out),
    }


NAMES = [*commands(TEMPLATE, TEMPLATE)]


@contextmanager
def no_room():
    """No file may grow beyond a few letters, which is what a full disk is to a program."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def refused(as_typed, words):
    code, error = as_typed(*words)
    told = [line for line in error.splitlines() if re.search("cannot be (written|read)|there is no folder", line)]
    assert (code, len(told)) == (2, 1), error
    assert error.splitlines()[-1] == told[0]
    assert "Traceback" not in error
    return told[0]


@pytest.mark.parametrize("name", NAMES)
def test_a_full_disk_leaves_nothing_behind(ran, tmp_path, monkeypatch, as_typed, name):
    monkeypatch.chdir(tmp_path)
    ledger = store.copy_of(ran)
    monkeypatch.setattr(store, "is_registered", lambda folder: folder == ran)
    monkeypatch.setattr(store, "reached", lambda _: ledger)
    out = tmp_path / "out" if name == "page" else tmp_path / "new folder" / "out"
    with no_room():
        line = refused(as_typed, commands(ran, out)[name])
    assert line.endswith(("File too large", "disk I/O error", "database or disk is full"))
    assert [*tmp_path.iterdir()] == []


@pytest.mark.parametrize("name", NAMES)
def test_a_name_that_no_file_can_have_is_told_before_anything_is_run(ran, tmp_path, monkeypatch, as_typed, name):
    if name not in ("report", "sensitivity"):  # which run a month of the coded table
        monkeypatch.setattr("sim.ensemble.Ensemble.run", lambda *_: pytest.fail("a run before the name was looked at"))
    assert refused(as_typed, commands(ran, tmp_path / ("n" * 300))[name]).endswith("File name too long")
    (tmp_path / "file").write_text("here", encoding="utf-8")
    refused(as_typed, commands(ran, tmp_path / "file" / "out")[name])
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


@pytest.mark.skipif(os.geteuid() == 0, reason="whoever is root may write everywhere")
@pytest.mark.parametrize("name", NAMES)
def test_a_folder_that_only_may_be_read_is_told(ran, tmp_path, as_typed, name):
    tmp_path.chmod(0o500)
    try:
        refused(as_typed, commands(ran, tmp_path / "out")[name])
    finally:
        tmp_path.chmod(0o700)


@pytest.mark.parametrize("name", ["run", "sweep", "csv", "sensitivity", "compare", "explain", "figure", "page"])
def test_a_place_without_the_right_to_write_is_told_before_anything_is_run(ran, tmp_path, monkeypatch, as_typed, name):
    """As the test above, for whoever is root: the system is made to say no."""
    access = os.access
    monkeypatch.setattr(os, "access", lambda path, mode: Path(path) != tmp_path and access(path, mode))
    monkeypatch.setattr("sim.ensemble.Ensemble.run", lambda *_: pytest.fail("a run before the place was looked at"))
    refused(as_typed, commands(ran, tmp_path / "out")[name])
    assert [*tmp_path.iterdir()] == []


def test_figures_without_a_place_of_their_own_are_told_too(tmp_path, monkeypatch, as_typed):
    monkeypatch.chdir(tmp_path)
    with no_room():
        refused(as_typed, ("run", TEMPLATE, *FEW))
    assert [*tmp_path.iterdir()] == []


def test_of_several_files_none_is_there_before_all_are(tmp_path):
    files = {tmp_path / "a" / "1": b"short", tmp_path / "a" / "b" / "2": b"long" * 100}
    with no_room(), pytest.raises(OSError, match="File too large"):
        write_together(files)
    assert [*tmp_path.iterdir()] == []
    write_together(files)
    assert all(path.read_bytes() == content for path, content in files.items())


@pytest.mark.parametrize("words", [("run",), ("show",), ("validate",), ("upgrade",), ("new", "x", "--from-ties")])
def test_a_name_too_long_to_be_read_gets_one_line(tmp_path, as_typed, monkeypatch, words):
    monkeypatch.chdir(tmp_path)
    code, error = as_typed(*words, "n" * 300)
    assert code == 2
    assert error.count("\n") == 1
    assert "File name too long" in error
    assert [*tmp_path.iterdir()] == []


def test_a_full_disk_behind_standard_output_gets_one_line():
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        words = [sys.executable, ROOT / "run.py", "list"]
        done = subprocess.run(words, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert (done.returncode, done.stderr) == (2, "cannot be read or written: No space left on device\n")


def test_a_sweep_that_could_not_begin_is_begun_where_there_is_room(ran, tmp_path, as_typed):
    words = commands(ran, tmp_path / "out")["sweep"]
    with no_room():
        refused(as_typed, words)
    code, _ = as_typed(*words)
    assert code == 0
    assert store.is_registered(tmp_path / "out")
