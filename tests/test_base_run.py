"""The reference of every what-if is the case as coded: same replicate, parameters and coding."""

import dataclasses
import shutil
from itertools import islice

import numpy as np
import pytest

from sim import base_runs
from sim.ensemble import Ensemble
from sim.mesa_model import CoalitionModel
from sim.model.base_run import BaseRun
from sim.model.schedule import advance
from sim.model.votes.reference import coding_steps
from sim.scenario.find import find_case
from sim.scenario.load import read_case

LABOR = ("afl_cio", "teamsters_uaw", "ue", "citizens_trade_campaign")
UNTIL = "1993-11"
VOTE = "us_house_1993"


@pytest.fixture(scope="module")
def nafta():
    return read_case(find_case("nafta"))


def ensemble(loaded, replicates=(0, 3, 4), until=UNTIL, **more):
    return Ensemble(loaded, replicates, until=until, series=False, **more)


@pytest.fixture(scope="module")
def as_coded(nafta):
    """Outcomes of the case as coded, of eight replicates."""
    return ensemble(nafta.load(), range(8)).run().outcomes


def at_reference(ensemble):
    return next(islice(ensemble.states(range(len(ensemble.runs))), ensemble.setting.reference_step + 1, None))


def test_a_what_if_that_changes_nothing_gives_the_bits_of_the_case(nafta, as_coded):
    """The EZLN rises after the last month that is run."""
    later = nafta.load("no_ezln")
    assert later.base is not None
    other = ensemble(later, range(8)).run()
    for name, values in as_coded.items():
        assert np.array_equal(values, other.outcomes[name], equal_nan=True), name


def test_who_is_deleted_still_counts_in_what_positions_were_coded_under(nafta):
    loaded = nafta.load()
    base = at_reference(ensemble(loaded))
    without = at_reference(ensemble(loaded, absent=dict.fromkeys(LABOR, True)))
    assert not np.array_equal(without.pressure, base.pressure)
    assert np.array_equal(without.pressure_reference, base.pressure_reference)
    assert np.array_equal(without.push_reference, base.push_reference)
    assert base.push_reference.any()


def test_a_president_who_is_deleted_still_pulled_when_positions_were_coded(nafta):
    loaded = nafta.load()
    base, without = (at_reference(ensemble(loaded, **more)) for more in ({}, {"absent": {"white_house_bush": True}}))
    assert np.array_equal(without.push_reference, base.push_reference)


def test_a_deletion_is_worth_at_least_what_it_is_under_its_own_reference(nafta, as_coded, monkeypatch):
    """Sign 11: same direction, and no less."""
    loaded, numbers = nafta.load(), range(8)
    base = as_coded[VOTE]
    without = ensemble(loaded, numbers, absent=dict.fromkeys(LABOR, True))
    fair = np.mean(without.run().outcomes[VOTE] - base)
    monkeypatch.setattr(Ensemble, "base_run", lambda self, rows: None)
    own = np.mean(without.run().outcomes[VOTE] - base)
    assert fair > own > 0


def test_a_replicate_is_the_same_in_a_chunk_of_its_own_and_in_the_mesa_model(nafta):
    bush = nafta.load("bush_reelected")
    whole = ensemble(bush, range(3), chunk=2).run().outcomes
    model = CoalitionModel("nafta", replicate=2, variant="bush_reelected", until=UNTIL).run()
    for name in (VOTE, "us_senate_1993"):
        assert whole[name][2] == model.outcome(name)


def test_a_measured_campaign_is_the_pressure_under_which_a_bloc_was_coded(nafta):
    """The other reading of 1991: effect times openness times the reference is what 37 votes measure."""
    effects = {"campaigns.effect": np.array([3.3, 1.65, 0.0])}
    computed, measured = (
        ensemble(nafta.load(variant), [0, 0, 0], parameters=effects) for variant in (None, "measured_reference")
    )
    (decision,) = (each for each in measured.setting.decisions if each.id == "us_house_1993")
    rows = {measured.setting.actors[bloc.actor]: bloc for bloc in decision.blocs}
    state, before = at_reference(measured), at_reference(computed)
    democrats, republicans = rows["us_house_democrats"], rows["us_house_republicans"]
    trade = measured.setting.issues.index("trade")
    felt = (
        effects["campaigns.effect"] * state.openness_now[trade, democrats.venue] * state.built_reference[democrats.row]
    )
    assert felt == pytest.approx([-2.0, -2.0, 0.0])
    assert state.built_reference[democrats.row][2] == before.built_reference[democrats.row][2]  # no effect: as computed
    assert np.array_equal(state.built_reference[republicans.row], before.built_reference[republicans.row])


