"""Checks that leverage, promises, negotiations and agreements are between whom they can be, and fit each other."""

from __future__ import annotations

from collections.abc import Iterator

from sim.scenario.checks.known import Known, lacks, month
from sim.scenario.checks.rules import FORESEEN, rule_of
from sim.scenario.keys.bargains import Commitment, Negotiation
from sim.scenario.problem import Problem
from sim.scenario.reading.node import View


def check_leverage(document: View, known: Known) -> Iterator[Problem]:
    """Check that leverage is between two countries, and has one value in a month."""
    first: dict[tuple[object, ...], View] = {}
    for row in document["leverage"].elements():
        by, over, date = row["by"].text, row["over"].text, row["date"]
        if by is not None and by == over:
            yield row["over"].problem(f"must be another country than `by` (got {over!r})")
        elif by is not None and over is not None and date.day:
            key = (by, over, month(date.day))
            if key in first:
                yield date.problem(f"duplicate month of {by} over {over} (first at line {first[key].location.line})")
            first.setdefault(key, date)


def check_commitments(document: View, known: Known) -> Iterator[Problem]:
    """Check that every promise is of one thing, and of an issue that is negotiated."""
    for _, promise in document["commitments"].entries():
        yield from check_provision(document, promise["negotiation"], promise["issue"].text, known)
        yield from _check_promised(promise)


def _check_promised(promise: View) -> Iterator[Problem]:
    given = [key for key in ("value", "negotiation") if promise[key].is_given]
    missing = [key for key in ("value", "negotiation") if promise[key].node or lacks(promise, key, Commitment)]
    if len(given) == 2 or (not given and len(missing) == 2):
        yield promise.key_problem("needs value or negotiation, one of them")


def check_negotiations(document: View, known: Known) -> Iterator[Problem]:
    """Check who negotiates what, and before which bodies."""
    for _, talks in document["negotiations"].entries():
        yield from _check_parties(talks, known)
        negotiated = [issue for issue, _ in talks["issues"].entries()]
        for issue, plank in talks["proposal"].entries():
            if issue in negotiated:
                yield plank.key_problem(f"is negotiated: {issue!r} cannot be both fixed and among the issues")
        yield from _check_fields(talks)
        for body in talks["bodies"].elements():
            rule = rule_of(document["decisions"][body.text]) if body.text is not None else None
            if rule is not None and rule not in FORESEEN:
                yield body.problem(f"must be decided by rule {', '.join(FORESEEN[:-1])} or {FORESEEN[-1]} (is {rule})")


def _check_fields(talks: View) -> Iterator[Problem]:
    """Check that talks say how deep they go where an issue has a field, and only there."""
    fields = [issue for issue, each in talks["issues"].entries() if each["field"].is_given]
    if fields and not talks["depth"].is_given and (talks["depth"].node or lacks(talks, "depth", Negotiation)):
        yield talks.key_problem(f"missing key 'depth', which an issue with a field needs ({fields[0]})")
    for key in ("depth", "south"):
        if not fields and talks[key].is_given and _is_readable(talks["issues"]):
            yield talks[key].key_problem("is not used where no issue has a field")


def _is_readable(issues: View) -> bool:
    """Whether the issues are such that a field would be seen."""
    return all(each.node is not None and isinstance(each.node.value, dict) for _, each in issues.entries())


def check_agreements(document: View, known: Known) -> Iterator[Problem]:
    """Check that agreements have a party of the case, and are of issues that have a field."""
    issues = [entry for _, talks in document["negotiations"].entries() for entry in talks["issues"].entries()]
    fields = {issue for issue, each in issues if each["field"].is_given}
    countries = known.names["home_countries"]
    for _, agreement in document["agreements"].entries():
        parties = [each.text for each in agreement["parties"].elements()]
        if countries is not None and len(parties) > 1 and not {None, *countries} & set(parties):
            names = ", ".join(map(str, parties))
            yield agreement["parties"].key_problem(f"has no party with an actor in the case (got {names})")
        for issue, share in agreement["provisions"].entries():
            if fields and known.has("issues", issue) and issue not in fields:
                names = ", ".join(sorted(fields))
                yield share.key_problem(f"has no field in any negotiation: {issue!r} (these have: {names})")
    if not fields and document["agreements"].is_given and any(True for _ in document["agreements"].entries()):
        yield document["agreements"].key_problem("are no precedents: no issue of any negotiation has a field")


def _check_parties(talks: View, known: Known) -> Iterator[Problem]:
    """Check that governments propose, and that governments and foreign states are partners."""
    proposer = talks["proposer"]
    kind = _kind(proposer, known)
    if kind not in ("government", None):
        yield proposer.problem(f"must be a government (got {proposer.text!r}, a {kind})")
    for partner in talks["partners"].elements():
        kind = _kind(partner, known)
        if kind not in ("government", "foreign_state", None):
            yield partner.problem(f"must be a government or a foreign state (got {partner.text!r}, a {kind})")
        elif partner.text is not None and partner.text == proposer.text:
            yield partner.problem(f"{partner.text!r} is the proposer, and no partner of itself")


def _kind(actor: View, known: Known) -> str | None:
    """Give the kind of an actor; None for one that is unknown or unreadable, and so told elsewhere."""
    return known.actors.get(actor.text or "", {}).get("kind")


def check_provision(document: View, negotiation: View, issue: str | None, known: Known) -> Iterator[Problem]:
    """Check that a negotiation negotiates an issue; an unknown issue is told elsewhere."""
    if negotiation.text is None or not known.has("issues", issue):
        return
    negotiated = [name for name, _ in document["negotiations"][negotiation.text]["issues"].entries()]
    if negotiated and issue not in negotiated:
        names = ", ".join(negotiated)
        yield negotiation.problem(f"{negotiation.text!r} does not negotiate {issue!r} (it negotiates {names})")
