"""The numbers of E6 from roll calls, and the rows of V13: figures published elsewhere, and properties."""

from dataclasses import replace
from statistics import NormalDist

import numpy as np
import pytest
from worlds import toy

from sim.evidence import vote_forecasts as forecasts
from sim.evidence import votes
from sim.evidence.record import data_folder
from sim.scenario.compile import compile_setting
from sim.scenario.load import load_scenario
from sim.scenario.schema import Actor

needs_data = pytest.mark.skipif(not data_folder().is_dir(), reason="data not here: the folder shared/data")
RULE = forecasts.Numbers(indifference=0.5, dispersion=0.22, same_party=0.9, endorsement=0.5)


@pytest.fixture(scope="module")
def roll():
    return forecasts.read_roll_call(data_folder())


@pytest.fixture(scope="module")
def estimates():
    return {each.key: each for each in votes.estimate(data_folder())}


@pytest.fixture(scope="module")
def rows():
    return votes.ladder_rows(data_folder())


def simulated(n=4000, seed=3, rule=RULE):
    """A chamber that votes by the rule itself; dimension 1 runs the other way and on another scale."""
    rng = np.random.default_rng(seed)
    party = np.where(np.arange(n) % 2 == 0, float(forecasts.DEMOCRAT), float(forecasts.REPUBLICAN))
    positions = np.where(party == forecasts.DEMOCRAT, -0.3, 0.6) + rule.dispersion * rng.standard_normal(n)
    chamber = forecasts.RollCall(np.zeros(n), party, 0.1 - 0.7 * positions, rng.standard_normal(n))
    prob = rule.prob(chamber, chamber.positions())
    return replace(chamber, keeps=(rng.uniform(size=n) < prob).astype(float))


# The roll call


@needs_data
def test_the_roll_call_has_its_published_counts(roll):
    """H.Res. 101, 23 May 1991: kept 231-192; R 140 of 161, D 91 of 261, one independent against (Voteview)."""
    assert (roll.keeps.sum(), len(roll.keeps)) == (231, 423)
    for party, split in ((forecasts.DEMOCRAT, (91, 170)), (forecasts.REPUBLICAN, (140, 21))):
        kept = roll.keeps[roll.of(party)]
        assert (kept.sum(), (1 - kept).sum()) == split
    assert roll.keeps[roll.of(328)].tolist() == [0]
    assert (votes.FAST_TRACK_1991.democrats, votes.FAST_TRACK_1991.republicans) == ((91, 170), (140, 21))


@needs_data
def test_parties_stand_on_average_where_the_actor_table_has_them(roll):
    positions = roll.positions()
    for party, mean in forecasts.CODED_MEAN.items():
        assert positions[roll.of(party)].mean() == pytest.approx(mean, abs=1e-12)


def test_an_absent_file_is_named(tmp_path):
    for ask in (votes.estimate, votes.ladder_rows):
        with pytest.raises(FileNotFoundError, match=r"house_102_fast_track_1991\.csv"):
            ask(tmp_path)


# Estimates


@needs_data
def test_the_three_readings_of_the_slope(roll, estimates):
    found = votes.readings(roll, estimates["actors.dispersion"].value)
    assert found == pytest.approx({"pooled": 0.255, "within parties": 0.351, "party shares": 0.232}, abs=0.001)
    total, rest = votes.from_shares(roll, 0.22)
    assert total == pytest.approx(0.420, abs=0.005)
    assert np.hypot(0.22 * (0.6 + 2.02 / 3) / 2, 1.702 * rest) == pytest.approx(total)


@needs_data
def test_indifference_is_the_slope_within_parties_turned_over(roll, estimates):
    found, slope = estimates["votes.indifference"], votes.slope(roll, has_party_term=True)
    assert (found.value, found.n) == (1 / slope.value, 422)
    assert found.se == pytest.approx((1 / (slope.value - 1e-4) - 1 / (slope.value + 1e-4)) / 2e-4 * slope.se, rel=1e-3)
    assert found.low < found.value < found.high
    assert found.low == pytest.approx(1 / (slope.value + 1.96 * slope.se), abs=1e-3)


