"""Does a sweep run its plan, go on where it stopped, refuse another plan, and spare the others when a run fails?"""

import csv
import json
import math
import re
import shutil
import sqlite3
import subprocess
import sys

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from click.testing import CliRunner
from templates import with_variants

from sim import Ensemble, sweep
from sim.cli.records import export, verify
from sim.cli.study import sweep as sweep_command
from sim.experiments.plans.plan import PlanError, make_plan
from sim.experiments.sweeps import source, store, work
from sim.experiments.sweeps import sweep as sweeps
from sim.experiments.sweeps.export import for_ema, sample, ties
from sim.experiments.sweeps.ledger import Ledger
from sim.experiments.sweeps.store import LedgerError
from sim.experiments.sweeps.sweep import manifest_of, stored
from sim.experiments.sweeps.tasks import tasks_of
from sim.experiments.sweeps.verify import verify as verify_runs
from sim.experiments.sweeps.work import StaleWorkerError
from sim.scenario.load import read_case
from sim.scenario.new import TEMPLATE

VARY = ["opinion.rate=0.5,1,2", "variant=baseline,no_spill"]
# Soon after the oil spill, so that variants differ and a run takes little time; the vote is never reached.
SHORT = {"until": "2002-04", "settings": {"outcomes.salience_of_port.date": "2002-04"}}


def plan_of(case=TEMPLATE, vary=VARY, **more):
    return make_plan(case, vary, **{"replicates": 6} | SHORT | more)


def call(command, *words):
    return CliRunner().invoke(command, [str(word) for word in words], catch_exceptions=False)


def run_words(out, *more):
    return (TEMPLATE, "--vary", "opinion.rate=0.5,1", "--replicates", 4, "--out", out, *more)


class FailingSometimes:
    """Takes the place of the ensemble's run: the replicates named fail in a worker, whoever stands beside them."""

    def __init__(self, replicates):
        self.replicates, self.run = set(replicates), Ensemble.run

    def __call__(self, ensemble, progress=None):
        if ensemble.chunk is not None and self.replicates & set(ensemble.runs):
            raise FloatingPointError("no vote is possible")
        return self.run(ensemble, progress)


@pytest.fixture
def some_runs_fail(monkeypatch):
    failing = FailingSometimes([2, 4])
    monkeypatch.setattr(Ensemble, "run", lambda ensemble, progress=None: failing(ensemble, progress))


@pytest.fixture(scope="module")
def begun(tmp_path_factory):
    """A folder with a plan of which nothing is run yet."""
    folder = tmp_path_factory.mktemp("sweep") / "begun"
    Ledger.create(folder, plan_of(), manifest_of(plan_of(), read_case(TEMPLATE))).close()
    return folder


# Results


def test_a_sweep_gives_the_bits_of_its_single_ensembles():
    frame = sweep(TEMPLATE, {"opinion.rate": (0.5, 2.0), "variant": ("baseline", "no_spill")}, replicates=5)
    for (rate, variant), rows in frame.groupby(["opinion.rate", "variant"]):
        alone = Ensemble(TEMPLATE, 5, variant=variant, settings={"opinion.rate": rate}).run()
        for name, values in alone.outcomes.items():
            assert rows[name].to_numpy().tobytes() == values.tobytes()


def test_unpaired_settings_have_replicates_of_their_own():
    frame = sweep(TEMPLATE, {"opinion.rate": (0.5, 2.0)}, replicates=3, paired=False)
    assert frame.sort_values("point")["replicate"].tolist() == list(range(6))
    alone = Ensemble(TEMPLATE, [4], settings={"opinion.rate": 2.0}).run()
    row = frame[frame["replicate"] == 4]
    assert row["salience_of_port"].tolist() == alone.outcomes["salience_of_port"].tolist()


def test_a_variant_without_an_outcome_leaves_it_undefined_and_one_with_more_adds_it(case):
    late = "outcomes.late: {label: {en: Late}, measure: salience, actors: {kind: ngo}, issue: port, date: 2003-11}"
    lines = ("comparisons.without_spill: null", "outcomes.yes_share: null", late)
    with_variants(case, "  more:\n    title: {en: More}\n    set:\n" + "".join(f"      {line}\n" for line in lines))
    frame = sweep(case, {"variant": ("baseline", "more")}, replicates=2)
    base, more = frame[frame["variant"] == "baseline"], frame[frame["variant"] == "more"]
    assert base["yes_share"].notna().all()
    assert more["yes_share"].isna().all()
    assert base["late"].isna().all()
    assert more["late"].notna().all()
    assert set(frame["state"]) == {"succeeded"}


