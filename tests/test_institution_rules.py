"""The oracle's own rules of courtship and councils (E9, E10), against numbers worked out on paper."""

from math import exp, inf

from oracle_councils import (
    calendar,
    campaign_wear,
    capture_after,
    effectiveness,
    elect,
    invite,
    legitimacy_of,
    mandated,
    recapture,
    regime_at,
    represent,
    start_council,
    theme_of,
)
from oracle_courtship import accepted, court, disclosed, heard, lent, offered, reach, start_skepticism, tension_of
from stages import DEFAULTS, actor, near, stage


def courtship(guests, **visit):
    one = {"since": 1, "after": 4, "places": 6, "guests": guests, "is_broadcast": False, "is_documented": False}
    return {
        "patron": 0, "issues": [0], "skeptic_issue": 0, "partner": "US", "disclosure": [(0, 0.2)],
        "visits": [one | visit],
    }  # fmt: skip


# E9


def test_skepticism_at_the_start_is_that_of_the_coded_position():
    assert start_skepticism({"skeptic_issue": 1}, [[0.0] * 4, [0.0, 0.5, -1.0, 0.96]]) == [0.5, 0.75, 0.05, 0.95]


def test_disclosure_makes_skeptics_abroad():
    actors = [actor("CN"), actor(), actor(), actor("CN")]
    where = stage(actors, off=(2,), attention={"CN": [0.5], "MX": [0.5]})
    # .2 known; 1 - exp(-.2 / 12) = .0165286; .5 + .0165286 x .5
    after = disclosed(where, courtship([1]), 1, [0.5] * 4)
    assert after == [0.5, near(0.5082643), 0.5, 0.5]  # not at the patron's home, not inactive
    before = disclosed(where, courtship([1]) | {"disclosure": [(2, 0.2)]}, 1, [0.5] * 4)
    assert before[1] == 0.5  # media attention is no disclosure


def test_places_go_to_those_whom_many_hold():
    actors = [actor("CN"), actor(size=1.0), actor(size=2.0), actor(size=1.0), actor(size=3.0), actor(size=9.0)]
    where = stage(actors, ties=[(2, 1), (3, 1), (5, 1), (1, 4)], off=(5,), numbers={"courtship.reach_slope": 2.0})
    assert [reach(where, i) for i in (1, 2, 4)] == [0.5, 0.0, 0.25]  # (2 + 1) / 6; none of 5; 1 / 4
    # 6 places in 3 months, the second to the fourth; weights 1 e^(2 x .5) and 2 e^0: 2 e / (e + 2) = 1.152233
    assert offered(where, courtship([1, 2])["visits"][0]) == {1: near(1.152233), 2: near(0.847767)}
    assert offered(where, courtship([1, 2], is_broadcast=True)["visits"][0]) == {1: near(2 / 3), 2: near(4 / 3)}
    assert offered(where, courtship([5])["visits"][0]) == {}


def test_tension_opens_doors_and_skepticism_shuts_them():
    tension = [{"between": ("US", "MX"), "step": 0, "value": 0.2}, {"between": ("MX", "US"), "step": 10, "value": 0.8}]
    assert [tension_of(tension, "MX", "US", t) for t in (-3, 0, 5, 10, 99)] == [0.2, 0.2, near(0.5), 0.8, 0.8]
    assert tension_of(tension, "MX", "CN", 5) == 0.0
    where, row = stage([actor("CN"), actor()]), courtship([1])
    take = lambda **visit: accepted(where, row, row["visits"][0] | visit, tension, 5, 1, 0.5)  # noqa: E731
    assert take() == near(0.5)  # 0 + .5 - .5
    assert take(is_documented=True) == 1.0
    assert accepted(where, row, row["visits"][0], [], 5, 1, 0.5) == near(0.377541)  # sg(-.5)


def test_visits_persuade_the_open_and_repel_the_skeptical():
    where = stage([])
    assert heard(where, 0.0, 1.0, 0.5, 0.5) == near(0.025)  # .1 x .5 x .5 x 1
    assert heard(where, 0.0, 1.0, 1.0, 0.95) == near(-0.015)  # .1 x .05 less .1 x (.95 - .75)
    assert heard(where, 0.0, -1.0, 0.5, 0.95) == near(0.0075)  # half as many
    assert heard(where, -1.0, 1.0, 1.0, 1.0) == -1.0  # repelled, but not beyond the pole
    assert heard(where, 0.3, 0.3, 1.0, 0.9) == near(0.3)


