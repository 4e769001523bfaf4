"""Is what one takes away from the page what it shows: figure, settings, handout, lesson?"""

import json
import re
import shlex
import xml.etree.ElementTree as ElementTree

import numpy as np
import pytest
from browsing import SIDES, View, pages_of
from click.testing import CliRunner
from matplotlib.image import imread
from seminar import UNTIL

from sim import Ensemble, Page
from sim.cli import cli

pytestmark = pytest.mark.slow

SVG = "{http://www.w3.org/2000/svg}"
VARIANT = "no_cross_border_ties"
PAPERS = {"A4": (8.27, 11.69), "Letter": (8.5, 11)}
COLORS = (
    "return [...new Set([...document.querySelectorAll(arguments[0])].filter((each) => each.getAttribute('d'))"
    ".map((each) => getComputedStyle(each)[arguments[1]]))].sort()"
)


# The figure


@pytest.fixture(scope="module")
def figures(driver, talks_file, tmp_path_factory):
    """The figure as both files, with the view that they were taken of."""
    view, folder = View(driver), tmp_path_factory.mktemp("figures")
    view.sized(1400, 900)
    view.open(talks_file.as_uri(), lang="en", month="1993-12", actor="rmalc", b=f"v:{VARIANT}")
    shown = {side: view.dots(side) for side in SIDES}
    colors = [view.js(COLORS, *each) for each in ((".dot:not([display]) .shape", "fill"), (".tie", "stroke"))]
    return view.saved("figure-svg", folder), view.saved("figure-png", folder), shown, colors, view.votes("b")


def test_the_svg_holds_both_sides_as_they_are_shown(view, figures, talks):
    path, _, shown, colors, votes = figures
    assert path.name == f"nafta_A-base_B-{VARIANT}_1993-12.svg"
    root = ElementTree.parse(path).getroot()
    assert root.tag == f"{SVG}svg"
    texts = [each.text for each in root.iter(f"{SVG}text")]
    said = " ".join(filter(None, texts))
    for wanted in ("A: as in the case", "B: No alliance crosses a border", "December 1993", "US House on NAFTA"):
        assert wanted in said
    assert talks.data["digest"][:12] in said
    networks = [each for each in root.iter(f"{SVG}svg") if each is not root and len(list(each.iter(f"{SVG}path"))) > 20]
    for network, side in zip(networks, SIDES, strict=True):
        places = {each.get("transform") for each in network.iter(f"{SVG}g")}
        assert set(shown[side].values()) <= places
    for text in votes:
        if found := re.search(r"median (\S+),", text):
            assert f"median {found[1]}" in said
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"var\(|<script|href|url\(|class=", text)
    view.driver.get(path.as_uri())  # by itself, without the page's styles
    assert set(colors[0]) <= set(view.js(COLORS, "path", "fill"))
    assert set(view.js(COLORS, "path", "stroke")) >= {each for each in colors[1] if each != "none"}


