"""Which tactic is the best at each venue: information, symbols, a strong ally's leverage, or a promise to be kept."""

from __future__ import annotations

import numpy as np

from sim.agenda import Commitment
from sim.core import choice
from sim.params import Params
from sim.processes import ballot
from sim.rules import ngo
from sim.setting import Setting
from sim.state import Codes, Floats, Rows, State

TACTICS = ("information", "symbolic", "leverage", "accountability")  # as State.tactic numbers them


def best(state: State, setting: Setting, params: Params) -> tuple[Codes, Floats]:
    """The tactic that adds most, and the impact of a unit of effort with it, (issue, pair, run) both.

    Information adds nothing to the unit and takes nothing: it is chosen where no other adds anything.
    """
    pairs, numbers = setting.pairs, params.tactics
    media, organs = np.flatnonzero(pairs.is_medium), np.flatnonzero(~pairs.is_medium)
    extra, tactic = np.zeros(state.effort.shape), np.zeros(state.effort.shape, dtype=np.int8)
    heard = np.take(state.shock, setting.venues.country[pairs.venue[media]], axis=1)
    own = ngo.weight_at(np.take(state.capability, pairs.actor[organs], axis=0), pairs.access[organs][:, None])
    backed = ngo.leverage_gain(_backing(state, setting)[organs], own, numbers.leverage_weight)
    for issue in range(len(extra)):
        _offer("symbolic", ngo.symbolic_gain(heard[issue], numbers.symbolic_weight), issue, media, extra, tactic)
        _offer("leverage", backed, issue, organs, extra, tactic)
    in_force = {(p.organ, p.issue): p for p in setting.commitments if p.since <= state.step < p.until}
    for promise in in_force.values():  # a later promise has replaced an earlier one
        there = np.flatnonzero(pairs.pressing([promise.organ]))
        gain = _held_to_account(promise, there, state, setting, params)
        _offer("accountability", gain, promise.issue, there, extra, tactic)
    return tactic, 1.0 + extra


def _offer(name: str, gain: Floats, issue: int, pairs: Rows, extra: Floats, tactic: Codes) -> None:
    """Put in a tactic where it adds more than those before it; `gain` is (pair, run) of these pairs."""
    best, gain = extra[issue, pairs], ngo.worth_naming(gain)
    is_better = gain > best
    extra[issue, pairs] = np.where(is_better, gain, best)
    tactic[issue, pairs] = np.where(is_better, np.int8(TACTICS.index(name)), tactic[issue, pairs])


def _backing(state: State, setting: Setting) -> Floats:
    """What the best placed ally weighs at each venue, (pair, run) [0, 1]; 0 without one."""
    backing, n_runs = setting.pairs.backing, state.n_runs
    allied = np.flatnonzero(np.take(state.tie, backing.edges, axis=0))  # few of the possible backers are allies
    backer = allied // n_runs
    run = allied - backer * n_runs
    capability = np.take(state.capability, backing.target[backer] * n_runs + run)
    weight = ngo.weight_at(capability, np.take(backing.access, backer))
    return choice.best_of(weight, np.take(backing.pair, backer) * n_runs + run, (len(setting.pairs), n_runs))


def _held_to_account(promise: Commitment, there: Rows, state: State, setting: Setting, params: Params) -> Floats:
    """What a promise in force adds to pressing its organ, (pair, run) of the pairs that press it."""
    promised = np.full(state.n_runs, promise.value)
    if promise.treated >= 0:
        promised = ballot.position_of(state.treatment[promise.treated], params)
    return ngo.accountability_gain(
        promised,
        state.policy[promise.issue, promise.organ],
        np.take(state.position[promise.issue], setting.pairs.actor[there], axis=0),
        params.tactics.accountability_weight,
    )
