"""Fixtures that several test files share, and which tests are handed to one worker together."""

import sys
from functools import cache
from pathlib import Path

import pytest
from browsing import driver, hostile, hostile_case, hostile_file, hostile_server, talks, talks_file, view
from seminar import app, harbor, trade
from templates import case, town
from typed import as_typed

__all__ = [
    "app", "as_typed", "case", "driver", "harbor", "hostile", "hostile_case", "hostile_file", "hostile_server", "talks",
    "talks_file", "town", "trade", "view",
]  # fmt: skip


@pytest.fixture
def undrawn(monkeypatch):
    """Commands write no figures, which takes most of the time of a short run; other tests ask for them."""
    from matplotlib import pyplot

    monkeypatch.setattr("sim.figures.look.save", lambda figure, path: pyplot.close(figure) or [])


@pytest.fixture(autouse=True)
def closed_figures():
    """What a test has drawn is closed after it, and only if anything can have been drawn."""
    yield
    if pyplot := sys.modules.get("matplotlib.pyplot"):
        pyplot.close("all")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """Keep together what shares the fixtures of a file, and the many cases of one quick question.

    A fixture of a file is then made once rather than by every worker, and workers are handed hundreds of parts
    instead of thousands. Nothing here hangs on marks: pytest-xdist 3.8 does not see its own on pytest 9.
    """
    from xdist.scheduler import LoadScopeScheduling

    class Parts(LoadScopeScheduling):
        def _split_scope(self, nodeid):
            return part_of(nodeid, takes_minutes=config.option.markexpr == "slow")

    return Parts(config, log)


def part_of(nodeid, takes_minutes=False):
    """The part of the suite that a test belongs to: its file, its function, or the test itself if that takes minutes.

    All tests in the browser are one part, so that one browser and its pages serve them.

    >>> part_of("tests/test_uptake.py::test_memory[a]"), part_of("tests/test_figures.py::test_memory[a]")
    ('tests/test_uptake.py::test_memory', 'tests/test_figures.py')
    >>> part_of("tests/test_page_words.py::test_keys_go_through_time", takes_minutes=True)
    'browser'
    """
    file, _, _ = nodeid.partition("::")
    if holds(file, "from browsing import"):
        return "browser"
    if holds(file, 'scope="module"', 'scope="session"'):
        return file
    return nodeid if takes_minutes else nodeid.partition("[")[0]


@cache
def holds(file, *texts):
    """Whether one of these stands in a file: that it shares a browser, or makes something once for several tests."""
    path = Path(__file__).parents[1] / file
    return path.is_file() and any(each in path.read_text("utf-8") for each in texts)
