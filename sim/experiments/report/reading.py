"""What every section of a report reads: the sweep, its case, the base setting and the naive forecasts there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from sim.claims import documented
from sim.ensemble import Ensemble
from sim.experiments.plans.axes import VARIANT, normal
from sim.experiments.sensitivity.sentences import title
from sim.experiments.sensitivity.spread import Study
from sim.model.parameters import table
from sim.model.state import Floats
from sim.results import Result
from sim.rivals.naive import forecasts
from sim.scenario.keys.fields import parse_date
from sim.scenario.load import LoadedCase, load_case
from sim.stability import Stability, stability_of

if TYPE_CHECKING:
    from sim.experiments.plans.plan import Plan


LEAST_HEADLINE = 4  # outcomes, if there are so many


@dataclass
class Reading:
    """A sweep with its case as it is now, in one language; `case` says where it lies, if not where the plan says."""

    study: Study
    lang: str = "en"
    case: str | None = None
    loaded: LoadedCase = field(init=False)
    frame: pd.DataFrame = field(init=False)  # runs that succeeded
    damaged: list[int] = field(init=False)  # numbers of runs

    def __post_init__(self) -> None:
        plan = self.study.plan
        self.loaded = load_case(self.case or plan.case, None, plan.settings)
        frame = self.study.frame()
        self.frame = frame[frame["state"] == "succeeded"]
        self.damaged = frame["number"][frame["state"] == "damaged"].tolist()
        self.scenario = self.loaded.scenario
        self.outcomes = list(self.study.outcome_names)
        self.documented = documented(self.scenario)

    @property
    def plan(self) -> Plan:
        """Of the sweep."""
        return self.study.plan

    @property
    def is_changed(self) -> bool:
        """Whether the case is another one than that of the runs."""
        digest = self.study.manifest.get("scenario", {}).get("digest")
        return digest is not None and digest != self.loaded.digest

    @cached_property
    def coded(self) -> Ensemble:
        """The base setting, as far as the coded table needs it: one month."""
        first = f"{self.scenario.period.start:%Y-%m}"
        return Ensemble(self.loaded, 1, self.plan.seed, until=first)

    @cached_property
    def start(self) -> dict[str, float]:
        """Outcomes read off the coded table."""
        return {name: float(values[0]) for name, values in self.coded.run().start.items()}

    @cached_property
    def naive(self) -> dict[str, dict[str, float | None]]:
        """Naive forecasts of every outcome, at the base setting."""
        return forecasts(self.scenario, self.coded.setting, self.start)

    @cached_property
    def stability(self) -> Stability:
        """What flips between the two codings of the case."""
        return stability_of(self.loaded)

    def title(self, outcome: str) -> str:
        """An outcome's label, marked if it flips between the codings; its id where the case has it no more."""
        return title(self.scenario, outcome, self.lang) + self.stability.mark(outcome)

    def measure(self, outcome: str) -> str:
        """An outcome's measure; nothing where the case does not have it any more."""
        found = self.scenario.outcomes.get(outcome)
        return found.measure if found else ""

    def values(self, outcome: str, point: int | None = None) -> Floats:
        """An outcome in all runs that succeeded, or in those of a setting; NaN where it is not defined."""
        rows = self.frame if point is None else self.frame[self.frame["point"] == point]
        return rows[outcome].to_numpy(dtype=float)

    @cached_property
    def headline(self) -> list[str]:
        """Outcomes that differ between runs: those with a documented value, and others up to `LEAST_HEADLINE`."""
        varying = [name for name in self.outcomes if self.frame[name].nunique() > 1]
        first = [name for name in varying if name in self.documented]
        others = [name for name in varying if name not in self.documented]
        return first + others[: max(0, LEAST_HEADLINE - len(first))]

    @cached_property
    def base(self) -> int | None:
        """The setting in which every axis is as in the case; None if there is no such setting."""
        return self.like_base({})

    def like_base(self, but: Mapping[str, Any]) -> int | None:
        """The first setting in which every axis is as in the case, but for some with a value given."""
        wanted = {axis.name: self.of_case(axis.name) for axis in self.plan.axes} | dict(but)
        for number, point in enumerate(self.plan.points):
            if all(_same(point[name], value) for name, value in wanted.items()):
                return number
        return None

    def of_case(self, name: str) -> Any:
        """What the case says of an axis; None where that cannot be read off."""
        if name in table():
            return self.loaded.parameters.get(name, table()[name].default)
        if name == VARIANT:
            return self.loaded.variant
        value: Any = self.scenario.model_dump(mode="json", by_alias=True)
        for step in name.split("."):
            if isinstance(value, dict) and step in value:
                value = value[step]
            elif isinstance(value, list) and step.isdigit() and int(step) < len(value):
                value = value[int(step)]
            else:
                return None
        return normal(name, value)

    def result(self, point: int | None) -> Result:
        """Runs of a setting, or of all, as what figures and claims read."""
        rows = self.frame if point is None else self.frame[self.frame["point"] == point]
        known = {name: rows[name].to_numpy(dtype=float) for name in self.outcomes}
        missing = dict.fromkeys(self.scenario.outcomes, np.full(len(rows), np.nan))
        start = {name: np.full(len(rows), value) for name, value in self.start.items()}
        return Result(
            scenario=self.coded.setting.scenario, variant=self.loaded.variant, seed=self.plan.seed,
            replicates=tuple(int(r) for r in rows["replicate"]), months=(), outcomes=missing | known, series={},
            start=start, manifest={}, passed=self._passed(known),
        )  # fmt: skip

    def _passed(self, known: Mapping[str, Floats]) -> dict[str, Floats]:
        """Decisions whose verdict is an outcome: a sweep keeps no other."""
        verdicts = {
            each.decision: known[name] for name, each in self.scenario.outcomes.items()
            if each.measure == "passed" and each.actors is None and name in known
        }  # fmt: skip
        return {decision: values for decision, values in verdicts.items() if decision is not None}


def _same(value: Any, wanted: Any) -> bool:
    if isinstance(value, str) and isinstance(wanted, str) and value != wanted:
        try:
            return bool(parse_date(value) == parse_date(wanted))
        except ValueError:
            return False
    return bool(value == wanted)
