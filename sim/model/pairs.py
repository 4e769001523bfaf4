"""Who can press whom: pairs of an actor and a venue to which it has access."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, fields
from functools import cached_property
from typing import Annotated

import numpy as np

from sim.model.declare import Field
from sim.model.state import Flags, Floats, Rows


@dataclass(frozen=True)
class Backing:
    """For each pair of an actor and an organ's venue the other actors with access there, who could lend weight.

    Sorted by the edge that leads to them.
    """

    pair: Annotated[Rows, Field("backer", "the pair that it backs", low=0, of="pair")]
    edges: Annotated[Rows, Field("backer", "from the actor to the backer", low=0, of="edge")]
    target: Annotated[Rows, Field("backer", "the backer", low=0, of="actor")]
    access: Annotated[Floats, Field("backer", "its access there", low=0, high=1)]

    def among(self, place: Rows, is_present: Flags) -> Backing:
        """The same for some pairs and the actors that are present.

        Parameters
        ----------
        place : (pair,) the new number of each pair; -1 where it is left out
        is_present : (actor,)
        """
        kept = (place[self.pair] >= 0) & is_present[self.target]
        return Backing(place[self.pair[kept]], self.edges[kept], self.target[kept], self.access[kept])

    def of_edges(self, edges: Rows) -> tuple[Rows, Rows]:
        """First backer that some edges lead to, and how many they are, (edge,) both."""
        known = np.minimum(edges, len(self._ends) - 2)
        count = np.where(edges == known, self._ends[known + 1] - self._ends[known], 0)
        return self._ends[known], count

    @cached_property
    def _ends(self) -> Rows:
        """Where the backers of each edge begin, and where the last ones end."""
        last = int(self.edges[-1]) if len(self.edges) else 0
        return np.searchsorted(self.edges, np.arange(last + 2))


@dataclass(frozen=True)
class Pairs:
    """Pairs of an actor and a venue it has access to, sorted by actor, then venue."""

    row: Annotated[Rows, Field("pair", "its place among all pairs of the case, as a State has them", low=0, of="pair")]
    actor: Annotated[Rows, Field("pair", "who presses", low=0, of="actor")]
    venue: Annotated[Rows, Field("pair", "where", low=0, of="venue")]
    organ: Annotated[Rows, Field("pair", "who is pressed; for a medium the actor itself", low=0, of="actor")]
    home: Annotated[Rows, Field("pair", "country of the actor", low=0, of="country")]
    is_medium: Annotated[Flags, Field("pair", "the venue is a medium")]
    is_foreign: Annotated[Flags, Field("pair", "the venue lies in another country than the actor")]
    campaigns: Annotated[Flags, Field("pair", "the actor is an NGO or a diaspora leader")]
    access: Annotated[Floats, Field("pair", "coded access / 3", low=0, high=1)]
    backing: Backing

    def __len__(self) -> int:
        return len(self.actor)

    def among(self, is_present: Flags) -> Pairs:
        """The pairs whose actor and organ are both present.

        Parameters
        ----------
        is_present : (actor,)
        """
        kept = np.flatnonzero(is_present[self.actor] & is_present[self.organ])
        place = np.full(len(self), -1, dtype=np.intp)
        place[kept] = np.arange(len(kept))
        arrays = {f.name: getattr(self, f.name)[kept] for f in fields(self) if f.name != "backing"}
        return Pairs(**arrays, backing=self.backing.among(place, is_present))

    @cached_property
    def starts(self) -> Rows:
        """First pair of each actor with pairs."""
        return firsts(self.actor)

    @cached_property
    def at_media(self) -> Rows:
        """Pairs at a medium."""
        return np.flatnonzero(self.is_medium)

    @cached_property
    def organ_venues(self) -> Rows:
        """Venues of organs that somebody can press."""
        return np.unique(self.venue[~self.is_medium])

    @cached_property
    def media_venues(self) -> Rows:
        """Media that somebody can use."""
        return np.unique(self.venue[self.is_medium])

    @cached_property
    def campaign_abroad(self) -> Rows:
        """Pairs of a campaigner and an organ in another country."""
        return np.flatnonzero(self.campaigns & self.is_foreign & ~self.is_medium)

    @cached_property
    def who_campaign_abroad(self) -> Rows:
        """Actors of those pairs, each once."""
        return np.unique(self.actor[self.campaign_abroad])

    @cached_property
    def campaign_at_home(self) -> Rows:
        """Pairs of a campaigner who can also go abroad, and an organ at home."""
        ours = np.isin(self.actor, self.actor[self.campaign_abroad])
        return np.flatnonzero(ours & ~self.is_foreign & ~self.is_medium)

    def abroad_of(self, country: int) -> Rows:
        """Pairs of a country's campaigners and organs elsewhere."""
        return self.campaign_abroad[self.home[self.campaign_abroad] == country]

    def pressing(self, organs: Collection[int]) -> Rows:
        """Pairs at the venues of some organs."""
        key = tuple(organs)
        if key not in self._pressing:
            self._pressing[key] = np.flatnonzero(np.isin(self.organ, key) & ~self.is_medium)
        return self._pressing[key]

    @cached_property
    def _pressing(self) -> dict[tuple[int, ...], Rows]:
        return {}


def firsts(values: Rows) -> Rows:
    """Rows at which a sorted array takes a new value."""
    if len(values) == 0:
        return np.zeros(0, dtype=np.intp)
    return np.flatnonzero(np.r_[True, values[1:] != values[:-1]])
