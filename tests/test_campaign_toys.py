"""What campaigns do in small worlds, as signs; and what must not change with how a world is written down (V5)."""

import numpy as np
import pytest
from campaign_toys import (
    CAMPAIGNS,
    CRITICS,
    REPLICATES,
    SUPPORTERS,
    absent,
    boomerang,
    ended,
    halved,
    house,
    loaded,
    mirrored,
    policy,
    severed,
    yeas,
)
from campaign_worlds import drives
from worlds import history

from sim.model.parameters import table
from sim.scenario.compile import compile_setting

DEMOCRATS, REPUBLICANS = 0, 1

# Votes


@pytest.fixture(scope="module")
def treaty():
    return loaded(house())


@pytest.fixture(scope="module")
def with_all(treaty):
    return yeas(treaty)


def test_without_labor_more_democrats_say_yes_and_hardly_more_republicans(treaty, with_all):
    """Sign 1. Those who are near to a union listen to it."""
    more = (yeas(treaty, **absent("labor")) - with_all) / (600, 400)
    assert more[DEMOCRATS] > 0.01 * len(REPLICATES)
    assert more[DEMOCRATS] > more[REPUBLICANS] >= 0


def test_without_business_fewer_say_yes(treaty, with_all):
    """Sign 2."""
    assert yeas(treaty, **absent(*SUPPORTERS)).sum() < with_all.sum() - len(REPLICATES)


def test_a_side_whose_allies_are_parted_loses_votes(treaty, with_all):
    """Sign 4: critics parted, more yeas; supporters parted, fewer; both parted, between the two."""
    critics, supporters, both = (
        yeas(treaty, **severed(*ties)).sum() for ties in ([CRITICS], [SUPPORTERS], [CRITICS, SUPPORTERS])
    )
    assert supporters < with_all.sum() < critics
    assert supporters < both < critics


def test_scattered_allies_are_worth_as_much_as_allied_ones_without_coordination(treaty):
    numbers = {"campaigns.coordination": 0.0, "campaigns.lent_voice": 0.0}
    assert np.array_equal(yeas(treaty, numbers), yeas(treaty, numbers, **severed(CRITICS, SUPPORTERS)))


def test_who_has_no_door_comes_in_through_an_allys(treaty, with_all):
    """Sign 5: gone or without ties is the same, and either is felt; where nobody lends a voice, neither is."""
    gone, alone = absent("neighbors"), severed(("labor", "neighbors"))
    assert yeas(treaty, **gone).sum() > with_all.sum()
    assert np.array_equal(yeas(treaty, **gone), yeas(treaty, **alone))
    mute = {"campaigns.lent_voice": 0.0}
    pressure = [ended(treaty, mute, **how)[1].built for how in ({}, gone, alone)]
    assert np.array_equal(pressure[0], pressure[1])
    assert np.array_equal(pressure[0], pressure[2])


def test_without_the_one_who_has_the_media_alone_more_say_yes(treaty, with_all):
    """Sign 10: chambers hear what is said in their country's media."""
    gone = absent("populist")
    assert yeas(treaty, **gone).sum() > with_all.sum()
    deaf = {"campaigns.outside_route": 0.0}
    assert np.array_equal(yeas(treaty, deaf, **gone), yeas(treaty, deaf))


def test_campaigns_without_effect_move_no_vote_and_no_policy(treaty):
    still = {"campaigns.effect": 0.0}
    for gone in (CRITICS, SUPPORTERS, ("populist", "neighbors")):
        assert np.array_equal(yeas(treaty, still, **absent(*gone)), yeas(treaty, still))
    ensemble, state = ended(loaded(boomerang()), still)
    ruler = ensemble.setting.actors.index("ruler")
    assert np.array_equal(state.policy[:, ruler], state.position[:, ruler])


def test_the_presidents_own_campaign_is_no_pressure_on_the_chamber():
    """What he wants of his party is counted in the vote itself."""
    plain = house(pending="1999-06")
    loud = {"access": {"legislature": 3, "press": 3}, "capability": 5.0}
    rows = plain.actors | {"president": plain.actors["president"].model_copy(update=loud)}
    outspoken = loaded(plain.model_copy(update={"actors": rows}))
    ensemble, state = ended(outspoken)
    assert state.effort[:, ensemble.setting.pairs.actor == ensemble.setting.actors.index("president")].max() > 0.1
    assert np.array_equal(yeas(outspoken), yeas(loaded(plain)))


# Policies


@pytest.fixture(scope="module")
def critics_abroad():
    return loaded(boomerang())


