"""Landscape theory: actors sort into two camps, one move at a time, downhill in energy (Axelrod and Bennett 1993)."""

from __future__ import annotations

import numpy as np

from sim.model.state import Flags, Floats, Rows


def frustration(size: Floats, propensity: Floats, camp: Flags) -> Floats:
    """How badly each actor sits: by whom it would rather be with, and is not, (..., actor).

    F_i = sum over j of s_j p_ij d_ij, d_ij = 1 across camps, 0 within

    Parameters
    ----------
    size : (actor,)
    propensity : (actor, actor) symmetric [-1, 1]; its diagonal counts for nothing
    camp : (..., actor)

    Source  AxelrodBennett1993 p. 214.

    >>> frustration(np.array([1.0, 2.0]), np.array([[0.0, -1.0], [-1.0, 0.0]]), np.array([True, False])).tolist()
    [-2.0, -1.0]
    """
    pull = size * propensity  # (i, j)
    side = camp.astype(np.float64)
    to_one = side @ pull.T
    to_all = pull.sum(axis=1) - np.diag(pull)
    apart = np.where(camp, to_all - (to_one - np.diag(pull)), to_one)
    return apart


def energy(size: Floats, propensity: Floats, camp: Flags) -> Floats:
    """Energy of configurations, (...): the frustration of all, by size.

    E = sum over i of s_i F_i

    Source  AxelrodBennett1993 p. 214.

    >>> float(energy(np.array([1.0, 2.0]), np.array([[0.0, -1.0], [-1.0, 0.0]]), np.array([True, False])))
    -4.0
    """
    return (size * frustration(size, propensity, camp)).sum(axis=-1)


def relief(size: Floats, propensity: Floats, camp: Flags) -> Floats:
    """How far energy falls if an actor alone changes camps, (..., actor).

    dE = 2 s_i (F_i now - F_i in the other camp)

    Source  AxelrodBennett1993 p. 216 note 2.

    >>> relief(np.array([1.0, 2.0]), np.array([[0.0, -1.0], [-1.0, 0.0]]), np.array([True, True])).tolist()
    [4.0, 4.0]
    """
    pull = size * propensity
    everyone = pull.sum(axis=1) - np.diag(pull)
    now = frustration(size, propensity, camp)
    return 2.0 * size * (2.0 * now - everyone)


def descend(size: Floats, propensity: Floats, camp: Flags, *, nil: float = 1e-9) -> Flags:
    """The configuration in which nobody moves any more, from a first one, (actor,): the largest relief moves first.

    Parameters
    ----------
    nil : relief up to this is rounding

    Source  AxelrodBennett1993 pp. 215-216: one actor at a time, only downhill.

    >>> descend(np.array([3.0, 1.0]), np.array([[0.0, -1.0], [-1.0, 0.0]]), np.array([True, True])).tolist()
    [False, True]
    """
    now = camp.copy()
    while True:
        gain = relief(size, propensity, now)
        first = int(np.argmax(gain))
        if gain[first] <= nil:
            return now
        now[first] = not now[first]


def minima(size: Floats, propensity: Floats) -> tuple[Flags, Floats, Rows]:
    """All configurations in which nobody would move, the first actor in camp True: camps, energies, basins.

    Returns
    -------
    camps (minimum, actor), their energies (minimum,), and from how many of the 2^(n-1) configurations each is reached

    Source  AxelrodBennett1993 p. 223 note 33: by steepest descent.

    >>> camps, energies, basins = minima(np.array([1.0, 2.0]), np.array([[0.0, -1.0], [-1.0, 0.0]]))
    >>> camps.tolist(), energies.tolist(), basins.tolist()
    ([[True, False]], [-4.0], [2])
    """
    n = len(size)
    codes = np.arange(1 << (n - 1))
    camps = np.ones((len(codes), n), dtype=bool)
    camps[:, 1:] = (codes[:, None] >> np.arange(n - 1)) & 1
    gain = relief(size, propensity, camps)
    mover = np.argmax(gain, axis=1)
    stays = gain[codes, mover] <= 1e-9
    flip = np.where(mover == 0, len(codes) - 1, 1 << np.maximum(mover - 1, 0))  # the first in the other camp: mirrored
    goes = np.where(stays, codes, codes ^ flip)
    while not np.array_equal(goes, goes[goes]):
        goes = goes[goes]
    found, basins = np.unique(goes, return_counts=True)
    return camps[found], energy(size, propensity, camps[found]), basins
