"""Does a deletion show what the actor, alliance or mechanism did: the same draws, the same bits, honest ranks?"""

import csv
import dataclasses
import json

import numpy as np
import pytest
from click.testing import CliRunner
from test_scenario_errors import edit

from sim import Ensemble
from sim.cli.compare import explain as command
from sim.cli.differences import explanation_text
from sim.ensemble import EnsembleError
from sim.experiments.counterfactuals.deletions import batches, deletions
from sim.experiments.counterfactuals.explain import explain
from sim.experiments.counterfactuals.pairs import Paired
from sim.experiments.counterfactuals.partings import partings
from sim.experiments.plans.plan import PlanError
from sim.figures.contributions import contributions
from sim.scenario.load import load_case
from sim.scenario.mechanisms import MECHANISMS, off_fields, off_numbers
from sim.scenario.new import TEMPLATE

N = 12
OUTCOME = "salience_of_port"
HERMIT = "hermit,N9,Hermit,,ngo,advocacy,CC,,1,,,,,-0.8,0.6,0.1,0.2,0,0,assumed,knows nobody\n"
LATECOMER = "late,N8,Latecomer,,ngo,advocacy,AA,,3,,,2003-11,,-0.8,0.6,0.1,0.2,1,2,assumed,comes after the vote\n"


@pytest.fixture(scope="module")
def found():
    return explain(TEMPLATE, OUTCOME, N)


@pytest.fixture
def peopled(case):
    """The template with somebody who meets nobody, and somebody who comes too late."""
    with (case / "actors.csv").open("a", encoding="utf-8") as actors:
        actors.write(HERMIT + LATECOMER)
    edit(
        case, "scenario.yaml", "\n# Named differences",
        "\nbarriers:\n  hut: {title: A hut, between: {ids: [hermit]}, source: assumed}\n\n# Named differences",
    )  # fmt: skip
    edit(case, "scenario.yaml", "    actors: {kind: ngo, country: AA}", "    actors: {ids: [bay_watch, dock_union]}")
    return case


def of(found, kind, name):
    return next(each for each in found.of(kind) if each.deletion.id == name)


