"""The docket: which decision each organ looks to in a step, issue by issue, and how many of the seats it holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

import numpy as np

from sim.model.agenda import Decision
from sim.model.declare import Field
from sim.model.state import Flags, Floats, Rows


@dataclass(frozen=True)
class Look:
    """What some venues look to on one issue: a plank of a decision, or nothing that is to be decided."""

    issue: int
    decision: int  # its row; -1: none
    plank: int  # of the decision; -1: none


@dataclass(frozen=True)
class Docket:
    """What is to be decided, as organs see it in one step."""

    seats: Annotated[
        Floats, Field("venue", "share of the chamber that its organ holds; 1: a whole organ", low=0, high=1)
    ]
    pending: tuple[Decision, ...]  # the next by date first
    looks: tuple[Look, ...]  # by issue
    look_at: Annotated[Rows, Field("issue venue", "the look of each venue; of media that to nothing", low=0)]
    first_look: Annotated[Rows, Field("issue", "the first look on it", low=0)]
    n_looks: Annotated[Rows, Field("issue", "looks on it", low=1)]


def standing_of(decision: Decision, step: int) -> int:
    """0 while it is pending, 1 before, 2 when it is over."""
    if decision.is_pending(step):
        return 0
    return 1 if step < decision.pending_from else 2


def docket_of(decisions: Sequence[Decision], organ: Rows, is_whole: Flags, n_issues: int, step: int) -> Docket:
    """The docket of a step.

    An organ looks, on each issue, to the next decision in its chamber that may change something on it: pending ones
    come first, then those to come, each the next by date, of the same date the first in the file. It holds as many
    seats as in the next decision whatever its issues, or else in the last.

    Parameters
    ----------
    organ : (venue,) who is pressed; -1 at a medium
    is_whole : (venue,) executives and media, of which there is but one
    """
    order = sorted(decisions, key=lambda each: (standing_of(each, step), each.step))
    to_come = [each for each in order if standing_of(each, step) < 2]
    looks_to = np.full((n_issues, len(organ)), -1, dtype=np.intp)
    for decision in reversed(to_come):
        doors = np.flatnonzero(np.isin(organ, decision.chamber))
        for issue in decision.issues[decision.may_change]:
            looks_to[issue, doors] = decision.row
    seats = np.ones(len(organ))
    over = sorted((each for each in order if standing_of(each, step) == 2), key=lambda each: -each.step)
    for decision in [*reversed(over), *reversed(to_come)]:
        whole = int(np.add.reduce([bloc.members for bloc in decision.blocs]))
        for bloc in decision.blocs:
            seats[(organ == bloc.actor) & ~is_whole] = bloc.members / whole
    looks, look_at = _looks(decisions, looks_to)
    on = np.array([each.issue for each in looks], dtype=np.intp)
    return Docket(
        seats=seats,
        pending=tuple(each for each in to_come if each.is_pending(step)),
        looks=tuple(looks),
        look_at=look_at,
        first_look=np.searchsorted(on, np.arange(n_issues)),
        n_looks=np.bincount(on, minlength=n_issues),
    )


def _looks(decisions: Sequence[Decision], looks_to: Rows) -> tuple[list[Look], Rows]:
    looks: list[Look] = []
    look_at = np.empty_like(looks_to)
    for issue, rows in enumerate(looks_to):
        for row in sorted({-1, *rows.tolist()}):
            look_at[issue, rows == row] = len(looks)
            plank = -1 if row < 0 else decisions[row].issues.tolist().index(issue)
            looks.append(Look(issue, row, plank))
    return looks, look_at
