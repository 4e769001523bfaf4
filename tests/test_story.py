"""Does the story of a run say what the run did, in the right order and for its own reasons?"""

import csv
import re

import numpy as np
import pytest
from click.testing import CliRunner
from worlds import history, toy

from sim.cli import cli
from sim.model.campaigns.response import sources
from sim.model.core import choice
from sim.model.core.noise import Noise
from sim.model.parameters import Params
from sim.model.votes import utility
from sim.model.votes.packages import factors
from sim.model.votes.roll_call import reckon
from sim.scenario.compile import compile_setting
from sim.scenario.load import load_case, load_scenario
from sim.story import TOPICS, Teller, floor
from sim.story.scene import Scene
from sim.words import en, es, short_names

PARAMS = Params.of()


def teller(seed=0, lang="en", numbers=None, **changes):
    scenario = toy(seed, **changes)
    setting = compile_setting(scenario)
    states = history(setting, numbers, Noise(0, [seed]))
    return Teller(scenario, setting, Params.of(numbers), states, lang)


@pytest.fixture(scope="module")
def told():
    made = teller()
    return made.scene, made.lines()


def texts(lines, topic, month=None):
    return [line.text for line in lines if line.topic == topic and (month is None or line.month == month)]


def test_lines_are_in_order_and_of_known_topics(told):
    _, lines = told
    assert [line.month for line in lines] == sorted(line.month for line in lines)
    order = [(line.month, TOPICS.index(line.topic)) for line in lines]
    assert order == sorted(order)
    assert {line.topic for line in lines} >= {"event", "shock", "entry", "forum", "promise", "tie", "talks", "vote"}


def test_both_languages_tell_the_same_lines(told):
    _, lines = told
    spanish = teller(lang="es").lines()
    assert [(line.month, line.topic) for line in spanish] == [(line.month, line.topic) for line in lines]
    assert all(line.text for line in spanish)


def test_telling_twice_tells_the_same(told):
    made = teller()
    assert made.lines() == made.lines() == told[1]


def test_every_phrase_of_the_story_is_said_somewhere():
    """Read off the source, since no single world has a reason for every phrase."""
    from pathlib import Path

    import sim.story

    source = "".join(path.read_text(encoding="utf-8") for path in Path(sim.story.__path__[0]).glob("*.py"))
    said = {key.removeprefix("story_") for key in en.PHRASES if key.startswith("story_")} - {"title"}
    built = {f"pressed_{key}" for key in ("home", "abroad")}
    assert {key for key in said - built if f'"{key}"' not in source} == set()
    assert set(en.PHRASES) == set(es.PHRASES)


def test_a_shock_says_what_and_who_hears(told):
    _, lines = told
    (march,) = texts(lines, "shock", "1999-09")
    assert march.startswith("March: trade, rights; heard ")
    assert "union has" in march
    assert texts(lines, "shock", "1999-12") == ["Crash: rights; heard in United States"]


def test_promises_come_into_force_once_each(told):
    _, lines = told
    assert texts(lines, "promise", "1999-06")[0] == "in force: Vow (rights +0.90); bound now: chief, left"
    assert sum("in force" in text for text in texts(lines, "promise")) == 2
    assert all(
        sum(f"held to it: {title}" in text for text in texts(lines, "promise")) <= 1 for title in ("Vow", "Deal")
    )


def test_talks_tell_the_package_that_the_state_holds_and_why_nothing_else(told):
    scene, lines = told
    (talks,) = scene.setting.negotiations
    step = scene.setting.months.index("1999-12")
    reached = scene.now(step).provision[talks.rows, 0]
    close, *further = texts(lines, "talks", "1999-12")
    levels = [en.PHRASES[f"level_{('off', 'consulted', 'side', 'core')[level]}"] for level in reached]
    assert close.startswith(f"Talks end: parks: {levels[0]}; rights: {levels[1]}; worth ")
    assert len(further) == sum(level < 3 for level in reached)
    every = choice.combinations(4, len(talks.issues))
    worths = factors(talks, every, scene.at_the_table(step), scene.setting, scene.params).worth()[:, 0]
    worth = float(re.search(r"worth ([\d.]+)", close)[1])
    assert worth == pytest.approx(worths.max(), abs=5e-4)
    assert all(float(re.search(r"worth ([\d.]+)", text)[1]) <= worth for text in further)


def test_the_most_resistant_party_is_the_smallest_factor_of_the_product(told):
    scene, lines = told
    (talks,) = scene.setting.negotiations
    step = scene.setting.months.index("1999-12")
    reached = scene.now(step).provision[talks.rows]
    found = factors(talks, reached, scene.at_the_table(step), scene.setting, scene.params)
    values = [float(v[0, 0]) for group in (found.bodies, found.partners, found.gatekeepers) for v in group.values()]
    assert found.worth()[0, 0] == pytest.approx(np.prod(values) * found.proposer[0, 0])
    assert f"({min(values):.2f})" in texts(lines, "talks", "1999-12")[0]


