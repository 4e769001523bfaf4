"""Is the benchmark fair: the same equations on both sides, in a world where they have something to do?"""

import json
import math
import statistics
import sys
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from click.testing import CliRunner

from sim.bench import sparse_peer, world
from sim.bench.draws import FastDraws, TapeDraws
from sim.bench.measure import QUICK, Job, Nafta, Spread, Whole, against_ndlib, growth, is_enough, ratio, rounds
from sim.bench.mesa_peer import PeerModel
from sim.bench.plain import plain_of
from sim.bench.report import TARGETS, Report
from sim.cli.bench import _text, bench
from sim.ensemble import Ensemble
from sim.scenario.mechanisms import MECHANISMS, off_numbers

N_ACTORS, N_MONTHS, RUN = 30, 24, 2
TINY = ["--quick", "--months", "2", "--runs", "2", "--rounds", "1"]


@pytest.fixture(scope="module")
def ensemble():
    return Ensemble(world.build(N_ACTORS, n_months=N_MONTHS), replicates=12)


@pytest.fixture(scope="module")
def history(ensemble):
    return ensemble.histories([RUN])


@pytest.fixture(scope="module")
def plain(ensemble, history):
    return plain_of(ensemble.setting, ensemble.inputs([RUN])[0], history[0])


def tape(ensemble, plain):
    return TapeDraws(ensemble.setting, ensemble.seed, RUN, plain.numbers.tie_ceiling)


def contacts_of(plain, agents):
    tie = np.zeros(len(plain.source), dtype=bool)
    tie[[edge for agent in agents for _, _, edge in agent.ears]] = True
    return tie


def spent_of(plain, world):
    spent = {(row, venue): effort for venue, visits in enumerate(world.visits) for row, effort in visits}
    nothing = (0.0,) * 5
    return [spent.get((row, venue), nothing) for row, worth in enumerate(plain.worth) for venue in worth]


# The peers do what the model does


def test_the_mesa_peer_is_the_model_on_the_same_draws_month_by_month(ensemble, history, plain):
    peer = PeerModel(plain, tape(ensemble, plain))
    for state in history[1:]:
        peer.step()
        found = {
            "position": [agent.position for agent in peer.actors],
            "policy": [peer.actors[place.organ].policy for place in plain.places],
            "pressure": peer.world.pressure,
            "built": peer.world.built,
            "effort": spent_of(plain, peer.world),
        }
        expected = {
            "position": state.position[..., 0],
            "policy": state.policy[:, [place.organ for place in plain.places], 0],
            "pressure": state.pressure[..., 0],
            "built": state.built[:, 0],
            "effort": state.effort[..., 0],
        }
        for name, values in found.items():
            np.testing.assert_allclose(np.array(values).T, expected[name], rtol=0, atol=1e-9, err_msg=name)
        np.testing.assert_allclose(peer.world.trust, state.trust[:, 0], rtol=0, atol=1e-9)
        assert np.array_equal(contacts_of(plain, peer.actors), state.contact[:, 0])
        allied = [j in peer.actors[i].friends for i, j in zip(plain.source, plain.target, strict=True)]
        assert np.array_equal(allied, state.allied[:, 0])
    assert peer.world.yeas == history[-1].yeas.sum() > 0


def test_the_peer_solves_the_same_readiness_to_ally(history, plain):
    assert plain.contact_intercept == pytest.approx(history[0].contact_intercept[0], abs=1e-9)
    assert plain.alliance_intercept == pytest.approx(history[0].alliance_intercept[0], abs=1e-9)


def test_the_peers_outcomes_are_those_of_the_case(ensemble, plain):
    found = PeerModel(plain, tape(ensemble, plain)).run()
    expected = {name: values[RUN] for name, values in ensemble.run().outcomes.items()}
    assert found == pytest.approx(expected, abs=1e-9)


def test_with_draws_of_its_own_the_peer_has_the_models_distribution(ensemble, plain):
    """Ties after two years: means of twelve runs each, within four standard errors of their difference."""
    ours = ensemble.run().outcomes["ties"]
    theirs = np.array([PeerModel(plain, FastDraws(plain, 7, r)).run()["ties"] for r in range(12)])
    error = math.sqrt((ours.var(ddof=1) + theirs.var(ddof=1)) / 12)
    assert error > 0.5
    assert abs(ours.mean() - theirs.mean()) < 4 * error


@pytest.mark.parametrize(("kind", "rows"), [("contacts", "source"), ("alliances", "first")])
def test_fast_draws_considers_every_tie_as_often_as_the_model(plain, kind, rows):
    n_edges, ceiling = len(getattr(plain, rows)), plain.numbers.tie_ceiling
    months = [getattr(FastDraws(plain, 3, r), kind)(t) for r in range(30) for t in range(N_MONTHS)]
    counts = np.bincount([edge for month in months for edge, _ in month], minlength=n_edges)
    expected = len(months) * ceiling
    assert counts.mean() == pytest.approx(expected, abs=4 * math.sqrt(expected / n_edges))
    assert counts.min() > 0
    draws = np.array([draw for month in months for _, draw in month])
    assert draws.max() < ceiling
    assert draws.mean() == pytest.approx(ceiling / 2, rel=0.05)
    assert all(len({edge for edge, _ in month}) == len(month) for month in months)


