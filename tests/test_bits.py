"""A run is the same to the last bit, however many others are computed beside it, in whatever order."""

import numpy as np
import pytest
from assemblies import ALL
from institution_worlds import DESK, PROGRAM
from institution_worlds import PLACES as SITES
from worlds import COURTED, arrays, history, toy

from sim.bench import world
from sim.ensemble import Ensemble, chunk_size
from sim.model.campaigns import allies
from sim.model.core import links
from sim.model.core.noise import Noise
from sim.model.parameters import table
from sim.model.schedule import SCHEDULE, advance
from sim.scenario.compile import compile_setting

N_RUNS = 9
UNTIL = "1994-03"  # votes, talks, the rising: what later years add stands in the toy
LIVELY = {"ties.rate": 1.0, "opinion.noise": 0.1, "campaigns.venue_slope": 30.0}


def assert_same_result(one, other, rows=slice(None)):
    """Outcomes, series and values at the start of `one` are those rows of `other`, bit for bit."""
    for name in one.outcomes:
        for kind in ("outcomes", "series", "start"):
            left, right = getattr(one, kind)[name], getattr(other, kind)[name][..., rows]
            assert np.array_equal(left, right, equal_nan=True), (kind, name)


@pytest.fixture(scope="module")
def nafta():
    return Ensemble("nafta", replicates=N_RUNS, seed=3, until=UNTIL).run()


def test_the_chunk_size_changes_no_bit_of_a_case(nafta):
    """A chunk that is full, and one of a single run that is left."""
    chunked = Ensemble("nafta", replicates=3, seed=3, chunk=2, until=UNTIL).run()
    assert_same_result(chunked, nafta, slice(3))


def test_order_and_company_change_no_bit_of_a_case(nafta):
    replicates = [40, 8, 3, 4, 4, 0, 7]
    found = Ensemble("nafta", replicates=replicates, seed=3, until=UNTIL).run()
    known = [at for at, r in enumerate(replicates) if r < N_RUNS]
    kept = {name: values[known] for name, values in found.outcomes.items()}
    for name, values in kept.items():
        rows = [replicates[at] for at in known]
        assert np.array_equal(values, nafta.outcomes[name][rows], equal_nan=True), name
        assert np.array_equal(found.series[name][:, known], nafta.series[name][:, rows], equal_nan=True), name


def test_another_seed_gives_another_result(nafta):
    other = Ensemble("nafta", replicates=N_RUNS, seed=4, until="1991-06").run()
    n = len(other.months)
    assert any(not np.array_equal(other.series[k], nafta.series[k][:n], equal_nan=True) for k in nafta.series)


@pytest.fixture(scope="module", params=[0, 1])
def toy_runs(request):
    setting = compile_setting(toy(request.param))
    return setting, history(setting, LIVELY, Noise(3, range(N_RUNS)), jitter=0.1)


@pytest.mark.parametrize(
    "replicates",
    [[0], [7], [2, 3], [8, 7, 6, 5, 4, 3, 2, 1, 0], [0, 1, 2, 3, 4, 5, 6], [5, 60, 1, 70], [*range(9, 40), 4]],
)
def test_every_array_of_the_state_is_the_same_in_any_company(toy_runs, replicates):
    setting, together = toy_runs
    at = [i for i, r in enumerate(replicates) if r < N_RUNS]
    rows = [replicates[i] for i in at]
    for one, all_runs in zip(history(setting, LIVELY, Noise(3, replicates), jitter=0.1), together, strict=True):
        among = arrays(all_runs)
        for name, array in arrays(one).items():
            assert np.array_equal(array[..., at], among[name][..., rows]), (name, one.step)


def test_a_sweep_gives_the_bits_of_its_single_runs():
    """A number that differs from run to run acts as the same number in a run of its own."""
    rates, slopes = np.array([0.5, 4.0]), np.array([5.0, 30.0])
    sweep = Ensemble(
        "nafta",
        replicates=[0, 0],
        parameters={"opinion.rate": rates, "campaigns.venue_slope": slopes},
        until=UNTIL,
    ).run()
    for row in range(2):
        numbers = {"opinion.rate": float(rates[row]), "campaigns.venue_slope": float(slopes[row])}
        assert_same_result(Ensemble("nafta", replicates=[0], settings=numbers, until=UNTIL).run(), sweep, [row])
    assert any(not np.array_equal(s[:, 0], s[:, 1], equal_nan=True) for s in sweep.series.values())


def test_a_world_where_most_are_allied_is_the_same_as_a_grid_and_as_a_list(monkeypatch):
    """Beside others its ties and doors are looked at all at once, alone one by one; some chunks are full."""
    monkeypatch.setattr(world, "SHARE_MET", 1.0)
    monkeypatch.setattr(world, "SHARE_ALLIED", 1.0)
    ensemble = Ensemble(world.build(30, n_months=18), replicates=5)
    start = next(ensemble.states(range(5)))
    assert links.are_many(start.contact)
    assert links.are_many(start.allied)
    together = ensemble.histories()
    for run in (0, 4):
        for one, all_runs in zip(ensemble.histories([run]), together, strict=True):
            among = arrays(all_runs)
            for name, array in arrays(one).items():
                assert np.array_equal(array[..., 0], among[name][..., run]), (name, one.step)


