"""E7 among many adopters: with what hazard an idea is taken up where others have it, and when it is given up."""

from __future__ import annotations

import numpy as np

from sim.model.state import Floats


def adoption_hazard(share_adopted: Floats, window: Floats, base_hazard: Floats, adoption_slope: Floats) -> Floats:
    """Adoption by others makes adoption likelier, within a window.                         (rule E7-1)

    hazard = lam0 exp(b1 share_adopted) window

    Reads   share_adopted [0-1] of all who could adopt, one step ago, without those who gave up since; window [0-1],
            how far adoption is possible; base_hazard lam0 [per year], the hazard where share_adopted is 0; weight b1
            [log hazard per unit]
    Writes  hazard [per year, >= 0], of those who have not adopted
    Source  FinnemoreSikkink1998 for norms that cascade with the number of adopters; Granovetter1978 for choices that
            hang on how many chose before; ChristensenWeinstein2013 for the data that give lam0 and b1.
            The exponential form and the window are ours: a smooth hazard, not Granovetter's thresholds.
            Peers (an adopter's own region) are left out: on 1982-2000 their weight is .35, se 2.0, not told from 0.
            Weak evidence: one panel of laws, in which b1 is not stable. What two or three parties agree again and
            again is another thing, see sim/model/precedents.

    >>> float(adoption_hazard(0.0, 1.0, 0.25, 2.0))
    0.25
    >>> round(float(adoption_hazard(0.5, 1.0, 0.25, 2.0)), 4)  # a quarter of e
    0.6796
    >>> float(adoption_hazard(0.5, 0.0, 0.25, 2.0))
    0.0
    """
    return base_hazard * np.exp(adoption_slope * share_adopted) * window


def shift_adopted(adopted: Floats, abandoning: Floats, adopting: Floats) -> Floats:
    """Some who have an idea give it up, some who do not have it take it up, nobody both.   (rule E7-2)

    adopted' = adopted (1 - abandoning) + (1 - adopted) adopting

    Reads   adopted [0-1], share of an actor's bodies that has the idea; abandoning, adopting [0-1]: of one body 0 or
            1, by a draw; of many the shares that chances make, share_in_step of the hazards
    Writes  adopted' [0-1]; of one body 0 or 1
    Source  bookkeeping; of many alike bodies it is the expectation of what single ones do.

    >>> shift_adopted(1.0, 1.0, 1.0), shift_adopted(0.0, 1.0, 1.0)
    (0.0, 1.0)
    >>> shift_adopted(0.5, 0.5, 0.25)
    0.375
    """
    return adopted * (1.0 - abandoning) + (1.0 - adopted) * adopting
