"""Doors, sides, tactics, stigma, shocks and concessions: the limits and signs a skeptic asks for (V4).

A country in the south whose ruler does not listen, and one in the north on which it depends. Farmers in the south have
friends in the north; merchants want what the ruler wants. One issue: the farmers stand at .8, the ruler at -.6.
"""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from worlds import ARRAYS, history, largest_gap, toy

from sim.model.campaigns.choose_venue import mobilize
from sim.model.campaigns.pressure import press
from sim.model.core.noise import Noise
from sim.model.initialize import start
from sim.model.parameters import Params, table
from sim.model.schedule import advance
from sim.model.ties.stigma import backlash
from sim.scenario.compile import compile_setting

INFORMATION, LEVERAGE, ACCOUNTABILITY = range(3)
# On a single issue opponents stand so far apart that nobody would talk to a government: here everyone does.
CALM = {"ties.rate": 0.0, "opinion.noise": 0.0, "opinion.confidence_radius": np.inf}
SILENT = CALM | {"campaigns.venue_slope": 0.0}
ACTORS = {
    # kind, role, country, position, access
    "farmers": ("ngo", "advocacy", "south", 0.8, {"executive": 3, "foreign_legislature": 3, "press": 3, "network": 3}),
    "merchants": ("ngo", "business", "south", -0.9, {"executive": 3, "press": 3}),
    "friends": ("ngo", "advocacy", "north", 0.7, {"legislature": 3, "press": 3}),
    "ruler": ("government", "executive", "south", -0.6, {}),
    "congress": ("government", "bloc", "north", 0.4, {}),
    "president": ("government", "executive", "north", 0.5, {}),
}


def tie(actor, partner):
    return {"actor": actor, "partner": partner, "type": "alliance", "source": "assumed"}


def venue(kind, country, organ=None, openness=0.8):
    return {"kind": kind, "country": country, "organ": organ, "openness": openness, "source": "assumed"}


def world(ties=(("farmers", "friends"),), *, at_home=0.5, leverage=0.8, actors=None, steps_per_year=12, **changes):
    """The two countries for two years; `at_home` is how open the ruler's palace is, `actors` changes single rows."""
    rows = {
        name: {
            "id": name, "name": name, "kind": kind, "role": role, "country": country, "capability": 3.0,
            "positions": {"labor": position}, "saliences": {"labor": 0.6}, "access": access, "stake": 0.8,
            "resistance": 0.25, "source": "assumed",
        }
        for name, (kind, role, country, position, access) in ACTORS.items()
    }  # fmt: skip
    for name, row in (actors or {}).items():
        rows[name] = rows.get(name, {}) | row
    nothing = (
        "coupling", "ties", "forums", "events", "barriers", "ideas", "shocks", "commitments", "negotiations",
        "decisions",
    )  # fmt: skip
    empty = {key: [] if key in ("coupling", "ties") else {} for key in nothing}
    document = {
        "period": {"start": "1999-06", "end": "2001-05"},
        "reference": "1999-06",
        "issues": {"labor": {"title": "Labor", "negative": "no", "positive": "yes", "tier": "policy_core",
                             "source": "assumed"}},
        "actors": rows,
        "ties": [tie(*ends) for ends in ties],
        "venues": {
            "palace": venue("executive", "south", "ruler", at_home), "radio": venue("press", "south"),
            "capitol": venue("legislature", "north", "congress"), "tower": venue("executive", "north", "president"),
            "channel": venue("press", "north"),
        },
        "leverage": [{"by": "north", "over": "south", "date": "1999-06", "value": leverage, "source": "assumed"}],
        "outcomes": {"ties": {"label": "Ties", "measure": "ties", "actors": {}}},
    }  # fmt: skip
    return compile_setting(toy(0, **empty | document | changes), steps_per_year=steps_per_year)


def who(setting, name):
    return setting.actors.index(name)


def at(setting, name):
    return setting.venues.ids.index(name)


def pair(setting, actor, place):
    """The row of an actor's access to a venue."""
    pairs = setting.pairs
    (row,) = np.flatnonzero((pairs.actor == who(setting, actor)) & (pairs.venue == at(setting, place)))
    return row


def begun(setting, numbers=CALM, **changes):
    """The state before step 0, and the parameters."""
    params = Params.of(numbers)
    return start(setting, params, Noise(1, [0])).replace(**changes), params


