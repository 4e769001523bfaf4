"""E4, E5 and E14: what actors attend to, where they press and how, and what pressure makes of policy."""

from __future__ import annotations

import numpy as np

from sim.model.state import Flags, Floats


def resources(capability: Floats, size: Floats, voice: Floats) -> Floats:
    """What an actor can spend in a year.                                                   (rule E4-1)

    resources = size 2^(capability - 1) voice

    Reads   capability [1-5, ordinal]; size [bodies]; voice [0 and up]: of the body of a council how loud it is (E10-6),
            of all others 1
    Writes  resources [units per year]
    Source  ours: each step of the ordinal coding doubles the means.

    >>> float(resources(5.0, 1.0, 1.0))
    16.0
    """
    return size * np.exp2(capability - 1.0) * voice


def venue_entry(access: Floats, receptivity: Floats, pivotality: Floats, pivotality_weight: Floats) -> Floats:
    """How far a unit of effort gets at a venue, whatever the issue.                        (rule E4-9)

    entry = access receptivity (1 + pivotality_weight pivotality)

    Reads   access of its own or lent; receptivity (the gate of E1 at the distance to the organ), pivotality [0-1];
            pivotality_weight [value]
    Writes  entry [0 and up]
    Source  HallDeardorff2006: effort goes to the near and the pivotal, not to the immovable. The product is ours.

    >>> venue_entry(1.0, 0.5, 1.0, 1.0)
    1.0
    """
    return access * receptivity * (1.0 + pivotality_weight * pivotality)


def venue_value(
    salience: Floats, openness: Floats, gap: Floats, entry: Floats, impact: Floats, venue_cost: Floats
) -> Floats:
    """What a unit of effort on an issue is worth at a venue.                               (rule E4-2)

    value = salience openness gap entry impact - venue_cost

    Reads   salience, openness [0-1], gap [0-2]; entry [0 and up], from venue_entry; impact of the best tactic [>= 1];
            venue_cost [value]
    Writes  value
    Source  KeckSikkink1998 and BaumgartnerJones1993 for venue choice. The product is ours.

    >>> venue_value(0.5, 1.0, 0.5, 1.0, 1.0, 0.125)
    0.125
    """
    return salience * openness * gap * entry * impact - venue_cost


def pivotality(spread_from_edge: Floats) -> Floats:
    """A bloc is worth pressing when many of its members are near indifference.             (rule E4-3)

    pivotality = exp(-z^2 / 2)

    Reads   spread_from_edge z [total spreads between the bloc's mean and indifference], from spread_score
    Writes  pivotality [0-1]: the density of wavering members, as a share of its peak
    Source  Tullock1980 and GrosecloseSnyder1996 for buying the marginal vote; the normal density follows from E6.

    >>> float(pivotality(0.0))
    1.0
    """
    return np.exp(-0.5 * np.square(spread_from_edge))


def contest(side_for: Floats, side_against: Floats, background: Floats, seats: Floats) -> Floats:
    """Which side an organ feels more, against a background of other business.              (rule E4-4)

    P = (F - A) / (F + A + N0 seats)

    Reads   side_for F, side_against A [units per year], as they are felt; background N0 of a whole chamber or organ
            [units per year]; seats: share of its chamber that the organ holds [0-1]
    Writes  P [-1, 1]
    Source  Tullock1980, the contest success function; N0 is ours. Does not depend on how a bloc is split, nor on dt.

    >>> float(contest(10.0, 0.0, 10.0, 1.0))
    0.5
    """
    return (side_for - side_against) / (side_for + side_against + background * seats)


def side_before(position: Floats, status_quo: Floats, proposed: Floats) -> Floats:
    """Before a decision is pending one is on the side of the nearer end.                    (rule E4-5)

    side = sign(position - (status_quo + proposed) / 2)

    Reads   position of the actor, status_quo, proposed [-1, 1] on the issue
    Writes  side toward the positive pole {-1, 0, 1}
    Source  HallDeardorff2006: lobbying supports a side, it does not argue for a point on a line. So a supporter milder
            than the organ that it presses does not hold the organ back.

    >>> float(side_before(0.25, -1.0, 1.0))
    1.0
    """
    return np.sign(position - (status_quo + proposed) / 2.0)


