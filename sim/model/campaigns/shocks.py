"""How strongly a dated shock is felt where its actor has friends (E14)."""

from __future__ import annotations

import numpy as np

from sim.model.agenda import Shock
from sim.model.campaigns import rules
from sim.model.campaigns.parameters import Campaigns
from sim.model.core import tally
from sim.model.setting import Setting
from sim.model.state import Floats, State


def strength(shock: Shock, state: State, setting: Setting, numbers: Campaigns) -> Floats:
    """How strongly a shock is felt in each country in this step, (country, run) [0-1]; 0 before it happens."""
    years = (state.step - shock.step) * setting.dt
    news = rules.shock_strength(years, numbers.shock_size, numbers.shock_years, setting.dt)
    return news * reach(shock, state, setting)


def reach(shock: Shock, state: State, setting: Setting) -> Floats:
    """Share of a country's actors, by size, that listen to the shocked actor, (country, run); 1 if it is nobody's."""
    share = np.zeros((len(setting.countries), state.n_runs))
    if shock.actor < 0:
        share[shock.countries] = 1.0
        return share
    edges, n_countries = setting.edges, len(setting.countries)
    to_it = np.flatnonzero(edges.target == shock.actor)
    holds = np.zeros_like(state.is_active)
    holds[edges.source[to_it]] = state.contact[to_it]
    size = state.is_active * setting.size[:, None]
    size[shock.actor] = 0.0
    holding, whole = (tally.sum_by(each, setting.country, n_countries) for each in (size * holds, size))
    np.divide(holding, whole, out=share, where=whole > 0.0)
    not_there = np.setdiff1d(np.arange(n_countries), shock.countries)
    share[not_there] = 0.0
    return share * state.is_active[shock.actor]
