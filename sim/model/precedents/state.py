"""What changes of precedents during a run (E7)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from sim.model.declare import Field
from sim.model.state import Block, Flags, Floats


@dataclass(frozen=True)
class Offers(Block):
    """What other agreements carry, and what is on offer in the talks of the case."""

    carried: Annotated[Floats, Field("agreement issue run", "it has the provision; 0 before its date", low=0, high=1)]
    on_offer: Annotated[Flags, Field("provision run", "the core was on offer in a window that has opened")]
    chance: Annotated[Floats, Field("provision run", "that it came on offer as the last window opened", low=0, high=1)]
