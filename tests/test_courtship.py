"""E9: are the right guests invited, do they come, what do they bring home, and does disclosure make skeptics?"""

import dataclasses

import numpy as np
import pytest
from worlds import COURTED, arrays, courted, history, largest_gap, toy

from sim.measures import gauge
from sim.model.core.noise import Noise
from sim.model.courtship.process import court
from sim.model.courtship.setting import courtships_of
from sim.model.courtship.state import Courted
from sim.model.initialize import start
from sim.model.parameters import Params
from sim.scenario.compile import compile_setting
from sim.scenario.keys.outcomes import Outcome
from sim.scenario.schema import Scenario
from sim.story import Teller

RUNS = range(16)
QUIET = {"courtship.persuasion": 0.0, "courtship.backfire": 0.0, "courtship.disclosure_rate": 0.0}


def actor(name, country="AA", size=1.0, model=0.0, **more):
    """Someone of whom positions are given on the issue `trade` and on the patron's `model`."""
    return {
        "id": name, "name": name, "kind": "ngo", "role": "academic", "country": country, "capability": 3.0,
        "size": size, "positions": {"trade": more.pop("trade", 0.0), "model": model}, "saliences": {},
        "source": "assumed",
    } | more  # fmt: skip


PATRON = actor("patron", "PP", kind="foreign_state", role="patron", trade=0.8, model=-1.0)
PEOPLE = (actor("star", size=2.0), actor("fan", size=3.0), actor("loner", size=5.0))
FANS = [{"actor": "fan", "partner": "star", "type": "alliance", "source": "assumed"}]


def visit(**more):
    return {
        "title": "Tour", "since": "2019-06", "until": "2019-09", "invited": 4.0, "guests": {"country": "AA"},
        "source": "assumed",
    } | more  # fmt: skip


def country(*people, visits=None, ties=(), tension=(), **courtship):
    """One country, one patron, one courtship; nothing else happens in this year."""
    who = [PATRON, *people]
    issue = {"negative": "no", "positive": "yes", "tier": "policy_core", "source": "assumed"}
    return Scenario.model_validate(
        {
            "format": 2, "title": "A country", "summary": "A courted country",
            "period": {"start": "2019-01", "end": "2019-12"},
            "issues": {name: issue | {"title": name} for name in ("trade", "model")},
            "actors": {each["id"]: each for each in who}, "ties": list(ties), "tension": list(tension),
            "courtship": {
                "court": {
                    "title": "Court", "patron": "patron", "issues": ["trade"], "skeptic_issue": "model",
                    "partner": "UU", "visits": {"tour": visit()} if visits is None else visits, "source": "assumed",
                } | courtship
            },
            "outcomes": {"x": {"label": "x", "measure": "density"}},
        }
    )  # fmt: skip


def visited(scenario, numbers=None, steps_per_year=12, replicates=RUNS, change=lambda state: state):
    """The process by itself, nothing else of a step: every State, the one before the first step first."""
    setting = compile_setting(scenario, steps_per_year=steps_per_year)
    params, noise = Params.of(numbers, len(replicates)), Noise(1, replicates)
    states = [change(start(setting, params, noise))]
    for step in range(setting.n_steps):
        after = court(states[-1].replace(step=step), setting, params)
        states.append(after.replace(step=step + 1))
    return setting, states


def rows(setting, *names):
    return [setting.actors.index(name) for name in names]


def hosted(scenario, numbers=None, **how):
    """Guests of the first visit by actor, (actor, run)."""
    setting, states = visited(scenario, numbers, **how)
    return setting, courted(states[-1]).guests[0]


# Skepticism before anything is known


@pytest.mark.parametrize(("model", "expected"), [(0.0, 0.5), (0.6, 0.8), (-1.0, 0.05), (1.0, 0.95)])
def test_skepticism_begins_as_the_coded_position_says(model, expected):
    setting = compile_setting(country(actor("one", model=model)))
    state = start(setting, Params.of(n_runs=2), Noise(1, range(2)))
    assert courted(state).skepticism[0, setting.actors.index("one")].tolist() == pytest.approx([expected] * 2)


