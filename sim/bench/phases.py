"""The four live phases in plain Python, over agents of any library: what the Mesa and the AgentPy peer share.

Tuned: the state is held by agents as tuples, and bound to local names before every loop; five issues are written out
instead of looped over; distances of all pairs come from one `map(math.dist, ...)` over positions scaled once a month,
so that a gate is one exp of one product, shared by both directions of a pair and by all phases; what an actor's ally
is worth before the gate is kept per tie and changed only where trust changes; only ties that are drawn to be
reconsidered are scored; constants are folded into `Plain.worth`, thresholds replace exponentials of worthless venues;
what an actor's allies spend at a door is fetched by an itemgetter that is built anew only when its ties change; nothing
is recorded that no outcome needs.

Tried and slower (Python 3.11): sums of `map(operator.mul, ...)` over columns fetched by an itemgetter (1.8 times as
long as the written-out loop over ears), two issues in one complex number (1.4), one flat list of all ears (1.2), gates
from written-out differences (1.4).
"""

from __future__ import annotations

from collections.abc import Sequence
from math import dist, exp, expm1
from operator import itemgetter, sub

from sim.bench.draws import Draws
from sim.bench.peer_ties import Agent, Ties
from sim.bench.plain import NO_EFFORT, Plain, Vector, side_of

LEAST_PROGRESS = 1e-9  # units per year, as in ties/alliances.py
Visit = tuple[int, Vector]  # who presses at a venue, and its effort by issue
View = tuple[Vector, Vector]  # by issue a and b: what it is worth to press an organ of policy q is a - b q


