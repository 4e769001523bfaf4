"""What holds at every step of every run, and what a change of names, sides or bookkeeping must not change (V5)."""

import dataclasses
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

import numpy as np
import pytest
from assemblies import ALL
from worlds import ARRAYS, COURTED, arrays, history, largest_gap, toy

from sim.model.check import check
from sim.model.core.noise import Noise
from sim.model.declare import declared
from sim.model.initialize import BLOCKS, start
from sim.model.parameters import Params
from sim.model.schedule import advance
from sim.model.state import State
from sim.scenario.compile import compile_setting
from sim.scenario.schema import Tie

LIVELY = {"ties.rate": 1.0, "opinion.noise": 0.1, "campaigns.venue_slope": 30.0}
RUNS = range(3)

AXES = {name: said.field.axes.split() for kind in (State, *BLOCKS) for name, said in declared(kind).items()}


@pytest.fixture(scope="module", params=[(0, {}), (1, {}), (0, COURTED), (0, ALL)])
def lived(request):
    """A toy, and every State of some lively runs of it."""
    seed, changes = request.param
    setting = compile_setting(toy(seed, **changes))
    return setting, history(setting, LIVELY, replicates=RUNS)


def test_every_array_keeps_the_shape_numbers_and_range_that_it_declares(lived):
    setting, states = lived
    for state in states:
        check(state, setting)


@pytest.fixture(scope="module")
def toy_states():
    """The toy, and every State of some lively runs of it."""
    setting = compile_setting(toy(0))
    return setting, history(setting, LIVELY, replicates=RUNS)


def is_open_to_change(array):
    try:
        array[...] = 0
    except ValueError:
        return False
    return True


def test_no_array_of_a_state_can_be_written_to(lived):
    found = [each for state in lived[1] for each in arrays(state).items()]
    assert {name for name, array in found if is_open_to_change(array)} == set()


def test_effort_is_never_negative_and_never_more_than_an_actor_has(toy_states):
    setting, states = toy_states
    for state in states:
        means = setting.size[:, None] * 2.0 ** (state.capability - 1.0)
        spent = np.array([state.effort[:, setting.pairs.actor == i].sum(axis=(0, 1)) for i in range(setting.n_actors)])
        assert state.effort.min() >= 0.0
        assert (spent <= means).all()


def test_nobody_votes_twice_and_a_vote_counts_only_when_it_is_due(toy_states):
    setting, states = toy_states
    for state in states:
        assert (state.yeas <= state.seats).all()
        for decision in setting.decisions:
            is_decided, is_blocked = state.is_decided[decision.row], state.is_blocked[decision.row]
            assert (is_decided == (state.step > decision.step)).all()
            assert not (is_blocked & ~is_decided).any()
            for bloc in decision.blocs:
                assert (state.seats[bloc.row] == bloc.members * (is_decided & ~is_blocked)).all()


def test_only_what_was_voted_passes_and_only_what_passed_is_repealed(toy_states):
    (setting, states), seen = toy_states, {"is_passed": set(), "is_blocked": set(), "is_repealed": set()}
    is_voted = np.zeros((len(setting.decisions), len(RUNS)), dtype=bool)
    for state in states:
        assert not (state.is_passed & (state.is_blocked | ~state.is_decided)).any()
        assert not (state.is_repealed & ~state.is_passed).any()
        assert not (is_voted & ~state.is_decided).any()
        is_voted = state.is_decided
        for name, values in seen.items():
            values |= set(getattr(state, name).ravel().tolist())
    assert seen == {"is_passed": {False, True}, "is_blocked": {False, True}, "is_repealed": {False, True}}


def test_provisions_change_only_while_their_talks_are_open_and_reach_the_core_only_while_the_text_is():
    setting = compile_setting(toy(1))
    (talks,) = setting.negotiations
    states = history(setting, LIVELY, replicates=RUNS)
    for one, two in pairwise(states):
        if not talks.is_open(one.step):
            assert np.array_equal(one.provision, two.provision)
        elif not talks.is_core_open(one.step):
            assert two.provision.max() < 3
    assert states[-1].provision.max() > 0


