"""From the councils of a scenario to those of a Setting."""

from __future__ import annotations

from sim import institutions as i
from sim.scenario.dated import Clock, Roster
from sim.scenario.schema import Scenario


def councils(scenario: Scenario, clock: Clock, roster: Roster) -> tuple[i.Council, ...]:
    """Councils in the order of the file."""
    return ()
