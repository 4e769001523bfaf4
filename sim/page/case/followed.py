"""Which outcomes a page follows over time: those that the claims of the case speak of most."""

from __future__ import annotations

from dataclasses import dataclass

from sim.measures import AT_A_DATE, DATES, VOTE
from sim.scenario.schema import Claim, Outcome, Scenario

MOST = 8
NOT_FOLLOWED = (*VOTE, *DATES, *AT_A_DATE, "provision")  # a vote falls on a day; provisions have ladders of their own
WHEN = {"date", "since", "until", "label"}


@dataclass(frozen=True)
class Followed:
    """An outcome that is followed month by month, and those that differ from it in their dates alone."""

    id: str
    names: tuple[str, ...]  # itself first
    claims: tuple[Claim, ...]  # that speak of one of them


def followed(scenario: Scenario) -> list[Followed]:
    """At most eight, those with most claims first; of equals those that the case names first."""
    groups: dict[str, list[str]] = {}
    for name, outcome in scenario.outcomes.items():
        if outcome.measure not in NOT_FOLLOWED:
            groups.setdefault(_series(outcome), []).append(name)
    found = [Followed(names[0], tuple(names), _claims(scenario, names)) for names in groups.values()]
    return sorted(found, key=lambda each: -len(each.claims))[:MOST]


def _series(outcome: Outcome) -> str:
    """What the series of an outcome is read from, whatever its dates."""
    return outcome.model_dump_json(exclude=WHEN)


def _claims(scenario: Scenario, names: list[str]) -> tuple[Claim, ...]:
    return tuple(each for each in scenario.claims.values() if {each.outcome, each.expect.less_than} & set(names))
