"""E7: are ideas taken up as the equations say, and only where a window is open?"""

import dataclasses

import numpy as np
import pytest
from scipy.stats import chi2
from worlds import COURTED, IDEAS, arrays, history, largest_gap, toy

from sim.evidence.record import data_folder
from sim.evidence.uptake import FIRST, LAST, fit, load, spread
from sim.measures.uptake import adopted_share
from sim.model.core.noise import Noise
from sim.model.ideas.process import take_up
from sim.model.initialize import start
from sim.model.parameters import Params
from sim.scenario.compile import compile_setting
from sim.scenario.schema import Scenario

LIVELY = {"ideas.base_hazard": 0.5, "ideas.adoption_slope": 2.0}
RUNS = range(40)
needs_data = pytest.mark.skipif(not data_folder().is_dir(), reason="data not here: the panel of laws on NGOs")


def with_ideas(**ideas):
    return toy(0, ideas={name: IDEAS["charter"] | changes for name, changes in ideas.items()})


def window(since, until, **more):
    return {"since": since, "until": until, "source": "assumed"} | more


def ran(scenario, numbers=LIVELY, **options):
    setting = compile_setting(scenario)
    return setting, history(setting, numbers, replicates=RUNS, **options)


def bodies(n, adopted, start_month="1981-01", end_month="2000-12", sizes=None, shocks=None, **idea):
    """Many alike states that spend nothing, some of which have the idea; its window is open all the time."""
    names, sizes = [f"s{i}" for i in range(n)], [1.0] * n if sizes is None else sizes
    actor = {"kind": "government", "role": "executive", "country": "XX", "capability": 1.0, "source": "assumed"}
    early = {k: float(has) for k, has in zip(names, adopted, strict=True) if has}
    return Scenario.model_validate(
        {
            "format": 2, "title": "Alike", "summary": "Alike", "period": {"start": start_month, "end": end_month},
            "issues": {"law": {"title": "Law", "negative": "no", "positive": "yes", "tier": "policy_core",
                               "source": "assumed"}},
            "actors": {
                k: actor | {"id": k, "name": k, "positions": {}, "saliences": {}, "size": size}
                for k, size in zip(names, sizes, strict=True)
            },
            "shocks": {
                k: {"title": k, "date": date, "issues": ["law"], "source": "assumed"}
                for k, date in (shocks or {}).items()
            },
            "ideas": {
                "barrier": {
                    "title": "Barrier", "adopters": {}, "windows": [window(start_month, end_month)],
                    "source": "assumed", "adopted_at_start": early if idea.get("in_shares") else list(early),
                } | idea
            },
            "outcomes": {"share": {"label": "Share", "measure": "adopted_share", "idea": "barrier"}},
        }
    )  # fmt: skip


def paths(scenario, n_runs, steps_per_year=12, seed=1, years=None, **numbers):
    """The process by itself, nothing else of a step: how far each has adopted after each step, (step, adopter, run).

    `years` is the length of a step; the calendar's own if it is left out.
    """
    setting = compile_setting(scenario, steps_per_year=steps_per_year)
    setting = dataclasses.replace(setting, edges=compile_setting(bodies(1, [False])).edges, forums=())
    if years is not None:
        setting = dataclasses.replace(setting, dt=years, n_steps=round(setting.n_steps * setting.dt / years))
    params, noise = Params.of(numbers, n_runs), Noise(seed, range(n_runs))
    state, found = start(setting, params, noise), []
    for step in range(setting.n_steps):
        state = take_up(state.replace(step=step), setting, params, noise)
        found.append(state.adopted[0])
    return np.array(found)


# Windows


def test_without_a_window_nobody_adopts():
    _, states = ran(with_ideas(charter={"windows": []}))
    assert states[-1].adopted.sum() == len(RUNS)  # the one that has it from the start


def test_an_idea_moves_nothing_but_who_has_it():
    (_, states), (_, nothing) = ran(toy(0)), ran(toy(0, ideas={}))
    assert states[-1].adopted.sum() > 2 * len(RUNS)
    assert largest_gap(states, nothing, [name for name in arrays(states[0]) if name != "adopted"]) == 0.0


