"""Going abroad, tactics, stigma, shocks and concessions: the limits and signs a skeptic asks for (V4).

A country in the south whose ruler does not listen, and one in the north on which it depends. Farmers in the south have
friends in the north; merchants want what the ruler wants. One issue: the farmers stand at .8, the ruler at -.6.
"""

from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from worlds import ARRAYS, history, largest_gap, toy

from sim.model.campaigns import abroad, tactics
from sim.model.campaigns.choose_venue import mobilize
from sim.model.campaigns.pressure import press
from sim.model.core.noise import Noise
from sim.model.formulas import logistic
from sim.model.initialize import start
from sim.model.parameters import Params, table
from sim.model.schedule import advance
from sim.model.ties.stigma import backlash
from sim.scenario.compile import compile_setting

INFORMATION, SYMBOLIC, LEVERAGE, ACCOUNTABILITY = range(4)
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
        rows[name] = rows[name] | row
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


def odds_of(state, setting, params):
    """What the farmers' weight of the capitol is multiplied by."""
    access = setting.pairs.access[:, None] * np.ones(state.n_runs)
    return abroad.odds(setting.pairs, access, state, setting, params)[pair(setting, "farmers", "capitol")]


# The way abroad


def test_without_an_ally_there_the_way_abroad_is_never_the_better_one():
    for at_home in (0.0, 0.2, 1.0):
        for branded in (0.0, 1.0):
            setting = world(ties=(), at_home=at_home)
            state, params = begun(setting, stigma=np.full((len(ACTORS), 1), branded))
            assert odds_of(state, setting, params) < 1.0
    setting = compile_setting(toy(0, ties=[]))
    for state in history(setting, CALM, replicates=range(4)):
        if state.step < setting.n_steps:
            ones = np.ones((len(setting.pairs), state.n_runs))
            assert (abroad.odds(setting.pairs, ones, state, setting, Params.of(CALM, 4)) <= 1.0).all()


def test_a_closed_door_at_home_and_an_ally_abroad_start_the_boomerang():
    closed, free = world(at_home=0.0), world(at_home=1.0)
    for setting, is_better in ((closed, True), (free, False)):
        state, params = begun(setting)
        assert (odds_of(state, setting, params) > 1.0) == is_better
    state, params = begun(closed)
    barred = replace(closed, way_abroad=np.zeros(closed.n_actors))
    assert odds_of(state, barred, params) < 1.0  # nobody to show the way
    helpless = replace(closed, leverage=np.zeros_like(closed.leverage))
    assert odds_of(state, helpless, params) < 1.0  # a country without a hold on the ruler


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


def test_pressure_at_home_that_moved_nothing_sends_campaigners_abroad():
    setting = world(at_home=1.0)
    state, params = begun(setting)
    deaf = state.responsiveness.copy()
    deaf[:, at(setting, "palace")] = 0.0
    assert odds_of(state.replace(responsiveness=deaf), setting, params) > 1.0 > odds_of(state, setting, params)


def test_a_vote_abroad_on_what_binds_the_own_country_gives_full_leverage_while_it_is_pending():
    setting = world(leverage=0.1, decisions={"vote": bill(-1.0, binds=["south"])})
    row = pair(setting, "farmers", "capitol")
    states = history(setting, CALM)[:-1]
    hold = [abroad.leverage(setting.pairs, state, setting, Params.of())[row, 0] for state in states]
    assert hold[:8] == pytest.approx([0.1, 0.1, 0.1, 0.1, 1.0, 1.0, 1.0, 0.1])


def test_campaigners_press_their_government_from_abroad_if_they_get_in_there_and_it_depends_and_cares():
    alone = CALM | {"campaigns.coercion_weight": 0.0, "campaigns.backlash": 0.0}
    nowhere = world(at_home=0.2, actors={"farmers": {"access": {"executive": 3, "press": 3, "network": 3}}})
    assert not any(state.external.any() for state in history(nowhere, alone))
    setting = world(at_home=0.2)
    external = np.array([state.external[0] for state in history(setting, alone)[1:]])
    assert (external[:, at(setting, "palace")] > 0.0).all()
    careless = replace(setting, stake=np.zeros(setting.n_actors))
    independent = replace(setting, leverage=np.zeros_like(setting.leverage))
    for unmoved in (careless, independent):
        assert not any(state.external.any() for state in history(unmoved, alone))


