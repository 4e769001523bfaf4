"""Are the sources' claims that no run can test put where they stand, and are mistakes in claims.csv told?"""

import csv
import io
import json

import pytest
from click.testing import CliRunner
from ruamel.yaml import YAML
from test_scenario_errors import BROKEN, edit, named, report

from sim.cli import cli
from sim.scenario.load import ScenarioError, load_case, load_scenario, validate_case
from sim.scenario.mechanisms import MECHANISMS, NUMBERS
from sim.scenario.mechanisms import named as mechanisms_named

UNSCORED = """\
claim,kind,where,why
S12,input,actors.bay_watch; actors.bay_watch.access; venues.press.openness; events.oil_spill.changes.0,put in by hand
S13,input,issues; events; ties; ties.mayor.dock_union; ties.bay_watch.ocean_friends.source; ties.ict_midpoint,too
TN4,context,,no such thing here
"""


@pytest.fixture
def unscored(case):
    (case / "claims.csv").write_text(UNSCORED, encoding="utf-8")
    return case


def test_a_case_may_say_where_claims_stand(unscored):
    first, second, third = load_scenario(unscored).unscored
    assert (first.claim, first.kind, first.why) == ("S12", "input", "put in by hand")
    assert first.where[2:] == ["venues.press.openness", "events.oil_spill.changes.0"]
    assert second.where[3] == "ties.mayor.dock_union"  # as ties.csv has it the other way round
    assert (third.claim, third.kind, third.where) == ("TN4", "context", [])


def test_without_the_file_there_are_none(case):
    assert load_scenario(case).unscored == []


def test_a_claim_may_be_input_and_context(unscored):
    with (unscored / "claims.csv").open("a", encoding="utf-8") as file:
        file.write("S12,context,period,older than the case\n")
    assert [each.claim for each in load_scenario(unscored).unscored].count("S12") == 2


def test_claims_change_no_digest_and_no_variant_can_set_them(unscored):
    with_file = load_case(unscored).digest
    (unscored / "claims.csv").unlink()
    assert load_case(unscored).digest == with_file
    with pytest.raises(ScenarioError, match="'unscored' cannot be set"):
        load_case(unscored, settings={"unscored": []})


def test_what_a_variant_takes_away_still_stands_in_the_case(unscored):
    edit(unscored, "claims.csv", "events.oil_spill.changes.0", "events.oil_spill; variants.no_spill")
    assert len(validate_case(unscored)) == 2


def test_claims_stand_in_their_file_alone(unscored):
    edit(unscored, "scenario.yaml", "claims:\n", "unscored: []\nclaims:\n")
    assert report(unscored).endswith("unscored: stands in claims.csv, not here")


def test_spanish_excel_is_read_here_too(unscored):
    rows = list(csv.reader(io.StringIO(UNSCORED)))
    before = load_scenario(unscored).unscored
    with (unscored / "claims.csv").open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file, delimiter=";").writerows(rows)
    assert load_scenario(unscored).unscored == before


MISTAKES = YAML(typ="safe", pure=True).load((BROKEN / "claims.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("mistake", named(MISTAKES))
def test_a_mistake_in_claims_csv_is_told_with_line_and_column_name(unscored, mistake):
    edit(unscored, "claims.csv", mistake["old"], mistake["new"])
    assert report(unscored) == f"claims.csv:{mistake['at']} {mistake['says']}"


def test_every_claim_and_target_of_nafta_has_a_place():
    scenario = load_scenario("nafta")
    executable = {name for claim in scenario.claims.values() for name in claim.of}
    elsewhere = {each.claim for each in scenario.unscored}
    wanted = [*(f"S{n}" for n in range(1, 51)), *(f"TN{n}" for n in range(1, 15))]
    assert [name for name in wanted if name not in executable | elsewhere] == []


def test_explained_by_names_a_mechanism_or_a_number(case):
    edit(case, "scenario.yaml", "    share: 0.9", "    explained_by: [attention, E5]\n    share: 0.9")
    claim = load_scenario(case).claims["spill_raised_concern"]
    assert [each.name for each in mechanisms_named(claim.explained_by)] == ["attention", "external"]
    edit(case, "scenario.yaml", "[attention, E5]", "[atention, E5, E5]")
    lines = [line.partition(" ")[2] for line in report(case).splitlines()]
    assert lines == [
        "claims.spill_raised_concern.explained_by.0: unknown mechanism 'atention'; did you mean 'attention'?",
        "claims.spill_raised_concern.explained_by.2: names 'E5' a second time",
    ]


def test_mechanisms_are_described_in_both_languages():
    assert all(each.what.es for each in MECHANISMS.values())
    assert not set(NUMBERS) & set(MECHANISMS)


def check(*words):
    done = CliRunner().invoke(cli, ["check", *map(str, words)], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.output


def test_check_counts_inputs_and_contexts_and_lists_them_on_demand(unscored):
    plain = check(unscored, "--replicates", 2)
    assert "inputs of the case 2, context 1" in plain
    assert "no such thing here" not in plain
    listed = check(unscored, "--replicates", 2, "--all", "--lang", "es")
    assert "datos del caso 2, contexto 1" in listed
    assert "put in by hand [actors.bay_watch; actors.bay_watch.access;" in listed
    assert "no such thing here" in listed


def test_check_json_has_all_three_kinds(unscored):
    claims = json.loads(check(unscored, "--replicates", 2, "--json"))["claims"]
    assert [(each["id"], each["kind"], each["claim"]) for each in claims] == [
        ("S1", "executable", "spill_raised_concern"),
        ("S12", "input", None), ("S13", "input", None), ("TN4", "context", None),
    ]  # fmt: skip
    head = ["id", "source", "kind", "case", "share", "holds", "claim"]
    assert all(list(each)[:7] == head for each in claims)
    assert all(each["share"] is None and each["holds"] is None for each in claims[1:])
    assert {each["case"] for each in claims} == {"case"}
