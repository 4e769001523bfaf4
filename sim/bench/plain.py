"""The benchmark's world as plain Python numbers and lists: what the object-based peers start from.

Read once from a compiled Setting, outside of any timing. The readiness to ally is solved here by the peers' own
means, so that agreement with the model also checks that.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import dist, exp, sqrt

import numpy as np

from sim.model.formulas import of_tier
from sim.model.parameters import Params
from sim.model.setting import Setting
from sim.model.state import State

Vector = tuple[float, float, float, float, float]  # one number per issue; the peers are written out for five


@dataclass(frozen=True)
class Door:
    """An actor's access to a venue.

    `appeal` holds, by issue, salience times openness times access: what does not change during a run.
    """

    venue: int
    organ: int
    appeal: Vector


@dataclass(frozen=True)
class Bill:
    """The one vote, in the last month."""

    planks: tuple[tuple[int, float, float], ...]  # issue, status quo (on which positions were coded), proposed
    main: int  # the plank that changes most
    blocs: tuple[tuple[int, int, tuple[float, ...]], ...]  # organ, its venue, offsets of its members


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
    trust_loss: float
    tie_rate: float
    tie_ceiling: float  # the chance that a tie is reconsidered at all in a month
    venue_slope: float
    venue_cost: float
    background: float
    policy_rate: float
    return_rate: float
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
    doors: list[tuple[Door, ...]]
    organs: list[int]  # (venue,) the actor that is pressed there
    openness: list[Vector]  # (venue,)
    source: list[int]  # (edge,)
    target: list[int]
    reverse: list[int]
    pair: list[int]  # (edge,) row among the unordered pairs
    first: list[int]  # (pair,) one end
    second: list[int]
    is_open: list[bool]  # (edge,) at the start
    trust: list[float]  # (edge,) at the start
    intercept: float
    bill: Bill


def plain_of(setting: Setting, params: Params, start: State) -> Plain:
    """Read a world of the benchmark.

    Parameters
    ----------
    start : state before the first step, of which the documented ties and their trust in the first run are read

    Raises
    ------
    ValueError
        For a case that has not five issues, an organ that is pressed at several venues, or another exponent of
        pressure than 1.
    """
    organs = setting.venues.organ.tolist()
    if len(setting.issues) != 5 or len(set(organs)) != len(organs) or min(organs) < 0:
        raise ValueError("the peers are written for five issues and organs with one venue each")
    if float(params.campaigns.pressure_exponent[0]) != 1.0:
        raise ValueError("the peers are written for campaigns.pressure_exponent = 1")
    n = _numbers(setting, params)
    ties = params.ties
    weight = of_tier(setting.tier, ties.deep_core_weight[0], ties.policy_core_weight[0], np.ones(()))
    share = weight / weight.sum()
    source, target = setting.edges.source.tolist(), setting.edges.target.tolist()
    pairs: dict[tuple[int, int], int] = {}
    pair = [pairs.setdefault((min(i, j), max(i, j)), len(pairs)) for i, j in zip(source, target, strict=True)]
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
        "organs": organs,
        "openness": [tuple(row) for row in setting.venues.openness.T.tolist()],
        "source": source,
        "target": target,
        "reverse": setting.edges.reverse.tolist(),
        "pair": pair,
        "first": [i for i, _ in pairs],
        "second": [j for _, j in pairs],
        "is_open": start.tie[:, 0].tolist(),
        "trust": start.trust[:, 0].tolist(),
        "bill": _bill(setting),
    }
    plain = Plain(**parts, intercept=0.0)
    return Plain(**parts, intercept=_intercept(plain))


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
        policy_rate=float(params.campaigns.policy_rate[0]),
        **one,
    )


_USED = {
    "opinion": "confidence_radius",
    "ties": "similarity trust prestige reciprocity initial_trust trust_loss",
    "campaigns": "venue_slope venue_cost background return_rate",
    "votes": "indifference",
}


def _doors(setting: Setting) -> list[tuple[Door, ...]]:
    pairs = setting.pairs
    found: list[list[Door]] = [[] for _ in setting.actors]
    for actor, venue, organ, access in zip(
        pairs.actor.tolist(), pairs.venue.tolist(), pairs.organ.tolist(), pairs.access.tolist(), strict=True
    ):
        appeal = tuple((setting.salience[:, actor] * setting.venues.openness[:, venue] * access).tolist())
        found[actor].append(Door(venue, organ, appeal))
    return [tuple(doors) for doors in found]


def _bill(setting: Setting) -> Bill:
    decision = setting.decisions[0]
    planks = zip(decision.issues.tolist(), decision.status_quo.tolist(), decision.proposed.tolist(), strict=True)
    blocs = tuple((bloc.actor, bloc.venue, tuple(bloc.offsets.tolist())) for bloc in decision.blocs)
    main = int(np.argmax(np.abs(decision.proposed - decision.status_quo)))
    return Bill(tuple(planks), main, blocs)


def _intercept(plain: Plain) -> float:
    """The readiness at which the expected share of open ties is the documented one."""
    held: list[set[int]] = [set() for _ in plain.position]
    for edge, opened in enumerate(plain.is_open):
        if opened:
            held[plain.source[edge]].add(plain.target[edge])
    appeals = [appeal_of(edge, plain, plain.position, plain.trust, held) for edge in range(len(plain.source))]
    density = min(max(sum(plain.is_open) / len(appeals), 0.5 / len(appeals)), 1.0 - 0.5 / len(appeals))
    low, high = -30.0, 30.0
    while low < (middle := 0.5 * (low + high)) < high:
        if sum(1.0 / (1.0 + exp(-middle - appeal)) for appeal in appeals) / len(appeals) > density:
            high = middle
        else:
            low = middle
    return low


def appeal_of(edge: int, plain: Plain, position: list[Vector], trust: list[float], held: list[set[int]]) -> float:
    """What speaks for a tie before the general readiness [logits] (rule E3-3)."""
    n, i, j = plain.numbers, plain.source[edge], plain.target[edge]
    apart = dist(
        [x * s for x, s in zip(position[i], plain.scale, strict=True)],
        [x * s for x, s in zip(position[j], plain.scale, strict=True)],
    )
    return (
        n.similarity * (1.0 - apart * n.confidence_radius)
        + n.trust * trust[edge]
        + n.prestige * plain.power[j]
        + n.reciprocity * (i in held[j])
    )
