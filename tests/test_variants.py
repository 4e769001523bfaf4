"""Do variants and `--set` change what they name, tell what they cannot, and keep every row in its place?"""

import datetime as dt
import re
import shutil

import pytest
from templates import with_variants
from test_scenario_errors import edit, with_bargains

from sim.case_page import case_page
from sim.ensemble import Ensemble
from sim.model.parameters import table
from sim.scenario.load import ScenarioError, load_case, load_scenario, parse_setting, split_settings, validate_case
from sim.scenario.new import TEMPLATE

WAGES = "decisions.ratification.proposal.wages"

# --- variants


def test_a_variant_takes_an_entry_away():
    assert "oil_spill" in load_scenario(TEMPLATE).events
    assert load_scenario(TEMPLATE, "no_spill").events == {}
    assert load_scenario(TEMPLATE, "baseline").events != {}


def test_a_variant_builds_on_another(case):
    with_variants(
        case,
        "  strong: {title: A, based_on: no_spill, set: {actors.mayor.capability: 5, opinion.susceptibility: 0.4}}\n"
        "  weak: {title: B, based_on: strong, set: {actors.mayor.capability: 1, ties.cost: 0}}\n",
    )
    loaded = load_case(case, "weak", {"opinion.susceptibility": 0.9})
    assert loaded.scenario.events == {}
    assert loaded.scenario.actors["mayor"].capability == 1
    assert loaded.parameters == {"opinion.susceptibility": 0.9, "ties.cost": 0.0}
    assert load_case(case, "strong").parameters == {"opinion.susceptibility": 0.4}


def test_a_variant_adds_and_replaces_entries(case):
    event = "{title: Fair, date: 2002-03, source: assumed, changes: [{venues: [press], field: openness, value: 1}]}"
    with_variants(case, f"  fair:\n    title: F\n    set:\n      events.fair: {event}\n      key_dates.fair: 2002-03\n")
    scenario = load_scenario(case, "fair")
    assert list(scenario.events) == ["oil_spill", "fair"]
    assert scenario.events["fair"].changes[0].value == 1.0
    assert scenario.key_dates["fair"].date == dt.date(2002, 3, 1)


PLAIN = ('plan_published: {date: 2001-03, title: {en: "The plan is published", es: "Se publica el plan"}}', "2001-03")


@pytest.mark.parametrize(
    ("path", "value", "moved"),
    [
        ("key_dates.plan_published", "2001-05", True),
        ("key_dates.plan_published.date", "2001-05-02", True),
        ("key_dates.plan_published", {"date": "2001-05", "title": "Another plan"}, True),
        ("key_dates.plan_published.title", "Another plan", False),
    ],
)
@pytest.mark.parametrize("is_plain", [False, True])
def test_a_setting_moves_or_names_a_key_date_in_either_form(case, is_plain, path, value, moved):
    """A new date leaves the title as it is; only a moved date is another digest."""
    if is_plain:
        edit(case, "scenario.yaml", PLAIN[0], f"plan_published: {PLAIN[1]}")
    old, new = load_case(case), load_case(case, settings={path: value})
    before, after = (each.scenario.key_dates["plan_published"] for each in (old, new))
    assert (after.date.month, after.date != before.date) == ((5, True) if moved else (3, False))
    named = isinstance(value, dict) or path.endswith("title")
    assert (after.title.en == "Another plan") if named else (after.title == before.title)
    assert (before.title is None) == is_plain
    assert (new.digest != old.digest) == moved


def test_a_variant_moves_a_key_date_and_takes_it_away(case):
    with_variants(
        case,
        "  late: {title: L, set: {key_dates.plan_published: 2001-07}}\n"
        "  none: {title: N, set: {key_dates.plan_published: null}}\n",
    )
    late = load_scenario(case, "late").key_dates["plan_published"]
    assert (late.date, late.title.es) == (dt.date(2001, 7, 1), "Se publica el plan")
    assert load_scenario(case, "none").key_dates == {}


def test_a_wrong_setting_of_a_key_date_is_told(case):
    for settings, says in (
        ({"key_dates.plan_published.titel": "x"}, "key_dates.plan_published.titel: unknown name 'titel'; did you mean"),
        ({"key_dates.plan_published": "soon"}, r"must be a date such as 1990-06 or 1990-06-11 \(got 'soon'\)"),
        ({"key_dates.other.title": "x"}, "unknown name 'other'"),
    ):
        with pytest.raises(ScenarioError, match=says):
            load_case(case, settings=settings)


