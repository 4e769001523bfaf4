"""Reads the outcomes of a scenario off a batch of runs, month by month, as it goes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from sim.measures import CUMULATED, DATES, FLOWS, Gauge, first_date, gauge, series_of, span_of, value_of, votes
from sim.model.setting import Setting
from sim.model.state import Floats, State
from sim.scenario.compile import Clock
from sim.scenario.schema import Scenario


class Readings:
    """What is to be read of a scenario's outcomes, and in which months.

    Parameters
    ----------
    outcomes : ids of the outcomes wanted; None: all
    series : every month of every measure; otherwise only the months that the outcomes hang on

    Raises
    ------
    KeyError
        If the scenario has no such outcome.
    """

    def __init__(
        self, scenario: Scenario, setting: Setting, clock: Clock, outcomes: Sequence[str] | None, series: bool
    ) -> None:
        self.setting, self.clock = setting, clock
        self.wanted = {name: scenario.outcomes[name] for name in (scenario.outcomes if outcomes is None else outcomes)}
        watched = {each.of or "" for each in self.wanted.values() if each.measure in DATES}
        self.read = {
            name: each
            for name, each in scenario.outcomes.items()
            if each.measure not in DATES and (name in self.wanted or name in watched)
        }
        self.gauges: dict[str, Gauge] = {name: gauge(each, scenario, setting) for name, each in self.read.items()}
        every = (0, setting.n_steps)
        self.due = {name: every if series or name in watched else self._due(name) for name in self.read}

    def _due(self, name: str) -> tuple[int, int]:
        """First step to be read, and first after it; none where the outcome is not defined."""
        first, last = span_of(self.read[name], self.clock, self.setting.n_steps)
        if last > self.setting.n_steps:
            return 0, 0
        return (0 if self.read[name].measure in CUMULATED else first), last

    def begin(self, state: State) -> Reader:
        """Start on a batch of runs in the state before their first step."""
        return Reader(self, state)


class Reader:
    """The readings of one batch of runs."""

    def __init__(self, readings: Readings, state: State) -> None:
        self._readings, self._n_read = readings, 0
        self._state = state
        self._found = {
            name: np.full((last - first, state.n_runs), np.nan) for name, (first, last) in readings.due.items()
        }
        unknown = np.full(state.n_runs, np.nan)
        self.start: dict[str, Floats] = {
            name: unknown if readings.read[name].measure in FLOWS else read(state)
            for name, read in readings.gauges.items()
        }

    def read(self, state: State) -> None:
        """Read the State after a step."""
        step, self._n_read = state.step - 1, state.step
        self._state = state
        for name, (first, last) in self._readings.due.items():
            if first <= step < last:
                self._found[name][step - first] = self._readings.gauges[name](state)

    @property
    def names(self) -> tuple[str, ...]:
        """Outcomes with a measure that is read month by month."""
        return tuple(self._readings.gauges)

    def latest(self, name: str) -> Floats:
        """What was read last, (run,), of an outcome that is due in every month; NaN before the first.

        Raises
        ------
        KeyError
            If no such outcome is read.
        """
        return self._found[name][self._n_read - 1 - self._readings.due[name][0]]

    def series(self) -> dict[str, Floats]:
        """What was read so far, by outcome, (step, run) of the months that were due."""
        readings, found = self._readings, self._found
        return {
            name: series_of(found[name][: max(0, last - first)], readings.read[name], readings.setting)
            for name, (first, last) in self._so_far().items()
        }

    def outcomes(self, series: Mapping[str, Floats]) -> dict[str, Floats]:
        """Every outcome wanted, (run,), from what was read so far; NaN where it is not defined."""
        readings, so_far = self._readings, self._so_far()
        return {
            name: first_date(series[outcome.of or ""], readings.setting, outcome.above, outcome.below)
            if outcome.measure in DATES
            else value_of(series[name], outcome, readings.clock, so_far[name])
            for name, outcome in readings.wanted.items()
        }

    def passed(self) -> dict[str, Floats]:
        """Every decision by its id, (run,): 1 where it has passed by its own rule, 0 where not; NaN before its date."""
        return {
            decision.id: votes.passed(self._state, votes.part_of(decision))
            for decision in self._readings.setting.decisions
        }

    def _so_far(self) -> dict[str, tuple[int, int]]:
        """First step read of each measure, and first after it."""
        return {name: (first, min(last, self._n_read)) for name, (first, last) in self._readings.due.items()}
