"""Does the ledger keep every run in one of three states, under an id of its inputs, and lose nothing?"""

import dataclasses
import os
import shutil
import sqlite3

import numpy as np
import pandas as pd
import pytest
from templates import with_variants

from sim.experiments.plans.plan import Axis, make_plan
from sim.experiments.sweeps import provenance, shards, store
from sim.experiments.sweeps.ledger import Ledger, StorageError
from sim.experiments.sweeps.shards import Shard, is_on_network, read_shard
from sim.experiments.sweeps.store import LedgerError, run_ids
from sim.experiments.sweeps.sweep import manifest_of, sweep
from sim.experiments.sweeps.verify import verify
from sim.experiments.sweeps.work import Case, Done, Task, digest_of, failures, pack
from sim.scenario.load import read_case
from sim.scenario.new import TEMPLATE

VARY = ["opinion.rate=0.5,1,2", "variant=baseline,no_spill"]
# Soon after the oil spill, so that variants differ and a run takes little time; the vote is never reached.
SHORT = {"until": "2002-04", "settings": {"outcomes.salience_of_port.date": "2002-04"}}


def plan_of(case=TEMPLATE, vary=VARY, **more):
    return make_plan(case, vary, **{"replicates": 3} | SHORT | more)


def new_ledger(folder, plan=None):
    plan = plan or plan_of()
    return Ledger.create(folder, plan, manifest_of(plan, read_case(plan.case)))


def some_results(numbers, value=0.25):
    blob = pack(np.array([value, np.nan]))
    return [Done(number, blob, digest_of(blob)) for number in numbers]


def failed(number):
    task = Task(Case("key", "name", "digest", None, {}, None, 1, 0.0, (), "code"), (number,), (0,), {})
    try:
        raise ZeroDivisionError("nobody listens")
    except ZeroDivisionError as wrong:
        return failures(task, "run", wrong)[0]


# Ids


def test_the_same_settings_in_other_types_give_the_same_ids():
    plan = plan_of(vary=["opinion.rate=1,2"], settings={"actors.bay_watch.capability": 3})
    others = [
        dataclasses.replace(plan, points=tuple({"opinion.rate": kind(value)} for value in (1, 2)), settings=settings)
        for kind in (int, float, np.float64, np.int32)
        for settings in ({"actors.bay_watch.capability": 3.0}, {"actors.bay_watch.capability": np.int64(3)})
    ]
    ids = list(run_ids(plan, "case"))
    assert len(set(ids)) == plan.n_runs
    assert all(list(run_ids(other, "case")) == ids for other in others)


@pytest.mark.parametrize(
    "change", [{"seed": 2}, {"until": "2002-06"}, {"jitter": 0.1}, {"settings": {"opinion.susceptibility": 0.2}}],
    ids=lambda change: next(iter(change)),
)  # fmt: skip
def test_whatever_changes_a_run_changes_its_id(change):
    ids = set(run_ids(plan_of(), "case"))
    assert ids.isdisjoint(run_ids(dataclasses.replace(plan_of(), **change), "case"))
    assert ids.isdisjoint(run_ids(plan_of(), "another case"))


def test_more_replicates_leave_the_ids_of_the_first_ones():
    assert set(run_ids(plan_of(replicates=3), "case")) < set(run_ids(plan_of(replicates=5), "case"))


def test_a_setting_that_stands_twice_in_a_plan_is_run_twice(tmp_path):
    twice = dataclasses.replace(plan_of(vary=["opinion.rate=1,2"]), points=({"opinion.rate": 1.0},) * 2)
    with sweep(twice, tmp_path / "out") as ledger:
        frame = ledger.frame()
    assert frame["salience_of_port"][::2].tolist() == frame["salience_of_port"][1::2].tolist()


# Three states


def test_every_run_is_there_before_the_first_one_starts(tmp_path):
    with new_ledger(tmp_path / "out") as ledger:
        assert ledger.counts() == {"pending": 18, "succeeded": 0, "failed": 0, "damaged": 0}
        assert [run.number for run in ledger.pending()] == list(range(18))
    with Ledger.open(tmp_path / "out") as again:
        assert again.plan == plan_of()
        assert set(again.frame()["state"]) == {"pending"}


def test_undefined_failed_and_not_yet_run_are_told_apart(tmp_path):
    with new_ledger(tmp_path / "out") as ledger:
        ledger.record([*some_results([0]), failed(1)])
        frame = ledger.frame()
    assert frame["state"][:3].tolist() == ["succeeded", "failed", "pending"]
    assert frame["yes_share"][0] == 0.25
    assert np.isnan(frame["salience_of_port"][0])  # not defined in a run that succeeded
    assert frame[["yes_share", "salience_of_port"]][1:].isna().all(axis=None)
    assert frame["replicate"].tolist() == [r for r in range(3) for _ in range(6)]


