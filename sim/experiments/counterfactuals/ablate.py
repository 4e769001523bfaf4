"""A case without each of its mechanisms in turn: which claims and outcomes does it change, on the same replicates?"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from sim.claims import Verdict, judge, until_for, variants_needed
from sim.ensemble import Ensemble
from sim.model.state import Floats
from sim.results import Result
from sim.scenario.load import LoadedCase, load_case
from sim.scenario.mechanisms import MECHANISMS, Mechanism, named, off_fields, off_numbers, taken_away
from sim.scenario.schema import Scenario
from sim.scenario.variants import BASELINE

ERRORS = 2.0  # an outcome moves where its mean paired difference is beyond this many standard errors
_ROUNDING = 1e-9

Progress = Callable[[int], object]


@dataclass(frozen=True)
class Ablation:
    """What the runs say with one mechanism switched off."""

    mechanism: Mechanism
    settings: Mapping[str, object]  # what switched it off
    verdicts: Mapping[str, Verdict]  # by claim
    turned: tuple[str, ...]  # claims whose verdict is another one
    moved: tuple[str, ...]  # outcomes that move, see `moves`

    @property
    def changes_nothing(self) -> bool:
        """Whether no claim and no outcome of the case depends on it."""
        return not self.turned and not self.moved


@dataclass(frozen=True)
class Study:
    """A case, and the same case without each mechanism."""

    ensemble: Ensemble  # of the case itself: what identifies the study
    verdicts: Mapping[str, Verdict]  # of the case itself, by claim
    ablations: tuple[Ablation, ...]

    def turned_by(self, claim: str) -> list[Ablation]:
        """The mechanisms without which a claim gets another verdict."""
        return [each for each in self.ablations if claim in each.turned]

    def survives(self, claim: str) -> dict[str, bool | None]:
        """Whether a claim still holds without each of the mechanisms that explain it; None if it fails anyway."""
        holds = self.verdicts[claim].holds
        explaining = named(self.verdicts[claim].claim.explained_by)
        return {
            each.mechanism.name: each.verdicts[claim].holds is True if holds else None
            for each in self.ablations
            if each.mechanism in explaining
        }

    def record(self) -> dict[str, Any]:
        """What `--json` gives: claims with what changes them, and mechanisms with what they change."""
        return {
            "claims": [each for name in self.verdicts for each in self._claim(name)],
            "mechanisms": self._mechanisms(),
        }

    def _claim(self, name: str) -> list[dict[str, Any]]:
        without = [
            {"mechanism": each.mechanism.name, "share": each.verdicts[name].share, "holds": each.verdicts[name].holds}
            for each in self.turned_by(name)
        ]
        explained = {"explained_by": list(self.verdicts[name].claim.explained_by), "survives": self.survives(name)}
        more = {"changed_without": without} | explained
        return [record | more for record in self.verdicts[name].records(self.ensemble.setting.scenario)]

    def _mechanisms(self) -> list[dict[str, Any]]:
        case = self.ensemble.setting.scenario
        return [
            {
                "case": case, "mechanism": each.mechanism.name, "number": each.mechanism.number,
                "off": dict(each.settings), "claims": list(each.turned), "outcomes": list(each.moved),
                "changes_nothing": each.changes_nothing,
            }
            for each in self.ablations
        ]  # fmt: skip


def ablate(
    case: str | Path,
    replicates: int = 40,
    seed: int = 1,
    settings: Mapping[str, object] | None = None,
    progress: Progress | None = None,
) -> Study:
    """Run a case with each mechanism in turn at its off value, every time on the same replicates.

    Parameters
    ----------
    settings
        Of the case itself; what switches a mechanism off is put in after them.
    progress
        Called with the runs done so far, of `n_runs`.
    """
    bench = _Bench(case, replicates, seed, settings or {}, progress)
    base = bench.run(None)
    verdicts = {each.id: each for each in judge(bench.scenario, *base)}
    ablations = []
    for mechanism in used(bench.scenario):
        alone, variants = bench.run(mechanism)
        found = {each.id: each for each in judge(bench.scenario, alone, variants)}
        ablations.append(
            Ablation(
                mechanism=mechanism,
                settings={**off_numbers(mechanism), **off_fields(mechanism, bench.scenario)},
                verdicts=found,
                turned=tuple(name for name in verdicts if found[name].holds is not verdicts[name].holds),
                moved=tuple(name for name, x in base[0].outcomes.items() if moves(x, alone.outcomes[name])),
            )
        )
    return Study(bench.ensemble, verdicts, tuple(ablations))


def n_runs(scenario: Scenario, replicates: int) -> int:
    """Runs of an ablation: the case and the variants that claims need, with and without every mechanism."""
    return (1 + len(variants_needed(scenario))) * (1 + len(used(scenario))) * replicates


def used(scenario: Scenario) -> list[Mechanism]:
    """The mechanisms that a case has anything for, in their order."""
    return [each for each in MECHANISMS.values() if each.is_used(scenario)]


def moves(values: Floats, others: Floats) -> bool:
    """Whether an outcome differs between paired runs by more than chance, or is defined in more or fewer of them.

    >>> moves(np.array([1.0, 2.0, 3.0]), np.array([2.0, 3.1, 3.9])), moves(np.array([1.0, 2.0]), np.array([1.1, 1.9]))
    (True, False)
    """
    known, also = ~np.isnan(values), ~np.isnan(others)
    both = known & also
    return _differs(others[both] - values[both]) or _differs(also.astype(float) - known.astype(float))


def _differs(gaps: Floats) -> bool:
    if len(gaps) < 2:
        return False  # one pair tells nothing of chance
    error = float(np.std(gaps, ddof=1)) / np.sqrt(len(gaps))
    return bool(abs(float(np.mean(gaps))) > max(ERRORS * error, _ROUNDING))


class _Bench:
    """Runs the case and its variants with a mechanism switched off; every file is read before the first run."""

    def __init__(
        self, case: str | Path, replicates: int, seed: int, settings: Mapping[str, object], progress: Progress | None
    ) -> None:
        self.replicates, self.seed, self.progress = replicates, seed, progress
        self.ensemble = Ensemble(case, replicates, seed, settings=settings)
        self.scenario = self.ensemble.scenario
        assert isinstance(self.ensemble.case, LoadedCase)
        self.loaded = {BASELINE: self.ensemble.case}
        self.loaded |= {name: load_case(case, name, settings) for name in variants_needed(self.scenario)}
        self.done = 0

    def run(self, mechanism: Mechanism | None) -> tuple[Result, dict[str, Result]]:
        """Results of the case itself and of the variants that its claims compare with."""
        variants = {name: self._result(name, mechanism) for name in self.loaded if name != BASELINE}
        return self._result(BASELINE, mechanism), variants

    def _result(self, variant: str, mechanism: Mechanism | None) -> Result:
        loaded = without(self.loaded[variant], mechanism)
        numbers = off_numbers(mechanism) if mechanism else {}
        until = None if variant == BASELINE else until_for(self.scenario, loaded.scenario, variant)
        ensemble = Ensemble(loaded, self.replicates, self.seed, parameters=numbers, until=until)
        result = ensemble.run(partial(self._report, self.done))
        self.done += self.replicates
        return result

    def _report(self, before: int, done: int) -> None:
        if self.progress:
            self.progress(before + done)


def without(loaded: LoadedCase, mechanism: Mechanism | None) -> LoadedCase:
    """A case with the fields taken away that a mechanism needs; its parameters are given to the runs."""
    scenario = taken_away(loaded.scenario, mechanism) if mechanism else loaded.scenario
    if scenario is loaded.scenario:
        return loaded
    return dataclasses.replace(loaded, scenario=scenario, base=loaded.base and without(loaded.base, mechanism))
