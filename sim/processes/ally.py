"""Process 4, ally: ties open and lapse, trust grows and breaks."""

from __future__ import annotations

import numpy as np

from sim.core import influence, network
from sim.core.noise import Noise
from sim.params import Params
from sim.processes import override
from sim.processes.happen import can_meet
from sim.processes.override import Overrides, View
from sim.rules import alliance, opinion, rate
from sim.setting import Setting
from sim.state import Flags, Floats, State


def ally(state: State, setting: Setting, params: Params, noise: Noise, overrides: Overrides) -> State:
    """Reconsider every potential tie, all at once, from the same view of the network."""
    edges, numbers = setting.edges, params.alliance
    state = state.replace(distance=influence.distance(state.position, edges.source, edges.target, setting.tier_weight))
    appeal = appeals(state, setting, params)
    prob = np.stack(
        [
            alliance.prob_open(appeal, state.tie_intercept, numbers.rate, setting.dt),
            alliance.prob_lapse(appeal, state.tie_intercept, numbers.rate, setting.dt),
        ]
    )
    own = {row: edges.source == row for row in overrides.get("consider_ally", {})}
    prob = override.apply("consider_ally", prob, own, overrides, View(-1, state, setting))
    draw = noise.block("ally", "uniform", state.step, (len(edges),))
    opened = ~state.tie & can_meet(state, setting) & (draw < prob[0])
    lapsed = state.tie & (draw < prob[1])
    trust = _trust(state, setting, params, lapsed)
    return state.replace(tie=(state.tie & ~lapsed) | opened, trust=trust)


def appeals(state: State, setting: Setting, params: Params) -> Floats:
    """What speaks for each potential tie, (edge, run) [logits]; reads `state.distance`."""
    edges, numbers = setting.edges, params.alliance
    ict = alliance.ict_spread(setting.year(state.step), numbers.ict_midpoint, numbers.ict_growth)
    return alliance.ally_appeal(
        state.distance,
        state.trust,
        network.forum_overlap(_presence(state, setting, params), tuple(f.edges for f in setting.forums), len(edges)),
        np.take(opinion.relative_power(state.capability), edges.target, axis=0),
        np.take(state.tie, edges.reverse, axis=0),
        network.closure(state.tie, edges, setting.n_actors),
        alliance.tie_cost(edges.crosses_border[:, None], ict, numbers.ict_saving),
        similarity_weight=numbers.similarity,
        trust_weight=numbers.trust,
        forum_weight=numbers.forum,
        prestige_weight=numbers.prestige,
        reciprocity_weight=numbers.reciprocity,
        closure_weight=numbers.closure,
        cost_weight=numbers.cost,
    )


def _presence(state: State, setting: Setting, params: Params) -> Floats:
    """How much each forum still binds its participants, (forum, run); 0 before it begins."""
    presence = np.zeros((len(setting.forums), state.n_runs))
    for row, forum in enumerate(setting.forums):
        if state.step >= forum.since:
            years = np.asarray((state.step - forum.until + 1) * setting.dt)
            presence[row] = alliance.forum_presence(years, params.alliance.forum_memory)
    return presence


def _trust(state: State, setting: Setting, params: Params, lapsed: Flags) -> Floats:
    edges, numbers = setting.edges, params.alliance
    gains = alliance.succeeded(state.progress)
    joint = state.tie & np.take(gains, edges.source, axis=0) & np.take(gains, edges.target, axis=0)
    trust = alliance.gain_trust(state.trust, joint, rate.share_in_step(numbers.trust_gain, setting.dt))
    return alliance.lose_trust(trust, np.take(lapsed, edges.reverse, axis=0), numbers.trust_loss)
