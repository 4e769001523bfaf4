"""From the courtships of a scenario to those of a Setting."""

from __future__ import annotations

from sim import institutions as i
from sim.scenario.dated import Clock, Roster
from sim.scenario.schema import Scenario


def courtships(scenario: Scenario, clock: Clock, roster: Roster, countries: list[str]) -> tuple[i.Courtship, ...]:
    """Courtships in the order of the file."""
    return ()
