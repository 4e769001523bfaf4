"""Gates, withdrawals, packages and deciding rules, in worlds small enough to work out by hand.

On an issue with status quo -1 and proposal +1 an actor gains exactly its position. Members of a bloc are alike
(dispersion 0), and with next to no indifference a member who gains says yes and one who loses says no.
"""

import numpy as np
import pytest
from worlds import history, toy

from sim.model.core.noise import Noise
from sim.model.initialize import start
from sim.model.parameters import Params
from sim.model.votes import utility
from sim.model.votes.packages import negotiate
from sim.model.votes.roll_call import decide
from sim.scenario.compile import compile_setting

SURE = {"votes.indifference": 1e-3, "votes.party_shock": 0.0}
TRADE = {"trade": {"status_quo": -1.0, "proposed": 1.0, "source": "assumed"}}
DUE = 8  # the step of 2000-02


def world(positions, decisions, **changes):
    """A scenario of governments alone: (trade, rights) by id, all of salience one half."""
    actors = {
        name: {
            "id": name, "name": name, "kind": "government", "role": "executive", "country": name, "capability": 3.0,
            "dispersion": 0.0, "positions": {"trade": trade, "rights": rights},
            "saliences": {"trade": 0.5, "rights": 0.5}, "source": "assumed",
        }
        for name, (trade, rights) in positions.items()
    }  # fmt: skip
    nothing = {key: {} for key in ("forums", "events", "barriers", "ideas", "shocks", "commitments", "negotiations")}
    venues = {
        "palace": {
            "kind": "executive", "country": next(iter(actors)), "organ": next(iter(actors)), "openness": 1.0,
            "source": "assumed",
        }
    }  # fmt: skip
    outcomes = {"ties": {"label": "Ties", "measure": "ties", "actors": {}}}
    fixed = {
        "actors": actors,
        "ties": [],
        "coupling": [],
        "leverage": [],
        "venues": venues,
        "outcomes": outcomes,
    } | nothing
    return compile_setting(toy(**fixed | {"decisions": decisions} | changes))


def decision(rule, chamber, proposal=TRADE, **changes):
    """A decision due in 2000-02; blocs as members, or as keys of their own."""
    blocs = {k: ({"members": b} if isinstance(b, int) else b) | {"source": "assumed"} for k, b in chamber.items()}
    return {
        "title": "Bill", "date": "2000-02-10", "pending_from": "2000-01", "source": "assumed", "proposal": proposal,
        "chamber": blocs, "rule": rule,
    } | changes  # fmt: skip


def before(setting, numbers=SURE, n_runs=1, step=DUE, **changes):
    """The state before process 11 of a step, as coded, and the parameters."""
    params = Params.of(numbers, n_runs)
    return start(setting, params, Noise(1, range(n_runs))).replace(step=step, **changes), params


def decided(setting, numbers=SURE, n_runs=1, step=DUE, **changes):
    state, params = before(setting, numbers, n_runs, step, **changes)
    return decide(state, setting, params, Noise(1, range(n_runs)))


def without(setting, who, n_runs=1):
    """Everybody active but one actor."""
    is_active = np.ones((setting.n_actors, n_runs), dtype=bool)
    is_active[setting.actors.index(who)] = False
    return {"is_active": is_active}


# Deciding rules


def vote(rule, chamber, positions, **changes):
    return decided(world(positions, {"bill": decision(rule, chamber, **changes)}))


@pytest.mark.parametrize(("needed", "passes"), [(0.85, True), (0.86, False)])
def test_a_board_counts_weights_and_not_heads(needed, passes):
    chamber = {
        "large": {"members": 1, "weight": 60.0}, "middle": {"members": 1, "weight": 25.0},
        "small": {"members": 5, "weight": 3.0},
    }  # fmt: skip
    board = {"large": (0.5, 0), "middle": (0.5, 0), "small": (-0.5, 0)}
    state = vote({"type": "weighted", "needed": needed}, chamber, board)
    assert state.yeas[:, 0].tolist() == [1, 1, 0]
    assert state.is_passed[0, 0] == passes


