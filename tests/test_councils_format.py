"""Councils and places as they stand in files: what is read of them, and what every mistake is told as."""

import datetime as dt
import random

import numpy as np
import pytest
from ruamel.yaml import YAML
from test_scenario_errors import BROKEN, damaged, edit, named, report, spot

from sim.ensemble import Ensemble
from sim.model.councils.setting import councils_of
from sim.scenario.compile import compile_setting
from sim.scenario.load import ScenarioError, load_case, load_scenario

COUNCILS = YAML(typ="safe", pure=True).load((BROKEN / "councils.yaml").read_text(encoding="utf-8"))
"""A valid case with two councils, and the mistakes in it."""


@pytest.fixture
def town(case):
    """The template with two councils."""
    with (case / "actors.csv").open("a", encoding="utf-8") as actors:
        actors.write(COUNCILS["actors"])
    (case / "places.csv").write_text(COUNCILS["places"], encoding="utf-8")
    edit(case, "scenario.yaml", "variants:\n", f"{COUNCILS['sections']}variants:\n")
    edit(case, "scenario.yaml", "outcomes:\n", f"outcomes:\n{COUNCILS['outcomes']}")
    return case


def test_a_case_with_councils_says_what_its_files_say(town):
    scenario = load_scenario(town)
    assert [(p.weight, p.insiders, p.oversight) for p in scenario.places.values()] == [
        (3.0, 0.2, 0.4), (1.0, 0.6, 0.5), (0.0, 0.0, 0.5),
    ]  # fmt: skip
    abroad, friends = scenario.councils.values()
    assert [(r.type, r.since, r.until, r.seats, r.appointed) for r in abroad.regimes] == [
        ("elected", dt.date(2001, 6, 1), None, 8, 2),
        ("selected", dt.date(2002, 6, 1), dt.date(2002, 11, 1), 5, 0),
        ("network", dt.date(2003, 1, 1), None, 4, 0),
    ]
    assert (abroad.regimes[1].themes, abroad.regimes[2].patron) == (["wages"], "mayor")
    assert (friends.places, friends.candidates_per_seat) == (None, 4)


def test_a_case_with_councils_compiles_and_runs(town):
    setting = compile_setting(load_scenario(town))
    abroad, friends = councils_of(setting)
    assert [(r.since, r.until, r.term, r.first_selection) for r in abroad.regimes] == [
        (5, 17, 6, 0), (17, 23, 12, 2), (24, 36, 12, 3),
    ]  # fmt: skip
    assert abroad.regimes[0].place_seats.tolist() == [6, 2]
    assert np.bincount(abroad.place).tolist() == [18, 6]
    assert friends.places == ("east_side", "west_side", "lighthouse")
    assert np.bincount(friends.place, minlength=3).tolist() == [20, 4, 0]  # 4 for each of 5, 1 and no seats
    assert len(friends.audience) == 0
    assert abroad.regimes[2].is_same_party.tolist() == [True, True, False]  # mayor, majority, opposition
    result = Ensemble(town, 20).run()
    assert ((result.outcomes["taken"] == 0.0) | (result.outcomes["taken"] == 1.0)).all()
    assert (result.outcomes["done"] >= 0.0).all()
    assert result.outcomes["done"].max() > 0.5


def test_a_council_is_changed_by_a_setting(town):
    settings = {"councils.abroad.first_generation": 0.1, "places.west_side.insiders": 0.9}
    scenario = load_case(town, settings=settings).scenario
    assert scenario.councils["abroad"].first_generation == 0.1
    assert scenario.places["west_side"].insiders == 0.9


@pytest.mark.parametrize("mistake", named(COUNCILS["mistakes"]))
def test_a_mistake_in_a_council_is_told_where_it_stands(town, mistake):
    edit(town, "scenario.yaml", mistake["old"], mistake["new"])
    assert report(town) == f"{spot(town, mistake['at'])} {mistake['says']}"


@pytest.mark.parametrize("mistake", named(COUNCILS["cells"]))
def test_a_mistake_in_places_csv_is_told_with_line_and_column_name(town, mistake):
    edit(town, "places.csv", mistake["old"], mistake["new"])
    assert report(town) == mistake["says"]


def test_without_places_csv_a_council_has_nowhere_to_come_from(town):
    (town / "places.csv").unlink()
    edit(town, "scenario.yaml", "    places: [east_side, west_side]\n", "")
    edit(town, "scenario.yaml", "    places: [west_side]\n", "")
    said = "it has no places (places.csv): nobody could serve"
    assert report(town).splitlines() == [
        f"{spot(town, f'  |{name}:')} councils.{name}: {said}" for name in ("abroad", "friends")
    ]


@pytest.mark.parametrize("seed", [0, 1])
def test_no_damage_of_a_case_with_councils_ends_in_another_exception(town, seed):
    """Lines dropped, doubled, swapped or cut: the answer is a scenario or problems, never a traceback."""
    rng, files = random.Random(seed), ("scenario.yaml", "places.csv", "actors.csv")
    originals = {name: (town / name).read_text(encoding="utf-8") for name in files}
    for _ in range(12):
        name = rng.choice(files)
        (town / name).write_text(damaged(originals[name], rng), encoding="utf-8")
        try:
            load_case(town)
        except ScenarioError as wrong:
            assert wrong.problems  # noqa: PT017
        (town / name).write_text(originals[name], encoding="utf-8")
