"""Is a plan what was typed, balanced and repeatable; and is everything wrong with it told before anything runs?"""

import json
import math
import sys
import time
from collections import Counter
from importlib.util import find_spec

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import sobol_indices

from sim.ensemble import Ensemble
from sim.experiments.plans import dry_run, faults
from sim.experiments.plans.axes import parse_axis
from sim.experiments.plans.dry_run import Estimate, examine
from sim.experiments.plans.plan import Axis, Plan, PlanError, groups_of, make_plan
from sim.experiments.sweeps.export import write_salib
from sim.experiments.sweeps.sweep import sweep
from sim.scenario.load import load_case, read_case
from sim.scenario.new import TEMPLATE

HAS_SALIB = find_spec("SALib") is not None
DRAWN = ("lhs", "sobol", "saltelli", *(["morris"] if HAS_SALIB else []))
REAL, WHOLE, WORDS = "opinion.rate=0.5:4", "actors.mayor.access.court=0:3", "variant=baseline,no_spill"
AXES = st.lists(
    st.sampled_from([REAL, WHOLE, WORDS, "campaigns.pressure_rate=0.1,0.2,1e-3"]), min_size=1, max_size=4, unique=True
)
PLANS = st.builds(
    make_plan,
    st.just("town"),
    AXES,
    st.sampled_from(["grid", *DRAWN]),
    samples=st.sampled_from([2, 4, 16]),
    replicates=st.integers(1, 5),
    seed=st.integers(0, 2**40),
    settings=st.just({"actors.mayor.capability": 3.0, "key_dates": {}}),
    until=st.sampled_from([None, "2002-01"]),
    jitter=st.floats(0, 1),
    paired=st.booleans(),
)


def faults_of(*vary, case=TEMPLATE, **options):
    """Lines of the error that a plan gets."""
    with pytest.raises(PlanError) as caught:
        examine(make_plan(case, vary, **options))
    return caught.value.lines


# --- plans


@given(PLANS)
@settings(max_examples=40, deadline=None)
def test_a_record_gives_the_plan_back_through_json(plan):
    text = json.dumps(plan.record(), allow_nan=False)
    assert Plan.of(json.loads(text)) == plan
    assert json.dumps(Plan.of(json.loads(text)).record()) == text


@given(AXES, st.sampled_from(["grid", *DRAWN]), st.sampled_from([2, 8, 32]), st.integers(0, 2**40))
@settings(max_examples=40, deadline=None)
def test_every_point_lies_on_its_axes_and_the_seed_alone_decides_which(vary, design, samples, seed):
    plan = make_plan("town", vary, design, samples, seed=seed)
    assert plan.points == make_plan("town", vary, design, samples, seed=seed).points
    for point in plan.points:
        assert [*point] == [text.partition("=")[0] for text in vary]
        for axis in plan.axes:
            value = point[axis.name]
            assert axis.low <= value <= axis.high if axis.is_range else value in axis.values
            assert axis.name != "actors.mayor.access.court" or type(value) is int
            assert 0 <= axis.share(value) <= 1


@pytest.mark.parametrize("design", DRAWN)
def test_another_seed_draws_another_plan(design):
    first, second = (
        make_plan("town", [REAL, "campaigns.pressure_rate=0:1"], design, 8, seed=seed).points for seed in (1, 2)
    )
    assert first != second


