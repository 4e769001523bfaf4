"""Faults that somebody met and kept beside the checkout, in shared/faults: none of them has come back."""

import shutil
import sqlite3
import time
from pathlib import Path

import pytest
from test_disks import no_room

from sim.experiments.plans.plan import make_plan
from sim.experiments.sweeps import source, store
from sim.experiments.sweeps.sweep import sweep
from sim.scenario.edges import read_edges
from sim.scenario.new import TEMPLATE

FAULTS = Path(__file__).resolve().parents[2] / "shared" / "faults"
FOLDERS = sorted(path.name for path in FAULTS.glob("[0-9]*"))
VARY = ("--vary", "opinion.rate=1,2", "--replicates", 2, "--until", "2002-01")
pytestmark = pytest.mark.skipif(not FOLDERS, reason="put shared/faults beside the checkout")


class Met:
    """What a test of a fault has at hand: its files, a place of its own, and the command line."""

    def __init__(self, folder, place, as_typed):
        self.files = sorted(path for path in folder.iterdir() if path.name != "README")
        self.place, self.typed = place, as_typed

    def refused(self, *words):
        code, error = self.typed(*words)
        assert code == 2, error
        assert "Traceback" not in error
        return error.rstrip("\n")

    def new(self, file=None):
        return "new", self.place / "case", "--from-ties", file or self.files[0]

    def not_new(self, says):
        for file in self.files:
            error = self.refused(*self.new(file))
            assert str(file) in error
            assert says in error
            assert not (self.place / "case").exists()

    def is_new(self, n_actors, n_ties):
        found = read_edges(self.files[0])
        assert (len(found.names), len(found.edges)) == (n_actors, n_ties)
        assert self.typed(*self.new())[0] == 0
        assert self.typed("validate", self.place / "case")[0] == 0
        return found

    def sweep(self):
        sweep(make_plan(TEMPLATE, ["opinion.rate=1,2"], replicates=2, until="2002-01"), self.place / "out").close()
        return self.place / "out"


def changed_rule(met):
    assert {"model/opinion/rules.py", "model/campaigns/rules.py", "scenario/load.py"} <= set(source.FILES)


def matrix_corner(met):
    found = met.is_new(3, 2)
    assert ("Greenpeace", "NRDC") in [(edge.actor, edge.partner) for edge in found.edges]


def non_latin(met):
    found = met.is_new(16, 9)
    assert not [what for key, what in found.notices if key == "alike"]


def nfc_nfd(met):
    assert met.is_new(3, 3).names == ("Unión", "Red", "AFL")


def network_formats(met):
    met.not_new("and no list of ties in CSV; ")
    named = [met.refused(*met.new(file)) for file in met.files]
    formats = ("GraphML", "GML", "Pajek", "UCINET", "GEXF", "JSON", "spreadsheet")
    assert all(any(f" {each} " in line or f" {each}" in line for line in named) for each in formats)


def design_na(met):
    [file] = met.files
    error = met.refused("sweep", "china_mexico", "--design", file, "--replicates", 1, "--out", met.place / "out")
    assert error.startswith(f"{file}:2:influence.susceptibility must be a value")


def huge_count(met):
    began = time.perf_counter()
    huge = ("--vary", "opinion.susceptibility=0.1:0.4:20000000")
    assert "at most 1,048,576" in met.refused("sweep", "china_mexico", *huge, "--out", met.place / "out")
    assert time.perf_counter() - began < 10


def unreadable(met):
    out = met.sweep()
    (out / store.FILE).write_bytes((out / store.FILE).read_bytes()[:18_000])
    for words in (("export", out, "--out", met.place / "x.csv"), ("report", out), ("verify", out)):
        assert met.refused(*words).endswith("cannot be read: database disk image is malformed")


def short_blob(met):
    out = met.sweep()
    with sqlite3.connect(out / store.FILE) as base:
        base.execute("UPDATE runs SET outcomes = x'00' WHERE number = 2")
    for words in (("export", out, "--out", met.place / "x.csv"), ("report", out)):
        code, error = met.typed(*words)
        assert code == 0
        assert "run 2 (setting 0, replicate 1) is damaged" in error


def run_on_full_disk(met):
    for name in ("run", "n" * 300):
        with no_room():
            error = met.refused("run", TEMPLATE, "--replicates", 2, "--until", "2002-01", "--out", met.place / name)
        assert "cannot be written" in error
        assert "\n" not in error
        assert [*met.place.iterdir()] == []


def renamed(met):
    shutil.copytree(TEMPLATE, met.place / "a")
    assert met.typed("sweep", met.place / "a", *VARY, "--out", met.place / "out")[0] == 0
    (met.place / "a").rename(met.place / "b")
    code, error = met.typed("sweep", met.place / "b", *VARY, "--out", met.place / "out")
    assert (code, error) == (0, f"4 of 4 runs are stored in {met.place / 'out'}\n")


MET = {
    "00-changed-rule-unseen": changed_rule,
    "01-matrix-corner": matrix_corner,
    "02-twomode-wide": lambda met: met.not_new("who takes part in what (two-mode)"),
    "03-row-number-first": lambda met: met.is_new(4, 3),
    "04-no-header": lambda met: met.not_new("the first line must name the columns, and two of them actor and partner"),
    "06-until-before-since": lambda met: met.not_new(":2:until is before since, 1994 (got 1992)"),
    "07-year-9999": lambda met: met.not_new(":2:since must be a month such as 1992-10, or a year from 1700 to 2200"),
    "08-non-latin-names": non_latin,
    "10-nfc-nfd": nfc_nfd,
    "11-gephi-edges": lambda met: met.is_new(3, 2),
    "12-network-formats": network_formats,
    "15-design-na": design_na,
    "16-huge-count": huge_count,
    "17-ledger-unreadable": unreadable,
    "18-short-blob": short_blob,
    "19-run-out-full-disk": run_on_full_disk,
    "20-renamed-case": renamed,
}


@pytest.mark.parametrize("name", FOLDERS or sorted(MET))
def test_a_fault_that_was_met_has_not_come_back(name, tmp_path, monkeypatch, as_typed):
    monkeypatch.chdir(tmp_path)
    assert name in MET, f"shared/faults/{name} has no test: read its README, and write one"
    MET[name](Met(FAULTS / name, tmp_path, as_typed))
