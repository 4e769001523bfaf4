"""Which numbers matter: are effects those of closed forms, is what does nothing 0, and are the cases' files current?"""

import json
import os

import numpy as np
import pytest
from worlds import arrays

from sim.claims import documented, outcomes_for
from sim.ensemble import Ensemble
from sim.evidence import screening
from sim.evidence.__main__ import main as measure
from sim.evidence.record import text
from sim.experiments.plans.axes import Axis, PlanError
from sim.experiments.plans.designs import MORRIS_LEVELS, Design, draw
from sim.experiments.sensitivity import indices
from sim.model.parameters import table
from sim.scenario.find import list_cases
from sim.scenario.load import load_case
from sim.scenario.mechanisms import MECHANISMS, numbers_read

pytest.importorskip("SALib")
NAN = float("nan")
SHOCK = """
shocks:
  wreck:
    title: {en: "A wreck in the bay", es: "Un naufragio en la bahía"}
    date: "2002-02-01"
    issues: [port]
    countries: [AA]
    source: assumed
"""
SHOCKED = """
  shock_at_home:
    label: {en: "Shock to attention to the port"}
    measure: shock
    country: AA
    issue: port
    date: 2002-04
"""
CLAIM = """
claims:
  the_wreck_is_news:
    text: {en: "The wreck was news"}
    of: [S1]
    outcome: shock_at_home
    expect: {rises: true}
    source: assumed
"""
SPREAD = np.sqrt(16 * 5 / 36 + 1)  # of 4 u + draws, with u of 0, 1/3, 2/3, 1 alike often


def shocked(case):
    """The template with a shock, and a claim about nothing but its strength."""
    path = case / "scenario.yaml"
    head, rest = path.read_text(encoding="utf-8").split("\nclaims:\n", 1)
    head = head.replace("\noutcomes:\n", f"\noutcomes:{SHOCKED}", 1).replace("\nvariants:", f"{SHOCK}\nvariants:", 1)
    path.write_text(f"{head}\n{CLAIM}\ncomparisons:{rest.split('comparisons:', 1)[1]}", encoding="utf-8")
    return case


def shares(found):
    return {each["name"]: each["share"] for each in found["parameters"]}


# --- effects


def design(n_axes, trajectories, seed=3):
    """A Morris design on the unit cube, (point, axis)."""
    axes = [Axis(str(i), low=0.0, high=1.0) for i in range(n_axes)]
    return np.array([list(point.values()) for point in draw(Design("morris", trajectories, seed, 4), axes)])


def test_effects_of_a_plane_are_its_slopes_in_every_trajectory_and_replicate():
    x, slopes = design(3, 5), np.array([2.0, -1.0, 0.0])
    runs = (x @ slopes)[:, None] + np.array([0.0, 10.0])  # what a replicate does alike is no effect
    effects = indices.elementary_effects(x, runs, MORRIS_LEVELS)
    assert effects.shape == (5, 3, 2)
    assert np.allclose(effects, slopes[:, None])
    size, error = indices.size_and_error(effects)
    assert np.allclose(size, np.abs(slopes))
    assert np.allclose(error, 0.0)


def test_sizes_and_draws_are_those_of_the_morris_analysis():
    x, rng = design(4, 9), np.random.default_rng(5)
    runs = np.sin(5 * x @ np.array([1.0, 0.3, 0.0, 2.0]))[:, None] + rng.normal(size=(len(x), 6))
    size, error = indices.size_and_error(indices.elementary_effects(x, runs, MORRIS_LEVELS))
    theirs, plain = indices.morris(x, runs, MORRIS_LEVELS)
    assert np.allclose(size.mean(axis=0), theirs.value)
    assert np.allclose(np.sqrt(2 / np.pi * error).mean(axis=0), plain["chance"])


