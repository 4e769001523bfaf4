"""What actors make of a proposal: shared by those who forecast a vote, cast it, press for it or bargain over it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy.special import ndtr

from sim.model.agenda import Bloc, Decision
from sim.model.core import tally
from sim.model.state import Counts, Flags, Floats, Rows, State
from sim.model.votes import rules
from sim.model.votes.parameters import Numbers


@dataclass(frozen=True, eq=False)  # one stands for itself: what is kept of it is found by it
class Proposal:
    """What changes if it passes, plank by plank; under negotiation with one column for each combination."""

    issues: Rows  # (plank,)
    status_quo: Floats  # (plank, run) or (plank, combination, run) q [-1, 1]
    proposed: Floats  # the same shape, y [-1, 1]
    coded_at: Floats  # the same shape, c [-1, 1]

    def beside(self, values: Floats) -> Floats:
        """Values of its planks, (plank, run), with an axis for the combinations where it has one."""
        return values if self.proposed.ndim == 2 else values[:, None]

    @cached_property
    def change(self) -> Floats:
        """What it adds to the status quo, y - q, in the shape of the planks."""
        return self.proposed - self.status_quo

    @cached_property
    def direction(self) -> Floats:
        """Which pole it moves each plank to {-1, 0, 1}, in their shape."""
        return np.sign(self.change)

    @cached_property
    def is_live(self) -> Flags:
        """Planks that change something, in their shape."""
        return (self.change != 0.0) | (self.proposed != self.coded_at)

    @cached_property
    def is_main(self) -> Flags:
        """The plank with the largest change, in the shape of the planks; of equal ones the first."""
        largest = np.argmax(np.abs(self.change), axis=0)
        return np.arange(len(self.issues)).reshape(-1, *(1,) * largest.ndim) == largest

    @cached_property
    def base(self) -> Floats:
        """What each plank is compared with, in their shape."""
        return rules.plank_base(self.is_main, self.status_quo, self.coded_at)

    @cached_property
    def news(self) -> Rows:
        """Issues of the other planks on which it brings something new in some run."""
        new = ~self.is_main & (self.proposed != self.coded_at)
        return self.issues[new.reshape(len(new), -1).any(axis=1)]

    @cached_property
    def slope(self) -> Floats:
        """What a step along the main plank adds to a gain, (run,) or (combination, run) [0, 1]."""
        found: Floats = np.abs(self.change).max(axis=0) / 2.0
        return found

    def weights(self, salience: Floats) -> Floats:
        """How much each plank counts for an actor of some saliences (issue, run), in the shape of the planks [0, 1]."""
        return rules.plank_weight(self.is_main, self.beside(salience[self.issues]), tally.over_rows(salience))

    def plank_gains(self, position: Floats, salience: Floats) -> Floats:
        """What each plank adds to the gain of whoever has these positions and saliences, in their shape."""
        gains = rules.plank_gain(self.beside(position[self.issues]), self.base, self.proposed)
        return self.weights(salience) * gains

    def gain(self, position: Floats, salience: Floats) -> Floats:
        """What whoever has these positions and saliences, (issue, run), gains by it, (run,) or (combination, run)."""
        return _summed(self.plank_gains(position, salience))


def proposal_of(decision: Decision, state: State, params: Numbers) -> Proposal:
    """The proposal as it stands now; put together once for as long as no provision changes."""
    kept = state.of_provisions.get(decision.row)
    if kept is None or kept[0] is not decision or kept[1] is not params.votes:
        kept = decision, params.votes, proposal_at(decision, state.provision, params)
        state.of_provisions[decision.row] = kept
    found: Proposal = kept[2]
    return found


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
        _planks(decision.coded_at, decision.coded_at_provision, provision, params),
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
    """An actor's gain if the proposal passes, (run,) or (combination, run).

    Parameters
    ----------
    by_policy : judge by what an organ offers instead of its conviction
    """
    if proposal.proposed.ndim == 2 and not by_policy:
        return gains_of(proposal, state)[actor]
    held = state.policy if by_policy else state.position
    return proposal.gain(held[:, actor], state.salience[:, actor])


def _summed(values: Floats) -> Floats:
    """The sum over planks, one after the other, (..., run)."""
    total = np.zeros(values.shape[1:])
    for value in values:
        total += value
    return total


def gains_of(proposal: Proposal, state: State) -> Floats:
    """Every actor's gain if a proposal passes, (actor, run), by its own positions and saliences.

    Found once for as long as neither changes: who presses, who allies and who votes all ask for it.
    """
    if proposal not in state.of_convictions:
        whole = tally.over_rows(state.salience)
        weights = rules.plank_weight(proposal.is_main[:, None], state.salience[proposal.issues], whole)
        gains = rules.plank_gain(state.position[proposal.issues], proposal.base[:, None], proposal.proposed[:, None])
        state.of_convictions[proposal] = _summed(weights * gains)
    found: Floats = state.of_convictions[proposal]
    return found


def campaign_of(bloc: Bloc, proposal: Proposal, state: State, params: Numbers) -> Floats:
    """What campaigns have added since positions were coded, (run,) or (combination, run) [logits].

    0 if nobody presses the bloc.
    """
    if bloc.venue < 0:
        return np.zeros(proposal.change.shape[1:])
    return rules.campaign_shift(
        _on_main(state.openness_now[:, bloc.venue], proposal),
        state.built[bloc.row],
        state.built_reference[bloc.row],
        params.campaigns.effect,
    )


@dataclass(frozen=True)
class Terms:
    """What the log-odds of a bloc's mean member are made of, each (run,) [logits toward yea], before any draw."""

    conviction: Floats  # gain from the main plank / indifference
    president: Floats  # what the executive's pull has changed since the bloc was coded
    campaign: Floats  # what pressure on it has changed since then
    abroad: Floats  # pressure from abroad, of an executive that decides alone
    provisions: Floats  # gains from the other planks, by what is new in them / indifference