# Tactics


UPRISING = {"title": "Uprising", "date": "1999-09", "issues": ["labor"], "source": "assumed"}


def test_symbols_are_used_in_the_media_alone_and_under_a_shock_alone():
    setting = world(shocks={"uprising": UPRISING})
    is_medium = setting.pairs.is_medium
    seen = []
    for state in history(setting, CALM)[1:]:
        used = state.tactic[0, :, 0] == SYMBOLIC
        seen.append(state.step > 3 and state.shock[0, 0, 0] >= 0.01)  # no longer once it is all but forgotten
        assert used.tolist() == (is_medium & seen[-1]).tolist()
    assert 10 < sum(seen) < 18
    assert not any((state.tactic == SYMBOLIC).any() for state in history(world(), CALM))


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
    ("ties", "access", "extra"),
    [
        ((("farmers", "friends"),), {"legislature": 3}, 0.4),  # capability 3 of 5 and full access, against 1 of 5
        ((("farmers", "friends"),), {"legislature": 2}, 0.2),
        ((("farmers", "friends"),), {"legislature": 1}, 0.0),
        ((("farmers", "friends"),), {"press": 3}, 0.0),
        ((), {"legislature": 3}, 0.0),
    ],
)
def test_leverage_needs_an_ally_who_gets_in_and_weighs_more_than_oneself(ties, access, extra):
    setting = world(ties, actors={"friends": {"access": access}, "farmers": {"capability": 1.0}})
    state, params = begun(setting)
    tactic, impact = tactics.best(setting.pairs, state, setting, params)
    row = pair(setting, "farmers", "capitol")
    assert tactic[0, row, 0] == (LEVERAGE if extra else INFORMATION)
    assert impact[0, row, 0] == pytest.approx(1.0 + extra)


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
        setting = world(actors={"farmers": {"role": role}, "merchants": {"access": {}}})
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


def pressure_on_congress(decisions):
    """Month by month, from mild friends of what the bloc wants more of than they."""
    mild = {"friends": {"positions": {"labor": 0.3}}, "congress": {"positions": {"labor": 0.8}}}
    setting = world((), actors=mild | {"farmers": {"access": {}}}, decisions=decisions)
    return [state.pressure[0, at(setting, "capitol"), 0] for state in history(setting, CALM)[1:8]]


def test_a_supporter_milder_than_a_bloc_holds_it_back_but_not_before_a_vote():
    supported = pressure_on_congress({"bill": bill(MODERATES_SAY_YES)})
    assert np.sign(supported).tolist() == [-1, -1, -1, -1, 1, 1, 1]
    opposed = pressure_on_congress({"bill": bill(MODERATES_SAY_NO)})
    assert np.sign(opposed).tolist() == [-1] * 7


def test_of_two_votes_that_pend_the_earlier_one_is_pressed_for_and_of_two_on_one_day_the_first():
    whole, part = bill(MODERATES_SAY_YES), bill(MODERATES_SAY_NO)
    both = {"one": whole, "two": part}, {"one": part, "two": whole}
    assert [np.sign(pressure_on_congress(decisions)[4:]).tolist() for decisions in both] == [[1] * 3, [-1] * 3]
    afterwards = {"one": bill(MODERATES_SAY_NO, "2000-02"), "two": whole}
    assert np.sign(pressure_on_congress(afterwards)[4:]).tolist() == [1] * 3


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
    of_stigma = ("ties.stigma_", "ties.legitimacy_", "ties.rhetoric_", "campaigns.stigma_")
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


@pytest.mark.parametrize(("ties", "share"), [((("farmers", "friends"),), 1 / 2),
                                             ((("farmers", "friends"), ("farmers", "merchants")), 1 / 3)])  # fmt: skip
