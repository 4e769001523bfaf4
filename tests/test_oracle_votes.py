"""Votes of the oracle, against values by hand."""

from math import exp, isclose, sqrt
from random import Random
from statistics import NormalDist, variance

import pytest
from oracle import Model
from oracle_off import OFF

WHOLE = (0, -1.0, 1.0, -1.0)  # the gain from this plank alone is the position
near = lambda x: pytest.approx(x, abs=1e-12)  # noqa: E731


def actor(*position, party=None, country="US", salience=None, dispersion=0.0, until=None):
    return {
        "country": country, "party": party, "role": "bloc", "kind": "government", "capability": 3, "size": 1.0,
        "dispersion": dispersion, "position": position, "salience": salience or [0.5] * len(position), "access": {},
        "active_from": 0, "active_until": until,
    }  # fmt: skip


def decision(members, *planks, rule="majority", first=0, **more):
    """A decision by the actors from the first on, so many members each."""
    return {
        "step": 5, "pending_from": 1, "executive": None, "proposal": list(planks or [WHOLE]), "rule": rule,
        "blocs": [{"actor": first + b, "members": n} for b, n in enumerate(members)],
    } | more  # fmt: skip


def model(actors, *decisions, numbers=None, t=0, **more):
    numbers = {"votes.indifference": 1.0, "votes.party_shock": 0.0} | (numbers or {})
    found = Model(
        {
            "dt": 1 / 12, "start_year": 2000.0, "reference_step": -1, "actors": actors, "venues": [], "coupling": [],
            "issues": [{"tier": "secondary"} for _ in actors[0]["position"]], "ties": [], "forums": [], "barriers": [],
            "events": [], "decisions": list(decisions), "params": OFF | numbers,
        } | more
    )  # fmt: skip
    found.happen(t)
    return found


def test_the_main_plank_changes_most_and_counts_whole():
    found = model([actor(0.4, 0.2, -0.5, salience=[0.2, 0.3, 0.5])])
    planks = [(1, 0, 1, 0), (0, -1, 0, 0), (2, 0, 0.5, 0)]
    # the first of two that change by 1, from the status quo: (.04 - .64)/4; then .2 of (.16 - .16)/4, .5 of (.25 - 1)/4
    assert found.gain(planks, 0) == near(-0.15 + 0 - 0.09375)
    assert found.slope(planks) == 0.5
    coded = [(1, 0, 1, 0), (0, -1, 0, -1), (2, 0, 0.5, 0.1)]
    # others from what was on the table: .2 of (1.96 - .16)/4, .5 of (.36 - 1)/4
    assert found.gain(coded, 0) == near(-0.15 + 0.09 - 0.08)
    assert found.gain([WHOLE, (1, 0, 0.7, 0.7), (2, 0.3, 0.3, 0.3)], 0) == found.gain([WHOLE], 0) == near(0.4)
    assert found.gain([WHOLE, (1, 0.2, 0.2, 0.7)], 0) == near(0.4 + 0.3 * 0.25 / 4)  # not what was on the table
    assert found.gain([(2, 0, 0.5, 0)], 0, [[0], [0], [1]]) == near(0.75 / 4)
    careless = model([actor(0.4, 0.2, salience=[0.0, 0.0])])
    assert careless.gain([WHOLE, (1, 0.0, 1.0, -1.0)], 0) == near(0.4)


def test_members_spread_on_the_main_plank():
    body = decision([3], (0, -0.5, 0.5, -0.5), (1, 0.0, 0.8, 0.0))
    found = model([actor(0.1, 0.4, dispersion=0.2, salience=[0.3, 0.1])], body, numbers={"votes.indifference": 0.4})
    step = 0.5 * 0.2 * NormalDist().inv_cdf(5 / 6)
    for (score, chance), offset in zip(found.members(body, body["blocs"][0]), (-step, 0, step), strict=True):
        assert score == near(0.05 + offset)  # the other plank leaves this bloc where it is
        assert chance == near(1 / (1 + exp(-(0.05 + offset) / 0.4)))


