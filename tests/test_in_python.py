"""Is the package good to use from Python: short names of things, frames, figures, and one clear line for a mistake?"""

import pickle
import sys
from functools import partial
from importlib import resources

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from matplotlib import pyplot

import sim
from sim import CoalitionModel, Ensemble, compare, explain, load_scenario, run, sweep
from sim.scenario.load import load_case
from sim.scenario.new import TEMPLATE

pytestmark = pytest.mark.usefixtures("closed")


@pytest.fixture
def closed():
    yield
    pyplot.close("all")


@pytest.fixture(scope="module")
def result():
    return run(TEMPLATE, replicates=4)


@pytest.fixture(scope="module")
def comparison():
    return compare(TEMPLATE, ["no_spill"], "yes_share", 0.5, replicates_max=4, until="2003-12")


@pytest.fixture(scope="module")
def explanation():
    return explain(TEMPLATE, "yes_share", 3, what=["actors"])


@pytest.fixture(scope="module")
def model():
    return CoalitionModel(TEMPLATE, until="2001-06").run()


# What stands there at the end of a notebook's cell.


def test_whatever_a_cell_ends_in_is_one_short_line_and_a_table(result, comparison, explanation, model):
    agent = model.actor("mayor")
    things = [load_scenario(TEMPLATE), load_case(TEMPLATE), result, comparison, explanation, model, agent]
    for thing in things:
        assert "\n" not in repr(thing)
        assert len(repr(thing)) < 250, repr(thing)
        assert "array(" not in repr(thing)
    for thing in (load_scenario(TEMPLATE), result, comparison, explanation, model, agent):
        assert "<table" in thing._repr_html_()
    assert repr(agent) == "Government('mayor')"
    assert "4 runs, seed 1, 2001-01 to 2003-12, 2 outcomes" in repr(result)
    assert "step 6 of 6, 2001-06" in repr(model)
    assert repr(comparison.differences[0]).count("array") == 0


def test_a_table_for_the_eye_holds_the_numbers_of_the_study(result, model):
    assert f"{np.nanmean(result.outcomes['yes_share']):.4g}" in result._repr_html_()
    mayor = model.actor("mayor")
    assert f"{mayor.position['port']:.3f}" in mayor._repr_html_()


# Frames, arrays, figures.


def test_every_result_is_a_frame(result, comparison, explanation):
    frame = result.to_frame()
    assert frame["yes_share"].tolist() == pytest.approx(result.outcomes["yes_share"], nan_ok=True)
    assert comparison.to_frame()["difference"].tolist() == [each.paired.difference for each in comparison.differences]
    assert explanation.to_frame()["id"].tolist() == [each.deletion.id for each in explanation.contributions]
    assert isinstance(explanation.to_frame(), pd.DataFrame)


def test_every_result_draws_itself(result, comparison, explanation):
    (votes,) = [axes for axes in result.plot().axes if axes.get_title(loc="left")]
    assert votes.get_title(loc="left") == load_scenario(TEMPLATE).outcomes["yes_share"].label.en
    course = result.plot(["salience_of_port"]).axes[0]
    months = course.lines[0].get_xdata()
    assert len(months) == len(result.months) == 36
    assert np.allclose(course.lines[0].get_ydata(), np.median(result.series["salience_of_port"], axis=1))
    for other in (comparison, explanation):
        assert other.plot().axes


def test_a_result_that_was_stored_still_draws_itself(result, tmp_path):
    result.save(tmp_path / "runs.npz")
    assert sim.Result.load(tmp_path / "runs.npz").plot(["yes_share"]).axes[0].get_title(loc="left") == "yes_share"


def test_a_result_is_a_dataset_with_named_axes(result):
    pytest.importorskip("xarray", reason="an extra: pip install 'advocacy-coalitions[xarray]'")
    data = result.to_xarray()
    assert dict(data.sizes) == {"replicate": 4, "month": 36}
    assert data["yes_share"].dims == ("replicate",)
    assert (
        float(data["salience_of_port_series"].sel(month="2002-01", replicate=2))
        == (result.series["salience_of_port"][12, 2])
    )