def test_nobody_sends_more_than_it_is():
    where = stage([actor("CN"), actor(size=2.0)], [1.0, 0.0])
    row = [courtship([1], places=30, is_documented=True)]
    position, skepticism, guests = court(where, row, [], 1, [[0.0, 0.0]], [[0.0, 0.5]])
    # ten places, two bodies come; disclosure .2: 1 - exp(-.2 / 12) = .0165286; .1 (1 - .0165286)
    assert guests == [[0.0, 2.5]]
    assert skepticism == [[0.0, near(0.0165286)]]
    assert position == [[1.0, near(0.0983471)]]
    assert court(where, row, [], 4, [[0.0, 0.0]], [[0.0, 0.5]])[2] == [[0.0, 0.5]]  # the window is over
    where.is_active[0] = False
    assert court(where, row, [], 1, [[0.0, 0.1]], [[0.0, 0.5]]) == ([[1.0, 0.0]], [[0.0, 0.1]], [[0.0, 0.5]])


def test_courtship_switched_off_changes_nothing():
    where = stage([actor("CN"), actor()], [1.0, 0.2], attention={"CN": [0.3], "MX": [0.3]})
    where.p |= {"courtship.persuasion": 0.0, "courtship.backfire": 0.0, "courtship.disclosure_rate": 0.0}
    position, skepticism, guests = court(where, [courtship([1])] * 2, [], 1, [[0.4, 0.9]] * 2, [[0.0, 0.0]] * 2)
    assert (position, skepticism) == ([[1.0, 0.2]], [[0.4, 0.9]] * 2)
    assert guests == [[0.0, near(2 * 0.2890505)]] * 2  # two places a month; sg(-.9) of them are taken


def test_a_patron_lends_its_power_to_its_party():
    actors = [actor(party="red"), actor(party="red"), actor(party="blue"), actor(party="red", size=2.0)]
    where = stage(actors, off=(3,))
    assert lent(where, 0, [1, 2, 3]) == near(0.4)  # power 4/5, one of two active
    assert lent(where, 0, [1]) == near(0.8)
    where.p["courtship.patronage"] = 3.0
    assert lent(where, 0, [1, 2]) == 1.0  # 1.2, at most 1
    assert [lent(where, None, [1]), lent(where, 3, [1]), lent(where, 0, []), lent(where, 0, [3])] == [0, 0, 0, 0]


# E10


PLACES = [
    {"weight": 1.0, "insiders": 0.5, "oversight": 0.5}, {"weight": 1.0, "insiders": 0.0, "oversight": 0.0},
]  # fmt: skip


def council(*regimes, **more):
    base = {
        "since": 0,
        "after": None,
        "body": 0,
        "seats": 2,
        "appointed": 0,
        "term_years": 3,
        "themes": [],
        "patron": None,
    }
    return {
        "places": [0, 1], "first_generation": 0.6, "candidates_per_seat": 2, "audience": [1],
        "groups": {"first_generation": 1, "established": 2, "insiders": 3},
        "regimes": [base | {"type": "elected"} | regime for regime in regimes or ({},)],
    } | more  # fmt: skip


def candidates(**columns):
    """Four candidates: two at each place, established, all equally strong."""
    state = {
        "place": [0, 0, 1, 1], "is_first": [False] * 4, "is_insider": [False] * 4, "strength": [0.0] * 4,
        "theme": [0] * 4, "wear": [0.0] * 4, "is_member": [False] * 4, "is_elected": [False] * 4, "capture": [0.0, 0.0],
    }  # fmt: skip
    return state | columns