def test_every_single_effect_is_that_of_the_morris_analysis():
    """Of one trajectory at a time, with its replicates in place of trajectories: mu is their mean, sigma their luck."""
    x, rng, n_runs = design(4, 6), np.random.default_rng(7), 5
    runs = np.sin(5 * x @ np.array([1.0, 0.3, 0.0, 2.0]))[:, None] + rng.normal(size=(len(x), n_runs))
    size, error = indices.size_and_error(indices.elementary_effects(x, runs, MORRIS_LEVELS))
    for trajectory, (points, values) in enumerate(zip(np.split(x, 6), np.split(runs, 6), strict=True)):
        _, plain = indices.morris(np.tile(points, (n_runs, 1)), values.T.reshape(-1, 1), MORRIS_LEVELS)
        assert np.allclose(size[trajectory], np.abs(plain["mu"]), rtol=1e-12)
        assert np.allclose(error[trajectory], plain["sigma"] ** 2 / n_runs, rtol=1e-12)


def test_the_error_is_that_of_a_number_that_does_nothing():
    x, rng = design(2, 2000), np.random.default_rng(6)
    size, error = indices.size_and_error(indices.elementary_effects(x, rng.normal(size=(len(x), 10)), MORRIS_LEVELS))
    # a gap of two runs has variance 2, its mean over ten replicates 2/10; a step is two thirds of the range
    assert error.mean() == pytest.approx(1.5**2 * 0.2, rel=0.05)
    assert size.mean() == pytest.approx(np.sqrt(2 / np.pi * 1.5**2 * 0.2), rel=0.05)


def test_what_is_undefined_at_one_end_of_a_step_is_no_effect():
    x = np.array([[0.0, 0.0], [2 / 3, 0.0], [2 / 3, 2 / 3]])
    runs = np.array([[1.0, 1.0], [3.0, NAN], [3.0, NAN]])
    size, error = indices.size_and_error(indices.elementary_effects(x, runs, MORRIS_LEVELS))
    assert np.allclose(size, [[3.0, 0.0]])
    assert np.allclose(error, 0.0)
    runs[1, 0] = NAN
    assert np.isnan(indices.size_and_error(indices.elementary_effects(x, runs, MORRIS_LEVELS))[0]).all()


# --- from outcomes to an order


def of_outcomes(monkeypatch, case, outcomes, **more):
    """Screen a case whose outcomes are formulas of the settings and a normal number for each replicate of a point."""

    def runs(loaded, points, trajectories, replicates, seed):
        draws = np.random.default_rng(seed).normal(size=(len(points), replicates))
        at = {name: (np.array([p[name] for p in points]) - table()[name].low)[:, None] for name in points[0]}
        at = {name: value / (table()[name].high - table()[name].low) for name, value in at.items()}
        return {name: formula(at, draws) for name, formula in outcomes.items()}

    monkeypatch.setattr(screening, "_runs", runs)
    return screening.screen(case, **more)


def test_shares_are_those_of_the_slopes(case, monkeypatch):
    outcomes = {"y": lambda at, draws: 3 * at["votes.indifference"] - at["campaigns.lent_voice"] + 0 * draws}
    found = of_outcomes(monkeypatch, case, outcomes)
    assert found["sliders"][:2] == ["votes.indifference", "campaigns.lent_voice"]
    assert shares(found)["votes.indifference"] == pytest.approx(0.75, abs=1e-3)
    assert shares(found)["campaigns.lent_voice"] == pytest.approx(0.25, abs=1e-3)
    assert [each["low"] for each in found["parameters"]] == [each["share"] for each in found["parameters"]]
    assert sum(share > 0 for share in shares(found).values()) == 2


def test_outcomes_count_alike_whatever_their_unit(case, monkeypatch):
    def on(name, scale):
        return lambda at, draws: scale * at[name] + 0 * draws

    names = "votes.indifference", "campaigns.lent_voice"
    small, large = (
        shares(of_outcomes(monkeypatch, case, {"a": on(names[0], 1.0), "b": on(names[1], scale)}))
        for scale in (1.0, 1e6)
    )
    assert small == large
    assert small[names[0]] == pytest.approx(0.5, abs=0.15)  # their spread differs a little on a small design


