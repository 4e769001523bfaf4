"""A plan of runs: what varies, in which combinations, on which replicates. Everything that a study will compute."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sim.ensemble import Jitter, error_of
from sim.experiments.plans.axes import VARY, Axis, PlanError, levels_for, normal, parse_axis
from sim.experiments.plans.designs import DESIGNS, MORRIS_LEVELS, Design, around, draw, grid
from sim.experiments.plans.settings_table import Origin, read_settings
from sim.model.parameters import table
from sim.scenario.codings import Error
from sim.scenario.load import load_case
from sim.scenario.problem import suggest
from sim.words import beyond, say

__all__ = [
    "Axis", "Design", "Group", "Origin", "Plan", "PlanError", "Run", "grid", "groups_of", "key_of", "levels_for",
    "make_plan", "parse_axis", "split",
]  # fmt: skip

FORMAT = 1
_CODED = ("positions", "saliences")


@dataclass(frozen=True)
class Run:
    """One run of a plan: its place in the order of the plan, the index of its point, and its replicate."""

    number: int
    point: int
    replicate: int


@dataclass(frozen=True)
class Group:
    """Points that differ in parameters alone: they share a compiled scenario."""

    fields: Mapping[str, Any]  # what they have in common, with `variant`
    points: tuple[int, ...]


@dataclass(frozen=True)
class Plan:
    """Every run of a study; equal plans compute the same numbers.

    Attributes
    ----------
    case
        As typed: a name or a path.
    points
        Every setting, name to value; all have the same names in the same order. A point can stand in it twice.
    axes
        What varies.
    design
        How the points were drawn.
    replicates
        Runs of each point.
    settings
        Held fixed in all runs, by `--set`.
    until
        Last month, such as 1993-12; None is the scenario's own end.
    jitter
        Coding error of positions and saliences [0-1]; a pair: one for each of the two.
    is_paired
        Whether every point has the replicates 0 to n-1, so that differences between points are paired; otherwise
        point p has p*n to p*n + n-1.
    origin
        Of a table: where it stands. No part of what the plan is.
    """

    case: str
    points: tuple[Mapping[str, Any], ...]
    axes: tuple[Axis, ...]
    design: Design
    replicates: int = 50
    seed: int = 1
    settings: Mapping[str, Any] = field(default_factory=dict)
    until: str | None = None
    jitter: float | Error = 0.0
    is_paired: bool = True
    origin: Origin | None = field(default=None, compare=False, repr=False)

    @property
    def n_runs(self) -> int:
        """How many runs it has."""
        return len(self.points) * self.replicates

    def run(self, number: int) -> Run:
        """The run at a place in the order: replicate outermost, then point."""
        round_, point = divmod(number, len(self.points))
        return Run(number, point, round_ if self.is_paired else point * self.replicates + round_)

    def runs(self) -> Iterator[Run]:
        """All runs in order. Cut short anywhere, they are an even sample of the points."""
        return (self.run(number) for number in range(self.n_runs))

    def notes(self, lang: str = "en") -> list[str]:
        """What somebody should know who typed this plan, though nothing is wrong with it; a sentence each."""
        found = []
        below, above = around(self.design.samples)
        if self.design.name == "sobol" and below != above:
            found.append(say("plan_balance", lang, samples=self.design.samples, below=below, above=above))
        n_twice = len(self.points) - len({json.dumps(list(point.values())) for point in self.points})
        if n_twice:
            found.append(say("plan_twice", lang, n=n_twice, points=len(self.points)))
        for axis in self.axes:
            ends = (axis.low, axis.high) if axis.is_range else axis.values
            found += [line for value in ends for line in beyond({axis.name: value}, lang)]
        return found

    def record(self) -> dict[str, Any]:
        """All of the plan, ready for JSON and in a stable order; `Plan.of` gives the plan back."""
        return {
            "format": FORMAT,
            "case": self.case,
            "settings": dict(sorted(self.settings.items())),
            "until": self.until,
            "jitter": self.jitter
            if isinstance(self.jitter, float | int)
            else dict(zip(_CODED, self.jitter, strict=True)),
            "design": self.design.record(),
            "axes": [axis.record() for axis in self.axes],
            "points": [list(point.values()) for point in self.points],
            "replicates": self.replicates,
            "seed": self.seed,
            "paired": self.is_paired,
        }

    @classmethod
    def of(cls, record: Mapping[str, Any]) -> Plan:
        """The plan of a record.

        Raises
        ------
        PlanError
            If another version of the program wrote it.
        """
        if record.get("format") != FORMAT:
            raise PlanError(f"this plan has format {record.get('format')}, and this version reads format {FORMAT}")
        axes = tuple(Axis.of(each) for each in record["axes"])
        names = [axis.name for axis in axes]
        points = tuple(dict(zip(names, values, strict=True)) for values in record["points"])
        return cls(
            record["case"], points, axes, Design(**record["design"]), record["replicates"], record["seed"],
            dict(record["settings"]), record["until"], _jitter(record["jitter"]), record["paired"],
        )  # fmt: skip


def _jitter(recorded: float | Mapping[str, float]) -> float | Error:
    return (recorded[_CODED[0]], recorded[_CODED[1]]) if isinstance(recorded, Mapping) else recorded


def split(point: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, float]]:
    """A setting's scenario fields (with `variant`) and its parameters."""
    fields = {name: value for name, value in point.items() if name not in table()}
    return fields, {name: value for name, value in point.items() if name in table()}


