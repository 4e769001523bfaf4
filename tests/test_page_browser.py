"""Does the page, in a browser, ask nothing of anybody, show the numbers of the model, and do what one bids it?"""

import json
import re
from calendar import month_abbr

import numpy as np
import pytest
from browsing import number
from seminar import UNTIL
from test_passed import DECISIONS, SURE, write_town

from sim import Ensemble, Page
from sim.claims import judge

pytestmark = pytest.mark.slow

VARIANT = "no_cross_border_ties"
WORDS = {"holds": "holds", "fails": "fails", "not_destroyed": "coded so", "undefined": "not compared"}


def requests(driver):
    """Addresses that were asked for since the last time, this page's own file apart."""
    told = [json.loads(each["message"])["message"] for each in driver.get_log("performance")]
    asked = [each["params"] for each in told if each["method"] == "Network.requestWillBeSent"]
    return [each["request"]["url"] for each in asked if each.get("type") != "Document"]


# Alone


def test_a_page_from_a_file_asks_nothing_of_anybody_and_finds_no_fault(view, talks_file):
    view.command("Network.enable")
    view.open(talks_file.as_uri())
    requests(view.driver)
    view.open(talks_file.as_uri())
    for css in ("#help", "#dialog button", "#language", "#play", "#play"):
        view.click(css)
    assert requests(view.driver) == []
    assert view.js("return performance.getEntriesByType('resource').length") == 0
    assert view.errors() == []
    assert talks_file.stat().st_size < 3_000_000


def test_a_request_would_be_seen(view, talks_file):
    """So that the test before can fail."""
    view.command("Network.enable")
    view.open(talks_file.as_uri())
    requests(view.driver)
    view.js("new Image().src = 'data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA='")
    view.settled()
    assert [each[:10] for each in requests(view.driver)] == ["data:image"]


INJECT = """
const script = document.createElement("script");
script.textContent = "window.injected = (window.injected ?? 0) + 1";
document.head.append(script);
const box = document.createElement("div");
box.innerHTML = "<img src='data:,' onerror='window.injected = (window.injected ?? 0) + 1'>";
document.body.append(box);
"""


def test_no_script_but_its_own_runs_and_nothing_can_be_sent(view, talks_file):
    view.open(talks_file.as_uri())
    view.js("window.broken = []; addEventListener('securitypolicyviolation', (e) => broken.push(e.effectiveDirective))")
    view.js(INJECT)
    view.js("fetch('https://example.org/').catch(() => {})")
    view.until("return broken.length >= 3")
    assert view.js("return [...new Set(broken)].sort()") == ["connect-src", "script-src-attr", "script-src-elem"]
    assert view.js("return window.injected ?? null") is None
    view.driver.get("data:text/html,<!doctype html><title>no policy</title>")
    view.js(INJECT)
    assert view.until("return window.injected === 2")  # where nothing forbids it, both run


# Numbers


@pytest.fixture(scope="module")
def known(talks):
    """The runs of both sides by themselves: the one that is seen, and those that are counted."""
    study = talks.study
    options = {"seed": study.seed, "until": UNTIL}
    seen = {name: Ensemble("nafta", [study.replicate], variant=name, **options) for name in (None, VARIANT)}
    counted = {name: Ensemble("nafta", study.replicates, variant=name, **options) for name in (None, VARIANT)}
    results = {name: each.run() for name, each in counted.items()}
    return {name: (seen[name], seen[name].histories()[1:], results[name]) for name in seen}


def test_votes_are_those_of_the_runs(view, talks, talks_file, known):
    view.open(talks_file.as_uri(), month="1993-12", b=f"v:{VARIANT}")
    for side, name in (("a", None), ("b", VARIANT)):
        ensemble, states, result = known[name]
        told = view.votes(side)
        decisions = [each for each in ensemble.setting.decisions if each.step <= len(states)]
        assert len(told) == len([each for each in talks.data["decisions"] if each["frame"] is not None])
        for text, decision in zip(told, decisions, strict=True):
            blocs = [bloc.row for bloc in decision.blocs]
            yeas, seats = (int(values[blocs, 0].sum()) for values in (states[-1].yeas, states[-1].seats))
            passed = "passes" if states[-1].is_passed[decision.row, 0] else "fails"
            assert f"{yeas} of {seats}" in text
            assert f"), {passed}" in text
            shares, passing = (
                next(k for k, each in ensemble.scenario.outcomes.items()
                     if (each.measure, each.decision) == (measure, decision.id))
                for measure in ("vote_share", "passed")
            )  # fmt: skip
            values = result.outcomes[shares]
            counts = r"passes in (\d+) of (\d+) runs; median (\S+), 5-95 % (\S+) to (\S+)"
            n_passed, n, median, low, high = re.search(counts, text).groups()
            assert int(n) == len(values)
            assert int(n_passed) == np.count_nonzero(result.outcomes[passing])
            wanted = np.quantile(values, [0.5, 0.05, 0.95])
            assert [float(each) for each in (median, low, high)] == pytest.approx(wanted, abs=0.006), decision.id


