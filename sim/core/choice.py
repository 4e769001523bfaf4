"""Choosing among alternatives that rules have scored."""

from __future__ import annotations

import numpy as np

from sim.core.influence import row_sums
from sim.setting import Rows
from sim.state import Flags, Floats


def shares(value: Floats, slope: Floats, allowed: Flags, starts: Rows) -> Floats:
    """How each group divides its means over alternatives and an outside option of value 0.

    weight = max(0, exp(slope value) - 1)
    share = weight / (1 + sum of the group's weights)

    A multinomial logit with its outside option taken off every weight: an alternative that is worth no more than
    saving is not taken, so that adding places of no use changes nothing. In the plain logit each of them draws some
    effort: three tenths of all that was spent in the first trial of the NAFTA case.

    Parameters
    ----------
    value : (issue, alternative, run); alternatives sorted by group, all issues of an alternative belong to its group
    slope : (run,) >= 0
    allowed : (alternative, run)
    starts : (group,) first alternative of each group

    Returns
    -------
    (issue, alternative, run), 0 where not allowed; a group sums to less than 1, the rest is saved
    """
    if value.shape[1] == 0:
        return np.zeros_like(value)
    scores = slope * value
    best = np.maximum.reduceat(np.maximum(scores.max(axis=0), 0.0), starts, axis=0)
    sizes = np.diff(np.r_[starts, value.shape[1]])
    scores -= np.repeat(best, sizes, axis=0)  # so that no exponential overflows; it cancels below
    saved = np.exp(-best)
    np.exp(scores, out=scores)
    scores -= np.repeat(saved, sizes, axis=0)
    np.maximum(scores, 0.0, out=scores)
    scores *= allowed
    total = saved.copy()
    for issue in scores:
        total += row_sums(issue, starts)
    scores /= np.repeat(total, sizes, axis=0)
    return scores