def later(state, n_steps, setting, params):
    """The states of the months after one, as they follow from it."""
    noise, states = Noise(1, [0]), []
    for _ in range(n_steps):
        state = advance(state, setting, params, noise)
        states.append(state)
    return states


def chosen(setting, numbers=CALM, **changes):
    """The efforts of the first month."""
    state, params = begun(setting, numbers, **changes)
    return mobilize(state, setting, params, {})


def effort_of(setting, actor, place, numbers=CALM, **changes):
    """What an actor spends at a venue in the first month."""
    pairs = setting.pairs
    there = (pairs.actor == who(setting, actor)) & (pairs.venue == at(setting, place))
    return chosen(setting, numbers, **changes).effort[0, there, 0].sum()


# Doors, one's own and those of allies


OUTSIDERS = {"farmers": {"access": {"executive": 3, "press": 3}}}  # no door of their own in the north
ALLIES = (("farmers", "friends"),)


def test_an_ally_who_agrees_lends_its_door_and_nobody_else_does():
    assert effort_of(world(ALLIES, actors=OUTSIDERS), "farmers", "capitol") > 0.0
    assert effort_of(world((), actors=OUTSIDERS), "farmers", "capitol") == 0.0
    assert effort_of(world(ALLIES, actors=OUTSIDERS), "farmers", "capitol", CALM | {"campaigns.lent_voice": 0.0}) == 0.0
    opposed = OUTSIDERS | {"friends": {"positions": {"labor": -0.7}}}
    assert effort_of(world(ALLIES, actors=opposed), "farmers", "capitol") == 0.0
    through_another = (("farmers", "president"), ("president", "friends"))  # a door is lent once, not on and on
    assert effort_of(world(through_another, actors=OUTSIDERS), "farmers", "capitol") == 0.0


def test_a_friend_lends_its_door_from_the_month_in_which_it_is_there():
    setting = world(ALLIES, actors=OUTSIDERS | {"friends": {"active_from": "1999-09"}})
    row = pair(setting, "farmers", "capitol")
    is_used = [state.effort[0, row, 0] > 0.0 for state in history(setting, CALM)[1:7]]
    assert is_used == [False, False, False, True, True, True]


def test_a_lent_door_is_worth_a_share_of_the_friends_own():
    """A third of a full door is what the lowest letter opens; the better of two doors counts."""
    third = CALM | {"campaigns.lent_voice": 1 / 3}
    lowest = {"farmers": {"access": {"executive": 3, "press": 3, "foreign_legislature": 1}}}
    lent, own = (world(ALLIES, actors=actors) for actors in (OUTSIDERS, lowest))
    silent = {"farmers": {"access": {"executive": 3, "press": 3, "foreign_legislature": 3}}}
    assert effort_of(lent, "farmers", "capitol", third) == pytest.approx(effort_of(own, "farmers", "capitol", third))
    full, doubled = (effort_of(world(ties, actors=silent), "farmers", "capitol", CALM | {"campaigns.lent_voice": share})
                     for ties, share in ((ALLIES, 0.0), (ALLIES, 0.9)))  # fmt: skip
    assert doubled == pytest.approx(full, rel=0.2)  # less only by what goes to the channel that is lent, too
    assert doubled <= full


def test_media_are_lent_too():
    assert effort_of(world(ALLIES, actors=OUTSIDERS), "farmers", "channel") > 0.0
    assert effort_of(world((), actors=OUTSIDERS), "farmers", "channel") == 0.0


def test_a_bloc_presses_its_executive_and_no_chamber_and_borrows_no_door():
    letters = {"executive": 3, "legislature": 3, "foreign_legislature": 3}
    setting = world((("congress", "friends"),), actors={"congress": {"access": letters}})
    mine = setting.pairs.actor == who(setting, "congress")
    assert [setting.venues.ids[row] for row in setting.pairs.venue[mine]] == ["tower"]


def test_the_more_home_is_closed_the_more_of_the_effort_goes_abroad():
    shares, efforts = [], []
    for at_home in (1.0, 0.75, 0.5, 0.25, 0.0):
        setting = world(at_home=at_home)
        effort = chosen(setting).effort[0, :, 0]
        mine = setting.pairs.actor == who(setting, "farmers")
        efforts.append(effort[pair(setting, "farmers", "capitol")])
        shares.append(efforts[-1] / effort[mine].sum())
    assert (np.diff(shares) > 0.0).all()
    assert (np.diff(efforts) > 0.0).all()


