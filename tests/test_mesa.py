"""Is CoalitionModel a Mesa model like any other, and the same run as in an ensemble?"""

import random
import re
from collections import Counter

import mesa
import numpy as np
import pytest
from worlds import toy

from sim import CoalitionModel, Ensemble
from sim.measures import series_of
from sim.mesa_model import CLASSES, NGO, DiasporaLeader, ForeignState, Government
from sim.model.campaigns import rules as campaigns_rules
from sim.model.campaigns.choose_venue import mobilize
from sim.model.core.noise import Noise
from sim.model.initialize import start
from sim.model.parameters import Params
from sim.model.ties.alliances import ally
from sim.scenario.compile import compile_setting

UNTIL = "1991-12"  # of a case of thirty years


@pytest.fixture(scope="module")
def model():
    return CoalitionModel("nafta", replicate=2, until=UNTIL).run()


@pytest.fixture(scope="module")
def ensemble():
    return Ensemble("nafta", replicates=4, until=UNTIL).run()


def test_a_run_in_mesa_is_the_run_of_the_ensemble_to_the_last_bit(model, ensemble):
    frame = model.datacollector.get_model_vars_dataframe()
    for name, series in ensemble.series.items():
        readings = frame[name].to_numpy(dtype=float)[:, None]  # of a month each; some outcomes sum them up
        found = series_of(readings, model.scenario.outcomes[name], model.setting)[:, 0]
        assert np.array_equal(found, series[:, 2], equal_nan=True), name
    assert frame["month"].tolist() == list(ensemble.months)


def test_agents_are_selected_by_class(model):
    counts = {kind: len(model.agents.select(agent_type=kind)) for kind in (NGO, Government, ForeignState)}
    assert sum(counts.values()) == len(model.agents) == len(model.scenario.actors)
    kinds = Counter(actor.kind for actor in model.scenario.actors.values())
    assert counts == {CLASSES[kind]: n for kind, n in kinds.items()}
    assert counts[NGO] > counts[Government] > counts[ForeignState] > 0
    assert not model.agents.select(agent_type=DiasporaLeader)
    unions = model.agents.select(lambda agent: agent.role == "union")
    assert {agent.id for agent in unions} >= {"afl_cio", "fat", "clc"}


def test_agents_show_what_the_state_holds(model):
    rmalc, state = model.actor("rmalc"), model.state
    assert rmalc.position["labor"] == state.position[1, rmalc.row, 0]
    assert rmalc.resources == 2.0
    assert 0 < sum(rmalc.effort.values()) <= rmalc.resources
    held = [a.id for a in rmalc.allies]
    assert held == [a for a in model.setting.actors if a != "rmalc" and state.allied[model.edge("rmalc", a), 0]]
    assert model.agents.agg("capability", max) == 5


def test_an_outcome_is_the_number_of_the_ensemble_and_a_reading_that_of_the_month(model, ensemble):
    for name, values in ensemble.outcomes.items():
        assert model.outcome(name) == (None if np.isnan(values[2]) else values[2]), name
    assert model.reading("ties_critics_allies_1990") == ensemble.series["ties_critics_allies_1990"][-1, 2]


def test_trust_is_read_by_pair_and_never_in_oneself(model):
    rmalc, fat = model.actor("rmalc"), model.actor("fat")
    assert rmalc.trust_in(fat) == model.state.trust[model.edge("rmalc", "fat"), 0]
    with pytest.raises(ValueError, match="no potential tie"):
        rmalc.trust_in("rmalc")


def test_two_live_models_do_not_mix():
    first, second = CoalitionModel("nafta"), CoalitionModel("nafta", variant="bush_reelected")
    first.step()
    assert first.state.step == 1
    assert second.state.step == 0
    first.intervene("rmalc", "capability", 5)
    assert first.actor("rmalc").resources == 16
    assert second.actor("rmalc").resources == 2


def test_batch_run_gives_the_runs_of_an_ensemble(ensemble):
    rows = mesa.batch_run(
        CoalitionModel, {"scenario": "nafta", "replicate": range(2), "until": UNTIL}, display_progress=False
    )
    last = {row["replicate"]: row["us_house_1991"] for row in rows}
    assert last == {r: ensemble.outcomes["us_house_1991"][r] for r in range(2)}


class Subclassed(CoalitionModel):
    """A student's own model, with more in its constructor."""

    def __init__(self, until=UNTIL, **more):
        super().__init__("nafta", until=until, **more)


@pytest.mark.parametrize("number_processes", [1, pytest.param(2, marks=pytest.mark.slow)])
def test_an_iteration_of_batch_run_is_a_replicate(ensemble, number_processes):
    rows = mesa.batch_run(Subclassed, {}, number_processes, iterations=4, display_progress=False)
    name = "ties_critics_allies_1990"
    found = {row["iteration"]: row[name] for row in rows}
    assert [found[r] for r in range(4)] == ensemble.series[name][-1].tolist()
    assert len(set(found.values())) > 1


