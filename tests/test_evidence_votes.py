"""The numbers of E6 from roll calls, and the rows of V13: figures published elsewhere, and properties."""

from dataclasses import replace
from statistics import NormalDist

import numpy as np
import pytest
from worlds import toy

from sim.evidence import measured, trade_data, votes
from sim.evidence import vote_forecasts as forecasts
from sim.evidence.record import data_folder
from sim.model.core.noise import Noise
from sim.model.initialize import start
from sim.model.parameters import Params
from sim.model.schedule import advance
from sim.model.votes import utility
from sim.scenario.compile import compile_setting
from sim.scenario.load import load_scenario
from sim.scenario.schema import Actor

needs_data = pytest.mark.skipif(not data_folder().is_dir(), reason="data not here: the folder shared/data")
NAMES = {forecasts.DEMOCRAT: "us_house_democrats", forecasts.REPUBLICAN: "us_house_republicans"}
RULE = forecasts.Numbers(0.5, dict.fromkeys(forecasts.CODED_MEAN, 0.22))


@pytest.fixture(scope="module")
def roll():
    return forecasts.read_roll_call(data_folder())


@pytest.fixture(scope="module")
def estimates():
    return {each.key: each for each in votes.estimate(data_folder())}


@pytest.fixture(scope="module")
def rows():
    return votes.ladder_rows(data_folder())


def simulated(n=4000, seed=3):
    """A chamber that votes by the rule itself; dimension 1 runs the other way and on another scale."""
    rng = np.random.default_rng(seed)
    party = np.where(np.arange(n) % 2 == 0, float(forecasts.DEMOCRAT), float(forecasts.REPUBLICAN))
    positions = np.where(party == forecasts.DEMOCRAT, -0.3, 0.6) + 0.22 * rng.standard_normal(n)
    chamber = forecasts.RollCall(np.zeros(n), party, 0.1 - 0.7 * positions, rng.standard_normal(n))
    prob = RULE.prob(chamber.positions())
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
def test_indifference_under_the_gain_of_planks_that_change(roll, estimates):
    """Design page, E6: .378 (.314-.474), log likelihood -228.4; -228.6 at .351, -233.6 at .553."""
    found, members = estimates["votes.indifference"], roll.among(roll.party != 328)
    assert (found.value, found.low, found.high, found.n) == pytest.approx((0.378, 0.314, 0.474, 422), abs=6e-4)
    told = [votes.log_likelihood(members, tau) for tau in (found.value, 0.351, 0.553)]
    assert told == pytest.approx([-228.4, -228.6, -233.6], abs=0.05)
    assert all(votes.log_likelihood(members, tau) < told[0] for tau in (0.99 * found.value, 1.01 * found.value))
    assert found.note.startswith("In-sample")


@needs_data
def test_both_files_of_the_roll_call_give_one_indifference(estimates):
    """The House's vote of 1991 is among the 37 votes, too."""
    chamber = trade_data.read(data_folder())
    members = chamber.name[chamber.vote] == trade_data.IN_SAMPLE[0]
    party = np.where(chamber.republican[members], float(forecasts.REPUBLICAN), float(forecasts.DEMOCRAT))
    again = forecasts.RollCall(chamber.yea[members], party, *chamber.nominate[members].T)
    assert votes.indifference(again).value == pytest.approx(estimates["votes.indifference"].value)


@needs_data
def test_the_spread_that_scenarios_assume_is_the_spread_of_members(estimates):
    found = estimates["actors.dispersion"]
    assert found.low < Actor.model_fields["dispersion"].default < found.high
    assert found.value == pytest.approx(0.223, abs=0.001)


@needs_data
def test_parties_of_the_case_spread_as_their_members_do_on_trade(estimates):
    """Logits of V27 times indifference, in both chambers of the United States."""
    record, actors = measured.read()["trade_votes"]["estimates"], load_scenario("nafta").actors
    for party in ("democrats", "republicans"):
        found = record[f"trade_votes.members_{party}"]["value"] * estimates["votes.indifference"].value
        for chamber in ("us_house", "us_senate"):
            assert actors[f"{chamber}_{party}"].dispersion == pytest.approx(found, abs=5e-4), (chamber, party)


# What must hold whatever the data


def test_a_chamber_that_votes_by_the_rule_gives_its_indifference_back():
    """Within three standard errors, though dimension 1 is mirrored and stretched."""
    found = votes.indifference(simulated())
    assert abs(found.value - RULE.indifference) < 3 * found.se


