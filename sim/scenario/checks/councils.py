"""Checks that councils have somebody to serve, and that regimes follow one another and say what their type needs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import get_args

from sim.scenario.checks.dates import check_window
from sim.scenario.checks.known import Known, month
from sim.scenario.keys.councils import Regime
from sim.scenario.problem import Problem
from sim.scenario.reading.node import View

Span = tuple[int, int]
BODIES = ("diaspora_leader", "ngo")
TYPES = get_args(Regime.model_fields["type"].annotation)
USED_BY = {"themes": "selected", "patron": "network", "appointed": "elected"}


def check_councils(document: View, known: Known) -> Iterator[Problem]:
    """Check places, patrons and regimes of every council, and that no two share a body at a time."""
    for _, council in document["councils"].entries():
        yield from _check_places(document, council, known)
        yield from _check_patrons(council, known)
        for regime in council["regimes"].elements():
            yield from _check_regime(document, regime, known)
        yield from _check_order(council)
    yield from _check_bodies(document)
    yield from _check_outcomes(document, known)


def _check_places(document: View, council: View, known: Known) -> Iterator[Problem]:
    """Candidates live at places, by their weight: without any a council could have no members."""
    places, known_places = council["places"], known.names["places"]
    if known_places is None:
        return
    names = [each.text for each in places.elements()] if places.is_given else [*known_places]
    weights = [document["places"][str(name)]["weight"] for name in names if name in known_places]
    if names and (len(weights) < len(names) or any(not each.is_given or each.number != 0 for each in weights)):
        return
    what = "its places weigh nothing" if names else "it has no places (places.csv)"
    at = places if places.is_given else council
    yield at.key_problem(f"{what}: nobody could serve")


def _check_patrons(council: View, known: Known) -> Iterator[Problem]:
    """Check that patrons have a party, in whose eyes they lend legitimacy, where there is an audience."""
    ids = council["audience"]["ids"].node
    if not council["audience"].is_given or (ids is not None and ids.value == []):
        return
    for regime in council["regimes"].elements():
        patron = regime["patron"]
        if patron.text in known.actors and not known.actors[str(patron.text)]["party"]:
            yield patron.problem(f"{patron.text!r} has no party, in whose eyes it could lend legitimacy")


def _check_regime(document: View, regime: View, known: Known) -> Iterator[Problem]:
    """Check body and dates of a regime, and that it says nothing that its type has no use for."""
    body, since, type_ = regime["body"], regime["since"], regime["type"].text
    yield from check_window(regime, known)
    kind = known.actors.get(body.text or "", {}).get("kind")
    if kind is not None and kind not in BODIES:
        yield body.problem(f"must be a diaspora leader or an NGO (got {body.text!r}, a {kind})")
    for key, user in USED_BY.items():
        entry = regime[key].node
        if type_ in TYPES and type_ != user and entry is not None and entry.value not in (None, 0, []):
            yield regime[key].key_problem(f"is not used by type {type_} (only by {user})")
    arrival = document["actors"][body.text or ""]["active_from"]
    if since.day and arrival.day and month(since.day) < month(arrival.day):
        yield since.problem(f"is before {body.text!r} enters, {arrival.text} (got {since.text})")


def _check_order(council: View) -> Iterator[Problem]:
    """Check that regimes follow one another: each begins after the one before it has begun, and ended."""
    before: View | None = None
    for regime in council["regimes"].elements():
        since = regime["since"]
        if before is not None and since.day and before["since"].day:
            begun, ended = month(before["since"].day), before["until"].day
            if month(since.day) <= begun:
                yield since.problem(f"is not after the regime before it, {before['since'].text} (got {since.text})")
            elif ended and month(since.day) <= month(ended):
                yield since.problem(f"overlaps the regime before it, until {before['until'].text} (got {since.text})")
        before = regime


def _check_bodies(document: View) -> Iterator[Problem]:
    """Check that no body belongs to two councils at a time: it would have two voices."""
    held: list[tuple[str, str | None, Span]] = []
    for name, council in document["councils"].entries():
        mine = [(regime["body"], span) for regime, span in _spans(council)]
        for body, (since, until) in mine:
            for other, of_body, (begun, ended) in held:
                if body.text is not None and body.text == of_body and since < ended and begun < until:
                    yield body.problem(f"{body.text!r} is the body of {other!r} at the same time")
        held += [(name, body.text, span) for body, span in mine]


def _spans(council: View) -> Iterator[tuple[View, Span]]:
    """Regimes whose dates can be read, with their first month and the first after them, counted from the year 0."""
    regimes = list(council["regimes"].elements())
    for number, regime in enumerate(regimes):
        since, until = regime["since"].day, regime["until"].day
        following = regimes[number + 1]["since"].day if number + 1 < len(regimes) else None
        if since is not None:
            yield regime, (_months(since), _months(until) + 1 if until else _months(following or dt.date.max))


def _months(day: dt.date) -> int:
    return day.year * 12 + day.month


def _check_outcomes(document: View, known: Known) -> Iterator[Problem]:
    """Check that the places which an outcome asks about are places of its council."""
    for _, outcome in document["outcomes"].entries():
        council = outcome["council"].text
        places = document["councils"][council or ""]["places"]
        able = [each.text for each in places.elements()]
        if not known.has("councils", council) or not able or not all(known.has("places", each) for each in able):
            continue  # its places are all places, or wrong themselves
        for each in outcome["places"].elements():
            if known.has("places", each.text) and each.text not in able:
                yield each.problem(f"{each.text!r} is not among the places of {council!r}")
