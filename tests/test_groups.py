"""Are groups taken away as a whole: their members at once, or the ties among them and no others?"""

import json
import shutil

import numpy as np
import pytest
from click.testing import CliRunner
from templates import hurry
from test_scenario_errors import edit, report

from sim import Ensemble
from sim.cli import cli
from sim.ensemble import EnsembleError
from sim.experiments.counterfactuals.explain import explain
from sim.experiments.counterfactuals.ranges import drawn, ranges_of
from sim.experiments.plans.plan import PlanError
from sim.figures.contributions import contributions
from sim.model.channels import Channel
from sim.model.core.noise import Noise
from sim.model.parameters import ParameterError, table
from sim.scenario.load import load_case, load_scenario
from sim.scenario.new import TEMPLATE
from sim.words import label, told

N = 6
OUTCOME = "salience_of_port"
LATE = "2002-05"  # after the month of that outcome
GROUPS = """
groups:
  dockers:
    label: {en: "Dock workers", es: "Estibadores"}
    actors: {ids: [dock_union]}
    source: assumed
  friends:
    label: {en: "Friends of the bay", es: "Amigos de la bahía"}
    actors: {role: [advocacy, network]}
    source: assumed
  green_ties:
    label: {en: "Ties among greens", es: "Lazos entre verdes"}
    actors: {ids: [bay_watch, ocean_friends, council_opposition]}
    ties: within
    source: assumed
  ties_abroad:
    label: {en: "Ties across borders", es: "Lazos transfronterizos"}
    ties: across_borders
    source: assumed
"""


@pytest.fixture
def grouped(case):
    return with_groups(case)


def with_groups(case):
    """The template in a hurry, with groups; its actors meet soon, so that ties can matter."""
    hurry(case)
    with (case / "scenario.yaml").open("a", encoding="utf-8") as scenario:
        scenario.write(GROUPS)
    with (case / "ties.csv").open("a", encoding="utf-8") as ties:
        ties.write("bay_watch,ocean_friends,alliance,2001-06,,assumed\ndock_union,ocean_friends,alliance,,,assumed\n")
    return case


@pytest.fixture(scope="module")
def town(tmp_path_factory):
    """The same, for tests that change nothing in it."""
    folder = tmp_path_factory.mktemp("town") / "case"
    shutil.copytree(TEMPLATE, folder)
    return with_groups(folder)


@pytest.fixture(scope="module")
def explained_town(town):
    """What its actors and groups contribute, which several tests look at."""
    return explain(town, OUTCOME, N, what=["actors", "groups"])


def of(found, name):
    return next(each for each in found.of("groups") if each.deletion.id == name)


def explained(case, *words, outcome=OUTCOME, replicates=N):
    options = ["--outcome", outcome, "--replicates", str(replicates), *map(str, words)]
    return CliRunner().invoke(cli, ["explain", str(case), *options])


def said(case, *words, **more):
    done = explained(case, *words, **more)
    assert done.exit_code == 0, done.output
    return done.output


# Runs


def test_a_group_of_one_is_that_actor_deleted(explained_town):
    found = explained_town
    (union,) = (each for each in found.of("actors") if each.deletion.id == "dock_union")
    group = of(found, "dockers")
    assert np.array_equal(group.paired.base, union.paired.base)
    assert (group.size, group.interval, group.parts, group.deeds) == (
        union.size, union.interval, union.parts, union.deeds,
    )  # fmt: skip
    assert group.size != 0.0


def test_members_go_at_once(town, explained_town):
    at_once = Ensemble(town, N, absent={"bay_watch": True, "ocean_friends": True}).run().outcomes[OUTCOME]
    group = of(explained_town, "friends")
    assert np.array_equal(group.paired.base, at_once)
    typed = explain(town, OUTCOME, N, groups={"both": ["bay_watch", "ocean_friends"]})
    assert [each.deletion.id for each in typed.contributions] == ["both"]
    assert np.array_equal(of(typed, "both").paired.base, at_once)


def test_ties_within_are_cut_among_members_alone(town, explained_town):
    found = explained_town
    among = [
        ("bay_watch", "ocean_friends"),
        ("bay_watch", "council_opposition"),
        ("ocean_friends", "council_opposition"),
    ]
    ensemble = Ensemble(town, N, severed=dict.fromkeys(among, True))
    assert np.array_equal(of(found, "green_ties").paired.base, ensemble.run().outcomes[OUTCOME])
    assert {frozenset(pair) for pair in of(found, "green_ties").deletion.pairs} == {frozenset(pair) for pair in among}
    end, edges, actors = ensemble.histories()[-1], ensemble.setting.edges, ensemble.setting.actors
    open_ties = {
        frozenset((actors[a], actors[b]))
        for a, b, tie in zip(edges.source, edges.target, end.allied, strict=True)
        if tie.any()
    }
    assert open_ties  # others stay tied
    assert open_ties.isdisjoint(frozenset(pair) for pair in among)
    assert not of(found, "green_ties").is_own