def terms_of(bloc: Bloc, decision: Decision, proposal: Proposal, state: State, params: Numbers) -> Terms:
    """Each term from its own inputs, none as the rest; gain / indifference and `shift_of` are sums of the same."""
    gains = proposal.plank_gains(state.position[:, bloc.actor], state.salience[:, bloc.actor])
    return Terms(
        conviction=_summed(np.where(proposal.is_main, gains, 0.0)) / params.votes.indifference,
        president=president_of(bloc, decision, proposal, state, params),
        campaign=campaign_of(bloc, proposal, state, params),
        abroad=abroad_of(bloc, decision, proposal, state, params),
        provisions=_summed(np.where(proposal.is_main, 0.0, gains)) / params.votes.indifference,
    )


def shift_of(bloc: Bloc, decision: Decision, proposal: Proposal, state: State, params: Numbers) -> Floats:
    """Log-odds of a yea besides what it gains: the president's pull, campaigns, and pressure from abroad.

    (run,) or (combination, run), without the shocks of the day.
    """
    shift = president_of(bloc, decision, proposal, state, params) + campaign_of(bloc, proposal, state, params)
    return shift + abroad_of(bloc, decision, proposal, state, params)


def president_of(bloc: Bloc, decision: Decision, proposal: Proposal, state: State, params: Numbers) -> Floats:
    """What the executive's pull adds to a bloc's log-odds, (run,) or (combination, run)."""
    push = push_of(bloc.own, decision, proposal, state)
    return rules.president_shift(push, state.push_reference[bloc.actor], params.votes.own_president)


def abroad_of(bloc: Bloc, decision: Decision, proposal: Proposal, state: State, params: Numbers) -> Floats:
    """What pressure from abroad adds to the log-odds of an executive that decides alone, else 0.

    (run,) or (combination, run). Other blocs feel what comes from abroad through those who press them.
    """
    if decision.rule.type != "executive" or bloc.venue < 0:
        return np.zeros(proposal.change.shape[1:])
    felt = _on_main(state.external[:, bloc.venue], proposal) * np.sign(_main(proposal.change, proposal))
    return params.campaigns.effect * felt


def _main(values: Floats, proposal: Proposal) -> Floats:
    """Of planks the main one's value, in the shape of a plank."""
    return _summed(np.where(proposal.is_main, values, 0.0))


def _on_main(values: Floats, proposal: Proposal) -> Floats:
    """Of issues that of the main plank.

    Parameters
    ----------
    values : (issue, run)
    """
    return _main(np.broadcast_to(proposal.beside(values[proposal.issues]), proposal.change.shape), proposal)


def push_of(own: float | Floats, decision: Decision, proposal: Proposal, state: State) -> Floats:
    """How the executive pulls those of whom `own` says how they stand to its party, (..., run)."""
    if decision.executive < 0:
        return np.zeros(np.broadcast_shapes(np.shape(own), (state.n_runs,)))
    wanted = gain_of(decision.executive, proposal, state)
    return rules.own_push(np.asarray(own), wanted, state.is_active[decision.executive])


def score_of(bloc: Bloc, decision: Decision, state: State, params: Numbers) -> Floats:
    """Spreads between a bloc's mean and indifference before any campaign, (run,)."""
    proposal = proposal_of(decision, state, params)
    gain, shift = gain_of(bloc.actor, proposal, state), president_of(bloc, decision, proposal, state, params)
    return _score(bloc, proposal, gain, shift, params)


def _score(bloc: Bloc, proposal: Proposal, gain: Floats, shift: Floats, params: Numbers) -> Floats:
    return rules.spread_score(gain, params.votes.indifference, shift, proposal.slope, np.asarray(bloc.spread))


def expected_share(bloc: Bloc, decision: Decision, proposal: Proposal, state: State, params: Numbers) -> Floats:
    """The share of a bloc that is expected to say yes, (run,) or (combination, run) [0, 1]."""
    shift = shift_of(bloc, decision, proposal, state, params)
    gain = gain_of(bloc.actor, proposal, state)
    prob = ndtr(_score(bloc, proposal, gain, shift, params))
    return _in_line(prob, bloc, decision, proposal, (gain, shift), state, params)


def member_probs(
    bloc: Bloc, decision: Decision, proposal: Proposal, mean: tuple[Floats, Floats], state: State, params: Numbers
) -> Floats:
    """Each member's probability of a yea, (member, run).

    Parameters
    ----------
    mean : (run,) both: gain of the mean member, and log-odds besides it, with or without shocks
    """
    gain, shift = mean
    gains = gain + proposal.slope * bloc.offsets[:, None]
    prob = rules.prob_yea(gains, params.votes.indifference, shift)
    return _in_line(prob, bloc, decision, proposal, mean, state, params)


def _in_line(
    prob: Floats, bloc: Bloc, decision: Decision, proposal: Proposal, mean: tuple[Floats, Floats], state: State,
    params: Numbers,
) -> Floats:  # fmt: skip
    """Probabilities under the whip of a party, or of an executive over its own."""
    indifference, rule = params.votes.indifference, decision.rule
    if rule.type == "subordinate" and bloc.own > 0.0:
        of_executive = gain_of(decision.executive, proposal, state)
        line = rules.party_line(of_executive, indifference, np.zeros(state.n_runs))
        return rules.follow_line(prob, line, np.asarray(1.0 - rule.coalition_share))
    line = rules.party_line(mean[0], indifference, mean[1])
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
