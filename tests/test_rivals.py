"""Do the published models in `sim/rivals` give what they were published with, and do their switches matter?"""

import numpy as np
import pytest
from test_spanish import ENGLISH

from sim.evidence import docked, docking, docking_exchange
from sim.evidence import docking_tables as tables
from sim.evidence.record import Row, data_folder
from sim.rivals import condorcet, exchange, expected_utility, landscape
from sim.rivals.boomerang_model import Numbers, World, campaign
from sim.rivals.expected_utility import Oddities, bargain, weighted_mean
from sim.words import rendered

needs_data = pytest.mark.skipif(
    not (data_folder() / "docking").is_dir(), reason="data not here: shared/data beside the checkout"
)
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
    assert docking.firms_row().verdict == "exact"


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
    assert [row.verdict for row in docking.condorcet_rows()] == ["exact"]


def test_who_is_stronger_wins_the_election_more_often():
    position, salience = np.array([[0.2, 0.9]]), np.ones((1, 2))
    even, strong = (condorcet.election(position, salience, np.array([1.0, power])) for power in (1.0, 3.0))
    assert even == pytest.approx([0.5, 0.5])
    assert strong[1] > 0.6


@needs_data
@pytest.mark.parametrize("name", docking_exchange.COMPROMISE)
def test_outcomes_of_compromise_are_those_of_decide_to_the_last_digit(name):
    issues, table = docking_exchange.read(data_folder() / "docking" / f"{name}.csv")
    found = exchange.outcomes(*table).astype(float)
    assert dict(zip(issues, found, strict=True)) == pytest.approx(docking_exchange.COMPROMISE[name], abs=6e-4)


@needs_data
def test_a_round_of_exchanges_in_copenhagen_ends_where_decide_does():
    issues, table = docking_exchange.read(data_folder() / "docking" / "copenhagen.csv")
    after = docking_exchange.exchanged(table, 3)
    for issue, (mean, _) in docking_exchange.EXCHANGED["copenhagen"].items():
        assert after[:, issues.index(issue)] == pytest.approx(mean, abs=0.01), issue


def test_an_exchange_leaves_both_better_off_by_the_same():
    x, s = np.array([[10.0, 90.0, 40.0], [20.0, 80.0, 60.0]]), np.array([[0.3, 0.9, 0.0], [0.8, 0.4, 0.0]])
    power = np.ones((2, 3))
    before, after = exchange.outcomes(x, s, power), exchange.outcomes(exchange.trade(x, s, power), s, power)
    gain = (s * (np.abs(before[:, None] - x) - np.abs(after[:, None] - x))).sum(axis=0)
    assert gain[0] == pytest.approx(gain[1])
    assert gain[0] > 1.0


def test_without_a_second_issue_nothing_is_exchanged():
    x = np.array([[10.0, 90.0]])
    assert exchange.trade(x, np.ones((1, 2)), np.ones((1, 2))).tolist() == x.tolist()


def test_without_allies_the_boomerang_does_not_fly():
    world = World(np.array([1.0, 1.0]), np.array([3.0, 9.0]), np.array([0, 1]), np.zeros(2))
    apart = World(np.array([1.0, -1.0]), world.resources, world.home, world.policy)
    with_allies, alone, no_friend = (campaign(each, Numbers(), 12, networks=networks)[0][0]
                                     for each, networks in ((world, True), (world, False), (apart, True)))  # fmt: skip
    assert with_allies > 0.2
    assert alone == no_friend == 0.0


@pytest.mark.parametrize("rival", [
    pytest.param("exchange", marks=[needs_data, pytest.mark.slow]), "expected_utility", "condorcet",
    pytest.param("landscape", marks=pytest.mark.slow), pytest.param("boomerang_model", marks=pytest.mark.slow),
])  # fmt: skip
def test_the_record_says_what_docking_finds_and_speaks_spanish(rival):
    rows = docked.rows_of(rival, data_folder())
    assert docked.read()[rival] == docked.entry(rows), "run `python -m sim.evidence docking`"
    texts = [text for row in rows for text in (row.what, row.target, row.ours, row.baseline)]
    assert [text for text in texts if ENGLISH.search(rendered(text, "es"))] == []


def test_what_is_missed_is_said_and_not_docked():
    row = Row("V10", "signs", ">= 80%", "72%", "-", "miss", 1, 1)
    assert docked.entry([row])["docked"] is False
    assert docked.entry([row])["missed"] == [{"test": "V10", "what": "signs", "target": ">= 80%", "ours": "72%"}]
    assert docked.read()["boomerang_model"]["docked"] is False
