"""Two codings of the actors: are they read, is coding error as large as they are apart, and is what flips marked?"""

import json
import re
import shutil
import time

import numpy as np
import pytest
from click.testing import CliRunner
from templates import hurry

from sim.claims import documented, judge
from sim.cli import cli
from sim.cli.report import naive
from sim.ensemble import Ensemble, EnsembleError
from sim.evidence import codings, codings_page
from sim.evidence.__main__ import main as measure
from sim.experiments.counterfactuals.compare import compare
from sim.experiments.counterfactuals.explain import explain
from sim.experiments.plans.axes import PlanError
from sim.experiments.plans.faults import check
from sim.experiments.plans.plan import Plan, make_plan
from sim.figures.contributions import contributions
from sim.figures.differences import differences
from sim.figures.votes import votes
from sim.model.agenda import DecidingRule
from sim.rivals.naive import of_vote
from sim.scenario.codings import agreement, agreements, coding_error
from sim.scenario.find import list_cases
from sim.scenario.load import load_case, read_case
from sim.scenario.new import TEMPLATE
from sim.stability import MARK, Stability, stability_of
from sim.words import LANGUAGES

UNKNOWN = "stability unknown for this edit"
NOTE = "† flips between the two codings of the actors"
TABLE = """id,capability,position_port,salience_port
mayor,4,-0.6,0.8
council_majority,3,-0.7,0.9
council_opposition,2,-0.7,
dock_union,2,,0.2
"""
MORE = """
  passed:
    label: {en: "Passes", es: "Se aprueba"}
    measure: passed
    decision: port_vote
  mayor_on_port:
    label: {en: "The mayor on the port"}
    measure: position
    actors: {ids: [mayor]}
    issue: port
  union_on_port:
    label: {en: "The union on the port"}
    measure: position
    actors: {ids: [dock_union]}
    issue: port
"""
CLAIMS = """
  carried:
    text: {en: "The council approved"}
    of: [S2]
    outcome: passed
    expect: {equals: 1}
    documented: 1
    source: assumed
  union_below_mayor:
    text: {en: "The union wants it less than the mayor"}
    of: [S3]
    outcome: union_on_port
    expect: {less_than: mayor_on_port}
    source: assumed
  more_without_the_spill:
    text: {en: "The spill cost votes"}
    of: [S4]
    outcome: yes_share
    expect: {falls: true}
    versus: no_spill
    source: assumed
"""


