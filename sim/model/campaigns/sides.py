"""How actors and organs stand to each other: the side that one is on there, what is to gain, how far one is heard."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from sim.model import formulas
from sim.model.campaigns import rules
from sim.model.campaigns.parameters import Numbers
from sim.model.core import influence
from sim.model.core.entries import Doors, Entries
from sim.model.docket import Docket
from sim.model.opinion import rules as opinion_rules
from sim.model.setting import Setting
from sim.model.state import Floats, Rows, State
from sim.model.votes import utility


@dataclass(frozen=True)
class _Ends:
    """What each look of a docket comes to, as provisions stand, (look, run) each."""

    docket: Docket
    middle: Floats  # between status quo and proposed [-1, 1]; 0 where nothing is to be decided
    live: Floats  # {0, 1} it may change something
    toward: Floats  # {-1, 0, 1} the pole that a proposal moves the issue to
    pending: Rows  # (look,) place among the decisions that are pending; -1: not yet

    @cached_property
    def alike(self) -> tuple[Floats, Floats]:
        """Middle and live, (look, run), or (look, 1) where all runs have the same: quicker."""
        both = np.stack([self.middle, self.live])
        middle, live = both[:, :, :1] if (both == both[:, :, :1]).all() else both
        return middle, live


@dataclass(frozen=True)
class Sides:
    """Which side of what is to be decided everybody is on, in one step."""

    ends: _Ends
    gain: Floats  # (pending, actor, run) [-1, 1]; 0 of a decision's own executive, whose pull is counted in the vote

    def of(self, look: Rows, among: Entries, position: Floats) -> Floats:
        """Side toward the positive pole, (entry,) {-1, 0, 1}: of what is pending by gain, before by its ends' middle.

        Parameters
        ----------
        look : (entry,)
        position : (entry,) of the actor on the issue
        """
        cell = look * among.n_runs + among.run
        middle = self.ends.middle.take(cell)
        side = rules.side_before(position, middle, middle) * self.ends.live.take(cell)
        if len(self.gain):
            there, gain = self._pending(look, among)
            side[there] = np.sign(gain) * (self.ends.live * self.ends.toward).take(cell[there])
        return side

    def gap(self, look: Rows, actor: Rows, position: Floats, lead: Floats) -> Floats:
        """What there is to gain by pressing, (row, run) [0-2]: how far an organ lags, or what a decision brings.

        Parameters
        ----------
        look, actor : (row,) of the organ on the issue, and who presses it
        position : (row, run) of the actor on the issue
        lead : (row, run) the same less the policy of the organ
        """
        middle, live = (each.take(look, axis=0) for each in self.ends.alike)
        side = rules.side_before(position, middle, middle)
        side *= live
        gap = rules.lag_behind(side, lead)
        pending = self.ends.pending[look]
        for place, of_all in enumerate(self.gain):
            there = np.flatnonzero(pending == place)
            gap[there] = np.abs(of_all[actor[there]]) * self.ends.live[look[there]]
        return gap

    def _pending(self, look: Rows, among: Entries) -> tuple[Rows, Floats]:
        """Entries that look to a decision that is pending, and what their actors gain by it."""
        pending = self.ends.pending.take(look)
        there = np.flatnonzero(pending >= 0)
        return there, among.of_issues(self.gain, pending[there], among.actor[there])


def sides_of(state: State, setting: Setting, params: Numbers) -> Sides:
    """All sides as positions stand now."""
    pending = setting.docket(state.step).pending
    gain = np.zeros((len(pending), setting.n_actors, state.n_runs))
    for row, decision in enumerate(pending):
        gain[row] = utility.gains_of(utility.proposal_of(decision, state, params), state)
        if decision.executive >= 0:
            gain[row, decision.executive] = 0.0
    return Sides(_ends(state, setting, params), gain)


def _ends(state: State, setting: Setting, params: Numbers) -> _Ends:
    docket = setting.docket(state.step)
    kept = state.of_provisions.get("ends")
    if kept is None or kept[0] is not params.votes or kept[1].docket is not docket:
        kept = params.votes, _ends_of(docket, state, setting, params)
        state.of_provisions["ends"] = kept
    found: _Ends = kept[1]
    return found


def _ends_of(docket: Docket, state: State, setting: Setting, params: Numbers) -> _Ends:
    shape, place = (len(docket.looks), state.n_runs), {each.row: row for row, each in enumerate(docket.pending)}
    middle, live, toward = np.zeros(shape), np.ones(shape), np.zeros(shape)
    for row, look in enumerate(docket.looks):
        if look.decision >= 0:
            proposal = utility.proposal_of(setting.decisions[look.decision], state, params)
            middle[row] = (proposal.status_quo[look.plank] + proposal.proposed[look.plank]) / 2.0
            live[row], toward[row] = proposal.is_live[look.plank], proposal.direction[look.plank]
    pending = np.array([place.get(each.decision, -1) for each in docket.looks], dtype=np.intp)
    return _Ends(docket, middle, live, toward, pending)


def receptivity(among: Entries | Doors, state: State, setting: Setting, params: Numbers) -> Floats:
    """How far organs listen to those who press them, (entry,) or (row, run) [0-1]: the gate of E1 at their distance."""
    weight = formulas.tier_weight(setting.tier[:, None], params.ties.tier_ratio)
    alike = (weight == weight[:, :1]).all()
    weight = weight[:, :1] if alike else among.per_run(weight)
    distance = influence.distance(among.cells(state.position), among.actor, among.organ, weight)
    return opinion_rules.confidence_gate(distance, among.per_run(params.opinion.confidence_radius))
