"""How the model's numbers and arrays are declared: once, as data, with their unit, range and meaning."""

from __future__ import annotations

import dataclasses
import math
from dataclasses import dataclass
from types import NoneType
from typing import Any, Literal, get_args, get_origin, get_type_hints

import numpy as np

Mark = Literal["measured", "documented", "claimed", "assumed"]


@dataclass(frozen=True)
class Parameter:
    """One row of the parameter table (`run.py odd`).

    `low` and `high` span the prior for sensitivity runs; `least` and `most` bound what is accepted at all;
    `off` is the value at which the term vanishes exactly, None where only another parameter can switch it off.
    """

    mechanism: str
    name: str
    symbol: str
    default: float
    low: float
    high: float
    unit: str
    mark: Mark
    source: str
    off: float | None
    least: float
    most: float

    @property
    def key(self) -> str:
        """Name on the command line, such as `opinion.rate`."""
        return f"{self.mechanism}.{self.name}"


def parameter(
    default: float,
    low: float,
    high: float,
    *,
    symbol: str,
    unit: str,
    mark: Mark,
    source: str,
    off: float | None = None,
    least: float = 0.0,
    most: float = math.inf,
) -> Any:
    """A dataclass field that carries its row of the parameter table; its value in a run has shape (run,)."""
    row = {"default": default, "low": low, "high": high, "symbol": symbol, "unit": unit, "mark": mark}
    return dataclasses.field(metadata=row | {"source": source, "off": off, "least": least, "most": most})


def rows_of(group: type, mechanism: str) -> list[Parameter]:
    """The table rows that a parameter group declares, in order."""
    return [Parameter(mechanism=mechanism, name=f.name, **f.metadata) for f in dataclasses.fields(group)]


@dataclass(frozen=True)
class Field:
    """What an array holds: the annotation of a field, as in `Annotated[Floats, Field("actor run", "strength")]`.

    `axes` names its axes in order; `*` is an axis of any length. A tuple of arrays has its own length for a first axis.
    Values lie from `low` to `high`, both included; those of an array of rows below the length of the axis `of`.
    """

    axes: str
    meaning: str
    unit: str = ""
    low: float = -math.inf
    high: float = math.inf
    of: str = ""

    @property
    def range(self) -> str:
        """The range as it is written, such as [0, 1]; empty where there is none.

        >>> Field("run", "", low=-1, high=1).range, Field("run", "", low=0).range, Field("run", "").range
        ('[-1, 1]', '>= 0', '')
        """
        if math.isinf(self.low):
            return "" if math.isinf(self.high) else f"<= {self.high:g}"
        return f">= {self.low:g}" if math.isinf(self.high) else f"[{self.low:g}, {self.high:g}]"


@dataclass(frozen=True)
class Declared:
    """One array of a dataclass: its numbers and what they are."""

    dtype: np.dtype[Any]
    field: Field


def declared(kind: type) -> dict[str, Declared]:
    """The arrays that a dataclass declares by a `Field`, by name, in order."""
    hints = get_type_hints(kind, include_extras=True)
    named = ((name, hint, getattr(hint, "__metadata__", ())) for name, hint in hints.items())
    return {name: Declared(_dtype(hint), *notes) for name, hint, notes in named if notes}


def _dtype(hint: Any) -> np.dtype[Any]:
    """The numbers of an annotated array, of one that may be None, or of those of a tuple."""
    while get_origin(hint) is not np.ndarray:
        (hint, *_) = (each for each in get_args(hint) if each is not NoneType)
    return np.dtype(get_args(get_args(hint)[1])[0])