def test_adoptions_happen_in_the_months_of_a_window_alone():
    setting, states = ran(toy(0))
    is_open = np.zeros(setting.n_steps, dtype=bool)
    is_open[2:5] = is_open[7:11] = True  # 1999-08 to 1999-10 and 2000-01 to 2000-04, both ends included
    new = np.diff([state.adopted.sum() for state in states])
    assert (new[~is_open] == 0).all()
    assert (new[is_open] > 0).all()


def test_nobody_gives_an_idea_up_and_only_adopters_take_it_up():
    setting, states = ran(toy(0))
    held = np.array([state.adopted[0] for state in states])
    assert (held[1:] >= held[:-1]).all()
    others = np.setdiff1d(np.arange(setting.n_actors), setting.ideas[0].adopters)
    assert not held[:, others].any()


def test_the_absent_take_nothing_up_and_do_not_count():
    """The bank leaves in March 2000: who has not adopted by then never does; a share is one of those who stay."""
    scenario = with_ideas(charter={"windows": [window("2000-03", "2000-05")], "adopted_at_start": ["bank"]})
    setting, states = ran(scenario, LIVELY | {"ideas.base_hazard": 1000.0})
    bank = setting.actors.index("bank")
    assert states[-1].adopted[0, setting.ideas[0].adopters].all()
    none = with_ideas(charter={"windows": [window("2000-03", "2000-05")], "adopted_at_start": []})
    setting, states = ran(none, LIVELY | {"ideas.base_hazard": 1000.0})
    assert not states[-1].adopted[0, bank].any()
    assert states[-1].adopted[0].sum(axis=0).tolist() == [5] * len(RUNS)


@pytest.mark.parametrize("absent_has_it", [False, True])
def test_a_share_is_one_of_those_on_the_stage(absent_has_it):
    """Three of the four present have it: the fourth takes it up with the hazard at .75, whatever the absent did."""
    setting, n_runs = compile_setting(bodies(5, [True, True, True, False, absent_has_it])), 400
    numbers = {"ideas.base_hazard": 12 * np.exp(-40 * 0.75), "ideas.adoption_slope": 40.0}
    params, noise = Params.of(numbers, n_runs), Noise(1, range(n_runs))
    state = start(setting, params, noise)
    is_active = state.is_active.copy()
    is_active[4] = False
    after = take_up(state.replace(is_active=is_active), setting, params, noise).adopted[0]
    assert after[3].mean() == pytest.approx(1 - np.exp(-1), abs=4 * 0.5 / np.sqrt(n_runs))
    assert (after[4] == absent_has_it).all()


# Waiting times and the share


def test_without_slopes_waiting_times_are_geometric():
    """Whoever else adopts: in each month the same chance, 1 - exp(-hazard / 12)."""
    hazard, n_states, n_runs = 1.2, 30, 200
    scenario = bodies(n_states, [False] * n_states, "1981-01", "1982-12")
    held = paths(scenario, n_runs, **{"ideas.base_hazard": hazard, "ideas.adoption_slope": 0.0})
    seen = np.diff(np.r_[0, held.sum(axis=(1, 2)), n_states * n_runs])
    survival = np.exp(-hazard / 12) ** np.arange(len(held) + 1)
    expected = n_states * n_runs * -np.diff(np.r_[survival, 0.0])
    statistic = ((seen - expected) ** 2 / expected).sum()
    assert 0.001 < chi2.sf(statistic, len(held)) < 0.999


def test_the_more_have_adopted_the_more_do():
    numbers = {"ideas.base_hazard": 0.1, "ideas.adoption_slope": 4.0}
    risen = []
    for n_adopted in (0, 5, 10, 15):
        scenario = bodies(20, [i < n_adopted for i in range(20)], "1981-01", "1981-02")
        risen.append(paths(scenario, 400, **numbers)[0, n_adopted:].mean())
    expected = 1 - np.exp(-0.1 / 12 * np.exp(4.0 * np.array([0, 0.25, 0.5, 0.75])))
    np.testing.assert_allclose(risen, expected, atol=4 * 0.5 * np.sqrt(0.16 / (5 * 400)))
    assert (np.diff(risen) > 0).all()


