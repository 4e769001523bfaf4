"""Regions of the settings where an outcome differs: "no where votes.indifference > 0.4 and opinion.rate < 1.2".

A small tree is grown on half of the settings; what it found is measured on the other half, and only regions that differ
there, too, are told. Where settings share their replicates, a region must also differ whichever replicate is left out.
Rows of a design stay together: the settings of a row share most of their values, and would tell
one half what is in the other.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.experiments.plans.axes import PlanError
from sim.experiments.sensitivity.analysis import is_number, names_of
from sim.experiments.sensitivity.indices import jackknife
from sim.experiments.sensitivity.spread import Study, by_point
from sim.model.state import Floats

if TYPE_CHECKING:
    from sim.experiments.plans.plan import Plan

NEEDS_SKLEARN = "regions need scikit-learn: pip install 'advocacy-coalitions[sensitivity]'"
MOST_LEAVES, LEAST_SETTINGS, LEAST_SHARE = 4, 5, 0.05
WORTH = 0.02  # share of the variance that a cut must explain
_SEED = 20_260  # of the halves: the same study gives the same regions
_TAIL = 0.025 / MOST_LEAVES  # on each side: the intervals of all regions of an outcome hold together in 95 %
_Z = 2.4977054744123723  # the normal quantile of that


@dataclass(frozen=True)
class Bound:
    """One end of a region: an axis above or not above a number, or with or without a name."""

    axis: str
    sign: str  # ">", "<=", "is", "is not"
    value: float | str


@dataclass(frozen=True)
class Region:
    """A part of the settings, measured on settings that had no say in finding it.

    Attributes
    ----------
    bounds
        All of them hold in it.
    rate, low, high
        Mean of the outcome, for a yes/no the share of yes, with its interval over settings; those of all
        regions of an outcome hold together in 95 % of studies.
    base
        The same over all settings held out.
    settings, runs
        How many of them rate rests on.
    """

    bounds: tuple[Bound, ...]
    rate: float
    low: float
    high: float
    base: float
    settings: int
    runs: int


@dataclass(frozen=True)
class Regions:
    """The regions of one outcome, the most different first; none where none holds up on the half held out."""

    outcome: str
    is_yes_no: bool
    found: tuple[Region, ...]
    is_too_few: bool
    settings: int

    def record(self) -> dict[str, Any]:
        """What `--json` gives."""
        regions = [asdict(each) | {"bounds": [asdict(bound) for bound in each.bounds]} for each in self.found]
        return {"outcome": self.outcome, "regions": regions, "too_few_settings": self.is_too_few}


def find(study: Study, outcome: str, is_yes_no: bool) -> Regions:
    """Where an outcome differs from its mean over all settings.

    Raises
    ------
    PlanError
        If scikit-learn is missing.
    """
    plan = study.plan
    values = by_point(study, study.frame(), outcome)
    counts = np.count_nonzero(~np.isnan(values), axis=1)
    some = counts > 0
    means = np.full(len(values), np.nan)
    means[some] = np.nansum(values[some], axis=1) / counts[some]
    names, columns = _columns(plan)
    rows = row_of(plan)
    train = np.isin(rows, _one_half(np.unique(rows[some])))
    for_tree, held_out = some & train, some & ~train
    nothing = Regions(outcome, is_yes_no, (), False, int(np.count_nonzero(some)))
    if min(len(np.unique(rows[for_tree])), len(np.unique(rows[held_out]))) < 2 * LEAST_SETTINGS:
        return Regions(outcome, is_yes_no, (), True, nothing.settings)
    if np.ptp(means[for_tree]) == 0.0:
        return nothing
    leaves = _leaves(columns[for_tree], means[for_tree], counts[for_tree])
    base = float(np.average(means[held_out], weights=counts[held_out]))
    regions = []
    for leaf in leaves:
        bounds = _bounds(leaf, names, columns)
        inside = held_out & _holds(bounds, names, columns)
        measured = _measure(means[inside], counts[inside], rows[inside], is_yes_no)
        if measured is not None and plan.is_paired:
            measured = _widened(measured, values, inside, held_out)
            measured = (measured[0], max(measured[1], 0.0), min(measured[2], 1.0)) if is_yes_no else measured
        if measured is not None and not measured[1] <= base <= measured[2]:
            regions.append(Region(bounds, *measured, base, int(np.count_nonzero(inside)), int(counts[inside].sum())))
    regions.sort(key=lambda region: -abs(region.rate - base))
    return Regions(outcome, is_yes_no, tuple(regions), False, nothing.settings)


def row_of(plan: Plan) -> np.ndarray:
    """The row of its design that each setting belongs to, (point,): itself where settings are drawn one by one."""
    points = np.arange(len(plan.points))
    if plan.design.name == "saltelli":
        return points % plan.design.samples
    return points // (len(plan.axes) + 1) if plan.design.name == "morris" else points


def _one_half(rows: np.ndarray) -> np.ndarray:
    return np.random.default_rng(_SEED).permutation(rows)[: (len(rows) + 1) // 2]


def _columns(plan: Plan) -> tuple[list[tuple[str, str | None]], Floats]:
    """Axes as numbers, and a flag for each name of the others: what each column is, and (point, column)."""
    names: list[tuple[str, str | None]] = []
    columns = []
    for axis in plan.axes:
        values = [point[axis.name] for point in plan.points]
        if is_number(axis):
            names.append((axis.name, None))
            columns.append(np.array(values, dtype=float))
            continue
        for name in names_of(axis, values):
            names.append((axis.name, name))
            columns.append(np.array([str(value) == name for value in values], dtype=float))
    return names, np.stack(columns, axis=1)


Leaf = dict[tuple[int, str], float]  # threshold by column and sign: only the tightest of each counts


def _leaves(x: Floats, y: Floats, counts: np.ndarray) -> list[Leaf]:
    """Paths of a small regression tree; of shares of yes, its squares are the Gini impurity of a classifier's."""
    try:
        from sklearn.tree import DecisionTreeRegressor
    except ModuleNotFoundError:
        raise PlanError(NEEDS_SKLEARN) from None
    least = max(LEAST_SETTINGS, math.ceil(LEAST_SHARE * len(x)))
    worth = WORTH * float(np.cov(y, aweights=counts, ddof=0))
    tree = DecisionTreeRegressor(
        max_leaf_nodes=MOST_LEAVES, min_samples_leaf=least, min_impurity_decrease=worth, random_state=0
    )
    grown = tree.fit(x, y, sample_weight=counts).tree_
    found: list[Leaf] = []
    waiting: list[tuple[int, Leaf]] = [(0, {})]
    while waiting:
        node, path = waiting.pop()
        left, right = int(grown.children_left[node]), int(grown.children_right[node])
        if left < 0:
            found += [path] if path else []
            continue
        place, value = int(grown.feature[node]), float(grown.threshold[node])
        waiting.append((left, path | {(place, "<="): min(value, path.get((place, "<="), math.inf))}))
        waiting.append((right, path | {(place, ">"): max(value, path.get((place, ">"), -math.inf))}))
    return found


