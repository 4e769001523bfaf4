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

    Reads   access, receptivity (the gate of E1 at the distance to the organ), pivotality [0-1];
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


def net_pressure(effort_for: Floats, effort_against: Floats, pressure_exponent: Floats, background: Floats) -> Floats:
    """Which side an organ feels more, against a background of other business.              (rule E4-4)

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


def lobby_side(gain: Floats, status_quo: Floats, proposed: Floats) -> Floats:
    """Before a vote one asks for a yes or a no.                                            (rule E4-5)

    side = sign(proposed - status_quo) sign(gain)

    Reads   gain of the actor from the whole proposal [-1, 1], status_quo, proposed [-1, 1] on the issue
    Writes  side {-1, 0, 1}
    Source  HallDeardorff2006: lobbying supports a vote, it does not argue for a point on a line. So a supporter
            milder than the bloc it presses does not hold the bloc back.

    >>> float(lobby_side(-0.25, -1.0, 1.0))
    -1.0
    """
    return np.sign(proposed - status_quo) * np.sign(gain)


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


def leverage_gain(ally_weight: Floats, own_weight: Floats, leverage_weight: Floats) -> Floats:
    """An ally who weighs more there than oneself lends its weight.                         (rule E4-7)

    extra = leverage_weight max(0, ally_weight - own_weight)

    Reads   ally_weight, own_weight [0-1], capability / 5 times access: of the best placed ally and of the actor itself;
            leverage_weight [share]
    Writes  extra worth of a unit of effort [share]
    Source  KeckSikkink1998 ch. 1, the leverage of the powerful; the difference is ours: equals lend each other nothing,
            so that coding one body as two rows changes nothing.

    >>> float(leverage_gain(0.75, 0.25, 1.0)), float(leverage_gain(0.25, 0.75, 1.0))
    (0.5, 0.0)
    """
    return leverage_weight * np.maximum(0.0, ally_weight - own_weight)


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


def appeal_abroad(
    at_home: Floats,
    abroad: Floats,
    way_abroad: Floats,
    stigma: Floats,
    tie_cost: Floats,
    *,
    venue_cost: Floats,
    stigma_cost: Floats,
) -> Floats:
    """How much better than home the best place abroad looks.                               (rule E5-1)

    appeal = (way_abroad abroad - venue_cost (1 + tie_cost) - stigma_cost stigma) - (at_home - venue_cost)

    Reads   at_home, abroad: the best worth on either side [0-2]; way_abroad: access to networks or consulates,
            stigma [0-1]; tie_cost across a border [0-2], from ties.tie_cost; venue_cost, stigma_cost [worth]
    Writes  appeal [worth]
    Source  KeckSikkink1998 ch. 1; claims S7, S12. Costs are ours: a place abroad costs the tie besides, so that
            without an ally abroad home is always preferred; claim S35 for the stigma.

    >>> appeal_abroad(0.25, 0.5, 1.0, 0.0, 1.0, venue_cost=0.0625, stigma_cost=0.5)
    0.1875
    """
    return (way_abroad * abroad - venue_cost * (1.0 + tie_cost) - stigma_cost * stigma) - (at_home - venue_cost)


def coercion(leverage: Floats, their_policy: Floats, policy: Floats) -> Floats:
    """A state that has a hold on another draws it toward its own policy.                   (rule E5-2)

    coercion = leverage (their_policy - policy) / 2

    Reads   leverage of that country over this one [0-1]; their_policy, policy [-1, 1]
    Writes  coercion [-1, 1]
    Source  RisseRoppSikkink2013 for pressure from states; the form is ours.

    >>> coercion(0.5, 1.0, -1.0)
    0.5
    """
    return leverage * (their_policy - policy) / 2.0


def external_pressure(
    boomerang: Floats,
    coercion: Floats,
    stake: Floats,
    resistance: Floats,
    *,
    direct_action: Floats,
    coercion_weight: Floats,
    backlash: Floats,
) -> Floats:
    """What comes from abroad counts as far as a government cares for its name there.       (rule E5-3)

    external = stake a_d boomerang + (a_c stake (1 - resistance) - back) coercion

    Reads   boomerang: net pressure of its own campaigners abroad, coercion by states [-1, 1]; stake, resistance [0-1];
            direct_action a_d, coercion_weight a_c, backlash back [share]
    Writes  external [-2, 2], toward the positive pole
    Source  AllendoerferMurdieWelch2020: campaigns help, coercion by third states may help, do nothing or harm;
            RisseRoppSikkink2013 for vulnerability. The sum is ours.

    >>> external_pressure(0.5, 0.5, 1.0, 0.5, direct_action=0.5, coercion_weight=0.5, backlash=0.25)
    0.25
    """
    return stake * direct_action * boomerang + (coercion_weight * stake * (1.0 - resistance) - backlash) * coercion


def move_policy(
    policy: Floats, position: Floats, pressure: Floats, policy_rate: Floats, return_rate: Floats, dt: float
) -> Floats:
    """An organ responds where there is room, and drifts back to what it believes.            (rule E5-4)

    policy' = policy + dt [eta A (1 - policy sign A) / 2 - lq (policy - position)], within -1 and 1

    Reads   policy, position of the organ [-1, 1]; pressure A: heard and external together [-1, 1];
            policy_rate eta, return_rate lq [per year]; dt [years]
    Writes  policy' [-1, 1]
    Source  RisseRoppSikkink2013: tactical concessions before beliefs change; written on beliefs, the anchors of E1
            would take every concession back. The form is ours.

    >>> float(move_policy(0.0, 0.0, 1.0, 0.5, 0.5, 1.0))
    0.25
    """
    room = (1.0 - policy * np.sign(pressure)) / 2.0
    moved = policy + dt * (policy_rate * pressure * room - return_rate * (policy - position))
    return np.minimum(1.0, np.maximum(-1.0, moved))


def responsiveness(
    pressure: Floats, policy: Floats, earlier_policy: Floats, openness: Floats, policy_rate: Floats, dt: float
) -> Floats:
    """How much of the pressure at a venue moved policy; where nobody presses, its openness stands in.  (rule E5-5)

    responsiveness = sign(P) (policy - earlier_policy) / (dt eta |P|), in [0, 1]; openness if |P| <= 1e-9 or eta = 0

    Reads   pressure P at the venue, policy of its organ now and a step ago [-1, 1], openness [0-1],
            policy_rate eta [per year], dt [years]
    Writes  responsiveness [0-1]
    Source  KeckSikkink1998: what failed at home is tried elsewhere; the measure of failing is ours.

    >>> float(responsiveness(0.5, 0.125, 0.0, 1.0, 0.5, 1.0))
    0.5
    """
    size = dt * policy_rate * np.abs(pressure)
    is_felt = (np.abs(pressure) > 1e-9) & (size > 1e-300)  # a smaller rate counts as 0: the quotient would overflow
    share = np.sign(pressure) * (policy - earlier_policy) / np.where(is_felt, size, 1.0)
    return np.where(is_felt, np.minimum(1.0, np.maximum(0.0, share)), openness)
