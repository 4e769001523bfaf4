"""Do courtship, councils, programs and desks do in the package what they do in the oracle? Step by step, to 1e-12."""

from itertools import product

import numpy as np
import oracle
import pytest
from oracle_cases import council_world, courtship_world, program_world
from oracle_councils import regime_at
from oracle_courtship import start_skepticism
from oracle_institutions import (
    COLUMNS,
    DESKS,
    SITES,
    adopted_share,
    council_measures,
    desk_measures,
    effort_balance,
    partners,
    path_length,
    places_offered,
    program_measures,
)
from oracle_programs import coherence
from oracle_worlds import Reader, write_case
from test_oracle import assert_same
from worlds import arrays, oracle_draws, oracle_world

from sim.ensemble import Ensemble
from sim.model.parameters import table
from sim.scenario.compile import compile_setting
from sim.scenario.load import load_scenario

LIVELY = {"ties.rate": 1.0, "campaigns.venue_slope": 5.0, "opinion.noise": 0.05}
NUMBERS = {
    "councils": {
        "councils.mandate": 0.8, "councils.oversight_loss": 0.3, "councils.crowding_size": 12.0,
        "courtship.patronage": 2.0,
    },
    "programs": {
        "programs.partner_rate": 2.0,
        "programs.learning": 3.0,
        "campaigns.pressure_rate": 4.0,
    },
    "courtship": {
        "courtship.persuasion": 0.5, "courtship.backfire": 0.8, "courtship.backfire_from": 0.6,
        "courtship.reach_slope": 2.0, "ideas.base_hazard": 0.8, "ideas.abandon_rate": 8.0,
        "campaigns.shock_size": 0.9,
    },
}  # fmt: skip
EQUATIONS = {
    "ideas.abandon_rate": (1, 0, 2, 0), "courtship.persuasion": (0.1, 0.02, 0.2, 0),
    "courtship.backfire": (0.1, 0, 0.2, 0),
    "courtship.backfire_from": (0.75, 0.6, 0.9, None), "courtship.reach_slope": (1, 0, 2, 0),
    "courtship.acceptance": (0, -1, 1, None), "courtship.tension_slope": (1, 0, 2, 0),
    "courtship.skepticism_slope": (1, 0, 2, 0),
    "courtship.disclosure_rate": (1, 0, 2, 0), "courtship.patronage": (1, 0, 2, 0),
    "councils.election_wear": (0.25, 0, 0.5, 0), "councils.established_wear": (1, 0, 2, 0),
    "councils.local_slope": (1, 0, 2, 0), "councils.capture_slope": (1, 0, 2, 0), "councils.capture_gain": (1, 0, 2, 0),
    "councils.oversight_loss": (1, 0, 2, 0), "councils.crowding_size": (40, 20, 60, np.inf),
    "councils.voice_weight": (1, 0, 2, 0), "councils.mandate": (0.5, 0, 1, 0), "councils.theme_weight": (1, 0, 2, 0),
    "programs.match_scale": (3, 1, 5, None), "programs.seed_exponent": (0.75, 0.5, 1, None),
    "programs.capital_exponent": (0.25, 0, 0.5, None), "programs.learning": (1, 0, 2, 0),
    "programs.spillover": (1, 0, 2, 0),
    "programs.capital_loss": (0.05, 0, 0.1, None), "programs.partner_rate": (0.025, 0, 0.05, 0),
    "programs.support_loss": (0.5, 0, 1, 0), "programs.coordination_cost": (0.25, 0, 1, 0),
    "programs.longest_wait": (2, 1, 4, None),
}  # fmt: skip
WORLDS = {"councils": council_world, "programs": program_world, "courtship": courtship_world}
CASES = [
    pytest.param(world, numbers, seed, marks=pytest.mark.slow if seed else ())
    for world, numbers, seed in product(WORLDS, ("defaults", "lively"), range(3))
]


class Pair:
    """The package's states of one run, its outcomes month by month, and the oracle's snapshots."""

    def __init__(self, folder, world, numbers, seed, replicate=None, change=None):
        replicate = seed + 3 if replicate is None else replicate
        document, tables = WORLDS[world](seed)
        if change is not None:
            change(document, tables)
        write_case(folder, document, tables)
        self.numbers = {} if numbers == "defaults" else LIVELY | NUMBERS[world]
        self.numbers |= {"ties.forum": 0.0} if numbers == "no forums" else {}
        self.ensemble = Ensemble(folder, replicates=[replicate], seed=seed, settings=self.numbers)
        self.states = self.ensemble.histories()
        scenario = load_scenario(folder)
        self.setting = compile_setting(scenario)
        n = self.setting.n_steps
        self.reader = Reader(document, tables, n)
        self.world = oracle_world(scenario, self.numbers, n) | self.reader.institutions()
        self.draws = oracle_draws(self.setting, seed, replicate, n) | self.reader.draws(seed, replicate)
        self.snapshots = oracle.run(self.world, self.draws)


