"""Are indices those of closed forms, is draws told from effect, and are regions real on settings not seen before?"""

import json
import sys
from importlib.util import find_spec

import numpy as np
import pytest
from scipy.stats import sobol_indices
from studies import Sweep, planned, shares

from sim.experiments.plans.axes import PlanError
from sim.experiments.sensitivity import indices, regions, sentences
from sim.experiments.sensitivity.analysis import analyze, choose
from sim.experiments.sensitivity.spread import spread
from sim.scenario.load import load_scenario
from sim.scenario.new import TEMPLATE

NAN = float("nan")
needs_trees = pytest.mark.skipif(find_spec("sklearn") is None, reason="scikit-learn is an extra")
# a = 7, b = 0.1: V = a^2/8 + b pi^4/5 + b^2 pi^8/18 + 1/2
ISHIGAMI_FIRST = np.array([0.3139, 0.4424, 0.0])
ISHIGAMI_TOTAL = np.array([0.5576, 0.4424, 0.2437])


def ishigami(x):
    a, b, c = np.pi * (2 * x - 1)
    return np.sin(a) + 7 * np.sin(b) ** 2 + 0.1 * c**4 * np.sin(a)


def additive(x):
    """Variance 1: a fifth of it from the first axis, the rest from the second, none from the third."""
    return np.sqrt(12) * (np.sqrt(0.2) * x[0] + np.sqrt(0.8) * x[1])


def draws(plan, seed):
    """Noise of sd 1, another for each setting and replicate."""
    rng = np.random.default_rng(seed)
    drawn = {}
    return lambda point, replicate: drawn.setdefault((id(point), replicate), rng.normal())


def noisy(plan, seed=7, scale=1.0, common=0.0):
    noise, of_replicate = draws(plan, seed), np.random.default_rng(seed + 1).normal(size=plan.replicates) * common

    def outcome(point, replicate):
        rest = scale * noise(point, replicate) + of_replicate[replicate % plan.replicates]
        return {"y": additive(shares(plan, point)) + rest}

    return outcome


def one(sweep, name="y"):
    (finding,) = analyze(sweep, [name])
    return finding


def inside(band, truth):
    return np.all((band.low <= truth) & (truth <= band.high))


# Sobol indices


def test_ishigami_in_closed_form():
    plan = planned("saltelli", 1024)
    found = one(Sweep(plan, lambda point, _: {"y": ishigami(shares(plan, point))}))
    assert inside(found.bands["first"], ISHIGAMI_FIRST)
    assert inside(found.bands["total"], ISHIGAMI_TOTAL)
    assert np.abs(found.bands["total"].value - ISHIGAMI_TOTAL).max() < 0.03
    assert (found.bands["total"].high - found.bands["total"].low).max() < 0.2  # an interval that says something


def test_indices_are_those_of_scipy():
    rng = np.random.default_rng(3)
    a, b, ab = rng.normal(5, 1, 64), rng.normal(5, 1, 64), rng.normal(5, 1, (4, 64))
    first, total, _ = indices.sobol(np.stack([a, b, *ab])[..., None])
    theirs = sobol_indices(func={"f_A": a[None], "f_B": b[None], "f_AB": ab[:, None]}, n=64)
    assert np.allclose(first.value, theirs.first_order)
    assert np.allclose(total.value, theirs.total_order)


def test_intervals_are_the_same_twice_and_of_the_width_of_scipys():
    plan = planned("saltelli", 256)
    values = np.array([ishigami(shares(plan, point)) for point in plan.points]).reshape(5, 256)
    _, total, _ = indices.sobol(values[..., None])
    _, again, _ = indices.sobol(values[..., None])
    assert np.array_equal(total.low, again.low)
    theirs = sobol_indices(func={"f_A": values[:1], "f_B": values[1:2], "f_AB": values[2:, None]}, n=256).bootstrap()
    width = np.subtract(*theirs.total_order.confidence_interval[::-1])
    assert np.allclose(total.high - total.low, width, rtol=0.25)


