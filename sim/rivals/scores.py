"""How far forecasts of decisions lie from the record, by one sum for rivals, the model and the coded table alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sim.rivals.forecasts import Forecast


@dataclass(frozen=True)
class Recorded:
    """What is documented of a decision; None where it is not."""

    share: float | None  # of votes that said yes [0-1]
    passed: bool | None


@dataclass(frozen=True)
class Score:
    """Errors of some forecasts, and over how many decisions; None over none.

    Parameters
    ----------
    error : mean absolute error of the yes share [0-1]
    brier : mean squared error of the probability that a decision passes [0-1]
    """

    error: float | None
    n_error: int
    brier: float | None
    n_brier: int


def score(forecasts: Mapping[str, Forecast], record: Mapping[str, Recorded]) -> Score:
    """Both errors, over the decisions that are documented and forecast.

    Source  Brier1950 for the second.

    >>> said = {"a": Forecast(0.6, 0.8), "b": Forecast(None, 0.5)}
    >>> score(said, {"a": Recorded(0.5, True), "b": Recorded(0.4, False), "c": Recorded(0.9, True)})
    Score(error=0.1, n_error=1, brier=0.145, n_brier=2)
    """
    gaps, squares = [], []
    for name, said in forecasts.items():
        known = record.get(name, Recorded(None, None))
        if known.share is not None and said.share is not None:
            gaps.append(abs(said.share - known.share))
        if known.passed is not None:
            squares.append((said.passes - known.passed) ** 2)
    return Score(_mean(gaps), len(gaps), _mean(squares), len(squares))


def _mean(values: list[float]) -> float | None:
    return round(sum(values) / len(values), 12) if values else None
