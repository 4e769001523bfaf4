"""From the programs and desks of a scenario to those of a Setting."""

from __future__ import annotations

import math

import numpy as np

from sim.model import setting as s
from sim.model.programs.setting import Desk, Program
from sim.model.state import Flags, Rows
from sim.scenario import schema
from sim.scenario.compiling.dated import Clock, Roster
from sim.scenario.schema import Scenario

HOURS_A_YEAR = 8766.0  # of 365.25 days


def bonds_of(scenario: Scenario) -> list[tuple[str, str]]:
    """Pairs of a host and a place at which it builds social capital, in the order of rows."""
    pairs = [(program.host, place) for program in scenario.programs.values() for place in _places(program, scenario)]
    return list(dict.fromkeys(pairs))


def hosts_of(scenario: Scenario) -> Rows:
    """The host of each bond as a number from 0, (bond,)."""
    bonds = [host for host, _ in bonds_of(scenario)]
    hosts = list(dict.fromkeys(bonds))
    return np.array([hosts.index(host) for host in bonds], dtype=np.intp)


def _places(program: schema.Program, scenario: Scenario) -> list[str]:
    return list(scenario.places) if program.places is None else program.places


def programs(scenario: Scenario, clock: Clock, edges: s.Edges, roster: Roster) -> tuple[Program, ...]:
    """Programs in the order of the file."""
    bonds = {bond: row for row, bond in enumerate(bonds_of(scenario))}
    found: list[Program] = []
    first = 0
    for name, program in scenario.programs.items():
        places = tuple(_places(program, scenario))
        funders, partners = roster.chosen(scenario, program.funders), roster.chosen(scenario, program.partners)
        host = roster.row(program.host)
        found.append(
            Program(
                id=name,
                row=len(found),
                first=first,
                places=places,
                bond=np.array([bonds[program.host, place] for place in places], dtype=np.intp),
                is_pilot=np.array([place in program.pilots for place in places], dtype=bool),
                host=host,
                funders=funders,
                partners=partners,
                academics=None if program.academics is None else roster.chosen(scenario, program.academics),
                since=clock.step(program.since),
                until=clock.after(program.until) if program.until else clock.n_steps,
                seed=float(program.seed),
                need=float(program.need),
                is_matched=program.matched,
                is_measured=program.measured,
                claimed=math.nan if program.claimed is None else float(program.claimed.value),
                joins=_joins(edges, np.concatenate([[host], funders, partners])),
            )
        )
        first += len(places)
    return tuple(found)


def _joins(edges: s.Edges, members: Rows) -> Flags:
    return np.isin(edges.source, members) & np.isin(edges.target, members)


def desks(scenario: Scenario, roster: Roster) -> tuple[Desk, ...]:
    """Desks in the order of the file, with the rates at which the claimed hours come out under the coded load."""
    issues = list(scenario.issues)
    found: list[Desk] = []
    for name, desk in scenario.desks.items():
        offices = roster.chosen(scenario, desk.offices)
        n_offices = sum(scenario.actors[roster.names[row]].size for row in offices)
        central, local = desk.central.hours / HOURS_A_YEAR, desk.local.hours / HOURS_A_YEAR
        found.append(
            Desk(
                id=name,
                row=len(found),
                issue=issues.index(desk.issue),
                deciders=roster.chosen(scenario, desk.deciders),
                offices=offices,
                hub=roster.row(desk.hub),
                arrivals=float(desk.arrivals),
                stages=desk.central.stages,
                central_years=central,
                local_years=local,
                central_rate=desk.central.stages / central + desk.arrivals,
                local_rate=1.0 / local + desk.arrivals / n_offices,
            )
        )
    return tuple(found)