@given(PLANS)
@settings(max_examples=40, deadline=None)
def test_pairs_share_replicates_and_a_plan_cut_short_is_an_even_sample(plan):
    runs = list(plan.runs())
    assert [run.number for run in runs] == list(range(plan.n_runs))
    assert len({(run.point, run.replicate) for run in runs}) == plan.n_runs
    of_points = [{run.replicate for run in runs if run.point == p} for p in range(len(plan.points))]
    if plan.is_paired:
        assert all(found == set(range(plan.replicates)) for found in of_points)
    else:
        assert len(set().union(*of_points)) == plan.n_runs
    for cut in (1, len(runs) // 3, len(runs) // 2):
        counts = Counter(run.point for run in runs[:cut])
        per_point = [counts[p] for p in range(len(plan.points))]
        assert max(per_point) - min(per_point) <= 1


def test_a_record_of_another_version_is_refused():
    with pytest.raises(PlanError, match="format 99"):
        Plan.of(make_plan("town", [REAL]).record() | {"format": 99})


def test_points_that_share_a_scenario_are_one_group():
    plan = make_plan("town", [REAL, WORDS, "actors.mayor.capability=2,2.5"], samples=3)
    groups = groups_of(plan)
    assert len(groups) == 4
    assert sorted(number for group in groups for number in group.points) == list(range(12))
    assert all({plan.points[n]["variant"] for n in group.points} == {group.fields["variant"]} for group in groups)


# --- axes


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("actors.mayor.capability=2,3.0,4.5", (2, 3, 4.5)),  # one form: 3 and 3.0 are the same setting
        ("opinion.rate=1,2", (1.0, 2.0)),
        ("events.oil_spill.date=2002-02,2002-03-15", ("2002-02", "2002-03-15")),
        ("venues.press.openness={port: 0.2, wages: 0},1", ({"port": 0.2, "wages": 0}, 1)),
        ("actors.mayor.party=null,'a, b'", (None, "a, b")),
        ("opinion.rate=1:2:5", (1.0, 1.25, 1.5, 1.75, 2.0)),
        ("actors.mayor.access.court=0:3:3", (0, 2, 3)),
        ("ties.mayor.dock_union.until=2002-01,null", ("2002-01", None)),
    ],
)
def test_an_axis_is_read_as_typed(text, values):
    axis = parse_axis(text)
    assert axis.values == values
    assert [*map(type, axis.values)] == [*map(type, values)]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("opinion.rate", "must be name=low:high or name=a,b,c"),
        ("opinion.rate=2:1", "low < high"),
        ("opinion.rate=1:2:1", "2 values or more"),
        ("opinion.rate=0:inf", "low < high"),
        ("events.oil_spill.date=2002-01:2002-06", "dates and words are listed"),
        ("actors.mayor.access.court=0:2.5", "is a whole number"),
        ("opinion.rate=1,,2", "--vary opinion.rate: needs a value"),
    ],
)
def test_an_axis_that_cannot_be_read_gets_one_line(text, says):
    with pytest.raises(PlanError) as caught:
        parse_axis(text)
    assert says in str(caught.value)
    assert len(caught.value.lines) == 1


def test_axes_that_cannot_be_read_are_told_together():
    with pytest.raises(PlanError) as caught:
        make_plan("town", ["a", "opinion.rate=2:1", REAL])
    assert len(caught.value.lines) == 2


# --- designs


def test_a_grid_holds_every_combination_with_levels_for_its_ranges():
    plan = make_plan("town", [REAL, WHOLE, WORDS], samples=9)
    found = {tuple(point.values()) for point in plan.points}
    assert found == {(r, w, v) for r in (0.5, 2.25, 4.0) for w in (0, 2, 3) for v in ("baseline", "no_spill")}
    assert len(plan.points) == len(found)


def test_a_latin_hypercube_has_one_point_in_each_part_of_each_axis():
    plan = make_plan("town", [REAL, "campaigns.pressure_rate=0:1"], "lhs", samples=20)
    for axis in plan.axes:
        parts = [int(axis.share(point[axis.name]) * 20) for point in plan.points]
        assert sorted(parts) == list(range(20))


def test_listed_values_come_up_equally_often_in_a_sobol_design():
    plan = make_plan("town", [REAL, WORDS, WHOLE], "sobol", samples=64)
    assert Counter(point["variant"] for point in plan.points) == {"baseline": 32, "no_spill": 32}
    assert Counter(point["actors.mayor.access.court"] for point in plan.points) == dict.fromkeys(range(4), 16)
    assert plan.notes() == []


def test_a_plan_says_what_its_numbers_do_to_it():
    unbalanced = make_plan("town", [REAL], "sobol", samples=100)
    assert len(unbalanced.points) == 100
    assert ["64 or 128" in note for note in unbalanced.notes()] == [True]
    assert ["64 o 128" in note for note in unbalanced.notes("es")] == [True]
    repeating = make_plan("town", [WORDS], "lhs", samples=10)
    assert repeating.notes() == ["8 of 10 settings repeat an earlier one"]


