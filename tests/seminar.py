"""Pages of small cases, computed once, and an application folder that only says what is in it."""

import pytest

from sim import Page
from sim.page import document
from sim.page.document import SCRIPTS, STYLES
from sim.page.runs.coding import decode, history_of
from sim.scenario.new import TEMPLATE

N = 6
UNTIL = "1993-12"


@pytest.fixture(scope="module")
def harbor():
    """The template whole: a variant, two sliders, everybody removed in turn."""
    return Page(TEMPLATE, replicates=N, sliders=["opinion.rate", "ties.rate"])


@pytest.fixture(scope="module")
def trade():
    return trade_page(sliders=())


def trade_page(sliders=("opinion.rate",)):
    """A case with talks and many chambers, its first years; the run that is shown is none of those counted."""
    return Page(
        "nafta", replicates=3, replicate=5, until=UNTIL, variants=["no_cross_border_ties"],
        sliders=sliders, removals=["rmalc"],
    )  # fmt: skip


@pytest.fixture
def app(tmp_path, monkeypatch):
    """A template with all blanks, and scripts and styles that only say their names."""
    folder = tmp_path / "app"
    folder.mkdir()
    (folder / "page.html").write_text(
        '<html lang="$lang"><meta http-equiv="Content-Security-Policy" content="$csp"><title>$title</title>'
        '<style>$style</style><body>$lessons<script type="application/json" id="data">$data</script>'
        "<script>$script</script></body></html>",
        encoding="utf-8",
    )
    for name in (*SCRIPTS, *STYLES):
        (folder / name).write_text(f"/* {name} */\n", encoding="utf-8")
    monkeypatch.setattr(document, "APP", folder)
    return folder


def unpacked(page, name):
    """Record and arrays of a setting, as the browser reads them from the data."""
    data = page.data
    held = {each["id"]: each for each in data["settings"]}
    shape = (len(data["issues"]), len(data["actors"]), len(data["pairs"]), len(data["provision"]), len(data["months"]))
    _, base = decode(held["base"]["blob"])
    record, planes = decode(held[name]["blob"], base if held[name]["relative"] else None)
    return record, history_of(planes, shape)
