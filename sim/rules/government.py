"""E6: how members of a chamber vote, alone, under a whip and under an executive, and what their votes come to."""

from __future__ import annotations

import numpy as np

from sim.state import Counts, Flags, Floats

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
