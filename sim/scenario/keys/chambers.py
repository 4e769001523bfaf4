"""What a scenario can say of a vote: the proposal, the floor, the chamber by blocs or member by member."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field
from pydantic.json_schema import SkipJsonSchema

from sim.scenario.keys.fields import Base, Date, FileName, Position, PositionOrProvision, Share, Source, Text
from sim.scenario.keys.refs import ActorId, Country, DecisionId, Distinct, Id, IssueId
from sim.scenario.keys.rules import Rule


class Plank(Base):
    """What a proposal does on one issue."""

    status_quo: PositionOrProvision = Field(
        description="q: the state if it fails, -1 to 1, or what a negotiation has reached", examples=[0.0]
    )
    proposed: PositionOrProvision = Field(
        description="y: the state if it passes, -1 to 1, or what a negotiation has reached",
        examples=[0.6, {"negotiation": "side_talks"}],
    )
    coded_at: PositionOrProvision | None = Field(
        None,
        description="c: what was on the table when positions were coded, -1 to 1, or what a negotiation has reached; "
        "left out: the status quo. Beside the plank that changes most, a plank counts by its change from c",
        examples=[-0.6],
    )
    source: Source = Field(description="where it comes from (a key of the bibliography, a page), or `assumed`")


class Seats(Base):
    """One bloc's part of a chamber."""

    members: Annotated[int, Field(ge=1, le=100_000)] = Field(description="seats", examples=[257])
    weight: Annotated[float, Field(gt=0)] = Field(1.0, description="votes of each member; rule weighted only")
    source: Source = Field(description="where it comes from (a key of the bibliography, a page), or `assumed`")


class Member(Base):
    """One row of a members_file: where one member of a chamber stands."""

    member: str = Field(min_length=1, description="name, unique in the file", examples=["Ana Ruiz"])
    bloc: ActorId = Field(description="its bloc, an actor of this decision's chamber", examples=["council_majority"])
    position: Position = Field(description="where it stands along the proposal's axis", examples=[0.35])
    source: Source = Field(description="where the row comes from, or `assumed`", examples=["assumed"])


class Repeal(Base):
    """What has passed falls again, for good, in the month in which enough of its chamber has turned against it."""

    until: Date = Field(
        description="last month in which it can fall, within the period, not before the vote", examples=["1995-12"]
    )
    needed: Share = Field(description="share of the chamber [0-1] that must turn against it", examples=[0.5])
    source: Source = Field(description="where it comes from (a key of the bibliography, a page), or `assumed`")


class Decision(Base):
    """A vote of a chamber on a proposal."""

    title: Text = Field(description="what is voted, and where", examples=["NAFTA in the House"])
    date: Date = Field(description="month of the vote, within the period", examples=["1993-11-17"])
    pending_from: Date = Field(
        description="from when effort flows to its pivotal blocs, not after the vote", examples=["1993-08"]
    )
    executive: ActorId | None = Field(
        None,
        description="the actor (a government) that governs: it pulls its party toward what it wants, others away",
        examples=["us_president"],
    )
    proposal: dict[IssueId, Plank] = Field(min_length=1, description="q and y of every issue that the proposal touches")
    binds: Distinct[Country] = Field(
        default_factory=list,
        description="countries that the outcome binds: while it is pending, its chamber has full leverage over them, "
        "but on its main plank",
        examples=[["MX"]],
    )
    requires: Distinct[DecisionId] = Field(
        default_factory=list,
        description="decisions, not later ones, that must have passed, else it never reaches the floor",
        examples=[["us_fast_track_1991"]],
    )
    gatekeeper: ActorId | None = Field(
        None, description="an actor that keeps it from the floor unless it gains by it", examples=["us_speaker"]
    )
    withdraws: bool = Field(
        False,
        description="whether it is taken back when the yeas expected are too few (rules majority, supermajority, "
        "subordinate)",
    )
    repeal: Repeal | None = Field(None, description="whether it can fall again after it has passed")
    chamber: dict[ActorId, Seats] = Field(
        default_factory=dict,
        description="blocs by actor id, governments all; one bloc of one member under rule executive; may be left "
        "out under rules sequence and any_of only",
    )
    members_file: FileName | None = Field(
        None,
        description="CSV file beside scenario.yaml, one row per member: member (unique name), bloc (of the chamber), "
        "position (along the proposal's axis, -1 to 1), source; blocs without rows stand at the quantiles of their "
        "dispersion",
        examples=["house.csv"],
    )
    # Not a key of scenario.yaml: reading/members.py puts it in.
    members: SkipJsonSchema[dict[Id, list[Position]]] = Field(
        default_factory=dict,
        description="from members_file: positions of each bloc's members, in the order of the file",
    )
    rule: Rule = Field(discriminator="type", description="how the votes decide")
    source: Source = Field(description="where it comes from (a key of the bibliography, a page), or `assumed`")
