"""The ledger of a study: every run is written down before the first one starts, and what became of it after.

One SQLite file, `ledger.sqlite`, to which the parent process alone writes. A run is pending, succeeded or failed, and
never anything in between: results come in whole transactions, so that a process killed at any moment leaves a ledger
from which the same command goes on. On network file systems the file keeps a rollback journal, since a write-ahead
log needs memory that machines cannot share, and workers write shards, see `shards.py`.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

import numpy as np
import pandas as pd

from sim.experiments.plans.plan import Plan, PlanError, Run
from sim.experiments.sweeps import shards, store
from sim.experiments.sweeps.work import Done, digest_of, unpack
from sim.model.state import Floats

STATES = ("pending", "succeeded", "failed")
_RECORD = """
UPDATE runs SET state = ?, stage = ?, error = ?, message = ?, traceback = ?, digest = ?, outcomes = ?
WHERE number = ? AND state = 'pending'
"""


class LedgerError(PlanError):
    """A ledger that cannot be made, read or gone on with; the message is for the user."""


class StorageError(LedgerError):
    """Results that could not be stored; all that was stored before is safe."""


@dataclass(frozen=True)
class Failure:
    """A run that failed, with what repeats it."""

    number: int
    settings: Mapping[str, Any]  # of its point
    replicate: int
    seed: int
    stage: str
    error: str
    message: str
    traceback: str


class Ledger:
    """A ledger that is open; made by `create` and `open`, closed by a `with` statement."""

    def __init__(self, base: sqlite3.Connection, folder: Path | None) -> None:
        self._base, self.folder = base, folder
        rows = base.execute("SELECT key, value FROM manifest").fetchall()
        self.manifest: dict[str, Any] = {key: json.loads(value) for key, value in rows}
        self.plan = Plan.of(self.manifest["plan"])
        self.outcome_names: list[str] = list(self.manifest["outcomes"])

    @classmethod
    def create(cls, folder: Path | None, plan: Plan, manifest: Mapping[str, Any], on_network: bool = False) -> Ledger:
        """Write down every run of a plan, in one transaction; in memory if there is no folder.

        Parameters
        ----------
        manifest
            As `sweep.manifest_of` gives it: JSON-ready.
        on_network
            Whether other machines may hold the file: no write-ahead log then.

        Raises
        ------
        LedgerError
            If the folder cannot be written.
        """
        try:
            if folder is not None:
                folder.mkdir(parents=True, exist_ok=True)
            base = store.connect(folder)
            store.set_journal(base, on_network)
            with store.transaction(base):
                store.register(base, plan, manifest)
        except (OSError, sqlite3.Error) as wrong:
            raise LedgerError(f"{folder}: cannot be written: {store.why(wrong)}") from None
        return cls(base, folder)

    @classmethod
    def open(cls, folder: Path | str) -> Ledger:
        """Open a ledger, and take in what workers have left in shards; of a folder that only may be read, a copy.

        Raises
        ------
        LedgerError
            If there is none, or it cannot be read.
        """
        folder = Path(folder)
        if not store.is_registered(folder):
            raise LedgerError(f"{folder}: holds no sweep (no {store.FILE} with a plan in it)")
        try:
            base = store.connect(folder) if store.may_write(folder) else store.copy_of(folder)
            ledger = cls(base, folder)
            ledger.take_in_shards()
        except sqlite3.Error as wrong:
            raise LedgerError(f"{folder}: cannot be read: {store.why(wrong)}") from None
        return ledger

    def __enter__(self) -> Ledger:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, wrong: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def prepare(self, on_network: bool) -> None:
        """Get ready to record; a folder may have moved to a network file system, or from one.

        Raises
        ------
        LedgerError
            If the ledger cannot be written.
        """
        if self.folder is not None and not store.may_write(self.folder):
            raise LedgerError(f"{self.folder}: cannot be written: no right to")
        try:
            store.set_journal(self._base, on_network)
        except sqlite3.Error as wrong:
            raise LedgerError(f"{self.folder}: cannot be written: {store.why(wrong)}") from None

    def close(self) -> None:
        """Close the file; whatever was recorded is in it."""
        self._base.close()

    def counts(self) -> dict[str, int]:
        """Runs by state: pending, succeeded, failed."""
        found = dict(self._base.execute("SELECT state, count(*) FROM runs GROUP BY state").fetchall())
        return {state: found.get(state, 0) for state in STATES}

    def pending(self) -> list[Run]:
        """Runs that are still to do, in the order of the plan."""
        rows = self._base.execute("SELECT number, point, replicate FROM runs WHERE state = 'pending' ORDER BY number")
        return [Run(*row) for row in rows]

    def stored(self, numbers: Iterable[int] | None = None) -> list[tuple[Run, str, bytes]]:
        """Runs that succeeded, with digest and packed outcomes, in the order of the plan; all, or some numbers."""
        rows = self._base.execute(
            "SELECT number, point, replicate, digest, outcomes FROM runs WHERE state = 'succeeded' ORDER BY number"
        )
        wanted = None if numbers is None else set(numbers)
        return [(Run(*row[:3]), row[3], row[4]) for row in rows if wanted is None or row[0] in wanted]

    def failures(self) -> list[Failure]:
        """Runs that failed, in the order of the plan."""
        rows = self._base.execute(
            "SELECT number, point, replicate, stage, error, message, traceback FROM runs "
            "WHERE state = 'failed' ORDER BY number"
        )
        points, seed = self.plan.points, self.plan.seed
        return [Failure(number, points[point], replicate, seed, *more) for number, point, replicate, *more in rows]

    def record(self, results: Iterable[Done]) -> None:
        """Record what came of some runs, all or none of them; what is recorded already stays.

        Raises
        ------
        StorageError
            If the disk does not take it. What was recorded before is safe.
        """
        rows = [
            (r.state, r.stage, r.error, r.message, r.traceback, r.digest, r.outcomes, r.number)
            for r in results
        ]  # fmt: skip
        try:
            with store.transaction(self._base):
                self._base.executemany(_RECORD, rows)
        except sqlite3.Error as wrong:
            raise self.storage_error(wrong) from None

    def retry_failed(self) -> int:
        """Make the failed runs pending again; gives how many."""
        with store.transaction(self._base):
            changed = self._base.execute(
                "UPDATE runs SET state = 'pending', stage = NULL, error = NULL, message = NULL, traceback = NULL "
                "WHERE state = 'failed'"
            )
        return changed.rowcount

    def note(self, key: str, value: Any) -> None:
        """Replace an entry of the manifest.

        Raises
        ------
        StorageError
            If the disk does not take it.
        """
        try:
            with store.transaction(self._base):
                self._base.execute("INSERT OR REPLACE INTO manifest VALUES (?, ?)", (key, json.dumps(value)))
        except sqlite3.Error as wrong:
            raise self.storage_error(wrong) from None
        self.manifest[key] = value

    def take_in_shards(self, remove: bool = False) -> None:
        """Record all that workers have written to shards of their own.

        Parameters
        ----------
        remove
            Whether a shard goes once its runs are recorded; a worker that still has it begins another.
        """
        for path in shards.paths(self.folder / shards.FOLDER) if self.folder is not None else []:
            for results in shards.read_shard(path):
                self.record(results)
            if remove:
                path.unlink(missing_ok=True)

    def frame(self) -> pd.DataFrame:
        """A row a run in the order of the plan: number, point, what varies, replicate, state, every outcome.

        An outcome is NaN where it is not defined in a run, and where there is none: `state` tells these apart.
        """
        rows = self._base.execute("SELECT number, point, replicate, state, outcomes FROM runs ORDER BY number")
        numbers, points, replicates, states, blobs = zip(*rows, strict=True)
        unknown = np.full(len(self.outcome_names), np.nan, dtype="<f8").tobytes()
        values = unpack([unknown if blob is None else blob for blob in blobs], len(self.outcome_names))
        names = list(self.plan.points[0])
        settings = {name: [self.plan.points[point][name] for point in points] for name in names}
        head = {"number": numbers, "point": points} | settings | {"replicate": replicates, "state": states}
        return pd.concat([pd.DataFrame(head), pd.DataFrame(values, columns=self.outcome_names)], axis=1)

    def tampered(self) -> list[int]:
        """Numbers of the runs whose stored outcomes do not have their stored digest."""
        return [run.number for run, digest_stored, blob in self.stored() if digest_of(blob) != digest_stored]

    def outcomes(self, blob: bytes) -> Floats:
        """The outcomes of one run, (outcome,)."""
        return unpack([blob], len(self.outcome_names))[0]

    def storage_error(self, wrong: Exception) -> StorageError:
        """What to say when a disk does not take results."""
        counts = self.counts()
        done = f"{counts['succeeded'] + counts['failed']} of {self.plan.n_runs} runs are stored"
        return StorageError(f"{self.folder}: {store.why(wrong)}; {done}, and the same command goes on from there")
