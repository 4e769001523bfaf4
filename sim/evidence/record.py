"""What the evidence scripts share: where data lie, what an estimate and a row of the ladder are, and how to write."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from sim import whole

Verdict = Literal["exact", "inside", "tie", "miss", "no test", "data not here"]


@dataclass(frozen=True)
class Estimate:
    """One measured parameter.

    `low` and `high` bound its interval (95 % unless the note says otherwise); `n` counts observations.
    """

    key: str  # of sim.model.parameters.table(), such as ties.forum
    value: float
    se: float | None
    low: float
    high: float
    n: int
    note: str


@dataclass(frozen=True)
class Row:
    """One row of the ladder: a published or documented figure, ours, and a naive or rival baseline."""

    test: str  # such as V11
    what: str
    target: str
    ours: str
    baseline: str
    verdict: Verdict
    n: int | None
    seed: int | None


def data_folder() -> Path:
    """Folder of the data: `shared/data` beside the checkout. It may be absent."""
    return Path(__file__).resolve().parents[3] / "shared" / "data"


def exact(holds: bool) -> Verdict:
    """The verdict of a row that knows no middle: exact or a miss."""
    return "exact" if holds else "miss"


def text(record: Mapping[str, Any]) -> str:
    """A record as JSON, sorted, a line for each entry that is itself a record; the same record gives the same bytes.

    >>> print(text({"n": 2, "each": {"b": {"x": 1}, "a": {"x": 2}}, "list": [{"x": 3}]}), end="")
    {
     "each": {
      "a": {"x": 2},
      "b": {"x": 1}
     },
     "list": [
      {"x": 3}
     ],
     "n": 2
    }
    """
    lines = []
    for key, value in sorted(record.items()):
        inner, (opens, closes) = [], ("{", "}")
        if isinstance(value, dict) and any(isinstance(each, dict) for each in value.values()):
            inner = [f"{json.dumps(name)}: {json.dumps(value[name], sort_keys=True)}" for name in sorted(value)]
        elif isinstance(value, list) and any(isinstance(each, dict) for each in value):
            inner, (opens, closes) = [json.dumps(each, sort_keys=True) for each in value], ("[", "]")
        body = f"{opens}\n  " + ",\n  ".join(inner) + f"\n {closes}" if inner else json.dumps(value, sort_keys=True)
        lines.append(f" {json.dumps(key)}: {body}")
    return "{\n" + ",\n".join(lines) + "\n}\n"


def write_whole(path: Path, content: str) -> Path:
    """Write a text file, whole or not at all; gives its path."""
    whole.write_whole(path, lambda part: part.write_text(content, encoding="utf-8", newline="\n"))
    return path
