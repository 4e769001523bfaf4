"""Where scenarios live: a path of the user's, the folder scenarios/ beside sim/, or sim/_scenarios in a wheel."""

from __future__ import annotations

import os
from pathlib import Path

from sim.scenario.problem import Problem, ScenarioError, suggest

MAIN_FILE = "scenario.yaml"
_SIM = Path(__file__).resolve().parent.parent
SHELVES = (_SIM.parent / "scenarios", _SIM / "_scenarios")


def list_cases() -> list[Path]:
    """Give the folders of all scenarios that come with the package, by name."""
    found: dict[str, Path] = {}
    for shelf in SHELVES:
        if shelf.is_dir():
            for folder in sorted(shelf.iterdir()):
                if (folder / MAIN_FILE).is_file():
                    found.setdefault(folder.name, _as_typed(folder))
    return [found[name] for name in sorted(found)]


def find_case(case: str | Path) -> Path:
    """Find the folder of a scenario.

    Parameters
    ----------
    case
        A path (it has a slash, or is a folder with scenario.yaml in it, or is such a file), or the name of a
        scenario that comes with the package.

    Returns
    -------
    Path
        The folder.

    Raises
    ------
    ScenarioError
        If there is none; one problem, with the nearest name.
    """
    path = Path(case)
    if path.name == MAIN_FILE and path.is_file():
        return path.parent
    is_path = isinstance(case, Path) or any(mark in str(case) for mark in (os.sep, os.altsep or os.sep))
    if (path / MAIN_FILE).is_file():
        return path
    if is_path:
        what = f"has no {MAIN_FILE}" if path.is_dir() else "no such folder"
        raise ScenarioError([Problem(str(case), 0, 0, "", what)])
    for shelf in SHELVES:
        if (shelf / path / MAIN_FILE).is_file():
            return _as_typed(shelf / path)
    hint = suggest(str(case), [folder.name for folder in list_cases()])
    raise ScenarioError([Problem(str(case), 0, 0, "", f"no such scenario{hint}")])


def _as_typed(folder: Path) -> Path:
    """Shorten a path to what one would type in the current folder."""
    here = Path.cwd()
    return folder.relative_to(here) if folder.is_relative_to(here) else folder