def test_ties_across_borders_are_those_of_two_countries(town, explained_town):
    scenario = load_scenario(town)
    home = {name: actor.country for name, actor in scenario.actors.items()}
    pairs = of(explained_town, "ties_abroad").deletion.pairs
    expected = {frozenset((a, b)) for a in home for b in home if home[a] != home[b]}
    assert {frozenset(pair) for pair in pairs} == expected


def test_who_is_counted_in_the_outcome_marks_the_group(town):
    found = explain(town, "yes_share", 2, groups={"lists": "council_majority,council_opposition", "dock": "dock_union"})
    assert {each.deletion.id: each.is_own for each in found.contributions} == {"lists": True, "dock": False}


def test_a_group_that_comes_too_late_is_not_run(grouped):
    edit(grouped, "actors.csv", "2001-06,,-0.9", LATE + ",,-0.9")
    edit(grouped, "ties.csv", "bay_watch,ocean_friends,alliance,2001-06", f"bay_watch,ocean_friends,alliance,{LATE}")
    edit(grouped, "ties.csv", "dock_union,ocean_friends,alliance,,", f"dock_union,ocean_friends,alliance,{LATE},")
    found = explain(grouped, OUTCOME, 2, what=["groups"], groups={"late": ["ocean_friends"]})
    assert {each.deletion.id for each in found.contributions if each.deletion.idle == "later"} == {
        "late",
        "ties_abroad",
    }
    assert of(found, "friends").deletion.idle is None


def test_a_tactic_is_the_case_against_its_variant(grouped):
    with (grouped / "scenario.yaml").open("a", encoding="utf-8") as scenario:
        scenario.write("  pressing:\n    label: {en: Pressing}\n    variant: no_spill\n    source: assumed\n")
    found = of(explain(grouped, OUTCOME, N, what=["groups"]), "pressing")
    for side, version in ((found.paired.other, None), (found.paired.base, "no_spill")):
        assert np.array_equal(side, Ensemble(load_case(grouped, version), N).run().outcomes[OUTCOME])
    assert found.size != 0.0
    elsewhere = of(explain(grouped, OUTCOME, 2, what=["groups"], variant="no_spill"), "pressing")
    assert elsewhere.deletion.idle == "elsewhere"
    text = " ".join(said(grouped, "--what", "groups").split())
    assert "pressing: what the variant no_spill does without" in text


def test_groups_are_shown_in_the_other_form_of_effort_beside(town, explained_town):
    found = explained_town
    union = of(found, "dockers").other_form
    form = {"campaigns.receptivity": 1.0}
    for side, absent in ((union.other, False), (union.base, True)):
        by_hand = Ensemble(town, N, parameters=form, absent={"dock_union": absent})
        assert np.array_equal(side, by_hand.run().outcomes[OUTCOME])
    assert found.other_form == (1.0, float(np.mean(union.other)))
    plain = explain(town, OUTCOME, N, what=["groups"], settings=form)
    assert np.array_equal(of(plain, "dockers").other_form.other, of(found, "dockers").paired.other)


# Coding error and ranges


def test_both_runs_of_a_pair_have_one_draw_of_the_range_and_one_coding_error(town):
    words = {"jitter": 0.2, "ranges": ["opinion.rate"]}
    found = explain(town, OUTCOME, N, what=["actors"], only=["mayor"], **words)
    row = table()["opinion.rate"]
    shares = Noise(1, range(N)).once(*Channel.PARAMETER("opinion.rate"), 1)[0]
    values = row.low + (row.high - row.low) * shares
    assert len(set(values.tolist())) == N
    for gone, side in ((False, found.contributions[0].paired.other), (True, found.contributions[0].paired.base)):
        by_hand = Ensemble(town, N, parameters={"opinion.rate": values}, jitter=0.2, absent={"mayor": gone})
        assert np.array_equal(side, by_hand.run().outcomes[OUTCOME])


