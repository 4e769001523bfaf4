"""Do results travel: is everything that is written described, citable and checked, and do other programs read it?"""

import csv
import json
import re
import shutil
import tomllib
from pathlib import Path

import networkx as nx
import numpy as np
import pytest
from click.testing import CliRunner

import sim
from sim.cli import cli
from sim.experiments.crate.citation import NAME, Citation, citation, code_meta
from sim.experiments.plans.plan import make_plan
from sim.experiments.sweeps.export import ties
from sim.experiments.sweeps.sweep import sweep
from sim.experiments.sweeps.waves import waves, write_waves
from sim.scenario.new import TEMPLATE

ROOT = Path(__file__).parents[1]
CRATE, PACKAGE = "ro-crate-metadata.json", "datapackage.json"
MONTHS = ("2001-02", "2001-12", "2003-06")
PLAN = make_plan(TEMPLATE, ["opinion.rate=1,2", "actors.mayor.capability=2,3"], replicates=3)
# What each kind of column must be readable as.
CASTS = {
    "integer": lambda text: float(text) == int(float(text)), "number": lambda text: float(text) is not None,
    "boolean": lambda text: text in ("True", "False", "TRUE", "FALSE"),
    "yearmonth": lambda text: re.fullmatch(r"\d{4}-\d\d", text), "string": lambda text: True,
    "date": lambda text: re.fullmatch(r"\d{4}-\d\d-\d\d", text),
}  # fmt: skip


def say(*words, code=0):
    done = CliRunner().invoke(cli, [str(word) for word in words])
    assert done.exit_code == code, done.output
    return " ".join(done.output.split())


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """Everything that commands write, by name; figures are left out, since drawing them takes long."""
    place = tmp_path_factory.mktemp("written")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sim.figures.look.save", lambda figure, path: [])
        patch.setattr("sim.cli.report.all_figures", lambda *_: [])
        say("run", TEMPLATE, "--replicates", 4, "--set", "opinion.rate=1.5", "--out", place / "run")
        sweep(PLAN, place / "sweep").close()
        for kind in ("csv", "parquet", "graphml", "salib"):
            say("export", place / "sweep", "--format", kind, "--out", place / kind)
        say("export", place / "sweep", "--format", "waves", "--month", ",".join(MONTHS), "--out", place / "waves")
        say("sensitivity", place / "sweep", "--out", place / "sensitivity")
        asked = ("--outcome", "yes_share", "--replicates", 4)
        say(
            "compare",
            TEMPLATE,
            "--variant",
            "baseline,no_spill",
            *asked,
            "--worth-knowing",
            1,
            "--out",
            place / "compare",
        )
        say("explain", TEMPLATE, *asked, "--what", "actors", "--out", place / "explain")
    return place


FOLDERS = ("run", "sweep", "salib", "waves", "sensitivity")
FILES = ("csv", "parquet", "graphml", "compare", "explain")
every = pytest.mark.parametrize("name", FOLDERS + FILES)


def crate_of(written, name):
    place = written / name / CRATE if name in FOLDERS else written / f"{name}-{CRATE}"
    return json.loads(place.read_text(encoding="utf-8")), place


def package_of(written, name):
    place = written / name / PACKAGE if name in FOLDERS else written / f"{name}-{PACKAGE}"
    return json.loads(place.read_text(encoding="utf-8")), place


# --- crates and data packages


@every
def test_a_crate_lists_every_file_and_leads_nowhere_else(written, name):
    record, place = crate_of(written, name)
    entities = {each["@id"]: each for each in record["@graph"]}
    assert len(entities) == len(record["@graph"])
    root = entities["./"]
    assert entities[place.name]["about"] == {"@id": "./"}
    assert {"name", "description", "datePublished", "hasPart", "author", "creditText"} <= set(root)
    listed = {each["@id"] for each in root["hasPart"]}
    there = {path.relative_to(place.parent).as_posix() for path in place.parent.rglob("*") if path.is_file()}
    if name in FOLDERS:
        assert listed == there - {CRATE}
    else:
        assert listed == {name, f"{name}-{PACKAGE}"}
    named = re.findall(r'\{"@id": "([^"]+)"\}', json.dumps(record))
    assert {each for each in named if not each.startswith("https:")} <= set(entities)
    (action,) = (each for each in entities.values() if each["@type"] == "CreateAction")
    assert {each["@id"] for each in action["result"]} == listed
    assert entities["#code"]["softwareVersion"] == sim.__version__
    assert entities["#case"]["name"] == "template"


