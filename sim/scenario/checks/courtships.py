"""Checks that states court, and that visits, disclosures and tensions are said once."""

from __future__ import annotations

from collections.abc import Iterator

from sim.scenario.checks.known import Known, month
from sim.scenario.problem import Problem, suggest
from sim.scenario.reading.node import View


def check_courtships(document: View, known: Known) -> Iterator[Problem]:
    """Check patron and disclosure of every courtship."""
    for _, courtship in document["courtship"].entries():
        yield from _check_patron(courtship["patron"], known)
        yield from _once_a_month(courtship["disclosure"], "disclosure")


def _check_patron(patron: View, known: Known) -> Iterator[Problem]:
    kind = known.actors.get(patron.text or "", {}).get("kind")
    if kind not in ("foreign_state", None):
        yield patron.problem(f"must be a foreign state (got {patron.text!r}, a {kind})")


def _once_a_month(rows: View, what: str) -> Iterator[Problem]:
    first: dict[object, View] = {}
    for row in rows.elements():
        if row["date"].day:
            before = first.setdefault(month(row["date"].day), row["date"])
            if before.path != row["date"].path:
                yield row["date"].problem(f"duplicate month of {what} (first at line {before.location.line})")


def check_visits(document: View, known: Known) -> Iterator[Problem]:
    """Check that no two visits share a name, and that outcomes ask for visits of their courtship."""
    visits = {
        name: [visit for visit, _ in courtship["visits"].entries()]
        for name, courtship in document["courtship"].entries()
    }
    host: dict[str, str] = {}
    for name, courtship in document["courtship"].entries():
        for key, visit in courtship["visits"].entries():
            if key in host:
                yield visit.key_problem(f"is a visit of {host[key]!r} too: outcomes know visits by their names alone")
            host.setdefault(key, name)
    for _, outcome in document["outcomes"].entries():
        of = outcome["courtship"].text
        if of in visits:
            yield from _check_asked(outcome["visits"], str(of), visits[str(of)], host)


def _check_asked(asked: View, of: str, own: list[str], host: dict[str, str]) -> Iterator[Problem]:
    for each in asked.elements():
        if each.text in host and each.text not in own:
            yield each.problem(f"{each.text!r} is no visit of {of!r} but of {host[str(each.text)]!r}")
        elif each.text is not None and each.text not in own:
            yield each.problem(f"unknown visit {each.text!r}{suggest(each.text, own)}")


def check_tension(document: View, known: Known) -> Iterator[Problem]:
    """Check that tension is between two countries, and has one value in a month."""
    first: dict[object, View] = {}
    for row in document["tension"].elements():
        between, date = row["between"], row["date"]
        pair = [each.text for each in between.elements()]
        if len(pair) != 2 or None in pair:
            continue
        if pair[0] == pair[1]:
            yield between[1].problem(f"must be two countries (got {pair[0]!r} twice)")
        elif date.day:
            before = first.setdefault((frozenset(pair), month(date.day)), date)
            if before.path != date.path:
                names = " and ".join(map(str, pair))
                yield date.problem(f"duplicate month of {names} (first at line {before.location.line})")
