"""Do comparisons tell the truth: as often as they say, in as few runs as they can, in words that fit the numbers?"""

import csv
import dataclasses
import json
import math

import numpy as np
import pytest
from click.testing import CliRunner
from test_scenario_errors import edit, report

from sim import Ensemble
from sim.cli.compare import compare as command
from sim.cli.differences import comparison_text, record_of
from sim.cli.differences import verdict as sentence
from sim.experiments.counterfactuals import pairs
from sim.experiments.counterfactuals.compare import Comparison, Difference, compare
from sim.experiments.counterfactuals.pairs import Interval, Paired, next_look
from sim.experiments.counterfactuals.questions import declared
from sim.experiments.plans.plan import PlanError
from sim.figures.differences import differences
from sim.scenario.keys.fields import Label
from sim.scenario.load import load_case, load_scenario
from sim.scenario.new import TEMPLATE

NAN = math.nan
WORTH = {"yes_share": 0.05, "salience_of_port": 0.01}


@pytest.fixture(scope="module")
def found():
    """A difference that is there, and one that is not."""
    return compare(TEMPLATE, ["no_spill"], list(WORTH), WORTH)


def say(*words):
    done = CliRunner().invoke(command, [str(word) for word in words], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.output


def test_each_alternative_stands_beside_the_baseline_of_its_own_pairs(found):
    """Alternatives stop after different numbers of pairs; their baselines are those of the same pairs."""
    base = np.arange(10.0)
    few, many = Paired(base[:4], base[:4] + 1), Paired(base, base - 1)
    both = dataclasses.replace(
        found, differences=tuple(Difference(name, "yes_share", 0.1, 0.95, each) for name, each in
                                 (("few", few), ("many", many)))
    )  # fmt: skip
    rows = [line.split() for line in comparison_text(both, "en").splitlines()]
    cells = {row[0]: row[1:4] for row in rows if row and row[0] in ("few", "many") and len(row) > 5}
    assert cells == {"few": ["2.50", "1.50", "+1.00"], "many": ["3.50", "4.50", "-1.00"]}


# Coverage: paired differences of many shapes, stopped as comparisons stop


def mixed(share, gap):
    """Most pairs agree; the others differ by what `gap` draws."""
    return lambda rng, n: np.where(rng.random(n) < share, gap(rng, n), 0.0)


def discordant(up, down):
    """Yes or no on both sides, with so large shares of pairs in which only one side says yes."""
    return lambda rng, n: (
        np.subtract(*(draw := rng.random(n), draw)) + np.where(draw < up, 1.0, np.where(draw < up + down, -1.0, 0.0))
    )


SHAPES = {  # name: (draws of differences, their mean, half-width asked for, yes or no)
    "bell": (lambda rng, n: rng.normal(0.1, 1, n), 0.1, 0.25, False),
    "heavy tails": (lambda rng, n: rng.standard_t(3, n), 0.0, 0.4, False),
    "skew": (lambda rng, n: rng.exponential(1, n), 1.0, 0.25, False),
    "long tail": (lambda rng, n: rng.lognormal(0, 1, n), math.exp(0.5), 0.5, False),
    "half are ties": (mixed(0.5, lambda rng, n: rng.normal(0.5, 1, n)), 0.25, 0.2, False),
    "nearly all are ties": (mixed(0.05, lambda rng, n: rng.normal(0.5, 1, n)), 0.025, 0.15, False),
    "rare and large": (mixed(0.05, lambda rng, n: 1.0), 0.05, 0.1, False),
    "never differs": (lambda rng, n: np.zeros(n), 0.0, 0.2, False),
    "always the same": (lambda rng, n: np.full(n, 0.3), 0.3, 0.2, False),
    "yes or no, agree": (discordant(0.0, 0.0), 0.0, 0.05, True),
    "yes or no, rare": (discordant(0.05, 0.0), 0.05, 0.05, True),
    "yes or no, both ways": (discordant(0.2, 0.2), 0.0, 0.12, True),
    "yes or no, uneven": (discordant(0.3, 0.1), 0.2, 0.12, True),
    "yes or no, nearly all": (discordant(0.9, 0.0), 0.9, 0.07, True),
}


def stopped(shape, rng, most=1200):
    """One study: pairs until the interval is short enough."""
    draw, _, wanted, yes_no = SHAPES[shape]
    gaps = draw(rng, most)
    base = np.where(gaps > 0, 0.0, np.where(gaps < 0, 1.0, rng.random(most) < 0.5)) if yes_no else rng.normal(size=most)
    n, looks = pairs.FIRST, 1
    while True:
        paired = Paired(base[:n], base[:n] + gaps[:n], yes_no)
        interval = paired.interval()
        following = next_look(n, interval.half_width, wanted, most)
        if following == n:
            return interval, n, looks
        n, looks = following, looks + 1


def coverage(shape, studies):
    rng = np.random.default_rng(11)
    mean, wanted = SHAPES[shape][1:3]
    results = [stopped(shape, rng) for _ in range(studies)]
    assert all(interval.half_width <= wanted for interval, _, _ in results)
    return sum(interval.low - 1e-12 <= mean <= interval.high + 1e-12 for interval, _, _ in results) / studies, results


@pytest.mark.parametrize("shape", SHAPES)
def test_intervals_hold_as_often_as_they_say_though_the_number_of_pairs_was_not_fixed(shape):
    """Three standard errors of 300 studies below .95; a skewness of 6 costs three points more at a hundred pairs."""
    assert coverage(shape, 300)[0] >= (0.88 if shape == "long tail" else 0.91)


@pytest.mark.slow
@pytest.mark.parametrize("shape", SHAPES)
def test_intervals_hold_as_often_as_they_say_in_two_thousand_studies(shape):
    assert coverage(shape, 2000)[0] >= (0.905 if shape == "long tail" else 0.94)


def test_looks_are_few_and_no_more_pairs_are_made_than_are_needed():
    rng = np.random.default_rng(3)
    results = [stopped("bell", rng) for _ in range(100)]
    plain = (1.96 / 0.25) ** 2  # pairs that the true spread asks for
    assert max(looks for _, _, looks in results) <= 4
    assert plain <= np.mean([n for _, n, _ in results]) <= 1.5 * plain


def test_an_interval_from_few_pairs_that_differ_reaches_as_far_as_runs_do():
    """One pair of forty differs, by little: that says nothing of how far off the next one is."""
    base = np.linspace(0, 10, 40)
    gaps = np.where(np.arange(40) == 7, 0.01, 0.0)
    assert Paired(base, base + gaps).interval().half_width > 0.5
    assert Paired(base, base + 0.01 * np.linspace(-1, 1, 40)).interval().half_width < 0.01


# Verdicts


@pytest.mark.parametrize(
    ("low", "high", "kind", "text"),
    [
        (0.03, 0.05, "higher", "new is higher by .040 [.030, .050]"),
        (-0.05, -0.03, "lower", "old is higher by .040 [.030, .050]"),
        (0.005, 0.015, "small", "differs, but by less than is worth knowing: +.010 [+.005, +.015]"),
        (-0.01, 0.01, "none", "no difference worth knowing: .000 [-.010, +.010]"),
        (-0.01, 0.05, "unsure", "cannot tell yet: about 320 more runs of each; so far +.020 [-.010, +.050]"),
    ],
)
def test_every_verdict_says_what_its_interval_does(monkeypatch, low, high, kind, text):
    middle = (low + high) / 2
    paired = Paired(np.zeros(40), np.full(40, middle))
    monkeypatch.setattr(Paired, "interval", lambda self, level: Interval(low, high, 0.5))
    found = Difference("new", "outcome", 0.02, 0.95, paired)
    assert found.verdict == kind
    assert sentence(found, "old", "en").startswith(text)


def test_what_is_never_defined_on_both_sides_gets_no_verdict():
    found = Difference("new", "outcome", 0.02, 0.95, Paired(np.array([1.0, NAN, 2.0]), np.array([NAN, NAN, 1.0])))
    assert sentence(found, "old", "en") == "cannot tell: both are defined in 1 of 3 pairs only"
    assert found.record()["low"] is None


def test_an_interval_no_longer_than_what_is_worth_knowing_always_settles_it():
    rng = np.random.default_rng(4)
    for middle in rng.uniform(-3, 3, 500):
        half = rng.uniform(0, 0.5)
        assert pairs.verdict(Interval(middle - half, middle + half, 0), 1.0) != "unsure"


# Runs of a case


def test_pairs_are_the_replicates_of_both_sides(found):
    """The same bits as both versions run whole, one after the other."""
    (difference,) = (each for each in found.differences if each.outcome == "salience_of_port")
    n = len(difference.paired.base)
    base, other = (Ensemble(TEMPLATE, n, variant=variant).run() for variant in (None, "no_spill"))
    assert np.array_equal(difference.paired.base, base.outcomes["salience_of_port"])
    assert np.array_equal(difference.paired.other, other.outcomes["salience_of_port"])
    gaps = other.outcomes["salience_of_port"] - base.outcomes["salience_of_port"]
    assert difference.record()["difference"] == float(np.mean(gaps))
    assert difference.verdict == "lower"
    assert found.months == ("2001-01", "2003-06")  # the vote is the last thing asked


def test_pairing_takes_fewer_runs_than_no_pairing(found):
    """As many unpaired runs as are named give an interval as short, which as many as there are pairs do not."""
    (difference,) = (each for each in found.differences if each.outcome == "salience_of_port")
    record = difference.record()
    assert record["unpaired"] >= record["pairs"]
    assert record["efficiency"] == record["unpaired"] / record["pairs"]
    n = record["unpaired"]
    sides = [
        Ensemble(TEMPLATE, n, seed, v, outcomes=["salience_of_port"]).run() for seed, v in ((5, None), (6, "no_spill"))
    ]
    spread = sum(np.var(side.outcomes["salience_of_port"], ddof=1) for side in sides)
    reach = 2.24 * math.sqrt(spread / n)  # of an interval of 97.5 %
    assert reach == pytest.approx(difference.interval.half_width, rel=0.35)


def test_a_comparison_stops_when_it_knows_enough_and_goes_on_while_it_does_not():
    once, again = (compare(TEMPLATE, ["no_spill"], "yes_share", worth) for worth in (0.2, 0.02))
    assert once.record()["differences"][0]["pairs"] == pairs.FIRST
    assert again.record()["differences"][0]["pairs"] >= 2 * pairs.FIRST
    for each in (*once.differences, *again.differences):
        assert each.interval.half_width <= each.worth_knowing / 2
    cut = compare(TEMPLATE, ["no_spill"], "yes_share", 0.005, replicates_max=60).differences[0]
    assert (len(cut.paired.base), cut.verdict) == (60, "unsure")
    assert cut.more >= 10


def test_intervals_of_several_alternatives_are_wider_and_say_so():
    sets = {"slow": {"opinion.rate": 0.5}, "fast": {"opinion.rate": 4, "variant": "no_spill"}}
    alone, both = (compare(TEMPLATE, part, "salience_of_port", 0.01) for part in ({"slow": sets["slow"]}, sets))
    assert [each.level for each in both.differences] == [0.975, 0.975]
    assert both.differences[0].interval.half_width > alone.differences[0].interval.half_width
    assert both.record()["adjusted"] == "Bonferroni: 2 intervals hold at once with 0.95"
    run = Ensemble(TEMPLATE, 40, variant="no_spill", settings={"opinion.rate": 4}).run()
    assert np.array_equal(both.differences[1].paired.other, run.outcomes["salience_of_port"])


def test_an_outcome_that_the_runs_do_not_reach_is_counted_and_costs_no_more_than_a_first_look():
    found = compare(TEMPLATE, ["no_spill"], "yes_share", 0.05, until="2002-01").differences[0]
    assert found.record()["undefined"] == {"baseline": 0, "alternative": 0, "both": pairs.FIRST}
    assert len(found.paired.base) == pairs.FIRST


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"outcomes": "yes_shar"}, "outcome: no such outcome 'yes_shar'; did you mean 'yes_share'?"),
        ({"alternatives": ["baseline"]}, "alternatives: 'baseline' is the baseline itself"),
        ({"alternatives": []}, "needs an alternative"),
        ({"alternatives": ["no_spill", "no_spill"]}, "alternatives: each once"),
        ({"worth_knowing": 0}, "worth knowing: must be above 0, in the unit of 'yes_share' (got 0)"),
        ({"worth_knowing": {"salience_of_port": 1}}, "how large a difference is, of 'yes_share'?"),
        ({"replicates_max": 1}, "needs 2 replicates at least"),
    ],
)
def test_a_comparison_that_cannot_be_made_is_refused_before_any_run(change, message):
    asked = {"alternatives": ["no_spill"], "outcomes": "yes_share", "worth_knowing": 0.05} | change
    with pytest.raises(PlanError) as wrong:
        compare(TEMPLATE, **asked)
    assert message in str(wrong.value)


