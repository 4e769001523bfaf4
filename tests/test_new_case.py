"""From a list of ties in a spreadsheet to results: does every step work, and is every slip told?"""

import csv
import json
import re
import shlex
import shutil
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest
from click.testing import CliRunner

from sim.cli import cli, options
from sim.scenario.edges import month, read_edges, slug
from sim.scenario.keys.fields import ROLES
from sim.scenario.load import ScenarioError, load_scenario
from sim.scenario.new import new_scenario
from sim.words import LANGUAGES

ROOT = Path(__file__).parents[1]
EDGES = """\
actor,partner,type,since,source
Shore Watch,Fishers' Union,alliance,1992-10,a newspaper
Fishers' Union,Port Chamber,contact,1993,
Shore Watch,Ocean Fund,,oct-94,its own page
"""


@pytest.fixture
def edges(tmp_path):
    path = tmp_path / "edges.csv"
    path.write_text(EDGES, encoding="utf-8")
    return path


def write(path, text):
    path.write_text(text, encoding="utf-8-sig")
    return path


def say(*words):
    done = CliRunner().invoke(cli, [str(word) for word in words], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.output


def new(tmp_path, text):
    new_scenario(tmp_path / "new", write(tmp_path / "list.csv", text))
    return load_scenario(tmp_path / "new")


# The whole way.


@pytest.mark.slow
def test_the_printed_commands_lead_from_a_list_of_ties_to_results_as_they_are(tmp_path, edges):
    """Typed one after the other, with fewer runs."""
    run_py = str(ROOT / "run.py")
    first = [sys.executable, run_py, "new", "my case", "--from-ties", edges.name]
    done = subprocess.run(first, cwd=tmp_path, capture_output=True, text=True, check=True)
    commands = [line.strip() for line in done.stdout.splitlines() if line.startswith("    ")]
    assert [shlex.split(line)[2] for line in commands] == ["validate", "run", "check", "replay", "show"]
    text = ""
    for line in commands:
        python, script, *words = shlex.split(line.replace("--replicates 50", "--replicates 4"))
        assert script == run_py
        told = subprocess.run([python, script, *words], cwd=tmp_path, capture_output=True, text=True, check=True)
        assert told.stderr == ""
        text += told.stdout
    assert "my case: in order (7 actors, 3 ties, 1 variants)" in text
    assert "The vote, yes share" in text
    assert "The demand wins the vote." in text
    assert "Fishers' Union allies with Shore Watch (record)" in text or "Shore Watch allies with Fishers' Union" in text
    assert "my case/README.md" in text
    assert list((tmp_path / "results").rglob("votes.png"))


def test_the_first_result_is_no_empty_one(tmp_path, edges):
    """There is a vote that runs differ in, somebody presses, and the ties of the list count."""
    new_scenario(tmp_path / "new", edges)
    found = json.loads(say("run", tmp_path / "new", "--replicates", 12, "--json"))["outcomes"]
    assert found["yes_share"]["n"] == 12
    assert found["yes_share"]["sd"] > 0
    assert found["open_ties"]["mean"] > 0
    from sim import Ensemble

    states = Ensemble(tmp_path / "new", 1).histories()
    assert states[-1].effort.sum() > 0
    assert states[-1].pressure.max() > 0.05


def test_the_case_is_described_in_the_tables_and_the_invented_votes_go(tmp_path, edges):
    """What README.md of the new case tells to do, as a spreadsheet would save it."""
    case = tmp_path / "new"
    new_scenario(case, edges)
    with (case / "actors.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if not row["id"].startswith("votes_")]
    for row in rows:
        if row["id"] == "port_chamber":
            row |= {"kind": "government", "role": "agency", "position_main": "-0,3", "country": "BB"}
    with (case / "actors.csv").open("w", encoding="utf-8-sig", newline="") as file:
        table = csv.DictWriter(file, rows[0], delimiter=";")
        table.writeheader()
        table.writerows([{key: cell.replace(".", ",") for key, cell in row.items()} for row in rows])
    text = (case / "scenario.yaml").read_text(encoding="utf-8")
    text = re.sub(r"      votes_(for|against):.*\n", "", text)
    text = text.replace("votes_undecided: {members: 40", "port_chamber: {members: 40").replace(
        "organ: votes_undecided", "organ: port_chamber"
    )
    (case / "scenario.yaml").write_text(text, encoding="utf-8")
    assert "in order (4 actors" in say("validate", case)
    assert json.loads(say("run", case, "--replicates", 3, "--json"))["outcomes"]["yes_share"]["n"] == 3


# What is read off the list.


def test_names_become_actors_and_rows_become_ties(tmp_path, edges):
    new_scenario(tmp_path / "new", edges)
    scenario = load_scenario(tmp_path / "new")
    assert {name: actor.name for name, actor in scenario.actors.items() if actor.kind == "ngo"} == {
        "shore_watch": "Shore Watch", "fishers_union": "Fishers' Union", "port_chamber": "Port Chamber",
        "ocean_fund": "Ocean Fund",
    }  # fmt: skip
    ties = [(tie.actor, tie.partner, tie.type, f"{tie.since:%Y-%m}", tie.source) for tie in scenario.ties]
    assert ties == [
        ("shore_watch", "fishers_union", "alliance", "1992-10", "a newspaper"),
        ("fishers_union", "port_chamber", "contact", "1993-01", "edges.csv"),
        ("shore_watch", "ocean_fund", "alliance", "1994-10", "its own page"),
    ]
    assert (f"{scenario.period.start:%Y-%m}", f"{scenario.period.end:%Y-%m}") == ("1992-01", "1994-12")
    actor = scenario.actors["ocean_fund"]
    assert (actor.role, actor.country, actor.capability, actor.source) == ("advocacy", "XX", 2, "assumed")
    assert {len(part) for part in (scenario.issues, scenario.outcomes, scenario.venues)} == {2}
    assert {len(part) for part in (scenario.decisions, scenario.claims)} == {1}


def test_a_spanish_spreadsheet_is_read(tmp_path):
    scenario = new(tmp_path, "Socio;Tipo;Actor;Desde;Fuente\nUnión;alianza;Núñez & Co.;ene-2003;«Diario»\n")
    (tie,) = scenario.ties
    assert (tie.actor, tie.partner, tie.type) == ("nunez_co", "union", "alliance")
    assert (f"{tie.since:%Y-%m}", tie.source) == ("2003-01", "«Diario»")


def test_the_first_two_columns_are_the_ends_where_none_is_named_for_them(tmp_path):
    scenario = new(tmp_path, "De;A;peso\nUnión;Núñez & Co.;1\nNúñez & Co.;Unión;2\n3M;3M;1\n3M;Nunez, Co;1\nSola;;1\n")
    ngos = {name: actor.name for name, actor in scenario.actors.items() if actor.kind == "ngo"}
    assert ngos == {
        "union": "Unión", "nunez_co": "Núñez & Co.", "a_3m": "3M", "nunez_co_2": "Nunez, Co", "sola": "Sola",
    }  # fmt: skip
    assert [(tie.actor, tie.partner) for tie in scenario.ties] == [("union", "nunez_co"), ("a_3m", "nunez_co_2")]
    assert f"{scenario.period.start:%Y-%m}" == "2001-01"


def test_an_actor_that_is_called_like_an_invented_row_keeps_its_id(tmp_path):
    scenario = new(tmp_path, "actor,partner\nVotes for,Votes against\n")
    assert {"votes_for", "votes_against", "votes_for_2", "votes_against_2"} < set(scenario.actors)
    assert scenario.actors["votes_for"].kind == "ngo"
    assert set(scenario.decisions["vote"].chamber) == {"votes_for_2", "votes_undecided", "votes_against_2"}


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("1992-10", "1992-10"), ("1992-10-02", "1992-10"), ("1992/3", "1992-03"), ("1992", "1992-01"),
        ("10/1992", "1992-10"), ("Oct-92", "1992-10"), ("abr-05", "2005-04"), ("diciembre 1997", "1997-12"),
        ("Sept. 2001", "2001-09"), ("soon", None), ("1992-13", None), ("13/1992", None), ("92", None), ("xyz-92", None),
    ],
)  # fmt: skip
def test_months_are_read_as_spreadsheets_show_them(text, read):
    assert month(text) == read


