"""Process 11, decide: chambers vote on what is due this month."""

from __future__ import annotations

import numpy as np

from sim.core import tally
from sim.core.noise import Noise
from sim.params import Params
from sim.processes import ballot
from sim.rules import government
from sim.setting import Bloc, Decision, Setting
from sim.state import Floats, State


def decide(state: State, setting: Setting, params: Params, noise: Noise) -> State:
    """Take every vote whose date lies in this step."""
    for decision in setting.decisions:
        if decision.step == state.step:
            state = _vote(state, decision, setting, params, noise)
    return state


def _vote(state: State, decision: Decision, setting: Setting, params: Params, noise: Noise) -> State:
    yeas, seats, is_decided = state.yeas.copy(), state.seats.copy(), state.is_decided.copy()
    shocks = _party_shocks(decision, params, noise)
    for bloc in decision.blocs:
        prob = _member_probs(bloc, decision, state, params, shocks[bloc.party])
        draw = noise.once(f"vote.{decision.id}.{setting.actors[bloc.actor]}", "uniform", bloc.members)
        present = state.is_active[bloc.actor]
        yeas[bloc.row] = tally.count((draw < prob) & present)
        seats[bloc.row] = bloc.members * present
    is_decided[decision.row] = True
    return state.replace(yeas=yeas, seats=seats, is_decided=is_decided)


def _party_shocks(decision: Decision, params: Params, noise: Noise) -> dict[str, Floats]:
    """One shock per party and run, in logits; blocs of a party share it."""
    parties = dict.fromkeys(bloc.party for bloc in decision.blocs)
    return {
        party: params.vote.party_shock * noise.once(f"party.{decision.id}.{party}", "normal", 1)[0] for party in parties
    }


def _member_probs(bloc: Bloc, decision: Decision, state: State, params: Params, shock: Floats) -> Floats:
    """Each member's probability of a yea, (member, run)."""
    indifference = params.vote.indifference
    gain = ballot.gain_of(bloc.actor, decision, state)
    slope = ballot.slope_of(bloc.actor, decision, state)
    shift = ballot.shift_of(bloc, ballot.lobby_of(bloc, decision, state), params) + shock
    members = government.member_gain(gain, slope, bloc.offsets[:, None])
    prob = government.prob_yea(members, indifference, shift)
    if decision.rule == "subordinate" and bloc.is_governing:
        of_executive = ballot.gain_of(decision.executive, decision, state)
        line = government.party_line(of_executive, indifference, np.zeros(state.n_runs))
        return government.follow_line(prob, line, government.loyalty(np.asarray(decision.coalition_share)))
    line = government.party_line(gain, indifference, shift)
    return government.follow_line(prob, line, np.asarray(decision.discipline))
