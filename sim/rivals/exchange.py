"""Exchange: two actors give way on the issue that each cares less about, at equal gain (Stokman and van Oosten).

Sources: StokmanVanOosten1994; VanAssenEtAl2003 for the outcome and the rate of exchange (pages to check). How pairs
follow each other, and what they know of each other, is as in the program Decide, which does not say why.

Numbers may be floats or decimals: two pairs with equal gains differ by a last digit in Decide, and then that decides.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain, combinations, repeat
from typing import Any

import numpy as np

Number = Any  # float or Decimal
Numbers = np.ndarray[Any, Any]  # of floats or decimals

HIGHEST = 100  # positions lie on [0, 100]
SMALLEST = 1e-10  # a move or gain up to this is none
SLACK = 1e-9  # of rounding, at the ends of the scale


def outcomes(position: Numbers, salience: Numbers, power: Numbers) -> Numbers:
    """What comes of each issue, (issue,) in the unit of positions: positions by power and salience.

    O_d = sum of c_id s_id x_id / sum of c_id s_id

    Parameters
    ----------
    position, salience, power : (issue, actor); salience 0 where an actor has nothing to say

    Source  VanAssenEtAl2003: the compromise model.

    >>> outcomes(np.array([[0.0, 100.0]]), np.array([[1.0, 0.5]]), np.array([[1.0, 2.0]])).tolist()
    [50.0]
    """
    weight = salience * power
    return np.asarray((weight * position).sum(axis=1) / weight.sum(axis=1))


def rate(own: tuple[Number, Number], other: tuple[Number, Number]) -> Number:
    """How far the outcome must move on what the first demands, for each unit on what it gives: both gain the same.

    s_it dO_t - s_ig dO_g = s_jg dO_g - s_jt dO_t, so dO_t / dO_g = (s_ig + s_jg) / (s_it + s_jt)

    Parameters
    ----------
    own, other : saliences of both actors on the issue that the first gives and on that which it demands

    Source  StokmanVanOosten1994.

    >>> rate((0.2, 0.8), (0.6, 0.2))
    0.8
    """
    return (own[0] + other[0]) / (own[1] + other[1])


@dataclass
class Side:
    """What one actor gives in an exchange: a move on one issue, toward where the other wants it."""

    actor: int
    issue: int
    held: Number  # position that it votes for as yet
    wanted: Number  # position of the other
    first: Number  # its own position
    moves: list[Number] = field(default_factory=list)  # those reckoned with before, and the one now
    heard: dict[int, Number] = field(default_factory=dict)  # moves of others on the issue that one of the two bought
    shift: Number = 0  # of the outcome, without sign

    @property
    def reached(self) -> Number:
        """Where the move ends."""
        return self.held + self.moves[-1]


@dataclass
class Exchange:
    """Two sides, and what each of both gains."""

    sides: tuple[Side, Side]
    gain: Number = 0
    is_possible: bool = False


class Market:
    """All exchanges that could be made between actors on opposite sides of two issues.

    Parameters
    ----------
    position, salience, power : (issue, actor), positions [0, 100]; salience 0 where an actor has nothing to say
    """

    def __init__(self, position: Numbers, salience: Numbers, power: Numbers) -> None:
        self.position, self.salience, self.power = position, salience, power
        self.total = (salience * power).sum(axis=1)
        self.sum = (salience * power * position).sum(axis=1)
        self.voted = position.copy()
        self.exchanges = [each for p, q in combinations(range(len(position)), 2) for each in self._between(p, q)]
        for each in self.exchanges:
            self._reckon(each)

    def _between(self, p: int, q: int) -> Iterator[Exchange]:
        """Exchanges on two issues: one actor left of the outcome where the other is right of it, on both."""
        low = self.position <= (self.sum / self.total)[:, None]
        there = (self.salience[p] > 0) & (self.salience[q] > 0)
        for own, others in (((False, False), (True, True)), ((True, False), (False, True))):
            groups = [np.flatnonzero(there & (low[p] == at_p) & (low[q] == at_q)) for at_p, at_q in (own, others)]
            yield from (self._pair(int(i), int(j), p, q) for i in groups[0] for j in groups[1])

    def _pair(self, i: int, j: int, p: int, q: int) -> Exchange:
        """Who cares relatively less about q gives it."""
        s, x = self.salience, self.position
        if s[p, i] / s[q, i] < s[p, j] / s[q, j]:
            i, j = j, i
        return Exchange((Side(i, q, x[q, i], x[q, j], x[q, i]), Side(j, p, x[p, j], x[p, i], x[p, j])))

    def _weight(self, side: Side) -> Number:
        return self.power[side.issue, side.actor] * self.salience[side.issue, side.actor]

    def _rate(self, gives: Side, other: Side) -> Number:
        """Shift on what the other gives, for a unit of the first's."""
        s, (g, t) = self.salience, (gives.issue, other.issue)
        return rate((s[g, gives.actor], s[t, gives.actor]), (s[g, other.actor], s[t, other.actor]))

    def _shift(self, side: Side, move: Number) -> Number:
        return move * self._weight(side) / self.total[side.issue]

    def _move(self, side: Side, shift: Number) -> Number:
        return shift * self.total[side.issue] / self._weight(side)

    def _outcome(self, side: Side, at: Number) -> Number:
        """Outcome of a side's issue if it votes for a position, as far as both know."""
        weight = self.salience[side.issue] * self.power[side.issue]
        known = side.heard | {side.actor: at}
        moved = sum(weight[who] * (there - self.position[side.issue, who]) for who, there in known.items())
        return (self.sum[side.issue] + moved) / self.total[side.issue]

    def _reckon(self, exchange: Exchange) -> None:
        """Find the moves, and whether they can be made."""
        i, j = exchange.sides
        move = abs(j.wanted - j.held)
        self._settle(exchange, j, move)
        if abs(i.moves[-1]) > abs(i.wanted - i.held):
            for side in exchange.sides:
                side.moves.pop()
            self._settle(exchange, i, abs(i.wanted - i.held))
        exchange.is_possible = self._can(exchange) and exchange.gain >= SMALLEST
        for side in exchange.sides:
            if exchange.is_possible:
                self._stop_at_wanted(exchange, side)

    def _settle(self, exchange: Exchange, gives: Side, move: Number) -> None:
        """Write down both moves if one side makes a given one, without its sign."""
        i, j = exchange.sides
        other = j if gives is i else i
        gives.shift = self._shift(gives, move)
        other.shift = self._rate(gives, other) * gives.shift
        for side, far in ((gives, move), (other, abs(self._move(other, other.shift)))):
            side.moves.append(-far if side.held > side.wanted else far)
        exchange.gain = abs(j.shift * self.salience[j.issue, i.actor] - i.shift * self.salience[i.issue, i.actor])

    def _stop_at_wanted(self, exchange: Exchange, side: Side) -> None:
        """Shorten a move that carries the outcome past where the other wants it."""
        before, after = (self._outcome(side, at) - side.wanted for at in (side.held, side.reached))
        if before * after >= 0:
            return
        for each in exchange.sides:
            each.moves.pop()
        self._settle(exchange, side, abs(self._move(side, before)))
        exchange.is_possible = self._can(exchange)

    def _can(self, exchange: Exchange) -> bool:
        """Whether both moves are there, stay on the scale, and go the way of those before."""
        for side in exchange.sides:
            move, end = side.moves[-1], float(side.reached)
            if not SMALLEST < abs(move) <= HIGHEST or not -SLACK <= end <= HIGHEST + SLACK:
                return False
            if sum(side.moves) > HIGHEST or not (max(side.moves) < 0 or min(side.moves) > 0):
                return False
        return True

    def clear(self, tosses: Iterator[bool]) -> Numbers:
        """Make exchanges, the largest gain first, until none is left; positions that are voted for, (issue, actor).

        Parameters
        ----------
        tosses : of two equal gains, whether the later goes first
        """
        while self.exchanges:
            self.exchanges.sort(key=lambda each: -each.gain)
            best = self.exchanges.pop(0)
            if self.exchanges and abs(best.gain - self.exchanges[0].gain) < 1e-20 and next(tosses):
                self.exchanges.append(best)
                best = self.exchanges.pop(0)
            if not best.is_possible:
                continue
            for side in best.sides:
                self.voted[side.issue, side.actor] = side.reached
            self.exchanges = [each for each in self.exchanges if each.is_possible and self._is_left(each, best)]
        return self.voted

    def _is_left(self, exchange: Exchange, made: Exchange) -> bool:
        """Reckon anew after another exchange was made, where it matters; whether this one can still be."""
        is_changed = False
        for side in exchange.sides:
            for done in made.sides:
                if (side.actor, side.issue) == (done.actor, done.issue):
                    side.held, is_changed = done.reached, True
                    side.moves.append(done.moves[-1])
        is_told = self._hear(exchange, made)
        if is_changed or is_told:
            for side in exchange.sides:
                side.moves.pop()
            self._reckon(exchange)
        return exchange.is_possible

    @staticmethod
    def _hear(exchange: Exchange, made: Exchange) -> bool:
        """Note a move that one of the two bought from somebody, of several the nearest to where that one began."""
        is_told = False
        for gives, buyer in (made.sides, made.sides[::-1]):
            for side, other in (exchange.sides, exchange.sides[::-1]):
                if side.issue == gives.issue and other.actor == buyer.actor:
                    known, now = side.heard.get(gives.actor), gives.reached
                    nearer = min if known is None or gives.first <= known else max
                    side.heard[gives.actor] = now if known is None else nearer(known, now)
                    is_told = True
        return is_told


def trade(position: Numbers, salience: Numbers, power: Numbers, tosses: Iterator[bool] | None = None) -> Numbers:
    """Positions that actors vote for after a round of exchanges, (issue, actor) in the unit of positions.

    Parameters
    ----------
    position, salience, power : as of `Market`
    tosses : of two equal gains, whether the later goes first; left out: never

    Source  StokmanVanOosten1994, and Decide.

    >>> x, one = np.array([[0.0, 100.0], [0.0, 100.0]]), np.ones((2, 2))
    >>> trade(x, np.array([[0.2, 0.8], [0.8, 0.2]]), one).tolist()
    [[100.0, 100.0], [0.0, 0.0]]
    """
    return Market(position, salience, power).clear(chain(tosses or (), repeat(False)))