def test_a_vote_is_told_from_its_month_on(view, talks_file):
    view.open(talks_file.as_uri(), month="1993-10")
    before = view.votes("a")
    assert any("not yet" in each for each in before)
    assert any("), passes" in each for each in before)
    view.press("\ue012", "\ue014", "\ue014")  # a month back, two on
    assert not any("not yet" in each for each in view.votes("a"))


@pytest.mark.parametrize("month", ["1991-05", "1993-12"])
def test_positions_and_allies_are_those_of_the_state(view, talks, talks_file, known, month):
    view.open(talks_file.as_uri(), month=month, b=f"v:{VARIANT}")
    found, data = view.network(), talks.data
    frame = data["months"].index(month)
    tags = [each["tag"][0] for each in data["actors"]]
    for place, name in enumerate((None, VARIANT)):
        ensemble, states, _ = known[name]
        state, edges = states[frame], ensemble.setting.edges
        open_ = state.allied[:, 0]
        ends = zip(edges.source[open_].tolist(), edges.target[open_].tolist(), strict=True)
        tied = {tuple(sorted(pair)) for pair in ends}
        assert len(tied) > 20
        for row, actor in enumerate(data["actors"]):
            position, allies = found[actor["name"][0]][2 * place : 2 * place + 2]
            if not state.is_active[row, 0]:
                assert (position, allies) == ("not active now", "")
                continue
            wanted = state.position[data["main_issue"], row, 0]
            assert number(position) == pytest.approx(wanted, abs=0.0051), actor["id"]
            others = [tags[a + b - row] for a, b in tied if row in (a, b)]
            assert sorted(allies.split(", ")) == sorted(", ".join(others).split(", ")), actor["id"]
        drawn = {int(row) for row in view.dots("ab"[place])}
        assert drawn == set(np.flatnonzero(state.is_active[:, 0]).tolist())


def test_dots_stand_where_the_positions_are(view, talks, talks_file, known):
    view.open(talks_file.as_uri(), month="1993-12", b=f"v:{VARIANT}")
    _, states, _ = known[VARIANT]
    state, issue = states[-1], talks.data["main_issue"]
    dots = {int(row): float(re.search(r"translate\(([\d.]+)", at)[1]) for row, at in view.dots("b").items()}
    left, right = view.js(
        "return [...document.querySelectorAll('#network-b .pole-line')].map((l) => l.x1.baseVal.value)"
    )
    for row, x in dots.items():
        position = 2 * (x - left) / (right - left) - 1
        assert position == pytest.approx(state.position[issue, row, 0], abs=0.0056), row  # hundredths, tenths of pixels


def test_verdicts_are_those_of_judge(view, talks, talks_file, known):
    view.open(talks_file.as_uri(), b=f"v:{VARIANT}")
    scenario = known[None][0].scenario
    base = judge(scenario, known[None][2], {VARIANT: known[VARIANT][2]})
    other = {each.id: each for each in judge(scenario, known[VARIANT][2], {})}
    view.click("#claims .more")
    rows = view.table(".claim-table")
    assert len(rows) == len(base) == len(talks.data["claims"])
    n_judged = 0
    for verdict, (*_, in_a, in_b) in zip(base, rows, strict=True):
        for told, judged in ((in_a, verdict), (in_b, other[verdict.id])):
            if judged.share is None:
                assert "not compared" in told
                continue
            n_judged += 1
            assert WORDS[judged.word] in told, verdict.id
            share, n = re.search(r"(\d+)\s%, n = (\d+)", told).groups()
            assert int(n) == judged.n
            assert float(share) == pytest.approx(100 * judged.share, abs=0.51)
    assert n_judged > 10


# Through time

PLAY = """
const done = arguments[0], months = [], costs = [];
function look() {
  const month = document.querySelector("#timeline output").textContent;
  if (months.at(-1) !== month) {
    months.push(month);
    costs.push(window.__page.redraw);
  }
  if (document.querySelector("#play").getAttribute("aria-label") === "Play") done([months, costs]);
  else requestAnimationFrame(look);
}
document.querySelector("#play").click();
requestAnimationFrame(() => requestAnimationFrame(look));
"""


def test_playing_goes_through_the_months_to_the_last(view, talks, talks_file, record_property):
    view.open(talks_file.as_uri(), month="1990-07", lang="en")
    view.choose("#timeline .field:not(.issue) select", 2)
    view.driver.set_script_timeout(60)
    months, costs = view.driver.execute_async_script(PLAY)
    known = [f"{month_abbr[int(each[5:])]} {each[:4]}" for each in talks.data["months"]]
    frames = [known.index(each) for each in months]
    assert len(frames) > 10
    assert frames == sorted(frames)
    assert frames[-1] == len(talks.data["months"]) - 1
    assert view.dots("a") == view.open(talks_file.as_uri(), month="1993-12").dots("a")
    record_property("redraw [ms]: median, worst", (float(np.median(costs)), max(costs)))


