"""Process 11, decide: what is due this month reaches the floor or does not, is voted, and later kept or not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.model.agenda import JOINED, Bloc, Decision, Repeal
from sim.model.channels import Channel
from sim.model.core import tally
from sim.model.core.influence import row_total
from sim.model.core.noise import Noise
from sim.model.setting import Setting
from sim.model.state import Counts, Flags, Floats, State
from sim.model.votes import rules, utility, verdict
from sim.model.votes.parameters import Numbers
from sim.model.votes.utility import Proposal

OF_STATES = ("consensus", "treaty")  # rules under which each bloc is a state that says yes or no as one


def decide(state: State, setting: Setting, params: Numbers, noise: Noise) -> State:
    """Settle every decision whose date lies in this step, in the order of the file; take back what lost its support.

    What joins others falls last: a sequence with the first of its parts, which may join others itself; where any will
    do, with the last of them that stood.
    """
    for decision in setting.decisions:
        if decision.step == state.step:
            state = _settle(state, decision, setting, params, noise)
    for decision in setting.decisions:
        if decision.repeal and decision.step < state.step < decision.repeal.until:
            state = _reconsider(state, decision, decision.repeal, setting, params, noise)
    for decision in sorted(setting.decisions, key=lambda each: each.step):
        if decision.rule.type in JOINED and decision.step <= state.step:
            state = _fall(state, decision)
    return state


def _settle(state: State, decision: Decision, setting: Setting, params: Numbers, noise: Noise) -> State:
    proposal = utility.proposal_of(decision, state, params)
    probs = _member_probs(decision, proposal, {}, state, params)
    on_floor, forecast = _reaches_floor(decision, proposal, state), row_total(probs)
    is_voted = on_floor & ~_is_withdrawn(decision, forecast, state)

    shocks = shocks_of(decision, params, noise)
    if decision.rule.type in OF_STATES:
        says_yes = _states_agree(decision, proposal, shocks, state, params)
    else:
        draws = _by_member([_draws(bloc, decision, setting, noise) for bloc in decision.blocs], state)
        says_yes = draws < _member_probs(decision, proposal, shocks, state, params)

    yeas, seats = state.yeas.copy(), state.seats.copy()
    for bloc, members in _blocs(decision):
        yeas[bloc.row] = tally.count(says_yes[members] & is_voted)
        seats[bloc.row] = utility.seats_of(bloc, state) * is_voted
    row = decision.row
    return state.replace(
        yeas=yeas,
        seats=seats,
        forecast=_with_row(state.forecast, row, np.where(on_floor, forecast, 0.0)),
        is_decided=_with_row(state.is_decided, row, True),
        is_blocked=_with_row(state.is_blocked, row, ~is_voted),
        is_passed=_with_row(state.is_passed, row, is_voted & _passes(decision, yeas, seats, state)),
    )


@dataclass(frozen=True)
class Reckoning:
    """What is known before a vote, each (run,) [votes]."""

    need: Floats
    forecast: Floats


def reckon(decision: Decision, state: State, params: Numbers) -> Reckoning:
    """How a decision stands just before it is voted; the story of a run reads it."""
    proposal = utility.proposal_of(decision, state, params)
    probs = _member_probs(decision, proposal, {}, state, params)
    return Reckoning(utility.need_of(decision, state), row_total(probs))


def _with_row(values: NDArray[Any], row: int, new: NDArray[Any] | bool) -> NDArray[Any]:
    changed = values.copy()
    changed[row] = new
    return changed


def _blocs(decision: Decision) -> Iterator[tuple[Bloc, slice]]:
    """Blocs with the rows of their members among those of the chamber."""
    bounds = accumulate((bloc.members for bloc in decision.blocs), initial=0)
    for bloc, (first, after) in zip(decision.blocs, pairwise(bounds), strict=True):
        yield bloc, slice(first, after)


def _by_member(of_blocs: list[Floats], state: State) -> Floats:
    """One row for each member of the chamber, (member, run)."""
    return np.concatenate([np.zeros((0, state.n_runs)), *of_blocs])


def _draws(bloc: Bloc, decision: Decision, setting: Setting, noise: Noise) -> Floats:
    return noise.once(*Channel.VOTE(decision.id, setting.actors[bloc.actor]), bloc.members)


def shocks_of(decision: Decision, params: Numbers, noise: Noise) -> dict[str, Floats]:
    """What the day adds to the log-odds of every bloc, by party, (run,) [logits].

    One shock per party and run, with that of the whole vote, blocs of a party share it; of states the one draw that
    is common to all.
    """
    parties, numbers = dict.fromkeys(bloc.party for bloc in decision.blocs), params.votes
    if decision.rule.type in OF_STATES:
        return dict.fromkeys(parties, rules.common_shock(noise.once(*Channel.CONSENSUS(decision.id), 1)[0]))
    whole = numbers.vote_shock * noise.held(*Channel.DECISION(decision.id), 1)[0]
    return {
        party: whole + numbers.party_shock * noise.held(*Channel.PARTY(decision.id, party), 1)[0] for party in parties
    }


def _states_agree(
    decision: Decision, proposal: Proposal, shocks: Mapping[str, Floats], state: State, params: Numbers
) -> Flags:
    """Members of the states that agree, (member, run): each state as its mean has it, under one draw for all."""
    found = []
    for bloc in decision.blocs:
        gain = utility.gain_of(bloc.actor, proposal, state)
        shift = utility.shift_of(bloc, decision, proposal, state, params)
        agreed = gain / params.votes.indifference + shift + shocks[bloc.party] > 0.0
        found.append(np.repeat((agreed & state.is_active[bloc.actor])[None], bloc.members, axis=0))
    return np.concatenate(found)


def _member_probs(
    decision: Decision, proposal: Proposal, shocks: Mapping[str, Floats], state: State, params: Numbers
) -> Floats:
    """Each member's probability of a yea, (member, run); 0 for inactive members."""
    probs = []
    for bloc in decision.blocs:
        gain = utility.gain_of(bloc.actor, proposal, state)
        shift = utility.shift_of(bloc, decision, proposal, state, params) + shocks.get(bloc.party, 0.0)
        probs.append(bloc_probs(bloc, decision, proposal, (gain, shift), state, params))
    return _by_member(probs, state)


