"""Does a page hold the runs that it says it holds, to the bit, and the case as its files have it?"""

import json

import numpy as np
import pytest
from click.testing import CliRunner
from seminar import UNTIL, N, unpacked

from sim import Ensemble, Page
from sim.case_page import case_page
from sim.claims import judge
from sim.cli import cli
from sim.experiments.counterfactuals.explain import explain
from sim.model.parameters import check_value, table
from sim.page.case.events import events
from sim.page.case.lanes import APART, mean_positions
from sim.page.case.lesson import moved_in_lesson
from sim.page.case.sliders import chosen_sliders, parameter_label
from sim.page.runs.coding import decode, encode, history_of
from sim.page.runs.compute import compute_all
from sim.page.runs.record import rounded
from sim.page.runs.star import Choice, slider, star_of
from sim.page.runs.study import Study
from sim.page.runs.who import targets, who_mattered
from sim.scenario.find import list_cases
from sim.scenario.load import load_case
from sim.scenario.new import TEMPLATE
from sim.story.talks import LEVELS


def alone(page, choice):
    """The run that is shown of a setting, computed by itself, in the way of `run.py run`."""
    study = page.study
    return Ensemble(
        study.case, [study.replicate], study.seed, choice.variant, dict(choice.parameters), until=study.until,
        absent=dict.fromkeys(choice.without, True),
    )  # fmt: skip


def checked_to_the_bit(page, choice):
    record, read = unpacked(page, choice.id)
    ensemble = alone(page, choice)
    states = ensemble.histories()[1:]
    edges = ensemble.setting.edges
    assert len(states) == len(page.data["months"])
    row = {pair: k for k, pair in enumerate(zip(edges.source.tolist(), edges.target.tolist(), strict=True))}
    none = len(row)  # a row behind all others, for pairs that nothing ties in this setting
    rows = np.array([[row.get((a, b), none), row.get((b, a), none)] for a, b in page.data["pairs"]]).T
    for month, state in enumerate(states):
        assert np.array_equal(read["position"][:, :, month], np.round(100 * state.position[..., 0])), (choice.id, month)
        assert np.array_equal(read["is_active"][:, month], state.is_active[:, 0])
        assert np.array_equal(read["provision"][:, month], state.provision[:, 0])
        held = np.append(state.allied[:, 0], False)[rows]
        assert np.array_equal(read["ties"][:, :, month], held)
        assert held.sum() == np.count_nonzero(state.allied[:, 0])  # no tie is on a pair that the page does not list
    last = states[-1]
    for decision, vote in zip(ensemble.setting.decisions, record["votes"], strict=True):
        assert (vote is not None) == bool(last.is_decided[decision.row, 0])
        if vote is not None:
            blocs = [bloc.row for bloc in decision.blocs]
            assert (vote["yeas"], vote["seats"]) == (last.yeas[blocs, 0].sum(), last.seats[blocs, 0].sum())
            assert vote["passed"] == last.is_passed[decision.row, 0]
            assert {tuple(bloc) for bloc in vote["blocs"]} == {
                (bloc.actor, last.yeas[bloc.row, 0], last.seats[bloc.row, 0])
                for bloc in decision.blocs if last.seats[bloc.row, 0]
            }  # fmt: skip


# The runs


def test_every_history_of_a_page_is_the_run_that_its_setting_gives_alone(harbor):
    assert len(harbor.choices) == 1 + 8 + 1 + len(harbor.study.loaded.scenario.actors)
    for choice in harbor.choices:
        checked_to_the_bit(harbor, choice)


def test_so_is_every_history_of_a_large_case_though_its_run_is_none_of_those_counted(trade):
    for choice in (trade.choices[0], trade.choices[-2], trade.choices[-1]):  # a variant, and without somebody
        checked_to_the_bit(trade, choice)
    assert trade.n_runs == (1 + 3) * 4  # and the coded table alone
    assert {len(run) for run in unpacked(trade, "base")[0]["shares"]} == {3}


