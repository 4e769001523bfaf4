"""Does it matter in which order the processes of a step come? For each pair: what one month shows of it.

Every test asks the same of the step as it is and of a step in which two processes have changed places: the first must
give what the order promises, the second must not. Neighbors in the list that have nothing to do with one another must
give the same bits either way.
"""

from functools import cache
from itertools import pairwise

import institution_worlds
import numpy as np
import pytest
from assemblies import with_councils
from month_worlds import (
    AT_ONCE,
    ATTENTIVE,
    CONVERTED,
    NEXT,
    NOW,
    SURE,
    after,
    befriends,
    bill,
    busy,
    courted,
    met,
    program,
    shock,
    source,
    spent,
    swapped,
    who,
    world,
)
from worlds import COURTED, arrays, largest_gap, toy

from sim.model.core.noise import Noise
from sim.model.councils.setting import councils_of
from sim.model.councils.state import Seats
from sim.model.courtship.state import Courted
from sim.model.initialize import start
from sim.model.parameters import Params
from sim.model.programs.state import Sites, Waits
from sim.model.schedule import SCHEDULE, advance
from sim.scenario.compile import compile_setting

# Events, media, means


def test_a_shock_of_this_month_is_on_everybodys_mind_this_month():
    setting = world(shocks=shock())

    def salience(step):
        return after(setting, step, ATTENTIVE | {"campaigns.background": 1e9}, months=2).salience[0, 0, 0]

    assert salience(advance) > 0.65
    assert salience(swapped("happen", "attend")) == pytest.approx(0.6)


def test_who_arrives_this_month_presses_this_month():
    setting = world(actors={"farmers": {"active_from": NEXT}})
    assert spent(after(setting, advance, months=1), setting, "farmers") == 0.0
    assert spent(after(setting, advance, months=2), setting, "farmers") > 0.1
    assert spent(after(setting, swapped("happen", "mobilize"), months=2), setting, "farmers") == 0.0


def test_what_is_on_their_mind_this_month_is_what_they_press_for():
    """Of two issues the shock is about one: effort on it grows in the same month."""
    numbers = ATTENTIVE | {"campaigns.image_weight": 0.0, "campaigns.background": 1e9}
    setting, calm = world(shocks=shock()), world()

    def more(step):
        return spent(after(setting, step, numbers, 2), setting, "farmers") - spent(
            after(calm, step, numbers, 2), calm, "farmers"
        )

    assert more(advance) > 0.001
    assert more(swapped("attend", "mobilize")) == 0.0


# Ties


def test_an_ally_found_this_month_lends_its_door_next_month():
    setting = world(actors={"farmers": {"access": {"executive": 3}}})
    overrides = befriends(setting, "farmers", "friends")

    def abroad(step, months=1, overrides=overrides):
        state = after(setting, step, months=months, overrides=overrides, contact=met(setting))
        return spent(state, setting, "farmers", "capitol")

    assert abroad(advance, 2, overrides=None) == 0.0
    assert abroad(advance) == 0.0
    assert abroad(advance, months=2) > 0.05
    assert abroad(swapped("mobilize", "ally")) > 0.05


def meets(setting, readiness):
    """Everybody reconsiders all contacts in each month, and either opens or ends them."""
    return {"numbers": {"opinion.rate": 1.5, "ties.rate": 1e3}, "contact_intercept": np.full(1, readiness)}


def test_who_is_met_this_month_is_listened_to_this_month():
    setting = world()

    def moved(step):
        state = after(setting, step, **meets(setting, 60.0))
        return state.position[0, who(setting, "farmers"), 0] - 0.8

    assert moved(advance) < -0.001
    assert moved(swapped("meet", "propagate")) == pytest.approx(0.0)


def test_a_contact_that_ends_this_month_is_not_listened_to_any_more():
    setting = world()

    def moved(step):
        state = after(setting, step, **meets(setting, -60.0), contact=met(setting))
        return state.position[0, who(setting, "farmers"), 0] - 0.8

    assert moved(advance) == pytest.approx(0.0)
    assert moved(swapped("meet", "propagate")) < -0.001


def test_who_is_met_this_month_can_become_an_ally_this_month():
    setting = world()
    overrides = befriends(setting, "farmers", "friends")

    def is_allied(step):
        return after(setting, step, **meets(setting, 60.0), overrides=overrides).allied.any()

    assert is_allied(advance)
    assert not is_allied(swapped("meet", "ally"))