def test_the_blocks_of_a_saltelli_design_give_the_indices_of_a_known_function():
    n, plan = (
        512,
        make_plan("town", [REAL, "campaigns.pressure_rate=0:1", "votes.own_president=0:1"], "saltelli", samples=512),
    )
    assert len(plan.points) == n * (3 + 2)
    x = np.array([[axis.share(point[axis.name]) for axis in plan.axes] for point in plan.points])
    y = x @ [1.0, 2.0, 0.0] + 4 * (x[:, 0] - 0.5) * (x[:, 1] - 0.5)  # variances 1, 4, 0 and 16/12 of an interaction
    found = sobol_indices(
        func={"f_A": y[None, :n], "f_B": y[None, n : 2 * n], "f_AB": y[2 * n :].reshape(3, 1, n)}, n=n
    )
    total = 1 + 4 + 16 / 12
    assert found.first_order.ravel() == pytest.approx([1 / total, 4 / total, 0], abs=0.03)
    assert found.total_order.ravel() == pytest.approx([(1 + 16 / 12) / total, (4 + 16 / 12) / total, 0], abs=0.03)


def test_a_saltelli_design_refuses_what_is_no_power_of_2_and_names_the_nearest():
    with pytest.raises(PlanError, match="power of 2, such as 64 or 128"):
        make_plan("town", [REAL], "saltelli", samples=100)


@pytest.mark.skipif(not HAS_SALIB, reason="needs the extra sensitivity")
def test_a_morris_trajectory_changes_one_axis_a_step():
    plan = make_plan("town", [REAL, "campaigns.pressure_rate=0:1", WORDS], "morris", samples=6)
    rows = [list(point.values()) for point in plan.points]
    assert len(rows) == 6 * 4
    for first in range(0, 24, 4):
        steps = [[a != b for a, b in zip(rows[i], rows[i + 1], strict=True)] for i in range(first, first + 3)]
        assert np.sum(steps, axis=0).tolist() == np.sum(steps, axis=1).tolist() == [1, 1, 1]


def test_morris_without_its_package_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "SALib.sample", None)
    with pytest.raises(PlanError, match=r"needs SALib: pip install '.*\[sensitivity\]'"):
        make_plan("town", [REAL], "morris")


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"design": "lhz"}, "did you mean 'lhs'?"),
        ({"design": "lhs", "samples": 2_000_000}, "at most 1,048,576 settings (got 2,000,000)"),
        ({"design": "saltelli", "samples": 2**20}, "got 3,145,728"),
        (
            {"vary": [f"{name}=0:1:2000" for name in ("campaigns.pressure_rate", "votes.own_president")]},
            "got 4,000,000",
        ),
        ({"vary": []}, "nothing varies"),
        ({"vary": [REAL, REAL]}, "each name once"),
        ({"design": "points.csv"}, "--vary opinion.rate=0.5:4: the table points.csv says what varies"),
        ({"design": "lhs", "seed": -1}, "--seed: must be 0 or more (got -1)"),
        ({"design": "lhs", "samples": 0}, "--samples: must be 1 or more (got 0)"),
    ],
)
def test_a_design_that_cannot_be_drawn_gets_one_line(options, says):
    with pytest.raises(PlanError) as caught:
        make_plan("town", **({"vary": [REAL]} | options))
    assert says in str(caught.value)
    assert len(caught.value.lines) == 1


# --- tables


def written(tmp_path, text, encoding="utf-8"):
    path = tmp_path / "points.csv"
    path.write_text(text, encoding=encoding)
    return path


def test_a_table_as_a_spanish_spreadsheet_writes_it(tmp_path):
    text = "opinion.rate;variant;actors.mayor.access.court\n0,5;baseline;2\n\n1.5;no_spill;3,0\n"
    plan = make_plan(TEMPLATE, design=written(tmp_path, text, "utf-8-sig"), replicates=2)
    assert [tuple(point.values()) for point in plan.points] == [(0.5, "baseline", 2), (1.5, "no_spill", 3)]
    assert plan.axes[0] == Axis("opinion.rate", (0.5, 1.5))
    assert examine(plan).runs == 4
    moved = make_plan(TEMPLATE, design=str(written(tmp_path, text)), replicates=2)
    assert moved == plan  # where it was read is no part of it
    assert Plan.of(plan.record()) == plan


