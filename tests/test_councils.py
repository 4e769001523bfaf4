"""E10: who serves on councils, what wears and captures them, what they get done, and how far they are heard."""

from dataclasses import replace
from fractions import Fraction
from itertools import pairwise, permutations

import numpy as np
import pytest
from assemblies import ALL, COUNCILS, PLACES, alone, council, places, regime, served, with_councils
from worlds import ARRAYS, arrays, history, largest_gap, seats

from sim.measures import gauge
from sim.model.campaigns.choose_venue import mobilize
from sim.model.core import choice, tally
from sim.model.core.noise import Noise
from sim.model.councils.process import lent_legitimacy
from sim.model.councils.setting import councils_of
from sim.model.councils.state import Seats
from sim.model.initialize import Deletions, start
from sim.model.parameters import Params
from sim.scenario.compile import compile_setting
from sim.scenario.keys.outcomes import Outcome
from sim.story import Teller

RUNS = range(6)
ELECTED = regime("elected", "2000-01", "body", 5, term_years=3)


def read(setting, scenario, states, measure, **more):
    """A measure of the only council after each step, (step, run)."""
    outcome = Outcome(label=measure, measure=measure, council=councils_of(setting)[0].id, **more)
    see = gauge(outcome, scenario, setting)
    return np.array([see(state) for state in states])


def selections(setting):
    """Steps of the selections of the first council."""
    (first, *_) = councils_of(setting)
    return [t for t in range(setting.n_steps) if first.regime(t) is not None and first.regime(t).selection(t) >= 0]


def mean(values):
    """Means over runs with their standard errors, by row."""
    return values.mean(axis=-1), values.std(axis=-1, ddof=1) / np.sqrt(values.shape[-1])


# Choosing


@pytest.mark.parametrize("n_seats", [1, 2])
def test_seats_drawn_follow_the_exponentials_of_the_scores_without_replacement(n_seats):
    """Every set of winners comes as often as in draws one after the other among those left (Plackett-Luce)."""
    score, n = np.array([0.0, 0.7, -0.5, 1.5]), 40_000
    draws = np.random.default_rng(1).random((len(score), n))
    found = choice.seats(
        score[:, None] + choice.gumbel(draws),
        np.zeros(4, dtype=np.intp),
        np.array([n_seats]),
        np.ones((4, n), dtype=bool),
    )
    weight = np.exp(score)
    expected = {}
    for order in permutations(range(4), n_seats):
        left, prob = weight.sum(), 1.0
        for row in order:
            prob, left = prob * weight[row] / left, left - weight[row]
        expected[frozenset(order)] = expected.get(frozenset(order), 0.0) + prob
    assert sum(expected.values()) == pytest.approx(1.0)
    for winners, prob in expected.items():
        seen = (found == np.isin(np.arange(4), list(winners))[:, None]).all(axis=0).mean()
        assert abs(seen - prob) < 4 * np.sqrt(prob * (1 - prob) / n)


def test_the_largest_draws_and_the_smallest_have_a_score():
    assert np.isfinite(choice.gumbel(np.array([0.0, 2.0**-53, 1 - 2.0**-53]))).all()


@pytest.mark.parametrize("seed", range(5))
def test_the_best_of_each_group_are_seated_and_of_equals_the_lower_row(seed):
    rng = np.random.default_rng(seed)
    group = np.sort(rng.integers(0, 4, 23))
    score, may, n_seats = rng.integers(0, 5, (23, 7)) / 4, rng.random((23, 7)) < 0.7, rng.integers(0, 5, 4)
    found = choice.seats(score, group, n_seats, may)
    for run in range(7):
        for place in range(4):
            able = [row for row in range(23) if group[row] == place and may[row, run]]
            best = sorted(able, key=lambda row: (-score[row, run], row))[: n_seats[place]]
            assert np.flatnonzero(found[:, run] & (group == place)).tolist() == sorted(best)


def test_seats_are_shared_out_by_largest_remainders():
    share = tally.largest_remainders
    assert share(np.array([1.0, 1.0, 1.0]), 4).tolist() == [2, 1, 1]  # of equal remainders the earlier
    assert share(np.array([0.1, 0.2, 0.3]), 6).tolist() == [1, 2, 3]  # whole shares, though not as floats
    assert share(np.array([0.0, 2.0, 1.0]), 3).tolist() == [0, 2, 1]
    assert share(np.zeros(3), 5).tolist() == [0, 0, 0]
    weight = np.random.default_rng(1).random(50)
    for n in (0, 1, 49, 50, 101):
        found = share(weight, n)
        assert found.sum() == n
        assert (np.abs(found - n * weight / weight.sum()) < 1).all()
        assert np.array_equal(share(weight[::-1], n), found[::-1])