def test_an_executive_moves_parties_apart_until_it_is_gone():
    actors = [actor(x, party=party) for x, party in ((-0.3, "a"), (0.0, "a"), (0.0, "b"), (0.0, None))]
    body = decision([1, 1, 1], first=1, executive=0)
    worth = lambda found: [found.shift(body, found.planks(body), bloc) for bloc in body["blocs"]]  # noqa: E731
    weight = {"votes.own_president": 0.8}
    assert worth(model(actors, body, numbers=weight)) == near([-0.4, 0.4, 0.0])
    actors[0] |= {"active_until": 0}
    assert worth(model(actors, body, numbers=weight)) == [0.0, 0.0, 0.0]
    actors[0] |= {"active_until": None, "party": None}
    assert worth(model(actors, body, numbers=weight)) == [0.0, 0.0, 0.0]


def test_what_was_pushed_for_when_positions_were_coded_does_not_count_again():
    actors = [actor(0.5, party="a"), actor(0.1, party="a"), actor(0.1, party="b"), actor(0.1, party="a", country="MX")]
    nearer = decision([1, 1], (0, 1.0, -1.0, 1.0), first=1, executive=0, step=3)
    bodies = (decision([1, 1], first=1, executive=0), decision([1], first=1, step=2), nearer)
    event = lambda *rows: {"step": 4, "changes": [{"field": "anchor", "rows": rows, "issue": 0, "value": 0.3}]}  # noqa: E731
    found = model(actors, *bodies, numbers={"votes.own_president": 0.8}, reference_step=2, events=[event(2)])
    assert found.push_reference == [0.0] * 4  # nothing is pending yet
    found.happen(2)
    assert found.push_reference == [-0.5, -0.5, 0.5, 0.0]
    shifts = [found.shift(row, found.planks(row), row["blocs"][0]) for row in (bodies[0], nearer, bodies[1])]
    assert shifts == near([0.8 * (0.5 + 0.5), 0.0, 0.8 * 0.5])
    found.happen(3)
    assert found.push_reference == [-0.5, -0.5, 0.5, 0.0]
    found.happen(4)
    assert found.push_reference == [-0.5, -0.5, -0.5, 0.0]


def test_pressure_and_force_from_abroad():
    venue = {"kind": "executive", "country": "US", "organ": 0, "openness": [1.0, 1.0]}
    planks = [(1, 0.0, -0.4, -0.2), (0, -0.5, 0.5, -0.5)]
    alone, body = decision([1], *planks, rule="executive"), decision([3, 2], *planks)
    rows = [actor(0.0, 0.0, salience=[0.1, 0.3]), actor(0.0, 0.0)]
    found = model(rows, alone, body, venues=[venue | {"openness": [0.5, 1.0]}], numbers={"campaigns.effect": 3.0})
    found.built, found.built_reference, found.external = [[0.4], [0.1, 0.7]], [[0.2], [-0.5, 0.1]], [[-0.2], [0.9]]
    assert found.shift(alone, planks, alone["blocs"][0]) == near(3 * (0.5 * 0.2 - 0.2))  # open by half to the main one
    assert found.shift(body, planks, body["blocs"][0]) == near(3 * 0.5 * 0.6)
    assert found.shift(body, planks, body["blocs"][1]) == 0.0  # pressed nowhere


def outcome(found, u=0.5, common=0.0, draws=None):
    """The yeas of each bloc, and whether the first decision passed."""
    blocs = found.world["decisions"][0]["blocs"]
    found.decide(0, dict.fromkeys(range(len(blocs)), 0.0), draws or {}, common, u)
    return list(found.yeas[0].values()), found.is_passed[0]