# Tactics


UPRISING = {"title": "Uprising", "date": "1999-09", "issues": ["labor"], "source": "assumed"}


PROMISE = {
    "title": "Promise", "organs": ["ruler"], "issue": "labor", "value": 0.4, "since": "1999-09", "until": "1999-11",
    "source": "assumed",
}  # fmt: skip


def test_a_promise_is_held_against_an_organ_while_it_is_in_force_and_by_those_it_suits():
    setting = world(commitments={"vow": PROMISE})
    used = np.array([state.tactic[0, :, 0] == ACCOUNTABILITY for state in history(setting, CALM)[1:]])
    assert np.flatnonzero(used[:, pair(setting, "farmers", "palace")]).tolist() == [3, 4, 5]
    assert np.count_nonzero(used) == 3  # nobody else, the merchants least of all


def test_what_a_promise_adds_is_the_gap_to_what_the_organ_does():
    setting = world(commitments={"vow": PROMISE | {"since": "1999-01"}})
    row = pair(setting, "farmers", "palace")
    assert chosen(setting).impact[0, row, 0] == pytest.approx(1.0 + abs(0.4 + 0.6) / 2.0)
    kept = begun(setting)[0].policy.copy()
    kept[0, who(setting, "ruler")] = 0.4
    assert chosen(setting, policy=kept).impact[0, row, 0] == 1.0


@pytest.mark.parametrize(
    ("letter", "tactic"), [(0, LEVERAGE), (1, LEVERAGE), (2, INFORMATION), (3, INFORMATION)]
)  # half of the friends' full door is more than a third of one
def test_leverage_is_to_come_in_by_an_allys_door_and_adds_nothing(letter, tactic):
    letters = {"executive": 3, "press": 3} | ({"foreign_legislature": letter} if letter else {})
    setting = world(ALLIES, actors={"farmers": {"access": letters}})
    state, row = chosen(setting), pair(setting, "farmers", "capitol")
    assert state.tactic[0, row, 0] == tactic
    assert state.impact[0, row, 0] == 1.0


def test_what_a_tactic_adds_is_felt_as_pressure():
    """The same effort presses harder with a promise to point at; and more effort goes where it works."""
    setting = world(commitments={"vow": PROMISE | {"since": "1999-01"}})
    place, row = at(setting, "palace"), pair(setting, "farmers", "palace")
    plain, held = (chosen(setting, CALM | {"campaigns.accountability_weight": weight}) for weight in (0.0, 1.0))
    same = held.replace(effort=plain.effort)
    pressure = [press(s, setting, Params.of(CALM)).pressure[0, place, 0] for s in (plain, same, held)]
    assert pressure[0] < pressure[1] < pressure[2]
    assert held.effort[0, row, 0] > plain.effort[0, row, 0]


def test_a_celebrity_brings_an_issue_into_the_media_as_two_others_would():
    """Attention is M / (M + N0): its odds are the effort that is heard, over the background."""
    odds = {}
    for role in ("advocacy", "celebrity", "media"):
        setting = world((), actors={"farmers": {"role": role}, "merchants": {"access": {}}})
        attention = history(setting, CALM)[1].attention[0, setting.countries.index("south"), 0]
        odds[role] = attention / (1.0 - attention)
    assert odds["celebrity"] == pytest.approx(2.0 * odds["advocacy"])
    assert odds["media"] == odds["celebrity"]


def bill(status_quo, date="1999-12", **changes):
    """A bill that would take congress from some status quo to 1."""
    return {
        "title": "Bill", "date": date, "pending_from": "1999-10", "source": "assumed",
        "proposal": {"labor": {"status_quo": status_quo, "proposed": 1.0, "source": "assumed"}},
        "chamber": {"congress": {"members": 10, "source": "assumed"}}, "rule": {"type": "majority"},
    } | changes  # fmt: skip


MODERATES_SAY_YES, MODERATES_SAY_NO = -1.0, 0.2  # at .3 the whole way is a gain, and the last part a loss