def key_of(value: Any) -> str:
    """A text that equal values of settings share."""
    return json.dumps(value, sort_keys=True, default=str)


def groups_of(plan: Plan, without: Iterable[str] = ()) -> list[Group]:
    """The points by the scenario that they need, in the order in which the plan comes upon them."""
    left_out = set(without)
    found: dict[str, tuple[dict[str, Any], list[int]]] = {}
    for number, point in enumerate(plan.points):
        fields = {name: value for name, value in split(point)[0].items() if name not in left_out}
        found.setdefault(key_of(fields), (fields, []))[1].append(number)
    return [Group(fields, tuple(points)) for fields, points in found.values()]


def make_plan(
    case: str | Path,
    vary: Sequence[str] = (),
    design: str | Path = "grid",
    samples: int = 16,
    replicates: int = 50,
    seed: int = 1,
    settings: Mapping[str, object] | None = None,
    until: str | None = None,
    jitter: Jitter = 0.0,
    paired: bool = True,
) -> Plan:
    """A plan from what is typed; the same input gives the same plan. `dry_run.examine` then checks it.

    Parameters
    ----------
    vary
        Axes as `parse_axis` reads them; none with a table.
    design
        grid, lhs, sobol, saltelli or morris, or the path of a CSV table with a column a name and a row a setting.
    samples
        Points (lhs, sobol), about as many points (ranges of a grid), rows of a block (saltelli), or
        trajectories (morris).
    replicates, seed, settings, until, jitter, paired
        As in `Plan`; `coded` as jitter stands for the mean differences between the two codings of the case.

    Raises
    ------
    PlanError
        For axes that cannot be read, all of them at once, and for a design that does not exist or fit.
    sim.ensemble.EnsembleError
        For `coded` where the case has but one coding.
    """
    fixed = {name: normal(name, value) for name, value in (settings or {}).items()}
    axes, points, drawn, origin = _drawn(vary, design, samples, seed)
    error = error_of(jitter, load_case(case)) if jitter == "coded" else jitter
    return Plan(str(case), tuple(points), axes, drawn, replicates, seed, fixed, until, error, paired, origin)


def _drawn(
    vary: Sequence[str], design: str | Path, samples: int, seed: int
) -> tuple[tuple[Axis, ...], list[dict[str, Any]], Design, Origin | None]:
    name = str(design)
    if isinstance(design, Path) or name.lower().endswith(".csv"):
        if vary:
            raise PlanError(f"{VARY} {vary[0]}: the table {name} says what varies; leave one of them out")
        axes, points, origin = read_settings(design)
        return axes, points, Design("table", len(points)), origin
    if name not in DESIGNS[:-1]:
        raise PlanError(f"--design {name}: is no design, and no .csv file{suggest(name, DESIGNS[:-1])}")
    axes = _axes(vary)
    if samples < 1:
        raise PlanError(f"--samples: must be 1 or more (got {samples})")
    if name == "grid":
        count = levels_for(samples, sum(axis.is_range for axis in axes))
        axes = tuple(axis.listed(count) for axis in axes)
        points = grid(axes)
        return axes, points, Design("grid", len(points)), None
    if seed < 0:
        raise PlanError(f"--seed: must be 0 or more (got {seed})")
    drawn = Design(name, samples, seed, MORRIS_LEVELS if name == "morris" else None)  # type: ignore[arg-type]
    return axes, draw(drawn, axes), drawn, None


def _axes(vary: Sequence[str]) -> tuple[Axis, ...]:
    axes, wrong = [], []
    for text in vary:
        try:
            axes.append(parse_axis(text))
        except PlanError as error:
            wrong += error.lines
    if not axes and not wrong:
        wrong.append(f"{VARY}: nothing varies; give at least one, as in {VARY} opinion.rate=1:4")
    if wrong:
        raise PlanError("\n".join(wrong))
    return tuple(axes)
