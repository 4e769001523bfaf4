"""Every forecast beside the coded table alone, on the same draws: what do the mechanisms add, run by run?"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.ensemble import Ensemble
from sim.experiments.counterfactuals.pairs import Paired
from sim.model.state import Floats
from sim.results import Result, summarize
from sim.scenario import table_alone as case
from sim.scenario.load import LoadedCase

NIL = 1e-9  # differences up to this are rounding

Progress = Callable[[int], object]


@dataclass(frozen=True)
class Beside:
    """One outcome of the coded table alone, beside the forecast on the same replicates.

    Parameters
    ----------
    paired : the table alone is its base, the forecast its other side; NaN where an outcome is not defined
    """

    paired: Paired

    @property
    def alone(self) -> Floats:
        """What the table alone gives, (run,)."""
        return self.paired.base

    @property
    def decides(self) -> bool | None:
        """Whether the table decides: the forecast is the same in every run; None if neither is ever defined."""
        undefined = self.paired.undefined()
        if undefined["base"] or undefined["other"]:
            return False
        return bool(np.all(np.abs(self.paired.gaps) <= NIL)) if self.paired.n else None

    def record(self) -> dict[str, float | int | None]:
        """What `table_alone` of `--json` gives."""
        numbers = summarize(self.alone)
        return {key: numbers[key] for key in ("mean", "q05", "q95")}

    def difference(self) -> dict[str, float | int | None]:
        """The forecast minus the table alone, over the runs in which both are defined: n, mean, q05, q95."""
        numbers = summarize(self.paired.gaps)
        return {key: numbers[key] for key in ("n", "mean", "q05", "q95")}

    def difference_record(self) -> dict[str, Any]:
        """What `table_alone_difference` of `--json` gives."""
        sides = zip(("table_alone", "forecast", "both"), self.paired.undefined().values(), strict=True)
        return self.difference() | {"undefined": dict(sides), "decides": self.decides}


Alone = Mapping[str, Beside]  # by outcome


def without_mechanisms(ensemble: Ensemble) -> Ensemble:
    """The same runs of the coded table alone: same replicates, seed, coding error, months and parameters but those off.

    Strategies of single actors are left out, too: what an actor does is a mechanism.
    """
    assert isinstance(ensemble.case, LoadedCase)
    off = case.off_of_table()
    return dataclasses.replace(
        ensemble, case=case.table_alone(ensemble.case), replicates=ensemble.runs, variant=None, settings=None,
        parameters={name: values for name, values in ensemble.parameters.items() if name not in off},
        jitter=ensemble.coding_error, strategy=None, panels=False, series=False,
    )  # fmt: skip


def beside(forecast: Mapping[str, Floats], alone: Mapping[str, Floats]) -> dict[str, Beside]:
    """Outcomes of the table alone beside the forecasts of the same replicates, (run,) each."""
    return {name: Beside(Paired(alone[name], values)) for name, values in forecast.items()}


def table_alone(ensemble: Ensemble, result: Result, progress: Progress | None = None) -> dict[str, Beside]:
    """Run the coded table alone on the replicates of an ensemble, and put it beside what came of that.

    Parameters
    ----------
    result : of the ensemble
    progress : called with the runs done so far
    """
    return beside(result.outcomes, without_mechanisms(ensemble).run(progress).outcomes)


def records(alone: Alone) -> dict[str, Any]:
    """The two keys that `--json` gives: the table alone, and by how much forecasts differ from it."""
    return {
        "table_alone": {name: each.record() for name, each in alone.items()},
        "table_alone_difference": {name: each.difference_record() for name, each in alone.items()},
    }
