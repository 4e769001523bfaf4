"""The second half of process 6: what organs do responds to pressure from home and abroad (E5)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.model import formulas
from sim.model.campaigns import abroad, rules
from sim.model.campaigns.parameters import Numbers
from sim.model.core import tally
from sim.model.setting import Setting
from sim.model.state import Floats, State


def policy_response(state: State, setting: Setting, params: Numbers) -> State:
    """Move the policy of every active organ, all at once; others do what they believe."""
    venues, numbers, organs = setting.venues, params.campaigns, setting.venues.organs
    external = abroad.boomerang(state, setting, params)
    felt = at_the_door(state, setting) + external[:, organs]
    wanted = rules.offered(state.position[:, organs], felt, params.votes.indifference * numbers.effect)
    given = formulas.approach(
        state.policy[:, organs], wanted, formulas.share_in_step(numbers.pressure_rate, setting.dt)
    )
    moved = state.position.copy()
    moved[:, organs] = np.where(state.is_active[organs], given, state.policy[:, organs])
    at_venue = np.where(venues.is_medium, 0, venues.organ)
    is_felt = ~venues.is_medium[:, None] & state.is_active[at_venue]
    return state.replace(policy=moved, external=external.take(at_venue, axis=1) * is_felt)


def at_the_door(state: State, setting: Setting) -> Floats:
    """What pressure has changed since organs were coded, as far as they let it in, (issue, organ, run)."""
    venues, organs = setting.venues, setting.venues.organs
    doors = np.flatnonzero(~venues.is_medium)
    let_in = (state.openness_now * (state.pressure - state.pressure_reference))[:, doors]
    return tally.sum_along(let_in, np.searchsorted(organs, venues.organ[doors]), len(organs))


@dataclass(frozen=True)
class Sources:
    """What presses each actor's policy toward the positive pole, (issue, actor, run); 0 for those who are no organ."""

    at_home: Floats  # at its own door, by whoever gets in
    abroad: Floats  # the boomerang; below 0 where a wish from abroad is resisted


def sources(state: State, setting: Setting, params: Numbers) -> Sources:
    """Pressure on policy by where it comes from; the story of a run reads it.

    Parameters
    ----------
    state : with policy as it was before it responded
    """
    at_home = np.zeros_like(state.position)
    at_home[:, setting.venues.organs] = at_the_door(state, setting)
    return Sources(at_home, abroad.boomerang(state, setting, params))
