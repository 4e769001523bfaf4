"""What a worker does: runs of one compiled case, each with an outcome row or the record of its failure."""

from __future__ import annotations

import hashlib
import traceback
import warnings
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

import numpy as np

from sim.ensemble import Ensemble
from sim.experiments.plans.axes import PlanError
from sim.experiments.sweeps.source import changes, computing_here
from sim.model.state import Floats
from sim.scenario.codings import Error
from sim.scenario.format1.notice import OldFormatWarning
from sim.scenario.load import LoadedCase, ReadCase, read_case
from sim.scenario.reading.members import file_digest
from sim.scenario.table_alone import table_alone

_CASES_KEPT = 32  # compiled cases that a worker remembers
_OTHER_FILES = "the files of the case are not those that this sweep began with"


class StaleWorkerError(PlanError):
    """A worker with other code or other files than the sweep began with; nothing it says would be worth having."""


@dataclass(frozen=True)
class Case:
    """What the runs of a task share: one case as compiled, and what the study holds fixed."""

    key: str  # the same for the same case
    name: str = field(compare=False)  # of the shelf, or a whole path
    digest: str = field(compare=False)  # of the case as written
    variant: str | None = field(compare=False)
    settings: Mapping[str, Any] = field(compare=False)
    until: str | None = field(compare=False)
    seed: int = field(compare=False)
    jitter: float | Error = field(compare=False)
    outcomes: tuple[str, ...] = field(compare=False)  # what is stored, in this order
    code: Mapping[str, Any] = field(compare=False)  # what the sweep computes with, as `source.computing` gives it
    files: Mapping[str, str | None] = field(default_factory=dict, compare=False)  # digests of files of members
    is_alone: bool = field(default=False, compare=False)  # the coded table alone, without mechanisms


@dataclass(frozen=True)
class Task:
    """Some runs of one case, to be computed side by side."""

    case: Case
    numbers: tuple[int, ...]  # (run,) in the plan
    replicates: tuple[int, ...]  # (run,)
    parameters: Mapping[str, tuple[float, ...]]  # (run,) each

    def part(self, first: int, last: int) -> Task:
        """The runs from position `first` to before `last`."""
        parameters = {name: values[first:last] for name, values in self.parameters.items()}
        numbers, replicates = self.numbers[first:last], self.replicates[first:last]
        return replace(self, numbers=numbers, replicates=replicates, parameters=parameters)

    def halves(self) -> tuple[Task, Task]:
        """The task as two tasks."""
        middle = len(self.numbers) // 2
        return self.part(0, middle), self.part(middle, len(self.numbers))


@dataclass(frozen=True)
class Done:
    """A run that was computed, or the record of its failure."""

    number: int  # in the plan
    outcomes: bytes | None = None  # float64, little-endian, in the order of the ledger's names; None: it failed
    digest: str | None = None  # BLAKE2b of them
    stage: str | None = None  # where it failed: load, compile, run, worker
    error: str | None = None  # type of the exception
    message: str | None = None
    traceback: str | None = None
    is_in_shard: bool = False  # a worker has written it to a file of its own, and what came back is without outcomes

    @property
    def state(self) -> str:
        """Succeeded or failed."""
        return "failed" if self.outcomes is None else "succeeded"


Work = Callable[[Task], list[Done]]


def carry_out(task: Task) -> list[Done]:
    """Compute a task; where it fails, halve it until only the runs at fault fail.

    Raises
    ------
    StaleWorkerError
        If this process has other code or other files than the sweep.
    """
    _check_code(task.case)
    stage = "load"
    try:
        _loaded(task.case)
        stage = "compile"
        base = compiled(task.case)
    except StaleWorkerError:
        raise
    except Exception as wrong:
        return failures(task, stage, wrong)
    return _run(base, task)


def failures(task: Task, stage: str, wrong: BaseException) -> list[Done]:
    """Every run of a task as failed, for one reason."""
    text = "".join(traceback.format_exception(wrong))
    return [
        Done(number, stage=stage, error=type(wrong).__name__, message=str(wrong), traceback=text)
        for number in task.numbers
    ]


def pack(values: Floats) -> bytes:
    """Outcomes of one run as bytes: the same numbers give the same bytes, whichever NaN stands for undefined."""
    row = np.array(values, dtype="<f8")
    row[np.isnan(row)] = np.nan
    return row.tobytes()


def unpack(blobs: Sequence[bytes], n_outcomes: int) -> Floats:
    """Packed outcomes as an array, (run, outcome)."""
    return np.frombuffer(b"".join(blobs), dtype="<f8").reshape(len(blobs), n_outcomes)


def digest_of(blob: bytes) -> str:
    """Digest of packed outcomes, 32 hexadecimal digits."""
    return hashlib.blake2b(blob, digest_size=16).hexdigest()


def _run(base: Ensemble, task: Task) -> list[Done]:
    try:
        values = {name: np.array(row) for name, row in task.parameters.items()}
        result = base.with_runs(task.replicates, values, len(task.numbers)).run()
    except Exception as wrong:
        if len(task.numbers) == 1:
            return failures(task, "run", wrong)
        first, second = task.halves()
        return _run(base, first) + _run(base, second)
    undefined = np.full(len(task.numbers), np.nan)
    rows = np.stack([result.outcomes.get(name, undefined) for name in task.case.outcomes], axis=-1)
    blobs = [pack(row) for row in rows]
    return [Done(number, blob, digest_of(blob)) for number, blob in zip(task.numbers, blobs, strict=True)]


@lru_cache(maxsize=_CASES_KEPT)
def _read(name: str, digest: str) -> ReadCase:
    """The files of a case, read once by every worker.

    Raises
    ------
    StaleWorkerError
        If they are not those that the sweep was planned with.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", OldFormatWarning)  # whoever planned the sweep was told
        read = read_case(name)
    if read.load().digest != digest:
        raise StaleWorkerError(f"{name}: {_OTHER_FILES}")
    return read


@lru_cache(maxsize=_CASES_KEPT)
def _loaded(case: Case) -> LoadedCase:
    read = _read(case.name, case.digest)
    loaded = read.load(case.variant, case.settings)
    for file, known in case.files.items():  # read just now, where the variant or the settings name them
        if file_digest(read.folder / file) != known:
            raise StaleWorkerError(f"{case.name}: {file}: {_OTHER_FILES}")
    return table_alone(loaded) if case.is_alone else loaded


@lru_cache(maxsize=_CASES_KEPT)
def compiled(case: Case) -> Ensemble:
    """A case as an ensemble of one run, kept by the process: its runs are exchanged for those of a task."""
    loaded = _loaded(case)
    stored = [name for name in case.outcomes if name in loaded.scenario.outcomes]
    return Ensemble(loaded, [0], case.seed, jitter=case.jitter, until=case.until, outcomes=stored, series=False)


def _check_code(case: Case) -> None:
    changed = changes(case.code, computing_here())
    if changed:
        raise StaleWorkerError(
            f"a worker runs other code than this command: {changed}. Start the workers anew from this checkout."
        )
