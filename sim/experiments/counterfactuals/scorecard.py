"""The claims of several cases, judged on runs of each case and of the variants that its claims compare with.

They are judged on the coded table alone, too: the same runs without any mechanism.

The runs of all cases and variants are one list of tasks, done side by side on the cores of the machine where that pays.
Verdicts are put together by case and claim, so that they depend neither on the order nor on the number of processes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from sim.claims import Verdict, judge, outcomes_for, until_for, variants_needed
from sim.ensemble import Ensemble, Jitter, chunk_size
from sim.experiments.sweeps import provenance, source
from sim.experiments.sweeps.engines import Processes, Serial, cores
from sim.experiments.sweeps.work import Case, Done, Task, carry_out, unpack
from sim.results import Result
from sim.scenario.load import ReadCase, read_case
from sim.scenario.variants import BASELINE

PAYS_FROM = 10_000  # run-months in one process, some five seconds of a large case, from which starting others pays

Progress = Callable[[int], object]


class RunFailedError(RuntimeError):
    """A run that ended in an error; the message says which, and where in the code."""


@dataclass(frozen=True)
class Card:
    """One case and the verdicts on its claims."""

    ensemble: Ensemble  # of the case itself: what identifies the study
    verdicts: tuple[Verdict, ...]
    alone: tuple[Verdict, ...] = ()  # the same claims on the coded table alone, where it was run

    def counts(self) -> dict[str, int]:
        """Executable claims in all and by verdict (`holds` without those not destroyed), then inputs and contexts."""
        words = [verdict.word for verdict in self.verdicts]
        kinds = [each.kind for each in self.ensemble.scenario.unscored]
        found = {word: words.count(word) for word in ("holds", "not_destroyed", "fails", "undefined")}
        return {"claims": len(words)} | found | {kind: kinds.count(kind) for kind in ("input", "context")}


@dataclass(frozen=True)
class _Version:
    """A case itself or one of its variants, as it is or as its coded table alone: what is computed of it."""

    ensemble: Ensemble  # of the case itself
    case: Case
    first: int  # number of its first run among those of all versions

    @property
    def name(self) -> str:
        return self.case.variant or BASELINE

    @property
    def n_months(self) -> int:
        months, until = self.ensemble.setting.months, self.case.until
        return months.index(until) + 1 if until in months else len(months)

    def tasks(self) -> list[Task]:
        """Its runs in portions that are computed side by side."""
        runs, size = self.ensemble.runs, chunk_size(self.ensemble.setting)
        numbers = range(self.first, self.first + len(runs))
        return [
            Task(self.case, tuple(numbers[at : at + size]), runs[at : at + size], {})
            for at in range(0, len(runs), size)
        ]

    def cost(self, task: Task) -> int:
        """Steps of pairs of actor and venue: only the order in which tasks begin hangs on it."""
        return len(task.numbers) * self.n_months * len(self.ensemble.setting.pairs)

    def result(self, done: Mapping[int, bytes]) -> Result:
        """What came of its runs."""
        ensemble, names = self.ensemble, self.case.outcomes
        rows = unpack([done[self.first + position] for position in range(len(ensemble.runs))], len(names))
        return Result(
            scenario=ensemble.setting.scenario, variant=self.name, seed=ensemble.seed, replicates=ensemble.runs,
            months=ensemble.setting.months, series={}, manifest={},
            outcomes={name: rows[:, column] for column, name in enumerate(names)},
            start=ensemble.coded() if self.name == BASELINE and not self.case.is_alone else {},
        )  # fmt: skip


class Scorecard:
    """Cases to be judged; every file is read, and every setting checked, before the first run.

    Parameters
    ----------
    cases
        Names of cases, or paths of their folders.
    replicates, seed
        Of every case and variant.
    settings
        Put into every case and variant.
    jitter
        Coding error in every run; see `Ensemble`.

    Raises
    ------
    sim.scenario.problem.ScenarioError, sim.model.parameters.ParameterError, sim.ensemble.EnsembleError
        For a case, a setting or a coding error that cannot be read.
    """

    def __init__(
        self,
        cases: Sequence[str | Path],
        replicates: int = 200,
        seed: int = 1,
        settings: Mapping[str, object] | None = None,
        jitter: Jitter = 0.0,
    ) -> None:
        self.ensembles = [Ensemble(case, replicates, seed, settings=settings, jitter=jitter) for case in cases]
        self._versions: list[list[_Version]] = []
        self.n_runs = 0  # of all cases and of the variants that their claims need, with the tables alone
        for case, ensemble in zip(cases, self.ensembles, strict=True):
            own = []
            for each in _cases(read_case(case), ensemble, settings or {}):
                own.append(_Version(ensemble, each, self.n_runs))
                self.n_runs += len(ensemble.runs)
            self._versions.append(own)

    def run(self, progress: Progress | None = None, workers: int | None = None) -> list[Card]:
        """Run everything and judge the claims, a card a case.

        Parameters
        ----------
        progress
            Called with the runs done so far, of `n_runs`.
        workers
            Processes; None is one a core where that pays. Changes speed, never a verdict.

        Raises
        ------
        RunFailedError
            If a run ends in an error.
        """
        versions = [version for own in self._versions for version in own]
        tasks = sorted(
            ((version.cost(task), task) for version in versions for task in version.tasks()), key=lambda each: -each[0]
        )
        run_months = sum(version.n_months * len(version.ensemble.runs) for version in versions)
        workers = min(workers or (cores() if run_months > PAYS_FROM else 1), len(tasks))
        done: dict[int, bytes] = {}
        with Processes(workers) if workers > 1 else Serial() as engine:
            for results in engine.run(carry_out, [task for _, task in tasks]):
                done |= {each.number: _outcomes(each, versions) for each in results}
                if progress:
                    progress(len(done))
        return [_card(*each, done) for each in zip(self.ensembles, self._versions, strict=True)]


def _cases(read: ReadCase, ensemble: Ensemble, settings: Mapping[str, object]) -> Iterator[Case]:
    """What workers compute of a case itself and of the variants that its claims need; nothing without a claim.

    Each as it is and as its coded table alone; of each the outcomes that claims need, to the last month that one needs.
    """
    scenario, folder, digest = ensemble.scenario, str(read.folder.resolve()), read.load().digest
    files = read.member_files(settings)
    for variant in [None, *variants_needed(scenario)] if scenario.claims else []:
        changed = scenario if variant is None else read.load(variant, settings).scenario
        outcomes, until = tuple(outcomes_for(scenario, variant)), until_for(scenario, changed, variant)
        study = (until, ensemble.seed, ensemble.coding_error, outcomes)
        for is_alone in (False, True):
            key = provenance.canonical([folder, digest, files, variant, settings, *study, is_alone])
            code = source.computing_here()
            yield Case(key, folder, digest, variant, settings, *study, code=code, files=files, is_alone=is_alone)


def _card(ensemble: Ensemble, versions: Sequence[_Version], done: Mapping[int, bytes]) -> Card:
    return Card(ensemble, *(_judged(ensemble, versions, done, is_alone=is_alone) for is_alone in (False, True)))


def _judged(
    ensemble: Ensemble, versions: Sequence[_Version], done: Mapping[int, bytes], *, is_alone: bool
) -> tuple[Verdict, ...]:
    results = {each.name: each.result(done) for each in versions if each.case.is_alone is is_alone}
    return tuple(judge(ensemble.scenario, results.pop(BASELINE), results)) if results else ()


def _outcomes(done: Done, versions: Sequence[_Version]) -> bytes:
    if done.outcomes is None:
        version = next(each for each in reversed(versions) if each.first <= done.number)
        which = f"replicate {version.ensemble.runs[done.number - version.first]}"
        place = f"{version.ensemble.setting.scenario}, {version.name}, {which}"
        raise RunFailedError(f"{place}: {done.error}: {done.message}\n{done.traceback or ''}".rstrip())
    return done.outcomes
