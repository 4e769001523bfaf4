"""E5: how the policy of an organ gives way to pressure from home and abroad, apart from what it believes."""

from __future__ import annotations

import numpy as np

from sim.state import Floats


def heard_pressure(openness: Floats, pressure: Floats) -> Floats:
    """An open organ feels the pressure at its door.                                        (rule E5-5)

    heard = openness pressure

    Reads   openness [0-1], pressure [-1, 1] at one of its venues
    Writes  heard [-1, 1]
    Source  KeckSikkink1998; RisseRoppSikkink2013 for openness as the condition of change. The product is ours.

    >>> heard_pressure(0.5, -0.5)
    -0.25
    """
    return openness * pressure


def coercion(leverage: Floats, their_policy: Floats, policy: Floats) -> Floats:
    """A state that has a hold on another draws it toward its own policy.                   (rule E5-6)

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
    """What comes from abroad counts as far as a government cares for its name there.       (rule E5-7)

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
    """An organ gives way where there is room, and drifts back to what it believes.         (rule E5-8)

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


def heeded_share(
    pressure: Floats, policy: Floats, earlier_policy: Floats, openness: Floats, policy_rate: Floats, dt: float
) -> Floats:
    """How much of the pressure at a venue moved policy; where nobody presses, its openness stands in.  (rule E5-9)

    heeded = sign(P) (policy - earlier_policy) / (dt eta |P|), within 0 and 1; openness if |P| <= 1e-9 or eta = 0

    Reads   pressure P at the venue, policy of its organ now and a step ago [-1, 1], openness [0-1],
            policy_rate eta [per year], dt [years]
    Writes  heeded [0-1]
    Source  KeckSikkink1998: what failed at home is tried elsewhere; the measure of failing is ours.

    >>> float(heeded_share(0.5, 0.125, 0.0, 1.0, 0.5, 1.0))
    0.5
    """
    size = dt * policy_rate * np.abs(pressure)
    is_felt = (np.abs(pressure) > 1e-9) & (size > 0.0)
    share = np.sign(pressure) * (policy - earlier_policy) / np.where(is_felt, size, 1.0)
    return np.where(is_felt, np.minimum(1.0, np.maximum(0.0, share)), openness)
