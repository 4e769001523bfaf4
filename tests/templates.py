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
