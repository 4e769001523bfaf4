"""E7 between parties: does what was once agreed come back as the equations say, and only where an issue has a field?"""

import numpy as np
import pytest
from worlds import AGREED, ARRAYS, history, largest_gap, toy

from sim.measures import gauge
from sim.model.channels import Channel
from sim.model.core.noise import Noise
from sim.model.parameters import Params
from sim.model.precedents.process import look_back, precedents_of
from sim.model.precedents.setting import PrecedentSetting
from sim.model.precedents.state import Offers
from sim.model.votes.packages import negotiate
from sim.scenario.compile import compile_setting
from sim.scenario.keys.outcomes import Outcome
from sim.story import Teller

RUNS = range(64)
LOW = {"precedents.base": -5.0}  # some cores come on offer, some do not
PARKS, RIGHTS = 2, 1  # issues of the toy


def ran(numbers=LOW, replicates=RUNS, seed=0, **changes):
    setting = compile_setting(toy(seed, **AGREED | changes))
    return setting, history(setting, numbers, replicates=replicates)


def offers(states):
    return [state.block(Offers) for state in states]


def agreement(date, parties, depth=5, **more):
    return {"date": date, "parties": parties, "depth": depth, "source": "assumed"} | more


def agreed(**rows):
    return {"agreements": rows}


# What a party agreed before


def test_own_precedents_fade_with_age_and_side_agreements_count_by_their_weight():
    """Two of three agreements have it, ten and five years old, one of them beside; the third has it not."""
    past = agreed(
        old=agreement("1989-06", ["US", "FR"], provisions={"parks": 1.0}),
        beside=agreement("1994-06", ["US", "FR"], provisions={"parks": 1.0}, side=True),
        bare=agreement("1998-06", ["US", "CL"]),
        foreign=agreement("1998-06", ["FR", "CL"], provisions={"parks": 1.0}),
    )
    setting, states = ran({}, [0], **past)
    own = setting.get(PrecedentSetting)
    found = precedents_of(np.arange(len(own.parties)), PARKS, own, states[0], setting, Params.of())[:, 0]
    fade = {years: np.exp(-0.05 * years) for years in (1, 5, 10)}
    of = dict(zip(own.parties, found, strict=True))
    assert of["US"] == pytest.approx((fade[10] + 0.5 * fade[5]) / (fade[10] + fade[5] + fade[1] + 1.0))
    assert of["CL"] == pytest.approx(fade[1] / (2 * fade[1] + 1.0))
    assert of["MX"] == 0.0


def test_talks_count_once_all_of_their_bodies_have_passed_them_and_a_side_agreement_beside_its_treaty():
    setting, states = ran()
    own, state, n = setting.get(PrecedentSetting), states[-1], len(RUNS)
    (talks,) = [each for each in own.talks if each.id == "talks"]
    assert talks.passed_at == setting.months.index("2000-04")  # the act; the bill falls in February

    def mexico(provision, is_passed, step):
        reached = np.where(np.arange(setting.n_provisions)[:, None] == talks.provision[0], provision, 0)
        passed = np.zeros_like(state.is_passed) | is_passed
        then = state.replace(step=step, provision=np.repeat(reached, n, axis=1), is_passed=passed)
        row = [own.parties.index("MX")]
        return precedents_of(np.array(row), PARKS, own, then, setting, Params.of(n_runs=n))[0]

    last = talks.passed_at
    pact = np.exp(-0.05 * (last + 1 - 1) / 12) * state.block(Offers).carried[1, PARKS]  # of 1999-07, with Chile
    counted, fade = np.exp(-0.05 * last / 12), np.exp(-0.05 / 12)
    np.testing.assert_allclose(mexico(0, False, last + 1), pact / (counted + 1.0))
    np.testing.assert_allclose(mexico(3, True, last + 1), (pact + fade) / (counted + fade + 1.0))
    np.testing.assert_allclose(mexico(2, True, last + 1), (pact + 0.5 * fade) / (counted + 2 * fade + 1.0))
    np.testing.assert_allclose(mexico(0, True, last + 1), pact / (counted + fade + 1.0))
    assert (mexico(3, True, last) < mexico(3, True, last + 1)).all()  # not in the month in which they pass it