@pytest.fixture(scope="module")
def conceded(critics_abroad):
    return policy(critics_abroad)


def unlike(**changes):
    """The boomerang with other facts, compared with the same case as coded."""
    return loaded(boomerang(), boomerang(**changes))


def test_critics_with_friends_abroad_move_their_ruler(critics_abroad, conceded):
    assert conceded > -0.4 + 0.05
    assert policy(critics_abroad, {"campaigns.pressure_rate": 0.0}) == pytest.approx(-0.4)


def test_without_its_critics_at_home_a_ruler_does_less_than_if_nobody_abroad_had_a_hold(critics_abroad, conceded):
    """Sign 6: shaming without anybody at home who carries it is a backlash."""
    without = policy(critics_abroad, **absent("farmers"))
    assert without < conceded
    assert without < policy(unlike(leverage=0.0))
    assert without < policy(unlike(leverage=0.0), **absent("farmers"))
    calm = {"campaigns.backlash": 0.0}
    at_most = policy(unlike(leverage=0.0), calm, **absent("farmers"))
    assert policy(critics_abroad, calm, **absent("farmers")) == pytest.approx(at_most)


def test_the_boomerang_needs_leverage_an_ally_and_a_tie(critics_abroad, conceded):
    """Sign 7."""
    assert policy(unlike(leverage=0.0)) < conceded - 0.01
    assert policy(critics_abroad, **absent("friends")) < conceded - 0.01
    assert policy(critics_abroad, **severed(("farmers", "friends"))) < conceded - 0.01


@pytest.mark.parametrize("leverage", [0.2, 0.8])
@pytest.mark.parametrize(("stake", "resistance"), [(0.8, 0.25), (0.8, 0.9), (0.1, 0.2), (0.0, 0.0)])
@pytest.mark.parametrize("backlash", [0.0, 0.1, 0.3])
def test_a_target_follows_the_friendly_government_only_if_the_weakest_link_outweighs_the_backlash(
    leverage, stake, resistance, backlash
):
    """Sign 8. Presence: eight units of effort a year, all on this issue, beside background."""
    facts = {"ruler": {"stake": stake, "resistance": resistance}}
    nearer = facts | {"president": {"positions": {"trade": 0.9}}}
    numbers = {"campaigns.backlash": backlash}
    coded, moved = (boomerang(leverage=leverage, rows=rows) for rows in (facts, nearer))
    follows = policy(loaded(coded, moved), numbers) - policy(loaded(coded), numbers)
    present = 8.0 / (8.0 + table()["campaigns.background"].default)
    link, back = min(leverage, stake * (1.0 - resistance), present), backlash * leverage * (1.0 - present)
    if link == back:
        assert follows == pytest.approx(0.0, abs=1e-12)
    else:
        assert np.sign(follows) == np.sign(link - back)


def test_a_milder_supporter_holds_nobody_back_and_a_keener_one_draws_on():
    """Sign 9: who wants less than what is done already presses nobody, and is no opponent."""
    rows = {
        "ruler": {"positions": {"trade": 0.6}}, "merchants": {"positions": {"trade": 0.3}, "access": {"executive": 3}},
        "farmers": {"positions": {"trade": 0.95}, "access": {"executive": 3}},
    }  # fmt: skip
    case = loaded(boomerang(ties=[("farmers", "merchants")], leverage=0.0, rows=rows))
    base = policy(case)
    assert abs(policy(case, **absent("merchants")) - base) < 0.01
    assert policy(case, **absent("farmers")) < base - 0.02


# The same world, described otherwise

LIVELY = CAMPAIGNS | {"campaigns.receptivity": 0.5, "campaigns.media_weight": 0.5}
CLOSE = {"rtol": 0.0, "atol": 5e-9}


def months(world, numbers=None, **more):
    setting = compile_setting(world, **more)
    return setting, history(setting, LIVELY | (numbers or {}), replicates=range(2))


@pytest.mark.parametrize("name", ["labor", "greens", "business", "neighbors", "populist"])
def test_an_actor_counted_as_two_allied_halves_presses_as_the_whole(name):
    world = house()
    (setting, whole), (other, halves) = months(world), months(halved(world, name))
    ours = [other.actors.index(name), other.actors.index(f"{name}_too")]
    for one, two in zip(whole, halves, strict=True):
        for field in ("pressure", "built", "built_reference", "pressure_reference", "attention", "external"):
            np.testing.assert_allclose(getattr(two, field), getattr(one, field), **CLOSE, err_msg=field)
        np.testing.assert_allclose(two.policy[:, : setting.n_actors], one.policy, **CLOSE)
        spent = [two.effort[:, (other.pairs.actor == i)].sum(axis=(0, 1)) for i in ours]
        mine = one.effort[:, setting.pairs.actor == setting.actors.index(name)].sum(axis=(0, 1))
        np.testing.assert_allclose(spent, [mine / 2, mine / 2], **CLOSE)
    assert whole[-1].effort[:, setting.pairs.actor == setting.actors.index(name)].sum() > 0.1
    assert np.abs(whole[-1].pressure).max() > 0.01