@pytest.mark.parametrize("seed", range(4))
def test_what_is_reckoned_is_what_the_run_recorded(seed):
    made = teller(seed)
    scene = made.scene
    for decision in scene.setting.decisions:
        now = scene.now(decision.step)
        found = reckon(decision, scene.on_the_floor(decision.step), scene.params)
        if now.forecast[decision.row, 0] > 0.0:
            assert found.forecast[0] == pytest.approx(now.forecast[decision.row, 0])


@pytest.mark.parametrize("seed", range(4))
def test_every_decision_is_told_with_its_outcome_or_its_obstacle(seed):
    made = teller(seed)
    scene, votes = made.scene, texts(made.lines(), "vote")
    blocked = int(scene.states[-1].is_blocked.sum())
    assert sum(": no vote; " in text for text in votes) == blocked
    assert sum(text.endswith((": passed", ": rejected")) for text in votes) == len(scene.setting.decisions) - blocked
    assert sum("taken back" in text for text in votes) == scene.states[-1].is_repealed.sum()
    reasons = [text.partition("; ")[2] for text in votes if ": no vote; " in text]
    assert all(re.match(r"it needed first|.* refuses it \(gain [+-]|withdrawn", reason) for reason in reasons)


def test_a_bill_that_waits_for_another_is_blocked_by_name():
    """With no hope the bill fails, so that what requires it is not voted."""
    made = teller(0, numbers={"votes.indifference": 0.01})
    scene = made.scene
    final = next(d for d in scene.setting.decisions if d.id == "final")
    told = texts(made.lines(), "vote", "2000-05")
    if not scene.states[-1].is_passed[scene.setting.decisions[0].row, 0]:
        assert any("it needed first: Decision" in text for text in told)
    proposal = utility.proposal_of(final, scene.on_the_floor(final.step), scene.params)
    refused = not utility.is_let_through(final.gatekeeper, proposal, scene.on_the_floor(final.step))[0]
    assert any("right refuses it" in text for text in told) == refused


def test_sources_of_pressure_add_up_to_what_moves_policy(told):
    """What the story calls home and abroad is the pressure of the rule that moves policy."""
    scene, _ = told
    for step in (3, 8):
        state = scene.now(step)
        found = sources(state.replace(step=step, policy=scene.entered(step).policy), scene.setting, scene.params)
        venues = scene.setting.venues
        felt = state.openness_now * (state.pressure - state.pressure_reference)
        for venue in np.flatnonzero(~venues.is_medium):
            organ = venues.organ[venue]
            abroad = found.abroad[:, organ, 0]
            np.testing.assert_allclose(abroad, state.external[:, venue, 0], atol=1e-12)
            own = ~venues.is_medium & (venues.organ == organ)
            np.testing.assert_allclose(found.at_home[:, organ, 0], felt[:, own, 0].sum(axis=1), atol=1e-12)


def test_first_allies_abroad_are_told_once_and_never_those_of_the_start(told):
    scene, lines = told
    first = [text for text in texts(lines, "abroad") if text.startswith("first ally abroad of")]
    names = [re.match(r"first ally abroad of (.*):", text)[1] for text in first]
    assert len(names) == len(set(names))
    expected = {
        scene.names[a] for a in np.flatnonzero(scene.setting.is_campaigner)
        if not scene.has_ally_abroad[0, a] and scene.has_ally_abroad[:, a].any()
    }  # fmt: skip
    assert set(names) == expected


def test_who_works_abroad_is_told_with_its_share(told):
    scene, lines = told
    shares = [float(s) / 100 for text in texts(lines, "abroad") for s in re.findall(r"\((\d+)%; ", text)]
    assert all(share > 0.49 or share < 0.41 for share in shares)
    step = 5
    state, pairs = scene.now(step), scene.setting.pairs
    mine = (pairs.actor == 0) & ~pairs.is_medium
    spent = state.effort[:, mine, 0].sum(axis=0)
    if spent.sum() > 0.01:
        assert scene.share_abroad[step, 0] == pytest.approx((spent * pairs.is_foreign[mine]).sum() / spent.sum())


def test_documented_alliances_are_told_in_their_month(told):
    _, lines = told
    assert texts(lines, "tie", "1999-08") == ["union allies with left (record)"]
    ended = [text for text in texts(lines, "tie", "2000-01") if "parts with" in text]
    assert ended in (["firms parts with chief (record)"], [])  # they may have parted before


def test_a_scene_knows_its_years():
    scenario = toy()
    setting = compile_setting(scenario)
    scene = Scene(scenario, setting, PARAMS, [], "en")
    ends = [setting.months[step] for step in range(setting.n_steps) if scene.is_year_end(step)]
    assert ends == ["1999-12", "2000-05"]
    assert list(scene.year_of(8)) == [7, 8]