@pytest.mark.parametrize(("name", "made"), [("", "a"), ("---", "a"), ("Ñandú 2", "nandu_2"), ("x" * 99, "x" * 50)])
def test_a_slug_is_always_an_id(name, made):
    assert slug(name) == made


# What is wrong with it.


@pytest.mark.parametrize(
    ("content", "line"),
    [
        ("a,b\n", "list.csv:1:1 has no ties between two different names"),
        ("a\nx\n", "list.csv:1:1 needs two columns, the ends of each tie"),
        ("a,b\nx,y,z\n", "list.csv:2:1 has 3 cells where the header has 2"),
        ("a,b\nx,y\n,z\n", "list.csv:3:a must not be empty"),
        ("a,b,type\nx,y,ally\n", "list.csv:2:type must be alliance, contact or structural (got 'ally')"),
        ("a,b,since\nx,y,soon\n", "list.csv:2:since must be a month such as 1992-10, or a year (got 'soon')"),
    ],
)  # fmt: skip
def test_a_slip_is_told_with_its_place_and_nothing_is_written(tmp_path, content, line):
    with pytest.raises(ScenarioError) as wrong:
        new(tmp_path, content)
    assert [str(each).rpartition("/")[2] for each in wrong.value.problems] == [line]
    assert not (tmp_path / "new").exists()


