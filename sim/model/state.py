"""State: everything that changes during a run, as read-only arrays with the run axis last.

Every array says by a `Field` (declare.py) which axes it has, what it holds, in which unit and range, and check.py holds
it to that. What only some cases have stands in blocks, which optional mechanisms declare in their own folders.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, Any, Self, TypeVar

import numpy as np
from numpy.typing import NDArray

from sim.model.declare import Field

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Counts = NDArray[np.int64]
Codes = NDArray[np.int8]
Rows = NDArray[np.intp]  # rows of actors, edges, venues and so on


@dataclass(frozen=True)
class Block:
    """Arrays of a batch of runs, the run axis last, that cannot be written to; a new one comes through `replace`."""

    def __post_init__(self) -> None:
        _protect(vars(self))

    def replace(self, **changes: Any) -> Self:
        """The same with some arrays exchanged; the old one stays valid.

        Raises
        ------
        TypeError
            If there is no such array.
        """
        known = type(self).__dataclass_fields__.keys()
        if not changes.keys() <= known:
            unknown = changes.keys() - known
            raise TypeError(f"{type(self).__name__} has no such array: {', '.join(sorted(unknown))}")
        _protect(changes)
        new = object.__new__(type(self))  # dataclasses.replace takes as long as a process
        vars(new).update(vars(self), **changes)
        return new

    def of_runs(self, runs: Rows) -> Self:
        """The same for some runs of the batch."""
        return self.replace(
            **{name: value[..., runs] for name, value in vars(self).items() if isinstance(value, np.ndarray)}
        )


B = TypeVar("B", bound=Block)
_VOTES = ("yeas", "seats", "forecast", "is_decided", "is_blocked", "is_passed", "is_repealed")
_KEPT = {  # of an array what is kept of it
    "contact": "of_contacts", "allied": "of_alliances", "provision": "of_provisions", "effort": "of_effort",
    "position": "of_convictions", "salience": "of_convictions", **dict.fromkeys(_VOTES, "of_votes"),
}  # fmt: skip


@dataclass(frozen=True)
class State(Block):
    """The state of a batch of runs between two processes of a step: what every case has, and blocks of what some have.

    `run` is the number of runs in the batch. Arrays cannot be written to: a process returns a new State through
    `replace`.
    """

    step: int  # steps done so far, from 0 to n_steps
    position: Annotated[Floats, Field("issue actor run", "conviction", low=-1, high=1)]
    anchor: Annotated[Floats, Field("issue actor run", "what pulls a conviction back", low=-1, high=1)]
    policy: Annotated[Floats, Field("issue actor run", "what an organ does; of others their position", low=-1, high=1)]
    salience: Annotated[Floats, Field("issue actor run", "weight an actor gives an issue now", low=0, high=1)]
    base_salience: Annotated[Floats, Field("issue actor run", "the same without media", low=0, high=1)]
    capability: Annotated[Floats, Field("actor run", "ordinal strength", low=1, high=5)]
    is_active: Annotated[Flags, Field("actor run", "active this month")]
    is_deleted: Annotated[Flags, Field("actor run", "never active: what does it contribute?")]
    is_severed: Annotated[Flags, Field("edge run", "never open: what does it contribute?")]
    contact: Annotated[Flags, Field("edge run", "source knows target and listens to it")]
    allied: Annotated[Flags, Field("edge run", "the two act together; the same both ways")]
    trust: Annotated[Floats, Field("edge run", "of source in target", low=0, high=1)]
    rhetoric: Annotated[Floats, Field("actor run", "an executive's: 0 open, 0.5 neutral, 1 hostile", low=0, high=1)]
    stigma: Annotated[Floats, Field("actor run", "of a campaigner for its allies abroad", low=0, high=1)]
    contact_intercept: Annotated[Floats, Field("run", "keeps the documented density of contacts", "log odds")]
    alliance_intercept: Annotated[Floats, Field("run", "keeps the documented density of alliances", "log odds")]
    openness: Annotated[Floats, Field("issue venue run", "as coded and changed by events", low=0, high=1)]
    openness_now: Annotated[Floats, Field("issue venue run", "the same under this month's shocks", low=0, high=1)]
    effort: Annotated[Floats, Field("issue pair run", "of an actor at a venue", "units per year", low=0)]
    tactic: Annotated[Codes, Field("issue pair run", "0 information, 1 leverage, 2 accountability", low=0, high=2)]
    impact: Annotated[Floats, Field("issue pair run", "what the tactic makes of a unit of effort", "units", low=1)]
    pressure: Annotated[Floats, Field("issue venue run", "net, toward the positive pole", low=-1, high=1)]
    pressure_reference: Annotated[Floats, Field("issue venue run", "what positions were coded under", low=-1, high=1)]
    built: Annotated[Floats, Field("bloc run", "pressure on it toward yes, built up over months", low=-1, high=1)]
    built_reference: Annotated[Floats, Field("bloc run", "what its position was coded under", low=-1, high=1)]
    push_reference: Annotated[Floats, Field("actor run", "pull of the president when it was coded", low=-0.5, high=0.5)]
    external: Annotated[Floats, Field("issue venue run", "on a government, from abroad", low=-1, high=1)]
    attention: Annotated[Floats, Field("issue country run", "of the media", low=0, high=1)]
    shock: Annotated[Floats, Field("issue country run", "attention that dated shocks add", low=0, high=1)]
    progress: Annotated[Floats, Field("actor run", "gain of pressure in its own direction", "units per year")]
    yeas: Annotated[Counts, Field("bloc run", "yes votes; blocs of all decisions in a row", low=0)]
    seats: Annotated[Counts, Field("bloc run", "members who voted", low=0)]
    forecast: Annotated[Floats, Field("decision run", "yeas expected just before the vote", "votes", low=0)]
    is_decided: Annotated[Flags, Field("decision run", "it was voted or blocked")]
    is_blocked: Annotated[Flags, Field("decision run", "it never reached the floor")]
    is_passed: Annotated[Flags, Field("decision run", "it was carried by its own rule")]
    is_repealed: Annotated[Flags, Field("decision run", "passed once, and taken back")]
    provision: Annotated[Counts, Field("provision run", "0 off, 1 consulted, 2 side agreement, 3 core", low=0, high=3)]
    adopted: Annotated[Floats, Field("idea actor run", "share of its bodies that holds the idea", low=0, high=1)]
    voice: Annotated[Floats, Field("actor run", "what a council's body makes of its means; 1 of all others", low=0)]
    legitimacy: Annotated[Floats, Field("actor run", "of a council's body; 0 of all others", low=0, high=1)]
    blocks: Mapping[type[Block], Block]  # of the optional mechanisms that a case has

    def replace(self, *blocks: Block, **changes: Any) -> Self:
        """A new State with some blocks and arrays exchanged, or blocks added; the old one stays valid.

        Raises
        ------
        TypeError
            If the State has no such array.
        """
        if blocks:
            changes["blocks"] = {**self.blocks, **{type(each): each for each in blocks}}
        new = super().replace(**changes)
        for array in changes.keys() & _KEPT.keys():
            vars(new).pop(_KEPT[array], None)
        return new

    def of_runs(self, runs: Rows) -> Self:
        """The same for some runs of the batch."""
        return super().of_runs(runs).replace(*(each.of_runs(runs) for each in self.blocks.values()))

    def has(self, kind: type[Block]) -> bool:
        """Whether the case has what a kind of block is about."""
        return kind in self.blocks

    def block(self, kind: type[B]) -> B:
        """The block of a kind.

        Raises
        ------
        KeyError
            If the case has none.
        """
        found = self.blocks.get(kind)
        if not isinstance(found, kind):
            raise KeyError(f"this case has no {kind.__name__}: ask `has` first")
        return found

    @cached_property
    def of_contacts(self) -> dict[str, Any]:
        """What was computed from the contacts alone, kept until they change."""
        return {}

    @cached_property
    def of_alliances(self) -> dict[str, Any]:
        """What was computed from the alliances alone, kept until they change."""
        return {}

    @cached_property
    def of_provisions(self) -> dict[Any, Any]:
        """What was computed from the provisions alone, kept until they change."""
        return {}

    @cached_property
    def of_effort(self) -> dict[str, Any]:
        """What was computed from the effort alone, kept until it changes."""
        return {}

    @cached_property
    def of_convictions(self) -> dict[Any, Floats]:
        """What was computed from positions and saliences alone, by what it is of, kept until either changes."""
        return {}

    @cached_property
    def of_votes(self) -> dict[Any, Any]:
        """What was computed from votes alone, from `yeas` to `is_repealed`, kept until one is taken or taken back."""
        return {}

    @property
    def n_bytes(self) -> int:
        """Room that its arrays take."""
        blocks = (self, *self.blocks.values())
        sizes = [array.nbytes for each in blocks for array in vars(each).values() if isinstance(array, np.ndarray)]
        return int(np.add.reduce(sizes))

    @property
    def n_runs(self) -> int:
        """Runs in the batch."""
        return int(self.position.shape[-1])


def _protect(arrays: Mapping[str, Any]) -> None:
    for value in arrays.values():
        if isinstance(value, np.ndarray):
            value.setflags(write=False)