def test_settings_differ_so_that_the_comparison_above_could_fail(harbor):
    base, same = unpacked(harbor, "base")
    for name in ("slider:opinion.rate:0", "slider:ties.rate:4", "without:bay_watch"):
        _, read = unpacked(harbor, name)
        assert any(not np.array_equal(read[key], same[key]) for key in same), name
    without_spill, _ = unpacked(harbor, "variant:no_spill")
    assert without_spill["courses"] != base["courses"]


def test_several_processes_and_several_together_give_the_same_as_one_at_a_time():
    study = Study(TEMPLATE, 3)
    choices = [Choice("base"), Choice("x", parameters={"opinion.rate": 3.0}), Choice("y", without=("mayor",))]
    together, apart = compute_all(study, choices, workers=2), [compute_all(study, [each])[0] for each in choices]
    for one, other in zip(together, apart, strict=True):
        assert np.array_equal(one.history.position, other.history.position)
        assert np.array_equal(one.history.ties, other.history.ties)
        assert np.array_equal(one.numbers.shares, other.numbers.shares, equal_nan=True)
        assert np.array_equal(one.numbers.courses, other.numbers.courses, equal_nan=True)


def test_free_combinations_are_one_setting_like_any_other():
    """What the served page asks for: a variant, two parameters and two removals at once."""
    study = Study(TEMPLATE, 2)
    both = {"opinion.rate": 3.0, "campaigns.effect": 0.5}
    choice = Choice("free", "no_spill", both, ("mayor", "bay_watch"))
    (found,) = compute_all(study, [choice])
    gone = {"mayor": True, "bay_watch": True}
    result = Ensemble(TEMPLATE, 2, 1, "no_spill", both, absent=gone, panels=False).run()
    assert np.array_equal(found.numbers.shares[0], result.outcomes["yes_share"])


# What is counted over all runs


@pytest.mark.parametrize("name", ["base", "slider:opinion.rate:4", "without:mayor"])
def test_the_record_counts_what_all_runs_of_a_setting_give(harbor, name):
    record, _ = unpacked(harbor, name)
    choice = next(each for each in harbor.choices if each.id == name)
    absent = dict.fromkeys(choice.without, True)
    result = Ensemble(TEMPLATE, N, settings=dict(choice.parameters), absent=absent).run()
    assert record["n"] == N
    assert record["shares"][0] == [round(1000 * share) for share in result.outcomes["yes_share"]]
    assert record["passed"] == [np.count_nonzero(result.outcomes["yes_share"] > 0.5)]
    course = result.series["salience_of_port"]
    frames = harbor.data["band_frames"]
    for key, q in (("q05", 0.05), ("q50", 0.5), ("q95", 0.95)):
        wanted = [rounded(each) for each in np.quantile(course[frames], q, axis=1)]
        assert record["courses"][0][key] == wanted
    assert record["courses"][0]["run"] == [rounded(each) for each in course[harbor.data["course_frames"], 0]]


def test_the_run_that_is_shown_is_one_of_those_counted(harbor):
    for each in harbor.data["settings"]:
        record, _ = unpacked(harbor, each["id"])
        vote = record["votes"][0]
        assert round(1000 * vote["yeas"] / vote["seats"]) == record["shares"][0][harbor.study.replicate]


@pytest.fixture(scope="module")
def counted():
    """The runs that the page on trade counts."""
    return Ensemble("nafta", 3, until=UNTIL, panels=True).run()


def test_rungs_count_every_run(trade, counted):
    rungs = unpacked(trade, "base")[0]["rungs"]
    assert len(rungs) == len(trade.data["provision"]) > 0
    for k, counts in enumerate(rungs):
        reached = counted.panels.provision[k, -1]
        assert counts == [int(np.count_nonzero(reached == level)) for level in range(len(LEVELS))]


