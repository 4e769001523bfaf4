"""Contacts, alliances and stigma of the oracle: values by hand, and whether its worlds show what they compare."""

from math import exp

import numpy as np
import oracle
import pytest
from test_oracle import N_STEPS, NUMBERS
from test_oracle_campaigns import actor, model, organ
from test_oracle_votes import decision, near
from tie_worlds import meetings
from worlds import oracle_draws, oracle_world

from sim.scenario.compile import compile_setting

WEIGHTS = {
    "opinion.confidence_radius": 0.3, "ties.rate": 1e9, "ties.similarity": 2.0, "ties.broker": 1.5, "ties.trust": 3.0,
    "ties.prestige": 0.5, "ties.reciprocity": 0.7, "ties.cost": 0.4, "ties.forum": 0.0, "ties.stigma_weight": 2.0,
    "ties.ict_growth": 0.3, "ties.ict_midpoint": 2000.0, "ties.trust_gain": 0.0,
}  # fmt: skip
COST = 0.4 * exp(-0.5)  # half of the world has cheap communication


def row(a, b, kind="alliance", since=0, until=None):
    return {"a": a, "b": b, "type": kind, "since": since, "until": until}


def tied(ties, rows, decisions=(), **numbers):
    """These actors, and decisions, with these rows of ties."""
    found = oracle.Model(model(rows, [], *decisions, numbers=WEIGHTS | numbers).world | {"ties": ties})
    found.happen(0)
    return found


def test_what_contacts_and_alliances_are_worth():
    rows = [actor(0.5), actor(0.3, capability=5), actor(0.4, country="north")]
    found = tied([row(1, 0, "contact"), row(2, 1, "contact"), row(2, 0, "contact")], rows)
    found.contact[0, 1] = 0  # who is heard may not listen
    own = 2 * (1 - 0.1) + 0.5 + 0.7 + 1.5 + 3 * 0.5 - COST
    assert found.worth_hearing(0, 0, 1) == near(own)
    found.position[0][2] = -0.9  # who is far from both introduces nobody
    assert found.worth_hearing(0, 0, 1) == near(own - 1.5)
    found.position[0][2], found.stigma = 0.4, [0.2, 0.0, 0.6]
    assert found.worth_hearing(0, 0, 2) == near(2 * 0.95 + 0.5 * 0.6 + 0.7 + 1.5 + 1.5 - 1.5 * COST - 2 * 0.2)
    # agreement .2 / 1 is that of positions; of the stigma that of both ends, across the border
    assert found.worth_allying(0, 0, 2) == near(2 * 0.2 + 1.5 - 1.5 * COST - 2 * 0.4)
    assert found.worth_allying(0, 0, 1) == near(2 * 0.15 + 1.5 - COST)


def test_nobody_begins_an_alliance_with_an_opponent_or_a_stranger():
    """Two who agree and know each other, and want the same of the next decision, ally; the draw is 0 for all."""
    body = decision([9], (0, -0.6, 0.8, -0.6), first=3, step=5, pending_from=4)
    rows = [actor(0.5, 0.9), actor(0.4, 0.9), actor(-0.9, 0.9), organ(0.0, 0.0, role="bloc")]
    found = tied([row(0, 1, "contact"), row(0, 2, "contact")], rows, [body])
    assert [found.may_ally(0, 0, j) for j in (1, 2)] == [True, False]
    assert found.agreement(0, 2) > 0
    found.contact[1, 0] = 0
    found.ally(0, 0.0, dict.fromkeys(found.allied, 0.0))
    assert [pair for pair, is_open in found.allied.items() if is_open] == [(0, 1), (1, 0)]
    assert found.contact[1, 0] == 1  # allies hear each other
    assert found.may_ally(6, 0, 1)  # by the last decision, when all are over
    assert not found.may_ally(6, 0, 2)


def test_what_the_file_holds_together_does_not_lapse_until_its_date():
    ties = [row(0, 1), row(0, 2, "structural"), row(0, 3, until=2), row(1, 2, "structural", until=1)]
    found = tied(ties, [actor(0.5) for _ in range(4)])
    never = dict.fromkeys(found.allied, 1e-6)  # what can lapse does, nothing opens
    found.ally(0, -50.0, never)
    assert [found.allied[pair] for pair in ((0, 1), (0, 2), (0, 3), (1, 2))] == [0, 1, 1, 1]
    assert found.trust[0, 1] == 0.5  # to walk out costs none
    found.meet(0, -50.0, never)
    assert (found.contact[0, 1], found.contact[0, 2]) == (0, 1)  # allies stay in contact
    for t in (1, 2):
        found.happen(t)
        found.ally(t, -50.0, never)
    assert [found.allied[pair] for pair in ((0, 2), (0, 3), (1, 2))] == [1, 0, 0]
    assert found.contact[0, 3] == 1


