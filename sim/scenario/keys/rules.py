"""How the votes of a chamber, or of several, make a decision."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from sim.model.agenda import JOINED
from sim.scenario.keys.fields import Base, Share
from sim.scenario.keys.refs import DecisionId, Distinct


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


class Supermajority(Base):
    """A qualified majority of the members, such as two thirds."""

    type: Literal["supermajority"] = Field(description="names the rule", examples=["supermajority"])
    needed: Share = Field(description="share of the votes [0-1] that must be yes", examples=[0.6667])
    discipline: Share = Field(0.0, description="share of members [0-1] who follow their bloc's line")


class Weighted(Base):
    """Members with votes of different weight, as on the board of a bank or in a council of states."""

    type: Literal["weighted"] = Field(description="names the rule", examples=["weighted"])
    needed: Share = Field(description="share of the weights [0-1] that must say yes", examples=[0.85])
    discipline: Share = Field(0.0, description="share of members [0-1] who follow their bloc's line")


class Consensus(Base):
    """Each bloc is a state, and all must agree: any of them may block."""

    type: Literal["consensus"] = Field(description="names the rule", examples=["consensus"])
    discipline: ClassVar[float] = 0.0


class Treaty(Base):
    """Each bloc is a state, which joins or stays out; in force once enough of them have joined."""

    type: Literal["treaty"] = Field(description="names the rule", examples=["treaty"])
    ratifications: Annotated[int, Field(ge=1)] = Field(description="states that must say yes", examples=[3])
    discipline: ClassVar[float] = 0.0


class Executive(Base):
    """The one bloc, of one member, decides alone, and feels pressure from abroad in its vote."""

    type: Literal["executive"] = Field(description="names the rule", examples=["executive"])
    discipline: ClassVar[float] = 0.0


class Sequence(Base):
    """Passes when all of several decisions have, and falls with the first that is taken back; it has no votes."""

    type: Literal["sequence"] = Field(description="names the rule", examples=["sequence"])
    bodies: Distinct[DecisionId] = Field(
        min_length=1, description="decisions, not later ones, that must all have passed", examples=[["house", "senate"]]
    )
    discipline: ClassVar[float] = 0.0


class AnyOf(Base):
    """Passes when one of several decisions has; it has no votes of its own."""

    type: Literal["any_of"] = Field(description="names the rule", examples=["any_of"])
    bodies: Distinct[DecisionId] = Field(
        min_length=1,
        description="decisions, not later ones, of which one must have passed",
        examples=[["house", "referendum"]],
    )
    discipline: ClassVar[float] = 0.0


RULES = (
    "majority", "subordinate", "supermajority", "weighted", "consensus", "treaty", "executive", *JOINED,
)  # fmt: skip
Rule = Majority | Subordinate | Supermajority | Weighted | Consensus | Treaty | Executive | Sequence | AnyOf
