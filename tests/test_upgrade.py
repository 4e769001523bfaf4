"""Is format 1 read as format 2 everywhere, and does `run.py upgrade` change names, and nothing else, or nothing at all?

tests/format1/old/harbor is a case of format 1 with every name that format 2 changed; tests/format1/new/harbor is what
somebody made of it by hand.
"""

import json
import shutil
import subprocess
import sys
import warnings
from pathlib import Path

import pytest
from click.testing import CliRunner
from test_scenario_errors import edit
from test_spanish import ENGLISH, THEIRS

from sim.cli import cli, main
from sim.ensemble import Ensemble
from sim.model import renamed
from sim.model.parameters import ParameterError, Params, table
from sim.scenario.format1 import names
from sim.scenario.format1.convert import Move, convert_case
from sim.scenario.format1.edits import edit_claims, edit_yaml
from sim.scenario.format1.notice import OldFormatWarning
from sim.scenario.format1.upgrade import upgrade
from sim.scenario.load import ScenarioError, load_case, read_case
from sim.scenario.problem import Location
from sim.scenario.reading.yaml_file import parse_yaml
from sim.words import told

HARBORS = Path(__file__).parent / "format1"
NEW = HARBORS / "new" / "harbor"
VARIANTS = (None, "slower", "alone", "more", "away", "mine.yaml", "yours.yml")
WHY = ("no evidence for it", "nada lo respalda")

as_old = pytest.mark.filterwarnings("ignore::sim.scenario.format1.notice.OldFormatWarning")


@pytest.fixture
def old(tmp_path):
    """A copy of the case of format 1."""
    shutil.copytree(HARBORS / "old" / "harbor", tmp_path / "harbor")
    return tmp_path / "harbor"


def texts(folder):
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def say(*words):
    return CliRunner().invoke(cli, [str(word) for word in words], catch_exceptions=False)


def problems(load, *about, **more):
    with pytest.raises(ScenarioError) as wrong:
        load(*about, **more)
    return str(wrong.value).splitlines()


def of(folder, variant):
    """A variant of a folder: a name, or a file that lies in it."""
    return folder / variant if variant is not None and "." in variant else variant


# --- names


def test_what_a_parameter_became_is_in_the_table_or_gone():
    assert {new for new in renamed.FORMAT_1.values() if (new in table()) == (new in renamed.REMOVED)} == set()
    assert not set(renamed.REMOVED) & set(table())
    assert not set(renamed.RENAMED) & set(table())
    assert len(set(renamed.FORMAT_1.values())) == len(renamed.FORMAT_1)
    assert all(len(why) == 2 and all(why) for why in renamed.REMOVED.values())


def test_every_key_and_word_that_changed_stands_in_the_old_harbor(old):
    document, _ = parse_yaml((old / "scenario.yaml").read_text(encoding="utf-8"), "scenario.yaml")
    moved = {(move.old, move.new) for move in convert_case(document).moves}
    assert moved >= {(pattern[-1], new) for pattern, new in names.KEYS.items()}
    assert moved >= {pair for words in names.WORDS.values() for pair in words.items()}


def test_an_old_name_of_a_parameter_is_answered_with_the_new_one():
    with pytest.raises(ParameterError, match=r"^influence\.rate: is called opinion\.rate since format 2$"):
        Params.of({"influence.rate": 1.0})


@pytest.mark.parametrize(
    "words", [("run", "--set", "council.mandate=1"), ("sweep", "--vary", "council.mandate=0:1", "--out", "OUT")]
)
def test_old_names_on_the_command_line_are_answered_with_the_new_ones(words, tmp_path, monkeypatch, capsys):
    command, *more = [str(tmp_path / "out") if word == "OUT" else word for word in words]
    for lang, says in (("en", "is called councils.mandate since format 2"), ("es", "se llama councils.mandate desde")):
        monkeypatch.setattr(sys, "argv", ["run.py", command, str(NEW), *more, "--lang", lang])
        with pytest.raises(SystemExit):
            main()
        line = capsys.readouterr().err.strip()
        assert line.count("\n") == 0
        assert f"council.mandate: {says}" in line


def in_a_process(*words):
    command = [sys.executable, Path(__file__).parents[1] / "run.py", *words]
    return subprocess.run([str(word) for word in command], capture_output=True, encoding="utf-8", check=False)


