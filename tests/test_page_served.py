"""Does the served page, with its real server, combine changes freely, and say what goes wrong?"""

import re
import threading
import time

import numpy as np
import pytest
from browsing import MINUS, SEED, SHOWN, N, number, serving
from test_page_exports import shares

from sim import Ensemble
from sim.experiments.counterfactuals.explain import explain
from sim.model.parameters import table

pytestmark = pytest.mark.slow

MONTH = "2003-06"
RIGHT, END, PAGE_UP = "\ue014", "\ue010", "\ue00e"


@pytest.fixture
def served(view, hostile_server):
    view.open(hostile_server.url, lang="en", month=MONTH)
    yield view
    assert view.errors() == []


def yes(case, variant=None, parameters=None, without=()):
    """Shares of yes in the runs of a setting, the one that is seen among them."""
    absent = dict.fromkeys(without, True)
    return Ensemble(case, N, SEED, variant, parameters or {}, absent=absent).run().outcomes["yes_share"]


def shows(view, side, values):
    """Whether a side shows these runs: each as a dot, and the one that is seen in words."""
    (dots,) = shares(view, side)
    yeas, seats = map(int, re.search(r"(\d+) of (\d+) \(", view.votes(side)[0]).groups())
    return (
        len(dots) == len(values)
        and np.allclose(np.sort(dots), np.sort(values), atol=0.001)
        and abs(yeas / seats - values[SHOWN]) < 1e-9
    )


def test_both_sides_begin_with_the_case_as_it_is(served, hostile_case):
    for side in "ab":
        assert shows(served, side, yes(hostile_case))
        assert f"n = {N} runs" in served.text(f"#setting-{side} .status")


def test_a_slider_stops_at_any_value(served, hostile_case):
    slider = served.find("#setting-b input[type=range]")
    slider.send_keys(RIGHT)
    served.settled()
    value = float(served.text("#setting-b output"))
    low, high = (float(slider.get_attribute(end)) for end in ("min", "max"))
    assert low < value < high
    assert value not in (0.5, 1.0, 1.5, 2.75, 4.0)  # none of the five levels of a file
    assert shows(served, "b", yes(hostile_case, parameters={"opinion.rate": value}))
    assert shows(served, "a", yes(hostile_case))
    assert "freely" in served.text("#limits")


def test_changes_of_every_kind_add_up_and_go_one_by_one(served, hostile_case):
    served.choose("#setting-b select", "no_spill")
    served.find("#setting-b input[type=range]").send_keys(END)
    served.settled()
    served.js("document.querySelector('#setting-b details').open = true")
    served.choose("#setting-b details select", "votes.indifference")
    number = served.find("#setting-b details input")
    number.clear()
    number.send_keys("0.9")
    served.click("#setting-b details button")
    served.click("#network-b .dot[data-row='0']")
    served.click("#network-b .strip button")
    parameters = {"opinion.rate": 4.0, "votes.indifference": 0.9}
    values = yes(hostile_case, "no_spill", parameters, ["bay_watch"])
    assert shows(served, "b", values)
    assert shows(served, "a", yes(hostile_case))
    assert not np.allclose(values, yes(hostile_case))
    assert served.find("#setting-b select").get_attribute("value") == "no_spill"
    chips = "#setting-b .chip"
    assert len(served.all(chips)) == 2
    served.click(f"{chips}:nth-of-type(1)")
    assert shows(served, "b", yes(hostile_case, "no_spill", parameters))
    served.click(f"{chips}:nth-of-type(1)")
    assert served.all(chips) == []
    assert shows(served, "b", yes(hostile_case, "no_spill", {"opinion.rate": 4.0}))
    served.click("#setting-b .line > button")
    assert shows(served, "b", yes(hostile_case))
    assert not served.find("#setting-b .line > button").is_enabled()


def test_a_value_out_of_bounds_is_refused_before_it_is_sent(served, hostile_server, hostile_case, monkeypatch):
    monkeypatch.setattr(hostile_server.answers, "run", None)
    served.js("document.querySelector('#setting-b details').open = true")
    served.choose("#setting-b details select", "votes.indifference")
    number = served.find("#setting-b details input")
    assert float(number.get_attribute("min")) == table()["votes.indifference"].least
    number.clear()
    number.send_keys("-1")
    served.click("#setting-b details button")
    assert not served.js("return document.querySelector('#setting-b details input').validity.valid")
    assert served.all("#setting-b .chip") == []
    assert shows(served, "b", yes(hostile_case))


def test_what_the_server_refuses_is_told_in_one_line(view, hostile_server, hostile_case):
    view.open(hostile_server.url, lang="en", month=MONTH, b="p:opinion.rate=-3")
    (line,) = view.text("#setting-b .note").splitlines()
    assert "opinion.rate" in line
    assert "Traceback" not in line
    assert shows(view, "a", yes(hostile_case))
    view.choose("#setting-b select", "no_spill")
    assert view.text("#setting-b .note") == ""


