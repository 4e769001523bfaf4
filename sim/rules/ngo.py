"""E4, E5 and E8: campaigners' tactics, the way abroad when home is closed, and the price of allies abroad."""

from __future__ import annotations

import numpy as np

from sim.rules.alliance import logistic
from sim.rules.opinion import relative_power
from sim.state import Flags, Floats

LEAST_GAIN = 0.01  # share: what adds less is no tactic of its own, such as a shock of ten years ago


def worth_naming(gain: Floats) -> Floats:
    """A tactic that adds next to nothing is plain information.                             (rule E4-18)

    gain' = gain if gain >= .01 else 0

    Reads   gain: extra worth of a unit of effort by a tactic [share]
    Writes  gain' [share]
    Source  ours: without it a campaign would count as symbolic for decades after a shock.

    >>> float(worth_naming(0.5)), float(worth_naming(0.001))
    (0.5, 0.0)
    """
    return np.where(gain >= LEAST_GAIN, gain, 0.0)


def symbolic_gain(shock: Floats, symbolic_weight: Floats) -> Floats:
    """Symbols need an event that stirs the public.                                         (rule E4-14)

    extra = symbolic_weight shock

    Reads   shock in the country of the medium [0-1], symbolic_weight [share]
    Writes  extra worth of a unit of effort [share]
    Source  KeckSikkink1998 ch. 1, symbolic politics; the linear form is ours.

    >>> symbolic_gain(0.5, 1.0)
    0.5
    """
    return symbolic_weight * shock


def leverage_gain(ally_weight: Floats, own_weight: Floats, leverage_weight: Floats) -> Floats:
    """An ally who weighs more there than oneself lends its weight.                         (rule E4-15)

    extra = leverage_weight max(0, ally_weight - own_weight)

    Reads   ally_weight, own_weight [0-1], from weight_at: of the best placed ally and of the actor itself;
            leverage_weight [share]
    Writes  extra worth of a unit of effort [share]
    Source  KeckSikkink1998 ch. 1, the leverage of the powerful; the difference is ours: equals lend each other nothing,
            so that coding one body as two rows changes nothing.

    >>> float(leverage_gain(0.75, 0.25, 1.0)), float(leverage_gain(0.25, 0.75, 1.0))
    (0.5, 0.0)
    """
    return leverage_weight * np.maximum(0.0, ally_weight - own_weight)


def weight_at(capability: Floats, access: Floats) -> Floats:
    """What an actor's voice weighs at a venue.                                             (rule E4-17)

    weight = capability / 5 access

    Reads   capability [1-5], access there [0-1]
    Writes  weight [0-1]
    Source  KeckSikkink1998 ch. 1 for powerful allies; the product is ours.

    >>> float(weight_at(2.5, 1.0))
    0.5
    """
    return relative_power(capability) * access


def accountability_gain(promised: Floats, policy: Floats, position: Floats, accountability_weight: Floats) -> Floats:
    """Those whom a promise suits can hold an organ to it.                                  (rule E4-16)

    extra = accountability_weight |promised - policy| / 2 if position and promise lie on one side of policy, else 0

    Reads   promised, policy of the organ, position of the actor [-1, 1], accountability_weight [share]
    Writes  extra worth of a unit of effort [share]
    Source  KeckSikkink1998 ch. 1, accountability politics; claim S48 for the gap between promise and practice.

    >>> float(accountability_gain(0.5, -0.5, 1.0, 1.0)), float(accountability_gain(0.5, -0.5, -1.0, 1.0))
    (0.5, 0.0)
    """
    same_side = np.sign(position - policy) * np.sign(promised - policy) > 0.0
    return accountability_weight * np.abs(promised - policy) / 2.0 * same_side


def worth_at_home(salience: Floats, openness: Floats, access: Floats, gap: Floats, heeded: Floats) -> Floats:
    """What pressing an organ at home promises.                                             (rule E5-1)

    worth = salience openness access gap heeded

    Reads   salience, openness, access at home [0-1]; gap |position - policy| [0-2]; heeded [0-1]: the share of the
            pressure at that venue that moved policy a step ago
    Writes  worth [0-2]
    Source  KeckSikkink1998 ch. 1: blocked channels at home start the boomerang. The product is ours.

    >>> worth_at_home(0.5, 1.0, 1.0, 1.0, 0.5)
    0.25
    """
    return salience * openness * access * gap * heeded