def test_nothing_that_is_kept_is_out_of_date():
    """A run that forgets after every process what it has kept of its arrays comes to the same State and readings."""
    ensemble = Ensemble("nafta", replicates=2, seed=3, until=UNTIL)

    def forget(state):
        return state.replace(
            **{name: each.copy() for name, each in vars(state).items() if isinstance(each, np.ndarray)}
        )

    def forgetting(function):
        return lambda state, *rest: forget(function(state, *rest))

    schedule = tuple(step._replace(function=forgetting(step.function)) for step in SCHEDULE)
    params, noise = ensemble.inputs(range(2))
    states = ensemble.states(range(2))
    first = next(states)
    anew, reader, other = forget(first), ensemble.readings.begin(first), ensemble.readings.begin(forget(first))
    for state in states:
        anew = advance(anew, ensemble.setting, params, noise, schedule=schedule)
        reader.read(state)
        other.read(forget(anew))
        for name, array in arrays(anew).items():
            assert np.array_equal(array, arrays(state)[name]), (name, state.step)
    for name, values in other.series().items():
        assert np.array_equal(values, reader.series()[name], equal_nan=True), name
    for changed, array in arrays(state).items():  # read by now, and one array exchanged
        if changed in vars(state):
            later = state.replace(**{changed: array[::-1].copy()})
            for name, read in ensemble.readings.gauges.items():
                assert np.array_equal(read(later), read(forget(later)), equal_nan=True), (changed, name)


def test_friends_whose_agreement_is_all_rounding_are_the_same_beside_others():
    """What they agree and disagree on cancels out: the sign of the sum hangs on the order in which it is multiplied."""
    ensemble = Ensemble(world.build(30, n_months=2), replicates=4)
    start = next(ensemble.states(range(4)))
    lots = np.random.default_rng(0).choice([-0.6, -0.3, 0.0, 0.3, 0.6], size=start.position.shape)
    state = start.replace(position=lots, salience=np.full_like(lots, 0.7))
    lent = allies.lent_access(ensemble.setting.pairs, state, ensemble.setting)
    alone = [
        allies.lent_access(ensemble.setting.pairs, state.of_runs([run]), ensemble.setting)[:, 0] for run in range(4)
    ]
    assert np.array_equal(lent, np.array(alone).T)
    held = allies.friends(state.of_runs([0]), ensemble.setting)
    assert 0 < len(held) < np.count_nonzero(state.allied[:, 0])


def test_a_chunk_is_as_large_as_those_on_stage_allow():
    ensemble = Ensemble("china_mexico", replicates=1)
    setting = ensemble.setting
    on_stage = [len(setting.active_pairs(state.is_active)) for state in ensemble.states([0])]
    assert len(setting.pairs) > setting.most_active_pairs >= max(on_stage) > 0
    assert chunk_size(setting) == 256
    assert chunk_size(Ensemble(world.build(100, n_months=2), 1).setting) == 128


def one_at_a_time():
    """Every parameter at its low, where terms vanish, or at its high if the low is the default; first, none."""
    return [{}, *({key: row.high if row.low == row.default else row.low} for key, row in table().items())]


def all_at_once(n_runs=12):
    """Every parameter at its low, its high or its default, by lot."""
    lots = np.random.default_rng(0).integers(3, size=(n_runs, len(table())))
    rows = table().items()
    return [
        {key: (row.low, row.default, row.high)[lot] for (key, row), lot in zip(rows, of_run, strict=True)}
        for of_run in lots
    ]


def apart_and_together(batches):
    """Where a run with numbers of its own first differs from the same run beside the others, by its place."""
    programs = {"programs": {"w": PROGRAM}, "desks": {"d": DESK}, "places": ALL["places"] | SITES}
    setting = compile_setting(toy(5, **COURTED, **ALL | programs))
    numbers = {key: np.array([run.get(key, row.default) for run in batches]) for key, row in table().items()}
    together, differ = history(setting, numbers, Noise(3, [5] * len(batches))), {}
    for run, changed in enumerate(batches):
        for one, all_runs in zip(history(setting, changed, Noise(3, [5])), together, strict=True):
            among = arrays(all_runs)
            for name, array in arrays(one).items():
                if not np.array_equal(array[..., 0], among[name][..., run]):
                    differ.setdefault(run, (one.step, name))  # the first that does
    return differ


def test_parameters_can_differ_from_run_to_run():
    """Other numbers in every run side by side, with the same draws, give the bits of batches of one run."""
    assert apart_and_together(all_at_once()) == {}


@pytest.mark.slow
def test_any_parameter_can_differ_from_run_to_run():
    """Extremes of all parameters side by side, one changed in each run."""
    assert apart_and_together(one_at_a_time()) == {}
