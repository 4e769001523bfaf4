"""Many runs of one scenario, in chunks along the run axis."""

from __future__ import annotations

import copy
import dataclasses
import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from numbers import Real
from pathlib import Path
from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike

from sim.base_runs import base_run
from sim.measures.panels import Recorder
from sim.measures.reading import Reader, Readings
from sim.model.base_run import BaseRun
from sim.model.core.noise import Noise
from sim.model.initialize import Deletions, start
from sim.model.parameters import Params
from sim.model.schedule import advance
from sim.model.setting import Setting
from sim.model.state import Floats, State
from sim.model.strategies import HOOKS, Overrides, Strategy
from sim.results import Result
from sim.scenario.codings import SECOND, Error
from sim.scenario.compile import clock_of, compile_setting
from sim.scenario.load import LoadedCase, load_case
from sim.scenario.problem import ArgumentError, names_in, suggest, whole

# glibc gives memory back as soon as a buffer at its top is freed, and faults it in again page by page for the next one,
# which takes ten times as long as filling it. Freeing one untouched block of just under 32 MB makes it keep 64 MB.
np.empty(31 << 20, dtype=np.uint8)


class EnsembleError(ArgumentError):
    """An ensemble that cannot be run; the message is one line for the user."""


Progress = Callable[[int], object]
Jitter = float | tuple[float, float] | Literal["coded"]


