"""What a scenario says of programs that open sites with local partners, and of desks where cases wait."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from sim.scenario.keys.fields import Base, Date, Selector, Source, Text
from sim.scenario.keys.refs import ActorId, Distinct, IssueId, PlaceId

Positive = Annotated[float, Field(gt=0)]


class Claimed(Base):
    """What a source says that a program delivers in full: an input, never a result."""

    value: float = Field(description="the figure, in its unit", examples=[12])
    unit: Text = Field(description="unit of the figure", examples=["% more exports"])
    source: Source = Field(description="who claims it", examples=["claimed (S119)"])


class Program(Base):
    """Something that a host offers at many places, each with a local partner whose money is matched with seed money."""

    title: Text = Field(description="its name", examples=["Health windows"])
    host: ActorId = Field(
        description="the actor that runs it; social capital at a place belongs to the host",
        examples=["health_ministry"],
    )
    funders: Selector = Field(description="who pays the seed: one of them must be active")
    partners: Selector = Field(description="who can be its local partner: those allied with the host are")
    academics: Selector | None = Field(
        None, description="universities that stand by it: allied with the host, or success falls; left out: none needed"
    )
    places: Distinct[PlaceId] | None = Field(None, description="where it can open a site; left out: all places")
    pilots: Distinct[PlaceId] = Field(default_factory=list, description="sites that are open from its first month")
    since: Date = Field(description="first month", examples=["2003-01"])
    until: Date | None = Field(None, description="last month; left out: to the end")
    seed: Positive = Field(description="seed money at each site [100,000 USD a year]", examples=[0.6])
    need: Positive = Field(description="what a site takes to deliver in full [100,000 USD a year]", examples=[1.2])
    matched: bool = Field(True, description="whether partners add money of their own")
    measured: bool = Field(True, description="whether results are measured all along")
    claimed: Claimed | None = Field(None, description="what a source says that it delivers in full")
    source: Source = Field(description="where it comes from (a key of the bibliography, a page), or `assumed`")


class CentralDesk(Base):
    """Handling by the ministries, one stage after the other."""

    stages: Annotated[int, Field(ge=1, le=100)] = Field(description="offices that a case passes through", examples=[4])
    hours: Positive = Field(description="hours from filing to decision if all cases come here", examples=[2016])
    source: Source = Field(description="where it comes from (a key of the bibliography, a page), or `assumed`")


class LocalDesk(Base):
    """Handling at local offices."""

    hours: Positive = Field(description="hours to a decision if all cases are shared by all offices", examples=[48])
    source: Source = Field(description="where it comes from (a key of the bibliography, a page), or `assumed`")


class Desk(Base):
    """Cases that are decided by ministries, or at local offices as far as those who govern let them."""

    title: Text = Field(description="which cases", examples=["Local permits"])
    issue: IssueId = Field(
        description="the issue whose positive pole is that local offices decide", examples=["autonomy"]
    )
    deciders: Selector = Field(description="governments whose policy on it sets the share decided locally")
    offices: Selector = Field(description="local offices, counted by size while they are allied with the hub")
    hub: ActorId = Field(description="the actor that local offices work with", examples=["foreign_ministry"])
    arrivals: Positive = Field(description="cases a year", examples=[500])
    central: CentralDesk = Field(description="handling by the ministries")
    local: LocalDesk = Field(description="handling at local offices")
    source: Source = Field(description="where it comes from (a key of the bibliography, a page), or `assumed`")
