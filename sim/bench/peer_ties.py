"""Contacts, alliances and trust in plain Python (E3), over agents of any library: the part of the peers that ties.

Only contacts and alliances that are drawn to be reconsidered are scored, and of those only what can change.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import dist, exp
from operator import itemgetter
from typing import Protocol

from sim.bench.draws import Draws
from sim.bench.plain import Plain, Vector, agreement, alliance_appeal, gain_of

Ear = tuple[int, int, int]  # who is heard, the row of the pair, the edge


class Agent(Protocol):
    """What the phases need of an agent of a library."""

    position: Vector
    anchor: Vector
    policy: Vector  # of organs; of others what they began with
    standing: float
    hears: set[int]  # its contacts
    ears: list[Ear]  # the same, with what is needed to hear them
    friends: dict[int, int]  # its allies, and the row of the pair
    ring: Callable[[Sequence[float]], Sequence[float]]  # of a list by actors what it and its friends have
    is_success: bool


class Ties:
    """Who listens to whom, who acts with whom, and who trusts whom.

    Parameters
    ----------
    agents : in the order of the rows of `plain`; filled with their state here
    """

    def __init__(self, plain: Plain, draws: Draws, agents: Sequence[Agent]) -> None:
        self.plain, self.draws, self.agents, self.month = plain, draws, agents, 0
        self.trust = list(plain.trust)
        self.heed = [0.0] * len(plain.trust)
        for edge in range(len(plain.trust)):
            self._believe(edge)
        for row, agent in enumerate(agents):
            agent.position = agent.anchor = agent.policy = plain.position[row]
            agent.standing, agent.is_success = plain.standing[row], False
            agent.hears, agent.ears, agent.friends = set(), [], {}
        for edge, is_contact in enumerate(plain.is_contact):
            if is_contact:
                self._listen(edge)
        for pair, is_allied in enumerate(plain.is_allied):
            if is_allied:
                self._join(pair)
        for row in range(len(agents)):
            self._close_ranks(row)

    def meet(self, scaled: list[Vector]) -> None:
        """Contacts open and lapse, all at once; allies stay in contact."""
        plain, n, agents, trust = self.plain, self.plain.numbers, self.agents, self.trust
        source, target, power = plain.source, plain.target, plain.power
        speed, b0, like = n.tie_rate * n.dt, plain.contact_intercept + n.similarity, n.similarity * n.confidence_radius
        flips = []
        for edge, draws in self.draws.contacts(self.month):
            i, j = source[edge], target[edge]
            agent = agents[i]
            if j in agent.friends:
                continue
            appeal = b0 - like * dist(scaled[i], scaled[j]) + n.trust * trust[edge] + n.prestige * power[j]
            if i in agents[j].hears:
                appeal += n.reciprocity
            if draws < 1.0 - exp(-speed / (1.0 + exp(appeal if j in agent.hears else -appeal))):
                flips.append(edge)
        for edge in flips:
            agent, j = agents[source[edge]], target[edge]
            if j in agent.hears:
                agent.hears.remove(j)
                agent.ears.remove((j, plain.pair[edge], edge))
            else:
                self._listen(edge)

    def ally(self) -> None:
        """Alliances begin and lapse, all at once; then trust follows joint success."""
        plain, n, agents, trust = self.plain, self.plain.numbers, self.agents, self.trust
        speed, flips = n.tie_rate * n.dt, []
        for pair, draws in self.draws.alliances(self.month):
            i, j, edge = plain.first[pair], plain.second[pair], plain.forth[pair]
            one, other = agents[i], agents[j]
            is_held = j in one.friends
            if not is_held and j not in one.hears and i not in other.hears:
                continue
            agree = agreement(one.position, plain.salience[i], other.position, plain.salience[j])
            appeal = plain.alliance_intercept + alliance_appeal(agree, trust[edge], trust[plain.reverse[edge]], n)
            if draws < 1.0 - exp(-speed / (1.0 + exp(appeal if is_held else -appeal))) and (
                is_held or (agree > 0.0 and (self.gain(i) > 0.0) == (self.gain(j) > 0.0))
            ):
                flips.append(pair)
        self._learn()
        for pair in flips:
            if plain.second[pair] in agents[plain.first[pair]].friends:
                self._part(pair)
            else:
                self._join(pair)
        for row in {end for pair in flips for end in (plain.first[pair], plain.second[pair])}:
            self._close_ranks(row)

    def gain(self, row: int) -> float:
        """What an actor gains if the bill passes."""
        return gain_of(self.agents[row].position, self.plain.salience[row], self.plain.bill)

    def _learn(self) -> None:
        """Allies who both succeeded trust each other more."""
        trust, agents, share = self.trust, self.agents, self.plain.numbers.trust_share
        for i, agent in enumerate(agents):
            if agent.is_success:
                for j, pair in agent.friends.items():
                    if i < j and agents[j].is_success:
                        for edge in self._both_ways(pair):
                            trust[edge] += share * (1.0 - trust[edge])
                            self._believe(edge)

    def _listen(self, edge: int) -> None:
        agent, j = self.agents[self.plain.source[edge]], self.plain.target[edge]
        agent.hears.add(j)
        agent.ears.append((j, self.plain.pair[edge], edge))

    def _join(self, pair: int) -> None:
        i, j = self.plain.first[pair], self.plain.second[pair]
        self.agents[i].friends[j] = self.agents[j].friends[i] = pair
        for edge in self._both_ways(pair):
            if self.plain.target[edge] not in self.agents[self.plain.source[edge]].hears:
                self._listen(edge)

    def _part(self, pair: int) -> None:
        i, j = self.plain.first[pair], self.plain.second[pair]
        del self.agents[i].friends[j], self.agents[j].friends[i]

    def _both_ways(self, pair: int) -> tuple[int, int]:
        forth = self.plain.forth[pair]
        return forth, self.plain.reverse[forth]

    def _believe(self, edge: int) -> None:
        """Note what is heeded along an edge, before the gate."""
        plain = self.plain
        self.heed[edge] = max(self.trust[edge], plain.numbers.initial_trust) * plain.standing[plain.target[edge]]

    def _close_ranks(self, row: int) -> None:
        """Note whose efforts go with an actor's own; nobody's besides, so that there are always two to fetch."""
        agent = self.agents[row]
        agent.ring = itemgetter(row, len(self.agents), *agent.friends)
