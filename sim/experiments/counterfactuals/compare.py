"""Comparisons: a baseline, alternatives, an outcome, and runs in pairs until the difference is known well enough."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

import sim
from sim.claims import last_month
from sim.ensemble import Ensemble, Jitter, as_recorded
from sim.experiments.counterfactuals import pairs
from sim.experiments.counterfactuals.pairs import Interval, Paired
from sim.experiments.counterfactuals.questions import check_question, sets_of
from sim.experiments.counterfactuals.table_alone import Alone, beside, records
from sim.experiments.plans.plan import PlanError
from sim.measures import YES_NO
from sim.model.state import Floats
from sim.scenario.codings import Error
from sim.scenario.load import LoadedCase, load_case
from sim.scenario.problem import names_in, suggest
from sim.scenario.schema import Scenario
from sim.scenario.table_alone import table_alone
from sim.scenario.variants import BASELINE
from sim.scenario.version import name_of

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from pandas import DataFrame

LEVEL = 0.95
MOST = 400

Progress = Callable[[int], object]


@dataclass(frozen=True)
class Difference:
    """One alternative against the baseline in one outcome; differences are alternative minus baseline."""

    alternative: str
    outcome: str
    worth_knowing: float
    level: float  # of the interval, so that all of the comparison hold at once
    paired: Paired = field(repr=False)

    @cached_property
    def interval(self) -> Interval:
        """Of the mean difference."""
        return self.paired.interval(self.level)

    @property
    def verdict(self) -> str:
        """`higher` or `lower` (the alternative), `small`, `none` or `unsure`: see `pairs.verdict`."""
        return pairs.verdict(self.interval, self.worth_knowing)

    @property
    def more(self) -> int | None:
        """About how many more pairs a verdict takes; None where there is one."""
        if self.verdict != "unsure":
            return None
        return pairs.more_pairs(len(self.paired.base), self.interval.half_width, self.worth_knowing / 2)

    def record(self) -> dict[str, Any]:
        """The difference as `--json` gives it."""
        known, (base, other) = self.paired, self.paired.means()
        bounds = (self.interval.low, self.interval.high) if math.isfinite(self.interval.half_width) else (None, None)
        return {
            "alternative": self.alternative, "outcome": self.outcome, "worth_knowing": self.worth_knowing,
            "mean_baseline": base, "mean_alternative": other, "difference": known.difference,
            "low": bounds[0], "high": bounds[1], "level": self.level,
            "pairs": len(known.base), "defined": known.n,
            "undefined": dict(zip(("baseline", "alternative", "both"), known.undefined().values(), strict=True)),
            "share": known.shares(), "verdict": self.verdict, "more": self.more,
            "unpaired": known.unpaired(self.level), "efficiency": known.efficiency(self.level),
        }  # fmt: skip


@dataclass(frozen=True, repr=False)
class Comparison:
    """What runs in pairs say of a question."""

    case: str
    baseline: str
    seed: int
    settings: Mapping[str, object]  # of all sides
    until: str | None
    months: tuple[str, str]  # first and last that were run
    differences: tuple[Difference, ...]  # by outcome, then alternative
    loaded: LoadedCase  # of the baseline
    coding_error: Error = (0.0, 0.0)
    id: str | None = None  # in the scenario
    alone: Alone = field(default_factory=dict)  # the coded table alone, beside the baseline's runs

    def __repr__(self) -> str:
        found = ", ".join(f"{each.alternative} {each.outcome} {each.verdict}" for each in self.differences)
        return f"Comparison({self.case!r}, baseline={self.baseline!r}, seed {self.seed}: {found})"

    def _repr_html_(self) -> str:
        return f"<p>{escape(repr(self))}</p>{self.to_frame().to_html(index=False, float_format='{:.4g}'.format)}"

    def to_frame(self) -> DataFrame:
        """A row a difference, as `compare --out` writes it."""
        import pandas as pd

        return pd.DataFrame(self.rows())

    def plot(self, lang: str = "en") -> Figure:
        """A panel for each outcome, a row for each alternative."""
        return sim.figures.differences.differences(self, lang)

    def rows(self) -> list[dict[str, Any]]:
        """A row a difference; what stands one level down in `record` has a name of two words."""
        head = {"comparison": self.id, "baseline": self.baseline, "seed": self.seed}
        return [head | pairs.flat(each.record()) for each in self.differences]

    @property
    def scenario(self) -> Scenario:
        """Of the baseline."""
        return self.loaded.scenario

    @property
    def alternatives(self) -> tuple[str, ...]:
        """Their names, in order."""
        return tuple(dict.fromkeys(each.alternative for each in self.differences))

    def record(self) -> dict[str, Any]:
        """The comparison as `--json` gives it."""
        return {
            "id": self.id, "scenario": self.case, "baseline": self.baseline, "alternatives": list(self.alternatives),
            "seed": self.seed, "settings": dict(self.settings), "until": self.until, "level": LEVEL,
            "jitter": as_recorded(self.coding_error),
            "adjusted": f"Bonferroni: {len(self.differences)} intervals hold at once with {LEVEL:g}",
            "differences": [each.record() for each in self.differences],
            **records(self.alone),
        }  # fmt: skip


def compare(
    case: str | Path,
    alternatives: Sequence[str | Path] | Mapping[str, Mapping[str, object]],
    outcomes: str | Sequence[str],
    worth_knowing: float | Mapping[str, float],
    *,
    baseline: str | Path = BASELINE,
    settings: Mapping[str, object] | None = None,
    replicates_max: int = MOST,
    seed: int = 1,
    until: str | None = None,
    jitter: Jitter = 0.0,
    id: str | None = None,
    progress: Progress | None = None,
) -> Comparison:
    """Run a baseline and alternatives on the same replicates until differences are known well enough.

    Every side runs replicates 0 to n-1, with a first look at 40. An alternative stops once the interval of each of its
    outcomes is no longer than `worth_knowing`: absolute, never relative to the outcome. Such an interval leaves out 0
    or lies within `worth_knowing` of it, so that there is a verdict. See `pairs` for the method.

    Parameters
    ----------
    alternatives
        Names or files of variants; or by name what is set, `{"fast": {"opinion.rate": 2, "variant": "no_ezln"}}`, where
        `case` names another case.
    worth_knowing
        Smallest difference worth knowing, > 0, in the unit of the outcome; one for all outcomes or one for each.
    settings
        Of all sides; what an alternative sets comes after them.
    replicates_max
        Runs of each side at most, >= 2.
    until
        Last month; without it runs stop at the month that settles the outcomes.
    jitter
        Coding error, the same in both runs of a pair; see `Ensemble`.
    id
        Of the comparison in the scenario that asks this.
    progress
        Called with the runs done so far.

    Raises
    ------
    sim.experiments.plans.plan.PlanError, sim.model.parameters.ParameterError, sim.scenario.problem.ScenarioError
        Before anything runs, for a comparison that cannot be carried out.
    """
    names = [outcomes] if isinstance(outcomes, str) else list(dict.fromkeys(names_in("outcomes", outcomes)))
    if not isinstance(alternatives, Mapping):
        names_in("alternatives", alternatives)
    asked = dict.fromkeys(names, worth_knowing) if isinstance(worth_knowing, int | float) else dict(worth_knowing)
    sets = sets_of(alternatives, baseline)
    check_question(sets, names, asked, replicates_max)
    base = _side(case, {"variant": baseline}, settings)
    others = {name: _side(case, own, settings) for name, own in sets.items()}
    study = _Study(names, seed, until, jitter, progress)
    for side in (base, *others.values()):
        study.check(side)
    level = pairs.adjusted(LEVEL, len(names) * len(others))
    _pair(study, base, others, asked, level, replicates_max)
    found = tuple(
        Difference(name, each, float(asked[each]), level, study.paired(base, others[name], each))
        for each in names
        for name in others
    )
    return Comparison(
        base.ensemble.setting.scenario, name_of(baseline), seed, dict(settings or {}), until,
        (base.ensemble.setting.months[0], base.ensemble.setting.months[-1]), found, base.loaded,
        base.ensemble.coding_error, id, _alone(study, base),
    )  # fmt: skip


def n_runs(n_alternatives: int, replicates_max: int) -> int:
    """Runs of a comparison at most, with those of the coded table alone."""
    return (2 + n_alternatives) * replicates_max


def _alone(study: _Study, base: _Side) -> Alone:
    """The coded table alone on the replicates of the baseline."""
    loaded = table_alone(base.loaded)
    side = _Side(loaded, Ensemble(loaded, 1), {})
    study.extend(side, base.n)
    return beside(base.found, side.found)


def _pair(
    study: _Study, base: _Side, others: Mapping[str, _Side], worth: Mapping[str, float], level: float, most: int
) -> None:
    """Run all sides until every alternative is known well enough, or has the most runs it may have."""
    n = {name: min(pairs.FIRST, most) for name in others}
    waiting = list(others)
    while waiting:
        study.extend(base, max(n[name] for name in waiting))
        for name in list(waiting):
            study.extend(others[name], n[name])
            looks = [_next(study.paired(base, others[name], each), worth[each], level, most)
                     for each in study.outcomes]  # fmt: skip
            if max(looks) == n[name]:
                waiting.remove(name)
            n[name] = max(looks)


def _next(paired: Paired, worth_knowing: float, level: float, most: int) -> int:
    if not paired.n:
        return len(paired.base)  # what is never defined becomes no clearer
    return pairs.next_look(len(paired.base), paired.interval(level).half_width, worth_knowing / 2, most)


@dataclass
class _Side:
    """One version of the case, and what was found so far."""

    loaded: LoadedCase
    ensemble: Ensemble  # the last that ran
    found: dict[str, Floats]  # by outcome, (run,)

    @property
    def n(self) -> int:
        return len(next(iter(self.found.values()), ()))


def _side(case: str | Path, own: Mapping[str, object], settings: Mapping[str, object] | None) -> _Side:
    fields = dict(own)
    case = str(fields.pop("case", case))
    variant = fields.pop("variant", None)
    named = variant if isinstance(variant, Path | None) else str(variant)
    loaded = load_case(case, named, {**(settings or {}), **fields})
    return _Side(loaded, Ensemble(loaded, 1), {})


@dataclass
class _Study:
    """How every side is run."""

    outcomes: list[str]
    seed: int
    until: str | None
    jitter: Jitter
    progress: Progress | None
    done: int = 0

    def check(self, side: _Side) -> None:
        """Refuse outcomes that a side does not have, and months outside its period."""
        known = side.loaded.scenario.outcomes
        for name in self.outcomes:
            if name not in known:
                where = "" if side.loaded.variant == BASELINE else f" in {side.loaded.variant}"
                raise PlanError(f"outcome: no such outcome '{name}'{where}{suggest(name, known)}")
        side.ensemble = self._ensemble(side, range(1))

    def extend(self, side: _Side, n: int) -> None:
        """Run what a side lacks of replicates 0 to n-1."""
        if side.n >= n:
            return
        side.ensemble = self._ensemble(side, range(side.n, n))
        before = self.done
        result = side.ensemble.run(lambda runs: self._report(before + runs))
        self.done = before + result.n_runs
        for name, values in result.outcomes.items():
            side.found[name] = np.concatenate([side.found.get(name, np.zeros(0)), values])

    def paired(self, base: _Side, other: _Side, outcome: str) -> Paired:
        yes_no = base.loaded.scenario.outcomes[outcome].measure in YES_NO
        return Paired(base.found[outcome][: other.n], other.found[outcome], yes_no)

    def _ensemble(self, side: _Side, numbers: range) -> Ensemble:
        last = self.until or settled(side.loaded.scenario, self.outcomes)
        options: dict[str, Any] = {"until": last, "outcomes": self.outcomes, "series": False, "jitter": self.jitter}
        return Ensemble(side.loaded, numbers, self.seed, **options)

    def _report(self, runs: int) -> None:
        if self.progress:
            self.progress(runs)


def settled(scenario: Scenario, outcomes: Sequence[str]) -> str | None:
    """The month after which nothing changes some outcomes; None: the last of the period."""
    months = [last_month(scenario.outcomes[name], scenario) for name in outcomes]
    known = [month for month in months if month is not None]
    return max(known) if known and len(known) == len(months) else None
