"""Two codings of the same actors, cell by cell: how far are they apart?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from sim.model.state import Floats
from sim.scenario.reading.node import Node, View

SECOND = "second_coding"  # the variant whose table holds the second coding
GROUPS = ("positions", "saliences", "capability")

Error = tuple[float, float]
"""Coding error of positions, and of saliences: how far they move either way, each [0-1]."""


@dataclass(frozen=True)
class Agreement:
    """How near two codings of one kind of number are to each other.

    Attributes
    ----------
    cells
        How many numbers both give.
    difference
        Mean absolute difference, in the unit of the numbers.
    correlation
        Pearson's, over cells; None where a coding says the same everywhere.
    same_sign
        Share of the cells with the same sign, where 0 is a sign of its own.
    """

    cells: int
    difference: float
    correlation: float | None
    same_sign: float


def pairs(document: Node) -> dict[str, Floats]:
    """Numbers that the case as written and its second coding both give.

    Parameters
    ----------
    document
        A case as read, without a variant put in.

    Returns
    -------
    dict[str, Floats]
        By `positions`, `saliences`, `capability`: (coding, cell), the first coding first. All without a cell where
        the case has no variant `second_coding` with a table.
    """
    view = View.of(document)
    found: dict[str, list[tuple[float, float]]] = {group: [] for group in GROUPS}
    for name, row in _entries(view["variants"][SECOND]["rows"].node).items():
        actor = _entries(_entries(view["actors"].node).get(name))
        for group, cells in found.items():
            cells += _both(actor.get(group), _entries(row).get(group))
    return {group: np.array(cells, dtype=float).reshape(-1, 2).T for group, cells in found.items()}


def _entries(node: Node | None) -> dict[str, Node]:
    return node.value if node is not None and isinstance(node.value, dict) else {}


def _both(first: Node | None, second: Node | None) -> Iterator[tuple[float, float]]:
    """Give the numbers of a column, or of a column for each issue, that stand in both codings."""
    if first is None or second is None:
        return
    if isinstance(first.value, int | float) and isinstance(second.value, int | float):
        yield float(first.value), float(second.value)
    for issue, cell in _entries(second).items():
        yield from _both(_entries(first).get(issue), cell)


def agreements(document: Node) -> dict[str, Agreement]:
    """How near the two codings of a case are to each other, by kind of number; nothing where there is but one."""
    return {group: agreement(*both) for group, both in pairs(document).items() if both.shape[1]}


def agreement(first: Floats, second: Floats) -> Agreement:
    """Compare two codings of the same cells, (cell,) each, one cell at least.

    >>> agreement(np.array([0.5, -0.5, 0.0]), np.array([0.25, -1.0, 0.0]))
    Agreement(cells=3, difference=0.25, correlation=0.944..., same_sign=1.0)
    """
    varies = bool(np.ptp(first) and np.ptp(second))
    return Agreement(
        len(first),
        float(np.mean(np.abs(first - second))),
        float(np.corrcoef(first, second)[0, 1]) if varies else None,
        float(np.mean(np.sign(first) == np.sign(second))),
    )


def coding_error(document: Node) -> Error | None:
    """Mean absolute difference of positions, and of saliences, between the two codings; None where there is but one."""
    both = pairs(document)
    gaps = [np.abs(both[group][0] - both[group][1]) for group in ("positions", "saliences")]
    position, salience = (float(np.mean(gap)) if len(gap) else 0.0 for gap in gaps)
    return (position, salience) if any(map(len, gaps)) else None
