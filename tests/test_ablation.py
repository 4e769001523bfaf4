"""Does switching off each mechanism show what hangs on it: paired, reproducible, with the off values of the table?"""

import json

import numpy as np
import pytest
from click.testing import CliRunner
from templates import hurry
from test_scenario_errors import edit

from sim import Ensemble
from sim.claims import judge, until_for
from sim.cli import cli
from sim.experiments.counterfactuals import ablate as ablation
from sim.experiments.counterfactuals.ablate import ablate, moves, n_runs, without
from sim.model.parameters import table
from sim.scenario.load import load_case, load_scenario
from sim.scenario.mechanisms import MECHANISMS, off_fields, off_numbers

NAN = np.nan
SOME = ("attention", "effort", "ties", "uptake")
TWO = ("attention", "celebrities")
CLAIMS = """\
claims:
  press_raised_concern:
    text: The press makes local groups care more
    of: [S2]
    outcome: salience_of_port
    expect: {at_least: 0.901}
    explained_by: [attention]
    source: assumed
  nobody_campaigns:
    text: Nobody campaigns
    of: [S3]
    outcome: campaigns
    expect: {at_most: 0}
    explained_by: [effort]
    source: assumed
  close:
    text: The spill moves votes
    of: [S4]
    outcome: yes_share
    expect: {at_least: -1}
    versus: no_spill
    explained_by: [ties]
    source: assumed
"""


@pytest.fixture
def case(case):
    hurry(case)
    edit(case, "scenario.yaml", "claims:\n", CLAIMS)
    edit(
        case, "scenario.yaml", "\n# What a source says",
        "\n  campaigns: {label: Effort, measure: effort, actors: {kind: ngo}, venues: [council_chamber], date: 2002-04}"
        "\n\n# What a source says",
    )  # fmt: skip
    return case


@pytest.fixture
def some(monkeypatch):
    """A few mechanisms, for speed."""
    monkeypatch.setattr(ablation, "MECHANISMS", {name: MECHANISMS[name] for name in SOME})


@pytest.fixture
def two(monkeypatch):
    """Two mechanisms, for more speed."""
    monkeypatch.setattr(ablation, "MECHANISMS", {name: MECHANISMS[name] for name in TWO})


def test_every_mechanism_is_switched_off_by_the_table_of_parameters():
    numbers = {key: value for each in MECHANISMS.values() for key, value in off_numbers(each).items()}
    assert numbers == {key: table()[key].off for key in numbers}
    assert all(each.keys or each.field for each in MECHANISMS.values())


def test_verdicts_change_where_the_mechanism_is_at_work(case, some):
    study = ablate(case, 6)
    by_name = {each.mechanism.name: each for each in study.ablations}
    assert study.verdicts["press_raised_concern"].holds
    assert [each.mechanism.name for each in study.turned_by("press_raised_concern")] == ["attention", "effort"]
    assert study.survives("press_raised_concern") == {"attention": False}
    assert not study.verdicts["nobody_campaigns"].holds
    assert [each.mechanism.name for each in study.turned_by("nobody_campaigns")] == ["effort"]
    assert by_name["effort"].verdicts["nobody_campaigns"].holds
    assert study.survives("nobody_campaigns") == {"effort": None}  # it fails anyway
    assert study.survives("close") == {"ties": True}
    assert {"salience_of_port"} <= set(by_name["attention"].moved)
    assert {"campaigns"} <= set(by_name["effort"].moved)
    assert by_name["effort"].settings == {"campaigns.venue_slope": 0.0}
    assert "uptake" not in by_name  # the case has no ideas


def test_the_case_itself_is_judged_as_check_judges_it(case, some):
    """Though variants stop after the last month that a claim asks of them."""
    study = ablate(case, 4, seed=3)
    variants = {"no_spill": Ensemble(case, 4, 3, "no_spill").run()}
    plain = judge(load_scenario(case), Ensemble(case, 4, 3).run(), variants)
    assert list(study.verdicts.values()) == plain
    off = off_numbers(MECHANISMS["effort"])
    without_effort = judge(
        load_scenario(case),
        Ensemble(case, 4, 3, settings=off).run(),
        {"no_spill": Ensemble(case, 4, 3, "no_spill", off).run()},
    )
    (found,) = (each for each in study.ablations if each.mechanism.name == "effort")
    assert list(found.verdicts.values()) == without_effort


def test_settings_hold_beside_the_mechanism(case, two):
    study = ablate(case, 2, settings={"campaigns.media_weight": 0})
    assert not study.verdicts["press_raised_concern"].holds
    (found,) = (each for each in study.ablations if each.mechanism.name == "attention")
    assert found.changes_nothing