def lag_behind(side: Floats, lead: Floats) -> Floats:
    """One presses only an organ that lags behind.                                          (rule E4-11)

    gap = max(0, side lead)

    Reads   side {-1, 0, 1}; lead: position of the actor less policy of the organ [-2, 2]
    Writes  gap [0-2]
    Source  ours: who is content with what an organ does, or wants less of it, has no cause to press it.

    >>> lag_behind(np.array([1.0, -1.0]), np.array([0.5, 0.5])).tolist()
    [0.5, 0.0]
    """
    return np.maximum(0.0, side * lead)


def voice(own: Floats, lent: Floats, lent_voice: Floats, legitimacy: Floats) -> Floats:
    """An ally lends its voice where one has none, or a weaker one.                          (rule E4-7)

    access = max(own, phi lent) legitimacy

    Reads   own access, lent: that of the best placed ally who agrees [0-1]; lent_voice phi [share]; legitimacy at home
            [0-1], 1 abroad
    Writes  access [0-1]
    Source  KeckSikkink1998 ch. 1: who has no door comes in through an ally's. One step, no chains; the form is ours.

    >>> float(voice(0.0, 1.0, 0.5, 1.0)), float(voice(0.75, 1.0, 0.5, 1.0))
    (0.5, 0.75)
    """
    return np.maximum(own, lent_voice * lent) * legitimacy


def felt_effort(effort: Floats, receptivity: Floats, weight: Floats) -> Floats:
    """Friends persuade friends: how much of an effort an organ takes in.                     (rule E4-13)

    felt = effort (1 + weight (receptivity - 1))

    Reads   effort [units per year]; receptivity: the gate of E1 at the distance to the organ [0-1];
            weight [share]: 0 the plain form, 1 effort weighted by receptivity
    Writes  felt [units per year]
    Source  HallDeardorff2006 for access to the near; both forms are built, see evidence/random_issues.py.

    >>> felt_effort(2.0, 0.25, 0.0), felt_effort(2.0, 0.25, 1.0)
    (2.0, 0.5)
    """
    return effort * (1.0 + weight * (receptivity - 1.0))


def coordinated(effort: Floats, together: Floats, coordination: Floats) -> Floats:
    """A scattered side works at less than its sum.                                          (rule E4-14)

    felt = E (1 + gamma H) / (1 + gamma), H = together / E^2, 1 where E = 0

    Reads   effort E of a side at an organ [units per year]; together: sum over i and j of e_i e_j where i is j
            or its ally [squared units]; coordination gamma [share]
    Writes  felt [units per year]
    Source  Junk2019 and NelsonYackee2012 for coalitions that act together; the form is ours: a single actor, or allies
            all of them, count in full, whoever is coded as one row or as two allied ones.

    >>> float(coordinated(np.float64(2.0), np.float64(2.0), np.float64(1.0)))  # two of the same size, not allied
    1.5
    """
    square = effort * effort
    share = np.divide(together, square, out=np.ones_like(square), where=square > 0.0)
    return effort * (1.0 + coordination * share) / (1.0 + coordination)


def heard_effort(worked: Floats, is_widely_heard: Flags, celebrity_reach: Floats) -> Floats:
    """Celebrities and media are heard further.                                             (rule E4-6)

    heard = worked (1 + is_widely_heard (celebrity_reach - 1))

    Reads   worked [units per year], is_widely_heard {0, 1}, celebrity_reach [times]
    Writes  heard [units per year]
    Source  claims S22-S23; one factor for all of them is ours.

    >>> heard_effort(2.0, True, 3.0)
    6.0
    """
    return worked * (1.0 + is_widely_heard * (celebrity_reach - 1.0))


def shock_strength(years_since: float, shock_size: Floats, shock_years: Floats, dt: float) -> Floats:
    """A shock is news for weeks; a step feels its mean over the step.                      (rule E14-1)

    strength = Am ta / dt exp(-years_since / ta) (1 - exp(-dt / ta)), 0 before it happens

    Reads   years_since the step in which it happened [years], shock_size Am [0-1], shock_years ta [years], dt [years]
    Writes  strength [0-1]
    Source  BaumgartnerJones1993 for bursts of attention; the exponential is ours.

    >>> round(float(shock_strength(0.0, 0.5, 1.0, 1.0)), 4)  # half of 1 - 1/e
    0.3161
    """
    happened = float(years_since >= 0.0)
    mean = shock_years / dt * np.exp(-np.maximum(0.0, years_since) / shock_years) * (1.0 - np.exp(-dt / shock_years))
    return happened * shock_size * mean


