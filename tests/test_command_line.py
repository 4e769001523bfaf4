"""Does the command line do what it promises: tables, JSON, files, exit codes, one clear line for each mistake?"""

import csv
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

import sim.cli
from sim.cli import cli, main
from sim.model.parameters import table
from sim.scenario import find
from sim.scenario.load import load_scenario
from sim.scenario.new import TEMPLATE
from sim.story import TOPICS

ROOT = Path(__file__).parents[1]


def call(*words, folder=None):
    """The command line in a process of its own, as users call it."""
    environment = {**os.environ, "MPLBACKEND": "Agg", "COLUMNS": "120"}
    command = [sys.executable, str(ROOT / "run.py"), *map(str, words)]
    return subprocess.run(command, cwd=folder or ROOT, env=environment, capture_output=True, text=True, check=False)


def say(*words):
    """The command line in this process; fails the test on an error."""
    done = CliRunner().invoke(cli, [str(word) for word in words], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.output


def fail(*words):
    """The command line as its process calls it, in this one: where it must end with an exit code."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "argv", ["run.py", *map(str, words)])
        with pytest.raises(SystemExit) as left:
            main()
    return left.value.code


def last_month():
    return f"{load_scenario('nafta').period.end:%Y-%m}"


@pytest.fixture(autouse=True)
def elsewhere(monkeypatch, tmp_path_factory):
    """Commands without --out draw into the folder that they are called from: never the checkout's."""
    monkeypatch.chdir(tmp_path_factory.mktemp("elsewhere"))


@pytest.fixture(scope="module")
def nafta():
    """What a run to the votes of 1993 prints."""
    return say("run", "nafta", "--replicates", 6, "--until", "1993-12", "--json")


def test_run_prints_the_votes_in_the_record_in_the_model_and_in_naive_forecasts(undrawn):
    words = ["run", "nafta", "--replicates", "8", "--until", "1991-06", "--wide"]
    done = CliRunner().invoke(cli, words, catch_exceptions=False)
    assert done.exit_code == 0, done.stderr
    _prints_record_model_and_naive_forecasts_side_by_side(done)


@pytest.mark.parametrize(
    ("case", "end", "more", "vote"),
    [
        (TEMPLATE, "2003-12", [], "yes_share"),
        pytest.param("nafta", "1993-12", ["provisions", "policies"], "us_house_1993", marks=pytest.mark.slow),
    ],
    ids=["template", "nafta"],
)
def test_run_writes_every_file_into_a_folder_of_its_own(case, end, more, vote, tmp_path, capsys):
    """One run, since drawing all figures takes a while."""
    out = tmp_path / "out"
    say("run", case, "--replicates", "8", "--until", end, "--out", out)
    _wrote_tables_manifest_and_figures(out, Path(case).name, {"votes", "efforts", "coalitions", *more}, vote)
    _is_never_written_over(out, capsys)


def _prints_record_model_and_naive_forecasts_side_by_side(done):
    header = next(line for line in done.stdout.splitlines() if line.startswith("share of yes votes"))
    for word in ("documented", "median", "5-95 %", "passes", "party line", "mean (w)", "status quo"):
        assert word in header
    row = next(line for line in done.stdout.splitlines() if line.startswith("Mexican Senate"))
    assert ".966" in row
    assert "8 runs, seed 1, 1990-06 to 1991-06" in done.stdout
    assert done.stderr == ""


def _wrote_tables_manifest_and_figures(out, case, figures, vote):
    names = {path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file()}
    tables = {"outcomes.csv", "series.csv", "events.csv", "claims.csv", "decisions.csv"}
    drawn = {name.removeprefix("figures/") for name in names if name.startswith("figures/")}
    described = {"manifest.json", "ro-crate-metadata.json", "datapackage.json"}
    assert names == tables | described | {f"figures/{name}" for name in drawn}
    assert drawn >= {f"{name}.{kind}" for name in figures for kind in ("png", "svg")}
    networks = {name.partition(".")[0] for name in drawn} - figures
    assert networks
    assert all(name.startswith("coalitions_") for name in networks)
    assert drawn == {f"{name}.{kind}" for name in figures | networks for kind in ("png", "svg")}
    with (out / "outcomes.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert [int(row["replicate"]) for row in rows] == list(range(8))
    assert all(0 <= float(row[vote]) <= 1 for row in rows)
    manifest = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["scenario"] == case
    assert len(manifest["digest"]) == 64
    assert (out / "figures" / "votes.png").stat().st_size > 20_000


def _is_never_written_over(out, capsys):
    before = (out / "outcomes.csv").read_bytes()
    assert fail("run", "nafta", "--replicates", 2, "--out", out) == 2
    assert "is there already; nothing was changed" in capsys.readouterr().err
    assert (out / "outcomes.csv").read_bytes() == before


def test_run_json_has_the_promised_shape_and_the_same_bytes_twice(nafta):
    first = call("run", "nafta", "--replicates", 6, "--until", "1993-12", "--json")
    assert first.stdout == nafta  # another process, with other hashes of names
    record = json.loads(first.stdout)
    assert list(record) == [
        "scenario", "variant", "seed", "replicates", "outcomes", "baselines", "decisions", "table_alone",
        "table_alone_difference", "claims",
    ]  # fmt: skip
    assert (record["scenario"], record["variant"], record["seed"], record["replicates"]) == ("nafta", "baseline", 1, 6)
    wanted = {"us_house_1991", "ca_commons_1993", "us_house_1993", "us_senate_1993", "mx_senate_1993"}
    assert wanted <= set(record["outcomes"])
    for name in wanted:
        assert list(record["outcomes"][name]) == ["n", "mean", "sd", "q05", "q50", "q95", "flips"]
        approved = round(6 * record["outcomes"]["passed_us_house_1993"]["share"])  # else it never reaches the Senate
        assert record["outcomes"][name]["n"] == (approved if name == "us_senate_1993" else 6)
        assert {"status_quo", "majority", "mean", "median", "weighted_mean", "weighted_median", "party_line"} == set(
            record["baselines"][name]
        )
    assert 0 <= record["outcomes"]["passed_us_house_1993"]["share"] <= 1
    for claim in record["claims"]:
        assert list(claim) == ["id", "source", "kind", "case", "share", "holds", "claim"]
    assert str(ROOT) not in first.stdout


def test_a_run_that_stops_before_a_vote_leaves_it_undefined_not_zero():
    record = json.loads(say("run", "nafta", "--replicates", 3, "--until", "1992-12", "--json"))
    assert record["outcomes"]["us_house_1991"]["n"] == 3
    vote = record["outcomes"]["us_house_1993"]
    assert vote == {
        "n": 0, "mean": None, "sd": None, "q05": None, "q50": None, "q95": None, "flips": vote["flips"],
    }  # fmt: skip


def test_coding_error_widens_the_spread():
    plain = json.loads(say("run", "nafta", "--replicates", 30, "--until", "1991-06", "--json"))
    jittered = json.loads(say("run", "nafta", "--replicates", 30, "--until", "1991-06", "--jitter", 0.4, "--json"))
    sd = [record["outcomes"]["us_house_1991_democrats"]["sd"] for record in (plain, jittered)]
    assert sd[1] > 1.2 * sd[0]


def test_a_changed_study_says_so_and_draws_over_no_other():
    end = ("--replicates", 2, "--until", "2003-06")
    plain, changed = say("run", TEMPLATE, *end), say("run", TEMPLATE, *end, "--set", "votes.own_president=0.5")
    assert "changed: until 2003-06" in " ".join(plain.split())
    assert "changed: votes.own_president=0.5, until 2003-06" in " ".join(changed.split())
    figures = [text.splitlines()[-1].removeprefix("figure: ") for text in (plain, changed)]
    assert figures[0] != figures[1]
    assert all(Path(figure).is_file() for figure in figures)


def test_variants_and_settings_change_the_run(nafta):
    bush, tau = (
        json.loads(say("run", "nafta", "--replicates", 6, "--until", "1993-12", "--json", *more))
        for more in (("--variant", "bush_reelected"), ("--set", "votes.own_president=0"))
    )
    democrats = [record["outcomes"]["us_house_1993_democrats"]["mean"] for record in (json.loads(nafta), bush, tau)]
    assert democrats[1] < democrats[0] - 0.05
    assert democrats[2] < democrats[0] - 0.05
    assert bush["variant"] == "bush_reelected"


def test_check_without_a_case_covers_all_cases_in_words(monkeypatch):
    monkeypatch.setattr(find, "list_cases", lambda: [TEMPLATE, TEMPLATE])  # the real ones: test_every_claim.py
    monkeypatch.setenv("COLUMNS", "100")
    text = say("check", "--replicates", 2, "--lang", "es")
    assert text.count("\n\n") >= 2
    assert "se sostienen" in text
    assert "no se destruye" in text
    assert "todos los casos" in text
    assert "S2 no aparece en ningún caso" in text


def test_replay_tells_the_votes_of_the_run_that_the_ensemble_counts():
    lines = json.loads(say("replay", "nafta", "--replicate", 3, "--until", "1991-12", "--json"))["lines"]
    topics = {line["topic"] for line in lines}
    assert {"entry", "forum", "tie", "conviction", "pressure", "vote"} <= topics <= set(TOPICS)
    assert [line["month"] for line in lines] == sorted(line["month"] for line in lines)
    from sim import Ensemble

    ensemble = Ensemble("nafta", [3], until="1991-12")
    (vote,) = (each for each in ensemble.setting.decisions if each.id == "us_house_1991")
    rows, end = [bloc.row for bloc in vote.blocs], ensemble.histories()[-1]
    yeas, seats = int(end.yeas[rows].sum()), int(end.seats[rows].sum())
    votes = [line["text"] for line in lines if line["topic"] == "vote"]
    assert any(f": {yeas} yes, {seats - yeas} no: " in text for text in votes)
    end = ("--only", "vote", "--until", "1991-05")
    only = json.loads(say("replay", "nafta", "--replicate", 3, *end, "--json"))["lines"]
    assert [line["text"] for line in only] == votes[: len(only)] != []


def test_sweep_writes_a_row_a_run_and_pairs_its_settings(tmp_path):
    out = tmp_path / "sweep"
    say(
        "sweep", "nafta", "--vary", "votes.own_president=0.5:1:2", "--vary", "variant=baseline,bush_reelected",
        "--vary", "actors.rmalc.capability=2,3", "--replicates", 3, "--until", "1991-06", "--out", out,
    )  # fmt: skip
    with (out / "outcomes.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    settings = [(row["votes.own_president"], row["variant"], row["actors.rmalc.capability"]) for row in rows]
    every = [(p, v, c) for p in ("0.5", "1.0") for v in ("baseline", "bush_reelected") for c in "23"]
    assert settings == every * 3  # replicates outermost: cut short, an even sample of the settings is there
    assert [row["replicate"] for row in rows[::8]] == ["0", "1", "2"]
    assert {row["state"] for row in rows} == {"succeeded"}
    # Fast track comes before anything that differs between these variants: paired runs agree to the digit.
    assert len({row["us_house_1991"] for row in rows if row["replicate"] == "0" and row["votes.own_president"] == "0.5"
                and row["actors.rmalc.capability"] == "2"}) == 1  # fmt: skip
    alone = json.loads(
        say("run", "nafta", "--replicates", 3, "--set", "votes.own_president=0.5", "--until", "1991-06", "--json")
    )
    mean = sum(float(row["us_house_1991"]) for row in rows[::8]) / 3
    assert mean == pytest.approx(alone["outcomes"]["us_house_1991"]["mean"], abs=1e-12)
    assert json.loads((out / "manifest.json").read_text(encoding="utf-8"))["runs"] == 24


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["run", "naftaa"], "naftaa: no such scenario; did you mean 'nafta'?"),
        (["run", "nafta", "--variant", "bush"], "bush_reelected"),
        (["run", "nafta", "--set", "influence.rat=1"], "did you mean 'opinion.rate'?"),
        (["run", "nafta", "--set", "opinion.rate=1", "--set", "opinion.rate =2"], "is given twice (got 1, then 2)"),
        (["run", "nafta", "--set", "opinion.rate=fast"], "opinion.rate: must be a finite number"),
        (["run", "nafta", "--set", "opinion.susceptibility=2"], "must be from 0 to 1 share (got 2)"),
        (["run", "nafta", "--set", "actors.rmlc.capability=2"], "did you mean 'rmalc'?"),
        (["run", "nafta", "--set", "actors.rmalc.capability=9"], "must be <= 5 (got 9)"),
        (["run", "nafta", "--until", "2030-01"], "until: must be a month from 1990-06 to LAST (got 2030-01)"),
        (["run", "nafta", "--replicates", "0"], "--replicates"),
        (["run", "nafta", "--replicate", "3"], "--replicates"),
        (["runn", "nafta"], "runn"),
        (["rules", "quark"], "no rule speaks of 'quark'"),
        (["sweep", "nafta", "--vary", "opinion.rate", "--out", "x"], "must be name=low:high or name=a,b,c"),
        (["sweep", "nafta", "--vary", "opinion.rate=2:1", "--out", "x"], "low < high"),
        (["sweep", "nafta", "--vary", "opinion.rate=a:b", "--out", "x"], "a range needs numbers"),
        (["sweep", "nafta", "--vary", "opinion.rate=0,1", "--set", "opinion.rate=1", "--out", "x"], "held fixed"),
        (["run", "nafta", "--jitter", "nan"], "jitter: must be from 0 to 1 (got nan)"),
        (["sweep", "nafta", "--vary", "opinion.rate=a,b", "--out", "x"], "must be a number (got 'a')"),
        (["sweep", "nafta", "--vary", "opinion.rate=1,1", "--out", "x"], "each value once"),
        (["sweep", "nafta", "--vary", "influence.rte=1:2", "--out", "x"], "did you mean 'opinion.rate'?"),
        (["sweep", "nafta", "--vary", "votes.core=0:1", "--vary", "votes.core=0:2", "--out", "x"], "once"),
        (["validate", "no/such"], "no such folder"),
    ],
)  # fmt: skip
def test_a_mistake_gets_one_clear_line_and_exit_code_2(words, says, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert fail(*words) == 2
    told = capsys.readouterr().err
    assert says.replace("LAST", last_month()) in told
    assert "Traceback" not in told
    assert "Usage:" not in told
    assert list(tmp_path.iterdir()) == []


def test_a_mistake_ends_a_process_of_its_own_likewise(tmp_path):
    done = call("run", "naftaa", folder=tmp_path)
    assert done.returncode == 2
    assert done.stderr.splitlines()[-1].endswith("did you mean 'nafta'?")
    assert "Traceback" not in done.stderr


def test_an_interruption_exits_with_130_and_leaves_nothing(monkeypatch, tmp_path, capsys):
    from sim.ensemble import Ensemble

    def interrupt(*_args):
        raise KeyboardInterrupt

    monkeypatch.setattr(Ensemble, "run", interrupt)
    monkeypatch.setattr(sys, "argv", ["run.py", "run", "nafta", "--out", str(tmp_path / "out")])
    with pytest.raises(SystemExit) as stopped:
        sim.cli.main()
    assert stopped.value.code == 130
    assert list(tmp_path.iterdir()) == []


def test_new_makes_a_case_that_validates_and_runs(tmp_path):
    case = tmp_path / "mine"
    assert "written:" in say("new", case)
    assert "in order" in say("validate", case)
    record = json.loads(say("run", case, "--replicates", 5, "--json"))
    assert record["outcomes"]["yes_share"]["n"] == 5


def test_new_from_a_list_of_ties_makes_a_case_that_runs(tmp_path):
    edges = tmp_path / "edges.csv"
    edges.write_text("who,whom\nAnna's Club,Bee Union\nBee Union,City Hall\n", encoding="utf-8")
    say("new", tmp_path / "mine", "--from-ties", edges)
    record = json.loads(say("run", tmp_path / "mine", "--replicates", 3, "--json"))
    assert record["replicates"] == 3


def test_list_show_rules_and_odd_tell_what_there_is():
    assert "nafta  NAFTA to USMCA 1990-2020" in say("list")
    assert "TLCAN" in say("list", "--lang", "es")
    shown = say("show", "nafta")
    assert "RMALC" in shown
    assert "us_house_1993" in shown
    assert json.loads(say("show", "nafta", "--json"))["period"] == {"start": "1990-06-01", "end": f"{last_month()}-01"}
    assert "sim/model/ties/rules.py" in say("rules", "trust")
    assert "E4-7" in say("rules", "lent")  # an argument of it
    assert "E10-4" in say("rules", "crowding")
    assert len(json.loads(say("odd", "--json"))["parameters"]) == len(table()) > 60
    assert "`members_file`" in say("validate", "--reference")


def test_help_loads_nothing_heavy():
    code = "import sys, sim.cli; sys.exit(any(m in sys.modules for m in ('mesa', 'numpy', 'pandas', 'matplotlib')))"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


def test_spanish_tables_have_no_english_left(undrawn):
    text = say("run", "nafta", "--replicates", 2, "--lang", "es", "--until", "1991-06")
    assert "documentado" in text
    assert "semilla" in text
    for word in ("share of yes", "documented", "party line", "claims:"):
        assert word not in text


@pytest.mark.parametrize("lang", ["en", "es"])
def test_a_number_beyond_the_range_of_its_parameter_is_computed_and_said(lang):
    row = table()["opinion.rate"]
    words = ("run", TEMPLATE, "--replicates", 2, "--until", "2001-02", "--json", "--lang", lang)
    done = CliRunner().invoke(cli, [*map(str, words), "--set", f"opinion.rate={row.high + 1}"])
    assert done.exit_code == 0
    assert done.stderr.startswith(f"opinion.rate={row.high + 1:g}: ")
    assert f"{row.low:g} a {row.high:g}" if lang == "es" else f"{row.low:g} to {row.high:g}" in done.stderr
    inside = CliRunner().invoke(cli, [*map(str, words), "--set", f"opinion.rate={row.high}"])
    off = CliRunner().invoke(cli, [*map(str, words), "--set", "opinion.rate=0"])
    assert inside.stderr == off.stderr == ""


def test_a_sweep_says_which_of_its_numbers_lie_beyond_the_range_of_their_parameter(tmp_path):
    words = ("sweep", TEMPLATE, "--vary", "opinion.rate=1,99", "--dry-run", "--out", tmp_path / "out")
    done = CliRunner().invoke(cli, [*map(str, words)])
    assert [line for line in done.stderr.splitlines() if "outside the range" in line] == [
        f"opinion.rate=99: outside the range that it is explored over, {table()['opinion.rate'].low:g} to "
        f"{table()['opinion.rate'].high:g} per year (assumed)"
    ]
