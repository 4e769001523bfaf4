"""Designs of a study: which settings, out of all that its axes span, are run."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal, get_args

import numpy as np

from sim.experiments.plans.axes import VARY, Axis, PlanError, refuse_many
from sim.model.core.noise import stream
from sim.model.state import Floats

Name = Literal["grid", "lhs", "sobol", "saltelli", "morris", "table"]
DESIGNS: tuple[str, ...] = get_args(Name)
MORRIS_LEVELS = 4


@dataclass(frozen=True)
class Design:
    """How the settings of a plan were drawn: what an analysis of them has to know.

    Attributes
    ----------
    name
        grid: every combination, the last axis fastest. lhs: a Latin hypercube. sobol: a scrambled Sobol sequence.
        saltelli: blocks A, B, AB_1 ... AB_d of `samples` rows each, in this order; AB_i is A with axis i from B.
        morris: `samples` trajectories of d + 1 rows. table: the rows of a file.
    samples
        Points (grid, lhs, sobol, table), rows of a block (saltelli), or trajectories (morris).
    seed
        What the draw was seeded with; None where nothing is drawn.
    levels
        Of a Morris design: levels of each axis; None for the others.
    """

    name: Name
    samples: int
    seed: int | None = None
    levels: int | None = None

    def record(self) -> dict[str, Any]:
        """Ready for JSON."""
        return asdict(self)


def grid(axes: Sequence[Axis]) -> list[dict[str, Any]]:
    """Every combination of the axes' values, the last axis fastest.

    >>> grid([Axis("a", (1, 2)), Axis("b", (3, 4))])
    [{'a': 1, 'b': 3}, {'a': 1, 'b': 4}, {'a': 2, 'b': 3}, {'a': 2, 'b': 4}]
    """
    names = [axis.name for axis in axes]
    _refuse_twice(names)
    refuse_many(math.prod(len(axis.values) for axis in axes))
    return [dict(zip(names, point, strict=True)) for point in itertools.product(*(axis.values for axis in axes))]


def draw(design: Design, axes: Sequence[Axis]) -> list[dict[str, Any]]:
    """The points of a design that is drawn, in the order that its analysis expects.

    Parameters
    ----------
    design
        lhs, sobol, saltelli or morris.
    axes
        Ranges are filled evenly; listed values get equal parts of [0, 1), so that a point can come up twice.

    Raises
    ------
    PlanError
        If the design cannot have this many samples, or a package is missing.
    """
    _refuse_twice([axis.name for axis in axes])
    refuse_many(design.samples * {"saltelli": len(axes) + 2, "morris": len(axes) + 1}.get(design.name, 1))
    draws = stream(design.seed or 0, 0, f"design.{design.name}")  # a channel that no run draws from
    rows = _DRAWN[design.name](len(axes), design.samples, draws)
    return [{axis.name: axis.at(float(share)) for axis, share in zip(axes, row, strict=True)} for row in rows]


def _refuse_twice(names: Sequence[str]) -> None:
    if len(set(names)) < len(names):
        raise PlanError(f"{VARY}: each name once (got {', '.join(names)})")


def _lhs(n_axes: int, samples: int, rng: np.random.Generator) -> Floats:
    """A Latin hypercube that grows: the odd part of its samples first, doubled until all are there (Qian 2009).

    Qian 2009, Nested Latin hypercube designs, Biometrika 96:957-970: a design of twice the samples begins with this
    one, each new row in a part of every axis that no earlier one has.
    """
    from scipy.stats import qmc

    odd = samples // (samples & -samples)
    rows: Floats = qmc.LatinHypercube(n_axes, rng=rng).random(odd)
    while len(rows) < samples:
        n = 2 * len(rows)
        taken = np.floor(rows * n).astype(int)
        free = [rng.permutation(np.setdiff1d(np.arange(n), column)) for column in taken.T]
        rows = np.concatenate([rows, (np.stack(free, axis=1) + rng.random((len(rows), n_axes))) / n])
    return rows


def _sobol(n_axes: int, samples: int, rng: np.random.Generator) -> Floats:
    from scipy.stats import qmc

    if n_axes > qmc.Sobol.MAXDIM:
        raise PlanError(f"{VARY}: a Sobol design has at most {qmc.Sobol.MAXDIM:,} axes (got {n_axes:,})")
    return qmc.Sobol(n_axes, rng=rng).random_base2(math.ceil(math.log2(samples)))[:samples]


def _saltelli(n_axes: int, samples: int, rng: np.random.Generator) -> Floats:
    below, above = around(samples)
    if below != above:
        raise PlanError(f"--samples {samples}: a Saltelli design needs a power of 2, such as {below} or {above}")
    both = _sobol(2 * n_axes, samples, rng)
    first, second = both[:, :n_axes], both[:, n_axes:]
    mixed = np.tile(first, (n_axes, 1, 1))
    for axis in range(n_axes):
        mixed[axis, :, axis] = second[:, axis]
    return np.concatenate([first, second, mixed.reshape(-1, n_axes)])


def _morris(n_axes: int, samples: int, rng: np.random.Generator) -> Floats:
    try:
        from SALib.sample import morris
    except ImportError:
        message = "the design morris needs SALib: pip install 'advocacy-coalitions[sensitivity]'"
        raise PlanError(f"--design morris: {message}") from None
    problem = {"num_vars": n_axes, "names": [str(i) for i in range(n_axes)], "bounds": [[0.0, 1.0]] * n_axes}
    return morris.sample(problem, samples, num_levels=MORRIS_LEVELS, seed=int(rng.integers(2**31)))


_DRAWN = {"lhs": _lhs, "sobol": _sobol, "saltelli": _saltelli, "morris": _morris}


def around(samples: int) -> tuple[int, int]:
    """The powers of 2 on both sides of a number, itself twice if it is one.

    >>> around(100), around(64)
    ((64, 128), (64, 64))
    """
    below = 2 ** int(math.log2(samples))
    return below, below if below == samples else 2 * below
