"""The parts of a Setting that only some cases have: precedents, courtships, councils, programs, desks."""

from __future__ import annotations

from sim.model import setting as s
from sim.model.councils.setting import CouncilSetting
from sim.model.courtship.setting import CourtshipSetting
from sim.model.programs.setting import DeskSetting, ProgramSetting
from sim.scenario.compiling.councils import councils
from sim.scenario.compiling.courtships import courtships
from sim.scenario.compiling.dated import Clock, Roster
from sim.scenario.compiling.precedents import precedents
from sim.scenario.compiling.programs import desks, hosts_of, programs
from sim.scenario.schema import Scenario


def blocks_of(
    scenario: Scenario, clock: Clock, edges: s.Edges, roster: Roster, countries: list[str]
) -> dict[type[s.SettingBlock], s.SettingBlock]:
    """Those that the scenario has something of, each with its entries in the order of the file."""
    found: list[s.SettingBlock] = []
    if scenario.courtship:
        found.append(CourtshipSetting(courtships(scenario, clock, roster, countries)))
    if looking := precedents(scenario, clock):
        found.append(looking)
    if scenario.councils:
        found.append(CouncilSetting(councils(scenario, clock, roster)))
    if scenario.programs:
        found.append(ProgramSetting(programs(scenario, clock, edges, roster), hosts_of(scenario)))
    if scenario.desks:
        found.append(DeskSetting(desks(scenario, roster)))
    return {type(each): each for each in found}
