"""What a key may name elsewhere in the case: said on the key, and read there by the checks and the format's pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any, TypeVar

from pydantic import Field, GetJsonSchemaHandler
from pydantic_core import CoreSchema

REFERS_TO = "x-refers-to"
IS_DISTINCT = "uniqueItems"
_NOUNS = {
    "countries": "country",  # of actors and venues
    "home_countries": "country",  # of actors alone
    "parties": "party",
    "roster": "actor",  # of the case and of all its variants
    "versions": "variant",  # or the case as written
    "dated": "dated entry",
}
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Ref:
    """Marks a text, or the keys of a mapping, that must be a name that the case has.

    Attributes
    ----------
    to
        Whose names: a section of scenario.yaml, `actors`, or another list of names, `countries`.
    """

    to: str

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        """Say it in the JSON schema."""
        return {**handler(schema), REFERS_TO: self.to}


@dataclass(frozen=True, slots=True)
class Once:
    """Marks a list that may name each thing once."""

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        """Say it in the JSON schema."""
        return {**handler(schema), IS_DISTINCT: True}


Distinct = Annotated[list[T], Once()]
Id = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$", max_length=60)]
ActorId = Annotated[Id, Ref("actors")]
CouncilId = Annotated[Id, Ref("councils")]
Country = Annotated[str, Field(min_length=1), Ref("countries")]
CourtshipId = Annotated[Id, Ref("courtship")]
DecisionId = Annotated[Id, Ref("decisions")]
DeskId = Annotated[Id, Ref("desks")]
IdeaId = Annotated[Id, Ref("ideas")]
IssueId = Annotated[Id, Ref("issues")]
NegotiationId = Annotated[Id, Ref("negotiations")]
OutcomeId = Annotated[Id, Ref("outcomes")]
PlaceId = Annotated[Id, Ref("places")]
ProgramId = Annotated[Id, Ref("programs")]
ShockId = Annotated[Id, Ref("shocks")]
VariantId = Annotated[Id, Ref("variants")]
VenueId = Annotated[Id, Ref("venues")]


def noun(to: str) -> str:
    """Give the word for one of the names that a `Ref` is to.

    >>> noun("actors"), noun("parties"), noun("courtship")
    ('actor', 'party', 'courtship')
    """
    return _NOUNS.get(to, to.removesuffix("s"))