def pressure_on_congress(decisions, **rows):
    """Month by month to January, from mild friends of what the bloc wants more of than they."""
    mild = {"friends": {"positions": {"labor": 0.3}, "access": {"legislature": 3}},
            "congress": {"positions": {"labor": 0.8}}, "farmers": {"access": {}}}  # fmt: skip
    setting = world((), actors=mild | rows, decisions=decisions)
    return [state.pressure[0, at(setting, "capitol"), 0] for state in history(setting, CALM)[1:9]]


def test_one_presses_for_a_side_of_a_vote_and_before_it_only_who_lags_behind():
    """A supporter milder than the bloc is content with it until the vote pends, and again when it is over."""
    supported = pressure_on_congress({"bill": bill(MODERATES_SAY_YES)})
    assert np.sign(supported).tolist() == [0, 0, 0, 0, 1, 1, 1, 0]
    opposed = pressure_on_congress({"bill": bill(MODERATES_SAY_NO)})
    assert np.sign(opposed).tolist() == [-1] * 7 + [0]


def test_of_two_votes_that_pend_the_earlier_one_is_pressed_for_and_of_two_on_one_day_the_first():
    whole, part = bill(MODERATES_SAY_YES), bill(MODERATES_SAY_NO)
    both = {"one": whole, "two": part}, {"one": part, "two": whole}
    assert [np.sign(pressure_on_congress(decisions)[4:7]).tolist() for decisions in both] == [[1] * 3, [-1] * 3]
    afterwards = {"one": bill(MODERATES_SAY_NO, "2000-02"), "two": whole}
    assert np.sign(pressure_on_congress(afterwards)[4:]).tolist() == [1, 1, 1, -1]


def test_a_vote_that_pends_comes_before_an_earlier_one_that_does_not_yet():
    sudden = {"one": bill(MODERATES_SAY_YES, "2000-02"), "two": bill(MODERATES_SAY_NO, pending_from="1999-12")}
    assert np.sign(pressure_on_congress(sudden)[4:]).tolist() == [1, 1, -1, 1]


def test_the_executive_of_a_decision_lobbies_on_no_side_of_it():
    """Its pull is counted in the vote."""
    lobbyist = {"president": {"access": {"legislature": 3}}, "friends": {"access": {}},
                "congress": {"positions": {"labor": 0.2}}}  # fmt: skip
    own, of_another = (pressure_on_congress({"bill": bill(MODERATES_SAY_YES, **more)}, **lobbyist)
                     for more in ({"executive": "president"}, {}))  # fmt: skip
    assert np.sign(own).tolist() == [1, 1, 1, 1, 0, 0, 0, 1]
    assert np.sign(of_another).tolist() == [1] * 8


# Contests


ONE_SIDE = {"farmers": {"access": {}}, "merchants": {"access": {}}, "friends": {"access": {"legislature": 3}},
            "congress": {"positions": {"labor": 0.2}}}  # fmt: skip


def odds(share):
    return share / (1.0 - share)


def on_congress(setting, numbers=CALM):
    """The pressure on it in the first month, as odds: one side's weight over the background."""
    return odds(history(setting, numbers)[1].pressure[0, at(setting, "capitol"), 0])


@pytest.mark.parametrize(("coordination", "alone"), [(0.0, 1.0), (0.5, 5 / 6), (1.0, 3 / 4)])
def test_strangers_weigh_less_at_a_door_than_allies(coordination, alone):
    """Two of one size who are not allied make H = 1/2, and (1 + gamma / 2) / (1 + gamma) of their sum."""
    numbers = CALM | {"campaigns.coordination": coordination}
    row = {"positions": {"labor": 0.7}, "access": {"legislature": 3}, "country": "north"}
    apart, together = (world(ties, actors=ONE_SIDE | {"farmers": row}) for ties in ((), ALLIES))
    assert on_congress(apart, numbers) == pytest.approx(alone * on_congress(together, numbers))


@pytest.mark.parametrize("outside_route", [0.0, 0.5, 1.0])
def test_an_organ_hears_the_media_of_its_country(outside_route):
    """Attention has the odds of all that is heard in the media; an organ that sits nowhere hears a share of it."""
    setting = world((), actors=ONE_SIDE | {"friends": {"access": {"press": 3}}})
    state = history(setting, CALM | {"campaigns.outside_route": outside_route})[1]
    heard = odds(state.attention[0, setting.countries.index("north"), 0])
    assert heard > 0.0
    felt = odds(state.pressure[0, :, 0])
    assert felt[[at(setting, "capitol"), at(setting, "tower")]] == pytest.approx([outside_route * heard] * 2)
    assert felt[at(setting, "palace")] == 0.0