def seats_by_hand(weight, n):
    """In fractions, which are never rounded: whole seats first, then by remainder, of equal ones the earlier row."""
    quota = [Fraction(n * each, sum(weight)) for each in weight]
    found = [int(each) for each in quota]
    left = sorted(range(len(weight)), key=lambda row: (found[row] - quota[row], row))[: n - sum(found)]
    return [seats + (row in left) for row, seats in enumerate(found)]


@pytest.mark.parametrize("seed", range(20))
def test_of_many_equal_remainders_the_earlier_rows_come_first(seed):
    """Weights of a few whole numbers over many places: nearly every remainder is a tie."""
    rng = np.random.default_rng(seed)
    weight = rng.integers(1, 5, rng.integers(17, 120))
    n = int(rng.integers(1, 3 * len(weight)))
    assert tally.largest_remainders(weight / 7.0, n).tolist() == seats_by_hand(weight.tolist(), n)


@pytest.mark.parametrize("part", [1, 2])
def test_remainders_that_differ_by_rounding_alone_are_equal(part):
    """Every place has a third, or two thirds, of a seat beyond whole ones: as floats their remainders differ."""
    whole = np.random.default_rng(part).integers(0, 100, 60)
    quota = np.round((3 * whole + part) / 3, 9)
    assert len(np.unique(quota - whole)) > 2
    found = tally.largest_remainders(3.0 * whole + part, int(whole.sum()) + 20 * part)
    assert (found - whole).tolist() == [1] * (20 * part) + [0] * (60 - 20 * part)


def test_themes_come_as_often_as_their_group_cares():
    _, states = served(alone(end="2000-03"), 2000)
    theme, first, insider = (getattr(seats(states[0]), name) for name in ("theme", "is_first", "is_insider"))
    for group, share in ((first & ~insider, 0.25), (~first & ~insider, 0.75), (insider, 0.0)):  # insiders: no issue
        seen = (theme[group] == 1).mean()
        assert abs(seen - share) <= 4 * np.sqrt(share * (1 - share) / group.sum())
    assert first.mean() == pytest.approx(0.6, abs=4 * np.sqrt(0.24 / first.size))
    assert insider.mean() == pytest.approx(0.2, abs=4 * np.sqrt(0.16 / insider.size))


# Elections


def test_winners_of_a_place_are_drawn_by_strength_and_capture():
    """Over many elections every candidate wins as often as its odds among those who stand there say."""
    numbers = {"councils.local_slope": 1.5, "councils.capture_slope": 2.0, "councils.capture_gain": 5.0}
    where = places(3, insiders=0.5, oversight=0.0)
    setting, states = served(alone(regime("elected", "2000-01", "body", 3, term_years=1), where=where), 1000, numbers)
    (the,), noise = councils_of(setting), Noise(1, range(1000))
    gap, variance, n_backed = 0.0, 0.0, 0
    for number, step in enumerate(selections(setting)[:4]):
        before, now = states[max(step - 1, 0)], states[step]
        capture = seats(before).capture if step else np.zeros_like(seats(before).capture)
        wear = seats(before).wear if step else seats(start(setting, Params.of(n_runs=1000), noise)).wear
        stands = noise.once(f"council.council.value.{number}", "normal", len(the.place)) > wear
        odds = np.exp(1.5 * seats(now).strength + 2.0 * capture[the.place] * seats(now).is_insider) * stands
        for place in range(3):
            rows = the.place == place
            prob = odds[rows] / np.maximum(odds[rows].sum(axis=0), 1e-300)
            assert np.array_equal(seats(now).is_elected[rows].sum(axis=0), stands[rows].any(axis=0))
            backed = seats(now).is_insider[rows] & stands[rows]
            gap += ((seats(now).is_elected[rows] - prob) * backed).sum()
            variance += (backed * prob * (1 - prob)).sum()
            n_backed += backed.sum()
    assert n_backed > 2500
    assert abs(gap) < 4 * np.sqrt(variance)