def test_coding_error_moves_skepticism_with_the_position():
    setting = compile_setting(country(actor("one")))
    state = start(setting, Params.of(n_runs=50), Noise(1, range(50)), (0.5, 0.0))
    position = state.position[1, setting.actors.index("one")]
    assert position.std() > 0.1
    np.testing.assert_allclose(courted(state).skepticism[0, setting.actors.index("one")], (1 + position) / 2)


# Who is invited, who comes


def test_where_attendance_is_documented_all_places_are_taken_and_by_size():
    people = actor("one", size=10.0), actor("two", size=30.0)
    scenario = country(*people, visits={"tour": visit(attendance="documented", targeting="broadcast", invited=8)})
    setting, guests = hosted(scenario)
    np.testing.assert_allclose(guests[rows(setting, "one", "two")], [[2.0] * len(RUNS), [6.0] * len(RUNS)])


def test_patrons_that_look_for_brokers_find_those_who_are_listened_to():
    """Of the eight others in the country three, the fan, hold the star; nobody holds the fan but the star."""
    scenario = country(*PEOPLE, ties=FANS, visits={"tour": visit(attendance="documented", invited=1.0)})
    setting, guests = hosted(scenario, {"courtship.reach_slope": 2.0})
    weight = np.array([2.0 * np.exp(2.0 * 3 / 8), 3.0 * np.exp(2.0 * 2 / 7), 5.0])
    expected = (weight / weight.sum())[:, None] + np.zeros(len(RUNS))
    np.testing.assert_allclose(guests[rows(setting, "star", "fan", "loner")], expected, rtol=1e-12)
    alike = country(*PEOPLE, ties=FANS, visits={"tour": visit(attendance="documented", targeting="broadcast")})
    setting, guests = hosted(alike, {"courtship.reach_slope": 2.0})
    assert guests[rows(setting, "loner")].min() > guests[rows(setting, "star")].max()


def test_listeners_of_other_countries_do_not_count():
    away = actor("away", "BB", size=50.0)
    ties = [*FANS, {"actor": "away", "partner": "loner", "type": "alliance", "source": "assumed"}]
    plan = {"tour": visit(attendance="documented", invited=1.0)}
    setting, with_away = hosted(country(*PEOPLE, away, ties=ties, visits=plan))
    _, without = hosted(country(*PEOPLE, ties=FANS, visits=plan))
    assert np.array_equal(with_away[rows(setting, "star", "fan", "loner")], without[1:])


def test_who_is_off_the_stage_neither_listens_nor_is_invited():
    """Without the fan nobody holds the star, and two guests are left."""
    plan = {"tour": visit(attendance="documented", invited=1.0)}

    def without_fan(state):
        is_active = state.is_active.copy()
        is_active[2] = False
        return state.replace(is_active=is_active)

    setting, guests = hosted(country(*PEOPLE, ties=FANS, visits=plan), change=without_fan)
    assert setting.actors == ("patron", "star", "fan", "loner")
    np.testing.assert_allclose(guests.T, [[0.0, 2 / 7, 0.0, 5 / 7]] * len(RUNS), rtol=1e-12)


def test_without_the_patron_or_without_guests_nothing_happens():
    def only(*names):
        def change(state):
            is_active = np.zeros_like(state.is_active)
            is_active[[["patron", "star", "fan", "loner"].index(name) for name in names]] = True
            return state.replace(is_active=is_active)

        return change

    scenario = country(*PEOPLE, disclosure=[{"date": "2019-01", "value": 1.0, "source": "assumed"}])
    for present, skeptics in ((("star", "fan", "loner"), False), (("patron",), False)):
        _, states = visited(scenario, change=only(*present))
        assert largest_gap(states[:1], states[-1:], ["position", "guests"]) == 0.0
        assert (largest_gap(states[:1], states[-1:], ["skepticism"]) > 0.0) == skeptics
    setting, states = visited(scenario, change=only("patron", "star"))
    rose = (courted(states[-1]).skepticism > courted(states[0]).skepticism)[0]
    assert rose[rows(setting, "star")].all()
    assert not np.delete(rose, rows(setting, "star"), axis=0).any()


def test_nobody_travels_outside_of_the_window():
    setting, states = visited(country(*PEOPLE))
    new = np.diff([courted(state).guests.sum() for state in states])
    assert setting.months[5] == "2019-06"
    assert (new > 0.0).tolist() == [False] * 5 + [True] * 4 + [False] * 3


