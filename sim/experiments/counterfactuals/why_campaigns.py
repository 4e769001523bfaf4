"""What everybody who presses a body is worth in votes.

Those who press a bloc now share out what its campaign is worth by the Owen value (Owen 1977): the terms come in in any
order (`sim.model.votes.explain`), and where the campaign does, its actors do so one after the other. Over subsets of
the other terms the mean is exact. Over orders of actors it is sampled, one order and its reverse for every bloc and
replicate, from the stream `why.DECISION.BLOC` of the project's draws, so that the same study gives the same numbers;
every order adds up to the whole campaign. Two sides contend against other business, and allies count for more
together, so what an actor adds hangs on who is there before it. What is not any actor's in this month, `REFERENCE`,
comes in as one more: the pressure under which positions were coded, and what earlier months have built up beyond this
one's; against another run also how open the door is.

Owen 1977, in Essays in Mathematical Economics and Game Theory (Henn & Moeschlin, eds.), 76-88.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from sim.experiments.counterfactuals.vote_month import Month
from sim.model.core.noise import stream
from sim.model.core.tally import over_rows
from sim.model.state import Flags, Floats, Rows, State
from sim.model.votes import explain, utility
from sim.model.votes.explain import CAMPAIGN, DRAWS, Stand

REFERENCE = ""  # among ids of actors: what is not any actor's


def by_actor(now: Month, start: Month | None, stand: Stand, other: Stand | None) -> dict[str, Floats]:
    """What everybody who presses a bloc in some run adds to its yeas, (run,); REFERENCE: what is nobody's."""
    first, knows_day = explain.start_of(stand, other)
    movers = explain.movers(stand, first, knows_day)
    if CAMPAIGN not in movers:
        return {}
    if stand.bloc.venue < 0 or (start is not None and start.setting.issues != now.setting.issues):
        return {REFERENCE: explain.worth(stand, other).terms[CAMPAIGN]}  # nobody presses here, or on other issues
    contest = _Contest(now, start, stand, other)
    found = np.zeros((contest.n_players, len(now.replicates)))
    forward = _orders(now, stand, contest)
    for order in (forward, forward[::-1]):
        campaigns = contest.campaigns(order)
        gains = np.zeros(order.shape)
        for has, weight in _weights([each for each in movers if each != CAMPAIGN]):
            terms = first.copy()
            terms[has] = stand.terms[has]
            terms[CAMPAIGN] = 0.0
            others, is_known = over_rows(terms), knows_day or DRAWS in has
            yeas = np.array([stand.yeas(others + campaign, is_known) for campaign in campaigns])
            gains += weight * np.diff(yeas, axis=0)
        np.add.at(found, (order, np.arange(found.shape[1])), gains / 2.0)
    everybody = zip([*contest.actors, REFERENCE], found, strict=True)
    return {who: votes for who, votes in everybody if who == REFERENCE or votes.any()}


def _orders(now: Month, stand: Stand, contest: _Contest) -> Rows:
    """In which order players come in, (place, run): an order of the whole roster, so that no other run has a say."""
    channel = f"why.{now.decision.id}.{now.setting.actors[stand.bloc.actor]}"
    players = [*(contest.roster.index(name) for name in contest.actors), len(contest.roster)]
    places = [stream(now.ensemble.seed, n, channel).permutation(len(contest.roster) + 1) for n in now.replicates]
    return np.argsort(np.array(places)[:, players], axis=1).T


def _weights(others: list[int]) -> Iterator[tuple[list[int], float]]:
    """Subsets of the other terms, and in what share of all orders they come before the campaign."""
    for bits in range(2 ** len(others)):
        has = [term for place, term in enumerate(others) if bits >> place & 1]
        yield has, explain.weight_of(len(has), len(others) + 1)


class _Contest:
    """The campaign of a bloc as its actors come in one by one, in the place of what they did at the start."""

    def __init__(self, now: Month, start: Month | None, stand: Stand, other: Stand | None) -> None:
        self._stand, self._params = stand, now.params
        there = now.pressing(stand.bloc)
        names = [[now.setting.actors[row] for row in there.actor]]
        roster, before = list(now.setting.actors), None
        if start is None or other is None or other.bloc.venue < 0:
            nothing = np.zeros_like(stand.state.built)
            self._other = _with(stand, stand.state.replace(built=nothing, built_reference=nothing))
        else:
            self._other, before = other, start.pressing(other.bloc)
            names.append([start.setting.actors[row] for row in before.actor])
            roster += start.setting.actors
        self.roster = list(dict.fromkeys(roster))
        self.actors = list(dict.fromkeys(name for each in names for name in each))
        self.n_players = len(self.actors) + 1
        sides = [
            side.at([self.actors.index(name) for name in of_side], len(self.actors))
            for side, of_side in zip((there, before), names, strict=False)
            if side is not None
        ]
        self._end = sides[0]
        self._start = sides[1] if len(sides) > 1 else self._end.nobody()
        self._rests = [
            each.state.built[each.bloc.row] - of.pressure(self._params)
            for each, of in ((self._other, self._start), (stand, self._end))
        ]

    def campaigns(self, order: Rows) -> Floats:
        """The term campaign as one player after the other comes in, (players in, run) [logits]; nobody first."""
        has = np.zeros((self.n_players, order.shape[1]), dtype=bool)
        found = [self._campaign(has)]
        for player in order:
            has[player, np.arange(order.shape[1])] = True
            found.append(self._campaign(has))
        return np.array(found)

    def _campaign(self, has: Flags) -> Floats:
        made = self._end.mixed(self._start, has[:-1]).pressure(self._params)
        before, now = (
            _under(each, made + rest) for each, rest in zip((self._other, self._stand), self._rests, strict=True)
        )
        return np.where(has[-1], now, before)


def _with(stand: Stand, state: State) -> Stand:
    return Stand(stand.bloc, stand.terms, stand.seats, stand.decision, stand.proposal, state, stand.params)


def _under(stand: Stand, built: Floats) -> Floats:
    """The term campaign of a bloc under other built-up pressure, (run,) [logits]."""
    changed = stand.state.built.copy()
    changed[stand.bloc.row] = built
    return utility.campaign_of(stand.bloc, stand.proposal, stand.state.replace(built=changed), stand.params)
