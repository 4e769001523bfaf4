"""E1: how convictions are formed and defended under the influence of allies."""

from __future__ import annotations

import numpy as np

from sim.model.formulas import approach
from sim.model.state import Floats


def confidence_gate(distance: Floats, confidence_radius: Floats) -> Floats:
    """The further apart two actors are, the less one hears the other.                      (rule E1-1)

    gate = exp(-(distance / confidence_radius)^2)

    Reads   distance [0-1], confidence_radius [distance, > 0; infinity: everyone is heard]
    Writes  gate [0-1]
    Source  HegselmannKrause2002 for the bound; the smooth form is ours, so that no run hangs on one rounding.

    >>> round(float(confidence_gate(0.3, 0.3)), 4)
    0.3679
    """
    return np.exp(-np.square(distance / confidence_radius))


def bounded_confidence(distance: Floats, confidence_radius: Floats) -> Floats:
    """Actors beyond the radius are not heard at all: the published form of the gate.       (rule E1-2)

    gate = 1 if distance <= confidence_radius else 0

    Reads   distance [0-1], confidence_radius [distance]
    Writes  gate {0, 1}
    Source  HegselmannKrause2002 eq. 3. Used to reproduce their results, not by the cases.

    >>> float(bounded_confidence(0.3, 0.25))
    0.0
    """
    return np.where(distance <= confidence_radius, 1.0, 0.0)


def standing(size: Floats, power: Floats, prestige_exponent: Floats) -> Floats:
    """How much an actor weighs with those who listen to it.                                (rule E1-3)

    standing = size power^prestige_exponent

    Reads   size [bodies], power [0-1], from relative_power; prestige_exponent [>= 0]
    Writes  standing [>= 0]
    Source  ours: size is extensive and prestige intensive, so that splitting an actor in two changes nothing.

    >>> float(standing(2.0, 0.5, 2.0))
    0.5
    """
    return size * np.float_power(power, prestige_exponent)


def tier_susceptibility(susceptibility: Floats, tier_multiple: Floats) -> Floats:
    """Deep convictions move less than secondary ones.                                      (rule E1-5)

    susceptibility_k = min(1, tier_multiple_k susceptibility)

    Reads   susceptibility [0-1] of policy-core beliefs; tier_multiple [>= 0]: 1 of policy core
    Writes  susceptibility of the issue [0-1]
    Source  SabatierJenkinsSmith1993 for the order of the tiers; susceptibility is that of policy-core beliefs.

    >>> float(tier_susceptibility(0.4, 3.0))
    1.0
    """
    return np.minimum(1.0, tier_multiple * susceptibility)


def couple(heard: Floats, partners_heard: Floats, coupling: Floats | float, n_partners: Floats) -> Floats:
    """What is heard on one issue also speaks to the issues coupled with it.                (rule E1-6)

    coupled_k = (1 - coupling n_k) heard_k + coupling sum_l sign_kl heard_l

    Reads   heard [-1, 1]; partners_heard = sum_l sign_kl heard_l, from core; coupling [0-1/3], n_partners n_k [0-3]
    Writes  coupled [-1, 1]; rows sum to 1 in absolute value
    Source  Parsegov2017 eq. 5; acts on what is heard, never on anchors.

    >>> couple(0.5, 0.25, 0.5, 1)
    0.375
    """
    return (1.0 - coupling * n_partners) * heard + coupling * partners_heard


def persuaded(position: Floats, heard: Floats, anchor: Floats, susceptibility: Floats, share: Floats) -> Floats:
    """A conviction goes toward a mixture of what is heard and where it is anchored.        (rule E1-7)

    position' = position + share (susceptibility heard + (1 - susceptibility) anchor - position)

    Reads   position, heard, anchor [-1, 1]; susceptibility [0-1]; share [0-1], from share_in_step
    Writes  position' [-1, 1]
    Source  FriedkinJohnsen1999 eq. 1, in which share = 1; the partial step makes it independent of dt (ours).

    >>> persuaded(0.0, 1.0, -1.0, 0.75, 1.0)
    0.5
    """
    return approach(position, susceptibility * heard + (1.0 - susceptibility) * anchor, share)


def unsettled(position: Floats, noise: Floats, shock: Floats, dt: float) -> Floats:
    """Small unmodeled events push a conviction about, within the ends of the scale.        (rule E1-8)

    position' = min(1, max(-1, position + noise sqrt(dt) shock))

    Reads   position [-1, 1], noise [per root year], shock [standard normal], dt [years]
    Writes  position' [-1, 1]
    Source  ours; the square root keeps the yearly variance free of dt.

    >>> float(unsettled(0.99, 0.1, 3.0, 1.0))
    1.0
    """
    return np.minimum(1.0, np.maximum(-1.0, position + noise * np.sqrt(dt) * shock))
