"""What everybody who presses a body is worth in votes.

Those who press a bloc now share out what its campaign is worth by the Owen value (Owen 1977): the terms come in in any
order (`sim.model.votes.explain`), and where the campaign does, its actors do so one after the other. Over subsets of
the other terms the mean is exact. Over orders of actors it is sampled, one order and its reverse for every bloc and
replicate, from the stream `why.DECISION.BLOC` of the project's draws, so that the same study gives the same numbers;
every order adds up to the whole campaign. Two sides contend against other business, so what an actor adds hangs on who
is there before it. What is not any actor's, `REFERENCE`, comes in as one more: the pressure under which positions were
coded; against another run also what pressure meets (provisions on the table, saliences).

Owen 1977, in Essays in Mathematical Economics and Game Theory (Henn & Moeschlin, eds.), 76-88.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from sim.experiments.counterfactuals.vote_month import Month
from sim.model.campaigns.pressure import Pressing, pressure_of
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
    forward = _orders(now, stand, contest.n_players)
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


def _orders(now: Month, stand: Stand, n: int) -> Rows:
    """In which order players come in, (place, run)."""
    channel = f"why.{now.decision.id}.{now.setting.actors[stand.bloc.actor]}"
    seed = now.ensemble.seed
    return np.array([stream(seed, replicate, channel).permutation(n) for replicate in now.replicates]).T


def _weights(others: list[int]) -> Iterator[tuple[list[int], float]]:
    """Subsets of the other terms, and in what share of all orders they come before the campaign."""
    for bits in range(2 ** len(others)):
        has = [term for place, term in enumerate(others) if bits >> place & 1]
        yield has, explain.weight_of(len(has), len(others) + 1)


class _Contest:
    """The campaign of a bloc as its actors come in one by one, in the place of what they did at the start."""

    def __init__(self, now: Month, start: Month | None, stand: Stand, other: Stand | None) -> None:
        self._stand, self._params = stand, now.params
        there = now.pressing(stand.bloc.venue)
        if start is None or other is None or other.bloc.venue < 0:
            unpressed = stand.state.pressure_reference * 0.0
            self._other = _with(stand, stand.state.replace(pressure=unpressed, pressure_reference=unpressed))
            before = Pressing(there.actor[:0], there.supporting[:0], there.opposing[:0])
        else:
            self._other, before = other, start.pressing(other.bloc.venue)
        ids = [[of.setting.actors[row] for row in side.actor] for of, side in ((start or now, before), (now, there))]
        self.actors = list(dict.fromkeys([*ids[1], *ids[0]]))
        self.n_players = len(self.actors) + 1
        self._start, self._end = (
            _sides(side, [self.actors.index(each) for each in names], len(self.actors))
            for side, names in zip((before, there), ids, strict=True)
        )
        self._rests = [
            each.state.pressure[:, each.bloc.venue] - of.alone(self._params)
            for each, of in ((self._other, before), (stand, there))
        ]

    def campaigns(self, order: Rows) -> Floats:
        """The term campaign as one player after the other comes in, (players in, run) [logits]; nobody first."""
        n_runs = order.shape[1]
        gained = np.concatenate([self._end - self._start, np.zeros((1, *self._start.shape[1:]))])
        sides, has_rest = self._start.sum(axis=0), np.zeros(n_runs, dtype=bool)
        found = [self._campaign(sides, has_rest)]
        for player in order:
            sides = sides + gained[player, ..., np.arange(n_runs)].transpose(1, 2, 0)
            has_rest = has_rest | (player == self.n_players - 1)
            found.append(self._campaign(sides, has_rest))
        return np.array(found)

    def _campaign(self, sides: Floats, has_rest: Flags) -> Floats:
        made = pressure_of(np.maximum(sides[0], 0.0), np.maximum(sides[1], 0.0), self._params)  # rounding apart
        before, now = (
            _under(each, made + rest) for each, rest in zip((self._other, self._stand), self._rests, strict=True)
        )
        return np.where(has_rest, now, before)


def _sides(pressing: Pressing, places: list[int], n: int) -> Floats:
    """Supporting and opposing effort of n actors, (actor, side, issue, run); those who press have these places."""
    found = np.zeros((n, 2, *pressing.supporting.shape[1:]))
    found[places, 0], found[places, 1] = pressing.supporting, pressing.opposing
    return found


def _with(stand: Stand, state: State) -> Stand:
    return Stand(stand.bloc, stand.terms, stand.seats, stand.decision, stand.proposal, state, stand.params)


def _under(stand: Stand, pressure: Floats) -> Floats:
    """The term campaign of a bloc under other pressure at its venue, (run,) [logits]."""
    changed = stand.state.pressure.copy()
    changed[:, stand.bloc.venue] = pressure
    return utility.campaign_of(stand.bloc, stand.proposal, stand.state.replace(pressure=changed), stand.params)
