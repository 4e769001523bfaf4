"""Does the sampler of faults find what there is to change, change that alone, and tell who noticed?"""

import ast
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import mutants
import mutations
import pytest
from executions import Record, taken
from forks import Task, forked

MUTANTS = Path(mutants.__file__)


def found(source):
    """What each change of a source does to it: kind, the line before, the line after."""
    rows = []
    for number, change in enumerate(mutations.changes(ast.parse(source))):
        mutations.mutated(source, number, "source.py")
        before, after = ([line[1:].strip() for line in mutations.difference(source, number) if line[0] == mark]
                         for mark in "-+")  # fmt: skip
        rows.append((change.kind, " / ".join(before), " / ".join(after)))
    return rows


def body(*lines):
    """A function of these lines."""
    return "def f(a, b):\n" + "".join(f"    {line}\n" for line in lines)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("return a < b", [("comparison", "return a <= b")]),
        ("return a is b", [("comparison", "return a is not b")]),
        ("return a <= b == a", [("comparison", "return a < b == a"), ("comparison", "return a <= b != a")]),
        ("return a + b", [("arithmetic", "return a - b")]),
        ("return a * b // a", [("arithmetic", "return a * b / a"), ("arithmetic", "return a / b // a")]),
        ("return a & ~b", [("arithmetic", "return a | ~b"), ("sign", "return a & b")]),
        ("return -a", [("sign", "return a")]),
        ("return a and b", [("and/or", "return a or b")]),
        ("return a if b else 'c'", [("condition", "return a if not b else 'c'")]),
        ("return [c for c in a if b]", [("condition", "return [c for c in a if not b]")]),
        ("return np.minimum(a, b)", [("name", "return np.maximum(a, b)")]),
        ("return a.max()", [("name", "return a.min()")]),
        ("return max(a, b)", [("name", "return min(a, b)")]),
        ("return np.logical_and.reduce(a)", [("name", "return np.logical_or.reduce(a)")]),
        ("return np.where(a, b, f)", [("sides", "return np.where(a, f, b)")]),
        ("return sort(a, kind='stable')", [("keyword", "return sort(a)")]),
        ("return 0.5", [("constant", "return 1.0")]),
        ("return 1.0", [("constant", "return 2.0")]),
        ("return 3", [("constant", "return 4")]),
        ("return True", [("constant", "return False")]),
        ("a.append(b)", [("statement", "pass")]),
        ("a[b] = b", [("statement", "pass")]),
        ("a = f(a)", [("statement", "pass")]),
        ("a += b", [("statement", "pass"), ("arithmetic", "a -= b")]),
        # What is an error at once, or no fault
        ("c = a", []),
        ("return 'a' + b", []),
        ("return isinstance(a, Flags | Floats)", []),
        ("return np.zeros", [("name", "return np.ones")]),
        ("return 1e-9", []),
        ("return zip(a, b, strict=True)", [("constant", "return zip(a, b, strict=False)")]),
        ("assert a < b", []),
        ("return f'{a + 1}'", []),
    ],
)
def test_what_there_is_to_change_in_a_line(line, expected):
    assert found(body(line)) == [(kind, line.replace("'", "'"), after) for kind, after in expected]


def test_conditions_are_negated_once():
    assert found(body("if a == b:", "    return a", "return b")) == [
        ("comparison", "if a == b:", "if a != b:"), ("statement", "return a", "pass"),
    ]  # fmt: skip
    assert found(body("if not a:", "    raise ValueError(f'{a + 1}')")) == [
        ("sign", "if not a:", "if a:"), ("statement", "raise ValueError(f'{a + 1}')", "pass"),
    ]  # fmt: skip
    assert found(body("while a:", "    break")) == [
        ("condition", "while a:", "while not a:"), ("statement", "break", "pass"),
    ]  # fmt: skip


def test_defaults_are_changed_and_dropped():
    assert found("def f(a, b=1, *, c=2, d):\n    return a\n") == [
        ("default", "def f(a, b=1, *, c=2, d):", "def f(a, b, *, c=2, d):"),
        ("default", "def f(a, b=1, *, c=2, d):", "def f(a, b=1, *, c, d):"),
        ("constant", "def f(a, b=1, *, c=2, d):", "def f(a, b=2, *, c=2, d):"),
        ("constant", "def f(a, b=1, *, c=2, d):", "def f(a, b=1, *, c=3, d):"),
    ]


