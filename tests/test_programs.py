"""Do programs open sites where partners are found, match money, deliver less without support, and learn (E11)?"""

from functools import cache
from itertools import pairwise

import numpy as np
import pytest
from institution_worlds import N_PLACES, PLACES, PROGRAM, history, last
from institution_worlds import without_votes as world
from worlds import sites

from sim.measures.programs import capital, delivered_share, match_ratio
from sim.measures.programs import delivered as delivered_figure
from sim.measures.programs import sites as open_sites
from sim.model.programs.setting import programs_of
from sim.scenario.compile import compile_setting


def delivered(scenario, **numbers):
    state, setting = last(scenario, **numbers)
    return delivered_share(state, programs_of(setting)[0])


YEARS = 4  # enough for sites to open, for the money to be matched, and for what is learned to show


@cache
def states_of_whole():
    """Every State with all supports, run once."""
    return history(world({"w": PROGRAM}, years=YEARS))


def delivered_whole():
    return delivered_share(states_of_whole()[-1], the_program())


def the_program():
    (program,) = programs_of(compile_setting(world({"w": PROGRAM}, years=YEARS)))
    return program


def opened(scenario, **numbers):
    state, _ = last(scenario, **numbers)
    return open_sites(state, np.arange(N_PLACES))


def test_openings_gather_speed_and_then_run_out_of_places():
    states = history(world({"w": PROGRAM}, years=11), range(32), programs__partner_rate=0.6)
    by_year = np.array([np.count_nonzero(sites(state).site_open, axis=0).mean() for state in states])[::12]
    new = np.diff(by_year[1:])  # the pilots opened in the first year
    peak = int(np.argmax(new))
    assert by_year[1] == pytest.approx(2.0, abs=0.5)
    assert 0 < peak < len(new) - 1
    assert new[peak] > 1.3 * max(new[0], new[-1])
    assert by_year[-1] > 0.8 * N_PLACES


def test_open_sites_stay_open():
    for before, after in pairwise(states_of_whole()):
        assert not np.any(sites(before).site_open & ~sites(after).site_open)


@pytest.mark.parametrize(
    "missing",
    [
        pytest.param({"matched": False}, id="partners that match"),
        pytest.param({"measured": False}, id="measurement"),
        pytest.param({"academics": {"ids": ["firms"]}}, id="academics, who are no allies of the host"),
        pytest.param({"funders": {"ids": ["press_club"]}}, id="funders for part of the time"),
    ],
)
def test_without_a_support_less_is_delivered_in_every_run(missing):
    whole, less = delivered_whole(), delivered(world({"w": PROGRAM | missing}, years=YEARS))
    assert np.all(less <= whole)
    assert less.mean() < whole.mean()


def test_a_support_that_stands_costs_nothing():
    friends = PROGRAM | {"academics": {"ids": ["greens"]}}
    assert np.array_equal(delivered(world({"w": friends}, years=YEARS)), delivered_whole())


def test_without_funds_not_even_a_pilot_opens():
    assert not np.any(opened(world({"w": PROGRAM | {"since": "1999-06", "funders": {"ids": ["press_club"]}}}, years=1)))


def test_without_an_allied_partner_only_pilots_open():
    lone = PROGRAM | {"partners": {"ids": ["firms"]}}
    assert np.all(opened(world({"w": lone}, years=YEARS)) == 2)
    assert opened(world({"w": lone | {"partners": {"ids": ["union"]}}}, years=YEARS)).mean() > 3


def test_partners_who_do_not_match_seed_one_for_one_open_nothing():
    assert np.all(opened(world({"w": PROGRAM}, years=4), programs__match_scale=0.1) == 2)


def test_social_capital_belongs_to_the_host_and_serves_its_next_program():
    late = PROGRAM | {"since": "2002-06", "pilots": []}
    alone, _ = last(world({"late": late}, years=YEARS))
    after, setting = last(world({"early": PROGRAM, "late": late}, years=YEARS))
    of_late = programs_of(setting)[1]
    assert not np.any(sites(alone).site_open)
    assert np.count_nonzero(sites(after).site_open[of_late.rows]) > 0
    other_host, setting = last(world({"early": PROGRAM | {"host": "president"}, "late": late}, years=YEARS))
    assert not np.any(sites(other_host).site_open[programs_of(setting)[1].rows])


def test_capital_never_exceeds_what_full_success_keeps_up():
    state, setting = last(world({"w": PROGRAM | {"need": 0.1}}, years=12))
    most = 2.0 * 1.0 / 0.05
    held = capital(state, programs_of(setting)[0])
    assert np.all((held > 2.0) & (held < most))


def test_match_ratio_is_partners_money_over_seed():
    before, state, program = states_of_whole()[0], states_of_whole()[-1], the_program()
    by_hand = sites(state).partner_funds[program.rows].sum(axis=0) / (
        program.seed * sites(state).site_open[program.rows].sum(axis=0)
    )
    assert np.allclose(match_ratio(state, program), by_hand)
    assert np.all(np.isnan(match_ratio(before, program)))


def test_a_claimed_figure_comes_about_as_far_as_it_is_delivered():
    claimed = PROGRAM | {"claimed": {"value": -5.0, "unit": "%", "source": "claimed"}}
    state, setting = last(world({"w": claimed}, years=YEARS))
    program = programs_of(setting)[0]
    share = delivered_share(state, program)
    assert np.allclose(delivered_figure(state, program), -5.0 * share)
    assert np.all((share > 0.0) & (share <= 1.0))


def test_a_program_brings_its_partners_together_as_a_forum_does():
    lively = {"ties__rate": 1.0, "ties__forum": 3.0}
    with_it, setting = last(world({"w": PROGRAM}, years=5), range(64), **lively)
    without, _ = last(world({"w": PROGRAM | {"pilots": []}}, years=5), range(64), **lively)
    joined = programs_of(setting)[0].joins
    assert with_it.contact[joined].mean() > without.contact[joined].mean() + 0.05
    assert the_program().joins.sum() == 20  # of five who meet


def test_adding_a_program_changes_no_draw_of_another():
    one = states_of_whole()
    two = history(world({"w": PROGRAM, "other": PROGRAM | {"host": "president", "pilots": []}}, years=YEARS))
    assert all(np.array_equal(sites(a).site_open, sites(b).site_open[:N_PLACES]) for a, b in zip(one, two, strict=True))


def test_places_that_a_program_leaves_out_get_nothing():
    few = PROGRAM | {"places": ["p0", "p3"], "pilots": ["p0"]}
    state, setting = last(world({"w": few}, years=1))
    assert programs_of(setting)[0].places == ("p0", "p3")
    assert sites(state).site_open.shape[0] == 2
    assert len(PLACES) == N_PLACES