def test_a_table_holds_dates_lists_and_null(tmp_path):
    text = (
        'events.oil_spill.date,actors.mayor.party,venues.press.openness\n2002-03,null,{port: 0.1}\n2002-04,"a, b",1\n'
    )
    plan = make_plan(TEMPLATE, design=written(tmp_path, text))
    assert [*plan.points[0].values()] == ["2002-03", None, {"port": 0.1}]
    assert [*plan.points[1].values()] == ["2002-04", "a, b", 1]
    assert examine(plan).cases == 2


def test_every_cell_that_cannot_be_read_is_told_with_line_and_column(tmp_path):
    path = written(tmp_path, "opinion.rate,campaigns.pressure_rate,\n1,\n,0.5\n1,2,3,4\n[,1\n")
    with pytest.raises(PlanError) as caught:
        make_plan(TEMPLATE, design=path)
    places = [line.removeprefix(f"{path}:").split()[0] for line in caught.value.lines]
    assert places == ["2:campaigns.pressure_rate", "3:opinion.rate", "4:1", "5:opinion.rate"]


@pytest.mark.parametrize(
    ("text", "says"),
    [("a,a\n1,2\n", ":1:a duplicate column"), ("opinion.rate\n", "has no settings"), ("", "is empty")],
)
def test_a_table_that_is_none(tmp_path, text, says):
    with pytest.raises(PlanError, match=says):
        make_plan(TEMPLATE, design=written(tmp_path, text))
    with pytest.raises(PlanError, match="no such file"):
        make_plan(TEMPLATE, design=tmp_path / "other.csv")


def test_every_wrong_value_of_a_table_is_told_at_its_cell_and_a_wrong_name_in_the_header(tmp_path):
    head = "opinion.rate;actors.mayor.capability;influence.rte;events.oil_spil.date;variant\n"
    rows = "1.250;3;1;2002-01;baseline\n-1;9;1;2002-01;no_spil\n1;3;1;2002-01;baseline\n1;8;2;2002-02;no_spill\n"
    path = written(tmp_path, head + rows)
    found = faults_of(design=path)
    assert found == [
        f"{path}:2:opinion.rate must be a number (got '1.250')",
        f"{path}:3:opinion.rate must be from 0 to inf per year (got -1)",
        f"{path}:1:influence.rte no such parameter; did you mean 'opinion.rate'?",
        f"{path}:1:events.oil_spil.date unknown name 'oil_spil'; did you mean 'oil_spill'?",
        f"{path}:3:variant unknown variant; did you mean 'no_spill'? (got no_spil)",
        f"{path}:3:actors.mayor.capability must be <= 5 (got 9)",
        f"{path}:5:actors.mayor.capability must be <= 5 (got 8)",
    ]


@pytest.mark.parametrize("cell", ["#N/A", "#REF!", "#DIV/0!", "#NULL!", "#¡VALOR!", "#¿NOMBRE?", "#N/D"])
def test_an_error_of_a_spreadsheet_is_told_at_its_cell(tmp_path, cell):
    path = written(tmp_path, f"variant,opinion.rate,actors.mayor.party\nbaseline,1,a\nbaseline,{cell},{cell}\n")
    with pytest.raises(PlanError) as caught:
        make_plan(TEMPLATE, design=path)
    says = f"must be a value, not an error of the spreadsheet (got {cell!r})"
    assert caught.value.lines == [f"{path}:3:{name} {says}" for name in ("opinion.rate", "actors.mayor.party")]


@pytest.mark.parametrize("cell", ["1/2/2002", "02.01.2002", "feb-02", "37288", "2002-02-01 00:00:00"])
def test_a_date_as_a_spreadsheet_shows_it_is_told_at_its_cell(tmp_path, cell):
    path = written(tmp_path, f"opinion.rate,events.oil_spill.date\n1,2002-02\n1,{cell}\n")
    [line] = faults_of(design=path)
    assert line.startswith(f"{path}:3:events.oil_spill.date must be a date such as 1990-06")
    assert cell in line


