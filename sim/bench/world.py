"""The world of the benchmark: a synthetic case with four live phases, and everything else at its off value.

Convictions under influence (E1), ties and trust (E3), effort at venues by doors of one's own or an ally's and pressure
by those who act together (E4), and organs that respond (E5), then one vote. N actors, 5 issues, 8 venues in 4
countries, 7.5 N pairs of actors that can be tied (15 N directed edges), 120 months. All draws are seeded; the same N
and seed give the same case.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import numpy as np
from numpy.random import Generator

from sim.model.core.noise import stream
from sim.scenario.load import LoadedCase
from sim.scenario.mechanisms import MECHANISMS, off_numbers
from sim.scenario.schema import Scenario

N_ISSUES, N_MONTHS, PAIRS_PER_ACTOR, MEMBERS = 5, 120, 7.5, 25
COUNTRIES = ("a", "b", "c", "d")
LIVE = ("influence", "ties", "trust", "effort", "lending", "joint_action", "lobbying")
SHARE_MET = 0.8  # of the pairs that can be tied: in contact at the start
SHARE_ALLIED = 0.4  # of those of them who agree


def numbers(**changes: float) -> dict[str, float]:
    """Parameters of the benchmark: the default in the live mechanisms, the off value in all others.

    Parameters
    ----------
    **changes : other values, a dot in a name written as two underscores (`ties__rate=1.0`)
    """
    off = {"opinion.noise": 0.0, "ties.forum": 0.0, "opinion.coupling": 0.0}
    for mechanism in MECHANISMS.values():
        if mechanism.name not in LIVE and not mechanism.field:
            off |= off_numbers(mechanism)
    return off | {name.replace("__", "."): value for name, value in changes.items()}


def build(n_actors: int, seed: int = 1, n_months: int = N_MONTHS, **changes: float) -> LoadedCase:
    """The case of the benchmark, ready for an Ensemble or a CoalitionModel.

    Parameters
    ----------
    n_actors : with the eight organs among them, >= 16
    seed : of positions, saliences, strengths, access and pairs
    n_months : length of the run [months], >= 1
    **changes : parameters, see `numbers`

    Raises
    ------
    ValueError
        For fewer than 16 actors, which have fewer than 7.5 pairs each, or no month.
    """
    if n_actors < 16 or n_months < 1:
        raise ValueError(f"build: at least 16 actors and 1 month (got {n_actors}, {n_months})")
    rng = stream(seed, n_actors, "bench.world")
    actors = _actors(rng, n_actors)
    end = f"{2000 + (n_months - 1) // 12}-{(n_months - 1) % 12 + 1:02d}"
    document: dict[str, Any] = {
        "format": 2,
        "title": f"Benchmark of {n_actors} actors",
        "summary": "Synthetic: four live phases, everything else off",
        "period": {"start": "2000-01", "end": end},
        "issues": {name: _issue(name, tier) for name, tier in _TIERS.items()},
        "venues": {name: _venue(name, rng) for name in _ORGANS},
        "actors": {actor["id"]: actor for actor in actors},
        "potential_ties": "documented",
        "ties": _ties(rng, actors, int(end[:4]) + 1),
        "decisions": {"bill": _bill(end)},
        "outcomes": _OUTCOMES,
    }  # fmt: skip
    scenario = Scenario.model_validate(document)
    values = numbers(**changes)
    digest = hashlib.sha256(f"{scenario.model_dump_json()}{sorted(values.items())}".encode()).hexdigest()
    return LoadedCase(scenario, values, Path(f"bench_{n_actors}"), "baseline", digest, tuple(scenario.actors))


_TIERS = {
    "first": "deep_core", "second": "policy_core", "third": "policy_core", "fourth": "policy_core",
    "fifth": "secondary",
}  # fmt: skip
_ORGANS = tuple(f"{kind}_{country}" for country in COUNTRIES for kind in ("executive", "legislature"))
_OUTCOMES = {
    "vote": {"label": "Yes share", "measure": "vote_share", "decision": "bill"},
    "ties": {"label": "Ties", "measure": "ties", "actors": {}},
    "position": {"label": "Position", "measure": "position", "actors": {"kind": "ngo"}, "issue": "second"},
    "policy": {"label": "Policy", "measure": "policy", "actors": {"kind": "government"}, "issue": "second"},
}


def _issue(name: str, tier: str) -> dict[str, Any]:
    return {"title": name, "negative": "no", "positive": "yes", "tier": tier, "source": "assumed"}


def _venue(name: str, rng: Generator) -> dict[str, Any]:
    kind, country = name.split("_")
    openness = float(rng.uniform(0.6, 1.0))
    return {"kind": kind, "country": country, "organ": f"o_{name}", "openness": openness, "source": "assumed"}


def _actors(rng: Generator, n_actors: int) -> list[dict[str, Any]]:
    """The eight organs, then campaigners with access to the executive of their country, its legislature, or both."""
    actors = []
    for number in range(n_actors):
        is_organ = number < len(_ORGANS)
        actor: dict[str, Any] = {
            "id": f"o_{_ORGANS[number]}" if is_organ else f"n_{number}",
            "kind": "government" if is_organ else "ngo",
            "role": "agency" if is_organ else "advocacy",
            "country": COUNTRIES[number // 2 % 4],
            "capability": float(rng.uniform(1.0, 5.0)),
            "size": float(rng.uniform(0.5, 2.0)),
            "positions": {name: float(rng.uniform(-0.9, 0.9)) for name in _TIERS},
            "saliences": {name: float(rng.uniform(0.3, 1.0)) for name in _TIERS},
            "source": "assumed",
        }
        letters = {0: ("executive",), 1: ("legislature",)}.get(int(rng.integers(4)), ("executive", "legislature"))
        access = {letter: int(rng.integers(2, 4)) for letter in letters}
        actors.append(actor | {"name": actor["id"], "access": {} if is_organ else access})
    return actors


def _ties(rng: Generator, actors: list[dict[str, Any]], too_late: int) -> list[dict[str, Any]]:
    """7.5 N different pairs: most are in contact at the start, some of those who agree are allied.

    Parameters
    ----------
    too_late : a year after the run: the contact of pairs that can meet, and have not yet, is dated in it
    """
    n_pairs = int(PAIRS_PER_ACTOR * len(actors))
    first, second = np.triu_indices(len(actors), k=1)
    picked = np.sort(rng.permutation(len(first))[:n_pairs])
    has_met, is_close = rng.uniform(size=n_pairs) < SHARE_MET, rng.uniform(size=n_pairs) < SHARE_ALLIED
    ties = []
    for pair, met, close in zip(picked, has_met, is_close, strict=True):
        one, other = actors[first[pair]], actors[second[pair]]
        is_allied = met and close and _agree(one, other)
        row = {"actor": one["id"], "partner": other["id"], "type": "alliance" if is_allied else "contact"}
        ties.append(row | {"since": None if met else f"{too_late}-01", "source": "assumed"})
    return ties


def _agree(one: dict[str, Any], other: dict[str, Any]) -> bool:
    pulls = (one[key][issue] * other[key][issue] for key in ("positions", "saliences") for issue in _TIERS)
    positions, saliences = np.array(list(pulls)).reshape(2, -1)
    return bool(positions @ saliences > 0.0)


def _bill(date: str) -> dict[str, Any]:
    """One vote in the last month, by members of the four legislatures."""
    plank = {"status_quo": -0.2, "proposed": 0.6, "source": "assumed"}
    seats = {"members": MEMBERS, "source": "assumed"}
    return {
        "title": "Bill", "date": date, "pending_from": date, "source": "assumed",
        "proposal": {"second": plank, "fourth": plank},
        "chamber": {f"o_{name}": seats for name in _ORGANS if name.startswith("legislature")},
        "rule": {"type": "majority", "discipline": 0.0},
    }  # fmt: skip
