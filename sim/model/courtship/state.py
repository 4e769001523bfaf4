"""What changes in courtships during a run (E9)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from sim.model.declare import Field
from sim.model.state import Block, Floats


@dataclass(frozen=True)
class Courted(Block):
    """Who is skeptical of a patron, who was invited, and who came; visits of all courtships in a row."""

    skepticism: Annotated[Floats, Field("courtship actor run", "of a patron's model", low=0, high=1)]
    offered: Annotated[Floats, Field("visit run", "places that were offered so far", "bodies", low=0)]
    guests: Annotated[Floats, Field("visit actor run", "hosted so far, each time counted", "bodies", low=0)]
