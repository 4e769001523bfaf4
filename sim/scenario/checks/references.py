"""Checks that roles fit kinds, that ties and couplings are said once, and that organs are pressed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from sim.scenario.checks.known import Known, month
from sim.scenario.keys.fields import ROLES
from sim.scenario.problem import Problem, suggest
from sim.scenario.reading.node import View

ORGAN_KINDS = ("executive", "legislature", "international", "court")
MEDIA_KINDS = ("press", "street", "digital")
MOST_PARTNERS = 3


def check_actors(document: View, known: Known) -> Iterator[Problem]:
    """Check that roles fit kinds, and that rhetoric is of executives."""
    for name, actor in document["actors"].entries():
        kind, role = actor["kind"].text, actor["role"].text
        if kind in ROLES and role is not None and role not in ROLES[kind]:
            yield actor["role"].problem(f"{role!r} is not a role of {kind}{suggest(role, ROLES[kind])}")
        if actor["rhetoric"].is_given and role not in ("executive", None):
            yield actor["rhetoric"].problem(f"must be left out: rhetoric of a {role} changes nothing")
        if actor["id"].text not in (None, name):
            yield actor["id"].problem(f"must be {name!r}, as its key (got {actor['id'].text!r})")


def check_ties(document: View, known: Known) -> Iterator[Problem]:
    """Check that ties join two actors, once for the same type and dates."""
    first: dict[tuple[object, ...], View] = {}
    for tie in document["ties"].elements():
        ends = tie["actor"].text, tie["partner"].text
        if None in ends:
            continue
        if ends[0] == ends[1]:
            yield tie["partner"].problem("ties an actor to itself")
            continue
        key = (frozenset(ends), tie["type"].text, _month_of(tie["since"]), _month_of(tie["until"]))
        if key in first:
            yield tie["partner"].problem(f"duplicate tie (first at line {first[key].location.line})")
        first.setdefault(key, tie)


def _month_of(date: View) -> object:
    return month(date.day) if date.day else date.text


def check_coupling(document: View, known: Known) -> Iterator[Problem]:
    """Check that couplings join two issues, once, and that no issue has more than three partners."""
    partners: defaultdict[str, set[str]] = defaultdict(set)
    for coupling in document["coupling"].elements():
        names = [issue.text for issue in coupling["issues"].elements() if issue.text is not None]
        if len(names) != 2:
            continue
        one, other = names
        if one == other:
            yield coupling["issues"][1].problem(f"couples {one!r} with itself")
            continue
        if other in partners[one]:
            yield coupling["issues"].key_problem(f"couples {one!r} and {other!r} a second time")
        partners[one].add(other)
        partners[other].add(one)
        for issue in names:
            if len(partners[issue]) == MOST_PARTNERS + 1:
                yield coupling["issues"].key_problem(f"gives {issue!r} more than {MOST_PARTNERS} partners")


def check_venues(document: View, known: Known) -> Iterator[Problem]:
    """Check that venues press an organ, or raise attention."""
    for _, venue in document["venues"].entries():
        kind, organ = venue["kind"].text, venue["organ"]
        if kind in ORGAN_KINDS and not organ.is_given:
            yield venue.key_problem(f"missing key 'organ': a venue of kind {kind} presses an actor")
        if kind in MEDIA_KINDS and organ.is_given:
            yield organ.key_problem(f"must be left out: a venue of kind {kind} raises attention and presses nobody")
