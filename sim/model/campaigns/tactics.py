"""By which tactic each pair presses: information, symbols, an ally's leverage, or a promise to be kept."""

from __future__ import annotations

import numpy as np

from sim.model.campaigns import rules
from sim.model.campaigns.parameters import Numbers
from sim.model.core.entries import Entries
from sim.model.setting import Setting
from sim.model.state import Codes, Flags, Floats, Rows, State
from sim.model.votes import utility

TACTICS = ("information", "symbolic", "leverage", "accountability")  # as State.tactic numbers them


def best(doors: Entries, is_lent: Flags, state: State, setting: Setting, params: Numbers) -> tuple[Codes, Floats]:
    """The tactic that adds most, and the impact of a unit of effort with it, (issue, entry) both.

    Information adds nothing to the unit and takes nothing: it is chosen where no other adds anything. Whoever comes in
    by an ally's door presses by leverage, whatever it adds there.

    Parameters
    ----------
    doors : those through which somebody can press
    is_lent : (entry,) the door is an ally's
    """
    shape, numbers = (len(setting.issues), len(doors)), params.campaigns
    extra, tactic = np.zeros(shape), np.zeros(shape, dtype=np.int8)
    if any(np.any(w) for w in (numbers.symbolic_weight, numbers.accountability_weight)):
        media = doors.at_media
        country = setting.venues.country[doors.venue[media]] * doors.n_runs + doors.run[media]
        promised = _promised(state, setting, params)
        for issue in range(len(extra)):
            gain = _named(numbers.symbolic_weight * state.shock[issue], numbers.least_gain)
            _offer("symbolic", np.take(gain, country), media, extra[issue], tactic[issue])
            there, gain = _held_to_account(issue, doors, promised, state, setting, params)
            _offer("accountability", gain, there, extra[issue], tactic[issue])
    extra += 1.0
    return np.where(is_lent, np.int8(TACTICS.index("leverage")), tactic), extra


def _named(gain: Floats, least_gain: Floats) -> Floats:
    """What adds less than the least gain is plain information, such as a shock of ten years ago."""
    return np.where(gain >= least_gain, gain, 0.0)


def _offer(name: str, gain: Floats, there: Rows, extra: Floats, tactic: Codes) -> None:
    """Put in a tactic where it adds more than those before it.

    Parameters
    ----------
    gain : (row,) of these entries
    extra, tactic : (entry,) on an issue
    """
    is_better = gain > extra[there]
    there = there[is_better]
    extra[there] = gain[is_better]
    tactic[there] = TACTICS.index(name)


def _held_to_account(
    issue: int, doors: Entries, promised: Floats, state: State, setting: Setting, params: Numbers
) -> tuple[Rows, Floats]:
    """Entries that press an organ with a promise in force on an issue, and what it adds there, (row,) both.

    Parameters
    ----------
    promised : (commitment, run) what each promise of the case means now
    """
    promise_of = np.full(setting.n_actors, -1, dtype=np.intp)
    for row, promise in enumerate(setting.commitments):  # a later promise replaces an earlier one
        if promise.issue == issue and promise.since <= state.step < promise.until:
            promise_of[promise.organ] = row
    if np.all(promise_of < 0):
        return np.zeros(0, dtype=np.intp), np.zeros(0)
    pairs = doors.pairs
    asked = np.where(pairs.is_medium, -1, promise_of[pairs.organ])
    which = np.take(asked, doors.pair)
    there = np.flatnonzero(which >= 0)
    run = doors.run[there]
    gain = rules.accountability_gain(
        np.take(promised, which[there] * doors.n_runs + run),
        np.take(state.policy[issue], doors.organ[there]),
        np.take(state.position[issue], doors.actor[there]),
        np.take(params.campaigns.accountability_weight, run),
    )
    return there, _named(gain, np.take(params.campaigns.least_gain, run))


def _promised(state: State, setting: Setting, params: Numbers) -> Floats:
    """The position that each promise means, (commitment, run)."""
    by_provision = utility.position_of(state.provision, params)
    promised = np.empty((len(setting.commitments), state.n_runs))
    for row, promise in enumerate(setting.commitments):
        promised[row] = by_provision[promise.provision] if promise.provision >= 0 else promise.value
    return promised