def test_a_parameter_that_is_gone_is_told_with_the_reason_by_either_name(monkeypatch):
    monkeypatch.setitem(renamed.REMOVED, "votes.endorsement", WHY)
    monkeypatch.setitem(renamed.RENAMED, "vote.endorse", "votes.endorsement")
    for name in ("votes.endorsement", "vote.endorse"):
        with pytest.raises(ParameterError, match=f"^{name}: is gone since format 2: no evidence for it$"):
            Params.of({name: 1.0})


GONE_OF_CAMPAIGNS = {
    "attention.pressure_exponent": "campaigns.pressure_exponent",
    "tactics.leverage_weight": "campaigns.leverage_weight",
    "boomerang.abroad_slope": "campaigns.abroad_slope", "boomerang.stigma_cost": "campaigns.stigma_cost",
    "policy.rate": "campaigns.policy_rate", "policy.return_rate": "campaigns.return_rate",
    "policy.direct_action": "campaigns.direct_action", "policy.coercion": "campaigns.coercion_weight",
    "vote.lobby_weight": "votes.lobby_weight", "vote.external_weight": "votes.external_weight",
}  # fmt: skip


@pytest.mark.parametrize("name", [*GONE_OF_CAMPAIGNS, *GONE_OF_CAMPAIGNS.values(), "campaigns.pending_leverage"])
def test_what_campaigns_have_no_more_is_told_in_one_line_in_both_languages(name):
    why, in_spanish = renamed.REMOVED[GONE_OF_CAMPAIGNS.get(name, name)]
    with pytest.raises(ParameterError) as wrong:
        Params.of({name: 1.0})
    assert str(wrong.value) == f"{name}: is gone since format 2: {why}"
    assert told(str(wrong.value), "es").endswith(in_spanish)


@as_old
def test_numbers_of_campaigns_that_are_gone_are_dropped_from_a_case_with_their_reason(old):
    before = load_case(old, "slower").digest
    edit(old, "scenario.yaml", "      vote.same_party: 0.4", "      vote.same_party: 0.4\n      policy.coercion: 1")
    assert load_case(old, "slower").digest == before
    (line,) = (line for line in say("upgrade", old).stdout.splitlines() if "policy.coercion" in line)
    why, _ = renamed.REMOVED["campaigns.coercion_weight"]
    assert line == f"{old}/scenario.yaml:70: policy.coercion is dropped: {why}"
    assert load_case(old, "slower").digest == before


# --- reading


@as_old
@pytest.mark.parametrize("variant", VARIANTS)
def test_a_case_of_format_1_is_the_same_as_its_twin_of_format_2(old, variant):
    one, two = load_case(old, of(old, variant)), load_case(NEW, of(NEW, variant))
    assert one.scenario == two.scenario
    assert (one.digest, one.parameters, one.absent) == (two.digest, two.parameters, two.absent)


@as_old
@pytest.mark.parametrize(
    ("file", "before", "after", "at", "says"),
    [
        ("scenario.yaml", "places: 3", "places: 0", "places: |0",
         "courtship.farland.visits.tour.invited: must be > 0 (got 0)"),
        ("scenario.yaml", "      influence.rate: 0.5", "      influence.rate: 0.5\n      opinion.rate: 1",
         "      |opinion.rate: 1", "opinion.rate: is a second 'opinion.rate' since format 2 (first at line 63)"),
        ("scenario.yaml", "courtships: null", "courtship.nobody: null", "      |courtship.nobody",
         "courtship.nobody: unknown name 'nobody'; known: farland"),
        ("scenario.yaml", 'measure: "treatment"', 'measure: "treatments"', 'measure: |"treatments"',
         "outcomes.pay.measure: unknown measure 'treatments'"),
        ("claims.csv", "alliance.ict_midpoint", "alliance.ict_midpoint_s", 2,
         "unscored.S2: 'alliance.ict_midpoint_s' points nowhere: unknown name 'alliance'"),
    ],
)  # fmt: skip
def test_mistakes_are_told_where_they_stand_in_the_file_of_format_1(old, file, before, after, at, says):
    edit(old, file, before, after)
    (line,) = problems(load_case, old)
    if isinstance(at, int):
        assert line == f"{old / file}:{at}:where {says}"
        return
    head, _, tail = at.partition("|")
    lines = (old / file).read_text(encoding="utf-8").splitlines()
    (number,) = (n for n, text in enumerate(lines, 1) if head + tail in text)
    assert line == f"{old / file}:{number}:{lines[number - 1].index(head + tail) + len(head) + 1} {says}"