def test_a_range_in_a_notebook_is_a_tuple_of_two_numbers():
    frame = sweep(TEMPLATE, {"opinion.rate": (0.5, 2.0), "variant": ["no_spill"]}, 1, design="lhs", samples=5)
    assert frame["opinion.rate"].nunique() == 5
    assert frame["opinion.rate"].between(0.5, 2.0).all()


def test_a_sweep_in_a_notebook_times_no_runs_beforehand(monkeypatch):
    monkeypatch.setattr("sim.experiments.plans.dry_run.Ensemble", None)  # what the dry run times its runs with
    assert len(sweep(TEMPLATE, {"opinion.rate": (0.5, 2.0)}, replicates=1)) == 2


@pytest.mark.parametrize("chunk", [1, 5, None])
def test_wherever_a_sweep_is_cut_short_an_even_sample_is_left(chunk):
    plan = plan_of(vary=["opinion.rate=0.5,1,2", "actors.bay_watch.capability=1,2,3"], replicates=20)
    tasks = tasks_of(plan, list(plan.runs()), manifest_of(plan, read_case(plan.case)), 1, chunk)
    done = np.zeros(len(plan.points), dtype=int)
    size = max(len(task.numbers) for task in tasks)
    for task in tasks:
        np.add.at(done, [number % len(plan.points) for number in task.numbers], 1)
        assert done.max() - done.min() <= math.ceil(size / 3) + 1  # settings of rates stand side by side in one task
    assert done.tolist() == [20] * 9


# Going on


def test_the_same_plan_goes_on_with_what_is_pending_and_another_call_changes_no_byte(tmp_path):
    calls = []

    def stop_after_two(done):
        calls.append(done)
        if len(calls) == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        sweeps.sweep(plan_of(), tmp_path / "out", progress=stop_after_two, chunk=4)
    assert stored(plan_of(), tmp_path / "out") == {"pending": 28, "succeeded": 8, "failed": 0, "damaged": 0}
    calls.clear()
    sweeps.sweep(plan_of(), tmp_path / "out", progress=calls.append, chunk=7).close()
    assert calls[0] == 8
    assert calls[-1] == 36
    sweeps.sweep(plan_of(), tmp_path / "whole").close()
    table = (tmp_path / "out" / "outcomes.csv").read_bytes()
    assert table == (tmp_path / "whole" / "outcomes.csv").read_bytes()
    sweeps.sweep(plan_of(), tmp_path / "out").close()
    assert (tmp_path / "out" / "outcomes.csv").read_bytes() == table
    assert not list((tmp_path / "out").glob("ledger.sqlite-*"))


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"seed": 2}, "seed: 1 -> 2"),
        ({"replicates": 5}, "replicates: 6 -> 5"),
        ({"until": "2002-06"}, "until: 2002-04 -> 2002-06"),
        ({"settings": {"opinion.susceptibility": 0.2}}, "settings.opinion.susceptibility: null -> 0.2"),
        ({"vary": ["opinion.rate=0.5,1,3", VARY[1]]}, "vary.opinion.rate.values[2]: 2 -> 3"),
        ({"jitter": 0.1}, "jitter: 0 -> 0.1"),
        ({"paired": False}, "paired: true -> false"),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else "",
)
def test_another_plan_is_refused_and_the_difference_is_shown(begun, change, says):
    with pytest.raises(LedgerError) as wrong:
        sweeps.sweep(plan_of(**change), begun)
    assert f"  {says}" in str(wrong.value).splitlines()
    with Ledger.open(begun) as ledger:
        assert ledger.counts()["pending"] == 36


