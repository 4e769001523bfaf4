"""What a scenario asks of its runs: outcomes that are reported, claims that are checked, versions that are compared."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field
from pydantic.json_schema import SkipJsonSchema

from sim.scenario.keys.fields import Base, Date, FileName, Selector, Share, Source, Text
from sim.scenario.keys.refs import (
    CouncilId,
    Country,
    CourtshipId,
    DecisionId,
    DeskId,
    Distinct,
    Id,
    IdeaId,
    IssueId,
    NegotiationId,
    OutcomeId,
    PlaceId,
    ProgramId,
    Ref,
    VariantId,
    VenueId,
)

Tactic = Literal["information", "leverage", "accountability"]
ClaimId = Annotated[str, Field(pattern=r"^(S\d{1,3}|T[NCMX]\d{1,2}|V\d{1,2})$")]


class Outcome(Base):
    """A reported number: a word of `sim/measures` with its arguments."""

    label: Text = Field(description="what the number is", examples=["Yes share in the House"])
    measure: Annotated[str, Ref("measures")] = Field(
        description="name of a function of sim/measures", examples=["vote_share"]
    )
    decision: DecisionId | None = Field(None, description="which decision (measures of votes)")
    idea: IdeaId | None = Field(None, description="which idea (adopted_share)")
    negotiation: NegotiationId | None = Field(
        None, description="which negotiation (provision, on_offer, offer_chance)", examples=["side_talks"]
    )
    council: CouncilId | None = Field(None, description="which council (members, capture, output and their like)")
    program: ProgramId | None = Field(None, description="which program (sites, match_ratio, delivered and their like)")
    desk: DeskId | None = Field(None, description="which desk (response_hours, decided_locally, coherence)")
    courtship: CourtshipId | None = Field(None, description="which courtship (skepticism, guests, acceptance)")
    visits: Distinct[Id] | None = Field(None, description="which of its visits (guests, acceptance); left out: all")
    places: list[PlaceId] | None = Field(
        None, description="at which places (capture, captured_share, sites); left out: all"
    )
    issues: list[IssueId] | None = Field(None, description="projects on which issues (output); left out: all")
    level: Literal["central", "local", "mean"] | None = Field(
        None, description="where cases are handled (response_hours); left out: the mean over all cases"
    )
    tactic: Tactic | None = Field(None, description="spent by which tactic (effort)", examples=["leverage"])
    actors: Selector | None = Field(None, description="whose; of a vote: which blocs")
    others: Selector | None = Field(None, description="toward whom")
    versus: Selector | None = Field(None, description="compared with whom")
    venues: list[VenueId] | None = Field(None, description="where (effort, effort_ratio, pressure, complaints)")
    other_venues: list[VenueId] | None = Field(None, description="compared with where (effort_ratio)")
    country: Country | None = Field(None, description="whose attention (attention, shock)", examples=["US"])
    issue: IssueId | None = Field(None, description="on which issue")
    of: OutcomeId | None = Field(None, description="the outcome that date_of watches", examples=["salience_of_port"])
    above: float | None = Field(None, description="date_of: first month at or above this, in the unit of `of`")
    below: float | None = Field(None, description="date_of: first month at or below this, in the unit of `of`")
    date: Date | None = Field(None, description="value in this month; left out: the last month")
    since: Date | None = Field(None, description="first month of a window, with until: mean over the window")
    until: Date | None = Field(None, description="last month of the window")


class Expectation(Base):
    """Exactly one of these."""

    between: list[float] | None = Field(
        None, min_length=2, max_length=2, description="lowest and highest value, both included", examples=[[0.5, 0.6]]
    )
    at_least: float | None = Field(None, description="lowest value, in the unit of the outcome", examples=[0.5])
    at_most: float | None = Field(None, description="highest value, in the unit of the outcome", examples=[0.5])
    equals: float | None = Field(None, description="exactly this value, in the unit of the outcome", examples=[1])
    rises: Literal[True] | None = Field(
        None, description="with versus: base minus variant is positive; without: the outcome is positive"
    )
    falls: Literal[True] | None = Field(
        None, description="with versus: base minus variant is negative; without: the outcome is negative"
    )
    before: Date | None = Field(None, description="the date (an outcome of measure date_of) is earlier than this")
    less_than: OutcomeId | None = Field(None, description="another outcome of the same run")


class Claim(Base):
    """A sentence of the sources that runs can bear out or refute."""

    text: Text = Field(description="the claim in one sentence", examples=["The House passes it"])
    of: list[ClaimId] = Field(min_length=1, description="claims and targets it executes", examples=[["S31"]])
    outcome: OutcomeId = Field(description="the outcome that it is about", examples=["us_house_1993"])
    expect: Expectation = Field(description="what must be seen of it", examples=[{"at_least": 0.5}])
    versus: VariantId | None = Field(
        None, description="a variant: the expectation is on the paired difference, base minus variant"
    )
    share: Share = Field(0.5, description="it holds if met in at least this share of runs [0-1]")
    documented: float | None = Field(None, description="the documented value, shown beside the model's")
    explained_by: Distinct[Annotated[str, Ref("mechanisms")]] = Field(
        default_factory=list,
        description="the mechanisms that should bring it about, see below; `check --ablate` tells whether it survives "
        "without them",
        examples=[["lending"], ["E5"]],
    )
    source: Source = Field(description="where it comes from (a key of the bibliography, a page), or `assumed`")


_Absent = Distinct[Annotated[str, Field(min_length=1), Ref("roster")]]


class Variant(Base):
    """A named difference from the base: a table of actors, paths with new values (null takes one away), absentees."""

    title: Text = Field(description="the difference in words", examples=["Without the uprising"])
    based_on: VariantId | None = Field(None, description="another variant to start from", examples=["no_ezln"])
    file: FileName | None = Field(
        None,
        description="CSV file beside scenario.yaml, first column id, then any columns of actors.csv: its cells replace "
        "those of the actors, an empty one changes nothing; a variant needs file, set or without",
        examples=["second_coding.csv"],
    )
    set: dict[str, Any] = Field(
        default_factory=dict,
        min_length=1,
        description="after the file, as on the command line: `actors.rmalc.capability: 3`, `opinion.susceptibility: 0`",
        examples=[{"events.ezln": None}],
    )
    without: Annotated[_Absent, Field(min_length=1)] = Field(
        default_factory=list,
        description="actors that never enter, as `explain` deletes them: rows stay, and nobody else's "
        "draws change; those of the variant it is based on stay away, too",
        examples=[["rmalc"]],
    )
    # Not a key of scenario.yaml: reading/overlay.py puts it in.
    rows: SkipJsonSchema[dict[Id, dict[str, Any]]] = Field(
        default_factory=dict, description="from file: new values by actor and field"
    )
    source: Source = Field("assumed", description="where it comes from, or `assumed`")


class VariantFile(Base):
    """A variant in a file of its own, for `--variant FILE.yaml`; the seminar page exports its settings as one."""

    format: Literal[2] = Field(2, description="version of this format; left out: 1 or 2, by its names", examples=[2])
    case: str = Field(min_length=1, description="name of the folder of the case that it belongs to", examples=["nafta"])
    title: Text = Field(description="the difference in words", examples=["Without the uprising, and slower"])
    based_on: VariantId | None = Field(None, description="a variant of the case to start from", examples=["no_ezln"])
    set: dict[str, Any] = Field(
        default_factory=dict, description="as in a variant of the case", examples=[{"opinion.rate": 2}]
    )
    without: _Absent = Field(default_factory=list, description="as in a variant of the case", examples=[["rmalc"]])
    source: Source = Field("assumed", description="where it comes from, or `assumed`")


_Version = Annotated[Id, Ref("versions")]


class Comparison(Base):
    """A question of difference: versions of the case, an outcome, and how large a difference is worth knowing."""

    title: Text = Field(description="the question in words", examples=["Did the spill move votes?"])
    baseline: _Version = Field("baseline", description="a variant, or `baseline` for the case as written")
    alternatives: Distinct[_Version] = Field(
        min_length=1, description="variants that are each compared with the baseline", examples=[["no_spill"]]
    )
    outcome: OutcomeId = Field(description="the outcome that may differ", examples=["us_house_1993"])
    worth_knowing: Annotated[float, Field(gt=0)] = Field(
        description="smallest difference worth knowing, in the unit of the outcome; `compare` runs pairs until the "
        "95 % interval is no longer than this",
        examples=[0.02],
    )
    source: Source = Field(description="why this is asked and this much is worth knowing, or `assumed`")


class UnscoredClaim(Base):
    """One row of claims.csv: a claim of the sources that is an input of the case, or lies outside of it."""

    claim: ClaimId = Field(description="number of the claim or target", examples=["S12"])
    kind: Literal["input", "context"] = Field(
        description="input: the case puts it in; context: nothing of the case stands for it", examples=["input"]
    )
    where: list[str] = Field(
        default_factory=list,
        description="paths as after `--set`, separated by `;`: sections, entries, fields, ties.<actor>.<partner>, "
        "parameters; an input has one at least",
        examples=["forums.fifty_years; ties.ict_midpoint"],
    )
    why: str = Field(
        min_length=1,
        description="one line: what stands for it, or why nothing does",
        examples=["the campaign is a forum of the case"],
    )
