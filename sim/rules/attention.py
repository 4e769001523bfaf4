"""E4 and E14: what actors pay attention to, where they spend effort, what pressure comes of it, and shocks."""

from __future__ import annotations

import numpy as np

from sim.rules.rate import approach
from sim.state import Flags, Floats


def salience_target(base_salience: Floats, attention: Floats, media_weight: Floats) -> Floats:
    """The media lift an issue above the weight that an actor gives it by itself.           (rule E4-1)

    target = base_salience + (1 - base_salience) media_weight attention

    Reads   base_salience, attention of the actor's own country [0-1], media_weight [0-1]
    Writes  target [0-1]
    Source  BaumgartnerJones1993 for the pattern. One target common to all would bring every coded salience to one
            number within months, so each actor has its own: ours.

    >>> salience_target(0.5, 0.5, 0.5)
    0.625
    """
    return base_salience + (1.0 - base_salience) * media_weight * attention


def shift_salience(salience: Floats, target: Floats, share: Floats) -> Floats:
    """Salience follows its target within weeks to months.                                  (rule E4-2)

    salience' = salience + share (target - salience)

    Reads   salience, target [0-1], share [0-1], from share_in_step(attention.rate)
    Writes  salience' [0-1]
    Source  BaumgartnerJones1993; the linear form is ours.

    >>> shift_salience(0.25, 0.75, 0.5)
    0.5
    """
    return approach(salience, target, share)


def resources(capability: Floats, size: Floats) -> Floats:
    """What an actor can spend in a year.                                                   (rule E4-3)

    resources = size 2^(capability - 1)

    Reads   capability [1-5, ordinal], size [bodies]
    Writes  resources [units per year]
    Source  ours: each step of the ordinal coding doubles the means.

    >>> float(resources(5.0, 1.0))
    16.0
    """
    return size * np.exp2(capability - 1.0)


def policy_gap(position: Floats, policy: Floats, is_medium: Flags) -> Floats:
    """How far an organ is from what the actor wants; to a medium, how strongly it feels.   (rule E4-4)

    gap = |position - policy|, and |position| at a medium

    Reads   position of the actor, policy of the organ [-1, 1], is_medium {0, 1}
    Writes  gap [0-2]
    Source  KeckSikkink1998 for pressing where one disagrees; ours: a public has no position of its own.

    >>> float(policy_gap(0.5, -0.25, False)), float(policy_gap(0.5, -0.25, True))
    (0.75, 0.5)
    """
    return np.abs(position - np.where(is_medium, 0.0, policy))


def venue_entry(
    access: Floats, receptivity: Floats, pivotality: Floats, impact: Floats, pivotality_weight: Floats
) -> Floats:
    """How far a unit of effort gets at a venue, whatever the issue.                        (rule E4-19)

    entry = access receptivity (1 + pivotality_weight pivotality) impact

    Reads   access, receptivity (the gate of E1 at the distance to the organ), pivotality [0-1];
            impact of the best tactic [>= 1]; pivotality_weight [value]
    Writes  entry [0 and up]
    Source  HallDeardorff2006: effort goes to the near and the pivotal, not to the immovable. The product is ours.

    >>> venue_entry(1.0, 0.5, 1.0, 1.0, 1.0)
    1.0
    """
    return access * receptivity * (1.0 + pivotality_weight * pivotality) * impact


def venue_value(salience: Floats, openness: Floats, gap: Floats, entry: Floats, venue_cost: Floats) -> Floats:
    """What a unit of effort on an issue is worth at a venue.                               (rule E4-5)

    value = salience openness gap entry - venue_cost

    Reads   salience, openness [0-1], gap [0-2]; entry [0 and up], from venue_entry; venue_cost [value]
    Writes  value
    Source  KeckSikkink1998 and BaumgartnerJones1993 for venue choice. The product is ours.

    >>> venue_value(0.5, 1.0, 0.5, 1.0, 0.125)
    0.125
    """
    return salience * openness * gap * entry - venue_cost


def pivotality(spread_from_edge: Floats) -> Floats:
    """A bloc is worth pressing when many of its members are near indifference.             (rule E4-6)

    pivotality = exp(-z^2 / 2)

    Reads   spread_from_edge z [total spreads between the bloc's mean and indifference], from spread_score
    Writes  pivotality [0-1]: the density of wavering members, as a share of its peak
    Source  Tullock1980 and GrosecloseSnyder1996 for buying the marginal vote; the normal density follows from E6.

    >>> float(pivotality(0.0))
    1.0
    """
    return np.exp(-0.5 * np.square(spread_from_edge))


