"""What is wrong with a scenario, and where: one line per problem, all at once."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass

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
        """Give one line per problem."""
        return "\n".join(str(problem) for problem in self.problems)


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
