"""V31: is the rate of contacts told from two waves, and do alliances that arise join opponents?"""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from worlds import toy

from sim.ensemble import Ensemble
from sim.evidence import opponents, tie_rates
from sim.evidence.record import data_folder
from sim.model.setting import TieChange
from sim.scenario.compile import compile_setting

needs_data = pytest.mark.skipif(not data_folder().is_dir(), reason="data not here: shared/data beside the checkout")


@pytest.mark.parametrize("years", [0.5, 3.0])
@pytest.mark.parametrize("rate", [0.1, 0.26, 0.6])
def test_the_rate_is_told_whatever_the_share_of_ties_is_and_was(rate, years):
    """Each tie forgets at the rate, and is then held with a chance of its own network."""
    rng = np.random.default_rng(1)
    held, before = np.linspace(0.1, 0.9, 5), rng.random((200_000, 5)) < 0.3
    forgets = rng.random(before.shape) < 1 - np.exp(-rate * years)
    after = np.where(forgets, rng.random(before.shape) < held, before)
    assert tie_rates.rates(before, after, years) == pytest.approx([rate] * 5, rel=0.05)


def test_a_rate_that_two_waves_cannot_tell_is_infinite_and_none_is_nil():
    before = np.array([[True], [True], [False], [False]])
    assert tie_rates.rates(before, before, 3.0) == 0.0
    assert np.isinf(tie_rates.rates(before, ~before, 3.0))


@needs_data
def test_the_rate_of_the_panel_is_that_of_its_counts():
    """19 of 25 kept, 56 of 185 opened: 3 lam = -log(19/25 - 56/185)."""
    (found,) = tie_rates.estimate(data_folder())
    assert found.n == 15 * 14
    assert found.note.startswith("19/25 ties kept, 56/185 opened")
    assert found.value == pytest.approx(-np.log(19 / 25 - 56 / 185) / 3)
    assert 0.08 < found.low < 0.12
    assert 0.5 < found.high < 0.8


def test_without_the_panel_its_file_is_named(tmp_path):
    with pytest.raises(FileNotFoundError, match=r"coalition_panel/2013_sharing_anon\.csv"):
        tie_rates.estimate(tmp_path)


@needs_data
def test_the_estimator_finds_the_rate_of_the_rule_of_contacts():
    alike, different, package = tie_rates.ladder_rows(data_folder(), quick=True)
    assert [alike.verdict, different.verdict, package.verdict] == ["inside", "inside", "exact"]


def test_the_decision_that_divides_most_is_found_and_each_pair_counts_once():
    setting = compile_setting(toy(0))
    decision, product = opponents.divides(setting)
    assert decision in setting.decisions
    edges = setting.edges
    assert not product[edges.source > edges.target].any()
    assert np.count_nonzero(product < 0.0) > 0
    alone = replace(setting, decisions=(setting.decisions[decision.row],))
    assert np.array_equal(opponents.divides(alone)[1], product)


def test_alliances_that_arise_are_counted_and_documented_ones_are_not():
    ensemble = Ensemble("china_mexico", 3, 1)
    setting, product = ensemble.setting, opponents.divides(ensemble.setting)[1]
    *_, last = states = list(ensemble.states(range(3)))
    expected = 0
    for before, after in pairwise(states):
        documented = {
            edge for each in setting.calendar.get(before.step, ()) if isinstance(each, TieChange) for edge in each.edges
        }
        for edge in np.nonzero(after.allied & ~before.allied)[0]:
            expected += product[edge] != 0.0 and edge not in documented
    found = opponents.joined(ensemble)
    assert found.arisen[0] == expected > 0
    assert found.held[0] == np.count_nonzero(last.allied[product != 0.0])
    assert found.arisen[1] <= 0.1 * found.arisen[0]