def test_replicates_and_iterations_at_once_are_refused_rather_than_repeated():
    with pytest.raises(ValueError, match="an iteration is a replicate"):
        mesa.batch_run(Subclassed, {"replicate": [3], "until": "1990-07"}, iterations=2, display_progress=False)


def test_parameters_and_fields_can_be_set_by_keyword():
    model = CoalitionModel("nafta", opinion__rate=2.5, **{"actors.rmalc.capability": 3})
    assert model.ensemble.values == {"opinion.rate": 2.5}
    assert model.actor("rmalc").resources == 4


def test_the_run_ends_at_the_horizon(model):
    assert not model.running
    assert model.month == UNTIL
    before = model.state
    model.step()
    assert model.state is before


def test_no_other_generator_is_used(monkeypatch):
    """A draw outside the keyed streams would make replays differ: every other source of draws are poisoned."""

    def poison(*_args, **_kwargs):
        raise AssertionError("a draw outside the keyed streams")

    model = CoalitionModel("nafta")
    for name in ("random", "randrange", "shuffle", "choice", "gauss"):
        monkeypatch.setattr(model.random, name, poison)
        monkeypatch.setattr(random, name, poison)
    monkeypatch.setattr(np.random, "default_rng", poison)
    model.rng = None
    for _ in range(14):
        model.step()
    assert model.outcome("us_house_1991") is not None


@pytest.mark.parametrize(
    ("field", "value", "issue", "says"),
    [
        ("mood", 1, None, "no such field 'mood'"),
        ("position", 1.5, "trade", "must be from -1 to 1 (got 1.5)"),
        ("position", 0.5, "tradee", "no such issue 'tradee'"),
    ],
)
def test_an_impossible_intervention_is_refused(field, value, issue, says):
    with pytest.raises(ValueError, match=re.escape(says)):
        CoalitionModel("nafta").intervene("rmalc", field, value, issue)


def test_an_intervention_changes_the_run_from_then_on():
    model = CoalitionModel("nafta")
    model.intervene("rmalc", "position", 1.0, "trade")
    assert model.actor("rmalc").position["trade"] == model.actor("rmalc").policy["trade"] == 1.0
    model.intervene("rmalc", "is_active", 0)
    model.step()
    assert not model.actor("rmalc").is_active
    assert model.actor("rmalc").allies == []


class PressOnly(NGO):
    """A student's NGO: all effort goes to its country's press, evenly over the issues."""

    def choose_venue(self, share, view):
        share[:] = 0.0
        share[:, view.venues.index("press_us")] = 1.0 / len(share)
        return share


def test_a_students_strategy_changes_its_own_row_only():
    plain, own = CoalitionModel("nafta"), CoalitionModel("nafta", agent_classes={"public_citizen": PressOnly})
    plain.step()
    own.step()
    rows = own.setting.pairs.actor == own.actor("public_citizen").row
    assert np.array_equal(plain.state.effort[:, ~rows], own.state.effort[:, ~rows])
    spent = own.actor("public_citizen").effort
    assert spent["press_us"] == pytest.approx(own.actor("public_citizen").resources)
    assert sum(spent.values()) == pytest.approx(spent["press_us"])
    others = [r for r in range(len(own.setting.actors)) if r != own.actor("public_citizen").row]
    for field in ("position", "salience"):
        assert np.array_equal(getattr(plain.state, field)[:, others], getattr(own.state, field)[:, others])


def test_the_same_function_serves_an_ensemble():
    def press_only(share, view):
        return PressOnly.choose_venue(None, share, view)

    result = Ensemble("nafta", [0, 1], strategy={"public_citizen": {"choose_venue": press_only}}, until=UNTIL).run()
    model = CoalitionModel("nafta", replicate=1, until=UNTIL, agent_classes={"public_citizen": PressOnly}).run()
    assert result.outcomes["us_house_1991"][1] == model.outcome("us_house_1991")
    base = Ensemble("nafta", [0, 1], until=UNTIL).run()
    assert not np.array_equal(base.series["pressure_us_house_labor"], result.series["pressure_us_house_labor"])


def test_a_strategy_sees_its_venues_by_name_whoever_is_on_the_stage():
    """The AFL-CIO can press MORENA, which is founded in 2014; the press of the US is its last venue."""
    seen = set()

    def press_only(share, view):
        seen.add((share.shape[1], len(view.venues)))
        share[:] = 0.0
        share[:, view.venues.index("press_us")] = 1.0 / len(share)
        return share

    ensemble = Ensemble("nafta", [0], strategy={"afl_cio": {"choose_venue": press_only}}, until="1990-08")
    setting, state = ensemble.setting, ensemble.histories()[-1]
    assert not state.is_active[setting.actors.index("morena")].any()
    assert len(seen) == 1  # the same in every month
    assert len(set(*seen)) == 1  # as many shares as names
    own = setting.pairs.actor == setting.actors.index("afl_cio")
    venues = [setting.venues.ids[v] for v in setting.pairs.venue[own]]
    spent = state.effort[:, own, 0].sum(axis=0)
    assert spent[venues.index("press_us")] == pytest.approx(8.0)
    assert spent.sum() == pytest.approx(8.0)