def test_replay_filters_by_topic_stops_early_and_has_a_heading_for_every_year(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    words = ["replay", "nafta", "--until", "1991-08", "--only", "vote, talks"]
    done = CliRunner().invoke(cli, words, catch_exceptions=False)
    assert done.exit_code == 0
    dated = [line for line in done.output.splitlines() if re.match(r"\d{4}-\d\d ", line)]
    assert {line.split()[1] for line in dated} == {"vote", "talks"}
    assert max(line[:7] for line in dated) <= "1991-08"
    assert "\n1991\n----\n" in done.output
    wrong = CliRunner().invoke(cli, ["replay", "nafta", "--only", "votes"])
    assert wrong.exit_code == 2
    assert "no topic 'votes'" in wrong.output


def test_a_policy_is_told_from_where_it_stood_to_where_it_stands():
    made = teller(0, numbers={"campaigns.pressure_rate": 3.0})
    scene, seen = made.scene, 0
    for line in made.lines():
        found = re.match(r"(.*), (.*): policy ([+-][\d.]+) to ([+-][\d.]+) \(", line.text)
        if not found or line.topic != "policy":
            continue
        step, organ = scene.setting.months.index(line.month), scene.names.index(found[1])
        issue = [scene.issue(row) for row in range(len(scene.setting.issues))].index(found[2])
        own = sum((scene.now(s).policy - scene.entered(s).policy)[issue, organ, 0] for s in scene.year_of(step))
        now = scene.now(step).policy[issue, organ, 0]
        assert (float(found[3]), float(found[4])) == pytest.approx((now - own, now), abs=0.006)
        seen += 1
    assert seen == len(texts(made.lines(), "policy")) > 0


@pytest.mark.parametrize("seed", range(3))
def test_votes_that_are_not_counted_by_heads_are_told_with_weights_need_and_who_refused(seed):
    scene, seen = teller(seed).scene, set()
    for decision in scene.setting.decisions:
        kind, now = decision.rule.type, scene.now(decision.step)
        told = [each for each in floor._settled(scene, decision, decision.step) if "no vote" not in each]
        line = next((each for each in told if each.endswith(("passed", "rejected"))), None)
        if line is None or kind not in ("weighted", "consensus", "treaty"):
            continue
        seen.add(kind)
        seated = [bloc for bloc in decision.blocs if now.seats[bloc.row, 0]]
        votes = [(bloc, now.yeas[bloc.row, 0], now.seats[bloc.row, 0]) for bloc in seated]
        if kind == "weighted":
            share = sum(b.weight * yeas for b, yeas, _ in votes) / sum(b.weight * seats for b, _, seats in votes)
            assert f"{share:.1%} of the weights are for it, {decision.rule.needed:.1%} needed" in line
            assert all(any(each.endswith(f"weight {b.weight:g} each") for each in told) for b in seated)
            continue
        agrees = {"treaty": lambda yeas, seats: 2 * yeas > seats, "consensus": lambda yeas, seats: yeas == seats}[kind]
        refused = [b for b, yeas, seats in votes if not agrees(yeas, seats)]
        names = ", ".join(scene.names[b.actor] for b in refused) or "nobody"
        assert f": {names}: " in line
        assert line.endswith("passed" if now.is_passed[decision.row, 0] else "rejected")
        if kind == "treaty":
            assert f"{len(seated) - len(refused)} states ratify, {decision.rule.ratifications} needed" in line
    assert seen >= {"weighted", "treaty"}


def test_a_short_name_is_that_of_the_case_or_the_whole_name(case):
    """Nothing is cut off at a comma or a bracket: what stands there may be the other half of a group."""
    rows = (case / "actors.csv").read_text(encoding="utf-8").splitlines()
    head = rows[0].replace("name_es,", "name_es,short,short_es,")
    names = {
        "bay_watch": ('"Oxfam, Caritas and others (a network)"', "", "", ""),
        "dock_union": ('"Dockers (DU)"', "Estibadores (SE)", "DU", "SE"),
        "ocean_friends": ("Ocean Friends", "", "OF", ""),
    }
    made = [head]
    for row in csv.reader(rows[1:]):
        at = rows[0].split(",").index("name")
        name, name_es, *short = names.get(row[0], (row[at], row[at + 1], "", ""))
        made.append(",".join([*row[:at], name, name_es, *short, *(f'"{cell}"' for cell in row[at + 2 :])]))
    plain = load_case(case).scenario
    (case / "actors.csv").write_text("\n".join([head, *made[1:]]) + "\n", encoding="utf-8")
    scenario = load_scenario(case)
    found = {lang: short_names(scenario, lang) for lang in ("en", "es")}
    whole = "Oxfam, Caritas and others (a network)"
    assert [found["en"][name] for name in names] == [whole, "DU", "OF"]
    assert [found["es"][name] for name in names] == [whole, "SE", "OF"]
    assert found["en"]["mayor"] == plain.actors["mayor"].name
    for lang, name in (("en", "Dockers (DU)"), ("es", "Estibadores (SE)")):
        assert name not in "".join(found[lang].values())


def test_short_names_are_no_part_of_the_digest(case):
    before = load_case(case).digest
    rows = list(csv.reader((case / "actors.csv").read_text(encoding="utf-8").splitlines()))
    with (case / "actors.csv").open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow([*rows[0], "short", "short_es"])
        table.writerows([*row, row[0], f"nombre {row[0]}"] for row in rows[1:])
    after = load_case(case)
    assert after.digest == before
    assert short_names(after.scenario)["mayor"] == "mayor"
    assert short_names(after.scenario, "es")["mayor"] == "nombre mayor"
