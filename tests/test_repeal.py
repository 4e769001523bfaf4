"""What is taken back, and what falls with it: in worlds small enough to work out by hand (see test_decisions.py)."""

import numpy as np
import pytest
from test_decisions import DUE, SURE, TRADE, decided, decision, world
from worlds import history, toy

from sim.measures.votes import in_force, part_of
from sim.model.core.noise import Noise
from sim.model.parameters import Params
from sim.model.votes.roll_call import decide
from sim.scenario.compile import compile_setting
from sim.story import Teller
from sim.words import say

N = 400
EVEN = {"votes.party_shock": 0.0, "votes.vote_shock": 0.0}  # who gains nothing says yes with probability one half
UNTIL = "2000-06"


def window(needed, until=UNTIL):
    return {"until": until, "needed": needed, "source": "assumed"}


def hall(needed, position=0.0):
    """A chamber of a hundred alike, whose bill can be taken back."""
    positions = {"house": (position, 0)}
    return world(positions, {"bill": decision({"type": "majority"}, {"house": 100}, repeal=window(needed))})


def months(setting, state, numbers=EVEN, steps=4, n_runs=N, **changes):
    """The states of the months after the vote."""
    params, noise, found = Params.of(numbers, n_runs), Noise(1, range(n_runs)), []
    for step in range(DUE + 1, DUE + 1 + steps):
        state = decide(state.replace(step=step, **changes), setting, params, noise)
        found.append(state)
    return found


def drawn(n_runs=N):
    return Noise(1, range(n_runs)).once("repeal.bill.house", "uniform", 100)


def test_members_are_drawn_and_not_expected():
    """Half of a chamber is expected to be against, never 55 of 100; in some runs that many are."""
    setting = hall(0.55)
    adopted = decided(setting, EVEN, N)
    after = months(setting, adopted, steps=1)[-1]
    against = np.count_nonzero(drawn() >= 0.5, axis=0) >= 55
    assert 0.1 < against.mean() < 0.3
    assert np.array_equal(after.is_repealed[0], adopted.is_passed[0] & against)


def test_who_has_not_changed_its_mind_is_not_asked_until_it_says_no():
    """The draws are held: where nothing moves, what stands after a month stands after all of them."""
    setting = hall(0.55)
    first, *_, last = months(setting, decided(setting, EVEN, N))
    assert first.is_repealed.any()
    assert np.array_equal(first.is_repealed, last.is_repealed)


def test_a_member_turns_when_its_probability_falls_to_its_draw_and_may_come_back_while_the_bill_stands():
    """At a gain of -.1 the odds of a yea are exp(-.1 / .2): more turn, and in those runs it is lost for good."""
    numbers = EVEN | {"votes.indifference": 0.2}
    setting = hall(0.6)
    adopted = decided(setting, numbers, N)
    prob = 1.0 / (1.0 + np.exp(0.5))
    turned = months(setting, adopted, numbers, steps=1, position=np.full_like(adopted.position, -0.1))[-1]
    against = np.count_nonzero(drawn() >= prob, axis=0) >= 60
    assert 0.5 < against.mean() < 0.9
    assert np.array_equal(turned.is_repealed[0], adopted.is_passed[0] & against)
    back = decide(
        turned.replace(step=DUE + 2, position=adopted.position), setting, Params.of(numbers, N), Noise(1, range(N))
    )
    assert (turned.is_repealed <= back.is_repealed).all()
    lost = np.count_nonzero(drawn() >= 0.5, axis=0) >= 60
    assert np.array_equal(back.is_repealed[0], adopted.is_passed[0] & (against | lost))


def test_a_party_knows_what_it_learned_at_the_vote():
    """A shock moves a party at the vote and later: where all voted one way for it, they keep it the same way."""
    numbers = {"votes.party_shock": 50.0, "votes.vote_shock": 0.0}
    setting = hall(0.5)
    adopted = decided(setting, numbers, N)
    assert 0.3 < adopted.is_passed.mean() < 0.7
    assert not months(setting, adopted, numbers)[-1].is_repealed[:, adopted.yeas[0] == 100].any()


def test_who_has_left_is_neither_for_nor_against():
    positions = {"large": (0.5, 0), "small": (-0.5, 0)}
    bill = decision({"type": "majority"}, {"large": 3, "small": 1}, repeal=window(0.3))
    setting = world(positions, {"bill": bill})
    adopted = decided(setting)
    gone = np.array([[False], [True]])
    after = months(setting, adopted, SURE, 1, 1, is_active=gone)[-1]
    assert after.is_repealed[0, 0]  # the one of the small bloc is all that is left
    nobody = months(setting, adopted, SURE, 1, 1, is_active=np.zeros((2, 1), dtype=bool))[-1]
    assert not nobody.is_repealed[0, 0]
    both = months(setting, adopted, SURE, 1, 1)[-1]
    assert not both.is_repealed[0, 0]  # one of four is not three in ten


