"""Are claims judged rightly, and do the naive forecasts say what they should? Small results, counted by hand."""

import numpy as np
import pytest
from worlds import toy

from sim.claims import judge
from sim.results import Result, summarize
from sim.rivals.naive import baselines
from sim.scenario.compile import compile_setting
from sim.scenario.load import load_scenario
from sim.scenario.schema import Claim, Outcome

NAN = np.nan
START = {"share": 0.5, "ties": 2.0, "flow": NAN}
BASE = {
    "share": [0.40, 0.50, 0.60, NAN], "ties": [1.0, 2.0, 3.0, 4.0], "flow": [0.0, 0.0, 1.0, 1.0],
    "first": [1993.5, NAN, NAN, NAN],
}  # fmt: skip
OTHER = {"share": [0.30, 0.50, 0.70, NAN], "ties": [1.0, 1.0, 1.0, NAN], "flow": [1.0] * 4, "first": [NAN] * 4}


def result(outcomes):
    values = {name: np.array(each) for name, each in outcomes.items()}
    start = {name: np.full(4, value) for name, value in START.items()}
    return Result("toy", "baseline", 1, (0, 1, 2, 3), ("1999-06",), values, {}, start, {})


def verdict(outcome, expect, versus=None, share=0.5, base=None, other=None):
    claim = Claim.model_validate(
        {
            "text": "t",
            "of": ["S1"],
            "outcome": outcome,
            "expect": expect,
            "versus": versus,
            "share": share,
            "source": "s",
        }
    )
    scenario = toy().model_copy(update={"claims": {"it": claim}})
    (found,) = judge(scenario, result(base or BASE), {"other": result(other or OTHER)})
    return found


@pytest.mark.parametrize(
    ("outcome", "expect", "met", "n"),
    [
        ("share", {"between": [0.5, 0.6]}, 2 / 3, 3),
        ("share", {"at_least": 0.5}, 2 / 3, 3),
        ("share", {"at_most": 0.4}, 1 / 3, 3),
        ("share", {"equals": 0.6}, 1 / 3, 3),
        ("flow", {"rises": True}, 2 / 4, 4),
        ("flow", {"falls": True}, 0.0, 4),
        ("share", {"less_than": "ties"}, 1.0, 3),
        ("ties", {"less_than": "share"}, 0.0, 3),
        ("first", {"before": "1994-01"}, 1 / 4, 4),  # a date that never comes does not come before
        ("first", {"before": "1993-07"}, 0.0, 4),
    ],
)  # fmt: skip
def test_each_expectation_counts_the_runs_that_meet_it(outcome, expect, met, n):
    found = verdict(outcome, expect)
    assert (found.share, found.n) == (met, n)


@pytest.mark.parametrize(
    ("outcome", "expect", "met", "n"),
    [
        ("share", {"rises": True}, 1 / 3, 3),  # +.1, 0, -.1
        ("share", {"falls": True}, 1 / 3, 3),
        ("share", {"equals": 0}, 1 / 3, 3),
        ("ties", {"at_least": 1}, 2 / 3, 3),  # 0, 1, 2, and one run without the variant's number
    ],
)
def test_versus_judges_the_difference_of_the_same_replicate(outcome, expect, met, n):
    found = verdict(outcome, expect, versus="other")
    assert (found.share, found.n, found.at_start) == (met, n, None)


def test_a_claim_whose_variant_was_not_run_has_no_verdict():
    found = verdict("share", {"rises": True}, versus="another")
    assert (found.share, found.holds, found.n) == (None, None, 0)


@pytest.mark.parametrize(("share", "holds"), [(0.5, True), (2 / 3, True), (0.67, False)])
def test_a_claim_holds_where_enough_runs_meet_it(share, holds):
    assert verdict("share", {"at_least": 0.5}, share=share).holds is holds


@pytest.mark.parametrize(
    ("outcome", "expect", "coded"),
    [
        ("share", {"at_least": 0.5}, True),
        ("share", {"at_least": 0.51}, False),
        ("share", {"less_than": "ties"}, True),
        ("share", {"less_than": "flow"}, None),  # nothing is coded of a flow
        ("flow", {"at_most": 1}, None),
        ("first", {"before": "1994-01"}, None),
    ],
)
def test_what_is_true_in_the_coded_table_is_told_apart(outcome, expect, coded):
    assert verdict(outcome, expect).at_start is coded


