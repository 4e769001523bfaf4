"""Is a page one file that nothing can act in but its own script, and does the command say what it cannot do?"""

import base64
import csv
import hashlib
import json
import re
import shutil

import pytest
from click.testing import CliRunner
from templates import with_variants

import sim.cli.page
from sim import Page
from sim.cli import cli, main
from sim.experiments.plans.plan import PlanError
from sim.model.parameters import ParameterError
from sim.page.case.lesson import html_of, lesson_of
from sim.page.document import SCRIPTS, document_of
from sim.scenario.find import list_cases
from sim.scenario.new import TEMPLATE
from sim.scenario.problem import ScenarioError

HOSTILE = "</script><img src=x onerror=alert(1)>"


@pytest.fixture(scope="module")
def plain():
    """The template alone, one run: what it holds does not matter here."""
    return Page(TEMPLATE, replicates=1, variants=(), sliders=(), removals=())


# One file


def test_nothing_in_the_file_can_act_in_a_browser(case, app):
    rows = list(csv.reader((case / "actors.csv").read_text(encoding="utf-8").splitlines()))
    rows[1][rows[0].index("name")] = HOSTILE
    rows[1][rows[0].index("name_es")] = "<!--<script>" + HOSTILE + "\u2028"
    with (case / "actors.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    text = (case / "scenario.yaml").read_text(encoding="utf-8")
    text = text.replace('en: "Harbor town"', f'en: "{HOSTILE} $data & more"')
    (case / "scenario.yaml").write_text(text, encoding="utf-8")
    (case / "LESSON.md").write_text(f"# {HOSTILE}\n\n[go](javascript:alert(1)) <b>\n", encoding="utf-8")
    page = Page(case, replicates=1, variants=(), sliders=(), removals=())
    assert page.data["actors"][0]["name"][0] == HOSTILE
    html = page.html()
    assert html.count("<script") == html.count("</script>") == 2
    for hostile in ("<img", "<!--", "<b>", "\u2028", 'href="javascript'):
        assert hostile not in html
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', html, re.DOTALL)
    assert json.loads(found[1]) == page.data
    assert "<title>&lt;/script&gt;&lt;img src=x onerror=alert(1)&gt; $data &amp; more</title>" in html
    srcdoc = re.fullmatch(r'<iframe srcdoc="([^"<>]*)" width="100%"[^<>]*></iframe>', page._repr_html_())
    assert "&lt;title&gt;" in srcdoc[1]


def test_the_policy_lets_this_script_run_and_nothing_else(plain, app):
    html = document_of(plain.data)
    policy = re.search(r'content="([^"]*)"', html)[1]
    assert policy.startswith("default-src 'none'; script-src 'sha256-")
    assert "connect-src 'none'" in policy
    assert "http" not in policy
    script = re.search(r"<script>(.*?)</script>", html, re.DOTALL)[1]
    assert f"'{hash_of(script)}'" in policy
    assert [script.index(name) for name in SCRIPTS] == sorted(script.index(name) for name in SCRIPTS)
    assert "connect-src 'self'" in document_of(plain.data | {"mode": "served"})


def hash_of(script):
    return "sha256-" + base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()


def test_scripts_that_would_end_early_are_refused(plain, app):
    (app / "main.js").write_text('const end = "</SCRIPT>";', encoding="utf-8")
    with pytest.raises(ValueError, match="end them early"):
        document_of(plain.data)


def test_what_groups_will_find_is_folded_away_from_the_rest_of_a_lesson():
    html = html_of("# Ports\n\n## Tasks\n\nLook.\n\n## For the teacher\n\nIt fails in 30 of 40.\n")
    seen, _, folded = html.partition('<details class="teacher"><summary>For the teacher</summary>')
    assert "Look." in seen
    assert "30 of 40" in folded
    assert "30 of 40" not in seen
    assert folded.rstrip().endswith("</details>")
    for folder in list_cases():
        assert all("<details" in text for text in lesson_of(folder).values()), folder.name


def test_the_lesson_is_markdown_without_html_and_may_be_missing(case):
    assert lesson_of(case) == {}
    (case / "LESSON.md").write_text("# One\n\n| a | b |\n|---|---|\n| 1 | <i>2</i> |\n", encoding="utf-8")
    found = lesson_of(case)
    assert found["en"] == found["es"]
    assert "<h1>One</h1>" in found["en"]
    assert "<td>&lt;i&gt;2&lt;/i&gt;</td>" in found["en"]
    (case / "LESSON.es.md").write_text("# Uno\n", encoding="utf-8")
    assert lesson_of(case)["es"] == "<h1>Uno</h1>\n"
    assert "javascript:" not in re.sub(r">[^<]*<", "><", html_of("[x](javascript:alert(1))"))


# What cannot be done


@pytest.mark.parametrize(
    ("options", "line"),
    [
        ({"variants": ["no_spil"]}, "unknown variant 'no_spil'; did you mean 'no_spill'?"),
        ({"removals": ["majors"]}, "unknown actor 'majors'; did you mean 'mayor'?"),
        ({"sliders": ["influence.rat"]}, "influence.rat: no such parameter; did you mean 'opinion.rate'?"),
        (
            {"sliders": ["campaigns.pressure_rate", "campaigns.pressure_rate"]},
            "slider: each once (got campaigns.pressure_rate, campaigns.pressure_rate)",
        ),
        ({"replicates": 0}, "a page needs at least one run; the number of the run that it shows is 0 or more"),
    ],
)
def test_what_does_not_exist_is_told_before_anything_runs(options, line):
    with pytest.raises((PlanError, ParameterError, ScenarioError)) as wrong:
        Page(TEMPLATE, **options)
    assert str(wrong.value) == line


def test_a_variant_of_other_months_cannot_stand_beside_the_case(case):
    with_variants(case, '  longer:\n    title: More\n    set:\n      period.end: "2004-06"\n')
    with pytest.raises(PlanError, match="variant longer: has other actors, issues or months"):
        Page(case, variants=["longer"])
    assert Page(case).variants == ["no_spill"]  # of all variants those that can be shown


def test_a_file_is_written_whole_or_not_at_all(plain, app, tmp_path, monkeypatch):
    path = tmp_path / "page.html"
    assert plain.save(path).read_text(encoding="utf-8") == plain.html()
    before = path.read_bytes()

    def full_disk(*_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fdopen", full_disk)
    with pytest.raises(PlanError, match="cannot be written: No space left on device"):
        plain.save(path)
    assert path.read_bytes() == before
    assert [each.name for each in tmp_path.iterdir() if each.is_file()] == ["page.html"]


# The command


def say(*words):
    done = CliRunner().invoke(cli, [str(word) for word in words], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.output


def refused(monkeypatch, capsys, *words):
    monkeypatch.setattr("sys.argv", ["run.py", *map(str, words)])
    with pytest.raises(SystemExit) as left:
        main()
    assert left.value.code == 2
    return capsys.readouterr().err


def test_the_command_says_what_it_takes_writes_the_file_and_says_what_it_holds(app, tmp_path):
    out = tmp_path / "plain.html"
    few = ["--replicates", 2, "--slider", "campaigns.pressure_rate", "--variant", "none", "--removal", "mayor"]
    told = say("page", TEMPLATE, "-o", out, *few)
    assert "6 settings (1 sliders at their levels, 0 variants, 1 removals): 14 runs" in told
    assert f"{out.stat().st_size / 1e6:.2f} MB" in told
    assert '<html lang="en">' in out.read_text(encoding="utf-8")
    spanish = say("page", TEMPLATE, "-o", out, *few, "--lang", "es")
    assert "6 configuraciones" in spanish
    assert '<html lang="es">' in out.read_text(encoding="utf-8")
    record = json.loads(say("page", TEMPLATE, "-o", out, *few, "--json"))
    assert [each["id"] for each in record["settings"]] == [
        "base", *(f"slider:campaigns.pressure_rate:{k}" for k in (0, 1, 3, 4)), "without:mayor",
    ]  # fmt: skip
    assert (record["runs"], record["bytes"]) == (14, out.stat().st_size)


def test_a_page_that_is_too_large_says_so(app, tmp_path, monkeypatch):
    monkeypatch.setattr(sim.cli.page, "MOST", 1000)
    few = ["--replicates", 1, "--slider", "none", "--variant", "none", "--removal", "none"]
    assert "leave out variants" in say("page", TEMPLATE, "-o", tmp_path / "x.html", *few)


def test_the_command_refuses_in_one_line_what_it_cannot_do(app, tmp_path, monkeypatch, capsys):
    shutil.copy(TEMPLATE / "scenario.yaml", tmp_path / "mine.yaml")
    out = tmp_path / "x.html"
    for words, line in (
        (["nafte"], "nafte: no such scenario"),
        ([TEMPLATE, "-o", tmp_path], "is a folder"),
        ([TEMPLATE, "-o", tmp_path / "nowhere" / "x.html"], "there is no folder"),
        ([TEMPLATE, "-o", tmp_path / "mine.yaml"], "no HTML file"),
        ([TEMPLATE, "-o", out, "--until", "2009-01"], "until: must be a month from 2001-01 to 2003-12"),
        ([TEMPLATE, "-o", out, "--removal", "none", "--removal", "mayor"], "none: stands alone"),
        ([TEMPLATE, "-o", out, "--slider", "campaigns.lent_voic"], "did you mean 'campaigns.lent_voice'?"),
        ([TEMPLATE, "-o", out, "--variant", "spill"], "did you mean 'no_spill'?"),
    ):
        told = refused(monkeypatch, capsys, "page", *words)
        assert line in told
        assert len(told.strip().splitlines()) == 1, told
    assert not out.exists()