# Sequences


def law(date, *bodies):
    return {
        "title": "Law", "date": date, "pending_from": "2000-01", "source": "assumed", "proposal": TRADE,
        "rule": {"type": "sequence", "bodies": [*bodies]},
    }  # fmt: skip


def two_chambers(law_date="2000-02-10"):
    """A law of two chambers and one that stands on it, both before their parts in the file; the house may turn."""
    decisions = {
        "charter": law("2000-04", "law"),
        "law": law(law_date, "lower", "upper"),
        "lower": decision({"type": "majority"}, {"house": 7}, repeal=window(0.6), date="2000-01"),
        "upper": decision({"type": "majority"}, {"senate": 3}, date="2000-01"),
        "later": decision({"type": "majority"}, {"senate": 3}, date="2000-04", requires=["lower"]),
    }
    return world({"house": (0.5, 0), "senate": (0.5, 0)}, decisions)


def courses(setting, turns_at, last=DUE + 3):
    """State after every month from 2000-01 on; the house turns in a month and comes back in the next."""
    params, noise = Params.of(SURE), Noise(1, [0])
    found = {DUE - 1: decided(setting, step=DUE - 1)}
    coded = found[DUE - 1].position
    turned = coded.copy()
    turned[:, setting.actors.index("house")] = -0.5
    for step in range(DUE, last + 1):
        position = turned if step == turns_at else coded
        found[step] = decide(found[step - 1].replace(step=step, position=position), setting, params, noise)
    return found


def told(setting, state, name, field):
    return bool(getattr(state, field)[next(each.row for each in setting.decisions if each.id == name), 0])


def test_a_sequence_falls_in_the_month_in_which_a_part_is_taken_back_and_does_not_come_back():
    setting = two_chambers()
    found = courses(setting, DUE + 1)
    assert [told(setting, found[step], "law", "is_repealed") for step in (DUE, DUE + 1, DUE + 3)] == [False, True, True]
    assert told(setting, found[DUE + 3], "law", "is_passed")
    decision_ = next(each for each in setting.decisions if each.id == "law")
    assert [in_force(found[step], part_of(decision_))[0] for step in (DUE - 1, DUE, DUE + 1)] == pytest.approx(
        [np.nan, 1.0, 0.0], nan_ok=True
    )
    assert not told(setting, found[DUE + 3], "upper", "is_repealed")


def test_a_sequence_of_which_a_part_was_taken_back_before_does_not_pass_and_so_cannot_fall():
    setting = two_chambers()
    found = courses(setting, DUE + 1)[DUE + 3]
    assert not told(setting, found, "charter", "is_passed")
    assert not told(setting, found, "charter", "is_repealed")
    assert told(setting, found, "later", "is_passed")  # what only waited for the house is past that


def test_a_sequence_of_sequences_falls_in_the_same_month():
    setting = two_chambers()
    found = courses(setting, DUE + 3)
    assert told(setting, found[DUE + 2], "charter", "is_passed")
    assert not told(setting, found[DUE + 2], "charter", "is_repealed")
    assert told(setting, found[DUE + 3], "charter", "is_repealed")


def test_a_sequence_stands_while_its_parts_do():
    setting = two_chambers()
    found = courses(setting, None)[DUE + 3]
    assert not found.is_repealed.any()
    assert found.is_passed.all()


@pytest.mark.parametrize("lang", ["en", "es"])
def test_the_story_tells_what_fell_and_with_what(lang):
    scenario = toy(22)
    bill, whole = scenario.decisions["bill"], scenario.decisions["whole"]
    early = whole.model_copy(update={"date": bill.date, "rule": whole.rule.model_copy(update={"bodies": ["bill"]})})
    scenario = scenario.model_copy(update={"decisions": scenario.decisions | {"whole": early}})
    setting = compile_setting(scenario)
    states = history(setting)
    assert states[-1].is_repealed[[each.id in ("bill", "whole") for each in setting.decisions], 0].all()
    lines = [line for line in Teller(scenario, setting, Params.of(), states, lang).lines() if line.topic == "vote"]
    title = "Decision"
    taken = [line.month for line in lines if line.text == say("story_repealed", lang, title=title, share=0.45)]
    fell = [line.month for line in lines if line.text == say("story_fallen", lang, title=title, part=title)]
    assert len(taken) == 1
    assert fell == taken
