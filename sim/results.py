"""Result: what an ensemble found, with all that is needed to find it again."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

import sim
from sim.measures.panels import Panels
from sim.model.state import Floats
from sim.scenario.load import LoadedCase
from sim.scenario.problem import Named
from sim.whole import write_whole

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from pandas import DataFrame
    from xarray import Dataset


@dataclass(frozen=True, repr=False)
class Result:
    """Outcomes and series of all runs of an ensemble.

    `outcomes[id]` has shape (run,), `series[id]` (step, run); NaN where an outcome is not defined in a run.
    """

    scenario: str
    variant: str
    seed: int
    replicates: tuple[int, ...]  # (run,)
    months: tuple[str, ...]  # (step,)
    outcomes: Mapping[str, Floats]
    series: Mapping[str, Floats]
    start: Mapping[str, Floats]  # the same outcomes read off the coded table, before the first step, (run,)
    manifest: Mapping[str, Any]
    panels: Panels | None = None  # what figures need beyond outcomes, where it was asked for
    passed: Mapping[str, Floats] = field(default_factory=dict)  # by decision, (run,): 1, 0; NaN before its date
    case: LoadedCase | None = field(default=None, compare=False)  # what was run; None: read from a file

    def __post_init__(self) -> None:
        for kind in ("outcomes", "series"):
            object.__setattr__(self, kind, Named("outcome", getattr(self, kind)))

    def __repr__(self) -> str:
        span = f", {self.months[0]} to {self.months[-1]}" if self.months else ""
        study = f"{self.n_runs} runs, seed {self.seed}{span}"
        return f"Result({self.scenario!r}, variant={self.variant!r}: {study}, {len(self.outcomes)} outcomes)"

    def _repr_html_(self) -> str:
        return f"<p>{escape(repr(self))}</p>{sim.tables.summary(self).to_html(float_format='{:.4g}'.format)}"

    @property
    def n_runs(self) -> int:
        """Number of runs."""
        return len(self.replicates)

    def times_passed(self, decision: str) -> tuple[int, int]:
        """In how many runs a decision passes by its own rule, and how many reach its date.

        A bill that is blocked or withdrawn does not pass.
        """
        values = self.passed.get(decision, np.full(0, np.nan))
        return int(np.count_nonzero(values == 1.0)), int(np.count_nonzero(~np.isnan(values)))

    # Frames, arrays with names and figures are made by rooms above this one, which open when they are asked for.

    def to_frame(self) -> DataFrame:
        """One row a run: scenario, variant, seed, replicate, then every outcome; more in `sim.tables`."""
        return sim.tables.outcomes(self)

    def to_xarray(self) -> Dataset:
        """Outcomes over `replicate` and, where they were kept, their series over `month` and `replicate`.

        Raises
        ------
        ArgumentError
            If xarray is not installed, which is an extra.
        """
        return sim.tables.arrays(self)

    def plot(self, outcomes: Sequence[str] | None = None, lang: str = "en") -> Figure:
        """A panel an outcome: its course where it was kept, with median and 5-95 % of the runs; else every run.

        Parameters
        ----------
        outcomes : ids; None: shares of votes, or else the first that differ between runs
        lang : en or es

        Raises
        ------
        ArgumentError
            For an outcome that this result does not have.
        """
        return sim.figures.outcomes.outcomes(self, outcomes, lang)

    def save(self, path: Path) -> None:
        """Write to one `.npz` file, under a temporary name first, so that a half-written file is never seen."""
        arrays = {f"outcome/{name}": values for name, values in self.outcomes.items()}
        arrays |= {f"series/{name}": values for name, values in self.series.items()}
        arrays |= {f"start/{name}": values for name, values in self.start.items()}
        arrays |= {f"passed/{name}": values for name, values in self.passed.items()}
        head = {
            "scenario": self.scenario, "variant": self.variant, "seed": self.seed,
            "replicates": self.replicates, "months": self.months, "manifest": dict(self.manifest),
        }  # fmt: skip
        if self.panels is not None:
            arrays |= {f"panels/{name}": values for name, values in self.panels.arrays().items()}
            head["key_months"] = self.panels.months

        def write(part: Path) -> None:
            with part.open("wb") as file:
                np.savez_compressed(file, head=np.array(json.dumps(head)), **arrays)  # type: ignore[arg-type]

        write_whole(path, write)

    @classmethod
    def load(cls, path: Path) -> Result:
        """Read what `save` wrote.

        Raises
        ------
        FileNotFoundError
            If there is no such file.
        """
        with np.load(path) as stored:
            head = json.loads(str(stored["head"]))
            kinds = ("outcome", "series", "start", "passed", "panels")
            groups: dict[str, dict[str, Any]] = {kind: {} for kind in kinds}
            for key in stored.files:
                group, _, name = key.partition("/")
                if name:
                    groups[group][name] = stored[key]
        panels = Panels(**groups["panels"], months=tuple(head["key_months"])) if "key_months" in head else None
        return cls(
            scenario=head["scenario"], variant=head["variant"], seed=head["seed"],
            replicates=tuple(head["replicates"]), months=tuple(head["months"]), manifest=head["manifest"],
            outcomes=groups["outcome"], series=groups["series"], start=groups["start"],
            panels=panels, passed=groups["passed"],
        )  # fmt: skip


def summarize(values: Floats, *, yes_no: bool = False) -> dict[str, float | int | None]:
    """Count, mean, spread and quantiles of the runs in which an outcome is defined.

    Returns
    -------
    dict
        n, mean, sd, q05, q50, q95, and `share` of yes for a yes/no outcome; None where nothing is defined.
    """
    known = values[~np.isnan(values)]
    keys = ["n", "mean", "sd", "q05", "q50", "q95"] + (["share"] if yes_no else [])
    if len(known) == 0:
        return {"n": 0} | dict.fromkeys(keys[1:])
    q05, q50, q95 = (float(q) for q in np.quantile(known, [0.05, 0.5, 0.95]))
    sd = float(known.std(ddof=1)) if len(known) > 1 else None
    numbers = [len(known), float(known.mean()), sd, q05, q50, q95] + ([float(known.mean())] if yes_no else [])
    return dict(zip(keys, numbers, strict=True))