def test_critics_counted_as_two_halves_are_as_present_at_home():
    world = boomerang()
    (setting, whole), (_, halves) = months(world), months(halved(world, "farmers"))
    for one, two in zip(whole, halves, strict=True):
        np.testing.assert_allclose(two.policy[:, : setting.n_actors], one.policy, **CLOSE)
        np.testing.assert_allclose(two.external, one.external, **CLOSE)
    assert np.abs(whole[-1].external).max() > 0.01


@pytest.mark.parametrize("name", ["democrats", "republicans"])
def test_a_bloc_counted_as_two_halves_is_pressed_as_the_whole(name):
    """Each half by half the effort, against half of the background."""
    world = house()
    spread = {k: row.model_copy(update={"dispersion": 0.0}) for k, row in world.actors.items()}
    world = world.model_copy(update={"actors": spread})
    (setting, whole), (other, halves) = months(world), months(halved(world, name))
    place = next(v for v, row in world.venues.items() if row.organ == name)
    doors = [other.venues.ids.index(place), other.venues.ids.index(f"{place}_too")]
    old = [other.venues.ids.index(v) for v in setting.venues.ids]
    (row,) = (bloc.row for bloc in setting.decisions[0].blocs if setting.actors[bloc.actor] == name)
    rows = [bloc.row for bloc in other.decisions[0].blocs if other.actors[bloc.actor].startswith(name)]
    for one, two in zip(whole, halves, strict=True):
        np.testing.assert_allclose(two.pressure[:, old], one.pressure, **CLOSE)
        np.testing.assert_allclose(two.built[rows], one.built[[row, row]], **CLOSE)
        np.testing.assert_allclose(two.policy[:, : setting.n_actors], one.policy, **CLOSE)
        spent = one.effort[:, setting.pairs.venue == setting.venues.ids.index(place)].sum(axis=1)
        for door in doors:
            np.testing.assert_allclose(two.effort[:, other.pairs.venue == door].sum(axis=1), spent / 2, **CLOSE)
    assert np.abs(whole[-1].built).max() > 0.01


@pytest.mark.parametrize("seed", range(2))
def test_exchanging_the_poles_of_all_issues_turns_pressure_and_leaves_what_speaks_for_a_yes(seed):
    world = drives(seed)
    (_, seen), (_, reflected) = months(world), months(mirrored(world))
    for one, two in zip(seen, reflected, strict=True):
        for field in ("position", "policy", "pressure", "pressure_reference", "external"):
            np.testing.assert_allclose(-getattr(two, field), getattr(one, field), **CLOSE, err_msg=field)
        for field in ("effort", "impact", "built", "built_reference", "attention", "progress", "yeas"):
            np.testing.assert_allclose(getattr(two, field), getattr(one, field), **CLOSE, err_msg=field)
    assert 0 < seen[-1].yeas.sum() < seen[-1].seats.sum()
    assert np.abs(seen[-1].external).max() > 0.01


@pytest.mark.parametrize("world", [house, boomerang])
def test_shorter_steps_change_nothing_by_two_percent_of_its_range(world):
    """Policies, pressure and what has built up run from -1 to 1, attention and shares of yeas from 0 to 1.

    All but the yeas in the month before the vote: a vote comes in the first step of its month, however long that is.
    """
    runs = {n: months(world(), {"opinion.rate": 1.5}, steps_per_year=n)[1] for n in (12, 24, 48)}
    before, voted = (
        {n: states[7 * n // 12] for n, states in runs.items()},
        {n: states[-1] for n, states in runs.items()},
    )
    for n in (24, 48):
        for field, scale in (("policy", 2.0), ("pressure", 2.0), ("built", 2.0), ("attention", 1.0)):
            gap = np.abs(getattr(before[n], field) - getattr(before[12], field))
            assert gap.max(initial=0.0) < 0.02 * scale, field
        gap = np.abs(voted[n].yeas - voted[12].yeas) / np.maximum(voted[12].seats, 1)
        assert gap.max(initial=0.0) < 0.02
    assert np.abs(before[12].policy - before[12].position).max() > 0.02
