"""V4: in limits and closed forms the answer is known beforehand."""

from dataclasses import replace

import numpy as np
import pytest
from scipy.stats import norm
from worlds import history, toy

from sim.ensemble import Ensemble
from sim.model.agenda import DecidingRule
from sim.model.core import network
from sim.model.core.noise import Noise
from sim.model.initialize import start
from sim.model.parameters import Params, table
from sim.model.schedule import advance
from sim.model.ties import rules as ties_rules
from sim.model.ties.alliances import ally
from sim.model.ties.contacts import meet
from sim.model.votes import rules as votes_rules
from sim.model.votes.roll_call import decide
from sim.scenario.compile import compile_setting

SCENARIO = toy(0)
SETTING = compile_setting(SCENARIO)
RUNS = range(8)


# Votes


def chamber(members, position, dispersion, **numbers):
    """Yes votes of a free chamber of one bloc on one issue, status quo -.5 and proposal .7, over many runs."""
    first = SETTING.decisions[0]
    bloc = first.blocs[0]
    offsets = dispersion * norm.ppf((np.arange(members) + 0.5) / members)
    bloc = replace(bloc, members=members, offsets=offsets, own=0.0)
    decision = replace(
        first, step=0, issues=np.array([0]), status_quo=np.array([-0.5]), proposed=np.array([0.7]),
        status_quo_provision=np.array([-1]), proposed_provision=np.array([-1]), coded_at=np.array([-0.5]),
        coded_at_provision=np.array([-1]),
        blocs=(bloc,), rule=DecidingRule("majority"), repeal=None,
    )  # fmt: skip
    setting = replace(SETTING, decisions=(decision,), n_blocs=1, negotiations=())
    noise, n_runs = Noise(3, range(400)), 400
    params = Params.of(numbers, n_runs)
    state = start(setting, params, noise)
    placed = state.position.copy()
    placed[0, bloc.actor] = position
    return decide(state.replace(position=placed), setting, params, noise).yeas[0]


STEP_VOTE = {"votes.indifference": 1e-6, "votes.party_shock": 0.0, "votes.vote_shock": 0.0}


@pytest.mark.parametrize("position", [-0.9, -0.2, 0.09, 0.11, 0.4, 1.0])
def test_a_chamber_of_one_without_indifference_decides_as_its_only_member_prefers(position):
    is_nearer = abs(position - 0.7) < abs(position + 0.5)
    assert chamber(1, position, 0.3, **STEP_VOTE).tolist() == [int(is_nearer)] * 400


@pytest.mark.parametrize("position", [-0.3, 0.05, 0.099, 0.101, 0.2])
@pytest.mark.parametrize("members", [3, 41])
def test_without_indifference_the_median_voter_decides(position, members):
    """The others stand on both sides of the median; the bill passes just when the median gains from it."""
    yeas = chamber(members, position, 0.22, **STEP_VOTE)
    assert len(set(yeas.tolist())) == 1
    assert (2 * yeas[0] > members) == (abs(position - 0.7) < abs(position + 0.5))


@pytest.mark.parametrize("position", [-0.4, 0.0, 0.3])
def test_without_indifference_every_member_votes_for_the_nearer_end(position):
    members = position + 0.22 * norm.ppf((np.arange(60) + 0.5) / 60)
    nearer = np.count_nonzero(np.abs(members - 0.7) < np.abs(members + 0.5))
    assert chamber(60, position, 0.22, **STEP_VOTE).tolist() == [nearer] * 400


def test_a_lone_member_on_the_fence_votes_yes_half_of_the_time():
    yeas = chamber(1, 0.1, 0.3, **{"votes.party_shock": 0.0})
    assert abs(yeas.mean() - 0.5) < 4 * 0.5 / np.sqrt(400)


