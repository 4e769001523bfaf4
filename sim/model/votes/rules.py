"""E6: how members vote, what reaches the floor, what it takes to pass, and what is offered for it."""

from __future__ import annotations

import numpy as np
from scipy.special import ndtr

from sim.model.state import Counts, Flags, Floats

PROBIT_SCALE = 1.702  # the logistic distribution's nearest normal spread


ROUNDING = 1e-9  # votes


def plank_gain(position: Floats, base: Floats, proposed: Floats) -> Floats:
    """What a member gains on one plank if the proposal passes.                             (rule E6-1)

    gain = [(position - base)^2 - (position - proposed)^2] / 4

    Reads   position x, base: what the plank is compared with, from plank_base; proposed y [-1, 1]
    Writes  gain [-1, 1]
    Source  Tsebelis2002 ch. 1: quadratic loss around an ideal point; the 4 is the largest squared distance.

    >>> float(plank_gain(0.5, -1.0, 1.0))
    0.5
    """
    return (np.square(position - base) - np.square(position - proposed)) / 4.0


def plank_base(is_main: Flags, status_quo: Floats, coded_at: Floats) -> Floats:
    """A proposal is judged against the status quo on what it is about, and by its news on the rest. (rule E6-2)

    base = status_quo on the main plank, coded_at on the others

    Reads   is_main {0, 1}: the plank with the largest change, the first of equal ones; status_quo q; coded_at c: what
            was on the table when positions were coded [-1, 1]
    Writes  base [-1, 1]
    Source  ours: a position coded while a promise lay on the table holds that promise already, so that a plank with
            y = c adds nothing, and one that changes nothing takes no weight from the others.

    >>> plank_base(np.array([True, False]), np.array([-1.0, 0.0]), np.array([1.0, -0.6])).tolist()
    [-1.0, -0.6]
    """
    return np.where(is_main, status_quo, coded_at)


def plank_weight(is_main: Flags, salience: Floats, total: Floats) -> Floats:
    """The main plank counts in full, the others by their part of all that an actor cares about.    (rule E6-3)

    weight = 1 on the main plank, salience / total on the others

    Reads   is_main {0, 1}; salience [0-1] of the plank's issue; total: of all issues of the case [>= 0]
    Writes  weight [0-1]
    Source  ours: side provisions move a vote as far as their issue matters, and never dilute the main one.

    >>> plank_weight(np.array([True, False]), np.array([0.5, 0.5]), np.array([2.0, 2.0])).tolist()
    [1.0, 0.25]
    """
    part = salience / np.where(total > 0.0, total, 1.0)
    return np.where(is_main, 1.0, part)


def own_push(own: Floats, gain: Floats, is_there: Flags) -> Floats:
    """A president pulls his party toward what he wants, and the other party away from it.  (rule E6-5)

    push = own sign(gain) is_there

    Reads   own: 1/2 for the executive's party, -1/2 for another, 0 without a party; gain [-1, 1] of the executive if
            the proposal passes; is_there {0, 1}: it is active
    Writes  push [-1/2, 1/2]
    Source  measured on votes on trade under presidents of both parties: evidence/trade_votes.py. One who is against
            pulls his party against, and one who is gone pulls nobody.

    >>> float(own_push(0.5, -0.2, True)), float(own_push(-0.5, 0.3, False))
    (-0.5, -0.0)
    """
    return own * np.sign(gain) * is_there


def president_shift(push: Floats, push_reference: Floats, own_president: Floats) -> Floats:
    """A change in the executive's pull since a bloc was coded moves its votes.             (rule E6-4)

    president = own_president (push - push_reference)

    Reads   push, from own_push, now and when the bloc was coded; own_president [logits]
    Writes  president [logits toward yea], a term of the shift that prob_yea reads
    Source  Magee2010 for the president's party; what was there when positions were coded is in them.

    >>> float(president_shift(0.5, -0.5, 0.5))
    0.5
    """
    return own_president * (push - push_reference)


def campaign_shift(openness: Floats, built: Floats, built_reference: Floats, effect: Floats) -> Floats:
    """What campaigns add to a bloc's convictions.                                           (rule E6-6)

    shift = effect openness (built - built_reference)

    Reads   openness of the bloc's door on the main plank [0-1]; built-up pressure toward yes now and when the bloc was
            coded [-1, 1]; effect [logits]
    Writes  shift [logits toward yea]
    Source  HallDeardorff2006 for effort that moves votes; the change, since earlier effort is in the coded positions.

    >>> float(campaign_shift(0.5, 0.5, -0.5, 2.0))
    1.0
    """
    return effect * openness * (built - built_reference)


