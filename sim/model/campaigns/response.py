"""The second half of process 6: what organs do responds to pressure from home and abroad (E5)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.model.campaigns import abroad, rules
from sim.model.campaigns.parameters import Numbers
from sim.model.core import tally
from sim.model.pairs import Pairs
from sim.model.setting import Setting
from sim.model.state import Floats, Rows, State


def policy_response(state: State, pairs: Pairs, setting: Setting, params: Numbers) -> State:
    """Move the policy of every active organ, all at once; others do what they believe.

    Parameters
    ----------
    pairs : the active ones
    """
    venues, numbers, organs = setting.venues, params.campaigns, setting.venues.organs
    external = _external(pairs, state, setting, params)
    heard = _at_the_door(state, setting)
    moved = state.position.copy()
    pressure = np.minimum(1.0, np.maximum(-1.0, heard + external[:, organs]))
    given = rules.move_policy(
        state.policy[:, organs],
        state.position[:, organs],
        pressure,
        numbers.policy_rate,
        numbers.return_rate,
        setting.dt,
    )
    moved[:, organs] = np.where(state.is_active[organs], given, state.policy[:, organs])
    at_venue = np.where(venues.is_medium, 0, venues.organ)
    is_felt = ~venues.is_medium[:, None] & state.is_active[at_venue]
    now, before = np.take(moved, at_venue, axis=1), np.take(state.policy, at_venue, axis=1)
    responsiveness = rules.responsiveness(
        state.pressure, now, before, state.openness_now, numbers.policy_rate, setting.dt
    )
    return state.replace(
        policy=moved,
        responsiveness=np.where(is_felt, responsiveness, state.openness_now),
        external=np.take(external, at_venue, axis=1) * is_felt,
    )


def _at_the_door(state: State, setting: Setting) -> Floats:
    """Pressure as far as organs let it in, summed over their venues, (issue, organ, run) [-1, 1]."""
    venues, organs = setting.venues, setting.venues.organs
    let_in = state.openness_now * state.pressure
    doors = np.flatnonzero(~venues.is_medium)
    total = tally.sum_along(let_in[:, doors], np.searchsorted(organs, venues.organ[doors]), len(organs))
    return np.minimum(1.0, np.maximum(-1.0, total))


def _external(pairs: Pairs, state: State, setting: Setting, params: Numbers) -> Floats:
    """What presses governments from abroad, (issue, actor, run); 0 for all other actors."""
    result = np.zeros_like(state.position)
    governments, numbers = setting.venues.governments, params.campaigns
    moves = any(np.any(number) for number in (numbers.direct_action, numbers.coercion_weight, numbers.backlash))
    if len(governments) == 0 or not moves:
        return result
    boomerang = _boomerang(pairs, governments, state, setting, params)
    result[:, governments] = _weighed(boomerang, _coercion(governments, state, setting), governments, setting, params)
    return result


def _weighed(boomerang: Floats, coercion: Floats, governments: Rows, setting: Setting, params: Numbers) -> Floats:
    """What comes from abroad, as far as each government cares, (issue, government, run)."""
    numbers = params.campaigns
    return rules.external_pressure(
        boomerang,
        coercion,
        setting.stake[governments][:, None],
        setting.resistance[governments][:, None],
        direct_action=numbers.direct_action,
        coercion_weight=numbers.coercion_weight,
        backlash=numbers.backlash,
    )


@dataclass(frozen=True)
class Sources:
    """What presses each actor's policy toward the positive pole, (issue, actor, run); 0 for those who are no organ."""

    at_home: Floats  # at its own door, by whoever has access
    campaigners: Floats  # by its country's own campaigners at organs abroad
    states: Floats  # by states that have a hold on it; below 0 where their wish is resisted


def sources(state: State, setting: Setting, params: Numbers) -> Sources:
    """Pressure on policy by where it comes from; the story of a run reads it.

    Parameters
    ----------
    state : with policy as it was before it responded
    """
    at_home, campaigners, states = (np.zeros_like(state.position) for _ in range(3))
    at_home[:, setting.venues.organs] = _at_the_door(state, setting)
    governments = setting.venues.governments
    if len(governments):
        boomerang = _boomerang(setting.pairs, governments, state, setting, params)
        coercion = _coercion(governments, state, setting)
        nothing = np.zeros_like(boomerang)
        campaigners[:, governments] = _weighed(boomerang, nothing, governments, setting, params)
        states[:, governments] = _weighed(nothing, coercion, governments, setting, params)
    return Sources(at_home, campaigners, states)


def _boomerang(pairs: Pairs, governments: Rows, state: State, setting: Setting, params: Numbers) -> Floats:
    """Net pressure of a government's own campaigners abroad, where there is a hold on it, (issue, government, run).

    Not added up for governments that are inactive or have no stake, whom it does not move.
    """
    numbers = params.campaigns
    grip = abroad.leverage(pairs, state, setting, params)
    result = np.zeros((len(state.effort), len(governments), state.n_runs))
    is_felt = np.any(state.is_active[governments], axis=1) & (setting.stake[governments] > 0.0)
    for home in dict.fromkeys(setting.country[governments[is_felt]].tolist()):
        there = pairs.abroad_of(home)
        there = there[np.any(grip[there] > 0.0, axis=1)]
        if len(there) == 0:
            continue
        worked = state.effort[:, pairs.row[there]] * state.impact[:, pairs.row[there]]
        spent = np.ascontiguousarray((worked * grip[there]).swapaxes(0, 1))  # (pair, issue, run), to be summed at once
        position = np.ascontiguousarray(np.take(state.position, pairs.actor[there], axis=1).swapaxes(0, 1))
        for row in np.flatnonzero((setting.country[governments] == home) & is_felt):
            side = np.sign(position - state.policy[:, governments[row]])
            supporting, opposing = (tally.over_rows(spent * flags) for flags in (side > 0.0, side < 0.0))
            result[:, row] = rules.net_pressure(supporting, opposing, numbers.pressure_exponent, numbers.background)
    return result


def _coercion(governments: Rows, state: State, setting: Setting) -> Floats:
    """How states that have a hold on a government draw it to their policy, (issue, government, run) [-1, 1]."""
    grip = setting.leverage[state.step]
    total = np.zeros((len(state.policy), len(governments), state.n_runs))
    own = setting.country[governments]
    for country, theirs in enumerate(setting.venues.governments_in):
        hold = np.where(own == country, 0.0, grip[country, own])[:, None]
        is_there = state.is_active[theirs]
        if not np.any(hold) or not np.any(is_there):
            continue
        n_there = np.count_nonzero(is_there, axis=0)
        mean = tally.over_rows((state.policy[:, theirs] * is_there).swapaxes(0, 1)) / np.maximum(n_there, 1)
        drawn = rules.coercion(hold, mean[:, None], state.policy[:, governments])
        total += np.where(n_there > 0, drawn, 0.0)
    return np.minimum(1.0, np.maximum(-1.0, total))
