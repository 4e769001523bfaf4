"""Spans of places, laid end to end."""

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