def test_a_button_goes_back_to_the_first_month(view, hostile_file):
    view.open(hostile_file.as_uri(), lang="en", month="2003-06")
    view.click("#play")
    view.click("#timeline button[aria-label='Back to the first month']")
    assert view.text("#timeline output") == "Jan 2001"
    assert view.find("#play").get_attribute("aria-label") == "Play"


# Two sides


def test_both_sides_open_as_the_case_itself(view, talks_file):
    """No answer stands there before somebody has predicted it; a hint says where to begin."""
    view.open(talks_file.as_uri(), lang="en")
    assert [view.find(f"#setting-{side} select").get_attribute("value") for side in "ab"] == ["", ""]
    assert view.dots("a") == view.dots("b") != {}
    assert view.votes("a") == view.votes("b")
    assert view.texts(".setting .hint") == ["", "← choose something else here"]
    view.choose("#setting-b select", VARIANT)
    assert view.texts(".setting .hint") == ["", ""]
    view.choose("#setting-a select", VARIANT)
    assert view.text("#setting-b .hint")  # both the same again


def test_what_is_chosen_on_b_changes_b_alone(view, talks_file):
    view.open(talks_file.as_uri(), month="1993-12", b="")
    before = {side: view.seen(side) for side in "ab"}
    assert before["a"][1:3] == before["b"][1:3]
    view.choose("#setting-b select", VARIANT)
    assert view.seen("a") == before["a"]
    assert view.seen("b") != before["b"]
    assert re.search(r"across a border: [1-9]", view.text("#network-a .facts"))
    assert "across a border: 0" in view.text("#network-b .facts")


def test_a_slider_takes_the_variant_back_and_says_so(view, talks_file):
    view.open(talks_file.as_uri(), month="1993-12", b=f"v:{VARIANT}")
    assert view.find("#setting-b select").get_attribute("value") == VARIANT
    assert "earlier change" not in view.text("#limits")
    before = view.votes("b")
    slider = view.find("#setting-b input[type=range]")
    slider.send_keys("\ue014")
    view.settled()
    assert view.find("#setting-b select").get_attribute("value") == ""
    assert "On side B the earlier change was taken back." in view.text("#limits")
    assert view.text("#setting-b output") == "2.75"
    assert view.votes("b") != before
    slider.send_keys("\ue012")
    view.settled()
    assert view.votes("b") == view.votes("a")  # at its default it is the base
    assert "earlier change" not in view.text("#limits")


def test_an_actor_is_removed_by_click_and_put_back(view, hostile_file, hostile):
    view.open(hostile_file.as_uri(), month="2003-06", b="")
    before = {side: view.seen(side) for side in "ab"}
    row = str([each["id"] for each in hostile.data["actors"]].index("council_majority"))
    view.click(f"#network-b .dot[data-row='{row}']")
    assert view.js("return [...document.querySelectorAll('.dot.selected')].map((d) => d.dataset.row)") == [row, row]
    view.click("#network-b .strip button")
    assert row in view.dots("a")
    assert row not in view.dots("b")
    assert "removed" in view.text("#network-b .facts")
    assert "Growth list" in view.text("#setting-b .chips")
    assert "of 9 (" in view.votes("b")[0]
    assert view.votes("a") == before["a"][2]
    view.click("#setting-b .chip")
    view.press("\ue00c")
    assert {side: view.seen(side) for side in "ab"} == before


def test_what_passes_is_told_by_its_rule(view, tmp_path):
    """A chamber that needs two thirds, a board with weights, one who decides alone, and what follows from others.

    In the variant every bloc follows its line whatever is drawn.
    """
    case = write_town(tmp_path / "town", variants={"sure": {"title": "Sure", "source": "assumed", "set": SURE}})
    page = Page(case, replicates=4, variants=["sure"], sliders=[], removals=[])
    view.open(page.save(tmp_path / "town.html").as_uri(), month="2001-12", a="v:sure")
    told = dict(zip(DECISIONS, view.votes("a"), strict=True))
    assert "55 of 100 (.550), fails" in told["two_thirds"]
    assert "passes in 0 of 4 runs; median .55" in told["two_thirds"]
    assert "2 of 10 (.600 of the weights), passes" in told["board"]
    assert "passes in 4 of 4 runs; median .60" in told["board"]
    assert "one decides alone; passes in 4 of 4 runs" in told["decree"]
    assert "follows from other decisions; passes in 4 of 4 runs" in told["both"]
    assert "follows from other decisions; passes in 0 of 4 runs" in told["whole"]
    assert view.errors() == []