def test_a_changed_case_is_another_plan_and_one_that_moved_is_not(case, tmp_path):
    sweeps.sweep(plan_of(case), tmp_path / "out").close()
    (case / "README.md").write_text("A comment changes no run.\n", encoding="utf-8")
    assert stored(plan_of(f"{case}/../case"), tmp_path / "out") == {
        "pending": 0,
        "succeeded": 36,
        "failed": 0,
        "damaged": 0,
    }
    text = (case / "scenario.yaml").read_text(encoding="utf-8")
    (case / "scenario.yaml").write_text(text.replace("value: 0.9", "value: 0.8"), encoding="utf-8")
    with pytest.raises(LedgerError, match=r"scenario\.digest: \w+"):
        sweeps.sweep(plan_of(case), tmp_path / "out")


def test_a_case_that_was_renamed_is_the_same_plan(case, tmp_path):
    sweeps.sweep(plan_of(case, replicates=2), tmp_path / "out").close()
    other = case.rename(tmp_path / "another name")
    assert stored(plan_of(other, replicates=2), tmp_path / "out")["succeeded"] == 12


def test_axes_in_another_order_are_the_same_plan_and_give_the_same_bytes(tmp_path):
    def stop_half_way(done):
        if done:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        sweeps.sweep(plan_of(), tmp_path / "out", progress=stop_half_way, chunk=8)
    turned = plan_of(vary=VARY[::-1])
    assert turned.points != plan_of().points
    sweeps.sweep(turned, tmp_path / "out").close()
    sweeps.sweep(plan_of(), tmp_path / "whole").close()
    tables = [(tmp_path / name / "outcomes.csv").read_bytes() for name in ("out", "whole")]
    assert tables[0] == tables[1]


def test_a_design_that_is_drawn_otherwise_is_another_plan(tmp_path):
    ranges = ["opinion.rate=0.5:2", "opinion.susceptibility=0.1:0.4"]
    drawn = {"design": "lhs", "samples": 4, "replicates": 1}
    plan = plan_of(vary=ranges, **drawn)
    Ledger.create(tmp_path / "out", plan, manifest_of(plan, read_case(TEMPLATE))).close()
    assert stored(plan, tmp_path / "out")["pending"] == 4
    with pytest.raises(LedgerError, match=r"holds another plan.*\n  points: 4 of 4 are others"):
        sweeps.sweep(plan_of(vary=ranges[::-1], **drawn), tmp_path / "out")


def with_members_of_its_own(case):
    """A case with a variant of members one by one, in a file that the case as written does not read; and a plan."""
    variant = "  by_member:\n    title: {en: By member}\n    set: {decisions.port_vote.members_file: house.csv}\n"
    with_variants(case, variant)
    rows = [f"m{n},council_majority,{-0.9 if n < 8 else 0.9},assumed" for n in range(12)]
    (case / "house.csv").write_text("\n".join(["member,bloc,position,source", *rows]) + "\n", encoding="utf-8")
    return make_plan(case, ["variant=baseline,by_member"], replicates=8)


def test_members_that_only_a_variant_names_belong_to_the_case(case, tmp_path):
    plan = with_members_of_its_own(case)
    with sweeps.sweep(plan, tmp_path / "out") as ledger:
        by_variant = ledger.frame().groupby("variant")["yes_share"].mean()
        assert by_variant["baseline"] != by_variant["by_member"]
    Ledger.create(tmp_path / "begun", plan, manifest_of(plan, read_case(case))).close()
    tasks = tasks_of(plan, list(plan.runs()), manifest_of(plan, read_case(case)))
    text = (case / "house.csv").read_text(encoding="utf-8")
    (case / "house.csv").write_text(text.replace(",0.", ",-0."), encoding="utf-8")
    with pytest.raises(LedgerError, match=r"holds another plan.*\n  scenario\.files\.house\.csv: \w+ -> \w+$"):
        sweeps.sweep(plan, tmp_path / "begun")
    for kept in (work._read, work._loaded, work.compiled):
        kept.cache_clear()  # a worker that begins now
    with pytest.raises(StaleWorkerError, match=r"house\.csv: the files of the case are not those"):
        [work.carry_out(task) for task in tasks]
    with Ledger.open(tmp_path / "out") as ledger:
        found = verify_runs(ledger, 4)
    assert [each.partition(":")[0] for each in found.changed] == ["scenario.files.house.csv"]
    assert {each.why for each in found.mismatches} == {"differs"}


