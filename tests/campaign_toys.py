"""Two toys of campaigns: a chamber of two parties before a vote, and a ruler whose critics have friends abroad."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

import numpy as np
from vote_worlds import decision, plank
from worlds import toy

from sim.ensemble import Ensemble
from sim.model.state import State
from sim.scenario.load import LoadedCase
from sim.scenario.schema import Scenario

REPLICATES = range(8)
# Nobody changes their mind, no tie opens or lapses, media change nobody's cares: what is left are campaigns.
CAMPAIGNS = {
    "opinion.rate": 0.0, "opinion.noise": 0.0, "ties.rate": 0.0, "campaigns.media_weight": 0.0, "ties.stigma_rate": 0.0,
    "opinion.confidence_radius": 0.5, "votes.vote_shock": 0.0, "votes.party_shock": 0.0,
}  # fmt: skip
_NOTHING = (
    "forums", "events", "barriers", "ideas", "shocks", "commitments", "negotiations", "decisions",
)  # fmt: skip


def actor(name, role, country, position, kind="ngo", **more):
    row = {
        "id": name, "name": name, "kind": kind, "role": role, "country": country, "capability": 3.0,
        "positions": {"trade": position}, "saliences": {"trade": 0.8}, "access": {}, "source": "assumed",
        "stake": 0.8, "resistance": 0.25, "dispersion": 0.3,
    }  # fmt: skip
    return row | more


def organ(name, role, country, position, **more):
    return actor(name, role, country, position, "government", **more)


def venue(kind, country, who=None, openness=0.9):
    return {"kind": kind, "country": country, "organ": who, "openness": openness, "source": "assumed"}


def tie(one, other):
    return {"actor": one, "partner": other, "type": "alliance", "source": "assumed"}


def scenario(actors, venues, ties, end="2000-02", **changes) -> Scenario:
    """One issue; positions were coded in the first month."""
    document = {name: {} for name in _NOTHING} | {
        "period": {"start": "1999-06", "end": end}, "reference": "1999-06", "coupling": [], "leverage": [],
        "issues": {"trade": {"title": "Trade", "negative": "no", "positive": "yes", "tier": "policy_core",
                             "source": "assumed"}},
        "actors": {row["id"]: row for row in actors}, "venues": venues, "ties": [tie(*ends) for ends in ties],
        "outcomes": {"ties": {"label": "Ties", "measure": "ties", "actors": {}}},
    }  # fmt: skip
    return toy(0, **document | changes)


CRITICS, SUPPORTERS = ("labor", "greens"), ("business", "exporters")


def house(ties=(CRITICS, SUPPORTERS, ("labor", "neighbors")), pending="1999-08") -> Scenario:
    """Democrats lean against a treaty and Republicans toward it; labor, business, and who has the media alone."""
    actors = [
        actor("labor", "union", "us", -0.8, capability=4.0, access={"legislature": 3}),
        actor("greens", "advocacy", "us", -0.5, access={"legislature": 3}),
        actor("business", "business", "us", 0.8, capability=4.0, access={"legislature": 3}),
        actor("exporters", "business", "us", 0.6, access={"legislature": 3}),
        actor("neighbors", "movement", "us", -0.7, capability=4.0),
        actor("populist", "celebrity", "us", -0.8, capability=4.0, access={"press": 3}),
        organ("democrats", "bloc", "us", -0.1, party="d"), organ("republicans", "bloc", "us", 0.3, party="r"),
        organ("president", "executive", "us", 0.5, party="d"),
    ]  # fmt: skip
    venues = {
        "left_aisle": venue("legislature", "us", "democrats"), "right_aisle": venue("legislature", "us", "republicans"),
        "radio": venue("press", "us"),
    }  # fmt: skip
    vote = decision(
        pending, "2000-01-28", {"type": "majority", "discipline": 0.0}, {"democrats": 600, "republicans": 400},
        {"trade": plank(-1.0, 1.0)}, executive="president",
    )  # fmt: skip
    return scenario(actors, venues, ties, decisions={"treaty": vote})


def boomerang(ties=(("farmers", "friends"),), leverage=0.8, rows: Mapping[str, dict] | None = None, **changes):
    """Farmers want what the ruler does not, and so do their friends in the north and its president."""
    actors = [
        actor("farmers", "advocacy", "south", 0.8, capability=4.0, access={"executive": 2}),
        actor("merchants", "business", "south", -0.8, access={"executive": 2}),
        actor("friends", "advocacy", "north", 0.7),
        organ("ruler", "executive", "south", -0.4), organ("president", "executive", "north", 0.5),
    ]  # fmt: skip
    actors = [row | (rows or {}).get(row["id"], {}) for row in actors]
    venues = {"palace": venue("executive", "south", "ruler", 0.4), "tower": venue("executive", "north", "president")}
    hold = [{"by": "north", "over": "south", "date": "1999-06", "value": leverage, "source": "assumed"}]
    return scenario(actors, venues, ties, end="2001-05", leverage=hold, **changes)


def loaded(coded: Scenario, what_if: Scenario | None = None) -> LoadedCase:
    """A case as coded; or a what-if, whose reference is the case as coded."""

    def case(world, variant, base=None):
        digest = hashlib.sha256(f"{world.model_dump_json()}{base and base.digest}".encode()).hexdigest()
        return LoadedCase(world, {}, Path("toy"), variant, digest, tuple(coded.actors), base=base)

    base = case(coded, "baseline")
    return base if what_if is None else case(what_if, "what_if", base)


def ended(case: LoadedCase, numbers: Mapping[str, float] | None = None, **deleted) -> tuple[Ensemble, State]:
    """An ensemble, `absent` or `severed` as told, and its last State."""
    ensemble = Ensemble(case, REPLICATES, seed=2, parameters=CAMPAIGNS | (numbers or {}), **deleted)
    return ensemble, ensemble.histories()[-1]


def yeas(case, numbers=None, **deleted) -> np.ndarray:
    """Yes votes of each bloc, all replicates together; their draws are the same whatever is deleted."""
    _, state = ended(case, numbers, **deleted)
    assert state.is_decided.all()
    return state.yeas.sum(axis=1)


def policy(case, numbers=None, name="ruler", **deleted) -> float:
    """What an organ does in the end."""
    ensemble, state = ended(case, numbers, **deleted)
    return float(state.policy[0, ensemble.setting.actors.index(name)].mean())


def absent(*names: str) -> dict[str, dict[str, bool]]:
    return {"absent": dict.fromkeys(names, True)}


def severed(*ties: tuple[str, str]) -> dict[str, dict[tuple[str, str], bool]]:
    return {"severed": dict.fromkeys(ties, True)}


# Other descriptions of the same world


def halved(world: Scenario, name: str) -> Scenario:
    """The world with an actor in two halves, allied with each other, each with all ties of the whole.

    A bloc's members are divided, and each half has a door of its own.
    """
    half, twin = world.actors[name].model_copy(update={"size": world.actors[name].size / 2}), f"{name}_too"
    ties = [row for row in world.ties if name in (row.actor, row.partner)]
    copies = [row.model_copy(update={k: twin for k in ("actor", "partner") if getattr(row, k) == name}) for row in ties]
    bond = world.ties[0].model_copy(update={"actor": name, "partner": twin, "type": "alliance"})
    doors = {
        f"{place}_too": row.model_copy(update={"organ": twin})
        for place, row in world.venues.items()
        if row.organ == name
    }
    changes = {
        "actors": world.actors | {name: half, twin: half.model_copy(update={"id": twin, "name": twin})},
        "ties": [*world.ties, *copies, bond],
        "venues": world.venues | doors,
        "decisions": {key: _in_halves(row, name, twin) for key, row in world.decisions.items()},
    }
    return world.model_copy(update=changes)


def _in_halves(row, name, twin):
    if name not in row.chamber:
        return row
    half = row.chamber[name].model_copy(update={"members": row.chamber[name].members // 2})
    return row.model_copy(update={"chamber": row.chamber | {name: half, twin: half}})


def mirrored(world: Scenario) -> Scenario:
    """The world with the poles of every issue exchanged."""

    def turned(row, *keys):
        return row.model_copy(update={key: -getattr(row, key) for key in keys if getattr(row, key) is not None})

    def of_change(row):
        return turned(row, "value") if row.field in ("position", "anchor") else row

    def of_decision(row):
        planks = {k: turned(each, "status_quo", "proposed", "coded_at") for k, each in row.proposal.items()}
        return row.model_copy(update={"proposal": planks})

    changes = {
        "actors": {
            name: row.model_copy(update={"positions": {k: -x for k, x in row.positions.items()}})
            for name, row in world.actors.items()
        },
        "events": {
            key: row.model_copy(update={"changes": [of_change(each) for each in row.changes]})
            for key, row in world.events.items()
        },
        "decisions": {key: of_decision(row) for key, row in world.decisions.items()},
        "commitments": {key: turned(row, "value") for key, row in world.commitments.items()},
    }
    return world.model_copy(update=changes)
