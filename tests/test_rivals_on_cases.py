"""Do rivals forecast decisions from the table as it stood, each beside the model, the table alone and the record?"""

import json

import numpy as np
import pytest
from click.testing import CliRunner
from test_spanish import ENGLISH

from sim.cli import cli
from sim.cli import rivals as command
from sim.ensemble import Ensemble
from sim.evidence import docked
from sim.experiments.counterfactuals.rivals import contest, of_decisions, recorded
from sim.model.setting import Change
from sim.rivals.coded import coded
from sim.rivals.forecasts import RIVALS, of_decision
from sim.rivals.scores import score
from sim.scenario.load import load_case
from sim.scenario.new import TEMPLATE

CASE = "ccime"


def ensemble_of(case, replicates=1):
    loaded = load_case(case)
    return Ensemble(loaded, replicates, outcomes=list(of_decisions(loaded.scenario).values()), series=False)


@pytest.fixture(scope="module")
def found():
    return contest(ensemble_of(CASE, 2))


@pytest.fixture(scope="module")
def nafta():
    return ensemble_of("nafta")


def decision_of(ensemble, name):
    return next(each for each in ensemble.setting.decisions if each.id == name)


def test_the_table_is_that_of_the_month_and_the_case_keeps_its_own(nafta):
    before = nafta.setting.position.copy()
    republicans = nafta.setting.actors.index("us_house_republicans")
    then, now = (coded(nafta.setting, decision_of(nafta, name)) for name in ("us_house_1993", "us_house_2019"))
    changes = [(step, each) for step, several in nafta.setting.calendar.items() for each in several]
    dated = {step for step, each in changes if isinstance(each, Change) and republicans in each.rows}
    assert any(then.decision.step < step <= now.decision.step for step in dated)
    assert then.gain(republicans) != now.gain(republicans)
    np.testing.assert_array_equal(nafta.setting.position, before)


def test_whoever_is_absent_neither_bargains_nor_votes(nafta):
    decision = decision_of(nafta, "us_house_1993")
    whole, without = coded(nafta.setting, decision), coded(nafta.setting, decision, ["us_house_hispanic_caucus"])
    row = nafta.setting.actors.index("us_house_hispanic_caucus")
    assert row in whole.who
    assert row not in without.who
    assert len(without.decision.blocs) == len(whole.decision.blocs) - 1
    assert all(0.0 <= each.passes <= 1.0 for each in of_decision(without).values())


def test_the_record_tells_from_a_share_and_the_rule_whether_a_vote_passed(nafta):
    for name, share, passed in (("us_house_1993", 0.539, True), ("us_house_1998", 0.425, False)):
        known = recorded(nafta.scenario, decision_of(nafta, name))
        assert (known.share, known.passed) == (share, passed)


def test_every_rival_speaks_of_every_decision_with_a_chamber(found):
    voted = [each.id for each in found.ensemble.setting.decisions if each.blocs]
    assert [each.name for each in found.rivals] == list(RIVALS)
    for each in found.rivals:
        assert list(each.decisions) == voted
        assert each.score == score(each.decisions, found.record)
        shares = [said.share for said in each.decisions.values()]
        assert all(share is None for share in shares) if each.name == "condorcet" else all(0 <= s <= 1 for s in shares)


def test_the_model_and_the_table_alone_are_scored_on_the_same_decisions(found):
    for each in (found.model, found.alone):
        assert each.score == score(each.decisions, found.record)
        assert each.score.n_brier == found.rivals[0].score.n_brier > 2
    assert found.model.decisions != found.alone.decisions


def test_the_json_has_rivals_with_what_is_docked_and_errors(monkeypatch, found):
    monkeypatch.setattr("sim.experiments.counterfactuals.rivals.contest", lambda *_: found)
    done = CliRunner().invoke(cli, ["rivals", CASE, "--replicates", "2", "--json"], catch_exceptions=False)
    told = json.loads(done.stdout)
    rivals = {each["name"]: each for each in told["rivals"]}
    assert set(rivals) == set(RIVALS)
    for each in rivals.values():
        assert {"docked", "decisions", "error", "brier", "n_error", "n_brier"} <= set(each)
        assert set(each["decisions"]) == set(told["record"])
    assert rivals["boomerang_model"]["docked"] is False
    assert rivals["boomerang_model"]["missed"]
    assert rivals["condorcet"]["error"] is None
    assert set(told["model"]["decisions"]) == set(told["table_alone"]["decisions"]) == set(told["record"])


@pytest.mark.parametrize("lang", ["en", "es"])
def test_people_get_a_table_of_eighty_columns_with_those_not_docked_last(found, lang):
    text = command.text(found, docked.read(), lang)
    assert max(map(len, text.splitlines())) <= 80
    last = next(line for line in text.splitlines() if line.startswith(f"{len(RIVALS)}  "))
    assert ("boomerang" in last) if lang == "en" else ("bumerán" in last)
    known = [each.passed for each in found.record.values() if each.passed is not None]
    assert f" {len(known)} " in text.replace("\n", " ")
    assert f"{1 - sum(known) / len(known):.3f}".lstrip("0") in text
    briers = [each.score.brier for each in sorted(found.rivals, key=command._rank) if each.name != "boomerang_model"]
    assert briers == sorted(briers)
    if lang == "es":
        body = text.split("\n\n", 1)[1]
        assert [line for line in body.splitlines() if ENGLISH.search(line)] == []


def test_where_no_vote_is_documented_nobody_is_ranked():
    text = command.text(contest(ensemble_of(TEMPLATE)), docked.read(), "en")
    assert "nobody is ranked" in text
    assert "best first" not in text