def _bounds(leaf: Leaf, names: Sequence[tuple[str, str | None]], columns: Floats) -> tuple[Bound, ...]:
    bounds = []
    for (place, sign), value in sorted(leaf.items()):
        axis, name = names[place]
        if name is None:
            bounds.append(Bound(axis, sign, _shortest(value, columns[:, place])))
        else:
            others = [other for each, other in names if each == axis and other != name]
            if sign == "<=" and len(others) == 1 and others[0] is not None:
                bounds.append(Bound(axis, "is", others[0]))
            else:
                bounds.append(Bound(axis, "is" if sign == ">" else "is not", name))
    return tuple(bounds)


def _shortest(value: float, column: Floats) -> float:
    """A threshold with few digits, within a hundredth of the range; between the same two of a few values.

    What is measured on the half held out is the region with this threshold.

    >>> _shortest(0.4437, np.array([0.1, 0.44, 0.45]))
    0.444
    """
    levels = np.unique(column)
    for digits in range(2, 15):
        short = float(f"{value:.{digits}g}")
        is_near = abs(short - value) <= 0.01 * float(np.ptp(column))
        if is_near and (len(levels) > 20 or np.array_equal(levels > short, levels > value)):
            return short
    return value


def _holds(bounds: Sequence[Bound], names: Sequence[tuple[str, str | None]], columns: Floats) -> np.ndarray:
    inside = np.ones(len(columns), dtype=bool)
    for bound in bounds:
        if isinstance(bound.value, str):
            is_it = columns[:, names.index((bound.axis, bound.value))] > 0.5
            inside &= is_it if bound.sign == "is" else ~is_it
        else:
            above = columns[:, names.index((bound.axis, None))] > bound.value
            inside &= above if bound.sign == ">" else ~above
    return inside


def _measure(means: Floats, counts: np.ndarray, rows: np.ndarray, is_yes_no: bool) -> tuple[float, float, float] | None:
    """Mean over settings with an interval that counts each row of the design once; None for too few of them."""
    some = np.unique(rows)
    if len(some) < LEAST_SETTINGS:
        return None
    rate = float(np.average(means, weights=counts))
    if is_yes_no:
        return (rate, *wilson(rate, len(some)))
    from scipy.stats import t

    of_rows = np.array([np.average(means[rows == row], weights=counts[rows == row]) for row in some])
    half = float(t.ppf(1.0 - _TAIL, len(some) - 1) * np.std(of_rows, ddof=1) / math.sqrt(len(some)))
    return rate, rate - half, rate + half


def _widened(
    measured: tuple[float, float, float], values: Floats, inside: np.ndarray, held_out: np.ndarray
) -> tuple[float, float, float]:  # fmt: skip
    """The interval with what the choice of replicates adds to the difference from all settings held out."""

    def difference(runs: Floats) -> Floats:
        return np.asarray(np.nanmean(runs[inside]) - np.nanmean(runs[held_out]))

    rate, low, high = measured
    more = (_Z * float(jackknife(values, difference))) ** 2
    return rate, rate - math.sqrt((rate - low) ** 2 + more), rate + math.sqrt((high - rate) ** 2 + more)


def wilson(share: float, n: int) -> tuple[float, float]:
    """The interval of a share of n, Wilson's: never empty, never beyond 0 and 1.

    >>> low, high = wilson(1.0, 20)
    >>> round(low, 3), high
    (0.762, 1.0)
    """
    middle = (share + _Z**2 / (2 * n)) / (1 + _Z**2 / n)
    half = _Z / (1 + _Z**2 / n) * math.sqrt(share * (1 - share) / n + _Z**2 / (4 * n**2))
    return max(middle - half, 0.0), min(middle + half, 1.0)
