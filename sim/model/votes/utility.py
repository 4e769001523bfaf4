"""What actors make of a proposal: shared by those who forecast a vote, cast it, press for it or bargain over it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr

from sim.model.agenda import Bloc, Decision
from sim.model.core import tally
from sim.model.state import Counts, Flags, Floats, Rows, State
from sim.model.votes import rules
from sim.model.votes.parameters import Numbers


@dataclass(frozen=True)
class Proposal:
    """What changes if it passes, plank by plank; under negotiation with one column for each combination."""

    issues: Rows  # (plank,)
    status_quo: Floats  # (plank, run) or (plank, combination, run) q [-1, 1]
    proposed: Floats  # the same shape, y [-1, 1]

    def beside(self, values: Floats) -> Floats:
        """Values of its planks, (plank, run), with an axis for the combinations where it has one."""
        return values if self.proposed.ndim == 2 else values[:, None]


def proposal_of(decision: Decision, state: State, params: Numbers) -> Proposal:
    """The proposal as it stands now."""
    return proposal_at(decision, state.provision, params)


def proposal_at(decision: Decision, provision: Counts, params: Numbers) -> Proposal:
    """The proposal as it would stand under other provisions.

    Parameters
    ----------
    provision : (provision, run) or (provision, combination, run), issues of all negotiations in a row
    """
    return Proposal(
        decision.issues,
        _planks(decision.status_quo, decision.status_quo_provision, provision, params),
        _planks(decision.proposed, decision.proposed_provision, provision, params),
    )


def position_of(provision: Counts, params: Numbers) -> Floats:
    """Positions that provisions come to, in their shape [-1, 1]."""
    numbers = params.votes
    return rules.provision_position(provision, numbers.consulted, numbers.side, numbers.core)


def _planks(coded: Floats, row: Rows, provision: Counts, params: Numbers) -> Floats:
    planks = np.multiply.outer(coded, np.ones(provision.shape[1:]))
    is_negotiated = row >= 0
    planks[is_negotiated] = position_of(provision[row[is_negotiated]], params)
    return planks


def gain_of(actor: int, proposal: Proposal, state: State, *, by_policy: bool = False) -> Floats:
    """An actor's gain if the proposal passes, (run,) or (combination, run) [-1, 1], issues weighted by its salience.

    Parameters
    ----------
    by_policy : judge by what an organ offers instead of its conviction
    """
    held = state.policy if by_policy else state.position
    own = proposal.beside(held[proposal.issues, actor])
    gains = rules.plank_gain(own, proposal.status_quo, proposal.proposed)
    return tally.weighted_mean(gains, state.salience[proposal.issues, actor])


def gains_of_all(decision: Decision, state: State, params: Numbers) -> Floats:
    """Every actor's gain if a decision passes, (actor, run) [-1, 1], by its own positions and saliences."""
    proposal = proposal_of(decision, state, params)
    status_quo, proposed = proposal.status_quo[:, None], proposal.proposed[:, None]
    gains = rules.plank_gain(state.position[proposal.issues], status_quo, proposed)
    return tally.weighted_mean(gains, state.salience[proposal.issues])


def slope_of(actor: int, proposal: Proposal, state: State) -> Floats:
    """What a step along the proposal's axis adds to the gain, (run,) or (combination, run) [0, 1]."""
    slopes = np.abs(proposal.proposed - proposal.status_quo) / 2.0
    return tally.weighted_mean(slopes, state.salience[proposal.issues, actor])


def lobby_of(bloc: Bloc, proposal: Proposal, state: State) -> Floats:
    """How far lobbying has turned toward the proposal since positions were coded, (run,) or (combination, run).

    0 if nobody presses the bloc.
    """
    if bloc.venue < 0:
        return np.zeros(state.n_runs)
    lobbied = rules.plank_lobby(
        proposal.status_quo,
        proposal.proposed,
        proposal.beside(state.pressure[proposal.issues, bloc.venue]),
        proposal.beside(state.pressure_reference[proposal.issues, bloc.venue]),
    )
    return tally.weighted_mean(lobbied, state.salience[proposal.issues, bloc.actor])


def shift_of(bloc: Bloc, decision: Decision, proposal: Proposal, state: State, params: Numbers) -> Floats:
    """Log-odds of a yea besides conviction, under lobbying and for an executive under external cost.

    (run,) or (combination, run), without the shocks of the day.
    """
    shift = _lobbied_shift(bloc, lobby_of(bloc, proposal, state), params)
    if decision.rule.type != "executive" or bloc.venue < 0:
        return shift
    external = proposal.beside(state.external[proposal.issues, bloc.venue])
    costs = (proposal.proposed - proposal.status_quo) / 2.0 * external
    cost = tally.weighted_mean(costs, state.salience[proposal.issues, bloc.actor])
    return shift + params.votes.external_weight * cost