def test_flows_have_no_coded_value_in_a_real_case():
    from sim import Ensemble

    found = Ensemble("nafta", 2, until="1990-07").run()
    assert np.isnan(found.start["effort_critics_foreign"]).all()
    assert np.isnan(found.start["attention_mx_democracy_1993"]).all()
    assert (found.start["ties_critics_allies_1990"] == 2).all()
    assert np.isnan(found.outcomes["critics_nearer_1994"]).all()  # the last month of the case was not reached


def test_summaries_leave_undefined_runs_out():
    found = summarize(np.array([0.0, 1.0, 1.0, NAN]), yes_no=True)
    assert (found["n"], found["mean"], found["q50"], found["share"]) == (3, 2 / 3, 1.0, 2 / 3)
    assert summarize(np.array([NAN])) == dict.fromkeys(["mean", "sd", "q05", "q50", "q95"]) | {"n": 0}


# Naive forecasts: three blocs of 41, 30 and 12 seats whose gains are set by hand on one issue.


@pytest.fixture
def chamber():
    scenario = toy()
    actors = dict(scenario.actors)
    for name, x in {"left": -0.4, "right": 0.6, "center": 0.2}.items():
        actors[name] = actors[name].model_copy(update={"positions": {**actors[name].positions, "trade": x}})
    bill = scenario.decisions["bill"]
    trade = bill.proposal["trade"]  # from -1 to +1: the gain is the position
    bill = bill.model_copy(update={"proposal": {"trade": trade}})
    others = {name: decision for name, decision in scenario.decisions.items() if name != "bill"}
    return scenario.model_copy(update={"actors": actors, "decisions": {"bill": bill} | others})


def forecasts(scenario, measure="vote_share", **actors):
    who = {"actors": actors} if actors else {}
    outcome = Outcome.model_validate({"label": "v", "measure": measure, "decision": "bill"} | who)
    return baselines(outcome, scenario, compile_setting(scenario), NAN)


def test_naive_forecasts_of_a_whole_chamber(chamber):
    found = forecasts(chamber)
    assert found == pytest.approx(
        {
            "status_quo": 0.0,
            "majority": 1.0,  # 42 of 83 seats gain
            "mean": (0.3 + 0.8 + 0.6) / 3,
            "median": 0.6,
            "weighted_mean": (41 * 0.3 + 30 * 0.8 + 12 * 0.6) / 83,
            "weighted_median": 0.6,  # the 42nd of 83 seats, sorted by readiness, is in the center
            "party_line": 42 / 83,
        }
    )


@pytest.mark.parametrize("actors", [{"ids": ["left", "center"]}, {"party": "red"}])
def test_naive_forecasts_of_some_blocs_however_they_are_chosen(chamber, actors):
    found = forecasts(chamber, **actors)
    assert found["party_line"] == pytest.approx(12 / 53)
    assert found["weighted_mean"] == pytest.approx((41 * 0.3 + 12 * 0.6) / 53)


def test_naive_forecasts_in_votes_and_in_yes_or_no(chamber):
    assert forecasts(chamber, "vote_count")["party_line"] == pytest.approx(42)
    assert forecasts(chamber, "passed")["party_line"] == 1.0
    assert forecasts(chamber, "passed")["status_quo"] == 0.0


def test_where_nobody_of_the_chamber_is_chosen_there_is_no_forecast(chamber):
    assert set(forecasts(chamber, kind="ngo").values()) == {None}


def test_no_change_is_the_forecast_of_what_is_coded():
    scenario = load_scenario("nafta")
    outcome = scenario.outcomes["secofi_ustr_trade"]
    assert baselines(outcome, scenario, compile_setting(scenario), 0.05) == {"no_change": 0.05}
    assert baselines(outcome, scenario, compile_setting(scenario), NAN) == {"no_change": None}


@pytest.mark.parametrize("side", ["base", "other"])
@pytest.mark.parametrize(("expect", "versus"), [({"less_than": "ties"}, None), ({"rises": True}, "other")])
def test_a_claim_whose_outcomes_were_not_read_gets_no_verdict(side, expect, versus):
    some = {"base": {"share": BASE["share"]}} if versus is None else {side: {"ties": BASE["ties"]}}
    found = verdict("share", expect, versus, **some)
    assert (found.n, found.share, found.holds) == (0, None, None)
    assert verdict("share", expect, versus).n == 3
