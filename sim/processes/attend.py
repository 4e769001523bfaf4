"""Process 2, attend: salience follows the media of an actor's country, and shocks."""

from __future__ import annotations

import numpy as np

from sim.params import Params
from sim.rules import attention, rate
from sim.setting import Setting
from sim.state import State


def attend(state: State, setting: Setting, params: Params) -> State:
    """Move every active actor's saliences toward what its media make of them."""
    numbers = params.attention
    if not np.any(numbers.media_weight) and state.salience is state.base_salience:
        return state
    news = attention.add_attention(state.attention, state.shock)
    seen = np.take(news, setting.country, axis=1)
    target = attention.salience_target(state.base_salience, seen, numbers.media_weight)
    share = rate.share_in_step(numbers.rate, setting.dt)
    salience = attention.shift_salience(state.salience, target, share)
    return state.replace(salience=np.where(state.is_active, salience, state.salience))
