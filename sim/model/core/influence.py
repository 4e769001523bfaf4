"""Influence propagation: distances, and the weighted mean of what each actor hears."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from sim.model import formulas
from sim.model.core.links import Links, Ties
from sim.model.core.tally import over_rows
from sim.model.state import Flags, Floats, Rows, State


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
    total = np.zeros((len(first), *position.shape[2:]))
    for issue, share in enumerate(_parts(weight)):
        gap = position[issue].take(first, axis=0)
        gap -= position[issue].take(second, axis=0)
        gap *= gap
        gap *= share / 4.0
        total += gap
    return np.sqrt(total, out=total)


def _parts(weight: Floats) -> Floats:
    """Each weight over their sum, (issue, run); numbers alone, (issue,), where all runs have the same: quicker."""
    columns = weight.reshape(len(weight), -1)
    alike = columns.size > 0 and bool((columns == columns[:, :1]).all())  # of no pair at all there is no first one
    columns = columns[:, :1] if alike else columns
    found = columns / over_rows(columns)
    return found[:, 0] if alike else found


def row_total(values: Floats) -> Floats:
    """Sum of all rows, (run,); 0 over no row. Its bits hang on the number of rows, never on the number of runs.

    Parameters
    ----------
    values : (row, run)
    """
    if len(values) == 0:
        return np.zeros(values.shape[-1])
    return np.add.reduceat(values, [0], axis=0)[0]


def mean_where(values: Floats, counted: Flags, otherwise: float = 0.0) -> Floats:
    """Mean over the counted rows, (run,); `otherwise` where none counts.

    Parameters
    ----------
    values, counted : (row, run)
    """
    n_counted = np.count_nonzero(counted, axis=0)
    mean = row_total(np.where(counted, values, 0.0)) / np.maximum(n_counted, 1)
    return np.where(n_counted > 0, mean, otherwise)


def distance_of(position: Floats, among: Ties, weight: Floats) -> Floats:
    """The same between the ends of ties, in their shape.

    Parameters
    ----------
    position : (issue, actor, run) [-1, 1]
    among : ties to look at
    weight : (issue, run) om, positive; (issue, 1) or (issue,) where all runs have the same
    """
    total: Floats = np.zeros(())
    parts = _parts(weight)
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
