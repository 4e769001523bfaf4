"""The command line as the program calls it."""

import sys

import pytest

import sim.cli


@pytest.fixture
def as_typed(monkeypatch, capsys):
    """The command line as the program calls it: exit code, and what stands on standard error."""

    def run(*words):
        monkeypatch.setattr(sys, "argv", ["run.py", *map(str, words)])
        with pytest.raises(SystemExit) as done:
            sim.cli.main()
        return done.value.code, capsys.readouterr().err

    return run
