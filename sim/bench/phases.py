"""The four live phases in plain Python, over agents of any library: what the Mesa and the AgentPy peer share.

Tuned: the state is held by agents as tuples, and bound to local names before every loop; five issues are written out
instead of looped over; distances of all pairs come from one `map(math.dist, ...)` over positions scaled once a month,
so that a gate is one exp of one product, shared by both directions of a pair and by all phases; what an actor's ally
is worth before the gate is kept per tie and changed only where trust changes; only ties that are drawn to be
reconsidered are scored; constants are folded into `Door.appeal`, thresholds replace exponentials of worthless venues;
nothing is recorded that no outcome needs.

Tried and slower (Python 3.11): sums of `map(operator.mul, ...)` over columns fetched by an itemgetter (1.8 times as
long as the written-out loop over ears), two issues in one complex number (1.4), one flat list of all ears (1.2), gates
from written-out differences (1.4).
"""

from __future__ import annotations

from collections.abc import Sequence
from math import dist, exp
from operator import itemgetter, sub
from typing import Protocol

from sim.bench.draws import Draws
from sim.bench.plain import Door, Plain, Vector

LEAST_PROGRESS = 1e-9  # units per year, as in ties/alliances.py
Ear = tuple[int, int, int]  # who is heard, the row of the pair, the edge


class Agent(Protocol):
    """What the phases need of an agent of a library."""

    position: Vector
    anchor: Vector
    policy: Vector  # of organs; of others what they began with
    standing: float
    allies: set[int]
    ears: list[Ear]  # whom it hears
    spent: list[Vector]  # by door, effort by issue
    is_success: bool


Visitor = tuple[Agent, int, int]  # an actor, which of its doors, its row
Priced = tuple[Agent, float, float, float, float, float]  # an organ, and by issue what a unit of effort may be worth

_NOBODY = [(0.0,) * 5]  # efforts at a venue to which nobody has access


