"""What one key says about another: names that must exist, dates that must fit, kinds that must agree.

That a name exists is checked for all keys at once, since the format says what each of them refers to.

These checks read the document rather than the finished `Scenario`, so that they run, and know lines and columns,
even where the schema has found something wrong elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass

from sim.scenario.checks.bargains import check_agreements, check_commitments, check_leverage, check_negotiations
from sim.scenario.checks.comparisons import check_comparisons
from sim.scenario.checks.councils import check_councils
from sim.scenario.checks.courtships import check_courtships, check_tension, check_visits
from sim.scenario.checks.dates import check_dates, check_dates_of_actors, check_dates_of_ties
from sim.scenario.checks.groups import check_groups
from sim.scenario.checks.ideas import check_ideas, check_widths
from sim.scenario.checks.ids import check_ids
from sim.scenario.checks.known import Known, check_selectors, repeated_names, unknown_names
from sim.scenario.checks.outcomes import MEASURES, Arguments, check_claims, check_outcomes
from sim.scenario.checks.programs import check_delivered, check_desks, check_programs
from sim.scenario.checks.references import check_actors, check_coupling, check_ties, check_venues
from sim.scenario.checks.rules import check_order, check_rules
from sim.scenario.checks.votes import check_decisions, check_events
from sim.scenario.mechanisms import WORDS
from sim.scenario.problem import Problem
from sim.scenario.reading.node import Node, View

Check = Callable[[View, Known], Iterator[Problem]]

_CHECKS: tuple[Check, ...] = (
    check_ids,
    check_actors,
    check_ties,
    check_coupling,
    check_venues,
    check_events,
    check_leverage,
    check_commitments,
    check_negotiations,
    check_agreements,
    check_decisions,
    check_rules,
    check_order,
    check_ideas,
    check_councils,
    check_widths,
    check_programs,
    check_desks,
    check_delivered,
    check_courtships,
    check_visits,
    check_tension,
    check_dates,
    check_dates_of_actors,
    check_dates_of_ties,
    check_claims,
    check_comparisons,
    check_groups,
)


def check(document: Node, measures: Mapping[str, Arguments] = MEASURES) -> list[Problem]:
    """Find everything in a document that contradicts something else in it.

    Parameters
    ----------
    document
        Everything: scenario.yaml with `actors` and `ties` put in.
    measures
        The measures an outcome may use, with their arguments.
    """
    view = View.of(document)
    known = Known.of(view, {"measures": measures, "mechanisms": WORDS})
    problems = list(_of_names(view, known))
    problems += [problem for each in _CHECKS for problem in each(view, known)]
    return problems + list(check_outcomes(view, known, measures))


@dataclass(frozen=True, slots=True)
class Clean:
    """A document in which nothing contradicts anything else, and what its checks looked at.

    Attributes
    ----------
    document
        Everything.
    known
        Its names and its period.
    read
        The sections that each check read, in the order of `_ALL`.
    """

    document: Node
    known: Known
    read: tuple[frozenset[str], ...]


def clean(document: Node) -> Clean | None:
    """Check a document and note what each check reads; None if something is wrong with it."""
    view = View.of(document)
    known = Known.of(view, _WORDS)
    if any(True for _ in _of_names(view, known)):
        return None
    read = []
    for each in _ALL:
        watched = _Watched.of(document)
        if any(True for _ in each(watched, known)):
            return None
        read.append(frozenset(watched.asked))
    return Clean(document, known, tuple(read))


def is_clean_too(document: Node, other: Clean, changed: Collection[str]) -> bool:
    """Whether nothing is wrong with a document that has the sections of another one, some of them changed.

    A check whose sections, and what is known of the names, are the same has nothing new to say.

    Parameters
    ----------
    changed
        The sections that are not the same.
    """
    view = View.of(document)
    known = Known.of(view, _WORDS)
    if known != other.known:
        return not check(document)
    again = [each for each, read in zip(_ALL, other.read, strict=True) if not read.isdisjoint(changed)]
    return not any(True for _ in _of_names(view, known, changed)) and not any(
        True for each in again for _ in each(view, known)
    )


def _of_names(view: View, known: Known, within: Collection[str] | None = None) -> Iterator[Problem]:
    yield from unknown_names(view, known.names, within=within)
    yield from repeated_names(view, within=within)
    yield from check_selectors(view, known, within)


def _outcomes(view: View, known: Known) -> Iterator[Problem]:
    return check_outcomes(view, known, MEASURES)


_ALL: tuple[Check, ...] = (*_CHECKS, _outcomes)
_WORDS: Mapping[str, Collection[str]] = {"measures": MEASURES, "mechanisms": WORDS}


class _Watched(View):
    """A whole document that notes which of its sections it is asked for; checks ask it in no other way."""

    __slots__ = ("asked",)
    asked: set[str]

    @classmethod
    def of(cls, document: Node) -> _Watched:
        watched = cls(document, "", document.location, document.location)
        object.__setattr__(watched, "asked", set())
        return watched

    def __getitem__(self, key: str | int) -> View:
        self.asked.add(str(key))
        return View.of(self.node)[key] if self.node else View.__getitem__(self, key)