def test_stigma_settles_where_branding_and_forgetting_balance(ties, share):
    setting = replace(world(ties, at_home=0.5), dt=5.0)
    rate, fade = (table()[f"ties.stigma_{name}"].default for name in ("rate", "fade"))
    rhetoric = float(logistic(np.float64(-1.0 + 0.8 - 0.5)))
    settled = rate * rhetoric * share / (rate * rhetoric * share + fade)
    for begins in (0.0, 1.0):
        state, params = begun(setting, stigma=np.full((len(ACTORS), 1), begins))
        for _ in range(40):
            state = backlash(state, setting, params)
        assert state.stigma[who(setting, "farmers"), 0] == pytest.approx(settled, abs=1e-9)


def test_the_branded_get_in_less_at_home_and_as_before_abroad():
    setting = world()
    numbers = CALM | {"campaigns.abroad_slope": 0.0, "campaigns.leverage_weight": 0.0}
    branded = np.zeros((len(ACTORS), 1))
    branded[who(setting, "farmers")] = 0.5
    plain, marked = chosen(setting, numbers).effort[0, :, 0], chosen(setting, numbers, stigma=branded).effort[0, :, 0]
    for place, is_less in (("palace", True), ("radio", True), ("capitol", False)):
        row = pair(setting, "farmers", place)
        assert (marked[row] < plain[row]) == is_less


# What organs do


def test_half_of_a_concession_is_gone_in_the_seventeenth_month_without_pressure():
    assert "17 months" in table()["campaigns.return_rate"].source
    setting = world()
    state, params = begun(setting, SILENT | {"campaigns.coercion_weight": 0.0, "campaigns.backlash": 0.0})
    ruler, given = who(setting, "ruler"), state.policy.copy()
    given[0, ruler] += 0.8
    states = later(state.replace(policy=given), 24, setting, params)
    left = [(state.policy - state.position)[0, ruler, 0] for state in states]
    assert (np.diff(left) < 0.0).all()
    assert left[15] > 0.4 > left[16]
    assert states[-1].position[0, ruler, 0] == pytest.approx(-0.6)


def test_what_pressure_gained_in_a_year_is_not_gone_a_year_later():
    """Anchors draw beliefs back within months; concessions are no beliefs."""
    setting = world()
    ruler, alone = who(setting, "ruler"), {"campaigns.coercion_weight": 0.0, "campaigns.backlash": 0.0}
    loud = {"farmers": {"capability": 5.0}, "merchants": {"access": {}}}
    pressed = history(world(at_home=1.0, actors=loud), CALM | alone)[12]
    gained = (pressed.policy - pressed.position)[0, ruler, 0]
    assert gained > 0.1
    state, params = begun(setting, SILENT | alone, policy=pressed.policy)
    left = later(state, 12, setting, params)[-1].policy[0, ruler, 0] + 0.6
    believed = state.replace(position=pressed.policy)
    left_as_belief = later(believed, 12, setting, params)[-1].position[0, ruler, 0] + 0.6
    assert 0.5 * gained < left < gained
    assert left_as_belief < 0.4 * gained


@pytest.mark.parametrize(
    ("stake", "resistance"), [(1.0, 0.0), (1.0, 0.4), (1.0, 0.6), (0.6, 0.0), (0.4, 0.0), (0.0, 0.0)]
)
def test_coercion_helps_where_a_government_has_a_name_to_lose_and_harms_where_it_shrugs_it_off(stake, resistance):
    """The sign is that of a_c stake (1 - resistance) - back: the north draws the ruler toward .5, or drives it away."""
    numbers = SILENT | {"campaigns.coercion_weight": 0.25, "campaigns.backlash": 0.125}
    setting = world((), actors={"ruler": {"stake": stake, "resistance": resistance}})
    ruler, place = who(setting, "ruler"), at(setting, "palace")
    states, others = history(setting, numbers), left_alone(tuple(numbers.items()))
    net = 0.25 * stake * (1.0 - resistance) - 0.125
    assert states[1].external[0, place, 0] == pytest.approx(net * 0.8 * (0.5 + 0.6) / 2.0)
    moved = states[-1].policy[0, ruler, 0] - others[-1].policy[0, ruler, 0]
    assert np.sign(moved) == np.sign(net)


@cache
def left_alone(numbers):
    """The same world where nobody abroad has leverage, run once."""
    return history(world((), leverage=0.0), dict(numbers))


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