def chunk_size(setting: Setting) -> int:
    """Runs per chunk such that a work buffer fits the second-level cache: 16 to 256, a power of two.

    A buffer has a row for each pair of an actor and a venue that are on stage at once.
    """
    leading = max(setting.most_active_pairs, len(setting.edges) // 10, 1)
    return int(min(256, max(16, 2 ** round(math.log2(2**20 / (leading * 8))))))


def overrides_of(setting: Setting, strategy: Mapping[str, Mapping[str, Strategy]] | None) -> Overrides:
    """Strategies by actor id and hook as strategies by hook and row.

    Raises
    ------
    EnsembleError
        For an actor or a hook that does not exist.
    """
    rows: dict[str, dict[int, Strategy]] = {}
    _check_mapping("strategy", strategy)
    for actor, hooks in (strategy or {}).items():
        if actor not in setting.actors:
            raise EnsembleError(f"strategy: no such actor '{actor}'{suggest(actor, setting.actors)}")
        for hook, function in hooks.items():
            if hook not in HOOKS:
                raise EnsembleError(f"strategy of {actor}: no such hook '{hook}'; there are {', '.join(HOOKS)}")
            rows.setdefault(hook, {})[setting.actors.index(actor)] = function
    return rows


def error_of(jitter: Jitter, loaded: LoadedCase) -> Error:
    """The coding error of positions and of saliences that is meant.

    Raises
    ------
    EnsembleError
        For a number out of range, and for `coded` where the case has but one coding.
    """
    if jitter == "coded":
        if loaded.coding_error is None:
            raise EnsembleError(f"jitter: needs a number, since this case has no second coding (variant {SECOND})")
        return loaded.coding_error
    pair = jitter if isinstance(jitter, tuple) else (jitter, jitter)
    if len(pair) != 2 or not all(isinstance(each, Real) and 0.0 <= each <= 1.0 for each in pair):
        raise EnsembleError(f"jitter: must be from 0 to 1 (got {jitter})")
    return pair


def as_recorded(error: Error) -> float | dict[str, float]:
    """Both numbers by name, or the one where they are the same."""
    position, salience = error
    return position if position == salience else {"positions": position, "saliences": salience}


@dataclass(repr=False)
class Ensemble:
    """Runs of one variant of a case that differ in their replicate and, if wanted, in their parameters.

    Parameters
    ----------
    case : name of a case, path of its folder, or a case loaded already
    replicates : how many (numbered from 0), or which
    seed : of the study, >= 0; run r of it is the same whatever else is run
    variant : a named variant, or the path of a variant's file; None is the base
    settings : `{"actors.rmalc.capability": 3, "opinion.rate": 2}`: scenario fields and parameters
    parameters : `{"opinion.rate": array of shape (run,)}`: numbers that differ from run to run
    jitter : coding error of positions and saliences, evenly up to this much either way [0-1]; a pair: one for each of
        the two; `coded`: as far as the two codings of the case lie apart on average
    strategy : `{"rmalc": {"choose_venue": function}}`, see sim/model/strategies.py
    chunk : runs computed side by side; changes speed, never a result
    steps_per_year : 12; multiples of it test that the step's length does not matter
    until : last month, such as 1992-12; None is the scenario's own end. Outcomes dated later are not defined.
    panels : also gather what figures need beyond outcomes, see sim/measures/panels.py; changes no outcome
    outcomes : ids of the outcomes to read; None: all
    series : also keep what outcomes are read from, month by month; without it a run takes less time, to the same bits
    absent : `{"rmalc": flags (run,)}`: where it is set, the actor never enters
    severed : `{("rmalc", "fat"): flags (run,)}`: where it is set, no tie between the two is ever open
    """

    case: str | Path | LoadedCase
    replicates: int | Sequence[int] = 200
    seed: int = 1
    variant: str | Path | None = None
    settings: Mapping[str, object] | None = None
    parameters: Mapping[str, ArrayLike] = field(default_factory=dict)
    jitter: Jitter = 0.0
    strategy: Mapping[str, Mapping[str, Strategy]] | None = None
    chunk: int | None = None
    steps_per_year: int = 12
    until: str | None = None
    panels: bool = False
    outcomes: Sequence[str] | None = None
    series: bool = True
    absent: Mapping[str, ArrayLike] = field(default_factory=dict)
    severed: Mapping[tuple[str, str], ArrayLike] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for argument in ("settings", "parameters", "absent", "severed"):
            _check_mapping(argument, getattr(self, argument))
        if isinstance(self.case, LoadedCase) and (self.variant or self.settings):
            raise EnsembleError("variant, settings: give them to load_case, or the case by its name")
        if not isinstance(self.case, LoadedCase):
            self.case = load_case(self.case, self.variant, self.settings)
        loaded = self.case
        self.scenario = loaded.scenario
        self.setting = compile_setting(
            self.scenario, loaded.folder.resolve().name, loaded.variant, self.steps_per_year, loaded.roster
        )
        if self.until is not None:
            if self.until not in self.setting.months:
                first, last = self.setting.months[0], self.setting.months[-1]
                raise EnsembleError(f"until: must be a month from {first} to {last} (got {self.until})")
            n_steps = len(self.setting.months) - self.setting.months[::-1].index(self.until)
            self.setting = dataclasses.replace(self.setting, n_steps=n_steps, months=self.setting.months[:n_steps])
        self.runs = _replicates(self.replicates)
        whole("seed", self.seed)
        self.values: dict[str, ArrayLike] = dict(loaded.parameters) | dict(self.parameters)
        self.coding_error = error_of(self.jitter, loaded)
        Params.of(self.values, len(self.runs))  # refuses bad names and numbers before anything runs
        asked = () if self.outcomes is None else names_in("outcomes", self.outcomes)
        unknown = sorted(set(asked) - set(self.scenario.outcomes))
        if unknown:
            raise EnsembleError(
                f"outcomes: no such outcome '{unknown[0]}'{suggest(unknown[0], self.scenario.outcomes)}"
            )
        self.readings = self._readings()
        self.overrides = overrides_of(self.setting, self.strategy)
        self._check_deletions()

    def _readings(self) -> Readings:
        clock = clock_of(self.scenario, self.steps_per_year)
        return Readings(self.scenario, self.setting, clock, self.outcomes, self.series)

    def __getstate__(self) -> dict[str, Any]:
        # What reads outcomes is made of functions, which no other process can be sent; it is made again there.
        return {name: value for name, value in vars(self).items() if name != "readings"}

    def __setstate__(self, kept: dict[str, Any]) -> None:
        vars(self).update(kept)
        self.readings = self._readings()

    def _check_deletions(self) -> None:
        for pair in self.severed:
            if isinstance(pair, str) or len(pair) != 2:
                raise EnsembleError(f"severed: must be pairs of actors, as ('rmalc', 'fat') (got {pair!r})")
        ends = {"absent": [*self.absent], "severed": [end for pair in self.severed for end in pair]}
        for argument, names in ends.items():
            for name in names:
                if name not in self.setting.actors:
                    raise EnsembleError(f"{argument}: no such actor '{name}'{suggest(name, self.setting.actors)}")
        flags = {**self.absent, **{" - ".join(pair): each for pair, each in self.severed.items()}}
        for name, each in flags.items():
            if np.shape(each) not in ((), (len(self.runs),)):
                shape = np.shape(each)
                raise EnsembleError(f"{name}: must be one flag, or {len(self.runs)}, one a run (got shape {shape})")

    def __repr__(self) -> str:
        return f"Ensemble({self.setting.scenario!r}, variant={self.setting.variant!r}, {len(self.runs)} runs)"

    def run(self, progress: Progress | None = None) -> Result:
        """Run all chunks and gather outcomes and series; `progress` is called with the runs done so far."""
        assert isinstance(self.case, LoadedCase)
        size = self.chunk or chunk_size(self.setting)
        recorder = Recorder(self.scenario, self.setting, len(self.runs)) if self.panels else None
        parts = []
        for first in range(0, len(self.runs), size):
            reader = self._run_chunk(range(first, min(first + size, len(self.runs))), recorder)
            series = reader.series()
            kept = (series, reader.start) if self.series else ({}, {})
            parts.append((reader.outcomes(series), *kept, reader.passed()))
            if progress:
                progress(min(first + size, len(self.runs)))
        outcomes, all_series, at_start, passed = (
            {name: np.concatenate([part[name] for part in of_parts], axis=-1) for name in of_parts[0]}
            for of_parts in zip(*parts, strict=True)
        )
        return Result(
            scenario=self.setting.scenario, variant=self.setting.variant, seed=self.seed, replicates=self.runs,
            months=self.setting.months, outcomes=outcomes, series=all_series, start=at_start,
            manifest=self.manifest(), panels=recorder.panels() if recorder else None, passed=passed, case=self.case,
        )  # fmt: skip

    def coded(self) -> dict[str, Floats]:
        """Outcomes read off the coded table, before the first step, (run,); NaN of flows, none of dates."""
        size = self.chunk or chunk_size(self.setting)
        parts = []
        for first in range(0, len(self.runs), size):
            state = next(self.states(range(first, min(first + size, len(self.runs)))))
            parts.append(self.readings.begin(state).start)
        return {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}

    def with_runs(
        self, replicates: Sequence[int], parameters: Mapping[str, ArrayLike], chunk: int,
        absent: Mapping[str, ArrayLike] | None = None,
    ) -> Ensemble:  # fmt: skip
        """The same compiled case with other runs: reading and compiling it takes longer than some of its runs.

        Raises
        ------
        sim.model.parameters.ParameterError
            For a name that does not exist or a value outside its bounds.
        """
        assert isinstance(self.case, LoadedCase)
        other = copy.copy(self)
        other.runs, other.chunk, other.parameters = tuple(replicates), chunk, dict(parameters)
        other.values = dict(self.case.parameters) | other.parameters
        other.absent = {**self.absent, **(absent or {})}
        Params.of(other.values, len(other.runs))
        other._check_deletions()
        return other

    def histories(self, runs: Sequence[int] | None = None) -> list[State]:
        """Every State of some runs (positions in `self.runs`), the one before the first step first."""
        return list(self.states(range(len(self.runs)) if runs is None else runs))

    def states(self, rows: Sequence[int]) -> Iterator[State]:
        """The States of some runs (positions in `self.runs`) side by side, the one before the first step first."""
        params, noise = self.inputs(rows)
        state = start(self.setting, params, noise, self.coding_error, self.deletions(rows))
        yield state
        base = self.base_run(rows)
        for _ in range(self.setting.n_steps):
            state = advance(state, self.setting, params, noise, self.overrides, base)
            yield state

    def base_run(self, rows: Sequence[int]) -> BaseRun | None:
        """What the case as coded was under in some runs (positions in `self.runs`); None of the case as coded."""
        assert isinstance(self.case, LoadedCase)
        if self.case.base is None and not (self.absent or self.severed or self.overrides):
            return None
        runs = [self.runs[row] for row in rows]
        return base_run(
            self.case.base or self.case, self.setting, runs, self._numbers(rows), self.seed, self.coding_error
        )

    def deletions(self, rows: Sequence[int]) -> Deletions | None:
        """What some runs (positions in `self.runs`) go without; None where all is there."""
        assert isinstance(self.case, LoadedCase)
        if not self.absent and not self.severed and not self.case.absent:
            return None
        actors = np.zeros((self.setting.n_actors, len(rows)), dtype=bool)
        ties = np.zeros((len(self.setting.edges), len(rows)), dtype=bool)
        actors[[self.setting.actors.index(name) for name in self.case.absent]] = True
        for name, flags in self.absent.items():
            actors[self.setting.actors.index(name)] |= np.broadcast_to(flags, (len(self.runs),))[list(rows)]
        for pair, flags in self.severed.items():
            ends = np.array([self.setting.actors.index(name) for name in pair], dtype=np.intp)
            for edge in self.setting.edges.rows(ends, ends[::-1]):
                ties[edge] |= np.broadcast_to(flags, (len(self.runs),))[list(rows)]
        return Deletions(actors, ties)

    def manifest(self) -> dict[str, Any]:
        """What identifies the inputs: the case's digest, seed, parameters that differ from the defaults."""
        assert isinstance(self.case, LoadedCase)
        return {
            "digest": self.case.digest,
            "parameters": {key: np.asarray(value).tolist() for key, value in sorted(self.values.items())},
            "jitter": as_recorded(self.coding_error),
            "steps_per_year": self.steps_per_year,
            "until": self.until,
            "strategy": sorted(self.strategy or {}),
            "without": list(self.case.absent),
            "absent": _where(self.absent),
            "severed": _where({" ".join(pair): flags for pair, flags in self.severed.items()}),
        }

    def inputs(self, rows: Sequence[int]) -> tuple[Params, Noise]:
        """Parameters and draws of some runs (positions in `self.runs`)."""
        return Params.of(self._numbers(rows), len(rows)), Noise(self.seed, [self.runs[r] for r in rows])

    def _numbers(self, rows: Sequence[int]) -> dict[str, Floats]:
        return {
            key: np.broadcast_to(np.asarray(value, dtype=float), (len(self.runs),))[list(rows)]
            for key, value in self.values.items()
        }

    def _run_chunk(self, rows: Sequence[int], recorder: Recorder | None) -> Reader:
        states = self.states(rows)
        reader = self.readings.begin(next(states))
        for state in states:
            reader.read(state)
            if recorder:
                recorder.read(state)
        if recorder:
            recorder.next_chunk(len(rows))
        return reader


def _check_mapping(argument: str, value: object) -> None:
    if value is not None and not isinstance(value, Mapping):
        raise EnsembleError(f"{argument}: must be a dict of values by name (got {value!r})")


def _replicates(asked: int | Sequence[int]) -> tuple[int, ...]:
    """Numbers of replicates from how many there are, or from a list of them."""
    if isinstance(asked, str) or not np.iterable(asked):
        return tuple(range(whole("replicates", asked, least=1)))
    numbers = tuple(whole("replicates", each) for each in asked)
    if not numbers:
        raise EnsembleError("replicates: must be at least one (got none)")
    return numbers


def _where(flags: Mapping[str, ArrayLike]) -> dict[str, Any]:
    return {name: np.flatnonzero(np.atleast_1d(where)).tolist() for name, where in sorted(flags.items())}


def run(case: str | Path | LoadedCase, **options: Any) -> Result:
    """`Ensemble(case, **options).run()`."""
    return Ensemble(case, **options).run()
