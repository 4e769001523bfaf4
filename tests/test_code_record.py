"""Is a sweep held to the code that began it, whatever file of the package changes, and is that file named?"""

import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from sim.experiments.sweeps import source
from sim.experiments.sweeps.ledger import Ledger
from sim.words import told

SWEEP = ["sweep", "sim/scenario/template", "--vary", "opinion.rate=0.5,2", "--replicates", "16", "--until", "2002-04",
         "--set", "outcomes.salience_of_port.date=2002-04", "--out", "out", "--engine", "serial"]  # fmt: skip
STOPPED = """if True:
    import sys
    from sim.cli import main
    from sim.experiments.sweeps.ledger import Ledger

    record = Ledger.record

    def record_and_stop(ledger, results):
        record(ledger, results)
        raise KeyboardInterrupt

    Ledger.record = record_and_stop
    main()
"""
EDITED_MEANWHILE = """if True:
    import sys
    from pathlib import Path
    import sim.experiments.sweeps.work
    from sim.cli import main

    rule = Path(sys.argv.pop(1))
    rule.write_text(rule.read_text("utf-8").replace("return ", "return 0.5 * "), "utf-8")
    main()
"""


@dataclass
class Checkout:
    """A copy of the package that may be changed, in which commands run in processes of their own."""

    root: Path

    @property
    def out(self):
        return self.root / "out"

    def python(self, *words):
        paths = {**os.environ, "PYTHONPATH": str(self.root)}
        command = [sys.executable, *map(str, words)]
        return subprocess.run(command, cwd=self.root, env=paths, capture_output=True, text=True, check=False)

    def run(self, *words):
        return self.python("run.py", *words)

    def git(self, *words):
        who = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
        done = subprocess.run(["git", *who, *words], cwd=self.root, capture_output=True, text=True, check=True)
        return done.stdout.strip()

    @property
    def rule(self):
        """The file of a rule that every run needs, wherever it stands."""
        return next(path for path in self.root.rglob("*.py") if "\ndef share_in_step(" in path.read_text("utf-8"))

    def change_rule(self):
        text = self.rule.read_text("utf-8")
        body = re.compile(r"(def share_in_step\(.*?\n    return )([^\n]+)", re.DOTALL)
        self.rule.write_text(body.sub(r"\g<1>0.5 * (\g<2>)", text, count=1), "utf-8")
        return f"changed {self.name(self.rule)}"

    def add_comment(self):
        path = next(self.root.rglob("ensemble.py"))
        path.write_text(path.read_text("utf-8") + "# It changes no number.\n", "utf-8")
        return f"changed {self.name(path)}"

    def name(self, path):
        return path.relative_to(self.root).as_posix()

    def stored(self):
        """Every byte of the folder of the sweep."""
        return {path.name: path.read_bytes() for path in self.out.iterdir()}


def copied(folder):
    """The package and its command, and what Python has compiled, so that no process does it anew."""
    shutil.copytree(source.FOLDER, folder / "sim")
    shutil.copy(source.FOLDER.parent / "run.py", folder)
    return Checkout(folder)


@pytest.fixture(scope="module")
def begun(tmp_path_factory):
    """A checkout with a sweep that was stopped when half of its runs were stored."""
    checkout = copied(tmp_path_factory.mktemp("checkout"))
    if shutil.which("git"):
        (checkout.root / ".gitignore").write_text("__pycache__/\n", encoding="utf-8")
        checkout.git("init", "-q")
        checkout.git("add", ".gitignore", "sim", "run.py")
        checkout.git("commit", "-q", "-m", "The package")
    done = checkout.python("-c", STOPPED, *SWEEP)
    assert done.returncode == 130, done.stderr
    with Ledger.open(checkout.out) as ledger:
        assert ledger.counts() == {"pending": 16, "succeeded": 16, "failed": 0, "damaged": 0}
    return checkout


@pytest.fixture
def checkout(begun, tmp_path):
    """A copy of that checkout, with its sweep, of the test's own."""
    shutil.copytree(begun.root, tmp_path / "own")
    return Checkout(tmp_path / "own")


def check_refused(done, checkout, before, *names):
    assert done.returncode == 2
    (line,) = done.stderr.splitlines()
    assert line.startswith("out: its runs were computed by other code, which may give other numbers: ")
    assert [name for name in names if name not in line] == []
    assert checkout.stored() == before


# Going on


def test_a_sweep_whose_code_is_as_it_was_goes_on(checkout):
    done = checkout.run(*SWEEP)
    assert (done.returncode, done.stdout) == (0, "32 runs of 2 settings: out/outcomes.csv\n")


def test_a_comment_a_data_file_an_added_and_a_removed_file_are_refused_and_named(checkout):
    before, comment = checkout.stored(), checkout.add_comment()
    data, gone = (next(checkout.root.rglob(name)) for name in ("measured.json", "agentpy_peer.py"))
    data.write_text(data.read_text("utf-8").replace("1", "2", 1), "utf-8")
    gone.unlink()
    added = checkout.rule.with_name("of_my_own.py")
    added.write_text("A = 1\n", "utf-8")
    moved = f"added {checkout.name(added)}; removed {checkout.name(gone)}. Go on with --new-code"
    names = [comment, checkout.name(data), moved]
    check_refused(checkout.run(*SWEEP), checkout, before, *names)


