"""Is a ledger that the disk did not keep told as what it is, run by run, and is the rest of it still read?"""

import random
import shutil
import sqlite3

import numpy as np
import pandas as pd
import pytest

from sim.experiments.plans.plan import PlanError, make_plan
from sim.experiments.sweeps import store
from sim.experiments.sweeps.ledger import Ledger
from sim.experiments.sweeps.store import LedgerError
from sim.experiments.sweeps.sweep import manifest_of, stored, sweep
from sim.experiments.sweeps.verify import verify
from sim.experiments.sweeps.work import digest_of, pack
from sim.scenario.load import read_case
from sim.scenario.new import TEMPLATE

READ = [("export", "--out", "runs.csv"), ("report",), ("verify",), ("sensitivity",)]
BIT_FLIPS = 120


def plan_of():
    fixed = {"outcomes.salience_of_port.date": "2002-04"}  # soon after the oil spill: a run takes little time
    vary = ["opinion.rate=0.5,1,2", "variant=baseline,no_spill"]
    return make_plan(TEMPLATE, vary, replicates=3, until="2002-04", settings=fixed)


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """A finished sweep, and its table."""
    folder = tmp_path_factory.mktemp("whole") / "sweep"
    with sweep(plan_of(), folder) as ledger:
        return folder, ledger.frame()


@pytest.fixture
def copied(whole, tmp_path, monkeypatch):
    """A copy to spoil."""
    monkeypatch.chdir(tmp_path)
    shutil.copytree(whole[0], tmp_path / "sweep")
    return tmp_path / "sweep"


def put(folder, statement, *values):
    base = sqlite3.connect(folder / store.FILE)
    base.execute(statement, values)
    base.commit()
    base.close()


def cut_short(path):
    path.write_bytes(path.read_bytes()[:18_000])


def no_database(path):
    path.write_bytes(b"number,point\n" * 2000)


def no_plan(path):
    put(path.parent, "UPDATE manifest SET value = '{' WHERE key = 'plan'")


@pytest.mark.parametrize(
    ("spoil", "says"),
    [(cut_short, "image is malformed"), (no_database, "file is not a database"), (no_plan, "its plan is damaged")],
)
def test_a_ledger_that_cannot_be_read_is_never_taken_for_none(copied, as_typed, spoil, says):
    spoil(copied / store.FILE)
    before = (copied / store.FILE).read_bytes()
    for command, *words in READ:
        code, error = as_typed(command, copied, *words)
        assert (code, error) == (2, f"{copied}: {store.FILE} cannot be read: {error.partition('read: ')[2]}")
        assert says in error
        assert error.count("\n") == 1
    for begin in (stored, sweep):
        with pytest.raises(LedgerError, match=says):
            begin(plan_of(), copied)
    assert (copied / store.FILE).read_bytes() == before


def flipped():
    blob = bytearray(pack(np.array([0.5, 0.25])))
    blob[3] ^= 1
    return bytes(blob), digest_of(pack(np.array([0.5, 0.25])))


@pytest.mark.parametrize(
    ("spoiled", "read"),
    [((b"\0", digest_of(b"\0")), READ[:1]), (flipped(), READ), ((pack(np.zeros(2)), "\0"), READ[:1])],
    ids=["short", "bit", "digest"],
)
def test_a_damaged_record_is_named_with_its_run_and_the_rest_is_read(whole, copied, as_typed, spoiled, read):
    put(copied, "UPDATE runs SET outcomes = ?, digest = ? WHERE number = 11", *spoiled)
    for command, *words in read:
        code, error = as_typed(command, copied, *words)
        if command == "verify":
            assert code == 1
        else:
            assert code == 0
            assert "run 11 (setting 5, replicate 1) is damaged" in error
    frame = pd.read_csv("runs.csv")
    assert frame["state"].tolist() == ["succeeded"] * 11 + ["damaged"] + ["succeeded"] * 6
    others = frame["number"] != 11
    pd.testing.assert_frame_equal(frame[others], whole[1][others], check_dtype=False)
    if ("report",) in read:
        text = (copied / "report.md").read_text(encoding="utf-8")
        assert "left out, since their outcomes are not those of their checksum: runs 11." in text
    with Ledger.open(copied) as ledger:
        found = verify(ledger, 4)
        assert [(each.number, each.why) for each in found.mismatches] == [(11, "tampered")]
        assert ledger.counts() == {"pending": 0, "succeeded": 17, "failed": 0, "damaged": 1}


