"""Does every claim of the sources stand in some case, and is it judged the same however the runs are shared out?"""

import dataclasses
import json
from functools import cache

import baseline
import pytest
from click.testing import CliRunner
from test_scenario_errors import edit

from sim.claims import NUMBERS, missing_claims
from sim.cli import cli
from sim.cli.scorecard import summary_text
from sim.experiments.counterfactuals import scorecard
from sim.experiments.counterfactuals.scorecard import Card, RunFailedError, Scorecard
from sim.experiments.sweeps.work import failures
from sim.model.parameters import ParameterError
from sim.scenario import find
from sim.scenario.load import ScenarioError, load_scenario
from sim.scenario.new import TEMPLATE
from sim.words import LANGUAGES

CASES = find.list_cases()
each_case = pytest.mark.parametrize("name", [folder.name for folder in CASES])


@cache
def scenarios():
    return {folder.name: load_scenario(folder) for folder in CASES}


def executed(scenario):
    return {number for claim in scenario.claims.values() for number in claim.of}


def unscored(scenario):
    return {each.claim for each in scenario.unscored}


# Every claim.


def test_the_sources_have_146_claims():
    assert (len(NUMBERS), NUMBERS[0], NUMBERS[-1]) == (146, "S1", "S146")


def test_every_claim_of_the_sources_has_a_place_in_some_case():
    assert missing_claims(scenarios().values()) == []


def test_no_case_speaks_of_a_claim_that_the_sources_do_not_make():
    named = {number for each in scenarios().values() for number in executed(each) | unscored(each)}
    assert {number for number in named if number.startswith("S")} <= set(NUMBERS)


def test_at_least_sixty_claims_are_executable():
    assert sum(len(scenario.claims) for scenario in scenarios().values()) >= 60


@each_case
def test_what_is_said_to_be_an_input_points_somewhere(name):
    """Loading refuses paths that lead nowhere: tests/broken/claims.yaml."""
    rows = scenarios()[name].unscored
    assert rows
    assert [each.claim for each in rows if each.kind == "input" and not each.where] == []


@each_case
def test_what_stands_beside_a_claim_that_runs_can_refute_has_one(name):
    scenario = scenarios()[name]
    beside = {each.claim for each in scenario.unscored if each.why.startswith("besides its claim")}
    assert beside <= executed(scenario)


def test_a_number_without_a_place_is_told(case):
    assert missing_claims([load_scenario(case)]) == [number for number in NUMBERS if number != "S1"]
    (case / "claims.csv").write_text("claim,kind,where,why\nS2,context,,no such thing here\n", encoding="utf-8")
    assert missing_claims([load_scenario(case)])[:2] == ["S3", "S4"]


# The scorecard.


def judged(cards):
    return [(card.ensemble.setting.scenario, card.verdicts, card.counts()) for card in cards]


def test_verdicts_are_the_same_in_one_process_and_in_two(case):
    edit(case, "scenario.yaml", "expect: {rises: true}", "expect: {at_least: 0.1}")
    done = []
    study = Scorecard([case, TEMPLATE], 5, seed=3)
    alone, shared = study.run(), study.run(done.append, workers=2)
    assert judged(alone) == judged(shared)
    assert done[-1] == study.n_runs == 2 * 2 * 2 * 5  # cases, versions, with and without mechanisms
    assert [card.ensemble.setting.scenario for card in alone] == ["case", "template"]
    assert alone[0].verdicts[0].n == 5


def test_a_version_with_more_runs_than_stand_side_by_side_is_put_together_in_order(monkeypatch):
    whole = Scorecard([TEMPLATE], 3).run()
    monkeypatch.setattr(scorecard, "chunk_size", lambda setting: 2)
    assert judged(Scorecard([TEMPLATE], 3).run()) == judged(whole)


def test_a_setting_that_leads_nowhere_is_told_before_any_run():
    with pytest.raises((ScenarioError, ParameterError), match="did you mean"):
        Scorecard([TEMPLATE], 2, settings={"influence.rat": 1})