@pytest.mark.parametrize("slope", [0.0, 3.0])
def test_halving_the_step_changes_expected_adoption_little(slope):
    scenario = bodies(20, [i < 4 for i in range(20)], "1981-01", "1983-12")
    numbers = {"ideas.base_hazard": 0.15, "ideas.adoption_slope": slope}
    ends = [paths(scenario, 600, n, seed=n, **numbers)[-1].mean(axis=0) for n in (12, 24)]
    error = np.hypot(*(end.std(ddof=1) / np.sqrt(end.size) for end in ends))
    assert abs(ends[1].mean() - ends[0].mean()) < max(0.02, 2 * error)
    assert 0.3 < ends[0].mean() < 0.95


@needs_data
@pytest.mark.parametrize("last", [LAST, 2012])
def test_98_states_follow_the_mean_path_of_the_evidence_script(last):
    """The process on the panel's start, with the numbers of a fit to 1981-2000 or 1981-2012, a year a step as there."""
    _, by_years, error, scenario, numbers = simulated(last)
    found = paths(scenario, 1000, years=1.0, **numbers)
    counts = found.sum(axis=1)
    bound = 4 * np.hypot(counts.std(axis=1) / np.sqrt(1000), error)
    np.testing.assert_array_less(np.abs(counts.mean(axis=1) - by_years), bound + 1e-9)


@needs_data
@pytest.mark.parametrize(("last", "most"), [(LAST, 2.0), (2012, 0.6)])
def test_by_months_98_states_are_ahead_of_the_script_by_less_than_it_waits(last, most):
    """A share works at once and not a year later: under the slope of 1982-2000 the lead adds up to 1.7 years in 19."""
    years, by_years, _, scenario, numbers = simulated(last)
    by_months = paths(scenario, 1000, **numbers)[11::12].sum(axis=1).mean(axis=1)
    lead = (np.interp(by_months, by_years, years) - years)[:-1]
    assert -0.3 < lead.min() <= lead.max() < most


def simulated(last):
    """The script's simulation of 1982-2000: years, mean counts, their standard errors; and the same for the package."""
    panel, n_runs, n_years = load(data_folder()), 1000, LAST - FIRST
    value = fit(panel, last, share=True).value
    path = spread(panel.adopted[0], panel.peer_weight, np.repeat(value[:, None], n_runs, axis=1), n_years)
    counts = path.sum(axis=1)
    scenario = bodies(98, panel.adopted[0].tolist(), f"{FIRST + 1}-01", f"{LAST}-12")
    numbers = {"ideas.base_hazard": np.exp(value[0]), "ideas.adoption_slope": value[1]}
    return np.arange(n_years), counts.mean(axis=1), counts.std(axis=1) / np.sqrt(n_runs), scenario, numbers


# Windows of some width, rows of many bodies


@pytest.mark.parametrize("in_shares", [False, True])
def test_a_window_half_as_wide_halves_the_hazard(in_shares):
    numbers = {"ideas.base_hazard": 2.4, "ideas.adoption_slope": 0.0}
    half = [window("1981-01", "1981-03", width=0.5), window("1981-04", "1981-06", width=0.0)]
    scenario = bodies(50, [False] * 50, "1981-01", "1981-06", windows=half, in_shares=in_shares)
    held = paths(scenario, 400, **numbers).mean(axis=(1, 2))
    expected = 1 - np.exp(-1.2 / 12 * np.array([1, 2, 3, 3, 3, 3]))
    np.testing.assert_allclose(held, expected, rtol=1e-12 if in_shares else 0, atol=0 if in_shares else 0.01)


SHOCK = {"shocks": {"blow": "1981-03"}, "threatened_by": ["blow"]}
SHOCKED = {"campaigns.shock_size": 1.0, "campaigns.shock_years": 0.5}
MIXED = [True, True, False, False, True]


def test_a_row_of_many_bodies_adopts_and_gives_up_as_single_ones_do_in_the_mean():
    """Where chances do not hang on the share, shares are the expectation of draws exactly; no one does both at once."""
    numbers = SHOCKED | {"ideas.base_hazard": 3.0, "ideas.adoption_slope": 0.0, "ideas.abandon_rate": 12.0}
    scenario = bodies(5, MIXED, "1981-01", "1981-12", **SHOCK)
    of_bodies = paths(scenario, 4000, **numbers)
    in_shares = paths(bodies(5, MIXED, "1981-01", "1981-12", **SHOCK, in_shares=True), 1, **numbers)[..., 0]
    assert set(np.unique(of_bodies)) == {0.0, 1.0}
    np.testing.assert_allclose(of_bodies.mean(axis=2), in_shares, atol=4 * 0.5 / np.sqrt(4000))
    assert (np.diff(in_shares, axis=0) < 0.0).any()


