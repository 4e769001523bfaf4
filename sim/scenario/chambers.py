"""What a scenario can say of a vote: the proposal, the chamber by blocs or member by member, the rule."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field
from pydantic.json_schema import SkipJsonSchema

from sim.scenario.fields import Base, Date, FileName, Id, Position, Share, Source, Text


class Plank(Base):
    """What a proposal does on one issue."""

    status_quo: Position = Field(description="q: the state if it fails, -1 to 1", examples=[0.0])
    proposed: Position = Field(description="y: the state if it passes, -1 to 1", examples=[0.6])
    source: Source = Field(description="where it comes from (a key of the bibliography, a page), or `assumed`")


class Seats(Base):
    """One bloc's part of a chamber."""

    members: Annotated[int, Field(ge=1, le=100_000)] = Field(description="seats", examples=[257])
    endorsed: Position = Field(0.0, description="its own leaders: +1 all for, -1 all against")
    constituency: Position = Field(0.0, description="stake of its districts: +1 all gain, -1 all lose")
    source: Source = Field(description="where it comes from (a key of the bibliography, a page), or `assumed`")


class Member(Base):
    """One row of a members_file: where one member of a chamber stands."""

    member: str = Field(min_length=1, description="name, unique in the file", examples=["Ana Ruiz"])
    bloc: Id = Field(description="its bloc, an actor of this decision's chamber", examples=["council_majority"])
    position: Position = Field(description="where it stands along the proposal's axis", examples=[0.35])
    source: Source = Field(description="where the row comes from, or `assumed`", examples=["assumed"])


class Majority(Base):
    """More than half of the members."""

    type: Literal["majority"] = Field(description="names the rule", examples=["majority"])
    discipline: Share = Field(0.0, description="share of members [0-1] who follow their bloc's line")


class Subordinate(Base):
    """A majority chamber whose governing bloc follows the executive (Bueno de Mesquita et al. 2003)."""

    type: Literal["subordinate"] = Field(description="names the rule", examples=["subordinate"])
    discipline: Share = Field(0.0, description="share of members of other blocs [0-1] who follow their bloc's line")
    coalition_share: Share = Field(
        description="w/S: winning coalition as a share of the selectorate [0-1]; 1 - w/S follow the executive",
        examples=[0.2],
    )


class Decision(Base):
    """A vote of a chamber on a proposal."""

    title: Text = Field(description="what is voted, and where", examples=["NAFTA in the House"])
    date: Date = Field(description="month of the vote, within the period", examples=["1993-11-17"])
    pending_from: Date = Field(
        description="from when effort flows to its pivotal blocs, not after the vote", examples=["1993-08"]
    )
    executive: Id | None = Field(
        None,
        description="the actor (a government) that governs; blocs of its party are its own",
        examples=["us_president"],
    )
    proposal: dict[Id, Plank] = Field(min_length=1, description="q and y of every issue that the proposal touches")
    chamber: dict[Id, Seats] = Field(min_length=1, description="blocs by actor id, governments all")
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
    rule: Majority | Subordinate = Field(discriminator="type", description="how the votes decide")
    source: Source = Field(description="where it comes from (a key of the bibliography, a page), or `assumed`")