def test_a_field_is_taken_away_as_a_setting_would():
    loaded, matching = load_case("mexico_chile"), MECHANISMS["matching"]
    by_setting = load_case("mexico_chile", settings=off_fields(matching, loaded.scenario))
    assert any(each.matched for each in loaded.scenario.programs.values())
    assert without(loaded, matching).scenario == by_setting.scenario
    assert without(loaded, MECHANISMS["ties"]) is loaded


@pytest.mark.parametrize(
    ("values", "others", "moved"),
    [
        ([1.0, 2.0, 3.0], [1.0, 2.0, 3.0], False),
        ([1.0, 2.0, 3.0], [1.5, 2.5, 3.5], True),  # the same step in every run
        ([1.0, 2.0, 3.0, 4.0], [2.0, 1.0, 4.0, 3.0], False),  # up and down: chance
        ([0.0, 0.0, 0.0, 0.0], [1.0, 1.1, 0.9, 1.0], True),
        ([1.0, 2.0, NAN], [1.5, 2.5, 9.0], True),
        ([1.0, 2.0, 3.0], [NAN, NAN, NAN], True),  # no longer defined
        ([NAN, NAN], [NAN, NAN], False),
        ([1.0], [2.0], False),  # one run tells nothing
        ([1.0, 1.0], [1.0 + 1e-12, 1.0 + 1e-12], False),  # rounding
    ],
)
def test_an_outcome_moves_beyond_two_standard_errors_of_paired_differences(values, others, moved):
    assert moves(np.array(values), np.array(others)) is moved


@pytest.mark.parametrize(
    ("outcomes", "until"),
    [
        (["yes_share"], "2002-05"),  # the vote
        (["salience_of_port"], "2002-04"),  # its date
        (["salience_of_port", "yes_share"], "2002-05"),
        (["salience_of_port", "yes_share", "always"], None),
    ],
)
def test_a_variant_stops_when_no_claim_asks_for_more(case, outcomes, until):
    always = "  always: {label: Always, measure: salience, actors: {kind: ngo}, issue: port}"
    edit(case, "scenario.yaml", "\n# What a source says", f"\n{always}\n\n# What a source says")
    scenario = load_scenario(case)
    claim = scenario.claims["close"]
    claims = {name: claim.model_copy(update={"outcome": name}) for name in outcomes}
    scenario = scenario.model_copy(update={"claims": claims})
    assert until_for(scenario, load_scenario(case, "no_spill"), "no_spill") == until


def say(*words):
    done = CliRunner().invoke(cli, ["check", *map(str, words)], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.output


def test_the_command_prints_claims_and_mechanisms(case, two):
    text = say(case, "--ablate", "--replicates", 4)
    row = next(line for line in text.splitlines() if "The press makes" in line)
    assert row.split()[:4] == ["holds", "100%", "attention:", "no"]
    assert row.endswith("attention 0%")
    assert "changes nothing in this case: " in text
    assert "celebrities" in text.splitlines()[-1]
    assert "4 runs, seed 1" in text
    assert "no cambia nada en este caso: " in say(case, "--ablate", "--replicates", 2, "--lang", "es")


def test_json_is_the_same_twice(case, two):
    first = say(case, "--ablate", "--replicates", 3, "--json")
    assert first == say(case, "--ablate", "--replicates", 3, "--json")
    record = json.loads(first)
    claim = next(each for each in record["claims"] if each["claim"] == "press_raised_concern")
    assert claim["id"] == "S2"
    assert claim["survives"] == {"attention": False}
    assert claim["changed_without"][0] == {"mechanism": "attention", "share": 0.0, "holds": False}
    assert [each["mechanism"] for each in record["mechanisms"]] == list(TWO)
    assert record["mechanisms"][0]["off"] == {"campaigns.media_weight": 0.0}


def test_what_is_off_at_infinity_is_a_word_in_json(case, monkeypatch):
    """Cheap communication never comes, as no date is that late."""
    monkeypatch.setattr(ablation, "MECHANISMS", {"communication": MECHANISMS["communication"]})
    record = json.loads(say(case, "--ablate", "--replicates", 2, "--json"))
    assert record["mechanisms"][0]["off"] == {"ties.ict_midpoint": "inf"}


def test_progress_counts_every_run(case, two):
    done = []
    ablate(case, 2, progress=done.append)
    assert done[-1] == n_runs(load_scenario(case), 2) == 2 * (1 + len(TWO)) * 2
