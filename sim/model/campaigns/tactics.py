"""By which tactic each pair presses: information, symbols, an ally's leverage, or a promise to be kept."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from sim.model.campaigns import rules
from sim.model.campaigns.parameters import Numbers
from sim.model.core.entries import Doors
from sim.model.setting import Setting
from sim.model.state import Codes, Flags, Floats, Rows, State
from sim.model.votes import utility

TACTICS = ("information", "symbolic", "leverage", "accountability")  # as State.tactic numbers them


def best(doors: Doors, is_lent: Flags, state: State, setting: Setting, params: Numbers) -> tuple[Codes, Floats | None]:
    """The tactic that adds most, and the impact of a unit of effort with it, (issue, row, run) both.

    No impact where none adds anything on any issue: then a unit of effort is one.

    Information adds nothing to the unit and takes nothing: it is chosen where no other adds anything. Whoever comes in
    by an ally's door presses by leverage, whatever it adds there.

    Parameters
    ----------
    doors : those through which somebody can press
    is_lent : (row, run) the door is an ally's
    """
    shape, leverage = (len(setting.issues), len(doors), state.n_runs), np.int8(TACTICS.index("leverage"))
    offers = list(_offers(doors, state, setting, params))
    if not offers:
        return np.broadcast_to(is_lent * leverage, shape), None
    extra, tactic = np.zeros(shape), np.zeros(shape, dtype=np.int8)
    for name, issue, rows, gain in offers:
        is_better = gain > extra[issue, rows]  # each takes the place of those before it where it adds more
        extra[issue, rows] = np.where(is_better, gain, extra[issue, rows])
        tactic[issue, rows] = np.where(is_better, np.int8(TACTICS.index(name)), tactic[issue, rows])
    extra += 1.0
    return np.where(is_lent, leverage, tactic), extra


def _offers(doors: Doors, state: State, setting: Setting, params: Numbers) -> Iterator[tuple[str, int, Rows, Floats]]:
    """Tactics that add something: their name, on which issue, at which doors, and what they add there, (row, run)."""
    numbers = params.campaigns
    if not any(np.any(weight) for weight in (numbers.symbolic_weight, numbers.accountability_weight)):
        return
    promised = _promised(state, setting, params)
    for issue in range(len(setting.issues)):
        gain = _named(numbers.symbolic_weight * state.shock[issue], numbers.least_gain)
        if np.any(gain):
            yield (
                "symbolic",
                issue,
                doors.at_media,
                np.take(gain, setting.venues.country[doors.venue[doors.at_media]], axis=0),
            )
        there, gain = _held_to_account(issue, doors, promised, state, setting, params)
        if np.any(gain):
            yield "accountability", issue, there, gain


def _named(gain: Floats, least_gain: Floats) -> Floats:
    """What adds less than the least gain is plain information, such as a shock of ten years ago."""
    return np.where(gain >= least_gain, gain, 0.0)


def _held_to_account(
    issue: int, doors: Doors, promised: Floats, state: State, setting: Setting, params: Numbers
) -> tuple[Rows, Floats]:
    """Doors of organs with a promise in force on an issue, (row,), and what it adds there, (row, run).

    Parameters
    ----------
    promised : (commitment, run) what each promise of the case means now
    """
    promise_of = np.full(setting.n_actors, -1, dtype=np.intp)
    for row, promise in enumerate(setting.commitments):  # a later promise replaces an earlier one
        if promise.issue == issue and promise.since <= state.step < promise.until:
            promise_of[promise.organ] = row
    which = promise_of[doors.organ]
    which[doors.at_media] = -1
    there = np.flatnonzero(which >= 0)
    gain = rules.accountability_gain(
        promised[which[there]],
        state.policy[issue, doors.organ[there]],
        state.position[issue, doors.actor[there]],
        params.campaigns.accountability_weight,
    )
    return there, _named(gain, params.campaigns.least_gain)


def _promised(state: State, setting: Setting, params: Numbers) -> Floats:
    """The position that each promise means, (commitment, run)."""
    by_provision = utility.position_of(state.provision, params)
    promised = np.empty((len(setting.commitments), state.n_runs))
    for row, promise in enumerate(setting.commitments):
        promised[row] = by_provision[promise.provision] if promise.provision >= 0 else promise.value
    return promised
