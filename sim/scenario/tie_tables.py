"""What people have instead of a list of ties: a matrix, which is read, and what is refused with a way out."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from sim.scenario.problem import Problem, ScenarioError
from sim.scenario.reading.table_file import Record, Table

_NUMBER = re.compile(r"([-+]?\d*[.,]?\d*(e[-+]?\d+)?|-|na|nan)", re.IGNORECASE)
_LEAST = 0.5  # share of the names over the columns of a matrix that also stand before its rows
_FORMATS = (  # what begins so, or is called so, is no table
    ("a GraphML file", r"\s*(<\?xml[^>]*>)?\s*(<!--.*?-->\s*)*<graphml", ".graphml"),
    ("a GEXF file", r"\s*(<\?xml[^>]*>)?\s*(<!--.*?-->\s*)*<gexf", ".gexf"),
    ("a GML file", r"\s*(#.*\n|Creator.*\n|Version.*\n)*\s*graph\s*\[", ".gml"),
    ("a Pajek file", r"\s*\*(Network|Vertices|Arcs|Edges|Matrix)", ".net"),
    ("a UCINET file", r"\s*dl\s+n", ".dl"),
    ("a JSON file", r"\s*[\[{]", ".json"),
    ("a spreadsheet", r"PK\x03\x04|\xd0\xcf\x11\xe0", ".xlsx"),
)
_WAY_OUT = "save its edges as CSV, with columns actor and partner"
_WAYS_OUT = {
    "a spreadsheet": "save the sheet as CSV UTF-8",
    "a GraphML file": f"open it in Gephi and export the edges of the data laboratory, or {_WAY_OUT}",
    "a GEXF file": f"open it in Gephi and export the edges of the data laboratory, or {_WAY_OUT}",
}


def refuse_other_formats(path: Path) -> None:
    """Name the format of a file that is no CSV, and how to make one of it.

    Raises
    ------
    ScenarioError
        If it is such a file.
    """
    try:
        with path.open("rb") as file:
            begin = file.read(2000).decode("latin-1").removeprefix("\xef\xbb\xbf")
    except OSError:
        return  # told by what reads it
    for name, pattern, suffix in _FORMATS:
        if path.suffix.lower() == suffix or re.match(pattern, begin, re.IGNORECASE | re.DOTALL):
            message = f"is {name} and no list of ties in CSV; {_WAYS_OUT.get(name, _WAY_OUT)}"
            raise ScenarioError([Problem(str(path), 0, 0, "", message)])


def is_crossed(table: Table) -> bool:
    """Whether there are but numbers behind the first column, so that a cell says how a row and a column belong."""
    first, *others = table.columns
    cells = [record.cells.get(column, "") for record in table.records for column in others]
    names = [record.cells.get(first, "") for record in table.records]
    numbers = (all(_NUMBER.fullmatch(cell) for cell in each) for each in (cells, names))
    return len(others) > 1 and any(cells) and next(numbers) and not next(numbers)


def is_matrix(table: Table) -> bool:
    """Whether the names over the columns are those before the rows, or most of them."""
    first, *others = table.columns
    rows = {record.cells.get(first, "") for record in table.records}
    return is_crossed(table) and sum(column in rows for column in others) >= _LEAST * len(others)


def as_list(table: Table) -> Table:
    """A matrix as a list of ties: a row for every name, and one for every cell that is neither empty nor 0."""
    first, *others = table.columns
    rows = [record.cells[first] for record in table.records]
    partner = f"{first} (2)"
    listed = [Record(record.line, {first: row, partner: ""}) for record, row in zip(table.records, rows, strict=True)]
    listed += [
        Record(record.line, {first: row, partner: column})
        for record, row in zip(table.records, rows, strict=True)
        for column in others
        if column != row and re.search("[1-9]", record.cells.get(column, ""))
    ]
    return replace(table, columns=[first, partner], records=listed)
