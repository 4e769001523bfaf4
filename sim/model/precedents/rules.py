"""E7 between parties: how earlier agreements are remembered, and how likely the core of a text comes on offer."""

from __future__ import annotations

import numpy as np

from sim.model.formulas import logistic
from sim.model.state import Flags, Floats


def remembered(age: Floats, forgetting: Floats) -> Floats:
    """An earlier agreement counts less the older it is.                                    (rule E7-3)

    counts = exp(-dm age)

    Reads   age [years, >= 0]; forgetting dm [per year]
    Writes  counts [0-1], how much it still counts, with or without a provision
    Source  measured: on agreements of 1990-2016 from 0 to .3 fits alike, best .07 (evidence/precedents.py).

    >>> round(float(remembered(14.0, 0.05)), 2)
    0.5
    """
    return np.exp(-forgetting * age)


def provision_weight(carried: Floats, is_side: Flags, side_weight: Floats) -> Floats:
    """A provision in a side agreement is a lesser precedent than one in the core.           (rule E7-4)

    weight = carried (w_side if is_side else 1)

    Reads   carried y [0-1]: the agreement has the provision; is_side {0, 1}; side_weight w_side [0-1]
    Writes  weight [0-1]
    Source  ours: no data tell what a side agreement is worth as a precedent.

    >>> float(provision_weight(1.0, True, 0.5)), float(provision_weight(1.0, False, 0.5))
    (0.5, 1.0)
    """
    return carried * np.where(is_side, side_weight, 1.0)


def precedent(with_provision: Floats, counted: Floats) -> Floats:
    """A party's own precedents: how much of what it agreed before had the provision.        (rule E7-5)

    M_c = with_provision / (counted + 1)

    Reads   with_provision: what the agreements with the provision count, by weight; counted: what all of its earlier
            agreements count [agreements]
    Writes  M_c [0-1]; the parties together have the largest of theirs
    Source  BacciniDuerHaftel2015 and MorinDuerLechner2018 for provisions that spread by their parties' own templates;
            the 1 is ours: who has agreed once has less of a habit than who has agreed ten times. The largest beats
            the smallest by 26 units of log likelihood: who has the habit brings it to the table.

    >>> float(precedent(0.0, 0.0)), float(precedent(3.0, 3.0))
    (0.0, 0.75)
    """
    return with_provision / (counted + 1.0)


def core_chance(
    own: Floats, depth: Floats, is_south: Flags, base: Floats, *, own_weight: Floats, depth_weight: Floats,
    south_weight: Floats,
) -> Floats:  # fmt: skip
    """What parties agreed before comes back, the more so in deep agreements.                (rule E7-6)

    P = logistic(a0 + bM M + bd depth - bs is_south)

    Reads   own M [0-1]: the largest precedent of the parties; depth [0-7]: how far the agreement goes (DESTA);
            is_south {0, 1}: all parties are countries of the South; base a0, weights bM, bd, bs [logits]
    Writes  P [0-1], the chance that a provision in the core comes on offer; what is made of it is politics (E6)
    Source  measured on labor in agreements of 1990-2016 (RaessDuerSari2018, DuerBacciniElsig2014), with environment
            (MorinDuerLechner2018) beside: evidence/precedents.py. Diffusion worldwide is refuted there, and unions
            or a left government add nothing.

    >>> w = dict(own_weight=4.0, depth_weight=0.5, south_weight=1.0)
    >>> float(core_chance(0.5, 4.0, False, -4.0, **w)), round(float(core_chance(0.5, 4.0, True, -4.0, **w)), 2)
    (0.5, 0.27)
    >>> float(core_chance(0.0, 0.0, False, np.inf, **w))  # all is on offer
    1.0
    """
    return logistic(base + own_weight * own + depth_weight * depth - south_weight * is_south)