def common_shock(draw: Floats) -> Floats:
    """States that must say yes or stay out share the draw of the day.                      (rule E6-7)

    shock = log(draw / (1 - draw)); a state says yes if gain / indifference + shift + shock > 0

    Reads   draw [0-1], one for all states of a decision
    Writes  shock [logits], logistic
    Source  ours: what a meeting finds is common to all who sit there. With a draw for each, seven states that are
            each likely to agree nearly never do together.

    >>> bool(0.9 + common_shock(0.3) > 0.0), bool(0.9 + common_shock(0.25) > 0.0)
    (True, False)
    """
    kept = np.minimum(np.maximum(draw, 2.0**-54), 1.0 - 2.0**-53)
    return np.log(kept / (1.0 - kept))


def prob_yea(gain: Floats, indifference: Floats, shift: Floats) -> Floats:
    """The more a member gains, the likelier the yea.                                       (rule E6-8)

    prob = logistic(gain / indifference + shift)

    Reads   gain [-1, 1], indifference [gain per logit], shift [logits], with the shocks of the day
    Writes  prob [0-1]
    Source  the random-utility vote of the spatial model (Tsebelis2002; Voteview).

    >>> float(prob_yea(0.0, 0.3, 0.0))
    0.5
    """
    return 0.5 * (1.0 + np.tanh(0.5 * (gain / indifference + shift)))


def party_line(gain: Floats, indifference: Floats, shift: Floats) -> Floats:
    """A bloc's line is what its mean member prefers.                                       (rule E6-9)

    line = 1 if gain / indifference + shift > 0 else 0

    Reads   gain [-1, 1], indifference [gain per logit], shift [logits]
    Writes  line {0, 1}
    Source  ours; the limit of prob_yea without indifference.

    >>> float(party_line(-0.1, 0.3, 0.0))
    0.0
    """
    return np.where(gain / indifference + shift > 0.0, 1.0, 0.0)


def follow_line(prob: Floats, line: Floats, discipline: Floats) -> Floats:
    """Under a whip some members follow the line and the others vote their mind.            (rule E6-10)

    prob' = (1 - discipline) prob + discipline line

    Reads   prob [0-1], from prob_yea; line {0, 1}; discipline [0-1]
    Writes  prob' [0-1]
    Source  ours; discipline is a property of the chamber, written in the scenario.

    >>> follow_line(0.5, 1.0, 0.5)
    0.75
    """
    return (1.0 - discipline) * prob + discipline * line


def spread_score(gain: Floats, indifference: Floats, shift: Floats, slope: Floats, dispersion: Floats) -> Floats:
    """How many spreads a bloc's mean stands from indifference.                             (rule E6-11)

    z = (gain + indifference shift) / sqrt((slope dispersion)^2 + (1.702 indifference)^2)

    Reads   gain [-1, 1], indifference [gain per logit], shift [logits], slope [0-1], dispersion [sd of positions]
    Writes  z; the normal distribution at z is the bloc's expected share of yeas, to about .01
    Source  closed form of a member's gain (gain + slope offset) and prob_yea; the logistic is read as a normal of
            spread 1.702.

    >>> float(spread_score(0.0, 0.3, 0.0, 1.0, 0.22))
    0.0
    """
    spread = np.sqrt(np.square(slope * dispersion) + np.square(PROBIT_SCALE * indifference))
    return (gain + indifference * shift) / spread


def majority_need(seats: Counts) -> Floats:
    """The fewest votes that are more than half.                                            (rule E6-12)

    need = floor(seats / 2) + 1

    Reads   seats [members]
    Writes  need [votes]
    Source  definition.

    >>> float(majority_need(100)), float(majority_need(435))
    (51.0, 218.0)
    """
    return np.floor(seats / 2.0) + 1.0


def share_need(seats: Counts, needed: Floats) -> Floats:
    """The fewest votes that reach a share.                                                 (rule E6-13)

    need = ceil(needed seats - 1e-9)

    Reads   seats [members], needed [0-1]
    Writes  need [votes]
    Source  definition; the last term is for shares such as 2/3, which no computer holds exactly.

    >>> float(share_need(128, 2 / 3)), float(share_need(9, 2 / 3))
    (86.0, 6.0)
    """
    return np.ceil(needed * seats - ROUNDING)


def is_share(yeas: Floats, seats: Floats, needed: Floats) -> Flags:
    """A qualified majority is a share of the votes, or of their weights.                   (rule E6-14)

    passed = (seats > 0 and yeas >= needed seats - 1e-9)

    Reads   yeas, seats [votes, or votes times weight]; needed [0-1]
    Writes  passed {0, 1}
    Source  definition.

    >>> bool(is_share(6, 9, 2 / 3)), bool(is_share(5, 9, 2 / 3))
    (True, False)
    """
    return (seats > 0) & (yeas >= needed * seats - ROUNDING)


LEAST_VARIANCE = 1e-9  # votes squared


