"""Does the coded table alone stand beside every forecast, on the same draws, and decide where nothing is added?"""

import json

import numpy as np
import pytest
from click.testing import CliRunner

from sim import Ensemble
from sim.claims import documented
from sim.cli import cli
from sim.cli.alone import alone_text
from sim.cli.report import naive
from sim.experiments.counterfactuals.compare import compare
from sim.experiments.counterfactuals.pairs import Paired
from sim.experiments.counterfactuals.scorecard import Scorecard
from sim.experiments.counterfactuals.table_alone import Beside, beside, table_alone, without_mechanisms
from sim.figures import look
from sim.figures.votes import votes
from sim.scenario.load import load_case
from sim.scenario.mechanisms import MECHANISMS, off_fields, off_numbers
from sim.scenario.new import TEMPLATE
from sim.scenario.schema import FromNegotiation
from sim.scenario.table_alone import ON, off_of_table
from sim.scenario.table_alone import table_alone as case_alone
from sim.stability import Stability
from sim.words import say

NAN = np.nan
# Nothing but campaigns is left on, so that what they add is all that is seen.
QUIET = {
    "opinion.susceptibility": 0, "ties.rate": 0, "campaigns.background": 1, "campaigns.effect": 6,
}  # fmt: skip


def studied(case=TEMPLATE, replicates=6, **more):
    made = Ensemble(case, replicates, seed=3, **more)
    result = made.run()
    return made, result, table_alone(made, result)


@pytest.fixture(scope="module")
def study():
    return studied()


