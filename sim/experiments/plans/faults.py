"""Everything that is wrong with a plan, found before its first run and told at once."""

from __future__ import annotations

import contextlib
import dataclasses
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sim.ensemble import Ensemble, EnsembleError
from sim.experiments.plans.axes import VARIANT, VARY, Axis, PlanError
from sim.experiments.plans.plan import Group, Plan, groups_of, key_of, split
from sim.model.parameters import ParameterError, check_value, table
from sim.scenario.load import LoadedCase, ReadCase, read_case
from sim.scenario.problem import SETTING, Problem, ScenarioError, suggest
from sim.scenario.variants import split_settings
from sim.scenario.version import is_file

MOST_LINES = 200
_GOT = re.compile(r" \(got .*\)$")

Progress = Callable[[int], object]


@dataclass(frozen=True)
class Checked:
    """What the check of a plan leaves behind: its groups with their steps, and one case to time."""

    groups: tuple[Group, ...]
    n_steps: tuple[int, ...]  # of each group
    largest: LoadedCase  # of the first group with the most points
    largest_group: Group


@dataclass
class _Fault:
    """One thing to mend: a message, said of a varied name or (None) of a file or option that `problem` names."""

    name: str | None
    message: str
    points: list[int] = field(default_factory=list)


def check(plan: Plan, progress: Progress | None = None) -> Checked:
    """Check every name, type, range and cross-field rule of a plan, by loading each scenario that it needs.

    Parameters
    ----------
    progress
        Called with the settings checked so far.

    Raises
    ------
    PlanError
        With everything that is wrong, a line each.
    """
    search = _Search(plan)
    search.numbers()
    search.names()
    search.parameters()
    checked = search.scenarios(progress)
    if search.faults or checked is None:
        raise PlanError("\n".join(search.lines()))
    return checked


def _ends_in_order(name: str) -> tuple[str, ...]:
    """Steps of a path, the same for both ways to name a tie."""
    steps = name.split(".")
    if steps[0] == "ties" and len(steps) > 2:
        steps[1:3] = sorted(steps[1:3])
    return tuple(steps)


def _no_variant(name: str, files: ReadCase) -> str:
    """What is wrong with a variant that the case does not have; a ledger must not depend on a file that may change."""
    if is_file(name):
        return f"a sweep takes no file, which may change; write it into the variants of scenario.yaml (got {name})"
    return f"unknown variant{suggest(name, files.variants)} (got {name})"


def _is_within(name: str, other: str) -> bool:
    """Whether one of two paths is the other one, or leads to a part of it."""
    first, second = _ends_in_order(name), _ends_in_order(other)
    shorter = min(len(first), len(second))
    return first[:shorter] == second[:shorter]


