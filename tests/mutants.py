"""Do the tests notice when the code is wrong? A sample of small faults, each put before the tests that run its line.

    python tests/mutants.py                                                      300 faults in sim/model
    python tests/mutants.py --folder sim/model/core --folder sim/model/votes --sample 40 --json found.json

A fault lives in the memory of one forked process alone: nothing wrong is ever written, and what runs is a copy of the
tree, which may be edited meanwhile. Every fault first meets the 40 tests that are most about its line, or fastest;
whoever survives meets the others that run it, as far as time allows. Who makes them run for ever counts as noticed.
"""

from __future__ import annotations

import ast
import importlib.abc
import importlib.machinery
import importlib.util
import json
import math
import os
import random
import shutil
import sys
import tempfile
import time
import warnings
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from types import CodeType, ModuleType
from typing import Any

import click
import mutations
import pytest
from executions import QUIETLY, Record, recorded, taken
from forks import Ended, Task, forked

ROOT = Path(__file__).parents[1]
# Numbers on record notice whatever moves, and say of nothing whether it is right; pages need a browser, and minutes.
LEFT_OUT = tuple(
    f"tests/test_{name}.py"
    for name in (
        "baseline", "bench", "kills", "notebooks", "page_access", "page_browser", "page_hostile", "page_panels",
        "page_served", "page_words", "pages", "serve",
    )
)  # fmt: skip
NOT_COPIED = (".git", ".venv", "__pycache__", ".*_cache", ".mutants", ".hypothesis", "results", "dist", "build")
AT_FIRST = 20.0  # seconds of tests in the first round
SPARE, SLOWER = 30.0, 10.0  # a fault may take so many seconds, and be so many times slower, before it counts as endless
CONFIDENT = 1.96  # standard errors


@dataclass(frozen=True)
class Mutant:
    """One fault, and what became of it: killed by a test, late, survived, or unrun, where no test runs its line."""

    file: str
    number: int  # among the changes of its file
    line: int
    kind: str
    lines: tuple[int, ...]
    outcome: str = ""
    by: str | None = None  # the test that failed, if it was one
    n_tests: int = 0

    @property
    def is_noticed(self) -> bool:
        """Whether the tests fail, or never end."""
        return self.outcome in ("killed", "late")


def sampled(tree: Path, folders: Sequence[str], size: int, seed: int) -> list[Mutant]:
    """A sample of all faults that could be put into the files of some folders; the same seed draws the same."""
    every = []
    for path in sorted({path for folder in folders for path in (tree / folder).rglob("*.py")}):
        file = path.relative_to(tree).as_posix()
        found = mutations.changes(ast.parse(path.read_text("utf-8")))
        every += [Mutant(file, number, each.line, each.kind, each.lines) for number, each in enumerate(found)]
    drawn = random.Random(seed).sample(every, min(size, len(every)))
    return sorted(drawn, key=lambda mutant: (mutant.file, mutant.line, mutant.number))


# One fault


