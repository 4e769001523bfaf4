"""What a scenario says of patrons who court people abroad: visits, what is known of them, tension with others."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from sim.scenario.keys.fields import Base, Date, Selector, Share, Source, Text
from sim.scenario.keys.refs import ActorId, Country, Distinct, Id, IssueId


class Visit(Base):
    """Paid journeys to the patron, at one time or spread over months."""

    title: Text = Field(description="who went where", examples=["Training for officials"])
    since: Date = Field(description="first month, within the period", examples=["2019-06"])
    until: Date | None = Field(None, description="last month; left out: the first")
    invited: Annotated[float, Field(gt=0)] = Field(description="people invited, in all", examples=[21])
    guests: Selector = Field(description="among whom guests are chosen", examples=[{"kind": "ngo", "country": "MX"}])
    targeting: Literal["brokers", "broadcast"] = Field(
        "brokers", description="brokers: those whom many listen to; broadcast: all alike, by size"
    )
    attendance: Literal["offered", "documented"] = Field(
        "offered", description="offered: some decline; documented: all came, an input"
    )
    source: Source = Field(description="where it comes from (a key of the bibliography, a page), or `assumed`")


class Disclosure(Base):
    """How far it is known from a month on who is courted, and by whom."""

    date: Date = Field(description="month from which it holds; before the period: from the start", examples=["2017-12"])
    value: Share = Field(description="0 nobody knows, 1 all is public", examples=[0.2])
    source: Source = Field(description="where it comes from (a key of the bibliography, a page), or `assumed`")


class Courtship(Base):
    """A patron's effort to be liked by people who are listened to in another country."""

    title: Text = Field(description="who courts whom", examples=["China's people-to-people diplomacy"])
    patron: ActorId = Field(
        description="the actor that invites, a foreign state; guests hear its positions", examples=["training_agency"]
    )
    issues: Distinct[IssueId] = Field(min_length=1, description="what guests hear about", examples=[["trade"]])
    skeptic_issue: IssueId = Field(
        description="the issue whose positive pole is skepticism of the patron's model", examples=["democracy"]
    )
    partner: Country | None = Field(
        None, description="main partner of the guests' country: tension with it opens doors to the patron"
    )
    disclosure: list[Disclosure] = Field(default_factory=list, description="what is known of it, from month to month")
    visits: dict[Id, Visit] = Field(min_length=1, description="its invitations, by id; no two of a case share one")
    source: Source = Field(description="where it comes from (a key of the bibliography, a page), or `assumed`")


class Tension(Base):
    """How tense things are between two countries in one month; on a straight line between the dates of a pair."""

    between: list[Country] = Field(min_length=2, max_length=2, description="the two countries", examples=[["MX", "US"]])
    date: Date = Field(description="month, in the period or not; once for each pair", examples=["2017-01"])
    value: Share = Field(description="0 none, 1 the worst of the period", examples=[0.8])
    source: Source = Field(description="where it comes from (a key of the bibliography, a page), or `assumed`")