def test_draws_makes_an_inert_axis_look_important_and_is_taken_out():
    """The case of the design notes: noise of sd 1, true total indices .2, .8 and 0."""
    truth = np.array([0.2, 0.8, 0.0])
    plan = planned("saltelli", 512, replicates=10)
    found = one(Sweep(plan, noisy(plan)))
    assert found.plain["raw_total"][2] > 0.07  # an axis that does nothing
    assert found.spread.share == pytest.approx(0.1 / 1.1, abs=0.01)
    assert found.plain["raw_total"][2] == pytest.approx(found.spread.share, abs=0.02)
    assert inside(found.bands["total"], truth)
    assert inside(found.bands["first"], truth)
    assert abs(found.bands["total"].value[2]) < 0.02


@pytest.mark.parametrize("paired", [True, False])
def test_indices_of_a_mean_whose_draws_settings_share(paired):
    """Draws that reacts to the first axis alone, as with common random numbers: u[r] x0, with u of mean 0, sd 2."""
    plan = planned("saltelli", 256, replicates=12, paired=paired)
    u = 2 * np.random.default_rng(1).normal(size=(1, 12) if paired else (len(plan.points), 12))
    row = {id(point): 0 if paired else place for place, point in enumerate(plan.points)}

    def outcome(point, replicate):
        x = shares(plan, point)
        return {"y": additive(x) + u[row[id(point)], replicate % 12] * (x[0] - 0.5)}

    found = one(Sweep(plan, outcome))
    total = found.bands["total"]
    assert inside(total, np.array([0.2, 0.8, 0.0]))
    if paired:
        assert total.value[2] == pytest.approx(0.0, abs=1e-12)  # A and AB are the same run but for the inert axis
        assert (total.high - total.low)[0] > 0.15  # twelve replicates, however many settings
        assert (total.high - total.low)[2] < 1e-9


@needs_trees
def test_an_effect_in_one_replicate_of_six_is_no_finding():
    """Settings share their replicates: that one of them reacts in all 80 settings is one observation, not 80."""
    plan = planned("grid", 80, replicates=6, axes=("opinion.rate=1:3:8", "campaigns.effect=0:2:10"))
    sweep = Sweep(plan, lambda point, r: {"y": float(r == 3 and point["opinion.rate"] > 2) + 0.3 * r})
    found = one(sweep)
    correlation = found.bands["correlation"]
    assert correlation.value[0] > 0.8
    assert correlation.low[0] < 0
    assert not found.spread.is_told_apart
    assert regions.find(sweep, "y", is_yes_no=False).found == ()
    every = Sweep(plan, lambda point, r: {"y": float(point["opinion.rate"] > 2) + 0.3 * r})
    assert one(every).bands["correlation"].low[0] > 0.8
    assert len(regions.find(every, "y", is_yes_no=False).found) == 2


def test_one_replicate_cannot_tell_draws_and_says_so():
    plan = planned("saltelli", 512)
    found = one(Sweep(plan, noisy(plan)))
    assert found.spread.draws is None
    assert found.spread.needed is None
    assert found.bands["total"].value[2] > 0.4  # looks important and is not
    assert "an axis that does nothing can look important" in sentences.notes(found, "en")[0]


def test_rows_without_a_run_are_dropped_whole_and_counted():
    plan = planned("saltelli", 512)
    lost = {id(plan.points[3]), id(plan.points[512 + 3]), id(plan.points[3 * 512 + 100])}  # two rows of the design

    def outcome(point, _):
        return None if id(point) in lost else {"y": ishigami(shares(plan, point))}

    found = one(Sweep(plan, outcome))
    assert (found.rows, found.dropped, found.spread.n_runs) == (512, 2, 512 * 5 - 3)
    assert inside(found.bands["total"], ISHIGAMI_TOTAL)
    assert any("2 of 512 sample rows left out" in line for line in sentences.notes(found, "en"))


def test_a_failed_replicate_costs_a_run_but_no_row():
    plan = planned("saltelli", 64, replicates=4)
    outcome = noisy(plan, scale=0.1, common=5.0)
    lost = id(plan.points[5])
    whole = one(Sweep(plan, outcome))
    found = one(Sweep(plan, lambda point, r: None if id(point) == lost and r == 2 else outcome(point, r)))
    assert (found.dropped, found.spread.n_runs) == (0, 64 * 5 * 4 - 1)
    # Replicates differ by far more than settings: without the correction this mean would be off by more than 1.
    assert found.spread.means[5] == pytest.approx(whole.spread.means[5], abs=0.3)
    assert np.allclose(found.bands["total"].value, whole.bands["total"].value, atol=0.02)


