"""A document with marks: every value knows the line and column that it was written at."""

from __future__ import annotations

import datetime as dt
import numbers
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from sim.scenario.keys.fields import parse_date
from sim.scenario.problem import Location, Problem, problem_at

BROKEN: Any = type("Broken", (), {"__repr__": lambda self: "BROKEN"})()
"""Stands for a value whose problem is already reported."""


@dataclass(frozen=True, slots=True, eq=False)
class Node:
    """A value with its location; mappings hold nodes and the locations of their keys, lists hold nodes.

    Attributes
    ----------
    value
        `dict[str, Node]`, `list[Node]`, text, number, true/false, None or `BROKEN`.
    location
        Where the value starts.
    keys
        Of a mapping: where each key starts.
    label
        Of a row of a table: the path to show instead of the path within the document, `actors.rmalc`.
    """

    value: Any
    location: Location
    keys: Mapping[str, Location] = field(default_factory=dict)
    label: str = ""

    def put(self, key: str, child: Node, location: Location) -> Node:
        """Give a copy of this mapping with one entry added or replaced; nodes are shared, never changed."""
        return replace(self, value={**self.value, key: child}, keys={**self.keys, key: location})

    def drop(self, key: str) -> Node:
        """Give a copy of this mapping without one entry."""
        return replace(
            self,
            value={name: child for name, child in self.value.items() if name != key},
            keys={name: location for name, location in self.keys.items() if name != key},
        )


def plain(node: Node) -> Any:
    """Give the value without its marks: dicts, lists, text, numbers."""
    if isinstance(node.value, dict):
        return {key: plain(child) for key, child in node.value.items()}
    if isinstance(node.value, list):
        return [plain(child) for child in node.value]
    return node.value


def marked(value: Any, location: Location) -> Node:
    """Give a plain value marks: one location for all of it.

    Parameters
    ----------
    value
        Mappings, lists, numbers (also of NumPy), text, dates, true/false, None.
    location
        Where it is said to stand, for example the command line.
    """
    if isinstance(value, Mapping):
        entries = {str(key): marked(child, location) for key, child in value.items()}
        return Node(entries, location, dict.fromkeys(entries, location))
    if isinstance(value, list | tuple):
        return Node([marked(child, location) for child in value], location)
    if isinstance(value, dt.date):
        return Node(value.isoformat(), location)
    if isinstance(value, numbers.Integral) and not isinstance(value, bool):
        return Node(int(value), location)
    if isinstance(value, numbers.Real) and not isinstance(value, bool):
        return Node(float(value), location)
    return Node(value, location)


@dataclass(frozen=True, slots=True)
class View:
    """A node seen from the root: its dotted path, and where to point when it or its key is wrong.

    A view of something absent has no node; its location is that of the mapping that lacks it. Reading a view
    never raises: `text`, `day`, `number`, `entries` and `elements` are empty where the document says
    something else, because the schema reports that.
    """

    node: Node | None
    path: str
    location: Location
    key_location: Location
    label: str = ""

    @classmethod
    def of(cls, document: Node) -> View:
        """Give the view of a whole document."""
        return cls(document, "", document.location, document.location)

    def __getitem__(self, key: str | int) -> View:
        """Look at an entry of a mapping or an element of a list, there or not."""
        value = self._value
        path = f"{self.path}.{key}" if self.path else str(key)
        if isinstance(value, dict) and key in value:
            child, location = value[key], (self.node.keys if self.node else {}).get(str(key))
        elif isinstance(value, list) and isinstance(key, int) and 0 <= key < len(value):
            child, location = value[key], None
        else:
            # An empty cell is known by its column; an absent key can only be seen at what should hold it.
            location = self.location
            is_cell = isinstance(location.column, str)
            gap = Location(location.file, location.line, str(key)) if is_cell else self.key_location
            return View(None, path, gap, gap, self.label)
        return View(child, child.label or path, child.location, location or child.location, child.label or self.label)

    @property
    def _value(self) -> Any:
        return None if self.node is None else self.node.value

    @property
    def is_given(self) -> bool:
        """Whether it is there, and not null."""
        return self._value is not None

    def entries(self) -> Iterator[tuple[str, View]]:
        """Walk the entries of a mapping."""
        value = self._value
        if isinstance(value, dict):
            yield from ((key, self[key]) for key in value)

    def elements(self) -> Iterator[View]:
        """Walk the elements of a list; a single value counts as a list of one."""
        value = self._value
        if isinstance(value, list):
            yield from (self[index] for index in range(len(value)))
        elif value is not None and not isinstance(value, dict):
            yield self

    @property
    def text(self) -> str | None:
        """The text, if it is one."""
        value = self._value
        return value if isinstance(value, str) else None

    @property
    def day(self) -> dt.date | None:
        """The date, if it is one."""
        try:
            return parse_date(self.text)
        except ValueError:
            return None

    @property
    def number(self) -> float | None:
        """The number, if it is one."""
        value = self._value
        return value if isinstance(value, int | float) and not isinstance(value, bool) else None

    def problem(self, message: str) -> Problem:
        """Say that the value is wrong."""
        return self._problem(self.location, message)

    def key_problem(self, message: str) -> Problem:
        """Say that the key is wrong."""
        return self._problem(self.key_location, message)

    def _problem(self, location: Location, message: str) -> Problem:
        # In a table the name of the column already says the end of the path.
        is_cell = isinstance(location.column, str) and self.label
        return problem_at(location, self.label if is_cell else self.path, message)