def test_no_more_bodies_travel_at_once_than_a_row_has():
    setting, guests = hosted(country(*PEOPLE, visits={"tour": visit(invited=1e6, attendance="documented")}))
    np.testing.assert_allclose(guests[rows(setting, "star", "fan", "loner")].T, [[8.0, 12.0, 20.0]] * len(RUNS))


def dated(value, date="2019-01"):
    return {"between": ["UU", "AA"], "date": date, "value": value, "source": "assumed"}


def test_tension_with_the_main_partner_opens_doors_and_skepticism_shuts_them():
    somebody = actor("press", "UU")
    taken = {}
    for name, tension, model in (("calm", 0.0, -0.9), ("tense", 1.0, -0.9), ("wary", 0.0, 0.9)):
        scenario = country(actor("one", size=100.0, model=model), somebody, tension=[dated(tension)])
        setting, states = visited(scenario, QUIET)
        outcome = Outcome(label="Taken", measure="acceptance", courtship="court")
        taken[name] = gauge(outcome, scenario, setting)(states[-1]).mean()
    logistic = lambda odds: 1 / (1 + np.exp(-odds))  # noqa: E731
    expected = {"calm": logistic(-0.05), "tense": logistic(0.95), "wary": logistic(-0.95)}
    assert taken == pytest.approx(expected, abs=0.005)


def test_tension_goes_in_a_straight_line_between_its_dates_and_stays_outside():
    scenario = country(
        *PEOPLE, actor("press", "UU"), actor("other", "CC"), tension=[dated(0.8, "2019-09"), dated(0.2, "2019-03")]
    )
    (courtship,) = courtships_of(compile_setting(scenario))
    countries = compile_setting(scenario).countries
    found = courtship.tension[:, countries.index("AA")]
    np.testing.assert_allclose(found, np.interp(np.arange(12), [2, 8], [0.2, 0.8]))
    assert found[[0, 2, 5, 8, 11]].tolist() == pytest.approx([0.2, 0.2, 0.5, 0.8, 0.8])
    assert not courtship.tension[:, [countries.index(k) for k in ("PP", "UU", "CC")]].any()


# What guests bring home


def test_a_guest_comes_home_nearer_to_the_patron_by_the_share_that_went_and_its_trust():
    plan = {"tour": visit(until="2019-06", invited=2.0, attendance="documented")}
    setting, states = visited(country(actor("one", size=4.0, model=-0.5), visits=plan))
    (one,) = rows(setting, "one")
    skepticism = courted(states[0]).skepticism[0, one]
    np.testing.assert_allclose(states[-1].position[0, one], 0.1 * 0.5 * (1 - skepticism) * 0.8, rtol=1e-12)
    assert largest_gap(states[:1], states[-1:], ["anchor", "policy"]) == 0.0
    assert np.array_equal(states[-1].position[1], states[0].position[1])


def test_the_very_skeptical_come_home_further_from_the_patron():
    plan = {"tour": visit(until="2019-06", attendance="documented")}
    found = {}
    for name, model in (("open", -1.0), ("wary", 0.2), ("set", 1.0)):
        setting, states = visited(country(actor("one", model=model), visits=plan), {"courtship.backfire": 0.2})
        found[name] = states[-1].position[0, rows(setting, "one")].mean()
    assert found["set"] < 0.0 < found["wary"] < found["open"]


def test_no_visit_carries_anybody_beyond_the_ends_of_the_scale():
    setting = compile_setting(country(actor("one", model=1.0, trade=-0.95)))
    numbers = {"courtship.backfire": 1.0, "courtship.backfire_from": 0.0, "courtship.persuasion": 0.0}
    params = Params.of(numbers, len(RUNS))
    state = start(setting, params, Noise(1, RUNS))
    state = court(state.replace(step=5), setting, params)
    assert (state.position[0, rows(setting, "one")] == -1.0).all()