def test_without_xarray_it_says_what_to_install(result, monkeypatch):
    monkeypatch.setitem(sys.modules, "xarray", None)
    with pytest.raises(sim.ArgumentError, match=r"pip install 'advocacy-coalitions\[xarray\]'"):
        result.to_xarray()


# The package itself.


def test_every_public_name_is_listed_and_there():
    assert set(sim.__all__) <= set(dir(sim))
    assert all(getattr(sim, name) is not None for name in sim.__all__)
    assert {"Result", "Comparison", "Explanation", "Scenario", "tables", "NGO"} <= set(dir(sim))
    assert "outcomes" in dir(sim.figures)


def test_the_package_says_that_it_is_typed():
    assert resources.files("sim").joinpath("py.typed").is_file()


def test_an_ensemble_can_be_sent_to_another_process(result):
    sent = pickle.loads(pickle.dumps(Ensemble(TEMPLATE, replicates=4)))
    again = pickle.loads(pickle.dumps(sent.run()))
    for name, values in result.outcomes.items():
        assert np.array_equal(again.outcomes[name], values, equal_nan=True)
    with pytest.raises(KeyError, match="did you mean 'yes_share'"):
        again.outcomes["yes_shar"]


def test_agents_are_followed_in_the_usual_frame_of_mesa():
    asked = {"who": "id", "labor": "position.wages", "capability": "capability", "n": lambda agent: len(agent.allies)}
    model = CoalitionModel(TEMPLATE, until="2001-04", agent_reporters=asked)
    seen = []
    while model.running:
        model.step()
        seen.append(model.actor("mayor").position["wages"])
    frame = model.datacollector.get_agent_vars_dataframe()
    assert frame.index.names == ["Step", "AgentID"]
    assert list(frame.columns) == list(asked)
    assert len(frame) == 4 * len(model.agents)
    assert frame[frame["who"] == "mayor"]["labor"].tolist() == seen
    ties = nx.DiGraph((agent.id, ally.id) for agent in model.agents for ally in agent.allies)
    assert frame.loc[4]["n"].sum() == ties.number_of_edges()


# Mistakes: one line, in words of Python.

