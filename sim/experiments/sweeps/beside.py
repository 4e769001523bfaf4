"""Two sweeps side by side: the same settings and replicates in both, run by run, from what is stored."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.experiments.counterfactuals.pairs import Interval, Paired
from sim.experiments.plans.plan import PlanError
from sim.experiments.sweeps.ledger import Ledger
from sim.experiments.sweeps.provenance import canonical
from sim.model.state import Floats
from sim.scenario.problem import suggest


@dataclass(frozen=True)
class Shared:
    """One outcome in one setting that both sweeps have; differences are the second minus the first."""

    outcome: str
    settings: dict[str, Any]  # what varies in the first
    paired: Paired

    def record(self) -> dict[str, Any]:
        """What `--json` gives."""
        (first, second), interval = self.paired.means(), self.interval
        finite = np.isfinite(interval.half_width)
        return {
            "outcome": self.outcome, "settings": self.settings, "pairs": len(self.paired.base),
            "defined": self.paired.n, "mean_first": first, "mean_second": second,
            "difference": self.paired.difference, "low": interval.low if finite else None,
            "high": interval.high if finite else None, "share": self.paired.shares(), "same": self.paired.is_same,
        }  # fmt: skip

    @property
    def interval(self) -> Interval:
        """Of the mean difference, 95 %."""
        return self.paired.interval()


def beside(first: Ledger, second: Ledger, outcomes: Sequence[str] = ()) -> list[Shared]:
    """Every setting that both sweeps have, outcome by outcome, on the replicates that succeeded in both.

    Parameters
    ----------
    outcomes
        Which; none are all that both have.

    Raises
    ------
    PlanError
        For an outcome that one of them lacks, and where they share no run.
    """
    common = [name for name in first.outcome_names if name in second.outcome_names]
    for name in outcomes:
        if name not in common:
            raise PlanError(f"--outcome {name}: is no outcome of both sweeps{suggest(name, common)}")
    ours, theirs = _runs(first), _runs(second)
    both = [key for key in ours if key in theirs]
    if not both:
        raise PlanError(f"{first.folder} and {second.folder}: have no setting and replicate in common")
    settings: dict[str, list[int]] = {}
    for number, (setting, _) in enumerate(both):
        settings.setdefault(setting, []).append(number)
    varying = {_key(first, point): dict(point) for point in first.plan.points}
    found = []
    for name in outcomes or common:
        values = [_values(ledger, runs, both, name) for ledger, runs in ((first, ours), (second, theirs))]
        found += [
            Shared(name, varying[setting], Paired(values[0][rows], values[1][rows]))
            for setting, rows in settings.items()
        ]
    return found


def _key(ledger: Ledger, point: Any) -> str:
    return canonical({**ledger.plan.settings, **point})


def _runs(ledger: Ledger) -> dict[tuple[str, int], bytes]:
    """Outcomes of what succeeded, by setting and replicate; of a setting that stands twice the first."""
    found: dict[tuple[str, int], bytes] = {}
    keys = [_key(ledger, point) for point in ledger.plan.points]
    for run, _, blob in ledger.stored():
        found.setdefault((keys[run.point], run.replicate), blob)
    return found


def _values(ledger: Ledger, runs: dict[tuple[str, int], bytes], both: list[tuple[str, int]], name: str) -> Floats:
    column = ledger.outcome_names.index(name)
    return np.array([ledger.outcomes(runs[key])[column] for key in both])
