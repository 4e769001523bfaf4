"""The small types that the keys of a scenario are made of: dates, names, texts, shares and selectors of actors."""

from __future__ import annotations

import datetime as dt
import re
from typing import Annotated, Any, Literal, TypeVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Discriminator, Field, Tag

from sim.scenario.keys.refs import ActorId, Id, IssueId, NegotiationId, Ref

Kind = Literal["ngo", "government", "diaspora_leader", "foreign_state"]
Tier = Literal["deep_core", "policy_core", "secondary"]
VenueKind = Literal["executive", "legislature", "international", "court", "press", "street", "digital"]
AccessLetter = Literal[
    "executive", "legislature", "foreign_legislature", "press", "international",
    "court", "street", "network", "consular", "digital",
]  # fmt: skip
ROLES: dict[str, tuple[str, ...]] = {
    "ngo": ("advocacy", "network", "union", "business", "academic", "movement", "media", "celebrity"),
    "government": ("executive", "ministry", "party", "bloc", "subnational", "agency"),
    "diaspora_leader": ("council", "club", "network", "federation"),
    "foreign_state": ("patron", "lender", "sponsor", "host"),
}

_DATE = re.compile(r"^(\d{4})-(\d{2})(?:-(\d{2}))?$")


def parse_date(value: Any) -> Any:
    """Read a date from `1990-06` (its first day) or `1990-06-11`.

    Parameters
    ----------
    value
        Text of the file; a date, a date with time (cut to its day) or None pass.

    Returns
    -------
    Any
        A `datetime.date`, or None.

    Raises
    ------
    ValueError
        For anything else, and for days that no calendar has; the message says what is wanted.
    """
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date) or value is None:
        return value
    match = _DATE.match(value.strip()) if isinstance(value, str) else None
    if match is None:
        raise ValueError("must be a date such as 1990-06 or 1990-06-11")
    year, month, day = match.groups()
    try:
        return dt.date(int(year), int(month), int(day or 1))
    except ValueError as wrong:
        raise ValueError(f"is not in the calendar: {wrong}") from None


# What an editor may show for a date: the JSON schema speaks of the text in the file, not of the parsed date.
_DateText = Annotated[str, Field(pattern=r"^\d{4}-\d{2}(-\d{2})?$")]
Date = Annotated[dt.date, BeforeValidator(parse_date, json_schema_input_type=_DateText)]


def is_file_name(text: str) -> bool:
    """Whether a text is the bare name of a CSV file.

    >>> is_file_name("house.csv"), is_file_name("../house.csv"), is_file_name("house")
    (True, False, False)
    """
    is_short = text.isprintable() and len(text.encode()) <= 200
    return is_short and re.fullmatch(r"[^/\\:]+\.csv", text, re.IGNORECASE) is not None


def _file_name(text: str) -> str:
    if not is_file_name(text):
        raise ValueError("must be the name of a CSV file beside scenario.yaml, such as house.csv")
    return text


FileName = Annotated[str, AfterValidator(_file_name)]
Position = Annotated[float, Field(ge=-1, le=1)]
Share = Annotated[float, Field(ge=0, le=1)]
Source = Annotated[str, Field(min_length=1)]

# Tags of unions stand in angle brackets so that no name of a scenario can be mistaken for one (see reading/wording.py).
T = TypeVar("T")
OneOrSeveral = Annotated[
    Annotated[T, Tag("<one>")] | Annotated[list[T], Tag("<several>")],
    Discriminator(lambda value: "<several>" if isinstance(value, list) else "<one>"),
]
Openness = Annotated[
    Annotated[Share, Tag("<number>")] | Annotated[dict[IssueId, Share], Tag("<per issue>")],
    Discriminator(lambda value: "<per issue>" if isinstance(value, dict) else "<number>"),
]


class Base(BaseModel):
    """Unknown keys, NaN and infinities are refused; numbers given as text are refused."""

    model_config = ConfigDict(extra="forbid", allow_inf_nan=False, strict=True, frozen=True)


class Label(Base):
    """A text in English and, where there is one, in Spanish."""

    en: str = Field(min_length=1, description="English text", examples=["Labor rights"])
    es: str | None = Field(None, description="Spanish text", examples=["Derechos laborales"])


def _label(value: Any) -> Any:
    return {"en": value} if isinstance(value, str) else value


Text = Annotated[Label, BeforeValidator(_label, json_schema_input_type=Label | str)]


class TitledDate(Base):
    """A date with its name in words. Only the date is part of the digest."""

    date: Date = Field(description="month or day", examples=["1992-12-17"])
    title: Text | None = Field(None, description="what it is the date of", examples=["NAFTA signed"])
    same_as: Annotated[Id, Ref("dated")] | None = Field(
        None,
        description="the event, shock, vote, forum, negotiation, idea, council, program or visit that is dated in the "
        "same month and says the same: lists that have it leave the key date out",
        examples=["us_house_1993"],
    )


def _titled(value: Any) -> Any:
    return value if isinstance(value, dict | TitledDate) else {"date": value}


KeyDate = Annotated[TitledDate, BeforeValidator(_titled, json_schema_input_type=_DateText | TitledDate)]


class Selector(Base):
    """A set of actors: those that meet every key given; a key holds one value or several."""

    ids: list[ActorId] | None = Field(None, description="actor ids", examples=[["rmalc", "fat"]])
    kind: OneOrSeveral[Kind] | None = Field(None, description="agent class, one or several", examples=["ngo"])
    role: OneOrSeveral[Annotated[str, Ref("roles")]] | None = Field(
        None, description="role in the class, one or several", examples=["union"]
    )
    country: OneOrSeveral[Annotated[str, Ref("home_countries")]] | None = Field(
        None, description="country code, one or several", examples=["MX"]
    )
    party: OneOrSeveral[Annotated[str, Ref("parties")]] | None = Field(
        None, description="party, one or several", examples=["us_democrats"]
    )


class FromNegotiation(Base):
    """The position of the provision that a negotiation has reached on this issue, as it stands in that month."""

    negotiation: NegotiationId = Field(
        description="which negotiation; it must negotiate this issue", examples=["side_talks"]
    )


PositionOrProvision = Annotated[
    Annotated[Position, Tag("<number>")] | Annotated[FromNegotiation, Tag("<provision>")],
    Discriminator(lambda value: "<provision>" if isinstance(value, dict | FromNegotiation) else "<number>"),
]
