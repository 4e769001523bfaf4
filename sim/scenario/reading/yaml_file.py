"""Reads a YAML 1.2 file into a document with marks.

ruamel composes the tree. Two things are decided here: how deep and how large a tree may be, each alias counted at its
full size, and what an unquoted scalar means, since ruamel reads `0o14`, `1_000` and `2001-01-01` as more than text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.composer import Composer
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import AliasEvent, MappingStartEvent, ScalarEvent, SequenceStartEvent
from ruamel.yaml.nodes import MappingNode, ScalarNode

from sim.scenario.problem import Location, Problem, ScenarioError, problem_at
from sim.scenario.reading.node import BROKEN, Node

DEEPEST = 20
MOST_NODES = 100_000

# The core schema of YAML 1.2: `no` is text, dates are text (fields.parse_date reads them).
_SCALARS = (
    (re.compile(r"~|null|Null|NULL|"), lambda text: None),
    (re.compile(r"true|True|TRUE|false|False|FALSE"), lambda text: text.lower() == "true"),
    (re.compile(r"[-+]?[0-9]{1,18}"), int),
    (re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?"), float),
    (re.compile(r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)"), lambda text: float(text.replace(".", ""))),
)
_TEXT = "tag:yaml.org,2002:str"


def plain_scalar(text: str) -> str | int | float | bool | None:
    """Give the value of an unquoted scalar.

    Examples
    --------
    >>> [plain_scalar(text) for text in ("1", "1e-3", "true", "no", "1990-06-11", "~")]
    [1, 0.001, True, 'no', '1990-06-11', None]
    """
    return next((read(text) for shape, read in _SCALARS if shape.fullmatch(text)), text)


def read_text(path: Path) -> str:
    """Read a UTF-8 file, with or without a byte order mark; letters of several parts (NFD, as on a Mac) become one.

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
        return unicodedata.normalize("NFC", content.decode("utf-8-sig"))
    except UnicodeDecodeError as wrong:
        location = _end_of(wrong.object[: wrong.start].decode(), str(path))
        byte = wrong.object[wrong.start]
        message = f"is not UTF-8 (byte 0x{byte:02x}); save the file as UTF-8 (in Excel: CSV UTF-8)"
        raise ScenarioError([problem_at(location, "", message)]) from None


def _end_of(before: str, file: str) -> Location:
    return Location(file, before.count("\n") + 1, len(before) - before.rfind("\n"))


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
        raise ScenarioError([problem_at(node.location, "", "must be a mapping (key: value)")])
    return node, list(problems)


@lru_cache(maxsize=32)  # nodes never change, and parsing is most of what it takes to load a case
def _parsed(text: str, file: str) -> tuple[Node | None, list[Problem]]:
    return parse_yaml(text, file)


def parse_yaml(text: str, file: str) -> tuple[Node | None, list[Problem]]:
    """Parse YAML text; `file` names it in problems. Gives None for a text without a document.

    Raises
    ------
    ScenarioError
        If it cannot be read at all: syntax, deeper than 20, more than 100,000 nodes, several documents.
    """
    yaml = YAML(typ="safe", pure=True)
    yaml.Composer = _Composer
    yaml.composer.file = file
    try:
        return yaml.compose(text), yaml.composer.problems
    except MarkedYAMLError as wrong:
        mark = wrong.problem_mark or wrong.context_mark
        location = _location(mark, file) if mark else Location(file, 1, 1)
        message = " ".join(str(wrong.problem or wrong.context or "cannot be read").split())
    except YAMLError as wrong:
        # The reader's error about control characters has a position instead of a mark.
        location, message = _end_of(text[: getattr(wrong, "position", 0) or 0], file), "has a control character"
    raise ScenarioError([problem_at(location, "", f"is not YAML: {message}")])


