"""What differs between settings and what is draws: means over replicates, their noise, and the replicates needed.

A run of setting p with replicate r is y[p, r] = f[p] + u[r] + e[p, r]: what the setting does, what the replicate does
in every setting alike (only where settings share their replicates), and the rest. The mean of n runs of a setting is
off by e alone, with variance s2 / n, so that the variance between means is that of f plus s2 / n.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from sim.model.state import Floats

if TYPE_CHECKING:
    import pandas as pd

    from sim.experiments.plans.plan import Plan

ACCEPTED = 0.1  # noise of the means against the variance between settings, below which replicates suffice
_ROUNDING = 1e-12


class Study(Protocol):
    """What analyses read of a sweep: `sim.experiments.sweeps.ledger.Ledger` has it."""

    @property
    def plan(self) -> Plan:
        """What was to be run."""

    @property
    def manifest(self) -> Mapping[str, Any]:
        """What identifies the sweep, with the code, packages and machine that ran it."""

    @property
    def outcome_names(self) -> Sequence[str]:
        """Outcomes that were read, in order."""

    def counts(self) -> dict[str, int]:
        """Runs by state: pending, succeeded, failed, damaged."""

    def failures(self) -> Sequence[Any]:
        """Runs that failed: number, settings, replicate, stage, error, message, traceback."""

    def frame(self) -> pd.DataFrame:
        """A row a run in plan order: number, point, axes, replicate, state, outcomes."""


@dataclass(frozen=True)
class Spread:
    """An outcome over the settings of a sweep.

    Attributes
    ----------
    runs
        The outcome of every run, (point, replicate), less what its replicate does in all settings alike; NaN where
        there is none.
    means
        Mean over the runs of each setting, (point,); NaN where there is none.
    n_runs
        Runs that the means rest on.
    noise
        Variance of one run about its setting, s2; None where no setting has two runs.
    draws
        Variance of a mean about its setting: s2 / n; None as `noise`.
    within
        Variance of a run about its setting with all that its replicate does, also what it does in all settings alike;
        None as `noise`.
    total
        Variance of the means.
    n_free
        Degrees of freedom of `noise`.
    replicates
        Planned for each setting.
    """

    runs: Floats
    means: Floats
    n_runs: int
    noise: float | None
    draws: float | None
    within: float | None
    total: float
    n_free: int
    replicates: int

    @property
    def between(self) -> float | None:
        """Variance between settings without draws, 0 or more; None where draws are not known."""
        return None if self.draws is None else max(self.total - self.draws, 0.0)

    @property
    def share(self) -> float | None:
        """Share of the variance of the means that is draws [0-1]: what a setting that changes nothing would show."""
        if self.draws is None:
            return None
        return min(self.draws / self.total, 1.0) if self.total > _ROUNDING else 0.0

    @property
    def share_of_runs(self) -> float | None:
        """Share of the variance of all runs that is draws [0-1], as if settings did not share them."""
        if self.within is None or self.between is None:
            return None
        whole = self.within + self.between
        return self.within / whole if whole > _ROUNDING else 0.0

    @property
    def varies(self) -> bool:
        """Whether means differ at all, beyond rounding."""
        return self.total > _ROUNDING * max(1.0, float(np.nanmax(np.abs(self.means), initial=0.0)) ** 2)

    @property
    def is_told_apart(self) -> bool:
        """Whether settings differ by more than draws: the F test of the means at 5 %."""
        from scipy.stats import f

        if self.draws is None or not self.varies:
            return False
        if self.draws <= _ROUNDING * self.total:
            return True
        n_points = int(np.count_nonzero(~np.isnan(self.means)))
        return bool(self.total / self.draws > f.ppf(0.95, max(n_points - 1, 1), max(self.n_free, 1)))

    @property
    def needed(self) -> int | None:
        """Replicates a setting needs until draws are under `ACCEPTED` of the variance between settings.

        None where that cannot be said: one replicate, or settings that draws alone may tell apart.
        """
        if self.noise is None or not self.is_told_apart or not self.between:
            return None
        return max(1, math.ceil(self.noise / (ACCEPTED * self.between) - 1e-9))


def spread(values: Floats, is_paired: bool) -> Spread:
    """Means over replicates and what of their spread is draws.

    Parameters
    ----------
    values
        An outcome, (point, replicate); NaN where a run failed, waits, or does not define it.
    is_paired
        Whether replicates are the same in every setting. Means of settings that lack some are then corrected by what
        these replicates do elsewhere.

    >>> found = spread(np.array([[1.0, 3.0], [5.0, 7.0], [9.0, 11.0]]), is_paired=True)
    >>> found.means, found.noise, found.between, found.needed, found.within
    (array([ 2.,  6., 10.]), 0.0, 16.0, 1, 2.0)
    >>> found = spread(np.array([[1.0, 3.0], [5.0, 7.0], [9.0, 11.0]]), is_paired=False)
    >>> found.noise, found.draws, found.between, found.needed
    (2.0, 1.0, 15.0, 2)
    """
    known = ~np.isnan(values)
    counts = known.sum(axis=1)
    effect, lost = _replicate_effect(values) if is_paired else (np.zeros(values.shape[1]), 0)
    adjusted = values - effect
    means = np.full(len(values), np.nan)
    some = counts > 0
    means[some] = np.nansum(adjusted[some], axis=1) / counts[some]
    free = int(np.sum(counts[some] - 1)) - lost
    noise = float(np.nansum((adjusted - means[:, None]) ** 2)) / free if free > 0 else None
    several = values[counts > 1]
    within = float(np.nansum((several - np.nanmean(several, axis=1, keepdims=True)) ** 2)) if len(several) else 0.0
    return Spread(
        runs=adjusted,
        means=means,
        n_runs=int(known.sum()),
        noise=noise,
        draws=None if noise is None else noise * float(np.mean(1.0 / counts[some])),
        within=None if noise is None else within / int(np.sum(counts[counts > 1] - 1)),
        total=float(np.var(means[some], ddof=1)) if np.count_nonzero(some) > 1 else 0.0,
        n_free=max(free, 0),
        replicates=values.shape[1],
    )


def _replicate_effect(values: Floats) -> tuple[Floats, int]:
    """What each replicate adds in every setting alike, (replicate,), and the degrees of freedom that it takes."""
    whole = values[~np.isnan(values).any(axis=1)]
    if len(whole) < 2 or values.shape[1] < 2:
        return np.zeros(values.shape[1]), 0
    return np.mean(whole - whole.mean(axis=1, keepdims=True), axis=0), values.shape[1] - 1


def by_point(study: Study, frame: pd.DataFrame, outcome: str) -> Floats:
    """An outcome of a sweep as (point, replicate); NaN where it failed, waits, or is not defined."""
    plan = study.plan
    values = np.full((len(plan.points), plan.replicates), np.nan)
    done = frame[frame["state"] == "succeeded"]
    place = done["replicate"].to_numpy(dtype=int) % plan.replicates  # unpaired points have replicates of their own
    values[done["point"].to_numpy(dtype=int), place] = done[outcome].to_numpy(dtype=float)
    return values
