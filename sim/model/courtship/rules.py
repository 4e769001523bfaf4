"""E9: whom a patron invites, who comes, what the guests bring home, and what makes people skeptical of it."""

from __future__ import annotations

import numpy as np

from sim.model.formulas import approach, logistic, share_in_step
from sim.model.state import Flags, Floats

FROM, TO = 0.05, 0.95  # skepticism of those whose position is at an end of the scale


def invitation_weight(size: Floats, reach: Floats, is_targeted: Flags, reach_slope: Floats) -> Floats:
    """A patron looks for guests to whom others listen, whatever their party.               (rule E9-1)

    weight = size exp(is_targeted bz reach)

    Reads   size [bodies]; reach [0-1], share of the rest of its country, by size, that listens to the guest;
            is_targeted {0, 1}: 0 invites all alike; reach_slope bz [log odds]
    Writes  weight [bodies], of a guest among those who could be invited
    Source  CaseHistory S136, S138, S141 for invitations to those who are heard, across parties; the form is ours.
            A body does not listen to itself: halves that are rows of their own, and allies, hear each other, so that
            a targeted guest counted as two is invited a little more or less often than one.

    >>> float(invitation_weight(2.0, 0.0, True, 0.6931))
    2.0
    >>> round(float(invitation_weight(2.0, 1.0, True, 0.6931)), 3)  # the logarithm of 2: twice as likely
    4.0
    """
    return size * np.exp(is_targeted * reach_slope * reach)


def prob_accept(
    skepticism: Floats, tension: Floats, *, acceptance: Floats, tension_slope: Floats, skepticism_slope: Floats
) -> Floats:
    """Tension with the main partner opens doors to a patron; skepticism of it shuts them.  (rule E9-2)

    prob = logistic(a0 + at tension - ask skepticism)

    Reads   skepticism [0-1]; tension [0-1], between the guest's country and its main partner; acceptance a0 [logits],
            tension_slope at and skepticism_slope ask [logits per unit]
    Writes  prob [0-1], share of invitations that are taken
    Source  CaseHistory S143 for the sign of tension, S144 for that of skepticism; the form is ours.

    >>> w = dict(acceptance=0.0, tension_slope=1.0, skepticism_slope=1.0)
    >>> float(prob_accept(0.5, 0.5, **w))
    0.5
    >>> round(float(prob_accept(0.0, 1.0, **w)), 3)
    0.731
    """
    return logistic(acceptance + tension_slope * tension - skepticism_slope * skepticism)


def warm_to(
    position: Floats, patron_position: Floats, hosted: Floats, skepticism: Floats, persuasion: Floats
) -> Floats:
    """Guests come home nearer to what their host thinks, the skeptical less.               (rule E9-3)

    shift = al hosted (1 - skepticism) (patron_position - position)

    Reads   position of a guest, patron_position [-1, 1]; hosted [0-1], share of its bodies that went; skepticism [0-1];
            persuasion al [share of the way per visit]
    Writes  shift [position]
    Source  GoldsmithHoriuchiMatush2021 for the sign: approval of a country rises after its leader's visit, above all
            where the media report it; that paid visits of other people do the same is claimed (CaseHistory S142) and
            not documented. The form is ours. Anchors do not move: the effect decays by E1-7.

    >>> warm_to(0.0, 1.0, 0.5, 0.5, 0.4)
    0.1
    """
    return persuasion * hosted * (1.0 - skepticism) * (patron_position - position)