def worth_abroad(
    salience: Floats, openness: Floats, access: Floats, has_ally: Flags, leverage: Floats, gap: Floats, heeded: Floats
) -> Floats:
    """What pressing an organ abroad promises: it must listen, and have a hold on the government at home.  (rule E5-2)

    worth = salience openness access has_ally leverage gap heeded

    Reads   salience, openness, access, leverage of that country over the own one, heeded [0-1]; has_ally {0, 1} there;
            gap to the furthest organ at home [0-2]
    Writes  worth [0-2]
    Source  KeckSikkink1998 ch. 1: without an ally no boomerang. Leverage is dependence on trade, or a vote to come.

    >>> worth_abroad(0.5, 1.0, 1.0, True, 0.5, 1.0, 1.0)
    0.25
    """
    return salience * openness * access * has_ally * leverage * gap * heeded


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
    """How much better than home the best place abroad looks.                               (rule E5-3)

    appeal = (way_abroad abroad - venue_cost (1 + tie_cost) - stigma_cost stigma) - (at_home - venue_cost)

    Reads   at_home, abroad: the best worth on either side [0-2]; way_abroad: access to networks or consulates,
            stigma [0-1]; tie_cost across a border [0-2], from alliance.tie_cost; venue_cost, stigma_cost [worth]
    Writes  appeal [worth]
    Source  KeckSikkink1998 ch. 1; claims S7, S12. Costs are ours: a place abroad costs the tie besides, so that
            without an ally abroad home is always preferred; claim S35 for the stigma.

    >>> appeal_abroad(0.25, 0.5, 1.0, 0.0, 1.0, venue_cost=0.0625, stigma_cost=0.5)
    0.1875
    """
    return (way_abroad * abroad - venue_cost * (1.0 + tie_cost) - stigma_cost * stigma) - (at_home - venue_cost)


def odds_abroad(appeal: Floats, abroad_slope: Floats) -> Floats:
    """The better abroad looks, the more of the effort goes there.                          (rule E5-4)

    odds = exp(abroad_slope appeal)

    Reads   appeal [worth], from appeal_abroad; abroad_slope [logits per unit of worth]
    Writes  odds: what the weight of every organ abroad is multiplied by [> 0]
    Source  KeckSikkink1998 for the switch. As odds rather than a share of its own, so that slope 0 leaves E4 as it is.

    >>> float(odds_abroad(0.0, 15.0))
    1.0
    """
    return np.exp(abroad_slope * appeal)


def foreign_share(size_abroad: Floats, size_of_allies: Floats, size: Floats) -> Floats:
    """How much of an actor's coalition, itself counted, is abroad.                         (rule E8-4)

    share = size_abroad / (size + size_of_allies)

    Reads   size_abroad: bodies of its allies abroad, size_of_allies: of all its allies, size: its own [bodies]
    Writes  share [0-1]
    Source  claim S35, "allied to foreign interests"; counting bodies and itself is ours: so it does not matter whether
            an ally, or the actor, is coded as one row or two.

    >>> foreign_share(1.0, 3.0, 1.0)
    0.25
    """
    return size_abroad / (size + size_of_allies)


def branding(stake: Floats, openness: Floats, *, base: Floats, stake_weight: Floats, openness_weight: Floats) -> Floats:
    """A government with much to lose abroad and closed doors brands its critics.           (rule E8-1)

    rhetoric = logistic(r0 + r1 stake - r2 openness)

    Reads   stake of the head of government in its reputation abroad, openness of its doors [0-1]; weights [logits]
    Writes  rhetoric [0-1]
    Source  Chaudhry2022 for governments that restrict NGOs they cannot afford to attack; claim S35, "traitors".

    >>> float(branding(0.5, 0.5, base=0.0, stake_weight=1.0, openness_weight=1.0))
    0.5
    """
    return logistic(base + stake_weight * stake - openness_weight * openness)


def stigmatize(
    stigma: Floats, rhetoric: Floats, foreign_share: Floats, stigma_rate: Floats, fade: Floats, dt: float
) -> Floats:
    """Allies abroad are held against a campaigner, and forgotten in time.                  (rule E8-2)

    stigma' = s8 + (stigma - s8) exp(-(a + f) dt),  a = rate rhetoric foreign_share, f = fade, s8 = a / (a + f)

    Reads   stigma, rhetoric, foreign_share of its allies [0-1]; stigma_rate, fade [per year]; dt [years]
    Writes  stigma' [0-1]: the solution of d stigma / dt = a (1 - stigma) - f stigma
    Source  ChristensenWeinstein2013 and claim S35 for the pattern; the equation is ours, bounded in [0, 1].

    >>> float(stigmatize(0.25, 1.0, 1.0, 0.25, 0.75, 1.0))
    0.25
    """
    grow = stigma_rate * rhetoric * foreign_share
    speed = grow + fade
    settled = np.where(speed > 0.0, grow / np.where(speed > 0.0, speed, 1.0), stigma)
    return settled + (stigma - settled) * np.exp(-speed * dt)


def legitimacy(stigma: Floats, legitimacy_loss: Floats) -> Floats:
    """The branded are heard less at home.                                                  (rule E8-3)

    legitimacy = exp(-legitimacy_loss stigma)

    Reads   stigma [0-1], legitimacy_loss [exponent]
    Writes  legitimacy [0-1]: scales access at home and influence on compatriots
    Source  claim S35 and Chaudhry2022 for the cost; the form is ours.

    >>> float(legitimacy(0.0, 1.0))
    1.0
    """
    return np.exp(-legitimacy_loss * stigma)
