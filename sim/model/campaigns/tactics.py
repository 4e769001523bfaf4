"""By which tactic each pair presses: information, an ally's leverage, or a promise to be kept."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from sim.model.campaigns import rules
from sim.model.campaigns.parameters import Numbers
from sim.model.core.entries import Doors, rows_of
from sim.model.setting import Setting
from sim.model.state import Codes, Flags, Floats, Rows, State
from sim.model.votes import utility

TACTICS = ("information", "leverage", "accountability")  # as State.tactic numbers them
_, LEVERAGE, ACCOUNTABILITY = (np.int8(code) for code in range(len(TACTICS)))


@dataclass(frozen=True)
class Raised:
    """Where a promise adds something to a unit of effort: single issues at single doors."""

    issue: Rows  # (alternative,)
    row: Rows  # (alternative,) of the doors
    gain: Floats  # (alternative, run) what it adds to a unit of effort
    place: Rows  # (issue, row) its place among these; -1: none

    @cached_property
    def impact(self) -> Floats:
        """What a unit of effort comes to, (alternative, run)."""
        return 1.0 + self.gain

    def most(self, n_rows: int) -> Floats:
        """The largest impact at each door in some run, (row,); 1 where nothing adds anything."""
        most = np.ones(n_rows)
        np.maximum.at(most, self.row, self.impact.max(axis=1, initial=1.0))
        return most

    def at(self, issue: Rows, row: Rows) -> Floats:
        """The impact on some issues at some doors, (alternative, run); () where it is 1 everywhere.

        Parameters
        ----------
        issue, row : (alternative,)
        """
        if not len(self.row):
            return np.ones(())
        which = self.place[issue, row]
        there = np.flatnonzero(which >= 0)
        impact = np.ones((len(issue), self.gain.shape[1]))
        impact[there] = self.impact[which[there]]
        return impact


def raised(doors: Doors, state: State, setting: Setting, params: Numbers) -> Raised:
    """Where a promise adds something at who has made it; elsewhere one informs."""
    issue, row, gain = _promises(doors, state, setting, params)
    some = np.flatnonzero((gain > 0.0).any(axis=1))
    place = np.full((len(setting.issues), len(doors)), -1, dtype=np.intp)
    place[issue[some], row[some]] = np.arange(len(some))
    return Raised(issue[some], row[some], gain[some], place)


def in_use(found: Raised, doors: Doors, is_open: Flags, is_lent: Flags, state: State) -> tuple[Codes, Floats]:
    """The tactic, and what a unit of effort comes to with it, (issue, pair, run) both.

    Information adds nothing to the unit and takes nothing: it is chosen where no promise adds anything. Whoever comes
    in by an ally's door presses by leverage, whatever it adds there.

    Parameters
    ----------
    is_open, is_lent : (row, run) there is a door; it is an ally's
    """
    tactic = np.zeros(state.tactic.shape, dtype=np.int8)
    tactic[:, doors.pair] = is_lent * LEVERAGE
    if not len(found.row):
        return tactic, np.broadcast_to(1.0, state.impact.shape)  # one number stands for all
    pair, has_door = doors.pair[found.row], is_open[found.row]
    is_own = has_door & (found.gain > 0.0) & ~is_lent[found.row]
    tactic[found.issue, pair] = np.where(is_own, ACCOUNTABILITY, tactic[found.issue, pair])
    impact = np.ones(state.impact.shape)
    impact[found.issue, pair] = np.where(has_door, found.impact, 1.0)
    return tactic, impact


def _promises(doors: Doors, state: State, setting: Setting, params: Numbers) -> tuple[Rows, Rows, Floats]:
    """Issues and doors of organs with a promise in force, (alternative,) both, and what it adds there, with run."""
    promise_of = np.full((len(setting.issues), setting.n_actors), -1, dtype=np.intp)
    for place, promise in enumerate(setting.commitments):  # a later promise replaces an earlier one
        if promise.since <= state.step < promise.until:
            promise_of[promise.issue, promise.organ] = place
    which = promise_of[:, doors.organ]
    which[:, doors.at_media] = -1
    issue, row = np.nonzero(which >= 0)
    gain = rules.accountability_gain(
        _promised(state, setting, params)[which[issue, row]],
        rows_of(state.policy, issue, doors.organ[row]),
        rows_of(state.position, issue, doors.actor[row]),
        params.campaigns.accountability_weight,
    )
    return issue, row, gain


def _promised(state: State, setting: Setting, params: Numbers) -> Floats:
    """The position that each promise means, (commitment, run)."""
    by_provision = utility.position_of(state.provision, params)
    promised = np.empty((len(setting.commitments), state.n_runs))
    for row, promise in enumerate(setting.commitments):
        promised[row] = by_provision[promise.provision] if promise.provision >= 0 else promise.value
    return promised