@every
def test_every_column_has_a_type_that_its_values_have_and_a_meaning(written, name):
    record, place = package_of(written, name)
    tables = [each for each in record["resources"] if each.get("type") == "table"]
    assert tables or name in ("graphml", "sensitivity")
    for table in tables:
        fields = table["schema"]["fields"]
        assert all(field["description"] for field in fields)
        if table["format"] == "parquet":
            continue
        with (place.parent / table["path"]).open(encoding="utf-8") as file:
            head, *rows = csv.reader(file)
        assert [field["name"] for field in fields] == head
        for field, *values in zip(fields, *rows, strict=True):
            assert all(CASTS[field["type"]](value) for value in values if value), (table["path"], field["name"])


def test_outcomes_and_parameters_have_the_units_of_case_and_model(written):
    (table,) = package_of(written, "sweep")[0]["resources"]
    fields = {field["name"]: field for field in table["schema"]["fields"]}
    assert fields["yes_share"]["unit"] == "share, 0 to 1"
    assert fields["yes_share"]["description"].startswith("Yes share in the council: ")
    assert fields["opinion.rate"]["unit"] == "per year"
    assert fields["actors.mayor.capability"]["type"] == "integer"


def test_the_same_run_is_described_by_the_same_bytes_without_any_clock(written, tmp_path, monkeypatch):
    monkeypatch.setattr("sim.cli.report.all_figures", lambda *_: [])
    say("run", TEMPLATE, "--replicates", 4, "--set", "opinion.rate=1.5", "--out", tmp_path / "again")
    for name in (CRATE, PACKAGE, "manifest.json"):
        assert (tmp_path / "again" / name).read_bytes() == (written / "run" / name).read_bytes()
    assert not re.search(r"\d\d:\d\d|endTime|startTime", (written / "run" / CRATE).read_text(encoding="utf-8"))


def test_an_export_needs_no_case_to_be_described(written, tmp_path):
    case = tmp_path / "case"
    shutil.copytree(TEMPLATE, case)
    sweep(make_plan(case, ["opinion.rate=1,2"], replicates=1), tmp_path / "sweep").close()
    shutil.rmtree(case)
    say("export", tmp_path / "sweep", "--out", tmp_path / "runs.csv")
    record = json.loads((tmp_path / f"runs.csv-{PACKAGE}").read_text(encoding="utf-8"))
    assert record["title"] == "case: export of a sweep as csv"


