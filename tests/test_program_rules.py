"""The oracle's own rules of programs and desks (E11, E12), against numbers worked out on paper."""

from math import exp, inf, sqrt
from random import Random

import pytest
from oracle_institutions import Institutions, desk_measures, partners, places_offered, program_measures
from oracle_numbers import queue_time
from oracle_programs import (
    capital_after,
    central_wait,
    coherence,
    coordinate,
    deliver,
    local_wait,
    matched_funds,
    opening_chance,
    start_capital,
    start_desk,
    start_program,
    support,
)
from stages import DEFAULTS, actor, near, stage

# Actors: 0 hosts, 1 funds, 2 and 3 (three bodies) could be partners, 4 studies it
ACTORS = [actor(), actor(), actor(), actor(size=3.0), actor()]


def program(**changes):
    base = {
        "host": 0, "funders": [1], "partners": [2, 3], "academics": None, "places": [5, 7], "pilots": [], "since": 0,
        "after": None, "seed": 0.6, "need": 1.2, "is_matched": True, "is_measured": True, "claimed": -5.0,
    }  # fmt: skip
    return base | changes


def one_step(where, row, capital, u=(0.0, 0.0), t=1, state=None):
    bonds = {(0, place): amount for place, amount in zip((5, 7), capital, strict=True)}
    states, after = deliver(where, [row], t, [state or start_program(row)], bonds, [list(u)])
    return states[0], after


# E11


def test_partners_match_seed_and_trust():
    assert matched_funds(DEFAULTS, 1.0, 16.0) == near(6.0)  # 3 x 1 x 16^.25
    assert matched_funds(DEFAULTS, 16.0, 16.0) == near(48.0)  # 3 x 16^.75 x 2
    assert matched_funds(DEFAULTS, 0.6, 0.0) == 0.0


def test_a_site_opens_where_trust_matches_and_a_partner_is_allied():
    allied, alone = stage(ACTORS, ties=[(0, 2)]), stage(ACTORS)
    enough, too_little = 1 / 81 + 1e-9, 1 / 81 - 1e-9  # 3 c^.25 = 1
    assert one_step(allied, program(), (enough, too_little))[0]["site_open"] == [1.0, 0.0]
    assert one_step(allied, program(is_matched=False), (enough, too_little))[0]["site_open"] == [1.0, 1.0]
    assert one_step(alone, program(), (enough, enough))[0]["site_open"] == [0.0, 0.0]
    # one of four bodies is allied: 1/4 x .025 x 4 = .025 a year; 1 - exp(-.025 / 12) = .00208117
    for u, is_open in ((0.00208, 1.0), (0.00209, 0.0)):
        assert one_step(allied, program(), (4.0, 0.0), (u, 0.0))[0]["site_open"] == [is_open, 0.0]


def test_allies_and_trust_open_sites():
    where = stage(ACTORS)
    assert opening_chance(where, 0.5, 4.0) == pytest.approx(1 - exp(-0.05 / 12), rel=1e-12)  # .025 x .5 x 4 a year
    where.p["programs.partner_rate"] = 0.0
    assert opening_chance(where, 0.5, 4.0) == 0.0


def test_pilots_open_at_once_on_seed_alone():
    where, row = stage(ACTORS), program(pilots=[7])
    state, after = one_step(where, row, (0.0, 0.0), t=0)
    assert state == {"site_open": [0.0, 1.0], "success": [0.0, near(0.5)], "partner_funds": [0.0, 0.0]}  # .6 of 1.2
    # .5 there, .25 on average: (1 x .25) / 12 and (.5 + .25) / 12
    assert after == {(0, 5): near(0.0208333), (0, 7): near(0.0625)}
    assert one_step(where, row, (0.0, 0.0), t=1)[0]["site_open"] == [0.0, 0.0]  # its month is over
    assert one_step(where, row, (0.0, 0.0), t=1, state=state)[0]["site_open"] == [0.0, 1.0]
    assert one_step(stage(ACTORS, off=(1,)), row, (0.0, 0.0), t=0)[0]["site_open"] == [0.0, 0.0]
    ended = row | {"after": 2}
    assert one_step(where, ended, (0.0, 0.0), t=2, state=state)[0] == start_program(row)
    assert one_step(stage(ACTORS, off=(0,)), row, (0.0, 0.0), t=1, state=state)[0] == start_program(row)