# Draws


def test_what_other_agreements_have_is_drawn_in_their_month_and_else_as_on_record():
    setting, states = ran()
    own, seen = setting.get(PrecedentSetting), offers(states)
    early, pact = 0, 1
    assert [each.id for each in own.agreements][:2] == ["early", "pact"]
    assert (seen[0].carried[early, PARKS] == 1.0).all()  # before the period: known
    assert (seen[1].carried[pact] == 0.0).all()  # before its month
    assert 0.0 < seen[-1].carried[pact, PARKS].mean() < 1.0
    draw = Noise(1, RUNS).once(*Channel.PRECEDENT("pact", "parks"), 1)[0]
    chance = 1 / (1 + np.exp(5.0 - 0.562 * 6 + 0.971))  # nobody's precedents, depth 6, two countries of the South
    assert np.array_equal(seen[2].carried[pact, PARKS], draw < chance)
    assert all(np.array_equal(now.carried[pact], seen[2].carried[pact]) for now in seen[2:])
    _, recorded = ran(agreement_provisions="recorded")
    last = recorded[-1].block(Offers).carried
    assert (last[pact, PARKS] == 1.0).all()
    assert (last[3, PARKS] == 0.0).all()
    assert 0.0 < last[2, PARKS].mean() < 1.0  # no record of it


def test_an_agreement_more_changes_no_draw_and_nothing_before_it():
    more = agreed(**AGREED["agreements"], late=agreement("2000-04", ["US", "BR"], provisions={"parks": 1.0}))
    (_, one), (_, two) = ran(), ran(**more)
    assert np.array_equal(two[-1].block(Offers).carried[:4], one[-1].block(Offers).carried)
    march = 10
    assert largest_gap(one[:march], two[:march], ["provision", "position"]) == 0.0


def test_what_was_once_on_offer_stays_so_in_later_windows_of_the_same_talks():
    setting, states = ran({"precedents.base": -3.0})
    row = next(talks.first for talks in setting.negotiations if talks.id == "again")
    march, may = (offers(states)[setting.months.index(month) + 1].on_offer[row] for month in ("2000-03", "2000-05"))
    assert may[march].all()
    assert 0 < np.count_nonzero(march) < np.count_nonzero(may) < len(RUNS)  # a second window is a second chance


def test_chances_hang_on_neither_the_number_of_runs_nor_the_length_of_a_step():
    setting, many = ran()
    for run in (0, 17, 63):
        _, alone = ran(replicates=[run])
        for name in ("carried", "on_offer", "chance"):
            one, all_runs = (getattr(states[-1].block(Offers), name) for states in (alone, many))
            assert np.array_equal(one[..., 0], all_runs[..., run])
    half = history(compile_setting(toy(0, **AGREED), steps_per_year=24), LOW, replicates=RUNS)
    first, again = setting.negotiations[0].rows, setting.negotiations[1].rows
    np.testing.assert_allclose(half[-1].block(Offers).chance[first], many[-1].block(Offers).chance[first], rtol=1e-9)
    assert (half[-1].block(Offers).chance[again] > 0.0).all()


# Offers and packages


def test_no_package_wants_a_core_that_is_not_on_offer():
    """Where the core of this toy is on offer, it is what the proposer wants."""
    setting, states = ran({"precedents.base": -4.0}, seed=6)
    row, end = setting.negotiations[0].first, setting.months.index("1999-12") + 1
    on_offer, provision = states[end].block(Offers).on_offer[row], states[end].provision[row]
    assert 0 < np.count_nonzero(on_offer) < len(RUNS)
    assert set(provision[~on_offer]) == {2}
    assert set(provision[on_offer]) == {3}


