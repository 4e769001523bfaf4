"""E7: are ideas remembered and taken up as the equations say, and only where a window is open?"""

import dataclasses

import numpy as np
import pytest
from scipy.stats import chi2
from worlds import ARRAYS, IDEAS, history, largest_gap, toy

from sim.core.noise import Noise
from sim.evidence.record import data_folder
from sim.evidence.uptake import FIRST, LAST, fit, load, spread
from sim.params import Params, table
from sim.processes.take_up import take_up
from sim.scenario.compile import compile_setting
from sim.scenario.schema import Scenario
from sim.schedule import start

LIVELY = {
    "uptake.base_hazard": 0.5, "uptake.adoption_slope": 2.0, "uptake.memory_slope": 1.0, "uptake.anchor_rate": 5.0,
}  # fmt: skip
RUNS = range(40)
needs_data = pytest.mark.skipif(not data_folder().is_dir(), reason="data not here: the panel of laws on NGOs")


def with_ideas(**ideas):
    return toy(0, ideas={name: IDEAS["charter"] | changes for name, changes in ideas.items()})


def window(since, until):
    return {"since": since, "until": until, "source": "assumed"}


def ran(scenario, numbers=LIVELY, **options):
    setting = compile_setting(scenario)
    return setting, history(setting, numbers, replicates=RUNS, **options)


def bodies(n, adopted, start_month="1981-01", end_month="2000-12", position=1.0):
    """Many alike states that spend nothing, some of which have the idea; its window is open all the time."""
    names = [f"s{i}" for i in range(n)]
    actor = {"kind": "government", "role": "executive", "country": "XX", "capability": 1.0, "source": "assumed"}
    return Scenario.model_validate(
        {
            "format": 1, "title": "Alike", "summary": "Alike", "period": {"start": start_month, "end": end_month},
            "issues": {"law": {"title": "Law", "negative": "no", "positive": "yes", "tier": "policy_core",
                               "source": "assumed"}},
            "actors": {k: actor | {"id": k, "name": k, "positions": {}, "saliences": {}} for k in names},
            "ideas": {
                "barrier": {
                    "title": "Barrier", "issue": "law", "position": position, "adopters": {}, "advocates": {},
                    "windows": [window(start_month, end_month)], "source": "assumed",
                    "adopted_at_start": [k for k, has in zip(names, adopted, strict=True) if has],
                }
            },
            "outcomes": {"share": {"label": "Share", "measure": "adopted_share", "idea": "barrier"}},
        }
    )  # fmt: skip