def test_seats_are_filled_by_place_and_the_appointed_are_the_strongest_of_the_rest():
    scenario = alone(regime("elected", "2000-01", "body", 5, term_years=3, appointed=4), end="2000-02")
    setting, (state, _) = served(scenario)
    (the,), value = councils_of(setting), Noise(1, range(200)).once("council.council.value.0", "normal", 20)
    assert (tally.sum_by(seats(state).is_elected.astype(float), the.place, 5) <= 1).all()
    rest = seats(state).is_member & ~seats(state).is_elected
    could = (value > 0) & ~seats(state).is_elected
    assert np.array_equal(rest.sum(axis=0), np.minimum(4, could.sum(axis=0)))
    weakest = np.where(rest, seats(state).strength, np.inf).min(axis=0)
    assert not (could & ~rest & (seats(state).strength > weakest)).any()
    assert (could & (value <= seats(state).wear - 0.25) & rest).any()  # some would not stand for election


def test_who_stands_is_worn_out_whether_elected_or_not_and_the_established_more():
    _, (state, _) = served(alone(end="2000-02"))
    value = Noise(1, range(200)).once("council.council.value.0", "normal", 20)
    at_first = np.where(seats(state).is_first, 0.25, 0.5)
    assert np.array_equal(seats(state).wear, np.where(value > at_first, 2 * at_first, at_first))
    assert ((seats(state).wear > at_first) & ~seats(state).is_elected).any()


def test_the_share_of_the_first_generation_rises_where_the_established_wear_out_faster():
    scenario = alone(end="2023-12")
    shares = {}
    for wear in (1.0, 0.0):
        setting, states = served(scenario, 400, {"councils.established_wear": wear})
        rows = selections(setting)
        n = read(setting, scenario, states, "members")[rows]
        first = read(setting, scenario, states, "first_generation_share")[rows] * n
        shares[wear] = np.nansum(first, axis=1) / n.sum(axis=1)
        assert len(rows) == 8
        assert (np.diff(n.mean(axis=1)) < 0).all()  # ever fewer stand
    assert (np.diff(shares[1.0])[:4] > 0).all()
    assert shares[1.0][-1] - shares[1.0][0] > 0.1
    assert abs(shares[0.0][-1] - shares[0.0][0]) < 4 * np.sqrt(0.24 * 2 / (400 * 2))


def test_without_wear_elections_deter_nobody_who_would_serve():
    _, states = served(alone(), 50, {"councils.election_wear": 0.0})
    assert largest_gap(states[:1], [states[-1]], ["wear"]) == 0.0
    assert seats(states[0]).wear.max() == 0.0


def test_capture_rises_with_insiders_and_falls_with_oversight():
    def taken(insiders, oversight):
        scenario = alone(where=places(5, insiders=insiders, oversight=oversight))
        setting, states = served(scenario, 200)
        return [read(setting, scenario, states[-1:], name).mean() for name in ("capture", "captured_share")]

    by_insiders = np.array([taken(x, 0.1) for x in (0.0, 0.2, 0.5, 1.0)])
    by_oversight = np.array([taken(0.5, x) for x in (0.0, 0.05, 0.1, 0.2)])
    assert by_insiders[0].tolist() == [0.0, 0.0]
    assert (np.diff(by_insiders, axis=0) > 0).all()
    assert (np.diff(by_oversight, axis=0) < 0).all()


def test_capture_feeds_on_itself():
    """Insiders win more often where they have captured elections."""
    found, scenario = {}, alone(where=places(5, insiders=0.4, oversight=0.05))
    for slope in (0.0, 4.0):
        setting, states = served(scenario, 400, {"councils.capture_slope": slope})
        later = [states[step] for step in selections(setting)[1:]]
        backed, n = (
            sum(x)
            for x in zip(
                *[((seats(s).is_elected & seats(s).is_insider).sum(), seats(s).is_elected.sum()) for s in later],
                strict=True,
            )
        )
        found[slope] = backed / n
        error = np.sqrt(0.25 / n)
    assert found[4.0] - found[0.0] > max(0.05, 4 * np.sqrt(2) * error)


def test_capture_after_one_election_is_that_of_the_equation():
    where = {k: row | {"insiders": 0.5, "oversight": 0.4} for k, row in places(2).items()}
    where["p1"] |= {"weight": 3.0, "oversight": 0.0}
    numbers = {"councils.capture_gain": 0.7, "councils.oversight_loss": 0.9}
    scenario = alone(regime("elected", "2000-01", "body", 8, term_years=3), where=where, end="2000-02")
    setting, (state, _) = served(scenario, 100, numbers)
    (the,) = councils_of(setting)
    assert the.regimes[0].place_seats.tolist() == [2, 6]
    for place, oversight in ((0, 0.4), (1, 0.0)):
        elected = seats(state).is_elected & (the.place == place)[:, None]
        share = (elected & seats(state).is_insider).sum(axis=0) / np.maximum(elected.sum(axis=0), 1)
        expected = (1 - np.exp(-0.7 * share * 3)) * np.exp(-0.9 * oversight * 3)
        np.testing.assert_allclose(seats(state).capture[place], expected, atol=1e-14)