# Replicates needed


def test_replicates_needed_by_arithmetic():
    """Noise of variance 1 against settings of variance 1: ten replicates bring it to a tenth."""
    plan = planned("sobol", 256, replicates=20)
    found = one(Sweep(plan, noisy(plan))).spread
    assert found.noise == pytest.approx(1.0, rel=0.05)
    assert found.between == pytest.approx(1.0, rel=0.15)
    assert 9 <= found.needed <= 12
    assert "has 20, which is enough" in sentences.replicates_line(found, "en")
    few = planned("sobol", 256, replicates=4)
    line = sentences.replicates_line(one(Sweep(few, noisy(few))).spread, "en")
    assert "the sweep has 4, too few: --replicates" in line


def test_draws_that_all_settings_share_needs_no_replicates():
    plan = planned("sobol", 64, replicates=5)
    found = one(Sweep(plan, noisy(plan, scale=0.01, common=10.0))).spread
    assert found.needed == 1
    apart = planned("sobol", 256, replicates=5, paired=False)
    assert one(Sweep(apart, noisy(apart, scale=3.0))).spread.needed > 40


@pytest.mark.parametrize("design", ["sobol", "saltelli"])
@pytest.mark.parametrize("paired", [True, False])
def test_the_part_of_draws_is_told_within_pairs_and_in_all_runs(design, paired):
    """Of a run's variance 1 comes from settings and 9 from draws, which pairs share but for .01."""
    plan = planned(design, 64, replicates=40, paired=paired)
    found = one(Sweep(plan, noisy(plan, scale=0.1, common=3.0) if paired else noisy(plan, scale=3.0)))
    record = found.record()
    assert record["share_of_draws_in_runs"] == pytest.approx(0.9, abs=0.04)
    assert record["share_of_draws"] == pytest.approx(0.01 / 40 if paired else 9 / 40 / (1 + 9 / 40), abs=0.06)
    text = " ".join(sentences.notes(found, "en"))
    assert f"Draws are {found.spread.share_of_runs:.0%} of the variance of all runs" in text
    assert ("within pairs" in text) is paired


def test_settings_that_draws_alone_tells_apart_get_no_number():
    rng = np.random.default_rng(5)
    found = spread(rng.normal(size=(40, 6)), is_paired=True)
    assert (found.is_told_apart, found.needed) == (False, None)
    assert "draws alone" in sentences.replicates_line(found, "en")
    plan = planned("saltelli", 16, replicates=3)
    noise = draws(plan, 1)
    only = one(Sweep(plan, lambda point, r: {"y": noise(point, r)}))
    assert (only.problem, only.bands) == ("draws_only", {})


def test_means_use_the_runs_there_are():
    found = spread(np.array([[1.0, 3.0], [5.0, NAN], [NAN, NAN]]), is_paired=False)
    assert np.array_equal(found.means, [2.0, 5.0, NAN], equal_nan=True)
    assert (found.n_runs, found.noise, found.draws) == (3, 2.0, 1.5)


# Morris and ranks


def test_morris_effects_of_a_plane_and_what_draws_alone_would_show():
    pytest.importorskip("SALib")
    plan = planned("morris", 40, replicates=10)
    exact = one(Sweep(plan, lambda point, _: {"y": 3 * shares(plan, point)[0] - shares(plan, point)[1]}))
    assert np.allclose(exact.bands["mu_star"].value, [3.0, 1.0, 0.0])
    assert np.allclose(exact.plain["mu"], [3.0, -1.0, 0.0])
    assert np.allclose(exact.plain["sigma"], 0.0, atol=1e-12)
    found = one(Sweep(plan, noisy(plan)))
    size = found.bands["mu_star"]
    chance = found.plain["chance"]
    assert size.value[2] == pytest.approx(chance[2], rel=0.3)  # nothing but draws, and told as such
    assert size.low[1] > 3 * chance[1]
    assert sentences.measures(found, "en")[0][-1] == "by chance"