def bloc_probs(
    bloc: Bloc, decision: Decision, proposal: Proposal, mean: tuple[Floats, Floats], state: State, params: Numbers
) -> Floats:
    """The probability of a yea of each member of a bloc, (member, run); 0 where it is inactive.

    Parameters
    ----------
    mean : (run,) both: gain of the mean member, and log-odds besides it
    """
    if decision.rule.type in OF_STATES:
        alone = rules.prob_yea(mean[0], params.votes.indifference, mean[1])
        prob = np.repeat(alone[None], bloc.members, axis=0)
    else:
        prob = utility.member_probs(bloc, decision, proposal, mean, state, params)
    return prob * state.is_active[bloc.actor]


def _reaches_floor(decision: Decision, proposal: Proposal, state: State) -> Flags:
    """Whether all that it requires has passed and its gatekeeper lets it through, (run,)."""
    required = np.logical_and.reduce(state.is_passed[list(decision.requires)], axis=0)
    return required & utility.is_let_through(decision.gatekeeper, proposal, state)


def _is_withdrawn(decision: Decision, forecast: Floats, state: State) -> Flags:
    """Where a bill is taken back, (run,), since the yeas expected are too few."""
    if not decision.withdraws:
        return np.zeros(state.n_runs, dtype=bool)
    return forecast < utility.need_of(decision, state)


def _passes(decision: Decision, yeas: Counts, seats: Counts, state: State) -> Flags:
    """What the votes come to under the deciding rule, (run,).

    Parameters
    ----------
    yeas, seats : (bloc, run) of all decisions
    """
    if decision.rule.type in JOINED:
        return _stands(decision, state)
    rows = [bloc.row for bloc in decision.blocs]
    return verdict.carries(decision.rule, decision.blocs, yeas[rows], seats[rows])


def _nays_now(decision: Decision, state: State, setting: Setting, params: Numbers, noise: Noise) -> Counts:
    """Members who would vote against keeping a decision, (run,) [members].

    Their draws are other than those of the vote, and the same in every month; what a party learned at the vote, it
    knows.
    """
    shocks = {} if decision.rule.type in OF_STATES else shocks_of(decision, params, noise)
    probs = _member_probs(decision, utility.proposal_of(decision, state, params), shocks, state, params)
    draws = [
        noise.held(*Channel.REPEAL(decision.id, setting.actors[bloc.actor]), bloc.members) for bloc in decision.blocs
    ]
    is_kept = rules.still_keeps(probs, _by_member(draws, state))
    return utility.chamber_seats(decision, state) - tally.count(is_kept)


def _reconsider(
    state: State, decision: Decision, repeal: Repeal, setting: Setting, params: Numbers, noise: Noise
) -> State:
    """Take a decision back for good where its chamber, asked again, would no longer keep it."""
    stands = state.is_passed[decision.row] & ~state.is_repealed[decision.row]
    if not stands.any():
        return state
    nays = _nays_now(decision, state, setting, params, noise)
    turned = rules.is_taken_back(nays, utility.chamber_seats(decision, state), np.asarray(repeal.needed))
    return _taken_back(state, decision, stands & turned)


def _stands(decision: Decision, state: State) -> Flags:
    """Whether enough of those that it joins have passed and were not taken back: all of a sequence, or any, (run,)."""
    bodies = list(decision.rule.bodies)
    joined = np.logical_and if decision.rule.type == "sequence" else np.logical_or
    return joined.reduce(state.is_passed[bodies] & ~state.is_repealed[bodies], axis=0)


def _fall(state: State, decision: Decision) -> State:
    """Take back what joins others where they do not hold it up any more."""
    return _taken_back(state, decision, state.is_passed[decision.row] & ~_stands(decision, state))


def _taken_back(state: State, decision: Decision, where: Flags) -> State:
    if not where.any():
        return state
    lost = state.is_repealed[decision.row] | where
    return state.replace(is_repealed=_with_row(state.is_repealed, decision.row, lost))