def test_estimates_do_not_depend_on_how_dimension_1_is_scaled():
    chamber = simulated(400)
    other = replace(chamber, first=5.0 - 3.0 * chamber.first)
    for measure in (votes.indifference, votes.dispersion):
        assert measure(other).value == pytest.approx(measure(chamber).value)


def test_no_forecast_knows_the_votes_it_is_scored_on():
    chamber = simulated(200)
    trained = np.arange(200) >= 40
    turned = replace(chamber, keeps=np.where(trained, chamber.keeps, 1 - chamber.keeps))
    one, other = (forecasts.forecasts(each, trained) for each in (chamber, turned))
    assert set(one) == {*forecasts.RIVALS, "ours"}
    for name in one:
        assert np.array_equal(one[name], other[name])


def test_no_forecast_of_a_member_knows_the_positions_of_others_held_out():
    chamber = simulated(200)
    trained, moved = np.arange(200) >= 40, np.arange(200) < 20
    other = replace(chamber, first=chamber.first + 0.5 * moved)
    one, two = (forecasts.forecasts(each, trained) for each in (chamber, other))
    for name in one:
        assert one[name][20:] == pytest.approx(two[name][20:], abs=1e-12)
    assert np.abs(one["ours"][:20] - two["ours"][:20]).min() > 0.01


def test_seats_of_a_bloc_stand_where_a_compiled_scenario_has_them():
    """Bloc `left` of the toy scenario has 41 seats; the rule is inverted to read the seats off the probabilities."""
    offsets = compile_setting(toy()).decisions[0].blocs[0].offsets
    chamber = simulated(82)
    prob = forecasts.as_blocs(chamber, RULE)[chamber.of(forecasts.DEMOCRAT)]
    apart = RULE.indifference * np.log(prob / (1 - prob)) - forecasts.CODED_MEAN[forecasts.DEMOCRAT]
    spread = toy().actors["left"].dispersion
    assert apart / RULE.spread[forecasts.DEMOCRAT] == pytest.approx(offsets / spread)
    assert offsets[0] / spread == pytest.approx(NormalDist().inv_cdf(0.5 / 41))


def test_in_the_case_the_gain_of_1991_is_the_trade_position_and_the_president_pushes_nobody():
    """What the script takes for granted, up to the day of the vote; party means are retyped from the actor table."""
    scenario = load_scenario("nafta")
    for party, mean in forecasts.CODED_MEAN.items():
        assert scenario.actors[NAMES[party]].positions["trade"] == mean
    setting, noise = compile_setting(scenario), Noise(1, [0])
    decision = next(each for each in setting.decisions if each.id == "us_house_1991")
    params = Params.of({"campaigns.effect": 0.0})
    state = start(setting, params, noise)
    for _ in range(decision.step + 1):
        state = advance(state, setting, params, noise)
        proposal = utility.proposal_of(decision, state, params)
        assert proposal.slope == 1.0
        for bloc in decision.blocs:
            trade = state.position[decision.issues[0], bloc.actor]
            assert utility.gain_of(bloc.actor, proposal, state) == pytest.approx(trade)
    assert [float(utility.shift_of(bloc, decision, proposal, state, params)[0]) for bloc in decision.blocs] == [0.0] * 3


# Rows


@needs_data
def test_rivals_come_out_as_on_the_validation_page(rows):
    """V13: majority .546, party .733/.187, NOMINATE 1-D .719/.180, 2-D .730/.180, party and 2-D .735/.180."""
    rivals = rows[: len(forecasts.RIVALS)]
    assert {row.verdict for row in rivals} <= {"exact", "inside"}
    assert [row.verdict for row in rivals[:2]] == ["exact", "exact"]


@needs_data
def test_our_rows_say_what_they_found(rows):
    """The rule, with one number fitted, does as well as party and NOMINATE, and gives both parties' shares."""
    share_right, brier, blocs, shares = rows[len(forecasts.RIVALS) :]
    assert [row.verdict for row in (share_right, brier, blocs, shares)] == ["tie", "tie", "inside", "inside"]
    assert float(share_right.ours.split()[0]) == pytest.approx(0.733, abs=0.002)
    assert shares.ours == "0.324, 0.828"
    assert all(row.test == "V13" for row in rows)


@needs_data
def test_the_same_seed_gives_the_same_rows():
    assert votes.ladder_rows(data_folder(), quick=True) == votes.ladder_rows(data_folder(), quick=True)