def test_what_a_visit_did_fades():
    """Who is tied to nobody goes back to its anchor: half of the effect is gone in the time that E1 takes for it."""
    plan = {"tour": visit(since="2019-01", until="2019-01", attendance="documented")}
    numbers = {"opinion.noise": 0.0, "ties.rate": 0.0, "opinion.rate": 4.0, "opinion.susceptibility": 0.0}
    setting = compile_setting(country(actor("one"), visits=plan))
    one = setting.actors.index("one")
    moved = np.array([state.position[0, one] for state in history(setting, numbers, replicates=RUNS)])
    assert (moved[1] > 0.0).all()
    np.testing.assert_allclose(moved[12] / moved[1], np.exp(-4.0 * 11 / 12), rtol=1e-9)


def test_visits_of_a_month_follow_one_another():
    """The second starts where the first has left its guests."""
    one_month = visit(until="2019-06", attendance="documented")
    scenario = country(actor("one", model=-1.0), visits={"first": one_month, "second": one_month})
    setting, states = visited(scenario, {"courtship.persuasion": 0.5})
    (one,) = rows(setting, "one")
    left = 1.0 - 0.5 * (1.0 - courted(states[0]).skepticism[0, one])
    np.testing.assert_allclose(0.8 - states[-1].position[0, one], 0.8 * left**2, rtol=1e-12)


# What is known


def test_skepticism_rises_with_what_is_disclosed_and_never_falls():
    known = [{"date": "2019-10", "value": 0.5, "source": "a"}, {"date": "2019-04", "value": 1.0, "source": "a"}]
    setting, states = visited(country(*PEOPLE, disclosure=known))
    (courtship,) = courtships_of(setting)
    assert courtship.disclosure.tolist() == [0.0] * 3 + [1.0] * 6 + [0.5] * 3
    left = 1.0 - np.array([courted(state).skepticism[0] for state in states])
    patron = setting.actors.index("patron")
    assert (left[:, patron] == left[0, patron]).all()
    abroad = np.delete(left, patron, axis=1)
    assert np.array_equal(abroad[3], abroad[0])
    np.testing.assert_allclose(abroad[9], abroad[3] * np.exp(-0.5), rtol=1e-12)
    np.testing.assert_allclose(abroad[12], abroad[9] * np.exp(-0.125), rtol=1e-12)


def test_what_was_known_before_the_period_is_known_from_its_start():
    scenario = country(*PEOPLE, disclosure=[{"date": "2017-12", "value": 0.2, "source": "assumed"}])
    (courtship,) = courtships_of(compile_setting(scenario))
    assert (courtship.disclosure == 0.2).all()


def test_attention_to_the_issue_discloses_nothing():
    scenario = country(*PEOPLE)
    issue = list(scenario.issues).index("model")

    def heard(state):
        attention = state.attention.copy()
        attention[issue] = 0.5
        return state.replace(attention=attention)

    _, states = visited(scenario, change=heard)
    assert np.array_equal(courted(states[0]).skepticism, courted(states[-1]).skepticism)


# What must not matter


def test_a_case_without_courtships_is_handed_on_as_it_is():
    setting = compile_setting(toy(0))
    params = Params.of()
    state = start(setting, params, Noise(1, [0]))
    assert court(state, setting, params) is state
    assert not state.has(Courted)


def test_adding_a_courtship_changes_nothing_of_another():
    """Where guests come home as they went, so that one does not reach the other through what people think."""
    scenario = toy(0, **COURTED)
    assert [*scenario.courtship] == ["embrace", "charm"]
    first = scenario.model_copy(update={"courtship": {"embrace": scenario.courtship["embrace"]}})
    numbers = {"courtship.persuasion": 0.0, "courtship.backfire": 0.0}
    alone, among = (history(compile_setting(each), numbers, replicates=RUNS)[-1] for each in (first, scenario))
    assert courted(alone).guests.shape[0] == 2
    for name in ("skepticism", "offered", "guests"):
        own = getattr(courted(alone), name)
        assert np.array_equal(own, getattr(courted(among), name)[: len(own)]), name
    assert courted(alone).guests.max() > 0.0


@pytest.mark.parametrize("replicates", [[0], [7], [2, 3], [5, 60, 1, 70], [*range(9, 40), 4]])
def test_every_array_of_a_courted_country_is_the_same_in_any_company(replicates):
    setting = compile_setting(toy(0, **COURTED))
    together = history(setting, {"ideas.base_hazard": 0.5}, Noise(3, range(9)), jitter=0.1)
    at = [i for i, r in enumerate(replicates) if r < 9]
    alone = history(setting, {"ideas.base_hazard": 0.5}, Noise(3, replicates), jitter=0.1)
    for one, all_runs in zip(alone, together, strict=True):
        among = arrays(all_runs)
        for name, array in arrays(one).items():
            known = among[name][..., [replicates[i] for i in at]]
            assert np.array_equal(array[..., at], known), (name, one.step)


