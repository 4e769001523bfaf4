"""Influence propagation: distances, and the weighted mean of what each actor hears."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from sim.model import formulas
from sim.model.core import tally
from sim.model.core.links import Links, Ties
from sim.model.core.tally import over_rows
from sim.model.state import Flags, Floats, Rows, State

_AT_ONCE = 1 << 13  # numbers up to which all issues at once are quicker than one after the other
_FIRST = np.zeros(1, dtype=np.intp)


def distance(position: Floats, first: Rows, second: Rows, weight: Floats) -> Floats:
    """Weighted distance of the positions of pairs of actors.

    d = sqrt(sum_k om_k ((x_ik - x_jk) / 2)^2 / sum_k om_k)

    Parameters
    ----------
    position : (issue, actor, run) [-1, 1], or (issue, cell) for links
    first, second : (pair,) rows of actors, or cells
    weight : (issue, run) om, positive; (issue, 1) or (issue,) where all runs have the same

    Returns
    -------
    (pair, run) [0, 1], or (link,)
    """
    return distance_by(position, first, second, parts_of(weight))


def distance_by(position: Floats, first: Rows, second: Rows, parts: Floats) -> Floats:
    """The same by parts of the weights, from `parts_of`."""
    if len(position) * len(first) * math.prod(position.shape[2:]) <= _AT_ONCE:
        gaps = position.take(first, axis=1)
        gaps -= position.take(second, axis=1)
        gaps *= gaps
        gaps *= _beside(parts, gaps) / 4.0
        total = over_rows(gaps)
        return np.sqrt(total, out=total)
    total = np.zeros((len(first), *position.shape[2:]))
    for issue, share in enumerate(parts):
        gap = position[issue].take(first, axis=0)
        gap -= position[issue].take(second, axis=0)
        gap *= gap
        gap *= share / 4.0
        total += gap
    return np.sqrt(total, out=total)


def parts_of(weight: Floats) -> Floats:
    """Each weight over their sum, (issue, run); numbers alone, (issue,), where all runs have the same: quicker."""
    columns = weight.reshape(len(weight), -1)
    n = columns.shape[1]  # of no pair at all there is no first one
    alike = n == 1 or (n > 1 and bool((columns == columns[:, :1]).all()))
    columns = columns[:, :1] if alike else columns
    found = columns / over_rows(columns)
    return found[:, 0] if alike else found


def _beside(parts: Floats, values: Floats) -> Floats:
    """Parts (issue,) or (issue, run) with the axes of values (issue, ..., run)."""
    inner = (1,) * (values.ndim - parts.ndim)
    return parts.reshape(len(parts), *inner, *parts.shape[1:])


def row_total(values: Floats) -> Floats:
    """Sum of all rows, (..., run); 0 over no row. Its bits hang on the number of rows, never on the number of runs.

    Parameters
    ----------
    values : (..., row, run)
    """
    if values.shape[-2] == 0:
        return np.zeros((*values.shape[:-2], values.shape[-1]))
    return np.add.reduceat(values, _FIRST, axis=-2)[..., 0, :]


def mean_where(values: Floats, counted: Flags, otherwise: float = 0.0) -> Floats:
    """Mean over the counted rows, (run,); `otherwise` where none counts.

    Parameters
    ----------
    values, counted : (row, run)
    """
    n_counted = tally.count(counted)
    total = row_total(np.where(counted, values, 0.0))
    return np.divide(total, n_counted, out=np.full(total.shape, otherwise), where=n_counted > 0)


def distance_of(position: Floats, among: Ties, weight: Floats) -> Floats:
    """The same between the ends of ties, in their shape.

    Parameters
    ----------
    position : (issue, actor, run) [-1, 1]
    among : ties to look at
    weight : (issue, run) om, positive; (issue, 1) or (issue,) where all runs have the same
    """
    total: Floats = np.zeros(())
    parts = parts_of(weight)
    for of_issue, share in zip(position, parts if parts.ndim == 1 else map(among.per_run, parts), strict=True):
        gap = among.sources(of_issue)
        gap -= among.targets(of_issue)
        gap *= gap
        gap *= share / 4.0
        total = gap + total if total.ndim == 0 else np.add(total, gap, out=total)
    return np.sqrt(total, out=total)


def agreement_of(among: Links, state: State) -> Floats:
    """How far the ends of links pull the same way on what matters to both, (link,) [-1, 1]."""
    position, salience = (array.reshape(len(array), -1) for array in (state.position, state.salience))
    shared = salience.take(among.source, axis=1) * salience.take(among.target, axis=1)
    pulls = shared * position.take(among.source, axis=1) * position.take(among.target, axis=1)
    return formulas.agreement(over_rows(pulls), over_rows(shared))


def heard(position: Floats, weight: Floats, own_weight: Floats, among: Ties) -> Floats:
    """The weighted mean of the positions of an actor's allies and its own.

    heard_ik = (w_ii x_ik + sum_j w_ij x_jk) / (w_ii + sum_j w_ij)

    Sums run tie by tie in their order, so that a run's bits do not hang on the runs beside it.

    Parameters
    ----------
    position : (issue, actor, run)
    weight : w_ij >= 0 of source i for target j, in the shape of the ties
    own_weight : (actor, run) w_ii > 0
    among : who hears whom

    Returns
    -------
    (issue, actor, run)
    """
    said, weights = among.sum_said(weight, position)
    result = own_weight * position
    result += said
    result /= own_weight + weights
    return result


def partners_heard(heard: Floats, coupled: Sequence[Sequence[tuple[int, int]]]) -> Floats:
    """For each issue the signed sum of what is heard on the issues coupled with it, (issue, actor, run)."""
    result = np.zeros_like(heard)
    for issue, partners in enumerate(coupled):
        for partner, sign in partners:
            result[issue] += sign * heard[partner]
    return result
