"""Does the format say what it should: variants, settings, dates, digests, the template, the generated pages?"""

import datetime as dt
import json
import re

import pytest
from templates import with_variants
from test_scenario_errors import edit, with_bargains, with_courtships

from sim.model.courtship.setting import courtships_of
from sim.scenario import reference
from sim.scenario.compile import compile_setting
from sim.scenario.keys.fields import FromNegotiation, parse_date
from sim.scenario.keys.rules import RULES, Rule
from sim.scenario.load import (
    ScenarioError,
    find_case,
    list_cases,
    load_case,
    load_scenario,
    validate_case,
)
from sim.scenario.new import TEMPLATE, new_scenario
from sim.scenario.reading import names
from sim.scenario.reading.yaml_file import parse_yaml, plain_scalar

# --- the template


def test_the_template_says_everything_a_beginner_needs():
    scenario = load_scenario(TEMPLATE)
    assert list(scenario.actors) == [
        "bay_watch", "dock_union", "ocean_friends", "mayor", "council_majority", "council_opposition",
    ]  # fmt: skip
    assert list(scenario.issues) == ["port", "wages"]
    assert scenario.period.start == dt.date(2001, 1, 1)
    assert scenario.actors["bay_watch"].positions == {"port": -0.8, "wages": 0.1}
    assert scenario.actors["bay_watch"].access == {"legislature": 1, "press": 2}
    assert scenario.actors["bay_watch"].dispersion == 0.22
    assert scenario.actors["ocean_friends"].active_from == dt.date(2001, 6, 1)
    assert [(tie.actor, tie.partner, tie.since) for tie in scenario.ties][1] == (
        "bay_watch", "council_opposition", dt.date(2001, 2, 1),
    )  # fmt: skip
    assert scenario.title.es == "El puerto"
    assert scenario.outcomes["salience_of_port"].actors.country == "AA"


def test_the_template_and_all_its_variants_are_valid():
    assert [case.variant for case in validate_case(TEMPLATE)] == ["baseline", "no_spill"]


def test_validation_finds_what_is_wrong_in_any_variant(case):
    with_variants(case, "  bad: {title: B, set: {actors.mayor.capability: 9}}\n")
    load_case(case)
    with pytest.raises(ScenarioError, match=r"scenario.yaml:72:50 actors.mayor.capability: must be <= 5 \(got 9\)"):
        validate_case(case)


def test_a_case_with_bargains_says_what_its_files_say(case):
    scenario = load_scenario(with_bargains(case))
    first = scenario.leverage[0]
    assert (first.by, first.over, first.date, first.value) == ("BB", "AA", dt.date(1999, 1, 1), 0.4)
    assert (scenario.shocks["strike"].actor, scenario.shocks["strike"].countries) == (None, None)
    assert [(each.value, each.negotiation) for each in scenario.commitments.values()] == [
        (0.5, None), (None, "pay_talks"),
    ]  # fmt: skip
    talks = scenario.negotiations["pay_talks"]
    assert (talks.issues["wages"].status_quo, talks.proposal["port"].proposed) == (-0.2, 0.7)
    assert [window.since for window in talks.core_windows] == [dt.date(2002, 1, 1), dt.date(2003, 1, 1)]
    old = scenario.negotiations["old_talks"]
    assert (old.proposal, old.windows, old.core_windows, old.bodies, old.gatekeepers) == ({}, [], [], [], [])
    vote = scenario.decisions["ratification"]
    assert vote.proposal["wages"].status_quo == FromNegotiation(negotiation="old_talks")
    assert vote.proposal["port"].proposed == 0.6
    assert (vote.binds, vote.requires, vote.withdraws) == (["BB"], ["port_vote"], True)
    plain = scenario.decisions["port_vote"]
    assert (plain.binds, plain.requires, plain.gatekeeper, plain.withdraws, plain.repeal) == ([], [], None, False, None)
    assert scenario.decisions["both"].chamber == {}
    assert [seats.weight for seats in scenario.decisions["board"].chamber.values()] == [2.5, 1.0]
    assert scenario.outcomes["fought"].tactic == "leverage"