# The scenario's own comparisons


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("alternatives: [no_spill]", "alternatives: [no_spil]", "unknown variant 'no_spil'; did you mean 'no_spill'?"),
        ("baseline: baseline # the case", "baseline: base # the case", "unknown variant 'base'"),
        ("alternatives: [no_spill]", "alternatives: [baseline]", "compares 'baseline' with itself"),
        ("alternatives: [no_spill]", "alternatives: [no_spill, no_spill]", "names 'no_spill' a second time"),
        ("outcome: yes_share\n    worth", "outcome: no_share\n    worth", "unknown outcome 'no_share'"),
        ("worth_knowing: 0.05", "worth_knowing: 0", "must be > 0 (got 0)"),
    ],
)
def test_a_wrong_comparison_is_told_with_its_place(case, old, new, message):
    edit(case, "scenario.yaml", old, new)
    line = next(
        n for n, text in enumerate((case / "scenario.yaml").read_text().splitlines(), 1) if new.split("\n")[0] in text
    )
    told = report(case)
    assert told.startswith(f"scenario.yaml:{line}:")
    assert message in told
    assert "\n" not in told


def test_comparisons_change_no_digest(case):
    before = load_case(case).digest
    edit(case, "scenario.yaml", "worth_knowing: 0.05", "worth_knowing: 0.5")
    assert load_case(case).digest == before


