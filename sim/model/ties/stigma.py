"""Process 7, backlash: governments hold allies abroad against campaigners (E8)."""

from __future__ import annotations

import numpy as np

from sim.model.core import links
from sim.model.core.influence import mean_where
from sim.model.setting import Setting
from sim.model.state import Floats, State
from sim.model.ties import rules
from sim.model.ties.parameters import Numbers


def backlash(state: State, setting: Setting, params: Numbers) -> State:
    """Brand every active campaigner by the share of its coalition that is abroad."""
    numbers = params.ties
    if not np.any(numbers.stigma_rate) and not np.any(state.stigma):
        return state
    among = links.open_ties(state, setting.edges)
    bodies = np.multiply(
        among.is_open, among.targets(np.broadcast_to(setting.size[:, None], state.stigma.shape)), dtype=np.float64
    )
    crossing = bodies * among.per_edge(setting.edges.crosses_border)
    allies, abroad = (among.sum_by_source(each, state.stigma.shape) for each in (bodies, crossing))
    share = rules.foreign_share(abroad, allies, setting.size[:, None])
    rhetoric = np.take(_rhetoric(state, setting, params), setting.country, axis=0)
    stigma = rules.stigmatize(state.stigma, rhetoric, share, numbers.stigma_rate, numbers.stigma_fade, setting.dt)
    is_branded = setting.is_campaigner[:, None] & state.is_active
    return state.replace(stigma=np.where(is_branded, stigma, state.stigma))


def _rhetoric(state: State, setting: Setting, params: Numbers) -> Floats:
    """How loudly each country's head of government brands critics, (country, run); 0 without one."""
    numbers, venues = params.ties, setting.venues
    result = np.zeros((len(setting.countries), state.n_runs))
    for country in range(len(setting.countries)):
        heads = np.flatnonzero(setting.is_head & (setting.country == country))
        if len(heads) == 0:
            continue
        is_there = state.is_active[heads]
        stake = np.max(np.where(is_there, setting.stake[heads][:, None], 0.0), axis=0)
        doors = np.flatnonzero(venues.is_executive & (venues.country == country))
        open_doors = np.concatenate([of_issue[doors] for of_issue in state.openness_now])
        is_counted = np.tile(state.is_active[venues.organ[doors]], (len(state.openness_now), 1))
        said = rules.branding(
            stake,
            mean_where(open_doors, is_counted),
            base=numbers.rhetoric_base,
            stake_weight=numbers.rhetoric_stake,
            openness_weight=numbers.rhetoric_openness,
        )
        result[country] = np.where(np.any(is_there, axis=0), said, 0.0)
    return result
