"""E9: what a patron abroad lends to those it sponsors."""

from __future__ import annotations

import numpy as np

from sim.state import Floats


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