def test_the_absent_and_the_barred_hold_no_ties(toy_states):
    setting, states = toy_states
    for state in states[1:]:
        ends = state.is_active[setting.edges.source] & state.is_active[setting.edges.target]
        for tie in (state.contact, state.allied):
            assert not (tie & ~ends).any()
            assert not (tie & ~setting.is_possible(state.step - 1)[:, None]).any()
        assert np.array_equal(state.allied, state.allied[setting.edges.reverse])  # it takes two
        assert not (state.allied & ~state.contact).any()  # allies listen to each other


def test_the_absent_neither_change_their_mind_nor_press(toy_states):
    setting, states = toy_states
    late = setting.actors.index("press_club")
    assert not states[3].is_active[late].any()
    assert states[4].is_active[late].all()
    assert np.array_equal(states[3].position[:, late], states[0].position[:, late])
    assert states[3].effort[:, setting.pairs.actor == late].max() == 0.0


def assert_same(one, other):
    """Equal but for the rounding of sums that are taken in another order."""
    np.testing.assert_allclose(np.asarray(one, dtype=float), np.asarray(other, dtype=float), rtol=1e-12, atol=1e-12)


class Rearranged:
    """The draws of a batch, handed on in another order of actors or with other signs."""

    def __init__(self, actors: Sequence[int] | None = None, rows: dict | None = None, sign: float = 1.0):
        """`rows` says by channel where each row of what is seldom drawn goes."""
        self.noise, self.actors, self.rows, self.sign = Noise(1, RUNS), actors, rows, sign
        self.replicates = self.noise.replicates

    def block(self, channel, kind, step, shape):
        draws = self.noise.block(channel, kind, step, shape)
        if channel == "opinion":
            return self.sign * (draws if self.actors is None else draws[:, self.actors])
        if channel.startswith(("uptake.", "abandon.")):
            return draws if self.actors is None else draws[self.actors]
        return draws

    def rare(self, channel, step, n, bound):
        draws = self.noise.rare(channel, step, n, bound)
        return draws if self.rows is None else dataclasses.replace(draws, row=self.rows[channel][draws.row])

    def once(self, channel, kind, n):
        return self.noise.once(channel, kind, n)

    held = once


def relabeled(scenario, order):
    """The scenario with its actors in another order."""
    names = list(scenario.actors)
    return scenario.model_copy(update={"actors": {names[i]: scenario.actors[names[i]] for i in order}})


@pytest.mark.parametrize("order", [[9, 8, 7, 6, 5, 4, 3, 2, 1, 0], [3, 0, 7, 5, 9, 8, 1, 2, 6, 4]])
@pytest.mark.parametrize("changes", [{}, COURTED, ALL], ids=["toy", "courted", "councils"])
def test_the_order_of_the_actors_in_the_file_does_not_matter(order, changes):
    """The same draws go with the same actor; every number comes out as before, but for rounding."""
    scenario = toy(0, **changes)
    setting, other = compile_setting(scenario), compile_setting(relabeled(scenario, order))
    place = np.argsort(order)

    def edge(source, target):
        return np.flatnonzero((other.edges.source == source) & (other.edges.target == target))[0]

    ends = zip(setting.edges.source.tolist(), setting.edges.target.tolist(), strict=True)
    edges = np.array([edge(place[i], place[j]) for i, j in ends])
    two = other.edges.one_way.pair[edges[setting.edges.one_way.rows]]
    pairs = list(zip(other.pairs.actor.tolist(), other.pairs.venue.tolist(), strict=True))
    rows = {
        "actor": place,
        "edge": edges,
        "pair": [pairs.index((place[i], v)) for i, v in zip(setting.pairs.actor, setting.pairs.venue, strict=True)],
        "country": [other.countries.index(c) for c in setting.countries],
    }
    before = history(setting, LIVELY, replicates=RUNS)
    after = history(other, LIVELY, Rearranged(actors=order, rows={"ally": edges, "alliance": two}))
    for one, two in zip(before, after, strict=True):
        before = arrays(one)
        for name, array in arrays(two).items():
            for axis, kind in enumerate(AXES[name]):
                array = np.take(array, rows[kind], axis=axis) if kind in rows else array
            assert_same(array, before[name])


