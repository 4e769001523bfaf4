"""Reads a YAML 1.2 file into a document with marks.

The values are built here from the parser's events rather than by ruamel's own composer: that composer recurses
without a limit, stops at the first duplicate key, and expands aliases before anyone can count them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from sim.scenario.problem import Place, Problem, ScenarioError, problem_at
from sim.scenario.reading.node import BROKEN, Node

DEEPEST = 20
MOST_NODES = 100_000

# The core schema of YAML 1.2: `no` is text, dates are text (fields.parse_date reads them).
_NULL = re.compile(r"~|null|Null|NULL|")
_TRUE = re.compile(r"true|True|TRUE")
_FALSE = re.compile(r"false|False|FALSE")
_INT = re.compile(r"[-+]?[0-9]{1,18}")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_INF = re.compile(r"([-+]?)\.(inf|Inf|INF)")
_NAN = re.compile(r"\.(nan|NaN|NAN)")


def plain_scalar(text: str) -> str | int | float | bool | None:
    """Give the value of an unquoted scalar.

    Examples
    --------
    >>> [plain_scalar(text) for text in ("1", "1e-3", "true", "no", "1990-06-11", "~")]
    [1, 0.001, True, 'no', '1990-06-11', None]
    """
    if _NULL.fullmatch(text):
        return None
    if _TRUE.fullmatch(text):
        return True
    if _FALSE.fullmatch(text):
        return False
    if _INT.fullmatch(text):
        return int(text)
    if _FLOAT.fullmatch(text):
        return float(text)
    if sign := _INF.fullmatch(text):
        return float(f"{sign.group(1)}inf")
    return float("nan") if _NAN.fullmatch(text) else text


def read_text(path: Path) -> str:
    """Read a UTF-8 file, with or without a byte order mark.

    Parameters
    ----------
    path
        The file.

    Raises
    ------
    ScenarioError
        If it is missing, unreadable or not UTF-8 (one problem, at the line of the first wrong byte).
    """
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        raise ScenarioError([Problem(str(path), 0, 0, "", "no such file")]) from None
    except OSError as wrong:
        raise ScenarioError([Problem(str(path), 0, 0, "", f"cannot be read: {wrong.strerror}")]) from None
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        before = content[: wrong.start]
        line = before.count(b"\n") + 1
        column = len(before) - (before.rfind(b"\n") + 1) + 1
        message = f"is not UTF-8 (byte 0x{content[wrong.start]:02x}); save the file as UTF-8 (in Excel: CSV UTF-8)"
        raise ScenarioError([Problem(str(path), line, column, "", message)]) from None


def read_yaml(path: Path) -> tuple[Node, list[Problem]]:
    """Read a YAML file.

    Parameters
    ----------
    path
        The file, UTF-8.

    Returns
    -------
    tuple[Node, list[Problem]]
        The document (a mapping) and what is wrong with it but leaves it readable: duplicate keys, keys that
        are not text, tags.

    Raises
    ------
    ScenarioError
        If it cannot be read at all: syntax, empty, not a mapping, deeper than 20, more than 100,000 nodes.
    """
    node, problems = _parsed(read_text(path), str(path))
    if node is None or node.value is None:
        raise ScenarioError([Problem(str(path), 1, 1, "", "is empty")])
    if not isinstance(node.value, dict):
        raise ScenarioError([problem_at(node.place, "", "must be a mapping (key: value)")])
    return node, list(problems)


@lru_cache(maxsize=8)  # nodes never change, and parsing is most of what it takes to load a case
def _parsed(text: str, file: str) -> tuple[Node | None, tuple[Problem, ...]]:
    node, problems = parse_yaml(text, file)
    return node, tuple(problems)


def parse_yaml(text: str, file: str) -> tuple[Node | None, list[Problem]]:
    """Parse YAML text; `file` names it in problems. Gives None for a text without a document.

    Raises
    ------
    ScenarioError
        If it cannot be read at all: syntax, deeper than 20, more than 100,000 nodes, several documents.
    """
    builder = _Builder(file, YAML(typ="safe", pure=True).parse(text))
    try:
        return builder.document(), builder.problems
    except MarkedYAMLError as wrong:
        mark = wrong.problem_mark or wrong.context_mark
        place = Place(file, mark.line + 1, mark.column + 1) if mark else Place(file, 1, 1)
        problem = " ".join(str(wrong.problem or wrong.context or "cannot be read").split())
        raise ScenarioError([problem_at(place, "", f"is not YAML: {problem}")]) from None
    except YAMLError as wrong:
        # The reader's error about control characters has a position instead of a mark.
        before = text[: getattr(wrong, "position", 0) or 0]
        place = Place(file, before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1)
        raise ScenarioError([problem_at(place, "", "is not YAML: has a control character")]) from None


class _Builder:
    """Builds nodes from events, counting every visit before it is made."""

    def __init__(self, file: str, events: Iterator[Event]) -> None:
        self.file = file
        self.events = events
        self.problems: list[Problem] = []
        self.n_nodes = 0
        self.anchors: dict[str, tuple[Node, int, int]] = {}

    def document(self) -> Node | None:
        """Build the one document of the file."""
        node = None
        n_documents = 0
        for event in self.events:
            if isinstance(event, DocumentStartEvent):
                n_documents += 1
                if n_documents > 1:
                    raise self._stop(event, "holds several documents (a second ---)")
            elif isinstance(event, ScalarEvent | AliasEvent | MappingStartEvent | SequenceStartEvent):
                node, _ = self._node(event, 1)
        return node

    def _place(self, event: Any) -> Place:
        return Place(self.file, event.start_mark.line + 1, event.start_mark.column + 1)

    def _stop(self, event: Event, message: str) -> ScenarioError:
        return ScenarioError([problem_at(self._place(event), "", message)])

    def _count(self, event: Event, n_nodes: int, depth: int) -> None:
        self.n_nodes += n_nodes
        if depth > DEEPEST:
            raise self._stop(event, f"is nested deeper than {DEEPEST} levels")
        if self.n_nodes > MOST_NODES:
            raise self._stop(
                event, f"has more than {MOST_NODES:,} values, counting each alias (*name) at its full size"
            )

    def _node(self, event: Any, depth: int) -> tuple[Node, int]:
        """Build the node that starts here, and give its height (1 for a scalar)."""
        if isinstance(event, AliasEvent):
            if event.anchor not in self.anchors:
                raise self._stop(event, f"unknown alias *{event.anchor}")
            node, n_nodes, height = self.anchors[event.anchor]
            self._count(event, n_nodes, depth + height - 1)
            return node, height
        before = self.n_nodes
        self._count(event, 1, depth)
        # An anchor cannot be used inside its own value: it is entered only after the value is built.
        if isinstance(event, ScalarEvent):
            node, height = Node(self._scalar(event), self._place(event)), 1
        elif isinstance(event, SequenceStartEvent):
            node, height = self._sequence(event, depth)
        else:
            node, height = self._mapping(event, depth)
        if event.anchor:
            self.anchors[event.anchor] = (node, self.n_nodes - before, height)
        return node, height

    def _scalar(self, event: ScalarEvent) -> Any:
        if event.tag and event.tag != "tag:yaml.org,2002:str":
            self._refuse_tag(event)
            return BROKEN
        is_plain = event.style in (None, "") and not event.tag
        return plain_scalar(event.value) if is_plain else event.value

    def _refuse_tag(self, event: Any) -> None:
        self.problems.append(problem_at(self._place(event), "", f"tags are not allowed (got {event.tag})"))

    def _sequence(self, event: Any, depth: int) -> tuple[Node, int]:
        if event.tag:
            self._refuse_tag(event)
        children = []
        height = 0
        while not isinstance(item := next(self.events), SequenceEndEvent):
            child, below = self._node(item, depth + 1)
            children.append(child)
            height = max(height, below)
        return Node(children, self._place(event)), height + 1

    def _mapping(self, event: Any, depth: int) -> tuple[Node, int]:
        if event.tag:
            self._refuse_tag(event)
        entries: dict[str, Node] = {}
        keys: dict[str, Place] = {}
        height = 0
        while not isinstance(item := next(self.events), MappingEndEvent):
            place = self._place(item)
            key, _ = self._node(item, depth + 1)
            child, below = self._node(next(self.events), depth + 1)
            height = max(height, below)
            if self._is_new_key(key.value, place, keys):
                entries[key.value] = child
                keys[key.value] = place
        return Node(entries, self._place(event), keys), height + 1

    def _is_new_key(self, key: Any, place: Place, keys: dict[str, Place]) -> bool:
        if key == "<<":
            message = "merge keys (<<) are not allowed; write the entries out"
        elif not isinstance(key, str):
            message = "a key must be text" + ("" if isinstance(key, dict | list) else "; put it in quotes")
        elif key in keys:
            message = f"duplicate key {key!r} (first at line {keys[key].line})"
        else:
            return True
        self.problems.append(problem_at(place, "", message))
        return False
