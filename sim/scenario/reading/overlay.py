"""Tables that a variant names: cells that replace those of actors.csv, put into a document with marks."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from pathlib import Path

from sim.scenario.keys.fields import is_file_name
from sim.scenario.problem import Location, Problem, ScenarioError, problem_at, suggest
from sim.scenario.reading.node import BROKEN, Node, View
from sim.scenario.reading.table_file import Record, Table, check_first_column, read_table
from sim.scenario.reading.tables import GROUPS, TEXTS, check_actor_columns, group_value

_OTHERS = ("actors.csv", "ties.csv", "claims.csv")


def put_rows(
    document: Node, folder: Path, issues: Sequence[str] | None, known: Collection[str]
) -> tuple[Node, list[Problem]]:
    """Put the rows of each variant's `file` under its `rows`.

    Parameters
    ----------
    document
        As written.
    folder
        Where the files lie.
    issues
        Ids of the issues; None if they cannot be read: any column of a position or salience is then let pass.
    known
        Ids of the actors of the case and of all its variants: a row of another one is refused.

    Returns
    -------
    tuple[Node, list[Problem]]
        The document with cells by actor and field, and everything wrong with the files' form. Cells are checked
        against the schema where a variant is loaded.
    """
    problems: list[Problem] = []
    for name, variant in View.of(document)["variants"].entries():
        file = variant["file"]
        if variant["rows"].node is not None:
            problems.append(variant["rows"].key_problem("stands in the file that file names, not here"))
            document = _put(document, name, Node(BROKEN, variant["rows"].location))
        # Without a readable name the schema has told what is wrong.
        if file.text is not None and is_file_name(file.text):
            rows, wrong = _read(folder, file, issues, known)
            problems += wrong
            document = _put(document, name, rows)
    return document, problems


def _put(document: Node, variant: str, rows: Node) -> Node:
    variants = document.value["variants"]
    changed = variants.value[variant].put("rows", rows, rows.location)
    return document.put("variants", variants.put(variant, changed, variants.keys[variant]), document.keys["variants"])


def _read(folder: Path, file: View, issues: Sequence[str] | None, known: Collection[str]) -> tuple[Node, list[Problem]]:
    """Read one file; what cannot be read at all is BROKEN, so that nothing is held against it."""
    path = folder / str(file.text)
    if not path.exists():
        others = sorted(each.name for each in folder.glob("*.csv") if each.name not in _OTHERS)
        message = f"no file {file.text!r} beside scenario.yaml{suggest(str(file.text), others)}"
        return Node(BROKEN, file.location), [file.problem(message)]
    try:
        table, problems = read_table(path, None)
        check_first_column(table, "id")
    except ScenarioError as wrong:
        return Node(BROKEN, file.location), wrong.problems
    unfit = check_actor_columns(table, issues, are_required=False)
    refused = {problem.column for problem in unfit}
    columns = [name for name in table.columns[1:] if name not in refused]
    problems += unfit
    if len(table.columns) == 1:
        problems.append(problem_at(table.location(1, "id"), "", "has no column that could replace anything"))
    elif not table.records:
        problems.append(problem_at(table.location(1, "id"), "", "has no rows"))
    return _by_actor(table, columns, known, problems), problems


def _by_actor(table: Table, columns: list[str], known: Collection[str], problems: list[Problem]) -> Node:
    """Give the cells that are not empty, by actor and field."""
    rows: dict[str, Node] = {}
    keys: dict[str, Location] = {}
    for record in table.records:
        name, location = record.cells.get("id", ""), table.location(record.line, "id")
        if not name:
            problems.append(problem_at(location, "actors", "must not be empty"))
        elif name in keys:
            problems.append(problem_at(location, f"actors.{name}", f"duplicate id (first at line {keys[name].line})"))
        elif name not in known:
            problems.append(problem_at(location, "", f"unknown actor {name!r}{suggest(name, known)}"))
        elif record.is_whole:
            rows[name] = _row(table, columns, record, location)
        keys.setdefault(name, location)
    return Node(rows, Location(table.file, 1, "id"), keys)


def _row(table: Table, columns: list[str], record: Record, location: Location) -> Node:
    entries: dict[str, Node] = {}
    for column in columns:
        cell, spot = record.cells[column], table.location(record.line, column)
        prefix, _, rest = column.partition("_")
        group = GROUPS.get(f"{prefix}_")
        if not cell:
            continue
        if group is not None:
            values = entries.setdefault(group, Node({}, location, {}))
            entries[group] = values.put(rest, Node(group_value(table, group, cell), spot), spot)
        else:
            entries[column] = Node(cell if column in TEXTS else table.number(cell), spot)
    return Node(
        entries, location, {key: node.location for key, node in entries.items()}, f"actors.{record.cells['id']}"
    )


def merge_rows(document: Node, rows: Node) -> Node:
    """Give a copy of a document in which the cells of a table replace those of its actors.

    Parameters
    ----------
    rows
        As `put_rows` gives them. An actor that the document does not have, since another variant adds it or has
        taken it away, is passed over.
    """
    actors = document.value["actors"]
    changed = {name: _merged(node, rows.value.get(name)) for name, node in actors.value.items()}
    return document.put("actors", replace(actors, value=changed), actors.location)


def _merged(actor: Node, row: Node | None) -> Node:
    if row is None or not isinstance(actor.value, dict):
        return actor
    for key, node in row.value.items():
        old = actor.value.get(key)
        if isinstance(node.value, dict) and old is not None:
            if not isinstance(old.value, dict):
                continue  # what stands there is no mapping, and the schema says so
            node = replace(old, value={**old.value, **node.value}, keys={**old.keys, **node.keys})
        actor = actor.put(key, node, node.location)
    return actor
