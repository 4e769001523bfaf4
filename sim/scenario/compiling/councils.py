"""From the councils of a scenario to those of a Setting."""

from __future__ import annotations

import numpy as np

from sim.model.core.tally import largest_remainders
from sim.model.councils import setting as s
from sim.model.state import Floats
from sim.scenario import schema
from sim.scenario.compiling.dated import Clock, Roster
from sim.scenario.schema import Scenario


def councils(scenario: Scenario, clock: Clock, roster: Roster) -> tuple[s.Council, ...]:
    """Councils in the order of the file."""
    found: list[s.Council] = []
    first = first_place = 0
    for name, council in scenario.councils.items():
        places = tuple(scenario.places if council.places is None else council.places)
        coded = [scenario.places[place] for place in places]
        weight = np.array([each.weight for each in coded], dtype=float)
        most = max(regime.seats for regime in council.regimes)
        n_by_place = council.candidates_per_seat * largest_remainders(weight, most)
        groups = council.groups
        found.append(
            s.Council(
                id=name,
                row=len(found),
                first=first,
                place=np.repeat(np.arange(len(places)), n_by_place),
                first_place=first_place,
                places=places,
                insiders=np.array([each.insiders for each in coded], dtype=float),
                oversight=np.array([each.oversight for each in coded], dtype=float),
                first_generation=float(council.first_generation),
                groups=roster.rows([groups.first_generation, groups.established, groups.insiders]),
                audience=roster.chosen(scenario, council.audience),
                regimes=_regimes(council, weight, scenario, clock, roster),
            )
        )
        first, first_place = first + int(n_by_place.sum()), first_place + len(places)
    return tuple(found)


def _regimes(
    council: schema.Council, weight: Floats, scenario: Scenario, clock: Clock, roster: Roster
) -> tuple[s.Regime, ...]:
    """Regimes in the order of time; each lasts until its own end, until the next begins, or to the end of the run."""
    issues = list(scenario.issues)
    of_audience = [scenario.actors[roster.names[row]].party for row in roster.chosen(scenario, council.audience)]
    starts = [clock.step(regime.since) for regime in council.regimes] + [clock.n_steps]
    found: list[s.Regime] = []
    for regime, since, until in zip(council.regimes, starts, starts[1:], strict=False):
        term = max(1, round(regime.term_years * 12 * clock.steps_per_month))
        party = scenario.actors[regime.patron].party if regime.patron else None
        found.append(
            s.Regime(
                type=regime.type,
                since=since,
                until=clock.after(regime.until) if regime.until else until,
                body=roster.row(regime.body),
                seats=regime.seats,
                place_seats=largest_remainders(weight, regime.seats),
                appointed=regime.appointed,
                term=term,
                years=float(regime.term_years),
                first_selection=sum(each.n_selections for each in found),
                is_theme=np.array([issue in regime.themes for issue in issues], dtype=bool),
                patron=roster.row(regime.patron),
                is_same_party=np.array([party is not None and each == party for each in of_audience], dtype=bool),
            )
        )
    return tuple(found)
