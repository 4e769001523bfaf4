"""Reads a list of ties as people keep it in a spreadsheet: two columns of names, perhaps type, dates and sources."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from sim.scenario.problem import Problem, ScenarioError, problem_at
from sim.scenario.reading.table_file import Record, Table, read_table
from sim.scenario.tie_tables import as_list, is_crossed, is_matrix, refuse_other_formats

_HEADS = {  # what a column is called, in English and in Spanish
    "type": ("type", "tipo"),
    "since": ("since", "desde"),
    "until": ("until", "hasta"),
    "source": ("source", "fuente"),
}
_ENDS = (  # what both ends of a tie are called; the first of them that a file has
    ("actor", "partner"), ("actor", "socio"), ("actor", "aliado"), ("source", "target"), ("from", "to"), ("de", "a"),
    ("origen", "destino"), ("sender", "receiver"), ("ego", "alter"), ("who", "whom"), ("quien", "con quien"),
    ("a", "b"), ("i", "j"), ("x", "y"), ("v1", "v2"),
    *((f"{word}{mark}{one}", f"{word}{mark}{other}")
      for word in ("actor", "node", "nodo", "name", "nombre", "org", "organization", "organizacion")
      for mark in ("", " ", "_", "-", ".") for one, other in (("1", "2"), ("a", "b"))),
)  # fmt: skip
_TYPES = {
    "alliance": "alliance", "alianza": "alliance", "contact": "contact", "contacto": "contact", "": "alliance",
    "structural": "structural", "estructural": "structural",
    "directed": "alliance", "undirected": "alliance", "dirigido": "alliance", "no dirigido": "alliance",  # of Gephi
}  # fmt: skip
_MONTHS = ("jan ene", "feb", "mar", "apr abr", "may", "jun", "jul", "aug ago", "sep", "oct", "nov", "dec dic")
_YEARS = (1700, 2200)  # what a date of a tie can be
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
        What its owner should know: key of a phrase (`matrix`, `columns`, `repeated`, `itself`, `alike`), and what it is
        about.
    """

    file: str
    names: tuple[str, ...]
    edges: tuple[Edge, ...]
    notices: tuple[tuple[str, str], ...]


def read_edges(path: Path) -> EdgeList:
    """Read a list of ties, or an adjacency matrix.

    Parameters
    ----------
    path
        A CSV file, with commas or semicolons. Two columns name the ends of each tie: `actor` and `partner` (`socio`,
        `aliado`), `Source` and `Target` as Gephi writes them, or another of the usual pairs; a row without a partner
        only names an actor. `type` (`tipo`), `since` (`desde`), `until` (`hasta`) and `source` (`fuente`) are read
        where they are there; other columns are not. Of a matrix every cell that is neither empty nor 0 is a tie.

    Raises
    ------
    ScenarioError
        If it is no such file, or names no tie; for every row with a type or a date that is none, that ends before it
        begins, or that says otherwise of a pair than a row before it.
    """
    refuse_other_formats(path)
    table, problems = read_table(path, None, corner=_CORNER)
    if len(table.columns) < 2:
        problems.append(Problem(table.file, 1, 1, "", "needs two columns, the ends of each tie"))
    if problems:
        raise ScenarioError(problems)
    of_matrix = is_matrix(table)
    listed = as_list(table) if of_matrix else table
    columns = dict(zip(("actor", "partner"), listed.columns, strict=True)) if of_matrix else _columns(listed)
    rows = [(record.line, _edge(listed, record, columns, problems)) for record in listed.records]
    pairs, n_repeated = _pairs(listed, rows, columns, problems)
    if not pairs and not problems:
        problems.append(Problem(table.file, 1, 1, "", "has no ties between two different names"))
    if problems:
        raise ScenarioError(problems)
    names = tuple(dict.fromkeys(name for _, row in rows for name in (row.actor, row.partner) if name))
    found = [("matrix", str(len(pairs)))] if of_matrix else []
    unread = [column for column in listed.columns if column not in columns.values()]
    found += [("columns", ", ".join(unread))] if unread else []
    found += [("repeated", str(n_repeated))] if n_repeated and not of_matrix else []
    found += [("itself", row.actor) for _, row in rows if row.actor == row.partner]
    alike = _alike([compared(each) for each in names])
    found += [("alike", f"{names[other]} / {names[number]}") for other, number in alike]
    return EdgeList(path.name, names, tuple(pairs), tuple(found))


_CORNER = "(first column)"  # stands over the names of the rows of a matrix, which many programs leave empty