def with_other_code(folder, file="ensemble.py"):
    """A ledger whose runs, if it has any, come from code in which one file was another."""
    with Ledger.open(folder) as ledger:
        code = ledger.manifest["code"]
        ledger.note("code", code | {"digest": "f" * 32, "files": code["files"] | {file: "f" * 12}})
    return folder


def test_other_code_is_refused_until_it_is_accepted_and_then_both_are_on_record(begun, tmp_path):
    folder = with_other_code(shutil.copytree(begun, tmp_path / "out"))
    message = r"other code, which may give other numbers: changed sim/ensemble\.py\. Go on with --new-code"
    with pytest.raises(LedgerError, match=message):
        sweeps.sweep(plan_of(), folder)
    with sweeps.sweep(plan_of(), folder, accept_new_code=True) as ledger:
        assert ledger.counts()["succeeded"] == 36
        assert ledger.manifest["code"]["files"] == source.FILES
        (earlier,) = ledger.manifest["earlier_code"]
        assert source.notes(ledger.manifest) == []  # no run comes from it
    assert earlier["code"]["digest"] == "f" * 32
    assert earlier["runs"] == {"pending": 36, "succeeded": 0, "failed": 0, "damaged": 0}


@pytest.mark.parametrize("name", ["numpy", "scipy", "mesa", "python"])
def test_another_version_of_what_computes_is_refused_and_named(begun, tmp_path, name):
    folder = shutil.copytree(begun, tmp_path / "out")
    with Ledger.open(folder) as ledger:
        group = "machine" if name == "python" else "packages"
        now = ledger.manifest[group][name]
        ledger.note(group, ledger.manifest[group] | {name: "1.2.3"})
    with pytest.raises(LedgerError, match=rf"other numbers: {name} 1\.2\.3 -> {re.escape(now)}\. Go on"):
        sweeps.sweep(plan_of(), folder)
    with Ledger.open(folder) as ledger:
        assert verify_runs(ledger, 1).changed == (f"{name} 1.2.3 -> {now}",)


def test_runs_of_two_codes_are_told_apart_by_whatever_reads_them(tmp_path, as_typed):
    out = tmp_path / "out"

    def stop(done):
        if done:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        sweeps.sweep(plan_of(), out, progress=stop, chunk=8)
    with_other_code(out)
    sweeps.sweep(plan_of(), out, accept_new_code=True).close()
    note = f"{out}: 8 of its runs come from earlier code, gone on from with --new-code; since then: "
    assert as_typed("export", out, "--out", tmp_path / "a.csv") == (0, f"{note}changed sim/ensemble.py\n")
    assert as_typed("verify", out, "--runs", 36) == (1, f"{note}changed sim/ensemble.py\n")
    sweeps.sweep(plan_of(), out).close()  # accepted once


def test_failed_runs_are_run_again_by_new_code_once_it_is_accepted(tmp_path, monkeypatch):
    with monkeypatch.context() as patch:
        failing = FailingSometimes([2])
        patch.setattr(Ensemble, "run", lambda ensemble, progress=None: failing(ensemble, progress))
        sweeps.sweep(plan_of(), tmp_path / "out").close()
    with_other_code(tmp_path / "out")
    with sweeps.sweep(plan_of(), tmp_path / "out", retry_failed=True, accept_new_code=True) as ledger:
        assert ledger.counts() == {"pending": 0, "succeeded": 36, "failed": 0, "damaged": 0}
        assert source.notes(ledger.manifest)[0].startswith("30 of its runs come from earlier code")


# Sweeps of versions that did not record what computed them


@pytest.fixture
def unrecorded(tmp_path):
    """A sweep that is done, with the record of a version that took down the studies' files alone."""
    sweeps.sweep(plan_of(), tmp_path / "out").close()
    with Ledger.open(tmp_path / "out") as ledger:
        ledger.note("code", {"version": "0.4.0", "digest": "e" * 32, "commit": None, "dirty": None})
    said = "the code of its runs was not recorded (version 0.4.0 took down a part of it): nobody can tell whether one "
    return tmp_path / "out", f"{said}model computed them all"