def test_shares_take_no_draws():
    numbers = LIVELY | SHOCKED | {"ideas.abandon_rate": 5.0}
    scenario = bodies(5, MIXED, "1981-01", "1981-12", **SHOCK, in_shares=True)
    held = [paths(scenario, 3, seed=seed, **numbers) for seed in (1, 2)]
    assert np.array_equal(*held)
    assert (held[0] == held[0][..., :1]).all()
    assert 0.0 < held[0][-1].min() < held[0][-1].max() < 1.0


def test_rows_of_many_bodies_weigh_by_size_in_the_share_and_single_ones_do_not():
    """Three quarters of the bodies have it: the hazard at .75; counted one each, half of the rows: at .5."""
    numbers = {"ideas.base_hazard": 12 * np.exp(-8.0), "ideas.adoption_slope": 10.0}
    two = {"n": 2, "adopted": [1.0, 0.0], "sizes": [30.0, 10.0], "start_month": "1981-01", "end_month": "1981-01"}
    shares = paths(bodies(**two, in_shares=True), 1, **numbers)[0, :, 0]
    assert shares.tolist() == pytest.approx([1.0, 1 - np.exp(-np.exp(10 * 0.75 - 8))])
    alone = paths(bodies(**two), 4000, **numbers)[0, 1].mean()
    assert alone == pytest.approx(1 - np.exp(-np.exp(10 * 0.5 - 8)), abs=4 * 0.25 / np.sqrt(4000))


def test_a_row_in_two_halves_spreads_an_idea_as_before():
    numbers = {"ideas.base_hazard": 0.5, "ideas.adoption_slope": 4.0, "ideas.abandon_rate": 3.0} | SHOCKED
    whole = bodies(3, [0.4, 0.0, 0.1], sizes=[4.0, 2.0, 6.0], end_month="1982-12", in_shares=True, **SHOCK)
    halves = bodies(4, [0.4, 0.0, 0.1, 0.1], sizes=[4.0, 2.0, 3.0, 3.0], end_month="1982-12", in_shares=True, **SHOCK)
    one, two = (paths(scenario, 1, **numbers) for scenario in (whole, halves))
    np.testing.assert_allclose(two[:, :3], one, rtol=1e-12)
    np.testing.assert_allclose(two[:, 3], one[:, 2], rtol=1e-12)


@pytest.mark.parametrize("in_shares", [False, True])
def test_halving_the_step_changes_shares_little(in_shares):
    """Of shares the path itself; of single bodies the mean."""
    numbers = SHOCKED | {"ideas.base_hazard": 0.3, "ideas.adoption_slope": 1.0, "ideas.abandon_rate": 2.0}
    scenario = bodies(20, [i < 8 for i in range(20)], "1981-01", "1982-12", in_shares=in_shares, **SHOCK)
    ends = [paths(scenario, 1 if in_shares else 400, n, seed=n, **numbers)[-1].mean() for n in (12, 24)]
    assert ends[0] == pytest.approx(ends[1], abs=0.005 if in_shares else 0.02)


def test_an_idea_in_shares_begins_with_the_shares_of_the_scenario():
    setting, states = ran(toy(0, **COURTED))
    (pledge,) = [idea for idea in setting.ideas if idea.id == "pledge"]
    early = states[0].adopted[pledge.row, :, 0]
    assert {setting.actors[row]: early[row] for row in np.flatnonzero(early)} == {"right": 0.5, "president": 1.0}
    sizes = setting.size[pledge.adopters]
    np.testing.assert_allclose(adopted_share(states[0], pledge), (sizes * early[pledge.adopters]).sum() / sizes.sum())


# Giving up


