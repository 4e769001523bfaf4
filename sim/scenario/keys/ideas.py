"""What a scenario says of ideas: what many bodies may take up, each the sooner the more of them have."""

from __future__ import annotations

from typing import Annotated

from pydantic import Discriminator, Field, Tag

from sim.scenario.keys.fields import Base, Date, Selector, Share, Source, Text
from sim.scenario.keys.refs import ActorId, Distinct, ShockId

Early = Annotated[
    Annotated[list[ActorId], Tag("<list>")] | Annotated[dict[ActorId, Share], Tag("<shares>")],
    Discriminator(lambda value: "<shares>" if isinstance(value, dict) else "<list>"),
]


class Window(Base):
    """Months in which an idea can be taken up, or a negotiation is open; they are an input, so no finding of a run."""

    since: Date = Field(description="first month, within the period", examples=["2017-08"])
    until: Date = Field(description="last month, included, within the period", examples=["2018-09"])
    width: Share = Field(1.0, description="how far it is open [0-1]; of ideas alone: talks are open or they are not")
    source: Source = Field(description="where it comes from (a key of the bibliography, a page), or `assumed`")


class Idea(Base):
    """What many bodies may take up in a window, and keep."""

    title: Text = Field(description="the idea in words", examples=["Banks accept the consular ID"])
    adopters: Selector = Field(
        description="who may take it up: organs, states, banks", examples=[{"kind": "government"}]
    )
    windows: list[Window] = Field(
        description="when it can be taken up; they may not overlap; `[]`: never",
        examples=[[{"since": "2017-08", "until": "2018-09", "source": "assumed"}]],
    )
    in_shares: bool = Field(
        False,
        description="adopters stand for many bodies each (column size), of which shares take it up; left out: each is "
        "one body, which takes it up or does not",
    )
    adopted_at_start: Early = Field(
        default_factory=list,
        description="adopters that have taken it up before the first month, or with in_shares what share of each has",
        examples=[["chile"], {"states": 0.1}],
    )
    threatened_by: Distinct[ShockId] = Field(
        default_factory=list, description="shocks under which adopters give it up again", examples=[["attacks"]]
    )
    source: Source = Field(description="where it comes from (a key of the bibliography, a page), or `assumed`")