@pytest.mark.parametrize("form", ["3", "'1'", "1.0", "true", "one"])
def test_other_formats_are_refused(old, form):
    edit(old, "scenario.yaml", "format: 1 #", f"format: {form} #")
    edit(old, "yours.yml", "format: 1", f"format: {form}")
    for load in (load_case, upgrade):
        (line,) = problems(load, old)
        assert line.startswith(f"{old}/scenario.yaml:2:9 format: must be 2; format 1 is read as well, and no other")
    for load in (lambda path: load_case(NEW, path), upgrade):
        (line,) = problems(load, old / "yours.yml")
        assert line.startswith(f"{old}/yours.yml:1:9 format: must be 2; format 1 is read as well, and no other")


def test_a_variant_without_a_format_may_have_names_of_either():
    with warnings.catch_warnings(record=True) as heard:
        warnings.simplefilter("always")
        assert load_case(NEW, NEW / "mine.yaml").parameters == {"opinion.rate": 2.0}
        assert heard == []
        old = load_case(NEW, HARBORS / "old" / "harbor" / "mine.yaml")
    assert old.digest == load_case(NEW, NEW / "mine.yaml").digest
    assert [str(each.message).partition(":")[0] for each in heard] == [f"{HARBORS}/old/harbor/mine.yaml"]


def test_a_library_is_warned_once_for_a_load(old):
    with warnings.catch_warnings(record=True) as heard:
        warnings.simplefilter("always")
        read_case(old).load("slower")
    assert [each.category for each in heard] == [OldFormatWarning]
    assert str(heard[0].message) == f"{old}: is of format 1, read as format 2; `run.py upgrade {old}` converts it"


RUNS = ("--replicates", 2)


@pytest.mark.parametrize(
    "words",
    [
        ("run", *RUNS, "--json"), ("run", *RUNS, "--variant", "alone", "--json"), ("check", *RUNS, "--json"),
        ("show", "--json"), ("replay",), ("compare", "--variants", "baseline,slower", "--outcome", "yes_share",
         "--worth-knowing", "0.9", "--replicates", 4, "--json"),
    ],
)  # fmt: skip
def test_commands_print_the_same_of_both_formats_and_one_line_beside_it(old, words):
    command, *more = words
    first, second = say(command, old, *more), say(command, NEW, *more)
    assert first.stdout == second.stdout
    assert first.stderr.count("\n") == 1
    assert first.stderr.startswith(f"{old}: is of format 1, read as format 2; ")
    assert first.stderr.endswith(f" upgrade {old} converts it\n")
    assert second.stderr == ""


def test_the_line_is_in_spanish_too(old):
    line = say("run", old, *RUNS, "--json", "--lang", "es").stderr
    assert line.startswith(f"{old}: está en formato 1, se lee como formato 2; ")


MESSAGES = (
    "influence.rate: is called opinion.rate since format 2", "vote.x: is gone since format 2",
    "unscored.S2: 'alliance.cost' points nowhere: it is called ties.cost since format 2",
    "is a second 'opinion.rate' since format 2 (first at line 3)", "write it as 'attention.rate', without escapes",
    "holds only what is gone since format 2 (vote.x); put something else here, or take it away",
    "its names cannot be changed where they stand; write it without anchors (&) and aliases (*)",
)  # fmt: skip


@pytest.mark.parametrize("message", [*MESSAGES, *(why for why, _ in renamed.REMOVED.values())])
def test_what_is_wrong_is_told_in_spanish(message):
    assert not ENGLISH.search(THEIRS.sub("", told(message, "es")))


def test_a_file_of_format_1_is_told_of_beside_a_case_of_format_2():
    path = HARBORS / "old" / "harbor" / "yours.yml"
    done = say("run", NEW, *RUNS, "--variant", path, "--json")
    assert done.stdout == say("run", NEW, *RUNS, "--variant", NEW / "yours.yml", "--json").stdout
    assert done.stderr.startswith(f"{path}: is of format 1")
    assert done.stderr.count("\n") == 1