def test_a_comment_is_no_value():
    with pytest.raises(PlanError, match="is no value, since # begins a comment"):
        parse_axis("opinion.rate=1,#N/A")


def test_the_settings_of_a_sweep_are_a_design_as_its_tables_hold_them(tmp_path):
    plan = make_plan(TEMPLATE, ["opinion.rate=1,2", "actors.mayor.party=null,'a, b'"], replicates=2, until="2001-02")
    again = {"replicates": 2, "until": "2001-02"}
    with sweep(plan, tmp_path / "out") as ledger:
        write_salib(ledger, tmp_path / "salib")
    for path in (tmp_path / "out" / "outcomes.csv", tmp_path / "salib" / "experiments.csv"):
        found = make_plan(TEMPLATE, design=path, **again)
        assert found.points == plan.points
        assert examine(found).runs == plan.n_runs


@pytest.mark.parametrize("options", [{"vary": ["opinion.rate=1:2:20000000"]}, {"samples": 20_000_000}])
def test_twenty_million_settings_are_refused_at_once(options):
    began = time.perf_counter()
    with pytest.raises(PlanError, match="at most 1,048,576 settings \\(got 20,000,000\\)"):
        make_plan(TEMPLATE, **({"vary": ["opinion.rate=1:2"]} | options))
    assert time.perf_counter() - began < 2  # to make them takes a minute


# --- the dry run


def test_everything_wrong_with_a_plan_is_told_at_once_and_nothing_runs(monkeypatch):
    monkeypatch.setattr(Ensemble, "run", lambda *_: pytest.fail("a run before the plan was checked"))
    found = faults_of(
        "influence.rte=1:2", "campaigns.pressure_rate=-1:1", "actors.mayr.capability=1:5",
        "actors.mayor.capability=4,9",
        "events.oil_spill.date=2002-01,2030-01", "variant=baseline,no_spil", samples=8, replicates=0, jitter=1.5,
        seed=-1, until="2050-01", settings={"opinion.susceptibility": 2, "venues.pres.openness": 1},
    )  # fmt: skip
    assert found == [
        "--replicates: must be 1 or more (got 0)",
        "--seed: must be 0 or more (got -1)",
        "--jitter: must be from 0 to 1 (got 1.5)",
        "--set opinion.susceptibility: must be from 0 to 1 share (got 2)",
        "--vary influence.rte: no such parameter; did you mean 'opinion.rate'?",
        "--vary campaigns.pressure_rate: must be from 0 to inf per year (got -1)",
        "--vary actors.mayr.capability: unknown name 'mayr'; did you mean 'mayor'?",
        "--set venues.pres.openness: unknown name 'pres'; did you mean 'press'?",
        "--vary variant: unknown variant; did you mean 'no_spill'? (got no_spil)",
        "--vary events.oil_spill.date: is outside the period, 2001-01 to 2003-12 (got 2030-01)",
        "--vary actors.mayor.capability: must be <= 5 (got 9)",
        "--until: must be a month from 2001-01 to 2003-12 (got 2050-01)",
    ]


def test_a_rule_across_fields_is_checked_in_every_combination():
    """Each date is fine by itself, and three of the four combinations are."""
    vary = ("decisions.port_vote.pending_from=2003-01,2003-04", "decisions.port_vote.date=2003-03,2003-06")
    assert faults_of(*vary) == [
        "--vary decisions.port_vote.pending_from: is after the date of the decision, 2003-03 (got 2003-04), "
        "with decisions.port_vote.date=2003-03"
    ]
    [line] = faults_of("events.oil_spill.date=2002-02", WORDS)
    assert line == "--vary events.oil_spill.date: unknown name 'oil_spill', with variant=no_spill"
    shorter = faults_of("period.end=2003-05,2003-12", REAL)
    assert any("scenario.yaml:" in line and "port_vote.date" in line for line in shorter)
    assert all(line.endswith(", with period.end=2003-05") for line in shorter)


