"""Places: spans of them laid end to end, and those that come numbered anew."""

from __future__ import annotations

import numpy as np

from sim.model.state import Rows


def places(first: Rows, count: Rows) -> Rows:
    """All places of some spans, one span after the other.

    Parameters
    ----------
    first, count : (span,) where each begins, and how many places it has, >= 0

    >>> places(np.array([5, 0, 8]), np.array([2, 0, 3]))
    array([ 5,  6,  8,  9, 10])
    """
    before = np.cumsum(count) - count
    return np.asarray(np.repeat(first - before, count) + np.arange(int(count.sum())), dtype=np.intp)


def numbered(rows: Rows, n: int) -> tuple[Rows, Rows]:
    """Which of n rows come, rising, and for each of the n its place among these; of those that do not come it is 0.

    >>> numbered(np.array([3, 1, 3]), 5)
    (array([1, 3]), array([0, 0, 0, 1, 0]))
    """
    comes = np.zeros(n, dtype=bool)
    comes[rows] = True
    found, place = np.flatnonzero(comes), np.zeros(n, dtype=np.intp)
    place[found] = np.arange(len(found))
    return found, place
