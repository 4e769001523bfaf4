"""Puts chambers given member by member, in the CSV file that a decision names, into a document with marks."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path

from sim.scenario.keys.fields import is_file_name
from sim.scenario.problem import Location, Problem, ScenarioError, problem_at, suggest
from sim.scenario.reading.node import BROKEN, Node, View
from sim.scenario.reading.table_file import Record, Table, check_columns, check_first_column, read_table

COLUMNS = ("member", "bloc", "position", "source")
_OTHERS = ("actors.csv", "ties.csv", "claims.csv")


def put_members(document: Node, folder: Path) -> tuple[Node, list[Problem]]:
    """Put the rows of each decision's members_file under its `members`.

    Parameters
    ----------
    document
        With variant and settings put in: they may name another file.
    folder
        Where the files lie.

    Returns
    -------
    tuple[Node, list[Problem]]
        The document with positions by bloc, and everything wrong with the files' form.
    """
    problems: list[Problem] = []
    for name, decision in View.of(document)["decisions"].entries():
        if decision["members"].node is not None:
            problems.append(decision["members"].key_problem("stands in the file that members_file names, not here"))
            document = _put(document, name, Node(BROKEN, decision["members"].location))
        file, blocs = decision["members_file"], [bloc for bloc, _ in decision["chamber"].entries()]
        # Without a readable name or chamber the schema has told what is wrong.
        if file.text is not None and is_file_name(file.text) and blocs:
            members, wrong = _read(folder, file, blocs)
            problems += wrong
            document = _put(document, name, members)
    return document, problems


def files_named(value: object, key: str = "") -> Iterator[str]:
    """Find every file of members that is named in a value with or without marks: of variants, of settings.

    >>> named = {"decisions.vote.members_file": ["a.csv", "b.csv"], "decisions": {"x": {"members_file": "c.csv"}}}
    >>> list(files_named(named))
    ['a.csv', 'b.csv', 'c.csv']
    """
    value = value.value if isinstance(value, Node) else value
    if isinstance(value, Mapping):
        for name, each in value.items():
            yield from files_named(each, str(name))
    elif isinstance(value, list | tuple):
        for each in value:
            yield from files_named(each, key)
    elif isinstance(value, str) and key.rpartition(".")[2] == "members_file" and is_file_name(value):
        yield value


def file_digest(path: Path) -> str | None:
    """Give SHA-256 of a file without regard to its line ends, 12 hexadecimal digits; None if it cannot be read."""
    try:
        return hashlib.sha256(path.read_bytes().replace(b"\r\n", b"\n")).hexdigest()[:12]
    except OSError:
        return None


def _put(document: Node, decision: str, members: Node) -> Node:
    decisions = document.value["decisions"]
    changed = decisions.value[decision].put("members", members, members.location)
    return document.put(
        "decisions", decisions.put(decision, changed, decisions.keys[decision]), document.keys["decisions"]
    )


def _read(folder: Path, file: View, blocs: list[str]) -> tuple[Node, list[Problem]]:
    """Read one file; what cannot be read at all is BROKEN, so that nothing is held against it."""
    path = folder / str(file.text)
    broken = Node(BROKEN, file.location)
    if not path.exists():
        others = sorted(each.name for each in folder.glob("*.csv") if each.name not in _OTHERS)
        message = f"no file {file.text!r} beside scenario.yaml{suggest(str(file.text), others)}"
        return broken, [file.problem(message)]
    try:
        table, problems = read_table(path, None)
        check_first_column(table, COLUMNS[0])
    except ScenarioError as wrong:
        return broken, wrong.problems
    problems += check_columns(table, list(COLUMNS), [])
    if not table.records and not problems:
        problems.append(Problem(table.file, 1, COLUMNS[0], "", "has no members"))
    missing = [column for column in COLUMNS if column not in table.columns]
    return _by_bloc(table, blocs, problems) if not missing else broken, problems


def _by_bloc(table: Table, blocs: list[str], problems: list[Problem]) -> Node:
    """Give positions by bloc, in the order of the file."""
    rows: dict[str, list[Node]] = {}
    first: dict[str, int] = {}
    unknown: set[str] = set()
    for record in table.records:
        _check_row(table, record, first, problems)
        bloc = record.cells.get("bloc", "")
        if bloc in blocs:
            rows.setdefault(bloc, []).append(_position(table, record))
            continue
        # Whose row this is cannot be told: it may be a row of each bloc.
        for each in blocs:
            rows.setdefault(each, []).append(Node(BROKEN, table.location(record.line, "bloc")))
        if bloc and bloc not in unknown:
            unknown.add(bloc)
            message = f"unknown bloc {bloc!r}{suggest(bloc, blocs)}"
            problems.append(problem_at(table.location(record.line, "bloc"), _label(record), message))
    start = Location(table.file, 1, COLUMNS[0])
    return Node({bloc: Node(nodes, start) for bloc, nodes in rows.items()}, start, dict.fromkeys(rows, start))


def _check_row(table: Table, record: Record, first: dict[str, int], problems: list[Problem]) -> None:
    """Find empty cells and members named twice; a row that is not whole is told already."""
    empty = [column for column in COLUMNS if record.is_whole and not record.cells[column]]
    problems += [problem_at(table.location(record.line, each), _label(record), "must not be empty") for each in empty]
    member = record.cells.get("member")
    if member and member in first:
        message = f"duplicate member (first at line {first[member]})"
        problems.append(problem_at(table.location(record.line, "member"), _label(record), message))
    elif member:
        first[member] = record.line


def _label(record: Record) -> str:
    return f"members.{record.cells.get('member') or '?'}"


def _position(table: Table, record: Record) -> Node:
    cell = record.cells["position"]
    value = table.number(cell) if cell else BROKEN
    return Node(value, table.location(record.line, "position"), {}, _label(record))