def test_values_of_a_range_that_are_wrong_alike_are_one_line():
    [line] = faults_of("actors.mayor.capability=1:9", design="sobol", samples=16)
    assert "must be <= 5 (got" in line
    assert line.endswith(", in 8 of 16 settings")


@pytest.mark.parametrize(
    ("vary", "fixed", "says"),
    [
        (["opinion.rate=1,2"], {"opinion.rate": 1}, "held fixed by --set"),
        (["actors.mayor.capability=1:2"], {"actors.mayor": None}, "in part by --set actors.mayor;"),
        (["venues.press.openness=0:1", "venues.press.openness.port=0:1"], {}, "overlaps venues.press.openness"),
        (["ties.mayor.dock_union.since=2002-01", "ties.dock_union.mayor=null"], {}, "overlaps ties.mayor.dock_union"),
        (["opinion.rate=1,1.0"], {}, "each value once"),
    ],
)
def test_one_field_is_set_in_one_place(vary, fixed, says):
    assert any(says in line for line in faults_of(*vary, settings=fixed))


def test_a_case_that_cannot_be_read_is_told_beside_what_is_wrong_with_the_axes():
    assert faults_of("influence.rat=1:2", case="naftaa") == [
        "--vary influence.rat: no such parameter; did you mean 'opinion.rate'?",
        "naftaa: no such scenario; did you mean 'nafta'?",
    ]


def test_an_endless_list_of_faults_is_cut(monkeypatch):
    monkeypatch.setattr(faults, "MOST_LINES", 2)
    found = faults_of("actors.mayor.capability=6,7,8,9")
    assert found[2:] == ["and 2 more like these"]


def test_a_case_read_once_loads_as_if_read_each_time():
    files = read_case(TEMPLATE)
    for variant, fields in ((None, {"actors.mayor.capability": 1}), ("no_spill", {}), ("baseline", {})):
        assert files.load(variant, fields) == load_case(TEMPLATE, variant, fields)


# --- the estimate


def test_an_estimate_counts_and_measures_what_the_plan_will_take():
    seen = []
    plan = make_plan(TEMPLATE, [REAL, "actors.mayor.capability=2,3"], samples=3, replicates=4)
    found = examine(plan, workers=2, progress=seen.append)
    assert (found.runs, found.points, found.cases, seen) == (24, 6, 2, [3, 6])
    assert 0 < found.serial_seconds < 60
    assert math.isfinite(found.seconds_with(1000))
    assert 0 < found.megabytes < 0.1
    assert not found.is_large
    assert "24 runs = 6 settings x 4 replicates; scenarios to compile: 2" in found.lines()[0]
    assert "corridas" in found.lines("es")[0]
    assert "MB en esta máquina" in found.lines("es")[1]


def test_time_and_size_grow_with_the_runs(monkeypatch):
    monkeypatch.setattr(dry_run, "_probe", lambda *_: (1.0, 0.5))  # seconds a run to start, and a step
    few, many, short = (
        examine(make_plan(TEMPLATE, [REAL], samples=4, replicates=n, until=until))
        for n, until in ((50, None), (500, None), (50, "2001-10"))
    )
    assert few.serial_seconds == pytest.approx(4 * 50 * (1 + 36 * 0.5), rel=0.01)
    assert many.serial_seconds == pytest.approx(10 * few.serial_seconds, rel=0.01)
    assert short.serial_seconds == pytest.approx(4 * 50 * (1 + 10 * 0.5), rel=0.01)
    assert many.megabytes == pytest.approx(10 * few.megabytes, rel=0.1)
    assert few.is_large


@pytest.mark.parametrize(
    ("seconds", "megabytes", "workers", "is_large"),
    [(590, 1, 1, False), (610, 1, 1, True), (610, 1, 2, False), (1, 501, 1, True), (3000, 1, 64, True)],
)
def test_a_question_is_asked_only_of_what_is_large(seconds, megabytes, workers, is_large):
    """Two workers halve the time; sixty-four on four cores are no more than four."""
    assert Estimate(10, 10, 1, 1, seconds, workers, 4, megabytes).is_large is is_large
