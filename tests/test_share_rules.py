"""The oracle's own rules of ideas held in shares and given up (E7), of voice and legitimacy (E10), on paper."""

from math import exp

import oracle
import pytest
from oracle_ideas import Ideas
from stages import DEFAULTS, actor, near


class Holders(Ideas):
    """Rows of one and of four bodies, and a shock felt at strength .6."""

    def __init__(self, held, **idea):
        base = {
            "adopters": [0, 1], "adopted_at_start": held,
            "windows": [(0, 1, 0.5)], "threatened_by": [0], "in_shares": False,
        }  # fmt: skip
        self.world = {"ideas": [base | idea], "shocks": ["crash", None]}
        self.actors, self.is_active = [actor(), actor(size=4.0)], [True, True]
        self.dt, self.p = 1 / 12, DEFAULTS | {"ideas.base_hazard": 1.2, "ideas.adoption_slope": 1.0}
        self.start_ideas()

    def strength(self, row, t, country):
        return 0.6 if row else 0.1


def test_ideas_are_given_up_under_threat():
    lost = 1 - exp(-0.05)  # .6 / 12
    held = Holders([0, 1], windows=[])
    held.take_up(0, None, {(0, 0): lost + 1e-9, (0, 1): lost - 1e-9})
    assert held.adopted == [[1.0, 0.0]]
    weak = Holders([0], windows=[], threatened_by=[1])  # .1 / 12: 1 - exp(-.00833333) = .00829871
    weak.take_up(0, None, {(0, 0): 0.0083, (0, 1): 0.0})
    assert weak.adopted == [[1.0, 0.0]]
    weak.world["ideas"][0]["threatened_by"] = [1, 0]  # the stronger counts
    weak.take_up(0, None, {(0, 0): 0.0083, (0, 1): 0.0})
    assert weak.adopted == [[0.0, 0.0]]
    calm = Holders([0, 1], windows=[])
    calm.p["ideas.abandon_rate"] = 0.0
    calm.take_up(0, None, {(0, 0): 0.0, (0, 1): 0.0})
    assert calm.adopted == [[1.0, 1.0]]


def test_shares_of_many_bodies_give_up_in_expectation():
    held = Holders({0: 1.0, 1: 0.5}, windows=[], in_shares=True)
    held.take_up(0, None)
    assert held.adopted == [[near(exp(-0.05)), near(0.5 * exp(-0.05))]]


def test_ideas_are_taken_up_one_by_one_or_in_shares():
    one = Holders([0], threatened_by=[])
    # one of two holds it, whatever their sizes: 1.2 e^.5 x .5 / 12 = .0824361; 1 - exp(-.0824361) = .0791297
    one.take_up(0, {(0, 0): 1.0, (0, 1): 0.0792})
    assert one.adopted == [[1.0, 0.0]]
    one.take_up(0, {(0, 0): 1.0, (0, 1): 0.0791})
    assert one.adopted == [[1.0, 1.0]]
    rows = Holders([0], threatened_by=[], in_shares=True)
    rows.take_up(0, None)
    # one of five bodies holds it: 1.2 e^.2 x .5 / 12 = .0610701; 1 - exp(-.0610701) = .0592428
    assert rows.adopted == [[1.0, near(0.0592428)]]


def test_who_gives_up_does_not_come_back_at_once():
    rows = Holders([0, 1])
    rows.take_up(0, {(0, 0): 0.0, (0, 1): 0.0}, {(0, 0): 0.0, (0, 1): 1.0})
    assert rows.adopted == [[0.0, 1.0]]
    shares = Holders({0: 1.0, 1: 1.0}, in_shares=True)
    shares.take_up(0, None)
    assert shares.adopted == [[near(exp(-0.05)), near(exp(-0.05))]]


def test_voice_multiplies_effort_and_legitimacy_adds_to_power():
    base = {"country": "MX", "party": None, "role": "advocacy", "kind": "ngo", "size": 1.0, "position": [0.5]}
    base |= {"capability": 3.0, "salience": [0.8], "access": {"press": 3}, "active_from": 0, "active_until": None}
    world = {
        "dt": 1 / 12, "start_year": 2000.0, "n_steps": 1, "reference_step": 0, "issues": [{"tier": "policy_core"}],
        "coupling": [], "actors": [base, base], "ties": [], "forums": [], "barriers": [], "events": [], "decisions": [],
        "venues": [{"kind": "press", "country": "MX", "organ": None, "openness": [0.9]}],
        "params": NEUTRAL,
    }  # fmt: skip
    model = oracle.Model(world)
    model.happen(0)
    plain, power = model.worth_hearing(0, 0, 1), NEUTRAL["ties.prestige"]
    model.mobilize(0)
    effort = model.effort[0, 0][0]
    model.voice[0], model.legitimacy[1] = 1.5, 0.25
    model.mobilize(0)
    assert effort > 0
    assert model.effort[0, 0][0] == pytest.approx(1.5 * effort, rel=1e-12)
    assert model.worth_hearing(0, 0, 1) - plain == pytest.approx(0.25 * power, rel=1e-12)
    assert model.worth_hearing(0, 1, 0) == pytest.approx(plain, rel=1e-12)


NEUTRAL = dict.fromkeys(
    (
        "ties.initial_trust", "ties.similarity", "ties.trust", "ties.forum",
        "ties.prestige", "ties.reciprocity", "ties.cost", "ties.ict_growth",
        "ties.ict_midpoint", "campaigns.pivotality_weight", "campaigns.venue_slope",
        "opinion.confidence_radius", "votes.indifference",
    ),
    0.4,
) | {"campaigns.venue_cost": 0.0}  # fmt: skip
