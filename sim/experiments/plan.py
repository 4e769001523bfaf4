"""A plan of settings: what varies, over which values, in which combinations."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sim.params import table
from sim.scenario.variants import parse_setting


class PlanError(ValueError):
    """A plan that cannot be carried out; the message is one line for the user."""


@dataclass(frozen=True)
class Axis:
    """One thing that varies: a parameter, a scenario field or `variant`, and its values in order."""

    name: str
    values: tuple[Any, ...]

    @property
    def is_parameter(self) -> bool:
        """Whether it is a behavioral number, which may differ from run to run within one batch."""
        return self.name in table()


def parse_axis(text: str, levels: int) -> Axis:
    """An axis from `name=low:high` (as many values as `levels`), `name=low:high:count`, or `name=a,b,c`.

    Raises
    ------
    PlanError
        If the text has another form, or a range that is empty or no range of numbers.

    >>> parse_axis("influence.rate=1:2", 3).values
    (1.0, 1.5, 2.0)
    >>> parse_axis("variant=baseline,no_ezln", 3).values
    ('baseline', 'no_ezln')
    """
    name, _, spec = text.partition("=")
    if not name or not spec:
        raise PlanError(f"--vary {text}: must be name=low:high or name=a,b,c")
    parts = spec.split(":")
    if len(parts) == 1:
        return Axis(name, tuple(parse_setting(f"{name}={value}")[1] for value in spec.split(",")))
    try:
        low, high = float(parts[0]), float(parts[1])
        count = int(parts[2]) if len(parts) == 3 else levels
    except ValueError:
        raise PlanError(f"--vary {text}: a range needs numbers, as in {name}=0.1:0.9 or {name}=0.1:0.9:5") from None
    if len(parts) > 3 or count < 2 or not low < high:
        raise PlanError(f"--vary {text}: a range is low:high or low:high:count, with low < high and 2 values or more")
    return Axis(name, tuple(low + (high - low) * i / (count - 1) for i in range(count)))


def grid(axes: Sequence[Axis]) -> list[dict[str, Any]]:
    """Every combination of the axes' values, the last axis fastest.

    >>> grid([Axis("a", (1, 2)), Axis("b", (3, 4))])
    [{'a': 1, 'b': 3}, {'a': 1, 'b': 4}, {'a': 2, 'b': 3}, {'a': 2, 'b': 4}]
    """
    names = [axis.name for axis in axes]
    if len(set(names)) < len(names):
        raise PlanError(f"--vary: each name once (got {', '.join(names)})")
    return [dict(zip(names, point, strict=True)) for point in itertools.product(*(axis.values for axis in axes))]


def levels_for(samples: int, n_ranges: int) -> int:
    """Values per range such that a grid over all of them has at most about `samples` settings, at least 2.

    >>> levels_for(100, 2)
    10
    """
    return max(2, int(samples ** (1 / max(n_ranges, 1)) + 1e-9))


def split(point: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, float]]:
    """A setting's scenario fields and its parameters."""
    fields = {name: value for name, value in point.items() if name not in table()}
    return fields, {name: value for name, value in point.items() if name in table()}
