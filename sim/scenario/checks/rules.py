"""Checks that each decision has what its rule needs, and that decisions rest only on earlier ones."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sim.model.agenda import JOINED
from sim.scenario.checks.known import Known, lacks, month
from sim.scenario.keys.chambers import Decision
from sim.scenario.keys.rules import RULES
from sim.scenario.problem import Problem
from sim.scenario.reading.node import View

# Rules under which members are courted one by one: their votes can be foreseen.
FORESEEN = ("majority", "supermajority", "subordinate")


def rule_of(decision: View) -> str | None:
    """Give the type of the rule that decides; None where it is not readable."""
    text = decision["rule"]["type"].text
    return text if text in RULES else None


def check_rules(document: View, known: Known) -> Iterator[Problem]:
    """Check chambers, weights, withdrawals and repeals against the rule that decides."""
    for _, decision in document["decisions"].entries():
        rule = rule_of(decision)
        if rule is None:
            continue
        blocs = [bloc for _, bloc in decision["chamber"].entries()]
        yield from _check_chamber(decision, rule, blocs)
        for bloc in blocs:
            if rule != "weighted" and bloc["weight"].is_given:
                yield bloc["weight"].key_problem(f"is not used by rule {rule} (only by weighted)")
        if rule not in FORESEEN and _is_withdrawn(decision):
            yield decision["withdraws"].key_problem(f"is not used by rule {rule} (only by {', '.join(FORESEEN)})")
        if rule in JOINED and decision["repeal"].is_given:
            yield decision["repeal"].key_problem(f"is not used by rule {rule}, which has no votes of its own")


def _check_chamber(decision: View, rule: str, blocs: list[View]) -> Iterator[Problem]:
    """Check that there is a chamber, and as many blocs and members as the rule speaks of."""
    chamber, ratifications = decision["chamber"], decision["rule"]["ratifications"]
    if rule not in JOINED and lacks(decision, "chamber", Decision):
        yield decision.key_problem(f"missing key 'chamber', which rule {rule} needs")
    elif rule not in JOINED and chamber.node is not None and chamber.node.value == {}:
        yield chamber.problem(f"must have at least 1 entry, which rule {rule} needs")
    elif not blocs and decision["members_file"].is_given:
        yield decision["members_file"].key_problem("is not used without a chamber")
    elif rule == "executive" and len(blocs) > 1:
        yield chamber.key_problem(f"must have one bloc, of one member, under rule executive (got {len(blocs)})")
    elif rule == "executive" and blocs and blocs[0]["members"].number not in (1, None):
        yield blocs[0]["members"].problem(f"must be 1 under rule executive (got {blocs[0]['members'].number:g})")
    elif rule == "treaty" and blocs and ratifications.number is not None and ratifications.number > len(blocs):
        yield ratifications.problem(f"must be <= {len(blocs)}, the number of blocs (got {ratifications.number:g})")


def _is_withdrawn(decision: View) -> bool:
    withdraws = decision["withdraws"].node
    return withdraws is not None and withdraws.value is True


def check_order(document: View, known: Known) -> Iterator[Problem]:
    """Check that what a decision requires, or is made up of, is decided before it, without a cycle.

    Decisions of one month are taken in the order of the file.
    """
    decisions = dict(document["decisions"].entries())
    links = {
        name: [link for each in _rests_on(decision) for link in each.elements()] for name, decision in decisions.items()
    }
    in_cycle: set[str] = set()
    for name in decisions:
        for link in links[name]:
            way = _way(links, link.text or "", name)
            if way and not in_cycle & {*way}:
                in_cycle |= {*way}
                yield link.problem(f"makes a cycle: {' -> '.join([name, *way])}")
    for name in decisions:
        for link in links[name]:
            if link.text in decisions and not {name, link.text} <= in_cycle:
                yield from _check_earlier(decisions, name, link)


def _rests_on(decision: View) -> Iterator[View]:
    """Give the lists of decisions on which it rests: what it requires, and those that it is made up of."""
    yield decision["requires"]
    if rule_of(decision) in JOINED:
        yield decision["rule"]["bodies"]


def _way(links: Mapping[str, list[View]], start: str, end: str) -> list[str]:
    """Give the shortest way along links from one decision to another, both included; empty if there is none."""
    waiting = [[start]]
    seen = {start}
    while waiting:
        way = waiting.pop(0)
        if way[-1] == end:
            return way
        following = [link.text for link in links.get(way[-1], []) if link.text is not None and link.text not in seen]
        seen.update(following)
        waiting += [[*way, name] for name in following]
    return []


def _check_earlier(decisions: Mapping[str, View], name: str, link: View) -> Iterator[Problem]:
    other, order = str(link.text), list(decisions)
    date, before = decisions[name]["date"], decisions[other]["date"]
    if date.day is None or before.day is None:
        return
    if month(before.day) > month(date.day):
        yield link.problem(f"{other!r} is decided later, {before.text} (this one {date.text})")
    elif month(before.day) == month(date.day) and order.index(other) > order.index(name):
        yield link.problem(f"{other!r} is decided after this one: it stands below, with a date in the same month")
