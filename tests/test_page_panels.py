"""Do the panels below the networks open where the lesson looks, and say in words what they cannot draw?"""

import copy
import re

import numpy as np
import pytest
from browsing import number
from seminar import unpacked

from sim.page.document import document_of

pytestmark = pytest.mark.slow

ROW = {"low": 0.01, "high": 0.03, "size": 0.02, "stands": False, "own": False, "idle": False}


@pytest.fixture
def changed(talks, tmp_path):
    """Saves the page of the talks with other data."""

    def save(change):
        data = copy.deepcopy(talks.data)
        change(data)
        path = tmp_path / "changed.html"
        path.write_text(document_of(data, {}, "en"), encoding="utf-8")
        return path.as_uri()

    return save


def row(actor, **values):
    return {"actor": actor, **ROW, **values}


# Who mattered


@pytest.mark.parametrize(
    ("stands", "opened"),
    [
        (["us_house_1991", "us_senate_1993"], "us_senate_1993"),
        (["us_senate_1991"], "us_senate_1991"),
        ([], "us_house_1991"),
    ],
)
def test_who_mattered_opens_on_a_vote_of_the_opening_month(view, changed, stands, opened):
    def change(data):
        data["who"] = {each["id"]: [row(0, stands=each["id"] in stands)] for each in data["decisions"]}

    view.open(changed(change), lang="en")
    assert view.text("#timeline output") == "Nov 1993"
    assert view.find("#who select").get_attribute("value") == opened


WORDS = {
    15: "never active in these months: it can change nothing",
    16: "not defined in any pair of runs",
    17: "no effect shown: the mean is the same without it",
    18: "interval includes 0: no effect shown",
    19: "the runs without it are not in this page",
}


def test_the_selected_actor_has_a_row_below_the_dozen(view, changed, talks):
    def change(data):
        rows = [row(k, size=0.02 - k / 1000) for k in range(15)]
        rows += [row(18, size=0.001, low=-0.01, high=0.012), row(17, size=0, low=-0.01, high=0.01)]
        rows += [row(15, size=0, low=0, high=0, idle=True), row(16, size=None, low=None, high=None)]
        data["who"] = {"us_house_1993": rows}

    page = changed(change)
    view.open(page, lang="en", actor=talks.data["actors"][3]["id"])
    assert view.js("return document.querySelector('#who tr.chosen').dataset.actor") == "3"
    assert len(view.all("#who tr[data-actor]")) == 12
    assert "7 more actors" in view.text("#who .who-part .note")
    view.open(page, lang="en", actor=talks.data["actors"][13]["id"])
    assert number(view.text("#who .below .number").split()[0]) == pytest.approx(0.007)
    assert "6 more actors" in view.text("#who .who-part .note")
    for actor, said in WORDS.items():
        view.open(page, lang="en", actor=talks.data["actors"][actor]["id"])
        assert len(view.all("#who tr[data-actor]")) == 13
        assert view.text("#who .below .word") == said
    view.press("\ue00c")
    assert not view.all("#who .below")


@pytest.mark.parametrize("lang", ["en", "es"])
def test_who_mattered_is_as_wide_as_a_phone(view, changed, lang):
    def change(data):
        rows = [row(k, own=True, stands=True, size=0.00123, low=-0.00123, high=0.00456) for k in range(12)]
        data["who"] = {"us_house_1993": rows}

    view.sized(390, 844)
    view.open(changed(change), lang=lang)
    assert view.js("return document.documentElement.scrollWidth") <= 390


def test_who_selects_by_keyboard_keeps_the_focus(view, changed):
    def change(data):
        data["who"] = {"us_house_1993": [row(k) for k in range(5)]}

    view.open(changed(change), lang="en")
    view.js("document.querySelector('#who tr[data-actor=\"2\"] button').focus()")
    view.press("\ue007")
    assert view.js("return document.activeElement.closest('tr').dataset.actor") == "2"
    assert view.js("return document.activeElement.ariaPressed") == "true"


# Courses


@pytest.mark.parametrize("times", [40, 60])
def test_an_axis_over_many_magnitudes_is_logarithmic(view, talks, changed, times):
    record, _ = unpacked(talks, "base")
    values = [[each for key in ("run", "q05", "q95") for each in course[key] if each is not None]
              for course in record["courses"]]  # fmt: skip
    index = next(k for k, known in enumerate(values) if known and min(known) > 0)
    low = min(values[index])
    assert max(values[index]) < 40 * low

    def change(data):
        data["courses"] = [each | {"asked": None, "documented": []} for each in data["courses"]]
        data["courses"][index]["documented"] = [[3, low], [9, low * times]]

    view.open(changed(change), lang="en")
    view.choose("#courses select", index)
    captions = view.texts("#courses figcaption")
    assert len(captions) == 2
    assert all(("logarithmic scale" in each) == (times > 50) for each in captions)
    ticks = view.js(
        "return [...document.querySelector('#courses svg.figure').querySelectorAll('text[text-anchor=end]')]"
        ".map((each) => [each.textContent, Number(each.getAttribute('y'))])"
    )
    assert len(ticks) > 2
    if times > 50:
        assert all(re.fullmatch(r"[125]0*|0\.0*[125]", text) for text, _ in ticks)
        values, heights = (np.array([float(each[k]) for each in ticks]) for k in (0, 1))
        assert np.corrcoef(np.log(values), heights)[0, 1] == pytest.approx(-1, abs=1e-4)
    else:
        assert ticks[0][0] == "0"


def test_a_slider_without_a_mechanism_has_no_empty_sentence(view, changed):
    def change(data):
        data["sliders"][0]["about"] = ["", ""]

    view.open(changed(change), lang="en")
    view.click("#help")
    told = view.text("#dialog dl:not(.keys) dd")
    assert told.startswith("From ")