def test_changes_of_a_variant_do_not_leak(case):
    """An anchor makes two entries one; a path changes only the one it names, and the base stays as it was."""
    path = case / "scenario.yaml"
    text = path.read_text(encoding="utf-8").replace("openness: 0.6 #", "openness: {port: 0.6} #", 1)
    text = text.replace("openness: {port: 0.5, wages: 0.3}", "openness: &open {port: 0.5, wages: 0.3}", 1)
    path.write_text(text.replace("openness: {port: 0.6}", "openness: *open", 1), encoding="utf-8")
    changed = load_scenario(case, settings={"venues.press.openness.port": 0.1})
    assert changed.venues["press"].openness == {"port": 0.1, "wages": 0.3}
    assert changed.venues["council_chamber"].openness == {"port": 0.5, "wages": 0.3}


# --- tables of variants

AGAIN = "id,position_port,capability,access_press,access_court,party,note\n"
AGAIN += "mayor,0.1,,1,2,,coded again\nbay_watch,,3,,,green,\n"


def with_table(case, table=AGAIN, more="", file="again.csv"):
    """A variant `again` with a table of its own."""
    (case / file).write_text(table, encoding="utf-8")
    with_variants(case, f"  again: {{title: Again, file: {file}{more}}}\n")
    return case


def test_cells_of_a_table_replace_those_of_the_actors_and_empty_ones_do_not(case):
    base, again = load_scenario(with_table(case)), load_scenario(case, "again")
    changed = {
        "mayor": {"positions": {"port": 0.1, "wages": -0.2}, "note": "coded again",
                  "access": {"legislature": 3, "press": 1, "court": 2}},
        "bay_watch": {"capability": 3.0, "party": "green"},
    }  # fmt: skip
    for name, actor in base.actors.items():
        assert again.actors[name] == actor.model_copy(update=changed.get(name, {}))
    assert again.events == base.events
    assert list(again.actors) == list(base.actors)


def test_what_a_variant_sets_comes_after_its_table_and_settings_after_both(case):
    with_table(case, more=", set: {actors.mayor.positions.port: 0.2, opinion.rate: 3}")
    loaded = load_case(case, "again")
    assert loaded.scenario.actors["mayor"].positions == {"port": 0.2, "wages": -0.2}
    assert loaded.scenario.actors["bay_watch"].capability == 3
    assert loaded.parameters == {"opinion.rate": 3.0}
    assert load_scenario(case, "again", {"actors.bay_watch.capability": 1}).actors["bay_watch"].capability == 1


def test_a_table_builds_on_a_variant_and_a_variant_on_a_table(case):
    with_table(case, more=", based_on: no_spill")
    with_variants(case, "  strong: {title: S, based_on: again, set: {actors.mayor.capability: 5}}\n")
    strong = load_scenario(case, "strong")
    assert strong.events == {}
    assert (strong.actors["mayor"].capability, strong.actors["mayor"].positions["port"]) == (5, 0.1)


def test_a_table_passes_over_actors_that_its_variant_does_not_have(case):
    visitor = "{name: Visitor, kind: ngo, role: union, country: AA, capability: 5, positions: {port: 1}, "
    visitor += "saliences: {port: 1}, source: assumed}"
    with_table(case, AGAIN + "visitor,-1,,,,,\n", more=", based_on: visit")
    with_variants(case, f"  visit: {{title: V, set: {{actors.visitor: {visitor}, actors.mayor.party: null}}}}\n")
    with_variants(case, "  gone: {title: G, set: {actors.bay_watch: null}}\n")
    with_variants(case, "  other: {title: O, based_on: gone, file: again.csv}\n")
    again = load_scenario(case, "again")
    assert again.actors["visitor"].positions == {"port": -1.0}
    assert again.actors["mayor"].party is None
    other = load_scenario(case, "other")
    assert not {"visitor", "bay_watch"} & set(other.actors)
    assert other.actors["mayor"].positions["port"] == 0.1


def test_a_table_is_read_as_spreadsheets_write_it(case):
    again = load_scenario(with_table(case), "again")
    text = AGAIN.replace(",", ";").replace("0.1", "0,1").replace("\n", ";;\r\n")
    (case / "again.csv").write_bytes(("\ufeff" + text).encode())
    assert load_scenario(case, "again") == again


