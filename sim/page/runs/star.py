"""The settings that a static page holds: the base, each slider alone, the variants, each actor removed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from sim.model.declare import Parameter
from sim.model.parameters import table
from sim.scenario.load import LoadedCase
from sim.scenario.variants import BASELINE

N_LEVELS = 5
BASE = "base"


@dataclass(frozen=True)
class Choice:
    """One setting: a variant of a case, parameters that differ from it, actors that never enter."""

    id: str
    variant: str | None = None
    parameters: Mapping[str, float] = field(default_factory=dict)
    without: tuple[str, ...] = ()


@dataclass(frozen=True)
class Slider:
    """A parameter that can be moved, and the levels at which a static page holds it."""

    row: Parameter
    default: float  # of this case
    levels: tuple[float, ...]
    at_default: int  # which of the levels the base has

    @property
    def name(self) -> str:
        """Name on the command line."""
        return self.row.key


def slider(name: str, loaded: LoadedCase) -> Slider:
    """Low, halfway to the default, default, halfway to high, high.

    Where the default is one of the ends, the levels are spread evenly. A case may set a default of its own outside
    of the range of the table; then the range is widened to it.
    """
    row = table()[name]
    default = float(loaded.parameters.get(name, row.default))
    low, high = min(row.low, default), max(row.high, default)
    if low < default < high:
        levels = (low, (low + default) / 2, default, (default + high) / 2, high)
        return Slider(row, default, levels, 2)
    even = tuple(float(each) for each in np.linspace(low, high, N_LEVELS))
    return Slider(row, default, even, 0 if default == low else N_LEVELS - 1)


def star_of(sliders: Sequence[Slider], variants: Sequence[str], removals: Sequence[str]) -> Iterator[Choice]:
    """Every setting of a static page, the base first; each differs from it in one thing."""
    yield Choice(BASE)
    for each in sliders:
        for level, value in enumerate(each.levels):
            if level != each.at_default:
                yield Choice(f"slider:{each.name}:{level}", parameters={each.name: value})
    for name in variants:
        yield Choice(f"variant:{name}", variant=name)
    for actor in removals:
        yield Choice(f"without:{actor}", without=(actor,))


def variants_of(loaded: LoadedCase) -> list[str]:
    """Variants that a case declares, without the base."""
    return [name for name in loaded.scenario.variants if name != BASELINE]
