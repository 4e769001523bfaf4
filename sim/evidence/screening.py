"""Which behavioral numbers matter most in a case: all that its mechanisms read, screened by elementary effects.

`python -m sim.evidence screening` writes screening.json beside the scenario. Every number walks over its declared range
along random trajectories that move one number at a time (Morris 1991); mu_star is the mean size of what a step over
the whole range does to an outcome (Campolongo, Cariboni and Saltelli 2007). Both ends of a step have the same
replicates, and every trajectory has replicates of its own. The size that draws alone would give is taken off as squares
of independent errors are: sqrt(mu_star^2 - draws^2), negative where draws were the larger, so that it averages
out where there is nothing else. It is then divided by the standard deviation of the outcome over all runs of the
design, so that outcomes count alike, and averaged over outcomes: all that claims speak of, with which all documented
values stand.

What this does not say. A number wins by its influence *and* by the width of its range, and most ranges are
assumed: a wide one that is guessed beats a narrow one that is measured, and who narrows a range lowers its number. And
the order is that of the whole space of numbers, not of the neighborhood of the defaults, and of all outcomes together,
not of the one that somebody cares about (`run.py sensitivity` is for that). Trajectories are few, fewest in long cases
(`method` says how many): another seed exchanges some of the first five, and shares whose intervals overlap are in no
certain order.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import NormalDist
from typing import TypedDict

import numpy as np

from sim.claims import outcomes_for, until_for
from sim.ensemble import Ensemble
from sim.evidence.record import text, write_whole
from sim.experiments.plans.axes import Axis
from sim.experiments.plans.designs import MORRIS_LEVELS, Design, draw
from sim.experiments.sensitivity.indices import LEVEL, bootstrap, elementary_effects, size_and_error
from sim.model.parameters import table
from sim.model.state import Floats
from sim.scenario.load import LoadedCase, load_case
from sim.scenario.mechanisms import numbers_read

FILE = "screening.json"
TRAJECTORIES, REPLICATES, SEED = 60, 4, 1
N_SLIDERS = 5
_ROUNDING = 1e-9  # below this part of its size an outcome does not vary


class Method(TypedDict):
    """How a case was screened: the Morris design, replicates of each of its points, runs in all, and the seed."""

    trajectories: int
    levels: int
    replicates: int
    runs: int
    seed: int


class LeftOut(TypedDict):
    """Outcomes that did not count: the same in all runs, or undefined in too many."""

    flat: list[str]
    undefined: list[str]


class Ranked(TypedDict):
    """A number and what it does.

    `mu_star`: mean over outcomes, less draws, never below 0 [standard deviations of an outcome]; `draws`: the mu_star
    of draws alone, 0 for a number that changes nothing in any run; `share`: of the sum of all mu_star [0-1]; `low`,
    `high`: its 95 % interval, by resampling trajectories.
    """

    name: str
    mu_star: float
    draws: float
    share: float
    low: float
    high: float


class Screening(TypedDict):
    """What screening.json holds; `parameters` from the largest share down, `sliders` the five of `sliders_of`."""

    digest: str
    method: Method
    outcomes: list[str]
    left_out: LeftOut
    parameters: list[Ranked]
    sliders: list[str]


def screen(
    case: str | Path, trajectories: int = TRAJECTORIES, replicates: int = REPLICATES, seed: int = SEED
) -> Screening:
    """Screen all numbers that a case may read; the same input gives the same record.

    Parameters
    ----------
    trajectories
        Of the design.

    Raises
    ------
    sim.experiments.plans.axes.PlanError
        Without SALib, or for a design that does not fit.
    sim.scenario.problem.ScenarioError
        If the case cannot be read.
    """
    loaded = load_case(case)
    rows = [table()[key] for key in numbers_read(loaded.scenario)]
    axes = [Axis(row.key, low=row.low, high=row.high) for row in rows]
    points = draw(Design("morris", trajectories, seed, MORRIS_LEVELS), axes)
    found = _runs(loaded, points, trajectories, replicates, seed)
    x = np.array([[axis.share(point[axis.name]) for axis in axes] for point in points])
    effects = {name: _in_spreads(x, runs) for name, runs in found.items() if _varies(runs)}
    known = [name for name, (size, _) in effects.items() if _is_known(size)]
    flat = [name for name in found if name not in effects]
    ranked = _ranked([row.key for row in rows], [effects[name] for name in known])
    return Screening(
        digest=loaded.digest,
        method=Method(
            trajectories=trajectories, levels=MORRIS_LEVELS, replicates=replicates, runs=len(points) * replicates,
            seed=seed,
        ),
        outcomes=known,
        left_out=LeftOut(flat=flat, undefined=[name for name in effects if name not in known]),
        parameters=ranked,
        sliders=sliders_of(ranked),
    )  # fmt: skip


def _runs(
    loaded: LoadedCase, points: Sequence[Mapping[str, float]], trajectories: int, replicates: int, seed: int
) -> dict[str, Floats]:
    """The outcomes that claims speak of, (point, replicate) each, all runs side by side."""
    scenario = loaded.scenario
    trajectory = np.arange(len(points)) // (len(points) // trajectories)
    numbers = (trajectory[:, None] * replicates + np.arange(replicates)).ravel()
    values = {name: np.repeat([point[name] for point in points], replicates) for name in points[0]}
    ensemble = Ensemble(
        loaded, numbers.tolist(), seed, parameters=values, until=until_for(scenario, scenario, None),
        outcomes=outcomes_for(scenario, None), series=False,
    )  # fmt: skip
    return {name: each.reshape(-1, replicates) for name, each in ensemble.run().outcomes.items()}


def _varies(runs: Floats) -> bool:
    known = runs[~np.isnan(runs)]
    return bool(len(known) and np.ptp(known) > _ROUNDING * max(1.0, float(np.abs(known).max())))


def _in_spreads(x: Floats, runs: Floats) -> tuple[Floats, Floats]:
    """Sizes of effects and their squared errors, (trajectory, axis) each, in standard deviations of the outcome."""
    size, error = size_and_error(elementary_effects(x, runs, MORRIS_LEVELS))
    spread = float(np.nanstd(runs))
    return size / spread, error / spread**2


def _is_known(size: Floats) -> bool:
    """Whether of every number at least half of the steps say something of an outcome."""
    return bool((np.mean(~np.isnan(size), axis=0) >= 0.5).all())


def _ranked(names: Sequence[str], effects: Sequence[tuple[Floats, Floats]]) -> list[Ranked]:
    """Numbers from the largest share down; of each outcome the sizes and squared errors, (trajectory, axis)."""
    if not effects:
        return [Ranked(name=name, mu_star=0.0, draws=0.0, share=0.0, low=0.0, high=0.0) for name in names]
    size, error = np.array(effects).swapaxes(0, 1)
    n = size.shape[1]
    mu_star, draws = (each[0] for each in _over_outcomes(np.full((1, n), 1.0 / n), size, error))
    drawn = bootstrap(n, lambda weights: _shares(_over_outcomes(weights, size, error)[0]))
    share = _shares(mu_star)
    # By their standard deviation, as `morris`: resamples have more draws in them, and their quantiles lie too low.
    half = NormalDist().inv_cdf((1.0 + LEVEL) / 2) * drawn.std(axis=0)
    low, high = np.maximum(share - half, 0.0), np.minimum(share + half, 1.0)
    order = sorted(range(len(names)), key=lambda i: (-share[i], names[i]))
    return [
        Ranked(
            name=names[i], mu_star=_rounded(mu_star[i]), draws=_rounded(draws[i]), share=_rounded(share[i]),
            low=_rounded(low[i]), high=_rounded(high[i]),
        )
        for i in order
    ]  # fmt: skip


def _over_outcomes(weights: Floats, size: Floats, error: Floats) -> tuple[Floats, Floats]:
    """mu_star less draws, and draws: means over outcomes of those over trajectories, by weights (resample, trajectory).

    Both (resample, axis). An outcome of which a resample knows no step counts as nothing.
    """
    known = ~np.isnan(size)
    seen, total, squares = (
        np.einsum("bt,ota->boa", weights, each)
        for each in (known.astype(float), np.where(known, size, 0.0), np.where(known, error, 0.0))
    )
    seen = np.where(seen > 0.0, seen, 1.0)
    # Of draws the squares are averaged: the mean of its roots would be too small where replicates are few.
    mu_star, draws = total / seen, np.sqrt(2.0 / np.pi * squares / seen)
    more = mu_star**2 - draws**2
    net = (np.sign(more) * np.sqrt(np.abs(more))).mean(axis=1)
    return np.maximum(net, 0.0), draws.mean(axis=1)


def _shares(mu_star: Floats) -> Floats:
    total = mu_star.sum(axis=-1, keepdims=True)
    return np.asarray(mu_star / np.where(total > 0.0, total, 1.0))


def _rounded(value: float) -> float:
    # Four digits: more than draws leaves certain.
    return float(f"{value:.4g}")


def sliders_of(ranked: Sequence[Ranked]) -> list[str]:
    """The first five, of those first whose interval leaves out 0."""
    return [each["name"] for each in sorted(ranked, key=lambda each: each["low"] <= 0.0)][:N_SLIDERS]


def write(folder: Path, record: Screening) -> Path:
    """Write screening.json into the folder of a case, whole or not at all."""
    return write_whole(folder / FILE, text(record))


def read(folder: Path) -> Screening | None:
    """What was found of a case; None where it was never screened, or the file cannot be read or knows other numbers."""
    try:
        record: Screening = json.loads((folder / FILE).read_text(encoding="utf-8"))
        names = {each["name"] for each in record["parameters"]}
        is_whole = record["sliders"] == sliders_of(record["parameters"]) and names <= set(table())
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return record if is_whole else None
