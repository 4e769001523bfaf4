"""How far a group stands with one actor: its allies, weighted by the bodies that they stand for."""

from __future__ import annotations

import numpy as np

from sim.model.core import tally
from sim.model.setting import Edges
from sim.model.state import Flags, Floats, Rows


def allied(alliances: Flags, edges: Edges, actor: int, others: Rows) -> Flags:
    """Which of some others are allied with an actor, (other, run); nobody is with itself.

    Parameters
    ----------
    alliances : (edge, run), the same both ways
    """
    found = np.zeros((len(others), alliances.shape[-1]), dtype=bool)
    one = np.full(len(others), actor, dtype=np.intp)
    there = np.flatnonzero(edges.has(one, others))
    found[there] = alliances[edges.rows(one[there], others[there])]
    return found


def share_of(counted: Flags, among: Flags, size: Floats) -> Floats:
    """Share by size of the rows among some that count, (run,) [0, 1]; 0 where there are none.

    Parameters
    ----------
    counted, among : (row, run)
    size : (row,)
    """
    return tally.weighted_share(counted.astype(np.float64), among * size[:, None])


def bodies(counted: Flags, size: Floats) -> Floats:
    """Bodies that the counted rows stand for, (run,).

    Parameters
    ----------
    counted : (row, run)
    size : (row,)
    """
    return tally.over_rows(counted * size[:, None])


def spread(values: Floats, counted: Flags, size: Floats) -> Floats:
    """Variance over the counted rows, weighted by size, (run,); 0 where none counts.

    Parameters
    ----------
    values, counted : (row, run)
    size : (row,)
    """
    weight = counted * size[:, None]
    mean, square = (tally.weighted_share(power, weight) for power in (values, values * values))
    return np.maximum(square - mean * mean, 0.0)