# What the body is worth


def test_each_member_of_a_larger_assembly_gets_less_done():
    found = []
    for n_seats in (10, 40, 120):
        scenario = alone(regime("club", "2000-01", "body", n_seats, term_years=1), where=places(10), end="2000-02")
        setting, states = served(scenario, 50)
        measures = [
            read(setting, scenario, states[:1], name) for name in ("output_per_member", "effectiveness", "members")
        ]
        each, effective, n = (values[0] for values in measures)
        assert n.mean() > 0.9 * n_seats
        np.testing.assert_allclose(each, effective)
        np.testing.assert_allclose(effective, 1 / (1 + (n / 40) ** 2))
        found.append(each.mean())
    assert found == sorted(found, reverse=True)
    assert found[0] > 2 * found[2]


REFORM = (ELECTED, regime("selected", "2006-07", "heir", 5, term_years=3, themes=["work"]))


def test_legitimacy_falls_when_members_are_no_longer_elected_and_themes_narrow():
    scenario = alone(*REFORM)
    setting, states = served(scenario, 300)
    at = {name: read(setting, scenario, states, name) for name in ("legitimacy", "members", "output")}
    narrow = read(setting, scenario, states, "output", issues=["work"]).mean(axis=1) / at["output"].mean(axis=1)
    before, after = 77, 78  # 2006-06, 2006-07
    assert at["legitimacy"][before].mean() > 0.5
    assert (at["legitimacy"][after:] == 0.0).all()
    assert narrow[after] > narrow[before] + 0.1
    heir, body = (setting.actors.index(name) for name in ("heir", "body"))
    assert (states[before].voice[heir] == 1.0).all()
    assert (states[after].voice[body] == 1.0).all()
    assert (states[after].legitimacy[body] == 0.0).all()
    assert (states[after].voice[heir] < states[before].voice[body]).mean() > 0.9


def test_a_patron_lends_legitimacy_in_the_eyes_of_its_party():
    network = regime("network", "2000-01", "body", 5, term_years=1, patron="patron")
    audience = {"ids": ["kin", "others"]}
    without = regime("club", "2000-01", "body", 5, term_years=1)
    found = []
    for which, numbers in ((network, {}), (network, {"courtship.patronage": 0.0}), (without, {})):
        setting, states = served(alone(which, audience=audience, end="2003-12"), 200, numbers)
        value = Noise(1, range(200)).once("council.council.value.0", "normal", 20)
        lent = states[0].legitimacy[setting.actors.index("body"), 0]
        ready = value > -lent
        assert np.array_equal(seats(states[0]).is_member.sum(axis=0), np.minimum(5, ready.sum(axis=0)))
        found.append((float(lent), [seats(state).is_member for state in states]))
    assert [lent for lent, _ in found] == [0.4, 0.0, 0.0]  # power 4 of 5, half of the audience
    assert all(np.array_equal(one, other) for one, other in zip(found[1][1], found[2][1], strict=True))
    assert any(not np.array_equal(one, other) for one, other in zip(found[0][1], found[2][1], strict=True))


@pytest.mark.parametrize("leaver", ["patron", "kin"])
def test_what_is_lent_ends_when_the_patron_or_its_party_leaves(leaver):
    network = regime("network", "2000-01", "body", 5, term_years=5, patron="patron")
    scenario = alone(network, audience={"ids": ["kin"]}, end="2001-12")
    actor = scenario.actors[leaver].model_copy(update={"active_until": scenario.period.end.replace(month=2)})
    setting, states = served(scenario.model_copy(update={"actors": scenario.actors | {leaver: actor}}), 3)
    legitimacy = np.array([state.legitimacy[setting.actors.index("body"), 0] for state in states])
    assert legitimacy[:13].tolist() == [0.8] * 13
    assert legitimacy[13:].tolist() == [0.0] * 11


def test_what_is_lent_hangs_on_who_of_the_audience_is_on_the_stage():
    network = regime("network", "2000-01", "body", 5, term_years=1, patron="patron")
    setting = compile_setting(alone(network, audience={"ids": ["kin", "others"]}))
    (the,), params = councils_of(setting), Params.of(n_runs=2)
    state = start(setting, params, Noise(1, range(2)))

    def lent(*gone, which=the.regimes[0]):
        is_active = state.is_active.copy()
        is_active[[setting.actors.index(name) for name in gone], 1] = False
        return lent_legitimacy(the, which, state.replace(is_active=is_active), setting, params).tolist()

    assert lent() == pytest.approx([0.4, 0.4])  # power 4 of 5, half of the audience
    assert lent("others") == pytest.approx([0.4, 0.8])
    assert lent("patron") == pytest.approx([0.4, 0.0])
    assert lent("kin", "others") == pytest.approx([0.4, 0.0])
    assert lent(which=replace(the.regimes[0], patron=-1)) == [0.0, 0.0]


