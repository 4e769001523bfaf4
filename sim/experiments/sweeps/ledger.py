"""The ledger of a study: every run is written down before the first one starts, and what became of it after.

One SQLite file, `ledger.sqlite`, to which the parent process alone writes. A run is pending, succeeded or failed, and
never anything in between: results come in whole transactions, so that a process killed at any moment leaves a ledger
from which the same command goes on. A run is damaged where the disk gives back something else than was written: its
checksum tells, it is left out, and the others stay as they are. On network file systems the file keeps a rollback
journal, since a write-ahead log needs memory that machines cannot share, and workers write shards, see `shards.py`.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

import numpy as np
import pandas as pd

from sim.experiments.plans.plan import Plan, PlanError, Run
from sim.experiments.sweeps import shards, store
from sim.experiments.sweeps.store import LedgerError
from sim.experiments.sweeps.work import Done, digest_of, unpack
from sim.model.state import Floats

STATES = ("pending", "succeeded", "failed", "damaged")
_RECORD = """
UPDATE runs SET state = ?, stage = ?, error = ?, message = ?, traceback = ?, digest = ?, outcomes = ?
WHERE number = ? AND state = 'pending'
"""


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
        try:
            self.manifest: dict[str, Any] = {key: json.loads(value) for key, value in rows}
            self.outcome_names: list[str] = list(self.manifest["outcomes"])
            self.plan = Plan.of(self.manifest["plan"])
            checksum = self.manifest.pop(store.PLAN_DIGEST, None)
            is_whole = checksum is None or checksum == store.plan_digest(self.manifest)
        except PlanError:  # of another version
            raise
        except (ValueError, KeyError, TypeError, AttributeError):
            is_whole = False
        if not is_whole:
            raise LedgerError(f"{folder}: {store.FILE} cannot be read: its plan is damaged")

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
        base = None
        try:
            if folder is not None:
                folder.mkdir(parents=True, exist_ok=True)
            base = store.connect(folder)
            store.set_journal(base, on_network)
            with store.transaction(base):
                store.register(base, plan, manifest)
        except (OSError, sqlite3.Error) as wrong:
            if base is not None:
                base.close()
                store.unmake(folder)
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
        with store.unreadable(folder):
            base = store.reached(folder)
            try:
                ledger = cls(base, folder)
                ledger.take_in_shards()
            except BaseException:
                base.close()
                raise
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
        """Runs by state: pending, succeeded, failed, damaged."""
        found = Counter(state for _, state, _, _ in self._rows())
        return {state: found[state] for state in STATES}

    def pending(self) -> list[Run]:
        """Runs that are still to do, in the order of the plan."""
        return [run for run, state, _, _ in self._rows() if state == "pending"]

    def damaged(self) -> list[Run]:
        """Runs of which something else is stored than was written: length or digest of the outcomes is wrong."""
        return [run for run, state, _, _ in self._rows() if state == "damaged"]

    def stored(self) -> list[tuple[Run, str, bytes]]:
        """Runs that succeeded, with digest and packed outcomes, in the order of the plan."""
        return [(run, digest, blob) for run, state, digest, blob in self._rows() if state == "succeeded"]

    def ids(self) -> dict[int, str]:
        """Ids of the runs as they were written down, by number; see `store.run_ids`."""
        with store.unreadable(self.folder):
            return dict(self._base.execute("SELECT number, id FROM runs").fetchall())

    def _rows(self) -> Iterator[tuple[Run, str, str, bytes]]:
        """Every run of the plan with its state, and digest and outcomes where it succeeded.

        What a row says of its place is not read: the plan says it, and a row may be damaged.
        """
        with store.unreadable(self.folder):
            found = {
                number: row for number, *row in
                self._base.execute("SELECT number, state, digest, outcomes FROM runs ORDER BY number")
            }  # fmt: skip
        for run in self.plan.runs():
            state, digest, blob = found.get(run.number, ("lost", None, None))
            yield run, self._state(state, digest, blob), digest, blob

    def _state(self, state: str, digest: Any, blob: Any) -> str:
        if state == "succeeded":
            is_whole = isinstance(blob, bytes) and len(blob) == 8 * len(self.outcome_names)
            return state if is_whole and digest_of(blob) == digest else "damaged"
        return state if state in STATES and blob is None else "damaged"

    def failures(self) -> list[Failure]:
        """Runs that failed, in the order of the plan."""
        with store.unreadable(self.folder):
            rows = self._base.execute(
                "SELECT number, stage, error, message, traceback FROM runs WHERE state = 'failed' ORDER BY number"
            ).fetchall()
        runs = [(self.plan.run(number), more) for number, *more in rows if 0 <= number < self.plan.n_runs]
        points, seed = self.plan.points, self.plan.seed
        return [Failure(run.number, points[run.point], run.replicate, seed, *more) for run, more in runs]

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

    def retry_failed(self) -> None:
        """Make the runs that failed, and those that are damaged, pending again.

        Raises
        ------
        StorageError
            If the disk does not take it.
        """
        damaged = {run.number: run for run in self.damaged()}
        ids = store.run_ids(self.plan, self.manifest["scenario"]["digest"]) if damaged else ()
        anew = [
            (number, name, damaged[number].point, damaged[number].replicate) for number, name in enumerate(ids)
            if number in damaged
        ]  # fmt: skip
        try:
            with store.transaction(self._base):
                self._base.execute(
                    "UPDATE runs SET state = 'pending', stage = NULL, error = NULL, message = NULL, traceback = NULL "
                    "WHERE state = 'failed'"
                )
                self._base.executemany(
                    "INSERT OR REPLACE INTO runs (number, id, point, replicate, state) VALUES (?, ?, ?, ?, 'pending')",
                    anew,
                )
        except sqlite3.Error as wrong:
            raise self.storage_error(wrong) from None

    def note(self, key: str, value: Any) -> None:
        """Replace an entry of the manifest.

        Raises
        ------
        StorageError
            If the disk does not take it.
        """
        changed = self.manifest | {key: value}
        entries = {key: value, store.PLAN_DIGEST: store.plan_digest(changed)}
        rows = [(name, json.dumps(each)) for name, each in entries.items()]
        try:
            with store.transaction(self._base):
                self._base.executemany("INSERT OR REPLACE INTO manifest VALUES (?, ?)", rows)
        except sqlite3.Error as wrong:
            raise self.storage_error(wrong) from None
        self.manifest = changed
        self.plan = Plan.of(changed["plan"])

    def extend(self, manifest: Mapping[str, Any]) -> None:
        """Take on the runs of a larger plan, in its order; those that are stored stay as they are.

        Parameters
        ----------
        manifest
            Of the larger plan; that everything stored is a part of it has been seen, see `refusals.extends`.

        Raises
        ------
        StorageError
            If the disk does not take it. The ledger is then as before.
        """
        changed = self.manifest | {key: manifest[key] for key in ("scenario", "plan")}
        plan = Plan.of(changed["plan"])
        try:
            with store.transaction(self._base):
                store.extend(self._base, plan, changed)
        except sqlite3.Error as wrong:
            raise self.storage_error(wrong) from None
        self.manifest, self.plan = changed, plan

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
        runs, states, _, blobs = zip(*self._rows(), strict=True)
        unknown = np.full(len(self.outcome_names), np.nan, dtype="<f8").tobytes()
        kept = [blob if state == "succeeded" else unknown for state, blob in zip(states, blobs, strict=True)]
        values = unpack(kept, len(self.outcome_names))
        points = self.plan.points
        settings = {name: [points[run.point][name] for run in runs] for name in points[0]}
        places = {key: [getattr(run, key) for run in runs] for key in ("number", "point", "replicate")}
        head = pd.DataFrame({**places, **settings, "state": states})[
            ["number", "point", *settings, "replicate", "state"]
        ]
        return pd.concat([head, pd.DataFrame(values, columns=self.outcome_names)], axis=1)

    def outcomes(self, blob: bytes) -> Floats:
        """The outcomes of one run, (outcome,)."""
        return unpack([blob], len(self.outcome_names))[0]

    def storage_error(self, wrong: Exception) -> StorageError:
        """What to say when a disk does not take results."""
        counts = self.counts()
        done = f"{self.plan.n_runs - counts['pending']} of {self.plan.n_runs} runs are stored"
        return StorageError(f"{self.folder}: {store.why(wrong)}; {done}, and the same command goes on from there")
