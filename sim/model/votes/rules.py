"""E6: how members vote, what reaches the floor, what it takes to pass, and what is offered for it."""

from __future__ import annotations

import numpy as np
from scipy.special import ndtr

from sim.model.state import Counts, Flags, Floats

PROBIT_SCALE = 1.702  # the logistic distribution's nearest normal spread


ROUNDING = 1e-9  # votes


def plank_gain(position: Floats, status_quo: Floats, proposed: Floats) -> Floats:
    """What a member gains on one issue if the proposal passes.                             (rule E6-1)

    gain = [(position - status_quo)^2 - (position - proposed)^2] / 4

    Reads   position x, status_quo q, proposed y [-1, 1]
    Writes  gain [-1, 1]
    Source  Tsebelis2002 ch. 1: quadratic loss around an ideal point; the 4 is the largest squared distance.

    >>> float(plank_gain(0.5, -1.0, 1.0))
    0.5
    """
    return (np.square(position - status_quo) - np.square(position - proposed)) / 4.0


def plank_slope(status_quo: Floats, proposed: Floats) -> Floats:
    """How much more a member gains for each step along the proposal's axis.                (rule E6-2)

    slope = |proposed - status_quo| / 2

    Reads   status_quo q, proposed y [-1, 1]
    Writes  slope [0-1]: the derivative of plank_gain along the move from q to y
    Source  follows from plank_gain; members of a bloc are taken to differ along this one axis (ours).

    >>> float(plank_slope(-1.0, 1.0))
    1.0
    """
    return np.abs(proposed - status_quo) / 2.0


def plank_lobby(status_quo: Floats, proposed: Floats, pressure: Floats, pressure_reference: Floats) -> Floats:
    """How much lobbying has turned toward the proposal on one issue since positions were coded.   (rule E6-3)

    lobby = (proposed - status_quo) / 2 (pressure - pressure_reference)

    Reads   status_quo, proposed [-1, 1], pressure now and at the reference [-1, 1]
    Writes  lobby [-2, 2]
    Source  HallDeardorff2006 for effort that moves votes; the change, since earlier effort is in the coded positions.

    >>> plank_lobby(-1.0, 1.0, 0.25, -0.25)
    0.5
    """
    return (proposed - status_quo) / 2.0 * (pressure - pressure_reference)


def vote_shift(
    is_governing: Flags,
    endorsed: Floats,
    constituency: Floats,
    lobby: Floats,
    *,
    same_party: Floats,
    endorsement_weight: Floats,
    constituency_weight: Floats,
    lobby_weight: Floats,
) -> Floats:
    """What moves a bloc's votes besides its convictions.                                   (rule E6-4)

    shift = bp is_governing + bl endorsed + bc constituency + bu lobby

    Reads   is_governing {0, 1}, endorsed, constituency [-1, 1], lobby [-2, 2]; weights [logits]
    Writes  shift [logits toward yea]
    Source  Magee2010 for the president's party; the sum of logits is ours. same_party rests on four votes.

    >>> w = dict(same_party=1.0, endorsement_weight=0.5, constituency_weight=0.5, lobby_weight=1.0)
    >>> vote_shift(True, -1.0, 0.0, 0.25, **w)
    0.75
    """
    return (
        same_party * is_governing
        + endorsement_weight * endorsed
        + constituency_weight * constituency
        + lobby_weight * lobby
    )


def member_gain(gain: Floats, slope: Floats, offset: Floats) -> Floats:
    """A member gains more or less than the mean of its bloc.                               (rule E6-5)

    member_gain = gain + slope offset

    Reads   gain [-1, 1] of the bloc's mean, slope [0-1], offset of this member from it along the axis [position]
    Writes  member_gain [gain]
    Source  Voteview for the spread of members (.22); only spread and indifference together are identified.

    >>> member_gain(0.25, 1.0, -0.25)
    0.0
    """
    return gain + slope * offset


def prob_yea(gain: Floats, indifference: Floats, shift: Floats) -> Floats:
    """The more a member gains, the likelier the yea.                                       (rule E6-6)

    prob = logistic(gain / indifference + shift)

    Reads   gain [-1, 1], indifference [gain per logit], shift [logits], from vote_shift
    Writes  prob [0-1]
    Source  the random-utility vote of the spatial model (Tsebelis2002; Voteview).

    >>> float(prob_yea(0.0, 0.3, 0.0))
    0.5
    """
    return 0.5 * (1.0 + np.tanh(0.5 * (gain / indifference + shift)))


def party_line(gain: Floats, indifference: Floats, shift: Floats) -> Floats:
    """A bloc's line is what its mean member prefers.                                       (rule E6-7)

    line = 1 if gain / indifference + shift > 0 else 0

    Reads   gain [-1, 1], indifference [gain per logit], shift [logits]
    Writes  line {0, 1}
    Source  ours; the limit of prob_yea without indifference.

    >>> float(party_line(-0.1, 0.3, 0.0))
    0.0
    """
    return np.where(gain / indifference + shift > 0.0, 1.0, 0.0)