def test_a_body_comes_to_hold_what_its_members_think():
    setting, states = served(alone(), 40, {"councils.mandate": 0.25})
    body, anchor = setting.actors.index("body"), np.zeros(40)
    for step, state in enumerate(states):
        if step in selections(setting):
            seated = [seats(state).is_member & group for group in
                      (seats(state).is_first & ~seats(state).is_insider, seats(state).is_insider)]  # fmt: skip
            first, bosses = (each.sum(axis=0) for each in seated)
            n = seats(state).is_member.sum(axis=0)
            mix = (first - bosses) / np.maximum(n, 1)  # the established stand at 0
            anchor = np.where(n > 0, anchor + 0.25 * (mix - anchor), anchor)
        np.testing.assert_allclose(state.anchor[:, body], [anchor, -anchor], atol=1e-14)
    assert np.abs(anchor).max() > 0.05
    others = np.arange(setting.n_actors) != body
    assert largest_gap(states[:1], states[-1:], ["position"]) == 0.0
    assert np.array_equal(states[0].anchor[:, others], states[-1].anchor[:, others])


def test_a_body_spends_as_far_as_it_speaks():
    setting = compile_setting(with_councils())
    state, params = history(setting)[4], Params.of()
    rows = {name: setting.pairs.actor == setting.actors.index(name) for name in ("firms", "union")}
    quiet = mobilize(state.replace(voice=np.ones_like(state.voice)), setting, params, {})
    loud = mobilize(state, setting, params, {})
    voice = state.voice[setting.actors.index("firms"), 0]
    assert voice > 1.2
    np.testing.assert_allclose(loud.effort[:, rows["firms"]], voice * quiet.effort[:, rows["firms"]])
    assert quiet.effort[:, rows["firms"]].max() > 0.0
    assert np.array_equal(loud.effort[:, rows["union"]], quiet.effort[:, rows["union"]])


# The stage


def test_a_council_whose_body_is_deleted_has_no_members_and_the_other_runs_do_not_notice():
    scenario, gone = alone(*REFORM), np.arange(6) < 2
    setting = compile_setting(scenario)
    actors = np.zeros((setting.n_actors, 6), dtype=bool)
    actors[setting.actors.index("body")] = gone
    _, base = served(scenario, 6)
    _, states = served(scenario, 6, without=Deletions(actors, np.zeros((len(setting.edges), 6), dtype=bool)))
    reform, fresh = 78, seats(start(setting, Params.of(n_runs=6), Noise(1, RUNS)))
    for one, state in zip(base, states, strict=True):
        others = [name for name in arrays(state) if name != "is_deleted"]
        assert largest_gap([one.of_runs(~gone)], [state.of_runs(~gone)], others) == 0.0
    for state in states[:reform]:
        assert not seats(state).is_member[:, gone].any()
        assert (seats(state).wear[:, gone] == fresh.wear[:, gone]).all()
        assert seats(state).capture[:, gone].max() == seats(state).effectiveness[:, gone].max() == 0.0
    assert np.array_equal(
        seats(states[-1]).is_member[:, gone], seats(base[-1]).is_member[:, gone]
    )  # those who pick heed no wear
    n, share = (
        read(setting, scenario, states[:reform], name)[:, gone] for name in ("members", "first_generation_share")
    )
    assert (n == 0).all()
    assert np.isnan(share).all()


def test_members_leave_with_their_body_and_a_body_that_comes_waits_for_the_next_selection():
    scenario = alone(ELECTED, end="2010-12")
    day = scenario.period.start
    body = scenario.actors["body"].model_copy(
        update={"active_from": day.replace(month=3), "active_until": day.replace(year=2007, month=5)}
    )
    _, states = served(scenario.model_copy(update={"actors": scenario.actors | {"body": body}}), 30)
    has = np.array([seats(state).is_member.any() for state in states])
    assert not has[:36].any()  # it came in March, after the first selection
    assert has[36:88].all()
    assert not has[88:].any()  # from May 2007 on
    assert seats(states[88]).effectiveness.max() == 0.0


