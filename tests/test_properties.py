"""What holds for any scenario, any numbers within their ranges and any draws."""

from pathlib import Path
from tempfile import gettempdir

import numpy as np
import pytest
from assemblies import with_councils
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.configuration import set_hypothesis_home_dir
from worlds import COURTED, history, toy

from sim.measures import gauge, value_of
from sim.model.check import check
from sim.model.core import noise as noise_module
from sim.model.core.noise import Noise
from sim.model.initialize import start
from sim.model.parameters import Params, table
from sim.model.schedule import advance
from sim.scenario.compile import clock_of, compile_setting

set_hypothesis_home_dir(Path(gettempdir()) / "hypothesis")  # and not in the folder that pytest collects
few = settings(max_examples=12, derandomize=True, deadline=None, database=None)
seeds = st.integers(0, 10**6)
numbers_in_range = st.fixed_dictionaries({key: st.floats(row.low, row.high) for key, row in table().items()})
extremes = st.fixed_dictionaries({key: st.sampled_from([row.low, row.high]) for key, row in table().items()})


@few
@given(seed=seeds, numbers=numbers_in_range | extremes, jitter=st.sampled_from([0.0, 0.5]))
def test_everything_stays_on_its_scale_whatever_the_world_and_the_numbers(seed, numbers, jitter):
    setting = compile_setting(with_councils(seed, **COURTED))
    for state in history(setting, numbers, Noise(seed, range(2)), jitter=jitter):
        check(state, setting)
        assert state.voice.max() <= 1.0 + numbers["councils.voice_weight"]


@few
@given(seed=seeds, numbers=numbers_in_range)
def test_without_ties_noise_and_coupled_issues_no_conviction_moves_but_by_an_event(seed, numbers):
    alone = compile_setting(toy(seed, ties=[], events={}, coupling=[], ideas={}))
    numbers = numbers | {"ties.rate": 0.0, "opinion.noise": 0.0}
    for state in history(alone, numbers, Noise(seed, range(2))):
        np.testing.assert_allclose(state.position, state.anchor, rtol=0, atol=1e-13)


@few
@given(seed=seeds, numbers=numbers_in_range)
def test_convictions_stay_between_what_is_said_and_anchored(seed, numbers):
    """Without noise and coupled issues nobody goes beyond the most extreme of all coded positions and events."""
    setting = compile_setting(toy(seed, coupling=[]))
    states = history(setting, numbers | {"opinion.noise": 0.0}, Noise(seed, range(2)))
    said = np.stack([state.anchor for state in states])
    for state in states:
        assert (state.position <= said.max(axis=(0, 2))[:, None] + 1e-12).all()
        assert (state.position >= said.min(axis=(0, 2))[:, None] - 1e-12).all()


# Draws


SHAPE, STEPS = (3, 5), 40


def drawn(noise, channel="opinion"):
    return np.stack([noise.block(channel, "normal", step, SHAPE) for step in range(STEPS)])


def test_a_new_channel_of_noise_changes_no_draw_of_the_others():
    """A mechanism that is added later leaves all draws as they were, in blocks and in single draws."""
    plain, crowded = Noise(7, range(4)), Noise(7, range(4))
    expected = drawn(plain), plain.once("vote.bill.left", "uniform", 9)
    found = []
    for step in range(STEPS):
        crowded.block("rumor", "uniform", step, (11,))
        found.append(crowded.block("opinion", "normal", step, SHAPE))
        crowded.once("visit", "normal", 3)
    assert np.array_equal(np.stack(found), expected[0])
    assert np.array_equal(crowded.once("vote.bill.left", "uniform", 9), expected[1])


@pytest.mark.parametrize("company", [[4], [4, 9], [0, 4, 2, 7, 1], list(range(300))])
def test_a_replicates_draws_do_not_depend_on_its_company(company):
    alone, among = Noise(7, [4]), Noise(7, company)
    at = company.index(4)
    assert np.array_equal(drawn(among)[..., at], drawn(alone)[..., 0])
    assert np.array_equal(among.once("x", "uniform", 6)[:, at], alone.once("x", "uniform", 6)[:, 0])


@pytest.mark.parametrize("numbers_ahead", [1, 100, 1 << 12, 1 << 16])
def test_draws_do_not_depend_on_how_far_ahead_it_is_drawn(monkeypatch, numbers_ahead):
    expected = drawn(Noise(7, range(4)))
    monkeypatch.setattr(noise_module, "_SLAB", numbers_ahead)
    assert np.array_equal(drawn(Noise(7, range(4))), expected)


