"""Starts a scenario folder: a copy of the template, or a scenario around a list of ties."""

from __future__ import annotations

import csv
import io
import re
import string
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from sim.scenario.edges import EdgeList, read_edges, slug
from sim.scenario.find import MAIN_FILE
from sim.scenario.keys.fields import ROLES
from sim.scenario.load import read_case
from sim.scenario.problem import Problem, ScenarioError
from sim.whole import write_whole

TEMPLATE = Path(__file__).resolve().parent / "template"
AROUND = Path(__file__).resolve().parent / "around"  # what stands around a list of ties
COMMAND = "python run.py"
_ACCESS = [f"access_{where}" for where in ("executive", "legislature", "foreign_legislature", "international", "press")]
_ACTOR_COLUMNS = [
    "id", "name", "name_es", "kind", "role", "country", "capability", "active_from", "position_main", "salience_main",
    "position_second", "salience_second", *_ACCESS, "source", "note",
]  # fmt: skip
_TIE_COLUMNS = ["actor", "partner", "type", "since", "until", "source"]
# Those who vote until others are put in their place: id, names, position on the demand.
_VOTERS = {
    "FRIENDS": ("votes_for", "Votes of friends", "Votos amigos", "0.5"),
    "UNDECIDED": ("votes_undecided", "Undecided votes", "Votos indecisos", "0"),
    "OPPONENTS": ("votes_against", "Votes of opponents", "Votos contrarios", "-0.5"),
}
_NOT_EMPTY = "is there already, and not empty"
_YEARS = 2  # of a list without dates, from 2001


def new_scenario(path: Path, from_ties: Path | None = None, command: str = COMMAND) -> list[Path]:
    """Write a scenario that loads and runs.

    Parameters
    ----------
    path
        The folder to make; it may exist if it is empty.
    from_ties
        A list of ties, see `read_edges`: each name becomes an actor, to be described.
    command
        How the command line is called, for the page that tells what to do next.

    Returns
    -------
    list[Path]
        The files written.

    Raises
    ------
    ScenarioError
        If the folder is not empty or cannot be written, or if `from_ties` cannot be read. Nothing is written then.
    """
    try:
        what = (
            "" if not path.exists() else "is a file" if not path.is_dir() else _NOT_EMPTY if any(path.iterdir()) else ""
        )
    except OSError as wrong:
        what = f"cannot be written: {wrong.strerror}"
    if what:
        raise ScenarioError([Problem(str(path), 0, 0, "", what)])
    texts = _texts_around(read_edges(from_ties), str(path), command) if from_ties is not None else _template_texts()
    try:
        write_whole(path, lambda draft: _write(draft, texts, from_ties))
    except OSError as wrong:
        raise ScenarioError([Problem(str(path), 0, 0, "", f"cannot be written: {wrong.strerror}")]) from None
    return [path / name for name in texts]


def _write(folder: Path, texts: Mapping[str, str], from_ties: Path | None) -> None:
    """Write the files of a scenario; what a list of ties makes of them must be in order, or nothing is there."""
    folder.mkdir()
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8", newline="")
    if from_ties is None:
        return
    try:
        read_case(folder, large=True).load()
    except ScenarioError as wrong:
        problems = [replace(each, file=f"{from_ties}: {Path(each.file).name}") for each in wrong.problems]
        raise ScenarioError(problems) from None


def _template_texts() -> dict[str, str]:
    names = (MAIN_FILE, "actors.csv", "ties.csv", "README.md")
    return {name: (TEMPLATE / name).read_text(encoding="utf-8") for name in names}


def _texts_around(edges: EdgeList, case: str, command: str) -> dict[str, str]:
    """Give the files of a scenario around a list of ties."""
    ids = _ids([*edges.names, *(f"\0{voter[0]}" for voter in _VOTERS.values())])
    voters = {key: ids[f"\0{voter[0]}"] for key, voter in _VOTERS.items()}
    blanks = {
        "SOURCE": re.sub(r"[^\w. -]", "_", edges.file), "CASE": case, "COMMAND": command,
        "N_ACTORS": str(len(edges.names)), "N_TIES": str(len(edges.edges)),
        "NGO": _listed("ngo"), "GOVERNMENT": _listed("government"), "FOREIGN": _listed("foreign_state"),
    } | voters | _period(edges)  # fmt: skip
    actors = [_actor(ids[name], name, name, "ngo", "advocacy", "2", "0.5", "to be described") for name in edges.names]
    actors += [
        _actor(voters[key], name, name_es, "government", "bloc", "3", position, "invented, so that there is a vote")
        for key, (_, name, name_es, position) in _VOTERS.items()
    ]
    ties = [[ids[e.actor], ids[e.partner], e.type, e.since, e.until, e.source] for e in edges.edges]
    pages = {name: _filled(name, blanks) for name in (MAIN_FILE, "README.md", "README.es.md")}
    tables = {"actors.csv": _csv(_ACTOR_COLUMNS, actors), "ties.csv": _csv(_TIE_COLUMNS, ties)}
    return {MAIN_FILE: pages.pop(MAIN_FILE), **tables, **pages}


def _actor(
    name: str, title: str, title_es: str, kind: str, role: str, capability: str, position: str, note: str
) -> list[str]:
    """A row of actors.csv; only the note, and who it is, differ between rows of a kind."""
    access = ["1" for _ in _ACCESS]
    numbers = [capability, "", position, "0.5", "0", "0.2"]
    return [name, title, title_es, kind, role, "XX", *numbers, *access, "assumed", note]


def _filled(name: str, blanks: Mapping[str, str]) -> str:
    return string.Template((AROUND / name).read_text(encoding="utf-8")).substitute(blanks)


def _listed(kind: str) -> str:
    return ", ".join(ROLES[kind])


def _period(edges: EdgeList) -> dict[str, str]:
    """First and last month, and from when the vote is pending: whole years around the dates of the list."""
    years = sorted(int(date[:4]) for edge in edges.edges for date in (edge.since, edge.until) if date)
    first = years[0] if years else 2001
    last = max(years[-1], first + _YEARS - 1) if years else first + _YEARS - 1
    note = "from the dates of the list; to be set" if years else "invented; to be set"
    return {"START": f"{first:04}-01", "END": f"{last:04}-12", "PENDING": f"{last:04}-07", "PERIOD_NOTE": note}


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