def slug(name: str) -> str:
    """Make an id of a name.

    >>> slug("Unión de Campesinos (1985)"), slug("3M")
    ('union_de_campesinos_1985', 'a_3m')
    """
    words = re.sub(r"[^a-z0-9]+", "_", _plain(name)).strip("_")[:50]
    return words if words[:1].isalpha() else f"a_{words}".rstrip("_")


def month(text: str) -> str | None:
    """Read a month as spreadsheets show it: `1992-10`, `1992-10-02`, `10/1992`, `Oct-92`, `oct 1992`, a year alone.

    >>> month("1992"), month("oct-92"), month("10/1992"), month("soon"), month("9999")
    ('1992-01', '1992-10', '1992-10', None, None)
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
    return f"{year:04}-{number:02}" if 1 <= number <= 12 and _YEARS[0] <= year <= _YEARS[1] else None


def _plain(text: str) -> str:
    """Small letters without accents."""
    return unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()


def compared(name: str) -> str:
    """A name as it is compared with others: small letters, Latin ones without accents, all other scripts as they are.

    >>> compared("UNIÓN"), compared("日本労連"), compared("ﬁn Й")
    ('union', '日本労連', 'fin й')
    """
    kept: list[str] = []
    for letter in unicodedata.normalize("NFKD", name):
        if not (unicodedata.combining(letter) and kept and kept[-1].isascii()):
            kept.append(letter)
    return unicodedata.normalize("NFC", "".join(kept)).casefold()


def _columns(table: Table) -> dict[str, str]:
    """The column of the file for each of ours.

    Raises
    ------
    ScenarioError
        If no two columns are named for the ends of ties: a guess would make actors of numbers, years or a header.
    """
    by_name = {_plain(column).strip(): column for column in table.columns}
    ends = next((pair for pair in _ENDS if pair[0] in by_name and pair[1] in by_name), None)
    if ends is None and is_crossed(table):
        message = (
            "is a table of who takes part in what (two-mode): write a row for each pair that should be tied, with "
            "columns actor and partner"
        )
        raise ScenarioError([Problem(table.file, 1, 1, "", message)])
    if ends is None:
        got = ", ".join(repr(column) for column in table.columns[:4])
        message = f"the first line must name the columns, and two of them actor and partner (got {got})"
        raise ScenarioError([Problem(table.file, 1, 1, "", message)])
    found = {"actor": by_name[ends[0]], "partner": by_name[ends[1]]}
    free = {head: column for head, column in by_name.items() if head not in ends}
    return found | {ours: free[head] for ours, heads in _HEADS.items() for head in heads if head in free}


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
            years = f" from {_YEARS[0]} to {_YEARS[1]}" if re.search(r"\d{4}", cells[end]) else ""
            what = f"must be a month such as 1992-10, or a year{years} (got {cells[end]!r})"
            problems.append(problem_at(table.location(record.line, columns[end]), "", what))
    since, until = dates["since"] or "", dates["until"] or ""
    if since and until and until < since:
        what = f"is before since, {cells['since']} (got {cells['until']})"
        problems.append(problem_at(table.location(record.line, columns["until"]), "", what))
    if not cells["actor"] and cells["partner"]:
        problems.append(problem_at(table.location(record.line, columns["actor"]), "", "must not be empty"))
    source = cells.get("source") or table.file.replace("\\", "/").rpartition("/")[2]
    return Edge(cells["actor"], cells["partner"], kind or "", since, until, source)


def _pairs(
    table: Table, rows: list[tuple[int, Edge]], columns: dict[str, str], problems: list[Problem]
) -> tuple[list[Edge], int]:
    """Each pair once with all its sources, and how many rows repeat an earlier one; a scenario has one tie a pair."""
    found: dict[frozenset[str], tuple[int, Edge]] = {}
    n_repeated = 0
    for line, row in rows:
        if not row.partner or row.actor == row.partner:
            continue
        key = frozenset((row.actor, row.partner))
        first, before = found.setdefault(key, (line, row))
        if first == line and before is row:
            continue
        n_repeated += 1
        if (row.type, row.since, row.until) != (before.type, before.since, before.until):
            what = f"says otherwise of this pair than line {first}; a pair has one tie: leave one of the rows"
            problems.append(problem_at(table.location(line, columns["partner"]), "", what))
        elif row.source not in before.source.split("; "):
            found[key] = (first, replace(before, source=f"{before.source}; {row.source}"))
    return [edge for _, edge in found.values()], n_repeated


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
