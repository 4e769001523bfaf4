"""V30's generator, what is measured on it, and its runs; nothing here looks at what the model makes of the issues."""

import json
from dataclasses import fields
from functools import cache

import numpy as np
import pytest

from sim.evidence import random_issue_measures as measures
from sim.evidence import random_issue_runs as runs
from sim.evidence import random_issues as generator
from sim.evidence.__main__ import main
from sim.evidence.random_issues import BILL, HEAD, ISSUE, document, is_contested, log_resources, sides, world
from sim.model.parameters import ParameterError, table
from sim.scenario.checks import check
from sim.scenario.problem import Location
from sim.scenario.reading.node import marked
from sim.scenario.schema import Scenario

NUMBERS = range(24)
CALM = {"ties.rate": 0.0}


@cache
def issue(number, seed=generator.SEED):
    return document(number, seed)


@cache
def checked(number):
    return world(number)


# The generator


def test_the_same_numbers_give_the_same_issue_and_others_another():
    assert document(3) == issue(3)
    texts = {json.dumps(issue(number) | {"title": ""}, sort_keys=True) for number in NUMBERS}
    texts.add(json.dumps(issue(3, seed=1) | {"title": ""}, sort_keys=True))
    assert len(texts) == len(NUMBERS) + 1


def test_every_issue_is_a_scenario_that_the_format_finds_nothing_wrong_with():
    for number in NUMBERS:
        assert isinstance(checked(number), Scenario)
        assert check(marked(issue(number), Location("drawn", 1, 1))) == []


def test_twenty_lobbyists_stand_on_two_sides_at_a_distance_from_the_midpoint():
    for number in NUMBERS:
        scenario = checked(number)
        change, keep = sides(scenario)
        assert min(len(change), len(keep)) >= generator.FEWEST
        assert len(change) + len(keep) == generator.N_LOBBYISTS == 20
        plank = scenario.decisions[BILL].proposal[ISSUE]
        assert -1 <= plank.status_quo < plank.proposed <= 1
        middle = (plank.status_quo + plank.proposed) / 2
        distance = [abs(scenario.actors[name].positions[ISSUE] - middle) for name in change + keep]
        assert 0.19 < min(distance) <= max(distance) < 0.81


def test_allies_are_of_one_side_and_no_door_is_open_before_the_issue_is_on_the_agenda():
    for number in NUMBERS:
        scenario = checked(number)
        side = {name: k for k, names in enumerate(sides(scenario)) for name in names}
        assert scenario.ties
        assert all(side[tie.actor] == side[tie.partner] for tie in scenario.ties)
        assert {venue.openness for venue in scenario.venues.values()} == {0.0}
        (event,) = scenario.events.values()
        assert {name for each in event.changes for name in each.venues} == set(scenario.venues)
        assert event.date == scenario.decisions[BILL].pending_from > scenario.reference


def test_a_chamber_of_a_hundred_decides_or_an_executive_alone():
    kinds = set()
    for number in NUMBERS:
        bill = checked(number).decisions[BILL]
        kinds.add(bill.rule.type)
        members = [each.members for each in bill.chamber.values()]
        if bill.rule.type == "majority":
            assert sum(members) == 100
            assert 3 <= len(members) <= 5
            assert bill.chamber[bill.gatekeeper].members == max(members)
            assert bill.executive == HEAD
        else:
            assert (list(bill.chamber), members, bill.gatekeeper, bill.executive) == ([HEAD], [1], None, None)
    assert kinds == {"majority", "executive"}


def test_shares_drawn_are_those_written_down():
    """Means over all lobbyists of many issues, within four standard errors."""
    lobbyists = [each for n in NUMBERS for each in checked(n).actors.values() if each.kind == "ngo"]
    n = len(lobbyists)
    assert n == 20 * len(NUMBERS)
    asked = np.array(generator.CAPABILITY) / sum(generator.CAPABILITY)
    seen = np.bincount([int(each.capability) for each in lobbyists], minlength=6)[1:] / n
    np.testing.assert_array_less(np.abs(seen - asked), 4 * np.sqrt(asked * (1 - asked) / n))
    closed = np.mean([each.access["press"] == 0 for each in lobbyists])
    assert closed == pytest.approx(0.61, abs=4 * np.sqrt(0.61 * 0.39 / n))
    weights = [row for letters in generator.LETTERS.values() for row in letters]
    np.testing.assert_allclose(np.sum(weights, axis=1), 1.0)
    assert sum(generator.ROLES.values()) == pytest.approx(1.0)