def test_the_agentpy_peer_is_the_mesa_peer(ensemble, plain):
    pytest.importorskip("agentpy")
    from sim.bench import agentpy_peer

    peer = agentpy_peer.model(plain, tape(ensemble, plain))
    assert agentpy_peer.run(peer) == PeerModel(plain, tape(ensemble, plain)).run()


def test_the_influence_step_is_ndlibs_friedkin_johnsen_to_the_last_digits():
    pytest.importorskip("ndlib.models.opinions")
    from sim.bench import ndlib_peer

    setting = ndlib_peer.setting_of(N_ACTORS)
    model, (start, step) = ndlib_peer.ndlib_model(setting), ndlib_peer.our_step(setting, 3)
    position = start
    for _ in range(20):
        model.iteration()
        position = step(position)
        for run in range(3):
            np.testing.assert_allclose(position[0, :, run], ndlib_peer.opinions(model), rtol=0, atol=5e-16)
    assert np.abs(position - start).mean() > 0.05


@pytest.mark.parametrize(("n_actors", "n_issues"), [(200, 1), (50, 3)])
def test_the_influence_step_is_the_plain_sparse_product(n_actors, n_issues):
    given = sparse_peer.hearing(n_actors, n_issues)
    ours, theirs = given.position, given.position[..., 0].T.copy()
    for _ in range(20):
        ours, theirs = sparse_peer.our_step(given)(ours), sparse_peer.plain_step(given)(theirs)
    np.testing.assert_allclose(ours[..., 0].T, theirs, rtol=0, atol=1e-14)
    assert np.abs(ours - given.position).mean() > 0.05


def test_a_peer_whose_library_is_missing_is_left_out(monkeypatch):
    monkeypatch.setitem(sys.modules, "ndlib.models.opinions", None)  # as if it were not installed
    assert against_ndlib(QUICK) is None


@pytest.mark.parametrize(
    ("changes", "message"),
    [({"campaigns__receptivity": 0.5}, "receptivity = 0"), ({"ties__broker": 1.0}, "broker = 0"), ({}, "five issues")],
)
def test_the_peers_refuse_what_they_are_not_written_for(changes, message):
    ensemble = Ensemble(world.build(16, n_months=2, **changes), 1)
    setting = ensemble.setting
    if not changes:
        setting = replace(setting, issues=setting.issues[:4])
    with pytest.raises(ValueError, match=message):
        plain_of(setting, ensemble.inputs([0])[0], next(ensemble.states([0])))


# The world


def test_the_world_has_the_promised_size():
    setting = Ensemble(world.build(60), 1).setting
    assert (len(setting.issues), len(setting.venues.ids), setting.n_steps) == (5, 8, 120)
    assert len(setting.edges) == 15 * setting.n_actors
    own = setting.pairs.access > 0.0
    assert np.unique(np.bincount(setting.pairs.actor[own], minlength=60)[8:]).tolist() == [1, 2]
    assert np.count_nonzero(~own) > 2 * np.count_nonzero(own)  # doors that an ally could lend


def test_ties_open_and_lapse_positions_move_and_pressure_moves_policy(history):
    for kind, low, high in (("contact", 0.7, 0.95), ("allied", 0.1, 0.4)):
        ties = [getattr(state, kind) for state in history]
        assert sum(np.count_nonzero(b & ~a) for a, b in pairwise(ties)) > 10
        assert sum(np.count_nonzero(a & ~b) for a, b in pairwise(ties)) > 5
        assert low < ties[-1].mean() < high
    first, last = history[0], history[-1]
    assert np.abs(last.position - first.position).mean() > 0.05
    assert np.abs(last.pressure).mean() > 0.1
    organs = slice(0, 8)
    assert np.abs((last.policy - last.position)[:, organs]).mean() > 0.01
    assert np.any(last.trust > first.trust)
    assert np.all(last.trust >= first.trust)


def test_doors_are_lent_allies_act_together_and_pressure_moves_the_vote(ensemble, history):
    setting, last = ensemble.setting, history[-1]
    by_lent_doors = last.effort[:, setting.pairs.access == 0.0]
    assert 0.05 < by_lent_doors.sum() / last.effort.sum() < 0.95
    assert np.abs(last.built - last.built_reference).max() > 0.1
    alone = Ensemble(world.build(N_ACTORS, n_months=N_MONTHS, campaigns__coordination=0.0), replicates=12)
    assert np.abs(alone.histories([RUN])[1].pressure - history[1].pressure).max() > 0.01


