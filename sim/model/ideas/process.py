"""Process 11, take up: ideas are taken up while a window is open, and given up under shocks."""

from __future__ import annotations

import numpy as np

from sim.model import formulas
from sim.model.agenda import Idea
from sim.model.campaigns.shocks import strength
from sim.model.channels import Channel
from sim.model.core import tally
from sim.model.core.noise import Noise
from sim.model.ideas import rules
from sim.model.ideas.parameters import Numbers
from sim.model.setting import Setting
from sim.model.state import Floats, State


def take_up(state: State, setting: Setting, params: Numbers, noise: Noise) -> State:
    """Treat the ideas in the order of the file.

    Every idea has draws of its own, so that adding or removing one changes no draw of another.
    """
    if not setting.ideas:
        return state
    adopted = state.adopted.copy()
    for idea in setting.ideas:
        adopted[idea.row, idea.adopters] = _adopted(idea, state, setting, params, noise)
    return state.replace(adopted=adopted)


def _adopted(idea: Idea, state: State, setting: Setting, params: Numbers, noise: Noise) -> Floats:
    """How far an idea is taken up once this step is over, (adopter, run); the inactive stay as they were."""
    numbers, present = params.ideas, state.is_active[idea.adopters]
    before = state.adopted[idea.row, idea.adopters]
    abandoning = _abandoning(idea, state, setting, params, noise)
    kept = np.where(present, rules.shift_adopted(before, abandoning, np.zeros(())), before)
    hazard = rules.adoption_hazard(
        tally.weighted_share(kept, present * idea.weight[:, None]),
        np.asarray(idea.window(state.step)),
        numbers.base_hazard,
        numbers.adoption_slope,
    )
    adopting = _drawn(formulas.share_in_step(hazard, setting.dt), Channel.UPTAKE, idea, state, setting, noise)
    return np.where(present, rules.shift_adopted(before, abandoning, adopting), before)


def _abandoning(idea: Idea, state: State, setting: Setting, params: Numbers, noise: Noise) -> Floats:
    """How much of it each holder gives up in this step, (adopter, run) or ()."""
    if not len(idea.threats):
        return np.zeros(())
    threat = np.zeros((len(setting.countries), state.n_runs))
    for row in idea.threats:
        threat = np.maximum(threat, strength(setting.shocks[row], state, setting, params.campaigns))
    felt = threat.take(setting.country[idea.adopters], axis=0)
    prob = formulas.share_in_step(params.ideas.abandon_rate * felt, setting.dt)
    return _drawn(prob, Channel.ABANDON, idea, state, setting, noise)


def _drawn(prob: Floats, channel: Channel, idea: Idea, state: State, setting: Setting, noise: Noise) -> Floats:
    """A chance as it is for rows of many bodies; for single bodies 1 where the draw has it, else 0, (adopter, run)."""
    if idea.in_shares:
        return prob
    draws = noise.block(*channel(idea.id), state.step, (setting.n_actors,))[idea.adopters]
    return (draws < prob).astype(np.float64)
