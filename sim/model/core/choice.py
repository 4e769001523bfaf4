"""Choosing among alternatives that rules have scored."""

from __future__ import annotations

import numpy as np

from sim.model.core import tally
from sim.model.state import Counts, Flags, Floats, Rows


def shares(score: Floats, issue: Rows, group: Rows, odds: Floats, shape: tuple[int, int]) -> Floats:
    """How each group divides its means over alternatives and an outside option of score 0.

    weight = max(0, exp(score) - 1) odds
    share = weight / (1 + sum of the group's weights)

    A multinomial logit with its outside option taken off every weight: an alternative that is worth no more than
    saving is not taken, so that adding places of no use changes nothing. In the plain logit each of them draws some
    effort: three tenths of all that was spent in the first trial of the NAFTA case.

    Parameters
    ----------
    score, odds : (alternative,) what it is worth [logits], above 0 since others are not taken, and what its weight is
        multiplied by, > 0
    issue, group : (alternative,) what it is about, and whose it is
    shape : how many issues, and how many groups

    Returns
    -------
    (alternative,); a group sums to less than 1, the rest is saved
    """
    best = best_of(score, group, shape[1:])
    saved = np.exp(-best)  # the best is taken off so that no exponential overflows; it cancels below
    weight = score - best.take(group)
    np.exp(weight, out=weight)
    weight -= saved.take(group)
    np.maximum(weight, 0.0, out=weight)
    weight *= odds
    total = saved
    for of_issue in tally.sum_at(weight, issue * shape[1] + group, shape):
        total = total + of_issue
    weight /= total.take(group)
    return weight


def first_best(value: Floats) -> Counts:
    """The leading row of the largest value; of equal ones the lowest row.

    Parameters
    ----------
    value : (row, ..., run), no NaN

    Returns
    -------
    (..., run)
    """
    return np.argmax(value, axis=0)


def best_of(value: Floats, group: Rows, shape: tuple[int, ...]) -> Floats:
    """The largest value of each group; 0 where a group has none above it.

    Parameters
    ----------
    value : (entry,)
    group : (entry,) place in an array of `shape`, laid end to end
    """
    best = np.zeros(shape)
    np.maximum.at(best.reshape(-1), group, value)
    return best


def combinations(n_options: int, n_slots: int) -> Counts:
    """Every way to give each slot one of the options, (slot, n_options ** n_slots); the first slot changes slowest.

    >>> combinations(2, 2)
    array([[0, 0, 1, 1],
           [0, 1, 0, 1]])
    """
    return np.indices((n_options,) * n_slots, dtype=np.int64).reshape(n_slots, -1)


def picked(weight: Floats, kind: Rows, draws: Floats) -> Counts:
    """The first option at which the cumulated share of the weights exceeds the draw; option 0 if all weigh nothing.

    Parameters
    ----------
    weight : (option, kind) >= 0
    kind : (row, run) which column of the weights holds
    draws : (row, run) uniform [0, 1)

    Returns
    -------
    (row, run)

    >>> weight = np.array([[0.25, 0.0], [0.75, 0.0]])
    >>> picked(weight, np.array([[0], [0], [1]]), np.array([[0.2], [0.25], [0.9]]))[:, 0]
    array([0, 1, 0])
    """
    total = np.cumsum(weight, axis=0)
    whole = total[-1]
    share = np.divide(total, whole, out=np.ones_like(total), where=whole > 0.0)
    option = np.zeros(draws.shape, dtype=np.int64)
    for of_option in share:
        option += draws >= of_option[kind]
    return option


def gumbel(draws: Floats) -> Floats:
    """Draws that, added to scores, make the largest sum fall on each row with odds exp(score).

    gumbel = -log(-log(draws))

    Yellott1977. Who comes next falls on those who are left with the same odds, so that the largest n are n draws
    without replacement.

    Parameters
    ----------
    draws : uniform [0, 1); 0 counts as the smallest number above it that is drawn
    """
    return -np.log(-np.log(np.maximum(draws, 2.0**-54)))


def seats(score: Floats, group: Rows, n_by_group: Counts, may: Flags) -> Flags:
    """Who is seated: of each group the n highest among those who may; of equal scores the lower rows.

    Parameters
    ----------
    score : (row, run), no NaN
    group : (row,) rising
    n_by_group : (group,) seats; they stay empty where fewer may
    may : (row, run)

    Returns
    -------
    (row, run)

    >>> score = np.array([[0.5], [0.9], [0.9], [0.1], [0.2]])
    >>> seats(score, np.array([0, 0, 0, 1, 1]), np.array([1, 2]), np.array([[True]] * 4 + [[False]]))[:, 0]
    array([False,  True, False,  True, False])
    """
    order = np.argsort(
        np.where(may, -score, np.inf).T, axis=1, kind="stable"
    )  # a run's rows side by side: twice as fast
    if len(n_by_group) > 1:
        small = group.astype(np.min_scalar_type(len(n_by_group)))  # numbers of few bits are sorted by counting
        order = np.take_along_axis(order, np.argsort(small[order], axis=1, kind="stable"), axis=1)
    place = np.arange(len(group)) - np.searchsorted(group, group)  # among its group; the same rows in every run
    is_seated = np.empty(order.shape, dtype=bool)
    np.put_along_axis(is_seated, order, (place < n_by_group[group])[None, :], axis=1)
    return np.ascontiguousarray(is_seated.T) & may