def say(*words):
    done = CliRunner().invoke(command, [str(word) for word in words], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.output


# The runs behind a contribution


def test_batches_are_the_same_runs_as_one_deletion_at_a_time(found):
    whole = Ensemble(TEMPLATE, N).run().outcomes[OUTCOME]
    for each in found.of("actors")[::2]:
        alone = Ensemble(TEMPLATE, N, absent={each.deletion.id: True}).run().outcomes[OUTCOME]
        assert np.array_equal(each.paired.base, alone, equal_nan=True), each.deletion.id
        assert np.array_equal(each.paired.other, whole)
    (tie,) = found.of("alliances")
    alone = Ensemble(TEMPLATE, N, severed={tie.deletion.names: True}).run().outcomes[OUTCOME]
    assert np.array_equal(tie.paired.base, alone)
    for name in ("attention", "pivotality"):
        off = Ensemble(TEMPLATE, N, settings=off_numbers(MECHANISMS[name])).run().outcomes[OUTCOME]
        assert np.array_equal(of(found, "mechanisms", name).paired.base, off), name


def test_a_deleted_actor_is_one_that_the_scenario_never_brings_on_the_stage(case):
    """Ocean Friends come in 2001-06: by hand, they come in the last month, after all that is asked."""
    edit(case, "actors.csv", "2001-06", "2003-12")
    by_hand = Ensemble(case, N).run().outcomes
    for outcome in ("yes_share", OUTCOME):
        without = of(explain(TEMPLATE, outcome, N, what=["actors"]), "actors", "ocean_friends").paired
        assert np.array_equal(without.base, by_hand[outcome])


def test_a_mechanism_that_is_a_field_is_taken_away_from_every_entry():
    found = explain("mexico_chile", "exports_delivered", 3, what=["mechanisms"], only=["matching"])
    matched = of(found, "mechanisms", "matching")
    fields = off_fields(MECHANISMS["matching"], load_case("mexico_chile").scenario)
    gone = Ensemble("mexico_chile", 3, until="2028-12", settings=fields).run().outcomes["exports_delivered"]
    assert np.array_equal(matched.paired.base, gone)
    assert matched.size != 0.0


def test_settings_and_variants_hold_in_every_deletion():
    found = explain(TEMPLATE, OUTCOME, 4, what=["actors", "mechanisms"], variant="no_spill",
                    settings={"campaigns.media_weight": 0})  # fmt: skip
    run = Ensemble(
        TEMPLATE, 4, variant="no_spill", settings={"campaigns.media_weight": 0}, absent={"mayor": True}
    ).run()
    assert np.array_equal(of(found, "actors", "mayor").paired.base, run.outcomes[OUTCOME])
    assert of(found, "mechanisms", "attention").deletion.idle == "off"


# What cannot matter


def test_who_meets_nobody_contributes_exactly_nothing(peopled):
    found = explain(peopled, OUTCOME, N, what=["actors"])
    hermit = of(found, "actors", "hermit")
    assert hermit.size == 0.0
    assert hermit.is_same
    assert hermit.paired.n == N
    assert not hermit.paired.gaps.any()
    assert (hermit.parts, hermit.deeds) == (None, None)


def test_who_comes_after_the_month_that_settles_it_is_not_run_and_would_have_changed_no_bit(peopled):
    late = of(explain(peopled, "yes_share", N, what=["actors"]), "actors", "late")
    assert late.deletion.idle == "later"
    assert (late.size, late.interval.low, late.interval.high, late.stands) == (0.0, 0.0, 0.0, False)
    whole, without = (Ensemble(peopled, N, until="2003-06", absent={"late": gone}).run() for gone in (False, True))
    for name, values in whole.series.items():
        assert np.array_equal(values, without.series[name], equal_nan=True), name


def test_a_mechanism_that_is_off_is_not_run_and_would_have_changed_no_bit():
    off = explain(TEMPLATE, OUTCOME, 3, what=["mechanisms"], settings=off_numbers(MECHANISMS["tactics"]))
    tactics = of(off, "mechanisms", "tactics")
    assert (tactics.deletion.idle, tactics.size, tactics.is_same) == ("off", 0.0, True)


def test_alliances_are_those_documented_by_then(case):
    with (case / "ties.csv").open("a", encoding="utf-8") as ties:
        ties.write(
            "council_opposition,bay_watch,alliance,2001-05,,assumed\nmayor,ocean_friends,alliance,2003-09,,assumed\n"
        )
    loaded = load_case(case)
    assert [each.id for each in deletions(loaded, ["alliances"], "2003-06")] == ["bay_watch.council_opposition"]
    assert len(deletions(loaded, ["alliances"], "2003-12")) == 2


# Ranks, marks, dates


def test_ranks_go_by_size_and_hold_in_other_company(found):
    for kind in ("actors", "mechanisms"):
        sizes = [abs(each.size) for each in found.of(kind)]
        assert sizes == sorted(sizes, reverse=True)
        assert [each.rank for each in found.of(kind)] == list(range(1, len(sizes) + 1))
    alone = explain(TEMPLATE, OUTCOME, N, what=["actors"])
    assert [each.deletion.id for each in alone.of("actors")] == [each.deletion.id for each in found.of("actors")]
    assert [each.size for each in alone.of("actors")] == [each.size for each in found.of("actors")]


def test_what_stands_leaves_out_zero_by_far(found):
    stands = [each for each in found.contributions if each.stands]
    assert stands
    for each in stands:
        assert not each.includes_zero
        assert each.interval.p <= 0.05 / 5
    assert found.record()["by_chance"] == pytest.approx(0.05 * found.n_seen)


def test_few_of_them_contribute_what_they_do_among_all(found):
    wanted = [each.deletion.id for each in found.of("actors")[:2]]
    few = explain(TEMPLATE, OUTCOME, N, only=wanted)
    assert [each.deletion.id for each in few.contributions] == wanted
    assert [each.size for each in few.contributions] == [each.size for each in found.of("actors")[:2]]
    with pytest.raises(PlanError, match=f"did you mean '{wanted[0]}'"):
        explain(TEMPLATE, OUTCOME, N, only=[wanted[0] + "x"])


def test_actors_that_are_counted_themselves_are_marked(found):
    assert {each.deletion.id for each in found.of("actors") if each.is_own} == {"bay_watch", "dock_union"}
    votes = explain(TEMPLATE, "yes_share", 3, what=["actors"])
    assert {each.deletion.id for each in votes.of("actors") if each.is_own} == {
        "council_majority",
        "council_opposition",
    }


def test_histories_part_in_the_first_month_in_which_the_states_of_others_differ(case):
    """Found again from whole histories, run by run."""
    edit(case, "actors.csv", ",,,2001-06,,-0.9", ",,,2001-06,,0.9")
    loaded = load_case(case)
    wanted = [each for each in deletions(loaded, ["actors", "alliances"], "2002-06") if each.idle is None]
    for things, ensemble in batches(loaded, wanted, range(2), with_base=True, until="2002-06"):
        dates = partings(ensemble, things, 2)
        states, n = ensemble.histories(), len(things)
        for k in range(1, n):
            gone = [ensemble.setting.actors.index(name) for name in things[k].names if things[k].kind == "actors"]
            others = [row for row in range(ensemble.setting.n_actors) if row not in gone]
            for replicate in range(2):
                base, run = replicate * n, replicate * n + k
                differs = [
                    any((values[:, others, base] != values[:, others, run]).any() for values in
                        (state.position, state.salience, state.policy))
                    for state in states[1:]
                ]  # fmt: skip
                first = differs.index(True) if True in differs else ensemble.setting.n_steps
                assert dates.to_the_bit[k, replicate] == first, (things[k].id, replicate)
                assert dates.in_deeds[k, replicate] >= first


def test_a_case_as_written_never_parts_from_itself():
    loaded = load_case(TEMPLATE)
    (mechanism,) = (each for each in deletions(loaded, ["mechanisms"], "2003-12") if each.id == "uptake")
    ((things, ensemble),) = batches(loaded, [mechanism], range(2), with_base=True, until="2003-12")
    assert (partings(ensemble, things, 2).to_the_bit[1] == ensemble.setting.n_steps).all()  # the case has no ideas


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"outcome": "yes_shar"}, "outcome: no such outcome 'yes_shar'; did you mean 'yes_share'?"),
        ({"what": ["actor"]}, "what: must be of actors, alliances, groups, mechanisms (got 'actor')"),
        ({"what": []}, "what: needs one at least"),
        ({"until": "1999-01"}, "until: must be a month from 2001-01 to 2003-12"),
    ],
)
def test_what_cannot_be_explained_is_refused_before_any_run(change, message):
    with pytest.raises((PlanError, EnsembleError)) as wrong:
        explain(**{"case": TEMPLATE, "outcome": "yes_share", "replicates": 2} | change)
    assert message in str(wrong.value)