def test_a_chamber_in_two_halves_is_pressed_as_the_whole():
    whole = world((), actors=ONE_SIDE | {"friends": {}}, decisions={"bill": bill(-1.0)})
    houses = {name: ("government", "bloc", "north", 0.2, {}) for name in ("lower", "upper")}
    half = {
        name: {
            "id": name, "name": name, "kind": kind, "role": role, "country": country, "capability": 3.0,
            "positions": {"labor": position}, "saliences": {"labor": 0.6}, "access": access, "stake": 0.8,
            "resistance": 0.25, "source": "assumed",
        }
        for name, (kind, role, country, position, access) in houses.items()
    }  # fmt: skip
    bodies = {name: {"members": 5, "source": "assumed"} for name in houses}
    venues = {"palace": venue("executive", "south", "ruler", 0.5), "channel": venue("press", "north")}
    venues |= {f"{name}_house": venue("legislature", "north", name) for name in houses}
    split = world(
        (), actors=ONE_SIDE | {"friends": {}} | half, venues=venues, decisions={"bill": bill(-1.0, chamber=bodies)},
    )  # fmt: skip
    for one, two in zip(history(whole, CALM)[1:9], history(split, CALM)[1:9], strict=True):
        (pressure,) = one.pressure[0, [at(whole, "capitol")], 0]
        assert pressure > 0.0
        assert two.pressure[0, [at(split, f"{name}_house") for name in houses], 0] == pytest.approx([pressure] * 2)
        assert two.built[:, 0] == pytest.approx([one.built[0, 0]] * 2)


@pytest.mark.parametrize("rate", [0.0, 2.0, 1000.0])
def test_pressure_on_a_vote_builds_up_over_months(rate):
    """It begins with that of the first month; before the vote it is that on the main plank, toward what is proposed."""
    actors = ONE_SIDE | {"friends": {"access": {"legislature": 3}, "active_from": "1999-08"}}
    setting = world((), actors=actors, decisions={"bill": bill(1.0, proposal={
        "labor": {"status_quo": 1.0, "proposed": -1.0, "source": "assumed"}})})  # fmt: skip
    states = history(setting, CALM | {"campaigns.pressure_rate": rate})[1:12]
    pressure = [-state.pressure[0, at(setting, "capitol"), 0] for state in states]
    built = [state.built[0, 0] for state in states]
    assert built[0] == pressure[0] == 0.0 > pressure[2]
    share = 1.0 - np.exp(-rate / 12.0)
    for (before, now), felt in zip(pairwise(built), pressure[1:], strict=True):
        assert now == pytest.approx(before + share * (felt - before), abs=1e-12)


def test_what_a_bloc_was_pressed_by_when_it_was_coded_is_in_its_position():
    """The reference is the month in which the case is coded, and later that of an event that codes a bloc anew."""
    recoded = {"anew": {"title": "Anew", "date": "1999-10", "source": "assumed", "changes": [
        {"actors": {"ids": ["congress"]}, "field": "position", "issue": "labor", "value": 0.2}]}}  # fmt: skip
    setting = world((), actors=ONE_SIDE, decisions={"bill": bill(-1.0)}, events=recoded, reference="1999-08")
    states, place = history(setting, CALM)[1:9], at(setting, "capitol")
    then = [max(0, min(month, 2)) if month < 4 else 4 for month in range(8)]
    for state, coded in zip(states, then, strict=True):
        assert state.built_reference[0, 0] == states[coded].built[0, 0] != 0.0
        assert state.pressure_reference[0, place, 0] == states[coded].pressure[0, place, 0] != 0.0


# Shocks