class _Composer(Composer):
    """Composes nodes of ours, counting each before it is read; duplicate keys and tags are gathered as problems."""

    file: str

    def __init__(self, loader: Any = None) -> None:
        super().__init__(loader)
        self.problems: list[Problem] = []
        self.depth = self.n_nodes = 0
        self.whole: dict[str, Node] = {}

    @cached_property
    def parser(self) -> Any:
        """The source of events, which ruamel looks up anew for each."""
        return self.loader.parser

    def get_single_node(self) -> Node | None:
        """Compose the one document."""
        root = self.get_node() if self.check_node() else None
        if self.check_node():
            raise self._stop(self.parser.peek_event(), "holds several documents (a second ---)")
        return root

    def compose_node(self, parent: Any, index: Any) -> Node:
        """Compose the value that comes next."""
        event = self.parser.peek_event()
        if isinstance(event, AliasEvent):
            # An anchor cannot be used inside its own value: it is known only after that is whole.
            if event.anchor not in self.whole:
                raise self._stop(event, f"unknown alias *{event.anchor}")
            self._count(event, *_extent(self.whole[event.anchor]))
            return self.whole[self.parser.get_event().anchor]
        self._count(event, 1, 1)
        self.depth += 1
        node = self.whole[event.anchor] = self._node(_COMPOSE[type(event)](self, event.anchor), event)
        self.depth -= 1
        return node

    def _count(self, event: Any, n_nodes: int, height: int) -> None:
        self.n_nodes += n_nodes
        if self.depth + height > DEEPEST:
            raise self._stop(event, f"is nested deeper than {DEEPEST} levels")
        if self.n_nodes > MOST_NODES:
            what = f"has more than {MOST_NODES:,} values, counting each alias (*name) at its full size"
            raise self._stop(event, what)

    def _stop(self, event: Any, message: str) -> ScenarioError:
        return ScenarioError([problem_at(_location(event.start_mark, self.file), "", message)])

    def _node(self, raw: Any, event: Any) -> Node:
        """Give ruamel's node as one of ours; the values inside it are ours already."""
        location, tag, value = _location(event.start_mark, self.file), event.tag, raw.value
        if tag and not (tag == _TEXT and isinstance(raw, ScalarNode)):
            self.problems.append(problem_at(location, "", f"tags are not allowed (got {tag})"))
            value = BROKEN if isinstance(raw, ScalarNode) else value
        elif isinstance(raw, ScalarNode) and not raw.style and not tag:
            value = plain_scalar(value)
        return self._mapping(value, location) if isinstance(raw, MappingNode) else Node(value, location)

    def _mapping(self, pairs: list[tuple[Node, Node]], location: Location) -> Node:
        entries: dict[str, Node] = {}
        keys: dict[str, Location] = {}
        for key, child in pairs:
            name = key.value
            if name == "<<":
                wrong = "merge keys (<<) are not allowed; write the entries out"
            elif not isinstance(name, str):
                wrong = "a key must be text" + ("" if isinstance(name, dict | list) else "; put it in quotes")
            elif name in keys:
                wrong = f"duplicate key {name!r} (first at line {keys[name].line})"
            else:
                entries[name], keys[name] = child, key.location
                continue
            self.problems.append(problem_at(key.location, "", wrong))
        return Node(entries, location, keys)


_COMPOSE: dict[type, Callable[[_Composer, str | None], Any]] = {
    ScalarEvent: Composer.compose_scalar_node,
    SequenceStartEvent: Composer.compose_sequence_node,
    MappingStartEvent: Composer.compose_mapping_node,
}


def _location(mark: Any, file: str) -> Location:
    return Location(file, mark.line + 1, mark.column + 1)


def _extent(node: Node) -> tuple[int, int]:
    """Give the number of values in a node, and its height (1 for a scalar)."""
    value = node.value
    children = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    below = [_extent(each) for each in children]
    return 1 + sum(number for number, _ in below), 1 + max((height for _, height in below), default=0)
