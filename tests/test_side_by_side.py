"""Two cases on the same replicates, and two sweeps by what they hold: is each difference that of the same draws?"""

import json

import pandas as pd
import pytest
from click.testing import CliRunner
from test_scenario_errors import edit

from sim.cli.compare import compare
from sim.experiments.plans.plan import make_plan
from sim.experiments.sweeps.sweep import sweep
from sim.scenario.new import TEMPLATE

SHORT = {"until": "2002-04", "settings": {"outcomes.salience_of_port.date": "2002-04"}}


def call(*words):
    return CliRunner().invoke(compare, [str(word) for word in words])


def test_a_copy_of_a_case_is_compared_with_it_on_the_same_draws(case):
    words = ("--outcome", "salience_of_port", "--worth-knowing", 0.5, "--replicates", 4, "--json")
    same = json.loads(call(TEMPLATE, "--with", case, *words).stdout)["comparisons"][0]["differences"][0]
    assert same["alternative"] == str(case)
    assert same["share"] == {"higher": 0.0, "lower": 0.0, "same": 1.0}
    edit(case, "scenario.yaml", "value: 0.9", "value: 0.3")
    other = json.loads(call(TEMPLATE, "--with", case, *words).stdout)["comparisons"][0]["differences"][0]
    assert other["mean_baseline"] == same["mean_baseline"]
    assert other["share"]["lower"] == 1.0


def test_two_sweeps_are_set_side_by_side_on_what_both_have(tmp_path, case):
    edit(case, "scenario.yaml", "value: 0.9", "value: 0.3")
    with sweep(make_plan(TEMPLATE, ["opinion.rate=0.5,1,2"], replicates=3, **SHORT), tmp_path / "a") as ledger:
        first = ledger.frame()
    with sweep(make_plan(case, ["opinion.rate=1,2,3"], replicates=4, **SHORT), tmp_path / "b") as ledger:
        second = ledger.frame()
    done = call(tmp_path / "a", "--with", tmp_path / "b", "--outcome", "salience_of_port", "--json",
                "--out", tmp_path / "table.csv")  # fmt: skip
    assert done.exit_code == 0, done.output
    found = json.loads(done.stdout)["differences"]
    assert [row["settings"] for row in found] == [{"opinion.rate": 1.0}, {"opinion.rate": 2.0}]
    for row in found:
        rate = row["settings"]["opinion.rate"]
        ours, theirs = (
            frame[(frame["opinion.rate"] == rate) & (frame["replicate"] < 3)]["salience_of_port"]
            for frame in (first, second)
        )
        assert (row["pairs"], row["mean_first"]) == (3, pytest.approx(ours.mean()))
        assert row["difference"] == pytest.approx(theirs.mean() - ours.mean())
    assert pd.read_csv(tmp_path / "table.csv")["settings_opinion.rate"].tolist() == [1.0, 2.0]
    text = call(tmp_path / "a", "--with", tmp_path / "b", "--outcome", "salience_of_port").stdout
    assert "opinion.rate=2.0" in text
    in_spanish = call(tmp_path / "a", "--with", tmp_path / "b", "--lang", "es").stdout
    assert "junto a" in " ".join(in_spanish.split())  # a line may break there


def test_what_has_nothing_in_common_or_is_no_sweep_is_refused(tmp_path):
    for name, rate in (("a", 1), ("b", 2)):
        sweep(make_plan(TEMPLATE, [f"opinion.rate={rate}"], replicates=2, **SHORT), tmp_path / name).close()
    alone = call(tmp_path / "a", "--with", tmp_path / "b")
    assert "have no setting and replicate in common" in str(alone.exception)
    mixed = call(tmp_path / "a", "--with", TEMPLATE)
    assert mixed.exit_code == 2
    assert "a sweep is compared with one other sweep" in mixed.output