@pytest.mark.parametrize(("holdout", "passes"), [(0.1, True), (-0.1, False)])
def test_where_consensus_is_the_rule_one_member_in_thirty_one_blocks(holdout, passes):
    state = vote({"type": "consensus"}, {"many": 30, "one": 1}, {"many": (0.9, 0), "one": (holdout, 0)})
    assert state.is_passed[0, 0] == passes


def test_a_member_that_has_left_blocks_no_consensus():
    positions = {"many": (0.9, 0), "one": (-0.1, 0)}
    setting = world(positions, {"bill": decision({"type": "consensus"}, {"many": 30, "one": 1})})
    state = decided(setting, **without(setting, "one"))
    assert state.is_passed[0, 0]
    assert state.seats[:, 0].tolist() == [30, 0]
    nobody = decided(setting, is_active=np.zeros((2, 1), dtype=bool))
    assert not nobody.is_passed[0, 0]


@pytest.mark.parametrize(("third", "in_force"), [(-0.2, False), (0.2, True)])
def test_a_third_ratification_brings_the_treaty_into_force(third, in_force):
    """A fourth state with more members than all others is not bound, and stops nobody."""
    positions = {"one": (0.5, 0), "two": (0.5, 0), "three": (third, 0), "four": (-0.9, 0)}
    chamber = {"one": 5, "two": 5, "three": 5, "four": 500}
    assert vote({"type": "treaty", "ratifications": 3}, chamber, positions).is_passed[0, 0] == in_force


@pytest.mark.parametrize(("friends", "passes"), [(5, False), (6, True)])
def test_two_thirds_of_nine_are_six(friends, passes):
    positions = {"for": (0.5, 0), "against": (-0.5, 0)}
    chamber = {"for": friends, "against": 9 - friends}
    assert vote({"type": "supermajority", "needed": 2 / 3}, chamber, positions).is_passed[0, 0] == passes


def test_an_executive_alone_feels_what_staying_out_costs_it_abroad_and_a_chamber_does_not():
    """Gain -.1 at indifference .2 is half a logit against; full pressure from abroad is one logit for."""
    numbers = SURE | {"votes.indifference": 0.2, "campaigns.effect": 1.0}
    pressed = {"external": np.ones((3, 1, 1))}
    against, toward = 1 / (1 + np.exp(0.5)), 1 / (1 + np.exp(-0.5))
    alone = world({"chief": (-0.1, 0)}, {"bill": decision({"type": "executive"}, {"chief": 1})})
    assert decided(alone, numbers).forecast[0, 0] == pytest.approx(against)
    assert decided(alone, numbers, **pressed).forecast[0, 0] == pytest.approx(toward)
    assert decided(alone, numbers | {"campaigns.effect": 0.0}, **pressed).forecast[0, 0] == pytest.approx(against)
    chamber = world({"chief": (-0.1, 0)}, {"bill": decision({"type": "majority"}, {"chief": 1})})
    assert decided(chamber, numbers, **pressed).forecast[0, 0] == pytest.approx(against)


# Gates and sequences


def bicameral(house, senate):
    """A house, a senate that waits for it, and the law that needs both."""
    later = {"requires": ["lower"]}
    law = {
        "title": "Law", "date": "2000-02-10", "pending_from": "2000-02", "source": "assumed", "proposal": TRADE,
        "rule": {"type": "sequence", "bodies": ["lower", "upper"]},
    }  # fmt: skip
    decisions = {
        "lower": decision({"type": "majority"}, {"house": 7}),
        "upper": decision({"type": "majority"}, {"senate": 3}, **later),
        "law": law,
    }
    return decided(world({"house": (house, 0), "senate": (senate, 0)}, decisions))


@pytest.mark.parametrize(
    ("house", "senate", "passed", "blocked"),
    [
        (0.5, 0.5, [True, True, True], [False, False, False]),
        (0.5, -0.5, [True, False, False], [False, False, False]),
        (-0.5, 0.5, [False, False, False], [False, True, False]),
    ],
)
def test_a_law_needs_every_chamber_and_what_fails_in_the_first_never_reaches_the_second(house, senate, passed, blocked):
    state = bicameral(house, senate)
    assert state.is_passed[:, 0].tolist() == passed
    assert state.is_blocked[:, 0].tolist() == blocked
    assert state.is_decided.all()
    assert state.seats[:, 0].tolist() == [7, 0 if blocked[1] else 3]