class _Fault(importlib.abc.MetaPathFinder, importlib.machinery.SourceFileLoader):
    """Finds one module before all others do, and gives it other code than its file's."""

    def __init__(self, tree: Path, mutant: Mutant) -> None:
        parts = Path(mutant.file).with_suffix("").parts
        self.is_package = parts[-1] == "__init__"
        super().__init__(".".join(parts[:-1] if self.is_package else parts), str(tree / mutant.file))
        source = (tree / mutant.file).read_text("utf-8")
        self.code = mutations.mutated(source, mutant.number, self.path)

    def find_spec(
        self, name: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        if name != self.name:
            return None
        inside = [str(Path(self.path).parent)] if self.is_package else None
        return importlib.util.spec_from_file_location(name, self.path, loader=self, submodule_search_locations=inside)

    def get_code(self, name: str) -> CodeType:
        return self.code


class _Chosen:
    """Runs these tests alone, file by file, and keeps which of them failed."""

    def __init__(self, tests: Sequence[str]) -> None:
        files = dict.fromkeys(test.partition("::")[0] for test in tests)
        self.place = {test: (list(files).index(test.partition("::")[0]), at) for at, test in enumerate(tests)}
        self.failed: list[str] = []
        self.n_run = 0

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        items[:] = sorted((i for i in items if i.nodeid in self.place), key=lambda item: self.place[item.nodeid])

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self.n_run += report.when == "call"
        if report.failed:
            self.failed.append(report.nodeid)


def attempt(tree: Path, name: str, mutant: Mutant | None, tests: Sequence[str], *options: str) -> dict[str, Any]:
    """Run tests on a fault, or on none, in this process; it is lost for anything else afterwards."""
    if mutant is not None:
        sys.meta_path.insert(0, _Fault(tree, mutant))
    chosen, folder = _Chosen(tests), tree.parent / f"try-{name}"
    places = sorted(
        {test.partition("[")[0] if test.startswith("tests/") else test.partition("::")[0] for test in tests}
    )
    code = pytest.main([*QUIETLY, *options, "--tb=line", "--basetemp", str(folder), *places], [chosen])
    shutil.rmtree(folder, ignore_errors=True)
    return {"code": int(code), "failed": chosen.failed, "n_run": chosen.n_run}


# All of them


@dataclass(frozen=True)
class Trial:
    """What is needed to try faults on tests."""

    tree: Path
    record: Record
    workers: int

    def round(self, mutants: Sequence[Mutant], tests: Sequence[Sequence[str]]) -> Iterator[tuple[int, Mutant]]:
        """Each fault with its own tests, as they end; faults without tests are left alone."""
        tasks = [
            Task(
                at,
                lambda at=at: attempt(self.tree, str(at), mutants[at], tests[at], "-x"),
                SPARE + SLOWER * sum(self.record.seconds[test] for test in tests[at]),
            )
            for at in range(len(mutants))
            if tests[at]
        ]
        for ended in forked(tasks, self.workers, self.tree.parent):
            yield ended.key, _judged(mutants[ended.key], ended, len(tests[ended.key]))

    def unsound(self, tests: Iterable[str]) -> set[str]:
        """Those of some tests that fail without a fault."""
        names = sorted(set(tests))
        if not names:
            return set()
        seconds = sum(self.record.seconds[test] for test in names)
        task = Task(-1, lambda: attempt(self.tree, "none", None, names), SPARE + SLOWER * seconds)
        (ended,) = forked([task], 1, self.tree.parent)
        if ended.how != "done" or ended.result["n_run"] != len(names):
            raise click.ClickException(f"the tests do not run without a fault:\n{ended.log[-3000:]}")
        return set(ended.result["failed"])


def _judged(mutant: Mutant, ended: Ended, n_tests: int) -> Mutant:
    if ended.how != "done":  # a process that died was killed as well
        return replace(mutant, outcome="late" if ended.how == "late" else "killed", n_tests=n_tests)
    code, failed = ended.result["code"], ended.result["failed"]
    if code == pytest.ExitCode.NO_TESTS_COLLECTED:
        raise click.ClickException(f"no test ran on {mutant.file}:{mutant.line}\n{ended.log[-3000:]}")
    outcome = "survived" if code == pytest.ExitCode.OK else "killed"
    return replace(mutant, outcome=outcome, by=failed[0] if failed else None, n_tests=mutant.n_tests + n_tests)


def tried(trial: Trial, drawn: Sequence[Mutant], most: int, second: float) -> list[Mutant]:
    """What becomes of each fault: a first round for all, a second one for those who survive.

    A test that fails without any fault notices nothing: its victims are tried again without it.
    """
    found, without = [replace(mutant, outcome="unrun") for mutant in drawn], set[str]()
    again = list(range(len(found)))
    while again:
        chosen = [[t for t in trial.record.chosen(m.file, m.lines) if t not in without] for m in found]
        first = [taken(tests, trial.record.seconds, most, AT_FIRST) for tests in chosen]
        _round(trial, found, again, first, "first round")
        alive = [at for at in again if found[at].outcome == "survived"]
        rest = [[test for test in tests if test not in set(some)] for tests, some in zip(chosen, first, strict=True)]
        _round(
            trial, found, alive, [taken(tests, trial.record.seconds, len(tests), second) for tests in rest], "second"
        )
        bad = trial.unsound(mutant.by for at, mutant in enumerate(found) if at in again and mutant.by)
        without |= bad
        again = [at for at, mutant in enumerate(found) if mutant.by in bad]
    return found


def _round(trial: Trial, found: list[Mutant], which: Sequence[int], tests: Sequence[Sequence[str]], name: str) -> None:
    since, n_noticed = time.monotonic(), 0
    mutants = [found[at] for at in which]
    for done, (place, mutant) in enumerate(trial.round(mutants, [tests[at] for at in which]), start=1):
        found[which[place]] = mutant
        n_noticed += mutant.is_noticed
        if done % 20 == 0 or done == len(which):
            minutes = (time.monotonic() - since) / 60
            click.echo(f"{name}: {done} of {len(which)}, {n_noticed} noticed, {minutes:.1f} minutes", err=True)


# What is said of them


def wilson(k: int, n: int) -> tuple[float, float]:
    """The 95 % interval of a share of k in n (Wilson1927).

    >>> [round(bound, 3) for bound in wilson(8, 10)]
    [0.49, 0.943]
    """
    if n == 0:
        return 0.0, 1.0
    square = CONFIDENT**2 / n
    middle = (k / n + square / 2) / (1 + square)
    half = CONFIDENT / (1 + square) * math.sqrt(k / n * (1 - k / n) / n + square / (4 * n))
    return middle - half, middle + half


def report(tree: Path, found: Sequence[Mutant]) -> str:
    """Survivors one by one, then how many there are of each sort, and the score."""
    lines = []
    for mutant in found:
        if not mutant.is_noticed:
            source = (tree / mutant.file).read_text("utf-8")
            tests = f"{mutant.n_tests} tests" if mutant.n_tests else "run by no test"
            lines += [f"{mutant.file}:{mutant.line}  {mutant.kind}, {tests}"]
            lines += [f"    {line}" for line in mutations.difference(source, mutant.number)]
    counts = Counter(mutant.outcome for mutant in found)
    k, n = sum(mutant.is_noticed for mutant in found), len(found)
    low, high = wilson(k, n)
    kinds = ", ".join(f"{counts[outcome]} {outcome}" for outcome in ("killed", "late", "survived", "unrun"))
    return "\n".join(
        [*lines, f"{n} mutants: {kinds}", f"score {k / max(n, 1):.1%} (95 % interval {low:.1%} - {high:.1%})"]
    )


def document(tree: Path, found: Sequence[Mutant], seed: int, folders: Sequence[str]) -> dict[str, Any]:
    """The same for machines."""
    k, n = sum(mutant.is_noticed for mutant in found), len(found)
    rows = [
        asdict(mutant) | {"diff": mutations.difference((tree / mutant.file).read_text("utf-8"), mutant.number)}
        for mutant in found
    ]
    return {
        "seed": seed, "folders": list(folders), "n": n, "noticed": k, "score": k / max(n, 1),
        "interval": wilson(k, n), "mutants": rows,
    }  # fmt: skip


@click.command()
@click.option("--folder", "folders", multiple=True, default=("sim/model",), help="Where; again for more.  [sim/model]")
@click.option("--sample", default=300, show_default=True, type=click.IntRange(min=1), help="How many faults.")
@click.option("--seed", default=1, show_default=True, type=int)
@click.option("--tests", "most", default=40, show_default=True, help="How many tests a fault meets at first.")
@click.option("--second", default=60.0, show_default=True, help="Seconds of further tests for those who survive.")
@click.option("--workers", default=os.cpu_count(), show_default=True, type=click.IntRange(min=1))
@click.option("--json", "file", type=click.Path(path_type=Path, dir_okay=False), help="Write all that was found here.")
@click.option("--root", type=click.Path(path_type=Path, exists=True), default=ROOT, help="The tree, if not this one.")
def main(
    folders: tuple[str, ...], sample: int, seed: int, most: int, second: float, workers: int, file: Path | None,
    root: Path,
) -> None:  # fmt: skip
    """Put a sample of small faults before the tests, and say which they do not notice."""
    root, folders = root.resolve(), tuple(folder.strip("/") for folder in folders)
    if missing := [folder for folder in folders if not (root / folder).is_dir()]:
        raise click.UsageError(f"no such folder: {', '.join(missing)}")
    file = file and file.resolve()
    with tempfile.TemporaryDirectory(prefix="mutants-") as folder:
        tree = Path(folder).resolve() / "tree"
        shutil.copytree(root, tree, ignore=shutil.ignore_patterns(*NOT_COPIED))
        os.chdir(tree)
        sys.path.insert(0, str(tree))
        os.environ["PYTHONPATH"] = str(tree)  # for processes that tests start
        record = recorded(tree, root / ".mutants", folders, LEFT_OUT, workers)
        _import(record.modules)
        found = tried(Trial(tree, record, workers), sampled(tree, folders, sample, seed), most, second)
        click.echo(report(tree, found))
        if file is not None:
            file.write_text(json.dumps(document(tree, found, seed, folders), indent=1), encoding="utf-8")
        os.chdir(root)


def _import(modules: Iterable[str]) -> None:
    """What tests import from elsewhere, once for all processes."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for name in modules:
            try:
                importlib.import_module(name)
            except Exception:  # what only a test can import is left to it
                continue


if __name__ == "__main__":
    main()
