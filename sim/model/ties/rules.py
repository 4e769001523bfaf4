"""E3, E8 and E13: to whom actors listen, with whom they ally, what that costs and what is held against it."""

from __future__ import annotations

import numpy as np

from sim.model.formulas import logistic, relative_power
from sim.model.state import Flags, Floats


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


def tie_cost(crosses_border: Flags, ict: Floats) -> Floats:
    """What it costs to keep a tie: more across a border, less once communication is cheap. (rule E13-2)

    cost = exp(-ict) (1 + crosses_border (1 - ict))

    Reads   crosses_border {0, 1}, ict [0-1], from ict_spread
    Writes  cost [0-2], in units of a tie at home before cheap communication
    Source  S20; the form is ours. A scale of its own would only multiply ties.cost: it is 1.

    >>> float(tie_cost(True, 0.0))
    2.0
    """
    return np.exp(-ict) * (1.0 + crosses_border * (1.0 - ict))


def prestige(capability: Floats, legitimacy: Floats) -> Floats:
    """The strong are sought out, and so is the legitimate body of a council.               (rule E3-2)

    prestige = capability / 5 + legitimacy

    Reads   capability [1-5, ordinal]; legitimacy [0-1]: of the body of a council (E10-5), of all others 0
    Writes  prestige [0.2-2]
    Source  LeifeldSchneider2012 for reputation; that the legitimacy of a council adds to it is ours (claim S78).

    >>> float(prestige(2.5, 0.25))
    0.75
    """
    return relative_power(capability) + legitimacy


def tie_appeal(
    trust: Floats, shared_forums: Floats, cost: Floats, stigma_abroad: Floats, *, trust_weight: Floats,
    forum_weight: Floats, cost_weight: Floats, stigma_weight: Floats,
) -> Floats:  # fmt: skip
    """What speaks for a tie of either kind, as one of its ends sees it.                    (rule E3-3)

    appeal = bt trust + bf shared_forums - bc cost - bs stigma_abroad

    Reads   trust in the other [0-1], shared_forums [forums], cost [0-2], stigma_abroad: the end's own stigma [0-1] if
            the tie crosses a border, else 0; weights [logits]
    Writes  appeal [logits]
    Source  LeifeldSchneider2012, whose data give bt and bf; cost (E13) and stigma (E8) are ours.

    >>> w = dict(trust_weight=2, forum_weight=1, cost_weight=0.5, stigma_weight=1)
    >>> tie_appeal(0.5, 1, 1.0, 0.25, **w)
    1.25
    """
    return trust_weight * trust + forum_weight * shared_forums - cost_weight * cost - stigma_weight * stigma_abroad


def contact_appeal(
    appeal: Floats, distance: Floats, power: Floats, is_reciprocal: Flags, *,
    similarity_weight: Floats, prestige_weight: Floats, reciprocity_weight: Floats,
) -> Floats:  # fmt: skip
    """What speaks for listening to another actor, before the general readiness.            (rule E3-4)

    appeal' = appeal + bh (1 - distance) + bpr power + br is_reciprocal

    Reads   appeal of tie_appeal [logits]; distance [0-1]; power of the target [0.2-2], from prestige; is_reciprocal:
            the other listens {0, 1}; weights [logits]
    Writes  appeal' [logits]
    Source  LeifeldSchneider2012, whose data give bh, bpr, br and do not settle the sign of closure, the pull of all who
            are shared (evidence/ties.py).

    >>> contact_appeal(1.25, 0.5, 0.5, True, similarity_weight=1, prestige_weight=1, reciprocity_weight=1)
    3.25
    """
    return appeal + similarity_weight * (1.0 - distance) + prestige_weight * power + reciprocity_weight * is_reciprocal


def introduced_appeal(appeal: Floats, is_introduced: Flags, broker_weight: Floats) -> Floats:
    """A broker introduces those near to it to each other.                                 (rule E3-5)

    appeal' = appeal + bb is_introduced

    Reads   appeal of contact_appeal, broker_weight [logits]; is_introduced: somebody within the confidence radius of
            both is in contact with both {0, 1}
    Writes  appeal' [logits]
    Source  claims S27-S28 for brokers; the form is ours.

    >>> introduced_appeal(3.25, True, 0.5)
    3.75
    """
    return appeal + broker_weight * is_introduced


def alliance_appeal(appeal: Floats, appeal_back: Floats, agreement: Floats, agreement_weight: Floats) -> Floats:
    """What speaks for an alliance, which takes two, before the general readiness.         (rule E3-6)

    appeal' = (appeal + appeal_back) / 2 + bh agreement

    Reads   appeal of tie_appeal as either end sees it [logits]; agreement [-1, 1] (E4-12), agreement_weight [logits]
    Writes  appeal' [logits], the same for both
    Source  ours: what holds both ways is the mean of both. bh is measured on contacts, by their distance; that the same
            number weighs agreement in alliances is assumed.

    >>> alliance_appeal(1.0, 2.0, 0.5, 1.0)
    2.0
    """
    return 0.5 * (appeal + appeal_back) + agreement_weight * agreement


