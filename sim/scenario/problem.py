"""What is wrong with a scenario, and where: one line per problem, all at once."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from numbers import Integral
from typing import Any

SETTING = "--set"
LISTED_AT_MOST = 8


@dataclass(frozen=True, slots=True)
class Location:
    """A spot in a file: line and column count from 1; the column of a CSV cell is the name of its column."""

    file: str
    line: int
    column: int | str


@dataclass(frozen=True, slots=True)
class Problem:
    """One line of an error report.

    Attributes
    ----------
    file
        Path as the user would type it, or the name of a command-line option.
    line
        From 1; 0 where a whole file or name is meant.
    column
        From 1, or the name of a CSV column.
    path
        Dotted path within the scenario, as in `--set`; may be empty.
    message
        What is wrong, without a full stop.
    """

    file: str
    line: int
    column: int | str
    path: str
    message: str

    def __str__(self) -> str:
        """Give `file:line:column path: message`; options and whole files have no line."""
        where = self.file
        if self.line and not self.file.startswith("--"):
            where += f":{self.line}:{self.column}"
        elif not self.path:
            return f"{where}: {self.message}"
        return f"{where} {self.path}: {self.message}" if self.path else f"{where} {self.message}"


def problem_at(location: Location, path: str, message: str) -> Problem:
    """Make a problem of a location, a dotted path and a message."""
    return Problem(location.file, location.line, location.column, path, message)


class ScenarioError(Exception):
    """A scenario that cannot be used; `problems` holds every reason, sorted by file and line."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        # CSV columns sort as met (the sort is stable); only numbered columns have an order of their own.
        self.problems: list[Problem] = sorted(
            dict.fromkeys(problems),
            key=lambda each: (each.file, each.line, each.column if isinstance(each.column, int) else 0),
        )
        super().__init__(self.problems)

    def __str__(self) -> str:
        """Give one line per problem, in words of Python; the command line writes them in its own."""
        return "\n".join(in_python(str(problem)) for problem in self.problems)


class ArgumentError(ValueError):
    """An argument of a call that cannot be used; the message is one line."""


class UnknownName(ArgumentError, KeyError):  # noqa: N818  (a name that is looked up, as a key is)
    """A name that leads nowhere; the message is one line."""

    __str__ = ValueError.__str__  # a KeyError would put it in quotes


class Named(dict[str, Any]):
    """Things by name, that say which name was probably meant.

    >>> Named("outcome", {"yes_share": 1})["yes_shar"]
    Traceback (most recent call last):
    sim.scenario.problem.UnknownName: no such outcome 'yes_shar'; did you mean 'yes_share'?
    """

    def __init__(self, kind: str, things: Any) -> None:
        super().__init__(things)
        self.kind = kind

    def __missing__(self, name: str) -> Any:
        raise UnknownName(f"no such {self.kind} '{name}'{suggest(str(name), self)}")

    def __reduce__(self) -> Any:
        return type(self), (self.kind, dict(self))


def names_in(argument: str, value: Any) -> tuple[str, ...]:
    """The names in an argument that takes several.

    Raises
    ------
    ArgumentError
        For a string, whose letters would be taken for names, and for what is no list at all.

    >>> names_in("outcomes", "yes_share")
    Traceback (most recent call last):
    sim.scenario.problem.ArgumentError: outcomes: must be a list of names, as ['yes_share'] (got 'yes_share')
    """
    if isinstance(value, str):
        raise ArgumentError(f"{argument}: must be a list of names, as [{value!r}] (got {value!r})")
    if not isinstance(value, Iterable):
        raise ArgumentError(f"{argument}: must be a list of names (got {value!r})")
    return tuple(value)


def whole(argument: str, value: Any, least: int = 0) -> int:
    """A whole number.

    Raises
    ------
    ArgumentError
        For another kind of value, or a smaller number.
    """
    if isinstance(value, bool) or not isinstance(value, Integral) or value < least:
        raise ArgumentError(f"{argument}: must be a whole number, {least} or more (got {value!r})")
    return int(value)


def in_python(message: str) -> str:
    """A message about options of the command line in the words of a call in Python.

    >>> in_python("--set opinion.rat: no such parameter"), in_python("--engine dask: is not installed")
    ('settings opinion.rat: no such parameter', 'engine dask: is not installed')
    >>> in_python("pass --large to read it")
    'pass large=True to read it'
    """
    return re.sub(r"(?<![\w-])--([a-z][a-z-]*)", lambda found: _argument(found[1]), message)


def _argument(option: str) -> str:
    names = {SETTING.removeprefix("--"): "settings", "large": "large=True"}  # the latter is a flag
    return names.get(option, option.replace("-", "_"))


def nearest(name: str, known: Iterable[str]) -> str | None:
    """Give the known name that was probably meant, if any."""
    names = [each for each in known if each != name]
    near = difflib.get_close_matches(name.lower(), names, n=1)
    near += [each for each in names if each.lower() == name.lower()]
    near += [each for each in names if len(name) > 2 and each.lower().startswith(name.lower())]
    return near[0] if near else None


def suggest(name: str, known: Iterable[str]) -> str:
    """Give the tail of a message about an unknown name.

    Parameters
    ----------
    name
        The name that was not found.
    known
        The names that would have been.

    Returns
    -------
    str
        `; did you mean 'x'?` for a near name, else `; known: a, b` for up to eight names, else nothing.

    >>> suggest("rmlc", ["rmalc", "fat"])
    "; did you mean 'rmalc'?"
    """
    names = [each for each in dict.fromkeys(known) if each != name]
    near = nearest(name, names)
    if near is not None:
        return f"; did you mean {near!r}?"
    return f"; known: {', '.join(names)}" if 0 < len(names) <= LISTED_AT_MOST else ""
