"""State: everything that changes during a run, as read-only arrays with the run axis last."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Counts = NDArray[np.int64]
Codes = NDArray[np.int8]
Rows = NDArray[np.intp]  # rows of actors, edges, venues and so on


@dataclass(frozen=True)
class State:
    """The state of a batch of runs between two processes of a step.

    Shapes are given behind each field; `run` is the number of runs in the batch. Arrays cannot be written to:
    a process returns a new State through `replace`. `tests/test_invariants.py` holds shapes and ranges.
    """

    step: int  # steps done so far [0..n_steps]
    position: Floats  # (issue, actor, run) conviction [-1, 1]
    anchor: Floats  # (issue, actor, run) what pulls a conviction back [-1, 1]
    policy: Floats  # (issue, actor, run) what an organ does or offers; of others their position [-1, 1]
    salience: Floats  # (issue, actor, run) weight an actor gives an issue now [0, 1]
    base_salience: Floats  # (issue, actor, run) the same without media [0, 1]
    capability: Floats  # (actor, run) ordinal strength [1, 5]
    is_active: Flags  # (actor, run) on the stage this month
    is_deleted: Flags  # (actor, run) never on the stage: what does it contribute?
    is_severed: Flags  # (edge, run) never open: what does it contribute?
    tie: Flags  # (edge, run) source holds target as an ally and listens to it
    trust: Floats  # (edge, run) of source in target [0, 1]
    stigma: Floats  # (actor, run) of a campaigner for its allies abroad [0, 1]
    tie_intercept: Floats  # (run,) log-odds that keep the documented density at the start
    openness: Floats  # (issue, venue, run) as coded and changed by events [0, 1]
    openness_now: Floats  # (issue, venue, run) the same under the shocks of this month [0, 1]
    heeded: Floats  # (issue, venue, run) share of the pressure that moved policy a month ago [0, 1]
    effort: Floats  # (issue, pair, run) by pair of actor and venue [units per year]
    tactic: Codes  # (issue, pair, run) 0 information, 1 symbolic, 2 leverage, 3 accountability
    impact: Floats  # (issue, pair, run) what the tactic makes of a unit of effort, >= 1 [units]
    pressure: Floats  # (issue, venue, run) net, toward the positive pole [-1, 1]
    pressure_reference: Floats  # (issue, venue, run) what positions were coded under [-1, 1]
    external: Floats  # (issue, venue, run) what presses a government from abroad [-2, 2]
    attention: Floats  # (issue, country, run) of the media [0, 1]
    shock: Floats  # (issue, country, run) attention that dated shocks add [0, 1]
    progress: Floats  # (actor, run) gain of pressure in its own direction [units per year]
    yeas: Counts  # (bloc, run) yes votes; blocs of all decisions in a row
    seats: Counts  # (bloc, run) members who voted
    paid: Counts  # (bloc, run) members whose yea the sponsor bought
    forecast: Floats  # (decision, run) yeas expected before payments [votes]
    is_decided: Flags  # (decision, run) it was voted or blocked
    is_blocked: Flags  # (decision, run) it never reached the floor
    is_passed: Flags  # (decision, run)
    is_repealed: Flags  # (decision, run) passed once, and taken back
    treatment: Counts  # (treated issue, run) 0 off, 1 consulted, 2 side agreement, 3 core; of all negotiations in a row
    memory: Floats  # (idea, run) what past advocacy has left behind, >= 0 [years of full advocacy]
    adopted: Floats  # (idea, actor, run) share of an actor's bodies that holds the idea; of one body 0 or 1 [0, 1]
    skepticism: Floats  # (courtship, actor, run) of a patron's model [0, 1]
    offered: Floats  # (visit, run) places that were offered so far, >= 0 [bodies]
    guests: Floats  # (visit, actor, run) bodies of an actor that were hosted so far, again and again counted, >= 0
    is_first: Flags  # (candidate, run) of the first generation; candidates of all councils in a row
    is_insider: Flags  # (candidate, run) put up by a local power group
    strength: Floats  # (candidate, run) support at home [standard deviations]
    theme: Counts  # (candidate, run) the issue that its project is about
    wear: Floats  # (candidate, run) what campaigns have cost it, >= 0 [standard deviations of what a seat is worth]
    is_member: Flags  # (candidate, run)
    is_elected: Flags  # (candidate, run) a member by election
    capture: Floats  # (place, run) of elections by local power groups [0, 1]; places of all councils in a row
    effectiveness: Floats  # (council, run) share of its members' work that gets anywhere, 0 without members [0, 1]
    voice: Floats  # (actor, run) what a body makes of its means, 1 for all others [0, 1 + voice_weight]
    legitimacy: Floats  # (actor, run) of a body, 0 for all others [0, 1]
    site_open: Flags  # (site, run) sites of all programs in a row
    success: Floats  # (site, run) share of what a site could deliver [0, 1]
    partner_funds: Floats  # (site, run) that partners add [100,000 USD per year]
    capital: Floats  # (bond, run) social capital of a host at a place, >= 0 [years of success]
    wait_central: Floats  # (desk, run) from filing to decision at the ministries [years]
    wait_local: Floats  # (desk, run) at local offices [years]
    decided_locally: Floats  # (desk, run) share of cases [0, 1]
    coherence: Floats  # (desk, run) of what local offices want [0, 1]

    def __post_init__(self) -> None:
        _protect(vars(self))

    def replace(self, **changes: Any) -> State:
        """A new State with some arrays exchanged; the old one stays valid.

        Raises
        ------
        TypeError
            If the State has no such array.
        """
        if not changes.keys() <= _NAMES:
            raise TypeError(f"no such array: {', '.join(sorted(changes.keys() - _NAMES))}")
        _protect(changes)
        new = object.__new__(State)  # dataclasses.replace takes as long as a process
        vars(new).update(vars(self), **changes)
        if "tie" in changes:
            vars(new).pop("of_ties", None)
        return new

    def of_runs(self, runs: Rows) -> State:
        """The same for some runs of the batch."""
        return self.replace(
            **{name: value[..., runs] for name, value in vars(self).items() if isinstance(value, np.ndarray)}
        )

    @cached_property
    def of_ties(self) -> dict[str, Any]:
        """What was computed from the ties alone, kept until they change."""
        return {}

    @property
    def n_runs(self) -> int:
        """Runs in the batch."""
        return int(self.position.shape[-1])


def _protect(arrays: dict[str, Any]) -> None:
    for value in arrays.values():
        if isinstance(value, np.ndarray):
            value.setflags(write=False)


_NAMES = frozenset(field.name for field in dataclasses.fields(State))
