"""What varies in a study: a name with the values, or the range, that it takes."""

from __future__ import annotations

import datetime as dt
import math
import numbers
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from sim.model.parameters import table
from sim.scenario.problem import ScenarioError
from sim.scenario.reading import names
from sim.scenario.variants import parse_setting

VARY = "--vary"
VARIANT = "variant"  # the one name that is neither a parameter nor a field
MOST_POINTS = 2**20  # settings of a plan


class PlanError(ValueError):
    """A plan that cannot be carried out; every line of the message is one thing to mend."""

    @property
    def lines(self) -> list[str]:
        """What is wrong, one thing a line."""
        return str(self).splitlines()


@dataclass(frozen=True)
class Axis:
    """One thing that varies: a parameter, a scenario field or `variant`.

    It has either `values`, in order, or a range from `low` to `high`, both included. `is_whole` says that only whole
    numbers of the range fit the field.
    """

    name: str
    values: tuple[Any, ...] = ()
    low: float | None = None
    high: float | None = None
    is_whole: bool = False

    @property
    def is_parameter(self) -> bool:
        """Whether it is a behavioral number, which may differ from run to run within one batch."""
        return self.name in table()

    @property
    def is_range(self) -> bool:
        """Whether it is a range, rather than a list of values."""
        return self.low is not None

    def at(self, share: float) -> Any:
        """The value at a share [0-1] of the axis: ranges evenly, listed values and whole numbers in equal parts.

        >>> Axis("opinion.rate", low=1.0, high=3.0).at(0.25), Axis("variant", ("a", "b", "c")).at(0.5)
        (1.5, 'b')
        """
        if self.low is None or self.high is None:
            return self.values[min(int(share * len(self.values)), len(self.values) - 1)]
        if self.is_whole:
            return int(self.low) + min(int(share * (self.high - self.low + 1)), int(self.high - self.low))
        return min(self.low + (self.high - self.low) * share, self.high)

    def share(self, value: Any) -> float:
        """Where on the axis a value lies, from 0 (the lowest or first) to 1 (the highest or last).

        >>> Axis("opinion.rate", low=1.0, high=3.0).share(1.5), Axis("variant", ("a", "b", "c")).share("b")
        (0.25, 0.5)
        """
        if self.low is None or self.high is None:
            return self.values.index(value) / max(len(self.values) - 1, 1)
        return float((value - self.low) / (self.high - self.low))

    def listed(self, count: int) -> Axis:
        """The same axis with a list of values: `count` of a range, at equal distances and each once.

        Raises
        ------
        PlanError
            If they alone are more than a plan may have settings.
        """
        if self.low is None or self.high is None:
            return self
        refuse_many(count)
        values = [self.low + (self.high - self.low) * i / (count - 1) for i in range(count)]
        if self.is_whole:
            values = [math.floor(value + 0.5) for value in values]
        return Axis(self.name, tuple(dict.fromkeys(normal(self.name, value) for value in values)))

    def record(self) -> dict[str, Any]:
        """Ready for JSON."""
        if not self.is_range:
            return {"name": self.name, "values": list(self.values)}
        return {"name": self.name, "low": self.low, "high": self.high, "whole": self.is_whole}

    @classmethod
    def of(cls, record: Mapping[str, Any]) -> Axis:
        """The axis of a record."""
        if "values" in record:
            return cls(record["name"], tuple(record["values"]))
        return cls(record["name"], (), record["low"], record["high"], record["whole"])


