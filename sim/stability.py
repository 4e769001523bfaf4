"""What flips between the two codings of a case: read from its codings.json, for everything that prints an outcome."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from sim.scenario.load import LoadedCase
from sim.scenario.schema import Claim
from sim.words import say

FILE = "codings.json"  # written by `python -m sim.evidence codings`
MARK = " †"


@dataclass(frozen=True)
class Stability:
    """Which outcomes and claims of a case flip.

    Attributes
    ----------
    state
        `known` for the case as it was compared, or its second coding; `edited` for another variant, settings, or
        changed files; `absent` where the two codings of a case were never compared, or there is but one.
    outcomes
        By id: whether it flips; None where it has no side, or was defined under neither coding.
    claims
        By id: whether its verdict turns. Claims that compare with a variant are not among them.
    """

    state: Literal["known", "edited", "absent"] = "absent"
    outcomes: Mapping[str, bool | None] = field(default_factory=dict)
    claims: Mapping[str, bool] = field(default_factory=dict)

    def flips(self, outcome: str) -> bool | None:
        """Whether an outcome flips; None where that is unknown, or it has no side that it could change."""
        return self.outcomes.get(outcome)

    def turns(self, name: str, claim: Claim) -> bool | None:
        """Whether a claim flips: its verdict, or where that was not compared the outcome that it is about."""
        return self.claims[name] if name in self.claims else self.flips(claim.outcome)

    def mark(self, *outcomes: str) -> str:
        """What stands behind the name of an outcome that flips, or of a number on several of which one does."""
        return mark(any(self.flips(name) for name in outcomes))

    def notes(self, texts: str | Iterable[str], lang: str) -> list[str]:
        """The line below texts that explains their marks, or says once that nothing is known; none without need."""
        if self.state == "edited":
            return [say("flips_unknown", lang)]
        shown = [texts] if isinstance(texts, str) else texts
        return [say("flips_note", lang)] if any(MARK in text for text in shown) else []

    def sentences(self, texts: str | Iterable[str], lang: str) -> list[str]:
        """The same as a sentence, for the small print below a figure."""
        return [f"{note[:1].upper()}{note[1:]}." for note in self.notes(texts, lang)]


def mark(flips: bool | None) -> str:
    """What stands behind something that flips.

    >>> mark(True), mark(False), mark(None)
    (' †', '', '')
    """
    return MARK if flips else ""


def stability_of(loaded: LoadedCase) -> Stability:
    """What is known of a case as it was loaded; it takes one small file to read."""
    try:
        record: dict[str, Any] = json.loads((loaded.folder / FILE).read_text(encoding="utf-8"))
        if loaded.digest not in (record["digest"], record["second_digest"]):
            return Stability("edited")
        claims = {name: each["flips"] for name, each in record["claims"].items()}
        return Stability("known", {name: each["flips"] for name, each in record["outcomes"].items()}, claims)
    except FileNotFoundError:
        return Stability()
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return Stability("edited")  # a file that cannot be read says nothing of this case