@pytest.mark.parametrize(
    ("ties", "north", "south"),
    [
        ((), 0.0, 0.0),
        ((("farmers", "friends"),), 1 / 3, 0.0),
        ((("farmers", "friends"), ("farmers", "president")), 2 / 3, 0.0),
        ((("farmers", "merchants"),), 0.0, 1 / 2),
    ],
)
def test_a_shock_resonates_only_where_its_actor_has_friends(ties, north, south):
    """In the measure of their share among the country's other actors: three in the north, two in the south."""
    setting = world(ties, shocks={"uprising": UPRISING | {"actor": "farmers"}})
    nobodys = world(ties, shocks={"uprising": UPRISING})
    full = history(nobodys, CALM)[4].shock[0, :, 0]
    assert (full > 0.0).all()
    state = history(setting, CALM)[4]
    share = {setting.countries.index("north"): north, setting.countries.index("south"): south}
    assert state.shock[0, :, 0] == pytest.approx([full[c] * share[c] for c in sorted(share)])
    is_opened = (state.openness_now > state.openness)[0, :, 0]
    assert is_opened.tolist() == [share[c] > 0.0 for c in setting.venues.country]


def test_a_shock_that_is_heard_in_some_countries_is_heard_nowhere_else():
    setting = world(shocks={"uprising": UPRISING | {"countries": ["north"]}})
    shock = history(setting, CALM)[4].shock[0, :, 0]
    assert (shock > 0.0).tolist() == [country == "north" for country in setting.countries]


@pytest.mark.parametrize("steps_per_year", [12, 24, 48])
def test_all_that_a_shock_brings_is_its_size_times_its_duration_however_short_the_steps(steps_per_year):
    setting = world(shocks={"uprising": UPRISING}, steps_per_year=steps_per_year)
    for years in (0.05, 0.12):
        numbers = SILENT | {"campaigns.shock_years": years, "campaigns.shock_size": 0.02}
        total = sum(state.shock[0, 0, 0] for state in history(setting, numbers)[1:]) * setting.dt
        assert total == pytest.approx(0.02 * years, rel=1e-6)


# Stigma


def test_who_has_no_name_to_lose_is_not_branded_and_then_stigma_has_no_say():
    """With rate 0 stigma stays 0, and none of its other numbers changes anything."""
    setting = compile_setting(toy(0))
    calm = {"ties.stigma_rate": 0.0, "ties.rate": 1.0}
    plain = history(setting, calm, replicates=range(4))
    assert not any(state.stigma.any() for state in plain)
    of_stigma = ("ties.stigma_", "ties.legitimacy_")
    others = [key for key in table() if key.startswith(of_stigma)]
    moved = {key: table()[key].high for key in others} | calm
    assert largest_gap(plain, history(setting, moved, replicates=range(4)), ARRAYS) == 0.0


def test_only_campaigners_with_allies_abroad_are_branded():
    setting = world((("farmers", "friends"), ("ruler", "president"), ("merchants", "ruler")))
    state = history(setting, CALM)[-1]
    names = np.array(setting.actors)[state.stigma[:, 0] > 0.0].tolist()
    assert names == ["farmers", "friends"]


def test_stigma_stays_within_its_bounds_at_any_speed():
    setting = compile_setting(toy(0))
    for rate, fade in ((1000.0, 0.0), (1000.0, 1000.0), (0.5, 0.05)):
        states = history(
            setting, {"ties.stigma_rate": rate, "ties.stigma_fade": fade, "ties.rate": 1.0}, replicates=range(4)
        )
        stigma = np.array([state.stigma for state in states])
        assert stigma.min() == 0.0
        assert 0.0 < stigma.max() <= 1.0


@pytest.mark.parametrize("rhetoric", [0.0, 0.5, 1.0], ids=["open", "neutral", "hostile"])
def test_who_has_allies_abroad_is_branded_as_loudly_as_its_executive_speaks(rhetoric):
    setting = world(actors={"ruler": {"rhetoric": rhetoric}, "congress": {"active_from": "2001-01"}})
    state = history(setting, CALM)[1]
    grown = 1 - np.exp(-(0.25 * rhetoric / 2 + 0.15) / 12)
    assert state.stigma[who(setting, "farmers"), 0] == pytest.approx(
        grown * 0.25 * rhetoric / 2 / (0.25 * rhetoric / 2 + 0.15)
    )


def test_a_change_of_tone_is_an_event_and_one_who_has_left_brands_nobody():
    turn = {"title": "Turn", "date": "2000-06", "source": "assumed",
            "changes": [{"actors": {"ids": ["ruler"]}, "field": "rhetoric", "value": 0.0}]}  # fmt: skip

    def stigma(**changes):
        setting = world(**changes)
        return np.array([state.stigma[who(setting, "farmers"), 0] for state in history(setting, CALM)[1:]])

    plain, turned = stigma(), stigma(events={"turn": turn})
    gone = stigma(actors={"ruler": {"active_until": "2000-06"}})
    assert turned[:12].tolist() == plain[:12].tolist()
    assert (np.diff(turned[11:]) < 0.0).all()
    assert gone.tolist() == turned.tolist()