def test_success_is_money_and_support():
    opened = {"site_open": [1.0, 0.0], "success": [0.0, 0.0], "partner_funds": [0.0, 0.0]}
    where = stage(ACTORS, ties=[(2, 0)])
    full, _ = one_step(where, program(), (1.0, 0.0), state=opened, u=(1.0, 1.0))
    # 3 x .6^.75 = 2.045195 of partners' money and .6 of seed are more than 1.2
    assert (full["partner_funds"][0], full["success"][0]) == (near(2.045195), 1.0)
    poor, _ = one_step(where, program(need=5.2903897), (1.0, 0.0), state=opened, u=(1.0, 1.0))
    assert poor["success"][0] == near(0.5)  # 2.6451949 of 5.2903897
    bare = program(academics=[4], is_measured=False)
    # no academic partner, nothing measured: .5 x .5
    assert one_step(where, bare, (1.0, 0.0), state=opened, u=(1.0, 1.0))[0]["success"][0] == near(0.25)
    stay, _ = one_step(stage(ACTORS, off=(1,), ties=[(2, 0)]), program(), (1.0, 0.0), state=opened, u=(1.0, 1.0))
    assert stay == {"site_open": [1.0, 0.0], "success": [0.0, 0.0], "partner_funds": [0.0, 0.0]}  # open, unfunded


def test_support_counts_academics_by_size():
    where = stage(ACTORS, ties=[(0, 3)])
    assert support(where, program(academics=[3, 4])) == near(0.875)  # three of four bodies: 1 - .5 x 1/4
    assert support(where, program()) == 1.0
    where.is_active[3] = where.is_active[4] = False
    assert support(where, program(academics=[3, 4])) == near(0.5)
    where.p["programs.support_loss"] = 0.0
    assert support(where, program(academics=[3, 4], is_measured=False)) == 1.0


def test_a_host_learns_at_all_of_its_places():
    where, rows = stage(ACTORS), [program(), program(places=[5]), program(host=1, places=[5])]
    states = [{"success": [0.5, 0.0]}, {"success": [0.25]}, {"success": [1.0]}]
    after = capital_after(where, rows, states, {(0, 5): 2.0, (0, 7): 0.0, (1, 5): 0.0})
    # host 0: .75 and 0, mean .375: 2 + (1.125 - .05 x 2) / 12 and .375 / 12; host 1: (1 + 1) / 12
    assert after == {(0, 5): near(2.0854167), (0, 7): near(0.03125), (1, 5): near(0.1666667)}
    where.p["programs.learning"] = 0.0
    assert capital_after(where, rows, states, {(0, 5): 2.0, (0, 7): 0.0, (1, 5): 0.0})[0, 5] == near(
        2 * (1 - 0.05 / 12)
    )


def test_what_is_measured_of_a_program():
    where = stage(ACTORS)
    state = {"site_open": [1.0, 1.0], "success": [0.5, 0.1], "partner_funds": [1.2, 0.6]}
    found = program_measures(where, program(), state, {(0, 5): 2.0, (0, 7): 1.0})
    expected = {"sites": 2.0, "match_ratio": 1.5, "delivered_share": 0.3, "delivered": -1.5, "capital": 1.5}
    assert found == {name: near(value) for name, value in expected.items()}
    closed = program_measures(where, program(claimed=None), start_program(program()), {(0, 5): 0.0, (0, 7): 0.0})
    assert closed["match_ratio"] != closed["match_ratio"]  # NaN


# E12

DESK = {
    "issue": 0, "deciders": [0, 1], "offices": [2, 3], "hub": 0, "arrivals": 500.0, "stages": 4,
    "central_hours": 2016.0, "local_hours": 48.0,
}  # fmt: skip


def test_a_queue_waits_as_long_as_lindley_says():
    """Sojourn times of 50 simulated queues (arrivals 1, service 2 a year): within 3 standard errors of one year."""
    random, means = Random(3), []
    for _ in range(50):
        wait, total = 0.0, 0.0
        for customer in range(2500):
            service = random.expovariate(2.0)
            total += wait + service if customer >= 500 else 0.0
            wait = max(0.0, wait + service - random.expovariate(1.0))
        means.append(total / 2000)
    mean = sum(means) / 50
    error = sqrt(sum((x - mean) ** 2 for x in means) / 49 / 50)
    assert queue_time(2.0, 1.0) == 1.0
    assert abs(mean - queue_time(2.0, 1.0)) < 3 * error < 0.1
    assert queue_time(2.0, 2.0) == queue_time(1.0, 2.0) == inf