def test_a_digest_sees_the_cells_of_a_table_but_not_their_layout(case):
    plain = load_case(case).digest
    base, again = load_case(with_table(case)).digest, load_case(case, "again").digest
    assert len({plain, base, again}) == 3
    (case / "again.csv").write_text(AGAIN.replace("0.1", " 0.10 "), encoding="utf-8")
    assert (load_case(case).digest, load_case(case, "again").digest) == (base, again)
    (case / "again.csv").write_text(AGAIN.replace("0.1", "0.2"), encoding="utf-8")
    assert not {load_case(case).digest, load_case(case, "again").digest} & {base, again}


def test_a_variant_with_a_table_is_checked_shown_and_run_like_any_other(case):
    cases = validate_case(with_table(case))
    assert [each.variant for each in cases] == ["baseline", "again", "no_spill"]
    base, again = Ensemble(case, 12), Ensemble(case, 12, variant="again")
    row = base.setting.actors.index("mayor")
    assert again.setting.actors == base.setting.actors
    assert (base.setting.position[0, row], again.setting.position[0, row]) == (0.8, 0.1)
    assert again.run().outcomes["yes_share"].tolist() != base.run().outcomes["yes_share"].tolist()
    assert "again.csv" in case_page(load_scenario(case))


# --- settings


@pytest.mark.parametrize(
    ("name", "value", "read"),
    [
        ("actors.mayor.capability", 2, lambda s: s.actors["mayor"].capability == 2.0),
        ("actors.mayor.party", None, lambda s: s.actors["mayor"].party is None),
        ("actors.mayor.positions.port", -0.5, lambda s: s.actors["mayor"].positions["port"] == -0.5),
        ("actors.mayor.access.court", 2, lambda s: s.actors["mayor"].access["court"] == 2),
        ("actors.mayor.active_until", "2002-01", lambda s: s.actors["mayor"].active_until == dt.date(2002, 1, 1)),
        ("events.oil_spill.date", dt.date(2002, 5, 3), lambda s: s.events["oil_spill"].date == dt.date(2002, 5, 3)),
        ("events.oil_spill.changes.0.value", 0.4, lambda s: s.events["oil_spill"].changes[0].value == 0.4),
        ("decisions.port_vote.proposal.port.proposed", 0.1, lambda s: _plank(s).proposed == 0.1),
        ("decisions.port_vote.rule.discipline", 0, lambda s: s.decisions["port_vote"].rule.discipline == 0.0),
        ("venues.press.openness", {"port": 0.2}, lambda s: s.venues["press"].openness == {"port": 0.2}),
        ("outcomes.salience_of_port.actors.kind", ["ngo", "government"], lambda s: len(s.outcomes) == 2),
        ("ties.mayor.dock_union.type", "alliance", lambda s: s.ties[2].type == "alliance"),
        ("ties.0.until", "2002-01", lambda s: s.ties[0].until == dt.date(2002, 1, 1)),
        ("ties.mayor.dock_union", None, lambda s: len(s.ties) == 2),
        ("ties.mayor.bay_watch", {"type": "contact", "source": "me"}, lambda s: s.ties[3].partner == "bay_watch"),
        ("key_dates", {}, lambda s: s.key_dates == {}),
        ("title", "Another", lambda s: s.title.en == "Another"),
    ],
)
def test_a_setting_changes_one_thing(name, value, read):
    assert read(load_scenario(TEMPLATE, settings={name: value}))
    assert load_case(TEMPLATE, settings={name: value}).digest != load_case(TEMPLATE).digest