def test_a_case_with_courtships_says_what_its_files_say(case):
    scenario = load_scenario(with_courtships(case))
    setting = compile_setting(scenario)
    first, second = courtships_of(setting)
    names = [setting.actors.index(name) for name in ("far_port", "mayor")]
    assert [(each.id, each.row, each.patron) for each in (first, second)] == [
        ("farland", 0, names[0]), ("again", 1, names[0]),
    ]  # fmt: skip
    assert (first.issues.tolist(), first.skeptic_issue, second.issues.tolist(), second.skeptic_issue) == (
        [0],
        1,
        [1],
        0,
    )
    assert [(v.id, v.row, v.since, v.until, v.invited, v.is_targeted, v.is_documented) for v in first.visits] == [
        ("tour", 0, 2, 6, 3.0, True, False), ("trip", 1, 14, 15, 1.0, True, True),
    ]  # fmt: skip
    assert [(v.id, v.row, v.is_targeted, v.is_documented) for v in second.visits] == [("dinner", 2, False, False)]
    assert first.visits[1].guests.tolist() == [names[1]]
    assert first.disclosure.tolist() == [0.1] * 16 + [0.6] * 20
    assert not second.disclosure.any()
    assert first.tension[-1].tolist() == [0.7 if code == "AA" else 0.0 for code in setting.countries]
    assert not second.tension.any()
    (idea,) = setting.ideas
    assert (idea.in_shares, idea.threats.tolist(), idea.windows, idea.widths) == (True, [0], ((2, 8),), (0.5,))
    assert dict(zip(idea.adopters.tolist(), idea.adopted_at_start.tolist(), strict=True)) == {3: 0.0, 4: 0.0, 5: 0.4}


@pytest.mark.parametrize(
    ("name", "value", "read"),
    [
        ("courtship.farland.visits.tour.invited", 5, lambda s: s.courtship["farland"].visits["tour"].invited == 5),
        ("courtship.farland.visits.trip", None, lambda s: list(s.courtship["farland"].visits) == ["tour"]),
        ("courtship.farland.disclosure", [], lambda s: s.courtship["farland"].disclosure == []),
        ("courtship.farland.partner", None, lambda s: s.courtship["farland"].partner is None),
        ("tension.0.value", 0.3, lambda s: s.tension[0].value == 0.3),
        ("ideas.clean_port.threatened_by", [], lambda s: s.ideas["clean_port"].threatened_by == []),
        ("ideas.clean_port.adopted_at_start.mayor", 0.2,
         lambda s: s.ideas["clean_port"].adopted_at_start == {"council_opposition": 0.4, "mayor": 0.2}),
        ("ideas.clean_port.windows.0.width", 1, lambda s: s.ideas["clean_port"].windows[0].width == 1.0),
    ],
)  # fmt: skip
def test_courtships_and_shares_can_be_changed_by_their_path(case, name, value, read):
    outcomes = {"outcomes.hosted": None}  # it asks for a visit that one of these takes away
    assert read(load_scenario(with_courtships(case), settings={name: value} | outcomes))


def test_every_rule_has_a_type_and_a_discipline(case):
    rules = {decision.rule.type: decision.rule for decision in load_scenario(with_bargains(case)).decisions.values()}
    assert {*rules} == {*RULES} - {"subordinate", "any_of"}
    assert {name: rule.discipline for name, rule in rules.items() if rule.discipline} == {
        "majority": 0.3, "supermajority": 0.2,
    }  # fmt: skip
    assert {each.model_fields["type"].annotation.__args__[0] for each in Rule.__args__} == {*RULES}


def test_stake_and_resistance_are_columns_that_may_be_left_out(case):
    assert {(actor.stake, actor.resistance) for actor in load_scenario(case).actors.values()} == {(0.0, 0.0)}
    header, *rows = (case / "actors.csv").read_text(encoding="utf-8").splitlines()
    rows = [f"{row},{'0.8,0.25' if row.startswith('mayor') else ','}" for row in rows]
    (case / "actors.csv").write_text("\n".join([f"{header},stake,resistance", *rows]), encoding="utf-8")
    actors = load_scenario(case).actors
    assert (actors["mayor"].stake, actors["mayor"].resistance) == (0.8, 0.25)
    assert (actors["bay_watch"].stake, actors["bay_watch"].resistance) == (0.0, 0.0)