def test_draws_are_those_of_the_replicate_whatever_else_is_drawn():
    loaded = load_case(TEMPLATE)
    both = drawn(ranges_of(["opinion.rate", "ties.cost"], loaded), 3, [0, 1, 2, 5])
    alone = drawn(ranges_of(["ties.cost"], loaded), 3, [5])
    assert both["ties.cost"][3] == alone["ties.cost"][0]
    for key, values in both.items():
        assert ((table()[key].low <= values) & (values <= table()[key].high)).all()


def test_a_mechanism_whose_parameter_is_drawn_is_taken_away_at_its_off_value():
    found = explain(TEMPLATE, OUTCOME, 3, what=["mechanisms"], only=["tie_cost"], ranges=["ties.cost", "opinion.rate"])
    rates = drawn(ranges_of(["opinion.rate"], load_case(TEMPLATE)), 1, range(3))
    off = Ensemble(TEMPLATE, 3, parameters={**rates, "ties.cost": 0.0}).run().outcomes[OUTCOME]
    assert np.array_equal(found.contributions[0].paired.base, off)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"ranges": ["opinion.rat"]}, "opinion.rat: no such parameter; did you mean 'opinion.rate'?"),
        (
            {"ranges": ["opinion.rate"], "settings": {"opinion.rate": 2}},
            "range: 'opinion.rate' is set to 2 here; leave one of them out",
        ),
        ({"groups": {"bay": ["bay_wach"]}}, "groups: 'bay': no such actor 'bay_wach'; did you mean 'bay_watch'?"),
        ({"groups": {"bay": "mayor,mayor"}}, "groups: 'bay' names 'mayor' a second time"),
        ({"groups": {"bay": []}}, "groups: 'bay' names nobody; say who is in it, as in bay=ID,ID"),
        ({"groups": {"Bay": ["mayor"]}}, "groups: 'Bay': must be a name of small letters"),
        ({"what": ["groups"]}, "what: this case has no groups; name some, as in labor=ID,ID"),
        ({"jitter": "coded"}, "jitter: needs a number"),
    ],
)
def test_what_cannot_be_asked_is_refused_in_one_line(change, message):
    with pytest.raises((PlanError, ParameterError, EnsembleError)) as wrong:
        explain(**{"case": TEMPLATE, "outcome": OUTCOME, "replicates": 2} | change)
    assert message in str(wrong.value)
    assert "\n" not in str(wrong.value)


# The scenario's groups


def test_groups_change_no_digest(grouped):
    before = load_case(grouped).digest
    edit(grouped, "scenario.yaml", "actors: {ids: [dock_union]}", "actors: {ids: [mayor]}")
    assert load_case(grouped).digest == before
    assert list(load_scenario(grouped).groups) == ["dockers", "friends", "green_ties", "ties_abroad"]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("{ids: [dock_union]}", "{ids: [dock_unionn]}", "unknown actor 'dock_unionn'; did you mean 'dock_union'?"),
        ("{ids: [dock_union]}", "{ids: [dock_union, dock_union]}", "names 'dock_union' a second time"),
        ("{ids: [dock_union]}", "{ids: []}", "selects nobody"),
        ("{ids: [dock_union]}", "{kind: [ngo, government]}", "leaves nobody"),
        ("bay_watch, ocean_friends, council_opposition]", "bay_watch]", "has no ties: a tie takes two members"),
        ("ties: across_borders", "ties: across_border", "must be one of"),
        ("ties: across_borders", "variant: no_spill\n    ties: within", "stands beside ties"),
        ("ties: across_borders", "variant: no_spil", "unknown variant 'no_spil'; did you mean 'no_spill'?"),
        (
            "ties: across_borders", "actors: {country: AA}\n    ties: across_borders",
            "has no ties across borders: all of its members are of one country",
        ),
    ],
)  # fmt: skip
def test_a_wrong_group_is_told_with_its_place(grouped, old, new, message):
    edit(grouped, "scenario.yaml", old, new)
    lines = (grouped / "scenario.yaml").read_text(encoding="utf-8").splitlines()
    line = next(n for n, text in enumerate(lines, 1) if new.split("\n")[0] in text)
    problem = report(grouped)
    assert problem.startswith(f"scenario.yaml:{line}:")
    assert message in problem
    assert "\n" not in problem


def test_nafta_names_its_groups_in_both_languages():
    scenario = load_scenario("nafta")
    assert len(scenario.groups) >= 12
    assert all(each.label.es for each in scenario.groups.values())
    sides = [set(scenario.groups[name].actors.ids) for name in ("ties_of_critics", "ties_of_supporters")]
    for ids, sign in zip(sides, (-1, 1), strict=True):
        rows = scenario.actors.items()
        assert ids == {name for name, row in rows if sign * row.positions["trade"] > 0 and row.role != "bloc"}


