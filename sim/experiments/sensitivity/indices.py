"""Measures of sensitivity on plain arrays: Sobol indices, Morris effects and rank regression, with intervals.

Sobol indices are the formulas of `scipy.stats.sobol_indices` (Saltelli et al. 2010, table 2, b and f; a test holds both
to the same numbers). They stand here because scipy takes only a power of two of samples, which is no longer so once
the rows of a failed run are dropped, and because its bootstrap cannot be given a seed.

Morris effects are SALib's: mu, mu_star, sigma and the interval of mu_star. Single effects stand here because its
analysis tells only their means over all trajectories, while luck shows in how the effects of one trajectory differ
between replicates, and because there one run in which an outcome is undefined spoils all effects of its trajectory. A
test holds every single one to SALib.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from sim.model.state import Floats

LEVEL = 0.95
RESAMPLES, _AT_ONCE = 1000, 50
_SEED = 20_260  # of bootstraps: the same study gives the same intervals


@dataclass(frozen=True)
class Band:
    """An estimate for each axis with its 95 % bootstrap interval, each (axis,)."""

    value: Floats
    low: Floats
    high: Floats


def sobol(blocks: Floats, is_paired: bool = False) -> tuple[Band, Band, Floats]:
    """First-order and total indices of the mean over replicates, without the part that is draws.

    Squares and products of means over replicates hold the squares of draws, too. What stands here are products of
    different replicates, r and s, whose draws are independent whether or not settings share their replicates:
    the total index of an axis is half the mean of (A - AB)_r (A - AB)_s over the variance, the mean of A_r A_s less
    the square of the mean; in terms of means and variances over n replicates, d_r d_s is mean(d)^2 - var(d) / n.

    Parameters
    ----------
    blocks : outcome at the samples A, B and, for each axis, at A with that axis from B: (axis + 2, sample, replicate),
        less what each replicate does in all settings alike; NaN where a run is missing. One replicate is taken as is.
    is_paired : whether settings share their replicates; intervals then also count that there are only so many of them

    Returns
    -------
    tuple
        First-order and total indices with intervals, and total indices with draws left in, (axis,).

    Raises
    ------
    ValueError
        If the outcome does not vary by more than draws.
    """
    d = len(blocks) - 2
    centered = blocks - np.nanmean(blocks[:2])
    parts = _parts(centered)
    parts = parts[~np.isnan(parts).any(axis=1)]
    values = _indices(parts.mean(axis=0), d)
    if not np.isfinite(values).all():
        raise ValueError("the outcome does not vary by more than draws")
    low, high = _interval(bootstrap(len(parts), lambda weights: _indices(weights @ parts, d)))
    if is_paired:
        error = jackknife(centered, lambda rest: _indices(np.nanmean(_parts(rest), axis=0), d))
        low, high = widened(values, low, high, error)
    raw = _parts(np.nanmean(centered, axis=-1, keepdims=True))
    return (
        Band(values[:d], low[:d], high[:d]),
        Band(values[d:], low[d:], high[d:]),
        _indices(np.nanmean(raw, axis=0), d)[d:],
    )


def _parts(blocks: Floats) -> Floats:
    """What the indices are means of, (sample, 2 axes + 2): terms of S1, of ST, sum and sum of squares of A and B."""
    a, b, ab = blocks[0], blocks[1], blocks[2:]
    first = _product(np.broadcast_to(b, ab.shape), ab - a)
    total = 0.5 * _product(a - ab, a - ab)
    squares = _product(blocks[:2], blocks[:2]).sum(axis=0)
    return np.vstack([first, total, np.nanmean(blocks[:2], axis=-1).sum(axis=0), squares]).T


def _product(x: Floats, y: Floats) -> Floats:
    """Mean of x_r y_s over all pairs of different replicates, the last axis; NaN with fewer than two of them.

    >>> float(_product(np.array([1.0, 3.0]), np.array([5.0, 7.0]))), float(_product(np.array([3.0]), np.array([7.0])))
    (11.0, 21.0)
    """
    if x.shape[-1] == 1:
        return np.asarray((x * y)[..., 0])
    both = ~np.isnan(x) & ~np.isnan(y)
    n = both.sum(axis=-1)
    x, y = np.where(both, x, 0.0), np.where(both, y, 0.0)
    pairs = x.sum(axis=-1) * y.sum(axis=-1) - (x * y).sum(axis=-1)
    return np.where(n > 1, pairs / np.maximum(n * (n - 1), 1), np.nan)


def _indices(means: Floats, d: int) -> Floats:
    """Both indices from the means of the parts, (..., 2 axes + 2) to (..., 2 axes)."""
    variance = means[..., -1] / 2 - (means[..., -2] / 2) ** 2
    return np.asarray(means[..., : 2 * d] / np.where(variance > 0, variance, np.nan)[..., None])


def jackknife(runs: Floats, statistic: Callable[[Floats], Floats]) -> Floats:
    """Standard error of a statistic from leaving out one replicate, the last axis, at a time; 0 with fewer than 3.

    Settings that share their replicates share their draws: no number of settings averages it out.
    """
    n = runs.shape[-1]
    if n < 3:
        return np.asarray(0.0)
    without = np.array([statistic(np.delete(runs, r, axis=-1)) for r in range(n)])
    without = np.where(np.isnan(without), 0.0, without)  # where the rest does not vary, nothing is explained
    return np.asarray(np.sqrt((n - 1) * np.var(without, axis=0)))


def _has_two(runs: Floats) -> bool:
    """Whether every setting still has a run when a replicate is left out."""
    return bool(np.count_nonzero(~np.isnan(runs), axis=1).min() > 1)


def widened(value: Floats, low: Floats, high: Floats, error: Floats) -> tuple[Floats, Floats]:
    """An interval with the uncertainty of another source added, as independent errors add."""
    more = (1.96 * error) ** 2
    return value - np.sqrt((value - low) ** 2 + more), value + np.sqrt((high - value) ** 2 + more)


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


def morris(x: Floats, runs: Floats, levels: int, is_paired: bool = False) -> tuple[Band, dict[str, Floats]]:
    """Elementary effects over the whole range of each axis, by SALib.

    Parameters
    ----------
    x : settings, (trajectory x (axes + 1), axis), one axis changed from row to row
    runs : outcome there, (row, replicate), no row without a run: SALib answers a single NaN with numbers that look
        right
    levels : of the grid from which the trajectories were drawn
    is_paired : as in `sobol`

    Returns
    -------
    tuple
        Mean size mu* of the effects with its interval (never below 0); sigma, mu, and `chance`: the mu* that draws
        alone would give to effects of 0. Each (axis,), in units of the outcome.

    Raises
    ------
    ModuleNotFoundError
        Without SALib.
    """
    from SALib.analyze.morris import analyze

    names = [str(i) for i in range(x.shape[1])]
    bounds = [[0.0, 1.0]] * len(names)  # not read by the analysis, which knows a step by its levels
    problem = {"num_vars": len(names), "names": names, "bounds": bounds}

    def effects(rest: Floats, resamples: int = 2) -> dict[str, Floats]:
        y = np.nanmean(rest, axis=-1)
        found = analyze(problem, x, y, num_levels=levels, num_resamples=resamples, conf_level=LEVEL, seed=_SEED)
        return {key: np.asarray(found[key], dtype=float) for key in ("mu_star", "mu_star_conf", "sigma", "mu")}

    found = effects(runs, RESAMPLES)
    size, half = found["mu_star"], found["mu_star_conf"]
    low, high = size - half, size + half
    if is_paired and _has_two(runs):
        low, high = widened(size, low, high, jackknife(runs, lambda rest: effects(rest)["mu_star"]))
    plain = {"sigma": found["sigma"], "mu": found["mu"], "chance": _chance(x, runs, levels)}
    return Band(size, np.maximum(low, 0.0), high), plain


def elementary_effects(x: Floats, runs: Floats, levels: int) -> Floats:
    """What moving one axis over its whole range changes in each run of a Morris design, (trajectory, axis, replicate).

    Arguments as of `morris`; runs may be NaN, and so are then the effects on both sides; 0 if an axis stands still.
    """
    n_axes, n_runs = x.shape[1], runs.shape[1]
    steps = np.diff(x.reshape(-1, n_axes + 1, n_axes), axis=1)
    gaps = np.diff(runs.reshape(-1, n_axes + 1, n_runs), axis=1)
    effects = np.zeros((len(steps), n_axes, n_runs))
    trajectory, step, axis = np.nonzero(steps)
    up = np.sign(steps[trajectory, step, axis])
    effects[trajectory, axis] = gaps[trajectory, step] * (up / (levels / (2.0 * (levels - 1))))[:, None]
    return effects


def size_and_error(effects: Floats) -> tuple[Floats, Floats]:
    """The size of mean effects over replicates, NaN where none is known, and the squared standard error of the means.

    (trajectory, axis, replicate) to (trajectory, axis) each. Draws alone gives a size of sqrt(2 / pi) standard errors.
    """
    known = ~np.isnan(effects)
    n = known.sum(axis=-1)
    middle = np.where(known, effects, 0.0).sum(axis=-1) / np.maximum(n, 1)
    squares = np.where(known, (effects - middle[..., None]) ** 2, 0.0).sum(axis=-1) / np.maximum(n - 1, 1)
    return np.where(n > 0, np.abs(middle), np.nan), squares / np.maximum(n, 1)


def _chance(x: Floats, runs: Floats, levels: int) -> Floats:
    """The mean size of elementary effects that are draws alone, (axis,): of steps that do nothing on average."""
    if runs.shape[1] < 2:
        return np.full(x.shape[1], np.nan)
    error = size_and_error(elementary_effects(x, runs, levels))[1]
    return np.asarray(np.sqrt(2.0 / np.pi * error).mean(axis=0))


def rank_regression(columns: Sequence[Floats], runs: Floats, is_paired: bool = False) -> tuple[Band, Band, float]:
    """Partial rank correlations and shares of variance explained, of a linear regression of ranks.

    Parameters
    ----------
    columns : an axis each: numbers, (point,), or one flag for each of its names but the first, (point, name)
    runs : outcome, (point, replicate), no point without a run
    is_paired : as in `sobol`

    Returns
    -------
    tuple
        Partial correlation of each axis [-1, 1], the share of variance that only it explains [0-1], and the share that
        all axes explain together. Of two names, the second against the first; of more names, the correlation has no
        sign, and what as many flags explain by chance is taken off.
    """
    from scipy.stats import rankdata

    ranked = [rankdata(column) if column.ndim == 1 else column for column in columns]

    def found(rest: Floats) -> Floats:
        return _partial(ranked, rankdata(np.nanmean(rest, axis=-1)))

    values, target = found(runs), rankdata(np.nanmean(runs, axis=-1))
    rng = np.random.default_rng(_SEED)
    drawn = []
    for _ in range(RESAMPLES // 2):
        rows = rng.integers(len(target), size=len(target))
        drawn.append(_partial([column[rows] for column in ranked], target[rows]))
    low, high = _interval(np.array(drawn))
    if is_paired and _has_two(runs):
        low, high = widened(values, low, high, jackknife(runs, found))
    low, high = np.maximum(low, [[-1.0], [0.0], [0.0]]), np.minimum(high, 1.0)
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