@needs_data
@pytest.mark.parametrize("same_party", [0.55, 0.82, 1.2])
@pytest.mark.parametrize("endorsement", [0.0, 0.5])
def test_the_reading_chosen_makes_the_rule_likeliest(roll, same_party, endorsement):
    """Over the whole range of the president's term, with and without endorsement."""
    rule = forecasts.Numbers(0.0, 0.22, same_party, endorsement)
    fit = {
        name: votes.log_likelihood(roll, replace(rule, indifference=value))
        for name, value in votes.readings(roll, 0.22).items()
    }
    assert max(fit, key=fit.__getitem__) == "within parties"


@needs_data
def test_the_spread_that_scenarios_assume_is_the_spread_of_members(estimates):
    found = estimates["actors.dispersion"]
    assert found.low < Actor.model_fields["dispersion"].default < found.high
    assert found.value == pytest.approx(0.223, abs=0.001)


def test_the_presidents_term_has_its_published_variants():
    """Table of the case supplement, section 2: 1.19, .62, .59 with H.R. 1876; Senate 1.13, .89 with 1997."""
    equal = dict.fromkeys(votes.HOUSE, 1.0)
    senate = {votes.SENATE_1991: 1.0, votes.SENATE_1994: 1.0}
    two = {votes.FAST_TRACK_1991: 1.0, votes.URUGUAY_1994: 1.0}
    ours = [two, equal, {**equal, votes.URUGUAY_FAST_TRACK_1993: 1.0}, senate, {**senate, votes.SENATE_1997: 1.0}]
    assert [votes.half_difference(each) for each in ours] == pytest.approx([1.19, 0.62, 0.59, 1.13, 0.89], abs=0.006)


def test_the_presidents_term_rests_on_four_votes_and_says_so():
    found = votes.own_president()
    assert found.value == pytest.approx(votes.half_difference(votes.HOUSE))  # the regression and the means agree
    assert (found.n, set(votes.HOUSE) & {votes.URUGUAY_FAST_TRACK_1993, votes.SENATE_1997}) == (4, set())
    assert found.value - 4.303 * found.se < 0 < found.value  # Student, 2 degrees of freedom: it might be nothing
    assert (found.low, found.high) == pytest.approx((0.02, 1.22), abs=0.005)  # one vote left out


# What must hold whatever the data


def test_a_chamber_that_votes_by_the_rule_gives_its_indifference_back():
    """Within three standard errors, though dimension 1 is mirrored and stretched."""
    chamber = simulated()
    slope = votes.slope(chamber, has_party_term=True)
    assert abs(slope.indifference - RULE.indifference) < 3 * slope.indifference_se
    # The party term is what the rule adds between the parties: the president's, and endorsement by 1 against .33.
    assert abs(slope.party - (0.9 + 0.5 * 0.67)) < 3 * slope.party_se
    assert forecasts.fit_rule(chamber, RULE).indifference == pytest.approx(RULE.indifference, rel=0.15)
    assert votes.slope(chamber, has_party_term=False).indifference < slope.indifference  # counts the party gap too


def test_estimates_do_not_depend_on_how_dimension_1_is_scaled():
    chamber = simulated(400)
    other = replace(chamber, first=5.0 - 3.0 * chamber.first)
    assert votes.slope(other, True).value == pytest.approx(votes.slope(chamber, True).value)
    assert votes.dispersion(other).value == pytest.approx(votes.dispersion(chamber).value)


