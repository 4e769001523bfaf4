"""The weights of the tie rule on the toxic-chemicals network, and the rule run on it (V11)."""

import networkx as nx
import numpy as np
import pytest

from sim.evidence import tie_simulation, ties
from sim.evidence.record import data_folder
from sim.model.core import links
from sim.model.core.noise import Noise
from sim.model.initialize import start
from sim.model.parameters import Params, table
from sim.model.ties import appeal
from sim.scenario.compile import compile_setting

needs_data = pytest.mark.skipif(
    not (data_folder() / "chemnet").is_dir(), reason="data not here: chemnet (Leifeld & Schneider 2012)"
)


@pytest.fixture(scope="module")
def chemnet():
    return ties.load(data_folder())


@pytest.fixture(scope="module")
def columns(chemnet):
    return ties.design(chemnet)


@pytest.fixture(scope="module")
def estimates():
    return {each.key: each for each in ties.estimate(data_folder())}


@pytest.fixture(scope="module")
def setting(chemnet):
    return compile_setting(tie_simulation.scenario_of(chemnet))


def test_missing_data_are_named(tmp_path):
    with pytest.raises(FileNotFoundError, match=r"chemnet/pol\.csv"):
        ties.estimate(tmp_path)


@needs_data
def test_the_network_is_the_published_one(chemnet):
    """Leifeld & Schneider 2012: 30 actors; the design of E3 counts 342 ties among them."""
    assert len(chemnet.actors) == 30
    assert chemnet.political.sum() == 342
    assert not chemnet.political.diagonal().any()
    assert chemnet.committees.shape == (30, 20)


@needs_data
def test_the_measured_figures_of_the_design_come_out(columns):
    """mechanisms.md E3, value and pseudo-likelihood standard error, to the printed digits."""
    fitted = ties.fit(columns, ties.TERMS)
    printed = {
        "constant": (-2.17, 0.23, 2), "science": (2.50, 0.63, 2), "forums": (0.325, 0.049, 3),
        "reputation": (1.11, 0.18, 2), "returned": (0.54, 0.19, 2),
    }  # fmt: skip
    for term, (value, se, digits) in printed.items():
        assert (round(fitted.weight[term], digits), round(fitted.se[term], digits)) == (value, se)
    assert fitted.weight["similarity"] / np.sqrt(24) == pytest.approx(0.112, abs=5e-4)
    assert fitted.se["similarity"] / np.sqrt(24) == pytest.approx(0.075, abs=5e-4)


@needs_data
def test_the_estimates_are_one_joint_fit_and_its_wider_errors(columns, estimates):
    fitted = ties.fit(columns, ties.TERMS)
    for key, term in ties.WEIGHTS.items():
        found = estimates[key]
        assert (found.value, found.se, found.n) == (fitted.weight[term], fitted.se[term], 870)
        assert found.high - found.low >= 2 * 1.96 * found.se  # pairs that share an actor are not independent
        assert found.low < table()[key].default < found.high
    assert list(estimates) == list(ties.WEIGHTS)


@needs_data
def test_the_fit_is_at_the_top_of_its_likelihood(columns):
    """What is left over is orthogonal to every regressor."""
    left = columns["tie"] - 1 / (1 + np.exp(-ties.fit(columns, ties.TERMS).log_odds(columns)))
    assert [abs(float(left @ columns[term])) for term in ties.TERMS] == pytest.approx([0] * 7, abs=1e-4)


@needs_data
def test_closure_is_the_share_of_the_senders_other_allies_whom_the_target_holds(chemnet, columns):
    tie, edges = chemnet.political, chemnet.edges
    for row in range(0, 870, 37):
        i, j = edges.source[row], edges.target[row]
        others = set(np.flatnonzero(tie[i])) - {j}
        assert columns["closure"][row] == pytest.approx(len(others & set(np.flatnonzero(tie[j]))) / len(others))


@needs_data
def test_the_sign_of_closure_is_not_settled(chemnet, columns):
    """Below 0 until the fit knows how active senders are: no estimate is given, the row says tie with 0."""
    assert ties.fit(columns, ties.CLOSED).weight["closure"] < 0
    assert ties.fit(columns, (*ties.CLOSED, "other_ties")).weight["closure"] > 0
    assert ties.closure_row(chemnet, columns).verdict == "tie"


@needs_data
def test_both_directions_of_a_pair_are_held_out_together(chemnet):
    edges = chemnet.edges
    folds = tie_simulation.folds_of(edges, 3)
    assert (folds == folds[edges.reverse]).all()
    assert np.bincount(folds).tolist() == [174] * 5


@needs_data
def test_the_package_reads_what_the_fit_in_its_own_terms_reads(columns, setting):
    """Compiled scenario and design give the same appeal: distances, contacts, forums and power are rightly coded."""
    weights = dict(zip(ties.WEIGHTS, (0.7, 1.3, 0.11, 2.0, 0.0), strict=True))
    params = Params.of(tie_simulation.AS_FITTED | weights)
    state = start(setting, params, Noise(1, [0]))
    every = links.links(np.ones_like(state.contact), setting.edges)
    speaks = appeal.of_contacts(every, state, setting, params)
    ours = sum(weights[key] * columns[term] for key, term in zip(ties.WEIGHTS, ties.OWN_TERMS, strict=True))
    assert speaks == pytest.approx(ours, abs=1e-12)


