"""Reads a CSV file as spreadsheets write it: byte order mark or not, commas or semicolons, cells over several lines."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sim.scenario.problem import Location, Problem, ScenarioError, nearest, problem_at, suggest
from sim.scenario.reading.yaml_file import read_text

_NUMBER = re.compile(r"[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
THOUSANDS = re.compile(r"[-+]?[1-9]\d{0,2}([.,]\d{3})+")


@dataclass(frozen=True, slots=True)
class Record:
    """One row: its cells by column name, stripped, and the line that it starts on.

    A row with too many or too few cells is not whole: only its first cell can be told.
    """

    line: int
    cells: dict[str, str]
    is_whole: bool = True


@dataclass(frozen=True, slots=True)
class Table:
    """A CSV file.

    Attributes
    ----------
    file
        Its path, as shown in problems.
    columns
        Names in the header, once each.
    records
        Rows with any content.
    has_decimal_commas
        Whether `0,5` is a half: in files with semicolons.
    """

    file: str
    columns: list[str]
    records: list[Record]
    has_decimal_commas: bool

    def location(self, line: int, column: str) -> Location:
        """Give the location of a cell."""
        return Location(self.file, line, column)

    def number(self, cell: str) -> float | str:
        """Read a number; text that is none stays text, for the schema to refuse where it stands.

        A semicolon file may hold decimal commas or points, but `1.250` in it is refused: to a Spanish Excel
        it means 1250, to an English one 1.25.
        """
        text = cell
        if self.has_decimal_commas:
            if "," not in text and THOUSANDS.fullmatch(text):
                return cell
            if text.count(",") == 1 and "." not in text:
                text = text.replace(",", ".")
        return float(text) if _NUMBER.fullmatch(text) else cell


def read_table(
    path: Path, most_rows: int | None, beyond: str = "pass --large to read it", corner: str | None = None
) -> tuple[Table, list[Problem]]:
    """Read a CSV file with a header.

    Parameters
    ----------
    path
        The file, UTF-8.
    most_rows
        How many rows it may have; None for any number.
    beyond
        What to do about a file that has more.
    corner
        What the first column is called if its name is left out; None: that is a mistake.

    Returns
    -------
    tuple[Table, list[Problem]]
        The table, and what is wrong with its header or with the length of its rows.

    Raises
    ------
    ScenarioError
        If it cannot be read at all: missing, not UTF-8, empty, control characters, broken quotes, too many rows.
    """
    file = str(path)
    text = read_text(path)
    if found := _CONTROL.search(text):
        message = f"is not CSV: has a control character (0x{ord(found[0]):02x})"
        raise ScenarioError([Problem(file, text.count("\n", 0, found.start()) + 1, 1, "", message)])
    delimiter = _delimiter(text, file)
    lines = _lines(text, delimiter, file)
    start, header = next(lines)
    while header and not header[-1]:
        header.pop()
    if corner is not None and header and not header[0]:
        header[0] = corner
    problems: list[Problem] = []
    names = _columns(header, Location(file, start, 1), problems)
    records: list[Record] = []
    for line, cells in lines:
        if most_rows is not None and len(records) >= most_rows:
            message = f"has more than {most_rows:,} rows; {beyond}"
            raise ScenarioError([Problem(file, line, 1, "", message)])
        records.append(_record(Location(file, line, 1), cells, names, problems))
    return Table(file, [name for name in names if name], records, delimiter == ";"), problems


def _delimiter(text: str, file: str) -> str:
    header = next((line for line in text.splitlines() if line.strip(" ,;\t")), None)
    if header is None:
        raise ScenarioError([Problem(file, 1, 1, "", "is empty")])
    if "," not in header and ";" not in header and "\t" in header:
        raise ScenarioError([Problem(file, 1, 1, "", "has tabs between its cells; save it with commas or semicolons")])
    return ";" if header.count(";") > header.count(",") else ","


def _lines(text: str, delimiter: str, file: str) -> Iterator[tuple[int, list[str]]]:
    """Give each row that is not empty, with the line that it starts on."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    while True:
        start = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as wrong:
            at_end = "unexpected end" in str(wrong)
            message = 'a quote (") opened in this row is never closed' if at_end else f"is not CSV: {wrong}"
            raise ScenarioError([Problem(file, start, 1, "", message)]) from None
        cells = [cell.strip() for cell in cells]
        if any(cells):
            yield start, cells


def _columns(header: list[str], location: Location, problems: list[Problem]) -> list[str]:
    """Give the header with unusable names blanked."""
    names: list[str] = []
    for number, name in enumerate(header, 1):
        if not name:
            problems.append(problem_at(location, "", f"column {number} has no name"))
        elif name in names:
            problems.append(Problem(location.file, location.line, name, "", "duplicate column"))
        names.append("" if name in names else name)
    return names


def _record(location: Location, cells: list[str], names: list[str], problems: list[Problem]) -> Record:
    while len(cells) > len(names) and not cells[-1]:
        cells.pop()
    if len(cells) != len(names):
        problems.append(problem_at(location, "", f"has {len(cells)} cells where the header has {len(names)}"))
        return Record(location.line, {names[0]: cells[0]} if names else {}, is_whole=False)
    return Record(location.line, {name: cell for name, cell in zip(names, cells, strict=True) if name})


def check_first_column(table: Table, first: str) -> None:
    """Stop at a file whose header is not one: the name of the first column tells.

    Raises
    ------
    ScenarioError
        With one problem, since every other name and row would only repeat it.
    """
    given = table.columns[0] if table.columns else ""
    if given != first:
        message = f"the first line must name the columns, and the first column must be {first!r} (got {given!r})"
        raise ScenarioError([Problem(table.file, 1, 1, "", message)])


def check_columns(table: Table, required: list[str], optional: list[str]) -> list[Problem]:
    """Compare a header with the columns that a file may have.

    Parameters
    ----------
    table
        The file.
    required, optional
        All names that may stand in it.
    """
    problems: list[Problem] = []
    absent = [name for name in (*required, *optional) if name not in table.columns]
    misspelled = set()
    for name in table.columns:
        if name not in required and name not in optional:
            misspelled.add(nearest(name, absent))
            problems.append(problem_at(table.location(1, name), "", f"unknown column{suggest(name, absent)}"))
    missing = [name for name in required if name in absent and name not in misspelled]
    return problems + [problem_at(table.location(1, name), "", "missing column") for name in missing]
