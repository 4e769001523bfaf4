"""The SQLite file of a ledger: its tables, its transactions, and the names of its runs."""

from __future__ import annotations

import errno
import json
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from sim.experiments.plans.plan import Plan, PlanError
from sim.experiments.sweeps.provenance import canonical, digest

FILE = "ledger.sqlite"
LOCK = "ledger.lock"
PLAN_DIGEST = "plan_digest"  # beside the manifest; ledgers of versions before 0.7 have none
TABLES = """
CREATE TABLE manifest (key TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE points (point INTEGER PRIMARY KEY, settings TEXT NOT NULL);
CREATE TABLE runs (
    number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, point INTEGER NOT NULL REFERENCES points,
    replicate INTEGER NOT NULL, state TEXT NOT NULL CHECK (state IN ('pending', 'succeeded', 'failed')),
    stage TEXT, error TEXT, message TEXT, traceback TEXT, digest TEXT, outcomes BLOB,
    CHECK ((state = 'succeeded') = (outcomes IS NOT NULL)), CHECK ((state = 'failed') = (stage IS NOT NULL))
);
CREATE INDEX runs_by_state ON runs (state) WHERE state != 'succeeded';
"""


_NO_ROOM = (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN)


class LedgerError(PlanError):
    """A ledger that cannot be made, read or gone on with; the message is for the user."""


def is_registered(folder: Path) -> bool:
    """Whether a folder holds a ledger with a whole plan; one that was killed while it was made has none.

    Raises
    ------
    LedgerError
        If there is a ledger that cannot be read.
    """
    if not is_file(folder / FILE):
        return False
    with unreadable(folder), closing(reached(folder)) as base:
        made = base.execute("SELECT count(*) FROM sqlite_master WHERE name = 'manifest'").fetchone()[0]
        return bool(made and base.execute("SELECT count(*) FROM manifest WHERE key = 'plan'").fetchone()[0])


@contextmanager
def unreadable(folder: Path | None) -> Iterator[None]:
    """Tell what is wrong with a ledger that the disk or SQLite does not give: damaged, cut short, a full disk.

    Raises
    ------
    LedgerError
        In place of what they raise.
    """
    try:
        yield
    except (OSError, sqlite3.Error, UnicodeDecodeError) as wrong:  # the last from what SQLite itself has to tell
        raise LedgerError(f"{folder}: {FILE} cannot be read: {why(wrong)}") from None


def is_file(path: Path) -> bool:
    """Whether there is such a file.

    Raises
    ------
    LedgerError
        If its name is too long, or its folder cannot be looked into.
    """
    try:
        return path.is_file()
    except OSError as wrong:
        raise LedgerError(f"{path.parent}: cannot be read: {why(wrong)}") from None


def register(base: sqlite3.Connection, plan: Plan, manifest: Mapping[str, Any]) -> None:
    """Write down a plan with all its runs, to be called within a transaction."""
    for statement in TABLES.split(";"):
        base.execute(statement)
    entries = {**manifest, PLAN_DIGEST: plan_digest(manifest)}
    base.executemany("INSERT INTO manifest VALUES (?, ?)", [(key, json.dumps(v)) for key, v in entries.items()])
    texts = [json.dumps(dict(point)) for point in plan.points]
    base.executemany("INSERT INTO points VALUES (?, ?)", enumerate(texts))
    ids = run_ids(plan, manifest["scenario"]["digest"])
    rows = ((run.number, next(ids), run.point, run.replicate, "pending") for run in plan.runs())
    base.executemany("INSERT INTO runs (number, id, point, replicate, state) VALUES (?, ?, ?, ?, ?)", rows)


def extend(base: sqlite3.Connection, plan: Plan, manifest: Mapping[str, Any]) -> None:
    """Put a plan that has all runs of the one before in its place, to be called within a transaction.

    What is stored goes with the ids of its runs to where the new plan has them.
    """
    base.execute("ALTER TABLE runs RENAME TO earlier")
    for thing in ("INDEX runs_by_state", "TABLE points", "TABLE manifest"):
        base.execute(f"DROP {thing}")
    register(base, plan, manifest)
    kept = "state, stage, error, message, traceback, digest, outcomes"
    base.execute(f"UPDATE runs SET ({kept}) = (SELECT {kept} FROM earlier WHERE earlier.id = runs.id) "
                 "WHERE id IN (SELECT id FROM earlier)")  # fmt: skip
    base.execute("DROP TABLE earlier")


