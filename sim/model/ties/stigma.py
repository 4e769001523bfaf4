"""Process 7, backlash: governments hold allies abroad against campaigners (E8)."""

from __future__ import annotations

import numpy as np

from sim.model.core import links
from sim.model.setting import Setting
from sim.model.state import Floats, State
from sim.model.ties import rules
from sim.model.ties.parameters import Numbers


def backlash(state: State, setting: Setting, params: Numbers) -> State:
    """Brand every active campaigner by the share of its coalition that is abroad."""
    numbers = params.ties
    if not numbers.stigma_rate.any() and not state.stigma.any():
        return state
    among = links.alliances(state, setting.edges)
    bodies = np.multiply(
        among.is_open, among.targets(np.broadcast_to(setting.size[:, None], state.stigma.shape)), dtype=np.float64
    )
    crossing = bodies * among.per_edge(setting.edges.crosses_border)
    allies, abroad = (among.sum_by_source(each, state.stigma.shape) for each in (bodies, crossing))
    share = rules.foreign_share(abroad, allies, setting.size[:, None])
    rhetoric = _rhetoric(state, setting).take(setting.country, axis=0)
    stigma = rules.stigmatize(state.stigma, rhetoric, share, numbers.stigma_rate, numbers.stigma_fade, setting.dt)
    is_branded = setting.is_campaigner[:, None] & state.is_active
    return state.replace(stigma=np.where(is_branded, stigma, state.stigma))


def _rhetoric(state: State, setting: Setting) -> Floats:
    """How the executives of each country speak of those with allies abroad, (country, run); 0 without one.

    Of several the harshest counts.
    """
    heads = np.flatnonzero(setting.is_head)
    said = state.rhetoric[heads] * state.is_active[heads]
    found = np.zeros((len(setting.countries), state.n_runs))
    np.maximum.at(found, setting.country[heads], said)
    return found