def test_the_closed_form_of_a_blocs_share_is_within_a_hundredth_of_its_members_mean():
    mean, spread, tau, shift, slope = (
        a[..., None]
        for a in np.meshgrid(
            np.linspace(-1, 1, 21), [0.0, 0.1, 0.22, 0.5, 1.0], [0.02, 0.2, 0.3, 0.5], [-2.0, 0.0, 0.9], [0.2, 1.0]
        )
    )
    offsets = norm.ppf((np.arange(801) + 0.5) / 801)
    members = votes_rules.prob_yea(mean + slope * (spread * offsets), tau, shift).mean(axis=-1)
    closed = norm.cdf(votes_rules.spread_score(mean, tau, shift, slope, spread))[..., 0]
    assert np.abs(members - closed).max() < 0.01
    assert members.min() < 0.01
    assert members.max() > 0.99


@pytest.mark.parametrize("position", [-0.8, -0.1, 0.3, 0.9])
@pytest.mark.parametrize("dispersion", [0.0, 0.22, 0.6])
def test_a_simulated_chamber_gives_the_share_of_the_closed_form(position, dispersion):
    """Status quo -.5 and proposal .7 on one issue: the mean member gains .6 x - .06, and .6 more per step of x."""
    yeas = chamber(101, position, dispersion, **{"votes.party_shock": 0.0})
    tau = table()["votes.indifference"].default
    closed = norm.cdf((0.6 * position - 0.06) / np.hypot(0.6 * dispersion, 1.702 * tau))
    assert abs(yeas.mean() / 101 - closed) < 0.01 + 4 * 0.5 / np.sqrt(101 * 400)


def test_a_chamber_that_obeys_its_executive_wholly_votes_as_the_executive_does():
    decision = SETTING.decisions[1]
    assert decision.rule.type == "subordinate"
    decision = replace(decision, rule=replace(decision.rule, coalition_share=0.0))
    loyal = replace(SETTING, decisions=(SETTING.decisions[0], decision, *SETTING.decisions[2:]))
    governing = [bloc for bloc in decision.blocs if bloc.own > 0.0]
    gains = {}
    for position in (-1.0, 1.0):
        states = history(loyal, replicates=RUNS)
        placed = states[decision.step].position.copy()
        placed[:, decision.executive] = np.array([position, 0.0, 0.0])[:, None]
        voted = decide(
            states[decision.step].replace(position=placed), loyal, Params.of(n_runs=len(RUNS)), Noise(1, RUNS)
        )
        gains[position] = [voted.yeas[bloc.row].tolist() for bloc in governing]
    assert gains[1.0] == [[bloc.members] * len(RUNS) for bloc in governing]
    assert gains[-1.0] == [[0] * len(RUNS) for bloc in governing]


# Convictions


def test_without_ties_and_noise_nobody_changes_their_mind():
    """Whatever the other numbers are: with nobody to listen to and no coupled issues, everyone stays at the anchor."""
    alone = compile_setting(toy(0, ties=[], events={}, coupling=[], ideas={}))
    numbers = {"ties.rate": 0.0, "opinion.noise": 0.0, "opinion.rate": 4.0, "opinion.susceptibility": 0.4}
    for state in history(alone, numbers, replicates=RUNS):
        np.testing.assert_allclose(state.position, state.anchor, rtol=0, atol=1e-14)


# Ties


def test_a_tie_across_a_border_costs_more_and_communication_makes_every_tie_cheaper():
    years = np.arange(1950.0, 2050.0)
    ict = ties_rules.ict_spread(years, np.float64(2003.0), np.float64(0.3))
    home, abroad = (ties_rules.tie_cost(np.bool_(border), ict) for border in (False, True))
    assert (np.diff(home) < 0).all()
    assert (np.diff(abroad) < 0).all()
    assert (abroad > home).all()
    assert (np.diff(abroad - home) < 0).all()
    assert abroad[0] == pytest.approx(2.0, abs=1e-5)
    assert home[-1] == pytest.approx(np.exp(-1.0), abs=1e-5)