def test_a_court_is_pressed_like_any_organ(case):
    tribunal = {"kind": "court", "country": "AA", "organ": "mayor", "openness": 0.5, "source": "assumed"}
    assert load_scenario(case, settings={"venues.tribunal": tribunal}).venues["tribunal"].organ == "mayor"


# --- values


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("1990-06", dt.date(1990, 6, 1)),
        ("1990-06-11", dt.date(1990, 6, 11)),
        (" 1990-06 ", dt.date(1990, 6, 1)),
        (dt.date(1990, 6, 11), dt.date(1990, 6, 11)),
        (dt.datetime(1990, 6, 11, 12, 30), dt.date(1990, 6, 11)),
        (None, None),
    ],
)
def test_a_date_is_a_month_or_a_day(text, date):
    assert parse_date(text) == date


@pytest.mark.parametrize(
    "text", ["1990", "1990-6", "1990-13", "1990-02-30", "0000-01", "June 1990", 1990, 1990.06, True]
)
def test_anything_else_is_no_date(text):
    with pytest.raises(ValueError, match=r"must be a date|is not in the calendar"):
        parse_date(text)


@pytest.mark.parametrize(
    ("text", "value"),
    [("0o14", "0o14"), ("010", 10), ("1_000", "1_000"), ("12:30:00", "12:30:00"), ("+.5", 0.5), ("", None)],
)  # fmt: skip
def test_scalars_are_those_of_yaml_1_2(text, value):
    assert plain_scalar(text) == value
    assert type(plain_scalar(text)) is type(value)


def test_marks_count_from_one():
    node, problems = parse_yaml("a:\n  b: [x, y]\n", "f")
    assert problems == []
    inner = node.value["a"]
    assert (inner.keys["b"].line, inner.keys["b"].column) == (2, 3)
    assert [(each.location.line, each.location.column) for each in inner.value["b"].value] == [(2, 7), (2, 10)]


# --- digests


def test_a_digest_does_not_see_layout_and_comments(case):
    before = load_case(case).digest
    assert re.fullmatch("[0-9a-f]{64}", before)
    path = case / "scenario.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text("\n# a comment\n" + text.replace("share: 0.9", "share:   0.90"), encoding="utf-8", newline="\r\n")
    rows = (case / "actors.csv").read_text(encoding="utf-8")
    (case / "actors.csv").write_text(rows.replace(",3,", ",3.0,") + "\n,,\n", encoding="utf-8-sig")
    assert load_case(case).digest == before


def test_a_digest_sees_the_dates_of_key_dates_and_not_their_words(case):
    before = load_case(case).digest
    text = (case / "scenario.yaml").read_text(encoding="utf-8")
    titled = re.search(r"plan_published: \{.*\}\}", text)[0]
    digests = {}
    for written in ("2001-03", "{date: 2001-03}", "{date: 2001-03-01, title: Plan}", "2001-04", "{date: 2001-04}"):
        changed = text.replace(titled, f"plan_published: {written}")
        (case / "scenario.yaml").write_text(changed, encoding="utf-8")
        digests[written] = load_case(case).digest
    assert [each == before for each in digests.values()] == [True, True, True, False, False]
    assert digests["2001-04"] == digests["{date: 2001-04}"]


@pytest.mark.parametrize("folder", list_cases(), ids=lambda folder: folder.name)
def test_records_of_a_case_hold_for_it_and_all_its_key_dates_have_short_titles(folder):
    loaded = load_case(folder)
    for record in ("codings.json", "screening.json"):
        assert json.loads((folder / record).read_text(encoding="utf-8"))["digest"] == loaded.digest
    for each in loaded.scenario.key_dates.values():
        assert all(2 <= len(words.split()) <= 6 for words in (each.title.en, each.title.es)), each.title


def test_what_is_the_same_as_a_key_date_is_asked_of_the_case_as_written(case):
    """A variant may take the event away, or move it, without a word about the key date."""
    edit(case, "scenario.yaml", "{date: 2001-03, title", "{date: 2002-02, same_as: oil_spill, title")
    assert "oil_spill" not in load_scenario(case, "no_spill").events
    assert load_scenario(case, settings={"events.oil_spill.date": "2002-05"}).key_dates["plan_published"].same_as