@pytest.mark.parametrize(("keeper", "opens"), [(0.01, True), (0.0, False), (-0.5, False)])
def test_a_bill_with_a_closed_gate_never_reaches_a_floor_that_would_pass_it(keeper, opens):
    positions = {"all": (0.9, 0), "speaker": (keeper, 0)}
    state = vote({"type": "majority"}, {"all": 100}, positions, gatekeeper="speaker")
    assert state.is_passed[0, 0] == opens
    assert state.is_blocked[0, 0] != opens
    assert (state.yeas[0, 0], state.seats[0, 0], state.forecast[0, 0]) == ((100, 100, 100.0) if opens else (0, 0, 0.0))


# Withdrawal


@pytest.mark.parametrize(("friends", "is_voted"), [(5, False), (6, True)])
def test_a_bill_that_is_short_of_votes_is_withdrawn_and_its_count_is_known(friends, is_voted):
    positions = {"friends": (0.5, 0), "others": (-0.4, 0)}
    state = vote({"type": "majority"}, {"friends": friends, "others": 11 - friends}, positions, withdraws=True)
    assert state.is_blocked[0, 0] != is_voted
    assert state.is_passed[0, 0] == is_voted
    assert state.yeas[:, 0].tolist() == ([friends, 0] if is_voted else [0, 0])
    assert state.seats[:, 0].tolist() == ([friends, 11 - friends] if is_voted else [0, 0])
    assert state.forecast[0, 0] == pytest.approx(friends)


# Repeal


def test_what_was_adopted_is_lost_for_good_once_enough_turn_against_it_within_the_window():
    """Two blocs of 3 and 1: the small one is not enough against three quarters, the large one is."""
    window = {"until": "2000-04", "needed": 0.75, "source": "assumed"}
    positions = {"large": (0.5, 0), "small": (-0.5, 0)}
    setting = world(positions, {"bill": decision({"type": "majority"}, {"large": 3, "small": 1}, repeal=window)})
    params, noise, kept = Params.of(SURE), Noise(1, [0]), decided(setting)
    turned, back = np.full_like(kept.position, -0.5), kept.position

    def after(state, step, position):
        return decide(state.replace(step=step, position=position), setting, params, noise)

    assert kept.is_passed[0, 0]
    assert not kept.is_repealed[0, 0]
    assert not after(kept, DUE + 1, back).is_repealed[0, 0]
    lost = after(kept, DUE + 2, turned)
    assert lost.is_repealed[0, 0]
    assert lost.is_passed[0, 0]
    assert after(lost, DUE + 3, back).is_repealed[0, 0]
    assert not after(kept, DUE + 3, turned).is_repealed[0, 0]  # the window is over
    failed = decided(setting, position=turned)
    assert not after(failed, DUE + 1, turned).is_repealed[0, 0]


# Negotiation


def talks(positions, core=False, bodies=None, gatekeepers=(), partners=("partner",)):
    """Talks on rights in 1999-08 to 1999-10, with free trade as their fixed part; status quo of rights 0."""
    window = [{"since": "1999-08", "until": "1999-10", "source": "assumed"}]
    negotiation = {
        "title": "Talks", "proposer": "proposer", "partners": list(partners), "proposal": TRADE, "source": "assumed",
        "issues": {"rights": {"status_quo": 0.0, "source": "assumed"}}, "windows": window,
        "core_windows": window if core else [], "bodies": list(bodies or {}),
        "gatekeepers": [{"actor": name, "source": "assumed"} for name in gatekeepers],
    }  # fmt: skip
    return world(positions, bodies or {}, negotiations={"talks": negotiation})


PACKAGE = TRADE | {"rights": {"status_quo": 0.0, "proposed": {"negotiation": "talks"}, "source": "assumed"}}
# On rights it gains -.75 off, -.39 consulted, 0 side, .24 core; with trade and the table's cost 0, .01, .205, .325.
EAGER = (0.25, 1.0)
EASY = (0.0, 0.0)
OPEN = 3  # 1999-09