def test_the_cases_that_come_with_the_package_declare_comparisons_of_what_they_have():
    nafta = load_scenario("nafta")
    assert len(nafta.comparisons) >= 3
    assert all(each.title.es for each in nafta.comparisons.values())
    assert list(declared(TEMPLATE)) == ["without_spill"]
    with pytest.raises(PlanError, match="--only: no such comparison 'without_spil'; did you mean 'without_spill'"):
        declared(TEMPLATE, ["without_spil"])


# Command line


def test_without_variants_the_scenarios_own_questions_are_answered():
    text = say(TEMPLATE)
    assert text.startswith("without_spill: Did the spill move votes?")
    assert "  no_spill: no difference worth knowing: " in text
    assert max(map(len, text.splitlines())) <= 120
    assert "¿Movió votos el derrame?" in say(TEMPLATE, "--lang", "es")


def test_json_is_the_same_every_time_and_whole(found):
    words = ("--variant", "baseline,no_spill", "--outcome", "yes_share", "--outcome", "salience_of_port", "--json",
             "--worth-knowing", "yes_share=.05", "--worth-knowing", "salience_of_port=.01")  # fmt: skip
    text = say(TEMPLATE, *words)
    assert text == say(TEMPLATE, *words)
    (record,) = json.loads(text)["comparisons"]
    assert record == json.loads(json.dumps(record_of(found)))
    assert set(record["differences"][0]) == {
        "alternative", "outcome", "worth_knowing", "mean_baseline", "mean_alternative", "difference", "low", "high",
        "level", "pairs", "defined", "undefined", "share", "verdict", "more", "unpaired", "efficiency",
        "flips",
    }  # fmt: skip
    assert sum(record["differences"][0]["share"].values()) == pytest.approx(1)


