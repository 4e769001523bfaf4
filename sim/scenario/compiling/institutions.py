"""The part of a Setting that stands for years: councils, programs, desks, courtships."""

from __future__ import annotations

from sim.model import institutions as i
from sim.model import setting as s
from sim.scenario.compiling.councils import councils
from sim.scenario.compiling.courtships import courtships
from sim.scenario.compiling.dated import Clock, Roster
from sim.scenario.compiling.programs import desks, hosts_of, programs
from sim.scenario.schema import Scenario


def institutions(
    scenario: Scenario, clock: Clock, edges: s.Edges, roster: Roster, countries: list[str]
) -> i.Institutions:
    """All of them, each kind in the order of the file."""
    return i.Institutions(
        councils=councils(scenario, clock, roster),
        programs=programs(scenario, clock, edges, roster),
        desks=desks(scenario, roster),
        courtships=courtships(scenario, clock, roster, countries),
        bond_host=hosts_of(scenario),
    )