MATRIX = "{corner},Oxfam,Cáritas,工会\nOxfam,0,2.0,0\nCáritas,2.0,,1\n工会,0,1,0\n"


@pytest.mark.parametrize(
    "content",
    [
        "Source,Target,Type,Id,Label,Weight\nOxfam,Cáritas,Undirected,0,,2.0\nCáritas,工会,Directed,1,,1.0\n",
        "id,org_1,org_2\n1,Oxfam,Cáritas\n2,Cáritas,工会\n",
        "from;to\nOxfam;Cáritas\nCáritas;工会\n",
        "weight,Ego,Alter\n0.5,Oxfam,Cáritas\n1,Cáritas,工会\n",
        "Nodo A,Nodo B\nOxfam,Cáritas\nCáritas,工会\n",
        MATRIX.format(corner="organization"),
        MATRIX.format(corner=""),
    ],
    ids=["gephi", "counter", "from-to", "weight first", "spanish", "matrix", "matrix without a corner"],
)
def test_lists_and_matrices_as_programs_write_them_are_read_for_what_they_mean(tmp_path, content):
    for form in ("NFC", "NFD"):
        found = read_edges(write(tmp_path / "list.csv", unicodedata.normalize(form, content)))
        assert found.names == ("Oxfam", "Cáritas", "工会")
        assert [(edge.actor, edge.partner) for edge in found.edges] == [("Oxfam", "Cáritas"), ("Cáritas", "工会")]
        assert not [key for key, _ in found.notices if key in ("alike", "repeated", "itself")]


@pytest.mark.parametrize(
    ("content", "line"),
    [
        ("Oxfam,Caritas\nCaritas,WWF\n",
         "1:1 the first line must name the columns, and two of them actor and partner (got 'Oxfam', 'Caritas')"),
        ("id,name,friend\n1,Oxfam,WWF\n",
         "1:1 the first line must name the columns, and two of them actor and partner (got 'id', 'name', 'friend')"),
        ("org,Summit,Forum\nOxfam,1,0\nWWF,1,1\n",
         "1:1 is a table of who takes part in what (two-mode): write a row for each pair that should be tied, with "
         "columns actor and partner"),
        ("actor,partner\nA,B\nB,A\0\n", "3:1 is not CSV: has a control character (0x00)"),
        ("actor,partner,since,until\nA,B,1994,1992\n", "2:until is before since, 1994 (got 1992)"),
        ("actor,partner,until\nA,B,9999\n",
         "2:until must be a month such as 1992-10, or a year from 1700 to 2200 (got '9999')"),
        ("actor,partner,type\nA,B,alliance\nB,A,contact\n",
         "3:partner says otherwise of this pair than line 2; a pair has one tie: leave one of the rows"),
        ("actor,partner,since\nA,B,1994\nA,B,1996\n",
         "3:partner says otherwise of this pair than line 2; a pair has one tie: leave one of the rows"),
    ],
)  # fmt: skip
def test_what_a_scenario_cannot_hold_or_nobody_can_read_is_refused_where_it_stands(tmp_path, content, line):
    with pytest.raises(ScenarioError) as wrong:
        new(tmp_path, content)
    assert [str(each) for each in wrong.value.problems] == [f"{tmp_path / 'list.csv'}:{line}"]
    assert not (tmp_path / "new").exists()


