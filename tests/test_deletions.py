"""Does a run without an actor, or without a tie, differ in that alone, whatever stands beside it?"""

import dataclasses

import numpy as np
import pytest

from sim import Ensemble
from sim.ensemble import EnsembleError
from sim.scenario.load import load_case
from sim.scenario.new import TEMPLATE

RUNS = 6
FIRST = np.arange(RUNS) < 3  # the runs in which something is deleted


@pytest.fixture(scope="module")
def loaded():
    return load_case(TEMPLATE)


@pytest.fixture(scope="module")
def base(loaded):
    return Ensemble(loaded, RUNS)


@pytest.fixture(scope="module")
def tied(loaded):
    tie = next(tie for tie in loaded.scenario.ties if tie.type == "alliance")
    return tie.actor, tie.partner


def same(one, other, runs):
    return all(np.array_equal(one.outcomes[k][runs], other.outcomes[k][runs], equal_nan=True) for k in one.outcomes)


def test_an_absent_actor_is_never_on_the_stage_and_the_other_runs_do_not_notice(loaded, base):
    actor = next(iter(loaded.scenario.actors))
    without = Ensemble(loaded, RUNS, absent={actor: FIRST})
    row = without.setting.actors.index(actor)
    present = np.array([state.is_active[row] for state in without.histories()])
    assert not present[:, FIRST].any()
    assert present[:, ~FIRST].any()
    assert same(without.run(), base.run(), ~FIRST)


def test_severed_actors_are_never_allies_and_the_other_runs_do_not_notice(loaded, base, tied):
    without = Ensemble(loaded, RUNS, severed={tied: FIRST})
    ends = np.array([without.setting.actors.index(name) for name in tied])
    rows = without.setting.edges.rows(ends, ends[::-1])
    held = np.array([state.contact[rows] | state.allied[rows] for state in without.histories()])
    assert not held[..., FIRST].any()
    assert held[..., ~FIRST].any()
    assert same(without.run(), base.run(), ~FIRST)


def test_those_who_stay_are_as_ready_to_ally_as_before(loaded, base, tied):
    without = Ensemble(loaded, RUNS, absent={tied[0]: True}).histories()[0]
    first = base.histories()[0]
    assert np.array_equal(without.contact_intercept, first.contact_intercept)
    assert np.array_equal(without.alliance_intercept, first.alliance_intercept)


def test_deletions_side_by_side_are_those_one_by_one(loaded):
    actors = list(loaded.scenario.actors)[:3]
    together = {name: np.repeat(np.arange(3) == i, 2) for i, name in enumerate(actors)}
    batch = Ensemble(loaded, [0, 1] * 3, absent=together).run()
    for i, name in enumerate(actors):
        alone = Ensemble(loaded, [0, 1], absent={name: True}).run()
        for k, values in alone.outcomes.items():
            assert np.array_equal(values, batch.outcomes[k][2 * i : 2 * i + 2], equal_nan=True), (name, k)


def test_few_outcomes_without_series_are_the_same_numbers(base, loaded):
    full = base.run()
    wanted = list(loaded.scenario.outcomes)[::2]
    few = dataclasses.replace(base, outcomes=wanted, series=False).run()
    assert list(few.outcomes) == wanted
    assert not few.series
    assert not few.start
    for k in wanted:
        assert np.array_equal(full.outcomes[k], few.outcomes[k], equal_nan=True), k


@pytest.mark.parametrize("wrong", [{"absent": {"nobody": True}}, {"severed": {("nobody", "no_one"): True}}])
def test_unknown_actors_are_refused(loaded, wrong):
    with pytest.raises(EnsembleError, match="no such actor 'nobody'"):
        Ensemble(loaded, RUNS, **wrong)


def test_an_unknown_outcome_is_refused_with_the_nearest_name(loaded):
    name = next(iter(loaded.scenario.outcomes))
    with pytest.raises(EnsembleError, match=f"did you mean '{name}'"):
        Ensemble(loaded, RUNS, outcomes=[name + "x"])


def test_flags_for_another_number_of_runs_are_refused(loaded):
    with pytest.raises(EnsembleError, match=r"one flag, or 6, one a run \(got shape \(2,\)\)"):
        Ensemble(loaded, RUNS, absent={next(iter(loaded.scenario.actors)): [True, False]})