def test_the_png_is_a_picture_of_both_sides(figures):
    svg, png, *_ = figures
    assert png.read_bytes().startswith(b"\x89PNG\r\n\x1a\n")
    picture = imread(png)
    width, height = (float(ElementTree.parse(svg).getroot().get(each)) for each in ("width", "height"))
    assert picture.shape[:2] == (2 * height, 2 * width)
    picture = picture[::3, ::3, :3]
    for half in (picture[:, : picture.shape[1] // 2], picture[:, picture.shape[1] // 2 :]):
        assert len(np.unique((half * 7).round().reshape(-1, 3), axis=0)) > 20
        assert 0.5 < (half.min(axis=-1) > 0.9).mean() < 0.99  # on white


# Settings


def shares(view, side):
    """The share of each run at each vote of a side, as its dots stand on the line from 0 to 1."""
    found = view.js(
        "return [...document.querySelectorAll('#votes .vote')].map((vote) => {"
        "const track = [...vote.querySelectorAll('.vote-side')][arguments[0]].querySelector('svg.figure');"
        "return track && [track.viewBox.baseVal.width, [...track.querySelectorAll('g[fill=\"var(--model)\"] circle')]"
        ".map((each) => each.cx.baseVal.value)]; })",
        SIDES.index(side),
    )
    return [(np.array(x) - 8) / (width - 16) for width, x in filter(None, found)]


def rerun(words):
    done = CliRunner().invoke(cli, words, catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return json.loads(done.output)["outcomes"]


def checked_again(view, side, words, ensemble):
    """A command that reruns a variant file gives what the page shows of a side; returns the shares."""
    told = rerun([*words, "--json"])
    seen = shares(view, side)
    of = {}  # the first outcome of a decision is of the whole chamber
    for name, each in ensemble.scenario.outcomes.items():
        if each.measure == "vote_share" and told[name]["n"]:
            of.setdefault(each.decision, name)
    voted = [of[each.id] for each in ensemble.setting.decisions if each.id in of]
    assert len(seen) == len(voted) > 0
    for name, values in zip(voted, seen, strict=True):
        assert told[name]["n"] == len(values), name
        wanted = [told[name][key] for key in ("q05", "q50", "q95")]
        assert np.quantile(values, [0.05, 0.5, 0.95]) == pytest.approx(wanted, abs=0.001), name
    return np.concatenate(seen)


@pytest.mark.parametrize(
    "setting", ["", f"v:{VARIANT}", "p:opinion.rate=4", "w:rmalc"], ids=["base", "variant", "slider", "removal"]
)
def test_a_setting_that_was_saved_runs_again_to_the_numbers_shown(
    view, talks, talks_file, tmp_path, monkeypatch, setting
):
    view.open(talks_file.as_uri(), month="1993-12", b=setting)
    path = view.saved("settings-b", tmp_path)
    line = path.read_text(encoding="utf-8").splitlines()[0]
    program, *words = shlex.split(re.search(r"Rerun: (.*)$", line)[1])
    assert program == talks.data["command"] == "run.py"
    assert view.text("#dialog .command") == " ".join([program, *words])  # as the page tells it, too
    assert path.name in view.text("#dialog p")
    monkeypatch.chdir(tmp_path)  # the command as it stands in the file, beside the file
    ensemble = Ensemble("nafta", 1, until=UNTIL)
    values = checked_again(view, "b", words, ensemble)
    if setting.startswith(("v:", "p:")):  # taking one campaigner away turns no vote of these runs
        view.open(talks_file.as_uri(), month="1993-12", b="")
        assert np.abs(np.concatenate(shares(view, "b")) - values).max() > 0.002


def test_settings_combined_in_the_served_page_run_again_to_the_numbers_shown(
    view, hostile_server, hostile_case, tmp_path
):  # fmt: skip
    for setting in ("v:no_spill,p:opinion.rate=3.3,w:mayor", "p:ties.rate=0.7,p:campaigns.effect=0.25"):
        view.open(hostile_server.url, month="2003-06", b=setting)
        path = view.saved("settings-b", tmp_path)
        text = path.read_text(encoding="utf-8")
        assert text.count(":") > 5
        words = ["run", str(hostile_case), "--variant", str(path), "--seed", "1", "--replicates", "5"]
        checked_again(view, "b", words, Ensemble(hostile_case, 1))
        other = Ensemble(hostile_case, 5, variant=str(path)).run().outcomes["yes_share"]
        assert np.sort(shares(view, "b")[0]) == pytest.approx(np.sort(other), abs=0.001)
        path.unlink()


# Paper


def cut_off(view):
    """How far the handout goes beyond its page [pixels]: below, at its foot, to the right; nothing else is printed."""
    view.command("Emulation.setEmulatedMedia", media="print")
    try:
        printed = view.js(
            "return [...document.body.children].filter((each) => getComputedStyle(each).display !== 'none')"
            ".map((each) => each.id)"
        )
        assert printed == ["paper"]
        return view.js(
            "const paper = document.querySelector('#paper'), foot = paper.querySelector('footer');"
            "const [end, last] = [paper, foot].map((each) => each.getBoundingClientRect().bottom);"
            "return [paper.scrollHeight - paper.clientHeight, last - end, paper.scrollWidth - paper.clientWidth]"
        )
    finally:
        view.command("Emulation.setEmulatedMedia", media="")


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("lang", ["en", "es"])
def test_the_handout_is_one_page(view, talks_file, paper, lang):
    view.open(talks_file.as_uri(), lang=lang, month="1993-12", actor="rmalc", b="p:opinion.rate=4")
    pdf = view.printed(*PAPERS[paper])
    assert pdf.startswith(b"%PDF")
    assert pages_of(pdf) == 1
    assert max(cut_off(view)) <= 1
    seen = view.text("#paper")
    for word in {"en": ("Votes", "Notes", "US House on NAFTA"), "es": ("Votaciones", "Notas", "1993")}[lang]:
        assert word.lower() in seen.lower()
    assert "opinion.rate = 4" in seen


def test_the_handout_of_thirty_years_and_many_votes_is_one_page_too(view, tmp_path):
    page = Page("nafta", replicates=1, variants=(), sliders=(), removals=(), lang="es")
    view.open(page.save(tmp_path / "whole.html").as_uri(), month="2020-01")
    assert len(view.all("#votes .vote")) > 9
    assert pages_of(view.printed(*PAPERS["Letter"])) == 1
    assert max(cut_off(view)) <= 1
    assert view.js("return document.querySelector('#paper').style.getPropertyValue('--shrunk')")  # for it is long


@pytest.mark.parametrize("lang", ["en", "es"])
def test_the_lesson_prints_by_itself_and_the_handout_after_it(view, talks, talks_file, lang):
    view.open(talks_file.as_uri(), lang=lang, month="1993-12")
    view.click("#do-lesson")
    heading = view.text("#dialog .lesson-text h1")
    view.click("#dialog .lesson-buttons button")
    assert view.text("#paper h1") == heading
    pdf = view.printed(*PAPERS["A4"])
    assert view.text("#paper h1") == heading  # nothing else took its place when it was printed
    assert view.js("return document.querySelector('#paper svg, #paper table.paper-votes')") is None
    assert 1 <= pages_of(pdf) <= 3
    view.press("\ue00c")
    view.printed(*PAPERS["A4"])
    assert view.text("#paper h1") == talks.data["title"][("en", "es").index(lang)]
