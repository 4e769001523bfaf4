"""E7 between parties on data: are precedents counted as in the model, and does the case not teach its own rule?"""

import numpy as np
import pytest

from sim.evidence.precedent_rows import ladder_rows
from sim.evidence.precedents import ENVIRONMENT, OF_THE_CASE, Agreements, deeper, estimate, fit, load, of_environment
from sim.evidence.record import data_folder
from sim.model.parameters import table

needs_data = pytest.mark.skipif(not (data_folder() / "agreements").is_dir(), reason="data not here: trade agreements")


def agreements(*rows):
    """Agreements by year, parties and whether they have the provision."""
    year, parties, has = zip(*rows, strict=True)
    zeros, names = np.zeros(len(rows)), tuple(map(str, range(len(rows))))
    return Agreements(
        names, np.array(year, float), tuple(map(frozenset, parties)), zeros, zeros, zeros, np.array(has, bool)
    )


def test_own_precedents_are_of_earlier_years_and_fade():
    rows = agreements(
        (1990, "ab", True), (1992, "ac", False), (1992, "bd", True), (1994, "bc", False), (1994, "xy", True)
    )
    kept = {age: np.exp(-0.05 * age) for age in (2, 4)}
    b = (kept[4] + kept[2]) / (kept[4] + kept[2] + 1)
    expected = [0.0, kept[2] / (kept[2] + 1), kept[2] / (kept[2] + 1), b, 0.0]
    np.testing.assert_allclose(rows.own(0.05), expected)
    np.testing.assert_allclose(rows.own(0.05, largest=False), [0.0, 0.0, 0.0, 0.0, 0.0])
    whole = (kept[4] + kept[2]) / (kept[4] + 2 * kept[2] + 1)
    np.testing.assert_allclose(rows.worldwide(0.05)[3:], whole)


@needs_data
def test_what_the_three_agreed_among_themselves_is_neither_fitted_nor_a_precedent():
    labor, known = load(data_folder())
    assert len(labor.number) == 481
    assert OF_THE_CASE not in labor.parties
    assert not {"636", "1007"} & set(labor.number)
    for group in ENVIRONMENT:
        assert not {"636", "1007"} & set(of_environment(labor, known, group).number)
    assert 0 < deeper(labor, known, 4).has.sum() < labor.has.sum()


@needs_data
def test_the_weights_of_the_model_are_the_estimates():
    found = {each.key: each for each in estimate(data_folder())}
    assert set(found) == {f"precedents.{name}" for name in ("base", "own_weight", "depth_weight", "south_weight")}
    for key, each in found.items():
        assert table()[key].default == pytest.approx(each.value, rel=1e-3)
        assert each.low < each.value < each.high
    # A trial had -4.66 (.59), 5.76 (.84), .51 (.09) and 1.16 (.35), with NAFTA among the precedents.
    trial = {"base": -4.66, "own_weight": 5.76, "depth_weight": 0.51, "south_weight": 1.16}
    assert all(
        abs(found[f"precedents.{name}"].value - value) < found[f"precedents.{name}"].se for name, value in trial.items()
    )


def test_a_fit_finds_the_odds_that_made_the_data():
    rng = np.random.default_rng(7)
    columns = rng.uniform(0, 1, (20000, 2))
    has = rng.random(20000) < 1 / (1 + np.exp(2.0 - 3.0 * columns[:, 0]))
    found = fit(has, columns)
    np.testing.assert_allclose(found.value, [-2.0, 3.0, 0.0], atol=3.5 * found.se.max())


@needs_data
def test_precedents_forecast_what_they_were_not_chosen_on_and_the_rows_say_what_is_no_test():
    rows = ladder_rows(data_folder())
    assert all(row.test == "V28" and row.baseline for row in rows)
    assert "no test" in rows[0].what
    ahead = [row for row in rows if "Brier of 2007-2016" in row.what]
    assert [row.verdict for row in ahead] == ["inside"] * 6
    assert [row.what.split(":")[0] for row in ahead] == [
        "Agreements, labor >= 3", "Agreements, labor >= 4",
        *(f"Agreements, environment, {name}" for name in ENVIRONMENT.values()),
    ]  # fmt: skip
    (effects,) = [row for row in rows if "dummies" in row.what]
    assert effects.ours.startswith("4.46 (se 1.04); AUC 0.872, Brier 0.131")
    assert effects.baseline.endswith("0.832, 0.154")
    (rival,) = [row for row in rows if "worldwide" in row.what]
    assert float(rival.baseline.split()[-1]) < 0.5
