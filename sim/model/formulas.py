"""What several mechanisms share: what a yearly rate does in one step, log-odds, the scale of capability."""

from __future__ import annotations

import numpy as np

from sim.model.state import Floats, Rows


def share_in_step(rate: Floats, dt: float) -> Floats:
    """Part of the way to its target that a quantity goes in one step.                      (rule R-1)

    share = 1 - exp(-rate dt)

    Reads   rate [per year, >= 0; infinity: all the way], dt [years]
    Writes  share [0-1]
    Source  exact solution of dx/dt = rate (target - x); makes every rule independent of the step's length.

    >>> round(float(share_in_step(np.float64(1.5), 1 / 12)), 4)
    0.1175
    """
    return 1.0 - np.exp(-rate * dt)


def approach(value: Floats, target: Floats, share: Floats) -> Floats:
    """A quantity goes a share of the way to its target.                                    (rule R-2)

    value' = value + share (target - value)

    Reads   value, target [any unit], share [0-1], from share_in_step
    Writes  value' [same unit]
    Source  as share_in_step.

    >>> approach(0.25, 0.75, 0.5)
    0.5
    """
    return value + share * (target - value)


def logistic(log_odds: Floats) -> Floats:
    """The probability that log-odds stand for.                                             (rule E3-1)

    p = 1 / (1 + exp(-log_odds))

    Reads   log_odds [any]
    Writes  p [0-1]
    Source  definition; the hyperbolic tangent neither overflows nor warns.

    >>> float(logistic(0.0))
    0.5
    """
    return 0.5 * (1.0 + np.tanh(0.5 * log_odds))


def relative_power(capability: Floats) -> Floats:
    """An actor's prestige on a scale from 0 to 1.                                          (rule E1-4)

    power = capability / 5

    Reads   capability [1-5, ordinal]
    Writes  power [0.2-1]
    Source  ours: the coding's ordinal scale, made a share of its top.

    >>> relative_power(4.0)
    0.8
    """
    return capability / 5.0


def lift(level: Floats, weight: Floats, signal: Floats) -> Floats:
    """A signal fills part of the room that a share has left.                               (rule R-3)

    level' = level + (1 - level) weight signal

    Reads   level [0-1]; weight [0-1], how much of the room a full signal fills; signal [0-1]
    Writes  level' [0-1]
    Source  ours. Salience under media (E4): each actor has a target of its own, since one common to all would bring
            every coded salience to one number within months (BaumgartnerJones1993 for the pattern). Openness under a
            shock (E14): what all the world looks at is harder to keep shut (claim S16).

    >>> lift(0.5, 0.5, 0.5)
    0.625
    """
    return level + (1.0 - level) * weight * signal


def of_tier(tier: Rows, deep_core: Floats, policy_core: Floats, secondary: Floats) -> Floats:
    """What holds for an issue by the depth of the belief that it touches.                  (rule R-4)

    value = deep_core if tier is 0, policy_core if 1, secondary if 2

    Reads   tier {0 deep core, 1 policy core, 2 secondary}; three values of one kind [any unit]
    Writes  value [same unit], such as a multiple of susceptibility
    Source  SabatierJenkinsSmith1993 for three tiers of belief.

    >>> [float(of_tier(tier, 0.25, 1.0, 3.0)) for tier in range(3)]
    [0.25, 1.0, 3.0]
    """
    return np.where(tier == 0, deep_core, np.where(tier == 1, policy_core, secondary))


def tier_weight(tier: Rows, ratio: Floats) -> Floats:
    """The deeper the belief that an issue touches, the more it weighs in distances.        (rule R-5)

    weight = ratio ** (2 - tier)

    Reads   tier {0 deep core, 1 policy core, 2 secondary}; ratio of each tier to the next [times]
    Writes  weight [times that of a secondary issue]
    Source  SabatierJenkinsSmith1993 for the order; one ratio from tier to tier is ours.

    >>> [float(tier_weight(np.intp(tier), np.float64(2.0))) for tier in range(3)]
    [4.0, 2.0, 1.0]
    """
    return ratio ** (2 - tier)


def agreement(together: Floats, shared: Floats) -> Floats:
    """How far two actors pull the same way on what matters to both.                         (rule E4-12)

    agree = together / shared, 0 where nothing matters to both

    Reads   together: sum over issues of s_i s_j x_i x_j [-issues, issues]; shared: the same of s_i s_j [0 and up], of
            saliences s [0-1] and positions x [-1, 1] of both
    Writes  agree [-1, 1]
    Source  HojnackiKimball1998 and Junk2019 for coalitions of the like-minded; the mean is ours.

    >>> float(agreement(np.float64(0.625), np.float64(1.25)))  # at 1 and -1 against .5 and -.5
    0.5
    """
    return np.divide(together, shared, out=np.zeros_like(together), where=shared > 0.0)