def split(scenario, name):
    """The scenario with one actor in two halves of half the size, each with all ties of the whole, tied together."""
    half = scenario.actors[name].model_copy(update={"size": scenario.actors[name].size / 2})
    twin = name + "_too"
    actors = scenario.actors | {name: half, twin: half.model_copy(update={"id": twin})}
    ties = [tie for tie in scenario.ties if name in (tie.actor, tie.partner)]
    copies = [tie.model_copy(update={k: twin for k in ("actor", "partner") if getattr(tie, k) == name}) for tie in ties]
    bond = Tie(actor=name, partner=twin, type="alliance", source="assumed")
    return scenario.model_copy(update={"actors": actors, "ties": [*scenario.ties, *copies, bond]}), twin


def without_names(scenario):
    """The scenario without the events, barriers and forums that name single actors."""
    return scenario.model_copy(update={"events": {}, "barriers": {}, "forums": {}})


@pytest.mark.parametrize("name", ["union", "greens", "firms"])
@pytest.mark.parametrize("exponent", [1.0, 2.0])
def test_splitting_an_actor_in_two_halves_changes_nothing_for_anyone(name, exponent):
    """Size is extensive, prestige is not: nothing depends on how a body is counted, not even shocks and stigma."""
    numbers = {
        "opinion.prestige_exponent": exponent, "opinion.noise": 0.0, "ties.rate": 0.0, "opinion.rate": 4.0,
        "campaigns.venue_slope": 30.0,
    }  # fmt: skip
    whole = without_names(toy(0))
    whole = whole.model_copy(update={"shocks": {k: s for k, s in whole.shocks.items() if s.actor != name}})
    halves, twin = split(whole, name)
    setting, other = compile_setting(whole), compile_setting(halves)
    params, noises = Params.of(numbers, len(RUNS)), (Noise(1, RUNS), Noise(1, RUNS))
    one, two = start(setting, params, noises[0]), start(other, params, noises[1])
    at, twins = setting.actors.index(name), (other.actors.index(name), other.actors.index(twin))
    trust = two.trust.copy()
    trust[np.isin(other.edges.source, twins) & np.isin(other.edges.target, twins)] = 1.0
    two = two.replace(trust=trust)
    for _ in range(setting.n_steps):
        one, two = advance(one, setting, params, noises[0]), advance(two, other, params, noises[1])
        for field in ("position", "policy", "salience"):
            assert_same(getattr(two, field)[:, :-1], getattr(one, field))
            assert_same(getattr(two, field)[:, twins[0]], getattr(two, field)[:, twins[1]])
        venues = ("pressure", "pressure_reference", "external", "attention", "shock")
        for field in (
            *venues,
            "built",
            "built_reference",
            "yeas",
            "forecast",
            "is_passed",
            "is_repealed",
            "provision",
        ):
            assert_same(getattr(two, field), getattr(one, field))
        both = two.effort[:, np.isin(other.pairs.actor, twins)].sum(axis=(1, 2))
        assert_same(both, one.effort[:, setting.pairs.actor == at].sum(axis=(1, 2)))
    assert np.abs(one.position - setting.position[..., None]).max() > 0.01
    assert np.abs(one.pressure).max() > 0.01


def without_talks(scenario):
    """The scenario without negotiations, whose provisions have a side: off is -1. What they set becomes a number."""
    decisions = {}
    for name, decision in scenario.decisions.items():
        sides = {k: p if isinstance(p.proposed, float) else p.model_copy(update={"proposed": 0.8})
                 for k, p in decision.proposal.items()}  # fmt: skip
        decisions[name] = decision.model_copy(update={"proposal": sides})
    promises = {
        name: promise if promise.negotiation is None else promise.model_copy(update={"negotiation": None, "value": 0.8})
        for name, promise in scenario.commitments.items()
    }
    return scenario.model_copy(update={"negotiations": {}, "decisions": decisions, "commitments": promises})


