"""Process 11, negotiate: while talks are open, a package of provisions is found, one for every issue."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from sim.model.agenda import Decision, Negotiation
from sim.model.core import choice
from sim.model.precedents.state import Offers
from sim.model.setting import Setting
from sim.model.state import Counts, Flags, Floats, State
from sim.model.strategies import Overrides, View, exchange_rows
from sim.model.votes import alternating, rules, utility
from sim.model.votes.parameters import Numbers
from sim.model.votes.utility import Proposal

UP_TO_SIDE, UP_TO_CORE = 3, 4  # provisions to choose from: the core only while the text is open


def negotiate(state: State, setting: Setting, params: Numbers, overrides: Overrides) -> State:
    """Treat the negotiations in the order of the file; what was agreed stands until it is changed."""
    for negotiation in setting.negotiations:
        if negotiation.is_open(state.step):
            provision = state.provision.copy()
            provision[negotiation.rows] = _offer(negotiation, state, setting, params, overrides)
            if not np.array_equal(provision, state.provision):  # else what is known of it stays
                state = state.replace(provision=provision)
    return state


def _offer(negotiation: Negotiation, state: State, setting: Setting, params: Numbers, overrides: Overrides) -> Counts:
    """The provisions that the proposer offers, (provision, run); the old ones where it is inactive."""
    options = UP_TO_CORE if negotiation.is_core_open(state.step) else UP_TO_SIDE
    combinations = choice.combinations(options, len(negotiation.issues))
    met = factors(negotiation, combinations, state, setting, params)
    may = is_on_offer(negotiation, combinations, state)
    if negotiation.protocol == "alternating_offers":
        n_offers = negotiation.months_of_window(state.step, setting.dt)
        may = may & (_product(met.gatekeepers, met.proposer) > 0.0)  # what is refused is no offer
        picked = alternating.first_offer(payoffs(negotiation, combinations, met, state, params), may, n_offers)
    else:
        picked = choice.first_best(np.where(may, met.worth(), -1.0))
    best = combinations[:, picked]
    is_there = state.is_active[negotiation.proposer]
    default = np.where(is_there, best, state.provision[negotiation.rows])
    answer = _answer(negotiation, default, View(-1, state, setting, negotiation), overrides)
    return np.where(is_there, answer, default)


def _answer(negotiation: Negotiation, default: Counts, view: View, overrides: Overrides) -> Counts:
    """What the proposer's own strategy makes of it, where it has one, (provision, run)."""
    who = negotiation.proposer
    strategies = overrides.get("respond", {})
    if who not in strategies:
        return default
    all_issues = {who: np.ones(len(negotiation.issues), dtype=bool)}
    offered = default[None].astype(np.float64)
    answer = exchange_rows("respond", offered, all_issues, {"respond": {who: strategies[who]}}, view)[0]
    if (answer >= UP_TO_SIDE).any() and not negotiation.is_core_open(view.state.step):
        month = view.setting.months[view.state.step]
        actor = view.setting.actors[who]
        raise ValueError(f"respond of {actor}: the text of {negotiation.id} is closed in {month}, so no 3 (core)")
    lacking = (answer == UP_TO_SIDE) & ~_offered(negotiation, view.state)
    if lacking.any():
        issue = view.setting.issues[negotiation.issues[int(np.argmax(lacking.any(axis=1)))]]
        actor = view.setting.actors[who]
        raise ValueError(f"respond of {actor}: the core on {issue} is not on offer in {negotiation.id}, so no 3 (core)")
    return answer.astype(np.int64)


def _offered(negotiation: Negotiation, state: State) -> Flags:
    """On which of its issues the core is on offer, (topic, run)."""
    if not state.has(Offers):
        return np.ones((len(negotiation.issues), state.n_runs), dtype=bool)
    return state.block(Offers).on_offer[negotiation.rows]


def is_on_offer(negotiation: Negotiation, combinations: Counts, state: State) -> Flags:
    """Which combinations want no core that is not on offer, (combination, run).

    Parameters
    ----------
    combinations : (issue, combination)
    """
    lacking = (combinations == UP_TO_SIDE)[..., None] & ~_offered(negotiation, state)[:, None]
    return ~lacking.any(axis=0)


def payoffs(
    negotiation: Negotiation, combinations: Counts, met: Factors, state: State, params: Numbers
) -> alternating.Payoffs:
    """What each package is worth to proposer and partners, who offers it or accepts it, in their order.

    Their gains, times how likely it is ratified and how much gatekeepers like it; who offers pays for the table.
    """
    package = _package(negotiation, combinations, state, params)
    passes = _product(met.bodies, met.proposer) * _product(met.gatekeepers, met.proposer)
    cost = params.votes.table_cost * np.count_nonzero(combinations, axis=0)[:, None]
    who = [negotiation.proposer, *negotiation.partners.tolist()]
    gains = [utility.gain_of(each, package, state, by_policy=each != negotiation.proposer) for each in who]
    return alternating.Payoffs(
        accepted=np.stack([passes * gain for gain in gains]),
        offered=np.stack([passes * (gain - cost) for gain in gains]),
        is_there=state.is_active[who],
    )


