"""The coded table alone: a case in which nobody moves anybody, as what its mechanisms add is measured against.

Left on is what is coded and what is dated: convictions with their draws, the president's pull, the draws of chambers,
parties and members, dated events, and dated shocks with the attention that the media give them. All other
mechanisms are at the off values of `mechanisms`: influence, ties, campaigns and what they move, pressure from abroad,
ideas, and what courtships, councils, programs and desks do. Talks are not held.
"""

from __future__ import annotations

import dataclasses

from sim.model.parameters import table
from sim.scenario.load import LoadedCase
from sim.scenario.mechanisms import MECHANISMS, off_numbers, taken_away
from sim.scenario.schema import Decision, FromNegotiation, Plank, Scenario, Window

ON = ("attention", "party", "party_shock", "shocks")
_INFLUENCE = "opinion.susceptibility"


def off_of_table() -> dict[str, float]:
    """Give the parameters that leave the coded table alone, with their off values.

    Influence goes by susceptibility rather than by the rate of opinion: a conviction still comes back to its anchor, so
    that a dated change of the anchor is heeded, and its noise stays as small as in the forecast.

    >>> off = off_of_table()
    >>> off["opinion.susceptibility"], off["ties.rate"], "opinion.rate" in off, "votes.own_president" in off
    (0.0, 0.0, False, False)
    """
    found: dict[str, float] = {}
    for mechanism in MECHANISMS.values():
        if mechanism.name == "influence":
            off = table()[_INFLUENCE].off
            assert off is not None
            found[_INFLUENCE] = off
        elif mechanism.name not in ON:
            found |= off_numbers(mechanism)
    return found


def table_alone(loaded: LoadedCase) -> LoadedCase:
    """Give a case as its coded table alone: no mechanism but those of `ON`, no talks."""
    return dataclasses.replace(
        loaded,
        scenario=_alone(loaded.scenario),
        parameters={**loaded.parameters, **off_of_table()},
        base=loaded.base and table_alone(loaded.base),
    )


def _alone(scenario: Scenario) -> Scenario:
    for mechanism in MECHANISMS.values():
        if mechanism.name not in ON:
            scenario = taken_away(scenario, mechanism)
    return _without_talks(scenario)


def _without_talks(scenario: Scenario) -> Scenario:
    """Talks never open, and planks that they set stand at what they were coded at."""
    closed: dict[str, list[Window]] = {"windows": [], "core_windows": []}
    talks = {name: each.model_copy(update=closed) for name, each in scenario.negotiations.items()}
    decisions = {name: _coded(each, scenario) for name, each in scenario.decisions.items()}
    return scenario.model_copy(update={"negotiations": talks, "decisions": decisions})


def _coded(decision: Decision, scenario: Scenario) -> Decision:
    planks = {
        issue: plank.model_copy(
            update={
                key: coded_at(plank, value, issue, scenario)
                for key, value in (("status_quo", plank.status_quo), ("proposed", plank.proposed))
                if isinstance(value, FromNegotiation)
            }
        )
        for issue, plank in decision.proposal.items()
    }
    return decision.model_copy(update={"proposal": planks})


def coded_at(plank: Plank, value: FromNegotiation, issue: str, scenario: Scenario) -> float:
    """Give what stood on the table, where talks set a plank, when positions were coded.

    The plank says so itself where it has a number; else it is the state without agreement, of the plank or the talks.
    """
    if isinstance(plank.coded_at, int | float):
        return float(plank.coded_at)
    if not isinstance(plank.status_quo, FromNegotiation):
        return plank.status_quo
    return scenario.negotiations[value.negotiation].issues[issue].status_quo