def add_attention(attention: Floats, more: Floats) -> Floats:
    """News from several sources add up, and never beyond full attention.                   (rule E14-2)

    sum = 1 - (1 - attention) (1 - more)

    Reads   attention, more [0-1]: of the media, of one shock after another
    Writes  sum [0-1]
    Source  ours: added plainly, shocks drove four fifths of all saliences to 1 in the first trial.

    >>> add_attention(0.5, 0.5)
    0.75
    """
    return 1.0 - (1.0 - attention) * (1.0 - more)


def accountability_gain(promised: Floats, policy: Floats, position: Floats, accountability_weight: Floats) -> Floats:
    """Those whom a promise suits can hold an organ to it.                                  (rule E4-8)

    extra = accountability_weight |promised - policy| / 2 if position and promise lie on one side of policy, else 0

    Reads   promised, policy of the organ, position of the actor [-1, 1], accountability_weight [share]
    Writes  extra worth of a unit of effort [share]
    Source  KeckSikkink1998 ch. 1, accountability politics; claim S48 for the gap between promise and practice.

    >>> float(accountability_gain(0.5, -0.5, 1.0, 1.0)), float(accountability_gain(0.5, -0.5, -1.0, 1.0))
    (0.5, 0.0)
    """
    same_side = np.sign(position - policy) * np.sign(promised - policy) > 0.0
    return accountability_weight * np.abs(promised - policy) / 2.0 * same_side


def presence(means: Floats, background: Floats) -> Floats:
    """How present the critics of a government are at home.                                   (rule E5-1)

    D = E / (E + N0)

    Reads   means E of its own campaigners who want what is asked of it from abroad, and have an ally there [units per
            year], spent or not; background N0 [units per year]
    Writes  D [0-1]
    Source  MurdieDavis2012: shaming works where groups at home are present; the form is ours.

    >>> float(presence(10.0, 10.0))
    0.5
    """
    return means / (means + background)


def drawn_abroad(
    their_policy: Floats, policy: Floats, leverage: Floats, stake: Floats, presence: Floats, backlash: Floats
) -> Floats:
    """The boomerang is as strong as its weakest link.                                         (rule E5-2)

    X = (q_h - q_g) / 2 [min(L, v, D) - back L (1 - D)]

    Reads   their_policy q_h, policy q_g [-1, 1]; leverage L of the country abroad [0-1]; stake v that is left after
            resistance [0-1]; presence D of critics at home with an ally there [0-1]; backlash back [share]
    Writes  X [-1, 1]
    Source  KeckSikkink1998 and RisseRoppSikkink2013 for the three links; MurdieDavis2012 for presence; backlash after
            AllendoerferMurdieWelch2020 for the sign. The minimum, since a product of fractions dies out.

    >>> float(drawn_abroad(1.0, -1.0, 0.5, 0.75, 1.0, 0.5)), float(drawn_abroad(1.0, -1.0, 0.5, 0.75, 0.0, 0.5))
    (0.5, -0.25)
    """
    link = np.minimum(np.minimum(leverage, stake), presence)
    return (their_policy - policy) / 2.0 * (link - backlash * leverage * (1.0 - presence))


def offered(position: Floats, pressure: Floats, weight: Floats) -> Floats:
    """What an organ would come to do under some pressure.                                     (rule E5-3)

    q* = x + tau beta A, within -1 and 1

    Reads   position x [-1, 1]; pressure A: at its doors since it was coded, and from abroad; weight tau beta: gain per
            logit times logits, as in a vote
    Writes  q* [-1, 1]
    Source  RisseRoppSikkink2013: tactical concessions before beliefs change; written on beliefs, the anchors of E1
            would take every concession back. One effect for votes and policy is ours.

    >>> float(offered(0.0, 0.5, 0.5))
    0.25
    """
    return np.minimum(1.0, np.maximum(-1.0, position + weight * pressure))