def test_a_sweep_whose_code_was_not_recorded_is_not_gone_on_with(unrecorded):
    folder, said = unrecorded
    with Ledger.open(folder) as ledger:
        ledger._base.execute("UPDATE runs SET state = 'pending', outcomes = NULL, digest = NULL WHERE number > 9")
    for attempt in (stored, sweeps.sweep):
        with pytest.raises(LedgerError) as wrong:
            attempt(plan_of(), folder)
        assert str(wrong.value) == f"{folder}: {said}. Go on with --new-code, or give another folder."
    with sweeps.sweep(plan_of(), folder, accept_new_code=True) as ledger:
        assert ledger.counts()["succeeded"] == 36
        assert source.notes(ledger.manifest) == [said]
    sweeps.sweep(plan_of(), folder).close()  # accepted once


def test_a_sweep_whose_code_was_not_recorded_is_read_and_says_so(unrecorded, tmp_path, as_typed):
    folder, said = unrecorded
    for words in (("sensitivity", folder), ("report", folder), ("export", folder, "--out", tmp_path / "a.csv")):
        assert as_typed(*words) == (0, f"{folder}: {said}\n")
    assert f'<p class="warning">T{said[1:]}.' in (folder / "report.html").read_text(encoding="utf-8")
    assert as_typed("verify", folder, "--runs", 35) == (1, f"{folder}: {said}\n")
    assert as_typed("verify", folder, "--runs", 36) == (0, f"{folder}: {said}\n")  # all of them are of this model


def test_two_sweeps_never_work_on_one_folder(tmp_path):
    folder = tmp_path / "out"
    Ledger.create(folder, plan_of(), manifest_of(plan_of(), read_case(TEMPLATE))).close()
    code = (
        "import fcntl, sys; f = open(sys.argv[1], 'ab'); fcntl.lockf(f, fcntl.LOCK_EX); print(1, flush=True); input()"
    )
    words = [sys.executable, "-c", code, str(folder / store.LOCK)]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        other.stdout.readline()
        with pytest.raises(LedgerError, match="another sweep is at work there"):
            sweeps.sweep(plan_of(), folder)
        other.communicate("\n")
    sweeps.sweep(plan_of(), folder).close()


