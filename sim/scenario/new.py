"""Starts a scenario folder: a copy of the template, or a scenario around a list of ties."""

from __future__ import annotations

import csv
import io
import re
import shutil
import tempfile
import unicodedata
from pathlib import Path

from sim.scenario.find import MAIN_FILE
from sim.scenario.problem import Problem, ScenarioError
from sim.scenario.reading.table_file import Table, read_table

TEMPLATE = Path(__file__).resolve().parent / "template"
_ACTOR_COLUMNS = [
    "id", "name", "kind", "role", "country", "capability", "position_main", "salience_main", "source", "note",
]  # fmt: skip
_TIE_COLUMNS = ["actor", "partner", "type", "source"]


def new_scenario(path: Path, from_ties: Path | None = None) -> list[Path]:
    """Write a scenario that loads and runs.

    Parameters
    ----------
    path
        The folder to make; it may exist if it is empty.
    from_ties
        A CSV file whose first two columns name the ends of ties: each name becomes an actor, to be described.

    Returns
    -------
    list[Path]
        The files written.

    Raises
    ------
    ScenarioError
        If the folder is not empty or cannot be written, or if `from_ties` cannot be read. Nothing is written then.
    """
    if path.exists() and (not path.is_dir() or any(path.iterdir())):
        what = "is there already, and not empty" if path.is_dir() else "is a file"
        raise ScenarioError([Problem(str(path), 0, 0, "", what)])
    texts = _texts_around(from_ties) if from_ties is not None else _template_texts()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        # Written beside its place, then renamed: an interruption leaves no half scenario.
        with tempfile.TemporaryDirectory(prefix=".new-", dir=path.parent) as workshop:
            draft = Path(workshop) / "draft"
            draft.mkdir()
            for name, text in texts.items():
                (draft / name).write_text(text, encoding="utf-8", newline="")
            if path.exists():
                path.rmdir()
            shutil.move(draft, path)
    except OSError as wrong:
        raise ScenarioError([Problem(str(path), 0, 0, "", f"cannot be written: {wrong.strerror}")]) from None
    return [path / name for name in texts]


def _template_texts() -> dict[str, str]:
    names = (MAIN_FILE, "actors.csv", "ties.csv", "README.md")
    return {name: (TEMPLATE / name).read_text(encoding="utf-8") for name in names}


def slug(name: str) -> str:
    """Make an id of a name.

    >>> slug("Unión de Campesinos (1985)"), slug("3M")
    ('union_de_campesinos_1985', 'a_3m')
    """
    ascii_name = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]+", "_", ascii_name).strip("_")[:50]
    return words if words[:1].isalpha() else f"a_{words}".rstrip("_")


def _texts_around(source: Path) -> dict[str, str]:
    """Give the files of a scenario around an edge list."""
    table, problems = read_table(source, None)
    if len(table.columns) < 2:
        problems.append(Problem(str(source), 1, 1, "", "needs two columns, the ends of each tie"))
    pairs = _pairs(table) if not problems else []
    if not pairs and not problems:
        problems.append(Problem(str(source), 1, 1, "", "has no ties between two different names"))
    if problems:
        raise ScenarioError(problems)
    ids = _ids([name for pair in pairs for name in pair])
    actors = [[ids[name], name, "ngo", "advocacy", "XX", "2", "0", "0.5", "assumed", "to be described"] for name in ids]
    ties = [[ids[one], ids[other], "contact", source.name] for one, other in pairs]
    return {
        MAIN_FILE: _AROUND.replace("SOURCE", re.sub(r"[^\w. -]", "_", source.name)),
        "actors.csv": _csv(_ACTOR_COLUMNS, actors),
        "ties.csv": _csv(_TIE_COLUMNS, ties),
        "README.md": f"# A scenario around the ties of {source.name}\n\nEvery `assumed` is to be replaced: {_OPEN}.\n",
    }


_OPEN = "kinds, countries, capabilities and positions in actors.csv, the rest in scenario.yaml"


def _pairs(table: Table) -> list[tuple[str, str]]:
    """Give each pair of different names once, whichever way round it stands."""
    found: dict[frozenset[str], tuple[str, str]] = {}
    for record in table.records:
        one, other = (record.cells[column] for column in table.columns[:2])
        if one and other and one != other:
            found.setdefault(frozenset((one, other)), (one, other))
    return list(found.values())


def _ids(names: list[str]) -> dict[str, str]:
    """Give each name an id of its own."""
    ids: dict[str, str] = {}
    taken: set[str] = set()
    for name in dict.fromkeys(names):
        candidate, number = slug(name), 2
        while candidate in taken:
            candidate, number = f"{slug(name)}_{number}", number + 1
        taken.add(candidate)
        ids[name] = candidate
    return ids


def _csv(columns: list[str], rows: list[list[str]]) -> str:
    with io.StringIO(newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerows([columns, *rows])
        return file.getvalue()


_AROUND = """\
# A scenario around the ties of SOURCE. It runs as it is; every `assumed` waits for a better source.
# Every key is explained in scenarios/REFERENCE.md.
format: 1
title: "Ties of SOURCE"
summary: "To be written."
period: {start: 2001-01, end: 2002-12}

# What is fought over; positions in actors.csv run from -1 (negative) to +1 (positive).
issues:
  main:
    title: "The issue"
    negative: "against"
    positive: "for"
    tier: policy_core
    source: assumed

# Where effort can be spent.
venues:
  press:
    kind: press
    country: XX
    openness: 0.5
    source: assumed

# What is reported of every run.
outcomes:
  position_of_all:
    label: "Mean position"
    measure: position
    actors: {kind: ngo}
    issue: main
  open_ties:
    label: "Open ties"
    measure: ties
    actors: {kind: ngo}
"""
