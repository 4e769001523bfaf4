"""V30: what is measured on random issues. Written down before the first run, and tried on arrays made by hand alone.

Primary, and chosen beforehand, each on contested issues alone:

1. Share of variance explained: R2 of *passed* (1, 0) by least squares on the difference of log resources, one regressor
   and a constant, as the published bound is on success; what never reaches the floor has not passed. Beside it, never
   instead: R2 of the expected share of yeas and of its logit, both on issues that reach the floor. Target .01-.05, by a
   slope above 0: the richer side must win more often, not less.
2. Status quo kept: share of issues that do not pass, those that never reach the floor counted. Target .55-.70. Most of
   it is built into the generator (random_issues.py); a row with campaigns at their off value belongs beside it.
3. Doors shared: P(a side wins) as drawn, less the same with all ties among its members cut and never open, the other
   side's left; the mean over both sides. Same draws. Target: above 0, interval and all. Cutting takes coordination and
   talk among allies as well as doors: a row with lending off tells them apart.

Intervals are percentiles of 1,000 bootstraps over issues, 2.5 and 97.5. A verdict goes by the estimate for 1 and 2, by
the interval's lower end for 3.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import numpy as np

from sim.evidence import random_issues as generator
from sim.evidence.record import Row, Verdict, write_whole
from sim.model.state import Flags, Floats

TEST = "V30"
RECORD = Path(__file__).with_name("random_issues.json")
ARMS = ("as drawn", "ties for change cut", "ties for the status quo cut")
EXPLAINED, KEPT = (0.01, 0.05), (0.55, 0.70)  # bands of the first two rows
N_BOOTSTRAPS, LEVEL = 1000, (2.5, 97.5)
EDGE = 0.005  # expected shares are cut off here before their logit is taken


@dataclass(frozen=True)
class Outcomes:
    """What came of some issues; axes never vary: arm (see ARMS), row of parameters, issue."""

    log_resources: Floats  # (issue,) of the side for change, less the other's
    is_contested: Flags  # (issue,)
    is_passed: Flags  # (arm, row, issue)
    share: Floats  # (arm, row, issue) expected share of yeas [0-1]; NaN where the bill never reached the floor

    @classmethod
    def joined(cls, parts: Sequence[Outcomes]) -> Outcomes:
        """Batches one after the other."""
        return cls(*(np.concatenate([getattr(each, f.name) for each in parts], axis=-1) for f in fields(cls)))

    def contested(self) -> Outcomes:
        """The contested ones alone."""
        return Outcomes(*(getattr(self, f.name)[..., self.is_contested] for f in fields(self)))


@dataclass(frozen=True)
class Interval:
    """An estimate with the ends of its bootstrap interval."""

    value: float
    low: float
    high: float

    def __str__(self) -> str:
        """Three digits.

        >>> print(Interval(0.0312, 0.02, 0.0449))
        0.031 (0.020 to 0.045)
        """
        return f"{self.value:.3f} ({self.low:.3f} to {self.high:.3f})"


@dataclass(frozen=True)
class Found:
    """One row of the table: all that is measured under one set of parameters."""

    label: str
    n: int  # contested issues
    explained: Interval  # R2 of passed [0-1]; primary
    slope: Interval  # of passed on the difference of log resources [probability per unit of log ratio]
    explained_share: Interval  # R2 of the expected share
    explained_logit: Interval  # R2 of its logit
    kept: Interval  # share of issues in which the status quo is kept [0-1]
    doors: Interval  # P(wins) with ties less P(wins) without, mean of both sides [-1, 1]
    doors_change: Interval  # the same for the side for change
    doors_keep: Interval  # the same for the side for the status quo
    n_turned: int  # issues in which cutting the ties of one side or the other turns the outcome


# Statistics; the last axis is the issue


def explained(outcome: Floats, log_resources: Floats) -> float:
    """R2 of least squares on one regressor and a constant, over issues where the outcome is known [0-1].

    NaN where either does not vary.

    Parameters
    ----------
    outcome, log_resources : (issue,)

    >>> explained(np.array([0.0, 1.0, 0.0, 1.0]), np.array([-1.0, 1.0, 1.0, 3.0]))
    0.5
    """
    is_known = np.isfinite(outcome)
    y, x = (
        each[is_known] - each[is_known].mean() if is_known.any() else np.zeros(1) for each in (outcome, log_resources)
    )
    whole = float(np.sum(x**2) * np.sum(y**2))
    return float(np.sum(x * y)) ** 2 / whole if whole > 0.0 else float("nan")


def slope(outcome: Floats, log_resources: Floats) -> float:
    """Slope of the same least squares [outcome per unit of log ratio]; NaN where resources do not vary.

    >>> slope(np.array([0.0, 1.0, 0.0, 1.0]), np.array([-1.0, 1.0, 1.0, 3.0]))
    0.25
    """
    x = log_resources - log_resources.mean()
    whole = float(np.sum(x**2))
    return float(np.sum(x * outcome)) / whole if whole > 0.0 else float("nan")


def logit(share: Floats) -> Floats:
    """Log odds of expected shares, cut off at EDGE from both ends; NaN stays [logits]."""
    inside = np.clip(share, EDGE, 1.0 - EDGE)
    return np.log(inside / (1.0 - inside))


def status_quo_kept(is_passed: Flags | Floats) -> float:
    """Share of issues that did not pass, (issue,) -> [0-1].

    >>> status_quo_kept(np.array([True, False, False, False]))
    0.75
    """
    return float(1.0 - np.mean(is_passed))


def door_gain(is_passed: Flags) -> Floats:
    """What ties are worth to each side, issue by issue: won with them less won without, (2, issue) [-1, 0, 1].

    The side for change first; it wins where the bill passes, the other where not.

    Parameters
    ----------
    is_passed : (arm, issue)

    >>> door_gain(np.array([[True, False], [False, False], [True, True]])).tolist()
    [[1.0, 0.0], [0.0, 1.0]]
    """
    drawn, change_cut, keep_cut = is_passed.astype(float)
    return np.stack([drawn - change_cut, keep_cut - drawn])


def bootstrap(statistic: Callable[..., float], *arrays: Floats | Flags, seed: int = generator.SEED) -> Interval:
    """A statistic of arrays (..., issue), with the interval that drawing issues again gives.

    Draws in which it is not defined are left out. Resamples hang on the seed and the number of issues, so rows of one
    table share theirs.
    """
    n, rng = arrays[0].shape[-1], np.random.default_rng(seed)
    value = statistic(*arrays)
    drawn = [rng.integers(0, n, n) for _ in range(N_BOOTSTRAPS)]
    again = np.array([statistic(*(each[..., rows] for each in arrays)) for rows in drawn])
    again = again[np.isfinite(again)]
    low, high = np.percentile(again, LEVEL) if len(again) else (np.nan, np.nan)
    return Interval(value, float(low), float(high))


def _mean(values: Floats) -> float:
    return float(np.mean(values))


def measure(outcomes: Outcomes, labels: Sequence[str]) -> list[Found]:
    """The table, a row for each set of parameters, from contested issues alone."""
    counted, found = outcomes.contested(), []
    for row, label in enumerate(labels):
        passed, share, x = counted.is_passed[:, row], counted.share[0, row], counted.log_resources
        gain = door_gain(passed)
        found.append(
            Found(
                label=label,
                n=len(x),
                explained=bootstrap(explained, passed[0].astype(float), x),
                slope=bootstrap(slope, passed[0].astype(float), x),
                explained_share=bootstrap(explained, share, x),
                explained_logit=bootstrap(explained, logit(share), x),
                kept=bootstrap(status_quo_kept, passed[0]),
                doors=bootstrap(_mean, gain.mean(axis=0)),
                doors_change=bootstrap(_mean, gain[0]),
                doors_keep=bootstrap(_mean, gain[1]),
                n_turned=int(np.count_nonzero(gain.any(axis=0))),
            )
        )
    return found


# The ladder


def write(found: Sequence[Found]) -> Path:
    """Put rows of the table on record, beside this file."""
    rows = {
        each.label: {
            key: value if isinstance(value, int) else [value.value, value.low, value.high]
            for key, value in vars(each).items()
            if key != "label"
        }
        for each in found
    }
    write_whole(RECORD, json.dumps(rows, indent=1) + "\n")
    return RECORD


def on_record() -> dict[str, Found]:
    """What was last written, by label."""
    rows: dict[str, dict[str, Any]] = json.loads(RECORD.read_text(encoding="utf-8"))
    return {label: _found(label, row) for label, row in rows.items()}


def _found(label: str, row: Mapping[str, Any]) -> Found:
    intervals = {key: Interval(*value) for key, value in row.items() if isinstance(value, list)}
    return Found(label, row["n"], n_turned=row["n_turned"], **intervals)


def ladder_rows() -> list[Row]:
    """Rows of the ladder: both forms of a campaign's effect, as they are on record."""
    found = on_record()
    return [row for form in ("plain", "receptivity") for row in rows_of(found[form], found["off"])]