# Command line


def test_groups_follow_the_option_as_words_in_any_place(town):
    groups = ("dock=dock_union", "bay=bay_watch,ocean_friends")
    text = said(town, "--groups", *groups, "--json")
    assert [each["id"] for each in json.loads(text)["contributions"]] in (["dock", "bay"], ["bay", "dock"])
    assert text == said(town, "--groups", groups[0], "--groups", groups[1], "--json")
    words = ["explain", "--groups", *groups, str(town), "--outcome", OUTCOME, "--replicates", str(N), "--json"]
    assert CliRunner().invoke(cli, words).output == text
    assert CliRunner().invoke(cli, [words[0], f"--groups={groups[0]}", *words[3:]]).output == text


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--groups", "dock"), "--group dock: must be NAME=ID,ID"),
        (("--groups", "dock=mayor", "dock=bay_watch"), "--group: 'dock' is a second time"),
        (("dock=mayor",), "unexpected extra argument (dock=mayor)"),
    ],
)
def test_words_that_are_no_groups_are_refused(words, message):
    done = explained(TEMPLATE, *words)
    assert done.exit_code == 2
    assert message in done.output


def test_without_kinds_all_are_listed_and_groups_where_there_are_some(town):
    kinds = [each["kind"] for each in json.loads(said(town, "--json", replicates=2))["contributions"]]
    assert list(dict.fromkeys(kinds)) == ["actors", "alliances", "groups", "mechanisms"]
    text = said(TEMPLATE, replicates=2)
    assert "without an actor" in text
    assert "without a group" not in text


def test_the_table_of_groups_fits_80_columns_and_says_what_was_drawn(town):
    words = ("--what", "groups", "--jitter", "0.1", "--range", "opinion.rate")
    text = said(town, *words)
    assert max(map(len, text.splitlines())) <= 80
    head = " ".join(text.split("without a group")[0].split())
    assert "changed: jitter 0.1, opinion.rate drawn from 0.5 to 4" in head
    for group in load_scenario(town).groups.values():
        assert group.label.en in text
    assert "green_ties: without ties among bay_watch, ocean_friends, council_opposition" in " ".join(text.split())
    spanish = said(town, *words, "--lang", "es")
    assert max(map(len, spanish.splitlines())) <= 80
    assert "sin un grupo" in spanish
    assert "opinion.rate al azar de 0.5 a 4" in " ".join(spanish.split())
    assert label(load_scenario(town).groups["friends"].label, "es") in spanish


def test_json_csv_and_figure_have_the_groups(town, tmp_path):
    out = tmp_path / "t.csv"
    words = ("--what", "groups", "--jitter", "0.1", "--range", "opinion.rate", "--json")
    record = json.loads(said(town, *words, "--out", out, "--figure", tmp_path / "f"))
    assert record["jitter"] == 0.1
    assert record["ranges"] == {"opinion.rate": [table()["opinion.rate"].low, table()["opinion.rate"].high]}
    assert record["groups"]["friends"] == {
        "label": {"en": "Friends of the bay", "es": "Amigos de la bahía"}, "ties": None, "variant": None,
        "actors": ["bay_watch", "ocean_friends"],
    }  # fmt: skip
    assert {each["kind"] for each in record["contributions"]} == {"groups"}
    text = out.read_text(encoding="utf-8")
    assert "bay_watch ocean_friends" in text
    assert (tmp_path / "f.png").stat().st_size > 10_000


def test_the_figure_names_groups_by_their_labels(town):
    figure = contributions(explain(town, OUTCOME, N, what=["groups"], ranges=["opinion.rate"]), "es")
    assert any("opinion.rate al azar de 0.5 a 4" in text.get_text().replace("\n", " ") for text in figure.texts)
    names = [text.get_text().rstrip("*") for axes in figure.axes for text in axes.get_yticklabels()]
    assert "Amigos de la bahía" in names
    assert figure.axes[0].get_title(loc="left") == "sin un grupo"


def test_what_is_wrong_is_told_in_spanish():
    with pytest.raises(PlanError) as wrong:
        explain(TEMPLATE, OUTCOME, 2, groups={"bay": "bay_wach"})
    assert told(str(wrong.value), "es") == "groups: 'bay': no existe el actor 'bay_wach'; ¿quiso decir 'bay_watch'?"
    with pytest.raises(PlanError) as wrong:
        explain(TEMPLATE, OUTCOME, 2, what=["groups"])
    assert told(str(wrong.value), "es") == "what: este caso no tiene grupos; nombre algunos, como en labor=ID,ID"