@pytest.mark.parametrize(("ties", "share"), [((("farmers", "friends"),), 1 / 2),
                                             ((("farmers", "friends"), ("farmers", "merchants")), 1 / 3)])  # fmt: skip
def test_stigma_settles_where_branding_and_forgetting_balance(ties, share):
    setting = replace(world(ties, at_home=0.5), dt=5.0)
    rate, fade = (table()[f"ties.stigma_{name}"].default for name in ("rate", "fade"))
    settled = rate * 0.5 * share / (rate * 0.5 * share + fade)
    for begins in (0.0, 1.0):
        state, params = begun(setting, stigma=np.full((len(ACTORS), 1), begins))
        for _ in range(40):
            state = backlash(state, setting, params)
        assert state.stigma[who(setting, "farmers"), 0] == pytest.approx(settled, abs=1e-9)


def test_the_branded_get_in_less_at_home_and_as_before_abroad():
    setting = world()
    branded = np.zeros((len(ACTORS), 1))
    branded[who(setting, "farmers")] = 0.5
    plain, marked = chosen(setting).effort[0, :, 0], chosen(setting, stigma=branded).effort[0, :, 0]
    for place, is_less in (("palace", True), ("radio", True), ("capitol", False)):
        row = pair(setting, "farmers", place)
        assert (marked[row] < plain[row]) == is_less


# What organs do


def test_half_of_a_concession_is_gone_in_the_fifth_month_without_pressure():
    """At two a year: ln 2 / 2 years are 4.2 months."""
    setting = world()
    state, params = begun(setting, SILENT | {"campaigns.boomerang": 0.0, "campaigns.pressure_rate": 2.0})
    ruler, given = who(setting, "ruler"), state.policy.copy()
    given[0, ruler] += 0.8
    states = later(state.replace(policy=given), 24, setting, params)
    left = [(state.policy - state.position)[0, ruler, 0] for state in states]
    assert (np.diff(left) < 0.0).all()
    assert left[3] > 0.4 > left[4]
    assert states[-1].position[0, ruler, 0] == pytest.approx(-0.6)


def test_an_organ_goes_toward_what_pressure_since_its_coding_asks_of_it():
    """As far as a vote would: indifference times the effect, for the pressure at its door and that from abroad."""
    numbers = CALM | {"votes.indifference": 0.4, "campaigns.effect": 2.5, "campaigns.pressure_rate": 3.0}
    late = {"farmers": {"capability": 5.0, "active_from": "1999-08"}, "merchants": {"access": {}}}
    setting = world(at_home=0.5, actors=late)
    ruler, place, share = who(setting, "ruler"), at(setting, "palace"), 1.0 - np.exp(-3.0 / 12.0)
    for before, now in pairwise(history(setting, numbers)):
        pressed = 0.5 * (now.pressure - now.pressure_reference)[0, place, 0] + now.external[0, place, 0]
        offered = np.clip(now.position[0, ruler, 0] + pressed, -1.0, 1.0)
        expected = before.policy[0, ruler, 0] + share * (offered - before.policy[0, ruler, 0])
        assert now.policy[0, ruler, 0] == pytest.approx(expected, abs=1e-12)
    assert now.policy[0, ruler, 0] > -0.4


# The boomerang


def boomerang(link, leverage, presence, gap=(0.5 + 0.6) / 2.0):
    """What the rule says, with a backlash of .1."""
    return gap * (link - 0.1 * leverage * (1.0 - presence))


PRESENCE = 4 / (4 + 10)  # farmers of capability 3 spend 4 units a year, against a background of 10