def test_a_digest_sees_values_parameters_and_the_order_of_actors(case):
    digests = {load_case(case).digest, load_case(case, "no_spill").digest}
    digests.add(load_case(case, settings={"opinion.susceptibility": 0.3}).digest)
    header, first, second, *others = (case / "actors.csv").read_text(encoding="utf-8").splitlines()
    (case / "actors.csv").write_text("\n".join([header, second, first, *others]), encoding="utf-8")
    digests.add(load_case(case).digest)
    assert len(digests) == 4


def test_a_digest_sees_bargains(case):
    settings = [
        None,
        {"decisions.ratification.proposal.wages.status_quo": 0.1},
        {"decisions.ratification.proposal.wages.status_quo": {"negotiation": "pay_talks"}},
        {"leverage.0.value": 0.41},
        {"actors.mayor.stake": 0.1},
    ]
    with_bargains(case)
    assert len({load_case(case, settings=each).digest for each in settings}) == len(settings)


# --- finding


def test_cases_are_found_by_name_path_and_file(case, monkeypatch):
    assert find_case(case) == case
    assert find_case(str(case)) == case
    assert find_case(case / "scenario.yaml") == case
    monkeypatch.chdir(case.parent)
    assert str(find_case("case")) == "case"
    assert load_case("./case").digest == load_case(case).digest


def test_cases_of_the_package_are_found_from_anywhere(tmp_path, monkeypatch):
    here = [path.name for path in list_cases()]
    monkeypatch.chdir(tmp_path)
    assert [path.name for path in list_cases()] == here == sorted(here)
    for name in here:
        assert (find_case(name) / "scenario.yaml").is_file()
    if here:
        with pytest.raises(ScenarioError, match=rf"^{here[0]}x: no such scenario; did you mean '{here[0]}'\?$"):
            find_case(f"{here[0]}x")


def test_cases_of_a_wheel_are_found(case, monkeypatch):
    monkeypatch.setattr("sim.scenario.find.SHELVES", (case / "nowhere", case.parent))
    assert find_case("case") == case
    assert list_cases() == [case]


# --- generated pages


def test_the_reference_page_is_current():
    assert (reference.SHELF / "REFERENCE.md").read_text(encoding="utf-8") == reference.reference()


def test_the_json_schema_is_current():
    text = (reference.SHELF / "scenario.schema.json").read_text(encoding="utf-8")
    assert text == reference.schema_text()
    assert json.loads(text)["properties"].keys() >= {"format", "issues", "outcomes"}


def test_every_key_has_a_description_and_every_required_one_an_example():
    schema = names.Scenario.model_json_schema()
    for model in (schema, *schema["$defs"].values()):
        for key, field in model["properties"].items():
            where = f"{model['title']}.{key}"
            assert field.get("description"), where
            is_whole = "$ref" in json.dumps(field) and "#/$defs/Label" not in json.dumps(field)
            if key in model.get("required", ()) and key not in ("source", "positions", "saliences") and not is_whole:
                assert field.get("examples"), where


# --- new scenarios


def test_a_new_scenario_is_the_template(tmp_path):
    written = new_scenario(tmp_path / "deep" / "town")
    assert [path.name for path in written] == ["scenario.yaml", "actors.csv", "ties.csv", "README.md"]
    assert load_case(tmp_path / "deep" / "town").digest == load_case(TEMPLATE).digest
    assert [path.name for path in (tmp_path / "deep").iterdir()] == ["town"]


def test_an_empty_folder_is_filled_and_a_full_one_refused(tmp_path):
    (tmp_path / "empty").mkdir()
    new_scenario(tmp_path / "empty")
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "thesis.txt").write_text("years of work", encoding="utf-8")
    with pytest.raises(ScenarioError, match=r"full: is there already, and not empty$"):
        new_scenario(tmp_path / "full")
    with pytest.raises(ScenarioError, match=r"thesis.txt: is a file$"):
        new_scenario(tmp_path / "full" / "thesis.txt")
    assert [path.name for path in (tmp_path / "full").iterdir()] == ["thesis.txt"]
