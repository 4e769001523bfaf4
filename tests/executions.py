"""Which test runs which line, recorded once for a state of the tree; which tests to try on a change of some lines."""

from __future__ import annotations

import hashlib
import json
import sys
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, zip_longest
from pathlib import Path
from typing import Any

import pytest
from forks import Task, forked

PARTS_PER_WORKER = 4  # of the test files, so that no worker waits long for the last
LIMIT = 3600.0  # seconds for a part
READ = (".py", ".yaml", ".csv")  # what a record hangs on
# Asserts stay as they are written: what rewrites them would read the files of doctests past whoever changes a module.
QUIETLY = ("-q", "-n", "0", "-p", "no:cacheprovider", "--doctest-modules", "--assert=plain")


@dataclass(frozen=True)
class Record:
    """What every test runs.

    Attributes
    ----------
    seconds
        How long each test takes; only tests that pass.
    lines
        By file and line the tests that run it, as places in `seconds`.
    modules
        What the tests import from elsewhere.
    """

    seconds: dict[str, float]
    lines: dict[str, dict[int, list[int]]]
    modules: list[str]

    @cached_property
    def tests(self) -> list[str]:
        """Names of the tests in their order."""
        return list(self.seconds)

    @cached_property
    def breadth(self) -> dict[str, int]:
        """How many lines each test runs: the fewer, the more it is about them."""
        found = dict.fromkeys(self.tests, 0)
        for each in chain.from_iterable(of_file.values() for of_file in self.lines.values()):
            for test in each:
                found[self.tests[test]] += 1
        return found

    def running(self, file: str, lines: Iterable[int]) -> set[str]:
        """Tests that run one of these lines; those that run any line of the file if there are none."""
        of_file = self.lines.get(file, {})
        wanted = list(lines) or list(of_file)
        return {self.tests[test] for line in wanted for test in of_file.get(line, ())}

    def chosen(self, file: str, lines: Sequence[int]) -> list[str]:
        """Tests for a change of these lines, the best first.

        The narrowest test of each function and the fastest one take turns, then their other cases, and last the other
        tests of the same files: what was made once for a file, or is kept in a cache, was run by the first to ask.
        """
        direct = self.running(file, lines)
        if not direct and not lines:
            folder = Path(file).parent.as_posix()
            direct = {t for other in self.lines if other.startswith(f"{folder}/") for t in self.running(other, ())}
        files = {test.partition("::")[0] for test in direct}
        beside = [test for test in self.tests if test.partition("::")[0] in files and test not in direct]
        return [*self._ordered(direct), *self._ordered(beside)]

    def _ordered(self, tests: Iterable[str]) -> list[str]:
        by_function = defaultdict(list)
        for test in sorted(tests, key=lambda test: (self.seconds[test], test)):
            by_function[test.partition("[")[0]].append(test)
        rounds = list(zip_longest(*by_function.values()))
        found: dict[str, None] = {}
        for each in rounds:
            fast = [test for test in each if test is not None]
            narrow = sorted(fast, key=lambda test: (self.breadth[test], self.seconds[test], test))
            found |= dict.fromkeys(chain.from_iterable(zip(narrow, fast, strict=True)))
        return list(found)


def taken(tests: Iterable[str], seconds: dict[str, float], most: int, within: float) -> list[str]:
    """The first of some tests, as many as time allows; at least one.

    Parameters
    ----------
    most
        How many.
    within
        How long they may take in all [seconds].
    """
    found: list[str] = []
    for test in tests:
        if len(found) == most:
            break
        if not found or seconds[test] <= within:
            found.append(test)
            within -= seconds[test]
    return found


# The recording


