"""What a scenario says of groups: who is taken away together, or whose ties are, where it is asked who mattered."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from sim.scenario.keys.fields import Base, Selector, Source, Text

Cut = Literal["within", "across_borders"]


class Group(Base):
    """Actors that `explain` deletes together, or all ties among whom it cuts while they themselves stay."""

    label: Text = Field(description="the group in words", examples=["Labor"])
    actors: Selector = Field(
        default_factory=lambda: Selector(),
        description="its members; left out: anyone, for ties alone",
        examples=[{"ids": ["afl_cio", "ue"]}],
    )
    ties: Cut | None = Field(
        None,
        description="no member is deleted, but no tie between two of them is ever open: of any two (within), or of two "
        "of different countries (across_borders); left out: the members are deleted",
        examples=["within"],
    )
    source: Source = Field(description="why these, or `assumed`")