def test_what_is_no_behavior_is_left_alone():
    source = '"""Text of 1."""\n@cache(maxsize=8)\ndef f(a: Annotated[int, 3]) -> Literal[1]:\n    """Text."""\n'
    assert found(source + "row: int = field(source='x', unit='y')\nif TYPE_CHECKING:\n    import a\n") == []


def test_a_change_knows_the_lines_whose_running_runs_it():
    lines = ("LIMIT = 1", "", "", "def f(a=2):", "    b = [", "        a,", "        3,", "    ]")
    source = "\n".join((*lines, "    for c in range(4):", "        b[5] = c", ""))
    lines = {each.line: set(each.lines) for each in mutations.changes(ast.parse(source)) if each.kind == "constant"}
    assert lines == {1: set(), 4: {5, 6, 7, 8, 9, 10}, 7: {5, 6, 7, 8}, 9: {9}, 10: {10}}


def test_a_change_is_one_change():
    """All else of the module does what it did."""
    source = "A = 1\n\n\ndef f():\n    return 2\n\n\ndef g(x=3):\n    return x * 4\n"
    seen = set()
    for number in range(len(mutations.changes(ast.parse(source)))):
        names = {}
        exec(mutations.mutated(source, number, "source.py"), names)
        try:
            seen.add((names["A"], names["f"](), names["g"]()))
        except TypeError:
            seen.add("g has no default")
    assert seen == {(2, 2, 12), (1, 3, 12), (1, 2, 16), (1, 2, 0.75), (1, 2, 15), "g has no default"}


# Which tests


RECORD = Record(
    {"t/a.py::x[1]": 1.0, "t/a.py::x[2]": 2.0, "t/a.py::y": 5.0, "t/b.py::z": 0.5, "t/c.py::w": 3.0},
    {"pkg/m.py": {1: [0, 1], 2: [0, 1, 2], 3: [2]}, "pkg/n.py": {1: [0, 1, 2, 3]}, "other/o.py": {1: [4]}},
    [],
)


def test_a_line_meets_the_tests_that_run_it_then_others_of_their_files():
    assert RECORD.chosen("pkg/m.py", [1]) == ["t/a.py::x[1]", "t/a.py::x[2]", "t/a.py::y"]
    assert RECORD.chosen("pkg/m.py", [3])[0] == "t/a.py::y"
    assert RECORD.chosen("pkg/m.py", [9]) == []


def test_the_narrowest_test_and_the_fastest_take_turns():
    """z runs one line in half a second, w none of these; x and y run three."""
    assert RECORD.chosen("pkg/n.py", [1]) == ["t/b.py::z", "t/a.py::x[1]", "t/a.py::y", "t/a.py::x[2]"]


def test_what_happens_at_import_meets_the_tests_of_the_file_or_of_its_folder():
    assert set(RECORD.chosen("pkg/m.py", [])) == {"t/a.py::x[1]", "t/a.py::x[2]", "t/a.py::y"}
    assert set(RECORD.chosen("pkg/unknown.py", [])) == {"t/a.py::x[1]", "t/a.py::x[2]", "t/a.py::y", "t/b.py::z"}


def test_tests_are_taken_while_there_is_time():
    tests = list(RECORD.seconds)
    assert taken(tests, RECORD.seconds, 9, 3.6) == ["t/a.py::x[1]", "t/a.py::x[2]", "t/b.py::z"]
    assert taken(tests, RECORD.seconds, 1, 9.0) == ["t/a.py::x[1]"]
    assert taken(tests, RECORD.seconds, 9, 0.1) == ["t/a.py::x[1]"]  # one at least


# Processes


def sleepy(seconds):
    def work():
        print("asleep", flush=True)
        time.sleep(seconds)
        return seconds

    return work