class World:
    """One run: what lies between agents, and the phases of a month.

    Parameters
    ----------
    agents : in the order of the rows of `plain`; filled with their state here
    """

    def __init__(self, plain: Plain, draws: Draws, agents: Sequence[Agent]) -> None:
        self.plain, self.draws, self.agents, self.month = plain, draws, agents, 0
        n = plain.numbers
        self.trust = list(plain.trust)
        self.heed = [
            max(trust, n.initial_trust) * plain.standing[j] for trust, j in zip(plain.trust, plain.target, strict=True)
        ]
        self.pressure: list[Vector] = [(0.0,) * 5 for _ in plain.organs]
        self.yeas = 0
        for row, agent in enumerate(agents):
            agent.position = agent.anchor = agent.policy = plain.position[row]
            agent.standing, agent.is_success = plain.standing[row], False
            agent.allies, agent.ears, agent.spent = set(), [], []
        for edge, is_open in enumerate(plain.is_open):
            if is_open:
                self._open(edge)
        pressing = [(i, door) for i, doors in enumerate(plain.doors) for door in doors]
        self._actives = [
            (agents[i], [self._priced(door) for door in doors], plain.means[i])
            for i, doors in enumerate(plain.doors)
            if doors
        ]
        self._ends = itemgetter(*plain.first), itemgetter(*plain.second)
        self._ends_of_doors = itemgetter(*[i for i, _ in pressing]), itemgetter(*[door.organ for _, door in pressing])
        self._at_venue = [
            [(agents[i], plain.doors[i].index(door), i) for i, door in pressing if door.venue == venue]
            for venue in range(len(plain.organs))
        ]

    def _priced(self, door: Door) -> Priced:
        c0, c1, c2, c3, c4 = (self.plain.numbers.venue_slope * each for each in door.appeal)
        return self.agents[door.organ], c0, c1, c2, c3, c4

    def step(self) -> None:
        """One month."""
        s0, s1, s2, s3, s4 = self.plain.scale
        scaled = [(a * s0, b * s1, c * s2, d * s3, e * s4) for a, b, c, d, e in [g.position for g in self.agents]]
        self.mobilize(scaled)
        self.ally(scaled)
        self.propagate(scaled)
        self.press()
        self.month += 1
        if self.month == self.plain.n_steps:
            self.vote()

    def mobilize(self, scaled: list[Vector]) -> None:
        """Each actor divides its means over venues and issues that are worth it (E4)."""
        cost = self.plain.numbers.venue_slope * self.plain.numbers.venue_cost
        of_actors, of_organs = self._ends_of_doors
        gates = iter([exp(-apart * apart) for apart in map(dist, of_actors(scaled), of_organs(scaled))])
        for agent, doors, means in self._actives:
            x0, x1, x2, x3, x4 = agent.position
            total, weights = 1.0, []
            for (organ, c0, c1, c2, c3, c4), gate in zip(doors, gates):  # noqa: B905  (gates go on with the next)
                q0, q1, q2, q3, q4 = organ.policy
                v0, v1, v2 = c0 * abs(x0 - q0) * gate, c1 * abs(x1 - q1) * gate, c2 * abs(x2 - q2) * gate
                v3, v4 = c3 * abs(x3 - q3) * gate, c4 * abs(x4 - q4) * gate
                w0 = exp(v0 - cost) - 1.0 if v0 > cost else 0.0
                w1 = exp(v1 - cost) - 1.0 if v1 > cost else 0.0
                w2 = exp(v2 - cost) - 1.0 if v2 > cost else 0.0
                w3 = exp(v3 - cost) - 1.0 if v3 > cost else 0.0
                w4 = exp(v4 - cost) - 1.0 if v4 > cost else 0.0
                total += w0 + w1 + w2 + w3 + w4
                weights.append((w0, w1, w2, w3, w4))
            unit = means / total
            agent.spent = [(a * unit, b * unit, c * unit, d * unit, e * unit) for a, b, c, d, e in weights]

    def ally(self, scaled: list[Vector]) -> None:
        """Ties open and lapse, all at once; then trust follows joint success and defection (E3)."""
        plain, n, agents, trust = self.plain, self.plain.numbers, self.agents, self.trust
        source, target, power = plain.source, plain.target, plain.power
        speed, b0, like, radius = n.tie_rate * n.dt, plain.intercept + n.similarity, n.similarity, n.confidence_radius
        like, flips = like * radius, []
        for edge, draws in self.draws.considered(self.month):
            i, j = source[edge], target[edge]
            own, theirs = agents[i].allies, agents[j].allies
            appeal = b0 - like * dist(scaled[i], scaled[j]) + n.trust * trust[edge] + n.prestige * power[j]
            if i in theirs:
                appeal += n.reciprocity
            if draws < 1.0 - exp(-speed / (1.0 + exp(appeal if j in own else -appeal))):
                flips.append(edge)
        self._learn()
        for edge in flips:
            if target[edge] in agents[source[edge]].allies:
                self._lapse(edge)
            else:
                self._open(edge)

    def _learn(self) -> None:
        """Allies who both succeeded trust each other more."""
        trust, heed, agents, n = self.trust, self.heed, self.agents, self.plain.numbers
        share, least = n.trust_share, n.initial_trust
        for agent, _, _ in self._actives:
            if agent.is_success:
                for j, _, edge in agent.ears:
                    if agents[j].is_success:
                        trust[edge] = more = trust[edge] + share * (1.0 - trust[edge])
                        heed[edge] = (more if more > least else least) * agents[j].standing

    def _open(self, edge: int) -> None:
        plain = self.plain
        agent, j = self.agents[plain.source[edge]], plain.target[edge]
        agent.allies.add(j)
        agent.ears.append((j, plain.pair[edge], edge))

    def _lapse(self, edge: int) -> None:
        plain, loss, least = self.plain, self.plain.numbers.trust_loss, self.plain.numbers.initial_trust
        i, j, back = plain.source[edge], plain.target[edge], plain.reverse[edge]
        self.agents[i].allies.remove(j)
        self.agents[i].ears.remove((j, plain.pair[edge], edge))
        self.trust[back] = left = self.trust[back] * (1.0 - loss)
        self.heed[back] = max(left, least) * plain.standing[i]

    def propagate(self, scaled: list[Vector]) -> None:
        """Convictions move under what allies say (E1)."""
        heed, n, agents = self.heed, self.plain.numbers, self.agents
        one, other = self._ends
        gate = [exp(-apart * apart) for apart in map(dist, one(scaled), other(scaled))]
        position = [agent.position for agent in agents]
        share = n.influence_share
        l0, l1, l2, l3, l4 = n.susceptibility
        for agent in agents:
            total = agent.standing
            x0, x1, x2, x3, x4 = agent.position
            h0, h1, h2, h3, h4 = total * x0, total * x1, total * x2, total * x3, total * x4
            for j, pair, edge in agent.ears:
                w = heed[edge] * gate[pair]
                y0, y1, y2, y3, y4 = position[j]
                total += w
                h0 += w * y0
                h1 += w * y1
                h2 += w * y2
                h3 += w * y3
                h4 += w * y4
            u0, u1, u2, u3, u4 = agent.anchor
            agent.position = (
                x0 + share * (l0 * (h0 / total - u0) + u0 - x0),
                x1 + share * (l1 * (h1 / total - u1) + u1 - x1),
                x2 + share * (l2 * (h2 / total - u2) + u2 - x2),
                x3 + share * (l3 * (h3 / total - u3) + u3 - x3),
                x4 + share * (l4 * (h4 / total - u4) + u4 - x4),
            )

    def press(self) -> None:
        """Effort becomes pressure, pressure success, and organs respond (E4, E5)."""
        gained = [0.0] * len(self.agents)
        is_last = self.month == self.plain.n_steps - 1
        voting = {venue for _, venue, _ in self.plain.bill.blocs} if is_last else ()
        for venue, visitors in enumerate(self._at_venue):
            organ = self.agents[self.plain.organs[venue]]
            views = [agent.position for agent, _, _ in visitors]
            if venue in voting:
                views = [self._asked(row, organ.policy) for _, _, row in visitors]
            self._press_at(venue, visitors, views, organ, gained)
        for agent, gain in zip(self.agents, gained, strict=True):
            agent.is_success = gain > LEAST_PROGRESS

    def _press_at(
        self, venue: int, visitors: list[Visitor], views: list[Vector], organ: Agent, gained: list[float]
    ) -> None:
        q0, q1, q2, q3, q4 = organ.policy
        pulls = []
        for (agent, door, _), (x0, x1, x2, x3, x4) in zip(visitors, views, strict=True):
            e0, e1, e2, e3, e4 = agent.spent[door]
            pulls.append(
                (
                    e0 if x0 > q0 else -e0 if x0 < q0 else 0.0,
                    e1 if x1 > q1 else -e1 if x1 < q1 else 0.0,
                    e2 if x2 > q2 else -e2 if x2 < q2 else 0.0,
                    e3 if x3 > q3 else -e3 if x3 < q3 else 0.0,
                    e4 if x4 > q4 else -e4 if x4 < q4 else 0.0,
                )
            )
        n0 = self.plain.numbers.background
        p0, p1, p2, p3, p4 = (sum(pull) / (sum(map(abs, pull)) + n0) for pull in zip(*(pulls or _NOBODY), strict=True))
        pressure = (p0, p1, p2, p3, p4)
        d0, d1, d2, d3, d4 = map(sub, pressure, self.pressure[venue])
        self.pressure[venue] = pressure
        for (_, _, row), (e0, e1, e2, e3, e4) in zip(visitors, pulls, strict=True):
            gained[row] += e0 * d0 + e1 * d1 + e2 * d2 + e3 * d3 + e4 * d4
        organ.policy = self._given(pressure, self.plain.openness[venue], organ)

    def _given(self, pressure: Vector, openness: Vector, organ: Agent) -> Vector:
        """The policy of an organ after a month of pressure (rule E5-4)."""
        n = self.plain.numbers
        policy = []
        for p, door, q, x in zip(pressure, openness, organ.policy, organ.position, strict=True):
            heard = min(1.0, max(-1.0, door * p))
            room = 0.5 * (1.0 - q if heard > 0.0 else 1.0 + q)
            moved = q + n.dt * (n.policy_rate * heard * room - n.return_rate * (q - x))
            policy.append(min(1.0, max(-1.0, moved)))
        return tuple(policy)  # type: ignore[return-value]

    def _gain(self, row: int) -> float:
        """What an actor gains if the bill passes (rules E6-1 to E6-3)."""
        x, salience = self.agents[row].position, self.plain.salience[row]
        gain, total = 0.0, sum(salience)
        for plank, (k, q, y) in enumerate(self.plain.bill.planks):
            weight = 1.0 if plank == self.plain.bill.main else salience[k] / total
            gain += weight * ((x[k] - q) ** 2 - (x[k] - y) ** 2) / 4.0
        return gain

    def _asked(self, row: int, policy: Vector) -> Vector:
        """A position on the side of a pending bill that an actor takes at its chamber (rule E4-5)."""
        view, gain = list(self.agents[row].position), self._gain(row)
        for issue, status_quo, proposed in self.plain.bill.planks:
            view[issue] = policy[issue] + (proposed > status_quo or -1.0) * ((gain > 0.0) - (gain < 0.0))
        return tuple(view)  # type: ignore[return-value]

    def vote(self) -> None:
        """The members of the chamber vote, each for itself (E6)."""
        _, status_quo, proposed = self.plain.bill.planks[self.plain.bill.main]
        slope = abs(proposed - status_quo) / 2.0
        for bloc, (organ, _, offsets) in enumerate(self.plain.bill.blocs):
            gain = self._gain(organ)
            for draws, offset in zip(self.draws.members(bloc), offsets, strict=True):
                odds = (gain + slope * offset) / self.plain.numbers.indifference
                self.yeas += draws < 1.0 / (1.0 + exp(-odds))

    def outcomes(self) -> dict[str, float]:
        """What the case reports at the end: yes share, open ties, mean position and mean policy on the second issue."""
        organs = set(self.plain.organs)
        positions = [agent.position[1] for row, agent in enumerate(self.agents) if row not in organs]
        policies = [self.agents[row].policy[1] for row in organs]
        return {
            "vote": self.yeas / sum(len(offsets) for _, _, offsets in self.plain.bill.blocs),
            "ties": float(sum(len(agent.allies) for agent in self.agents)),
            "position": sum(positions) / len(positions),
            "policy": sum(policies) / len(policies),
        }