def test_where_no_regime_is_in_force_nothing_is_measured_and_the_body_is_an_actor_like_others():
    first = ELECTED | {"until": "2004-12"}
    scenario = alone(first, regime("club", "2006-01", "body", 5, term_years=1), end="2007-12")
    setting, states = served(scenario, 20)
    names = ("members", "first_generation_share", "capture", "captured_share", "effectiveness", "legitimacy", "output",
             "output_per_member")  # fmt: skip
    for name in names:
        values = read(setting, scenario, states, name)
        assert np.isnan(values[60:72]).all()
        assert np.isfinite(values[:60][:, values[0] > 0] if name == "members" else values[72:]).all()
        assert np.isnan(read(setting, scenario, [start(setting, Params.of(), Noise(1, [0]))], name)).all()
    between, body = states[65], setting.actors.index("body")
    assert not seats(between).is_member.any()
    assert between.voice[body].tolist() == [1.0] * 20
    assert between.legitimacy[body].max() == seats(between).effectiveness.max() == 0.0


def test_seats_are_never_overfilled_wear_never_heals_and_places_change_hands_at_elections_alone():
    numbers = {"councils.voice_weight": 2.0, "councils.capture_gain": 5.0, "councils.mandate": 1.0}
    setting = compile_setting(with_councils())
    states = history(setting, numbers, replicates=RUNS)
    for before, state in pairwise(states):
        assert not (seats(state).is_elected & ~seats(state).is_member).any()
        assert (seats(state).wear >= seats(before).wear).all()
        assert (state.voice <= 1.0 + 2.0 * state.legitimacy).all()
        for the in councils_of(setting):
            held, regime_now = seats(state).is_member[the.rows], the.regime(before.step)
            if regime_now is None:
                assert not held.any()
                continue
            assert (held.sum(axis=0) <= regime_now.seats + regime_now.appointed).all()
            assert not (held & ~state.is_active[regime_now.body]).any()
            is_due = regime_now.selection(before.step) >= 0
            is_vote = is_due and regime_now.type == "elected"
            assert regime_now.type == "elected" or not seats(state).is_elected[the.rows].any()
            for name, changes, rows in (
                ("capture", is_vote, the.place_rows), ("wear", is_vote, the.rows), ("is_member", is_due, the.rows),
            ):  # fmt: skip
                changed = not np.array_equal(getattr(seats(before), name)[rows], getattr(seats(state), name)[rows])
                assert changes or not changed, (name, before.step)
    assert (
        len({float(seats(state).capture.max()) for state in states}) == 3
    )  # at the start, and after each of two elections


# Measures


def test_measures_count_what_the_state_holds():
    scenario = with_councils()
    setting = compile_setting(scenario)
    state = history(setting, replicates=RUNS)[3]
    (the, _) = councils_of(setting)
    rows, places_of = the.rows, the.place_rows

    def value(measure, **more):
        return gauge(Outcome(label=measure, measure=measure, council="assembly", **more), scenario, setting)(state)

    n = seats(state).is_member[rows].sum(axis=0)
    assert value("members").tolist() == n.tolist()
    first = (seats(state).is_member & seats(state).is_first)[rows].sum(axis=0)
    np.testing.assert_allclose(value("first_generation_share"), first / n)
    np.testing.assert_allclose(value("capture"), seats(state).capture[places_of].mean(axis=0))
    np.testing.assert_allclose(value("capture", places=["west"]), seats(state).capture[places_of][1])
    captured = np.repeat(np.array([0.6, 0.5, 0.9, 0.0, 0.0])[:, None], 6, axis=1)
    high = state.replace(seats(state).replace(capture=captured))
    see = gauge(Outcome(label="x", measure="captured_share", council="assembly"), scenario, setting)
    assert see(high)[0] == 2 / 3
    effective = 1 / (1 + (n / 40) ** 2)
    np.testing.assert_allclose(value("effectiveness"), effective)
    parks = (seats(state).theme[rows] == setting.issues.index("parks")) & seats(state).is_member[rows]
    np.testing.assert_allclose(value("output", issues=["parks"]), effective * parks.sum(axis=0))
    np.testing.assert_allclose(value("output"), effective * n)
    np.testing.assert_allclose(value("output_per_member", issues=["parks"]), effective * parks.sum(axis=0) / n)
    share = seats(state).is_elected[rows].sum(axis=0) / n
    np.testing.assert_allclose(value("legitimacy"), share * (1 - seats(state).capture[places_of].mean(axis=0)))


