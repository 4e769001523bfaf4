"""Who can press whom: pairs of an actor and a venue to which it has a door, its own or an ally's."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, fields
from functools import cached_property
from typing import Annotated

import numpy as np

from sim.model.declare import Field
from sim.model.state import Flags, Floats, Rows


@dataclass(frozen=True)
class Lenders:
    """For each pair the other actors with a door of their own there, who could lend it.

    Sorted by the edge that leads to them.
    """

    pair: Annotated[Rows, Field("lender", "the pair that it lends its door to", low=0, of="pair")]
    edges: Annotated[Rows, Field("lender", "from the actor to the lender", low=0, of="edge")]
    target: Annotated[Rows, Field("lender", "the lender", low=0, of="actor")]
    access: Annotated[Floats, Field("lender", "its own access there", low=0, high=1)]

    def among(self, place: Rows, is_present: Flags) -> Lenders:
        """The same for some pairs and the actors that are present.

        Parameters
        ----------
        place : (pair,) the new number of each pair; -1 where it is left out
        is_present : (actor,)
        """
        kept = (place[self.pair] >= 0) & is_present[self.target]
        return Lenders(place[self.pair[kept]], self.edges[kept], self.target[kept], self.access[kept])

    def of_edges(self, edges: Rows) -> tuple[Rows, Rows]:
        """First lender that some edges lead to, and how many they are, (edge,) both."""
        known = np.minimum(edges, len(self._ends) - 2)
        count = np.where(edges == known, self._ends[known + 1] - self._ends[known], 0)
        return self._ends[known], count

    @cached_property
    def by_access(self) -> list[tuple[float, Rows, Rows]]:
        """The lenders by their access, rising: the access, the pair of each, and the edge to it."""
        chosen = [(float(level), np.flatnonzero(self.access == level)) for level in np.unique(self.access)]
        return [(level, self.pair[rows], self.edges[rows]) for level, rows in chosen]

    @cached_property
    def _ends(self) -> Rows:
        """Where the lenders of each edge begin, and where the last ones end."""
        last = int(self.edges[-1]) if len(self.edges) else 0
        return np.searchsorted(self.edges, np.arange(last + 2))


@dataclass(frozen=True)
class Pairs:
    """Pairs of an actor and a venue, sorted by actor, then venue."""

    row: Annotated[Rows, Field("pair", "its place among all pairs of the case, as a State has them", low=0, of="pair")]
    actor: Annotated[Rows, Field("pair", "who presses", low=0, of="actor")]
    venue: Annotated[Rows, Field("pair", "where", low=0, of="venue")]
    organ: Annotated[Rows, Field("pair", "who is pressed; for a medium the actor itself", low=0, of="actor")]
    is_medium: Annotated[Flags, Field("pair", "the venue is a medium")]
    is_foreign: Annotated[Flags, Field("pair", "the venue lies in another country than the actor")]
    access: Annotated[
        Floats, Field("pair", "its own coded access / 3; 0 where it has no door of its own", low=0, high=1)
    ]
    lenders: Lenders

    def __len__(self) -> int:
        return len(self.actor)

    def among(self, is_present: Flags) -> Pairs:
        """The pairs whose actor and organ are both present, with those of their lenders that are.

        Parameters
        ----------
        is_present : (actor,)
        """
        kept = np.flatnonzero(is_present[self.actor] & is_present[self.organ])
        arrays = {f.name: getattr(self, f.name)[kept] for f in fields(self) if f.name != "lenders"}
        place = np.full(len(self), -1, dtype=np.intp)
        place[kept] = np.arange(len(kept))
        return Pairs(**arrays, lenders=self.lenders.among(place, is_present))

    def pressing(self, organs: Collection[int]) -> Rows:
        """Pairs at the venues of some organs."""
        return np.flatnonzero(np.isin(self.organ, list(organs)) & ~self.is_medium)


def firsts(values: Rows) -> Rows:
    """Rows at which a sorted array takes a new value."""
    if len(values) == 0:
        return np.zeros(0, dtype=np.intp)
    return np.flatnonzero(np.r_[True, values[1:] != values[:-1]])
