"""Campaigns of the oracle, against values by hand."""

from math import exp

import pytest
from oracle import Model
from oracle_off import OFF
from test_oracle_votes import decision, near

NUMBERS = OFF | {
    "votes.indifference": 0.4, "opinion.confidence_radius": 1e9, "campaigns.venue_slope": 10.0,
    "campaigns.venue_cost": 0.02, "campaigns.pivotality_weight": 0.0, "ties.initial_trust": 0.5,
}  # fmt: skip


def actor(*position, kind="ngo", role="advocacy", country="south", salience=None, capability=3, **more):
    """One whose letters are given by name, such as `press=3`."""
    letters = {key: more.pop(key) for key in list(more) if key in ("executive", "legislature", "press", "court")}
    row = {
        "country": country, "party": None, "role": role, "kind": kind, "capability": capability, "size": 1.0,
        "dispersion": 0.0, "position": position, "salience": salience or [0.5] * len(position), "access": letters,
        "active_from": 0, "active_until": None,
    }  # fmt: skip
    return row | more


def organ(*position, role="executive", country="south", **more):
    return actor(*position, kind="government", role=role, country=country, **more)


def venue(kind, who=None, country="south", openness=1.0, n=1):
    return {"kind": kind, "country": country, "organ": who, "openness": [openness] * n}


def model(actors, venues, *decisions, numbers=None, ties=(), **more):
    found = Model(
        {
            "dt": 1 / 12, "start_year": 2000.0, "reference_step": 0, "actors": actors, "venues": venues,
            "coupling": [], "issues": [{"tier": "secondary"} for _ in actors[0]["position"]], "forums": [],
            "ties": [{"a": a, "b": b, "type": "alliance", "since": 0, "until": None} for a, b in ties],
            "barriers": [], "events": [], "decisions": list(decisions), "params": NUMBERS | (numbers or {}),
        } | more
    )  # fmt: skip
    found.happen(0)
    return found


def test_a_side_is_what_one_wants_of_the_next_vote_and_before_it_pends_where_one_stands():
    wide, small = (0, -1.0, 1.0, -1.0), (0, 0.2, 1.0, 0.2)
    rows = [actor(0.3, legislature=3), organ(0.0, role="bloc"), organ(0.9)]
    bodies = (
        decision([9], small, first=1, step=7, pending_from=4), decision([9], wide, first=1, step=6, pending_from=5),
        decision([9], small, first=1, step=9, pending_from=8, executive=2),
    )  # fmt: skip
    found = model(rows, [venue("legislature", 1)], *bodies)
    due = [found.due(t, 1, 0) for t in range(11)]
    assert due == [1, 1, 1, 1, 0, 1, 1, 0, 2, 2, None]  # by date, but what pends comes first
    side = lambda t, i=0: found.side(t, i, 1, 0)  # noqa: E731
    assert [side(t) for t in (0, 4, 5, 7, 8, 10)] == [(1, None), (-1, -1), (1, 1), (-1, -1), (-1, -1), (1, None)]
    assert (side(8, 2), side(7, 2)) == ((0, 0), (1, 1))  # an executive has no side in its own decision
    assert found.gap(0, 0, 0, 0) == near(0.3)
    assert found.gap(4, 0, 0, 0) == near(abs(0.01 - 0.49) / 4)
    found.policy[0][1] = 0.5
    assert found.gap(0, 0, 0, 0) == 0.0  # nobody presses who lags less
    assert [found.target(t, 1) for t in (6, 7, 10)] == [1, 0, 2]


def test_a_plank_without_news_is_not_looked_to_and_one_that_was_promised_more_has_a_side_in_the_vote():
    body = decision([9], (0, 0.3, 0.3, 0.3), (1, 0.1, 0.1, 0.5), (2, -1.0, 1.0, -1.0), first=1)
    rows = [actor(0.9, 0.9, -0.9, legislature=3), organ(0.0, 0.0, 0.0, role="bloc")]
    found = model(rows, [venue("legislature", 1, n=3)], body)
    assert [found.side(2, 0, 1, k) for k in range(3)] == [(1, None), (0, -1), (-1, -1)]
    gain = -0.9 + (0.16 - 0.64) / 4 / 3
    assert [found.gap(2, 0, 0, k) for k in range(3)] == near([0.9, -gain, -gain])  # on the first it lags by .9
    assert [found.side(0, 0, 1, k) for k in range(3)] == [(1, None), (1, None), (-1, None)]


def test_an_ally_that_agrees_lends_part_of_its_door_and_blocs_neither_borrow_nor_use_letters_of_their_chamber():
    rows = [
        actor(0.5), actor(0.5, executive=3), actor(-0.5, executive=2), organ(0.5),
        organ(0.5, role="bloc", executive=1, legislature=3),
    ]  # fmt: skip
    places = [venue("executive", 3), venue("legislature", 4), venue("press")]
    found = model(rows, places, decision([5], first=4), ties=[(0, 1), (0, 2), (4, 1)], numbers={
        "campaigns.lent_voice": 0.6, "ties.legitimacy_loss": 1.0,
    })  # fmt: skip
    assert sorted(found.effort) == [(0, 0), (1, 0), (2, 0), (4, 0)]
    assert found.entry(0, 0) == near(0.6)
    assert found.entry(4, 0) == near(1 / 3)
    found.stigma[0] = 0.5
    assert found.entry(0, 0) == near(0.6 * exp(-0.5))
    found.allied[0, 1] = found.allied[1, 0] = 0
    assert found.entry(0, 0) == 0.0  # an opponent lends nothing