def test_draws_is_taken_off_without_taking_off_what_there_is(case, monkeypatch):
    """With 2/n for the variance of a gap, draws alone looks 1.5 sqrt(2/pi 2/4) = .85 large; the slope is 4."""
    outcomes = {"y": lambda at, draws: 4 * at["campaigns.lent_voice"] + draws}
    found = of_outcomes(monkeypatch, case, outcomes, trajectories=40, replicates=4)
    first, *others = found["parameters"]
    assert first["name"] == "campaigns.lent_voice"
    assert np.mean([each["draws"] for each in others]) == pytest.approx(0.846 / SPREAD, rel=0.1)
    assert first["mu_star"] == pytest.approx(4 / SPREAD, rel=0.1)
    sizes = np.array([each["mu_star"] for each in others])
    assert np.count_nonzero(sizes == 0.0) > len(sizes) / 4  # too much is taken off about as often as too little
    assert sizes.mean() < 0.35 * 0.846 / SPREAD


def test_what_never_varies_or_is_seldom_defined_does_not_count_and_is_named(case, monkeypatch):
    found = of_outcomes(monkeypatch, case, {
        "same": lambda at, draws: np.ones_like(draws),
        "nowhere": lambda at, draws: np.full_like(draws, NAN),
        "seldom": lambda at, draws: np.where(at["campaigns.lent_voice"] > 0.9, at["ties.cost"] + 0 * draws, NAN),
        "y": lambda at, draws: at["votes.indifference"] + 0 * draws,
    })  # fmt: skip
    assert found["outcomes"] == ["y"]
    assert found["left_out"] == {"flat": ["same", "nowhere"], "undefined": ["seldom"]}
    assert shares(found)["votes.indifference"] == 1.0


def test_a_case_in_which_nothing_varies_has_no_shares(case, monkeypatch):
    found = of_outcomes(monkeypatch, case, {"same": lambda at, draws: np.ones_like(draws)})
    assert set(shares(found).values()) == {0.0}
    assert found["outcomes"] == []


# --- a small world


def test_what_matters_is_found_and_what_cannot_matter_gets_nothing(case):
    """The strength of a shock two months on hangs on its size and how long it lasts, and on nothing else."""
    found = screening.screen(shocked(case), trajectories=4, replicates=2)
    assert found["outcomes"] == ["shock_at_home"]
    assert set(found["sliders"][:2]) == {"campaigns.shock_size", "campaigns.shock_years"}
    assert min(each["share"] for each in found["parameters"][:2]) > 0.1
    assert {(each["share"], each["mu_star"], each["draws"]) for each in found["parameters"][2:]} == {(0.0, 0.0, 0.0)}
    assert found["method"]["runs"] == 4 * 2 * (len(found["parameters"]) + 1)


def test_the_same_input_gives_the_same_bytes_and_another_seed_others(case):
    first = screening.screen(case, 3, 2)
    path = screening.write(case, first)
    stored = path.read_bytes()
    assert screening.read(case) == first
    screening.write(case, screening.screen(case, 3, 2))
    assert path.read_bytes() == stored
    other = screening.screen(case, 3, 2, seed=2)
    assert (other["method"]["seed"], other["digest"]) == (2, first["digest"])
    assert other["parameters"] != first["parameters"]
    assert not list(case.glob("*.part"))


def test_the_command_writes_the_file_and_says_how_long_it_took(case, monkeypatch, capsys):
    quick = screening.screen
    monkeypatch.setattr(screening, "screen", lambda folder: quick(folder, 2, 2))
    measure(["screening", str(case)])
    n_runs = 4 * (len(numbers_read(load_case(case).scenario)) + 1)
    assert f"written: {case / 'screening.json'} ({n_runs:,} runs in " in capsys.readouterr().out
    assert screening.read(case) == quick(case, 2, 2)


def test_a_case_that_is_none_is_refused_in_one_line(capsys):
    with pytest.raises(SystemExit) as stopped:
        measure(["screening", "nafta_"])
    assert stopped.value.code == 2
    assert capsys.readouterr().err.count("\n") == 1
    studies = "codings, screening, random_issues, campaign_size, docking"
    with pytest.raises(SystemExit, match=f"there is {studies}, or nothing"):
        measure(["screning"])


