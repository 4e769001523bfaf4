"""E6: gates, payments and packages: what reaches the floor, what it takes to pass, and what is offered for it."""

from __future__ import annotations

import numpy as np
from scipy.special import ndtr

from sim.state import Counts, Flags, Floats

LEAST_VARIANCE = 1e-9  # votes squared


def is_consensus(yeas: Floats, seats: Floats) -> Flags:
    """Where consensus is the rule, any member may block.                                   (rule E6-17)

    passed = (yeas = seats and seats > 0)

    Reads   yeas [votes], seats [members who voted]
    Writes  passed {0, 1}
    Source  definition; Tsebelis2002 ch. 1: every member is a veto player.

    >>> bool(is_consensus(9, 9)), bool(is_consensus(8, 9))
    (True, False)
    """
    return (seats > 0) & (yeas == seats)


def is_in_force(n_ratified: Counts, ratifications: Counts) -> Flags:
    """A treaty is in force once enough states have said yes.                               (rule E6-18)

    passed = (n_ratified >= ratifications)

    Reads   n_ratified [states with a majority at home], ratifications [states]
    Writes  passed {0, 1}
    Source  definition; a state that says no is not bound, and does not block the others.

    >>> is_in_force(2, 3), is_in_force(3, 3)
    (False, True)
    """
    return n_ratified >= ratifications


def is_taken_back(forecast: Floats, seats: Counts, needed: Floats) -> Flags:
    """What was adopted is taken back when enough of its chamber has turned against it.     (rule E6-19)

    repealed = (seats > 0 and 1 - forecast / seats >= needed)

    Reads   forecast [votes], sum of prob_yea over members now; seats [members]; needed [0-1]
    Writes  repealed {0, 1}
    Source  ours; the window and the share stand in the scenario.

    >>> bool(is_taken_back(25.0, 100.0, 0.75)), bool(is_taken_back(50.0, 100.0, 0.75))
    (True, False)
    """
    return (seats > 0) & (1.0 - forecast / np.maximum(seats, 1) >= needed)


def opens_gate(gain: Floats) -> Flags:
    """A gatekeeper lets through what it prefers to the status quo.                         (rule E6-20)

    is_open = (gain > 0)

    Reads   gain [-1, 1] of the gatekeeper, from plank_gain weighted over issues
    Writes  is_open {0, 1}
    Source  RomerRosenthal1978: a closed rule, so that nothing is amended on the floor.

    >>> opens_gate(0.1), opens_gate(0.0)
    (True, False)
    """
    return gain > 0.0


def reserve_price(member_gain: Floats, indifference: Floats, shift: Floats) -> Floats:
    """What it takes to make a member indifferent.                                          (rule E6-21)

    price = max(0, -(member_gain + indifference shift))

    Reads   member_gain [gain], indifference [gain per logit], shift [logits]
    Writes  price [gain], 0 for those who lean toward yea
    Source  GrosecloseSnyder1996; that lobbying and party count as gain follows from prob_yea (ours).

    >>> float(reserve_price(-0.5, 0.25, 1.0)), float(reserve_price(0.5, 0.25, -1.0))
    (0.25, 0.0)
    """
    return np.maximum(0.0, -(member_gain + indifference * shift))


def bought_share(prob: Floats) -> Floats:
    """A payment makes a yea certain that was only likely.                                  (rule E6-22)

    bought = 1 - prob

    Reads   prob [0-1] of a yea without payment
    Writes  bought [0-1], the yeas that a payment is expected to add
    Source  ours.

    >>> bought_share(0.25)
    0.75
    """
    return 1.0 - prob


def votes_lacking(forecast: Floats, need: Floats, cushion: Floats) -> Floats:
    """A sponsor wants more than a bare majority, to be safe.                               (rule E6-23)

    lack = need + cushion - forecast

    Reads   forecast [votes], sum of prob_yea over members; need [votes]; cushion [votes]
    Writes  lack [votes], 0 or less where nothing is bought
    Source  GrosecloseSnyder1996 for supermajorities; a fixed cushion against a random vote is ours.

    >>> votes_lacking(210.0, 218.0, 10.0)
    18.0
    """
    return need + cushion - forecast


def is_withdrawn(forecast: Floats, bought: Floats, need: Floats) -> Flags:
    """A bill that would fail even with the votes bought is taken back.                     (rule E6-24)

    withdrawn = (forecast + bought < need)

    Reads   forecast [votes], bought [votes], sum of bought_share over those paid; need [votes], without cushion
    Writes  withdrawn {0, 1}
    Source  ours; who reckons with defeat saves the payments and a recorded vote.

    >>> is_withdrawn(190.0, 20.0, 218.0), is_withdrawn(190.0, 28.0, 218.0)
    (True, False)
    """
    return forecast + bought < need