def mirrored(scenario):
    """The scenario with the poles of every issue exchanged."""

    def other_way(change):
        return change.model_copy(update={"value": -change.value}) if change.field in ("position", "anchor") else change

    def plank(p):
        return p.model_copy(update={"status_quo": -p.status_quo, "proposed": -p.proposed})

    return scenario.model_copy(
        update={
            "actors": {
                name: actor.model_copy(update={"positions": {k: -x for k, x in actor.positions.items()}})
                for name, actor in scenario.actors.items()
            },
            "events": {
                name: event.model_copy(update={"changes": [other_way(change) for change in event.changes]})
                for name, event in scenario.events.items()
            },
            "decisions": {
                name: decision.model_copy(update={"proposal": {k: plank(p) for k, p in decision.proposal.items()}})
                for name, decision in scenario.decisions.items()
            },
            "commitments": {
                name: promise.model_copy(update={"value": -promise.value})
                for name, promise in scenario.commitments.items()
            },
        }
    )


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("changes", [{}, ALL], ids=["toy", "councils"])
def test_exchanging_the_poles_of_all_issues_mirrors_convictions_and_leaves_all_else_as_it_was(seed, changes):
    """To the bit: the model has no side of its own."""
    scenario = without_talks(toy(seed, **changes))
    seen = history(compile_setting(scenario), LIVELY, replicates=RUNS)
    reflected = history(compile_setting(mirrored(scenario)), LIVELY, Rearranged(sign=-1.0))
    turned = {"position", "anchor", "policy", "pressure", "pressure_reference", "external"}
    back = [state.replace(**{name: -getattr(state, name) for name in turned}) for state in reflected]
    assert largest_gap(seen, back) == 0.0
    assert 0 < seen[-1].yeas.sum() < seen[-1].seats.sum()


CLOSED = {
    "court": {"kind": "executive", "country": "MX", "organ": "center"},
    "tribunal": {"kind": "international", "country": "intl", "organ": "bank"},
    "gazette": {"kind": "press", "country": "US"},
    "gate": {"kind": "street", "country": "MX"},
}


@cache
def plain_toy(numbers):
    """The toy at some numbers, run once for all that ask for it."""
    return history(compile_setting(toy(0)), dict(numbers), replicates=RUNS)


STAYS_SHUT = {"campaigns.image_weight": 0.0}  # else a shock opens it
# Who is pressed at a venue is an organ: one more to draw other governments, to foment rhetoric.
ONE_MORE_ORGAN = {"campaigns.boomerang": 0.0, "ties.stigma_rate": 0.0}


@pytest.mark.parametrize("name", CLOSED)
@pytest.mark.parametrize("comes_first", [True, False])
@pytest.mark.parametrize("venue_cost", [0.0, 0.03])
def test_a_venue_that_is_closed_to_all_changes_no_number(name, comes_first, venue_cost):
    """It draws no effort and takes none from elsewhere, wherever it stands in the file.

    But a door makes an organ of an actor that had none, and its policy another thing than its conviction; and what it
    hears in the media is pressure on it, of which a closed door lets in nothing.
    """
    scenario, numbers = toy(0), LIVELY | STAYS_SHUT | {"campaigns.venue_cost": venue_cost}
    closed = type(next(iter(scenario.venues.values())))(**CLOSED[name], openness=0.0, source="assumed")
    extra, venues = {name: closed}, scenario.venues
    more = scenario.model_copy(update={"venues": extra | venues if comes_first else venues | extra})
    setting, other = compile_setting(scenario), compile_setting(more)
    venue = other.venues.ids.index(name)
    assert np.count_nonzero(other.pairs.venue == venue) > 0
    at = {"venue": np.arange(len(other.venues.ids)) != venue, "pair": other.pairs.venue != venue}
    new_organs = np.setdiff1d(other.venues.organs, setting.venues.organs)
    if len(new_organs):
        numbers = numbers | ONE_MORE_ORGAN
    as_before = np.delete(np.arange(setting.n_actors), new_organs)
    blocs = [bloc for each in setting.decisions for bloc in each.blocs]
    as_pressed = [bloc.row for bloc in blocs if bloc.actor not in new_organs]
    before = plain_toy(tuple(numbers.items()))
    for one, two in zip(before, history(other, numbers, replicates=RUNS), strict=True):
        for field in ARRAYS:
            array = getattr(two, field)
            for axis, kind in enumerate(AXES[field]):
                array = np.compress(at[kind], array, axis=axis) if kind in at else array
            kept = (slice(None), as_before) if field == "policy" else as_pressed if "built" in field else ()
            assert_same(array[kept], getattr(one, field)[kept])
    assert np.array_equal(new_organs, [setting.actors.index("center")] if name == "court" else [])
