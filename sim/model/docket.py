"""The docket: which decision each organ looks to in a step, issue by issue, and how many of the seats it holds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Annotated

import numpy as np

from sim.model.agenda import Decision
from sim.model.declare import Field
from sim.model.state import Flags, Floats, Rows


@dataclass(frozen=True)
class Look:
    """Venues whose organs look to one decision on one issue."""

    issue: int
    plank: int  # of the decision
    venues: Annotated[Rows, Field("*", "organs' doors", low=0, of="venue")]


@dataclass(frozen=True)
class Docket:
    """What is to be decided, as organs see it in one step."""

    seats: Annotated[
        Floats, Field("venue", "share of the chamber that its organ holds; 1: a whole organ", low=0, high=1)
    ]
    pending: tuple[Decision, ...]  # the next by date first
    looks: dict[int, tuple[Look, ...]]  # by row of the decision, of those that somebody looks to
    is_free: Annotated[Flags, Field("issue venue", "an organ's door where it looks to no decision")]


def standing_of(decision: Decision, step: int) -> int:
    """0 while it is pending, 1 before, 2 when it is over."""
    if decision.is_pending(step):
        return 0
    return 1 if step < decision.pending_from else 2


def docket_of(decisions: Sequence[Decision], organ: Rows, is_whole: Flags, n_issues: int, step: int) -> Docket:
    """The docket of a step.

    An organ looks, on each issue, to the next decision on it in its chamber: pending ones come first, then those to
    come, each the next by date, of the same date the first in the file. It holds as many seats as in the next decision
    whatever its issues, or else in the last.

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
        for issue in decision.issues:
            looks_to[issue, doors] = decision.row
    seats = np.ones(len(organ))
    over = sorted((each for each in order if standing_of(each, step) == 2), key=lambda each: -each.step)
    for decision in [*reversed(over), *reversed(to_come)]:
        whole = int(np.add.reduce([bloc.members for bloc in decision.blocs]))
        for bloc in decision.blocs:
            seats[(organ == bloc.actor) & ~is_whole] = bloc.members / whole
    return Docket(
        seats=seats,
        pending=tuple(each for each in to_come if each.is_pending(step)),
        looks={each.row: tuple(_looks(each, looks_to)) for each in to_come if np.any(looks_to == each.row)},
        is_free=(looks_to < 0) & (organ >= 0),
    )


def _looks(decision: Decision, looks_to: Rows) -> Iterable[Look]:
    for plank, issue in enumerate(decision.issues):
        venues = np.flatnonzero(looks_to[issue] == decision.row)
        if len(venues):
            yield Look(int(issue), plank, venues)