def test_claims_are_judged_as_run_and_check_judge_them(trade, counted):
    base = load_case("nafta")
    variant = "no_cross_border_ties"
    results = {variant: Ensemble("nafta", 3, variant=variant, until=UNTIL).run()}
    verdicts = judge(base.scenario, counted, results)
    told = unpacked(trade, "base")[0]["claims"]
    assert [each["id"] for each in trade.data["claims"]] == [each.id for each in verdicts]
    for verdict, known in zip(verdicts, told, strict=True):
        if verdict.share is None:
            assert known is None
        else:
            assert known == [verdict.n, rounded(verdict.share), int(verdict.word == "not_destroyed")]
    assert any(each.claim.versus == variant and known for each, known in zip(verdicts, told, strict=True))
    elsewhere = unpacked(trade, f"variant:{variant}")[0]["claims"]
    assert all(known is None for each, known in zip(verdicts, elsewhere, strict=True) if each.claim.versus)


# Who mattered


def test_who_mattered_is_what_explain_says(harbor):
    found = {each["actor"]: each for each in harbor.data["who"]["port_vote"]}
    rows = {each["id"]: k for k, each in enumerate(harbor.data["actors"])}
    contributions = explain(TEMPLATE, "yes_share", N, what=["actors"], until="2003-12").of("actors")
    assert len(found) == len(contributions)
    for each in contributions:
        told = found[rows[each.deletion.id]]
        assert told["size"] == rounded(each.size)
        assert told["own"] == each.is_own
        if each.deletion.idle is None:
            assert (told["low"], told["high"]) == (rounded(each.interval.low), rounded(each.interval.high))
            assert told["stands"] == each.stands
    assert any(each["own"] for each in found.values())
    assert not all(each["own"] for each in found.values())


def test_every_vote_ladder_and_course_says_who_mattered_the_greatest_first(trade):
    data = trade.data
    voted = [each["id"] for each in data["decisions"] if each["blocs"]]
    ladders = [f"provision:{k}" for k, _ in enumerate(data["provision"])]
    assert list(data["who"]) == [*voted, *ladders, *(f"course:{each['id']}" for each in data["courses"])]
    assert ladders
    sizes = [
        abs(each["size"]) for each in Page(TEMPLATE, replicates=3, variants=(), sliders=()).data["who"]["port_vote"]
    ]
    assert sizes == sorted(sizes, reverse=True)


def test_who_comes_later_is_idle_and_is_not_run():
    page = Page(TEMPLATE, replicates=2, until="2001-05", variants=(), sliders=())
    assert page.idle == ["ocean_friends"]  # they come in 2001-06
    assert page.n_runs == 2 * (1 + len(page.choices) - 1)
    record, read = unpacked(page, "without:ocean_friends")
    base, same = unpacked(page, "base")
    assert record == base | {"claims": record["claims"]}
    assert all(np.array_equal(read[key], same[key]) for key in same)
    told = next(each for each in page.data["who"]["course:salience_of_port"] if each["idle"])
    assert (told["size"], told["stands"]) == (0, False)


def test_no_interval_is_told_of_a_single_pair():
    study = Study(TEMPLATE, 1)
    base, without = (each.numbers for each in compute_all(study, [Choice("base"), Choice("w", without=("mayor",))]))
    (told,) = who_mattered(targets(study)[0], base, {"mayor": without}, [], {"mayor": 0})
    assert (told["low"], told["high"], told["stands"]) == (None, None, False)


# Coding


@pytest.mark.parametrize("n_months", [1, 8, 23])
def test_what_is_coded_comes_back(n_months):
    rng = np.random.default_rng(n_months)
    base, own = (rng.integers(0, 256, 50 * n_months, dtype=np.uint8) for _ in range(2))
    record = {"text": "ñ </script>", "numbers": [1, None, 0.5]}
    for against in (None, base):
        told, planes = decode(encode(record, own, against), against)
        assert told == record
        assert np.array_equal(planes, own)