def net_pressure(effort_for: Floats, effort_against: Floats, pressure_exponent: Floats, background: Floats) -> Floats:
    """Which side an organ feels more, against a background of other business.              (rule E4-7)

    pressure = (F^ga - A^ga) / (F^ga + A^ga + N0^ga)

    Reads   effort_for F, effort_against A [units per year], summed over actors; pressure_exponent ga; background N0
    Writes  pressure [-1, 1], toward the positive pole
    Source  Tullock1980, the contest success function; N0 is ours. Does not depend on how actors are split, nor on dt.

    >>> float(net_pressure(10.0, 0.0, 1.0, 10.0))
    0.5
    """
    strong = np.float_power(effort_for, pressure_exponent)
    weak = np.float_power(effort_against, pressure_exponent)
    return (strong - weak) / (strong + weak + np.float_power(background, pressure_exponent))


def public_attention(media_effort: Floats, pressure_exponent: Floats, background: Floats) -> Floats:
    """Both sides together bring an issue into the media, against all other news.           (rule E4-8)

    attention = M^ga / (M^ga + N0^ga)

    Reads   media_effort M [units per year], summed over actors and media of a country; pressure_exponent, background
    Writes  attention [0-1]
    Source  BaumgartnerJones1993 for the pattern; the form is that of net_pressure.

    >>> float(public_attention(10.0, 1.0, 10.0))
    0.5
    """
    return net_pressure(media_effort, np.zeros_like(media_effort), pressure_exponent, background)


def pull(position: Floats, policy: Floats) -> Floats:
    """The side to which an actor pulls an organ when no vote is pending.                   (rule E4-9)

    side = sign(position - policy)

    Reads   position of the actor, policy of the organ [-1, 1]
    Writes  side {-1, 0, 1}
    Source  ours: actors press toward their own position, whatever it is.

    >>> float(pull(0.5, 0.75))
    -1.0
    """
    return np.sign(position - policy)


def lobby_side(gain: Floats, status_quo: Floats, proposed: Floats) -> Floats:
    """Before a vote one asks for a yes or a no.                                            (rule E4-11)

    side = sign(proposed - status_quo) sign(gain)

    Reads   gain of the actor from the whole proposal [-1, 1], status_quo, proposed [-1, 1] on the issue
    Writes  side {-1, 0, 1}
    Source  HallDeardorff2006: lobbying supports a vote, it does not argue for a point on a line. So a supporter
            milder than the bloc it presses does not hold the bloc back.

    >>> float(lobby_side(-0.25, -1.0, 1.0))
    -1.0
    """
    return np.sign(proposed - status_quo) * np.sign(gain)


def gained_pressure(effort: Floats, side: Floats, pressure: Floats, earlier_pressure: Floats) -> Floats:
    """How far pressure moved an actor's way where it spends effort.                        (rule E4-10)

    gained = effort side (pressure - earlier_pressure)

    Reads   effort [units per year], side {-1, 0, 1} from pull, pressure [-1, 1] now and before
    Writes  gained [units per year]; its sum over venues and issues is the actor's progress
    Source  ours: the event that E3 calls success, read from pressure.

    >>> gained_pressure(2.0, -1.0, 0.0, 0.5)
    1.0
    """
    return effort * side * (pressure - earlier_pressure)


def worked_effort(effort: Floats, impact: Floats) -> Floats:
    """A well-chosen tactic makes more of the same effort.                                  (rule E4-12)

    worked = effort impact

    Reads   effort [units per year], impact [>= 1], 1 + the tactic's extra (rules/ngo.py)
    Writes  worked [units per year]
    Source  KeckSikkink1998 ch. 1 for tactics; that what makes a tactic worth choosing also makes it work is ours.

    >>> worked_effort(2.0, 1.5)
    3.0
    """
    return effort * impact


def heard_effort(worked: Floats, is_widely_heard: Flags, celebrity_reach: Floats) -> Floats:
    """Celebrities and media are heard further.                                             (rule E4-13)

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


def image_openness(openness: Floats, shock: Floats, image_weight: Floats) -> Floats:
    """What all the world looks at is harder to keep shut.                                  (rule E14-3)

    openness' = openness + (1 - openness) image_weight shock

    Reads   openness of a venue, shock in its country, image_weight [0-1]
    Writes  openness' [0-1]
    Source  claim S16: the rising broke the regime's image; the form is ours.

    >>> image_openness(0.5, 0.5, 0.5)
    0.625
    """
    return openness + (1.0 - openness) * image_weight * shock
