"""Reads a list of ties as people keep it in a spreadsheet: two columns of names, perhaps type, dates and sources."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from sim.scenario.problem import Problem, ScenarioError, problem_at
from sim.scenario.reading.table_file import Record, Table, read_table

_HEADS = {  # what a column is called, in English and in Spanish
    "actor": ("actor",),
    "partner": ("partner", "socio", "aliado"),
    "type": ("type", "tipo"),
    "since": ("since", "desde"),
    "until": ("until", "hasta"),
    "source": ("source", "fuente"),
}
_TYPES = {
    "": "alliance", "alliance": "alliance", "alianza": "alliance", "contact": "contact", "contacto": "contact",
    "structural": "structural", "estructural": "structural",
}  # fmt: skip
_MONTHS = ("jan ene", "feb", "mar", "apr abr", "may", "jun", "jul", "aug ago", "sep", "oct", "nov", "dec dic")
_ALIKE = 0.86  # of a name's letters shared with another, in order: spelling rather than another body


@dataclass(frozen=True, slots=True)
class Edge:
    """One tie; dates are months such as 1992-10, or empty."""

    actor: str
    partner: str
    type: str
    since: str
    until: str
    source: str


@dataclass(frozen=True, slots=True)
class EdgeList:
    """A list of ties.

    Attributes
    ----------
    file
        Name of the file, without its folder.
    names
        Everybody named in it, in the order of the list.
    edges
        Each pair of different names once, whichever way round it stands.
    notices
        What its owner should know: key of a phrase (`columns`, `repeated`, `itself`, `alike`), and what it is about.
    """

    file: str
    names: tuple[str, ...]
    edges: tuple[Edge, ...]
    notices: tuple[tuple[str, str], ...]


def read_edges(path: Path) -> EdgeList:
    """Read a list of ties.

    Parameters
    ----------
    path
        A CSV file, with commas or semicolons. Columns `actor` and `partner` (`socio`, `aliado`), or else the first two,
        name the ends of each tie; a row without a partner only names an actor. `type` (`tipo`), `since` (`desde`),
        `until` (`hasta`) and `source` (`fuente`) are read where they are there; other columns are not.

    Raises
    ------
    ScenarioError
        If it cannot be read, names no tie, or has a type or a date that is none; with every such row.
    """
    table, problems = read_table(path, None)
    if len(table.columns) < 2:
        problems.append(Problem(table.file, 1, 1, "", "needs two columns, the ends of each tie"))
    if problems:
        raise ScenarioError(problems)
    columns = _columns(table)
    rows = [_edge(table, record, columns, problems) for record in table.records]
    pairs: dict[frozenset[str], Edge] = {}
    for row in rows:
        if row.partner and row.actor != row.partner:
            pairs.setdefault(frozenset((row.actor, row.partner)), row)
    if not pairs:
        problems.append(Problem(table.file, 1, 1, "", "has no ties between two different names"))
    if problems:
        raise ScenarioError(problems)
    names = tuple(dict.fromkeys(name for row in rows for name in (row.actor, row.partner) if name))
    return EdgeList(path.name, names, tuple(pairs.values()), tuple(_notices(table, columns, rows, names)))


def slug(name: str) -> str:
    """Make an id of a name.

    >>> slug("Unión de Campesinos (1985)"), slug("3M")
    ('union_de_campesinos_1985', 'a_3m')
    """
    words = re.sub(r"[^a-z0-9]+", "_", _plain(name)).strip("_")[:50]
    return words if words[:1].isalpha() else f"a_{words}".rstrip("_")


def month(text: str) -> str | None:
    """Read a month as spreadsheets show it: `1992-10`, `1992-10-02`, `10/1992`, `Oct-92`, `oct 1992`, a year alone.

    >>> month("1992"), month("oct-92"), month("10/1992"), month("soon")
    ('1992-01', '1992-10', '1992-10', None)
    """
    text = _plain(text).strip()
    if found := re.fullmatch(r"(\d{4})(?:[-/](\d{1,2})(?:[-/]\d{1,2})?)?", text):
        return _month_of(int(found[1]), int(found[2] or 1))
    if found := re.fullmatch(r"(\d{1,2})[-/](\d{4})", text):
        return _month_of(int(found[2]), int(found[1]))
    if found := re.fullmatch(r"([a-z]{3})[a-z]*[-./ ]+(\d{4}|\d{2})", text):
        number = next((n for n, names in enumerate(_MONTHS, 1) if found[1] in names.split()), 0)
        year = int(found[2])
        return _month_of(year if year > 99 else year + (1900 if year >= 30 else 2000), number)
    return None


def _month_of(year: int, number: int) -> str | None:
    return f"{year:04}-{number:02}" if 1 <= number <= 12 else None


def _plain(text: str) -> str:
    """Small letters without accents."""
    return unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()


def _columns(table: Table) -> dict[str, str]:
    """The column of the file for each of ours; the ends are the first two unless columns are named for them."""
    by_name = {_plain(column): column for column in table.columns}
    found = {ours: by_name[head] for ours, heads in _HEADS.items() for head in heads if head in by_name}
    if "actor" not in found or "partner" not in found:
        found |= {"actor": table.columns[0], "partner": table.columns[1]}
    return found


def _edge(table: Table, record: Record, columns: dict[str, str], problems: list[Problem]) -> Edge:
    cells = {ours: " ".join(record.cells[column].split()) for ours, column in columns.items()}
    kind = _TYPES.get(_plain(cells.get("type", "")))
    if kind is None:
        what = f"must be alliance, contact or structural (got {cells['type']!r})"
        problems.append(problem_at(table.location(record.line, columns["type"]), "", what))
    dates = {}
    for end in ("since", "until"):
        dates[end] = month(cells[end]) if cells.get(end) else ""
        if dates[end] is None:
            what = f"must be a month such as 1992-10, or a year (got {cells[end]!r})"
            problems.append(problem_at(table.location(record.line, columns[end]), "", what))
    if not cells["actor"] and cells["partner"]:
        problems.append(problem_at(table.location(record.line, columns["actor"]), "", "must not be empty"))
    return Edge(
        cells["actor"], cells["partner"], kind or "", dates["since"] or "", dates["until"] or "",
        cells.get("source") or table.file.replace("\\", "/").rpartition("/")[2],
    )  # fmt: skip


def _notices(table: Table, columns: dict[str, str], rows: list[Edge], names: tuple[str, ...]) -> list[tuple[str, str]]:
    unread = [column for column in table.columns if column not in columns.values()]
    pairs = Counter(frozenset((row.actor, row.partner)) for row in rows if row.partner)
    repeated = sum(count - 1 for count in pairs.values())
    found = [("columns", ", ".join(unread))] if unread else []
    found += [("repeated", str(repeated))] if repeated else []
    found += [("itself", row.actor) for row in rows if row.actor == row.partner]
    found += [
        ("alike", f"{names[other]} / {names[number]}") for other, number in _alike([_plain(each) for each in names])
    ]
    return found


def _alike(plain: list[str]) -> Iterator[tuple[int, int]]:
    """Places of names that may be another spelling of one before them: first that one, then the name."""
    letters = sorted(set("".join(plain)))
    counts = np.array([[name.count(letter) for letter in letters] for name in plain], dtype=np.int64)
    lengths = np.array([len(name) for name in plain])
    for number, name in enumerate(plain):
        # Names that share too few letters in any order, which is nearly all, need no comparison in order.
        shared = np.minimum(counts[:number], counts[number]).sum(axis=1)
        near = np.flatnonzero(2 * shared >= (_ALIKE - 1e-9) * (lengths[:number] + lengths[number]))
        best = difflib.get_close_matches(name, [plain[each] for each in near], n=1, cutoff=_ALIKE)
        if best:
            yield plain.index(best[0]), number