@needs_data
def test_the_simulation_takes_nothing_but_the_density_from_the_real_ties(chemnet, setting):
    emptied = ties.Chemnet(**(vars(chemnet) | {"political": np.zeros((30, 30), dtype=bool)}))
    blind = compile_setting(tie_simulation.scenario_of(emptied))
    one, other = (tie_simulation.simulate(s, 0.393, {"ties.forum": 0.3}, 4) for s in (setting, blind))
    assert (one.final == other.final).all()


@needs_data
def test_the_long_run_is_the_logit_that_was_fitted(columns, setting):
    """Without a term for mutual ties each tie is open for the share of time that its log-odds say.

    The share of ten yearly looks at a tie that is reconsidered at some rate has the variance of a mean of ten
    numbers whose correlation falls by exp(-rate) a year.
    """
    weights = dict(zip(ties.WEIGHTS, (1.0, 1.0, 0.2, 1.0, 0.0), strict=True))
    found = tie_simulation.simulate(setting, 0.393, weights, 64).probability.mean(axis=1)
    appeal = sum(weights[key] * columns[term] for key, term in zip(ties.WEIGHTS, ties.OWN_TERMS, strict=True))
    low, high = -30.0, 30.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (low, middle) if (1 / (1 + np.exp(-middle - appeal))).mean() > 0.393 else (middle, high)
    expected = 1 / (1 + np.exp(-low - appeal))
    lag = np.arange(1, 10)
    variance = (
        expected
        * (1 - expected)
        * (1 + 2 * np.sum((1 - lag / 10) * np.exp(-table()["ties.rate"].default * lag)))
        / 10
        / 64
    )
    standard = (found - expected) / np.sqrt(variance)
    assert abs(standard.mean()) < 4 / np.sqrt(870)
    assert np.sqrt(np.square(standard).mean()) == pytest.approx(1.0, abs=0.1)


@needs_data
def test_the_simulated_rule_beats_homophily_and_fails_the_triads(columns, setting):
    """V11: AUC of .80 or more; the triad census of the real network is not reproduced."""
    real = columns["tie"] == 1
    weights = ties.weights_of(ties.fit(columns, ties.TERMS))
    alone = ties.weights_of(ties.fit(columns, ("similarity",)))
    run, naive = (tie_simulation.simulate(setting, float(real.mean()), w, 64) for w in (weights, alone))
    assert tie_simulation.auc(real, run.probability.mean(axis=1)) >= 0.80
    assert tie_simulation.auc(real, naive.probability.mean(axis=1)) < 0.65
    figures = tie_simulation.figures(real[:, None], setting)[:, 0]
    fit = tie_simulation.compare(figures, tie_simulation.figures(run.final, setting))
    assert fit.density
    assert fit.returned
    assert fit.classes < tie_simulation.PASS_CLASSES
    assert fit.verdict == "miss"


@needs_data
def test_the_rungs_of_cross_validation(columns, chemnet):
    """validation.md V11: .535, .634, .768, .798, .815, .823 from one unknown partition; ours move by .003 to .006."""
    folds = [tie_simulation.folds_of(chemnet.edges, p) for p in range(2)]
    for name, (terms, target) in ties.LADDER.items():
        ours = np.mean([ties.held_out(columns, terms, each, chemnet.edges) for each in folds])
        assert ours == pytest.approx(target, abs=0.02), name


# Without data


def test_an_unknown_answer_is_summed_out_of_the_four_states_of_a_pair():
    here, there, mutual = 0.4, -0.7, 0.9
    states = {(a, b): np.exp(a * here + b * there + a * b * mutual) for a in (0, 1) for b in (0, 1)}
    expected = (states[1, 0] + states[1, 1]) / sum(states.values())
    found = tie_simulation.unknown_answer(np.array([here]), np.array([there]), mutual)
    assert found == pytest.approx(expected, abs=1e-12)


def test_auc_counts_pairs_in_the_right_order():
    rng = np.random.default_rng(5)
    is_tie, score = rng.integers(0, 2, 60) == 1, rng.integers(0, 9, 60).astype(float)
    gaps = score[is_tie][:, None] - score[~is_tie][None]
    assert tie_simulation.auc(is_tie, score) == pytest.approx(((gaps > 0) + 0.5 * (gaps == 0)).mean())


@pytest.mark.parametrize(("n_outside", "verdict"), [(0, "inside"), (1, "inside"), (2, "miss")])
def test_fifteen_of_sixteen_classes_are_asked_for(n_outside, verdict):
    draws = np.tile(np.linspace(0, 1, 41), (18, 1))
    real = np.full(18, 0.5)
    real[2 : 2 + n_outside] = 2.0
    fit = tie_simulation.compare(real, draws)
    assert fit.verdict == verdict
    assert fit.classes == 16 - n_outside
    assert all(name in fit.text for name in sorted(nx.triadic_census(nx.DiGraph()))[:n_outside])
    real[0] = 2.0
    assert tie_simulation.compare(real, draws).verdict == "miss"
