"""What a scenario can say: every key, its unit and range, as pydantic models.

A scenario is a folder with `scenario.yaml`, `actors.csv`, `ties.csv`, `claims.csv` and files of members of votes.
`load.py` reads them into one `Scenario`; `compile.py` turns it into arrays. `reference.py` writes this page for people,
scenarios/REFERENCE.md. Votes stand in chambers.py and rules.py; leverage, shocks,
promises and negotiations in bargains.py; ideas in ideas.py; councils in councils.py; programs and desks in programs.py;
visits in courtships.py; outcomes and claims in outcomes.py; groups in groups.py.
"""

from __future__ import annotations

from html import escape
from typing import Annotated, Literal

from pydantic import Field

from sim.scenario.keys.bargains import (
    Agreement,
    Commitment,
    FixedPlank,
    Gatekeeper,
    Leverage,
    NegotiatedIssue,
    Negotiation,
    Shock,
)
from sim.scenario.keys.chambers import Decision, Member, Plank, Repeal, Seats
from sim.scenario.keys.councils import Council, Place, Regime
from sim.scenario.keys.courtships import Courtship, Disclosure, Tension, Visit
from sim.scenario.keys.fields import (
    ROLES,
    AccessLetter,
    Base,
    Date,
    FromNegotiation,
    KeyDate,
    Kind,
    Label,
    Openness,
    Position,
    Selector,
    Share,
    Source,
    Text,
    Tier,
    VenueKind,
    parse_date,
)
from sim.scenario.keys.groups import Group
from sim.scenario.keys.ideas import Idea, Window
from sim.scenario.keys.outcomes import Claim, Comparison, Expectation, Outcome, UnscoredClaim, Variant
from sim.scenario.keys.programs import Claimed, Desk, Program
from sim.scenario.keys.refs import ActorId, Id, IssueId, VenueId
from sim.scenario.keys.rules import (
    Consensus,
    Executive,
    Majority,
    Sequence,
    Subordinate,
    Supermajority,
    Treaty,
    Weighted,
)

__all__ = [
    "ROLES", "AccessLetter", "Actor", "ActorChange", "Agreement", "Barrier", "Base", "Claim", "Claimed", "Commitment",
    "Comparison", "Consensus", "Council", "Coupling", "Courtship", "Date", "Decision", "Desk", "Disclosure", "Event",
    "Executive",
    "Expectation", "FixedPlank", "Forum", "FromNegotiation", "Gatekeeper", "Group", "Id", "Idea", "Issue", "Kind",
    "Label", "Leverage", "Majority", "Member", "NegotiatedIssue", "Negotiation", "Outcome", "Period", "Place", "Plank",
    "Position", "Program", "Regime", "Repeal", "Scenario", "Seats", "Selector", "Sequence", "Share", "Shock",
    "Subordinate", "Supermajority", "Tension", "Text", "Tie", "Tier", "Treaty", "UnscoredClaim", "Variant",
    "Venue", "VenueChange", "VenueKind", "Visit", "Weighted", "Window", "parse_date",
]  # fmt: skip


class Period(Base):
    """First and last month of a run; every case steps by month."""

    start: Date = Field(description="first month", examples=["1990-06"])
    end: Date = Field(description="last month, included", examples=["1994-12"])


class Issue(Base):
    """One dimension of positions, with both of its poles in words."""

    title: Text = Field(description="name of the issue", examples=["Labor rights"])
    negative: Text = Field(description="what position -1 stands for", examples=["no common labor rules"])
    positive: Text = Field(description="what position +1 stands for", examples=["binding labor rules"])
    tier: Tier = Field(
        description="depth of the belief (Sabatier): weight 4, 2, 1 in distances and its susceptibility",
        examples=["policy_core"],
    )
    source: Source = Field(description="where it comes from (a key of the bibliography, a page), or `assumed`")


class Coupling(Base):
    """Two issues heard as one: what moves an actor on the first also moves it on the second."""

    issues: list[IssueId] = Field(
        min_length=2,
        max_length=2,
        description="the two issues, different ones; an issue has at most 3 partners",
        examples=[["labor", "trade"]],
    )
    sign: Literal[-1, 1] = Field(1, description="+1 if the positive poles go together")
    source: Source = Field(description="where it comes from (a key of the bibliography, a page), or `assumed`")