def may_ally(agreement: Floats, side: Floats, other_side: Floats) -> Flags:
    """Nobody begins an alliance with an opponent.                                          (rule E3-7)

    may_ally = agreement > 0 and side = other_side

    Reads   agreement [-1, 1] (E4-12); sides on the case's next decision, by what each gains from it {-1, 0, 1}
    Writes  may_ally {0, 1}; an alliance that is there already may go on
    Source  HojnackiKimball1998 and Junk2019 for coalitions of the like-minded; the two conditions are ours.

    >>> [bool(may_ally(*each)) for each in ((0.5, 1.0, 1.0), (0.5, 1.0, -1.0), (0.0, 1.0, 1.0))]
    [True, False, False]
    """
    return (agreement > 0.0) & (side == other_side)


def contact_either_way(contact: Floats, contact_back: Floats) -> Floats:
    """The share of time in which one of two listens to the other.                         (rule E3-8)

    either = 1 - (1 - contact)(1 - contact_back)

    Reads   contact, contact_back [0-1], long-run shares of time
    Writes  either [0-1]
    Source  probability of the one or the other, as if each came about by itself (ours).

    >>> contact_either_way(0.5, 0.5)
    0.75
    """
    return 1.0 - (1.0 - contact) * (1.0 - contact_back)


def prob_open(appeal: Floats, intercept: Floats, rate: Floats, dt: float) -> Floats:
    """The chance that a contact or an alliance that is not there opens in this step.       (rule E3-9)

    prob = 1 - exp(-rate logistic(intercept + appeal) dt)

    Reads   appeal, intercept [logits], rate [per year], dt [years]
    Writes  prob_open [0-1]
    Source  Snijders2001 for ties as a process in time; with prob_lapse the long-run share is the measured probability.

    >>> round(float(prob_open(0.0, 0.0, 1.0, 1.0)), 4)
    0.3935
    """
    return 1.0 - np.exp(-rate * logistic(intercept + appeal) * dt)


def prob_lapse(appeal: Floats, intercept: Floats, rate: Floats, dt: float) -> Floats:
    """The chance that a contact or an alliance lapses in this step.                        (rule E3-10)

    prob = 1 - exp(-rate (1 - logistic(intercept + appeal)) dt)

    Reads   appeal, intercept [logits], rate [per year], dt [years]
    Writes  prob_lapse [0-1]
    Source  as prob_open. A measured probability of a stock must not be used as a flow: density would run away.

    >>> round(float(prob_lapse(0.0, 0.0, 1.0, 1.0)), 4)
    0.3935
    """
    return 1.0 - np.exp(-rate * logistic(-(intercept + appeal)) * dt)


def gain_trust(trust: Floats, is_joint_success: Flags, share: Floats) -> Floats:
    """Allies who both see pressure move their way trust each other more.                  (rule E3-11)

    trust' = trust + share is_joint_success (1 - trust)

    Reads   trust [0-1], is_joint_success {0, 1}, share [0-1], from share_in_step(ties.trust_gain)
    Writes  trust' [0-1]
    Source  Henry2011 for trust from shared success; the form is ours.

    >>> gain_trust(0.5, True, 0.5)
    0.75
    """
    return trust + share * is_joint_success * (1.0 - trust)


def foreign_share(size_abroad: Floats, size_of_allies: Floats, size: Floats) -> Floats:
    """How much of an actor's coalition, itself counted, is abroad.                         (rule E8-1)

    share = size_abroad / (size + size_of_allies)

    Reads   size_abroad: bodies of its allies abroad, size_of_allies: of all its allies, size: its own [bodies]
    Writes  share [0-1]
    Source  claim S35, "allied to foreign interests"; counting bodies and itself is ours: so it does not matter whether
            an ally, or the actor, is coded as one row or two.

    >>> foreign_share(1.0, 3.0, 1.0)
    0.25
    """
    return size_abroad / (size + size_of_allies)


def stigmatize(
    stigma: Floats, rhetoric: Floats, foreign_share: Floats, stigma_rate: Floats, fade: Floats, dt: float
) -> Floats:
    """Allies abroad are held against a campaigner, and forgotten in time.                  (rule E8-2)

    stigma' = s8 + (stigma - s8) exp(-(a + f) dt),  a = rate rhetoric foreign_share, f = fade, s8 = a / (a + f)

    Reads   stigma, rhetoric, foreign_share of its allies [0-1]; stigma_rate, fade [per year]; dt [years]
    Writes  stigma' [0-1]: the solution of d stigma / dt = a (1 - stigma) - f stigma
    Source  ChristensenWeinstein2013 and claim S35 for the pattern; the equation is ours, bounded in [0, 1].

    >>> float(stigmatize(0.25, 1.0, 1.0, 0.25, 0.75, 1.0))
    0.25
    """
    grow = stigma_rate * rhetoric * foreign_share
    speed = grow + fade
    settled = np.where(speed > 0.0, grow / np.where(speed > 0.0, speed, 1.0), stigma)
    return settled + (stigma - settled) * np.exp(-speed * dt)


def legitimacy_at_home(stigma: Floats, legitimacy_loss: Floats) -> Floats:
    """The branded are heard less at home.                                                  (rule E8-3)

    legitimacy = exp(-legitimacy_loss stigma)

    Reads   stigma [0-1], legitimacy_loss [exponent]
    Writes  legitimacy [0-1]: scales access at home and influence on compatriots
    Source  claim S35 and Chaudhry2022 for the cost; the form is ours.

    >>> float(legitimacy_at_home(0.0, 1.0))
    1.0
    """
    return np.exp(-legitimacy_loss * stigma)