def test_planes_stand_as_the_page_reads_them():
    """By hand: one issue, two actors, one pair, one provision, three months."""
    planes = np.array([5, 251, 1, 246, 0, 20, 0b11100000, 0b01100000, 0b10000000, 0, 0, 1, 255], dtype=np.uint8)
    read = history_of(planes, (1, 2, 1, 1, 3))
    assert read["position"].tolist() == [[[5, 0, 1], [-10, -10, 10]]]
    assert read["is_active"].tolist() == [[True, True, True], [False, True, True]]
    assert read["ties"].tolist() == [[[True, False, False]], [[False, False, False]]]
    assert read["provision"].tolist() == [[0, 1, 0]]


def test_a_page_is_small(harbor, trade):
    """36 months of 6 actors; 43 months of 79."""
    sizes = {each["id"]: len(each["blob"]) for each in harbor.data["settings"]}
    assert max(sizes.values()) < 2_500
    sizes = {each["id"]: len(each["blob"]) for each in trade.data["settings"]}
    assert sizes["base"] < 20_000
    assert max(size for name, size in sizes.items() if name != "base") < 12_000
    assert sizes["without:rmalc"] < sizes["base"] / 2


# Settings


def test_sliders_stand_at_low_halfway_default_halfway_and_high():
    loaded = load_case(TEMPLATE)
    found = slider("opinion.rate", loaded)
    assert found.levels == (0.5, 1.0, 1.5, 2.75, 4.0)
    assert (found.levels[found.at_default], found.at_default) == (found.default, 2)
    ids = [each.id for each in star_of([found], [], [])]
    assert ids == ["base", *(f"slider:opinion.rate:{k}" for k in (0, 1, 3, 4))]


@pytest.mark.parametrize(("default", "at_default"), [(0.5, 0), (4.0, 4), (6.0, 4), (0.1, 0)])
def test_sliders_whose_default_is_an_end_are_spread_evenly(default, at_default):
    found = slider("opinion.rate", load_case(TEMPLATE, settings={"opinion.rate": default}))
    assert found.levels[found.at_default] == found.default == default
    assert found.at_default == at_default
    assert np.allclose(np.diff(found.levels, n=2), 0)


def test_every_parameter_can_be_a_slider_and_has_a_name_in_both_languages():
    loaded = load_case(TEMPLATE)
    names = [parameter_label(name) for name in table()]
    assert len({english for english, _ in names}) == len({spanish for _, spanish in names}) == len(names)
    for name in table():
        found = slider(name, loaded)
        assert sorted(set(found.levels)) == list(found.levels)
        assert found.levels[found.at_default] == found.default
        for level in found.levels:
            check_value(name, level)


def test_a_page_without_screening_says_so_and_names_parameters_that_the_case_uses(case):
    page = Page(case, replicates=1, variants=(), removals=())
    assert len(page.sliders) == 5
    assert "not been screened" in page.data["screening"][0]
    assert not any(each.name.startswith(("council", "program", "uptake")) for each in page.sliders)
    assert all(each["share"] is None for each in page.data["sliders"])


def test_what_a_lesson_moves_comes_first_among_the_sliders(case):
    before = [each.name for each in Page(case, replicates=1, variants=(), removals=()).sliders]
    (case / "LESSON.md").write_text("Move `campaigns.pressure_rate`, then `mayor`, then `ties.rate`.", encoding="utf-8")
    page = Page(case, replicates=1, variants=(), removals=())
    others = [name for name in before if name != "ties.rate"]
    assert [each.name for each in page.sliders] == ["campaigns.pressure_rate", "ties.rate", *others][:5]
    assert "lesson" in page.data["screening"][0]
    assert "lección" in page.data["screening"][1]


@pytest.mark.parametrize("folder", list_cases(), ids=lambda folder: folder.name)
def test_what_a_lesson_of_the_package_moves_is_a_slider_of_its_page(folder):
    moved = moved_in_lesson(folder)
    names = [each.name for each in chosen_sliders(load_case(folder), None)[0]]
    assert moved
    assert set(moved) <= set(names), "a lesson moves at most five"


