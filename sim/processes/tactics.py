"""Which tactic is the best at each venue: information, symbols, a strong ally's leverage, or a promise to be kept."""

from __future__ import annotations

import numpy as np

from sim.agenda import Commitment
from sim.core import choice, network
from sim.pairs import Pairs
from sim.params import Params
from sim.processes import ballot
from sim.rules import ngo
from sim.setting import Setting
from sim.state import Codes, Floats, Rows, State

TACTICS = ("information", "symbolic", "leverage", "accountability")  # as State.tactic numbers them


def best(pairs: Pairs, state: State, setting: Setting, params: Params) -> tuple[Codes, Floats]:
    """The tactic that adds most, and the impact of a unit of effort with it, (issue, pair, run) both.

    Information adds nothing to the unit and takes nothing: it is chosen where no other adds anything.
    """
    shape = (len(setting.issues), len(pairs), state.n_runs)
    extra, tactic = np.empty(shape), np.empty(shape, dtype=np.int8)
    backed = ngo.worth_naming(_backed(pairs, state, params))  # of every issue alike
    is_backed = np.where(backed > 0.0, np.int8(TACTICS.index("leverage")), np.int8(0))
    media = pairs.at_media
    heard = np.take(state.shock, setting.venues.country[pairs.venue[media]], axis=1)
    for issue in range(len(extra)):
        extra[issue], tactic[issue] = backed, is_backed
        gain = ngo.symbolic_gain(heard[issue], params.tactics.symbolic_weight)
        _offer("symbolic", gain, issue, media, extra, tactic)
        there, gain = _held_to_account(issue, pairs, state, setting, params)
        _offer("accountability", gain, issue, there, extra, tactic)
    extra += 1.0
    return tactic, extra


def _offer(name: str, gain: Floats, issue: int, pairs: Rows, extra: Floats, tactic: Codes) -> None:
    """Put in a tactic where it adds more than those before it; `gain` is (pair, run) of these pairs."""
    best, gain = extra[issue, pairs], ngo.worth_naming(gain)
    is_better = gain > best
    extra[issue, pairs] = np.where(is_better, gain, best)
    tactic[issue, pairs] = np.where(is_better, np.int8(TACTICS.index(name)), tactic[issue, pairs])


def _backed(pairs: Pairs, state: State, params: Params) -> Floats:
    """What the best placed ally adds at each venue, (pair, run); 0 without one, and at media."""
    backing, n_runs = pairs.backing, state.n_runs
    allied = network.where(np.take(state.tie, backing.edges, axis=0))  # few of the possible backers are allies
    backer = allied // n_runs
    run = allied - backer * n_runs
    capability = np.take(state.capability, backing.target[backer] * n_runs + run)
    weight = ngo.weight_at(capability, np.take(backing.access, backer))
    ally = choice.best_of(weight, np.take(backing.pair, backer) * n_runs + run, (len(pairs), n_runs))
    own = ngo.weight_at(np.take(state.capability, pairs.actor, axis=0), pairs.access[:, None])
    return ngo.leverage_gain(ally, own, params.tactics.leverage_weight)


def _held_to_account(issue: int, pairs: Pairs, state: State, setting: Setting, params: Params) -> tuple[Rows, Floats]:
    """Pairs that press an organ with a promise in force on an issue, and what it adds there, (pair, run)."""
    in_force = {p.organ: p for p in setting.commitments if p.issue == issue and p.since <= state.step < p.until}
    promises = list(in_force.values())  # a later promise has replaced an earlier one
    if not promises:
        return np.zeros(0, dtype=np.intp), np.zeros((0, state.n_runs))
    rows = [pairs.pressing([promise.organ]) for promise in promises]
    there, which = np.concatenate(rows), np.repeat(np.arange(len(rows)), [len(each) for each in rows])
    promised = np.stack([_promised(promise, state, params) for promise in promises])
    gain = ngo.accountability_gain(
        np.take(promised, which, axis=0),
        np.take(state.policy[issue], pairs.organ[there], axis=0),
        np.take(state.position[issue], pairs.actor[there], axis=0),
        params.tactics.accountability_weight,
    )
    return there, gain


def _promised(promise: Commitment, state: State, params: Params) -> Floats:
    """The position that a promise means, (run,)."""
    if promise.treated >= 0:
        return ballot.position_of(state.treatment[promise.treated], params)
    return np.full(state.n_runs, promise.value)
