"""Parameters that are not known but for their range: one draw for each replicate, the same on both sides of a pair."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from sim.experiments.plans.plan import PlanError
from sim.model.channels import Channel
from sim.model.core.noise import Noise
from sim.model.parameters import check_value, table
from sim.model.state import Floats
from sim.scenario.load import LoadedCase

Ranges = Mapping[str, tuple[float, float]]


def ranges_of(keys: Sequence[str], loaded: LoadedCase) -> dict[str, tuple[float, float]]:
    """Low and high of some parameters, in the unit of each.

    Raises
    ------
    sim.model.parameters.ParameterError
        For a name that does not exist.
    PlanError
        For a parameter that has no range, or a value of its own here.
    """
    found: dict[str, tuple[float, float]] = {}
    for key in keys:
        if key not in table():
            check_value(key, 0.0)
        low, high = table()[key].low, table()[key].high
        if key in loaded.parameters:
            raise PlanError(f"range: '{key}' is set to {loaded.parameters[key]:g} here; leave one of them out")
        if not low < high:
            raise PlanError(f"range: '{key}' has no range: it is {low:g}")
        found[key] = (low, high)
    return found


def drawn(ranges: Ranges, seed: int, replicates: Sequence[int]) -> dict[str, Floats]:
    """A number for each replicate, evenly from its range, (run,): the same whatever else is run or drawn."""
    noise = Noise(seed, replicates)
    return {
        key: np.minimum(high, low + (high - low) * noise.once(*Channel.PARAMETER(key), 1)[0])
        for key, (low, high) in ranges.items()
    }