class _Search:
    """Gathers faults; a name that cannot be used is left out of what is checked after it."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.names_varied = [axis.name for axis in plan.axes]
        self.faults: dict[tuple[Any, ...], _Fault] = {}
        self.ranges = {axis.name for axis in plan.axes if axis.is_range}
        self.unusable: set[str] = set()
        self.compiled: dict[tuple[object, ...], int | str] = {}  # steps, or what is wrong
        self.of_no_variant: set[int] = (
            set()
        )  # points whose variant does not exist: nobody knows what else they would be

    def say(self, message: str, name: str | None = None, points: Sequence[int] = ()) -> None:
        """Note a fault; of a table every cell is one, and of a range only the first of many values."""
        for point in points or (None,):
            cell = point if self.plan.origin and name else None
            alike = _GOT.sub("", message) if name in self.ranges else message
            fault = self.faults.setdefault((name, alike, cell), _Fault(name, message))
            fault.points += [] if point is None else [point]

    def numbers(self) -> None:
        """Check what is no setting."""
        plan = self.plan
        if plan.replicates < 1:
            self.say(f"--replicates: must be 1 or more (got {plan.replicates})")
        if plan.seed < 0:
            self.say(f"--seed: must be 0 or more (got {plan.seed})")
        errors = plan.jitter if isinstance(plan.jitter, tuple) else (plan.jitter,)
        if not all(0.0 <= each <= 1.0 for each in errors):
            self.say(f"--jitter: must be from 0 to 1 (got {plan.jitter})")
        if not plan.points:
            self.say("the plan has no settings")
        if any([*point] != self.names_varied for point in plan.points):
            self.say(f"every setting must have the names {', '.join(self.names_varied)}, in this order")

    def names(self) -> None:
        """Check names against each other, parameters' names, and values that stand twice."""
        for number, axis in enumerate(self.plan.axes):
            for other in self.names_varied[:number]:
                if axis.name == other:
                    self.say("each name once", axis.name)
                elif _is_within(axis.name, other):
                    self.say(f"overlaps {other}, which varies too; leave one of them out", axis.name)
            for other in self.plan.settings:
                if axis.name == other:
                    self.say(f"is held fixed by {SETTING}; leave one of them out", axis.name)
                elif _is_within(axis.name, other):
                    self.say(f"is held fixed in part by {SETTING} {other}; leave one of them out", axis.name)
            values = [key_of(value) for value in axis.values]
            if len(set(values)) < len(values):
                self.say(f"each value once (got {', '.join(map(str, axis.values))})", axis.name)

    def parameters(self) -> None:
        """Check parameters: those held fixed, and each value of those that vary."""
        for name, value in split_settings(self.plan.settings)[1].items():
            self._check_value(name, value, f"{SETTING} ")
        varied = split_settings(dict.fromkeys(self.names_varied, 0.0))[1]
        for axis in self.plan.axes:
            if axis.name in table():
                for value, points in self._values_of(axis):
                    self._check_value(axis.name, value, name_varied=axis.name, points=points)
            elif axis.name in varied and axis.name != VARIANT:
                self.unusable.add(axis.name)
                self._check_value(axis.name, 0.0, name_varied=axis.name)

    def _values_of(self, axis: Axis) -> Iterator[tuple[Any, Sequence[int]]]:
        """Each value of an axis with the points that have it; of a range both of its ends."""
        if axis.is_range:
            yield from ((end, ()) for end in (axis.low, axis.high))
            return
        points: dict[str, list[int]] = {}
        for number, point in enumerate(self.plan.points):
            points.setdefault(key_of(point.get(axis.name)), []).append(number)
        yield from ((self.plan.points[alike[0]].get(axis.name), alike) for alike in points.values())

    def _check_value(
        self, name: str, value: Any, before: str = "", name_varied: str | None = None, points: Sequence[int] = ()
    ) -> None:
        try:
            check_value(name, value)
        except ParameterError as wrong:
            message = str(wrong) if name_varied is None else str(wrong).removeprefix(f"{name}: ")
            self.say(before + message, name_varied, points)

    def scenarios(self, progress: Progress | None) -> Checked | None:
        """Load every distinct scenario of the plan, and compile one of each variant and period."""
        try:
            files = read_case(self.plan.case)
        except ScenarioError as wrong:
            for problem in wrong.problems:
                self.say(str(problem))
            return None
        self._paths(files)
        groups = groups_of(self.plan, self.unusable)
        most = max(groups, key=lambda group: len(group.points), default=None)
        steps, largest, done = [], None, 0
        for group in groups:
            loaded = self._load(files, group)
            largest = loaded if group is most else largest
            steps.append(self._compile(loaded, group.points) if loaded else 0)
            done += len(group.points)
            if progress:
                progress(done)
        if not any(steps):
            self._until_as_written(files)
        return Checked(tuple(groups), tuple(steps), largest, most) if largest and most else None

    def _paths(self, files: ReadCase) -> None:
        """Find names that lead nowhere in any variant of the plan, before their values cost a load each."""
        firsts: dict[Any, Mapping[str, Any]] = {}
        for point in self.plan.points:
            firsts.setdefault(key_of(point.get(VARIANT)), point)
        unknown: list[dict[str, str]] = []
        for point in firsts.values():
            fields = {name: value for name, value in split(point)[0].items() if name not in self.unusable}
            variant = fields.pop(VARIANT, None)
            variant = variant if files.has_variant(variant) else None
            problems = files.unknown_paths(variant, {**self.plan.settings, **fields})
            unknown.append({problem.path: problem.message for problem in problems})
        for name in self.names_varied:
            if unknown and all(name in each for each in unknown):
                self.unusable.add(name)
                self.say(unknown[0][name], name)

    def _load(self, files: ReadCase, group: Group) -> LoadedCase | None:
        fields = dict(group.fields)
        variant = fields.pop(VARIANT, None)
        settings = {**self.plan.settings, **fields}
        beside: set[str] = set()  # paths that only the variant that was meant may have
        is_known = files.has_variant(variant)
        if not is_known:
            self.say(_no_variant(str(variant), files), VARIANT, group.points)
            self.of_no_variant |= set(group.points)
            variant, beside = None, {each.path for each in files.unknown_paths(None, settings)}
        try:
            loaded = files.load(variant, settings)
        except ScenarioError as wrong:
            for problem in wrong.problems:
                if problem.path not in beside:
                    self._tell(problem, group)
            return None
        return loaded if is_known else None

    def _compile(self, loaded: LoadedCase, points: Sequence[int]) -> int:
        """Steps of a scenario; 0 if it cannot be compiled, which is tried once for each variant and period."""
        for name, value in loaded.parameters.items():
            if name not in self.names_varied and name not in self.plan.settings:
                self._check_value(name, value, points=points)
        # What the check has let pass compiles. Only the last month can still be wrong: by the period alone.
        kind = (loaded.variant, loaded.scenario.period)
        if kind not in self.compiled:
            try:
                without = dataclasses.replace(loaded, parameters={})  # they are checked one by one
                self.compiled[kind] = Ensemble(without, 1, until=self.plan.until).setting.n_steps
            except EnsembleError as wrong:
                self.compiled[kind] = f"--{wrong}"
        found = self.compiled[kind]
        if isinstance(found, str):
            self.say(found, points=points)
            return 0
        return found

    def _until_as_written(self, files: ReadCase) -> None:
        """Check the last month by the case as written, where no setting of the plan can be loaded."""
        with contextlib.suppress(ScenarioError):
            self._compile(files.load(), ())

    def _tell(self, problem: Problem, group: Group) -> None:
        """Note a problem of a scenario: of the varied name that it is about, or of the place that it names."""
        own = [name for name in group.fields if _is_within(problem.path, name)] if problem.file == SETTING else []
        if not own:
            self.say(str(problem), points=group.points)
            return
        part = "" if len(problem.path) <= len(own[0]) else f"{problem.path.removeprefix(own[0]).lstrip('.')}: "
        self.say(part + problem.message, own[0], group.points)

    def lines(self) -> list[str]:
        """A line a fault: where, what, and in which settings if not in all that have the value."""
        lines = list(dict.fromkeys(self._line(fault) for fault in self.faults.values()))
        more = len(lines) - MOST_LINES
        return lines if more <= 0 else [*lines[:MOST_LINES], f"and {more:,} more like these"]

    def _line(self, fault: _Fault) -> str:
        message = fault.message + self._where(fault)
        if fault.name is None:
            return message
        if self.plan.origin:
            return self.plan.origin.problem(fault.points[0] if fault.points else None, fault.name, message)
        return f"{VARY} {fault.name}: {message}"

    def _where(self, fault: _Fault) -> str:
        """Which settings a fault is in, as far as its value does not tell."""
        points, n_points = self.plan.points, len(self.plan.points)
        if not fault.points or len(self.of_no_variant.union(fault.points)) == n_points:
            return ""
        first = points[fault.points[0]]
        left_out = {fault.name, *self.unusable}
        others = {name: value for name, value in split(first)[0].items() if name not in left_out}
        if fault.name is not None:
            values = {key_of(points[number].get(fault.name)) for number in fault.points}
            alike = sum(key_of(point.get(fault.name)) in values for point in points)
            if self.plan.origin:
                return ""
            if alike == len(fault.points):
                return f", in {len(fault.points):,} of {n_points:,} settings" if len(values) > 1 else ""
        told = ", ".join(f"{name}={value}" for name, value in others.items())
        return f", with {told}" if told else ""