class World(Ties):
    """One run: what lies between agents, and the phases of a month.

    Parameters
    ----------
    agents : in the order of the rows of `plain`; filled with their state here
    """

    def __init__(self, plain: Plain, draws: Draws, agents: Sequence[Agent]) -> None:
        super().__init__(plain, draws, agents)
        n = plain.numbers
        self.pressure: list[Vector] = [NO_EFFORT for _ in plain.places]
        self.pressure_reference = list(self.pressure)
        self.built = [0.0 for _ in plain.bill.blocs]  # pressure toward yes that has built up
        self.built_reference = list(self.built)
        self.yeas = 0
        self._sides = [side_of(position) for position in plain.position]
        self._ends = itemgetter(*plain.first), itemgetter(*plain.second)
        self._lent = [
            [(venue, n.lent_voice * access) for venue, access in doors.items() if n.lent_voice > 0.0]
            for doors in plain.doors
        ]
        self.visits: list[list[Visit]] = [[] for _ in plain.places]  # by venue, who presses there this month
        self._nobody = [0.0] * (len(agents) + 1)  # efforts by actor; the last place is nobody's, see `_close_ranks`

    def step(self) -> None:
        """One month."""
        s0, s1, s2, s3, s4 = self.plain.scale
        scaled = [(a * s0, b * s1, c * s2, d * s3, e * s4) for a, b, c, d, e in [g.position for g in self.agents]]
        self.mobilize(scaled)
        self.meet(scaled)
        self.ally()
        self.propagate(scaled)
        self._sides = [side_of(agent.position) for agent in self.agents]
        self.press()
        self.month += 1
        if self.month == self.plain.n_steps:
            self.vote()

    def mobilize(self, scaled: list[Vector]) -> None:
        """Each actor divides its means over venues and issues that are worth it (E4)."""
        cost = self.plain.numbers.venue_slope * self.plain.numbers.venue_cost
        visits: list[list[Visit]] = [[] for _ in self.plain.places]
        organs = [
            (self.agents[place.organ].policy, scaled[place.organ], place.seats, place.votes)
            for place in self.plain.places
        ]
        is_pending = self._is_pending
        for row, entry in enumerate(self._entries()):
            if not entry:
                continue
            here, worth = scaled[row], self.plain.worth[row]
            free = tuple(map(abs, self.agents[row].position)), self._sides[row]
            bound = self._view_on_bill(row, free, is_pending)
            total, spent = 1.0, []
            for venue, access in entry.items():
                (q0, q1, q2, q3, q4), there, seats, votes = organs[venue]
                (a0, a1, a2, a3, a4), (b0, b1, b2, b3, b4) = bound if votes else free
                c0, c1, c2, c3, c4 = worth[venue]
                apart = dist(here, there)
                far = access * exp(-apart * apart)
                v0, v1, v2 = c0 * far * (a0 - b0 * q0), c1 * far * (a1 - b1 * q1), c2 * far * (a2 - b2 * q2)
                v3, v4 = c3 * far * (a3 - b3 * q3), c4 * far * (a4 - b4 * q4)
                w0 = seats * expm1(v0 - cost) if v0 > cost else 0.0
                w1 = seats * expm1(v1 - cost) if v1 > cost else 0.0
                w2 = seats * expm1(v2 - cost) if v2 > cost else 0.0
                w3 = seats * expm1(v3 - cost) if v3 > cost else 0.0
                w4 = seats * expm1(v4 - cost) if v4 > cost else 0.0
                more = w0 + w1 + w2 + w3 + w4
                if more > 0.0:
                    total += more
                    spent.append((venue, w0, w1, w2, w3, w4))
            unit = self.plain.means[row] / total
            for venue, w0, w1, w2, w3, w4 in spent:
                visits[venue].append((row, (w0 * unit, w1 * unit, w2 * unit, w3 * unit, w4 * unit)))
        self.visits = visits

    def _entries(self) -> list[dict[int, float]]:
        """How far each actor gets at which venues: by its own door, or by that of a friend who agrees (rule E4-7)."""
        one, other = self._ends
        cares = [
            (a * s, b * t, c * u, d * v, e * w)
            for (a, b, c, d, e), (s, t, u, v, w) in zip(
                [agent.position for agent in self.agents], self.plain.salience, strict=True
            )
        ]
        agrees = [
            a * f + b * g + c * h + d * i + e * j > 0.0
            for (a, b, c, d, e), (f, g, h, i, j) in zip(one(cares), other(cares), strict=True)
        ]
        lent, found = self._lent, []
        for agent, own, worth in zip(self.agents, self.plain.doors, self.plain.worth, strict=True):
            entry = own.copy()
            for j, pair in agent.friends.items():
                if agrees[pair]:
                    for venue, access in lent[j]:
                        if access > entry.get(venue, 0.0) and venue in worth:
                            entry[venue] = access
            found.append(entry)
        return found

    @property
    def _is_pending(self) -> bool:
        return self.month >= self.plain.bill.pending_from

    def _view_on_bill(self, row: int, free: tuple[tuple[float, ...], Vector], is_pending: bool) -> View:
        """How one looks at organs that vote on the bill: pending, it is worth what it brings.

        Parameters
        ----------
        free : how one looks at organs that decide nothing to come: they are worth what they lag behind (rule E4-11)
        """
        own, position = list(free[0]), self.agents[row].position
        side = list(self._sides_on_bill(row, free[1], is_pending))
        for issue, _, _ in self.plain.bill.planks:
            own[issue] = abs(self.gain(row)) if is_pending else side[issue] * position[issue]
            side[issue] = 0.0 if is_pending else side[issue]
        return tuple(own), tuple(side)  # type: ignore[return-value]

    def propagate(self, scaled: list[Vector]) -> None:
        """Convictions move under what contacts say (E1)."""
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
        plain, is_pending = self.plain, self._is_pending
        is_reference = self.month <= plain.reference_step
        gained = [0.0] * len(self.agents)
        on_bill = [self._sides_on_bill(row, side, is_pending) for row, side in enumerate(self._sides)]
        for venue, place in enumerate(plain.places):
            self._press_at(venue, on_bill if place.votes else self._sides, gained)
            if is_reference:
                self.pressure_reference[venue] = self.pressure[venue]
        self._build(is_pending)
        if is_reference:
            self.built_reference = list(self.built)
        for venue, place in enumerate(plain.places):
            self.agents[place.organ].policy = self._given(venue, self.agents[place.organ])
        for agent, gain in zip(self.agents, gained, strict=True):
            agent.is_success = gain > LEAST_PROGRESS

    def _press_at(self, venue: int, sides: list[Vector], gained: list[float]) -> None:
        visits, before = self.visits[venue], self.pressure[venue]
        if not visits:
            self.pressure[venue] = NO_EFFORT
            return
        rows, pulls = [row for row, _ in visits], []
        for row, (e0, e1, e2, e3, e4) in visits:
            s0, s1, s2, s3, s4 = sides[row]
            pulls.append((e0 * s0, e1 * s1, e2 * s2, e3 * s3, e4 * s4))
        seats = self.plain.places[venue].seats
        self.pressure[venue] = pressure = tuple(  # type: ignore[assignment]
            [self._contest(rows, pull, seats) for pull in zip(*pulls, strict=True)]
        )
        d0, d1, d2, d3, d4 = map(sub, pressure, before)
        for row, (p0, p1, p2, p3, p4) in zip(rows, pulls, strict=True):
            gained[row] += p0 * d0 + p1 * d1 + p2 * d2 + p3 * d3 + p4 * d4

    def _contest(self, rows: list[int], pulls: Sequence[float], seats: float) -> float:
        """Which side an organ feels more (rule E4-4).

        Parameters
        ----------
        rows, pulls : who presses, and effort of each, below 0 of those against
        """
        ahead, behind = self._nobody.copy(), self._nobody.copy()
        for row, pull in zip(rows, pulls, strict=True):
            if pull > 0.0:
                ahead[row] = pull
            elif pull < 0.0:
                behind[row] = -pull
        pro, con = self._together(rows, ahead), self._together(rows, behind)
        return (pro - con) / (pro + con + self.plain.numbers.background * seats)

    def _together(self, rows: list[int], effort: list[float]) -> float:
        """What a side's efforts come to: the less, the less they are those of friends (rule E4-14)."""
        whole, share, agents = sum(effort), self.plain.numbers.coordination, self.agents
        if whole == 0.0:
            return 0.0
        joined = sum([effort[row] * sum(agents[row].ring(effort)) for row in rows if effort[row]])
        return (whole + share * joined / whole) / (1.0 + share)

    def _build(self, is_pending: bool) -> None:
        """Pressure on the vote builds up: on the main plank, and once the bill is pending on all of it (E4)."""
        bill = self.plain.bill
        share = self.plain.numbers.pressure_share if self.month else 1.0
        main, status_quo, proposed = bill.planks[bill.main]
        for bloc, (_, venue, _) in enumerate(bill.blocs):
            if is_pending:
                pressure = self._toward_yes(venue)
            else:
                pressure = self.pressure[venue][main] * (1.0 if proposed > status_quo else -1.0)
            self.built[bloc] += share * (pressure - self.built[bloc])

    def _toward_yes(self, venue: int) -> float:
        """Pressure on a bloc toward a yea, whichever the planks that it comes by."""
        visits, issues = self.visits[venue], [issue for issue, _, _ in self.plain.bill.planks]
        gains = [self.gain(row) for row, _ in visits]
        pulls = [
            ((gain > 0.0) - (gain < 0.0)) * sum([effort[issue] for issue in issues])
            for gain, (_, effort) in zip(gains, visits, strict=True)
        ]
        return self._contest([row for row, _ in visits], pulls, self.plain.places[venue].seats)

    def _given(self, venue: int, organ: Agent) -> Vector:
        """The policy of an organ after a month of pressure (rule E5-3)."""
        n = self.plain.numbers
        weight, share, policy = n.indifference * n.effect, n.pressure_share, []
        for p, before, door, q, x in zip(
            self.pressure[venue], self.pressure_reference[venue], self.plain.places[venue].openness,
            organ.policy, organ.position, strict=True,
        ):  # fmt: skip
            wanted = min(1.0, max(-1.0, x + weight * door * (p - before)))
            policy.append(q + share * (wanted - q))
        return tuple(policy)  # type: ignore[return-value]

    def _sides_on_bill(self, row: int, side: Vector, is_pending: bool) -> Vector:
        """Which pole an actor presses those to who vote on the bill (rule E4-6)."""
        found, position = list(side), self.agents[row].position
        gain = self.gain(row) if is_pending else 0.0
        for issue, status_quo, proposed in self.plain.bill.planks:
            x, middle = position[issue], (status_quo + proposed) / 2.0
            up = (gain > 0.0) - (gain < 0.0) if proposed > status_quo else (gain < 0.0) - (gain > 0.0)
            found[issue] = up if is_pending else (x > middle) - (x < middle)
        return tuple(found)  # type: ignore[return-value]

    def vote(self) -> None:
        """The members of the chamber vote, each for itself (E6)."""
        main, status_quo, proposed = self.plain.bill.planks[self.plain.bill.main]
        slope, n = abs(proposed - status_quo) / 2.0, self.plain.numbers
        for bloc, (organ, venue, offsets) in enumerate(self.plain.bill.blocs):
            gain, door = self.gain(organ), self.plain.places[venue].openness[main]
            shift = n.effect * door * (self.built[bloc] - self.built_reference[bloc])
            for draws, offset in zip(self.draws.members(bloc), offsets, strict=True):
                odds = (gain + slope * offset) / n.indifference + shift
                self.yeas += draws < 1.0 / (1.0 + exp(-odds))

    def outcomes(self) -> dict[str, float]:
        """What the case reports at the end: yes share, alliances, mean position and mean policy on the second issue."""
        organs = {place.organ for place in self.plain.places}
        positions = [agent.position[1] for row, agent in enumerate(self.agents) if row not in organs]
        policies = [self.agents[row].policy[1] for row in organs]
        return {
            "vote": self.yeas / sum(len(offsets) for _, _, offsets in self.plain.bill.blocs),
            "ties": sum(len(agent.friends) for agent in self.agents) / 2.0,
            "position": sum(positions) / len(positions),
            "policy": sum(policies) / len(policies),
        }