class Venue(Base):
    """A place where effort can be spent: an organ that is pressed, or a medium that raises attention."""

    kind: VenueKind = Field(
        description="executive, legislature, international, court (court, panel or complaints office): press their "
        "organ; press, street, digital: raise attention",
        examples=["legislature"],
    )
    country: str = Field(min_length=1, description="country of the organ or the audience", examples=["US"])
    organ: ActorId | None = Field(
        None, description="the actor that is pressed (organ kinds, and only these)", examples=["us_house"]
    )
    openness: Openness = Field(
        description="how open it is [0-1], one number or one per issue; issues left out are closed (0)",
        examples=[0.5, {"labor": 0.5}],
    )
    closed_to: Selector | None = Field(
        None,
        description="who does not get in at all, neither by a door of its own nor by an ally's; left out: nobody",
        examples=[{"ids": ["rmalc"]}],
    )
    source: Source = Field(description="where it comes from (a key of the bibliography, a page), or `assumed`")


class Forum(Base):
    """A meeting or standing body that brings actors together."""

    title: Text = Field(description="what met, and where", examples=["Forum of Zacatecas"])
    since: Date = Field(description="first month; before the period: already there", examples=["1991-10"])
    until: Date | None = Field(
        None, description="last month in which it binds who took part; left out: for good", examples=["1992-08"]
    )
    participants: Selector = Field(description="who attends", examples=[{"kind": "ngo"}])
    source: Source = Field(description="where it comes from (a key of the bibliography, a page), or `assumed`")


class ActorChange(Base):
    """An event's change to actors."""

    actors: Selector = Field(description="whose field changes", examples=[{"ids": ["rmalc"]}])
    field: Literal["position", "anchor", "salience", "capability", "rhetoric"] = Field(
        description="position moves conviction and anchor at once, anchor only what pulls; "
        "salience, capability and rhetoric as in actors.csv",
        examples=["salience"],
    )
    issue: IssueId | None = Field(
        None, description="which issue (position, anchor, salience; not capability, rhetoric)"
    )
    value: float = Field(
        description="the new value: position and anchor -1 to 1, salience 0-1, capability 1-5, rhetoric 0-1 "
        "(as in actors.csv)",
        examples=[0.8],
    )


class VenueChange(Base):
    """An event's change to how open venues are."""

    venues: list[VenueId] = Field(min_length=1, description="which venues", examples=[["us_congress"]])
    field: Literal["openness"] = Field(description="what changes", examples=["openness"])
    issue: IssueId | None = Field(None, description="which issue; left out: all issues")
    value: Share = Field(description="the new openness [0-1]", examples=[0.6])


class Event(Base):
    """Something dated that changes fields; arrivals and departures stand in actors.csv instead."""

    title: Text = Field(description="what happened", examples=["Uprising in Chiapas"])
    date: Date = Field(description="month in which the changes take hold, within the period", examples=["1994-01-01"])
    changes: list[Annotated[ActorChange | VenueChange, Field(discriminator="field")]] = Field(
        min_length=1, description="what it changes, in this order"
    )
    source: Source = Field(description="where it comes from (a key of the bibliography, a page), or `assumed`")


class Barrier(Base):
    """Pairs that cannot be tied while it stands (both directions)."""

    title: Text = Field(description="what keeps them apart", examples=["No visas for organizers"])
    cross_border: bool = Field(False, description="only pairs of two countries")
    between: Selector = Field(default_factory=lambda: Selector(), description="one end; left out: anyone")
    and_: Selector = Field(
        default_factory=lambda: Selector(), alias="and", description="the other end; left out: anyone"
    )
    since: Date | None = Field(None, description="first month; left out: from the start")
    until: Date | None = Field(None, description="last month; left out: to the end")
    source: Source = Field(description="where it comes from (a key of the bibliography, a page), or `assumed`")


