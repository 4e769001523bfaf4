"""Do the published models in `sim/rivals` give what they were published with, and do their switches matter?"""

import numpy as np
import pytest
from test_spanish import ENGLISH

from sim.evidence import docking
from sim.evidence import docking_tables as tables
from sim.rivals import condorcet, expected_utility, landscape
from sim.rivals.expected_utility import Oddities, bargain, weighted_mean
from sim.words import rendered

CAPABILITY, POSITION, SALIENCE = np.array(list(tables.EMISSIONS.values())).T


def means(oddities=None):
    course = bargain(POSITION, SALIENCE, CAPABILITY, oddities=oddities)
    return np.array([weighted_mean(each, SALIENCE, CAPABILITY) for each in course])


def test_expected_utility_takes_the_course_of_the_published_program_to_its_last_digit():
    np.testing.assert_allclose(means(), tables.PROGRAM, atol=5e-4)


@pytest.mark.parametrize("oddities", [Oddities(all_votes=False), Oddities(odd_offer=False)])
def test_without_either_oddity_the_course_is_no_longer_the_published_one(oddities):
    assert np.abs(means(oddities) - tables.PROGRAM).max() > 0.1


def test_a_pair_that_alone_votes_has_chances_that_sum_to_1():
    one = np.ones(len(POSITION))
    chance = expected_utility.chances(POSITION, SALIENCE, CAPABILITY, one, 6.0, all_votes=False)
    apart = POSITION[:, None] != POSITION
    np.testing.assert_allclose((chance + chance.T)[apart], 1.0)


def test_unix_firms_split_in_two_ways_that_are_equally_good():
    (row, *_) = docking.landscape_rows()
    assert row.verdict == "exact", row


def test_a_landscape_runs_downhill_whoever_starts_where():
    rng = np.random.default_rng(3)
    size, raw = rng.uniform(1, 9, 8), rng.uniform(-1, 1, (8, 8))
    propensity = (raw + raw.T) / 2
    camps, energies, basins = landscape.minima(size, propensity)
    assert basins.sum() == 128
    for _ in range(20):
        start = rng.random(8) < 0.5
        end = landscape.descend(size, propensity, start)
        assert landscape.energy(size, propensity, end) <= landscape.energy(size, propensity, start) + 1e-9
        assert any(np.array_equal(end if end[0] else ~end, camp) for camp in camps)
    every = ((np.arange(256)[:, None] >> np.arange(8)) & 1).astype(bool)
    assert energies.min() == pytest.approx(landscape.energy(size, propensity, every).min())


def test_relief_is_what_energy_falls_by():
    rng = np.random.default_rng(4)
    size, raw = rng.uniform(1, 9, 5), rng.uniform(-1, 1, (5, 5))
    propensity, camp = (raw + raw.T) / 2, rng.random(5) < 0.5
    for actor in range(5):
        other = camp.copy()
        other[actor] = ~other[actor]
        fall = landscape.energy(size, propensity, camp) - landscape.energy(size, propensity, other)
        assert landscape.relief(size, propensity, camp)[actor] == pytest.approx(fall)


def test_the_election_has_the_chances_of_ktabs_log():
    assert docking.condorcet_row().verdict == "exact"


def test_who_is_stronger_wins_the_election_more_often():
    position, salience = np.array([[0.2, 0.9]]), np.ones((1, 2))
    even, strong = (condorcet.election(position, salience, np.array([1.0, power])) for power in (1.0, 3.0))
    assert even == pytest.approx([0.5, 0.5])
    assert strong[1] > 0.6


@pytest.mark.slow
def test_every_docking_row_is_met_and_there_in_spanish():
    rows = docking.ladder_rows()
    assert {row.verdict for row in rows} <= {"exact", "inside"}, rows
    texts = [text for row in rows for text in (row.what, row.target, row.ours, row.baseline)]
    assert [text for text in texts if ENGLISH.search(rendered(text, "es"))] == []
