"""Contacts and alliances: who may ally, who introduces whom, and which ties last (E3)."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from worlds import history, toy

from sim.model.core import influence, links
from sim.model.core.noise import Noise
from sim.model.initialize import start
from sim.model.parameters import Params
from sim.model.schedule import advance
from sim.model.ties import appeal, rules
from sim.model.ties.alliances import ally
from sim.model.ties.contacts import meet
from sim.model.votes import utility
from sim.scenario.compile import compile_setting

RUNS = range(6)
SETTING = compile_setting(toy(0))
EDGES = SETTING.edges
AT_ONCE = {"ties.rate": 1e3}


def begun(setting=SETTING, numbers=None, **changes):
    """The state of six runs with everybody there, and their parameters."""
    params = Params.of(numbers, len(RUNS))
    state = start(setting, params, Noise(1, RUNS))
    return state.replace(is_active=np.ones_like(state.is_active), **changes), params


def flags(value):
    return np.full((len(EDGES), len(RUNS)), value)


def allies_of_a_month(contact, numbers=AT_ONCE):
    """The state before and after a month in which all who may ally do."""
    state, params = begun(numbers=numbers, contact=contact, allied=flags(False), alliance_intercept=np.full(6, 60.0))
    return state, params, ally(state, SETTING, params, Noise(1, RUNS), {})


def test_all_who_agree_and_are_on_one_side_of_the_next_decision_ally_and_nobody_else():
    state, params, later = allies_of_a_month(flags(True))
    decision = min(SETTING.decisions, key=lambda each: each.step)
    side = np.sign(utility.gains_of(utility.proposal_of(decision, state, params), state))
    pulls = state.salience[:, EDGES.source] * state.salience[:, EDGES.target]
    pulls = pulls * state.position[:, EDGES.source] * state.position[:, EDGES.target]
    expected = (pulls.sum(axis=0) > 0.0) & (side[EDGES.source] == side[EDGES.target])
    expected &= SETTING.is_possible(0)[:, None]
    assert np.array_equal(later.allied, expected)
    assert 0.1 < expected.mean() < 0.9
    assert (expected != (pulls.sum(axis=0) > 0.0)).any()


def test_an_alliance_takes_a_contact_one_way_and_makes_it_one_both_ways():
    one_way = flags(False)
    one_way[EDGES.source < EDGES.target] = True
    assert np.array_equal(allies_of_a_month(one_way)[2].allied, allies_of_a_month(flags(True))[2].allied)
    assert not allies_of_a_month(flags(False))[2].allied.any()
    later = allies_of_a_month(one_way)[2]
    assert np.array_equal(later.contact, one_way | later.allied)


def test_the_next_decision_is_that_of_the_case_by_date_and_at_the_end_the_last():
    dates = sorted({each.step for each in SETTING.decisions})
    assert [SETTING.next_decision(step).step for step in dates] == dates
    assert SETTING.next_decision(dates[0] + 1).step == dates[1]
    first_of_its_date = next(each for each in SETTING.decisions if each.step == dates[0])
    assert SETTING.next_decision(0) is first_of_its_date
    assert SETTING.next_decision(dates[-1] + 1).step == dates[-1]
    assert replace(SETTING, decisions=()).next_decision(0) is None


def test_who_allies_later_is_no_opponent_on_a_later_decision_either_way_of_asking():
    """In a run alliances that arise join nobody of another side, as sides are in that month."""
    states, params = history(SETTING, {"ties.rate": 2.0}, replicates=RUNS), Params.of(None, len(RUNS))
    n_arisen = 0
    for before, after in pairwise(states):
        documented = {e for each in SETTING.calendar.get(before.step, ()) for e in getattr(each, "edges", ())}
        arisen = after.allied & ~before.allied
        arisen[list(documented)] = False
        n_arisen += np.count_nonzero(arisen)
        # Convictions move after the process, by little in a month: sides and agreement are nearly those of its end.
        decision = SETTING.next_decision(before.step)
        gain = utility.gains_of(utility.proposal_of(decision, after, params), after)
        assert not (arisen & (gain[EDGES.source] * gain[EDGES.target] < -1e-3)).any()
    assert n_arisen > 5


TIES = {"structural": ("union", "left"), "alliance": ("union", "greens"), "contact": ("firms", "left")}


def lasting(kind, until=None):
    """In how many of some runs each month a documented tie is there, while all others end at once."""
    one, other = TIES[kind]
    ties = [{"actor": one, "partner": other, "type": kind, "until": until, "source": "assumed"}]
    setting = compile_setting(toy(0, ties=ties))
    params, noise = Params.of(AT_ONCE, len(RUNS)), Noise(1, RUNS)
    state = start(setting, params, noise)
    assert state.allied.any() == (kind != "contact")
    assert state.contact.any()
    name = "contact" if kind == "contact" else "allied"
    rows = setting.edges.rows(*(np.array([setting.actors.index(each)]) for each in (one, other)))
    away = {"contact_intercept": np.full(6, -60.0), "alliance_intercept": np.full(6, -60.0)}

    found = []
    for _ in range(6):
        state = advance(state.replace(**away), setting, params, noise)
        found.append(int(getattr(state, name)[rows].sum()))
    return found


def test_structural_ties_do_not_lapse_documented_ends_are_kept_and_all_else_may_lapse():
    assert lasting("structural") == [6] * 6
    assert lasting("structural", "1999-08") == [6, 6, 0, 0, 0, 0]
    assert lasting("alliance", "1999-08") == [6, 6, 0, 0, 0, 0]
    assert lasting("alliance") == [0] * 6
    assert lasting("contact") == [0] * 6


def test_allies_stay_in_contact():
    state, params = begun(numbers=AT_ONCE, contact=flags(True), allied=flags(False))
    allied = state.allied.copy()
    allied[[3, EDGES.reverse[3]]] = True
    state = state.replace(allied=allied, contact_intercept=np.full(6, -60.0))
    assert np.array_equal(meet(state, SETTING, params, Noise(1, RUNS)).contact, allied)


def introduced_by_hand(state, setting, radius):
    """Whether somebody near both is in contact with both, edge by edge."""
    edges, n = setting.edges, setting.n_actors
    weight = np.array([4.0, 2.0, 1.0])[setting.tier]
    gap = state.position[:, :, None, 0] - state.position[:, None, :, 0]
    near = np.sqrt((weight[:, None, None] * (gap / 2) ** 2).sum(axis=0) / weight.sum()) <= radius
    knows = np.zeros((n, n), dtype=bool)
    knows[edges.source, edges.target] = state.contact[:, 0]
    knows = (knows | knows.T) & near
    return [bool((knows[i] & knows[j]).any()) for i, j in zip(edges.source, edges.target, strict=True)]


@pytest.mark.parametrize("potential_ties", ["anybody", "documented"])
def test_brokers_are_those_near_both_in_contact_with_both(potential_ties):
    setting = compile_setting(toy(0, potential_ties=potential_ties))
    params = Params.of({"opinion.confidence_radius": 0.4})
    state = history(setting, {"ties.rate": 1.0})[8]
    every = links.links(np.ones_like(state.contact), setting.edges)
    found = appeal.introduced(every, state, setting, params).tolist()
    assert found == introduced_by_hand(state, setting, 0.4)
    assert 0 < sum(found) < len(found)


@pytest.mark.parametrize("broker", [2.0, -2.0, 0.0])
def test_looking_for_brokers_only_where_it_matters_changes_nothing(broker):
    """The same contacts change as when brokers are looked for everywhere."""
    params = Params.of({"ties.broker": broker, "ties.rate": 6.0, "opinion.confidence_radius": 0.4}, len(RUNS))
    state = history(SETTING, {"ties.rate": 1.0}, replicates=RUNS)[8].replace(step=0)
    every = links.links(flags(True), EDGES)
    weight = every.per_run(params.ties.broker)
    speaks = appeal.of_contacts(every, state, SETTING, params)
    speaks = rules.introduced_appeal(speaks, appeal.introduced(every, state, SETTING, params), weight)
    at = (speaks.reshape(state.contact.shape), state.contact_intercept, params.ties.rate, SETTING.dt)
    held = state.contact
    prob = np.where(held, rules.prob_lapse(*at) * ~state.allied, rules.prob_open(*at))
    prob[~held & ~links.can_meet(every, state, SETTING).reshape(held.shape)] = 0.0
    rare, draws = Noise(1, RUNS).rare("ally", 0, len(EDGES), float(1 - np.exp(-0.5))), np.ones(held.shape)
    draws[rare.row, rare.run] = rare.value
    later = meet(state, SETTING, params, Noise(1, RUNS)).contact
    assert np.array_equal(later, held ^ (draws < prob))
    assert (later != held).any()


def test_agreement_weighs_by_what_matters_to_both():
    state, _ = begun()
    every = links.links(flags(True), EDGES)
    i, j = EDGES.source[7], EDGES.target[7]
    s, x = state.salience[:, [i, j], 0], state.position[:, [i, j], 0]
    by_hand = (s[:, 0] * s[:, 1] * x[:, 0] * x[:, 1]).sum() / (s[:, 0] * s[:, 1]).sum()
    assert influence.agreement_of(every, state).reshape(len(EDGES), -1)[7, 0] == pytest.approx(by_hand)


def test_readiness_keeps_as_many_alliances_as_are_documented_given_who_meets():
    """In the long run two ally in a share c s / (c s + 1 - s) of time: they must meet first, in a share c of it."""
    state, params = begun(replace(SETTING, barriers=()))
    state = state.replace(is_active=start(SETTING, params, Noise(1, RUNS)).is_active)
    every = links.links(flags(True), EDGES)
    listens = appeal.of_contacts(every, state, SETTING, params) + every.per_run(params.ties.broker) * appeal.introduced(
        every, state, SETTING, params
    )
    shape = state.contact.shape
    listens = 1 / (1 + np.exp(-state.contact_intercept - listens.reshape(shape)))
    c = 1 - (1 - listens) * (1 - listens[EDGES.reverse])
    agreement = influence.agreement_of(every, state)
    s = appeal.of_alliances(every, agreement, state, SETTING, params).reshape(shape)
    s = 1 / (1 + np.exp(-state.alliance_intercept - s))
    decision = SETTING.next_decision(0)
    side = np.sign(utility.gains_of(utility.proposal_of(decision, state, params), state))
    counted = state.is_active[EDGES.source] & state.is_active[EDGES.target] & (EDGES.source < EDGES.target)[:, None]
    counted &= ~SETTING.is_bound(0)[:, None]
    may = counted & (agreement.reshape(shape) > 0.0) & (side[EDGES.source] == side[EDGES.target])
    expected = (c * s / (c * s + 1 - s) * may).sum(axis=0)
    documented = (start(replace(SETTING, barriers=()), params, Noise(1, RUNS)).allied & counted).sum(axis=0)
    assert expected == pytest.approx(np.minimum(documented, may.sum(axis=0) - 0.5), rel=1e-6)