def test_a_trajectory_without_a_run_is_dropped():
    pytest.importorskip("SALib")
    plan = planned("morris", 10)
    lost = id(plan.points[4])
    outcome = lambda point, _: None if id(point) == lost else {"y": 2 * shares(plan, point)[0]}  # noqa: E731
    found = one(Sweep(plan, outcome))
    assert (found.rows, found.dropped) == (10, 1)
    assert np.allclose(found.bands["mu_star"].value, [2.0, 0.0, 0.0])


def test_without_salib_there_is_one_clear_line(monkeypatch):
    plan = planned("morris", 4)
    sweep = Sweep(plan, lambda point, _: {"y": shares(plan, point)[0]})
    monkeypatch.setitem(sys.modules, "SALib.analyze.morris", None)
    with pytest.raises(PlanError, match=r"need SALib: pip install 'advocacy-coalitions\[sensitivity\]'"):
        analyze(sweep, ["y"])


def test_rank_correlations_have_sign_size_and_names():
    plan = planned("lhs", 200, axes=("opinion.rate=1:3", "campaigns.effect=0:2", "variant=baseline,no_spill"))

    def outcome(point, _):
        x = shares(plan, point)
        return {"y": np.exp(3 * x[0]) - 1.5 * (point["variant"] == "no_spill")}

    found = one(Sweep(plan, outcome))
    correlation, own = found.bands["correlation"], found.bands["own"]
    assert correlation.low[0] > 0.9  # monotone, not linear
    assert correlation.low[1] < 0 < correlation.high[1]
    assert correlation.high[2] < -0.2  # the second name against the first
    assert own.value[0] > 10 * own.value[2] > 10 * own.value[1]
    assert found.explained > 0.9
    assert any("--design saltelli" in line for line in sentences.closing([found], "en"))


def test_a_grid_of_two_values_and_too_few_settings():
    plan = planned("grid", 8, replicates=3)
    found = one(Sweep(plan, noisy(plan, scale=0.01)))
    assert found.bands["own"].value == pytest.approx([0.2, 0.8, 0.0], abs=0.05)
    small = planned("grid", 4, axes=("opinion.rate=1:3", "campaigns.effect=0:2", "variant=baseline,no_spill"))
    short = planned("lhs", 5)
    assert one(Sweep(small, lambda p, _: {"y": p["opinion.rate"]})).problem is None
    assert one(Sweep(short, lambda p, _: {"y": p["opinion.rate"]})).problem == "too_few_points"


# Which outcomes, and what is said


def test_documented_outcomes_come_first_and_typos_are_told():
    scenario = load_scenario(TEMPLATE)
    plan = planned("lhs", 8)
    sweep = Sweep(plan, lambda p, _: {"yes_share": p["opinion.rate"], "salience_of_port": 1.0, "flat": 2.0})
    assert choose(sweep, scenario) == ["yes_share"]  # the only one that varies; none is documented
    assert choose(sweep, scenario, ["flat"]) == ["flat"]
    assert one(sweep, "flat").problem == "flat"
    with pytest.raises(PlanError, match="--outcome yes_shar: is no outcome of this sweep; did you mean 'yes_share'"):
        choose(sweep, scenario, ["yes_shar"])
    (claim,) = scenario.claims.values()
    known = scenario.model_copy(update={"claims": {"a": claim.model_copy(update={"documented": 0.6})}})
    both = Sweep(plan, lambda p, _: {"yes_share": p["opinion.rate"], "salience_of_port": p["campaigns.effect"]})
    assert choose(both, known) == ["salience_of_port"]


def test_a_sweep_without_runs_is_refused():
    plan = planned("lhs", 8)
    with pytest.raises(PlanError, match="no run of this sweep has succeeded yet"):
        analyze(Sweep(plan, lambda p, _: {"y": 1.0}, n_pending=8), ["y"])


