"""Work done in forked processes, some at a time, each with a time limit; whoever is stopped takes them along."""

from __future__ import annotations

import ctypes
import io
import json
import os
import signal
import sys
import time
import traceback
import warnings
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PAUSE = 0.005  # seconds between two looks at who has ended
DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG of prctl


@dataclass(frozen=True)
class Task:
    """Something to do apart: `work` returns what JSON can hold, within `limit` seconds."""

    key: int
    work: Callable[[], Any]
    limit: float


@dataclass(frozen=True)
class Ended:
    """How a task ended: done, late, or dead without a result; `log` is what it printed, and with what code it died."""

    key: int
    how: str
    result: Any
    seconds: float
    log: str


@dataclass(frozen=True)
class _Running:
    task: Task
    since: float


def forked(tasks: Iterable[Task], workers: int, folder: Path) -> Iterator[Ended]:
    """Do all tasks, `workers` at a time, and give the outcomes as they come.

    Parameters
    ----------
    folder
        Where results and logs are put for a moment.
    """
    waiting, running = iter(tasks), dict[int, _Running]()
    try:
        while True:
            while len(running) < workers and (task := next(waiting, None)) is not None:
                running[_fork(task, folder)] = _Running(task, time.monotonic())
            if not running:
                return
            ended = list(_ended(running, folder))
            yield from ended
            if not ended:
                time.sleep(PAUSE)
    finally:
        for number in running:
            _kill(number)


def _fork(task: Task, folder: Path) -> int:
    sys.stdout.flush()
    sys.stderr.flush()
    parent = os.getpid()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # threads of numpy's, which a fork does without
        number = os.fork()
    if number:
        return number
    code = 1
    try:
        os.setsid()
        if sys.platform == "linux":
            ctypes.CDLL(None).prctl(DIE_WITH_PARENT, signal.SIGKILL)
        if os.getppid() != parent:
            os._exit(1)
        log = os.open(folder / f"{task.key}.log", os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        for stream in (1, 2):
            os.dup2(log, stream)
        sys.stdout, sys.stderr = (io.TextIOWrapper(io.FileIO(stream, "w", closefd=False)) for stream in (1, 2))
        result = json.dumps(task.work())
        (folder / f"{task.key}.json").write_text(result, encoding="utf-8")
        code = 0
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def _ended(running: dict[int, _Running], folder: Path) -> Iterator[Ended]:
    """Those of the running that are over; they leave the dictionary."""
    for number, each in list(running.items()):
        seconds, code = time.monotonic() - each.since, 0
        if seconds > each.task.limit:
            _kill(number)
            how = "late"
        else:
            done, status = os.waitpid(number, os.WNOHANG)
            if not done:
                continue
            _kill_group(number)  # what it has left behind
            code = os.waitstatus_to_exitcode(status)
            how = "dead" if code else "done"
        del running[number]
        result, log = _taken(folder, each.task.key, how)
        yield Ended(each.task.key, how, result, seconds, f"{log}\nended with {code}" if code else log)


def _taken(folder: Path, key: int, how: str) -> tuple[Any, str]:
    result, log = folder / f"{key}.json", folder / f"{key}.log"
    found = json.loads(result.read_text("utf-8")) if how == "done" else None
    text = log.read_text("utf-8", errors="replace") if log.exists() else ""
    for file in (result, log):
        file.unlink(missing_ok=True)
    return found, text


def _kill(number: int) -> None:
    _kill_group(number)
    os.kill(number, signal.SIGKILL)  # if it had no group of its own yet
    os.waitpid(number, 0)


def _kill_group(number: int) -> None:
    try:
        os.killpg(number, signal.SIGKILL)
    except ProcessLookupError:
        return