@pytest.fixture(scope="module")
def pair(tmp_path_factory):
    made = {}

    def make(*key):
        if key not in made:
            made[key] = Pair(tmp_path_factory.mktemp("case") / "case", *key)
        return made[key]

    return make


def assert_agree(both):
    """Every field of every step of the package is that of the oracle."""
    assert len(both.states) == len(both.snapshots) + 1 > 12
    for state, snapshot in zip(both.states[1:], both.snapshots, strict=True):
        assert_same_institutions(state, snapshot)
        assert_same(both.setting, state, snapshot)


def close(field, found, expected, tolerance=1e-12):
    expected = np.array(expected, dtype=float)
    found = np.asarray(found, dtype=float).reshape(expected.shape)
    np.testing.assert_allclose(found, expected, rtol=0, atol=tolerance, err_msg=field)


def assert_same_institutions(state, snapshot, run=0):
    """Every array that the oracle has, in its containers; of what a world lacks there is neither array nor row."""
    expected = {
        **{name: snapshot[name] for name in ("skepticism", "guests", "voice", "legitimacy", "adopted", "position")},
        "anchor": snapshot["anchor"],
        "capital": list(snapshot["capital"].values()),
        **{name: [x for council in snapshot["council"] for x in council[name]] for name in (*COLUMNS, "capture")},
        **{name: [x for program in snapshot["program"] for x in program[name]] for name in SITES},
        **{name: [desk[name] for desk in snapshot["desk"]] for name in DESKS},
    }
    found = arrays(state)
    assert not any(expected[name] for name in expected.keys() - found.keys())
    for name in expected.keys() & found.keys():
        close(name, found[name][..., run], expected[name])


@pytest.mark.parametrize(("world", "numbers", "seed"), CASES)
def test_every_step_agrees_with_the_oracle(pair, world, numbers, seed):
    both = pair(world, numbers, seed)
    before = oracle.Model(both.world)
    before.draw_lots(both.draws)
    assert_same_institutions(both.states[0], vars(before))
    assert_agree(both)


def measured(both, t):
    """Outcomes at the end of step t, by id, from the oracle's snapshot."""
    snapshot, found = both.snapshots[t], {}
    model = oracle.Model(both.world)
    vars(model).update(snapshot)
    for c, council in enumerate(model.councils):
        regime, every = regime_at(council, both.setting.n_steps, t), list(range(len(council["places"])))
        measure = lambda places=every, themes=(0, 1, 2), c=c, row=council, regime=regime: council_measures(  # noqa: E731
            model, row, snapshot["council"][c], regime, places, themes
        )
        found |= {f"{council['id']}_{name}": value for name, value in measure().items()}
        if council["id"] == "union":
            found |= {"themed": measure(themes=(1,))["output"], "houston": measure(places=[1])["capture"]}
    for n, program in enumerate(model.programs):
        rows = program_measures(model, program, snapshot["program"][n], snapshot["capital"])
        found |= {f"{program['id']}_{name}": value for name, value in rows.items()}
        if program["id"] == "windows":
            found["chicago_sites"] = sum(snapshot["program"][n]["site_open"][:2])
    for desk, state in zip(model.desks, snapshot["desk"], strict=True):
        found |= desk_measures(state) | {"coherence": coherence(model, desk)}
    if model.programs:
        groups = [both.reader.chosen({"kind": kind}) for kind in ("ngo", "government")]
        doors = [list(both.reader.document["venues"]).index(name) for name in ("city_hall", "mansion")]
        is_last = t == both.setting.n_steps - 1  # path_length is read in its month alone
        found |= {"partners": partners(model, *groups), "balance": effort_balance(model, *groups, doors, 0)}
        found["path_length"] = path_length(model, *groups) if is_last else np.nan
    return found | (courted(both, model, snapshot, t) if model.courtships else {})


def is_funded(both, t):
    """Whether the programs' funders are active; without them see test_institution_differences."""
    return all(both.snapshots[t]["is_active"])


