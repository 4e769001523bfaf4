"""V1-V3: the package's own influence step, fed with a matrix of weights, gives the published results.

The figures are retyped from Friedkin & Johnsen (1999), Parsegov et al. (2017, Table 1 and the example of section 3)
and, for the counts of clusters, from Hegselmann & Krause (2002, section 4).
"""

import numpy as np
import pytest

from sim.evidence.published import (
    ALL_THE_WAY,
    COUPLED,
    COUPLING,
    N_SEEDS,
    SUSCEPTIBILITY,
    TWO_ISSUES,
    WEIGHTS,
    clusters,
    settle,
)
from sim.model.core.links import links
from sim.model.core.network import potential_edges
from sim.model.opinion.process import influence_step


def random_weights(seed, n=7, density=0.5):
    """A random matrix of weights in which everyone hears the next one, and some hear themselves: aperiodic."""
    rng = np.random.default_rng(seed)
    W = rng.uniform(0.1, 1.0, (n, n)) * (rng.random((n, n)) < density)
    W += np.roll(np.eye(n), 1, axis=1)
    np.fill_diagonal(W, np.r_[0.5, np.zeros(n - 1)])
    return W / W.sum(axis=1, keepdims=True)


def test_an_infinite_rate_goes_all_the_way_in_one_step():
    assert ALL_THE_WAY == 1.0


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("share", [1.0, 0.3])
def test_without_anchors_the_group_agrees_on_the_consensus_of_degroot(seed, share):
    W = random_weights(seed)
    values, vectors = np.linalg.eig(W.T)
    weights_of_opinions = np.real(vectors[:, np.argmax(values.real)])
    weights_of_opinions /= weights_of_opinions.sum()
    x0 = np.random.default_rng(seed).uniform(-1, 1, (2, len(W)))
    consensus = x0 @ weights_of_opinions
    np.testing.assert_allclose(settle(W, x0, share=np.array([share])), np.tile(consensus[:, None], len(W)), atol=1e-8)


@pytest.mark.parametrize("share", [1.0, 0.05])
def test_actors_without_ties_return_to_their_anchors(share):
    rng = np.random.default_rng(0)
    edges = potential_edges(np.zeros(6, dtype=np.intp))
    anchor, x = rng.uniform(-1, 1, (2, 3, 6, 1))
    L = rng.uniform(0.1, 0.9, (6, 1))
    nobody = links(np.zeros((len(edges), 1), dtype=bool), edges)
    for _ in range(4000):
        x = influence_step(x, anchor, L, np.zeros(0), np.ones((6, 1)), nobody, np.array([share]))
    np.testing.assert_allclose(x, anchor, atol=1e-8)


def test_the_group_of_friedkin_and_johnsen_settles_where_they_report():
    settled = settle(WEIGHTS, TWO_ISSUES[:1], SUSCEPTIBILITY)[0]
    assert np.round(settled, 1).tolist() == [60.0, 60.0, 75.0, 75.0]
    assert np.round(settled, 2).tolist() == [60.02, 59.98, 75.0, 74.99]


def test_two_issues_apart_settle_as_in_parsegov():
    settled = settle(WEIGHTS, TWO_ISSUES, SUSCEPTIBILITY)
    assert np.round(settled[0]).tolist() == [60.0, 60.0, 75.0, 75.0]
    assert np.round(settled[1], 1).tolist() == [-19.3, -21.5, -50.0, -23.2]


def test_two_issues_heard_together_settle_as_in_parsegov():
    """C = [.8 .2; .3 .7]; the third agent stays at its own opinions, since C does not act on anchors."""
    settled = settle(WEIGHTS, TWO_ISSUES, SUSCEPTIBILITY, coupled=COUPLED, coupling=COUPLING)
    assert np.round(settled, 1).T.tolist() == [[39.2, 12.0], [38.9, 10.1], [75.0, -50.0], [56.0, 5.3]]


@pytest.mark.parametrize("share", [1.0, 0.1])
@pytest.mark.parametrize("seed", range(5))
def test_anchored_groups_settle_at_the_fixed_point_whatever_the_speed(seed, share):
    rng = np.random.default_rng(seed)
    W, L, U = random_weights(seed), np.diag(rng.uniform(0.1, 0.9, 7)), rng.uniform(-1, 1, (3, 7))
    fixed = np.linalg.solve(np.eye(7) - L @ W, (np.eye(7) - L) @ U.T).T
    np.testing.assert_allclose(settle(W, U, np.diag(L), np.array([share])), fixed, atol=1e-8)


CHUNK = 2
np.empty(24 << 17)  # freed at once; from then on the allocator keeps blocks of such a size, which halves the time


def test_random_opinions_end_in_as_many_clusters_as_reported():
    """At one radius; test_ladder.py asks for those at all of them."""
    counts = [n for first in range(0, N_SEEDS, CHUNK) for n in clusters(0.05, range(first, first + CHUNK))]
    assert len(counts) == N_SEEDS
    assert (min(counts), max(counts), round(np.mean(counts), 1)) == (6, 10, 7.7)
