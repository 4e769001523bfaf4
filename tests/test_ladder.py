"""Does the ladder print every rung, with data or without, and do measured numbers stay those that were measured?"""

import json
import math

import pytest
from click.testing import CliRunner
from test_spanish import ENGLISH

from sim.cli import cli
from sim.evidence import ladder, limits, measured, opponents, published, retrodiction, signs, table_alone
from sim.evidence.record import data_folder
from sim.model.parameters import table
from sim.scenario.schema import Actor
from sim.words import rendered

needs_data = pytest.mark.skipif(not data_folder().is_dir(), reason="data not here: shared/data beside the checkout")
STUDIES = list(measured.SCRIPTS)
CLUSTERS = [  # at radius .01, .05, .10, .15, .20, .25; figures in the paper show 38, 2, 1 at .01, .15, .25
    "33-40, mean 37.0", "6-10, mean 7.7", "3-5, mean 4.0", "2-3, mean 2.7", "1-3, mean 1.9", "1-1, mean 1.0",
]  # fmt: skip
LONG = {"trade_votes": pytest.mark.slow}  # a part of it is recomputed in test_evidence_trade.py


@pytest.fixture(scope="module")
def quick():
    """The rows of a quick ladder, but for the published models, which have a test of their own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(published, "ladder_rows", list)
        return ladder.climb(quick=True)


@pytest.mark.slow
def test_published_models_and_limits_are_met():
    rows = [*published.ladder_rows(), *limits.ladder_rows()]
    assert {row.test for row in rows} == {"V1", "V2", "V3", "V4", "V5"}
    assert {row.verdict for row in rows} <= {"exact", "inside"}, [row for row in rows if row.verdict == "miss"]
    assert all(row.baseline for row in rows)
    assert [row.ours for row in rows if row.test == "V3"] == CLUSTERS


@pytest.mark.slow
def test_without_data_the_rows_say_how_to_get_them_and_the_rest_runs(monkeypatch, tmp_path):
    monkeypatch.setattr(ladder, "data_folder", lambda: tmp_path / "nowhere")
    for rows in (retrodiction, signs, table_alone, opponents):  # they need no data: see the next test
        monkeypatch.setattr(rows, "ladder_rows", lambda quick: [])
    monkeypatch.setattr(published, "ladder_rows", list)
    done = CliRunner().invoke(cli, ["ladder", "--quick", "--json"], catch_exceptions=False)
    rows = json.loads(done.stdout)["rows"]
    assert all(list(row) == ["test", "target", "ours", "baseline", "verdict"] for row in rows)
    absent = {row["test"]: row for row in rows if row["verdict"] == "data not here"}
    assert list(absent) == ["V7", "V11", "V13", "V18", "V27", "V28", "V31"]
    assert all("shared/data" in row["target"] for row in absent.values())
    assert {row["test"] for row in rows} > set(absent)


@pytest.mark.slow
def test_the_quick_ladder_has_a_row_for_every_figure_and_says_what_it_misses(monkeypatch, quick):
    """What the command of the README prints, with data or without."""
    monkeypatch.setattr(ladder, "climb", lambda *_: quick)
    done = CliRunner().invoke(cli, ["ladder", "--quick"], catch_exceptions=False)
    text = done.stdout
    numbers = (4, 5, 6, 7, 8, 9, 10, 11, 13, 14, 15, 16, 17, 18, 20, 24, 27, 28, 29, 30, 31, 32)
    assert all(f"\nV{number} " in f"\n{text}" for number in numbers)
    assert max(map(len, text.splitlines())) <= 120
    assert ("data not here" in text) is not data_folder().is_dir()
    assert "miss" in text.splitlines()[-1]


@needs_data
@pytest.mark.slow
def test_the_rows_on_trade_say_their_marks_and_what_they_do_not_test(quick):
    rows = [row for row in quick if row.test == "V27"]
    assert all("measured, coding not blind" in row.what for row in rows)
    (seen,) = [row for row in rows if "1991" in row.what]
    made_up = [row for row in rows if "made-up" in row.what.lower()]
    assert len(made_up) == 4
    assert all("in-sample" in row.what for row in [seen, *made_up])
    (untested,) = [row for row in rows if row.verdict == "no test"]
    assert "effort" in untested.what
    assert "not tested here" in untested.ours
    (house,) = [row for row in rows if "House votes left out one by one" in row.what]
    assert house.verdict == "inside"
    assert float(house.ours.split(":")[0]) == pytest.approx(36.1, abs=0.6)
    assert house.baseline.startswith("party 51")
    assert "rule of 0.5.0 42.1" in house.baseline
    ahead = [row.verdict for row in rows if "from earlier votes alone" in row.what]
    assert ahead == ["tie", "tie", "miss"]  # House, Senate, and intervals that are too narrow
    texts = [text for row in rows for text in (row.what, row.target, row.ours, row.baseline)]
    assert [text for text in texts if ENGLISH.search(rendered(text, "es"))] == []


def estimates():
    return {key: each for study in measured.read().values() for key, each in study["estimates"].items()}


def test_every_measured_parameter_is_the_recorded_estimate_and_none_is_measured_by_hand():
    found = estimates()
    marked = [key for key, row in table().items() if row.mark == "measured"]
    assert len(marked) >= 7
    for key in marked:
        row, estimate = table()[key], found[key]
        assert row.default == pytest.approx(estimate["value"], rel=5e-3), f"{key}: run `python -m sim.evidence`"
        assert row.low <= row.default <= row.high
        assert (row.low, row.high) == pytest.approx((estimate["low"], estimate["high"]), rel=1e-2, abs=5e-3), key
    assert all(key in marked for key in found if key in table()), "an estimate that no parameter uses"
    assert Actor.model_fields["dispersion"].default == pytest.approx(found["actors.dispersion"]["value"], rel=2.5e-2)


@pytest.mark.parametrize("study", STUDIES)
def test_a_script_cannot_change_without_being_run_again(study):
    assert measured.read()[study]["scripts"] == measured.script_digests(study), "run `python -m sim.evidence`"


@needs_data
@pytest.mark.parametrize("study", [pytest.param(each, marks=LONG.get(each, ())) for each in STUDIES])
def test_the_record_is_what_the_scripts_find_on_the_data(study):
    record = measured.read()[study]
    assert record["data"] == measured.data_digest(study, data_folder())
    again = measured.estimate_study(study, data_folder())["estimates"]
    assert list(again) == list(record["estimates"])
    for key, each in record["estimates"].items():
        for name in ("value", "se", "low", "high"):
            assert (each[name] is None) == (again[key][name] is None)
            if each[name] is not None:
                assert math.isclose(again[key][name], each[name], rel_tol=1e-4), (key, name)