def test_everything_outside_of_the_live_phases_is_off(ensemble, history):
    for mechanism in MECHANISMS.values():
        if mechanism.name not in world.LIVE:
            for key, off in off_numbers(mechanism).items():
                assert ensemble.values[key] == off, key
    last = history[-1]
    assert np.array_equal(last.salience, history[0].salience)
    assert not last.stigma.any()
    assert np.all(last.impact == 1.0)
    assert not last.external.any()
    assert not last.attention.any()


def test_a_world_hangs_on_its_size_and_seed_alone():
    assert world.build(40, seed=3).digest == world.build(40, seed=3).digest
    assert len({world.build(n, seed=s).digest for n, s in ((40, 3), (40, 4), (41, 3))}) == 3
    with pytest.raises(ValueError, match="at least 16 actors"):
        world.build(8)


# Measuring and telling


def test_sides_take_turns_in_every_round_after_one_to_warm_up():
    calls = []
    jobs = {name: Job(lambda name=name: name, calls.append) for name in "ab"}
    found = rounds(jobs, replace(QUICK, rounds=2, seconds=60.0))
    assert "".join(calls) == "ababab"
    assert [len(seconds) for seconds in found.values()] == [2, 2]


def test_a_ratio_is_taken_round_by_round():
    """The second round was slow for both sides: it counts like the others."""
    assert ratio([8.0, 80.0, 9.0], [2.0, 20.0, 3.0]) == Spread(4.0, 3.0, 4.0)


def test_a_slow_machine_gets_fewer_rounds_and_never_none():
    scope = replace(QUICK, rounds=5, seconds=4.0)
    assert [is_enough(done, 1.0, scope) for done in (4, 5)] == [False, True]
    assert [is_enough(done, 9.0, scope) for done in (0, 1)] == [False, True]


def test_the_exponent_of_cost():
    sizes = [100, 200, 400]
    assert growth(sizes, [n**1.5 for n in sizes]) == pytest.approx(1.5)


@pytest.fixture
def report():
    ratios = {target.name: Spread(9.0, 8.0, 10.0) for target in TARGETS} | {"ndlib_fj": None}
    return Report(
        QUICK, ratios, {"sweep against AgentPy, 100 actors": Spread(31.0, 30.0, 32.0)}, {"Mesa, 100 actors": 700.0},
        150.0, {"actors": 1.3, "runs": 1.0}, {"1,000 actors, 5 issues": Spread(1.6, 1.4, 1.7)},
        Nafta({32: 200.0, 64: 150.0}, 3.0), (Whole("template", "2003-12", 120.0, 70.0),),
    )  # fmt: skip


def test_the_table_says_what_is_met_and_missed(report, monkeypatch):
    monkeypatch.setenv("COLUMNS", "160")
    lines = {line.split("  ")[0]: line for line in _text(report).splitlines()}
    assert lines["sweep against Mesa, 100 actors"].split()[5:] == [">=", "12x", "9x", "[8..10]", "missed"]
    assert lines["one run with Mesa views against Mesa, 100 actors"].endswith("met")
    assert "not installed" in lines["influence step against NDlib's, 100 actors, 1 issue"]
    assert lines["memory of a run in flight, 100 actors"].endswith("met")
    assert lines["growth of cost in actors: exponent"].endswith("missed")
    assert lines["influence step over a sparse product, 1,000 actors, 5 issues"].endswith("missed")
    assert lines["one run of nafta with Mesa views, a month"].endswith("met")
    assert "120.0 runs/s" in lines["template to 2003-12"]
    assert "Python" in _text(report).splitlines()[-1]


def test_the_record_holds_ratios_and_nothing_of_the_machine(report):
    record = report.record()
    assert record["ratios"]["sweep_n100"] == {"median": 9.0, "min": 8.0, "max": 10.0}
    assert record["ratios"]["ndlib_fj"] is None
    assert set(record) == {"ratios", "memory_kb_per_run", "exponents", "nafta"}
    assert record["nafta"] == {"us_per_run_month": {32: 200.0, 64: 150.0}, "single_ms_per_month": 3.0}


@pytest.mark.slow
def test_bench_measures_every_ratio():
    done = CliRunner().invoke(bench, [*TINY, "--json"], catch_exceptions=False)
    assert done.exit_code == 0
    found = json.loads(done.stdout)
    assert set(found["ratios"]) == {"sweep_n100", "sweep_n300", "single_n100", "single_n300", "processes_2", "ndlib_fj"}
    for spread in filter(None, found["ratios"].values()):
        assert 0 < spread["min"] <= spread["median"] <= spread["max"]
    assert found["memory_kb_per_run"] > 0
    assert set(found["nafta"]["us_per_run_month"]) == {"32", "64", "256"}
    assert found["nafta"]["single_ms_per_month"] > 0
    assert all(math.isfinite(value) for value in found["exponents"].values())
    assert statistics.median(found["exponents"].values()) > 0