def test_a_page_takes_its_sliders_from_the_screening_of_its_case(monkeypatch):
    digest = load_case(TEMPLATE).digest
    names = ["campaigns.effect", "ties.rate", "opinion.rate", "campaigns.pressure_rate", "campaigns.coordination"]
    record = {
        "digest": digest, "method": {"trajectories": 10, "runs": 90}, "sliders": names,
        "parameters": [{"name": name, "share": 0.9 - k / 10} for k, name in enumerate(names)],
    }  # fmt: skip
    monkeypatch.setattr("sim.page.case.sliders.screening.read", lambda folder: record)
    data = Page(TEMPLATE, replicates=1, variants=(), removals=()).data
    assert [each["name"] for each in data["sliders"]] == names
    assert [each["share"] for each in data["sliders"]] == [0.9, 0.8, 0.7, 0.6, 0.5]
    assert "90 runs" in data["screening"][0]
    record["digest"] = "of another version"
    assert "earlier version" in Page(TEMPLATE, variants=(), removals=()).screening[0]
    assert "chosen" in Page(TEMPLATE, sliders=["campaigns.pressure_rate"]).screening[0]


# The case in words


def test_the_data_has_what_the_page_reads(trade):
    keys = [
        "format", "mode", "version", "case", "digest", "title", "standing", "summary", "seed", "replicate",
        "replicates", "command", "typed", "until", "months", "words", "issues", "main_issue", "lanes", "actors",
        "pairs", "documented", "events",
        "decisions", "provision", "levels", "courses", "course_frames", "band_frames", "claims", "sliders",
        "screening", "variants", "settings", "votes_alone", "who", "lesson", "handout",
    ]  # fmt: skip
    assert sorted(trade.data) == sorted(keys)
    assert json.loads(json.dumps(trade.data, allow_nan=False)) == trade.data


def test_every_text_stands_in_both_languages(trade):
    data = trade.data
    pairs = [data["title"], data["standing"], data["summary"], data["screening"], *data["levels"]]
    pairs += [actor[key] for actor in data["actors"] for key in ("name", "tag", "kind", "role", "country")]
    pairs += [each["title"] for key in ("lanes", "events", "decisions", "variants", "settings") for each in data[key]]
    pairs += [each[key] for each in data["claims"] for key in ("text", "asked")]
    pairs += [each[key] for each in data["courses"] for key in ("label", "unit")]
    pairs += [each[key] for each in data["sliders"] for key in ("label", "unit", "source", "about")]
    assert all(len(pair) == 2 and all(isinstance(text, str) for text in pair) for pair in pairs)
    assert len([pair for pair in pairs if pair[0] != pair[1]]) > len(pairs) / 2


def test_nobody_stands_on_anybody(trade):
    data, base = trade.data, trade.found["base"].history
    place = mean_positions(base, data["main_issue"])
    taken = {}
    for k, actor in enumerate(data["actors"]):
        assert actor["row"] < data["lanes"][actor["lane"]]["rows"]
        taken.setdefault((actor["lane"], actor["row"]), []).append(place[k])
    assert all(np.all(np.diff(sorted(own)) >= APART - 1e-9) for own in taken.values())
    rmalc, house = (next(each for each in data["actors"] if each["id"] == name) for name in ("rmalc", "mx_senate_pri"))
    assert [data["lanes"][each["lane"]]["title"][0] for each in (rmalc, house)] == [
        "Mexico: society", "Mexico: legislature and parties",
    ]  # fmt: skip
    assert (rmalc["seats"], house["seats"], rmalc["size"]) == (False, True, 2)
    assert data["issues"][data["main_issue"]]["id"] == "trade"


