"""What a page keeps of runs: the whole history of the one that it shows, and a few numbers of all."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from sim.ensemble import Ensemble
from sim.measures.reading import Reader, Readings
from sim.measures.votes import part_of, vote_share
from sim.model.agenda import Decision
from sim.model.setting import Setting
from sim.model.state import Codes, Flags, Floats, Rows, State
from sim.model.votes.verdict import yes_share
from sim.scenario.compile import clock_of

Look = Callable[[], object]
HUNDREDTHS = 100  # steps of a position that the page tells apart, from 0 to 1
DIGITS = 4  # of a share of votes


@dataclass(frozen=True)
class Subject:
    """What is read of every run of a page, in the order in which all its settings are told."""

    actors: tuple[str, ...]
    issues: tuple[str, ...]
    decisions: tuple[str, ...]
    provision: tuple[tuple[str, str], ...]  # negotiation and issue
    courses: tuple[str, ...]  # outcomes that are followed month by month
    outcomes: tuple[str, ...]  # outcomes that claims are about
    n_months: int


@dataclass(frozen=True)
class History:
    """One run, month by month: the states after each month."""

    position: Codes  # (issue, actor, month) hundredths of a position [-100, 100]
    is_active: Flags  # (actor, month) active
    pairs: Rows  # (pair, 2) rows of actors that are ever tied, the smaller first, sorted
    ties: Flags  # (2, pair, month) allied, the same both ways
    provision: Codes  # (provision, month) 0-3
    votes: tuple[dict[str, Any] | None, ...]  # (decision,) None where it is not due
    courses: Floats  # (course, month) NaN where one is not defined


@dataclass(frozen=True)
class Numbers:
    """What is counted over all runs of one setting; NaN where it is not defined."""

    shares: Floats  # (decision, run) of yes votes [0-1]
    passed: Flags  # (decision, run); not where it is not decided, or blocked
    provision: Codes  # (provision, run) at the end, 0-3
    courses: Floats  # (course, month, run)
    outcomes: Mapping[str, Floats]  # (run,) each
    start: Mapping[str, Floats]  # (run,) the same off the coded table

    def of(self, runs: slice) -> Numbers:
        """The same of some of the runs."""
        outcomes, start = ({k: v[runs] for k, v in each.items()} for each in (self.outcomes, self.start))
        shares, passed, provision = self.shares[:, runs], self.passed[:, runs], self.provision[:, runs]
        return Numbers(shares, passed, provision, self.courses[..., runs], outcomes, start)

    def at_the_end(self) -> Numbers:
        """The same without what the courses came to before the last month."""
        return replace(self, courses=self.courses[:, -1:].copy())


def read_runs(
    ensemble: Ensemble, subject: Subject, shown: Sequence[int], size: int, look: Look | None = None
) -> tuple[list[History], Numbers]:
    """Run an ensemble and read it.

    Parameters
    ----------
    shown : positions in `ensemble.runs` of the runs whose history is kept
    size : runs computed side by side; changes no result
    look : called every month; raises what ends the runs
    """
    kept: list[History] = []
    parts: list[Numbers] = []
    for first in range(0, len(ensemble.runs), size):
        rows = range(first, min(first + size, len(ensemble.runs)))
        histories, numbers = _read_chunk(ensemble, subject, rows, [row - first for row in shown if row in rows], look)
        kept += histories
        parts.append(numbers)
    return kept, _joined(parts)


def _read_chunk(
    ensemble: Ensemble, subject: Subject, rows: range, columns: list[int], look: Look | None
) -> tuple[list[History], Numbers]:
    setting = ensemble.setting
    states = ensemble.states(rows)
    state = next(states)
    outcomes, courses = (each.begin(state) for each in _readings(ensemble, subject))
    watch = _Watch(setting, subject, np.array(columns, dtype=np.intp))
    for state in states:
        outcomes.read(state)
        courses.read(state)
        watch.read(state)
        if look:
            look()
    numbers = _numbers(setting, subject, state, outcomes, courses)
    return watch.histories(state, numbers.courses), numbers


def _readings(ensemble: Ensemble, subject: Subject) -> tuple[Readings, Readings]:
    """What claims are about, in its months; and what is followed, in every month."""
    scenario, clock = ensemble.scenario, clock_of(ensemble.scenario, ensemble.steps_per_year)
    there = [[name for name in names if name in scenario.outcomes] for names in (subject.outcomes, subject.courses)]
    claimed, followed = there
    return (
        Readings(scenario, ensemble.setting, clock, claimed, series=False),
        Readings(scenario, ensemble.setting, clock, followed, series=True),
    )


def _numbers(setting: Setting, subject: Subject, state: State, outcomes: Reader, courses: Reader) -> Numbers:
    n_runs = state.n_runs
    shares = np.full((len(subject.decisions), n_runs), np.nan)
    passed = np.zeros(shares.shape, dtype=bool)
    for decision in setting.decisions:
        if decision.id not in subject.decisions:
            continue
        row = subject.decisions.index(decision.id)
        passed[row] = state.is_passed[decision.row]
        if decision.blocs:
            shares[row] = vote_share(state, part_of(decision))
    provision = np.zeros((len(subject.provision), n_runs), dtype=np.int8)
    for k, row in enumerate(provision_rows(setting, subject)):
        provision[k] = 0 if row < 0 else state.provision[row]
    found = courses.series()
    unknown = np.full((subject.n_months, n_runs), np.nan)
    series = np.array([found.get(name, unknown) for name in subject.courses]).reshape(-1, subject.n_months, n_runs)
    return Numbers(shares, passed, provision, series, outcomes.outcomes(outcomes.series()), outcomes.start)


def provision_rows(setting: Setting, subject: Subject) -> list[int]:
    """Rows among the provisions of a setting, in the order of the page; -1 where it does not negotiate one."""
    known = {
        (talks.id, setting.issues[issue]): talks.first + k
        for talks in setting.negotiations for k, issue in enumerate(talks.issues.tolist())
    }  # fmt: skip
    return [known.get(each, -1) for each in subject.provision]


def _joined(parts: Sequence[Numbers]) -> Numbers:
    first = parts[0]
    outcomes, start = (
        {name: np.concatenate([getattr(part, key)[name] for part in parts]) for name in getattr(first, key)}
        for key in ("outcomes", "start")
    )
    shares, passed, provision, courses = (
        np.concatenate([getattr(each, key) for each in parts], axis=-1)
        for key in ("shares", "passed", "provision", "courses")
    )
    return Numbers(shares, passed, provision, courses, outcomes, start)


class _Watch:
    """Keeps the history of some runs of a chunk as it goes."""

    def __init__(self, setting: Setting, subject: Subject, columns: Rows) -> None:
        self.setting, self.subject, self.columns = setting, subject, columns
        self.rows = provision_rows(setting, subject)
        n_months, n = subject.n_months, len(columns)
        self.position = np.zeros((len(subject.issues), len(subject.actors), n_months, n), dtype=np.int8)
        self.is_active = np.zeros((len(subject.actors), n_months, n), dtype=bool)
        self.allied = np.zeros((len(setting.edges), n_months, n), dtype=bool)
        self.provision = np.zeros((len(subject.provision), n_months, n), dtype=np.int8)

    def read(self, state: State) -> None:
        """Read the State after a month."""
        month, columns = state.step - 1, self.columns
        self.position[:, :, month] = np.round(state.position[..., columns] * HUNDREDTHS).astype(np.int8)
        self.is_active[:, month] = state.is_active[:, columns]
        self.allied[:, month] = state.allied[:, columns]
        for k, row in enumerate(self.rows):
            self.provision[k, month] = 0 if row < 0 else state.provision[row, columns]

    def histories(self, last: State, courses: Floats) -> list[History]:
        """The histories, given the State after the last month and the courses of all runs of the chunk."""
        return [
            History(
                self.position[..., k], self.is_active[..., k], *_by_pair(self.setting, self.allied[..., k]),
                self.provision[..., k], _votes(self.setting, self.subject, last, column),
                courses[..., column],
            )
            for k, column in enumerate(self.columns.tolist())
        ]  # fmt: skip


def _by_pair(setting: Setting, tie: Flags) -> tuple[Rows, Flags]:
    """Edges that are ever open as unordered pairs of actors, with both of their directions."""
    edges = setting.edges
    is_first = edges.source < edges.target
    ever = np.any(tie, axis=1)
    ever |= np.any(tie[edges.reverse], axis=1)
    forth = np.flatnonzero(is_first & ever)
    pairs = np.stack([edges.source[forth], edges.target[forth]], axis=1)
    return pairs, np.stack([tie[forth], tie[edges.reverse[forth]]])


def _share(decision: Decision, state: State, run: int) -> float | None:
    """Share of yes votes, or of their weights, in one run; None without voters."""
    rows = [bloc.row for bloc in decision.blocs]
    share = float(yes_share(decision.rule, decision.blocs, state.yeas[rows][:, [run]], state.seats[rows][:, [run]])[0])
    return None if math.isnan(share) else round(share, DIGITS)


def _votes(setting: Setting, subject: Subject, state: State, run: int) -> tuple[dict[str, Any] | None, ...]:
    """Each decision of one run as the page tells it; None where it is not due."""
    votes: dict[str, dict[str, Any]] = {}
    for decision in setting.decisions:
        if not state.is_decided[decision.row, run]:
            continue
        blocs = [
            [bloc.actor, int(state.yeas[bloc.row, run]), int(state.seats[bloc.row, run])] for bloc in decision.blocs
        ]
        votes[decision.id] = {
            "decided": True,
            "blocked": bool(state.is_blocked[decision.row, run]),
            "passed": bool(state.is_passed[decision.row, run]),
            "yeas": sum(yeas for _, yeas, _ in blocs),
            "seats": sum(seats for *_, seats in blocs),
            "share": _share(decision, state, run),
            "blocs": [bloc for bloc in blocs if bloc[2]],
        }
    return tuple(votes.get(name) for name in subject.decisions)