of_mesa = partial(CoalitionModel, TEMPLATE)
MISTAKES = {
    "parameters: too few": (
        lambda: Ensemble(TEMPLATE, 3, parameters={"opinion.rate": np.ones(2)}),
        "opinion.rate: must be one number, or 3 in a row, one a run (got shape (2,))",
    ),
    "parameters: a table": (
        lambda: Ensemble(TEMPLATE, 3, parameters={"opinion.rate": np.ones((3, 2))}), "(got shape (3, 2))"
    ),
    "parameters: words": (lambda: Ensemble(TEMPLATE, 3, parameters={"opinion.rate": "fast"}), "got 'fast'"),
    "settings: text": (lambda: Ensemble(TEMPLATE, settings="opinion.rate=1"), "settings: must be a dict"),
    "settings: unknown": (
        lambda: Ensemble(TEMPLATE, settings={"actors.mayr.capability": 1}), "settings actors.mayr.capability: unknown"
    ),
    "variant": (lambda: Ensemble(TEMPLATE, variant="no_spil"), "variant no_spil: unknown variant; did you mean"),
    "outcomes: text": (lambda: Ensemble(TEMPLATE, outcomes="yes_share"), "outcomes: must be a list of names, as"),
    "absent: text": (lambda: Ensemble(TEMPLATE, absent="mayor"), "absent: must be a dict"),
    "absent: unknown": (lambda: Ensemble(TEMPLATE, absent={"mayr": True}), "absent: no such actor 'mayr'; did you"),
    "severed: text": (lambda: Ensemble(TEMPLATE, severed={"ab": True}), "severed: must be pairs of actors"),
    "strategy": (lambda: Ensemble(TEMPLATE, strategy={"mayr": {}}), "no such actor 'mayr'; did you mean 'mayor'?"),
    "replicates: text": (lambda: Ensemble(TEMPLATE, "12"), "replicates: must be a whole number, 1 or more (got '12')"),
    "replicates: half": (lambda: Ensemble(TEMPLATE, [1, 2.5]), "replicates: must be a whole number"),
    "seed": (lambda: Ensemble(TEMPLATE, 2, seed="1"), "seed: must be a whole number"),
    "result": (lambda: run(TEMPLATE, replicates=1).outcomes["yes_shar"], "no such outcome 'yes_shar'; did you mean"),
    "plot": (lambda: run(TEMPLATE, replicates=1).plot("yes_share"), "outcomes: must be a list of names"),
    "actor": (lambda: of_mesa().actor("mayr"), "no such actor 'mayr'; did you mean 'mayor'?"),
    "trust": (lambda: of_mesa().actor("mayor").trust_in("mayr"), "no such actor 'mayr'"),
    "outcome": (lambda: of_mesa().outcome("yes_shar"), "no such outcome 'yes_shar'; did you mean"),
    "reading": (lambda: of_mesa().reading("yes_shar"), "no such outcome 'yes_shar'; did you mean"),
    "intervene": (
        lambda: of_mesa().intervene("mayor", "capability", "2"), "capability must be from 1 to 5 (got '2')"
    ),
    "classes": (lambda: of_mesa(agent_classes={"mayr": sim.NGO}), "agent_classes: no such actor 'mayr'"),
    "reporters: text": (lambda: of_mesa(agent_reporters="capability"), "agent_reporters: must be a dict"),
    "reporters: unknown": (
        lambda: of_mesa(agent_reporters={"x": "stigm"}), "no 'stigm'; did you mean 'stigma'?"
    ),
    "reporters: no such issue": (
        lambda: of_mesa(agent_reporters={"x": "position.prt"}), "no 'prt' in 'position'; did you mean"
    ),
    "compare": (lambda: compare(TEMPLATE, "no_spill", "yes_share", 0.1), "alternatives: must be a list of names, as"),
    "explain: what": (lambda: explain(TEMPLATE, "yes_share", 2, what="actors"), "what: must be a list of names"),
    "explain: only": (lambda: explain(TEMPLATE, "yes_share", 2, only="mayor"), "only: must be a list of names"),
    "explain: ranges": (lambda: explain(TEMPLATE, "yes_share", 2, ranges="opinion.rate"), "ranges: must be a list"),
    "sweep: values": (lambda: sweep(TEMPLATE, {"variant": "no_spill"}), "vary variant: must be a list of values, as"),
    "sweep: text": (lambda: sweep(TEMPLATE, "opinion.rate=1:2"), "vary: must be a dict of lists"),
    "sweep: unknown": (lambda: sweep(TEMPLATE, {"opinion.rat": [1, 2]}), "vary opinion.rat: no such parameter; did"),
    "sweep: design": (lambda: sweep(TEMPLATE, {"opinion.rate": [1]}, design="gri"), "design gri: is no design"),
    "sweep: until": (lambda: sweep(TEMPLATE, {"opinion.rate": [1]}, until="2100-01"), "until: must be a month from"),
    "page": (lambda: sim.Page(TEMPLATE, removals="mayor"), "removals: must be a list of names, as ['mayor']"),
}  # fmt: skip


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_gets_one_clear_line_in_words_of_python(mistake):
    call, says = MISTAKES[mistake]
    with pytest.raises(Exception) as caught:
        call()
    told = str(caught.value)
    assert says in told
    assert "\n" not in told
    assert "--" not in told  # an option of the command line
    assert not isinstance(caught.value, TypeError | AttributeError)