def test_waits_at_the_coded_load_are_those_of_the_source():
    assert central_wait(DEFAULTS, DESK, 0.0) * 8766 == near(2016.0)
    free = DEFAULTS | {"programs.coordination_cost": 0.0}
    assert local_wait(free, DESK, 1.0, 4.0, 4.0) * 8766 == near(48.0)
    # four bodies agree among themselves: + .25 ln 4 days = 8.317766 hours
    assert local_wait(DEFAULTS, DESK, 1.0, 4.0, 4.0) * 8766 == near(56.317766)


def test_waits_at_other_loads():
    # per stage 4 / (2016 / 8766) = 17.392857 a year besides the 500 that arrive; half of them: 4 / 267.392857
    assert central_wait(DEFAULTS, DESK, 0.5) == near(4 / 267.392857)
    # 8766 / 48 + 500 / 4 = 307.625 a year; half of the cases at one body: 1 / 57.625; all of them are too many
    assert local_wait(DEFAULTS, DESK, 0.5, 1.0, 4.0) == near(1 / 57.625)
    assert local_wait(DEFAULTS, DESK, 1.0, 1.0, 4.0) == 2.0
    assert local_wait(DEFAULTS, DESK, 0.0, 0.0, 4.0) == 2.0


def test_desks_decide_where_policy_says_and_offices_are_allied():
    where = stage(ACTORS, [0.0, 0.0, 1.0, -1.0, 0.0], ties=[(2, 0), (0, 3)], off=(4,))
    where.policy, where.world = [[0.5, -0.1, 0, 0, 0]], {"issues": [{"tier": "policy_core"}]}
    now = coordinate(where, [DESK])[0]
    assert now["decided_locally"] == near(0.6)  # (1 + .2) / 2
    assert now["wait_central"] == near(4 / (17.392857 + 500 - 200))
    assert now["wait_local"] == near(1 / (307.625 - 75) + 0.25 * 1.3862944 / 365.25)
    assert coherence(where, DESK) == near(0.25)  # mean -.5; (1 x 2.25 + 3 x .25) / 4 = .75
    where.allied = {}
    assert coordinate(where, [DESK])[0] == {
        "wait_central": near(2016 / 8766), "wait_local": 2.0, "decided_locally": 0.0,
    }  # fmt: skip


def test_coherence_weighs_issues_by_depth():
    where = stage(ACTORS, ties=[(2, 0), (0, 3)], off=(4,))
    where.world = {"issues": [{"tier": "deep_core"}, {"tier": "secondary"}]}
    where.position = [[0, 0, 1.0, -1.0, 0], [0, 0, 0.3, 0.3, 0]]
    assert coherence(where, DESK) == near(0.4)  # 1 - .75 x 4/5
    where.allied = {}
    assert coherence(where, DESK) == 1.0


def test_desks_and_bonds_start_as_coded():
    assert start_desk(DESK) == {
        "wait_central": near(2016 / 8766), "wait_local": near(48 / 8766), "decided_locally": 0.0,
    }  # fmt: skip
    assert start_capital([program(), program(places=[7, 9])]) == {(0, 5): 0.0, (0, 7): 0.0, (0, 9): 0.0}


def test_what_is_measured_of_a_desk():
    found = desk_measures({"wait_central": 1.0, "wait_local": 0.5, "decided_locally": 0.2})
    assert found["mean"] == near(0.9 * 8766)  # .8 x 1 + .2 x .5


# What reaches the rest


def test_places_offered_and_partners_by_size():
    visit = {"since": 2, "after": 5, "places": 21}
    assert [places_offered(visit, t, list(range(9))) for t in (1, 2, 3, 8)] == [0.0, 7.0, 14.0, 21.0]
    assert partners(stage(ACTORS, ties=[(0, 2), (3, 1)], off=(2,)), [0, 1], [2, 3, 4]) == 3.0


def test_programs_bring_together_those_who_have_a_part():
    class Small(Institutions):
        programs, program = [program(after=9), program(since=2)], [{"site_open": [1.0, 0.0]}, {"site_open": [1.0, 1.0]}]

    assert [Small().presence(t, 0, 3) for t in (0, 2, 9)] == [0.5, 1.5, 1.0]
    assert Small().presence(5, 0, 4) == 0.0