def test_a_failure_keeps_what_is_needed_to_repeat_it(tmp_path):
    with new_ledger(tmp_path / "out", plan_of(seed=5)) as ledger:
        ledger.record([failed(7)])
        (failure,) = ledger.failures()
    assert (failure.number, failure.replicate, failure.seed, failure.stage) == (7, 1, 5, "run")
    assert failure.settings == {"opinion.rate": 0.5, "variant": "no_spill"}
    assert (failure.error, failure.message) == ("ZeroDivisionError", "nobody listens")
    assert "raise ZeroDivisionError" in failure.traceback


def test_what_is_recorded_is_never_written_over(tmp_path):
    with new_ledger(tmp_path / "out") as ledger:
        ledger.record(some_results([3], value=0.5))
        ledger.record([*some_results([3, 4], value=0.75), failed(3)])
        assert ledger.frame()["yes_share"][3:5].tolist() == [0.5, 0.75]
        assert ledger.counts() == {"pending": 16, "succeeded": 2, "failed": 0, "damaged": 0}


def test_a_batch_is_recorded_whole_or_not_at_all(tmp_path):
    with new_ledger(tmp_path / "out") as ledger:
        bad = Done(5, outcomes=b"", digest=None, stage="run")  # both states at once, which the tables refuse
        with pytest.raises(StorageError):
            ledger.record([*some_results([1, 2]), bad])
        assert ledger.counts()["pending"] == 18
        ledger.record(some_results([1, 2]))
        assert ledger.counts()["pending"] == 16


# Storage


def test_a_folder_that_cannot_be_written_gets_one_clear_line(tmp_path):
    (tmp_path / "file").write_text("here", encoding="utf-8")
    with pytest.raises(LedgerError, match="cannot be written: Not a directory") as wrong:
        sweep(plan_of(), tmp_path / "file" / "out")
    assert "\n" not in str(wrong.value)
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_a_full_disk_gets_one_clear_line_and_loses_nothing(tmp_path, monkeypatch):
    """A file of SQLite that may not grow is what a full disk is to it."""
    plan, folder = plan_of(vary=VARY[:1], replicates=60), tmp_path / "out"
    new_ledger(folder, plan).close()
    connect = store.connect

    def on_a_small_disk(place):
        base = connect(place)
        if place == folder:
            pages = base.execute("PRAGMA page_count").fetchone()[0]
            base.execute(f"PRAGMA max_page_count = {pages + 2}")
        return base

    monkeypatch.setattr(store, "connect", on_a_small_disk)
    with pytest.raises(StorageError, match=r"database or disk is full; \d+ of 180 runs are stored") as wrong:
        sweep(plan, folder, chunk=16)
    assert "\n" not in str(wrong.value)
    monkeypatch.undo()
    with Ledger.open(folder) as ledger:
        stored = ledger.counts()["succeeded"]
        assert 0 < stored < 180
    with sweep(plan, folder) as resumed, sweep(plan, None) as whole:
        assert resumed.counts()["succeeded"] == 180
        pd.testing.assert_frame_equal(resumed.frame(), whole.frame())


def test_a_ledger_killed_before_its_plan_was_in_is_made_again(tmp_path):
    folder = tmp_path / "out"
    folder.mkdir()
    half = sqlite3.connect(folder / store.FILE)
    half.execute("PRAGMA journal_mode = WAL")
    half.close()
    assert not store.is_registered(folder)
    with sweep(plan_of(), folder) as ledger:
        assert ledger.counts()["succeeded"] == 18


def test_a_ledger_in_a_folder_that_only_may_be_read_is_read(tmp_path, monkeypatch):
    with sweep(plan_of(), tmp_path / "out") as ledger:
        frame = ledger.frame()
    before = sorted(tmp_path.rglob("*"))
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    with Ledger.open(tmp_path / "out") as again:
        pd.testing.assert_frame_equal(again.frame(), frame)
        assert verify(again, 2, seed=1).is_sound
    with pytest.raises(LedgerError, match="cannot be written: no right to"):
        sweep(plan_of(), tmp_path / "out")
    assert sorted(path for path in tmp_path.rglob("*") if path.name != store.LOCK) == before


def test_a_folder_without_a_ledger_is_no_ledger(tmp_path):
    with pytest.raises(LedgerError, match="holds no sweep"):
        Ledger.open(tmp_path)


# Shards


@pytest.mark.parametrize("cut", [1, 5, 11, 12, 13, 200])
def test_a_torn_tail_of_a_shard_costs_its_own_runs_only(tmp_path, cut):
    shard = Shard(tmp_path)
    shard.append(some_results([0, 1]))
    whole = shard.path.stat().st_size
    shard.append([*some_results([2]), failed(3)])
    torn = shard.path.read_bytes()[: whole + min(cut, shard.path.stat().st_size - whole - 1)]
    shard.path.write_bytes(torn)
    assert [each.number for batch in read_shard(shard.path) for each in batch] == [0, 1]


def test_a_changed_bit_in_a_shard_is_seen(tmp_path):
    shard = Shard(tmp_path)
    shard.append(some_results([0]))
    data = bytearray(shard.path.read_bytes())
    data[-20] ^= 1
    shard.path.write_bytes(bytes(data))
    assert list(read_shard(shard.path)) == []


