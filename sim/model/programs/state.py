"""What changes in programs (E11) and at desks (E12) during a run."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from sim.model.declare import Field
from sim.model.state import Block, Flags, Floats


@dataclass(frozen=True)
class Sites(Block):
    """What programs have opened and delivered; sites of all programs in a row, a bond for each host and place."""

    site_open: Annotated[Flags, Field("site run", "the program works there")]
    success: Annotated[Floats, Field("site run", "share of what a site could deliver", low=0, high=1)]
    partner_funds: Annotated[Floats, Field("site run", "that partners add", "100,000 USD per year", low=0)]
    capital: Annotated[Floats, Field("bond run", "social capital of a host at a place", "years of success", low=0)]


@dataclass(frozen=True)
class Waits(Block):
    """How long cases wait, and who decides them."""

    wait_central: Annotated[Floats, Field("desk run", "from filing to decision at the ministries", "years", low=0)]
    wait_local: Annotated[Floats, Field("desk run", "the same at local offices", "years", low=0)]
    decided_locally: Annotated[Floats, Field("desk run", "share of cases", low=0, high=1)]