def rows_of(found: Found, off: Found | None = None) -> list[Row]:
    """Three rows of the ladder from one row of the table; the size of the effect was chosen on the first of them.

    Parameters
    ----------
    off : the same with campaigns at their off value, the baseline of all three
    """
    wealth: Verdict = _inside(found.explained, EXPLAINED) if found.slope.value > 0.0 else "miss"
    opens: Verdict = "inside" if found.doors.low > 0.0 else "miss"
    measured: tuple[tuple[str, str, str, Verdict], ...] = (
        ("variance of success that log resources explain, in-sample", "0.01-0.05", "explained", wealth),
        ("contested issues in which the status quo is kept", "0.55-0.70", "kept", _inside(found.kept, KEPT)),
        ("P(a side wins), doors shared less ties cut", "> 0", "doors", opens),
    )
    rows: list[Row] = []
    for what, target, name, verdict in measured:
        baseline = "-" if off is None else f"without campaigns {getattr(off, name).value:.3f}"
        ours = str(getattr(found, name))
        rows.append(Row(TEST, f"{what} ({found.label})", target, ours, baseline, verdict, found.n, generator.SEED))
    return rows


def _inside(found: Interval, band: tuple[float, float]) -> Verdict:
    return "inside" if band[0] <= found.value <= band[1] else "miss"
