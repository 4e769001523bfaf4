"""Why a body voted as it did: the terms of each bloc's log-odds, and what each of them is worth in votes.

**Terms**, in logits toward yea, each read from its own inputs and none as the rest (`utility.Terms` and the draws):

- conviction: the gain from the main plank / indifference;
- president: own_president (push - push when the bloc was coded);
- campaign: what the bloc's lobby has changed since positions were coded;
- abroad: external cost, of an executive that decides alone;
- provisions: the gains from the other planks, against what was on the table when positions were coded / indifference;
- draws: what the day brings a party and the whole vote; of states that must agree the one draw common to all.

Their sum is the log-odds of a yea of the bloc's mean member as the roll call has it.

**In votes.** v(S) is how many yeas are expected of a bloc when the terms in S have their values of this run and the
others those of a start: every member at its quantile, under the discipline of the chamber, as in the roll call. What a
term is worth is its Shapley value: the mean of what it adds over all orders in which the terms can come in, here
exactly, over all subsets of the terms. So the values add up to v(all) - v(start), and a term that is as at the start
is worth 0. There are two starts:

- the case itself: what its members would have voted of themselves. Conviction stands, every other term is 0;
- another run with the same draws: its terms. The values add up to the difference in yeas expected, but for what
  differs in the chamber itself (seats, spread of members, discipline), which is `chamber`.

A state that must agree says yes or no as one, for certain once the day's draw is known; before, with the probability
that its log-odds give. Yeas of a run are drawn member by member; yeas - v(all) is the members' own draws.

Shapley 1953, in Contributions to the Theory of Games II:307-317.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import astuple, dataclass
from itertools import combinations
from math import factorial

import numpy as np

from sim.model.agenda import Bloc, Decision
from sim.model.core.influence import row_total
from sim.model.core.noise import Noise
from sim.model.state import Counts, Flags, Floats, State
from sim.model.votes import roll_call, utility
from sim.model.votes.parameters import Numbers
from sim.model.votes.utility import Proposal

TERMS = ("conviction", "president", "campaign", "abroad", "provisions", "draws")
CONVICTION, CAMPAIGN, DRAWS = (TERMS.index(name) for name in ("conviction", "campaign", "draws"))


@dataclass(frozen=True)
class Stand:
    """How a bloc stands when its chamber votes."""

    bloc: Bloc
    terms: Floats  # (term, run) [logits], in the order of TERMS
    seats: Counts  # (run,) members who can vote
    decision: Decision
    proposal: Proposal
    state: State  # as the vote begins
    params: Numbers

    @property
    def logit(self) -> Floats:
        """Log-odds of a yea of the mean member, (run,)."""
        return row_total(self.terms)

    @property
    def expected(self) -> Floats:
        """Yeas expected, (run,), the draws of the day known and those of members not."""
        return self.yeas(self.logit, knows_day=True)

    def yeas(self, logit: Floats, knows_day: bool) -> Floats:
        """Yeas expected with the mean member at some log-odds, (run,).

        Parameters
        ----------
        logit : (run,)
        knows_day : the draws of the day are among the log-odds
        """
        if self.decision.rule.type in roll_call.OF_STATES and knows_day:
            return np.where(logit > 0.0, self.seats, 0.0)
        mean = (np.zeros(self.state.n_runs), logit)
        return row_total(roll_call.bloc_probs(self.bloc, self.decision, self.proposal, mean, self.state, self.params))


@dataclass(frozen=True)
class Worth:
    """What the terms of a bloc, or of a whole body, are worth in votes, each (run,) but for `terms`."""

    terms: Floats  # (term, run) of TERMS; sum: expected - start - chamber
    start: Floats  # yeas expected at the start
    chamber: Floats  # what seats, spread and discipline add to another run's start
    expected: Floats  # yeas expected in this run


def stands(decision: Decision, state: State, params: Numbers, noise: Noise) -> list[Stand]:
    """Every bloc of a decision; none where it joins others and has no vote of its own.

    Parameters
    ----------
    state : as the vote begins: all of its month has happened but decisions
    """
    proposal = utility.proposal_of(decision, state, params)
    shocks = roll_call.shocks_of(decision, params, noise)
    found = []
    for bloc in decision.blocs:
        before = astuple(utility.terms_of(bloc, decision, proposal, state, params))
        terms = np.array([np.broadcast_to(each, (state.n_runs,)) for each in (*before, shocks[bloc.party])])
        found.append(Stand(bloc, terms, utility.seats_of(bloc, state), decision, proposal, state, params))
    return found


def as_the_vote_begins(before: State, after: State) -> State:
    """The State in which the decisions of a step are taken, from those before and after the step."""
    return after.replace(step=before.step, is_decided=before.is_decided, is_passed=before.is_passed)


def worth(stand: Stand, start: Stand | None = None) -> Worth:
    """What the terms of a bloc are worth in votes.

    Parameters
    ----------
    start : the same bloc in another run with the same draws; None: what it would have voted of itself
    """
    first, knows_day = start_of(stand, start)
    at_start = stand.yeas(row_total(first), knows_day)
    moved = movers(stand, first, knows_day)

    def value(has: frozenset[int]) -> Floats:
        terms = first.copy()
        terms[list(has)] = stand.terms[list(has)]
        return stand.yeas(row_total(terms), knows_day or DRAWS in has)

    values = np.zeros(stand.terms.shape)
    if moved:
        values[moved] = shapley(moved, value)
    from_start = at_start if start is None else start.expected
    return Worth(values, from_start, at_start - from_start, stand.expected)


def start_of(stand: Stand, start: Stand | None) -> tuple[Floats, bool]:
    """Terms at the start, (term, run) [logits], and whether the draws of the day are among them."""
    if start is not None:
        return start.terms, True
    first = np.zeros(stand.terms.shape)
    first[CONVICTION] = stand.terms[CONVICTION]
    return first, False


def movers(stand: Stand, first: Floats, knows_day: bool) -> list[int]:
    """Terms that are not in every run as at the start: all others are worth nothing, and need no subsets."""
    moved: Flags = (stand.terms != first).any(axis=1)
    if stand.decision.rule.type in roll_call.OF_STATES and not knows_day:
        moved[DRAWS] = True
    return np.flatnonzero(moved).tolist()


def shapley(players: Sequence[int], value: Callable[[frozenset[int]], Floats]) -> Floats:
    """Shapley values, (player, run), over all subsets of some players.

    Parameters
    ----------
    value : what a subset is worth, (run,)
    """
    worths = {has: value(has) for size in range(len(players) + 1) for has in map(frozenset, _subsets(players, size))}
    found = []
    for player in players:
        others = [has for has in worths if player not in has]
        parts = [weight_of(len(has), len(players)) * (worths[has | {player}] - worths[has]) for has in others]
        found.append(row_total(np.array(parts)))
    return np.array(found)


def _subsets(players: Sequence[int], size: int) -> list[tuple[int, ...]]:
    return list(combinations(players, size))


def weight_of(size: int, n: int) -> float:
    """In what share of all orders of n players exactly some `size` of them come before a certain other one.

    >>> weight_of(0, 2), weight_of(1, 3)
    (0.5, 0.16666666666666666)
    """
    return factorial(size) * factorial(n - size - 1) / factorial(n)


def whole(parts: Sequence[Worth], n_runs: int) -> Worth:
    """What the terms are worth in a whole body, since blocs vote one beside the other."""
    zero = Worth(np.zeros((len(TERMS), n_runs)), *(np.zeros(n_runs) for _ in range(3)))
    for part in parts:
        zero = Worth(
            zero.terms + part.terms, zero.start + part.start, zero.chamber + part.chamber, zero.expected + part.expected
        )
    return zero