REASONS = {
    "trust": "trust", "shared_forums": "forum", "cost": "cost", "stigma_abroad": "stigma", "distance": "similarity",
    "power": "prestige", "is_reciprocal": "reciprocity", "is_introduced": "broker", "agreement": "similarity",
}  # fmt: skip
COMMON = list(REASONS)[:4]
KEYS = {name: "ties.stigma_weight" if name == "stigma" else f"ties.{name}" for name in REASONS.values()}


def appeals(**inputs):
    """What speaks for a contact and for an alliance, by reason."""
    weight = {name: table()[key].default for name, key in KEYS.items()}

    def common(**changed):
        weights = {f"{name}_weight": weight[name] for name in ("trust", "forum", "cost", "stigma")}
        return ties_rules.tie_appeal(**{name: inputs[name] for name in COMMON} | changed, **weights)

    contact = ties_rules.contact_appeal(
        common(), *(inputs[name] for name in ("distance", "power", "is_reciprocal")),
        **{f"{name}_weight": weight[name] for name in ("similarity", "prestige", "reciprocity")},
    )  # fmt: skip
    contact = ties_rules.introduced_appeal(contact, inputs["is_introduced"], weight["broker"])
    return contact, ties_rules.alliance_appeal(common(), common(trust=0.0), inputs["agreement"], weight["similarity"])


@pytest.mark.parametrize("reason", REASONS)
def test_every_reason_for_a_tie_makes_opening_likelier_and_lapsing_rarer(reason):
    """Distance, cost and stigma speak against it, all else for it; some reasons are of one kind of tie alone."""
    inputs = dict.fromkeys(REASONS, np.full(11, 0.5)) | {reason: np.linspace(0, 1, 11)}
    sign = -1 if reason in ("distance", "cost", "stigma_abroad") else 1
    for kind, speaks in zip(("contact", "alliance"), appeals(**inputs), strict=True):
        at = (speaks, np.float64(-2.0), np.float64(0.3), 1 / 12)
        reads = reason in COMMON or (reason == "agreement") == (kind == "alliance")
        assert ((sign * np.diff(ties_rules.prob_open(*at)) > 0) == reads).all()
        assert ((sign * np.diff(ties_rules.prob_lapse(*at)) < 0) == reads).all()


EVEN = dict.fromkeys(KEYS.values(), 0.0)


@pytest.mark.parametrize("kind", ["contact", "alliance"])
def test_where_all_pairs_are_alike_the_wait_for_a_tie_is_geometric(kind):
    """With equal and constant appeal a tie opens each month with the same chance, whatever else happens."""
    plain = compile_setting(toy(0, ties=[], barriers={}, decisions={}, negotiations={}, commitments={}))
    n_runs, n_steps, rate = 400, 10, 1.0
    noise, params = Noise(5, range(n_runs)), Params.of(EVEN | {"ties.rate": rate}, n_runs)
    state = start(plain, params, noise)
    one = np.ones_like(state.contact)
    state = state.replace(
        contact_intercept=np.full(n_runs, -1.0), alliance_intercept=np.full(n_runs, -1.0),
        is_active=np.ones_like(state.is_active), position=np.ones_like(state.position),
        contact=one if kind == "alliance" else ~one,
    )  # fmt: skip
    prob = 1.0 - np.exp(-rate * plain.dt / (1.0 + np.exp(1.0)))
    was_open = np.zeros_like(state.contact)
    for step in range(n_steps):
        state = state.replace(step=step)
        state = meet(state, plain, params, noise) if kind == "contact" else ally(state, plain, params, noise, {})
        was_open |= state.contact if kind == "contact" else state.allied
        expected = 1.0 - (1.0 - prob) ** (step + 1)
        n = was_open.size if kind == "contact" else was_open.size / 2  # an alliance has one draw for both
        assert abs(was_open.mean() - expected) < 4 * np.sqrt(expected * (1 - expected) / n)