def test_halving_the_step_changes_neither_guests_nor_skeptics():
    """Exactly where acceptance does not hang on skepticism, which moves within a month; else by less than 1 %."""
    known = [{"date": "2019-03", "value": 0.7, "source": "assumed"}]
    scenario = country(*PEOPLE, ties=FANS, disclosure=known)
    ends = [visited(scenario, {"courtship.skepticism_slope": 0.0}, n)[1][-1] for n in (12, 24)]
    np.testing.assert_allclose(courted(ends[1]).guests, courted(ends[0]).guests, rtol=1e-12)
    np.testing.assert_allclose(courted(ends[1]).skepticism, courted(ends[0]).skepticism, rtol=1e-12)
    ends = [visited(scenario, None, n)[1][-1] for n in (12, 24, 48)]
    for finer in ends[1:]:
        np.testing.assert_allclose(courted(finer).guests, courted(ends[0]).guests, rtol=0.01)
        assert np.abs(finer.position - ends[0].position).max() < 0.02


def split(name, **plan):
    """Positions, guests and skepticism of a visit; with a row as it is, and in two halves that are allies."""
    whole = country(*PEOPLE, ties=FANS, visits={"tour": visit(**plan)})
    half = whole.actors[name].model_copy(update={"size": whole.actors[name].size / 2})
    more = [{"actor": name, "partner": "twin", "type": "alliance", "source": "assumed"}]
    if name in ("star", "fan"):
        more += [{"actor": "twin", "partner": "fan" if name == "star" else "star", "type": "alliance", "source": "a"}]
    halves = country(*PEOPLE, ties=[*FANS, *more], visits={"tour": visit(**plan)})
    halves.actors.update({name: half, "twin": half.model_copy(update={"id": "twin"})})
    numbers, found = {"courtship.reach_slope": 2.0}, []
    for scenario in (whole, halves):
        setting, params = compile_setting(scenario), Params.of(numbers, len(RUNS))
        state = start(setting, params, Noise(1, RUNS))
        for step in range(setting.n_steps):
            state = court(state.replace(step=step), setting, params)
        found.append(state)
    return whole.actors.keys(), *found


@pytest.mark.parametrize("name", ["star", "fan", "loner"])
def test_a_guest_in_two_halves_is_the_same_guest_where_all_are_invited_alike(name):
    names, whole, halves = split(name, targeting="broadcast", invited=6.0)
    at = list(names).index(name)
    np.testing.assert_allclose(halves.position[:, :-1], whole.position, rtol=1e-12, atol=1e-12)
    np.testing.assert_allclose(halves.position[:, -1], whole.position[:, at], rtol=1e-12, atol=1e-12)
    both = courted(halves).guests[0, :-1].copy()
    both[at] += courted(halves).guests[0, -1]
    np.testing.assert_allclose(both, courted(whole).guests[0], rtol=1e-12)
    assert courted(whole).guests[0, at].min() > 0.0


@pytest.mark.parametrize(("name", "guests"), [("fan", ["star", "loner"]), ("loner", ["star", "fan"])])
def test_a_listener_in_two_halves_is_the_same_audience(name, guests):
    _, whole, halves = split(name, guests={"ids": guests})
    np.testing.assert_allclose(halves.position[:, :-1], whole.position, rtol=1e-12, atol=1e-12)
    np.testing.assert_allclose(courted(halves).guests[0, :-1], courted(whole).guests[0], rtol=1e-12)


def test_a_targeted_guest_in_two_halves_hears_itself_and_is_invited_as_if_more_listened():
    """The theory says so: of the star's others three eighths hold it; of a half's, (3 + 1) of (8 + 1)."""
    names, whole, halves = split("star", attendance="documented", invited=0.4)
    at = list(names).index("star")
    as_one = np.array([2.0 * np.exp(2.0 * 3 / 8), 3.0 * np.exp(2.0 * 2 / 7), 5.0])
    as_two = np.array([2.0 * np.exp(2.0 * 4 / 9), 3.0 * np.exp(2.0 * 2 / 7), 5.0])
    expected = [0.4 * weight[0] / weight.sum() for weight in (as_one, as_two)]
    np.testing.assert_allclose(courted(whole).guests[0, at], expected[0], rtol=1e-12)
    np.testing.assert_allclose(courted(halves).guests[0, at] + courted(halves).guests[0, -1], expected[1], rtol=1e-12)


