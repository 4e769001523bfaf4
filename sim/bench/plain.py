"""The benchmark's world as plain Python numbers and lists: what the object-based peers start from.

Read once from a compiled Setting, outside of any timing. The readiness for contacts and alliances is
solved here by the peers' own means, so that agreement with the model also checks that.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import dist, exp, log, sqrt

import numpy as np

from sim.model.formulas import of_tier, tier_weight
from sim.model.parameters import Params
from sim.model.setting import Setting
from sim.model.state import State

Vector = tuple[float, float, float, float, float]  # one number per issue; the peers are written out for five
NO_EFFORT = (0.0,) * 5


@dataclass(frozen=True)
class Place:
    """A venue, and who is pressed there."""

    organ: int
    seats: float  # share of the chamber that the organ holds; 1: a whole organ
    openness: Vector
    votes: bool  # on the bill


@dataclass(frozen=True)
class Bill:
    """The one vote, in the last month."""

    planks: tuple[tuple[int, float, float], ...]  # issue, status quo (on which positions were coded), proposed
    main: int  # the plank that changes most
    blocs: tuple[tuple[int, int, tuple[float, ...]], ...]  # organ, its venue, offsets of its members
    pending_from: int  # the first month in which effort can turn it


@dataclass(frozen=True)
class Numbers:
    """The parameters of the live phases, as floats, and what a month makes of them."""

    dt: float
    influence_share: float
    confidence_radius: float
    susceptibility: Vector
    similarity: float
    trust: float
    prestige: float
    reciprocity: float
    initial_trust: float
    trust_share: float
    tie_rate: float
    tie_ceiling: float  # the chance that a tie is reconsidered at all in a month
    venue_slope: float
    venue_cost: float
    background: float
    lent_voice: float
    coordination: float
    pressure_share: float  # of the way that pressure on a vote, and policy, go in a month
    effect: float
    indifference: float


@dataclass(frozen=True)
class Plain:
    """Everything that does not change during a run; rows of actors, edges and venues are those of the Setting."""

    n_steps: int
    numbers: Numbers
    scale: Vector  # positions times this have the plain Euclidean distance d / confidence radius
    position: list[Vector]
    salience: list[Vector]
    means: list[float]  # what each actor can spend [units per year]
    power: list[float]
    standing: list[float]
    doors: list[dict[int, float]]  # (actor,) by venue the actor's own access
    worth: list[dict[int, Vector]]  # (actor,) by venue that it may enter, by its own or an ally's door: see `_worth`
    places: list[Place]  # (venue,)
    reference_step: int
    source: list[int]  # (edge,)
    target: list[int]
    reverse: list[int]
    pair: list[int]  # (edge,) row among the unordered pairs
    first: list[int]  # (pair,) one end
    second: list[int]
    forth: list[int]  # (pair,) the edge from the first end to the second
    is_contact: list[bool]  # (edge,) at the start
    is_allied: list[bool]  # (pair,) at the start
    trust: list[float]  # (edge,) at the start
    contact_intercept: float
    alliance_intercept: float
    bill: Bill


def plain_of(setting: Setting, params: Params, start: State) -> Plain:
    """Read a world of the benchmark.

    Parameters
    ----------
    start : state before the first step, of which the documented ties and their trust in the first run are read

    Raises
    ------
    ValueError
        For a case that has not five issues, an organ that is pressed at several venues, effort that is felt only as
        far as an organ is near, or brokers.
    """
    organs = setting.venues.organ.tolist()
    if len(setting.issues) != 5 or len(set(organs)) != len(organs) or min(organs) < 0:
        raise ValueError("the peers are written for five issues and organs with one venue each")
    if float(params.campaigns.receptivity[0]) != 0.0:
        raise ValueError("the peers are written for campaigns.receptivity = 0")
    if float(params.ties.broker[0]) != 0.0:
        raise ValueError("the peers are written for ties.broker = 0")
    n = _numbers(setting, params)
    weight = tier_weight(setting.tier, params.ties.tier_ratio[0])
    share = weight / weight.sum()
    source, target = setting.edges.source.tolist(), setting.edges.target.tolist()
    pairs: dict[tuple[int, int], int] = {}
    pair = [pairs.setdefault((min(i, j), max(i, j)), len(pairs)) for i, j in zip(source, target, strict=True)]
    forth = [edge for edge, (i, j) in enumerate(zip(source, target, strict=True)) if i < j]
    power = (setting.capability / 5.0).tolist()
    parts = {
        "n_steps": setting.n_steps,
        "numbers": n,
        "scale": tuple(sqrt(each) / (2.0 * n.confidence_radius) for each in share.tolist()),
        "position": [tuple(row) for row in setting.position.T.tolist()],
        "salience": [tuple(row) for row in setting.salience.T.tolist()],
        "means": (setting.size * 2.0 ** (setting.capability - 1.0)).tolist(),
        "power": power,
        "standing": [
            size * p ** float(params.opinion.prestige_exponent[0])
            for size, p in zip(setting.size.tolist(), power, strict=True)
        ],
        "doors": _doors(setting),
        "worth": _worth(setting, n.venue_slope),
        "places": _places(setting),
        "reference_step": setting.reference_step,
        "source": source,
        "target": target,
        "reverse": setting.edges.reverse.tolist(),
        "pair": pair,
        "first": [i for i, _ in pairs],
        "second": [j for _, j in pairs],
        "forth": forth,
        "is_contact": start.contact[:, 0].tolist(),
        "is_allied": start.allied[forth, 0].tolist(),
        "trust": start.trust[:, 0].tolist(),
        "bill": _bill(setting),
    }
    contact = _contact_intercept(Plain(**parts, contact_intercept=0.0, alliance_intercept=0.0))
    alliance = _alliance_intercept(Plain(**parts, contact_intercept=contact, alliance_intercept=0.0))
    return Plain(**parts, contact_intercept=contact, alliance_intercept=alliance)


def _numbers(setting: Setting, params: Params) -> Numbers:
    one = {
        name: float(getattr(getattr(params, group), name)[0])
        for group, names in _USED.items()
        for name in names.split()
    }  # fmt: skip
    dt, rate = setting.dt, float(params.ties.rate[0])
    opinion, lam = params.opinion, float(params.opinion.susceptibility[0])
    multiple = of_tier(setting.tier, opinion.deep_core_multiple[0], np.ones(()), opinion.secondary_multiple[0])
    return Numbers(
        dt=dt,
        influence_share=1.0 - exp(-float(params.opinion.rate[0]) * dt),
        susceptibility=tuple(min(1.0, each * lam) for each in multiple.tolist()),
        trust_share=1.0 - exp(-float(params.ties.trust_gain[0]) * dt),
        tie_rate=rate,
        tie_ceiling=1.0 - exp(-rate * dt),
        pressure_share=1.0 - exp(-float(params.campaigns.pressure_rate[0]) * dt),
        **one,
    )


_USED = {
    "opinion": "confidence_radius",
    "ties": "similarity trust prestige reciprocity initial_trust",
    "campaigns": "venue_slope venue_cost background lent_voice coordination effect",
    "votes": "indifference",
}


def _doors(setting: Setting) -> list[dict[int, float]]:
    pairs = setting.pairs
    found: list[dict[int, float]] = [{} for _ in setting.actors]
    for actor, venue, access in zip(pairs.actor.tolist(), pairs.venue.tolist(), pairs.access.tolist(), strict=True):
        if access > 0.0:
            found[actor][venue] = access
    return found


def _worth(setting: Setting, venue_slope: float) -> list[dict[int, Vector]]:
    """By actor and venue, for each issue salience times openness times slope: what does not change during a run."""
    pairs = setting.pairs
    found: list[dict[int, Vector]] = [{} for _ in setting.actors]
    for actor, venue in zip(pairs.actor.tolist(), pairs.venue.tolist(), strict=True):
        worth = venue_slope * setting.salience[:, actor] * setting.venues.openness[:, venue]
        found[actor][venue] = tuple(worth.tolist())
    return found


def _places(setting: Setting) -> list[Place]:
    venues, chamber = setting.venues, setting.decisions[0].chamber
    seats = setting.docket(0).seats.tolist()
    openness = [tuple(row) for row in venues.openness.T.tolist()]
    return [
        Place(organ, share, doors, organ in chamber)
        for organ, share, doors in zip(venues.organ.tolist(), seats, openness, strict=True)
    ]


def _bill(setting: Setting) -> Bill:
    decision = setting.decisions[0]
    planks = zip(decision.issues.tolist(), decision.status_quo.tolist(), decision.proposed.tolist(), strict=True)
    blocs = tuple((bloc.actor, bloc.venue, tuple(bloc.offsets.tolist())) for bloc in decision.blocs)
    main = int(np.argmax(np.abs(decision.proposed - decision.status_quo)))
    return Bill(tuple(planks), main, blocs, decision.pending_from)


def _contact_intercept(plain: Plain) -> float:
    """The readiness at which as many are expected in contact as are."""
    appeals = [appeal_of(edge, plain) for edge in range(len(plain.source))]
    return _solved(sum(plain.is_contact), appeals)


def _alliance_intercept(plain: Plain) -> float:
    """The readiness at which as many are expected to be allied as are, of those who may ally; they must meet first."""
    appeals = []
    for forth, i, j in zip(plain.forth, plain.first, plain.second, strict=True):
        edges = forth, plain.reverse[forth]
        agree = agreement(plain.position[i], plain.salience[i], plain.position[j], plain.salience[j])
        sides = [gain_of(plain.position[row], plain.salience[row], plain.bill) > 0.0 for row in (i, j)]
        if agree > 0.0 and sides[0] == sides[1]:
            alone = [1.0 / (1.0 + exp(plain.contact_intercept + appeal_of(edge, plain))) for edge in edges]
            appeal = alliance_appeal(agree, plain.trust[edges[0]], plain.trust[edges[1]], plain.numbers)
            appeals.append(appeal + log(1.0 - alone[0] * alone[1]))
    return _solved(sum(plain.is_allied), appeals)


def _solved(n_held: int, appeals: list[float]) -> float:
    density = min(max(n_held / len(appeals), 0.5 / len(appeals)), 1.0 - 0.5 / len(appeals))
    low, high = -30.0, 30.0
    while low < (middle := 0.5 * (low + high)) < high:
        if sum(1.0 / (1.0 + exp(-middle - appeal)) for appeal in appeals) / len(appeals) > density:
            high = middle
        else:
            low = middle
    return low


def appeal_of(edge: int, plain: Plain) -> float:
    """What speaks for a contact at the start, before the general readiness [logits] (rules E3-3 and E3-4)."""
    n, i, j = plain.numbers, plain.source[edge], plain.target[edge]
    apart = dist(
        [x * s for x, s in zip(plain.position[i], plain.scale, strict=True)],
        [x * s for x, s in zip(plain.position[j], plain.scale, strict=True)],
    )
    return (
        n.similarity * (1.0 - apart * n.confidence_radius)
        + n.trust * plain.trust[edge]
        + n.prestige * plain.power[j]
        + n.reciprocity * plain.is_contact[plain.reverse[edge]]
    )


def alliance_appeal(agree: float, trust: float, trust_back: float, numbers: Numbers) -> float:
    """What speaks for an alliance before the general readiness [logits] (rules E3-3 and E3-6)."""
    return numbers.trust * (trust + trust_back) / 2.0 + numbers.similarity * agree


def agreement(position: Vector, salience: Vector, other_position: Vector, other_salience: Vector) -> float:
    """How far two pull the same way on what matters to both (rule E4-12)."""
    a, b, c, d, e = (s * t for s, t in zip(salience, other_salience, strict=True))
    v, w, x, y, z = (p * q for p, q in zip(position, other_position, strict=True))
    return (a * v + b * w + c * x + d * y + e * z) / (a + b + c + d + e)


def gain_of(position: Vector, salience: Vector, bill: Bill) -> float:
    """What one gains if the bill passes (rules E6-1 to E6-3)."""
    gain, total = 0.0, sum(salience)
    for plank, (k, q, y) in enumerate(bill.planks):
        weight = 1.0 if plank == bill.main else salience[k] / total
        gain += weight * ((position[k] - q) ** 2 - (position[k] - y) ** 2) / 4.0
    return gain


def side_of(position: Vector) -> Vector:
    """Which pole of each issue one is on."""
    a, b, c, d, e = position
    return (
        (a > 0.0) - (a < 0.0), (b > 0.0) - (b < 0.0), (c > 0.0) - (c < 0.0), (d > 0.0) - (d < 0.0),
        (e > 0.0) - (e < 0.0),
    )  # fmt: skip