@pytest.mark.parametrize("lang", ["en", "es"])
def test_rows_stand_by_importance_and_json_has_no_nan(lang):
    plan = planned("saltelli", 128, replicates=2)
    found = one(Sweep(plan, noisy(plan, scale=0.1)))
    rows = sentences.measures(found, lang)
    assert [row[0] for row in rows[1:]] == ["campaigns.effect", "opinion.rate", "votes.indifference"]
    assert rows[1][2].startswith((".7", ".8"))
    record = json.loads(json.dumps(found.record(), allow_nan=False))
    assert record["axes"][1]["axis"] == "campaigns.effect"
    assert record["axes"][1]["total"]["low"] < record["axes"][1]["total"]["value"]


def test_without_scikit_learn_there_is_one_clear_line(monkeypatch):
    plan = planned("lhs", 40)
    sweep = Sweep(plan, lambda point, _: {"y": point["opinion.rate"]})
    monkeypatch.setitem(sys.modules, "sklearn.tree", None)
    with pytest.raises(PlanError, match=r"need scikit-learn: pip install 'advocacy-coalitions\[sensitivity\]'"):
        regions.find(sweep, "y", is_yes_no=False)


# Regions


def corner(plan, rate_in=0.9, rate_out=0.1):
    """Yes is rare but in one corner of the first two axes."""
    rng = np.random.default_rng(11)

    def outcome(point, _):
        x = shares(plan, point)
        return {"passed": float(rng.random() < (rate_in if x[0] > 0.6 and x[1] <= 0.5 else rate_out))}

    return outcome


@needs_trees
def test_the_corner_where_it_passes_is_found_with_its_rate():
    plan = planned("lhs", 400, replicates=8)
    found = regions.find(Sweep(plan, corner(plan)), "passed", is_yes_no=True)
    best = found.found[0]
    bounds = {(bound.axis, bound.sign): bound.value for bound in best.bounds}
    assert bounds["opinion.rate", ">"] == pytest.approx(2.2, abs=0.1)
    assert bounds["campaigns.effect", "<="] == pytest.approx(1.0, abs=0.1)
    assert best.low < 0.9 < best.high
    assert best.base == pytest.approx(0.1 + 0.8 * 0.2, abs=0.05)
    assert best.settings < 60  # of the half held out alone
    assert best.runs == best.settings * 8
    (line, *_) = sentences.region_lines(found, load_scenario(TEMPLATE), "en")
    assert line.startswith("passed: yes where opinion.rate > 2.")
    assert "of runs of" in line
    assert "votes.indifference" not in line


@needs_trees
def test_no_region_is_told_where_there_is_none():
    plan = planned("lhs", 200, replicates=4)
    found = regions.find(Sweep(plan, corner(plan, 0.3, 0.3)), "passed", is_yes_no=True)
    assert found.found == ()
    assert "no region" in sentences.region_lines(found, load_scenario(TEMPLATE), "en")[0]


def test_rows_of_a_saltelli_design_stay_in_one_half():
    plan = planned("saltelli", 64)
    rows = regions.row_of(plan)
    half = regions._one_half(np.unique(rows))
    assert len(half) == 32
    assert np.isin(rows, half).sum() == 32 * 5


@needs_trees
def test_regions_of_a_number_and_of_a_name():
    plan = planned("lhs", 120, replicates=2, axes=("opinion.rate=1:3", "variant=baseline,no_spill"))
    noise = draws(plan, 2)
    sweep = Sweep(plan, lambda p, r: {"yes_share": 0.45 + 0.2 * (p["variant"] == "no_spill") + 0.02 * noise(p, r)})
    found = regions.find(sweep, "yes_share", is_yes_no=False)
    lines = sentences.region_lines(found, load_scenario(TEMPLATE), "es")
    assert len(lines) == 2
    assert lines[0].startswith("Proporción a favor en el concejo: más ")
    assert {"más bajo donde variant es baseline: media .4", "más alto donde variant es no_spill: media .6"} == {
        line.partition("concejo: ")[2].partition(" en ")[0][:-2] for line in lines
    }


def test_too_few_settings_for_two_halves():
    plan = planned("lhs", 12)
    found = regions.find(Sweep(plan, lambda p, _: {"y": p["opinion.rate"]}), "y", is_yes_no=False)
    assert (found.is_too_few, found.found) == (True, ())
    assert "too few settings (12)" in sentences.region_lines(found, load_scenario(TEMPLATE), "en")[0]