def test_a_folder_with_something_else_in_it_is_left_alone(tmp_path):
    (tmp_path / "thesis.txt").write_text("do not touch", encoding="utf-8")
    with pytest.raises(LedgerError, match="holds no sweep; nothing was changed"):
        sweeps.sweep(plan_of(), tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


# Failures


def test_a_failing_run_spares_the_runs_that_stand_beside_it(tmp_path, some_runs_fail):
    with sweeps.sweep(plan_of(), tmp_path / "out") as ledger:
        frame, failures = ledger.frame(), ledger.failures()
    assert set(frame.loc[frame["state"] == "failed", "replicate"]) == {2, 4}
    assert (frame["state"] == "failed").sum() == len(failures) == 12
    assert {each.error for each in failures} == {"FloatingPointError"}
    assert {each.stage for each in failures} == {"run"}
    good = frame[frame["state"] == "succeeded"]
    assert good["salience_of_port"].notna().all()
    with (tmp_path / "out" / "outcomes.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert {row["salience_of_port"] for row in rows if row["state"] == "failed"} == {""}
    assert len(rows) == 36


@pytest.mark.parametrize("use_shards", [False, True])
def test_failed_runs_are_run_again_when_asked_and_only_they(tmp_path, monkeypatch, use_shards):
    def stop_at_the_end(done):
        if done == plan_of().n_runs:
            raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        failing = FailingSometimes([2])
        patch.setattr(Ensemble, "run", lambda ensemble, progress=None: failing(ensemble, progress))
        with pytest.raises(KeyboardInterrupt):  # before shards are folded in
            sweeps.sweep(plan_of(), tmp_path / "out", progress=stop_at_the_end, use_shards=use_shards)
    sweeps.sweep(plan_of(), tmp_path / "out", use_shards=use_shards).close()
    assert stored(plan_of(), tmp_path / "out") == {"pending": 0, "succeeded": 30, "failed": 6, "damaged": 0}
    calls = []
    again = {"retry_failed": True, "progress": calls.append, "use_shards": use_shards}
    sweeps.sweep(plan_of(), tmp_path / "out", **again).close()
    assert calls[0] == 30
    sweeps.sweep(plan_of(), tmp_path / "whole").close()
    tables = [(tmp_path / name / "outcomes.csv").read_bytes() for name in ("out", "whole")]
    assert tables[0] == tables[1]


def test_a_setting_whose_case_cannot_be_read_fails_alone(tmp_path):
    plan = plan_of(vary=["variant=baseline,no_spill", "actors.bay_watch.capability=2,9"])  # 9: not checked beforehand
    with pytest.raises(PlanError):
        sweep(TEMPLATE, {"actors.bay_watch.capability": (2, 9)}, 2, out=tmp_path / "never")
    assert not (tmp_path / "never").exists()
    with sweeps.sweep(plan, None) as ledger:
        frame, failures = ledger.frame(), ledger.failures()
    assert set(frame.loc[frame["state"] == "failed", "actors.bay_watch.capability"]) == {9}
    assert set(frame.loc[frame["state"] == "succeeded", "actors.bay_watch.capability"]) == {2}
    assert {each.stage for each in failures} == {"load"}
    assert "must be <= 5" in failures[0].message


# Export


def test_a_table_for_salib_has_no_row_with_a_failed_run_and_counts_what_is_dropped(tmp_path, some_runs_fail):
    plan = plan_of(vary=["opinion.rate=0.5:2", "opinion.susceptibility=0.1:0.4"], design="saltelli", samples=4,
                   replicates=1, paired=False)  # fmt: skip
    with sweeps.sweep(plan, None) as ledger:  # replicates 2 and 4 are settings of the blocks of rows 2 and 0
        found = sample(ledger)
    assert found.missing_runs == 2
    assert found.dropped == [0, 2, 4, 6, 8, 10, 12, 14]
    assert found.X.shape == (8, 2)
    assert not np.isnan(found.Y[:, found.problem["outputs"].index("salience_of_port")]).any()
    a, ab_1, ab_2, b = found.X[:4]
    assert ab_1.tolist() == [b[0], a[1]]  # the order and the mixture that SALib expects
    assert ab_2.tolist() == [a[0], b[1]]


def test_a_frame_for_ema_leaves_out_what_failed(tmp_path, some_runs_fail):
    with sweeps.sweep(plan_of(), None) as ledger:
        experiments, outcomes, left_out = for_ema(ledger)
    assert left_out == 12
    assert len(experiments) == 24
    assert set(experiments["replicate"]) == {0, 1, 3, 5}
    assert not np.isnan(outcomes["salience_of_port"]).any()
    assert {len(values) for values in outcomes.values()} == {24}


def test_the_exported_network_is_that_of_the_run():
    plan = plan_of(replicates=3)
    graph = ties(plan, point=5, replicate=2, month="2002-12")
    ensemble = Ensemble(TEMPLATE, [2], variant="no_spill", settings={"opinion.rate": 2.0}, until="2002-12")
    state, edges, names = ensemble.histories()[-1], ensemble.setting.edges, ensemble.setting.actors
    open_ = {(names[edges.source[edge]], names[edges.target[edge]]) for edge in np.flatnonzero(state.allied[:, 0])}
    assert set(graph.edges) == open_
    shares = ties(plan, point=5)
    assert 0 < min(share for *_, share in shares.edges(data="share")) < 1
    with pytest.raises(PlanError, match="the replicates 0 to 2"):
        ties(plan, replicate=3)


def test_every_format_is_written_whole_and_over_nothing(tmp_path):
    call(sweep_command, *run_words(tmp_path / "out"))
    frame = pd.read_csv(tmp_path / "out" / "outcomes.csv")
    for kind, name in (("csv", "a.csv"), ("parquet", "a.parquet"), ("graphml", "a.graphml"), ("salib", "a")):
        done = call(export, tmp_path / "out", "--format", kind, "--out", tmp_path / name)
        assert done.exit_code == 0, done.output
        assert call(export, tmp_path / "out", "--format", kind, "--out", tmp_path / name).exit_code == 2
    assert (tmp_path / "a.csv").read_bytes() == (tmp_path / "out" / "outcomes.csv").read_bytes()
    pd.testing.assert_frame_equal(pd.read_parquet(tmp_path / "a.parquet"), frame)
    assert nx.read_graphml(tmp_path / "a.graphml").nodes["mayor"]["kind"] == "government"
    assert json.loads((tmp_path / "a" / "problem.json").read_text(encoding="utf-8"))["names"] == ["opinion.rate"]
    assert pd.read_csv(tmp_path / "a" / "X.csv")["opinion.rate"].tolist() == [0.5, 1.0]
    assert not [path for path in tmp_path.iterdir() if ".part" in path.name]


# Commands


def test_the_command_tells_what_it_will_cost_and_what_is_there_already(tmp_path):
    out = tmp_path / "out"
    dry = call(sweep_command, *run_words(out, "--dry-run"))
    assert dry.exit_code == 0
    assert dry.stderr.startswith("8 runs = 2 settings x 4 replicates")
    assert not out.exists()
    done = call(sweep_command, *run_words(out))
    assert done.exit_code == 0
    assert done.stdout == f"8 runs of 2 settings: {out / 'outcomes.csv'}\n"
    again = call(sweep_command, *run_words(out))
    assert again.exit_code == 0
    assert again.stderr == f"8 of 8 runs are stored in {out}\n"
    names = {"ledger.sqlite", "manifest.json", "outcomes.csv", "datapackage.json", "ro-crate-metadata.json"}
    assert {path.name for path in out.iterdir()} == names


def test_json_is_the_same_every_time_and_names_no_place_and_no_time(tmp_path):
    first = call(sweep_command, *run_words(tmp_path / "a", "--json")).stdout
    assert first == call(sweep_command, *run_words(tmp_path / "b", "--json")).stdout
    record = json.loads(first)
    assert record["states"] == {"pending": 0, "succeeded": 8, "failed": 0, "damaged": 0}
    assert str(tmp_path) not in first


def test_a_large_sweep_is_not_begun_unasked(tmp_path):
    words = (TEMPLATE, "--vary", "opinion.rate=0.5:2:2000", "--replicates", 2000, "--out", tmp_path / "out")
    done = CliRunner().invoke(sweep_command, list(map(str, words)), catch_exceptions=False)
    assert done.exit_code == 2
    assert "give --yes to run it" in done.stderr
    assert not (tmp_path / "out").exists()


def test_a_sweep_with_failed_runs_ends_with_exit_code_1_and_names_them(tmp_path, some_runs_fail, as_typed):
    code, error = as_typed("sweep", *run_words(tmp_path / "out"))
    assert code == 1
    assert "run 4 failed (opinion.rate=0.5; replicate 2, seed 1) at stage run: FloatingPointError" in error
    assert "2 of 8 runs failed" in error
    with Ledger.open(tmp_path / "out") as ledger:
        assert ledger.counts() == {"pending": 0, "succeeded": 6, "failed": 2, "damaged": 0}


def test_ctrl_c_says_how_to_go_on_and_exits_with_130(tmp_path, monkeypatch, as_typed):
    def interrupt(ledger, results):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Ledger, "record", interrupt)
        code, error = as_typed("sweep", *run_words(tmp_path / "out"))
    assert code == 130
    assert "stopped: 0 of 8 runs are stored" in error
    assert "the same command goes on" in error
    assert call(sweep_command, *run_words(tmp_path / "out")).exit_code == 0


def test_a_full_disk_ends_with_exit_code_1(tmp_path, monkeypatch, as_typed):
    def full(ledger, results):
        raise ledger.storage_error(sqlite3.OperationalError("database or disk is full"))

    monkeypatch.setattr(Ledger, "record", full)
    code, error = as_typed("sweep", *run_words(tmp_path / "out"))
    assert code == 1
    assert error.splitlines()[-1].endswith("full; 0 of 8 runs are stored, and the same command goes on from there")


def test_verify_says_how_many_runs_came_out_again(tmp_path):
    call(sweep_command, *run_words(tmp_path / "out"))
    done = call(verify, tmp_path / "out", "--runs", 3)
    assert done.exit_code == 0
    assert done.stdout.startswith("3 of 3 runs drawn from 8 came out again to the bit")
    texts = [call(verify, tmp_path / "out", "--runs", 3, "--seed", 1, "--json").stdout for _ in range(2)]
    assert texts[0] == texts[1]
    assert json.loads(texts[0])["same"] == 3
    spanish = call(verify, tmp_path / "out", "--runs", 1, "--lang", "es").stdout
    assert "se reprodujeron bit por bit" in spanish
