"""Turns documents of format 1 into documents of format 2, with every mark where the user wrote it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from sim.scenario.format1.names import (
    GONE_KEYS,
    GONE_WORDS,
    KEYS,
    NEW,
    OLD,
    WORDS,
    Steps,
    Why,
    at,
    matches,
    new_name,
    new_names,
)
from sim.scenario.problem import Location, Problem, ScenarioError, problem_at
from sim.scenario.reading.node import Node, View
from sim.scenario.reading.wording import got

_SETTINGS = ("variants", "*", "set")


@dataclass(frozen=True, slots=True)
class Move:
    """A name as it stands in a file, and its name since format 2.

    Attributes
    ----------
    location
        Where it starts: a key, or a value; of claims.csv the cell that holds it.
    old, new
        The name; of claims.csv several paths may follow one. None takes the entry away.
    why
        In English and Spanish, where a name is gone; an entry may also go because nothing is left in it.
    """

    location: Location
    old: str
    new: str | None
    why: Why | None = None


@dataclass(frozen=True, slots=True)
class Converted:
    """A document of format 2, what was moved for it, and what stands in the way."""

    document: Node
    moves: tuple[Move, ...] = ()
    problems: tuple[Problem, ...] = ()


def is_old(document: Node, of_file: bool = False) -> bool:
    """Whether a document is of format 1; a variant in a file of its own need not say so.

    Raises
    ------
    ScenarioError
        If it is neither of format 1 nor of format 2. A case that does not say is told so by the schema.
    """
    said = View.of(document)["format"]
    number = None if said.node is None else said.node.value
    if not said.is_given:
        return of_file
    if not isinstance(number, int) or isinstance(number, bool) or number not in (OLD, NEW):
        message = f"must be {NEW}; format {OLD} is read as well, and no other (got {got(number)})"
        raise ScenarioError([said.problem(message)])
    return number == OLD


def convert_case(document: Node) -> Converted:
    """Convert scenario.yaml, with the tables of its folder put in or without them."""
    written = _Writer()
    changed = written.mapping(document, ())
    claims = document.value.get("unscored")
    if claims is not None and isinstance(claims.value, list):
        rows = [written.claim(row) for row in claims.value]
        changed = changed.put("unscored", replace(claims, value=rows), changed.keys["unscored"])
    return written.done(_of_new_format(changed))


def convert_file(document: Node) -> Converted:
    """Convert a variant in a file of its own, of which nothing but `set` can hold old names."""
    written = _Writer()
    settings = document.value.get("set")
    if settings is not None:
        location, changed = document.keys["set"], written.settings(settings)
        if _is_emptied(settings, changed):
            written.moves.append(Move(location, "set", None))
            document = document.drop("set")
        else:
            document = document.put("set", changed, location)
    return written.done(_of_new_format(document))


def _of_new_format(document: Node) -> Node:
    said = document.value.get("format")
    return document if said is None else document.put("format", replace(said, value=NEW), document.keys["format"])


class _Writer:
    """Writes a document anew, and notes what it changes; paths are those of format 1."""

    def __init__(self) -> None:
        self.moves: list[Move] = []
        self.problems: list[Problem] = []

    def done(self, document: Node) -> Converted:
        return Converted(document, tuple(self.moves), tuple(self.problems))

    def node(self, node: Node, path: Steps) -> Node:
        if matches(_SETTINGS, path):
            return self.settings(node)
        if isinstance(node.value, dict):
            return self.mapping(node, path)
        if isinstance(node.value, list):
            return self.sequence(node, path)
        new = (at(WORDS, path) or {}).get(node.value) if isinstance(node.value, str) else None
        return node if new is None else self.moved(node, new)

    def moved(self, node: Node, new: str) -> Node:
        self.moves.append(Move(node.location, node.value, new))
        return replace(node, value=new)

    def mapping(self, node: Node, path: Steps) -> Node:
        entries: dict[str, Node] = {}
        keys: dict[str, Location] = {}
        for key, child in node.value.items():
            location, below = node.keys.get(key, child.location), (*path, key)
            why = at(GONE_KEYS, below)
            changed = child if why is not None else self.node(child, below)
            if why is not None or (_is_emptied(child, changed) and self.can_go(node, location, below, child)):
                self.moves.append(Move(location, key, None, why))
            else:
                self.put(entries, keys, (key, at(KEYS, below) or key), changed, location)
        return replace(node, value=entries, keys=keys)

    def can_go(self, holder: Node, location: Location, path: Steps, child: Node) -> bool:
        """Whether an entry may go in which nothing is left: a list may, but a variant must still change something."""
        if not matches(_SETTINGS, path) or {"file", "without"} & set(holder.value):
            return isinstance(child.value, list) or matches(_SETTINGS, path)
        self.problems.append(problem_at(location, ".".join(path), _nothing_left(child.value)))
        return False

    def put(
        self,
        entries: dict[str, Node],
        keys: dict[str, Location],
        names: tuple[str, str],
        child: Node,
        location: Location,
    ) -> None:
        """Enter a child under its new name."""
        old, new = names
        if old != new:
            self.moves.append(Move(location, old, new))
        if new in entries:
            message = f"is a second {new!r} since format 2 (first at line {keys[new].line})"
            self.problems.append(problem_at(location, old, message))
        entries[new], keys[new] = child, location

    def sequence(self, node: Node, path: Steps) -> Node:
        gone: Mapping[str, Why] = at(GONE_WORDS, (*path, "*")) or {}
        children = []
        for number, child in enumerate(node.value):
            if isinstance(child.value, str) and child.value in gone:
                self.moves.append(Move(child.location, child.value, None, gone[child.value]))
            else:
                children.append(self.node(child, (*path, str(number))))
        return replace(node, value=children)

    def settings(self, node: Node) -> Node:
        """Write paths and parameters with their values anew."""
        if not isinstance(node.value, dict):
            return node
        entries: dict[str, Node] = {}
        keys: dict[str, Location] = {}
        for name, child in node.value.items():
            location = node.keys[name]
            new, why = new_name(name)
            if why is not None:
                self.moves.append(Move(location, name, None, why))
            else:
                self.put(entries, keys, (name, new), self.node(child, tuple(name.split("."))), location)
        return replace(node, value=entries, keys=keys)

    def claim(self, row: Node) -> Node:
        """Write the paths of a row of claims.csv anew."""
        where = row.value.get("where") if isinstance(row.value, dict) else None
        if where is None or not isinstance(where.value, list):
            return row
        paths = []
        for path in where.value:
            found, why = new_names(path.value)
            if found != [path.value]:
                self.moves.append(Move(path.location, path.value, "; ".join(found) or None, why))
            paths += [replace(path, value=name) for name in found]
        if where.value and not paths:
            problem = problem_at(where.location, row.label, _nothing_left([path.value for path in where.value]))
            self.problems.append(problem)
        return replace(row, value={**row.value, "where": replace(where, value=paths)})


def _is_emptied(old: Node, new: Node) -> bool:
    return bool(isinstance(old.value, dict | list) and old.value and not new.value)


def _nothing_left(names: Mapping[str, Node] | list[str]) -> str:
    told = ", ".join(names)
    return f"holds only what is gone since format 2 ({told}); put something else here, or take it away"
