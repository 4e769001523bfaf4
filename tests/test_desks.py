"""Do cases wait as a queue does, faster where local offices decide, and slower where these are many (E12)?"""

import numpy as np
import pytest
from institution_worlds import DESK, PROGRAM, history, last
from institution_worlds import without_votes as world
from worlds import waits

from sim.measures.programs import coherence, response_hours
from sim.model.parameters import table
from sim.model.programs.rules import local_wait, queue_time
from sim.model.programs.setting import desks_of
from sim.scenario.compile import compile_setting
from sim.scenario.load import load_scenario


def at_desk(**changes):
    return world({"w": PROGRAM}, years=3, desks={"d": DESK | changes})


def test_the_queue_formula_is_the_mean_of_a_simulated_queue():
    """Lindley's recursion, an independent account of one server: 50 replications of 4000 cases each."""
    mu, la, n = 1.0, 0.6, 4000
    means = []
    for seed in range(50):
        rng = np.random.default_rng(seed)
        service, gap = rng.exponential(1 / mu, n), rng.exponential(1 / la, n)
        wait, total = 0.0, 0.0
        for case in range(n):
            total += wait + service[case]
            wait = max(0.0, wait + service[case] - gap[case])
        means.append(total / n)
    error = np.std(means, ddof=1) / np.sqrt(len(means))
    assert abs(np.mean(means) - float(queue_time(np.float64(mu), np.float64(la)))) < 3 * error


def test_at_the_coded_load_the_claimed_hours_come_out():
    state = history(at_desk())[0]
    assert response_hours(state, 0, "central") == pytest.approx(2016.0)
    assert response_hours(state, 0, "local") == pytest.approx(48.0)
    assert response_hours(state, 0, "mean") == pytest.approx(2016.0)  # nothing is decided locally yet
    closed, _ = last(at_desk(hub="bank"))  # nobody works with it
    assert response_hours(closed, 0, "central") == pytest.approx(2016.0)
    assert np.all(waits(closed).decided_locally == 0.0)


def test_what_local_offices_take_over_relieves_the_ministries():
    state, _ = last(at_desk())
    assert np.all(waits(state).decided_locally > 0.0)
    assert np.all(response_hours(state, 0, "central") < 2016.0)
    mean, central, local = (response_hours(state, 0, level) for level in ("mean", "central", "local"))
    assert np.all((mean > np.minimum(central, local)) & (mean < np.maximum(central, local)))


def test_the_share_decided_locally_is_the_policy_of_those_who_govern():
    state, setting = last(at_desk())
    policy = state.policy[setting.issues.index("rights"), setting.actors.index("chief")]
    assert np.allclose(waits(state).decided_locally[0], (1 + policy) / 2)


def test_many_offices_share_the_cases_but_have_to_agree():
    few, many = (last(at_desk(offices={"ids": ids}))[0] for ids in (["left"], ["left", "center", "union", "greens"]))
    # Rates are set so that each office bears the full load as one of all: what differs is agreeing.
    slow, fast = (last(at_desk(), programs__coordination_cost=cost)[0] for cost in (2.0, 0.0))
    assert np.all(waits(slow).wait_local > waits(fast).wait_local)
    assert np.all(waits(many).wait_local > waits(few).wait_local)


def offices_that_are_best(desk, n_offices, cost, share):
    """How many of a desk's offices make for the shortest local wait if they decide a share of all cases."""
    offices = np.arange(1.0, n_offices + 1)
    queue = queue_time(np.asarray(desk.local_rate), desk.arrivals * share / offices)
    return int(offices[np.argmin(local_wait(queue, offices, np.asarray(cost)))])


@pytest.mark.parametrize(("share", "expected"), [(2 / 3, 5), (1.0, 8)])
def test_where_agreeing_costs_as_much_as_it_may_neither_one_office_nor_all_are_best(share, expected):
    """At the desk of Mexico and Chile, at the coded share and where every case is decided locally."""
    setting, cost = compile_setting(load_scenario("mexico_chile")), table()["programs.coordination_cost"]
    (desk,) = desks_of(setting)
    n_offices = int(setting.size[desk.offices].sum())
    assert n_offices == 11
    assert offices_that_are_best(desk, n_offices, cost.high, share) == expected
    assert offices_that_are_best(desk, n_offices, cost.default, share) == n_offices
    assert offices_that_are_best(desk, n_offices, cost.low, share) == n_offices


def test_who_leaves_the_hub_takes_its_desk_along():
    alone, _ = last(at_desk(offices={"ids": ["left", "right"]}))  # right is no ally
    both, _ = last(at_desk(offices={"ids": ["left", "center"]}))
    assert np.all(waits(alone).wait_local > waits(both).wait_local)


def test_an_overloaded_desk_waits_as_long_as_anybody_will():
    state, _ = last(at_desk(offices={"ids": ["left", "right", "firms", "press_club", "bank"]}), opinion__rate=0.0)
    assert np.all(waits(state).wait_local <= 2.0)
    cut, _ = last(at_desk(hub="bank"), programs__longest_wait=0.1)
    assert np.all(waits(cut).wait_central == 0.1)


def test_offices_that_disagree_are_less_coherent():
    state, setting = last(at_desk())
    rows = [setting.actors.index(name) for name in ("left", "center")]
    size, weight = setting.size[rows], np.array([4.0, 2.0, 1.0])[setting.tier]
    weight /= weight.sum()
    found = coherence(state, setting, desks_of(setting)[0])
    for run in range(state.n_runs):
        values = state.position[:, rows, run]
        mean = np.average(values, axis=1, weights=size)
        variance = np.average((values - mean[:, None]) ** 2, axis=1, weights=size)
        assert found[run] == pytest.approx(1 - weight @ variance)
    assert np.all(found < 1.0)
    alone, setting = last(at_desk(hub="bank"))
    assert np.all(coherence(alone, setting, desks_of(setting)[0]) == 1.0)  # nobody works with it