class Actor(Base):
    """One row of actors.csv."""

    id: Id = Field(description="name of the row", examples=["rmalc"])
    code: str | None = Field(None, description="the coder's own id", examples=["N07"])
    name: str = Field(min_length=1, description="name in English, or its own", examples=["Action Network"])
    name_es: str | None = Field(None, description="name in Spanish", examples=["Red de Acción"])
    short: str | None = Field(
        None, description="what stories and figures call it; empty: its whole name", examples=["RMALC"]
    )
    short_es: str | None = Field(None, description="the same in Spanish; empty: as `short`", examples=["RMALC"])
    kind: Kind = Field(description="agent class", examples=["ngo"])
    role: str = Field(description="role within the class, see below", examples=["network"])
    country: str = Field(min_length=1, description="country code", examples=["MX"])
    party: str | None = Field(None, description="party", examples=["us_democrats"])
    capability: Annotated[float, Field(ge=1, le=5)] = Field(
        description="ordinal 1-5; resources are 2^(capability-1) units a year", examples=[3]
    )
    size: Annotated[float, Field(gt=0, le=1000)] = Field(
        1.0, description="how many bodies of this kind the row stands for"
    )
    dispersion: Annotated[float, Field(ge=0, le=1)] = Field(
        0.22, description="sd of members' positions (blocs), in units of position"
    )
    campaign_when_coded: Annotated[float, Field(ge=-10, le=10)] | None = Field(
        None,
        description="blocs: logits toward yea that campaigns were worth when positions were coded, if measured; "
        "empty: what a run of the case as coded computes",
    )
    stake: Share = Field(0.0, description="stake of an organ in its reputation abroad")
    resistance: Share = Field(0.0, description="how far a government shrugs off coercion")
    rhetoric: Share = Field(
        0.5,
        description="how an executive speaks of compatriots with allies abroad: 0 open, 0.5 neutral, 1 hostile; of "
        "role executive alone",
    )
    active_from: Date | None = Field(None, description="first month, within the period; empty: from the start")
    active_until: Date | None = Field(
        None, description="first month in which it is gone, within the period; empty: it stays"
    )
    positions: dict[IssueId, Position] = Field(description="columns position_<issue>, -1 to 1; empty is 0")
    saliences: dict[IssueId, Share] = Field(description="columns salience_<issue>, 0-1; empty is 0")
    access: dict[AccessLetter, Annotated[int, Field(ge=0, le=3)]] = Field(
        default_factory=dict,
        description="columns access_<letter>, a whole number 0-3; empty is 0; foreign_legislature opens legislatures "
        "abroad, consular agencies and local governments abroad, network nothing, the others venues of their kind; "
        "`validate` tells letters that open no door in the case",
    )
    source: Source = Field(description="where the row comes from, or `assumed`", examples=["assumed"])
    note: str | None = Field(None, description="anything a reader should know")


class Tie(Base):
    """One row of ties.csv; it holds in both directions."""

    actor: ActorId = Field(description="id of one end", examples=["rmalc"])
    partner: ActorId = Field(description="id of the other end", examples=["fat"])
    type: Literal["alliance", "contact", "structural"] = Field(
        description="contact: from `since` they listen to each other; alliance: they act together, too, as long as the "
        "model has it; structural: an alliance that does not lapse, such as that of an office with its government",
        examples=["alliance"],
    )
    since: Date | None = Field(
        None, description="first month; before the period: already there; empty: from the start", examples=["1991-04"]
    )
    until: Date | None = Field(
        None, description="over in this month, within the period, and not before (alliances); empty: the model decides"
    )
    source: Source = Field(description="where the row comes from, or `assumed`", examples=["assumed"])