def test_without_its_package_it_says_what_to_install(case, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "SALib.sample", None)
    with pytest.raises(PlanError, match="needs SALib: pip install"):
        screening.screen(case, 2, 2)


@pytest.mark.parametrize(
    "content", [None, "", "[]", "{}", '{"parameters": [{"name": "a.b"}], "sliders": ["a.b"]}',
                '{"parameters": [{"name": "campaigns.lent_voice"}], "sliders": []}', '{"parameters": 1}'],
)  # fmt: skip
def test_a_file_that_is_absent_or_says_nothing_of_this_model_is_none(tmp_path, content):
    if content is not None:
        (tmp_path / "screening.json").write_text(content, encoding="utf-8")
    assert screening.read(tmp_path) is None


# --- the cases of the package

CASES = [folder.resolve() for folder in list_cases()]
each_case = pytest.mark.parametrize("folder", CASES, ids=[folder.name for folder in CASES])


@each_case
def test_what_is_said_of_a_case_is_current(folder):
    how = f"run `python -m sim.evidence screening {folder.name}`"
    loaded, found = load_case(folder), screening.read(folder)
    assert found is not None, how
    stored = (folder / "screening.json").read_text(encoding="utf-8")
    assert (found["digest"], text(json.loads(stored))) == (loaded.digest, stored), how
    expected = screening.TRAJECTORIES, screening.REPLICATES, screening.SEED, MORRIS_LEVELS
    assert tuple(found["method"][key] for key in ("trajectories", "replicates", "seed", "levels")) == expected, how
    outcomes = found["outcomes"] + found["left_out"]["flat"] + found["left_out"]["undefined"]
    assert sorted(outcomes) == sorted(outcomes_for(loaded.scenario, None)), how
    assert set(documented(loaded.scenario)) <= set(outcomes)
    assert len(found["outcomes"]) > len(outcomes) / 2  # it rests on most of what the case is asked about


@each_case
def test_a_file_covers_every_number_that_the_case_reads_in_order(folder):
    found, scenario = screening.read(folder), load_case(folder).scenario
    names = [each["name"] for each in found["parameters"]]
    assert sorted(names) == sorted(numbers_read(scenario))
    used = {key for each in MECHANISMS.values() if each.is_used(scenario) for key in each.keys}
    assert used <= set(names)
    sure = [each["name"] for each in found["parameters"] if each["low"] > 0.0]
    assert found["sliders"] == sure[:5]  # what is offered does matter
    values = [each["share"] for each in found["parameters"]]
    assert values == sorted(values, reverse=True)
    assert sum(values) == pytest.approx(1.0, abs=0.002)
    assert all(0.0 <= each["low"] <= each["share"] <= each["high"] <= 1.0 for each in found["parameters"])


@pytest.mark.slow
@pytest.mark.skipif("NIGHTLY" not in os.environ, reason="takes minutes: .ci/nightly")
def test_the_runs_still_say_what_is_said_of_a_case():
    """The digest does not see the code: a change of a rule is seen here. Of the case that takes the least time."""
    (folder,) = (each for each in CASES if each.name == "china_mexico")
    stored, found = screening.read(folder), screening.screen(folder)
    assert found["sliders"] == stored["sliders"], "run `python -m sim.evidence screening`"
    assert shares(found) == pytest.approx(shares(stored), abs=1e-3)


LAST = {"nafta": "1993-12", "ccime": "2003-12"}  # to the first votes, and past the first election of the council


@each_case
def test_numbers_that_a_case_does_not_read_change_no_bit(folder):
    loaded = load_case(folder)
    skipped = sorted(set(table()) - set(numbers_read(loaded.scenario)))
    assert skipped
    ends = {key: np.array([table()[key].low, table()[key].high]) for key in skipped}
    ensemble = Ensemble(loaded, [0, 0], parameters=ends, until=LAST.get(folder.name))
    last = ensemble.histories()[-1]
    fields = arrays(last)
    assert len(fields) > 20
    assert [name for name, value in fields.items() if value[..., 0].tobytes() != value[..., 1].tobytes()] == []