def test_an_ally_found_this_month_is_listened_to_this_month():
    """The neighbors know the farmers, who do not know them."""
    setting = world()
    overrides = befriends(setting, "farmers", "neighbors")
    contact = np.zeros_like(met(setting))
    contact[setting.edges.rows(*(np.array([who(setting, name)]) for name in ("neighbors", "farmers")))] = True

    def moved(step):
        state = after(setting, step, {"opinion.rate": 1.5}, overrides=overrides, contact=contact)
        return state.position[0, who(setting, "farmers"), 0] - 0.8

    assert moved(advance) < -0.001
    assert moved(swapped("ally", "propagate")) == pytest.approx(0.0)


def test_a_joint_success_of_this_month_makes_trust_next_month():
    setting = world(ties=[("farmers", "friends")])
    tie = setting.edges.rows(*(np.array([who(setting, name)]) for name in ("farmers", "friends")))

    def trust(step, months):
        return after(setting, step, {"ties.trust_gain": 1.0}, months).trust[tie, 0]

    assert trust(advance, 1) == pytest.approx(0.5)
    assert trust(advance, 2) > 0.51
    assert trust(swapped("ally", "press"), 1) > 0.51


def test_an_ally_found_abroad_this_month_is_held_against_one_this_month():
    setting = world()
    overrides = befriends(setting, "farmers", "friends")

    def stigma(step):
        state = after(setting, step, {"ties.stigma_rate": 5.0}, overrides=overrides, contact=met(setting))
        return state.stigma[who(setting, "farmers"), 0]

    assert stigma(advance) > 0.01
    assert stigma(swapped("ally", "backlash")) == 0.0


# Convictions and pressure


def test_effort_of_this_month_is_pressure_this_month():
    setting = world()
    assert after(setting, advance).pressure[0, 0, 0] > 0.01
    assert after(setting, swapped("mobilize", "press")).pressure[0, 0, 0] == 0.0


def test_who_changes_its_mind_this_month_presses_for_its_new_conviction():
    """The ruler stands at -.6; the farmers come over to its other side."""
    numbers = {"campaigns.venue_cost": 0.0, "campaigns.background": 0.1, "campaigns.outside_route": 0.0}
    setting, numbers = world(), CONVERTED | numbers
    position = start(setting, Params.of(None), Noise(1, [0])).position
    now, anchor = position.copy(), position.copy()
    now[0, who(setting, "farmers")], anchor[0, who(setting, "farmers")] = -0.9, 0.9

    def pressure(step):
        return after(setting, step, numbers, position=now, anchor=anchor).pressure[0, 0, 0]

    assert pressure(advance) > 0.01
    assert pressure(swapped("propagate", "press")) < -0.01


def test_whom_the_ruler_brands_this_month_is_heard_less_next_month():
    """The neighbors listen to the farmers, who have friends abroad."""
    setting = world(ties=[("farmers", "friends"), ("neighbors", "farmers")])

    def heard(step, rate):
        numbers = {"opinion.rate": 1.5, "ties.stigma_rate": rate, "ties.legitimacy_loss": 3.0}
        return after(setting, step, numbers).position[0, who(setting, "neighbors"), 0]

    assert heard(advance, 20.0) == heard(advance, 0.0) > 0.4
    assert heard(swapped("propagate", "backlash"), 20.0) < heard(advance, 0.0) - 0.001


# Courtship


COURT = {"courtship.persuasion": 0.5, "courtship.backfire": 0.0}


@pytest.mark.parametrize("stigma", [0.0, 0.5], ids=["unbranded", "branded"])
def test_what_a_guest_brings_home_its_allies_hear_next_month(stigma):
    """Branded or not, the guest is heard as it was before it went, and it went with what it has heard itself."""
    setting = courted(ties=[("farmers", "neighbors"), ("neighbors", "farmers")])
    plain = world(ties=[("farmers", "neighbors"), ("neighbors", "farmers")])
    rows = [who(setting, name) for name in ("farmers", "neighbors")]
    branded = np.zeros((setting.n_actors, 1))
    branded[rows[0]] = stigma

    def thought(setting, step):
        numbers = COURT | {"opinion.rate": 12.0, "opinion.susceptibility": 0.8}
        state = after(setting, step, numbers, stigma=branded)
        return state.position[0, rows, 0], arrays(state)["skepticism"][0, rows[0], 0] if state.has(Courted) else None

    (guest, ally), skepticism = thought(setting, advance)
    (at_home, of_ally), _ = thought(plain, advance)
    assert ally == of_ally != 0.4
    assert guest == pytest.approx(at_home + 0.5 * (1 - skepticism) * (-1.0 - at_home))
    assert guest < at_home - 0.01
    assert thought(setting, swapped("propagate", "court"))[0][1] < of_ally - 0.001