def test_a_strategy_is_a_what_if(nafta):
    strategy = {"afl_cio": {"choose_venue": lambda share, view: 0 * share}}
    base, other = (at_reference(ensemble(nafta.load(), **more)) for more in ({}, {"strategy": strategy}))
    assert np.array_equal(other.pressure_reference, base.pressure_reference)
    assert not np.array_equal(other.pressure, base.pressure)


def test_codings_and_parameters_have_a_base_of_their_own(nafta):
    assert nafta.load().base is None
    assert nafta.load("second_coding").base is None
    assert nafta.load(None, {"opinion.rate": 2.0}).base is None
    assert nafta.load(None, {"key_dates.bipartisan_deal.title": "Another title"}).base is None
    what_if = nafta.load("second_coding", {"opinion.rate": 2.0, "actors.rmalc.capability": 1})
    assert (what_if.base.variant, what_if.base.parameters) == ("second_coding", {"opinion.rate": 2.0})
    assert nafta.load("no_testimony", {"opinion.rate": 2.0}).base.parameters == {"opinion.rate": 2.0}


def test_runs_that_differ_in_parameters_differ_in_their_base(nafta):
    loaded, weights = nafta.load(), np.array([0.0, 0.5, 1.0])
    numbers = {"campaigns.pivotality_weight": weights}
    side_by_side = ensemble(loaded, [3, 3, 3], parameters=numbers, absent={"rmalc": True})
    reference = at_reference(side_by_side).pressure_reference
    for run, weight in enumerate(weights):
        alone = ensemble(loaded, [3], parameters={"campaigns.pivotality_weight": weight})
        assert np.array_equal(reference[..., run], at_reference(alone).pressure[..., 0])


def test_the_base_runs_once_for_all_that_is_compared_with_it(nafta, monkeypatch):
    loaded, steps = nafta.load(), []

    def counted(*args, **more):
        steps.append(1)
        return advance(*args, **more)

    base_runs._kept.clear()
    monkeypatch.setattr(base_runs, "advance", counted)
    for name in ("rmalc", "afl_cio"):
        ensemble(loaded, until="1991-06", absent={name: True}).run()
    assert len(steps) == 2 * (max(coding_steps(ensemble(loaded, until="1991-06").setting)) + 1)


def test_rows_are_matched_by_name_and_who_the_base_lacks_gets_nothing():
    run = BaseRun(
        {0: np.array([[1.0], [2.0]])}, {0: np.arange(4.0).reshape(2, 2, 1)}, {0: np.array([[0.5], [0.25], [0.75]])}
    )
    moved = run.in_rows(np.array([1, -1, 0]), np.array([0, 1, -1]), np.array([-1, 1]), np.array([2, -1]))
    assert moved.push[0][:, 0].tolist() == [2.0, 0.0, 1.0]
    assert moved.pressure[0][:, :, 0].tolist() == [[0.0, 1.0], [0.0, 3.0], [0.0, 0.0]]
    assert moved.built[0][:, 0].tolist() == [0.75, 0.0]


def test_an_actor_that_a_what_if_adds_is_coded_without_a_base(nafta):
    loaded = nafta.load()
    newcomer = loaded.scenario.actors["afl_cio"].model_copy(update={"id": "new_union"})
    more = loaded.scenario.model_copy(update={"actors": {"new_union": newcomer, **loaded.scenario.actors}})
    roster = ("new_union", *loaded.roster)
    added = dataclasses.replace(loaded, scenario=more, roster=roster, variant="what_if", base=loaded)
    base, other = at_reference(ensemble(loaded)), at_reference(ensemble(added))
    assert np.array_equal(other.push_reference[1:], base.push_reference)
    assert not other.push_reference[0].any()


def test_runs_of_a_what_if_bear_the_digest_of_the_case_as_coded(tmp_path, nafta):
    shutil.copytree(nafta.folder, tmp_path / "nafta")
    text = tmp_path / "nafta" / "scenario.yaml"
    text.write_text(text.read_text().replace("until: 2020-06, needed: 0.6", "until: 2020-06, needed: 0.7"))
    other = read_case(tmp_path / "nafta")
    assert other.load().digest != nafta.load().digest
    repealed = {"decisions.us_house_1993.repeal": None}
    assert other.load(None, repealed).digest != nafta.load(None, repealed).digest
