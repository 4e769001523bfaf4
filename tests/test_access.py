"""Who may enter which venue: the whole table, by kind of actor, coded access, kind of venue and country."""

import shutil

import numpy as np
import pytest
from click.testing import CliRunner
from worlds import toy

from sim.cli import cli
from sim.scenario.compile import compile_setting
from sim.scenario.keys.fields import ROLES
from sim.scenario.load import read_case
from sim.scenario.new import TEMPLATE

ORGANS = ("executive", "ministry", "agency", "subnational")  # roles of the organs behind venues of kind executive
PLACES = (*ORGANS, "legislature", "international", "court", "press", "street", "digital")
# What each letter opens at home, and abroad.
EVERYBODY = {
    "executive": ({"executive", "ministry", "agency", "subnational"}, set()),
    "legislature": ({"legislature"}, set()),
    "foreign_legislature": (set(), {"legislature"}),
    "international": ({"international"}, {"international"}),
    "court": ({"court"}, {"court"}),
    "press": ({"press"}, set()),
    "street": ({"street"}, set()),
    "digital": ({"digital"}, set()),
    "network": (set(), set()),
    "consular": (set(), {"agency", "subnational"}),
}
EMBASSIES = EVERYBODY | {
    "executive": (
        {"executive", "ministry", "agency", "subnational"},
        {"executive", "ministry", "agency", "subnational"},
    ),
    "press": ({"press"}, {"press"}),
    "street": ({"street"}, {"street"}),
    "digital": ({"digital"}, {"digital"}),
}
BLOCS = dict.fromkeys(EVERYBODY, (set(), set())) | {"executive": (EVERYBODY["executive"][0], set())}
TABLE = {
    ("government", "bloc"): BLOCS,  # members of a chamber vote; they press executives at home alone
    ("foreign_state", "patron"): EMBASSIES,
    ("foreign_state", "sponsor"): EMBASSIES,
}
KINDS = [(kind, role) for kind, roles in ROLES.items() for role in roles]


def person(name, kind="ngo", role="advocacy", country="here", **access):
    return {
        "id": name, "name": name, "kind": kind, "role": role, "country": country, "capability": 3.0,
        "positions": {}, "saliences": {}, "access": access, "source": "assumed",
    }  # fmt: skip


def world(*people):
    """Two countries with every kind of venue in each; `people` are from here."""
    organs, venues = [], {}
    for country in ("here", "there"):
        for place in PLACES:
            name, kind = f"{country}_{place}", "executive" if place in ORGANS else place
            venues[name] = {"kind": kind, "country": country, "openness": 1.0, "source": "assumed"}
            if place not in ("press", "street", "digital"):
                organs.append(person(f"organ_{name}", "government", place if place in ORGANS else "party", country))
                venues[name]["organ"] = f"organ_{name}"
    sections = (
        "forums", "events", "barriers", "ideas", "shocks", "commitments", "negotiations", "decisions",
    )  # fmt: skip
    document = {key: {} for key in sections} | {"coupling": [], "ties": [], "leverage": []}
    document |= {"actors": {each["id"]: each for each in (*organs, *people)}, "venues": venues}
    document["outcomes"] = {"ties": {"label": "Ties", "measure": "ties", "actors": {}}}
    return compile_setting(toy(0, **document))


def doors(setting):
    """How far each actor gets in by its own letters, by actor and venue, where it gets in at all."""
    pairs, names = setting.pairs, setting.actors
    places = [setting.venues.ids[v] for v in pairs.venue]
    return {
        (names[actor], place): float(access)
        for actor, place, access in zip(pairs.actor, places, pairs.access, strict=True)
        if access > 0.0
    }


@pytest.mark.parametrize(("kind", "role"), KINDS, ids=["-".join(each) for each in KINDS])
def test_a_letter_opens_the_venues_of_the_table_and_no_others(kind, role):
    """One actor for each letter, with that letter alone."""
    found = doors(world(*(person(letter, kind, role, **{letter: 3}) for letter in EVERYBODY)))
    expected = {
        (letter, f"{country}_{place}")
        for letter, both in TABLE.get((kind, role), EVERYBODY).items()
        for country, places in zip(("here", "there"), both, strict=True)
        for place in places
    }
    assert set(found) == expected
    assert set(found.values()) <= {1.0}


@pytest.mark.parametrize("level", [1, 2, 3])
def test_access_is_coded_in_thirds(level):
    found = doors(world(person("one", executive=level, court=level, consular=level)))
    assert found["one", "here_ministry"] == found["one", "there_court"] == found["one", "there_agency"] == level / 3