def test_a_shard_gives_back_what_was_put_in_and_opening_the_ledger_takes_it_in(tmp_path):
    folder = tmp_path / "out"
    new_ledger(folder).close()
    results = [*some_results([0, 5]), failed(9)]
    shard = Shard(folder / shards.FOLDER)
    for part in (results[:1], results[1:]):
        shard.append(part)
    assert [each for batch in read_shard(shard.path) for each in batch] == results
    with Ledger.open(folder) as ledger:
        assert ledger.counts() == {"pending": 15, "succeeded": 2, "failed": 1, "damaged": 0}
        assert "raise ZeroDivisionError" in ledger.failures()[0].traceback
    with Ledger.open(folder) as again:  # nothing twice
        assert again.counts() == {"pending": 15, "succeeded": 2, "failed": 1, "damaged": 0}


@pytest.mark.parametrize(
    ("place", "is_network"),
    [("/home/anna/out", True), ("/home/local disk/out", False), ("/scratch/out", True), ("/tmp/out", False)],
)
def test_network_file_systems_are_known_from_the_list_of_mounts(tmp_path, place, is_network):
    mounts = tmp_path / "mounts"
    mounts.write_text(
        "/dev/sda1 / ext4 rw 0 0\nserver:/home /home nfs4 rw 0 0\n/dev/sdb /home/local\\040disk xfs rw 0 0\n"
        "scratch /scratch lustre rw 0 0\n",
        encoding="utf-8",
    )
    assert is_on_network(tmp_path.__class__(place), mounts) is is_network
    assert not is_on_network(tmp_path, tmp_path / "no such file")


# Provenance and verification


def test_the_manifest_names_all_that_the_runs_come_from(tmp_path):
    with sweep(plan_of(seed=4), tmp_path / "out") as ledger:
        manifest = ledger.manifest
    assert list(manifest["scenario"]) == ["name", "digest"]
    assert manifest["scenario"]["digest"] == read_case(TEMPLATE).load().digest
    assert (manifest["seed"], manifest["outcomes"]) == (4, ["yes_share", "salience_of_port"])
    assert set(manifest["code"]) == {"version", "digest", "files", "commit", "dirty"}
    assert manifest["packages"]["numpy"] == np.__version__
    assert set(manifest["machine"]) == {"python", "system", "processor", "cores"}


def test_verify_computes_stored_runs_again_and_finds_them_the_same(tmp_path):
    with sweep(plan_of(), tmp_path / "out") as ledger:
        found = verify(ledger, 6, seed=1)
    assert (found.n_stored, len(found.numbers), found.n_same) == (18, 6, 6)
    assert found.is_sound
    assert found.changed == ()


@pytest.mark.parametrize("with_its_digest", [False, True])
def test_verify_finds_a_tampered_row(tmp_path, with_its_digest):
    sweep(plan_of(vary=["opinion.rate=1"]), tmp_path / "out").close()
    base = sqlite3.connect(tmp_path / "out" / store.FILE)
    blob = pack(np.array([0.9, 0.9]))
    base.execute("UPDATE runs SET outcomes = ? WHERE number = 2", [blob])
    if with_its_digest:
        base.execute("UPDATE runs SET digest = ? WHERE number = 2", [digest_of(blob)])
    base.commit()
    base.close()
    with Ledger.open(tmp_path / "out") as ledger:
        found = verify(ledger, 3)
    whys = [(each.number, each.why) for each in found.mismatches]
    assert whys == ([(2, "differs")] if with_its_digest else [(2, "tampered")])
    assert not found.is_sound


def test_verify_tells_that_a_case_has_changed_and_which_runs_differ(case, tmp_path):
    with_variants(case, "  early:\n    title: {en: Early}\n    set:\n      events.oil_spill.date: 2001-06\n")
    sweep(plan_of(case, ["variant=baseline,early"]), tmp_path / "out").close()
    moved = tmp_path / "elsewhere"
    shutil.move(case, moved)
    text = (moved / "scenario.yaml").read_text(encoding="utf-8")
    (moved / "scenario.yaml").write_text(text.replace("value: 0.9", "value: 0.8"), encoding="utf-8")
    with Ledger.open(tmp_path / "out") as ledger:
        found = verify(ledger, 6, case=str(moved))
    assert [change.partition(":")[0] for change in found.changed] == ["scenario.digest"]
    assert {each.why for each in found.mismatches} == {"differs"}
    assert "salience_of_port" in found.mismatches[0].message


def test_differences_are_shown_by_name_old_to_new():
    old, new = {"a": 1, "b": {"c": [1, 2]}}, {"a": 1.0, "b": {"c": [1, 3]}, "d": "x"}
    assert provenance.differences(old, new) == ["b.c[1]: 2 -> 3", "d: null -> x"]


def test_nan_is_no_setting():
    with pytest.raises(ValueError, match="no setting can be nan"):
        provenance.canonical(Axis("opinion.rate", (1.0, float("nan"))).values)