def offered(setting, numbers=SURE, step=OPEN, overrides=None, **changes):
    state, params = before(setting, numbers, step=step, **changes)
    return negotiate(state, setting, params, overrides or {}).provision[0, 0]


@pytest.mark.parametrize(("core", "provision"), [(True, 3), (False, 2)])
def test_an_issue_enters_the_core_only_while_the_text_is_open(core, provision):
    numbers = SURE | {"votes.indifference": 1.0}
    assert offered(talks({"proposer": EAGER, "partner": EASY}, core), numbers) == provision


def test_provisions_change_in_the_window_alone_and_are_kept():
    setting = talks({"proposer": EAGER, "partner": EASY})
    state, params = before(setting, SURE | {"votes.indifference": 1.0}, step=0)
    found = []
    for step in range(8):
        state = negotiate(state.replace(step=step), setting, params, {})
        found.append(state.provision[0, 0])
    assert found == [0, 0, 2, 2, 2, 2, 2, 2]


def test_a_proposer_that_has_left_changes_nothing():
    setting = talks({"proposer": EAGER, "partner": EASY})
    assert offered(setting, provision=np.array([[1]]), **without(setting, "proposer")) == 1


def test_the_most_resistant_partner_decides_and_is_judged_by_what_it_offers():
    """It gains .125 off, .105 consulted, 0 by a side agreement and -.28 by the core, at indifference .05."""
    setting = talks({"proposer": EAGER, "partner": (0.0, -1.0)}, core=True)
    numbers = SURE | {"votes.indifference": 0.05}
    assert offered(setting, numbers) == 2
    assert offered(setting, numbers, policy=np.ones((3, 2, 1))) == 3
    assert offered(setting, numbers, **without(setting, "partner")) == 3


def test_an_issue_stays_off_the_table_if_it_brings_less_than_the_table_costs():
    """Consultation is worth .01 to this proposer."""
    setting = talks({"proposer": (0.5, -0.7), "partner": EASY})
    numbers = SURE | {"votes.indifference": 1e3}
    assert offered(setting, numbers) == 0
    assert offered(setting, numbers | {"votes.table_cost": 0.0}) == 1


def test_who_can_refuse_the_vote_gets_the_core_or_there_is_nothing_to_offer():
    """The keeper loses .1 by a side agreement and gains .02 by the core, which the partner hates."""
    positions = {"proposer": EAGER, "partner": (0.0, -1.0), "keeper": (-0.1, 1.0)}
    numbers = SURE | {"votes.indifference": 0.05}
    assert offered(talks(positions, core=True), numbers) == 2
    gated = talks(positions, core=True, gatekeepers=["keeper"])
    assert offered(gated, numbers) == 3
    assert offered(gated, numbers, **without(gated, "keeper")) == 2
    assert offered(talks(positions, gatekeepers=["keeper"]), numbers) == 0


def test_a_package_is_made_to_be_ratified_until_the_body_has_decided():
    """The house gains by mere consultation: it loses .0125 if rights are off, and .025 by a side agreement."""
    positions = {"proposer": EAGER, "partner": EASY, "house": (-0.025, -0.55)}
    house = {"house_vote": decision({"type": "majority"}, {"house": 101}, PACKAGE)}
    setting = talks(positions, bodies=house)
    numbers = SURE | {"votes.indifference": 0.01}
    gains = [
        float(utility.gains_of(utility.proposal_of(setting.decisions[0], *made), made[0])[2, 0])
        for made in (before(setting, numbers, provision=np.array([[z]])) for z in range(3))
    ]
    assert gains == pytest.approx([-0.0125, 0.0125, -0.025])
    assert offered(setting, numbers) == 1
    assert offered(setting, numbers, is_decided=np.array([[True]])) == 2
    assert offered(talks(positions), numbers) == 2


def test_the_house_votes_on_what_was_negotiated():
    house = {"house_vote": decision({"type": "majority"}, {"house": 101}, PACKAGE)}
    setting = talks({"proposer": EAGER, "partner": EASY, "house": (-0.1, 1.0)}, bodies=house)
    passed = [decided(setting, provision=np.array([[z]])).is_passed[0, 0] for z in range(4)]
    assert passed == [False, False, False, True]
    state, params = before(setting, n_runs=4, provision=np.array([[0, 1, 2, 3]]))
    proposal = utility.proposal_of(setting.decisions[0], state, params)
    assert proposal.proposed[1].tolist() == [-1.0, -0.6, 0.0, 0.8]
    assert proposal.status_quo[:, 0].tolist() == [-1.0, 0.0]