# Command line


def test_the_table_ranks_and_names_what_changed_nothing():
    text = say(TEMPLATE, "--outcome", "yes_share", "--replicates", 4, "--set", "campaigns.celebrity_reach=1")
    assert max(map(len, text.splitlines())) <= 120
    first = next(line for line in text.splitlines() if line.startswith("1 "))
    assert "council_majority" in first
    assert "counted itself" in first
    assert "exactly 0, since they are off: celebrities" in text
    spanish = say(TEMPLATE, "--outcome", "yes_share", "--replicates", 3, "--what", "actors", "--lang", "es", "--all")
    assert "sin un actor" in spanish
    assert all(name in spanish for name in load_case(TEMPLATE).scenario.actors)


def test_json_and_csv_are_whole_and_say_what_python_says(tmp_path, found):
    out = tmp_path / "t.csv"
    words = (TEMPLATE, "--outcome", OUTCOME, "--replicates", N, "--what", "actors", "--json")
    record = json.loads(say(*words, "--out", out, "--figure", tmp_path / "f"))
    sizes = [(each.deletion.id, each.size, each.interval.low) for each in found.of("actors")]
    assert [(each["id"], each["contribution"], each["low"]) for each in record["contributions"]] == sizes
    assert set(record["contributions"][0]) == {
        "kind", "id", "rank", "idle", "contribution", "low", "high", "includes_zero", "stands", "p", "pairs", "defined",
        "undefined", "share", "own", "parts", "deeds",
    }  # fmt: skip
    with out.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert [row["id"] for row in rows] == [each["id"] for each in record["contributions"]]
    assert (tmp_path / "f.png").stat().st_size > 10_000


def test_a_wrong_kind_is_refused():
    done = CliRunner().invoke(command, [str(TEMPLATE), "--outcome", "yes_share", "--what", "actors,venues"])
    assert done.exit_code == 2
    assert "--what: no kind 'venues'" in done.output


ROUNDED, SHIFTED = (0.1 + 0.2, 0.5, 0.9), (0.3, 0.5, 0.9)
NAN = float("nan")


@pytest.mark.parametrize(
    ("without", "case_itself", "is_same", "is_apart"),
    [
        (ROUNDED, SHIFTED, True, False),  # to rounding
        ((0.1, NAN, 0.9), (0.1, NAN, 0.9), True, False),  # where it is defined, which is in the same pairs
        ((0.1, 0.5, 0.9), (0.1, NAN, 0.9), False, False),  # defined without it: that is a difference
        ((0.1, 0.5, 0.9), (0.1, 0.6, 0.9), False, True),
    ],
)
def test_identical_pairs_are_told_and_drawn_as_such_rather_than_as_the_widest_bar(
    found, without, case_itself, is_same, is_apart
):
    paired = Paired(np.array(without), np.array(case_itself))
    one = dataclasses.replace(found.contributions[0], paired=paired, stands=False)
    assert (one.is_same, one.is_apart) == (is_same, is_apart)
    only = dataclasses.replace(found, contributions=(one,))
    row = next(line for line in explanation_text(only, True, "en").splitlines() if one.deletion.id in line)
    assert ("same in each" in row) is not is_apart
    axes = contributions(only).axes
    bars = sum(len(each.patches) for each in axes)
    if is_same:
        assert bars == 0
    elif not is_apart:
        marks = [line for each in axes for line in each.lines if line.get_marker() == "d"]
        assert [list(line.get_xdata()) for line in marks] == [[0]]
        assert bars == 0
    else:
        assert bars == 1


def test_the_figure_has_a_bar_for_each_that_made_a_difference(found):
    figure = contributions(found)
    bars = sum(len(axes.patches) for axes in figure.axes)
    assert bars == sum(not each.is_same for each in found.contributions)
    titles = [axes.get_title(loc="left") for axes in figure.axes]
    assert titles[1] == "without an actor that is itself counted: its own votes, or its own state"
