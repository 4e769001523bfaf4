"""Process 2, attend: salience follows the media of an actor's country, and shocks."""

from __future__ import annotations

import numpy as np

from sim.model import formulas
from sim.model.campaigns import rules
from sim.model.campaigns.parameters import Numbers
from sim.model.setting import Setting
from sim.model.state import State


def attend(state: State, setting: Setting, params: Numbers) -> State:
    """Set every active actor's saliences to what its media make of them this month."""
    numbers = params.campaigns
    if not numbers.media_weight.any() and state.salience is state.base_salience:
        return state
    news = rules.add_attention(state.attention, state.shock)
    seen = news.take(setting.country, axis=1)
    salience = formulas.lift(state.base_salience, numbers.media_weight, seen)
    return state.replace(salience=np.where(state.is_active, salience, state.salience))