def test_events_stand_in_order_within_the_period(trade):
    found = trade.data["events"]
    frames = [each["frame"] for each in found]
    assert frames == sorted(frames)
    assert 0 <= frames[0] <= frames[-1] < len(trade.data["months"])
    assert {each["kind"] for each in found} == {"event", "vote", "talks", "arrival", "key"}
    house = next(each for each in found if each["kind"] == "vote" and "House" in each["title"][0])
    assert trade.data["months"][house["frame"]] == "1991-05"


def test_key_dates_stand_by_their_titles_and_not_beside_what_says_the_same(trade):
    scenario = trade.study.loaded.scenario
    said = {tuple(each["title"]): trade.data["months"][each["frame"]] for each in trade.data["events"]}
    assert said["RMALC founded", "Se funda la RMALC"] == "1991-04"
    assert said["Bush promises labor and environmental safeguards", "Bush promete salvaguardas laborales y ambientales"]
    assert not any("key date" in english or "fecha clave" in spanish for english, spanish in said)
    last = trade.data["months"][-1]
    shown = {
        (each.title.en, each.title.es)
        for each in scenario.key_dates.values()
        if each.same_as is None and f"{each.date:%Y-%m}" <= last
    }
    keys = [tuple(each["title"]) for each in trade.data["events"] if each["kind"] == "key"]
    assert sorted(keys) == sorted(shown)
    hidden = {each.title.en for each in scenario.key_dates.values() if each.same_as}
    assert len(hidden) > 10
    assert "US House votes on NAFTA" in hidden


def test_a_key_date_without_a_title_stands_by_its_id_where_nothing_else_is_said_of_the_month(case):
    path = case / "scenario.yaml"
    text = path.read_text(encoding="utf-8")
    titled = next(line for line in text.splitlines() if "plan_published" in line)
    path.write_text(text.replace(titled, "  plan_published: 2001-03\n  fair_day: 2002-02"), encoding="utf-8")
    found = [each for each in events(Study(case, 1)) if each["kind"] == "key"]
    assert [each["title"] for each in found] == [["key date: plan published", "fecha clave: plan published"]]
    page = case_page(load_case(case).scenario)
    assert "  2002-02-01  key date: fair day\n" in page


def test_documented_tallies_and_naive_forecasts_are_those_of_the_figures(trade):
    data = {each["id"]: each for each in trade.data["decisions"]}
    house = data["us_house_1993"]
    assert (house["documented"], house["documented_count"]) == (0.539, None)  # no claim documents its count
    assert trade.data["months"][house["frame"]] == "1993-11"
    assert data["us_house_1991"]["documented_count"] is None  # its count is not documented
    assert (data["us_house_2019"]["frame"], data["us_house_2019"]["documented"]) == (None, 0.904)
    done = CliRunner().invoke(cli, ["run", "nafta", "--replicates", "1", "--until", UNTIL, "--json"])
    naive = json.loads(done.output)["baselines"]["us_house_1993"]
    assert house["naive"] == {name: rounded(naive[name]) for name in ("party_line", "weighted_mean")}


def test_documented_alliances_lie_within_the_period(trade):
    last = len(trade.data["months"]) - 1
    ties = trade.study.loaded.scenario.ties
    in_time = [each for each in ties if each.type != "contact" and (not each.since or f"{each.since:%Y-%m}" <= UNTIL)]
    assert len(trade.data["documented"]) == len(in_time) < len(ties)
    for a, b, since, until in trade.data["documented"]:
        assert a < b
        assert since is None or 0 <= since <= last
        assert until is None or 0 < until <= last


def test_courses_are_those_that_claims_speak_of_most(trade):
    """And the same series at several dates is one course."""
    scenario = trade.study.loaded.scenario
    shown = [scenario.outcomes[each["id"]] for each in trade.data["courses"]]
    assert len(shown) == 8
    keys = [each.model_dump_json(exclude={"date", "since", "until", "label"}) for each in shown]
    assert len(set(keys)) == len(keys)
    assert not {each.measure for each in shown} & {"vote_share", "passed", "provision", "date_of", "modularity"}