def test_workers_of_a_sweep_add_no_lines(old, tmp_path):
    words = ("--vary", "opinion.rate=1,2", *RUNS, "--engine", "processes", "--workers", 2, "--out", tmp_path / "out")
    done = in_a_process("sweep", old, *words, "--yes")
    assert done.returncode == 0, done.stderr
    (line,) = [line for line in done.stderr.splitlines() if "format" in line or "warn" in line.lower()]
    assert line.startswith(f"{old}: is of format 1, read as format 2; ")
    assert line.endswith(f"run.py upgrade {old} converts it")


# --- upgrade


def test_an_upgrade_is_what_a_careful_person_would_have_written(old):
    done = say("upgrade", old)
    assert texts(old) == texts(NEW)
    assert done.stdout.splitlines() == [
        f"{old}/mine.yaml: is of format 2 now; names changed: 2, dropped: 0",
        f"{old}/yours.yml: is of format 2 now; names changed: 2, dropped: 0",
        f"{old}/claims.csv: is of format 2 now; names changed: 4, dropped: 0",
        f"{old}/scenario.yaml: is of format 2 now; names changed: 23, dropped: 0",
    ]
    assert done.stderr == ""


def test_what_is_of_format_2_is_left_alone(old):
    upgrade(old)
    before = {path: path.stat().st_mtime_ns for path in old.iterdir()}
    assert say("upgrade", old).stdout == f"{old}: is of format 2 already; nothing was changed\n"
    assert say("upgrade", old / "yours.yml").stdout == f"{old / 'yours.yml'}: is of format 2 already; " + (
        "nothing was changed\n"
    )
    assert {path: path.stat().st_mtime_ns for path in old.iterdir()} == before


def test_a_dry_run_tells_and_writes_nothing(old):
    before = texts(old)
    lines = say("upgrade", old, "--dry-run").stdout.splitlines()
    assert lines[-2:] == [
        f"{old}/scenario.yaml: would be of format 2; names to change: 23, to drop: 0",
        "nothing was written (--dry-run)",
    ]
    assert texts(old) == before


def test_a_single_file_is_upgraded_wherever_it_lies(old, tmp_path):
    path = shutil.copy(old / "yours.yml", tmp_path / "elsewhere.yaml")
    assert say("upgrade", path).stdout == f"{path}: is of format 2 now; names changed: 2, dropped: 0\n"
    assert path.read_bytes() == (NEW / "yours.yml").read_bytes()


def test_files_of_format_1_are_upgraded_beside_a_case_of_format_2(old):
    shutil.copy(NEW / "scenario.yaml", old)
    shutil.copy(NEW / "claims.csv", old)
    upgrade(old)
    assert texts(old) == texts(NEW)


def test_records_of_a_case_are_left_alone_and_named(old):
    (old / "codings.json").write_text("{}", encoding="utf-8")
    line = say("upgrade", old).stdout.splitlines()[-1]
    assert line.startswith("codings.json: left alone, since they tell of the case as it was; ")
    assert (old / "codings.json").read_text(encoding="utf-8") == "{}"


@pytest.mark.parametrize(
    ("file", "before", "after"),
    [
        ("scenario.yaml", "title: \"Harbor\"", "titel: \"Harbor\""), ("mine.yaml", "\"bay_watch\"", "\"bay_wach\""),
        ("yours.yml", "based_on: slower", "based_on: [slower"), ("claims.csv", "input,stigma", "inptu,stigma"),
        ("actors.csv", "dock_union,Dock", "dock union,Dock"),
    ],
)  # fmt: skip
def test_nothing_is_written_if_any_file_is_bad(old, file, before, after):
    edit(old, file, before, after)
    written = texts(old)
    lines = problems(upgrade, old)
    assert any(line.startswith(str(old / file)) for line in lines)
    assert texts(old) == written


def test_nothing_is_written_if_a_file_cannot_be(old, monkeypatch):
    written = texts(old)

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("shutil.copymode", full)
    assert problems(upgrade, old) == [f"{old / 'mine.yaml'}: cannot be written: No space left on device"]
    assert texts(old) == written


