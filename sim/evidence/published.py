"""V1-V3: published models of opinion, computed by the package's own influence step."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from sim.evidence.record import Row, exact
from sim.model import formulas
from sim.model.core import influence
from sim.model.core.links import links
from sim.model.core.network import potential_edges
from sim.model.opinion import rules as opinion_rules
from sim.model.opinion.process import Coupled, influence_step
from sim.model.state import Floats

# Friedkin & Johnsen 1999; the example of two issues is that of Parsegov et al. 2017.
WEIGHTS = np.array(
    [[0.220, 0.120, 0.360, 0.300], [0.147, 0.215, 0.344, 0.294], [0.0, 0.0, 1.0, 0.0], [0.090, 0.178, 0.446, 0.286]]
)
SUSCEPTIBILITY = 1.0 - np.diag(WEIGHTS)
TWO_ISSUES = np.array([[25.0, 25.0, 75.0, 85.0], [25.0, 15.0, -50.0, 5.0]])
COUPLED: Coupled = (((1, 1),), ((0, 1),))
COUPLING = np.array([0.2, 0.3])[:, None, None]
ALL_THE_WAY = formulas.share_in_step(np.array([np.inf]), 1.0 / 12.0)
SETTLED = {  # as printed: one issue; two issues apart; two issues coupled by [.8 .2; .3 .7]
    "one issue": [[60.0, 60.0, 75.0, 75.0]],
    "two issues apart": [[60.0, 60.0, 75.0, 75.0], [-19.3, -21.5, -50.0, -23.2]],
    "two issues coupled": [[39.2, 38.9, 75.0, 56.0], [12.0, 10.1, -50.0, 5.3]],
}

# Hegselmann & Krause 2002: 625 random opinions, here on [-1, 1], where a distance is half the difference.
N_OPINIONS = 625
N_SEEDS = 30
CLUSTERS: dict[float, tuple[str, float, float]] = {  # radius: what is published, least and most that meet it
    0.01: ("33-40 in 30 seeds", 33, 40),
    0.05: ("mean 7.7", 7.2, 8.2),
    0.10: ("mean 4.0", 3.7, 4.3),
    0.15: ("2-3 in 30 seeds", 2, 3),
    0.20: ("1-3 in 30 seeds", 1, 3),
    0.25: ("exactly 1", 1, 1),
}


def settle(
    weights: Floats,
    positions: Floats,
    susceptibility: Floats | float = 1.0,
    share: Floats = ALL_THE_WAY,
    n_steps: int = 2000,
    coupled: Coupled = (),
    coupling: Floats | float = 0.0,
) -> Floats:
    """Positions (issue, actor) after many influence steps with the weights of a matrix; they start at their anchors.

    Parameters
    ----------
    weights : (actor, actor) W, rows sum to 1
    positions : (issue, actor), any scale
    susceptibility : (actor,) diagonal of L [0-1]
    """
    edges = potential_edges(np.zeros(len(weights), dtype=np.intp))
    anchor = np.asarray(positions, dtype=float)[..., None]
    weight, own = weights[edges.source, edges.target], np.diag(weights)[:, None]
    among = links(weight[:, None] > 0.0, edges)
    spread = np.broadcast_to(susceptibility, len(weights))[:, None]
    x = anchor
    for _ in range(n_steps):
        x = influence_step(x, anchor, spread, weight[among.at], own, among, share, coupled, coupling)
    return x[..., 0]


def clusters(radius: float, seeds: Sequence[int]) -> list[int]:
    """Clusters in which 625 random opinions end under bounded confidence, one number per seed.

    Raises
    ------
    ArithmeticError
        If an opinion overtakes another, which the published model never does.
    """
    edges = potential_edges(np.zeros(N_OPINIONS, dtype=np.intp))
    start = [np.sort(np.random.default_rng(seed).uniform(-1.0, 1.0, N_OPINIONS)) for seed in seeds]
    x, found = np.stack(start, axis=-1)[None], []
    while x.shape[-1]:
        distance = influence.distance(x, edges.source, edges.target, np.ones(1))
        weight = opinion_rules.bounded_confidence(distance, np.asarray(radius))
        n_runs = x.shape[-1]
        among = links(weight > 0.0, edges)
        own = np.ones((N_OPINIONS, n_runs))
        nearer = influence_step(x, x, np.asarray(1.0), weight.ravel()[among.at], own, among, np.ones(n_runs))
        if np.diff(nearer[0], axis=0).min() < -1e-12:
            raise ArithmeticError("an opinion has overtaken another")
        is_settled = np.abs(nearer - x).max(axis=(0, 1)) < 1e-9
        found += (1 + (np.diff(nearer[0][:, is_settled], axis=0) > 2 * radius).sum(axis=0)).tolist()
        x = nearer[..., ~is_settled]
    return found


def ladder_rows() -> list[Row]:
    """Rows of V1, V2 and V3; the baseline is the mean of the initial opinions, or one cluster."""
    return [_degroot(), *_friedkin(), *_hegselmann()]


def _degroot() -> Row:
    rng = np.random.default_rng(1)
    weights = rng.uniform(0.1, 1.0, (7, 7))
    weights /= weights.sum(axis=1, keepdims=True)
    values, vectors = np.linalg.eig(weights.T)
    shares = np.real(vectors[:, np.argmax(values.real)])
    start = rng.uniform(-1, 1, (1, 7))
    consensus = float((start @ (shares / shares.sum()))[0])
    error = float(np.abs(settle(weights, start)[0] - consensus).max())
    naive = f"mean of opinions off by {abs(float(start.mean()) - consensus):.3f}"
    return Row("V1", "DeGroot consensus of 7", "error < 1e-8", f"{error:.0e}", naive, exact(error < 1e-8), 7, 1)


def _friedkin() -> list[Row]:
    rows = []
    for what, target in SETTLED.items():
        coupled = {"coupled": COUPLED, "coupling": COUPLING} if what == "two issues coupled" else {}
        ours = settle(WEIGHTS, TWO_ISSUES[: len(target)], SUSCEPTIBILITY, **coupled)  # type: ignore[arg-type]
        error = float(np.abs(ours - np.array(target)).max())
        naive = float(np.abs(TWO_ISSUES[: len(target)].mean(axis=1, keepdims=True) - np.array(target)).max())
        text = "; ".join(" ".join(f"{x:.1f}" for x in row) for row in ours)
        printed = "; ".join(" ".join(f"{x:.1f}" for x in row) for row in target)
        baseline = f"mean of opinions off by {naive:.1f}"
        rows.append(Row("V2", f"Friedkin-Johnsen, {what}", printed, text, baseline, exact(error < 0.0501), 4, None))
    return rows


def _hegselmann() -> list[Row]:
    rows = []
    for radius, (target, least, most) in CLUSTERS.items():
        counts = [n for first in range(0, N_SEEDS, 2) for n in clusters(radius, range(first, first + 2))]
        mean = float(np.mean(counts))
        met = least <= mean <= most if target.startswith("mean") else least <= min(counts) <= max(counts) <= most
        ours = f"{min(counts)}-{max(counts)}, mean {mean:.1f}"
        what = f"Hegselmann-Krause, clusters at radius {radius:.2f}"
        rows.append(Row("V3", what, target, ours, "1 cluster", "inside" if met else "miss", N_SEEDS, 0))
    return rows