def paths(scenario, n_runs, steps_per_year=12, seed=1, years=None, **numbers):
    """The process by itself, nothing else of a step: who has adopted after each step, (step, adopter, run).

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


# Windows, memory, anchors


def test_without_a_window_nobody_adopts_and_no_anchor_moves_but_advocacy_is_remembered():
    _, states = ran(with_ideas(charter={"windows": []}))
    _, nothing = ran(toy(0, ideas={}))
    assert states[-1].adopted.sum() == len(RUNS)  # the one that has it from the start
    assert (states[-1].memory > 0.0).all()
    assert largest_gap(states, nothing, [name for name in ARRAYS if name not in ("memory", "adopted")]) == 0.0


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
    setting, states = ran(scenario, LIVELY | {"uptake.base_hazard": 1000.0})
    bank = setting.actors.index("bank")
    assert states[-1].adopted[0, setting.ideas[0].adopters].all()
    assert np.array_equal(states[-1].anchor[0, bank], states[0].anchor[0, bank])
    none = with_ideas(charter={"windows": [window("2000-03", "2000-05")], "adopted_at_start": []})
    setting, states = ran(none, LIVELY | {"uptake.base_hazard": 1000.0})
    assert not states[-1].adopted[0, bank].any()
    assert states[-1].adopted[0].sum(axis=0).tolist() == [5] * len(RUNS)


@pytest.mark.parametrize("absent_has_it", [False, True])
def test_a_share_is_one_of_those_on_the_stage(absent_has_it):
    """Three of the four present have it: the fourth takes it up with the hazard at .75, whatever the absent did."""
    setting, n_runs = compile_setting(bodies(5, [True, True, True, False, absent_has_it])), 400
    numbers = {"uptake.base_hazard": 12 * np.exp(-40 * 0.75), "uptake.adoption_slope": 40.0}
    params, noise = Params.of(numbers, n_runs), Noise(1, range(n_runs))
    state = start(setting, params, noise)
    is_active = state.is_active.copy()
    is_active[4] = False
    after = take_up(state.replace(is_active=is_active), setting, params, noise).adopted[0]
    assert after[3].mean() == pytest.approx(1 - np.exp(-1), abs=4 * 0.5 / np.sqrt(n_runs))
    assert (after[4] == absent_has_it).all()


def test_without_memory_no_anchor_moves_however_many_adopt():
    _, states = ran(toy(0), LIVELY | {"uptake.memory_gain": 0.0})
    _, nothing = ran(toy(0, ideas={}))
    assert states[-1].adopted.sum() > 2 * len(RUNS)
    assert largest_gap(states, nothing, ["anchor", "position"]) == 0.0


def test_outside_of_windows_no_anchor_moves():
    _, states = ran(toy(0, events={}))
    for step in (0, 1, 5, 6, 11):
        assert largest_gap(states[step : step + 1], states[step + 1 : step + 2], ["anchor"]) == 0.0
    assert largest_gap(states[7:8], states[8:9], ["anchor"]) > 0.0


def test_who_adopts_comes_to_believe_in_it_and_the_others_do_not():
    setting, states = ran(toy(0, events={}), LIVELY | {"uptake.anchor_rate": 200.0})
    idea = setting.ideas[0]
    anchors, coded = states[-1].anchor[idea.issue, idea.adopters], states[0].anchor[idea.issue, idea.adopters]
    has = states[-1].adopted[0, idea.adopters] == 1.0
    assert np.array_equal(anchors[~has], coded[~has])
    early = (states[9].adopted[0, idea.adopters] == 1.0) & states[10].is_active[idea.adopters]
    assert (np.abs(anchors - idea.position)[early] < 0.5 * np.abs(coded - idea.position)[early]).all()


def test_memory_counts_effort_of_advocates_on_the_issue_at_organs_alone():
    setting, states = ran(toy(0))
    idea, pairs = setting.ideas[0], setting.pairs
    rate = table()
    gain, loss, scale = (rate[f"uptake.{k}"].default for k in ("memory_gain", "memory_loss", "advocacy_scale"))
    ngos = [setting.actors.index(name) for name in ("union", "greens", "firms", "press_club")]
    counted = np.isin(pairs.actor, ngos) & ~pairs.is_medium
    assert 0 < counted.sum() < len(pairs)
    expected = np.zeros(len(RUNS))
    for state in states[1:]:
        advocacy = state.effort[idea.issue, counted].sum(axis=0)
        expected = expected + setting.dt * (gain * advocacy / (advocacy + scale) - loss * expected)
        np.testing.assert_allclose(state.memory[0], expected, rtol=1e-12)
    assert (expected > 0.0).all()


def test_memory_tends_to_gain_over_loss_and_halves_in_fourteen_years():
    """Full advocacy for centuries, then silence."""
    setting = compile_setting(toy(0))
    state = history(setting)[1].replace(step=0)
    loud = state.replace(effort=np.full_like(state.effort, 1e12))
    params = Params.of({})
    for _ in range(400 * 12):
        loud = take_up(loud, setting, params, Noise(1, [0]))
    assert loud.memory[0, 0] == pytest.approx(20.0, rel=1e-6)
    silent = loud.replace(effort=np.zeros_like(loud.effort))
    for _ in range(round(np.log(2) / 0.05 * 12)):
        silent = take_up(silent, setting, params, Noise(1, [0]))
    assert silent.memory[0, 0] == pytest.approx(10.0, rel=0.01)


# Waiting times and the share


def test_without_slopes_waiting_times_are_geometric():
    """Whoever else adopts: in each month the same chance, 1 - exp(-hazard / 12)."""
    hazard, n_states, n_runs = 1.2, 30, 200
    scenario = bodies(n_states, [False] * n_states, "1981-01", "1982-12")
    held = paths(scenario, n_runs, **{"uptake.base_hazard": hazard, "uptake.adoption_slope": 0.0})
    seen = np.diff(np.r_[0, held.sum(axis=(1, 2)), n_states * n_runs])
    survival = np.exp(-hazard / 12) ** np.arange(len(held) + 1)
    expected = n_states * n_runs * -np.diff(np.r_[survival, 0.0])
    statistic = ((seen - expected) ** 2 / expected).sum()
    assert 0.001 < chi2.sf(statistic, len(held)) < 0.999


def test_the_more_have_adopted_the_more_do():
    numbers = {"uptake.base_hazard": 0.1, "uptake.adoption_slope": 4.0}
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
    numbers = {"uptake.base_hazard": 0.15, "uptake.adoption_slope": slope}
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
    numbers = {"uptake.base_hazard": np.exp(value[0]), "uptake.adoption_slope": value[1]}
    return np.arange(n_years), counts.mean(axis=1), counts.std(axis=1) / np.sqrt(n_runs), scenario, numbers


# Luck


def test_adding_an_idea_changes_no_other_draw():
    """Neither of another process nor of another idea, before it in the file or behind."""
    more = with_ideas(before={"position": -1.0, "windows": []}, charter={}, behind={"issue": "parks", "windows": []})
    (_, alone), (_, among) = ran(toy(0)), ran(more)
    others = [name for name in ARRAYS if name not in ("memory", "adopted")]
    assert largest_gap(alone, among, others) == 0.0
    for one, three in zip(alone, among, strict=True):
        assert np.array_equal(three.memory[1], one.memory[0])
        assert np.array_equal(three.adopted[1], one.adopted[0])


def test_two_ideas_on_one_issue_pull_in_the_order_of_the_file():
    """Both move the anchor of who holds both; the later one has the last word."""
    whole = LIVELY | {"uptake.anchor_rate": 1e9}
    opposite = {"position": -0.75}
    both = {"adopted_at_start": ["right"], "windows": [window("1999-07", "2000-05")]}
    for order, last in (({"one": both, "two": both | opposite}, -0.75), ({"two": both | opposite, "one": both}, 0.75)):
        setting, states = ran(with_ideas(**order), whole)
        assert states[-1].anchor[0, setting.actors.index("right")] == pytest.approx(last)