def test_what_is_no_case_and_no_file_is_refused(tmp_path):
    assert problems(upgrade, tmp_path) == [f"{tmp_path}: has no scenario.yaml"]
    assert problems(upgrade, tmp_path / "mine.yaml") == [f"{tmp_path / 'mine.yaml'}: no such folder"]


STIGMA = "ties.legitimacy_loss; ties.stigma_rate; ties.stigma_fade"


@pytest.mark.parametrize("ends", ["\r\n", "\n"])
@pytest.mark.parametrize("mark", ["\ufeff", ""])
def test_line_ends_byte_order_marks_and_semicolons_stay(old, tmp_path, ends, mark):
    wanted = shutil.copytree(NEW, tmp_path / "wanted" / "harbor")
    for folder, alone, one in ((old, "stigma", "stigma"), (wanted, f'"{STIGMA}"', STIGMA)):
        claims = f'claim;kind;where;why\n\nS2;input;"{one};\n issues";"a; b, ""c"""\nS3;input;{alone};all\n'
        (folder / "claims.csv").write_text(claims, encoding="utf-8")
        for path in folder.iterdir():
            text = path.read_text(encoding="utf-8").replace("\n", ends)
            path.write_text(mark + text, encoding="utf-8", newline="")
    edit(old, "scenario.yaml", "# Who courts whom.", "# Who courts whom. 中 ñ \U0001f6a2")
    edit(wanted, "scenario.yaml", "# Who courts whom.", "# Who courts whom. 中 ñ \U0001f6a2")
    upgrade(old)
    assert texts(old) == texts(wanted)


@as_old
def test_names_that_cannot_be_changed_where_they_stand_are_told_and_nothing_is_written(old):
    edit(old, "yours.yml", "attention.pivotality", '"attention\\u002epivotality"')
    written = texts(old)
    assert problems(upgrade, old) == [f"{old}/yours.yml:7:5 write it as 'attention.pivotality', without escapes"]
    assert texts(old) == written


@as_old
def test_what_an_alias_repeats_is_changed_once(old):
    edit(old, "scenario.yaml", "places: 3 # people", "places: &many 3 # people")
    edit(old, "scenario.yaml", '"places": 1', '"places": *many')
    upgrade(old)
    text = (old / "scenario.yaml").read_text(encoding="utf-8")
    assert "invited: &many 3 # people" in text
    assert '"invited": *many,' in text
    assert load_case(old).scenario.courtship["farland"].visits["trip"].invited == 3


# --- what is gone

DROPS = """\
# of seats
format: 1
decisions:
  vote:
    chamber:
      first: {members: 12, constituency: 0.1, source: assumed}
      second: {members: 9, source: assumed, constituency: -0.1}
      third: {constituency: 0.1}
      fourth:
        constituency: 0.3 # of its districts
        members: 3
      fifth:
        members: 3
        constituency: 0.4
  # about the next
  other: {chamber: {}}
variants:
  several:
    set: {vote.constituency: 0, influence.rate: 2, decisions.vote.chamber.first.constituency: 0}
  block:
    set:
      # twice as fast
      influence.rate: 2
      vote.constituency: 0 # nobody
  without:
    without: [mayor]
    set:
      vote.constituency: 0
claims:
  one: {explained_by: [constituency, lobbying]}
  two: {explained_by: [lobbying, constituency]}
  three:
    explained_by:
      - constituency # alone
    share: 0.5
  four: {explained_by: [constituency], share: 0.5}
"""
DROPPED = """\
# of seats
format: 1
decisions:
  vote:
    chamber:
      first: {members: 12, source: assumed}
      second: {members: 9, source: assumed}
      third: {}
      fourth:
        members: 3
      fifth:
        members: 3
  # about the next
  other: {chamber: {}}
variants:
  several:
    set: {opinion.rate: 2}
  block:
    set:
      # twice as fast
      opinion.rate: 2
  without:
    without: [mayor]
claims:
  one: {explained_by: [lobbying]}
  two: {explained_by: [lobbying]}
  three:
    share: 0.5
  four: {share: 0.5}
"""


@pytest.fixture
def gone(monkeypatch):
    """As if a parameter, a key and a word were gone."""
    monkeypatch.setitem(renamed.REMOVED, "votes.constituency_weight", WHY)
    monkeypatch.setitem(names.GONE_KEYS, ("decisions", "*", "chamber", "*", "constituency"), WHY)
    monkeypatch.setitem(names.GONE_WORDS, ("claims", "*", "explained_by", "*"), {"constituency": WHY})


