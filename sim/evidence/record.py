"""What the evidence scripts share: where data lie, what an estimate and a row of the ladder are."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Verdict = Literal["exact", "inside", "tie", "miss", "data not here"]


@dataclass(frozen=True)
class Estimate:
    """One measured parameter.

    `low` and `high` bound its interval (95 % unless the note says otherwise); `n` counts observations.
    """

    key: str  # of sim.params.table(), such as alliance.forum
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