def make_town(folder):
    """The template in a hurry with a second coding that turns the council, and the mayor, around."""
    shutil.copytree(TEMPLATE, folder)
    path = hurry(folder) / "scenario.yaml"
    text = path.read_text(encoding="utf-8")
    text = text.replace("variants:\n", "variants:\n  second_coding: {title: Again, file: second_coding.csv}\n", 1)
    text = text.replace("\noutcomes:\n", f"\noutcomes:{MORE}", 1).replace("\nclaims:\n", f"\nclaims:{CLAIMS}", 1)
    path.write_text(text, encoding="utf-8")
    (folder / "second_coding.csv").write_text(TABLE, encoding="utf-8")
    (folder / "README.md").write_text("# Town\n\n<!-- codings -->\n<!-- end -->\n\nMore.\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def studied(tmp_path_factory):
    """A town whose two codings were compared."""
    town = make_town(tmp_path_factory.mktemp("codings") / "town")
    codings.write(town, codings.study(town, 20))
    return town


@pytest.fixture
def town(studied, tmp_path):
    """A copy of it, to be changed."""
    return shutil.copytree(studied, tmp_path / "town")


@pytest.fixture(autouse=True)
def elsewhere(monkeypatch, tmp_path_factory, undrawn):
    """Commands without --out draw into the folder that they are called from: never the checkout's."""
    monkeypatch.chdir(tmp_path_factory.mktemp("elsewhere"))


def say(*words):
    done = CliRunner().invoke(cli, [str(word) for word in words], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.output


def refused(*words):
    done = CliRunner().invoke(cli, [str(word) for word in words])
    assert done.exit_code == 2
    return done.output


# --- how far two codings are apart


def test_agreement_counts_the_cells_that_both_codings_give(studied):
    found = agreements(read_case(studied).document)
    assert {name: each.cells for name, each in found.items()} == {"positions": 3, "saliences": 3, "capability": 4}
    # mayor .8 to -.6, majority .5 to -.7, opposition -.5 to -.7
    assert found["positions"].difference == pytest.approx((1.4 + 1.2 + 0.2) / 3)
    assert found["positions"].same_sign == pytest.approx(1 / 3)
    assert found["saliences"].difference == pytest.approx((0 + 0.3 + 0.3) / 3)
    assert found["capability"].difference == pytest.approx(0.25)
    assert coding_error(read_case(studied).document) == pytest.approx((2.8 / 3, 0.2))


def test_a_coding_that_agrees_in_everything_or_varies_in_nothing():
    same = agreement(np.array([0.2, -0.4]), np.array([0.2, -0.4]))
    assert (same.difference, same.correlation, same.same_sign) == (0.0, pytest.approx(1.0), 1.0)
    assert agreement(np.array([0.5, 0.5]), np.array([0.1, 0.9])).correlation is None


def test_a_case_coded_once_has_no_coding_error(case):
    assert load_case(case).coding_error is None
    assert agreements(read_case(case).document) == {}
    with pytest.raises(EnsembleError, match="needs a number, since this case has no second coding"):
        Ensemble(case, 2, jitter="coded")


def test_a_second_coding_of_positions_alone_leaves_saliences_alone(town):
    (town / "second_coding.csv").write_text("id,position_port\nmayor,0.5\n", encoding="utf-8")
    assert load_case(town).coding_error == (pytest.approx(0.3), 0.0)
    (town / "second_coding.csv").write_text("id,capability\nmayor,3\n", encoding="utf-8")
    assert load_case(town).coding_error is None


def test_the_coding_error_is_that_of_the_case_as_written_whatever_is_put_into_it(studied):
    error = load_case(studied).coding_error
    assert load_case(studied, "second_coding").coding_error == error
    assert load_case(studied, settings={"actors.mayor.positions.port": -0.6}).coding_error == error


# --- --jitter


def test_coded_jitter_is_the_coding_error_and_moves_positions_and_saliences_each_by_its_own(town):
    (town / "second_coding.csv").write_text("id,position_port,salience_port\nmayor,0.7,0.78\n", encoding="utf-8")
    coded = Ensemble(town, 50, jitter="coded")
    position, salience = coded.coding_error
    assert (position, salience) == (pytest.approx(0.1), pytest.approx(0.02))
    first = next(coded.states(range(50)))
    moved = np.abs(first.position - coded.setting.position[..., None])
    assert 0.95 * position < moved.max() <= position + 1e-12
    cared = np.abs(first.salience - coded.setting.salience[..., None])
    assert 0.95 * salience < cared.max() <= salience + 1e-12
    assert coded.manifest()["jitter"] == {"positions": position, "saliences": salience}
    pair = Ensemble(town, 50, jitter=(position, salience)).run()
    assert coded.run().outcomes["yes_share"].tolist() == pair.outcomes["yes_share"].tolist()


def test_one_number_means_both_and_is_recorded_as_before(studied):
    one, two = Ensemble(studied, 8, jitter=0.2), Ensemble(studied, 8, jitter=(0.2, 0.2))
    assert one.manifest() == two.manifest()
    assert one.manifest()["jitter"] == 0.2
    assert one.run().outcomes["yes_share"].tolist() == two.run().outcomes["yes_share"].tolist()
    assert Ensemble(studied, 1).manifest()["jitter"] == 0.0


@pytest.mark.parametrize("jitter", [1.5, -0.1, float("nan"), (0.1, 2.0), (0.1,), (0.1, 0.1, 0.1), "code", None])
def test_a_jitter_that_is_none_is_refused(studied, jitter):
    with pytest.raises(EnsembleError, match="jitter: must be from 0 to 1"):
        Ensemble(studied, 1, jitter=jitter)


@pytest.mark.slow
def test_jitter_without_a_number_takes_that_of_the_case_on_every_command_that_has_it(studied, tmp_path):
    assert "changed: jitter 0.933, 0.2" in say("run", studied, "--jitter", "--replicates", 2)
    assert "changed: jitter 0.1" in say("run", studied, "--jitter", "0.1", "--replicates", 2)
    assert "changed" not in say("run", studied, "--replicates", 2)
    assert "changed: jitter 0.933, 0.2" in say("check", studied, "--jitter", "--replicates", 2)
    words = ("--variants", "baseline,no_spill", "--outcome", "yes_share", "--worth-knowing", 0.1, "--replicates", 2)
    assert "changed: jitter 0.933, 0.2" in say("compare", studied, *words, "--jitter")
    record = json.loads(say("compare", studied, *words, "--jitter", "--json"))["comparisons"][0]
    assert record["jitter"] == {"positions": pytest.approx(2.8 / 3), "saliences": pytest.approx(0.2)}
    out = tmp_path / "sweep"
    say("sweep", studied, "--vary", "opinion.rate=1,2", "--replicates", 2, "--jitter", "--out", out)
    assert "Positions carry a coding error of up to 0.9333 either way, saliences of up to 0.2." in report(out)
    with pytest.raises(SystemExit):
        measure(["codigns"])


def test_jitter_changes_what_check_and_compare_find(studied):
    """The same error in both runs of a pair, and in the runs of a case and its variants."""
    shares = [
        {each["claim"]: each["share"] for each in json.loads(say("check", studied, "--replicates", 20, "--json", *more))
         ["claims"]} for more in ((), ("--jitter", "0.9"))
    ]  # fmt: skip
    assert shares[0]["carried"] > shares[1]["carried"]
    words = ("--variants", "baseline,no_spill", "--outcome", "yes_share", "--worth-knowing", 0.1, "--replicates", 20)
    sizes = [
        json.loads(say("compare", studied, *words, "--json", *more))["comparisons"][0]["differences"][0]
        for more in ((), ("--jitter", "0.9"))
    ]  # fmt: skip
    assert sizes[0]["mean_baseline"] != sizes[1]["mean_baseline"]


def test_a_mistake_with_jitter_gets_one_line(studied, case):
    assert "'town' is no number; without one, put --jitter behind the case" in refused("run", "--jitter", "town")
    assert "not with --ablate" in refused("check", studied, "--ablate", "--jitter")
    with pytest.raises(EnsembleError, match="no second coding"):
        make_plan(case, ["opinion.rate=1,2"], jitter="coded")
    plan = make_plan(studied, ["opinion.rate=1,2"], jitter=(0.1, 1.2))
    with pytest.raises(PlanError, match=r"--jitter: must be from 0 to 1 \(got \(0.1, 1.2\)\)"):
        check(plan)


def test_a_plan_keeps_both_numbers(studied):
    plan = make_plan(studied, ["opinion.rate=1,2"], jitter="coded")
    assert plan.jitter == pytest.approx((2.8 / 3, 0.2))
    assert Plan.of(json.loads(json.dumps(plan.record()))) == plan


# --- what flips


def test_an_outcome_flips_with_its_side_with_its_sign_and_with_a_claim_about_it(studied):
    record = json.loads((studied / "codings.json").read_text(encoding="utf-8"))
    flips = {name: each["flips"] for name, each in record["outcomes"].items()}
    assert flips == {
        "yes_share": True, "passed": True, "mayor_on_port": True, "salience_of_port": None, "union_on_port": True,
    }  # fmt: skip
    union = record["outcomes"]["union_on_port"]
    assert union["first"] > 0 < union["second"]  # its own sign is the same: the claim turned
    assert record["claims"]["union_below_mayor"] == {"first": True, "second": False, "jittered": True, "flips": True}
    assert {name for name, each in record["claims"].items()} == {"carried", "union_below_mayor"}
    assert record["outcomes"]["yes_share"]["first"] > 0.5 > record["outcomes"]["yes_share"]["second"]


def test_the_record_holds_what_runs_with_the_same_seed_give(studied):
    record = codings.study(studied, 20)
    assert codings.text(record) == (studied / "codings.json").read_text(encoding="utf-8")
    for key, more in (("first", {}), ("second", {"variant": "second_coding"}), ("jittered", {"jitter": "coded"})):
        result = Ensemble(studied, 20, **more).run()
        for name, each in record["outcomes"].items():
            assert each[key] == pytest.approx(np.mean(result.outcomes[name]), rel=1e-5), (name, key)
        verdicts = {each.id: each.holds for each in judge(load_case(studied).scenario, result, {})}
        assert {name: each[key] for name, each in record["claims"].items()}.items() <= verdicts.items()


def test_the_weighted_mean_is_read_off_the_same_codings(studied):
    record = codings.study(studied, 20)["outcomes"]
    assert set(record["yes_share"]["weighted_mean"]) == {"first", "second", "jittered", "flips", "flips_jittered"}
    assert "weighted_mean" not in record["mayor_on_port"]
    for key, variant in (("first", None), ("second", "second_coding")):
        setting = Ensemble(studied, 1, variant=variant).setting
        (decision,) = setting.decisions
        by_seats = of_vote(setting, decision, list(decision.blocs))["weighted_mean"]
        assert record["yes_share"]["weighted_mean"][key] == pytest.approx(by_seats, rel=1e-5)
        assert record["passed"]["weighted_mean"][key] == float(by_seats > 0.5)
    spread = codings.weighted_means(Ensemble(studied, 20, jitter="coded"), ["yes_share"])["yes_share"]
    assert len(np.unique(spread)) == 20


def test_a_vote_turns_at_the_share_that_its_own_rule_asks_for(studied, tmp_path):
    """From .6 to less than half is another side for a majority, and none where 95 % are asked for."""
    before = json.loads((studied / "codings.json").read_text(encoding="utf-8"))["outcomes"]["yes_share"]
    town = shutil.copytree(studied, tmp_path / "town")
    path = town / "scenario.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("type: majority", "type: supermajority, needed: 0.95", 1), encoding="utf-8")
    after = codings.study(town, 20)["outcomes"]["yes_share"]
    assert before["first"] > 0.5 > before["second"]
    assert 0.95 > after["first"] > 0.5 > after["second"]
    assert (before["flips"], after["flips"], after["weighted_mean"]["flips"]) == (True, False, False)


@pytest.mark.parametrize(
    ("rule", "below", "reached"),
    [
        (DecidingRule("majority"), 0.5, 0.501),
        (DecidingRule("subordinate", coalition_share=0.5), 0.5, 0.501),
        (DecidingRule("supermajority", needed=2 / 3), 0.666, 2 / 3),
        (DecidingRule("supermajority", needed=0.5), 0.499, 0.5),
        (DecidingRule("weighted", needed=0.85), 0.849, 0.85),
        (DecidingRule("consensus"), 0.99, 1.0),
    ],
)
def test_a_share_lies_below_what_its_rule_asks_for_or_reaches_it(rule, below, reached):
    assert codings.side("vote_share", below, rule) is False
    assert codings.side("vote_share", reached, rule) is True
    assert codings.side("vote_share", None, rule) is None
    assert codings.side("passed", 0.6, rule) is True  # a share of runs


def test_a_share_has_no_side_where_none_decides():
    assert codings.side("vote_share", 0.9, DecidingRule("treaty", ratifications=3)) is None


def test_what_is_defined_under_one_coding_alone_flips_and_what_never_is_does_not():
    assert codings.turns(codings.side("vote_share", None), codings.side("vote_share", 0.4)) is True
    assert codings.turns(None, None) is None
    assert codings.side("effort", 3.0) is None
    assert codings.side("policy", 0.0) == 0.0


# --- where it is read


def test_the_case_as_compared_is_known_and_any_edit_is_not(town):
    assert stability_of(load_case(town)).flips("yes_share") is True
    assert stability_of(load_case(town)).flips("salience_of_port") is None
    assert stability_of(load_case(town, "second_coding")).state == "known"
    for edited in (load_case(town, "no_spill"), load_case(town, settings={"opinion.rate": 2.0})):
        assert (stability_of(edited).state, stability_of(edited).flips("yes_share")) == ("edited", None)
    path = town / "second_coding.csv"
    path.write_text(TABLE.replace("-0.6", "-0.5"), encoding="utf-8")
    assert stability_of(load_case(town)).state == "edited"
    path.write_text(TABLE, encoding="utf-8")
    assert stability_of(load_case(town)).state == "known"
    (town / "codings.json").unlink()
    assert stability_of(load_case(town)) == Stability()


@pytest.mark.parametrize("content", ["", "{", "[]", "{}", '{"digest": 1, "second_digest": 2}', "\xff"])
def test_a_record_that_cannot_be_read_stops_nothing(town, content):
    (town / "codings.json").write_bytes(content.encode("latin-1"))
    assert stability_of(load_case(town)).state == "edited"
    assert UNKNOWN in say("run", town, "--replicates", 2)


def test_reading_it_takes_no_time():
    loaded = load_case("nafta")
    took = []
    for _ in range(5):
        began = time.perf_counter()
        stability_of(loaded)
        took.append(time.perf_counter() - began)
    assert min(took) < 0.002


# --- where it prints


def test_run_marks_what_flips_and_explains_the_mark_once(studied):
    text = say("run", studied, "--replicates", 2)
    assert "Yes share in the council †" in text
    assert text.count(NOTE) == 1
    assert UNKNOWN not in text
    record = json.loads(say("run", studied, "--replicates", 2, "--json"))["outcomes"]
    assert {name: each["flips"] for name, each in record.items()} == {
        "yes_share": True, "passed": True, "mayor_on_port": True, "salience_of_port": None, "union_on_port": True,
    }  # fmt: skip
    assert list(record["yes_share"])[-1] == "flips"


@pytest.mark.parametrize("more", [("--set", "opinion.rate=2"), ("--variant", "no_spill")])
def test_an_edited_case_says_once_that_its_stability_is_unknown(studied, more):
    text = say("run", studied, "--replicates", 2, *more)
    assert MARK not in text
    assert text.count(UNKNOWN) == 1
    record = json.loads(say("run", studied, "--replicates", 2, "--json", *more))["outcomes"]
    assert {each["flips"] for each in record.values()} == {None}


def test_a_case_coded_once_says_nothing_of_codings(case):
    text = say("run", case, "--replicates", 2)
    assert MARK not in text
    assert UNKNOWN not in text


@pytest.mark.slow
def test_check_marks_the_verdicts_of_claims_that_flip(studied):
    lines = say("check", studied, "--replicates", 4, "--wide").splitlines()
    marked = {name: MARK in line for line in lines for name in ("approved", "less than the mayor", "cost votes",
              "care more") if name in line}  # fmt: skip
    # The spill's cost compares with a variant, which was run under one coding: it is marked with its outcome.
    assert marked == {"approved": True, "less than the mayor": True, "cost votes": True, "care more": False}
    assert sum(NOTE in line for line in lines) == 1
    assert NOTE in say("check", studied, "--replicates", 2, "--ablate")


def test_compare_and_explain_mark_their_outcome(studied):
    words = ("--variants", "baseline,no_spill", "--worth-knowing", 0.1, "--replicates", 4)
    for outcome, flips in (("yes_share", True), ("salience_of_port", None)):
        text = say("compare", studied, *words, "--outcome", outcome)
        assert (MARK in text, NOTE in text) == (bool(flips), bool(flips))
        found = json.loads(say("compare", studied, *words, "--outcome", outcome, "--json"))["comparisons"][0]
        assert [each["flips"] for each in found["differences"]] == [flips]
        asked = ("explain", studied, "--outcome", outcome, "--only", "mayor", "--replicates", 4)
        text = say(*asked)
        assert (f"{MARK}" in text, NOTE in text) == (bool(flips), bool(flips))
        assert json.loads(say(*asked, "--json"))["flips"] is flips
    assert UNKNOWN in say("compare", studied, *words, "--outcome", "yes_share", "--set", "opinion.rate=2")
    assert UNKNOWN in say(*asked, "--variant", "no_spill")


def report(folder):
    say("report", folder)
    return (folder / "report.md").read_text(encoding="utf-8")


def test_a_report_and_a_sensitivity_mark_what_flips(studied, tmp_path):
    out = tmp_path / "sweep"
    say("sweep", studied, "--vary", "opinion.rate=1.5,3", "--replicates", 3, "--out", out)
    page = report(out)
    table = page.partition("## Outcomes")[2].partition("## Figures")[0]
    assert "| Yes share in the council † |" in table
    assert "| How much local groups care about the port |" in table
    assert table.count(NOTE) == 1
    claims = page.partition("## Claims of the sources")[2].partition("\n## ")[0]
    assert f"{MARK} |" in claims
    assert claims.count(NOTE) == 1
    assert (out / "report.html").read_text(encoding="utf-8").count(NOTE) == 2
    assert f"Yes share in the council{MARK} [yes_share]" in say("sensitivity", out, "--outcome", "yes_share")
    found = json.loads(say("sensitivity", out, "--outcome", "yes_share", "--json"))["outcomes"]
    assert [each["flips"] for each in found] == [True]


def test_the_figure_of_the_votes_marks_what_flips(studied):
    made = Ensemble(studied, 3)
    result = made.run()
    known, rivals = documented(made.scenario), naive(made, result)
    for stable, ends in ((stability_of(made.case), MARK), (Stability("edited"), "council"), (None, "council")):
        figure = votes(made.scenario, result, rivals, known, "", "en", stable)
        (label,) = (tick.get_text() for tick in figure.axes[0].get_yticklabels())
        assert label.endswith(ends)
        shown = " ".join(text.get_text() for text in figure.findobj(lambda each: hasattr(each, "get_text")))
        assert ("lips between the two codings" in shown) == (stable is not None and stable.state == "known")
        assert ("tability unknown" in shown) == (stable is not None and stable.state == "edited")


def test_figures_of_differences_and_contributions_mark_their_outcome(studied):
    found = compare(studied, ["no_spill"], "yes_share", 0.1, replicates_max=4)
    reason = explain(studied, "yes_share", 4, what=["actors"], only=["mayor"])
    for drawn in (differences(found), contributions(reason)):
        shown = " ".join(text.get_text() for text in drawn.findobj(lambda each: hasattr(each, "get_text")))
        assert f"Yes share in the council{MARK}" in shown
        assert "lips between the two codings" in " ".join(shown.split())


# --- the pages


def test_the_page_tells_agreement_stability_and_what_flips_in_both_languages(studied):
    record = json.loads((studied / "codings.json").read_text(encoding="utf-8"))
    english, spanish = (codings_page.section(record, load_case(studied).scenario, lang) for lang in LANGUAGES)
    assert "| positions, -1 to 1 | 3 | .93 |" in english
    assert "| outcomes with a side | 0 of 4 | 2 of 4 |" in english
    assert "| of these the votes | 0 of 2 |" in english
    assert "- The union on the port: " in english
    assert "(claim `union_below_mayor`)" in english
    assert "| resultados que tienen un lado | 0 de 4 | 2 de 4 |" in spanish
    assert re.search(r"- Se aprueba: [\d.]+, [\d.]+ \(afirmación `carried`\)", spanish)
    for word in ("keep", "flip", "claim", "coded", " of "):
        assert word not in spanish.replace("`union_below_mayor`", "")


def test_writing_touches_only_what_stands_between_the_marks(town, capsys):
    measure(["codings", str(town)])
    page = (town / "README.md").read_text(encoding="utf-8")
    assert page.startswith("# Town\n\n<!-- codings -->\nThe actors were coded a second time")
    assert page.endswith("\n<!-- end -->\n\nMore.\n")
    assert capsys.readouterr().out.count("written:") == 2
    record = json.loads((town / "codings.json").read_text(encoding="utf-8"))
    assert (record["n"], record["digest"]) == (codings.N_RUNS, load_case(town).digest)
    assert codings_page.render(page, codings_page.section(record, load_case(town).scenario, "en")) == page


CODED_TWICE = [folder.resolve() for folder in list_cases()]


def test_the_package_has_cases_that_were_coded_twice():
    """All of them: who adds a case with one coding says so here."""
    assert [folder.resolve() for folder in codings.cases_coded_twice()] == CODED_TWICE
    assert {"nafta", "ccime", "mexico_chile", "china_mexico"} <= {folder.name for folder in CODED_TWICE}


@pytest.mark.parametrize("folder", CODED_TWICE, ids=lambda folder: folder.name)
def test_what_is_said_of_the_codings_of_a_case_is_current(folder):
    how = f"run `python -m sim.evidence codings {folder.name}`"
    loaded, read = load_case(folder), read_case(folder)
    assert (folder / "codings.json").exists(), how
    stored = (folder / "codings.json").read_text(encoding="utf-8")
    record = json.loads(stored)
    assert record["digest"] == loaded.digest, how
    assert record["second_digest"] == read.load("second_coding").digest, how
    assert (record["n"], record["seed"], codings.text(record)) == (codings.N_RUNS, codings.SEED, stored), how
    assert set(record["outcomes"]) == set(loaded.scenario.outcomes), how
    assert record["agreement"]["positions"]["difference"] == pytest.approx(loaded.coding_error[0], abs=1e-5), how
    for lang, name in codings_page.PAGES.items():
        if lang == "en" or (folder / name).exists():
            page = (folder / name).read_text(encoding="utf-8")
            assert codings_page.has_section(page), f"{name} needs <!-- codings --> and <!-- end -->"
            assert page == codings_page.render(page, codings_page.section(record, loaded.scenario, lang)), how


LARGE = [folder for folder in CODED_TWICE if folder.name in ("nafta", "ccime")]


@pytest.mark.slow
@pytest.mark.parametrize("folder", LARGE, ids=lambda folder: folder.name)
def test_the_second_coding_of_a_large_case_still_gives_its_numbers(folder):
    """Those of the first are held by test_baseline.py; if neither moves, no outcome flips otherwise."""
    stored = json.loads((folder / "codings.json").read_text(encoding="utf-8"))
    found = Ensemble(folder, codings.N_RUNS, codings.SEED, codings.SECOND, series=False).run().outcomes
    assert found.keys() == stored["outcomes"].keys()
    for name, each in stored["outcomes"].items():
        assert codings._mean(found[name]) == pytest.approx(each["second"], rel=1e-4, abs=1e-6), name


@pytest.mark.slow
@pytest.mark.parametrize("folder", [folder for folder in CODED_TWICE if folder not in LARGE], ids=lambda f: f.name)
def test_the_runs_still_say_what_is_said_of_them(folder):
    """The digest does not see the code: a change of a rule is seen here."""
    stored, found = json.loads((folder / "codings.json").read_text(encoding="utf-8")), codings.study(folder)
    how = f"run `python -m sim.evidence codings {folder.name}`"
    assert {name: each["flips"] for name, each in found["outcomes"].items()} == {
        name: each["flips"] for name, each in stored["outcomes"].items()
    }, how
    for name, each in found["outcomes"].items():
        for key in ("first", "second", "jittered"):
            assert each[key] == pytest.approx(stored["outcomes"][name][key], rel=1e-4, abs=1e-6), how
