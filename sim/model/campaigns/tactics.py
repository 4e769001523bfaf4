"""By which tactic each pair presses: information, symbols, an ally's leverage, or a promise to be kept."""

from __future__ import annotations

import numpy as np

from sim.model.campaigns import rules
from sim.model.campaigns.parameters import Campaigns, Numbers
from sim.model.pairs import Pairs
from sim.model.setting import Setting
from sim.model.state import Codes, Flags, Floats, Rows, State
from sim.model.votes import utility

TACTICS = ("information", "symbolic", "leverage", "accountability")  # as State.tactic numbers them


def best(pairs: Pairs, is_lent: Flags, state: State, setting: Setting, params: Numbers) -> tuple[Codes, Floats]:
    """The tactic that adds most, and the impact of a unit of effort with it, (issue, pair, run) both.

    Information adds nothing to the unit and takes nothing: it is chosen where no other adds anything. Whoever comes in
    by an ally's door presses by leverage, whatever it adds there.

    Parameters
    ----------
    is_lent : (pair, run) the door is an ally's
    """
    shape, numbers = (len(setting.issues), len(pairs), state.n_runs), params.campaigns
    if not any(np.any(w) for w in (numbers.symbolic_weight, numbers.accountability_weight)):
        return np.where(is_lent, np.int8(TACTICS.index("leverage")), np.zeros(shape, dtype=np.int8)), np.ones(shape)
    extra, tactic = np.zeros(shape), np.zeros(shape, dtype=np.int8)
    media = pairs.at_media
    heard = np.take(state.shock, setting.venues.country[pairs.venue[media]], axis=1)
    promised = _promised(state, setting, params)
    for issue in range(len(extra)):
        gain = numbers.symbolic_weight * heard[issue]
        _offer("symbolic", _named(gain, numbers), issue, media, extra, tactic)
        there, gain = _held_to_account(issue, pairs, promised, state, setting, params)
        _offer("accountability", _named(gain, numbers), issue, there, extra, tactic)
    extra += 1.0
    return np.where(is_lent, np.int8(TACTICS.index("leverage")), tactic), extra


def _named(gain: Floats, numbers: Campaigns) -> Floats:
    """What adds less than the least gain is plain information, such as a shock of ten years ago."""
    return np.where(gain >= numbers.least_gain, gain, 0.0)


def _offer(name: str, gain: Floats, issue: int, pairs: Rows, extra: Floats, tactic: Codes) -> None:
    """Put in a tactic where it adds more than those before it; `gain` is (pair, run) of these pairs."""
    best = extra[issue, pairs]
    is_better = gain > best
    extra[issue, pairs] = np.where(is_better, gain, best)
    tactic[issue, pairs] = np.where(is_better, np.int8(TACTICS.index(name)), tactic[issue, pairs])


def _held_to_account(
    issue: int, pairs: Pairs, promised: Floats, state: State, setting: Setting, params: Numbers
) -> tuple[Rows, Floats]:
    """Pairs that press an organ with a promise in force on an issue, and what it adds there, (pair, run).

    Parameters
    ----------
    promised : (commitment, run) what each promise of the case means now
    """
    in_force = {
        promise.organ: row  # a later promise replaces an earlier one
        for row, promise in enumerate(setting.commitments)
        if promise.issue == issue and promise.since <= state.step < promise.until
    }
    if not in_force:
        return np.zeros(0, dtype=np.intp), np.zeros((0, state.n_runs))
    rows = [pairs.pressing([organ]) for organ in in_force]
    there, which = np.concatenate(rows), np.repeat(list(in_force.values()), [len(each) for each in rows])
    gain = rules.accountability_gain(
        np.take(promised, which, axis=0),
        np.take(state.policy[issue], pairs.organ[there], axis=0),
        np.take(state.position[issue], pairs.actor[there], axis=0),
        params.campaigns.accountability_weight,
    )
    return there, gain


def _promised(state: State, setting: Setting, params: Numbers) -> Floats:
    """The position that each promise means, (commitment, run)."""
    by_provision = utility.position_of(state.provision, params)
    promised = np.empty((len(setting.commitments), state.n_runs))
    for row, promise in enumerate(setting.commitments):
        promised[row] = by_provision[promise.provision] if promise.provision >= 0 else promise.value
    return promised