@pytest.mark.usefixtures("gone")
def test_what_is_gone_is_taken_out_of_the_text_and_the_rest_stays():
    document, _ = parse_yaml(DROPS, "scenario.yaml")
    converted = convert_case(document)
    assert converted.problems == ()
    text = edit_yaml(DROPS, converted.moves)
    assert text == DROPPED
    assert sum(move.why == WHY for move in converted.moves) == 13


@pytest.mark.usefixtures("gone")
def test_paths_that_are_gone_are_taken_out_of_claims():
    text = 'claim,kind,where,why\nS1,input,"vote.constituency; issues",a\nS2,input,issues ; vote.constituency,b\n'
    moves = [Move(Location("claims.csv", line, "where"), "vote.constituency", None, WHY) for line in (2, 3)]
    assert edit_claims(text, ",", moves) == 'claim,kind,where,why\nS1,input,"issues",a\nS2,input,issues,b\n'


@as_old
@pytest.mark.usefixtures("gone")
def test_what_is_gone_is_read_as_if_it_did_not_stand_there(old):
    without = load_case(old, "slower")
    edit(old, "scenario.yaml", "      vote.same_party: 0.4", "      vote.same_party: 0.4\n      vote.constituency: 9")
    edit(old, "scenario.yaml", "members: 12,", "members: 12, constituency: 0.7,")
    edit(old, "scenario.yaml", "[lobbying]", "[constituency, lobbying]")
    edit(old, "claims.csv", "issues;", "vote.constituency;")
    loaded = load_case(old, "slower")
    assert loaded.digest == without.digest
    assert loaded.scenario.unscored[2].where == ["variants.slower.set", "opinion.noise"]
    path = old / "scenario.yaml"
    lines = say("upgrade", old).stdout.splitlines()
    assert lines[2:4] == [
        f"{old}/claims.csv: is of format 2 now; names changed: 4, dropped: 1",
        f"{old}/claims.csv:4: vote.constituency is dropped: no evidence for it",
    ]
    assert lines[4:] == [
        f"{path}: is of format 2 now; names changed: 23, dropped: 3",
        f"{path}:27: constituency is dropped: no evidence for it",
        f"{path}:70: vote.constituency is dropped: no evidence for it",
        f"{path}:101: constituency is dropped: no evidence for it",
    ]
    assert load_case(old, "slower").digest == without.digest


@pytest.mark.usefixtures("gone")
def test_a_variant_or_an_input_of_which_nothing_is_left_is_told(old):
    (line,) = (line for line in (old / "scenario.yaml").read_text("utf-8").splitlines() if "    set: {stigma" in line)
    edit(old, "scenario.yaml", line, "    set: {vote.constituency: 0}")
    edit(old, "claims.csv", "input,stigma", "input,vote.constituency")
    says = "holds only what is gone since format 2 (vote.constituency); put something else here, or take it away"
    for load in (load_case, upgrade):
        assert problems(load, old) == [
            f"{old}/claims.csv:3:where unscored.S3: {says}", f"{old}/scenario.yaml:73:5 variants.alone.set: {says}",
        ]  # fmt: skip


@as_old
@pytest.mark.usefixtures("gone")
def test_a_file_of_which_nothing_is_left_is_what_it_is_based_on(old):
    edit(old, "yours.yml", "    attention.pivotality:   0.5\n    courtships.farland.visits.tour.places: 4", (
        "    vote.constituency: 2 # twice"))  # fmt: skip
    assert load_case(old, old / "yours.yml").parameters == load_case(old, "slower").parameters
    upgrade(old / "yours.yml")
    assert (old / "yours.yml").read_text(encoding="utf-8") == (
        'format: 2\n\ncase: harbor # of this folder\ntitle: "Yours"\nbased_on: slower\n'
    )


def test_numbers_do_not_move(old):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", OldFormatWarning)
        before = Ensemble(old, 3, variant="more").run()
    upgrade(old)
    after = Ensemble(old, 3, variant="more").run()
    assert json.dumps({name: list(each) for name, each in before.outcomes.items()}) == json.dumps(
        {name: list(each) for name, each in after.outcomes.items()}
    )
