"""From the programs and desks of a scenario to those of a Setting."""

from __future__ import annotations

from sim import institutions as i
from sim import setting as s
from sim.scenario.dated import Clock, Roster
from sim.scenario.schema import Scenario


def bonds_of(scenario: Scenario) -> list[tuple[str, str]]:
    """Pairs of a host and a place at which it builds social capital, in the order of rows."""
    return []


def programs(scenario: Scenario, clock: Clock, edges: s.Edges, roster: Roster) -> tuple[i.Program, ...]:
    """Programs in the order of the file."""
    return ()


def desks(scenario: Scenario, roster: Roster) -> tuple[i.Desk, ...]:
    """Desks in the order of the file."""
    return ()
