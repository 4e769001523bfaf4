"""Checks that each measure gets its arguments, and that each claim says one thing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sim.scenario.checks.bargains import check_provision
from sim.scenario.checks.known import Known, lacks
from sim.scenario.keys.outcomes import Outcome
from sim.scenario.problem import Problem
from sim.scenario.reading.node import View


@dataclass(frozen=True, slots=True)
class Arguments:
    """What a measure must be told, and what it may be told."""

    needs: tuple[str, ...] = ()
    takes: tuple[str, ...] = ("date", "since", "until")


_WHEN = ("date", "since", "until")
_PAIR = Arguments(("actors",), ("others", *_WHEN))
_VOTES = Arguments(("decision",), ("actors",))
_COUNCIL, _PROGRAM, _DESK = Arguments(("council",)), Arguments(("program",)), Arguments(("desk",))
MEASURES: dict[str, Arguments] = {
    "vote_share": _VOTES,
    "vote_count": _VOTES,
    "passed": _VOTES,
    "forecast": Arguments(("decision",), ()),
    "blocked": Arguments(("decision",), ()),
    "in_force": Arguments(("decision",), ("date",)),
    "provision": Arguments(("negotiation", "issue"), ("date",)),
    "on_offer": Arguments(("negotiation", "issue"), ("date",)),
    "offer_chance": Arguments(("negotiation", "issue"), ("date",)),
    "distance": Arguments(("actors", "others"), ("issue", *_WHEN)),
    "distance_ratio": Arguments(("actors", "others", "versus"), ("issue", *_WHEN)),
    "position": Arguments(("actors", "issue")),
    "policy": Arguments(("actors", "issue")),
    "salience": Arguments(("actors", "issue")),
    "stigma": Arguments(("actors",)),
    "attention": Arguments(("country", "issue")),
    "shock": Arguments(("country", "issue")),
    "effort": Arguments(("actors", "venues"), ("issue", "tactic", *_WHEN)),
    "complaints": Arguments(("actors", "venues"), ("issue", "date")),
    "effort_ratio": Arguments(("actors", "venues", "other_venues"), ("issue", *_WHEN)),
    "pressure": Arguments(("venues", "issue")),
    "ties": _PAIR,
    "cross_border_share": _PAIR,
    "density": Arguments((), ("actors", "others", *_WHEN)),
    "reciprocity": Arguments((), ("actors", "others", *_WHEN)),
    "mean_trust": _PAIR,
    "modularity": Arguments(("actors", "others"), ("date",)),
    "brokerage": Arguments(("actors",), ("date",)),
    "adopted_share": Arguments(("idea",)),
    "members": _COUNCIL,
    "first_generation_share": _COUNCIL,
    "capture": Arguments(("council",), ("places", *_WHEN)),
    "captured_share": Arguments(("council",), ("places", *_WHEN)),
    "effectiveness": _COUNCIL,
    "legitimacy": _COUNCIL,
    "output": Arguments(("council",), ("issues", *_WHEN)),
    "output_per_member": Arguments(("council",), ("issues", *_WHEN)),
    "sites": Arguments(("program",), ("places", *_WHEN)),
    "match_ratio": _PROGRAM,
    "delivered_share": _PROGRAM,
    "delivered": _PROGRAM,
    "capital": _PROGRAM,
    "response_hours": Arguments(("desk",), ("level", *_WHEN)),
    "decided_locally": _DESK,
    "coherence": _DESK,
    "skepticism": Arguments(("courtship", "actors")),
    "guests": Arguments(("courtship",), ("actors", "visits", *_WHEN)),
    "acceptance": Arguments(("courtship",), ("visits", *_WHEN)),
    "partners": Arguments(("actors", "others")),
    "path_length": Arguments(("actors", "others"), ("date",)),
    "effort_balance": Arguments(("actors", "others", "venues"), ("issue", *_WHEN)),
    "date_of": Arguments(("of",), ("above", "below")),
}
"""The words that an outcome may use (the functions of sim/measures) and their arguments."""

DATE_MEASURES = ("date_of",)


def check_outcomes(document: View, known: Known, measures: Mapping[str, Arguments]) -> Iterator[Problem]:
    """Check that every measure has its arguments, and that provisions are of issues that are negotiated."""
    for _, outcome in document["outcomes"].entries():
        measure = outcome["measure"].text
        if measure is not None and measure in measures:
            yield from _check_arguments(outcome, measure, measures[measure])
        yield from check_provision(document, outcome["negotiation"], outcome["issue"].text, known)
        if measure in DATE_MEASURES:
            yield from _check_date_of(document, outcome)


def _check_date_of(document: View, outcome: View) -> Iterator[Problem]:
    above, below = outcome["above"], outcome["below"]
    if above.is_given == below.is_given:
        yield outcome.key_problem("measure date_of needs above or below, one of them")
    watched = outcome["of"].text
    if watched is not None and document["outcomes"][watched]["measure"].text in DATE_MEASURES:
        yield outcome["of"].problem("is a date itself; date_of watches an outcome that is a number month by month")


def _check_arguments(outcome: View, measure: str, arguments: Arguments) -> Iterator[Problem]:
    for key in arguments.needs:
        if not outcome[key].is_given and (outcome[key].node or lacks(outcome, key, Outcome)):
            yield outcome.key_problem(f"missing key {key!r}, which measure {measure} needs")
    for key, value in outcome.entries():
        if value.is_given and key in _ARGUMENTS and key not in (*arguments.needs, *arguments.takes):
            yield value.key_problem(f"is not used by measure {measure}{_uses(arguments)}")
    since, until, date = (outcome[key] for key in ("since", "until", "date"))
    if since.is_given != until.is_given:
        yield (since if since.is_given else until).key_problem("since and until go together")
    elif since.is_given and date.is_given:
        yield date.key_problem("a date and a window (since, until) exclude each other")


_ARGUMENTS = (
    "decision", "negotiation", "idea", "tactic", "actors", "others", "versus", "venues", "other_venues", "country",
    "council", "program", "desk", "courtship", "visits", "places", "issues", "level",
    "issue", "of", "above", "below", *_WHEN,
)  # fmt: skip


def _uses(arguments: Arguments) -> str:
    names = [*arguments.needs, *arguments.takes]
    return f" (it uses {', '.join(names)})" if names else ""


def check_claims(document: View, known: Known) -> Iterator[Problem]:
    """Check that every claim expects one thing."""
    for _, claim in document["claims"].entries():
        expect = claim["expect"]
        given = [key for key, value in expect.entries() if value.is_given]
        if expect.node is not None and isinstance(expect.node.value, dict) and len(given) != 1:
            what = ", ".join(given) if given else "nothing"
            yield expect.key_problem(f"must have exactly one key (got {what})")
        yield from _check_expectation(document, claim, expect)


def _check_expectation(document: View, claim: View, expect: View) -> Iterator[Problem]:
    bounds = [each.number for each in expect["between"].elements()]
    if len(bounds) == 2 and bounds[0] is not None and bounds[1] is not None and bounds[0] > bounds[1]:
        yield expect["between"].problem(f"must be low, then high (got {bounds[0]:g}, {bounds[1]:g})")
    for key in ("before", "less_than"):
        if claim["versus"].is_given and expect[key].is_given:
            yield expect[key].key_problem("cannot be expected of a difference (versus); use rises, falls or a bound")
    name = claim["outcome"].text
    if name is not None and expect["less_than"].text == name:
        yield expect["less_than"].problem("must be another outcome than the claim's own")
    measure = document["outcomes"][name]["measure"].text if name is not None else None
    if expect["before"].is_given and measure is not None and measure not in DATE_MEASURES:
        wanted = ", ".join(DATE_MEASURES)
        yield expect["before"].key_problem(f"needs an outcome that is a date (measure {wanted}; this one is {measure})")