def test_replicates_seeds_and_channels_have_draws_of_their_own():
    draws = [drawn(Noise(seed, [r]), c).ravel() for seed in (1, 2) for r in (0, 1) for c in ("opinion", "rumor")]
    correlation = np.corrcoef(draws) - np.eye(len(draws))
    assert np.abs(correlation).max() < 4 / np.sqrt(draws[0].size)


# The length of a step

ALL_MX = {"country": "MX"}
FAST = {  # outcomes in the middle of a change, which show the speed of each rate
    "back_to_anchor": {"measure": "position", "actors": {"ids": ["chief"]}, "issue": "rights", "date": "1999-12"},
    "still_allied": {"measure": "ties", "actors": {"ids": ["union"]}, "others": {"ids": ["left"]}, "date": "2000-05"},
    "in_the_news": {"measure": "salience", "actors": ALL_MX, "issue": "trade", "date": "1999-08"},
    "given_way": {"measure": "policy", "actors": {"ids": ["chief"]}, "issue": "trade"},
    "branded": {"measure": "stigma", "actors": {"ids": ["greens"]}},
    "abroad": {"measure": "effort", "actors": {"kind": "ngo"}, "venues": ["office", "mansion"]},
    "shaken": {"measure": "shock", "country": "US", "issue": "rights", "since": "1999-12", "until": "1999-12"},
    "expected": {"measure": "forecast", "decision": "bill"},
}


def watched():
    """The toy, with outcomes that are read while they still move."""
    outcomes = {k: o.model_dump(exclude_none=True, by_alias=True) for k, o in toy(0).outcomes.items()}
    return toy(0, outcomes=outcomes | {k: {"label": k} | o for k, o in FAST.items()})


def endings(steps_per_year, n_runs=400, **numbers):
    """Every outcome of the toy, one value per run."""
    scenario = watched()
    setting, clock = compile_setting(scenario, steps_per_year=steps_per_year), clock_of(scenario, steps_per_year)
    params, noise = Params.of(numbers, n_runs), Noise(steps_per_year, range(n_runs))
    gauges = {name: gauge(outcome, scenario, setting) for name, outcome in scenario.outcomes.items()}
    state, series = start(setting, params, noise), {name: [] for name in gauges}
    for _ in range(setting.n_steps):
        state = advance(state, setting, params, noise)
        for name, read in gauges.items():
            series[name].append(read(state))
    return {name: value_of(np.array(series[name]), scenario.outcomes[name], clock) for name in gauges}


def moves(one, other):
    """By how much each outcome's mean differs: as a share of its range, and in standard errors."""
    actors, seats = toy(0).actors.values(), toy(0).decisions["bill"].chamber.values()
    means = sum(a.size * 2 ** (a.capability - 1) for a in actors)
    ranges = dict.fromkeys(one, 1.0) | dict.fromkeys(["parks", "pressure", "back_to_anchor", "given_way"], 2.0) | {
        "ties": len(actors) * (len(actors) - 1), "effort": means, "abroad": means,
        "expected": sum(bloc.members for bloc in seats),
    }  # fmt: skip
    found = {}
    for name, width in ranges.items():
        a, b = (values[name][~np.isnan(values[name])] for values in (one, other))
        error = np.hypot(a.std(ddof=1) / np.sqrt(len(a)), b.std(ddof=1) / np.sqrt(len(b)))
        found[name] = (round((b.mean() - a.mean()) / width, 4), round((b.mean() - a.mean()) / max(error, 1e-12), 1))
    return found


def test_halving_the_step_moves_no_outcome_by_2_percent_of_its_range_or_3_standard_errors():
    found = moves(endings(12), endings(24))
    # of twenty outcomes one lies beyond 2 standard errors by chance
    assert all(abs(share) < 0.02 or abs(z) < 3 for share, z in found.values()), f"(share of range, z): {found}"


@pytest.mark.parametrize("rate", ["opinion.rate", "ties.rate", "campaigns.pressure_rate", "ties.stigma_rate"])
@pytest.mark.slow
def test_a_rate_that_forgets_the_length_of_the_step_would_be_noticed(rate):
    """Such a rate would act twice as fast with steps half as long: the bounds of the test above are tight enough.

    Campaigns have a large effect here, so that policies have a way to go.
    """
    strong = {"campaigns.effect": 20.0}
    found = moves(endings(12, **strong), endings(12, **strong, **{rate: 2 * table()[rate].default}))
    assert any(abs(share) >= 0.02 and abs(z) >= 3 for share, z in found.values()), found