def test_places_without_seats_are_not_counted():
    where = places(3)
    where["p2"] |= {"weight": 0.0}
    scenario = alone(regime("elected", "2000-01", "body", 4, term_years=1), where=where, end="2002-12")
    setting, states = served(scenario, 30, {"councils.oversight_loss": 0.0})
    assert (seats(states[-1]).capture[2] == 0.0).all()
    np.testing.assert_allclose(
        read(setting, scenario, states[-1:], "capture")[0], seats(states[-1]).capture[:2].mean(axis=0)
    )
    assert np.isnan(read(setting, scenario, states[-1:], "captured_share", places=["p2"])).all()


# Draws, company, steps, order


@pytest.mark.parametrize("replicates", [[0], [5, 60, 1], [4, 3, 2, 1, 0, 5], [2, 2]])
def test_councils_are_the_same_to_the_bit_in_any_company(replicates):
    setting = compile_setting(with_councils(1))
    together = history(setting, noise=Noise(3, RUNS), jitter=0.1)
    at = [i for i, r in enumerate(replicates) if r in RUNS]
    rows = [replicates[i] for i in at]
    for one, all_runs in zip(history(setting, noise=Noise(3, replicates), jitter=0.1), together, strict=True):
        among = arrays(all_runs)
        for name, array in arrays(one).items():
            assert np.array_equal(array[..., at], among[name][..., rows]), (name, one.step)


def test_another_regime_leaves_the_draws_of_every_selection_as_it_was():
    """Whoever picked before, a convener finds the same people ready to serve, and the same projects."""
    later = regime("selected", "2006-01", "heir", 6, term_years=3, themes=["work"])
    wanted = ("elected", "club", "selected")
    runs = [served(alone(regime(kind, "2000-01", "body", 6, term_years=3), later), 40) for kind in wanted]
    for setting, _ in runs:
        assert [each.first_selection for each in councils_of(setting)[0].regimes] == [0, 2]
    after = [[seats(state).is_member for state in states[72:]] for _, states in runs]
    assert all(np.array_equal(one, two) for one, two in zip(after[0], after[1], strict=True))
    assert all(np.array_equal(one, two) for one, two in zip(after[0], after[2], strict=True))
    assert any(
        not np.array_equal(seats(runs[0][1][40]).is_member, seats(states[40]).is_member) for _, states in runs[1:]
    )


def test_a_council_more_changes_no_draw_of_another():
    """Its own members, wear and capture; all else follows from what its body says."""
    one = compile_setting(with_councils(councils={"guild": COUNCILS["guild"]}))
    two = compile_setting(with_councils())
    (alone_,), (_, among) = councils_of(one), councils_of(two)
    for first, second in zip(history(one, replicates=RUNS), history(two, replicates=RUNS), strict=True):
        for name in ("is_first", "is_insider", "strength", "theme", "wear", "is_member"):
            own, same = getattr(seats(first), name)[alone_.rows], getattr(seats(second), name)[among.rows]
            assert np.array_equal(own, same), name


def test_a_council_that_says_nothing_changes_nothing_else():
    """No voice, no mandate, no legitimacy: what is beside it runs as without it, to the bit."""
    silent = {"guild": council(regime("club", "1999-06", "firms", 5), places=["west"])}
    numbers = {"councils.mandate": 0.0, "councils.crowding_size": np.inf}
    with_it = history(compile_setting(with_councils(councils=silent)), numbers, replicates=RUNS)
    without = history(compile_setting(with_councils(councils={})), numbers, replicates=RUNS)
    assert with_it[0].has(Seats)
    assert not without[0].has(Seats)
    assert largest_gap(with_it, without, ARRAYS) == 0.0


@pytest.mark.parametrize("steps_per_year", [24, 60])
def test_the_length_of_a_step_changes_nothing(steps_per_year):
    scenario, k = alone(*REFORM), steps_per_year // 12
    setting, months = served(scenario, 30)
    _, finer = served(scenario, 30, steps_per_year=steps_per_year)
    assert len(selections(setting)) == 7
    for one, other in zip(months, finer[k - 1 :: k], strict=True):
        names = ("is_member", "is_elected", "wear", "anchor", "voice", "legitimacy", "capture", "effectiveness")
        assert largest_gap([one], [other], names) < 1e-12


class Rearranged(Noise):
    """The draws of a batch, handed on to candidates in another order."""

    def __init__(self, order):
        super().__init__(1, RUNS)
        self.order = order

    def once(self, channel, kind, n):
        draws = super().once(channel, kind, n)
        return draws[self.order] if channel.startswith("council.") else draws