STILL = dict.fromkeys(("opinion.rate", "opinion.noise", "ties.rate", "campaigns.media_weight", "campaigns.effect"), 0.0)


@pytest.mark.parametrize("numbers", [{}, {"votes.table_cost": 1.0}], ids=["side", "off"])
def test_what_is_agreed_in_summer_is_voted_in_winter(numbers):
    """The house gains .075 by a side agreement, and loses .106 by a bare one."""
    house = {"house_vote": decision({"type": "majority"}, {"house": 101}, PACKAGE)}
    setting = talks({"proposer": EAGER, "partner": EASY, "house": (0.15, 0.225)}, bodies=house)
    states = history(setting, SURE | STILL | numbers)
    is_agreed = not numbers
    assert states[-1].provision[0, 0] == (2 if is_agreed else 0)
    assert states[DUE + 1].is_decided[0, 0]
    assert not states[DUE].is_decided[0, 0]
    assert states[DUE + 1].yeas[0, 0] == (101 if is_agreed else 0)


@pytest.mark.parametrize("core", [True, False])
def test_a_proposer_may_have_a_strategy_of_its_own(core):
    setting = talks({"proposer": EAGER, "partner": EASY}, core)
    seen = []

    def consult(provision, view):
        seen.append((provision.tolist(), view.negotiation.id, view.setting.actors[view.row]))
        return np.ones_like(provision)

    own = {"respond": {setting.actors.index("proposer"): consult, setting.actors.index("partner"): consult}}
    assert offered(setting, SURE | {"votes.indifference": 1.0}, overrides=own) == 1
    assert seen == [([[[3.0 if core else 2.0]]], "talks", "proposer")]


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        (np.full((1, 1, 1), 3.0), "the text of talks is closed in 1999-09, so no 3"),
        (np.full((1, 1, 1), 1.5), "whole numbers from 0 to 3"),
        (np.full((1, 1, 1), 4.0), "whole numbers from 0 to 3"),
        (np.full((1, 1, 1), np.nan), "whole numbers from 0 to 3"),
        (np.ones((1, 1)), "must return provision by issue"),
    ],
)
def test_a_strategy_that_answers_nonsense_is_refused(answer, message):
    setting = talks({"proposer": EAGER, "partner": EASY})
    own = {"respond": {0: lambda provision, view: answer}}
    with pytest.raises(ValueError, match=f"respond of proposer: .*{message}"):
        offered(setting, overrides=own)


# Company


def test_bargains_and_votes_are_the_same_to_the_last_bit_in_any_company():
    house = {
        "house_vote": decision(
            {"type": "majority", "discipline": 0.2}, {"house": 61, "partner": 40}, PACKAGE, withdraws=True
        )
    }
    positions = {"proposer": EAGER, "partner": EASY, "house": (-0.1, 1.0)}
    setting = talks(positions, core=True, bodies=house, gatekeepers=["proposer"])
    n_runs = 9
    drawn = np.random.default_rng(2).uniform(-1, 1, (*setting.position.shape, n_runs))

    def run(runs):
        params, noise = Params.of(None, len(runs)), Noise(1, runs)
        state = start(setting, params, noise)
        moved = np.ascontiguousarray(drawn[..., runs])
        state = negotiate(state.replace(step=OPEN, position=moved, policy=moved), setting, params, {})
        return decide(state.replace(step=DUE), setting, params, noise)

    together = run(list(range(n_runs)))
    assert together.is_passed.any()
    assert together.is_blocked.any()
    for runs in ([0], [7], [4, 1], [8, 7, 6, 5, 4, 3, 2]):
        apart = run(runs)
        for name in ("provision", "yeas", "seats", "forecast", "is_passed", "is_blocked"):
            assert np.array_equal(getattr(apart, name), getattr(together, name)[..., runs]), name
