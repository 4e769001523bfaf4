"""Does the report of a sweep say all that was run, beside what is documented, on a page that needs nothing else?"""

import json
import re
import shutil
import sqlite3
from pathlib import Path

import pytest
from click.testing import CliRunner

from sim.cli import analyze
from sim.experiments.plans.plan import make_plan
from sim.experiments.report import Reading, compose, html, markdown
from sim.experiments.report.indicators import indicators
from sim.experiments.report.numbers import cell, mark
from sim.experiments.sweeps.ledger import Ledger
from sim.experiments.sweeps.sweep import sweep
from sim.figures.studies import report_figures
from sim.measures.units import UNIT_OF
from sim.scenario.checks.outcomes import MEASURES
from sim.scenario.load import load_scenario
from sim.scenario.new import TEMPLATE
from sim.words import say

DOCUMENTED = """
  carried:
    text: {en: "The council approved with 62 %", es: "El cabildo aprobó con 62 %"}
    of: [S2]
    outcome: yes_share
    expect: {at_least: 0.5}
    documented: 0.62
    source: assumed
"""
AXES = ("opinion.rate=1.5,3", "variant=baseline,no_spill")


@pytest.fixture(scope="module")
def town(tmp_path_factory):
    """The template with a documented value, and a name that would break a page that does not escape it."""
    folder = tmp_path_factory.mktemp("town") / "case"
    shutil.copytree(TEMPLATE, folder)
    path = folder / "scenario.yaml"
    text = path.read_text(encoding="utf-8").replace("\nclaims:\n", f"\nclaims:{DOCUMENTED}", 1)
    path.write_text(text.replace('en: "Harbor town"', 'en: "Harbor <town> & | bay"'), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def done(town, tmp_path_factory):
    folder = tmp_path_factory.mktemp("sweep") / "done"
    sweep(make_plan(town, AXES, replicates=5), folder).close()
    return folder


@pytest.fixture(scope="module")
def partial(done, tmp_path_factory):
    """The same with two failed runs and three that wait."""
    folder = tmp_path_factory.mktemp("sweep") / "partial"
    shutil.copytree(done, folder)
    base = sqlite3.connect(folder / "ledger.sqlite")
    base.execute(
        "UPDATE runs SET state = 'failed', stage = 'run', error = 'FloatingPointError', "
        "message = 'overflow in <press>', traceback = 'line 1', outcomes = NULL, digest = NULL WHERE number IN (2, 6)"
    )
    base.execute("UPDATE runs SET state = 'pending', outcomes = NULL, digest = NULL WHERE number >= 17")
    base.commit()
    base.close()
    return folder


def pages(folder, lang="en"):
    with Ledger.open(folder) as study:
        reading = Reading(study, lang)
        document = compose(reading, *report_figures(reading))
    return html.page(document), markdown.page(document), document


@pytest.fixture(scope="module")
def whole(done):
    return pages(done)


def text_of(folder, case=None):
    """The Markdown without figures."""
    with Ledger.open(folder) as study:
        return markdown.page(compose(Reading(study, "en", case), [], {}))


def command(*words):
    return CliRunner().invoke(analyze.report, [str(word) for word in words], catch_exceptions=False)


def test_every_outcome_and_axis_is_there_in_both_forms(whole, town):
    for page in whole[:2]:
        for name in load_scenario(town).outcomes:
            assert name in page
        assert "opinion.rate" in page
        assert "no_spill" in page
        assert "20 of 20 runs succeeded, 0 failed, 0 are pending." in page


def test_the_page_loads_nothing_from_anywhere(whole):
    page = whole[0]
    assert "://" not in re.sub(r"data:image/png;base64,[\w+/=]+", "", page)
    assert re.findall(r"<(script|link|iframe|object)\b", page) == []
    assert "@import" not in page
    assert "url(" not in page
    sources = re.findall(r'src="([^"]{0,22})', page)
    assert sources == ["data:image/png;base64,"] * len(whole[2].pictures)
    assert len(sources) == 3  # votes, and both outcomes over the axes


def test_names_are_escaped(whole):
    page, text, _ = whole
    assert "<h1>Harbor &lt;town&gt; &amp; | bay</h1>" in page
    assert "<town>" not in page
    rows = [line for line in text.splitlines() if line.startswith("| ")]
    assert all(len(re.findall(r"(?<!\\)\|", row)) >= 3 for row in rows)


def test_the_command_writes_the_same_bytes_twice(done, tmp_path):
    for name in ("one", "two"):
        assert f"written: {tmp_path / name / 'report.html'}" in command(done, "--out", tmp_path / name).output
    files = sorted(path.relative_to(tmp_path / "one") for path in (tmp_path / "one").rglob("*") if path.is_file())
    assert {"figures/votes.png", "figures/axes_yes_share.png", "report.html", "report.md"} <= set(map(str, files))
    for path in files:
        assert (tmp_path / "one" / path).read_bytes() == (tmp_path / "two" / path).read_bytes(), path
    text = (tmp_path / "one" / "report.md").read_text(encoding="utf-8")
    linked = re.findall(r"!\[[^\]]*\]\(([^)]+)\)", text)
    assert len(linked) == 3
    assert all((tmp_path / "one" / link).read_bytes().startswith(b"\x89PNG") for link in linked)


def test_numbers_of_the_table_are_those_of_the_ledger(done, whole):
    with Ledger.open(done) as study:
        shares = study.frame()["yes_share"]
    row = next(line for line in whole[1].splitlines() if line.startswith("| Yes share in the council |"))
    cells = [each.strip() for each in row.strip("|").split("|")]
    assert cells[1] == "4 x 5"  # settings and draws; no 20 cases
    assert cells[2] == f"{shares.median():.3f}".removeprefix("0")
    assert cells[5:7] == [".620", "inside"]
    assert cells[7:9] == [".571", ".710"]  # party line and weighted median, as `run` prints them
    assert cells[-1] == ".000"  # status quo


def test_claims_are_judged_on_the_base_setting_and_its_variant(whole):
    text = whole[1]
    assert "Judged on 5 runs of setting 0, the base setting of the sweep." in text
    assert "| holds | 100% | 90% | S1 | The spill made local groups care more about the port |" in text
    assert re.search(r"\b[12] of 2 claims hold", text)  # whether the plan passes is no matter here
    assert "compare with variants that are not in the sweep" not in text


def test_without_the_base_setting_no_claim_is_judged(town):
    with sweep(make_plan(town, ("opinion.rate=2,3",), replicates=2), None) as study:
        text = markdown.page(compose(Reading(study), [], {}))
    assert "no claim is judged here" in text


def test_fields_of_the_case_can_be_the_base(town):
    with sweep(make_plan(town, ("actors.mayor.capability=3,4",), replicates=2), None) as study:
        reading = Reading(study)
        assert reading.base == 1
        text = markdown.page(compose(reading, [], {}))
    assert "| actors.mayor.capability | 3, 4 | 4 |" in text
    assert "1 claims compare with variants that are not in the sweep" in text


def test_three_states_are_told_apart(partial):
    page, text, _ = pages(partial)
    assert "15 of 20 runs succeeded, 2 failed, 3 are pending." in page
    assert "This sweep is not finished" in page
    assert "overflow in &lt;press&gt;" in page
    assert "| 2 | opinion.rate=3, variant=baseline | 0 | run | FloatingPointError: overflow in <press> |" in text
    assert "3 runs are pending" in text
    row = next(line for line in text.splitlines() if line.startswith("| Yes share in the council |"))
    assert row.split("|")[2].strip() == "4 x 5 (15)"


def test_a_sweep_of_which_nothing_ran_still_has_a_report(partial, tmp_path):
    folder = tmp_path / "none"
    shutil.copytree(partial, folder)
    base = sqlite3.connect(folder / "ledger.sqlite")
    base.execute("UPDATE runs SET state = 'pending', stage = NULL, error = NULL, outcomes = NULL, digest = NULL")
    base.commit()
    base.close()
    text = text_of(folder)
    assert "0 of 20 runs succeeded, 0 failed, 20 are pending." in text
    assert "no run of this sweep has succeeded yet" in text


def test_methods_name_versions_seed_and_verification(done, whole, tmp_path):
    text = whole[1]
    with Ledger.open(done) as study:
        manifest = study.manifest
    for part in (manifest["code"]["digest"], manifest["machine"]["python"], manifest["packages"]["numpy"]):
        assert part in text
    assert "4 settings by a grid design over opinion.rate, variant, each with 5 replicates: 20 runs." in text
    assert "differences between settings are paired" in text
    assert "No stored run has been run again yet" in text
    folder = tmp_path / "verified"
    shutil.copytree(done, folder)
    with Ledger.open(folder) as study:
        study.note("verified", {"n": 10, "matched": 9})
    assert "9 of 10 stored runs that were run again gave the same numbers" in text_of(folder)


def test_a_case_that_changed_since_is_told(done, tmp_path):
    case = tmp_path / "case"
    shutil.copytree(TEMPLATE, case)
    assert "The case has changed since these runs" not in text_of(done)
    assert "The case has changed since these runs" in text_of(done, case)


def test_in_spanish(done):
    page, text, document = pages(done, "es")
    assert '<html lang="es">' in page
    assert "De 20 corridas, 20 terminaron bien, 0 fallaron y 0 están pendientes." in text
    assert "## Indicadores" in text
    assert "Un plan portuario divide a un pueblo." in text
    english = {"Methods", "Outcomes", "Figures", "Claims of the sources", "Runs that failed"}
    assert not english & {line.removeprefix("## ") for line in text.splitlines()}
    assert document.title == "El puerto"


def test_every_measure_has_its_sentence_unit_and_row(town):
    assert set(UNIT_OF) == set(MEASURES)
    for lang in ("en", "es"):
        assert all(say(f"measure_{name}", lang) and say(f"unit_{unit}", lang) for name, unit in UNIT_OF.items())
    nafta = load_scenario("nafta")
    for lang in ("en", "es"):
        table = indicators(nafta, lang)
        assert [row[0] for row in table.rows] == list(nafta.outcomes)
        assert all(row[4] for row in table.rows)
    house = next(row for row in table.rows if row[0] == "us_house_1993")
    assert house[4] == "en la votación, 1993-11"
    assert "TN2" in house[6]


def test_cells_by_measure():
    assert cell(0.5392, "vote_share", "en") == ".539"
    assert cell(1.0, "passed", "es") == "sí"
    assert cell(1993.5, "date_of", "en") == "1993-07"
    assert cell(float("nan"), "ties", "en") == "-"


def test_a_documented_value_is_inside_or_outside_of_the_runs():
    import numpy as np

    runs = np.linspace(0.4, 0.6, 101)
    assert mark(runs, 0.5, "vote_share", "en") == "inside"
    assert mark(runs, 0.7, "vote_share", "en") == "outside"
    assert mark(np.array([1.0, 1.0, 0.0]), 1.0, "passed", "en") == "inside"
    assert mark(np.array([1.0, 0.0, 0.0]), 1.0, "passed", "en") == "outside"
    assert mark(np.array([np.nan]), 0.7, "vote_share", "en") == ""


# The command sensitivity


def sensitivity(*words):
    return CliRunner().invoke(analyze.sensitivity, [str(word) for word in words], catch_exceptions=False)


def test_sensitivity_prints_replicates_first_and_json_alone(done, tmp_path):
    printed = sensitivity(done, "--outcome", "salience_of_port", "--out", tmp_path / "out")
    lines = printed.output.splitlines()
    first = next(i for i, line in enumerate(lines) if "[salience_of_port]" in line)
    assert lines[first + 1].strip().startswith("Replicates needed:")
    assert (tmp_path / "out" / "sensitivity.json").exists()
    found = sensitivity(done, "--json")
    record = json.loads(found.output)
    assert record["counts"] == {"pending": 0, "succeeded": 20, "failed": 0, "damaged": 0}
    assert [each["outcome"] for each in record["outcomes"]] == ["yes_share"]  # the one that is documented
    assert str(Path.cwd()) not in found.output
    assert found.output == sensitivity(done, "--json").output


def test_sensitivity_in_spanish_counts_what_is_left_out(partial):
    printed = sensitivity(partial, "--lang", "es").output
    assert "15 corridas de 4 configuraciones; se omiten 2 fallidas, 3 pendientes y 0 dañadas." in printed


def test_a_figure_of_sobol_indices(town, tmp_path):
    plan = make_plan(town, ("opinion.rate=1:3", "campaigns.media_weight=0:1"), "saltelli", 16, 2)
    sweep(plan, tmp_path / "sweep").close()
    sensitivity(tmp_path / "sweep", "--outcome", "salience_of_port", "--out", tmp_path / "out")
    svg = (tmp_path / "out" / "salience_of_port.svg").read_text(encoding="utf-8")
    assert "Sensitivity: How much local groups care about the port" in svg
    assert svg.index("campaigns.media_weight") > 0
    assert "S1, alone" in svg
