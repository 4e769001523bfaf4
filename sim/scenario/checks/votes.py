"""Checks that values fit what events change, and that governments vote and govern."""

from __future__ import annotations

from collections.abc import Iterator

from sim.scenario.checks.bargains import check_provision
from sim.scenario.checks.known import Known, selected
from sim.scenario.problem import Problem
from sim.scenario.reading.node import BROKEN, View

# As in actors.csv; the schema cannot say that one field bounds another.
RANGES = {"position": (-1, 1), "anchor": (-1, 1), "salience": (0, 1), "capability": (1, 5), "rhetoric": (0, 1)}
OF_ACTORS = ("capability", "rhetoric")  # the same on all issues


def check_events(document: View, known: Known) -> Iterator[Problem]:
    """Check that every change stays in the range of its field."""
    for _, event in document["events"].entries():
        for change in event["changes"].elements():
            yield from _check_change(change, known)


def _check_change(change: View, known: Known) -> Iterator[Problem]:
    field, value = change["field"].text, change["value"].number
    if field not in RANGES:
        return
    if field in OF_ACTORS and change["issue"].is_given:
        yield change["issue"].key_problem(f"must be left out: {field} is the same on all issues")
    if field == "rhetoric":
        yield from _check_speakers(change, known)
    if field not in OF_ACTORS and not change["issue"].is_given:
        yield change["field"].problem(f"missing key 'issue': {field} differs by issue")
    low, high = RANGES[field]
    if value is not None and value < low:
        yield change["value"].problem(f"must be >= {low} for {field} (got {value:g})")
    if value is not None and value > high:
        yield change["value"].problem(f"must be <= {high} for {field} (got {value:g})")


def _check_speakers(change: View, known: Known) -> Iterator[Problem]:
    """Check that rhetoric changes of executives alone, since nobody listens to that of others."""
    others = [
        name
        for name in selected(change["actors"], known) or ()
        if known.actors[name]["role"] not in ("executive", None)
    ]
    if others:
        yield change["actors"].key_problem(f"must select executives alone: rhetoric of {others[0]!r} changes nothing")


def check_decisions(document: View, known: Known) -> Iterator[Problem]:
    """Check that governments vote and govern, and that what is negotiated is on its issue."""
    for _, decision in document["decisions"].entries():
        for name, bloc in decision["chamber"].entries():
            if not _is_government(name, known):
                yield bloc.key_problem(f"must be a government to vote (is a {known.actors[name]['kind']})")
        executive = decision["executive"]
        if executive.text is not None and not _is_government(executive.text, known):
            kind = known.actors[executive.text]["kind"]
            yield executive.problem(f"must be a government or null (got {executive.text!r}, a {kind})")
        yield from _check_seats(decision)
        for issue, plank in decision["proposal"].entries():
            for end in ("status_quo", "proposed"):
                yield from check_provision(document, plank[end]["negotiation"], issue, known)


def _check_seats(decision: View) -> Iterator[Problem]:
    """Check that a bloc given member by member has as many rows as seats; not while a row may be anybody's."""
    file = decision["members_file"].text
    for name, rows in decision["members"].entries():
        members, seats = list(rows.elements()), decision["chamber"][name]["members"]
        is_whole = all(member.node is not None and member.node.value is not BROKEN for member in members)
        if is_whole and seats.number is not None and seats.number != len(members):
            yield seats.problem(f"must be {len(members)}, the number of its rows in {file} (got {seats.number:g})")


def _is_government(name: str, known: Known) -> bool:
    """Whether an actor is a government, or unknown or without a kind and so told elsewhere."""
    return known.actors.get(name, {}).get("kind") in ("government", None)