def test_states_share_their_luck():
    """Seven at a logit of .9 agree with probability .711, not .711 to the seventh power (.09)."""
    found = model([actor(0.9, dispersion=0.5) for _ in range(7)], decision([1, 2, 3, 1, 1, 1, 9], rule="consensus"))
    n, yes = 2000, 0
    for i in range(n):
        yeas, is_passed = outcome(found, (i + 0.5) / n, common=9.0)
        assert yeas == ([1, 2, 3, 1, 1, 1, 9] if is_passed else [0] * 7)
        yes += is_passed
    assert found.forecast[0] == near(18 / (1 + exp(-0.9)))
    assert abs(yes / n - 1 / (1 + exp(-0.9))) <= 1 / n
    assert isclose(yes / n, 0.711, abs_tol=1e-3)


def test_who_agrees():
    """A state at logit x agrees if u is above 1/(1 + exp(x)): .31 at .8, .5 at 0, .65 at -.6."""
    rows = [actor(0.8), actor(0.0), actor(-0.6), actor(-1.0, until=0)]
    pact = model(rows, decision([1, 1, 4, 1], rule="treaty", ratifications=2, discipline=1.0))
    club = model(rows, decision([1, 1, 4, 1], rule="consensus", discipline=1.0))
    for u, yeas, of_pact, of_club in (
        (0.0, [0, 0, 0, 0], False, False), (0.3, [0, 0, 0, 0], False, False), (0.32, [1, 0, 0, 0], False, False),
        (0.51, [1, 1, 0, 0], True, False), (0.64, [1, 1, 0, 0], True, False), (0.65, [1, 1, 4, 0], True, True),
    ):  # fmt: skip
        assert outcome(pact, u) == (yeas, of_pact)
        assert outcome(club, u) == (yeas, of_club)
    nobody = model([actor(1.0, until=0)], decision([3], rule="consensus"))
    assert outcome(nobody, 0.9) == ([0], False)


def test_any_of_and_all_of():
    for passed, of_any, of_all in (([1, 0], True, False), ([0, 0], False, False), ([1, 1], True, True)):
        for rule, expected in (("any_of", of_any), ("sequence", of_all)):
            found = model([actor(0.0)], decision([], rule=rule, bodies=[1, 2]), decision([1]), decision([1]))
            found.is_passed[1:] = passed
            assert outcome(found) == ([], expected)


def test_one_draw_moves_a_whole_decision():
    """200 members at even odds: their yeas vary by 200/4, and by (.23 200/4)^2 with the draw."""
    random, n = Random(1), 200
    for shock in (0.0, 0.23):
        found = model([actor(0.0), actor(0.0)], decision([n // 2, n // 2]), numbers={"votes.vote_shock": shock})
        luck = lambda: {b: [random.random() for _ in range(n // 2)] for b in (0, 1)}  # noqa: E731
        yeas = [sum(outcome(found, common=random.gauss(0, 1), draws=luck())[0]) for _ in range(1000)]
        assert abs(variance(yeas) / (n / 4 + (shock * n / 4) ** 2) - 1) < 0.12


def test_a_proposer_expects_draws_of_decision_and_party():
    rows = [actor(0.0, party="a"), actor(0.0, party="a"), actor(0.0, party="b"), actor(0.0), actor(0.3)]
    numbers = {"votes.party_shock": 0.61, "votes.vote_shock": 0.23, "votes.indifference": 0.5}
    body = decision([40, 20, 60, 8, 12])
    found = model(rows, body, numbers=numbers)
    share = NormalDist().cdf(0.3 / (1.702 * 0.5))
    # both blocs of party a together; who has no party by itself
    mean, each = 64 + 12 * share, [15, 15, 2, 12 * share * (1 - share)]
    spread = sum(d + (0.61 * d) ** 2 for d in each) + (0.23 * sum(each)) ** 2
    assert found.ratification(body, []) == near(NormalDist().cdf((mean - 71 + 0.5) / sqrt(spread)))