# What is measured and told


def test_measures_of_courtships_read_the_state():
    scenario = toy(0, **COURTED)
    setting = compile_setting(scenario)
    states = history(setting, replicates=RUNS)

    def read(state, measure, **arguments):
        outcome = Outcome(label="x", measure=measure, courtship="embrace", **arguments)
        return gauge(outcome, scenario, setting)(state)

    end, mexico = states[-1], [setting.actors.index(name) for name in ("union", "chief")]
    np.testing.assert_allclose(
        read(end, "skepticism", actors={"ids": ["union", "chief"]}), courted(end).skepticism[0, mexico].mean(axis=0)
    )
    assert np.isnan(read(end, "skepticism", actors={"ids": ["bank"]})).all()  # it has left
    np.testing.assert_allclose(read(end, "guests"), courted(end).guests[:2].sum(axis=(0, 1)))
    some = read(end, "guests", visits=["congress"], actors={"ids": ["union", "chief"]})
    np.testing.assert_allclose(some, courted(end).guests[1, mexico].sum(axis=0))
    assert np.isnan(read(states[1], "acceptance")).all()
    np.testing.assert_allclose(read(states[2], "acceptance"), courted(states[2]).guests[0].sum(axis=0) / 0.5)
    np.testing.assert_allclose(
        read(states[8], "acceptance"), courted(states[8]).guests[:2].sum(axis=(0, 1)) / (3.0 + 2.5 * 3 / 6)
    )
    np.testing.assert_allclose(read(end, "acceptance", visits=["tour"]), courted(end).guests[0].sum(axis=0) / 3.0)
    offered = 2.5 * 4 / 6  # of six months the patron is away in the last two
    np.testing.assert_allclose(
        read(end, "acceptance", visits=["congress"]), courted(end).guests[1].sum(axis=0) / offered
    )


@pytest.mark.parametrize(
    ("lang", "taken", "nobody"),
    [
        ("en", "Tour: 4.0 of 4 places taken, by ", "Tour: nobody goes"),
        ("es", "Tour: lugares ocupados, 4.0 de 4 (", "Tour: no viaja"),
    ],
)
def test_the_story_tells_every_visit_once_in_its_last_month(lang, taken, nobody):
    for scenario, numbers, said in (
        (country(*PEOPLE, visits={"tour": visit(attendance="documented")}), {}, taken),
        (country(*PEOPLE), {"courtship.acceptance": -100.0}, nobody),
    ):
        setting, params = compile_setting(scenario), Params.of(numbers)
        teller = Teller(scenario, setting, params, history(setting, numbers), lang)
        (line,) = [line for line in teller.lines() if line.topic == "visit"]
        assert line.month == "2019-09"
        assert line.text.startswith(said)


def test_the_story_names_the_guests_and_their_mean_skepticism():
    scenario = country(*PEOPLE, visits={"tour": visit(attendance="documented", targeting="broadcast", invited=40)})
    setting = compile_setting(scenario)
    states = history(setting)
    teller = Teller(scenario, setting, Params.of(), states, "en")
    (line,) = [line for line in teller.lines() if line.topic == "visit"]
    mean = np.average(courted(states[9]).skepticism[0, 1:, 0], weights=[2.0, 3.0, 5.0])
    assert line.text == (
        f"Tour: 40 of 40 places taken, by loner 20, fan 12, star 8.0; skepticism of the guests {mean:.2f}"
    )


def test_a_visit_that_the_run_cuts_short_is_told_in_its_last_month():
    scenario = country(*PEOPLE)
    setting = compile_setting(scenario)
    short = dataclasses.replace(setting, n_steps=7, months=setting.months[:7])
    lines = Teller(scenario, short, Params.of(), history(short), "en").lines()
    assert [line.month for line in lines if line.topic == "visit"] == ["2019-07"]