def test_a_case_without_claims_has_a_card_without_verdicts(case):
    text = (case / "scenario.yaml").read_text(encoding="utf-8")
    head, _, claims = text.partition("# What a source says")
    (case / "scenario.yaml").write_text(head + "#" + claims.partition("\n# Questions for")[2], encoding="utf-8")
    (card,) = Scorecard([case], 2).run()
    assert card.verdicts == ()
    assert set(card.counts().values()) == {0}


def test_a_run_that_fails_is_named(monkeypatch):
    monkeypatch.setattr(scorecard, "carry_out", lambda task: failures(task, "run", ValueError("no such draws")))
    with pytest.raises(RunFailedError, match="template, baseline, replicate 0: ValueError: no such draws"):
        Scorecard([TEMPLATE], 2).run()


def test_a_card_counts_each_verdict_once():
    (card,) = Scorecard([TEMPLATE], 3).run()
    counts = {"claims": 1, "holds": 1, "not_destroyed": 0, "fails": 0, "undefined": 0, "input": 0, "context": 0}
    assert card.counts() == counts
    (verdict,) = card.verdicts
    coded = Card(card.ensemble, (dataclasses.replace(verdict, at_start=True),))
    assert coded.counts() == counts | {"holds": 0, "not_destroyed": 1}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_summary_counts_by_case_and_names_what_is_missing(lang):
    (card,) = Scorecard([TEMPLATE], 3).run()
    _, first, total, *missing = summary_text([card], lang).splitlines()
    assert first.split() == ["template", "1", "1", "0", "0", "0", "0", "0"]
    assert total.split()[-7:] == first.split()[-7:]
    assert [line.split()[0] for line in missing] == [number for number in NUMBERS if number != "S1"]


def check(*words):
    done = CliRunner().invoke(cli, ["check", *map(str, words)], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.output


def test_without_a_case_json_has_a_record_for_every_number_of_every_case(monkeypatch, case):
    edit(case, "scenario.yaml", "of: [S1]", "of: [S1, TN3]")
    monkeypatch.setattr(find, "list_cases", lambda: [case, TEMPLATE])
    claims = json.loads(check("--replicates", 2, "--json"))["claims"]
    assert [(each["case"], each["id"], each["claim"]) for each in claims] == [
        ("case", "S1", "spill_raised_concern"), ("case", "TN3", "spill_raised_concern"),
        ("template", "S1", "spill_raised_concern"),
    ]  # fmt: skip


@each_case
def test_every_claim_finds_its_outcome_in_the_runs_on_record(name):
    """Of the case, and of the variant that it compares with: no claim waits for what no run ever gives."""
    record = baseline.read(name)
    for each, claim in scenarios()[name].claims.items():
        for variant in filter(None, ("baseline", claim.versus)):
            assert None not in record[variant]["outcomes"][claim.outcome].values(), (each, variant)
        verdict = record["baseline"]["claims"].get(each, {})
        assert isinstance(verdict.get("holds"), bool) is (claim.versus is None), each


@pytest.mark.slow
def test_check_gives_every_number_of_its_cases_and_every_claim_a_share_and_a_verdict(monkeypatch):
    """Without a case, as in the README, which means here: all but the two that take minutes."""
    small = [folder for folder in CASES if folder.name in ("mexico_chile", "china_mexico")]
    monkeypatch.setattr(find, "list_cases", lambda: small)
    claims = json.loads(check("--replicates", 3, "--json"))["claims"]
    for name in (folder.name for folder in small):
        scenario, told = scenarios()[name], [each for each in claims if each["case"] == name]
        assert {each["id"] for each in told} == executed(scenario) | unscored(scenario)
        executable = [each for each in told if each["kind"] == "executable"]
        assert {each["claim"] for each in executable} == set(scenario.claims)
        assert all(isinstance(each["holds"], bool) and 0 <= each["share"] <= 1 for each in executable)
        assert all(each["holds"] is None for each in told if each["kind"] != "executable")