def loyalty(coalition_share: Floats) -> Floats:
    """The fewer supporters an executive needs, the more closely they follow it.            (rule E6-8)

    loyalty = 1 - coalition_share

    Reads   coalition_share w/S [0-1]
    Writes  loyalty: share of governing members who follow the executive [0-1]
    Source  BuenoDeMesquita2003: the loyalty norm W/S; taken as a share of members, ours.

    >>> loyalty(0.25)
    0.75
    """
    return 1.0 - coalition_share


def follow_line(prob: Floats, line: Floats, discipline: Floats) -> Floats:
    """Under a whip some members follow the line and the others vote their mind.            (rule E6-9)

    prob' = (1 - discipline) prob + discipline line

    Reads   prob [0-1], from prob_yea; line {0, 1}; discipline [0-1]
    Writes  prob' [0-1]
    Source  ours; discipline is a property of the chamber, written in the scenario.

    >>> follow_line(0.5, 1.0, 0.5)
    0.75
    """
    return (1.0 - discipline) * prob + discipline * line


def spread_score(gain: Floats, indifference: Floats, shift: Floats, slope: Floats, dispersion: Floats) -> Floats:
    """How many spreads a bloc's mean stands from indifference.                             (rule E6-10)

    z = (gain + indifference shift) / sqrt((slope dispersion)^2 + (1.702 indifference)^2)

    Reads   gain [-1, 1], indifference [gain per logit], shift [logits], slope [0-1], dispersion [sd of positions]
    Writes  z; the normal distribution at z is the bloc's expected share of yeas, to about .01
    Source  closed form of member_gain and prob_yea; the logistic is read as a normal of spread 1.702.

    >>> float(spread_score(0.0, 0.3, 0.0, 1.0, 0.22))
    0.0
    """
    spread = np.sqrt(np.square(slope * dispersion) + np.square(PROBIT_SCALE * indifference))
    return (gain + indifference * shift) / spread


def plank_external(status_quo: Floats, proposed: Floats, external: Floats) -> Floats:
    """How far pressure from abroad favors the proposal on one issue.                       (rule E6-11)

    cost = (proposed - status_quo) / 2 external

    Reads   status_quo, proposed [-1, 1]; external [-2, 2] on the government that decides
    Writes  cost of staying out [-2, 2], below 0: of going in
    Source  KeckSikkink1998 for leverage from abroad; the product is that of plank_lobby (ours).

    >>> plank_external(-1.0, 1.0, 0.5)
    0.5
    """
    return (proposed - status_quo) / 2.0 * external


def heed_external(shift: Floats, external: Floats, external_weight: Floats) -> Floats:
    """An executive that decides alone reckons with its cost abroad.                        (rule E6-12)

    shift' = shift + bx external

    Reads   shift [logits], from vote_shift; external [-2, 2], from plank_external, weighted over issues;
            external_weight bx [logits]
    Writes  shift' [logits toward yea]
    Source  ours; chambers are pressed at home alone.

    >>> heed_external(0.25, 0.5, 1.0)
    0.75
    """
    return shift + external_weight * external


def majority_need(seats: Counts) -> Floats:
    """The fewest votes that are more than half.                                            (rule E6-13)

    need = floor(seats / 2) + 1

    Reads   seats [members]
    Writes  need [votes]
    Source  definition.

    >>> float(majority_need(100)), float(majority_need(435))
    (51.0, 218.0)
    """
    return np.floor(seats / 2.0) + 1.0


def share_need(seats: Counts, needed: Floats) -> Floats:
    """The fewest votes that reach a share.                                                 (rule E6-14)

    need = ceil(needed seats - 1e-9)

    Reads   seats [members], needed [0-1]
    Writes  need [votes]
    Source  definition; the last term is for shares such as 2/3, which no computer holds exactly.

    >>> float(share_need(128, 2 / 3)), float(share_need(9, 2 / 3))
    (86.0, 6.0)
    """
    return np.ceil(needed * seats - ROUNDING)


def is_majority(yeas: Floats | Counts, seats: Floats | Counts) -> Flags:
    """A majority is more than half of the votes; a tie is not enough.                      (rule E6-15)

    passed = (2 yeas > seats)

    Reads   yeas [votes], seats [members who voted]
    Writes  passed {0, 1}
    Source  definition.

    >>> is_majority(50, 100), is_majority(51, 100)
    (False, True)
    """
    return 2 * yeas > seats


def is_share(yeas: Floats, seats: Floats, needed: Floats) -> Flags:
    """A qualified majority is a share of the votes, or of their weights.                   (rule E6-16)

    passed = (seats > 0 and yeas >= needed seats - 1e-9)

    Reads   yeas, seats [votes, or votes times weight]; needed [0-1]
    Writes  passed {0, 1}
    Source  definition.

    >>> bool(is_share(6, 9, 2 / 3)), bool(is_share(5, 9, 2 / 3))
    (True, False)
    """
    return (seats > 0) & (yeas >= needed * seats - ROUNDING)


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