@pytest.mark.parametrize(("executive", "consular", "expected"), [(1, 3, 3), (3, 1, 3), (2, 0, 2), (0, 2, 2)])
def test_an_embassy_reaches_local_authorities_by_the_wider_of_its_two_doors(executive, consular, expected):
    """At home, and with ministries abroad, a consul's door is none."""
    found = doors(world(person("embassy", "foreign_state", "sponsor", executive=executive, consular=consular)))
    for place in ("agency", "subnational"):
        assert found["embassy", f"there_{place}"] == expected / 3
    for venue in ("there_ministry", "there_executive", "here_agency"):
        assert found.get(("embassy", venue), 0.0) == executive / 3


def test_an_organ_does_not_press_itself_but_others_of_its_kind():
    letters = {"executive": 3, "consular": 3}
    setting = world(person("organ_here_agency", "government", "agency", **letters))
    assert {venue for _, venue in doors(setting)} == {
        "here_executive", "here_ministry", "here_subnational", "there_agency", "there_subnational",
    }  # fmt: skip


def test_pairs_know_who_presses_whom_and_where():
    """At media nobody responds: there an actor stands in for the organ."""
    setting = world(person("one", press=1, court=2), person("other", "foreign_state", "patron", press=3))
    pairs, names = setting.pairs, setting.actors
    own = np.flatnonzero(pairs.access > 0.0)
    rows = [(names[pairs.actor[k]], setting.venues.ids[pairs.venue[k]], names[pairs.organ[k]]) for k in own]
    assert rows == [
        ("one", "here_court", "organ_here_court"), ("one", "here_press", "one"),
        ("one", "there_court", "organ_there_court"), ("other", "here_press", "other"),
        ("other", "there_press", "other"),
    ]  # fmt: skip
    assert pairs.access[own] == pytest.approx([2 / 3, 1 / 3, 2 / 3, 1.0, 1.0])
    assert pairs.is_medium[own].tolist() == [False, True, False, True, True]
    assert pairs.is_foreign[own].tolist() == [False, False, True, False, True]
    assert np.array_equal(pairs.row, np.arange(len(pairs)))


def test_whoever_may_be_an_ally_may_lend_its_door_but_none_to_the_organ_behind_it_or_to_a_bloc():
    people = (person("one", court=2), person("other"), person("bloc", "government", "bloc"))
    setting = world(*people)
    pairs, names = setting.pairs, setting.actors
    at = {(names[pairs.actor[k]], setting.venues.ids[pairs.venue[k]]): k for k in range(len(pairs))}
    assert ("other", "here_court") in at
    assert ("organ_here_court", "there_court") in at
    assert ("organ_here_court", "here_court") not in at
    assert not any(name == "bloc" for name, _ in at)
    lenders = pairs.lenders
    mine = lenders.pair == at["other", "here_court"]
    assert [names[row] for row in lenders.target[mine]] == ["one"]
    assert lenders.access[mine] == pytest.approx([2 / 3])
    assert not np.any(lenders.pair == at["one", "here_court"])


@pytest.mark.parametrize(
    ("lang", "says"),
    [("en", "advice: this access opens no door in the case"),
     ("es", "consejo: este acceso no abre ninguna puerta en el caso")],
)  # fmt: skip
def test_validate_tells_access_that_opens_no_door_with_its_place_and_no_other(tmp_path, lang, says):
    """The template has one chamber and one medium in AA; the bloc behind the chamber, and another, press none."""
    case = tmp_path / "town"
    shutil.copytree(TEMPLATE, case)
    done = CliRunner().invoke(cli, ["validate", str(case), "--lang", lang], catch_exceptions=False)
    assert done.exit_code == 0
    first, *lines = done.stdout.splitlines()
    assert first.startswith(f"{case}: ")
    assert lines == [
        f"{case}/actors.csv:{line} actors.{name}: {says}"
        for line, name in (
            ("4:access_press", "ocean_friends"), ("6:access_legislature", "council_majority"),
            ("6:access_press", "council_majority"), ("7:access_legislature", "council_opposition"),
            ("7:access_press", "council_opposition"),
        )
    ]  # fmt: skip


def test_whatever_is_told_opens_nothing_and_all_else_something():
    """Against the doors that a run has, letter by letter, in a case with embassies, consuls and chambers."""
    case = read_case("china_mexico")
    told = {(each.path.removeprefix("actors."), each.column.removeprefix("access_")) for each in case.advice}
    scenario = case.load().scenario
    for name, actor in scenario.actors.items():
        for letter, level in actor.access.items():
            if level:
                alone = scenario.model_copy(
                    update={"actors": {key: each.model_copy(update={"access": {letter: level} if key == name else {}})
                                       for key, each in scenario.actors.items()}}
                )  # fmt: skip
                assert bool(doors(compile_setting(alone))) == ((name, letter) not in told)