def test_a_damaged_run_is_run_again_when_asked_for(whole, copied):
    put(copied, "UPDATE runs SET outcomes = x'00' WHERE number = 11")
    put(copied, "DELETE FROM runs WHERE number = 30")
    sweep(plan_of(), copied, retry_failed=True).close()
    assert (copied / "outcomes.csv").read_bytes() == (whole[0] / "outcomes.csv").read_bytes()


def test_whatever_bit_of_the_file_turns_no_number_is_given_for_another(whole, copied):
    """Of a sample of all bytes: the ledger is told as unreadable, or a run has its own numbers, or is named."""
    draws, path, frame = random.Random(1), copied / store.FILE, whole[1]
    original, n_read, n_damaged = path.read_bytes(), 0, 0
    values = frame.drop(columns="state").to_numpy(dtype=object)
    for _ in range(BIT_FLIPS):
        data = bytearray(original)
        data[draws.randrange(len(data))] ^= 1 << draws.randrange(8)
        for rest in copied.glob(f"{store.FILE}-*"):
            rest.unlink()
        path.write_bytes(data)
        try:
            with Ledger.open(copied) as ledger:
                found = ledger.frame()
        except PlanError:
            continue
        n_read += 1
        kept = (found["state"] == "succeeded").to_numpy()
        n_damaged += int((found["state"] == "damaged").sum())
        same = found.drop(columns="state").to_numpy(dtype=object)[kept] == values[kept]
        assert (same | pd.isna(values[kept])).all()
    assert n_read > BIT_FLIPS / 2
    assert n_damaged > 0


def test_a_plan_that_is_not_that_of_the_runs_is_no_success(copied):
    put(copied, "UPDATE manifest SET value = replace(value, '[2.0, ', '[2.5, ') WHERE key = 'plan'")
    with pytest.raises(LedgerError, match="its plan is damaged"):
        Ledger.open(copied)
    put(copied, "DELETE FROM manifest WHERE key = 'plan_digest'")  # as older versions wrote it
    with Ledger.open(copied) as ledger:
        found = verify(ledger, 2, seed=1)
    assert found.changed[0] == "plan: 6 of 18 runs are of another plan"
    assert not found.is_sound


def test_to_verify_nothing_is_no_success(tmp_path, as_typed):
    plan = plan_of()
    Ledger.create(tmp_path / "begun", plan, manifest_of(plan, read_case(TEMPLATE))).close()
    code, _ = as_typed("verify", tmp_path / "begun")
    assert code == 1
    with Ledger.open(tmp_path / "begun") as ledger:
        assert not verify(ledger).is_sound
        assert "verified" not in ledger.manifest


def test_a_ledger_on_a_full_disk_is_read_from_a_copy(whole, copied, monkeypatch):
    """Even to read, SQLite writes beside the file of a write-ahead log."""
    connect = store.connect

    class Full:
        def execute(self, *_):
            wrong = sqlite3.OperationalError("database or disk is full")
            wrong.sqlite_errorcode = sqlite3.SQLITE_FULL
            raise wrong

        def close(self):
            pass

    monkeypatch.setattr(store, "connect", lambda place: Full() if place == copied else connect(place))
    with Ledger.open(copied) as ledger:
        pd.testing.assert_frame_equal(ledger.frame(), whole[1])