def test_what_has_changed_is_told_in_spanish():
    parts = "changed sim/added.py, sim/a.py and 3 more; added sim/to/b.py; removed sim/c.py; numpy 2.3.0 -> 2.4.0"
    assert told(f"its runs were computed by other code, which may give other numbers: {parts}. Go on", "es") == (
        "sus corridas se calcularon con otro código, que puede dar otros números: cambiado(s) sim/added.py, sim/a.py y "
        "3 más; añadido(s) sim/to/b.py; quitado(s) sim/c.py; numpy 2.3.0 -> 2.4.0. Go on"
    )


# Verification


@pytest.mark.parametrize(
    "edit", [Checkout.change_rule, pytest.param(Checkout.add_comment, marks=pytest.mark.slow)]
)
def test_other_code_fails_the_verification_even_where_it_gives_the_same_numbers(checkout, edit):
    before, change = checkout.stored(), edit(checkout)
    done = checkout.run("verify", "out", "--runs", 2)
    first, told, *differing = done.stdout.splitlines()
    assert done.returncode == 1
    assert first.startswith(f"{0 if differing else 2} of 2 runs drawn from 16 came out again")
    assert told == f"not verified, since the runs come from another case or other code: {change}"
    assert bool(differing) is (edit is Checkout.change_rule)
    assert checkout.stored() == before  # a report that tells of a verification would tell of another model


# Workers


@pytest.mark.parametrize("engine", ["processes", pytest.param("dask", marks=pytest.mark.slow)])
def test_a_worker_that_starts_from_a_changed_rule_is_refused_and_the_rule_named(checkout, engine):
    """The command has read its rules when the file changes; a worker that starts then reads other ones."""
    rule = checkout.name(checkout.rule)
    words = [*SWEEP[:-1], engine, "--workers", "1"]
    done = checkout.python("-c", EDITED_MEANWHILE, rule, *words)
    assert done.returncode == 2, done.stderr
    line = f"a worker runs other code than this command: changed {rule}. Start the workers anew from this checkout."
    assert done.stderr.splitlines()[-1] == line
    with Ledger.open(checkout.out) as ledger:
        assert ledger.counts() == {"pending": 16, "succeeded": 16, "failed": 0, "damaged": 0}


# What counts


def test_every_file_of_python_counts_wherever_it_stands():
    every = {path.relative_to(source.FOLDER).as_posix() for path in source.FOLDER.rglob("*.py")}
    assert every <= set(source.FILES)
    assert len([name for name in every if not name.startswith("experiments/")]) > 200
    assert {name for name in source.FILES if not name.endswith(".py")} == {
        "evidence/docked.json", "evidence/measured.json", "evidence/random_issues.json",
    }  # fmt: skip


def test_of_every_kind_of_file_it_is_known_whether_it_counts():
    """A new kind of data file that a number could come from has to be put into one list or the other."""
    kinds = {path.suffix for path in source.FOLDER.rglob("*") if path.is_file() and "__pycache__" not in path.parts}
    assert kinds <= {*source.COUNTED, *source.SHOWN}


def test_cases_pages_leftovers_and_line_ends_do_not_count(tmp_path):
    texts = {
        "a.py": "A = 1\n", "rules/b.py": "B = 1\n", "data.json": "{}\n", "app/page.js": "0\n", "README.md": "Text\n",
        "_scenarios/bibliography.yaml": "a: b\n", "cases/one/scenario.yaml": "a: b\n", "cases/one/actors.csv": "id\n",
        "__pycache__/a.json": "{}\n", ".idea/x.json": "{}\n", ".#a.py": "\n", "a.py~": "\n",
    }  # fmt: skip
    for name, text in texts.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(text.encode())
    found = source.files_of(tmp_path)
    assert list(found) == ["a.py", "data.json", "rules/b.py"]
    (tmp_path / "a.py").write_bytes(b"A = 1\r\n")
    assert source.files_of(tmp_path) == found
    (tmp_path / "a.py").write_bytes(b"A = 1  \n")
    assert {name for name, each in source.files_of(tmp_path).items() if each != found[name]} == {"a.py"}


def test_many_files_are_named_in_part():
    old = {"digest": "1", "files": {f"{i}.py": "1" for i in range(9)}, "versions": {}}
    new = old | {"digest": "2", "files": dict.fromkeys(old["files"], "2")}
    assert source.changes(old, new) == "changed sim/0.py, sim/1.py, sim/2.py, sim/3.py, sim/4.py, sim/5.py and 3 more"
    assert source.changes(old, old | {"digest": "2"}) == "code 1 -> 2"


# The commit


def git_state(checkout):
    code = "import json; from sim.experiments.sweeps.source import git_state; print(json.dumps(git_state()))"
    return json.loads(checkout.python("-c", code).stdout)


@pytest.mark.skipif(not shutil.which("git"), reason="needs git")
def test_the_manifest_of_a_sweep_in_a_checkout_has_its_commit(begun, checkout):
    with Ledger.open(begun.out) as ledger:
        code = ledger.manifest["code"]
    assert re.fullmatch("[0-9a-f]{40}", code["commit"])
    assert code["commit"] == begun.git("rev-parse", "HEAD")
    assert code["dirty"] is False
    checkout.change_rule()
    assert git_state(checkout) == {"commit": code["commit"], "dirty": True}


@pytest.mark.skipif(not shutil.which("git"), reason="needs git")
def test_an_installed_package_has_no_commit_though_it_lies_in_a_checkout(tmp_path):
    (tmp_path / "site-packages").mkdir()
    installed = copied(tmp_path / "site-packages")
    Checkout(tmp_path).git("init", "-q")
    Checkout(tmp_path).git("commit", "-q", "--allow-empty", "-m", "Another project")
    assert git_state(installed) == {"commit": None, "dirty": None}