@pytest.mark.parametrize(
    ("name", "value", "read"),
    [
        ("actors.mayor.stake", 0.5, lambda s: s.actors["mayor"].stake == 0.5),
        ("actors.mayor.resistance", 1, lambda s: s.actors["mayor"].resistance == 1.0),
        ("leverage", [], lambda s: s.leverage == []),
        ("leverage", None, lambda s: s.leverage == []),
        ("leverage.1", None, lambda s: [row.value for row in s.leverage] == [0.4, 0.1]),
        ("leverage.1.value", 0, lambda s: [row.value for row in s.leverage] == [0.4, 0.0, 0.1]),
        ("shocks.strike", None, lambda s: [*s.shocks] == ["blockade"]),
        ("shocks.blockade.actor", None, lambda s: s.shocks["blockade"].actor is None),
        ("shocks.strike.countries", ["BB"], lambda s: s.shocks["strike"].countries == ["BB"]),
        ("commitments", {}, lambda s: s.commitments == {}),
        ("commitments.charter.value", -1, lambda s: s.commitments["charter"].value == -1.0),
        ("negotiations.pay_talks.windows", [], lambda s: s.negotiations["pay_talks"].windows == []),
        ("negotiations.pay_talks.core_windows", None, lambda s: s.negotiations["pay_talks"].core_windows == []),
        ("negotiations.pay_talks.windows.1.until", "2003-07", lambda s: _window(s).until == dt.date(2003, 7, 1)),
        ("negotiations.pay_talks.issues.wages.status_quo", 0, lambda s: _talks(s).issues["wages"].status_quo == 0.0),
        ("negotiations.pay_talks.proposal", {}, lambda s: _talks(s).proposal == {}),
        ("negotiations.pay_talks.gatekeepers", [], lambda s: _talks(s).gatekeepers == []),
        ("negotiations.pay_talks.partners.0", None, lambda s: _talks(s).partners == ["council_opposition"]),
        ("decisions.board.rule.needed", 0.5, lambda s: s.decisions["board"].rule.needed == 0.5),
        ("decisions.board.rule.discipline", 0.5, lambda s: s.decisions["board"].rule.discipline == 0.5),
        ("decisions.accord.rule", {"type": "consensus"}, lambda s: s.decisions["accord"].rule.type == "consensus"),
        ("decisions.board.chamber.mayor.weight", 9, lambda s: s.decisions["board"].chamber["mayor"].weight == 9.0),
        ("decisions.ratification.requires", [], lambda s: s.decisions["ratification"].requires == []),
        ("decisions.ratification.gatekeeper", None, lambda s: s.decisions["ratification"].gatekeeper is None),
        ("decisions.ratification.withdraws", False, lambda s: not s.decisions["ratification"].withdraws),
        ("decisions.ratification.repeal", None, lambda s: s.decisions["ratification"].repeal is None),
        (f"{WAGES}.proposed", 0.5, lambda s: _wages(s).proposed == 0.5),
        (f"{WAGES}.proposed.negotiation", "old_talks", lambda s: _wages(s).proposed.negotiation == "old_talks"),
        (f"{WAGES}.status_quo", {"negotiation": "pay_talks"}, lambda s: _wages(s).status_quo == _wages(s).proposed),
        ("outcomes.fought.tactic", "information", lambda s: s.outcomes["fought"].tactic == "information"),
    ],
)
def test_a_setting_changes_one_thing_of_a_bargain(case, name, value, read):
    with_bargains(case)
    assert not read(load_scenario(case))
    assert read(load_scenario(case, settings={name: value}))


def test_a_variant_takes_bargains_away_together(case):
    changes = {
        "decisions.ratification.withdraws": "false", "decisions.ratification.proposal.wages": "null", "shocks": "{}",
        "commitments": "{}", "negotiations": "{}",
        "outcomes.pay": "null", "actors.harbor_bank": "null", "campaigns.accountability_weight": "0",
    }  # fmt: skip
    text = "".join(f"      {name}: {value}\n" for name, value in changes.items())
    with_variants(with_bargains(case), f"  bare:\n    title: Bare\n    set:\n{text}")
    loaded = load_case(case, "bare")
    assert (loaded.scenario.negotiations, loaded.scenario.shocks, loaded.scenario.commitments) == ({}, {}, {})
    assert loaded.parameters == {"campaigns.accountability_weight": 0.0}


@pytest.fixture(scope="module")
def bargains(tmp_path_factory):
    """A case with bargains that nobody changes."""
    folder = tmp_path_factory.mktemp("bargains") / "case"
    shutil.copytree(TEMPLATE, folder)
    return with_bargains(folder)


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("actors.mayor.stake", 2, "must be <= 1 (got 2)"),
        ("leverage.0.over", "CC", "unknown country 'CC'; known: AA, BB"),
        ("shocks.strke", None, "unknown name 'strke'; did you mean 'strike'?"),
        ("negotiations.pay_talks.windw", [], "unknown name 'windw'; did you mean 'windows'?"),
        ("negotiations.pay_talks.windows", None, "must be a list (got null)"),
        ("negotiations.pay_talks.issues", {}, "must have at least 1 entry"),
        ("decisions.board.rule.ratifications", 1, "unknown key; known: type, needed, discipline"),
        (f"{WAGES}.proposed.negotiation", "new_talks", "unknown negotiation 'new_talks'; did you mean 'pay_talks'?"),
        ("decisions.ratification.proposal.port.proposed.negotiation", "pay_talks",
         "leads into 0.6, which has no 'negotiation'"),
    ],
)  # fmt: skip
def test_a_wrong_setting_of_a_bargain_is_told_by_its_name(bargains, name, value, says):
    with pytest.raises(ScenarioError) as caught:
        load_case(bargains, settings={name: value})
    assert str(caught.value) == f"--set {name}: {says}"


