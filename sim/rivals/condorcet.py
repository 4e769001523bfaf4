"""Probabilistic Condorcet election: whichever option is likeliest to beat all others (KTAB)."""

from __future__ import annotations

import numpy as np

from sim.model.state import Floats

LEAST = 1e-8  # strength of a coalition that nobody joins


def distances(position: Floats, salience: Floats) -> Floats:
    """How far each actor finds each actor's position from its own, (actor, option) [0, 1].

    d_ij = sqrt(sum over issues of (s_ik (x_ik - x_jk))^2 / sum of s_ik^2)

    Parameters
    ----------
    position, salience : (issue, actor), positions [0, 1]

    Source  WiseEtAl2015, spatial model.

    >>> distances(np.array([[0.0, 1.0], [0.0, 0.0]]), np.array([[3.0, 0.0], [4.0, 1.0]])).round(2).tolist()
    [[0.0, 0.6], [0.0, 0.0]]
    """
    weighted = salience[:, :, None] * (position[:, :, None] - position[:, None, :])
    return np.sqrt((weighted**2).sum(axis=0) / (salience**2).sum(axis=0)[:, None])


def coalitions(utility: Floats, power: Floats) -> Floats:
    """Strength of those who want each option rather than each other, (option, option), in the unit of power.

    C_ab = sum over k of w_k max(u_ka - u_kb, 0)

    Parameters
    ----------
    utility : (actor, option)

    Source  WiseEtAl2015, proportional voting.

    >>> coalitions(np.array([[1.0, 0.0], [0.0, 0.5]]), np.array([2.0, 1.0])).round(3).tolist()
    [[0.0, 2.0], [0.5, 0.0]]
    """
    wanted = utility[:, :, None] - utility[:, None, :]
    return (power[:, None, None] * np.maximum(wanted, 0.0)).sum(axis=0) + LEAST


def chances(strength: Floats) -> Floats:
    """Chance of each option to beat all others, given that one does, (option,); they sum to 1.

    P(a > b) = C_ab / (C_ab + C_ba);  p_a ~ product over b of P(a > b)

    Source  WiseEtAl2015, linear victory, conditional election: the settings of its reference runs.

    >>> chances(np.array([[1.0, 3.0], [1.0, 1.0]])).tolist()
    [0.75, 0.25]
    """
    beats = strength / (strength + strength.T)
    alone = beats.prod(axis=1)
    return alone / alone.sum()


def risk_attitudes(chance: Floats) -> Floats:
    """How averse to risk the holder of each option is, (option,) [-1/2, 1]: the likelier it is to win, the more.

    R_i = (3 p_i - max p - 2 min p) / (2 (max p - min p))

    Source  WiseEtAl2015, middle range of attitudes: the setting of its reference runs.

    >>> risk_attitudes(np.array([0.1, 0.3, 0.6])).round(3).tolist()
    [-0.5, 0.1, 1.0]
    """
    spread = float(np.ptp(chance))
    if spread == 0.0:
        return np.zeros_like(chance)
    return (3.0 * chance - chance.max() - 2.0 * chance.min()) / (2.0 * spread)


def utilities(distance: Floats, attitude: Floats) -> Floats:
    """What each actor makes of each option, (actor, option) [0, 1].

    u = (1 - d)(1 + R d)

    Source  WiseEtAl2015.

    >>> utilities(np.array([[0.0, 0.5]]), np.array([1.0])).tolist()
    [[1.0, 0.75]]
    """
    return (1.0 - distance) * (1.0 + attitude[:, None] * distance)


def election(position: Floats, salience: Floats, power: Floats) -> Floats:
    """Chance of each actor's position to win, (actor,): first without attitudes to risk, then with those it implies.

    A position that several hold is one option; its chance stands with the first of them, the others have 0.

    Parameters
    ----------
    position, salience : (issue, actor), positions [0, 1]
    power : (actor,)

    Source  WiseEtAl2015, first turn of the reference runs.

    >>> election(np.array([[0.0, 0.5, 1.0]]), np.ones((1, 3)), np.array([1.0, 3.0, 1.0])).round(3).tolist()
    [0.232, 0.536, 0.232]
    """
    distance = distances(position, salience)
    attitude = risk_attitudes(chances(coalitions(1.0 - distance, power)))
    options = np.sort(np.unique(position, axis=1, return_index=True)[1])
    found = np.zeros(position.shape[1])
    found[options] = chances(coalitions(utilities(distance, attitude)[:, options], power))
    return found