def test_ideas_are_given_up_under_their_shocks_alone_and_as_fast_as_these_are_strong():
    hazard = {"ideas.base_hazard": 0.0, "ideas.abandon_rate": 6.0}
    scenario = bodies(5, [1.0] * 5, "1981-01", "1981-12", **SHOCK, in_shares=True)
    held = paths(scenario, 1, **hazard, **SHOCKED)[:, 0, 0]
    years = np.arange(10) / 12
    strength = 0.5 * 12 * np.exp(-years / 0.5) * (1 - np.exp(-1 / 12 / 0.5))
    assert held[:2].tolist() == [1.0, 1.0]
    np.testing.assert_allclose(held[2:], np.exp(-6.0 / 12 * np.cumsum(strength)), rtol=1e-12)
    calm = bodies(5, [1.0] * 5, "1981-01", "1981-12", shocks=SHOCK["shocks"], in_shares=True)
    assert (paths(calm, 1, **hazard, **SHOCKED) == 1.0).all()


def test_of_two_shocks_the_stronger_one_counts():
    hazard = {"ideas.base_hazard": 0.0, "ideas.abandon_rate": 6.0}
    both = {"shocks": {"blow": "1981-03", "other": "1981-03"}, "in_shares": True}
    one, two = (
        paths(bodies(1, [1.0], "1981-01", "1981-12", **both, threatened_by=threats), 1, **hazard, **SHOCKED)
        for threats in (["blow"], ["blow", "other"])
    )
    assert np.array_equal(one, two)


def test_a_shock_threatens_where_it_is_heard():
    """The crash is heard in the United States alone: the president gives up, nobody in Mexico does."""
    numbers = SHOCKED | {"ideas.base_hazard": 0.0, "ideas.abandon_rate": 50.0}
    setting, states = ran(toy(0, **COURTED), numbers)
    (pledge,) = [idea for idea in setting.ideas if idea.id == "pledge"]
    president, right = (setting.actors.index(name) for name in ("president", "right"))
    december = setting.months.index("1999-12")
    held = np.array([state.adopted[pledge.row] for state in states])
    assert (held[: december + 1, president] == 1.0).all()
    assert (held[december + 1, president] < 0.05).all()
    assert (held[:, right] == 0.5).all()


def test_who_gives_up_does_not_take_it_up_again_in_the_same_month():
    numbers = SHOCKED | {"ideas.base_hazard": 1000.0, "ideas.adoption_slope": 0.0, "ideas.abandon_rate": 1000.0}
    held = paths(bodies(4, [True, False, True, False], "1981-03", "1981-06", **SHOCK), 50, **numbers)
    assert (held[0] == np.array([0.0, 1.0, 0.0, 1.0])[:, None]).all()
    assert (held[1] == 1.0 - held[0]).all()


def test_those_who_gave_up_count_no_more_when_the_rest_decide():
    """All but one had it and let go under the shock: the last one takes it up with the hazard at 0, not at .9."""
    numbers = SHOCKED | {"ideas.base_hazard": 1e-6, "ideas.adoption_slope": 20.0, "ideas.abandon_rate": 1000.0}
    scenario = bodies(10, [True] * 9 + [False], "1981-03", "1981-03", **SHOCK)
    assert not paths(scenario, 200, **numbers).any()
    calm = bodies(10, [True] * 9 + [False], "1981-03", "1981-03")
    assert paths(calm, 200, **numbers)[0, 9].any()


def test_the_absent_give_nothing_up():
    numbers = SHOCKED | {"ideas.base_hazard": 0.0, "ideas.abandon_rate": 1000.0}
    setting, states = ran(toy(0, **COURTED), numbers)
    (oath,) = [idea for idea in setting.ideas if idea.id == "oath"]
    rows = [setting.actors.index(name) for name in ("president", "left", "center", "bank")]
    assert not states[-1].adopted[oath.row, rows[:1]].any()
    params, noise = Params.of(numbers, len(RUNS)), Noise(1, RUNS)
    state = start(setting, params, noise)
    away = take_up(state.replace(step=0, is_active=np.zeros_like(state.is_active)), setting, params, noise)
    assert np.array_equal(away.adopted, state.adopted)


# Draws


def test_adding_an_idea_changes_no_other_draw():
    """Neither of another process nor of another idea, before it in the file or behind."""
    more = with_ideas(before={"windows": []}, charter={}, behind={"windows": []})
    (_, alone), (_, among) = ran(toy(0)), ran(more)
    others = [name for name in arrays(alone[0]) if name != "adopted"]
    assert largest_gap(alone, among, others) == 0.0
    for one, three in zip(alone, among, strict=True):
        assert np.array_equal(three.adopted[1], one.adopted[0])