def parse_axis(text: str, levels: int | None = None) -> Axis:
    """An axis from `name=low:high`, `name=low:high:count` (that many values of it), or `name=a,b,c`.

    Parameters
    ----------
    text
        Values of a list are YAML as after `--set`; commas within brackets, braces and quotes divide nothing.
    levels
        Give a range this many values at once; None leaves it a range.

    Raises
    ------
    PlanError
        If the text has another form, or a range that is empty or no range of numbers.

    >>> parse_axis("opinion.rate=1:2:3").values
    (1.0, 1.5, 2.0)
    >>> parse_axis("variant=baseline,no_ezln").values
    ('baseline', 'no_ezln')
    """
    name, _, spec = (part.strip() for part in text.partition("="))
    if not name or not spec:
        raise PlanError(f"{VARY} {text}: must be name=low:high or name=a,b,c")
    pieces = _pieces(spec)
    if len(pieces) > 1 or ":" not in spec or spec[0] in "[{\"'":
        return Axis(name, _listed(name, pieces))
    parts = spec.split(":")
    try:
        low, high = float(parts[0]), float(parts[1])
        count = int(parts[2]) if len(parts) == 3 else levels
    except ValueError:
        message = f"a range needs numbers, as in {name}=0.1:0.9 or {name}=0.1:0.9:5; dates and words are listed"
        raise PlanError(f"{VARY} {text}: {message}, as in {name}=a,b,c") from None
    if len(parts) > 3 or (count is not None and count < 2) or not low < high or not math.isfinite(high - low):
        raise PlanError(f"{VARY} {text}: a range is low:high or low:high:count, with low < high and 2 values or more")
    is_whole = kind(name) == "whole"
    if is_whole and not (low.is_integer() and high.is_integer()):
        raise PlanError(f"{VARY} {text}: {name} is a whole number, and so are the ends of its range")
    axis = Axis(name, (), low, high, is_whole)
    return axis if count is None else axis.listed(count)


def _pieces(spec: str) -> list[str]:
    """Divide at the commas that stand in no brackets, braces or quotes.

    >>> _pieces("[a, b],c")
    ['[a, b]', 'c']
    """
    pieces, depth, quote = [""], 0, ""
    for mark in spec:
        if quote:
            quote = "" if mark == quote else quote
        elif mark in "'\"":
            quote = mark
        depth += 0 if quote else (mark in "[{") - (mark in "]}")
        if mark == "," and not quote and depth <= 0:
            pieces.append("")
        else:
            pieces[-1] += mark
    return pieces


def _listed(name: str, pieces: Iterable[str]) -> tuple[Any, ...]:
    try:
        return tuple(normal(name, parse_setting(f"{name}={piece}")[1]) for piece in pieces)
    except ScenarioError as wrong:
        raise PlanError("\n".join(str(replace(each, file=VARY)) for each in wrong.problems)) from None


def kind(name: str) -> Literal["real", "whole"] | None:
    """What numbers a parameter or scenario field takes; None if it takes something else, or is unknown.

    >>> kind("opinion.rate"), kind("actors.rmalc.access.court"), kind("events.ezln.date")
    ('real', 'whole', None)
    """
    if name in table():
        return "real"
    steps = name.split(".")
    if steps[0] == "ties" and len(steps) > 3 and not steps[1].isdigit():
        steps = ["ties", "0", *steps[3:]]
    types = {branch.get("type") for branch in names.at(steps)}
    return "real" if "number" in types else "whole" if "integer" in types else None


def normal(name: str, value: Any) -> Any:
    """A value in the one form that a plan keeps: 3 and 3.0 are the same capability, and a date is its text.

    Parameters are floats; numbers of scenario fields are whole where they can be.

    >>> normal("opinion.rate", 3), normal("actors.rmalc.capability", 3.0), normal("variant", "no_ezln")
    (3.0, 3, 'no_ezln')
    """
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): normal(f"{name}.{key}", each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [normal(name, each) for each in value]
    if isinstance(value, bool) or not isinstance(value, numbers.Real):
        return value
    number = float(value)
    return int(number) if number.is_integer() and name not in table() else number


def refuse_many(n_points: int) -> None:
    """Refuse more settings than a plan may have, before they are made.

    Raises
    ------
    PlanError
        With their number and the limit.
    """
    if n_points > MOST_POINTS:
        raise PlanError(f"a plan has at most {MOST_POINTS:,} settings (got {n_points:,}); vary or sample less")


def levels_for(samples: int, n_ranges: int) -> int:
    """Values per range such that a grid over all of them has at most about `samples` settings, at least 2.

    >>> levels_for(100, 2)
    10
    """
    return max(2, int(samples ** (1 / max(n_ranges, 1)) + 1e-9))