def _lobbied_shift(bloc: Bloc, lobby: Floats, params: Numbers) -> Floats:
    numbers = params.votes
    return rules.vote_shift(
        np.asarray(bloc.is_governing),
        np.asarray(bloc.endorsed),
        lobby,
        same_party=numbers.same_party,
        endorsement_weight=numbers.endorsement_weight,
        lobby_weight=numbers.lobby_weight,
    )


def score_of(bloc: Bloc, decision: Decision, state: State, params: Numbers) -> Floats:
    """Spreads between a bloc's mean and indifference before any lobbying, (run,)."""
    shift = _lobbied_shift(bloc, np.zeros(state.n_runs), params)
    return _score(bloc, proposal_of(decision, state, params), shift, state, params)


def _score(bloc: Bloc, proposal: Proposal, shift: Floats, state: State, params: Numbers) -> Floats:
    gain, slope = gain_of(bloc.actor, proposal, state), slope_of(bloc.actor, proposal, state)
    return rules.spread_score(gain, params.votes.indifference, shift, slope, np.asarray(bloc.spread))


def expected_share(bloc: Bloc, decision: Decision, proposal: Proposal, state: State, params: Numbers) -> Floats:
    """The share of a bloc that is expected to say yes, (run,) or (combination, run) [0, 1]."""
    shift = shift_of(bloc, decision, proposal, state, params)
    prob = ndtr(_score(bloc, proposal, shift, state, params))
    return _in_line(prob, bloc, decision, proposal, shift, state, params)


def member_gains(bloc: Bloc, proposal: Proposal, state: State) -> Floats:
    """Each member's gain if the proposal passes, (member, run)."""
    gain, slope = gain_of(bloc.actor, proposal, state), slope_of(bloc.actor, proposal, state)
    return gain + slope * bloc.offsets[:, None]


def member_probs(
    bloc: Bloc, decision: Decision, proposal: Proposal, shift: Floats, state: State, params: Numbers
) -> Floats:
    """Each member's probability of a yea, (member, run).

    Parameters
    ----------
    shift : (run,) log-odds besides conviction, with or without shocks
    """
    prob = rules.prob_yea(member_gains(bloc, proposal, state), params.votes.indifference, shift)
    return _in_line(prob, bloc, decision, proposal, shift, state, params)


def _in_line(
    prob: Floats, bloc: Bloc, decision: Decision, proposal: Proposal, shift: Floats, state: State, params: Numbers
) -> Floats:
    """Probabilities under the whip of a party, or of an executive over its own."""
    indifference, rule = params.votes.indifference, decision.rule
    if rule.type == "subordinate" and bloc.is_governing:
        of_executive = gain_of(decision.executive, proposal, state)
        line = rules.party_line(of_executive, indifference, np.zeros(state.n_runs))
        return rules.follow_line(prob, line, np.asarray(1.0 - rule.coalition_share))
    line = rules.party_line(gain_of(bloc.actor, proposal, state), indifference, shift)
    return rules.follow_line(prob, line, np.asarray(rule.discipline))


def seats_of(bloc: Bloc, state: State) -> Counts:
    """Members who can vote, (run,): none where the bloc is inactive."""
    return bloc.members * state.is_active[bloc.actor].astype(np.int64)


def chamber_seats(decision: Decision, state: State) -> Counts:
    """Members of all blocs who can vote, (run,)."""
    seats = np.zeros(state.n_runs, dtype=np.int64)
    for bloc in decision.blocs:
        seats = seats + seats_of(bloc, state)
    return seats


def need_of(decision: Decision, state: State) -> Floats:
    """Votes that a simple or qualified majority needs, (run,)."""
    seats = chamber_seats(decision, state)
    if decision.rule.type == "supermajority":
        return rules.share_need(seats, np.asarray(decision.rule.needed))
    return rules.majority_need(seats)


def is_let_through(actor: int, proposal: Proposal, state: State) -> Flags:
    """Whether a gatekeeper prefers the proposal to the status quo, (run,); always if there is none."""
    if actor < 0:
        return np.ones(state.n_runs, dtype=bool)
    return gain_of(actor, proposal, state) > 0.0