def test_resources_of_sides_and_contest_by_hand():
    scenario = checked(0)
    change, keep = sides(scenario)

    def with_(**changes):
        actors = {
            name: actor.model_copy(update={key: value(name) for key, value in changes.items()})
            if actor.kind == "ngo" else actor
            for name, actor in scenario.actors.items()
        }  # fmt: skip
        return scenario.model_copy(update={"actors": actors})

    alike = with_(capability=lambda name: 3.0)
    assert log_resources(alike) == pytest.approx(np.log(len(change) / len(keep)))
    stronger = with_(capability=lambda name: 4.0 if name in change else 3.0)
    assert log_resources(stronger) == pytest.approx(np.log(2 * len(change) / len(keep)))
    one_each = {change[0], keep[0]}
    assert is_contested(with_(access=lambda name: {"executive": 1 if name in one_each else 0}))
    assert not is_contested(with_(access=lambda name: {"executive": 1 if name == change[0] else 0}))
    assert not is_contested(with_(access=lambda name: {"press": 3}))


# The measures, on arrays made by hand


@pytest.fixture
def few(monkeypatch):
    monkeypatch.setattr(measures, "N_BOOTSTRAPS", 50)


def test_variance_explained_is_that_of_the_regression():
    rng = np.random.default_rng(0)
    x = rng.normal(size=200)
    y = 0.3 * x + rng.normal(size=200)
    slope, level = np.polyfit(x, y, 1)
    by_hand = 1 - np.var(y - level - slope * x) / np.var(y)
    assert measures.explained(y, x) == pytest.approx(by_hand)
    assert measures.slope(y, x) == pytest.approx(slope)
    assert np.isnan(measures.slope(y, np.ones(200)))
    with_gaps = np.append(y, np.nan)
    assert measures.explained(with_gaps, np.append(x, 99.0)) == pytest.approx(by_hand)
    assert measures.explained(2 * x + 1, x) == pytest.approx(1.0)
    assert np.isnan(measures.explained(np.ones(3), np.arange(3.0)))
    assert np.isnan(measures.explained(np.full(3, np.nan), np.arange(3.0)))


def test_logits_are_cut_off_at_both_ends():
    found = measures.logit(np.array([0.0, 0.5, 0.75, 1.0, np.nan]))
    np.testing.assert_allclose(found[:4], [-np.log(199), 0.0, np.log(3), np.log(199)])
    assert np.isnan(found[4])


def made(is_passed, log_resources, share=None, is_contested=None):
    is_passed = np.asarray(is_passed, dtype=bool)
    n = is_passed.shape[-1]
    return measures.Outcomes(
        np.asarray(log_resources, dtype=float),
        np.ones(n, dtype=bool) if is_contested is None else np.asarray(is_contested),
        is_passed[:, None],
        np.full((3, 1, n), 0.5) if share is None else np.broadcast_to(share, (3, 1, n)),
    )


def test_the_table_by_hand_and_contested_issues_alone(few):
    """Of five issues the last is not contested; ties turn the first for change and the third for the status quo."""
    drawn, change_cut, keep_cut = [1, 0, 0, 1, 1], [0, 0, 0, 1, 0], [1, 0, 1, 1, 1]
    outcomes = made([drawn, change_cut, keep_cut], [1, -1, 1, 3, 9], is_contested=[True] * 4 + [False])
    (found,) = measures.measure(outcomes, ["one"])
    assert (found.label, found.n, found.n_turned) == ("one", 4, 2)
    assert found.kept.value == 0.5
    assert (found.explained.value, found.slope.value) == pytest.approx((0.5, 0.25))
    assert (found.doors_change.value, found.doors_keep.value, found.doors.value) == (0.25, 0.25, 0.25)
    assert found.kept.low <= found.kept.value <= found.kept.high


def test_the_expected_share_is_taken_as_drawn_and_only_where_the_floor_was_reached(few):
    x = np.array([-1.0, 0.0, 1.0, 5.0])
    share = np.array([0.2, 0.5, 0.8, np.nan])
    (found,) = measures.measure(made(np.zeros((3, 4)), x, share), ["one"])
    assert found.explained_share.value == pytest.approx(1.0)
    assert found.explained_logit.value == pytest.approx(1.0)
    assert np.isnan(found.explained.value)  # nothing passed: nothing to explain


def test_the_bootstrap_has_the_standard_error_of_a_mean():
    values = np.random.default_rng(1).random(400)
    found = measures.bootstrap(lambda v: float(v.mean()), values)
    half = 1.96 * values.std() / np.sqrt(400)
    assert (found.high - found.low) / 2 == pytest.approx(half, rel=0.1)
    assert found == measures.bootstrap(lambda v: float(v.mean()), values)