def plan_digest(manifest: Mapping[str, Any]) -> str:
    """Checksum of what says which runs there are and what is stored of them."""
    return digest(*(canonical(manifest[key]) for key in ("scenario", "plan", "outcomes")))


def run_ids(plan: Plan, scenario: str) -> Iterator[str]:
    """Ids of all runs of a plan in order, from all that a run depends on: 32 hexadecimal digits.

    A setting that stands in a plan twice gives runs with the same inputs; the copies are told apart by a count.

    Parameters
    ----------
    scenario
        Digest of the case without settings of points.
    """
    fixed = [scenario, canonical(plan.settings), canonical([plan.until, plan.jitter, plan.seed])]
    keys, seen = [], dict[str, int]()
    for point in plan.points:
        key = digest(*fixed, canonical(point))
        seen[key] = seen.get(key, 0) + 1
        keys.append(key if seen[key] == 1 else f"{key} copy {seen[key]}")
    return (digest(keys[run.point], str(run.replicate)) for run in plan.runs())


def connect(folder: Path | None) -> sqlite3.Connection:
    """Open the file of a folder, or a base in memory; transactions are opened by `transaction` alone."""
    base = sqlite3.connect(":memory:" if folder is None else folder / FILE, timeout=30, isolation_level=None)
    base.text_factory = lambda text: text.decode(errors="replace")  # one letter that is damaged costs its own row only
    return base


def reached(folder: Path) -> sqlite3.Connection:
    """The ledger of a folder, or a copy where SQLite may not, or has no room to, write beside its file."""
    if may_write(folder):
        base = connect(folder)
        try:
            base.execute("SELECT count(*) FROM sqlite_master").fetchone()
            return base
        except sqlite3.OperationalError as wrong:
            base.close()
            if wrong.sqlite_errorcode & 0xFF not in _NO_ROOM:
                raise
    return copy_of(folder)


def unmake(folder: Path | None) -> None:
    """Take away the file of a ledger that came to nothing."""
    for path in files(folder) if folder is not None else ():
        path.unlink(missing_ok=True)


def files(folder: Path) -> list[Path]:
    """The file of a ledger, and those that SQLite may have beside it."""
    return [folder / f"{FILE}{end}" for end in ("", "-wal", "-shm", "-journal")]


def set_journal(base: sqlite3.Connection, on_network: bool) -> None:
    """Choose how a killed process leaves the file whole: a write-ahead log, or a rollback journal on a network."""
    base.execute(f"PRAGMA journal_mode = {'DELETE' if on_network else 'WAL'}")
    base.execute(f"PRAGMA synchronous = {'FULL' if on_network else 'NORMAL'}")


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Let one process at a time work on a folder; the system frees it when that one ends, however it ends.

    Raises
    ------
    BlockingIOError
        If another one is at work.
    """
    try:
        import fcntl
    except ImportError:  # Windows: results are the same with two at work, only the time is lost
        yield
        return
    with (folder / LOCK).open("ab") as file:
        try:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as wrong:
            if wrong.errno in (errno.EACCES, errno.EAGAIN):
                raise BlockingIOError from None
            # a network file system without locks: as on Windows
        yield


@contextmanager
def transaction(base: sqlite3.Connection) -> Iterator[None]:
    """All of a block, or nothing of it."""
    base.execute("BEGIN IMMEDIATE")
    try:
        yield
        base.execute("COMMIT")
    except BaseException:
        if base.in_transaction:  # a full disk may have ended it already
            base.execute("ROLLBACK")
        raise


def copy_of(folder: Path) -> sqlite3.Connection:
    """The ledger of a folder that cannot be written, in memory: even to read, SQLite writes beside its file."""
    memory = connect(None)
    with tempfile.TemporaryDirectory() as place:
        for path in folder.glob(f"{FILE}*"):
            shutil.copyfile(path, Path(place) / path.name)
        with closing(connect(Path(place))) as source:
            source.backup(memory)
    return memory


def may_write(folder: Path) -> bool:
    """Whether the ledger of a folder may be written."""
    return os.access(folder, os.W_OK) and os.access(folder / FILE, os.W_OK)


def why(wrong: Exception) -> str:
    """What the system says is wrong, without its numbers and quotes."""
    if isinstance(wrong, UnicodeDecodeError):
        return "it is damaged"
    text = wrong.strerror if isinstance(wrong, OSError) and wrong.strerror else str(wrong)
    return text or type(wrong).__name__