def test_effort_goes_by_what_it_is_worth_and_to_a_bloc_by_its_part_of_the_chamber():
    rows = [actor(0.8, salience=[0.5], executive=3, legislature=3), organ(0.2), organ(0.0, role="bloc"), organ(0.0)]
    body = decision([30, 70], first=2, step=8, pending_from=7)
    found = model(rows, [venue("executive", 1, openness=0.5), venue("legislature", 2)], body)
    found.mobilize(0)
    far, near_by = exp(10 * (0.5 * 0.8 - 0.02)) - 1, exp(10 * (0.5 * 0.5 * 0.6 - 0.02)) - 1
    total = 1 + 0.3 * far + near_by
    assert found.effort[0, 1][0] == near(4 * 0.3 * far / total)
    assert found.effort[0, 0][0] == near(4 * near_by / total)


@pytest.mark.parametrize(("ties", "joint"), [([(0, 1), (0, 2), (1, 2)], 1.0), ([], 3 / 8), ([(0, 1)], 5 / 8)])
def test_a_side_whose_members_are_no_allies_works_at_less_than_its_sum(ties, joint):
    """Weights 2, 1 and 1: squares 6 of 16 alone; the pair adds 4, all three 10."""
    rows = [actor(0.5), actor(0.5), actor(0.5), organ(0.0)]
    found = model(rows, [venue("executive", 3)], ties=ties, numbers={"campaigns.coordination": 0.5})
    assert found.coordinated({0: 2.0, 1: 1.0, 2: 1.0}) == near(4 * (1 + 0.5 * joint) / 1.5)
    assert found.coordinated({}) == found.coordinated({0: 0.0}) == 0.0


def contested(numbers=None, **more):
    """Two blocs of 60 and 40 and a decision on two issues; one for, one against, both in the media, too."""
    rows = [
        actor(0.5, 0.0, legislature=3, press=3), actor(-0.5, 0.0, legislature=3, press=3, role="celebrity"),
        organ(0.0, 0.0, role="bloc"), organ(0.0, 0.0, role="bloc"),
    ]  # fmt: skip
    planks = (0, -1.0, 1.0, -1.0), (1, 0.0, -0.4, -0.2)
    body = decision([60, 40], *planks, first=2, step=3, pending_from=1)
    places = [venue("legislature", 2, n=2), venue("press", n=2), venue("press", country="north", n=2)]
    found = model(rows, places, body, numbers={"campaigns.outside_route": 0.5, "campaigns.background": 10.0}
                  | (numbers or {}), **more)  # fmt: skip
    found.effort = {(0, 0): [6.0, 2.0], (1, 0): [3.0, 0.0], (0, 1): [1.0, 0.0], (1, 1): [0.0, 10.0]}
    found.impact = {pair: [1.0, 1.5] for pair in found.effort}
    return found


def test_pressure_on_an_issue_is_effort_and_part_of_what_the_media_say():
    found = contested({"campaigns.celebrity_reach": 2.0})
    found.press(1)
    share, loud = 0.6, 10 * 1.5 * 2
    assert found.pressure[0][0] == near((6.3 - 3) / (6.3 + 3 + 6))
    # on the other plank each side stands the other way, since a yes takes it down
    assert found.pressure[1][0] == near((0.5 * share * loud - 3) / (0.5 * share * loud + 3 + 6))
    plus, minus = 6 + 3 + 0.3 * 1, 3 + 0.3 * loud
    assert found.on_decision(1, 0, 2, found.felt(), found.heard()) == near((plus - minus) / (plus + minus + 6))
    assert found.attention["south"] == near([1 / 11, loud / (loud + 10)])
    assert found.progress[0] == near(6 * found.pressure[0][0] - 3 * found.pressure[1][0])


def test_pressure_builds_up_from_the_first_month_and_before_a_vote_pends_it_is_that_of_its_main_plank():
    found = contested({"campaigns.pressure_rate": 3.0})
    found.press(0)
    first = (6.3 - 3) / (6.3 + 3 + 6)
    assert found.built[0] == near([first, 0.0])
    assert found.built_reference == found.built
    found.press(1)
    now = found.on_decision(1, 0, 2, found.felt(), found.heard())
    assert found.built[0][0] == near(first + (1 - exp(-0.25)) * (now - first))
    assert found.built_reference[0][0] == near(first)
    assert found.pressure_reference[0][0] == near(first)


