"""A design given as a table: a CSV file with a column for each name and a row for each setting."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sim.experiments.plans.axes import MOST_POINTS, VARIANT, Axis, PlanError, normal
from sim.scenario.problem import Problem, ScenarioError, problem_at
from sim.scenario.reading.table_file import THOUSANDS, Record, Table, read_table
from sim.scenario.variants import parse_setting

_REPLICATE, _OF_RUNS, _NULL = "replicate", ("number", "point", "scenario", "seed"), "null"  # no settings
_ERROR = re.compile(r"#[¡¿]?[A-ZÁÉÍÓÚÑ]+(/[A-Z0]+)?[!?]?")  # #N/A, #REF!, #DIV/0!, #¡VALOR!, #¿NOMBRE?
_WHOLE = re.compile(r"[-+]?\d+")


@dataclass(frozen=True)
class Origin:
    """Where the points of a table stand: its path as typed, and the line of each point."""

    file: str
    lines: tuple[int, ...]

    def problem(self, point: int | None, name: str, message: str) -> str:
        """What is wrong with a point's value, or (None) with the name in the header, after its location."""
        line = 1 if point is None else self.lines[point]
        return str(Problem(self.file, line, name, "", message))


def read_settings(path: str | Path) -> tuple[tuple[Axis, ...], list[dict[str, Any]], Origin]:
    """Read a table of settings, or the settings off a table of runs.

    Parameters
    ----------
    path
        CSV with commas, or with semicolons and, if wanted, decimal commas. A cell is YAML as after `--set`. Of the runs
        of a sweep (outcomes.csv, experiments.csv) each setting is taken once, and no outcome.

    Returns
    -------
    tuple[tuple[Axis, ...], list[dict[str, Any]], Origin]
        The columns with the values in them, each once; the rows; and where they stand.

    Raises
    ------
    PlanError
        With everything wrong with the form of the file, as file:line:column. Names and values are checked later.
    """
    try:
        table, problems = read_table(Path(path), MOST_POINTS, "a plan has at most so many settings")
    except ScenarioError as wrong:
        raise PlanError(str(wrong)) from None
    table = _settings_of_runs(table) if _REPLICATE in table.columns else table
    points, lines = [], []
    for record in table.records:
        point, wrong_cells = _point(table, record)
        problems += wrong_cells
        points.append(point)
        lines.append(record.line)
    if not points:
        problems.append(problem_at(table.location(1, table.columns[0] if table.columns else ""), "", "has no settings"))
    if problems:
        raise PlanError(str(ScenarioError(problems)))
    axes = tuple(Axis(name, _each_once([point[name] for point in points])) for name in table.columns)
    return axes, points, Origin(table.file, tuple(lines))


def _settings_of_runs(table: Table) -> Table:
    """Columns before that of the replicates, and the first run of each setting; an empty cell is null there."""
    columns = [name for name in table.columns[: table.columns.index(_REPLICATE)] if name not in _OF_RUNS]
    firsts: dict[tuple[str, ...], Record] = {}
    for record in table.records if columns else ():
        cells = {name: record.cells.get(name) or _NULL for name in columns}
        firsts.setdefault((record.cells.get("point", ""), *cells.values()), replace(record, cells=cells))
    return replace(table, columns=columns, records=list(firsts.values()))


def _each_once(values: list[Any]) -> tuple[Any, ...]:
    return tuple({repr(value): value for value in values}.values())


def _point(table: Table, record: Record) -> tuple[dict[str, Any], list[Problem]]:
    point: dict[str, Any] = {}
    problems: list[Problem] = []
    for name, cell in record.cells.items() if record.is_whole else ():
        location = table.location(record.line, name)
        if not cell:
            null = "" if name == VARIANT else "; null takes an entry away"
            problems.append(problem_at(location, "", f"is empty: every setting needs a value here{null}"))
            continue
        if _ERROR.fullmatch(cell):
            problems.append(
                problem_at(location, "", f"must be a value, not an error of the spreadsheet (got {cell!r})")
            )
            continue
        try:
            point[name] = normal(name, _value(table, name, cell))
        except ScenarioError as wrong:
            problems += [problem_at(location, "", each.message) for each in wrong.problems]
    return point, problems


def _value(table: Table, name: str, cell: str) -> Any:
    if table.has_decimal_commas and "," not in cell and THOUSANDS.fullmatch(cell):
        return cell  # 1.250 is 1250 to some and 1.25 to others: it stays text, and is refused as that
    number = table.number(cell)
    if isinstance(number, float) and not _WHOLE.fullmatch(cell):
        return number
    return parse_setting(f"{name}={cell}")[1]
