"""What a yearly rate does in one step; every rule that moves a quantity over time uses these."""

from __future__ import annotations

import numpy as np

from sim.state import Floats


def share_in_step(rate: Floats, dt: float) -> Floats:
    """Part of the way to its target that a quantity goes in one step.                      (rule R-1)

    share = 1 - exp(-rate dt)

    Reads   rate [per year, >= 0; infinity: all the way], dt [years]
    Writes  share [0-1]
    Source  exact solution of dx/dt = rate (target - x); makes every rule independent of the step's length.

    >>> round(float(share_in_step(np.float64(1.5), 1 / 12)), 4)
    0.1175
    """
    return 1.0 - np.exp(-rate * dt)


def approach(value: Floats, target: Floats, share: Floats) -> Floats:
    """A quantity goes a share of the way to its target.                                    (rule R-2)

    value' = value + share (target - value)

    Reads   value, target [any unit], share [0-1], from share_in_step
    Writes  value' [same unit]
    Source  as share_in_step.

    >>> approach(0.25, 0.75, 0.5)
    0.5
    """
    return value + share * (target - value)
