"""E3 and E13: with whom actors ally, what a tie costs, and how trust grows and breaks."""

from __future__ import annotations

import numpy as np

from sim.state import Flags, Floats

SMALLEST_GAIN = 1e-9  # units per year


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


def ict_spread(year: float, ict_midpoint: Floats, ict_growth: Floats) -> Floats:
    """How far cheap communication has spread.                                              (rule E13-1)

    ict = logistic(ict_growth (year - ict_midpoint))

    Reads   year [calendar], ict_midpoint [calendar year], ict_growth [logits per year]
    Writes  ict [0-1]
    Source  S20 for the change of the 2000s; the logistic curve is the usual form of diffusion.

    >>> float(ict_spread(2003.0, 2003.0, 0.3))
    0.5
    """
    return logistic(ict_growth * (year - ict_midpoint))


def tie_cost(crosses_border: Flags, ict: Floats, ict_saving: Floats) -> Floats:
    """What it costs to keep a tie: more across a border, less once communication is cheap. (rule E13-2)

    cost = exp(-ict_saving ict) (1 + crosses_border (1 - ict))

    Reads   crosses_border {0, 1}, ict [0-1], from ict_spread; ict_saving [>= 0]
    Writes  cost [0-2], in units of a tie at home before cheap communication
    Source  S20; the form is ours. A scale of its own would only multiply alliance.cost: it is fixed at 1.

    >>> float(tie_cost(True, 0.0, 1.0))
    2.0
    """
    return np.exp(-ict_saving * ict) * (1.0 + crosses_border * (1.0 - ict))


def forum_presence(years_since: Floats, forum_memory: Floats) -> Floats:
    """How much a meeting still brings its participants together.                           (rule E3-2)

    presence = exp(-max(0, years_since) / forum_memory)

    Reads   years_since [years since its last month; <= 0 while it goes on], forum_memory [years]
    Writes  presence [0-1]
    Source  LeifeldSchneider2012 for shared forums making ties; the fading is ours.

    >>> float(forum_presence(-1.0, 2.0))
    1.0
    """
    return np.exp(-np.maximum(0.0, years_since) / forum_memory)


def ally_appeal(
    distance: Floats,
    trust: Floats,
    shared_forums: Floats,
    power: Floats,
    is_reciprocal: Flags,
    closure: Floats,
    cost: Floats,
    stigma_abroad: Floats,
    *,
    similarity_weight: Floats,
    trust_weight: Floats,
    forum_weight: Floats,
    prestige_weight: Floats,
    reciprocity_weight: Floats,
    closure_weight: Floats,
    cost_weight: Floats,
    stigma_weight: Floats,
) -> Floats:
    """What speaks for holding another actor as an ally, before the general readiness.      (rule E3-3)

    appeal = bh (1 - distance) + bt trust + bf shared_forums + bp power + br is_reciprocal + btr closure - bc cost
             - bs stigma_abroad

    Reads   distance as perceived (E2), trust, closure [0-1], shared_forums [forums], is_reciprocal {0, 1},
            power of the target [0-1], to which the body of a council adds its legitimacy (E10-5) [0-2],
            cost [0-2], stigma_abroad: the source's stigma if the tie crosses a border, else 0; weights [logits]
    Writes  appeal [logits]
    Source  LeifeldSchneider2012, whose data give bh, bt, bf, bp, br; closure as in Snijders2001; cost (E13) and stigma
            (E8) are ours.

    >>> w = dict(similarity_weight=1, trust_weight=2, forum_weight=0, prestige_weight=1, stigma_weight=1)
    >>> w |= dict(reciprocity_weight=1, closure_weight=1, cost_weight=0.5)
    >>> ally_appeal(0.5, 0.5, 1, 1.0, True, 0.0, 1.0, 0.25, **w)
    2.75
    """
    return (
        similarity_weight * (1.0 - distance)
        + trust_weight * trust
        + forum_weight * shared_forums
        + prestige_weight * power
        + reciprocity_weight * is_reciprocal
        + closure_weight * closure
        - cost_weight * cost
        - stigma_weight * stigma_abroad
    )


def prob_open(appeal: Floats, tie_intercept: Floats, rate: Floats, dt: float) -> Floats:
    """The chance that a tie that is not there opens in this step.                          (rule E3-4)

    prob = 1 - exp(-rate logistic(tie_intercept + appeal) dt)

    Reads   appeal, tie_intercept [logits], rate [per year], dt [years]
    Writes  prob_open [0-1]
    Source  Snijders2001 for ties as a process in time; with prob_lapse the long-run share is the measured probability.

    >>> round(float(prob_open(0.0, 0.0, 1.0, 1.0)), 4)
    0.3935
    """
    return 1.0 - np.exp(-rate * logistic(tie_intercept + appeal) * dt)


def prob_lapse(appeal: Floats, tie_intercept: Floats, rate: Floats, dt: float) -> Floats:
    """The chance that a tie lapses in this step.                                           (rule E3-5)

    prob = 1 - exp(-rate (1 - logistic(tie_intercept + appeal)) dt)

    Reads   appeal, tie_intercept [logits], rate [per year], dt [years]
    Writes  prob_lapse [0-1]
    Source  as prob_open. A measured probability of a stock must not be used as a flow: density would run away.

    >>> round(float(prob_lapse(0.0, 0.0, 1.0, 1.0)), 4)
    0.3935
    """
    return 1.0 - np.exp(-rate * logistic(-(tie_intercept + appeal)) * dt)


def succeeded(progress: Floats) -> Flags:
    """An actor has succeeded when pressure moved its way where it spends effort.           (rule E3-6)

    is_success = progress > 1e-9

    Reads   progress [units per year], from attention.gained_pressure
    Writes  is_success {0, 1}
    Source  ours; the threshold keeps rounding in a standstill from counting as success.

    >>> bool(succeeded(np.float64(0.5)))
    True
    """
    return progress > SMALLEST_GAIN


def gain_trust(trust: Floats, is_joint_success: Flags, share: Floats) -> Floats:
    """Allies who both see pressure move their way trust each other more.                   (rule E3-7)

    trust' = trust + share is_joint_success (1 - trust)

    Reads   trust [0-1], is_joint_success {0, 1}, share [0-1], from share_in_step(trust_gain)
    Writes  trust' [0-1]
    Source  Henry2011 for trust from shared success; the form is ours.

    >>> gain_trust(0.5, True, 0.5)
    0.75
    """
    return trust + share * is_joint_success * (1.0 - trust)


def lose_trust(trust: Floats, is_defection: Flags, trust_loss: Floats) -> Floats:
    """An ally who walks out loses trust with the one left behind.                          (rule E3-8)

    trust' = trust - trust_loss is_defection trust

    Reads   trust [0-1], is_defection {0, 1}, trust_loss [0-1]
    Writes  trust' [0-1]
    Source  Henry2011; a share rather than an amount keeps trust in its bounds (ours).

    >>> lose_trust(0.5, True, 0.5)
    0.25
    """
    return trust - trust_loss * is_defection * trust


def grant_trust(trust: Floats, initial_trust: Floats) -> Floats:
    """A documented ally or contact is trusted to some degree, or more if trust was higher. (rule E3-9)

    trust' = max(trust, initial_trust)

    Reads   trust [0-1], initial_trust [0-1]
    Writes  trust' [0-1]
    Source  ours; the chemnet tie of scientific information enters as this trust. A tie that merely opens earns none:
            trust speaks for keeping a tie, so granting it at the opening let density rise by half on chemnet.

    >>> float(grant_trust(0.1, 0.5))
    0.5
    """
    return np.maximum(trust, initial_trust)