def test_a_guest_votes_with_what_it_has_brought_home():
    """The congress would say yes before it travels."""
    setting = courted(
        actors={"farmers": {"kind": "government", "role": "party", "positions": {"labor": 0.1}}},
        decisions={"bill": bill({"farmers": 11})},
    )
    assert after(setting, advance, SURE | COURT).yeas[0, 0] == 0
    assert after(setting, swapped("court", "decide"), SURE | COURT).yeas[0, 0] == 11


def test_a_council_is_mandated_by_what_its_groups_have_brought_home():
    """The selection of July seats a council while two of its three groups are on tour."""
    setting = compile_setting(with_councils(**COURTED))
    assembly = councils_of(setting)[0]
    body = who(setting, "firms")
    numbers = COURT | {"councils.mandate": 0.5}

    def apart(step):
        """How far the anchor is from half way to the mix of groups as they think after this month."""
        first, state = after(setting, advance, numbers), after(setting, step, numbers, 2)
        assert not np.array_equal(state.position, first.position)
        seats = state.block(Seats)
        members = seats.is_member[assembly.rows, 0]
        group = assembly.group_of(seats.is_first[assembly.rows], seats.is_insider[assembly.rows])[:, 0]
        share = np.array([np.mean(group[members] == each) for each in range(3)])
        mix = state.position[:, assembly.groups, 0] @ share
        return np.abs(state.anchor[:, body, 0] - (first.anchor[:, body, 0] + mix) / 2).max()

    assert apart(advance) < 1e-12
    assert apart(swapped("court", "represent")) > 1e-6


def test_a_council_seated_this_month_speaks_next_month():
    setting, plain = compile_setting(with_councils()), compile_setting(toy())

    def means(setting, step, months):
        return spent(after(setting, step, months=months), setting, "firms")

    assert means(setting, advance, 2) == means(plain, advance, 2) > 0.0
    assert means(setting, swapped("mobilize", "represent"), 2) > 1.01 * means(plain, advance, 2)


# Programs and desks


def sites(setting, step, overrides):
    """How many sites are open after a month in which partners, once they are allies, are found at once."""
    capital = np.ones((setting.axes["bond"], 1))
    changes = {"capital": capital, "position": lenient(setting), "policy": lenient(setting), "contact": met(setting)}
    state = after(setting, step, {"programs.partner_rate": AT_ONCE}, 1, overrides, **changes)
    return np.count_nonzero(state.block(Sites).site_open)


def lenient(setting):
    """Positions or policies of those who let local offices decide."""
    return np.full((len(setting.issues), setting.n_actors, 1), 0.9)


def test_a_partner_found_this_month_opens_a_site_this_month():
    setting = program()
    overrides = befriends(setting, "chief", "union", "greens", "firms")

    assert sites(setting, advance, overrides) == institution_worlds.N_PLACES
    assert sites(setting, swapped("ally", "deliver"), overrides) == 0


def test_an_office_found_this_month_decides_this_month():
    setting = program()
    overrides = befriends(setting, "chief", "left", "center")

    def locally(step):
        minds = {"position": lenient(setting), "policy": lenient(setting)}
        state = after(setting, step, overrides=overrides, contact=met(setting), **minds)
        return state.block(Waits).decided_locally[0, 0]

    assert locally(advance) > 0.1
    assert locally(swapped("ally", "coordinate")) == 0.0


# Talks, votes, ideas


def test_the_package_agreed_this_month_is_what_is_voted_this_month():
    """The congress gains by labor in the core and loses if it is off; the vote and the talks fall into one month."""
    vote = bill({"congress": 101}, proposed={"negotiation": "talks"})
    vote["proposal"]["labor"]["status_quo"] = 0.0
    window = source(since=NOW, until=NOW)
    pact = source(
        title="Talks", proposer="ruler", partners=["friends"], windows=[window], core_windows=[window],
        issues={"labor": source(status_quo=0.0)}, bodies=["bill"],
    )  # fmt: skip
    actors = {name: {"positions": {"labor": position}} for name, position in (("ruler", 1.0), ("friends", 0.9))}
    setting = world(actors=actors, negotiations={"talks": pact}, decisions={"bill": vote})
    congress = start(setting, Params.of(None), Noise(1, [0])).position.copy()
    congress[0, who(setting, "congress")] = 0.6

    def outcome(step):
        state = after(setting, step, SURE, position=congress)
        assert state.is_decided[0, 0]
        return state.provision[0, 0], state.yeas[0, 0], state.is_passed[0, 0]

    assert outcome(advance) == (3, 101, True)
    assert outcome(swapped("negotiate", "decide"))[1:] == (0, False)


