"""The scenario template, copied to a folder of the test's own, to be changed there."""

import shutil

import pytest

from sim.scenario.new import TEMPLATE


@pytest.fixture
def case(tmp_path):
    folder = tmp_path / "case"
    shutil.copytree(TEMPLATE, folder)
    return folder


def with_variants(case, text):
    path = case / "scenario.yaml"
    content = path.read_text(encoding="utf-8").replace("variants:\n", f"variants:\n{text}", 1)
    path.write_text(content, encoding="utf-8")


MONTHS = {  # of the template, and what they are in a town in which all comes sooner
    "{start: 2001-01, end: 2003-12}": "{start: 2001-05, end: 2002-05}",
    "date: 2001-03": "date: 2001-05",
    "date: 2003-06": "date: 2002-05",
    "pending_from: 2003-01": "pending_from: 2002-03",
    "date: 2003-05": "date: 2002-04",
}


def hurry(case):
    """Let all of the template happen in thirteen months, for tests that need its runs and not its length."""
    path = case / "scenario.yaml"
    content = path.read_text(encoding="utf-8")
    for old, new in MONTHS.items():
        assert content.count(old) == 1, old
        content = content.replace(old, new)
    path.write_text(content, encoding="utf-8")
    return case