def test_the_order_of_the_places_in_the_file_does_not_matter():
    where = {
        k: row | {"weight": w, "insiders": w / 9}
        for (k, row), w in zip(places(4).items(), (3.1, 1.2, 5.3, 2.1), strict=True)
    }
    turned = {k: where[k] for k in ("p2", "p0", "p3", "p1")}
    regimes = (regime("elected", "2000-01", "body", 9, term_years=3, appointed=2), *REFORM[1:])
    setting, other = (compile_setting(alone(*regimes, where=each)) for each in (where, turned))
    (one,), (two,) = councils_of(setting), councils_of(other)
    place = np.array(
        [two.places.index(name) for name in one.places]
    )  # where each place of the first stands in the second
    order = np.concatenate([np.flatnonzero(one.place == one.places.index(name)) for name in two.places])
    before = served(alone(*regimes, where=where), noise=Noise(1, RUNS))[1]
    after = served(alone(*regimes, where=turned), noise=Rearranged(order))[1]
    for first, second in zip(before, after, strict=True):
        for name in ("is_first", "is_insider", "strength", "theme", "wear", "is_member", "is_elected"):
            assert np.array_equal(getattr(seats(first), name)[order], getattr(seats(second), name)), name
        assert np.array_equal(seats(first).capture, seats(second).capture[place])
        assert largest_gap([first], [second], ["voice", "legitimacy", "anchor", "effectiveness"]) < 1e-14


# Story


@pytest.mark.parametrize("lang", ["en", "es"])
def test_every_selection_is_told_with_its_numbers(lang):
    scenario = with_councils()
    setting = compile_setting(scenario)
    states = history(setting)
    lines = [line for line in Teller(scenario, setting, Params.of(), states, lang).lines() if line.topic == "council"]
    told = [(line.month, line.text) for line in lines]
    months = ["1999-06", "1999-07", "1999-09", "1999-10", "1999-12", "2000-01", "2000-01", "2000-04", "2000-04"]
    assert [month for month, _ in told] == months
    (assembly, guild), after = (
        councils_of(setting),
        {month: states[k + 1] for k, month in enumerate(setting.months)},
    )
    elected = after["1999-07"]
    n, n_elected = (
        int(values[assembly.rows, 0].sum()) for values in (seats(elected).is_member, seats(elected).is_elected)
    )
    share = (seats(elected).is_first & seats(elected).is_member)[assembly.rows, 0].sum() / n
    captured = int((seats(elected).capture[assembly.place_rows, 0] > 0.5).sum())
    numbers = f"{1 / (1 + (n / 40) ** 2):.2f}", f"{elected.legitimacy[setting.actors.index('firms'), 0]:.2f}"
    invited = int(seats(after["2000-01"]).is_member[guild.rows, 0].sum())
    if lang == "en":
        assert told[0][1] == "Assembly: nobody serves"
        assert told[1][1] == (
            f"Assembly: {n} members, {n_elected} of them elected; first generation {share:.0%}; local power groups "
            f"hold {captured} of 3 places; effectiveness {numbers[0]}, legitimacy {numbers[1]}"
        )
        assert told[4][1] == "Assembly ends; 5 members leave"
        assert told[6][1].startswith(f"Assembly: {invited} members come by invitation, sponsored by chief; ")
    else:
        assert told[0][1] == "Assembly: nadie se integra"
        assert told[1][1].startswith(
            f"Assembly: {n} integrantes, {n_elected} por elección; primera generación {share:.0%}"
        )


def test_a_council_is_found_in_the_setting_as_it_stands_in_the_file():
    setting = compile_setting(with_councils())
    assembly, guild = councils_of(setting)
    assert (assembly.rows, guild.rows, assembly.place_rows, guild.place_rows) == (
        slice(0, 27), slice(27, 45), slice(0, 3), slice(3, 5),
    )  # fmt: skip
    assert np.bincount(assembly.place).tolist() == [15, 9, 3]  # 3 for each of 5, 3 and 1 seats
    assert [(each.since, each.until, each.term) for each in assembly.regimes] == [(1, 7, 3), (7, 12, 3)]
    assert [(each.since, each.until, each.first_selection) for each in guild.regimes] == [(0, 6, 0), (7, 12, 2)]
    assert [setting.actors[row] for row in guild.audience] == ["chief", "left", "right", "center", "president"]
    assert guild.regimes[1].is_same_party.tolist() == [True, False, True, False, False]
    assert not guild.regimes[0].is_same_party.any()
    assert ALL["places"] is PLACES
    assert replace(assembly.regimes[0], term=1).n_selections == 6