def test_batches_join_to_the_whole():
    rng = np.random.default_rng(2)
    whole = made(rng.random((3, 6)) < 0.5, rng.normal(size=6))
    parts = [
        measures.Outcomes(*(getattr(whole, f.name)[..., rows] for f in fields(whole)))
        for rows in (slice(0, 2), slice(2, 6))
    ]
    joined = measures.Outcomes.joined(parts)
    for f in fields(whole):
        np.testing.assert_array_equal(getattr(joined, f.name), getattr(whole, f.name))


def test_the_ladder_has_both_forms_beside_no_campaigns():
    rows = measures.ladder_rows()
    assert [row.what.split(" (")[1] for row in rows] == ["plain)"] * 3 + ["receptivity)"] * 3
    assert all(row.baseline.startswith("without campaigns 0.") for row in rows)
    assert [row.what for row in rows if "in-sample" in row.what] == [rows[0].what, rows[3].what]  # it chose the effect
    assert {row.n for row in rows} == {measures.on_record()["off"].n}  # the same contested issues, of 2,000
    assert rows[0].n > 1900
    by_hand = measures.on_record()["plain"].explained
    assert (rows[0].ours, rows[0].verdict) == (str(by_hand), "inside" if 0.01 <= by_hand.value <= 0.05 else "miss")


def test_all_arms_and_rows_of_an_issue_share_its_draws():
    ensemble = runs.ensemble_of(2, {"one": {}, "two": CALM})
    assert ensemble.runs == (2,) * 6
    params, noise = ensemble.inputs(range(6))
    assert params.ties.rate.tolist() == [table()["ties.rate"].default, 0.0] * 3
    draws = noise.block("test", "uniform", 0, (4,))
    np.testing.assert_array_equal(draws, draws[:, :1] * np.ones(6))


def test_cut_ties_are_one_sides_and_nothing_else_is_touched():
    ensemble = runs.ensemble_of(2, {"calm": CALM})
    setting, scenario = ensemble.setting, ensemble.scenario
    change, keep = ({setting.actors.index(name) for name in side} for side in sides(scenario))
    first, *_, last = ensemble.states(range(3))
    for state in (first, last):
        for k, (source, target) in enumerate(zip(setting.edges.source, setting.edges.target, strict=True)):
            drawn, change_cut, keep_cut = state.allied[k]
            assert change_cut == (drawn and not {source, target} <= change)
            assert keep_cut == (drawn and not {source, target} <= keep)
    assert first.allied[:, 0].any()
    untouched = [f.name for f in fields(first) if isinstance(getattr(first, f.name), np.ndarray)]
    for name in set(untouched) - {"contact", "allied", "trust", "is_severed"}:
        values = getattr(first, name)
        np.testing.assert_array_equal(values, values[..., :1] * np.ones(3, dtype=values.dtype), err_msg=name)
    organs = [k for k, name in enumerate(setting.actors) if scenario.actors[name].kind == "government"]
    moved = last.position[:, organs]  # they have no allies: the same draws move them alike
    np.testing.assert_array_equal(moved, moved[..., :1] * np.ones(3))
    assert (moved != first.position[:, organs]).any()


def test_nobody_presses_before_the_issue_is_on_the_agenda_and_then_somebody_does():
    states = list(runs.ensemble_of(2, {"calm": CALM}).states(range(3)))
    assert len(states) == 26
    assert not states[1].effort.any()
    assert not states[1].pressure.any()
    assert states[2].effort.any()


def test_every_issue_is_decided_and_the_numbers_of_a_row_do_not_hang_on_its_neighbors():
    told = []
    both = runs.run_issues([0, 2], {"one": {}, "two": CALM}, progress=told.append)
    assert told == [1, 2]
    assert both.is_passed.shape == both.share.shape == (3, 2, 2)
    known = both.share[np.isfinite(both.share)]
    assert ((known >= 0) & (known <= 1)).all()
    alone = runs.run_issues([2], {"two": CALM})
    np.testing.assert_array_equal(alone.is_passed[:, 0], both.is_passed[:, 1, 1:])
    np.testing.assert_array_equal(alone.share[:, 0], both.share[:, 1, 1:])
    assert runs.last_state(runs.ensemble_of(0, {"one": {}})).is_decided.all()


def test_what_was_typed_is_run_and_a_slip_of_the_pen_is_told(few, capsys):
    assert [line.split(":")[0] for line in runs.study(["1", "as it is:"])][:2] == ["1 of 1 issues", "as it is"]
    for word in ("many", "0", "-1", "row:ties.rate=fast", "row:ties.rate"):
        with pytest.raises(ParameterError, match="must be a number of issues"):
            runs.read_rows([word])
    with pytest.raises(SystemExit):
        main(["random_issues", "1", "row:ties.rat=1"])
    assert "did you mean 'ties.rate'" in capsys.readouterr().err
