"""What figures need beyond outcomes: series over time of every run, and the network at key dates over all runs.

Read as the run goes, and only when figures are wanted. Series keep the run axis in single precision; the network is
summed up over runs at once, so that no history is stored.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.measures.actors import tier_weights
from sim.measures.uptake import adopted_share
from sim.model.campaigns.tactics import TACTICS
from sim.model.core.influence import distance, mean_where
from sim.model.setting import Setting
from sim.model.state import Floats, Rows, State
from sim.scenario.schema import Scenario

Singles = NDArray[np.float32]
PLACES = ("home", "abroad", "court", "media")  # where effort goes, as `Panels.effort` numbers them
SERIES = ("provision", "policy", "position", "effort", "adopted")


@dataclass(frozen=True)
class Panels:
    """Series of every run, with the axes (..., step, run); and means over runs at key dates, with the date first."""

    provision: NDArray[np.int8]  # (provision, step, run) 0-3, as State.provision
    policy: Singles  # (seat, contested issue, step, run) [-1, 1]; NaN while nobody holds the seat
    position: Singles  # (seat, contested issue, step, run) what its holder believes [-1, 1]
    effort: Singles  # (country, place, tactic, step, run) of campaigners [units per year]
    adopted: Singles  # (idea, step, run) share of active adopters; NaN without any
    months: tuple[str, ...]  # (date,) of what follows, such as 1993-11
    allied: Floats  # (date, edge) share of runs in which the two are, the same both ways
    apart: Floats  # (date, edge) mean distance of its ends [0-1]
    conviction: Floats  # (date, issue, actor) mean position [-1, 1]
    capability: Floats  # (date, actor) mean [1-5]
    presence: Floats  # (date, actor) share of runs in which it is active

    def arrays(self) -> dict[str, NDArray[Any]]:
        """All but the months, by name."""
        return {f.name: getattr(self, f.name) for f in fields(self) if f.name != "months"}


@dataclass(frozen=True)
class Seat:
    """An office of government: heads of one country follow each other in one seat, a ministry has its own."""

    country: int
    actors: Rows
    is_head: bool


def seats(setting: Setting) -> list[Seat]:
    """Seats of the organs that are pressed at executive venues, by country, heads first."""
    found = []
    for country, organs in enumerate(setting.venues.governments_in):
        heads = organs[setting.is_head[organs]]
        found += [Seat(country, heads, is_head=True)] if len(heads) else []
        found += [Seat(country, np.array([row]), is_head=False) for row in organs if not setting.is_head[row]]
    return found


def contested(setting: Setting) -> list[int]:
    """Rows of the issues that are negotiated; where nothing is, of those that votes are about; else all."""
    negotiated = [row for talks in setting.negotiations for row in talks.issues.tolist()]
    voted = [row for decision in setting.decisions for row in decision.issues.tolist()]
    return sorted(set(negotiated or voted or range(len(setting.issues))))


def key_steps(scenario: Scenario, setting: Setting) -> dict[str, int]:
    """Month and last step of the first month, the key dates, the votes and the last month, in order."""
    dates = [each.date for each in scenario.key_dates.values()] + [
        decision.date for decision in scenario.decisions.values()
    ]
    wanted = {f"{date:%Y-%m}" for date in dates} | {setting.months[0], setting.months[-1]}
    return {month: step for step, month in enumerate(setting.months) if month in wanted}


class Recorder:
    """Reads the panels off an ensemble, chunk by chunk, in the order of its runs."""

    def __init__(self, scenario: Scenario, setting: Setting, n_runs: int) -> None:
        self.setting, self.n_runs, self.done = setting, n_runs, 0
        self.seats, self.issues, self.dates = seats(setting), contested(setting), key_steps(scenario, setting)
        self.places = _places(scenario, setting)
        n_seats, n_issues, n_edges = len(self.seats), len(setting.issues), len(setting.edges)
        held = (n_seats, len(self.issues))
        self.series: dict[str, NDArray[Any]] = {
            "provision": self._empty((setting.n_provisions,), np.int8),
            "policy": self._empty(held),
            "position": self._empty(held),
            "effort": self._empty((len(setting.countries), len(PLACES), len(TACTICS))),
            "adopted": self._empty((len(setting.ideas),)),
        }
        n_dates, n_actors = len(self.dates), setting.n_actors
        self.sums = {
            "allied": np.zeros((n_dates, n_edges)),
            "apart": np.zeros((n_dates, n_edges)),
            "conviction": np.zeros((n_dates, n_issues, n_actors)),
            "capability": np.zeros((n_dates, n_actors)),
            "presence": np.zeros((n_dates, n_actors)),
        }
        self.row_of = {step: row for row, step in enumerate(self.dates.values())}

    def _empty(self, shape: tuple[int, ...], kind: type = np.float32) -> NDArray[Any]:
        return np.zeros((*shape, self.setting.n_steps, self.n_runs), dtype=kind)

    def read(self, state: State) -> None:
        """Read the State after a step of the chunk of runs at hand."""
        step, runs = state.step - 1, slice(self.done, self.done + state.n_runs)
        now = {name: values[..., step, runs] for name, values in self.series.items()}
        now["provision"][:] = state.provision
        for row, seat in enumerate(self.seats):
            is_there = state.is_active[seat.actors]
            for column, issue in enumerate(self.issues):
                for name, held in (("policy", state.policy), ("position", state.position)):
                    now[name][row, column] = mean_where(held[issue, seat.actors], is_there, np.nan)
        now["effort"][:] = self._effort(state)
        for idea in self.setting.ideas:
            now["adopted"][idea.row] = adopted_share(state, idea)
        if step in self.row_of:
            self._sum_up(self.row_of[step], state)

    def _effort(self, state: State) -> Floats:
        """Effort of campaigners, (country, place, tactic, run), added up pair by pair: bit-safe for any chunk."""
        pairs, n_runs = self.setting.pairs, state.n_runs
        shape = (len(self.setting.countries), len(PLACES), len(TACTICS), n_runs)
        ours = np.flatnonzero(self.setting.is_campaigner[pairs.actor])
        cell = (self.setting.country[pairs.actor[ours]] * len(PLACES) + self.places[ours]) * len(TACTICS)
        bins = (cell[:, None] + state.tactic[:, ours]) * n_runs + np.arange(n_runs)
        total = np.bincount(bins.ravel(), state.effort[:, ours].ravel(), int(np.prod(shape)))
        return total.astype(np.float64).reshape(shape)

    def _sum_up(self, date: int, state: State) -> None:
        """Add the runs of a chunk one by one, so that the sum does not hang on how runs are chunked."""
        edges = self.setting.edges
        apart = distance(state.position, edges.source, edges.target, tier_weights(self.setting))
        values = (
            ("allied", state.allied), ("apart", apart), ("conviction", state.position),
            ("capability", state.capability), ("presence", state.is_active),
        )  # fmt: skip
        for name, array in values:
            total = self.sums[name][date]
            for run in range(state.n_runs):
                total += array[..., run]

    def next_chunk(self, n_runs: int) -> None:
        """Say that a chunk of so many runs is done."""
        self.done += n_runs

    def panels(self) -> Panels:
        """All that was read."""
        means: dict[str, Any] = {name: total / self.n_runs for name, total in self.sums.items()}
        return Panels(**self.series, **means, months=tuple(self.dates))


def _places(scenario: Scenario, setting: Setting) -> Rows:
    """Where each pair of an actor and a venue spends effort, (pair,): see PLACES."""
    is_court = np.array([scenario.venues[name].kind == "court" for name in setting.venues.ids], dtype=bool)
    pairs = setting.pairs
    of_organs = np.where(is_court[pairs.venue], PLACES.index("court"), pairs.is_foreign.astype(np.intp))
    return np.where(pairs.is_medium, PLACES.index("media"), of_organs)
