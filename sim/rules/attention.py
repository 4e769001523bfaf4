"""E4: what actors pay attention to, where they spend effort, and what pressure comes of it."""

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


def policy_gap(position: Floats, organ_position: Floats, is_medium: Flags) -> Floats:
    """How far an organ is from what the actor wants; to a medium, how strongly it feels.   (rule E4-4)

    gap = |position - organ_position|, and |position| at a medium

    Reads   position, organ_position [-1, 1], is_medium {0, 1}
    Writes  gap [0-2]
    Source  KeckSikkink1998 for pressing where one disagrees; ours: a public has no position of its own.

    >>> float(policy_gap(0.5, -0.25, False)), float(policy_gap(0.5, -0.25, True))
    (0.75, 0.5)
    """
    return np.abs(position - np.where(is_medium, 0.0, organ_position))


def venue_value(
    salience: Floats,
    openness: Floats,
    access: Floats,
    gap: Floats,
    receptivity: Floats,
    pivotality: Floats,
    *,
    pivotality_weight: Floats,
    venue_cost: Floats,
) -> Floats:
    """What a unit of effort on an issue is worth at a venue.                               (rule E4-5)

    value = salience openness access gap receptivity (1 + pivotality_weight pivotality) - venue_cost

    Reads   salience, openness, access, receptivity, pivotality [0-1], gap [0-2]; pivotality_weight, venue_cost [value]
    Writes  value [below 2 (1 + pivotality_weight)]
    Source  KeckSikkink1998 and BaumgartnerJones1993 for venue choice; HallDeardorff2006: effort goes to the near and
            the pivotal, not to the immovable. The product is ours.

    >>> venue_value(0.5, 1.0, 1.0, 0.5, 0.5, 1.0, pivotality_weight=1.0, venue_cost=0.125)
    0.125
    """
    return salience * openness * access * gap * receptivity * (1.0 + pivotality_weight * pivotality) - venue_cost


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


def pull(position: Floats, organ_position: Floats) -> Floats:
    """The side to which an actor pulls an organ.                                           (rule E4-9)

    side = sign(position - organ_position)

    Reads   position of the actor and of the organ [-1, 1]
    Writes  side {-1, 0, 1}
    Source  ours: actors press toward their own position, whatever it is. So an actor milder than the organ holds it
            back even where both want a bill to pass.

    >>> float(pull(0.5, 0.75))
    -1.0
    """
    return np.sign(position - organ_position)


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