class Scenario(Base):
    """A whole case."""

    format: Literal[2] = Field(description="version of this format, always 2", examples=[2])
    title: Text = Field(description="name of the case", examples=["Harbor town"])
    summary: Text = Field(description="the case in a few sentences", examples=["A port plan divides a town."])
    standing: Literal["retrodiction", "demonstration", "prior_predictive"] = Field(
        "demonstration",
        description="what its numbers can be held to: retrodiction: documented outcomes; demonstration: claims of the "
        "sources; prior_predictive: nothing, they only spell out what is assumed. Said wherever the case prints",
    )
    period: Period = Field(description="first and last month")
    reference: Date | None = Field(
        None,
        description="positions were coded knowing the pressure up to this month of the period; left out: the first",
    )
    key_dates: dict[Id, KeyDate] = Field(
        default_factory=dict,
        description="dates that reports and figures mark; they change no run",
        examples=[{"signed": {"date": "1992-12-17", "title": "NAFTA signed"}}],
    )
    issues: dict[Id, Issue] = Field(min_length=1, description="what is fought over, by id")
    coupling: list[Coupling] = Field(default_factory=list, description="pairs of issues heard as one")
    venues: dict[Id, Venue] = Field(default_factory=dict, description="where effort can be spent, by id")
    leverage: list[Leverage] = Field(default_factory=list, description="how much countries depend on each other")
    forums: dict[Id, Forum] = Field(default_factory=dict, description="what brings actors together, by id")
    events: dict[Id, Event] = Field(default_factory=dict, description="dated changes, by id")
    shocks: dict[Id, Shock] = Field(default_factory=dict, description="dated shocks to attention, by id")
    potential_ties: Literal["anybody", "documented"] = Field(
        "anybody",
        description="who can ever meet and ally: any two actors, or only those listed together in ties.csv or a forum, "
        "which makes the cost of large cases grow with their ties instead of with the square of their actors",
    )
    barriers: dict[Id, Barrier] = Field(default_factory=dict, description="pairs that cannot be tied, by id")
    commitments: dict[Id, Commitment] = Field(default_factory=dict, description="what organs have promised, by id")
    negotiations: dict[Id, Negotiation] = Field(default_factory=dict, description="bargains before votes, by id")
    agreements: dict[Id, Agreement] = Field(
        default_factory=dict, description="what parties to the negotiations agreed with others, by id"
    )
    agreement_provisions: Literal["drawn", "recorded"] = Field(
        "drawn",
        description="what agreements within the period have. drawn: by the model's own law, anew in every run, so that "
        "history can branch; recorded: as on record, where it is known",
    )
    decisions: dict[Id, Decision] = Field(default_factory=dict, description="votes, by id")
    ideas: dict[Id, Idea] = Field(default_factory=dict, description="positions that may be taken up later, by id")
    councils: dict[Id, Council] = Field(default_factory=dict, description="bodies of people from many places, by id")
    programs: dict[Id, Program] = Field(default_factory=dict, description="what hosts offer at many places, by id")
    desks: dict[Id, Desk] = Field(default_factory=dict, description="where cases wait for a decision, by id")
    tension: list[Tension] = Field(default_factory=list, description="how tense things are between countries")
    courtship: dict[Id, Courtship] = Field(default_factory=dict, description="patrons who court people, by id")
    variants: dict[Id, Variant] = Field(default_factory=dict, description="named differences from the base, by id")
    outcomes: dict[Id, Outcome] = Field(min_length=1, description="what is reported, by id")
    claims: dict[Id, Claim] = Field(default_factory=dict, description="what the sources say, by id")
    comparisons: dict[Id, Comparison] = Field(
        default_factory=dict, description="what `compare` asks, by id; they change no run, and no digest"
    )
    groups: dict[Id, Group] = Field(
        default_factory=dict,
        description="who is taken away together by `explain`, by id; they change no run, and no digest",
    )
    actors: dict[Id, Actor] = Field(default_factory=dict, description="from actors.csv")
    ties: list[Tie] = Field(default_factory=list, description="from ties.csv")
    places: dict[Id, Place] = Field(default_factory=dict, description="from places.csv")
    unscored: list[UnscoredClaim] = Field(default_factory=list, description="from claims.csv")

    def __repr__(self) -> str:
        counts = ", ".join(f"{n} {name}" for name, n in self._counts().items())
        return f"Scenario({self.title.en!r}, {self.period.start:%Y-%m} to {self.period.end:%Y-%m}: {counts})"

    __str__ = __repr__

    def _repr_html_(self) -> str:
        counts = "".join(f"<tr><th>{name}</th><td>{n}</td></tr>" for name, n in self._counts().items())
        span = f"{self.period.start:%Y-%m} to {self.period.end:%Y-%m}, {self.standing}"
        head = f"<p><b>{escape(self.title.en)}</b> ({span})<br>{escape(self.summary.en)}</p>"
        return f"{head}<table>{counts}</table>"

    def _counts(self) -> dict[str, int]:
        """How many there are of what a case is mostly made of."""
        names = ("actors", "ties", "issues", "events", "decisions", "variants", "outcomes", "claims")
        return {name: len(getattr(self, name)) for name in names}
