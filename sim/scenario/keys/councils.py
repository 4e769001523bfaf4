"""What a scenario says of councils: places that send members, and the regimes by which members are found."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from sim.scenario.keys.fields import Base, Date, Selector, Share, Source, Text
from sim.scenario.keys.refs import ActorId, Distinct, Id, IssueId, PlaceId


class Place(Base):
    """One row of places.csv: a consular district, a region, a municipality."""

    id: Id = Field(description="name of the row", examples=["chicago"])
    name: str = Field(min_length=1, description="name in English, or its own", examples=["Chicago"])
    name_es: str | None = Field(None, description="name in Spanish", examples=["Ciudad de México"])
    country: str = Field(min_length=1, description="country code", examples=["US"])
    weight: Annotated[float, Field(ge=0)] = Field(
        1.0, description="how many people live there that matter here, in any unit: shares out the seats of a council"
    )
    insiders: Share = Field(0.0, description="share of candidates who are put up by local power groups [0-1]")
    oversight: Share = Field(0.5, description="how closely choices there are watched [0-1]")
    source: Source = Field(description="where the row comes from, or `assumed`", examples=["assumed"])
    note: str | None = Field(None, description="anything a reader should know")


class Groups(Base):
    """The actors whose convictions and concerns the members of a council share."""

    first_generation: ActorId = Field(
        description="who speaks for migrants of the first generation", examples=["hometown_clubs"]
    )
    established: ActorId = Field(description="who speaks for later generations", examples=["professionals"])
    insiders: ActorId = Field(description="who speaks for local power groups", examples=["local_bosses"])


class Regime(Base):
    """How members of a council are found from some month on."""

    type: Literal["elected", "selected", "club", "network"] = Field(
        description="elected: by districts; selected: a convener picks projects on its themes; club: by invitation; "
        "network: by invitation, under a patron",
        examples=["elected"],
    )
    since: Date = Field(description="first month, within the period", examples=["2002-10"])
    until: Date | None = Field(None, description="last month; left out: until the next regime begins, or to the end")
    body: ActorId = Field(description="the actor that the members form", examples=["ccime_elected"])
    seats: Annotated[int, Field(ge=1, le=10_000)] = Field(
        description="members that are elected, picked or invited", examples=[100]
    )
    appointed: Annotated[int, Field(ge=0, le=10_000)] = Field(
        0, description="further members, appointed by merit (elected only)"
    )
    term_years: Annotated[float, Field(gt=0, le=50)] = Field(description="years between selections", examples=[3])
    themes: Distinct[IssueId] = Field(
        default_factory=list, description="issues on which projects are wanted (selected only)", examples=[["social"]]
    )
    patron: ActorId | None = Field(None, description="the actor that lends it legitimacy (network only)")
    source: Source = Field(description="where it comes from (a key of the bibliography, a page), or `assumed`")


class Council(Base):
    """A body of people chosen from many places, whose members wear out, are captured, and speak for their groups."""

    title: Text = Field(description="its name", examples=["Advisory council"])
    places: Distinct[PlaceId] | None = Field(None, description="where its members live; left out: all places")
    first_generation: Share = Field(
        description="share of the first generation among those who could serve [0-1]", examples=[0.6]
    )
    candidates_per_seat: Annotated[int, Field(ge=1, le=100)] = Field(4, description="people who could serve, per seat")
    groups: Groups = Field(description="whose convictions members share")
    audience: Selector = Field(
        default_factory=lambda: Selector(ids=[]),
        description="in whose eyes a patron lends legitimacy: those of its party; left out: nobody",
    )
    regimes: list[Regime] = Field(min_length=1, description="how members are found, in the order of time")
    source: Source = Field(description="where it comes from (a key of the bibliography, a page), or `assumed`")