def test_candidates_are_drawn_by_place():
    draws = {"generation": [0.5, 0.7, 0.1, 0.9], "insider": [0.4, 0.6, 0.0, 0.9], "strength": [1, 2, 3, 4]}
    draws["theme"] = [0.15, 0.5, 0.15, 0.85]
    saliences = [[0, 0.2, 0.5, 0.1], [0, 0.6, 0.5, 0.9], [0, 0.2, 0.0, 0.0]]  # issues by actor; groups are 1, 2, 3
    state = start_council(council(), PLACES, saliences, DEFAULTS, draws)
    assert state["place"] == [0, 0, 1, 1]
    assert state["is_first"] == [True, False, True, False]  # u < .6
    assert state["is_insider"] == [True, False, False, False]  # u < .5; nobody where the share is 0
    assert state["wear"] == [0.25, 0.5, 0.25, 0.5]  # .25, and twice that for the established
    assert state["theme"] == [1, 1, 0, 1]  # insiders' .1|1; established .5|1; first generation .2|.8|1; established
    assert [theme_of([0.25, 0.5, 0.25], u) for u in (0.2, 0.25, 0.74, 0.75)] == [0, 1, 1, 2]  # "exceeds"
    assert [theme_of([1.0, 3.0], 0.2), theme_of([1.0, 3.0], 0.3), theme_of([0.0, 0.0], 0.9)] == [0, 1, 0]
    assert (state["is_member"], state["is_elected"], state["capture"]) == ([False] * 4, [False] * 4, [0.0, 0.0])
    two = council({"seats": 1}, {"since": 9, "seats": 2})  # as many candidates as the larger regime needs
    assert start_council(two, PLACES, saliences, DEFAULTS, draws)["place"] == [0, 0, 1, 1]


def test_elections_wear_out_and_fill_seats_by_place():
    state = candidates(is_first=[True, False, False, False], strength=[0, 3, 9, 11], wear=[0.25, 0.5, 0.5, 0.5])
    half = [exp(-1)] * 4  # -log(-log u) = 0
    regime = council({"appointed": 1})["regimes"][0]
    elect(DEFAULTS, [1, 1], regime, state, [0.3, 0.6, 0.4, -1.0], half)
    assert state["is_elected"] == [False, True, False, False]  # nobody stands at the second place
    assert state["is_member"] == [False, True, True, False]  # appointed: strength 9, though it would not stand
    assert state["wear"] == [0.5, 1.0, 0.5, 0.5]
    assert [campaign_wear(DEFAULTS, is_first) for is_first in (True, False)] == [0.25, 0.5]


def test_insiders_win_where_they_have_captured():
    state = candidates(is_insider=[True, False, True, False], strength=[0, 0.5, 0, 0.5], capture=[0.6, 0.4])
    elect(DEFAULTS, [1, 1], council()["regimes"][0], state, [1.0] * 4, [0.5] * 4)
    assert state["is_elected"] == [True, False, False, True]  # .6 > .5 > .4
    lucky = candidates(strength=[1, 0, 1, 0])
    elect(DEFAULTS, [1, 1], council()["regimes"][0], lucky, [1.0] * 4, [0.2, 0.9, 0.2, 0.1])
    assert lucky["is_elected"] == [False, True, True, False]  # -log(-log u): -.48 and 2.25; -.48 and -.83
    tied = candidates()
    elect(DEFAULTS, [1, 1], council()["regimes"][0], tied, [1.0] * 4, [0.5] * 4)
    assert tied["is_elected"] == [True, False, True, False]  # ties to the lower row


def test_capture_after_a_term_and_in_the_long_run():
    # .2 + (1 - e^-1.5) .8 = .821496, less oversight: e^-1.5 of it
    assert capture_after(DEFAULTS, 0.2, 0.5, 0.5, 3) == near(0.183301)
    state = candidates(is_insider=[True, False, True, True], is_elected=[True, True, False, False], capture=[0.2, 0.0])
    recapture(DEFAULTS, council(), PLACES, [1, 1], council()["regimes"][0], state)
    assert state["capture"] == [near(0.183301), 0.0]  # one of two; nobody is elected at the other place
    capture, kept, lost = 0.0, exp(-0.5 * 3), exp(-0.2 * 3)
    for _ in range(100):
        capture = capture_after(DEFAULTS, capture, 0.5, 0.2, 3)
    assert capture == near(lost * (1 - kept) / (1 - lost * kept))  # c = (1 - kept (1 - c)) lost
    assert capture_after(DEFAULTS | {"councils.capture_gain": 0.0}, 0.0, 1.0, 0.0, 3) == 0.0
    assert capture_after(DEFAULTS | {"councils.oversight_loss": 0.0}, 1.0, 0.5, 1.0, 3) == 1.0


