"""Worlds with programs and desks, for the tests of what stands for years."""

from __future__ import annotations

from collections.abc import Mapping

from worlds import toy

from sim.model.core.noise import Noise
from sim.model.initialize import start
from sim.model.parameters import Params
from sim.model.schedule import advance
from sim.model.setting import Setting
from sim.model.state import State
from sim.scenario.compile import compile_setting
from sim.scenario.schema import Scenario

N_PLACES = 12
PLACES = {f"p{i}": {"id": f"p{i}", "name": f"Place {i}", "country": "MX", "source": "assumed"} for i in range(N_PLACES)}
PROGRAM = {
    "title": "Windows", "host": "chief", "funders": {"ids": ["president"]},
    "partners": {"ids": ["union", "greens", "firms"]}, "pilots": ["p0", "p1"], "since": "1999-08", "seed": 1.0,
    "need": 8.0, "source": "assumed",
}  # fmt: skip
DESK = {
    "title": "Permits", "issue": "rights", "deciders": {"ids": ["chief"]}, "offices": {"ids": ["left", "center"]},
    "hub": "chief", "arrivals": 500.0, "central": {"stages": 4, "hours": 2016.0, "source": "assumed"},
    "local": {"hours": 48.0, "source": "assumed"}, "source": "assumed",
}  # fmt: skip
ALLIES = [
    {"actor": "chief", "partner": who, "type": "alliance", "source": "assumed"}
    for who in ("union", "greens", "left", "center")
]


def world(programs: Mapping[str, object], years: int = 7, **changes: object) -> Scenario:
    """The toy with programs at twelve places over some years."""
    document = {"places": PLACES, "period": {"start": "1999-06", "end": f"{1999 + years}-05"}, "ties": ALLIES}
    return toy(0, programs=programs, **(document | changes))


def without_votes(programs: Mapping[str, object], **changes: object) -> Scenario:
    """The same where nothing is voted or talked over, on which no program hangs: months take half the time."""
    return world(programs, **({"decisions": {}, "negotiations": {}, "commitments": {}} | changes))


def last(scenario: Scenario, runs: range = range(16), **numbers: float) -> tuple[State, Setting]:
    """The last State of some runs; see `history`."""
    states = history(scenario, runs, **numbers)
    return states[-1], compile_setting(scenario)


def history(scenario: Scenario, runs: range = range(16), **numbers: float) -> list[State]:
    """Every State, the one before the first step first: ties stay as documented, and partners are found soon."""
    values = {"ties.rate": 0.0, "programs.partner_rate": 0.3} | {
        key.replace("__", "."): value for key, value in numbers.items()
    }
    setting, params, noise = compile_setting(scenario), Params.of(values, len(runs)), Noise(1, runs)
    states = [start(setting, params, noise)]
    for _ in range(setting.n_steps):
        states.append(advance(states[-1], setting, params, noise))
    return states
