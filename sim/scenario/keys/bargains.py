"""What a scenario can say of pressure from abroad and of bargains.

Leverage between countries, shocks to attention, what organs have promised, negotiations before a vote, and what their
parties have agreed with others.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from sim.scenario.keys.fields import Base, Date, Position, Share, Source, Text
from sim.scenario.keys.ideas import Window
from sim.scenario.keys.refs import ActorId, Country, DecisionId, Distinct, IssueId, NegotiationId

Depth = Annotated[float, Field(ge=0, le=7)]


class Leverage(Base):
    """How much one country depends on another in one month.

    Between the dates of a pair it changes on a straight line; before the first and after the last it stays. A pair
    that is not named has none.
    """

    by: Country = Field(description="the country that has it", examples=["US"])
    over: Country = Field(description="the country that depends, another one", examples=["MX"])
    date: Date = Field(description="month, in the period or not; once for each pair", examples=["1992-01"])
    value: Share = Field(
        description="share of `over`'s goods exports that go to `by`, or another measure of dependence [0-1]",
        examples=[0.74],
    )
    source: Source = Field(description="where it comes from (a key of the bibliography, a page), or `assumed`")


class Shock(Base):
    """A dated shock to attention, which fades; with an actor it resonates only with those tied to it."""

    title: Text = Field(description="what happened", examples=["Uprising in Chiapas"])
    date: Date = Field(description="month, within the period", examples=["1994-01-01"])
    issues: Distinct[IssueId] = Field(
        min_length=1, description="issues that it draws attention to", examples=[["autonomy"]]
    )
    actor: ActorId | None = Field(
        None, description="whose act it is; left out: all hear of it alike", examples=["ezln"]
    )
    countries: Distinct[Country] | None = Field(
        None, min_length=1, description="where it is heard; left out: everywhere", examples=[["MX", "US"]]
    )
    source: Source = Field(description="where it comes from (a key of the bibliography, a page), or `assumed`")


class Commitment(Base):
    """What organs have promised; the gap to what they do makes them accountable."""

    title: Text = Field(description="the promise in words", examples=["To enforce its own labor law"])
    organs: Distinct[ActorId] = Field(
        min_length=1, description="actors that have promised it", examples=[["mx_executive"]]
    )
    issue: IssueId = Field(description="on which issue", examples=["labor"])
    value: Position | None = Field(None, description="the position promised, -1 to 1; or negotiation", examples=[0.6])
    negotiation: NegotiationId | None = Field(
        None,
        description="promised is what the issue has reached in this negotiation; or value",
        examples=["side_talks"],
    )
    since: Date = Field(description="first month in force; before the period: already there", examples=["1994-01"])
    until: Date | None = Field(None, description="last month in force; left out: to the end", examples=["1998-12"])
    source: Source = Field(description="where it comes from (a key of the bibliography, a page), or `assumed`")


class NegotiatedIssue(Base):
    """An issue on which a provision is chosen: 0 off the table, 1 consulted, 2 side agreement, 3 in the core text."""

    status_quo: Position = Field(description="q: the state without an agreement, -1 to 1", examples=[0.0])
    field: Literal["labor", "environment"] | None = Field(
        None,
        description="of these it is measured how parties come to offer the core: it is drawn as the text opens, by "
        "what they agreed before; left out: the core is on offer while the text is open",
        examples=["labor"],
    )
    source: Source = Field(description="where it comes from (a key of the bibliography, a page), or `assumed`")


class FixedPlank(Base):
    """What a negotiated proposal does, beyond dispute, on one issue."""

    status_quo: Position = Field(description="q: the state if it fails, -1 to 1", examples=[-1.0])
    proposed: Position = Field(description="y: the state if it passes, -1 to 1", examples=[1.0])
    source: Source = Field(description="where it comes from (a key of the bibliography, a page), or `assumed`")


class Gatekeeper(Base):
    """Who can refuse the vote, and so must gain by what is negotiated."""

    actor: ActorId = Field(description="who it is", examples=["us_house_leaders"])
    since: Date | None = Field(None, description="first month; left out: from the start")
    until: Date | None = Field(None, description="last month; left out: to the end")
    source: Source = Field(description="where it comes from (a key of the bibliography, a page), or `assumed`")


class Negotiation(Base):
    """A two-level game: a proposer chooses provisions on issues so that partners, bodies and gatekeepers accept."""

    title: Text = Field(description="what is negotiated", examples=["The side agreements"])
    proposer: ActorId = Field(description="the actor, a government, that chooses", examples=["us_president"])
    partners: Distinct[ActorId] = Field(
        description="governments and foreign states that must accept", examples=[["mx_executive", "ca_executive"]]
    )
    protocol: Literal["agenda_setter", "alternating_offers"] = Field(
        "agenda_setter",
        description="how a package is found. agenda_setter: the proposer picks the best by what it gains and how "
        "likely the others are to accept; alternating_offers: what a game ends with in which proposer and partners, in "
        "this order, make as many offers as the window has months, and accept what is worth no less than to go on",
    )
    depth: Depth | None = Field(
        None, description="how far the agreement goes, 0 to 7 (DESTA); where an issue has a field", examples=[7]
    )
    south: bool = Field(False, description="all parties are countries of the South; where an issue has a field")
    issues: dict[IssueId, NegotiatedIssue] = Field(
        min_length=1, max_length=4, description="whose provision is chosen: 1 to 4 issues, by id"
    )
    proposal: dict[IssueId, FixedPlank] = Field(
        default_factory=dict, description="planks that come with it, fixed, on other issues than those negotiated"
    )
    windows: list[Window] = Field(
        description="when provisions are chosen; they may not overlap; `[]`: never",
        examples=[[{"since": "1993-03", "until": "1993-08", "source": "assumed"}]],
    )
    core_windows: list[Window] = Field(
        default_factory=list,
        description="when the text is open, so that an issue can enter its core; they may not overlap",
        examples=[[{"since": "1991-06", "until": "1992-08", "source": "assumed"}]],
    )
    bodies: Distinct[DecisionId] = Field(
        default_factory=list,
        description="decisions whose ratification counts (rules majority, supermajority, subordinate)",
        examples=[["us_house_1993"]],
    )
    gatekeepers: list[Gatekeeper] = Field(default_factory=list, description="who can refuse the vote")
    source: Source = Field(description="where it comes from (a key of the bibliography, a page), or `assumed`")


class Agreement(Base):
    """What a party to the talks of the case has agreed with others: a precedent for issues that have a field."""

    date: Date = Field(
        description="month of its signature; before the period: its record is known at the start", examples=["2000-07"]
    )
    parties: Distinct[Annotated[str, Field(min_length=1)]] = Field(
        min_length=2, description="countries, of the case or not", examples=[["US", "JO"]]
    )
    depth: Depth = Field(description="how far it goes, 0 to 7 (DESTA)", examples=[4])
    south: bool = Field(False, description="all parties are countries of the South")
    side: bool = Field(False, description="a side agreement: its provisions count by precedents.side_weight")
    provisions: dict[IssueId, Share] = Field(
        default_factory=dict,
        description="1 where it has the provision on an issue, 0 where not, on record; an issue left out: not known, "
        "and drawn in every run (before the period 0)",
        examples=[{"labor": 1, "environment": 1}],
    )
    source: Source = Field(description="where it comes from (a key of the bibliography, a page), or `assumed`")