def test_no_forecast_knows_the_votes_it_is_scored_on():
    chamber = simulated(200)
    trained = np.arange(200) >= 40
    turned = replace(chamber, keeps=np.where(trained, chamber.keeps, 1 - chamber.keeps))
    one, other = (forecasts.forecasts(each, trained, RULE) for each in (chamber, turned))
    assert set(one) == {*forecasts.RIVALS, "ours"}
    for name in one:
        assert np.array_equal(one[name], other[name])


def test_no_forecast_of_a_member_knows_the_positions_of_others_held_out():
    chamber = simulated(200)
    trained, moved = np.arange(200) >= 40, np.arange(200) < 20
    other = replace(chamber, first=chamber.first + 0.5 * moved)
    one, two = (forecasts.forecasts(each, trained, RULE) for each in (chamber, other))
    for name in one:
        assert one[name][20:] == pytest.approx(two[name][20:], abs=1e-12)
    assert np.abs(one["ours"][:20] - two["ours"][:20]).min() > 0.01


def test_seats_of_a_bloc_stand_where_a_compiled_scenario_has_them():
    """Bloc `left` of the toy scenario has 41 seats; the rule is inverted to read the seats off the probabilities."""
    offsets = compile_setting(toy()).decisions[0].blocs[0].offsets
    chamber = simulated(82, rule=replace(RULE, same_party=0.0, endorsement=0.0))
    prob = forecasts.as_blocs(chamber, replace(RULE, same_party=0.0, endorsement=0.0))[chamber.of(forecasts.DEMOCRAT)]
    gain, slope = forecasts.of_party(forecasts.DEMOCRAT)
    positions = (RULE.indifference * np.log(prob / (1 - prob)) - gain) / slope
    spread = toy().actors["left"].dispersion
    assert positions / RULE.dispersion == pytest.approx(offsets / spread)
    assert offsets[0] / spread == pytest.approx(NormalDist().inv_cdf(0.5 / 41))


def test_the_gain_is_that_which_the_case_gives_the_vote_of_1991():
    """The script retypes inputs of the case; they must not drift apart."""
    scenario = load_scenario("nafta")
    proposal = scenario.decisions["us_house_1991"].proposal
    assert list(proposal) == ["trade", "labor", "environment"]
    assert [plank.status_quo for plank in proposal.values()] == forecasts.STATUS_QUO.tolist()
    assert [plank.proposed for plank in proposal.values()] == forecasts.PROPOSED.tolist()
    rows = {forecasts.DEMOCRAT: "us_house_democrats", forecasts.REPUBLICAN: "us_house_republicans"}
    for party, name in rows.items():
        actor = scenario.actors[name]
        assert [actor.positions[k] for k in proposal] == forecasts.POSITION[party].tolist()
        assert [actor.saliences[k] for k in proposal] == forecasts.SALIENCE[party].tolist()
        assert scenario.decisions["us_house_1991"].chamber[name].endorsed == forecasts.ENDORSED[party]


# Rows


@needs_data
def test_rivals_come_out_as_on_the_validation_page(rows):
    """V13: majority .546, party .733/.187, NOMINATE 1-D .719/.180, 2-D .730/.180, party and 2-D .735/.180."""
    rivals = rows[: len(forecasts.RIVALS)]
    assert {row.verdict for row in rivals} <= {"exact", "inside"}
    assert [row.verdict for row in rivals[:2]] == ["exact", "exact"]


@needs_data
def test_our_rows_say_what_they_found(rows):
    """The rule beats party and NOMINATE on both scores, by little, and gives both parties' shares."""
    share_right, brier, blocs, shares = rows[len(forecasts.RIVALS) :]
    assert {row.verdict for row in (share_right, brier, blocs, shares)} == {"inside"}
    assert float(share_right.ours.split()[0]) == pytest.approx(0.7508, abs=0.002)
    assert all(row.test == "V13" for row in rows)


@needs_data
def test_the_same_seed_gives_the_same_rows():
    assert votes.ladder_rows(data_folder(), quick=True) == votes.ladder_rows(data_folder(), quick=True)
