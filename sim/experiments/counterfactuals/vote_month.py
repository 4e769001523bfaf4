"""The month of a vote: how its blocs stand, and who presses them, in some runs side by side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property

import numpy as np

from sim.ensemble import Ensemble
from sim.model.agenda import Bloc, Decision
from sim.model.campaigns.pressing import Pressing, pressing
from sim.model.events import happen
from sim.model.state import Flags, Floats, State
from sim.model.votes import explain, utility


class Month:
    """A decision in the month of its vote, in some runs side by side."""

    def __init__(self, ensemble: Ensemble, decision: Decision, rows: Sequence[int]) -> None:
        self.ensemble, self.decision, self.setting = ensemble, decision, ensemble.setting
        self.replicates = tuple(ensemble.runs[row] for row in rows)
        self.params, noise = ensemble.inputs(rows)
        for self.before, self.after in _in_turn(ensemble.states(rows)):
            if self.before.step == decision.step:
                break
        voting = explain.as_the_vote_begins(self.before, self.after)
        self.proposal = utility.proposal_of(decision, voting, self.params)
        found = explain.stands(decision, voting, self.params, noise)
        self.stands = {self.setting.actors[each.bloc.actor]: each for each in found}  # by the bloc's id

    @property
    def is_voted(self) -> Flags:
        """Whether it reached the floor, (run,)."""
        return np.asarray(~self.after.is_blocked[self.decision.row])

    @property
    def gate(self) -> Floats:
        """What its gatekeeper gains by it, (run,); NaN without one."""
        if self.decision.gatekeeper < 0:
            return np.full(len(self.replicates), np.nan)
        return utility.gain_of(self.decision.gatekeeper, self.proposal, self.after)

    def pressing(self, bloc: Bloc) -> Pressing:
        """Who presses a bloc now: as `press` found it, but for guests who come home in the month of a vote."""
        if bloc.row not in self._pressing:
            self._pressing[bloc.row] = pressing(bloc, self.decision, self._pressed, self.setting, self.params)
        return self._pressing[bloc.row]

    @cached_property
    def _pressed(self) -> State:
        begun = happen(self.before, self.setting, self.params)
        return self.after.replace(step=self.before.step, policy=begun.policy, provision=self.before.provision)

    @cached_property
    def _pressing(self) -> dict[int, Pressing]:
        return {}


def _in_turn(states: Iterator[State]) -> Iterator[tuple[State, State]]:
    before = next(states)
    for after in states:
        yield before, after
        before = after