def come_home(
    position: Floats,
    patron_position: Floats,
    hosted: Floats,
    skepticism: Floats,
    warmth: Floats,
    *,
    backfire: Floats,
    backfire_from: Floats,
) -> Floats:
    """The very skeptical come home further from their host than they went.                 (rule E9-4)

    position' = position + warmth - ze hosted max(0, skepticism - k0) sign(patron_position - position), in [-1, 1]

    Reads   position of a guest, patron_position [-1, 1]; hosted [0-1]; skepticism [0-1]; warmth [position], from
            warm_to; backfire ze [position per visit], backfire_from k0 [skepticism]
    Writes  position' [-1, 1]
    Source  ours, for the hope of skepticism in CaseHistory S145; that guests are ever put off is not documented.

    >>> w = dict(backfire=0.5, backfire_from=0.75)
    >>> float(come_home(0.0, 1.0, 1.0, 1.0, 0.0, **w))
    -0.125
    >>> float(come_home(0.0, 1.0, 1.0, 0.75, 0.25, **w))
    0.25
    """
    recoil = backfire * hosted * np.maximum(0.0, skepticism - backfire_from) * np.sign(patron_position - position)
    return np.minimum(1.0, np.maximum(-1.0, position + warmth - recoil))


def grow_skeptical(skepticism: Floats, disclosure: Floats, disclosure_rate: Floats, dt: float) -> Floats:
    """Who learns that people are being courted, and by whom, becomes skeptical of it.      (rule E9-5)

    skepticism' = skepticism + (1 - exp(-dr disclosure dt)) (1 - skepticism)

    Reads   skepticism [0-1]; disclosure [0-1], how far it is known; disclosure_rate dr [per year]; dt [years]
    Writes  skepticism' [0-1], never less than skepticism
    Source  WalkerLudwig2017 for the call to bring such courting to light (page to check); the form is ours.

    >>> round(float(grow_skeptical(0.5, 1.0, 0.6931, 1.0)), 3)  # the logarithm of 2: half of the way
    0.75
    >>> float(grow_skeptical(0.5, 0.0, 0.6931, 1.0))
    0.5
    """
    return approach(skepticism, np.ones(()), share_in_step(disclosure_rate * disclosure, dt))


def lend_legitimacy(power: Floats, same_party_share: Floats, patronage: Floats) -> Floats:
    """A patron lends legitimacy in the eyes of its own party.                              (rule E9-6)

    lent = min(1, sp power same_party_share)

    Reads   power [0-1] of the patron, from relative_power; same_party_share [0-1] of an audience, by size;
            patronage sp [legitimacy]
    Writes  lent [0-1]
    Source  CaseHistory S101 for the sign; the form is ours.

    >>> float(lend_legitimacy(0.8, 0.5, 1.0))
    0.4
    """
    return np.minimum(1.0, patronage * power * same_party_share)


def first_skepticism(position: Floats) -> Floats:
    """Before anything is known, people are as skeptical as they dislike the patron's model. (rule E9-7)

    skepticism = min(.95, max(.05, (1 + position) / 2))

    Reads   position on the issue whose positive pole is skepticism [-1, 1]
    Writes  skepticism [.05-.95]
    Source  ours: the two ends of the scale, and nobody beyond persuasion or all trust from the start.

    >>> [float(first_skepticism(position)) for position in (-1.0, 0.0, 0.5)]
    [0.05, 0.5, 0.75]
    """
    return np.minimum(TO, np.maximum(FROM, 0.5 * (1.0 + position)))


def came(offered: Floats, prob: Floats, size: Floats) -> Floats:
    """How many of a row's bodies go where they are invited.                                (rule E9-8)

    came = min(size, offered prob)

    Reads   offered [bodies], places that fall to the row in this step; prob [0-1], from prob_accept, or 1 where all
            are documented to have come; size [bodies]
    Writes  came [bodies, 0 to size]
    Source  ours: an expectation, since a row often stands for many people.

    >>> float(came(4.0, 0.25, 2.0)), float(came(40.0, 0.25, 2.0))
    (1.0, 2.0)
    """
    return np.minimum(size, offered * prob)


def invitations(invited: float, n_steps: int, share: Floats) -> Floats:
    """A visit invites evenly over the months that it lasts, and guests by their weights.   (rule E9-9)

    invitations = invited / n_steps share

    Reads   invited [people in all]; n_steps [steps that the visit lasts]; share [0-1] of a guest in the weights of all,
            from invitation_weight
    Writes  invitations [bodies in a step]
    Source  ours: the sources date visits by months, and say nothing of the days.

    >>> float(invitations(24.0, 12, 0.25))
    0.5
    """
    return invited / n_steps * share