@dataclass(frozen=True)
class Factors:
    """What multiplies to the worth of a package, party by party, each (combination, run)."""

    bodies: dict[int, Floats]  # by row of the decision: the probability that it ratifies, 1 once it has decided
    partners: dict[int, Floats]  # by row of the actor: the probability that it agrees, 1 if it is inactive
    gatekeepers: dict[int, Floats]  # by row of the actor: how much it likes the package, where it can refuse now
    proposer: Floats  # what it gains, less the cost of what is on the table

    def worth(self) -> Floats:
        """Their product, (combination, run)."""
        others = [_product(each, self.proposer) for each in (self.bodies, self.partners, self.gatekeepers)]
        return others[0] * others[1] * others[2] * self.proposer


def _product(factors: Mapping[int, Floats], like: Floats) -> Floats:
    joint = np.ones(like.shape)
    for factor in factors.values():
        joint = joint * factor
    return joint


def factors(negotiation: Negotiation, combinations: Counts, state: State, setting: Setting, params: Numbers) -> Factors:
    """What each combination of provisions meets with, party by party; the offer and the story of a run read it.

    Parameters
    ----------
    combinations : (issue, combination)
    """
    tried = np.repeat(state.provision[:, None], combinations.shape[1], axis=1)
    tried[negotiation.rows] = combinations[..., None]
    package = _package(negotiation, combinations, state, params)
    n_on_table = np.count_nonzero(combinations, axis=0)[:, None]
    gain = utility.gain_of(negotiation.proposer, package, state)
    return Factors(
        _prob_ratified(negotiation, tried, state, setting, params),
        _prob_accepted(negotiation, package, state, params),
        _gatekeepers_worth(negotiation, package, state),
        rules.proposer_worth(gain, n_on_table, params.votes.table_cost),
    )


def _package(negotiation: Negotiation, combinations: Counts, state: State, params: Numbers) -> Proposal:
    """What comes with the talks, then the negotiated issues, with a column for each combination."""
    columns = np.ones((combinations.shape[1], state.n_runs))
    provision = utility.position_of(np.multiply.outer(combinations, np.ones(state.n_runs)), params)
    status_quo = np.multiply.outer(np.concatenate([negotiation.fixed_status_quo, negotiation.status_quo]), columns)
    fixed = np.multiply.outer(negotiation.fixed_proposed, columns)
    return Proposal(
        np.concatenate([negotiation.fixed_issues, negotiation.issues]),
        status_quo,
        np.concatenate([fixed, provision]),
        status_quo,
    )


def _prob_accepted(negotiation: Negotiation, package: Proposal, state: State, params: Numbers) -> dict[int, Floats]:
    """The probability that each active partner agrees, (combination, run)."""
    found: dict[int, Floats] = {}
    for partner in negotiation.partners:
        gain = utility.gain_of(partner, package, state, by_policy=True)
        agrees = rules.prob_yea(gain, params.votes.indifference, np.zeros(state.n_runs))
        found[int(partner)] = np.where(state.is_active[partner], agrees, 1.0)
    return found


def _gatekeepers_worth(negotiation: Negotiation, package: Proposal, state: State) -> dict[int, Floats]:
    """How much each of those likes it who can refuse it its vote now, (combination, run); 0 if it refuses."""
    found: dict[int, Floats] = {}
    for gatekeeper in negotiation.gatekeepers:
        if gatekeeper.since <= state.step < gatekeeper.until:
            liked = np.maximum(0.0, utility.gain_of(gatekeeper.actor, package, state))
            before = found.get(gatekeeper.actor, np.ones(()))
            found[gatekeeper.actor] = before * np.where(state.is_active[gatekeeper.actor], liked, 1.0)
    return found


def _prob_ratified(
    negotiation: Negotiation, tried: Counts, state: State, setting: Setting, params: Numbers
) -> dict[int, Floats]:
    """The probability that each body that has not decided yet ratifies, (combination, run).

    Parameters
    ----------
    tried : (provision of all negotiations, combination, run)
    """
    found: dict[int, Floats] = {}
    for body in negotiation.bodies:
        decision = setting.decisions[body]
        proposal = utility.proposal_at(decision, tried, params)
        prob = _prob_passes(decision, proposal, state, params)
        found[body] = np.where(state.is_decided[decision.row], 1.0, prob)
    return found


def _prob_passes(decision: Decision, proposal: Proposal, state: State, params: Numbers) -> Floats:
    """The probability that a chamber says yes, as it looks before the vote, (combination, run)."""
    mean = np.zeros(proposal.proposed.shape[1:])
    by_party: dict[str, Floats] = {}
    for bloc in decision.blocs:
        members = utility.seats_of(bloc, state)
        share = utility.expected_share(bloc, decision, proposal, state, params)
        mean = mean + members * share
        by_party[bloc.party] = by_party.get(bloc.party, np.zeros_like(mean)) + members * share * (1.0 - share)
    whole, squares = np.zeros_like(mean), np.zeros_like(mean)
    for part in by_party.values():
        whole, squares = whole + part, squares + np.square(part)
    variance = rules.vote_variance(whole, squares, params.votes.party_shock, params.votes.vote_shock)
    return rules.prob_ratify(mean, variance, utility.need_of(decision, state))