def test_what_comes_on_offer_this_month_is_in_the_package_of_this_month():
    """Both want labor in the core; as the text opens it is sure to come on offer."""
    window = source(since=NOW, until=NOW)
    pact = source(
        title="Talks", proposer="ruler", partners=["friends"], windows=[window], core_windows=[window], depth=7,
        issues={"labor": source(status_quo=0.0, field="labor")}, bodies=[],
    )  # fmt: skip
    actors = {name: {"positions": {"labor": position}} for name, position in (("ruler", 1.0), ("friends", 0.9))}
    setting = world(actors=actors, negotiations={"talks": pact})
    sure = SURE | {"precedents.base": np.inf}
    assert after(setting, advance, sure).provision[0, 0] == 3
    assert after(setting, swapped("look_back", "negotiate"), sure).provision[0, 0] == 0


def test_an_organ_that_gives_way_this_month_agrees_this_month():
    """A partner in talks is judged by what it offers: this one agrees to be consulted, and under pressure to more.

    The first month is that of its coding; those who press it come in the second.
    """
    pact = source(
        title="Talks", proposer="congress", partners=["ruler"], windows=[source(since=NEXT, until=NEXT)],
        core_windows=[], issues={"labor": source(status_quo=-1.0)}, bodies=[],
    )  # fmt: skip
    rows = {"ruler": {"positions": {"labor": -0.75}}, "congress": {"positions": {"labor": 0.9}},
            "farmers": {"active_from": NEXT}}  # fmt: skip
    setting = world(actors=rows, negotiations={"talks": pact})
    numbers = SURE | {
        "campaigns.effect": 1.4 / SURE["votes.indifference"], "campaigns.pressure_rate": 12.0,
        "campaigns.background": 0.01, "campaigns.outside_route": 0.0,
    }  # fmt: skip
    assert after(setting, advance, numbers, 2).provision[0, 0] == 2
    assert after(setting, swapped("press", "negotiate"), numbers, 2).provision[0, 0] == 1


def test_who_changes_its_mind_this_month_votes_for_its_new_conviction():
    setting = world(decisions={"bill": bill({"congress": 101})})
    anchor = np.full((1, setting.n_actors, 1), -0.5)

    def yeas(step):
        return after(setting, step, SURE | CONVERTED, anchor=anchor).yeas[0, 0]

    assert yeas(advance) == 0
    assert yeas(swapped("propagate", "decide")) == 101


# Neighbors in the list that have nothing to do with one another

APART = (
    ("press", "backlash"), ("backlash", "court"), ("represent", "deliver"), ("deliver", "look_back"),
    ("decide", "take_up"), ("take_up", "coordinate"), ("refer", "attend"),
)  # fmt: skip
TOGETHER = (
    ("happen", "refer"), ("attend", "mobilize"), ("mobilize", "meet"), ("meet", "ally"), ("ally", "propagate"),
    ("propagate", "press"), ("court", "represent"), ("look_back", "negotiate"), ("negotiate", "decide"),
)  # fmt: skip


@pytest.mark.parametrize(("one", "other"), APART, ids=["-".join(pair) for pair in APART])
def test_neighbors_that_do_not_read_each_other_may_change_places(one, other):
    """To the last bit, month by month. Whoever makes one read the other gives them an order, and a test of it."""
    (inputs, states), changed = busy_year(), swapped(one, other)
    for state, now in pairwise(states):
        assert largest_gap([now], [changed(state, *inputs)]) == 0.0


@cache
def busy_year():
    """A year of everything, run once for all that ask for it: its inputs and its States."""
    inputs = busy()
    states = [start(*inputs)]
    for _ in range(inputs[0].n_steps):
        states.append(advance(states[-1], *inputs))
    return inputs, states


def test_the_busy_year_leaves_nothing_as_it_was():
    """But for what only deletions or events change, and what candidates are born with: none is idle above."""
    (_, states), moved = busy_year(), set()
    for now, later in pairwise(states):
        after_it = arrays(later)
        moved |= {name for name, array in arrays(now).items() if not np.array_equal(array, after_it[name])}
    born = {"is_first", "is_insider", "strength", "theme"}
    assert (
        set(arrays(states[-1])) - moved
        == {"is_deleted", "is_severed", "contact_intercept", "alliance_intercept", "rhetoric"} | born
    )


def test_every_two_neighbors_of_the_list_are_looked_at():
    names = [step.name for step in SCHEDULE if step.name != "record"]
    assert sorted((*APART, *TOGETHER)) == sorted(pairwise(names))
