"""How a behavioral number is declared: once, with its unit, range, mark and source."""

from __future__ import annotations

import dataclasses
import math
from dataclasses import dataclass
from typing import Any, Literal

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