def test_a_contact_ends_by_its_date_unless_the_two_are_allied():
    ties = [row(0, 1, "contact", until=1), row(0, 2, "contact", until=1), row(0, 2), row(1, 2, until=1)]
    found = tied(ties, [actor(0.5) for _ in range(3)])
    found.happen(1)
    assert [found.contact[pair] for pair in ((0, 1), (1, 0), (0, 2), (1, 2))] == [0, 0, 1, 1]
    assert [found.allied[pair] for pair in ((0, 2), (1, 2))] == [1, 0]


def test_readiness_is_that_at_which_the_coded_ties_are_expected():
    """Two who agree open at p known and lapse at 1 - p; known is one of two chances to listen."""
    found = tied([row(0, 1)], [*(actor(0.5) for _ in range(3)), actor(-0.5)])
    of_contacts = found.contact_intercept()
    heard = lambda i, j: 1 / (1 + exp(-of_contacts - found.worth_hearing(0, i, j)))  # noqa: E731
    assert sum(heard(*pair) for pair in found.contact) == near(2)
    of_alliances, expected = found.alliance_intercept(of_contacts), 0.0
    for i, j in ((0, 1), (0, 2), (1, 2)):  # the last one is nobody's friend
        p = 1 / (1 + exp(-of_alliances - found.worth_allying(0, i, j)))
        known = 1 - (1 - heard(i, j)) * (1 - heard(j, i))
        expected += known * p / (known * p + 1 - p)
    assert expected == near(1)


def test_the_loudest_executive_brands_whoever_has_allies_abroad():
    rows = [
        actor(0.5), actor(0.5, country="north"), organ(0.0, rhetoric=0.3), organ(0.0, rhetoric=0.9),
        organ(0.0, country="north", rhetoric=1.0, role="bloc"),
    ]  # fmt: skip
    found = tied([row(0, 1)], rows, **{"ties.stigma_rate": 0.6, "ties.stigma_fade": 0.2})
    found.backlash()
    gain = 0.6 * 0.9 * 0.5
    assert found.stigma == near([gain / (gain + 0.2) * (1 - exp(-(gain + 0.2) / 12)), 0, 0, 0, 0])  # no executive there
    found.is_active[3] = False
    assert found.hostility("south") == 0.3


@pytest.mark.parametrize("seed", [0, 2])
def test_the_meetings_exercise_what_they_compare(seed):
    """A broker introduces, bound and dated ties hold against the odds, hostile words brand, opponents stay apart."""
    scenario, numbers = meetings(seed), NUMBERS["branded"]
    who = list(scenario.actors).index
    world = oracle_world(scenario, numbers, N_STEPS)
    snapshots = oracle.run(world, oracle_draws(compile_setting(scenario), seed, seed + 5, N_STEPS))
    allied = lambda a, b: [s["allied"][who(a), who(b)] for s in snapshots]  # noqa: E731
    assert allied("merchants", "villagers")[:9] == [1] * 9  # structural, and opponents; a ban comes later to others
    assert allied("consul", "ruler") == [0, 0] + [1] * 10
    assert allied("ministry", "ruler") == [1] * 7 + [0] * 5
    assert allied("exiles", "farmers")[:8] == [1] * 8
    stigma = np.array([s["stigma"] for s in snapshots])
    assert stigma[-1, who("villagers")] > 0.05
    assert stigma[-1, who("exiles")] == 0
    assert stigma[4, who("friends")] == 0 < stigma[-1, who("friends")]  # until its president turns
    found = oracle.Model(world | {"params": world["params"] | {"opinion.confidence_radius": 0.4}})
    found.happen(0)
    introduced = [pair for pair in found.contact if found.is_introduced(*pair)]
    found.contact = {pair: is_open and who("broker") not in pair for pair, is_open in found.contact.items()}
    assert len([pair for pair in introduced if not found.is_introduced(*pair)]) >= 2
    assert any(found.agreement(i, j) > 0 and not found.may_ally(0, i, j) for i, j in found.contact)
    assert [found.next_decision(t) for t in (0, 5, 11)] == [world["decisions"][d] for d in (0, 2, 2)]
