"""Are the pages for people true: README commands, generated tables, both languages, another folder, a wheel?"""

import json
import os
import re
import shlex
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from sim.cli import cli
from sim.experiments.sweeps import source
from sim.model.declare import declared
from sim.model.parameters import table
from sim.model.state import State
from sim.odd import PAGE, render, rule_index, state_rows
from sim.words import en, es

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```(bash|python)\n(.*?)```", README, re.DOTALL)
COMMANDS = [
    line.removeprefix(".venv/bin/python run.py ")
    for kind, text in BLOCKS
    if kind == "bash"
    for line in text.splitlines()
    if line.startswith(".venv/bin/python run.py")
]


def python(*words, folder, **environment):
    env = {**os.environ, "MPLBACKEND": "Agg", **environment}
    return subprocess.run([sys.executable, *words], cwd=folder, env=env, capture_output=True, text=True, check=False)


@pytest.mark.slow
def test_the_readme_commands_run_as_typed_one_after_another(tmp_path):
    """In another folder than the checkout, so that nothing is found by accident; fewer runs where none are given."""
    assert len(COMMANDS) >= 9
    (tmp_path / "edges.csv").write_text("actor,partner\nShore Watch,Ocean Fund\n", encoding="utf-8")
    for command in COMMANDS:
        words = shlex.split(command)
        if words[0] in ("ladder", "check", "bench"):
            continue  # slow: tests/test_ladder.py, test_every_claim.py and test_bench.py run them
        if words[0] == "run" and "--replicates" not in words:
            words += ["--replicates", "4"]
        if words[0] == "page":  # the base alone; tests/test_page_browser.py opens whole ones
            words += ["--replicates", "1", "--variant", "none", "--slider", "none", "--removal", "none"]
        done = python(str(ROOT / "run.py"), *words, folder=tmp_path)
        assert done.returncode == 0, f"{command}\n{done.stderr}"
        assert done.stdout.strip(), command
    assert (tmp_path / "results" / "sweep" / "outcomes.csv").exists()


@pytest.mark.parametrize("years", ["the first", pytest.param("all", marks=pytest.mark.slow)])
def test_the_readme_python_runs_and_says_what_the_readme_says(years, tmp_path, monkeypatch, capsys):
    """From another folder, and any warning is an error; the wheel below runs in a process of its own."""
    monkeypatch.chdir(tmp_path)
    (code,) = (text for kind, text in BLOCKS if kind == "python")
    if years == "the first":
        code, n_changed = re.subn(r"(\w*replicates?=\d+)", r'\1, until="1993-12"', code)
        assert n_changed == 2
    exec(compile(code, "README.md", "exec"), {"__name__": "__main__"})
    assert "True" in capsys.readouterr().out.splitlines()


def test_shipped_pages_name_only_commands_that_exist():
    where = ("README.md", "scenarios/*/README.md", "sim/*/README.md", "sim/scenario/template/*", "notebooks/*.py")
    pages = [page for pattern in where for page in ROOT.glob(pattern)]
    named = {word for page in pages for word in re.findall(r"run\.py ([a-z]+)", page.read_text(encoding="utf-8"))}
    assert named
    assert named <= set(cli.commands)


def test_both_set_up_commands_stand_alone_and_are_pinned():
    for name in ("run", "test"):
        block = README.split(f"<!-- command: {name} -->", 1)[1].split("```", 2)[1]
        line = block.removeprefix("bash\n").strip()
        assert "\n" not in line
        assert line.startswith("python3 -m venv .venv && ")
        assert "-c constraints.txt" in line


def test_constraints_pin_every_dependency_and_name_no_host():
    text = (ROOT / "constraints.txt").read_text(encoding="utf-8")
    pinned = {line.partition("==")[0].lower() for line in text.splitlines()}
    assert {"mesa", "numpy", "scipy", "networkx", "matplotlib", "pandas", "pydantic", "ruamel.yaml", "click"} <= pinned
    assert all(re.fullmatch(r"[\w.\-]+==[\w.]+", line) for line in text.splitlines())


def test_the_odd_page_is_current():
    text = PAGE.read_text(encoding="utf-8")
    assert render(text) == text, "run `python run.py odd --write`"
    assert text.count("<!-- table:") == 5
    names = [name for name, *_ in state_rows()]
    assert names[: len(declared(State))] == list(declared(State))
    assert {"Seats.is_member", "Courted.guests", "Sites.capital", "Waits.wait_local"} < set(names)


def test_every_rule_and_parameter_is_in_the_odd_page():
    text = PAGE.read_text(encoding="utf-8")
    numbers = [number for number, _, _ in rule_index()]
    assert all(numbers)
    assert len(set(numbers)) == len(numbers)
    assert all(f"| {number} |" in text for number in numbers)
    assert all(f"`{key}`" in text for key in table())


def test_both_languages_have_the_same_phrases_with_the_same_blanks():
    assert list(en.PHRASES) == list(es.PHRASES)
    for key, phrase in en.PHRASES.items():
        blanks = [set(re.findall(r"{(\w+)", text)) for text in (phrase, es.PHRASES[key])]
        assert blanks[0] == blanks[1], key


def test_a_wheel_works_from_another_folder_with_its_cases(tmp_path):
    words = ["-m", "pip", "wheel", "-q", "--no-deps", "--no-build-isolation", "-w", str(tmp_path), str(ROOT)]
    built = python(*words, folder=tmp_path)
    assert built.returncode == 0, built.stderr
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        archive.extractall(tmp_path / "installed")
    assert "sim/_scenarios/nafta/actors.csv" in names
    assert "sim/scenario/template/scenario.yaml" in names
    assert "sim/scenario/around/README.es.md" in names
    assert "sim/README.md" in names
    assert {f"sim/page/app/{file.name}" for file in (ROOT / "sim/page/app").iterdir()} <= set(names)
    assert "sim/_scenarios/nafta/LESSON.es.md" in names
    code = (
        "from sim.cli import main; import sim; print(sim.__file__)\n"
        "from sim.experiments.sweeps import source; import json; print(json.dumps(source.code()))\nmain()"
    )
    run = python("-c", code, "run", "nafta", "--replicates", "2", "--until", "1991-06", "--json",
                 folder=tmp_path, PYTHONPATH=str(tmp_path / "installed"))  # fmt: skip
    assert run.returncode == 0, run.stderr
    assert run.stdout.splitlines()[0].startswith(str(tmp_path))
    assert '"us_house_1991"' in run.stdout
    record = json.loads(run.stdout.splitlines()[1])  # the same code as here, in which a sweep may be gone on with
    assert record == source.code() | {"commit": None, "dirty": None}
