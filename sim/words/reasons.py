"""The terms of a vote in words: `their president +9, campaigns -34, provisions on labor rights +12`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from sim.model.votes.explain import TERMS
from sim.scenario.schema import Scenario
from sim.words import label, say

if TYPE_CHECKING:
    from sim.model.agenda import Decision
    from sim.model.setting import Setting

MANY, FEW = 30, 10  # seats from which on votes are told whole, and from which on to a tenth
NAMED = 2  # issues that are told by name
PREMIERS = frozenset(("AU", "BE", "CA", "DK", "ES", "GB", "IE", "IN", "IT", "JP", "NL", "NO", "NZ", "SE"))


def digits_of(seats: float) -> int:
    """Decimals of votes of a body or bloc.

    >>> digits_of(434), digits_of(15), digits_of(1)
    (0, 1, 2)
    """
    return 0 if seats >= MANY else 1 if seats >= FEW else 2


def signed(votes: float, digits: int) -> str:
    """Votes with their sign; 0 without one.

    >>> signed(9.4, 0), signed(-0.2, 0), signed(-0.2, 1)
    ('+9', '0', '-0.2')
    """
    text = f"{votes:+.{digits}f}"
    return text if float(text) else f"{0.0:.{digits}f}"


class Reasons:
    """Words for the terms of one decision.

    Parameters
    ----------
    topics : rows of the issues on which its other planks bring something new
    """

    def __init__(
        self, scenario: Scenario, setting: Setting, decision: Decision, topics: Sequence[int], lang: str
    ) -> None:
        self.lang = lang
        names = [_running(label(scenario.issues[setting.issues[row]].title, lang)) for row in topics]
        self._issues = names if len(names) <= NAMED else []
        country = setting.countries[setting.country[decision.executive]] if decision.executive >= 0 else ""
        self._office = "premier" if country in PREMIERS else "president"

    def part(self, term: str, votes: str, own: float = 0.0) -> str:
        """One term with its votes.

        Parameters
        ----------
        term : of TERMS, or chamber
        own : how a bloc stands to the executive's party: 1/2, -1/2, or 0; 0 of a whole body
        """
        if term == "president":
            whose = "_own" if own > 0 else "_other" if own < 0 else ""
            return say(f"why_part_{self._office}{whose}", self.lang, votes=votes).strip()
        if term == "provisions":
            if not self._issues:
                return say("why_part_provisions_many", self.lang, votes=votes).strip()
            issues = self._issues[0]
            if len(self._issues) > 1:
                issues = say("why_and", self.lang, first=self._issues[0], last=self._issues[1])
            return say("why_part_provisions", self.lang, issues=issues, votes=votes).strip()
        return say(f"why_part_{term}", self.lang, votes=votes).strip()

    def parts(self, votes: Mapping[str, float], digits: int, own: float = 0.0) -> str:
        """All terms that are worth something at these decimals, in the order of a story; `nothing` where none is."""
        shown = {term: signed(votes[term], digits) for term in ORDER if term in votes}
        found = [self.part(term, text, own) for term, text in shown.items() if float(text)]
        return ", ".join(found) or say("why_nothing", self.lang)


ORDER = ("conviction", "president", "campaign", "abroad", "provisions", "draws", "chamber")
assert set(TERMS) < set(ORDER)


def _running(title: str) -> str:
    """A title in running text: its first letter small, unless it is part of an abbreviation."""
    return title if title[1:2].isupper() else title[:1].lower() + title[1:]
