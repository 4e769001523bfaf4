"""How actors and organs stand to each other: the side that one is on there, what is to gain, how far one is heard."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.model import formulas
from sim.model.agenda import Decision
from sim.model.campaigns import rules
from sim.model.campaigns.parameters import Numbers
from sim.model.core import influence
from sim.model.docket import Docket, Look
from sim.model.opinion import rules as opinion_rules
from sim.model.pairs import Pairs
from sim.model.setting import Setting
from sim.model.state import Flags, Floats, Rows, State
from sim.model.votes import utility
from sim.model.votes.utility import Proposal


@dataclass(frozen=True)
class Question:
    """A decision that organs look to, and what actors make of it."""

    decision: Decision
    proposal: Proposal
    is_pending: bool
    gain: (
        Floats  # (actor, run) [-1, 1]; 0 of its own executive, whose pull is counted in the vote. Empty before it pends
    )
    is_live: Flags  # (plank, run) it changes something

    def toward_yes(self, plank: int, actor: Rows) -> Floats:
        """Which side of a pending decision some actors are on, (row, run) {-1, 0, 1}."""
        return np.sign(np.take(self.gain, actor, axis=0)) * self.is_live[plank]

    def toward_pole(self, plank: int, actor: Rows, position: Floats) -> Floats:
        """The same toward the positive pole of a plank's issue, (row, run); of one to come by its ends' middle."""
        if self.is_pending:
            return self.toward_yes(plank, actor) * self.proposal.direction[plank]
        before = rules.side_before(position, self.proposal.status_quo[plank], self.proposal.proposed[plank])
        return before * self.is_live[plank]

    def stakes(self, plank: int, actor: Rows) -> Floats:
        """What some actors gain or lose by a pending decision, (row, run) [0-1]."""
        return np.abs(np.take(self.gain, actor, axis=0)) * self.is_live[plank]


def questions(state: State, setting: Setting, params: Numbers) -> list[Question]:
    """The decisions that organs look to in this step, and all that are pending."""
    docket = setting.docket(state.step)
    rows = dict.fromkeys([*docket.looks, *(each.row for each in docket.pending)])
    return [_question(setting.decisions[row], state, setting, params) for row in rows]


def _question(decision: Decision, state: State, setting: Setting, params: Numbers) -> Question:
    proposal, is_pending = utility.proposal_of(decision, state, params), decision.is_pending(state.step)
    gain = np.zeros((0, state.n_runs))
    if is_pending:
        gain = utility.gains_of(proposal, state)
        if decision.executive >= 0:
            gain[decision.executive] = 0.0
    return Question(decision, proposal, is_pending, gain, proposal.is_live)


def looks_of(question: Question, docket: Docket) -> tuple[Look, ...]:
    """Where it is looked to."""
    return docket.looks.get(question.decision.row, ())


def at_pairs(pairs: Pairs, asked: list[Question], state: State, setting: Setting) -> tuple[Floats, Floats]:
    """Side toward the positive pole {-1, 0, 1} and gap [0-2] of every pair at an organ, (issue, pair, run) both.

    At media both are those of somebody who argues for his own conviction.
    """
    position = np.take(state.position, pairs.actor, axis=1)
    side = np.sign(position)
    lag = np.take(state.policy, pairs.organ, axis=1)
    np.subtract(position, lag, out=lag)
    stakes: list[tuple[int, Rows, Floats]] = []
    docket = setting.docket(state.step)
    for question in asked:
        for look in looks_of(question, docket):
            there = pairs.at(look.venues)
            actor = pairs.actor[there]
            side[look.issue, there] = question.toward_pole(look.plank, actor, position[look.issue, there])
            if question.is_pending:
                stakes.append((look.issue, there, question.stakes(look.plank, actor)))
    gap = rules.lag_behind(side, lag)
    for issue, there, at_stake in stakes:
        gap[issue, there] = at_stake
    gap[:, pairs.at_media] = np.abs(position[:, pairs.at_media])
    return side, gap


def receptivity(pairs: Pairs, state: State, setting: Setting, params: Numbers) -> Floats:
    """How far organs listen to those who press them, (pair, run) [0-1]: the gate of E1 at their distance."""
    tier = setting.tier[:, None]
    weight = formulas.of_tier(tier, params.ties.deep_core_weight, params.ties.policy_core_weight, np.ones(()))
    distance = influence.distance(state.position, pairs.actor, pairs.organ, weight)
    return opinion_rules.confidence_gate(distance, params.opinion.confidence_radius)