@pytest.mark.parametrize(
    ("ties", "leverage", "rows", "expected"),
    [
        (ALLIES, 0.8, {}, boomerang(PRESENCE, 0.8, PRESENCE)),
        (ALLIES, 0.2, {}, boomerang(0.2, 0.2, PRESENCE)),
        (ALLIES, 0.8, {"ruler": {"stake": 0.4, "resistance": 0.5}}, boomerang(0.2, 0.8, PRESENCE)),
        (ALLIES, 0.8, {"farmers": {"capability": 5.0}}, boomerang(0.6, 0.8, 16 / 26)),
        (ALLIES, 0.8, {"ruler": {"stake": 0.0}}, boomerang(0.0, 0.8, PRESENCE)),
        ((), 0.8, {}, boomerang(0.0, 0.8, 0.0)),
        (ALLIES, 0.8, {"farmers": {"positions": {"labor": -0.8}}, "friends": {"positions": {"labor": -0.7}}},
         boomerang(0.0, 0.8, 0.0)),
        ((("merchants", "friends"),), 0.8, {}, boomerang(0.0, 0.8, 0.0)),
        ((("farmers", "merchants"),), 0.8, {}, boomerang(0.0, 0.8, 0.0)),
        (ALLIES, 0.8, {"friends": {"active_from": "2000-01"}}, boomerang(0.0, 0.8, 0.0)),
        (ALLIES, 0.8, {"president": {"active_from": "2000-01"}}, 0.0),
        (ALLIES, 0.0, {}, 0.0),
    ],
    ids=["presence", "leverage", "stake", "strong", "careless", "alone", "content", "critic without", "at home",
         "ally to come", "nobody abroad", "no hold"],
)  # fmt: skip
def test_the_boomerang_is_as_strong_as_its_weakest_link(ties, leverage, rows, expected):
    setting = world(ties, leverage=leverage, actors=rows)
    state = history(setting, CALM | {"campaigns.background": 10.0, "campaigns.backlash": 0.1})[1]
    assert state.external[0, at(setting, "palace"), 0] == pytest.approx(expected)
    assert state.external[0, at(setting, "tower"), 0] == 0.0  # the south has no hold on the north


def test_shaming_helps_where_critics_have_an_ally_abroad_and_harms_where_nobody_at_home_asks_for_it():
    def moved(ties):
        setting = world(ties)
        return history(setting, SILENT)[-1].policy[0, who(setting, "ruler"), 0] + 0.6

    assert moved(ALLIES) > 0.05
    assert moved(()) < -0.01


def test_a_vote_abroad_on_what_binds_the_own_country_has_a_full_hold_on_all_but_its_main_plank():
    """While it pends it is the chamber that asks, with leverage 1; before and after it is the president's wish."""
    both = {name: {"positions": {"labor": x, "parks": x}, "saliences": {"labor": 0.6, "parks": 0.6}}
            for name, (_, _, _, x, _) in ACTORS.items()}  # fmt: skip
    both["congress"]["positions"] = {"labor": 0.4, "parks": 0.9}
    both["ruler"] |= {"stake": 1.0, "resistance": 0.0}
    issue = {"negative": "no", "positive": "yes", "tier": "policy_core", "source": "assumed"}
    issues = {name: issue | {"title": name} for name in ("labor", "parks")}
    setting = world(issues=issues, actors=both, leverage=0.1, decisions={"vote": bill(-1.0, binds=["south"])})
    numbers = CALM | {"campaigns.backlash": 0.1, "campaigns.background": 2.0, "campaigns.pressure_rate": 0.0}
    states = history(setting, numbers | {"opinion.rate": 0.0})[1:9]
    external = np.array([state.external[:, at(setting, "palace"), 0] for state in states])
    presence = 2 / (2 + 2)  # half of what the farmers can spend is for either issue
    calm = boomerang(0.1, 0.1, presence)
    assert external[:, 0] == pytest.approx([calm] * 4 + [0.0] * 3 + [calm])
    pending = boomerang(presence, 1.0, presence, gap=(0.9 + 0.6) / 2.0)
    assert external[:, 1] == pytest.approx([calm] * 4 + [pending] * 3 + [calm])


def test_halving_the_length_of_a_step_hardly_changes_stigma_and_concessions():
    numbers = CALM | {"ties.stigma_rate": 0.5}
    coarse, fine = (
        history(world(at_home=0.8, shocks={"uprising": UPRISING}, steps_per_year=n), numbers)[-1] for n in (12, 24)
    )
    assert np.abs(coarse.policy - coarse.position).max() > 0.05
    assert coarse.stigma.max() > 0.1
    assert np.abs(coarse.policy - fine.policy).max() < 0.01
    assert np.abs(coarse.stigma - fine.stigma).max() < 0.005
    assert np.abs(coarse.external - fine.external).max() < 0.01
