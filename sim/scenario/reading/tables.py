"""Turns actors.csv, ties.csv, places.csv and claims.csv into parts of a document with marks."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, get_args

from sim.scenario.problem import Location, Problem, ScenarioError, problem_at, suggest
from sim.scenario.reading.node import BROKEN, Node
from sim.scenario.reading.table_file import Record, Table, check_columns, check_first_column, read_table
from sim.scenario.schema import AccessLetter

MOST_ACTORS = 100_000

TEXTS = (
    "id",
    "code",
    "name",
    "name_es",
    "short",
    "short_es",
    "kind",
    "role",
    "country",
    "party",
    "active_from",
    "active_until",
    "source",
    "note",
)
NUMBERS = ("capability", "size", "dispersion", "campaign_when_coded", "stake", "resistance", "rhetoric")
REQUIRED = ("id", "name", "kind", "role", "country", "capability", "source")
OPTIONAL = (
    "code", "name_es", "short", "short_es", "party", "size", "dispersion", "campaign_when_coded", "stake", "resistance",
    "rhetoric", "active_from", "active_until", "note",
)  # fmt: skip
LETTERS: tuple[str, ...] = get_args(AccessLetter)
TIE_REQUIRED = ("actor", "partner", "type", "source")
TIE_OPTIONAL = ("since", "until")
PLACE_REQUIRED = ("id", "name", "country", "source")
PLACE_TEXTS = ("id", "name", "name_es", "country", "source", "note")
PLACE_NUMBERS = ("weight", "insiders", "oversight")
CLAIM_COLUMNS = ("claim", "kind", "where", "why")
# Columns of one name each become one mapping of the actor.
GROUPS = {"position_": "positions", "salience_": "saliences", "access_": "access"}


def read_actors(path: Path, issues: Sequence[str] | None, large: bool) -> tuple[Node, list[Problem]]:
    """Read actors.csv.

    Parameters
    ----------
    path
        The file.
    issues
        Ids of the issues of scenario.yaml: each needs a column position_<issue> and salience_<issue>. None if
        they cannot be read: the columns then decide.
    large
        Whether more than 100,000 actors are welcome.

    Returns
    -------
    tuple[Node, list[Problem]]
        A mapping of actors by id, and everything wrong with the file's form. Cells are not checked against
        the schema here; one that is no number stays text.

    Raises
    ------
    ScenarioError
        If the file cannot be read at all.
    """
    try:
        table, problems = read_table(path, None if large else MOST_ACTORS)
    except ScenarioError as wrong:
        raise ScenarioError(_about_actors(wrong.problems)) from None
    check_first_column(table, "id")
    problems += check_actor_columns(table, issues)
    if not table.records:
        # Without actors every name in the scenario would be unknown; one line is enough.
        raise ScenarioError(problems or [Problem(table.file, 1, "id", "", "has no actors")])
    actors, twice = _by_id(table, "actors", _actor)
    return actors, problems + twice


def _by_id(table: Table, section: str, row: Callable[[Table, Record, Location], Node]) -> tuple[Node, list[Problem]]:
    """Rows as a mapping by their id, and what is wrong with the ids."""
    entries: dict[str, Node] = {}
    keys: dict[str, Location] = {}
    problems = []
    for record in table.records:
        name, location = record.cells.get("id", ""), table.location(record.line, "id")
        if not name:
            problems.append(problem_at(location, section, "must not be empty"))
        elif name in entries:
            problems.append(
                problem_at(location, f"{section}.{name}", f"duplicate id (first at line {keys[name].line})")
            )
        else:
            entries[name] = row(table, record, location)
            keys[name] = location
    return Node(entries, Location(table.file, 1, "id"), keys), problems


def read_places(path: Path) -> tuple[Node, list[Problem]]:
    """Read places.csv; a missing file means no places.

    Returns
    -------
    tuple[Node, list[Problem]]
        A mapping of places by id, and everything wrong with the file's form.

    Raises
    ------
    ScenarioError
        If the file is there and cannot be read at all.
    """
    if not path.exists():
        return Node({}, Location(str(path), 1, "id")), []
    table, problems = read_table(path, None)
    check_first_column(table, "id")
    optional = [column for column in (*PLACE_TEXTS, *PLACE_NUMBERS) if column not in PLACE_REQUIRED]
    problems += check_columns(table, list(PLACE_REQUIRED), optional)
    places, twice = _by_id(table, "places", _place)
    return places, problems + twice


def _place(table: Table, record: Record, location: Location) -> Node:
    entries = {name: Node(BROKEN, location) for name in PLACE_REQUIRED if name not in table.columns}
    for column, cell in record.cells.items():
        if cell and column in PLACE_TEXTS:
            entries[column] = Node(cell, table.location(record.line, column))
        elif cell and column in PLACE_NUMBERS:
            entries[column] = Node(table.number(cell), table.location(record.line, column))
    return Node(entries, location, {}, f"places.{record.cells.get('id') or '?'}")


def _about_actors(problems: list[Problem]) -> list[Problem]:
    return [
        problem_at(Location(each.file, each.line, each.column), each.path, each.message.replace(" rows;", " actors;"))
        for each in problems
    ]


def _issues_of(table: Table) -> list[str]:
    columns = [column.partition("_") for column in table.columns]
    return list(dict.fromkeys(issue for group, _, issue in columns if group in ("position", "salience")))


def check_actor_columns(table: Table, issues: Sequence[str] | None, are_required: bool = True) -> list[Problem]:
    """Compare a header with the columns of actors.csv.

    Parameters
    ----------
    issues
        Ids of the issues of scenario.yaml; None if they cannot be read: the columns then decide.
    are_required
        Whether all that an actor needs must be there, or `id` alone.
    """
    issues = _issues_of(table) if issues is None else list(issues)
    required = [*REQUIRED, *(f"{group}_{issue}" for group in ("position", "salience") for issue in issues)]
    optional = [*OPTIONAL, *(f"access_{letter}" for letter in LETTERS)]
    if not are_required:
        required, optional = required[:1], required[1:] + optional
    problems = []
    for problem in check_columns(table, required, optional):
        group, _, issue = str(problem.column).partition("_")
        if problem.message.startswith("unknown") and group in ("position", "salience"):
            problem = problem_at(table.location(1, str(problem.column)), "", f"unknown issue{suggest(issue, issues)}")
        problems.append(problem)
    return problems


def _actor(table: Table, record: Record, location: Location) -> Node:
    """Build one actor; a column that is missing altogether is reported once, for the header."""
    label = f"actors.{record.cells['id']}"
    if not record.is_whole:
        return Node(dict.fromkeys((*REQUIRED, *GROUPS.values()), Node(BROKEN, location)), location, {}, label)
    entries: dict[str, Node] = {name: Node(BROKEN, location) for name in REQUIRED if name not in table.columns}
    entries |= {group: Node({}, location) for group in GROUPS.values()}
    for column, cell in record.cells.items():
        spot = table.location(record.line, column)
        prefix, _, rest = column.partition("_")
        group = GROUPS.get(f"{prefix}_")
        if group is not None:
            node = entries[group]
            node.value[rest] = Node(group_value(table, group, cell), spot)
        elif column in TEXTS and cell:
            entries[column] = Node(cell, spot)
        elif column in NUMBERS and cell:
            entries[column] = Node(table.number(cell), spot)
    return Node(entries, location, {}, label)


def group_value(table: Table, group: str, cell: str) -> Any:
    """Read a cell of a position, salience or access; an empty one is 0."""
    value = table.number(cell) if cell else 0.0
    if group == "access" and isinstance(value, float) and value.is_integer():
        # A column with empty cells comes back from pandas as 1.0, 2.0.
        return int(value)
    return value


def read_ties(path: Path) -> tuple[Node, list[Problem]]:
    """Read ties.csv; a missing file means no ties.

    Returns
    -------
    tuple[Node, list[Problem]]
        A list of ties in the order of the file, and everything wrong with the file's form.

    Raises
    ------
    ScenarioError
        If the file is there and cannot be read at all.
    """
    return _read_list(path, TIE_REQUIRED, TIE_OPTIONAL, _tie)


def _read_list(
    path: Path, required: Sequence[str], optional: Sequence[str], row: Callable[[Table, Record], Node]
) -> tuple[Node, list[Problem]]:
    """Read a table that may be missing as a list of its whole rows; its first column is the first one required."""
    first = required[0]
    if not path.exists():
        return Node([], Location(str(path), 1, first)), []
    table, problems = read_table(path, None)
    check_first_column(table, first)
    problems += check_columns(table, list(required), list(optional))
    rows = [row(table, record) for record in table.records if record.is_whole]
    return Node(rows, Location(table.file, 1, first)), problems


def _tie(table: Table, record: Record) -> Node:
    location = table.location(record.line, "actor")
    entries = {name: Node(BROKEN, location) for name in TIE_REQUIRED if name not in table.columns}
    for column in itertools.chain(TIE_REQUIRED, TIE_OPTIONAL):
        if record.cells.get(column):
            entries[column] = Node(record.cells[column], table.location(record.line, column))
    label = f"ties.{record.cells.get('actor') or '?'}.{record.cells.get('partner') or '?'}"
    return Node(entries, location, {}, label)


def read_unscored(path: Path) -> tuple[Node, list[Problem]]:
    """Read claims.csv; a missing file means no claims but the executable ones.

    Returns
    -------
    tuple[Node, list[Problem]]
        A list of claims in the order of the file, and everything wrong with the file's form.

    Raises
    ------
    ScenarioError
        If the file is there and cannot be read at all.
    """
    return _read_list(path, CLAIM_COLUMNS, (), _unscored)


def _unscored(table: Table, record: Record) -> Node:
    location = table.location(record.line, "claim")
    entries = {name: Node(BROKEN, location) for name in CLAIM_COLUMNS if name not in table.columns}
    for column in CLAIM_COLUMNS:
        cell, spot = record.cells.get(column, ""), table.location(record.line, column)
        if column == "where" and column in record.cells:
            paths = [path.strip() for path in cell.split(";")]
            entries[column] = Node([Node(path, spot) for path in paths if path], spot)
        elif cell:
            entries[column] = Node(cell, spot)
    return Node(entries, location, {}, f"unscored.{record.cells.get('claim') or '?'}")
