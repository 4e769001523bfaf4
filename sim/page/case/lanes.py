"""Where actors stand on a page from top to bottom: a lane for each side of each country, rows within it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from sim.model.setting import Setting
from sim.page.runs.history import HUNDREDTHS, History
from sim.scenario.schema import Actor, Scenario

SIDES = ("organs", "chamber", "society", "foreign")
APART = 0.12  # of positions, from -1 to 1, below which two actors of one row would touch


@dataclass(frozen=True)
class Lanes:
    """Lanes from top to bottom, and the place of each actor."""

    titles: tuple[tuple[str, str], ...]  # country and side
    rows: tuple[int, ...]  # of each lane
    lane: tuple[int, ...]  # (actor,)
    row: tuple[int, ...]  # (actor,) within its lane


def side_of(actor: Actor) -> str:
    """Organs of the executive, blocs and parties of a chamber, society, or bodies that act from abroad."""
    if actor.kind == "government":
        return "chamber" if actor.role in ("bloc", "party") else "organs"
    return "foreign" if actor.kind == "foreign_state" else "society"


def lanes(setting: Setting, actors: Mapping[str, Actor], base: History, issue: int) -> Lanes:
    """Lanes by country and side; within a lane nobody stands close to another on the main issue.

    Parameters
    ----------
    base : the run that is shown of the base: its mean positions decide the rows
    issue : row of the main issue
    """
    sides = [(actors[name].country, side_of(actors[name])) for name in setting.actors]
    titles = sorted(set(sides), key=lambda each: (setting.countries.index(each[0]), SIDES.index(each[1])))
    lane = [titles.index(each) for each in sides]
    place = mean_positions(base, issue)
    row, rows = [0] * len(lane), []
    for k in range(len(titles)):
        here = [actor for actor, own in enumerate(lane) if own == k]
        found = in_rows([place[actor] for actor in here])
        rows.append(max(found) + 1)
        for actor, own in zip(here, found, strict=True):
            row[actor] = own
    return Lanes(tuple(titles), tuple(rows), tuple(lane), tuple(row))


def mean_positions(base: History, issue: int) -> list[float]:
    """Of each actor while it is active; of those that never are over all months."""
    weight = base.is_active.astype(float)
    weight[~base.is_active.any(axis=1)] = 1.0
    return [float(each) for each in np.average(base.position[issue] / HUNDREDTHS, axis=1, weights=weight)]


def in_rows(places: Sequence[float], apart: float = APART) -> list[int]:
    """The first row in which nobody stands closer than that, from left to right.

    >>> in_rows([0.5, 0.0, 0.05, 0.1])
    [0, 0, 1, 2]
    """
    last: list[float] = []
    rows = [0] * len(places)
    for k in sorted(range(len(places)), key=lambda k: (places[k], k)):
        row = next((i for i, at in enumerate(last) if places[k] - at >= apart - 1e-9), len(last))
        last[row : row + 1] = [places[k]]
        rows[k] = row
    return rows


def main_issue(scenario: Scenario, setting: Setting) -> int:
    """The issue that most decisions are about; of several, or without any, the one that matters most to most."""
    about = [issue for each in setting.decisions for issue in each.issues.tolist()]
    counts = np.bincount(about, minlength=len(setting.issues)).astype(float)
    weight = setting.salience @ setting.size
    return int(np.argmax(counts + weight / (weight.sum() + 1.0)))