def test_forked_work_comes_back_or_is_stopped(tmp_path):
    def dies():
        os.kill(os.getpid(), signal.SIGKILL)

    def fails():
        raise ValueError("no")

    tasks = [Task(0, sleepy(0.0), 9.0), Task(1, sleepy(60.0), 0.3), Task(2, dies, 9.0), Task(3, fails, 9.0)]
    ended = {each.key: each for each in forked(tasks, 2, tmp_path)}
    assert {key: (each.how, each.result) for key, each in ended.items()} == {
        0: ("done", 0.0), 1: ("late", None), 2: ("dead", None), 3: ("dead", None),
    }  # fmt: skip
    assert ended[1].log == "asleep\n"
    assert "ValueError: no" in ended[3].log
    assert list(tmp_path.iterdir()) == []


# The score


@pytest.mark.parametrize(
    ("k", "n", "expected"),
    [(0, 10, (0.0, 0.278)), (10, 10, (0.722, 1.0)), (81, 263, (0.255, 0.366)), (0, 0, (0.0, 1.0))],
)
def test_wilsons_interval(k, n, expected):
    """81 of 263 is the example of Newcombe (1998)."""
    assert mutants.wilson(k, n) == pytest.approx(expected, abs=5e-4)


# The command


SOURCE = '''"""Sums."""

LIMIT = 10


def capped(x, most=LIMIT):
    """Not more.

    >>> capped(3)
    3
    """
    return min(x, most)


def total(xs):
    s = 0
    for x in xs:
        s += x
    return s


def never(x):
    return not x
'''
TEST = """import pytest
from pkg.sums import capped, total

CALLS = []


@pytest.fixture(scope="module")
def whole():
    return total([1, 2, 3])


@pytest.mark.parametrize("x", [3, 12])
def test_capped(x):
    assert capped(x) == (3 if x == 3 else 10)


def test_whole_is_there(whole):
    assert isinstance(whole, int)


def test_whole(whole):
    assert whole == 6
"""


@pytest.fixture
def project(tmp_path):
    """A package of three functions, one of which nobody tests."""
    root = tmp_path / "project"
    for name, text in (("pkg/__init__.py", ""), ("pkg/sums.py", SOURCE), ("tests/test_sums.py", TEST)):
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return root


def command(root, *words):
    words = [sys.executable, str(MUTANTS), "--root", str(root), "--workers", "2", *words]
    return subprocess.run(words, capture_output=True, text=True, timeout=300, check=False)


@pytest.mark.slow
def test_faults_of_a_small_project(project, tmp_path):
    """Each is noticed by whom it concerns, be it through a fixture that another test has made; the tree stays."""
    before = {path: path.read_bytes() for path in project.rglob("*") if path.is_file()}
    result = command(project, "--folder", "pkg", "--sample", "99", "--json", str(tmp_path / "found.json"))
    assert result.returncode == 0, result.stderr
    document = json.loads((tmp_path / "found.json").read_text())
    outcomes = {(row["line"], row["kind"]): row["outcome"] for row in document["mutants"]}
    assert outcomes == {
        (3, "constant"): "killed", (6, "default"): "killed", (12, "name"): "killed", (16, "constant"): "killed",
        (18, "statement"): "killed", (18, "arithmetic"): "killed", (23, "sign"): "unrun",
    }  # fmt: skip
    assert (document["noticed"], document["n"]) == (6, 7)
    assert "pkg/sums.py:23  sign, run by no test\n    -     return not x\n    +     return x\n" in result.stdout
    assert (
        "7 mutants: 6 killed, 0 late, 0 survived, 1 unrun\nscore 85.7% (95 % interval 48.7% - 97.4%)" in result.stdout
    )
    after = {path: path.read_bytes() for path in project.rglob("*") if path.is_file() and ".mutants" not in path.parts}
    assert after == before


def test_a_folder_that_is_not_there_is_refused(project):
    result = command(project)
    assert result.returncode == 2
    assert "no such folder: sim/model" in result.stderr


def test_the_same_seed_draws_the_same_faults(project):
    draws = [mutants.sampled(project, ["pkg"], 3, seed) for seed in (1, 1, 2)]
    assert draws[0] == draws[1] != draws[2]
    assert len(draws[0]) == 3
    assert len(mutants.sampled(project, ["pkg"], 99, 1)) == 7