def test_who_is_coded_anew_has_a_new_reference_on_that_issue_and_the_base_run_gives_it():
    event = {"step": 2, "changes": [{"field": "anchor", "rows": [2], "issue": 1, "value": 0.3}]}
    found = contested({"campaigns.pressure_rate": 3.0}, events=[event])
    for t in range(3):
        found.press(t)
        found.effort[0, 0][0] += 1.0
    assert found.built_reference == found.built
    assert found.pressure_reference[1][0] == found.pressure[1][0]
    assert found.pressure_reference[0][0] != found.pressure[0][0]
    other = contested({"campaigns.pressure_rate": 3.0}, events=[event])
    at = lambda x: {"built": [[x, 0.0]], "pressure": [[x, 0.0, 0.0], [-x, 0.0, 0.0]]}  # noqa: E731
    other.base = [at(0.1), at(0.2), at(0.3)]
    for t in range(3):
        other.press(t)
    assert other.built_reference == [[0.3, 0.0]]
    assert (other.pressure_reference[0][0], other.pressure_reference[1][0]) == (0.1, -0.3)


def test_friends_are_heard_more_if_receptivity_says_so():
    found = contested({"campaigns.receptivity": 0.5, "opinion.confidence_radius": 0.5})
    ear = exp(-(found.distance(0, 2) ** 2) / 0.25)
    assert found.felt()[0, 0] == near([6 * (0.5 + 0.5 * ear), 3 * (0.5 + 0.5 * ear)])
    assert found.heard()[0, 1] == near([1.0, 0.0])


def boomerang(ties=((0, 2),), *decisions, **numbers):
    """Critics in the south with friends in the north, whose government wants what they want."""
    rows = [
        actor(0.8, -0.5, salience=[0.6, 0.2], capability=4, executive=3), organ(-0.6, 0.0, stake=0.8, resistance=0.25),
        actor(0.5, 0.5, country="north"), organ(0.4, -0.4, country="north"),
        organ(0.6, 0.2, role="bloc", country="north"), organ(1.0, 0.2, role="bloc", country="north"),
    ]  # fmt: skip
    places = [venue("executive", 1, n=2), venue("executive", 3, "north", n=2)]
    hold = [{("north", "south"): 0.7} for _ in range(9)]
    numbers = {"campaigns.backlash": 0.1, "campaigns.background": 6.0} | {
        f"campaigns.{k}": v for k, v in numbers.items()
    }
    return model(rows, places, *decisions, ties=ties, leverage=hold, numbers=numbers)


def test_force_from_abroad_is_as_strong_as_its_weakest_link():
    """Leverage .7, vulnerability .8 (1 - .25) = .6, presence 8 (.75) = 6 of 12."""
    found = boomerang()
    assert found.from_abroad(0, 1, 0) == near(1.0 / 2 * (0.5 - 0.1 * 0.7 * 0.5))
    assert found.from_abroad(0, 3, 0) == 0.0  # no leverage over the north
    assert found.from_abroad(0, 1, 1) == near(-0.4 / 2 * (2 / 8 - 0.07 * 6 / 8))
    assert boomerang(ties=()).from_abroad(0, 1, 0) == near(1.0 / 2 * -0.07)  # what is left is the backlash
    assert boomerang(background=0.0).from_abroad(0, 1, 0) == near(1.0 / 2 * 0.6)
    assert boomerang(((2, 0),), background=2.0).from_abroad(0, 1, 0) == near(1.0 / 2 * (0.6 - 0.07 / 4))


def test_a_vote_abroad_that_binds_has_full_leverage_but_not_on_the_treaty_itself():
    treaty = decision([3, 1], (1, -1.0, 1.0, -1.0), (0, 0.0, 0.5, 0.0), first=4, binds=["south"], step=4)
    found = boomerang(((0, 2),), treaty)
    ahead = (3 * 0.6 + 1.0) / 4 + 0.6
    assert found.from_abroad(0, 1, 0) == near(1.0 / 2 * (0.5 - 0.07 * 0.5))  # not yet
    assert found.from_abroad(1, 1, 0) == near(ahead / 2 * (0.5 - 0.1 * 0.5))
    assert found.from_abroad(1, 1, 1) == 0.0
    assert found.from_abroad(5, 1, 1) != 0.0


def test_policy_follows_conviction_pressure_since_the_reference_and_force_from_abroad():
    found = boomerang(effect=2.0, pressure_rate=3.0)
    found.effort[0, 0] = [6.0, 0.0]
    found.press(0)
    assert found.pressure[0][0] == near(0.5)
    share, force = 1 - exp(-0.25), 1.0 / 2 * (0.5 - 0.1 * 0.7 * 0.5)
    assert found.external[0] == near([force, 0.0])
    assert found.policy[0][1] == near(-0.6 + share * 0.4 * 2 * force)  # pressure is what it was
    assert found.policy[0][0] == 0.8
    found.pressure_reference[0][0], found.is_active[3] = -0.2, False
    before = found.policy[0][1]
    found.offer(1)
    wanted = -0.6 + 0.4 * 2 * 0.7  # nobody abroad to follow
    assert found.policy[0][1] == near(before + share * (wanted - before))
    assert found.policy[0][3] == 0.4