def test_no_group_of_parameters_is_taken_for_a_section():
    for key in table():
        assert split_settings({key: 0.0}) == ({}, {key: 0.0})
    assert split_settings({"tactic.accountability_weight": 0.0}) == ({}, {"tactic.accountability_weight": 0.0})


def _talks(scenario):
    return scenario.negotiations["pay_talks"]


def _window(scenario):
    return _talks(scenario).windows[1]


def _wages(scenario):
    return scenario.decisions["ratification"].proposal["wages"]


def _plank(scenario):
    return scenario.decisions["port_vote"].proposal["port"]


def test_an_actor_taken_away_takes_its_ties_along():
    scenario = load_scenario(TEMPLATE, settings={"actors.dock_union": None})
    assert "dock_union" not in scenario.actors
    assert [(tie.actor, tie.partner) for tie in scenario.ties] == [
        ("bay_watch", "ocean_friends"), ("bay_watch", "council_opposition"),
    ]  # fmt: skip


def test_an_actor_can_be_added():
    actor = {
        "name": "Port Authority", "kind": "government", "role": "agency", "country": "AA", "capability": 3,
        "positions": {"port": 1}, "saliences": {"port": 1}, "source": "assumed",
    }  # fmt: skip
    scenario = load_scenario(TEMPLATE, settings={"actors.port_authority": actor})
    assert list(scenario.actors)[-1] == "port_authority"
    assert scenario.actors["port_authority"].id == "port_authority"


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        ("a.b=3", "a.b", 3),
        ("a.b = 0.5", "a.b", 0.5),
        ("a=1e-3", "a", 0.001),
        ("a=true", "a", True),
        ("a=no", "a", "no"),
        ("a=null", "a", None),
        ("a=1990-06-11", "a", "1990-06-11"),
        ("a='3'", "a", "3"),
        ("a=[mayor, bay_watch]", "a", ["mayor", "bay_watch"]),
        ("a={port: 0.5}", "a", {"port": 0.5}),
        ("a=b=c", "a", "b=c"),
    ],
)
def test_a_setting_is_read_as_yaml(text, name, value):
    assert parse_setting(text) == (name, value)
    assert type(parse_setting(text)[1]) is type(value)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a.b", "--set: must be name=value (got 'a.b')"),
        ("=3", "--set: must be name=value (got '=3')"),
        ("a.b=", "--set a.b: needs a value; null takes an entry away"),
        ("a.b=[1", "--set a.b: is not YAML: expected ',' or ']', but got '<stream end>'"),
        ("a.b={c: 1, c: 2}", "--set a.b: duplicate key 'c' (first at line 1)"),
    ],
)
def test_a_setting_that_is_none_is_told(text, line):
    with pytest.raises(ScenarioError, match=f"^{re.escape(line)}$"):
        parse_setting(text)


def test_settings_of_the_scenario_and_of_behavior_are_told_apart():
    settings = {"actors.mayor.capability": 2, "opinion.susceptibility": 0.3, "event.oil_spill": None}
    scenario, parameters = split_settings(settings)
    assert scenario == {"actors.mayor.capability": 2, "event.oil_spill": None}
    assert parameters == {"opinion.susceptibility": 0.3}
    assert load_case(TEMPLATE, settings=parameters).parameters == {"opinion.susceptibility": 0.3}


# --- one roster for all variants


def test_an_actor_of_one_variant_alone_moves_no_row_and_no_draw(case):
    """Rows are those of all variants together: who comes too late to matter changes no run of any replicate."""
    visitor = "{name: Visitor, kind: ngo, role: union, country: AA, capability: 5, positions: {port: 1}, "
    visitor += "saliences: {port: 1}, access: {legislature: 3}, active_from: 2003-12, source: assumed}"
    with_variants(case, f"  visit: {{title: Visit, set: {{actors.visitor: {visitor}}}}}\n")
    with_variants(case, "  gone: {title: Gone, set: {actors.ocean_friends: null}}\n")
    with_variants(case, "  late: {title: Late, set: {actors.ocean_friends.active_from: 2003-12}}\n")
    yes = {}
    for variant in (None, "visit", "gone", "late"):
        ensemble = Ensemble(case, 8, variant=variant)
        assert ensemble.setting.actors[-1] == "visitor"
        assert ensemble.setting.actors.index("ocean_friends") == 2
        yes[variant] = ensemble.run().outcomes["yes_share"].tolist()
    assert yes["visit"] == yes[None]
    assert yes["late"] == yes["gone"]
