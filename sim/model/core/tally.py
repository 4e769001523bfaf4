"""Counting: pressure on organs, attention in a country, votes in a chamber."""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np
from scipy.sparse import _sparsetools as kernels

from sim.model.state import Counts, Flags, Floats, Rows


class Groups:
    """Rows put in groups; sums them as the product with a sparse matrix of ones does.

    A group's rows are added one after the other, so that rows of zeros change no bit, nor does the number of runs; and
    it takes an eighth of the time of `np.add.reduceat`. scipy's kernel is called as it is: what `@` does around it
    takes longer than most of the sums here.
    """

    def __init__(self, key: Rows, n: int, rows: Rows | None = None) -> None:
        self.n, self._n_rows = n, len(key)
        self._ends = np.concatenate([[0], np.cumsum(np.bincount(key, minlength=n))]).astype(np.int64)
        order = np.argsort(key, kind="stable")
        self._rows = order if rows is None else rows[order]
        self._ones = np.ones(len(key))

    def sum(self, values: Floats) -> Floats:
        """Values (row, run) summed by group, (n, run); of `rows`, where these were given, one for each key."""
        total = np.zeros((self.n, values.shape[1]))
        self.add(values, total)
        return total

    def add(self, values: Floats, total: Floats) -> None:
        """Add values (row, ...) to totals (n, ...), or (...) of one group, which are changed."""
        each, total = np.ascontiguousarray(values, dtype=np.float64).reshape(-1), total.reshape(-1)
        n_columns = total.size // self.n if self.n else 0
        if n_columns == 1:
            kernels.csr_matvec(self.n, self._n_rows, self._ends, self._rows, self._ones, each, total)
        elif n_columns:
            kernels.csr_matvecs(self.n, self._n_rows, n_columns, self._ends, self._rows, self._ones, each, total)


def groups(key: Rows, n: int, rows: Rows | None = None) -> Groups:
    """The groups that a key makes, found again where it was seen before.

    Parameters
    ----------
    key : (row,) the group of each row, from 0 to below n
    rows : (row,) which rows of the values are meant, each as often as it comes; None: all of them in their order
    """
    return _groups(key.tobytes(), n, None if rows is None else rows.tobytes())


@lru_cache(maxsize=1024)  # making it takes longer than using it, and keys come again month after month
def _groups(key: bytes, n: int, rows: bytes | None) -> Groups:
    picked = None if rows is None else np.frombuffer(rows, dtype=np.intp)
    return Groups(np.frombuffer(key, dtype=np.intp), n, picked)


@lru_cache(maxsize=256)
def _one_group(n_rows: int) -> Groups:
    return Groups(np.zeros(n_rows, dtype=np.intp), 1)


def sum_by(values: Floats, key: Rows, n: int, rows: Rows | None = None) -> Floats:
    """Values summed by group, (n, run).

    Parameters
    ----------
    values : (row, run)
    key : (row,) the group of each row, from 0 to below n
    rows : as in `groups`; then the key is of these
    """
    return groups(key, n, rows).sum(values)


def sum_at(values: Floats, key: Rows, shape: tuple[int, ...]) -> Floats:
    """Values summed one after the other at places of an array of some shape, laid end to end; elsewhere 0.

    Parameters
    ----------
    values, key : (entry,)
    """
    total = np.bincount(key, values, math.prod(shape))
    return total.astype(np.float64, copy=False).reshape(shape)  # of no entries numpy makes whole numbers


def over_rows(values: Floats) -> Floats:
    """Values summed over the leading rows, one after the other.

    Parameters
    ----------
    values : (row, ..., run)
    """
    total = np.zeros(values.shape[1:])
    _one_group(len(values)).add(values, total)
    return total


def sum_along(values: Floats, key: Rows, n: int) -> Floats:
    """Values summed by group of the middle axis, (first, n, run).

    Parameters
    ----------
    values : (first, row, run)
    key : (row,) the group of each row, from 0 to below n
    """
    rows = values.swapaxes(0, 1)
    total = sum_by(rows.reshape(len(rows), math.prod(rows.shape[1:])), key, n)
    return total.reshape(n, len(values), values.shape[-1]).swapaxes(0, 1)


def weighted_mean(values: Floats, weights: Floats) -> Floats:
    """Mean over a few leading rows in their order, (..., run); 0 where all weights are 0.

    Parameters
    ----------
    values : (plank, ..., run) or (plank, 1)
    weights : (plank, run) or (plank, ..., run), >= 0
    """
    top = np.zeros(weights.shape[-1])
    bottom = np.zeros(weights.shape[-1])
    for value, weight in zip(values, weights, strict=True):
        top = top + weight * value
        bottom = bottom + weight
    return np.divide(top, bottom, out=np.zeros_like(top), where=bottom > 0.0)


def weighted_share(held: Floats, weights: Floats) -> Floats:
    """What share of some weights is held, or the mean of values by their weights, (run,); 0 where there are none.

    Of whole numbers it is the same to the bit whatever their order.

    Parameters
    ----------
    held : (row, run) share of each row [0, 1], or any values
    weights : (row, run) >= 0
    """
    whole = over_rows(weights)
    return np.divide(over_rows(held * weights), whole, out=np.zeros_like(whole), where=whole > 0.0)


def parts(weights: Floats) -> Floats:
    """How much of the whole each row is, (row, run) [0, 1]; 0 where all weights are 0.

    Parameters
    ----------
    weights : (row, run) >= 0
    """
    return np.divide(weights, over_rows(weights), out=np.zeros_like(weights), where=weights > 0.0)


def count(votes: Flags) -> Counts:
    """Yes votes, (run,), from (member, run)."""
    found: Counts = np.add.reduce(votes, axis=0, dtype=np.int64)  # half the time of count_nonzero along an axis
    return found


def largest_remainders(weight: Floats, n: int) -> Counts:
    """Seats of each row: the whole ones of its share first, the rest to the largest remainders, (row,).

    Of equal remainders the earlier row comes first. Remainders that differ by rounding alone are equal. Nobody gets a
    seat where all weights are 0.

    Parameters
    ----------
    weight : (row,) >= 0
    n : seats in all, >= 0

    >>> largest_remainders(np.array([47.0, 16.0, 15.9, 12.0, 6.0, 3.1]), 10)
    array([5, 2, 1, 1, 1, 0])
    """
    whole = math.fsum(weight)
    if whole <= 0.0:
        return np.zeros(len(weight), dtype=np.int64)
    quota = np.round(n * weight / whole, 9)
    found = np.floor(quota).astype(np.int64)
    first = np.argsort(-np.round(quota - found, 9), kind="stable")
    found[first[: n - int(found.sum())]] += 1
    return found