def test_the_last_request_wins(served, hostile_server, hostile_case, monkeypatch):
    """The first answer comes after the second: what is shown is what was asked for last."""
    answers, held, let_go, is_over = hostile_server.answers, threading.Event(), threading.Event(), threading.Event()
    answer = answers.run

    def slow(asked, is_wanted):
        if asked.choice.variant != "no_spill":
            return answer(asked, is_wanted)
        held.set()
        let_go.wait(30)
        found = answer(asked, lambda: True)
        is_over.set()
        return found

    monkeypatch.setattr(answers, "run", slow)
    served.js("const list = document.querySelector('#setting-b select'); list.value = 'no_spill';"
              "list.dispatchEvent(new Event('change', {bubbles: true}))")  # fmt: skip
    assert held.wait(30)
    assert served.find("#setting-b").get_attribute("aria-busy") == "true"
    assert "computing" in served.text("#setting-b .status")
    served.choose("#setting-b select", "")
    slider = served.find("#setting-b input[type=range]")
    slider.send_keys(END)
    served.settled()
    values = yes(hostile_case, parameters={"opinion.rate": 4.0})
    assert shows(served, "b", values)
    let_go.set()
    assert is_over.wait(30)
    for _ in range(10):  # as long as an answer takes to be shown
        time.sleep(0.1)
        assert shows(served.settled(), "b", values)
    assert served.text("#setting-b .note") == ""


def test_one_run_is_seen_before_all_are_there(served, hostile_server, hostile_case, monkeypatch):
    answers, let_go = hostile_server.answers, threading.Event()
    answer = answers.run

    def slow(asked, is_wanted):
        if asked.replicates > 1:
            let_go.wait(30)
        return answer(asked, is_wanted)

    monkeypatch.setattr(answers, "run", slow)
    served.js("const list = document.querySelector('#setting-b select'); list.value = 'no_spill';"
              "list.dispatchEvent(new Event('change', {bubbles: true}))")  # fmt: skip
    served.until("return document.querySelector('#setting-b .status').textContent.includes('one run')")
    assert "of 1 runs" in served.votes("b")[0]
    let_go.set()
    assert shows(served.settled(), "b", yes(hostile_case, "no_spill"))


@pytest.mark.parametrize("variant", [None, "no_spill"])
def test_who_mattered_is_asked_for_and_is_what_explain_says(served, hostile_case, hostile, variant):
    served.choose("#setting-a select", variant or "")
    served.choose("#who select", "port_vote")
    served.click("#who .who-part button")
    served.until("return document.querySelector('#who .who-table') !== null")
    found = {each.deletion.id: each for each in explain(
        hostile_case, "yes_share", N, SEED, ["actors"], variant=variant).contributions}  # fmt: skip
    actors = [each["id"] for each in hostile.data["actors"]]
    rows = served.js(
        "return [...document.querySelectorAll('#who .who-table')][0].querySelectorAll('tr[data-actor]').length"
    )
    told = served.js(
        "return [...document.querySelector('#who .who-table').querySelectorAll('tr[data-actor]')]"
        ".map((row) => [Number(row.dataset.actor), row.querySelector('.number').textContent])"
    )
    assert len(told) == rows > 1
    for row, text in told:
        size = number(re.match(rf"[+{MINUS}]?[\d.]+", text)[0])
        assert size == pytest.approx(found[actors[row]].size, rel=0.06, abs=0.006), actors[row]
    sizes = [abs(found[actors[row]].size) for row, _ in told]
    assert sizes == pytest.approx(sorted(sizes, reverse=True), abs=1e-12)


def test_who_is_removed_has_no_bar_and_says_so(served, hostile, hostile_case):
    served.open(served.js("return location.href.split('#')[0]"), lang="en", month=MONTH, actor="mayor", a="w:mayor")
    served.choose("#who select", "port_vote")
    served.click("#who .who-part button")
    served.until("return document.querySelector('#who .who-table .below') !== null")
    assert served.text("#who .who-table .below td") == "taken away here already"


def test_where_nothing_is_compared_the_page_says_who_compares(served, hostile):
    note = " ".join(served.texts("#claims .claim-notes li"))
    assert re.search(r"run\.py page \S*hostile", note)
    assert "itself" in note


def test_a_server_that_has_ended_is_told_and_the_page_goes_on(view, hostile_case):
    with serving(hostile_case) as server:
        view.open(server.url, lang="es", month=MONTH)
    before = view.seen("b")
    view.choose("#setting-b select", "no_spill")
    assert "ya no está en marcha" in view.text("#setting-b .note")
    assert view.find("#setting-b .note").is_displayed()
    assert view.seen("b") == before
    assert view.find("#setting-b select").get_attribute("value") == ""
    view.click("#timeline .buttons button:nth-of-type(4)")
    assert view.text("#timeline output") == "may 2003"