def test_the_crowded_get_less_done():
    members = lambda n: {"is_member": [True] * n}  # noqa: E731
    shares = [effectiveness(DEFAULTS, members(n)) for n in (0, 20, 40, 60)]
    assert shares == [0.0, near(0.8), near(0.5), near(0.307692)]  # 1 / (1 + (n / 40)^2)
    assert effectiveness(DEFAULTS | {"councils.crowding_size": inf}, members(500)) == 1.0


def test_legitimacy_mixes_the_elected_and_the_lent():
    where = stage([actor(party="red"), actor(party="red")])
    state = candidates(is_member=[True] * 4, is_elected=[True] * 3 + [False], capture=[0.1, 0.3])
    plain, network = council()["regimes"][0], council({"patron": 0})["regimes"][0]
    assert legitimacy_of(where, council(), [2, 2], plain, state) == near(0.6)  # 3/4 of 1 - .2
    assert legitimacy_of(where, council(), [4, 0], plain, state) == near(0.675)  # places with seats: 3/4 of .9
    assert legitimacy_of(where, council(), [2, 2], network, state) == near(0.8)  # and 1/4 of 4/5
    assert legitimacy_of(where, council(), [2, 2], plain, candidates()) == 0.0


def test_who_is_selected_and_who_is_invited():
    selected = council({"type": "selected", "themes": [2], "seats": 2})["regimes"][0]
    state = candidates(theme=[0, 2, 0, 2], strength=[0.5, -0.4, 1.0, 5.0])
    invite(DEFAULTS, selected, state, [1, 0.05, 0.05, -1], 0.9)  # the strongest is not willing; loans do not count
    assert state["is_member"] == [False, True, True, False]  # .5; .6 with its theme; 1
    club = council({"type": "club", "seats": 3})["regimes"][0]
    invite(DEFAULTS, club, state, [-0.3, -0.5, 0.1, 0.1], 0.4)
    assert state["is_member"] == [True, False, True, True]  # worth more than -.4
    assert state["is_elected"] == [False] * 4


def test_a_body_is_moved_by_the_mix_of_its_members():
    where = stage([actor()] * 4, [0.0, 0.5, -0.1, 1.0])
    state = candidates(is_first=[True, False, True, True], is_member=[True, True, False, False])
    assert mandated(where, council(), state, [0.4]) == [near(0.3)]  # half way to (.5 - .1) / 2
    assert mandated(where, council(), candidates(), [0.3]) == [0.3]
    where.p["councils.mandate"] = 0.0
    assert mandated(where, council(), state, [0.3]) == [0.3]


def test_intakes_count_on_over_regimes():
    both = council({}, {"since": 40, "after": 60, "body": 1, "type": "club", "term_years": 1})
    assert calendar(both, 1 / 12, 80) == [0, 36, 40, 52]
    assert [regime_at(both, 80, t) and regime_at(both, 80, t)["body"] for t in (0, 39, 40, 59, 60)] == [
        0,
        0,
        1,
        1,
        None,
    ]


def test_voice_goes_from_the_old_body_to_the_new():
    where = stage([actor()] * 4, [0.0, 0.5, 0.5, 0.5])
    both = council({}, {"since": 1, "after": 2, "body": 1, "type": "club"})
    draws = [{"value": [[1.0, 1.0, 1.0, -1.0], [1.0, -1, -1, -1]], "ballot": [[0.5] * 4] * 2}]
    states, anchor, voice, legitimacy = represent(where, [both], PLACES, 0, 3, [candidates()], draws)
    two = 1 / (1 + 0.05**2)
    assert states[0]["is_member"] == [True, False, True, False]
    assert (voice, legitimacy) == ([near(2 * two), 1, 1, 1], [1.0, 0, 0, 0])  # none captured: legitimacy 1
    assert anchor == [[near(0.25), 0.5, 0.5, 0.5]]
    states, _, voice, legitimacy = represent(where, [both], PLACES, 1, 3, states, draws)
    assert states[0]["is_member"] == [True, False, False, False]
    assert (voice, legitimacy) == ([1, near(1 / (1 + 0.025**2)), 1, 1], [0, 0, 0, 0])
    assert represent(where, [both], PLACES, 2, 3, states, draws)[2:] == ([1, 1, 1, 1], [0, 0, 0, 0])