def courted(both, model, snapshot, t):
    """Outcomes of courtship at the end of step t; Mexico's actors and officials are read off the tables."""
    mexicans = [i for i in both.reader.chosen({"country": "MX"}) if model.is_active[i]]
    doubt = [sum(row[i] for i in mexicans) / len(mexicans) for row in snapshot["skepticism"]]
    tour, _, forum, _ = snapshot["guests"]
    visits = model.courtships[0]["visits"]
    offered = sum(places_offered(visits[v], t, list(range(both.setting.n_steps))) for v in (0, 2))
    return {
        "adopted": adopted_share(model, 0),
        "passed": adopted_share(model, 1),
        "skeptics_east": doubt[0], "skeptics_north": doubt[1], "guests": sum(tour) + sum(forum),
        "officials": sum(tour[i] for i in both.reader.chosen({"kind": "government"})),
        "acceptance_east": (sum(tour) + sum(forum)) / offered if offered else np.nan,
    }  # fmt: skip


@pytest.mark.parametrize("world", WORLDS)
def test_runs_side_by_side_keep_their_own_draws_and_numbers(pair, world):
    """One run at default numbers and one at others, computed at once, are each what the oracle says."""
    one, other = pair(world, "defaults", 0), pair(world, "lively", 0, 6)
    numbers = {key: np.array([table()[key].default, value]) for key, value in other.numbers.items()}
    both = Ensemble(one.ensemble.case, replicates=[3, 6], seed=0, parameters=numbers).histories()
    for state, first, second in zip(both[1:], one.snapshots, other.snapshots, strict=True):
        assert_same_institutions(state, first, 0)
        assert_same_institutions(state, second, 1)


def test_skepticism_starts_from_positions_as_jittered(pair):
    both = pair("courtship", "defaults", 0)
    start = Ensemble(both.ensemble.case, replicates=[3], seed=0, jitter=0.3).histories()[0]
    for c, courtship in enumerate(both.world["courtships"]):
        expected = start_skepticism(courtship, start.position[..., 0])
        close("skepticism", arrays(start)["skepticism"][c, :, 0], expected)
    assert np.abs(arrays(start)["skepticism"] - arrays(both.states[0])["skepticism"]).max() > 0.05


def test_defaults_are_those_of_the_equations():
    rows = table()
    for key, (default, low, high, off) in EQUATIONS.items():
        assert (rows[key].default, rows[key].low, rows[key].high) == (default, low, high), key
        assert off is None or rows[key].off == off, key


@pytest.mark.parametrize("world", WORLDS)
def test_what_is_measured_agrees_with_the_oracle(pair, world):
    both = pair(world, "lively", 1)
    series = both.ensemble.run().series
    months = [measured(both, t) for t in range(both.setting.n_steps)]
    assert set(series) <= set(months[0])
    for name in series:
        is_compared = [t for t, month in enumerate(months) if "match_ratio" not in name or is_funded(both, t)]
        close(name, series[name][is_compared, 0], [months[t][name] for t in is_compared], 1e-9)


def test_the_worlds_exercise_what_they_compare(pair):
    """Somebody is elected, appointed, worn; sites open and close; guests come, some repelled; ideas are given up."""
    now = lambda world, field: np.array([arrays(s)[field] for s in pair(world, "lively", 0).states])  # noqa: E731
    members, elected = now("councils", "is_member"), now("councils", "is_elected")
    assert (members & ~elected).any()
    assert elected.any()
    assert len({tuple(step.ravel()) for step in members}) > 6
    assert (np.diff(now("councils", "capture"), axis=0) < 0).any()
    assert (np.diff(now("councils", "capture"), axis=0) > 0).any()
    assert len({tuple(step.ravel()) for step in now("councils", "voice").round(9)}) > 6
    sites = now("programs", "site_open").astype(int)
    assert (np.diff(sites, axis=0) > 0).sum() > 4
    assert len(set(now("programs", "decided_locally").ravel().round(6))) > 3
    assert (np.diff(now("courtship", "guests"), axis=0) > 0).sum() > 20
    adopted = now("courtship", "adopted")
    assert (np.diff(adopted, axis=0) < 0).any()
    assert (np.diff(adopted, axis=0) > 0).any()


@pytest.mark.parametrize("world", WORLDS)
def test_without_their_numbers_the_oracle_stands_elsewhere(pair, world):
    """The comparison can fail: the oracle at default numbers differs from the package at others."""
    both = pair(world, "lively", 0)
    other = pair(world, "defaults", 0)
    with pytest.raises(AssertionError):
        assert_same_institutions(both.states[-1], other.snapshots[-1])