def fifty_years():
    """The toy from 1985 to 2034 with all active actors and its ties there from the start."""
    world = toy(
        0, period={"start": "1985-01", "end": "2034-12"}, reference="1985-01",
        forums={}, barriers={}, events={}, decisions={}, negotiations={}, commitments={},
    )  # fmt: skip
    everyone = {k: a.model_copy(update={"active_from": None, "active_until": None}) for k, a in world.actors.items()}
    there = [tie.model_copy(update={"since": None, "until": None}) for tie in world.ties]
    return compile_setting(world.model_copy(update={"actors": everyone, "ties": there}))


def densities(numbers, n_steps, n_runs=48):
    """Share of contacts, from the second month of those who are not allied, and of alliances, (step, 2, run)."""
    setting = fifty_years()
    params, noise = Params.of(numbers, n_runs), Noise(1, range(n_runs))
    state, found = start(setting, params, noise), []
    for _ in range(n_steps):
        counted = ~state.allied | (state.step == 0)
        found.append([(state.contact & counted).sum(axis=0) / counted.sum(axis=0), state.allied.mean(axis=0)])
        state = advance(state, setting, params, noise)
    return np.array(found)


STEADY = dict.fromkeys(("ties.cost", "ties.trust", "ties.broker", "opinion.rate", "opinion.noise"), 0.0)


def test_density_stays_at_the_documented_one_for_fifty_years_where_nothing_speaks_more_for_ties():
    """What a tie costs, who is trusted and who thinks what change over decades; else readiness keeps both densities.

    The measured constant of the dyad model, used as a flow, would take it to four and more times of that. Allies stay
    in contact, whatever speaks for it: they come on top.
    """
    density = densities(STEADY | {"ties.rate": 1.0}, 600, 16)
    late = density[300:].mean(axis=(0, 2)) / density[0].mean(axis=1)
    assert ((late > 0.85) & (late < 1.2)).all(), late


def test_within_the_length_of_a_case_density_stays_near_the_documented_one_at_the_default_numbers():
    density = densities({}, 60, 96)
    late = density[-12:].mean(axis=(0, 2)) / density[0].mean(axis=1)
    assert ((late > 2 / 3) & (late < 4 / 3)).all(), late


# Calendar and networks


def test_a_vote_falls_at_the_end_of_its_month_however_short_the_steps():
    """There the reference pressure is read too; else a month that is both would count lobbying after the vote."""
    for per_month in (1, 2, 4):
        setting = compile_setting(SCENARIO, steps_per_year=12 * per_month)
        months = [9, 11, 10, 10, 10, 11, 11, 12, 12]  # of the decisions, in the order of the file
        assert [d.step for d in setting.decisions] == [month * per_month - 1 for month in months]
        assert setting.reference_step == 3 * per_month - 1


def test_closing_borders_changes_nobodys_readiness_to_ally():
    found = []
    for variant in (None, "no_cross_border_ties"):
        ensemble = Ensemble("nafta", [0], variant=variant)
        params, noise = ensemble.inputs([0])
        found.append(start(ensemble.setting, params, noise))
    for readiness, ties in (("contact_intercept", "contact"), ("alliance_intercept", "allied")):
        assert getattr(found[0], readiness) == getattr(found[1], readiness)
        crossing = ensemble.setting.edges.crosses_border
        assert getattr(found[0], ties)[crossing].any()
        assert not getattr(found[1], ties)[crossing].any()


def test_ties_go_to_networkx_and_back():
    state = history(SETTING, replicates=RUNS)[6]
    graph = network.to_networkx(state.contact, SETTING.edges, SETTING.actors, run=3)
    assert graph.number_of_edges() == state.contact[:, 3].sum() > 0
    assert list(graph.nodes) == list(SETTING.actors)
    assert np.array_equal(network.from_networkx(graph, SETTING.edges, SETTING.actors)[:, 0], state.contact[:, 3])
    graph.add_edge("union", "stranger")
    with pytest.raises(ValueError, match="unknown actors in the graph: stranger"):
        network.from_networkx(graph, SETTING.edges, SETTING.actors)
