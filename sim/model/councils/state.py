"""What changes in councils during a run (E10)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from sim.model.declare import Field
from sim.model.state import Block, Counts, Flags, Floats


@dataclass(frozen=True)
class Seats(Block):
    """Who could serve, who serves, and what it has cost them; candidates, and places, of all councils in a row."""

    is_first: Annotated[Flags, Field("candidate run", "of the first generation")]
    is_insider: Annotated[Flags, Field("candidate run", "put up by a local power group")]
    strength: Annotated[Floats, Field("candidate run", "support at home", "standard deviations")]
    theme: Annotated[Counts, Field("candidate run", "the issue that its project is about", low=0, of="issue")]
    wear: Annotated[Floats, Field("candidate run", "what campaigns cost it", "sd of what a seat is worth", low=0)]
    is_member: Annotated[Flags, Field("candidate run", "it sits on its council")]
    is_elected: Annotated[Flags, Field("candidate run", "a member by election")]
    capture: Annotated[Floats, Field("place run", "of elections by local power groups", low=0, high=1)]
    effectiveness: Annotated[Floats, Field("council run", "share of members' work that gets anywhere", low=0, high=1)]