def test_where_everything_is_on_offer_talks_are_as_those_of_issues_without_a_field():
    everything = {"precedents.base": np.inf}
    plain = {
        name: talks | {
            "issues": {k: {key: v for key, v in each.items() if key != "field"} for k, each in talks["issues"].items()},
            "depth": None, "south": False,
        }
        for name, talks in AGREED["negotiations"].items()
    }  # fmt: skip
    _, drawn = ran(everything)
    setting, free = ran({}, negotiations=plain, agreements={})
    assert setting.get(PrecedentSetting) is None
    assert not free[-1].has(Offers)
    assert largest_gap(drawn, free, list(ARRAYS)) == 0.0


def test_sign_12_without_precedents_less_comes_on_offer():
    setting, states = ran()
    _, without = ran(LOW | {"precedents.own_weight": 0.0})
    again = setting.negotiations[1].rows
    paired = states[-1].block(Offers).chance[again] - without[-1].block(Offers).chance[again]
    assert (paired >= 0.0).all()
    assert paired.mean() > 0.05


def test_a_strategy_cannot_offer_a_core_that_is_not_on_offer():
    setting = compile_setting(toy(0, **AGREED))
    params, noise = Params.of({"precedents.base": -100.0}), Noise(1, [0])
    opening, proposer = setting.months.index("1999-10"), setting.negotiations[0].proposer
    eager = {"respond": {proposer: lambda offered, view: np.full_like(offered, 3.0)}}
    state = look_back(history(setting, {"precedents.base": -100.0})[opening], setting, params, noise)
    says = r"respond of chief: the core on parks is not on offer in talks, so no 3 \(core\)"
    with pytest.raises(ValueError, match=says):
        negotiate(state, setting, params, eager)


# What is measured and told


def test_measures_say_what_is_on_offer_and_how_likely_it_was():
    scenario = toy(0, **AGREED)
    setting, states = ran()
    at = {"negotiation": "again", "issue": "parks"}
    is_on, chance = (
        gauge(Outcome(label="x", measure=measure, **at), scenario, setting) for measure in ("on_offer", "offer_chance")
    )
    row, seen = setting.negotiations[1].first, states[-1].block(Offers)
    assert np.array_equal(is_on(states[-1]), seen.on_offer[row].astype(float))
    assert np.array_equal(chance(states[-1]), seen.chance[row])
    assert (chance(states[0]) == 0.0).all()
    free = compile_setting(toy(0))
    both = (gauge(Outcome(label="x", measure=m, negotiation="talks", issue="parks"), toy(0), free)
            for m in ("on_offer", "offer_chance"))  # fmt: skip
    assert all((read(history(free)[-1]) == 1.0).all() for read in both)


@pytest.mark.parametrize(
    ("lang", "kept", "no", "any_of_them", "why"),
    [
        ("en", "stays on offer", "does not come on offer", "; chance ", "agreed before"),
        ("es", "sigue en oferta", "no llega a ofrecerse", "; probabilidad ", "acordó antes"),
    ],
)
def test_the_story_tells_why_a_core_is_on_offer_or_not(lang, kept, no, any_of_them, why):
    scenario, numbers = toy(0, **AGREED), {"precedents.base": -3.0}
    setting, seen = compile_setting(scenario), set()
    for run in range(8):
        states = history(setting, numbers, Noise(1, [run]))
        lines = Teller(scenario, setting, Params.of(numbers), states, lang).lines()
        told = [line for line in lines if line.topic == "talks" and any_of_them in line.text]
        assert [line.month for line in told] == ["1999-10", "1999-10", "2000-03", "2000-05"]
        march, may = (states[setting.months.index(month) + 1].block(Offers) for month in ("2000-03", "2000-05"))
        assert (no in told[2].text) is not bool(march.on_offer[2, 0])
        assert (kept in told[3].text) is bool(march.on_offer[2, 0])
        assert (no in told[3].text) is not bool(may.on_offer[2, 0])
        assert f"{may.chance[2, 0]:.0%}" in told[3].text
        seen |= {word for word in (kept, no, why) if any(word in line.text for line in told)}
    assert seen == {kept, no, why}


def test_changing_the_order_of_agreements_in_the_file_changes_nothing():
    turned = dict(reversed(AGREED["agreements"].items()))
    (_, one), (_, two) = ran(), ran(agreements=turned)
    assert largest_gap(one, two) == 0.0