def test_sources_of_rows_that_say_the_same_are_all_kept(tmp_path):
    text = "actor,partner,source\nA,B,a paper\nB,A,a book\nA,B,a paper\n"
    [edge] = read_edges(write(tmp_path / "list.csv", text)).edges
    assert edge.source == "a paper; a book"


def test_names_are_compared_in_any_script(tmp_path):
    text = "actor,partner\n日本労連,中国工会\nالاتحاد,x\nПрофсоюз,Профсоюзы\nUNION DEL SUR,Unión del Sur\n"  # noqa: RUF001
    notices = read_edges(write(tmp_path / "list.csv", text)).notices
    assert notices == (("alike", "Профсоюз / Профсоюзы"), ("alike", "UNION DEL SUR / Unión del Sur"))


def test_what_new_writes_is_in_order_whatever_the_list_says(tmp_path, monkeypatch):
    """A slip that the list's own checks would miss is told of the list, and nothing is written."""
    monkeypatch.setattr("sim.scenario.edges._YEARS", (0, 9999))
    with pytest.raises(ScenarioError, match=r"list\.csv: scenario\.yaml:\d+:\d+ period\.end: must be a date"):
        new(tmp_path, "actor,partner,since\nA,B,9999\n")
    assert not (tmp_path / "new").exists()


def test_all_slips_are_told_at_once(tmp_path):
    with pytest.raises(ScenarioError) as wrong:
        new(tmp_path, "a,b,type,since\nx,y,friend,soon\nx,z,,later\n")
    assert len(wrong.value.problems) == 3


def test_what_was_passed_over_is_told(tmp_path):
    text = "actor,partner,weight\nOxfam,Caritas,1\nCaritas,Oxfam,1\nOxfarm,Caritas,2\n3M,3M,1\n"
    notices = read_edges(write(tmp_path / "list.csv", text)).notices
    assert notices == (("columns", "weight"), ("repeated", "1"), ("itself", "3M"), ("alike", "Oxfam / Oxfarm"))
    told = say("new", tmp_path / "new", "--from-ties", tmp_path / "list.csv", "--lang", "es")
    assert "no se leyó: columna weight" in told
    assert "¿son el mismo? Oxfam / Oxfarm" in told
    assert "run.py" not in told.partition("lo que sigue:")[0]
    assert told.count("--lang es") == 5


# The pages of the new case.


@pytest.mark.parametrize("page", ["README.md", "README.es.md"])
def test_the_page_of_a_new_case_gives_commands_that_exist_and_roles_that_are(tmp_path, edges, page):
    new_scenario(tmp_path / "new", edges, "coalitions")
    text = (tmp_path / "new" / page).read_text(encoding="utf-8")
    assert "$" not in text
    named = re.findall(r"coalitions (\w+)", text)
    assert len(named) >= 7
    assert set(named) <= set(cli.commands)
    assert all(role in text for kind in ("ngo", "government", "foreign_state") for role in ROLES[kind])


@pytest.mark.parametrize(
    ("script", "called"),
    [("/opt/bin/coalitions", "coalitions"), ("run.py", "python run.py"), ("../run.py", "python ../run.py")],
)
def test_commands_are_printed_as_this_one_was_typed(monkeypatch, tmp_path, script, called):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "argv", [script])
    monkeypatch.setattr(shutil, "which", lambda name: sys.executable)
    assert options.own_name() == called
    monkeypatch.setattr(shutil, "which", lambda name: None)
    assert options.own_name() == called.replace("python", shlex.quote(sys.executable))
    monkeypatch.setattr(sys, "executable", str(tmp_path / ".venv" / "bin" / "python"))
    assert options.own_name() == called.replace("python", ".venv/bin/python")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_case_from_the_template_gets_the_same_next_steps(tmp_path, lang):
    told = say("new", tmp_path / "town", "--lang", lang)
    assert len([line for line in told.splitlines() if line.startswith("    ")]) == 5