def test_a_report_is_sealed_with_the_sweep_and_leaves_files_of_others_alone(written, tmp_path):
    sweep(make_plan(TEMPLATE, ["opinion.rate=1,2"], replicates=2), tmp_path / "sweep").close()
    (tmp_path / "sweep" / "thesis.txt").write_text("mine", encoding="utf-8")
    say("report", tmp_path / "sweep")
    record = json.loads((tmp_path / "sweep" / CRATE).read_text(encoding="utf-8"))
    listed = {each["@id"] for each in record["@graph"] if each["@type"] == "File"}
    assert {"report.html", "report.md", "outcomes.csv", "manifest.json", "ledger.sqlite"} <= listed
    assert "thesis.txt" not in listed
    page = (tmp_path / "sweep" / "report.md").read_text(encoding="utf-8")
    manifest = json.loads((tmp_path / "sweep" / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["cite"] == citation().text(manifest["code"])
    assert manifest["cite"] in page.replace("\\", "")
    assert "## How to cite" in page


# --- citing


def test_manifests_say_how_to_cite_with_version_and_commit(written):
    for name in ("run", "sweep"):
        manifest = json.loads((written / name / "manifest.json").read_text(encoding="utf-8"))
        assert manifest["cite"].startswith(f"{citation().authors[0]} ({citation().date[:4]}). ")
        assert f"Version {sim.__version__}" in manifest["cite"]
        if manifest["code"]["commit"]:
            assert f"commit {manifest['code']['commit']}" in manifest["cite"]


def test_a_citation_names_authors_version_commit_and_repository_where_there_is_one():
    known = Citation("A model", ("A. One", "B. Two"), "1.0", "2026-05-01", "MIT", "https://code.example/model")
    code = {"version": "1.1", "commit": "abc", "dirty": True}
    said = "A. One, B. Two (2026). A model. Version 1.1, commit abc with changes. https://code.example/model."
    assert known.text(code) == said
    assert code_meta(known)["codeRepository"] == "https://code.example/model"


def test_a_package_without_its_citation_still_says_what_computed(written, tmp_path, monkeypatch):
    monkeypatch.setattr("sim.experiments.crate.citation.PLACES", (tmp_path / "none",))
    citation.cache_clear()
    sweep(make_plan(TEMPLATE, ["opinion.rate=1,2"], replicates=1), tmp_path / "sweep").close()
    citation.cache_clear()
    manifest = json.loads((tmp_path / "sweep" / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["cite"].startswith(f"advocacy-coalitions. Version {sim.__version__}")


def test_citation_code_meta_license_and_project_agree():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    known = citation()
    assert known.version == project["version"] == sim.__version__
    assert list(known.authors) == [each["name"] for each in project["authors"]]
    assert f"Copyright (c) {known.date[:4]} {known.authors[0]}" in (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert known.license == project["license"]
    assert known.repository == project.get("urls", {}).get("Repository")
    written_down = json.loads((ROOT / "codemeta.json").read_text(encoding="utf-8"))
    assert written_down == code_meta(known)
    for text in ((ROOT / NAME).read_text(encoding="utf-8"), json.dumps(written_down)):
        assert not re.search(r"pypi|anaconda|npmjs|files\.pythonhosted", text)


# --- verify


@every
def test_what_was_just_written_is_as_it_was_written(written, name):
    more = ["--case", TEMPLATE] if name == "run" else []
    told = say("verify", written / name, *more, "--runs", 2)
    assert re.search(r"the \d+ files with a digest are as they were written", told)
    assert ("2 of 2 runs drawn from" in told) == (name in ("run", "sweep"))


def test_a_file_that_was_changed_or_taken_away_is_named(written, tmp_path):
    shutil.copytree(written / "waves", tmp_path / "waves")
    (tmp_path / "waves" / "wave2.dat").write_text("0 1\n1 0\n", encoding="utf-8")
    (tmp_path / "waves" / "nodes.csv").unlink()
    told = say("verify", tmp_path / "waves", code=1)
    assert "wave2.dat: is not as it was written" in told
    assert "nodes.csv: is missing" in told
    record = json.loads(CliRunner().invoke(cli, ["verify", str(tmp_path / "waves"), "--json"]).output)
    assert record["files"]["changed"] == ["wave2.dat"]
    assert record["files"]["sound"] is False
    assert "falta" in say("verify", tmp_path / "waves", "--lang", "es", code=1)


def test_numbers_of_a_run_that_were_changed_with_their_digest_do_not_come_out_again(written, tmp_path):
    from sim.experiments.crate.seal import digest_of

    folder = tmp_path / "run"
    shutil.copytree(written / "run", folder)
    table, crate = folder / "outcomes.csv", folder / CRATE
    before = digest_of(table)
    table.write_text(re.sub(r",0\.(\d)", lambda found: f",0.{9 - int(found[1])}", table.read_text(encoding="utf-8")),
                     encoding="utf-8")  # fmt: skip
    crate.write_text(crate.read_text(encoding="utf-8").replace(before, digest_of(table)), encoding="utf-8")
    told = say("verify", folder, "--case", TEMPLATE, code=1)
    assert "0 of 4 runs" in told
    assert "comes out differently; yes_share" in told or "comes out differently; salience_of_port" in told
    assert "as they were written" in told


def test_what_is_no_crate_and_no_sweep_is_refused(tmp_path):
    (tmp_path / CRATE).write_text("[]", encoding="utf-8")
    done = CliRunner().invoke(cli, ["verify", str(tmp_path)])
    assert "is no RO-Crate that can be read" in str(done.exception)


# --- waves


@pytest.fixture(scope="module")
def panel():
    return waves(PLAN, MONTHS, point=0, replicate=1)


def test_waves_are_the_networks_of_their_months_on_one_fixed_roster(panel, written):
    for month, network in zip(MONTHS, panel.networks, strict=True):
        graph = nx.from_numpy_array(network, create_using=nx.DiGraph)
        graph = nx.relabel_nodes(graph, dict(enumerate(panel.roster)))
        wanted = ties(PLAN, 0, 1, month)
        assert set(graph.edges) == set(wanted.edges)
        assert set(wanted.nodes) <= set(panel.roster)
    rows = (written / "waves" / "nodes.csv").read_text(encoding="utf-8").splitlines()[1:]
    sizes = {np.loadtxt(written / "waves" / f"wave{number}.dat").shape for number in (1, 2, 3)}
    assert sizes == {(len(rows), len(rows))}


def test_events_lead_from_the_first_wave_to_every_other(tmp_path):
    write_waves(waves(PLAN, MONTHS, point=3, replicate=2), tmp_path / "waves")
    folder = tmp_path / "waves"
    with (folder / "nodes.csv").open(encoding="utf-8") as file:
        names = [row["label"] for row in csv.DictReader(file)]
    with (folder / "ties.csv").open(encoding="utf-8") as file:
        events = list(csv.DictReader(file))
    with (folder / "waves.csv").open(encoding="utf-8") as file:
        times = [int(row["time"]) for row in csv.DictReader(file)]
    assert events
    assert [int(each["time"]) for each in events] == sorted(int(each["time"]) for each in events)
    graph = nx.from_numpy_array(np.loadtxt(folder / "wave1.dat"), create_using=nx.DiGraph)
    graph = nx.relabel_nodes(graph, dict(enumerate(names)))
    for number, time in enumerate(times[1:], 2):
        for each in [each for each in events if int(each["time"]) <= time]:
            change = graph.add_edge if each["replace"] == "1" else graph.remove_edge
            assert graph.has_edge(each["sender"], each["receiver"]) == (each["replace"] == "0")
            change(each["sender"], each["receiver"])
        events = [each for each in events if int(each["time"]) > time]
        assert np.array_equal(nx.to_numpy_array(graph, names) > 0, np.loadtxt(folder / f"wave{number}.dat") > 0)
    assert not events


def test_joiners_and_leavers_are_there_in_the_waves_that_their_intervals_cover(case):
    """One comes between the waves and, in this case, goes again: in the middle of a month."""
    path = case / "actors.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(",2001-06,,", ",2001-06,2002-06,"), encoding="utf-8")
    panel = waves(make_plan(case, ["opinion.rate=1"], replicates=1), MONTHS)
    spans = [[float(each) for each in line.split()] for line in panel.composition()]
    step = [time - panel.steps[0] for time in panel.steps]
    for row, span in enumerate(spans):
        assert span
        assert len(span) % 2 == 0
        for wave, there in enumerate(panel.presence[step, row], 1):
            assert there == any(first <= wave <= last for first, last in zip(span[::2], span[1::2], strict=True))
    guest = panel.roster.index("ocean_friends")
    assert len(spans[guest]) == 2
    assert 1 < spans[guest][0] < 2 < spans[guest][1] < 3
    changes = panel.joiners_and_leavers()
    assert changes["node"].tolist() == ["ocean_friends"] * 2
    assert changes["replace"].tolist() == ["TRUE", "FALSE"]
    assert panel.nodes().set_index("label")["present"]["ocean_friends"] == "FALSE"
    assert not panel.networks[2][guest].any()


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--format", "waves"], "--month: waves need two months at least, as 1993-11,1996-12 (got none)"),
        (
            ["--format", "waves", "--month", "2001-02,2031-01"],
            "--month 2031-01: must be a month from 2001-01 to 2003-12",
        ),
        (["--format", "waves", "--month", "2001-02,2001-05", "--replicate", 9], "--replicate 9: this setting has"),
        (["--format", "graphml", "--month", "2001-02,2001-05"], "--month: a network has one month, waves several"),
    ],
)
def test_waves_that_cannot_be_are_refused_and_nothing_is_written(written, tmp_path, words, says):
    done = CliRunner().invoke(cli, ["export", str(written / "sweep"), *map(str, words), "--out", str(tmp_path / "out")])
    assert says in done.output + str(done.exception)
    assert list(tmp_path.iterdir()) == []