def told(*words):
    done = CliRunner().invoke(cli, [str(word) for word in words], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.stdout


# What is left on, and what is off


def test_a_mechanism_is_off_unless_it_is_said_to_be_on():
    off = off_of_table()
    assert set(ON) < set(MECHANISMS)
    for name, mechanism in MECHANISMS.items():
        keys = {"opinion.susceptibility"} if name == "influence" else set(mechanism.keys)
        assert keys <= set(off) or name in ON, name
        assert not keys & set(off) or name not in ON, name
    assert {"votes.own_president", "votes.party_shock", "opinion.noise"}.isdisjoint(off)


@pytest.mark.parametrize(("case", "until"), [(TEMPLATE, None), ("mexico_chile", "2025-12")])
def test_with_every_mechanism_off_the_table_decides_everything(case, until):
    scenario = load_case(case).scenario
    off = [each for name, each in MECHANISMS.items() if name not in ON]
    fields = {path: value for each in off for path, value in off_fields(each, scenario).items()}
    numbers = {key: value for each in off for key, value in off_numbers(each).items()}
    made, _, alone = studied(case, 3, until=until, settings=fields, parameters=numbers)
    assert set(alone) == set(scenario.outcomes)
    assert {each.decides for each in alone.values()} <= {True, None}
    assert any(each.decides for each in alone.values())
    for lang in ("en", "es"):
        text = alone_text(made.scenario, alone, Stability(), lang)
        assert say("alone_decides", lang) in text
        assert " [" not in text  # no difference


def test_talks_are_not_held_and_planks_stand_at_what_they_were_coded_at():
    loaded = load_case("nafta")
    alone = case_alone(loaded).scenario
    assert not any(talks.windows or talks.core_windows for talks in alone.negotiations.values())
    planks = [plank for each in alone.decisions.values() for plank in each.proposal.values()]
    sides = [value for plank in planks for value in (plank.status_quo, plank.proposed)]
    assert not any(isinstance(value, FromNegotiation) for value in sides)
    assert alone.decisions["us_house_1993"].proposal["labor"].proposed == -0.6
    assert alone.decisions["us_house_1993"].proposal["trade"].proposed == 1  # no talks set it
    assert alone.events == loaded.scenario.events
    assert alone.shocks == loaded.scenario.shocks


def test_dated_changes_of_an_anchor_are_heeded(case):
    text = (case / "scenario.yaml").read_text("utf-8")
    change = "field: salience, issue: port, value: 0.9}"
    other = "\n      - {actors: {ids: [council_opposition]}, field: anchor, issue: port, value: 1}"
    (case / "scenario.yaml").write_text(text.replace(change, change + other), encoding="utf-8")
    before, after = (without_mechanisms(Ensemble(each, 4, seed=3)).run().outcomes for each in (TEMPLATE, case))
    assert after["yes_share"].mean() > before["yes_share"].mean() + 0.1


# On the same draws


@pytest.mark.parametrize(("position", "sign"), [(0.8, 1), (-0.3, -1)])
def test_a_strong_lobby_is_told_from_the_table_with_its_sign(position, sign):
    """The union, let into the council, begins to press half a year before the vote."""
    own = {"capability": 5, "positions.port": position, "saliences.port": 1, "active_from": "2003-01"}
    own["access.legislature"] = 3
    settings = {**QUIET, **{f"actors.dock_union.{field}": value for field, value in own.items()}}
    made, _, alone = studied(replicates=20, settings=settings)
    found = alone["yes_share"].difference()
    assert found["mean"] * sign > 0.01
    assert found["q05"] * sign >= 0 <= found["q95"] * sign  # with the same draws a push never turns a vote back
    assert alone["yes_share"].decides is False
    assert alone["salience_of_port"].decides is False  # the media hear of it
    assert say("alone_decides", "en") not in alone_text(made.scenario, alone, Stability(), "en").split("\nalone: ")[0]


def test_each_run_is_paired_with_its_own_replicate(study):
    _, result, alone = study
    one = Ensemble(TEMPLATE, [4], seed=3)
    single = table_alone(one, one.run())
    for name, each in single.items():
        assert each.alone[0] == alone[name].alone[4]
        assert each.paired.other[0] == result.outcomes[name][4]
    assert len(np.unique(alone["yes_share"].alone)) > 1  # members still draw


def test_settings_variant_months_and_coding_error_are_those_of_the_forecast():
    made = Ensemble(
        TEMPLATE, [2, 5], 7, "no_spill", {"opinion.noise": 0.01, "campaigns.venue_slope": 30}, jitter=(0.1, 0.2),
        until="2003-07", parameters={"votes.party_shock": [0.1, 0.2], "ties.rate": [0.5, 0.6]},
    )  # fmt: skip
    alone = without_mechanisms(made)
    assert (alone.runs, alone.seed, alone.coding_error, alone.until) == ((2, 5), 7, (0.1, 0.2), "2003-07")
    assert alone.setting.variant == "no_spill"
    assert alone.values["opinion.noise"] == 0.01
    assert alone.values["votes.party_shock"] == [0.1, 0.2]
    assert alone.values["campaigns.venue_slope"] == alone.values["ties.rate"] == 0
    assert "oil_spill" not in alone.scenario.events


# The numbers


@pytest.mark.parametrize(
    ("alone", "forecast", "decides", "n"),
    [
        ([0.5, 0.6], [0.5, 0.6], True, 2),
        ([0.5, 0.6], [0.5, 0.6 + 1e-12], True, 2),  # rounding
        ([0.5, 0.6], [0.5, 0.61], False, 2),
        ([0.5, NAN], [0.5, NAN], True, 1),
        ([0.5, NAN], [0.5, 0.6], False, 1),
        ([NAN, NAN], [0.5, 0.6], False, 0),
        ([NAN, 0.5], [0.5, NAN], False, 0),
        ([NAN, NAN], [NAN, NAN], None, 0),
    ],
)
def test_the_table_decides_where_every_run_is_the_same_and_undefined_alike(alone, forecast, decides, n):
    found = Beside(Paired(np.array(alone), np.array(forecast)))
    assert found.decides is decides
    assert found.difference()["n"] == n


def test_who_is_undefined_is_said_in_both_languages(study):
    made = study[0]
    values = {"yes_share": ([NAN], [0.5]), "salience_of_port": ([0.5], [NAN])}
    found = beside(*({name: np.array(each[k]) for name, each in values.items()} for k in (1, 0)))
    for lang in ("en", "es"):
        text = alone_text(made.scenario, found, Stability(), lang)
        assert say("alone_no_table", lang) in text
        assert say("alone_no_forecast", lang) in text


# What is printed


def test_json_gives_mean_and_quantiles_of_the_table_alone_and_the_difference_beside_it():
    record = json.loads(told("run", TEMPLATE, "--replicates", 4, "--seed", 3, "--json"))
    assert set(record["table_alone"]) == set(record["table_alone_difference"]) == set(record["outcomes"])
    for name, numbers in record["table_alone"].items():
        assert list(numbers) == ["mean", "q05", "q95"]
        found = record["table_alone_difference"][name]
        assert list(found) == ["n", "mean", "q05", "q95", "undefined", "decides"]
        assert found["mean"] == pytest.approx(record["outcomes"][name]["mean"] - numbers["mean"], abs=1e-12)


@pytest.mark.parametrize("lang", ["en", "es"])
def test_run_prints_it_within_a_terminal(lang, undrawn):
    text = told("run", TEMPLATE, "--replicates", 3, "--lang", lang)
    block = text.split(say("alone_title", lang))[1].split("\n\n")[0]
    assert max(map(len, block.splitlines())) <= 80
    assert say("alone_difference", lang) in block
    assert block.splitlines()[2].endswith(" 3")  # n


@pytest.mark.parametrize("lang", ["en", "es"])
def test_the_figure_of_votes_has_a_mark_for_it(study, lang):
    made, result, alone = study
    known = (naive(made, result), documented(made.scenario))
    means = {name: each.record()["mean"] for name, each in alone.items()}
    figure = votes(made.scenario, result, *known, "", lang, None, means)
    marks = [line for line in figure.axes[0].lines if line.get_marker() == "s"]
    assert [line.get_xdata()[0] for line in marks] == [means["yes_share"]]
    assert say("alone_legend", lang) in [text.get_text() for text in figure.legends[0].get_texts()]
    without = votes(made.scenario, result, *known, "", lang)
    assert not [line for line in without.axes[0].lines if line.get_marker() == "s"]
    look.plt.close("all")


@pytest.mark.parametrize("lang", ["en", "es"])
def test_check_says_whether_a_claim_would_hold_on_the_table_alone(lang):
    text = told("check", TEMPLATE, "--replicates", 3, "--lang", lang)
    assert say("alone_holds", lang, share="100%") in text  # the spill is dated
    record = json.loads(told("check", TEMPLATE, "--replicates", 3, "--json"))
    assert [each["table_alone"] for each in record["claims"]] == [{"share": 1, "holds": True}]


def test_claims_are_judged_on_the_table_alone_as_by_hand(case):
    (card,) = Scorecard([case], 3, seed=3).run(workers=1)
    sides = [without_mechanisms(Ensemble(case, 3, 3, variant)).run() for variant in (None, "no_spill")]
    gaps = sides[0].outcomes["salience_of_port"] - sides[1].outcomes["salience_of_port"]
    (verdict,) = card.alone
    assert (verdict.n, verdict.share) == (3, np.mean(gaps > 0))


@pytest.mark.parametrize("lang", ["en", "es"])
def test_compare_prints_it_beside_the_base(lang):
    words = ("compare", TEMPLATE, "--variants", "baseline,no_spill", "--outcome", "yes_share", "--worth-knowing", 0.5)
    text = told(*words, "--replicates", 3, "--lang", lang)
    assert f"\n{say('alone_side', lang)}" in text


def test_compare_runs_it_on_the_replicates_of_the_base():
    found = compare(TEMPLATE, ["no_spill"], "yes_share", 0.5, replicates_max=4)
    record, base = found.record(), Ensemble(TEMPLATE, 4)
    alone = table_alone(base, base.run())["yes_share"]
    assert record["table_alone"]["yes_share"] == alone.record()
    assert record["table_alone_difference"]["yes_share"] == alone.difference_record()


def test_the_page_tells_each_vote_of_the_table_alone(harbor):
    (told_of,) = harbor.data["votes_alone"]
    made = Ensemble(TEMPLATE, harbor.study.replicates, harbor.study.seed)
    alone = table_alone(made, made.run())["yes_share"]
    assert told_of["mean"] == pytest.approx(alone.record()["mean"], abs=1e-3)
    assert len(told_of["text"]) == 2
    assert f"n {alone.paired.n}" in told_of["text"][0]