def recorded(tree: Path, shelf: Path, folders: Sequence[str], left_out: Sequence[str], workers: int) -> Record:
    """The record of a tree, from the shelf if it was made before.

    Parameters
    ----------
    tree
        Where sources and tests stand, which is the working directory.
    shelf
        Folder of records.
    folders
        Whose lines are looked at.
    left_out
        Test files that are not run.
    """
    digest = hashlib.sha256(repr((sorted(folders), sorted(left_out), sys.version)).encode())
    for path in sorted(tree.rglob("*")):
        if path.suffix in READ:
            digest.update(path.relative_to(tree).as_posix().encode() + path.read_bytes())
    file = shelf / f"{digest.hexdigest()[:16]}.json"
    if not file.exists():
        parts = list(_recorded_parts(tree, folders, left_out, workers))
        shelf.mkdir(exist_ok=True)
        file.write_text(json.dumps(_merged(parts)), encoding="utf-8")
    document = json.loads(file.read_text("utf-8"))
    lines = {name: {int(line): tests for line, tests in rows.items()} for name, rows in document["lines"].items()}
    return Record(document["seconds"], lines, document["modules"])


def _recorded_parts(tree: Path, folders: Sequence[str], left_out: Sequence[str], workers: int) -> Iterator[Any]:
    files = [path for path in tree.glob("tests/test_*.py") if path.relative_to(tree).as_posix() not in left_out]
    top = {folder.partition("/")[0] for folder in folders}
    files += [path for name in top for path in tree.glob(f"{name}/**/*.py") if ">>> " in path.read_text("utf-8")]
    names = [path.relative_to(tree).as_posix() for path in sorted(files, key=lambda path: -path.stat().st_size)]
    n_parts = min(len(names), workers * PARTS_PER_WORKER)
    tasks = [
        Task(part, lambda part=part: _record(tree, folders, names[part::n_parts]), LIMIT) for part in range(n_parts)
    ]
    for ended in forked(tasks, workers, tree.parent):
        if ended.how != "done":
            raise RuntimeError(f"the tests could not be recorded:\n{ended.log[-3000:]}")
        yield ended.result


def _record(tree: Path, folders: Sequence[str], files: Sequence[str]) -> dict[str, Any]:
    """Run some test files under coverage, in a process of its own."""
    import coverage

    measured = coverage.Coverage(
        data_file=None, config_file=False, include=[f"{tree}/{folder}/*" for folder in folders], messages=False
    )
    plugin = _Contexts(measured)
    measured.start()
    code = pytest.main([*QUIETLY, "--basetemp", f"{tree.parent}/record-{files[0].replace('/', '-')}", *files], [plugin])
    measured.stop()
    if code not in (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED, pytest.ExitCode.NO_TESTS_COLLECTED):
        raise RuntimeError(f"pytest ended with {code!r}")
    data, lines = measured.get_data(), {}
    for file in data.measured_files():
        found = {line: [c for c in contexts if c in plugin.seconds] for line, contexts in
                 data.contexts_by_lineno(file).items()}  # fmt: skip
        lines[Path(file).relative_to(tree).as_posix()] = {line: each for line, each in found.items() if each}
    modules = [
        name
        for name, module in list(sys.modules.items())
        if (where := getattr(module, "__file__", None)) and not Path(where).is_relative_to(tree)
    ]
    return {"seconds": plugin.seconds, "lines": lines, "modules": modules}


class _Contexts:
    """Tells coverage which test runs, and keeps how long those took that passed."""

    def __init__(self, measured: Any) -> None:
        self.measured, self.seconds, self.failed = measured, dict[str, float](), set[str]()

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        self.measured.switch_context(item.nodeid)
        since = time.perf_counter()
        result = yield
        if item.nodeid not in self.failed:
            self.seconds[item.nodeid] = time.perf_counter() - since
        self.measured.switch_context("")
        return result

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if not report.passed:
            self.failed.add(report.nodeid)


def _merged(parts: Iterable[dict[str, Any]]) -> dict[str, Any]:
    seconds, lines, modules = dict[str, float](), defaultdict(lambda: defaultdict(list)), dict[str, None]()
    for part in parts:
        seconds |= part["seconds"]
        modules |= dict.fromkeys(part["modules"])
        place = {test: at for at, test in enumerate(seconds)}
        for file, rows in part["lines"].items():
            for line, tests in rows.items():
                lines[file][line] += sorted(place[test] for test in tests)
    return {"seconds": seconds, "lines": lines, "modules": list(modules)}
