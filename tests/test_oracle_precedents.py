"""Precedents and both protocols of bargaining: package against oracle, and the oracle's against values by hand."""

from math import exp

import oracle
import pytest
from precedent_worlds import histories, refused
from test_oracle import N_STEPS, assert_same, package
from test_oracle_campaigns import model, organ
from test_oracle_votes import decision, near
from worlds import AGREED, oracle_draws, oracle_world, toy

EAGER = {"precedents.base": -3.0, "votes.table_cost": 0.03}
FRESH = {
    "precedents.base": -4.0,
    "precedents.forgetting": 2.0,
    "precedents.side_weight": 0.9,
    "votes.table_cost": 0.001,
}
ALONE = {"precedents.own_weight": 0.0, "precedents.south_weight": 5.0}
COMPARED = {
    "drawn": (0, toy(0, **AGREED), {}),
    "recorded": (1, toy(1, **AGREED | {"agreement_provisions": "recorded"}), {"precedents.forgetting": 1.0}),
    "agenda": (0, histories(0), EAGER),
    "repealed": (6, histories(6), FRESH),
    "agenda of who is alone": (2, histories(2), ALONE),
    "in turn": (1, histories(1, "alternating_offers"), EAGER),
    "in turn, dearer": (2, histories(2, "alternating_offers"), EAGER | {"votes.table_cost": 0.05}),
}


def pair(seed, scenario, numbers):
    """The package's setting and states of one run, and the oracle's world and snapshots."""
    setting, states = package(scenario, numbers, seed, seed + 5)
    world = oracle_world(scenario, numbers, N_STEPS)
    return setting, states, world, oracle.run(world, oracle_draws(setting, seed, seed + 5, N_STEPS))


@pytest.mark.parametrize("case", COMPARED)
def test_every_field_of_every_step_agrees_with_the_oracle(case):
    setting, states, _, snapshots = pair(*COMPARED[case])
    for state, snapshot in zip(states[1:], snapshots, strict=True):
        assert_same(setting, state, snapshot)


def test_the_histories_exercise_what_they_compare():
    """Provisions are drawn both ways, one on record holds; core and side agreements join the list; one is repealed."""
    *_, world, snapshots = pair(*COMPARED["repealed"])
    end = snapshots[-1]
    assert end["is_passed"][0]
    assert end["is_repealed"][0]
    found = oracle.Model(world)
    vars(found).update(end)
    assert 0.9 in {weight for k in (1, 2) for _, y, weight in found.agreed(12, "MX", k) if y}  # a side agreement
    assert {float(x) for row in end["carried"] for x in row} == {0.0, 1.0}
    assert {x for row in end["on_offer"] for x in row} == {False, True}
    assert len({tuple(map(tuple, s["provision"])) for s in snapshots}) > 4


def test_what_was_agreed_counts_less_the_older_it_is_and_a_side_agreement_beside_its_treaty():
    agreement = {"south": False, "side": False, "drawn": [False], "depth": 3.0}
    numbers = {
        "precedents.base": -2.0, "precedents.own_weight": 4.0, "precedents.depth_weight": 0.5,
        "precedents.south_weight": 1.0, "precedents.forgetting": 0.6, "precedents.side_weight": 0.25,
    }  # fmt: skip
    talks = {
        "proposer": 0, "partners": [1], "issues": [(0, 0.0)], "proposal": [], "windows": [(0, 2)], "bodies": [0],
        "core_windows": [(12, 14), (20, 21)], "fields": ["labor"], "depth": 6.0, "south": True,
    }  # fmt: skip
    rows = [organ(0.0), organ(0.0, country="north")]
    found = model(
        rows, [], decision([1], step=4), numbers=numbers, negotiations=[talks], agreements=[
            agreement | {"step": -6, "parties": {"south"}, "recorded": [1.0]},
            agreement | {"step": 6, "parties": {"south", "east"}, "recorded": [0.0]},
            agreement | {"step": 12, "parties": {"south"}, "recorded": [1.0]},  # of this month: not known
        ],
    )  # fmt: skip
    old, new, own = exp(-0.6 * 1.5), exp(-0.6 * 0.5), exp(-0.6 * 8 / 12)
    assert found.precedent(12, "south", 0) == near(old / (1 + old + new))
    assert found.precedent(12, "north", 0) == 0.0
    chance = 1 / (1 + exp(-(-2 + 4 * old / (1 + old + new) + 3 - 1)))
    assert found.offer_chance(12, {"south", "north"}, 0, 6.0, True) == near(chance)
    found.is_passed[0] = True
    for provision, above, more in ((0, 0, 1), (1, 0, 1), (2, 0.25 * own, 2), (3, own, 1)):
        found.provision = [[provision]]
        assert found.precedent(12, "south", 0) == near((old + above) / (1 + old + new + more * own))
        assert found.precedent(12, "north", 0) == near(above / (1 + more * own))
    found.is_passed[0] = False
    found.look_back(12, {"offer": {(0, 0, 0): chance - 1e-9}})
    assert (found.chance, found.on_offer) == ([[near(chance)]], [[True]])
    found.look_back(20, {"offer": {(0, 0, 1): 1.0}})  # what was once on offer stays so
    assert found.on_offer == [[True]]
    assert [found.may_be_core(t, 0, 0) for t in (11, 12, 13, 14, 20)] == [False, True, True, False, True]


def haggled(n_months, cost=0.02):
    """Talks of two on two issues: the first wants both in the core, the second wants neither."""
    talks = {
        "proposer": 0, "partners": [1], "issues": [(0, -0.6), (1, -0.6)], "proposal": [(2, -1.0, 1.0, -1.0)],
        "bodies": [], "windows": [(0, n_months)], "core_windows": [(0, n_months)], "protocol": "alternating_offers",
    }  # fmt: skip
    rows = [organ(0.8, 0.8, 0.8), organ(-0.75, -0.75, 0.8, country="north")]
    found = model(rows, [], numbers={"votes.table_cost": cost}, negotiations=[talks])
    found.negotiate(0)
    return found.provision[0]


def test_who_offers_last_has_the_better_of_it_and_pays_for_what_it_tables():
    """An issue, off to core, is worth -.107, 0, .11, .163 to one, and -.003, 0, -.045, -.198 to the other."""
    assert haggled(1) == [3, 3]  # it leaves .403 to the other, who would have nothing
    assert haggled(1, cost=0.5) == [0, 0]
    assert haggled(2) == [1, 1]  # the other would table nothing, and have .793; this leaves .8 to it
    assert haggled(3) == [3, 3]  # nobody can better the last offer, and who offers it at once pays as well


def test_talks_that_their_gatekeeper_refuses_agree_on_nothing_under_an_agenda_setter():
    _, states, _, snapshots = pair(0, refused("agenda_setter"), {})
    assert states[-1].provision[:, 0].tolist() == snapshots[-1]["provision"][0] == [0]


def test_talks_that_their_gatekeeper_refuses_agree_on_nothing_under_alternating_offers():
    _, states, _, snapshots = pair(0, refused("alternating_offers"), {})
    assert snapshots[-1]["provision"] == [[0]]
    assert states[-1].provision[:, 0].tolist() == [0]
