"""What a scenario says of groups: who, whose ties, or what tactic is taken away where it is asked who mattered."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from sim.scenario.keys.fields import Base, Selector, Source, Text
from sim.scenario.keys.refs import Id, Ref

Cut = Literal["within", "across_borders"]


class Group(Base):
    """What `explain` takes away together: actors, all ties among some while they themselves stay, or a tactic."""

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
    variant: Annotated[Id, Ref("variants")] | None = Field(
        None,
        description="a variant of the case that does without it, such as a tactic; then neither actors nor ties. Asked "
        "of the case as written alone",
        examples=["no_testimony"],
    )
    source: Source = Field(description="why these, or `assumed`")