def test_settings_can_be_alternatives_and_tables_and_figures_are_written(tmp_path):
    out, figure = tmp_path / "t.csv", tmp_path / "f"
    text = say(TEMPLATE, "--against", "opinion.rate=2; campaigns.pressure_rate=0",
               "--outcome", "salience_of_port", "--worth-knowing", ".01", "--set", "campaigns.media_weight=0",
               "--out", out, "--figure", figure)  # fmt: skip
    assert "changed: campaigns.media_weight=0" in text
    with out.open(encoding="utf-8") as file:
        (row,) = csv.DictReader(file)
    assert row["alternative"] == "opinion.rate=2; campaigns.pressure_rate=0"
    assert float(row["low"]) <= float(row["difference"]) <= float(row["high"])
    assert "mean and interval" in (tmp_path / "f.svg").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--variant", "no_spill", "--outcome", "yes_share", "--worth-knowing", "1"], "a baseline, then alternatives"),
        (["--outcome", "yes_share"], "also name --variant or --against"),
        (["--variant", "baseline,no_spill"], "also need --outcome and --worth-knowing"),
        (["--variant", "baseline,no_spill", "--only", "without_spill"], "--only: is for the scenario's own"),
        (["--variant", "baseline,no_spill", "--outcome", "yes_share", "--worth-knowing", "much"], "must be a number"),
    ],
)
def test_what_does_not_fit_together_is_refused(words, message):
    done = CliRunner().invoke(command, [str(TEMPLATE), *words])
    assert done.exit_code == 2
    assert message in done.output


def test_a_figure_shows_every_pair_and_what_is_worth_knowing(found):
    assert isinstance(found, Comparison)
    figure = differences(found, "es")
    dots = [len(points.get_offsets()) for axes in figure.axes for points in axes.collections]
    assert dots == [len(each.paired.gaps) for each in found.differences]
    for axes, worth in zip(figure.axes, WORTH.values(), strict=True):
        band = axes.patches[0].get_extents().transformed(axes.transData.inverted())
        assert (band.x0, band.x1) == pytest.approx((-worth, worth))


def test_a_figure_of_a_question_that_no_case_asks_has_the_name_of_the_case_alone(found):
    title = Label(en="Two harbors 1990-95: who pays for the sea?", es="Dos puertos, 1990-95: ¿quién paga por el mar?")
    loaded = dataclasses.replace(found.loaded, scenario=found.scenario.model_copy(update={"title": title}))
    figure = differences(dataclasses.replace(found, loaded=loaded), "es")
    assert figure.texts[0].get_text() == "Diferencias corrida por corrida: Dos puertos, 1990-95"
