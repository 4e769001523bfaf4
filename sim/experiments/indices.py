"""Measures of sensitivity on plain arrays: Sobol indices, Morris effects and rank regression, with intervals.

Sobol indices are the formulas of `scipy.stats.sobol_indices` (Saltelli et al. 2010, table 2, b and f; a test holds both
to the same numbers). They stand here because scipy takes only a power of two of samples, which is no longer so once
the rows of a failed run are dropped, and because its bootstrap cannot be given a seed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from sim.state import Floats

LEVEL = 0.95
RESAMPLES, _AT_ONCE = 1000, 50
_SEED = 20_260  # of bootstraps: the same study gives the same intervals


@dataclass(frozen=True)
class Band:
    """An estimate for each axis with its 95 % bootstrap interval, each (axis,)."""

    value: Floats
    low: Floats
    high: Floats


def sobol(a: Floats, b: Floats, ab: Floats, luck: float = 0.0) -> tuple[Band, Band]:
    """First-order and total indices of means over replicates, without the part that is luck.

    Luck of variance v adds v to the variance of the outcome and, since it differs between A and AB, v to the variance
    that a total index counts; it adds nothing to that of a first-order index. Both are taken out:
    S1 = V_i / (V - v), ST = (E_i - v) / (V - v).

    Parameters
    ----------
    a, b : outcome at the samples A and B, (sample,)
    ab : outcome where axis i of A is exchanged for that of B, (axis, sample)
    luck : variance of these means about their settings; 0 takes them as they are

    Raises
    ------
    ValueError
        If the outcome does not vary by more than luck.
    """
    middle = float(np.mean([a, b]))
    a, b, ab = a - middle, b - middle, ab - middle
    parts = np.vstack([b * (ab - a), 0.5 * (ab - a) ** 2, a + b, a * a + b * b]).T  # (sample, 2 axes + 2)
    n, d = len(a), len(ab)
    values = _indices(parts.mean(axis=0), d, luck)
    if not np.isfinite(values).all():
        raise ValueError("the outcome does not vary by more than luck")
    drawn = bootstrap(n, lambda weights: _indices(weights @ parts, d, luck))
    low, high = _interval(drawn)
    return Band(values[:d], low[:d], high[:d]), Band(values[d:], low[d:], high[d:])


def _indices(means: Floats, d: int, luck: float) -> Floats:
    """Both indices from the means of the parts, (..., 2 axes + 2) to (..., 2 axes)."""
    variance = means[..., -1] / 2 - (means[..., -2] / 2) ** 2 - luck
    bounded = np.where(variance > 0, variance, np.nan)[..., None]
    return np.asarray(np.concatenate([means[..., :d], means[..., d : 2 * d] - luck], axis=-1) / bounded)


def bootstrap(n: int, statistic: Callable[[Floats], Floats]) -> Floats:
    """A statistic of n rows drawn anew `RESAMPLES` times; it gets weights (resample, row) that sum to 1."""
    rng = np.random.default_rng(_SEED)
    drawn = []
    for _ in range(0, RESAMPLES, _AT_ONCE):
        rows = rng.integers(n, size=(_AT_ONCE, n))
        weights = np.stack([np.bincount(row, minlength=n) for row in rows]) / n
        drawn.append(statistic(weights))
    return np.concatenate(drawn)


def _interval(drawn: Floats) -> tuple[Floats, Floats]:
    """The middle 95 % over resamples (resample, ...), those in which nothing varies left out."""
    tail = (1.0 - LEVEL) / 2
    low, high = np.nanquantile(drawn, [tail, 1.0 - tail], axis=0)
    return low, high


def morris(x: Floats, y: Floats, levels: int) -> tuple[Band, Floats, Floats]:
    """Elementary effects over the whole range of each axis: mean size with interval, spread, and mean, by SALib.

    Parameters
    ----------
    x : settings, (trajectory x (axes + 1), axis), one axis changed from row to row
    y : outcome there, finite: SALib answers a single NaN with numbers that look right
    levels : of the grid from which the trajectories were drawn

    Returns
    -------
    tuple
        mu_star (never below 0) with its interval, sigma, mu, in units of the outcome.

    Raises
    ------
    ModuleNotFoundError
        Without SALib.
    """
    from SALib.analyze.morris import analyze

    names = [str(i) for i in range(x.shape[1])]
    bounds = [[0.0, 1.0]] * len(names)  # not read by the analysis, which knows a step by its levels
    problem = {"num_vars": len(names), "names": names, "bounds": bounds}
    found = analyze(problem, x, y, num_levels=levels, num_resamples=RESAMPLES, conf_level=LEVEL, seed=_SEED)
    size, half = (np.asarray(found[key], dtype=float) for key in ("mu_star", "mu_star_conf"))
    band = Band(size, np.maximum(size - half, 0.0), size + half)
    return band, np.asarray(found["sigma"], dtype=float), np.asarray(found["mu"], dtype=float)


def inert_effect(luck: float, levels: int) -> float:
    """The mean size of the elementary effects of an axis that does nothing: luck alone, in units of the outcome."""
    step = levels / (2.0 * (levels - 1))
    return float(np.sqrt(2.0 / np.pi) * np.sqrt(2.0 * luck) / step)


def rank_regression(columns: Sequence[Floats], y: Floats) -> tuple[Band, Band, float]:
    """Partial rank correlations and shares of variance explained, of a linear regression of ranks.

    Parameters
    ----------
    columns : an axis each: numbers, (point,), or one flag for each of its names but the first, (point, name)
    y : outcome, (point,)

    Returns
    -------
    tuple
        Partial correlation of each axis [-1, 1], the share of variance that only it explains [0-1], and the share that
        all axes explain together. Of two names, the second against the first; of more names, the correlation has no
        sign, and what as many flags explain by chance is taken off.
    """
    from scipy.stats import rankdata

    ranked = [rankdata(column) if column.ndim == 1 else column for column in columns]
    target = rankdata(y)
    values = _partial(ranked, target)
    rng = np.random.default_rng(_SEED)
    drawn = []
    for _ in range(RESAMPLES // 2):
        rows = rng.integers(len(y), size=len(y))
        drawn.append(_partial([column[rows] for column in ranked], target[rows]))
    low, high = _interval(np.array(drawn))
    correlation, own = (Band(values[k], low[k], high[k]) for k in (0, 1))
    return correlation, own, float(values[2][0])


def _partial(columns: Sequence[Floats], target: Floats) -> Floats:
    """Partial correlation, share explained alone, share explained by all: (3, axis)."""
    target = target - target.mean()
    whole = float(target @ target)
    if whole <= 0.0:
        return np.full((3, len(columns)), np.nan)
    blocks = [np.atleast_2d(column.T).T for column in columns]
    blocks = [block - block.mean(axis=0) for block in blocks]
    slopes, rest = _fit(blocks, target)
    explained = 1.0 - rest / whole
    found = np.zeros((3, len(columns)))
    found[2] = explained
    start = 0
    for i, block in enumerate(blocks):
        _, without = _fit(blocks[:i] + blocks[i + 1 :], target)
        own = max(without - rest, 0.0)
        k = block.shape[1]
        chance = 0.0 if k == 1 else k / max(len(target) - len(slopes) + k - 1, k + 1)
        part = own / without if without > 1e-12 * whole else 0.0
        found[0, i] = (np.sign(slopes[start]) if k == 1 else 1.0) * np.sqrt(max(part - chance, 0.0) / (1.0 - chance))
        found[1, i] = own / whole
        start += block.shape[1]
    return found


def _fit(blocks: Sequence[Floats], target: Floats) -> tuple[Floats, float]:
    """Slopes of a least-squares fit and the sum of squares that it leaves."""
    if not blocks:
        return np.zeros(0), float(target @ target)
    matrix = np.hstack(blocks)
    slopes = np.linalg.lstsq(matrix, target, rcond=None)[0]
    rest = target - matrix @ slopes
    return np.asarray(slopes, dtype=float), float(rest @ rest)