def treatment_position(treatment: Counts, consulted: Floats, side: Floats, core: Floats) -> Floats:
    """Where an agreement stands on an issue, by how it treats it.                          (rule E6-25)

    position = -1 if treatment is 0, consulted if 1, side if 2, core if 3

    Reads   treatment {0 off, 1 consulted, 2 side agreement, 3 core}; consulted, side, core [-1, 1]
    Writes  position [-1, 1]
    Source  ours; a bare agreement (0) stands at the negative pole.

    >>> [float(treatment_position(z, -0.6, 0.0, 0.8)) for z in range(4)]
    [-1.0, -0.6, 0.0, 0.8]
    """
    treated = np.where(treatment == 1, consulted, np.where(treatment == 2, side, core))
    return np.where(treatment == 0, -1.0, treated)


def mean_prob(score: Floats) -> Floats:
    """The share of a bloc that is expected to say yes.                                     (rule E6-26)

    prob = Phi(score)

    Reads   score z [spreads], from spread_score
    Writes  prob [0-1]
    Source  closed form over the members of a bloc, see spread_score.

    >>> float(mean_prob(0.0)), round(float(mean_prob(1.6449)), 3)
    (0.5, 0.95)
    """
    return ndtr(score)


def bloc_mean(members: Counts, prob: Floats) -> Floats:
    """How many yeas a bloc is expected to bring.                                           (rule E6-27)

    mean = members prob

    Reads   members [votes], prob [0-1], from mean_prob
    Writes  mean [votes]
    Source  binomial.

    >>> bloc_mean(100, 0.25)
    25.0
    """
    return members * prob


def bloc_variance(members: Counts, prob: Floats) -> Floats:
    """How uncertain the count of a bloc is if its members vote apart.                      (rule E6-28)

    variance = members prob (1 - prob)

    Reads   members [votes], prob [0-1], from mean_prob
    Writes  variance [votes squared]
    Source  binomial.

    >>> bloc_variance(100, 0.5)
    25.0
    """
    return members * prob * (1.0 - prob)


def party_variance(binomial: Floats, party_shock: Floats) -> Floats:
    """What a party learns before the vote moves all its members together.                  (rule E6-29)

    variance = binomial + (party_shock binomial)^2

    Reads   binomial [votes squared], sum of bloc_variance over the party; party_shock [logits], its spread
    Writes  variance [votes squared] of the party's yeas
    Source  ours; to first order a logit moves members prob (1 - prob) votes.

    >>> float(party_variance(25.0, 0.5))
    181.25
    """
    return binomial + np.square(party_shock * binomial)


def prob_ratify(mean: Floats, variance: Floats, need: Floats) -> Floats:
    """How likely a body ratifies, as a proposer sees it beforehand.                        (rule E6-30)

    prob = Phi((mean - need + 1/2) / sqrt(max(variance, 1e-9)))

    Reads   mean [votes], variance [votes squared], of the yeas; need [votes]
    Writes  prob [0-1]
    Source  normal approximation of a count, with its half vote.

    >>> float(prob_ratify(50.5, 25.0, 51.0)), round(float(prob_ratify(60.5, 25.0, 51.0)), 3)
    (0.5, 0.977)
    """
    return ndtr((mean - need + 0.5) / np.sqrt(np.maximum(variance, LEAST_VARIANCE)))


def gatekeeper_worth(gain: Floats) -> Floats:
    """A package is worth nothing if a gatekeeper refuses it, and more the better it likes it.   (rule E6-31)

    worth = max(0, gain)

    Reads   gain [-1, 1] of the gatekeeper from the package
    Writes  worth [0-1]
    Source  RomerRosenthal1978 for the veto; that more is better is Nash's product (ours).

    >>> float(gatekeeper_worth(0.25)), float(gatekeeper_worth(-0.25))
    (0.25, 0.0)
    """
    return np.maximum(0.0, gain)


def proposer_worth(gain: Floats, n_on_table: Counts, table_cost: Floats) -> Floats:
    """A proposer pays for every issue that it puts on the table.                           (rule E6-32)

    worth = max(0, gain - c_table n_on_table)

    Reads   gain [-1, 1] of the proposer from the package; n_on_table [issues that are not off];
            table_cost c_table [gain per issue]
    Writes  worth [0-1]
    Source  ours; without the cost every issue would be treated.

    >>> float(proposer_worth(0.5, 2, 0.125))
    0.25
    """
    return np.maximum(0.0, gain - table_cost * n_on_table)


def package_worth(prob_ratify: Floats, prob_accept: Floats, gatekeeper_worth: Floats, proposer_worth: Floats) -> Floats:
    """A proposer offers what it likes, weighed by the chance that all others agree.        (rule E6-33)

    worth = prob_ratify prob_accept gatekeeper_worth proposer_worth

    Reads   prob_ratify [0-1], product over bodies; prob_accept [0-1], product of prob_yea over partners;
            gatekeeper_worth [0-1], product over gatekeepers; proposer_worth [0-1]
    Writes  worth [0-1]
    Source  Tsebelis2002 ch. 2 for the agenda setter's choice among what veto players accept; the product is ours.

    >>> package_worth(0.5, 0.5, 1.0, 0.5)
    0.125
    """
    return prob_ratify * prob_accept * gatekeeper_worth * proposer_worth