def is_taken_back(nays: Counts, seats: Counts, needed: Floats) -> Flags:
    """What was adopted is taken back when enough of its chamber has turned against it.     (rule E6-15)

    repealed = (seats > 0 and nays >= needed seats - 1e-9)

    Reads   nays [votes], seats less the members who still keep it (still_keeps); seats [members]; needed [0-1]
    Writes  repealed {0, 1}
    Source  ours; the window and the share stand in the scenario.

    >>> bool(is_taken_back(75, 100, 0.75)), bool(is_taken_back(74, 100, 0.75))
    (True, False)
    """
    return (seats > 0) & (nays >= needed * seats - ROUNDING)


def provision_position(provision: Counts, consulted: Floats, side: Floats, core: Floats) -> Floats:
    """Where an agreement stands on an issue, by how it treats it.                          (rule E6-16)

    position = -1 if provision is 0, consulted if 1, side if 2, core if 3

    Reads   provision {0 off, 1 consulted, 2 side agreement, 3 core}; consulted, side, core [-1, 1]
    Writes  position [-1, 1]
    Source  ours; a bare agreement (0) stands at the negative pole.

    >>> [float(provision_position(z, -0.6, 0.0, 0.8)) for z in range(4)]
    [-1.0, -0.6, 0.0, 0.8]
    """
    agreed = np.where(provision == 1, consulted, np.where(provision == 2, side, core))
    return np.where(provision == 0, -1.0, agreed)


def vote_variance(whole: Floats, squares: Floats, party_shock: Floats, vote_shock: Floats) -> Floats:
    """What is learned before the vote moves the members of a party, and all, together.     (rule E6-17)

    variance = whole + party_shock^2 squares + (vote_shock whole)^2

    Reads   whole: sum of members prob (1 - prob) [votes squared]; squares: sum over parties of the square of each
            party's part of it; party_shock, vote_shock [logits], their spreads
    Writes  variance [votes squared] of the yeas
    Source  ours; to first order a logit moves members prob (1 - prob) votes.

    >>> float(vote_variance(50.0, 1250.0, 0.5, 0.1))
    387.5
    """
    return whole + np.square(party_shock) * squares + np.square(vote_shock * whole)


def prob_ratify(mean: Floats, variance: Floats, need: Floats) -> Floats:
    """How likely a body ratifies, as a proposer sees it beforehand.                        (rule E6-18)

    prob = Phi((mean - need + 1/2) / sqrt(max(variance, 1e-9)))

    Reads   mean [votes], variance [votes squared], of the yeas; need [votes]
    Writes  prob [0-1]
    Source  normal approximation of a count, with its half vote.

    >>> float(prob_ratify(50.5, 25.0, 51.0)), round(float(prob_ratify(60.5, 25.0, 51.0)), 3)
    (0.5, 0.977)
    """
    return ndtr((mean - need + 0.5) / np.sqrt(np.maximum(variance, LEAST_VARIANCE)))


def proposer_worth(gain: Floats, n_on_table: Counts, table_cost: Floats) -> Floats:
    """A proposer pays for every issue that it puts on the table.                           (rule E6-19)

    worth = max(0, gain - c_table n_on_table)

    Reads   gain [-1, 1] of the proposer from the package; n_on_table [issues that are not off];
            table_cost c_table [gain per issue]
    Writes  worth [0-1]
    Source  ours; without the cost every issue would be on the table.

    >>> float(proposer_worth(0.5, 2, 0.125))
    0.25
    """
    return np.maximum(0.0, gain - table_cost * n_on_table)


def accepts(gain: Floats, going_on: Floats) -> Flags:
    """One accepts what is worth no less than to go on.                                     (rule E6-21)

    accepts = (gain >= going_on)

    Reads   gain: what a package is worth to a party; going_on: what it expects if the talks go on, 0 when time is up
            [-1, 1]
    Writes  accepts {0, 1}
    Source  Rubinstein1982 and OsborneRubinstein1990, ch. 3: the indifferent accept.

    >>> bool(accepts(0.25, 0.25)), bool(accepts(-0.1, 0.0))
    (True, False)
    """
    return gain >= going_on


def still_keeps(prob: Floats, draw: Floats) -> Flags:
    """A member keeps what was adopted until its probability of a yea falls to its draw.     (rule E6-20)

    keeps = (draw < prob)

    Reads   prob [0-1], from prob_yea now, under the party shocks of the vote; draw [0-1), one for each member, other
            than at the vote and held from the vote to the end of the window
    Writes  keeps {0, 1}
    Source  ours; a draw of members, as at the vote. It is held since new draws in every month would make repeal a
            matter of time: the most hostile of 300 drawn chambers would decide, not where members come to stand.

    >>> bool(still_keeps(0.6, 0.5)), bool(still_keeps(0.4, 0.5))
    (True, False)
    """
    return draw < prob
