"""Contributions: what each thing adds to an outcome, pair by pair, ranked within its kind."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np

from sim.experiments.counterfactuals import pairs
from sim.experiments.counterfactuals.compare import LEVEL
from sim.experiments.counterfactuals.deletions import KINDS, Deletion
from sim.experiments.counterfactuals.pairs import Interval, Paired
from sim.model.state import Counts


@dataclass(frozen=True)
class Contribution:
    """What one thing adds to the outcome: the outcome with it minus the outcome without it, pair by pair."""

    deletion: Deletion
    paired: Paired = field(repr=False)  # base: without it, other: the case itself
    is_own: bool  # it is itself counted in the outcome: its own votes, or a member of what is measured
    rank: int  # by size within its kind, from 1
    stands: bool  # its interval would leave out 0 though so many were looked at (Holm)
    parts: str | None  # median month in which histories part to the bit; None: not in half of the pairs looked at
    deeds: str | None  # the same for allies and votes of the others
    other_form: Paired | None = None  # of a group: the same where effort counts in the other form

    @cached_property
    def interval(self) -> Interval:
        """95 % interval; of nothing at all where its runs are those of the case itself."""
        return Interval(0.0, 0.0, 1.0) if self.deletion.idle else self.paired.interval(LEVEL)

    @property
    def size(self) -> float:
        """Mean contribution, in the unit of the outcome; NaN where no pair has both."""
        return 0.0 if self.deletion.idle else self.paired.difference

    @property
    def is_same(self) -> bool:
        """Whether the outcome is the same without it in every pair."""
        return bool(self.deletion.idle) or self.paired.is_same

    @property
    def is_apart(self) -> bool:
        """Whether it differs in a pair, so that there is a spread to show."""
        return not self.is_same and bool(self.paired.gaps.any() or not self.paired.n)

    @property
    def includes_zero(self) -> bool:
        """Whether its interval includes 0."""
        return self.interval.low <= 0.0 <= self.interval.high

    def record(self) -> dict[str, Any]:
        """The contribution as `--json` gives it."""
        finite = math.isfinite(self.interval.half_width)
        undefined = zip(("without", "with", "both"), self.paired.undefined().values(), strict=True)
        return {
            "kind": self.deletion.kind, "id": self.deletion.id, "rank": self.rank, "idle": self.deletion.idle,
            "contribution": self.size, "low": self.interval.low if finite else None,
            "high": self.interval.high if finite else None, "includes_zero": self.includes_zero,
            "stands": self.stands, "p": self.interval.p, "pairs": len(self.paired.base), "defined": self.paired.n,
            "undefined": dict(undefined), "share": self.paired.shares(), "own": self.is_own,
            "parts": self.parts, "deeds": self.deeds,
            "other_form": None if self.other_form is None else self._in_other_form(self.other_form),
        }  # fmt: skip

    @staticmethod
    def _in_other_form(paired: Paired) -> dict[str, float | None]:
        interval = paired.interval(LEVEL)
        ends = (interval.low, interval.high) if math.isfinite(interval.half_width) else (None, None)
        return {"contribution": paired.difference, "low": ends[0], "high": ends[1]}


def ranked(
    paired: Mapping[Deletion, Paired], in_other: Mapping[Deletion, Paired], counted: set[str],
    dates: Mapping[Deletion, tuple[Counts, Counts]], months: Sequence[str],
) -> tuple[Contribution, ...]:  # fmt: skip
    """Rank them within their kinds, and say which stand though so many were looked at.

    Parameters
    ----------
    paired, in_other : pairs of each deletion, and those in the other form in which effort counts
    counted : actors that are themselves counted in the outcome
    dates : steps in which histories part, to the bit and in deeds, (replicate,) each
    months : of the run
    """
    intervals = {each: known.interval(LEVEL) for each, known in paired.items() if each.idle is None}
    stands = dict(zip(intervals, pairs.holm(np.array([each.p for each in intervals.values()])), strict=True))
    found: list[Contribution] = []
    for kind in KINDS:
        sizes = {
            each: 0.0 if each.idle else abs(known.difference) for each, known in paired.items() if each.kind == kind
        }
        # NaN last, what was not run after what made no difference; the order of the files where sizes are the same
        order = sorted(sizes, key=lambda each: (np.isnan(sizes[each]), each.idle is not None, -sizes[each]))
        for rank, each in enumerate(order, 1):
            parts, deeds = (_median(step, months) for step in dates.get(each, (None, None)))
            found.append(
                Contribution(
                    each, paired[each], not counted.isdisjoint(each.actors), rank,
                    bool(stands.get(each, False)), parts, deeds, in_other.get(each),
                )
            )  # fmt: skip
    return tuple(found)


def _median(steps: Counts | None, months: Sequence[str]) -> str | None:
    """The month by which half of the pairs have parted."""
    if steps is None:
        return None
    middle = int(np.sort(steps)[(len(steps) - 1) // 2])
    return months[middle] if middle < len(months) else None