def test_a_strategy_before_it_is_on_the_stage_changes_nothing():
    def press_only(share, view):
        share[:] = 0.0
        share[:, view.venues.index("press_us")] = 1.0 / len(share)
        return share

    own, plain = (Ensemble("nafta", [0], until="1990-08", strategy=s).histories()[-1] for s in
                  ({"citizens_trade_campaign": {"choose_venue": press_only}}, None))  # fmt: skip
    assert np.array_equal(own.effort, plain.effort)


def test_a_hermit_lets_all_its_ties_lapse_and_nobody_elses():
    class Hermit(NGO):
        def consider_ally(self, prob, view):
            prob[0], prob[1] = 0.0, 1.0
            return prob

    plain, own = CoalitionModel("nafta"), CoalitionModel("nafta", agent_classes={"equipo_pueblo": Hermit})
    plain.step()
    own.step()
    mine = own.setting.edges.source == own.actor("equipo_pueblo").row
    mine |= mine[own.setting.edges.reverse]
    assert plain.state.allied[mine].any()
    assert not own.state.allied[mine].any()
    assert np.array_equal(plain.state.allied[~mine], own.state.allied[~mine])


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (lambda share, view: share[:1], "must return share of effort by issue and own venue"),
        (lambda share, view: share - 1.0, "must return numbers from 0 to 1"),
        (lambda share, view: share * 0 + 1.0, "shares must sum to 1 or less"),
    ],
)
def test_a_strategy_that_answers_nonsense_is_told_so(answer, says):
    with pytest.raises(ValueError, match=re.escape(says)):
        Ensemble("nafta", [0], strategy={"rmalc": {"choose_venue": answer}}).run()


def spending(total):
    """The toy's union in two runs, with a strategy that spends this share of its means, evenly: the share spent."""
    setting, params = compile_setting(toy()), Params.of(None, 2)
    pairs, union = setting.pairs, setting.actors.index("union")

    def strategy(share, view):
        gets_in = pairs.access[pairs.actor == union] > 0.0  # what is spent without a door is lost
        return np.broadcast_to(total / (len(share) * gets_in.sum()), share.shape) * gets_in[:, None]

    state = start(setting, params, Noise(1, [0, 1]))
    state = state.replace(is_active=np.ones_like(state.is_active))
    after = mobilize(state, setting, params, {"choose_venue": {union: strategy}})
    means = campaigns_rules.resources(state.capability[union], setting.size[union], 1.0)
    return after.effort[:, pairs.actor == union].sum(axis=(0, 1)) / means


@pytest.mark.parametrize(
    "total", [1.000001, 1.5, 1.999, np.array([1.0, 1.001])], ids=["a bit", "half", "twice", "in one"]
)
def test_a_strategy_that_spends_more_than_its_means_is_refused(total):
    """However little more, and be it in one run alone; no share by itself is above 1."""
    with pytest.raises(ValueError, match="choose_venue of union: shares must sum to 1 or less"):
        spending(total)


def test_a_strategy_may_spend_all_of_its_means_and_less():
    for total in (1.0, 0.5, 0.0):
        assert spending(total) == pytest.approx(total)


@pytest.mark.parametrize("chance", [1.001, 2.0, -0.001, np.nan])
def test_a_strategy_answers_ties_with_probabilities(chance):
    setting, params, noise = compile_setting(toy()), Params.of(None, 1), Noise(1, [0])
    strategies = {"consider_ally": {0: lambda prob, view: np.full_like(prob, chance)}}
    with pytest.raises(ValueError, match="consider_ally of union: must return numbers from 0 to 1"):
        ally(start(setting, params, noise), setting, params, noise, strategies)


def test_a_hook_nearly_spelled_is_refused_rather_than_ignored():
    class Misspelled(NGO):
        def chose_venue(self, share, view):
            return share

    with pytest.raises(AttributeError, match="did you mean 'choose_venue'"):
        CoalitionModel("nafta", agent_classes={"rmalc": Misspelled})


def test_an_unknown_outcome_is_not_taken_for_an_undefined_one():
    with pytest.raises(KeyError, match="no such outcome 'us_hous'"):
        CoalitionModel("nafta").outcome("us_hous")


def test_a_strategy_for_nobody_is_refused():
    with pytest.raises(ValueError, match="no such actor 'rmlc'"):
        Ensemble("nafta", [0], strategy={"rmlc": {}})
    with pytest.raises(ValueError, match="no such hook 'choose_venu'"):
        Ensemble("nafta", [0], strategy={"rmalc": {"choose_venu": lambda share, view: share}})
    with pytest.raises(ValueError, match="no such actor 'rmlc'; did you mean 'rmalc'"):
        CoalitionModel("nafta", agent_classes={"rmlc": PressOnly})
