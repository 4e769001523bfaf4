"""Payments before a vote: a sponsor buys the cheapest yeas that it lacks, or takes the bill back."""

from __future__ import annotations

import numpy as np

from sim.model.agenda import Decision, Sponsor
from sim.model.core import choice
from sim.model.core.influence import row_total
from sim.model.state import Flags, Floats, State
from sim.model.votes import rules, utility
from sim.model.votes.parameters import Numbers
from sim.model.votes.utility import Proposal


def paid_members(decision: Decision, proposal: Proposal, probs: Floats, state: State, params: Numbers) -> Flags:
    """Members whose yea is bought, (member, run): blocs in the order of the file, then members.

    Parameters
    ----------
    probs : (member, run) of a yea without payment and without shocks, 0 for inactive members
    """
    if decision.sponsor is None:
        return np.zeros(probs.shape, dtype=bool)
    need = utility.need_of(decision, state)
    return choice.cheapest_until(
        _prices(decision, decision.sponsor, proposal, state, params),
        1.0 - probs,
        need + params.votes.cushion - row_total(probs),
        np.full(state.n_runs, decision.sponsor.budget),
    )


def cost_of(decision: Decision, proposal: Proposal, is_paid: Flags, state: State, params: Numbers) -> Floats:
    """What all payments come to, (run,) [gain].

    Parameters
    ----------
    is_paid : (member, run)
    """
    if decision.sponsor is None:
        return np.zeros(state.n_runs)
    return row_total(_prices(decision, decision.sponsor, proposal, state, params) * is_paid)


def _prices(decision: Decision, sponsor: Sponsor, proposal: Proposal, state: State, params: Numbers) -> Floats:
    """What each member asks for, (member, run); 0 where nobody can pay or is there to be paid."""
    prices = []
    for bloc in decision.blocs:
        shift = utility.shift_of(bloc, decision, proposal, state, params)
        gains = utility.member_gains(bloc, proposal, state)
        price = rules.reserve_price(gains, params.votes.indifference, shift)
        prices.append(price * (state.is_active[bloc.actor] & state.is_active[sponsor.actor]))
    return np.concatenate(prices)


def withdrawn(decision: Decision, probs: Floats, is_paid: Flags, state: State) -> Flags:
    """Where the sponsor takes the bill back, (run,), since even with the yeas bought it is short of votes.

    Parameters
    ----------
    probs, is_paid : (member, run)
    """
    if not decision.withdraws:
        return np.zeros(state.n_runs, dtype=bool)
    bought = row_total((1.0 - probs) * is_paid)
    return row_total(probs) + bought < utility.need_of(decision, state)
