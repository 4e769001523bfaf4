"""Process 4, ally: ties open and lapse, trust grows and breaks."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from sim.model import formulas
from sim.model.channels import Channel
from sim.model.core import influence, links, network
from sim.model.core.links import Links, Ties
from sim.model.core.noise import Noise
from sim.model.programs.setting import programs_of
from sim.model.programs.state import Sites
from sim.model.setting import Setting
from sim.model.state import Flags, Floats, State
from sim.model.strategies import Overrides, View, exchange_rows
from sim.model.ties import rules
from sim.model.ties.parameters import Numbers

LEAST_PROGRESS = 1e-9  # units per year: keeps rounding in a standstill from counting as success
TINY = 1e-9  # chance per step that stands for never: no draw lies below it in any study


def ally(state: State, setting: Setting, params: Numbers, noise: Noise, overrides: Overrides) -> State:
    """Reconsider ties, all at once, from the same view of the network.

    A tie can change only where its draw lies below the chance that it is reconsidered at all: the rest is not drawn.
    """
    own = {row: setting.edges.source == row for row in overrides.get("consider_ally", {})}
    among, draws = _considered(own, state, setting, params, noise)
    prob = _probs(among, state, setting, params)
    if own:
        every = np.zeros((2, *state.tie.shape))
        every.reshape(2, -1)[:, among.at] = prob
        every = exchange_rows("consider_ally", every, own, overrides, View(-1, state, setting))
        prob = np.take(every.reshape(2, -1), among.at, axis=1)
    is_held = np.take(state.tie, among.at)
    opened = among.at[~is_held & (draws < prob[0]) & links.can_meet(among, state, setting)]
    lapsed = links.some(among, is_held & (draws < prob[1]))
    tie = state.tie.copy()
    tie.reshape(-1)[opened] = True
    tie.reshape(-1)[lapsed.at] = False
    before = links.open_ties(state, setting.edges)
    later = state.replace(tie=tie, trust=_trust(before, lapsed, state, setting, params))
    links.keep_held(later, setting.edges, before, opened)
    return later


def _considered(
    own: Mapping[int, Flags], state: State, setting: Setting, params: Numbers, noise: Noise
) -> tuple[Links, Floats]:
    """The ties that may change in this step, and the draws of each, (link,)."""
    chance = formulas.share_in_step(params.ties.rate, setting.dt)
    bound = 1.0 if own else max(float(chance.max()), TINY)  # a strategy may find any probability
    rare = noise.rare(Channel.ALLY().key, state.step, len(setting.edges), bound)
    is_considered = rare.value < np.take(chance, rare.run)
    if not own:  # the tie of one who is not there cannot change
        edges, is_present = setting.edges, np.any(state.is_active, axis=1)
        is_considered &= np.take(is_present[edges.source] & is_present[edges.target], rare.row)
    for rows in own.values():
        is_considered |= np.take(rows, rare.row)
    row, run, draws = rare.row[is_considered], rare.run[is_considered], rare.value[is_considered]
    return links.links_of(row, run, setting.edges, state.n_runs), draws


def _probs(among: Links, state: State, setting: Setting, params: Numbers) -> Floats:
    """The chance that each tie opens, and that it lapses, (2, link)."""
    appeal = appeals(among, state, setting, params)
    intercept, speed = np.take(state.tie_intercept, among.run), np.take(params.ties.rate, among.run)
    return np.stack(
        [
            rules.prob_open(appeal, intercept, speed, setting.dt),
            rules.prob_lapse(appeal, intercept, speed, setting.dt),
        ]
    )


def appeals(among: Links, state: State, setting: Setting, params: Numbers) -> Floats:
    """What speaks for each of some ties, (link,) [logits]."""
    edges, numbers, run = setting.edges, params.ties, among.run
    ict = rules.ict_spread(setting.year(state.step), numbers.ict_midpoint, numbers.ict_growth)
    abroad = np.take(edges.crosses_border, among.edge)
    weight = formulas.of_tier(setting.tier[:, None], numbers.deep_core_weight, numbers.policy_core_weight, np.ones(()))
    return rules.ally_appeal(
        influence.distance_of(state.position, among, weight),
        np.take(state.trust, among.at),
        network.forum_overlap(_presence(state, setting, params), _joined(setting), among),
        np.take(rules.prestige(state.capability, state.legitimacy), among.target),
        np.take(state.tie, np.take(edges.reverse, among.edge) * state.n_runs + run),
        rules.tie_cost(abroad, np.take(ict, run)),
        np.take(state.stigma, among.source) * abroad,
        similarity_weight=np.take(numbers.similarity, run),
        trust_weight=np.take(numbers.trust, run),
        forum_weight=np.take(numbers.forum, run),
        prestige_weight=np.take(numbers.prestige, run),
        reciprocity_weight=np.take(numbers.reciprocity, run),
        cost_weight=np.take(numbers.cost, run),
        stigma_weight=np.take(numbers.stigma_weight, run),
    )


def _joined(setting: Setting) -> list[Flags]:
    """Edges between those who meet at each forum, and then at each program, (edge,) each."""
    return [forum.joins for forum in setting.forums] + [program.joins for program in programs_of(setting)]


def _presence(state: State, setting: Setting, params: Numbers) -> Floats:
    """How much each forum, and each program, binds its participants, (forum, run); 0 before it begins.

    A forum that is over is remembered for a while; a program counts as far as its sites are open.
    """
    programs = programs_of(setting)
    presence = np.zeros((len(setting.forums) + len(programs), state.n_runs))
    for row, program in enumerate(programs, start=len(setting.forums)):
        if program.since <= state.step < program.until:
            presence[row] = np.count_nonzero(state.block(Sites).site_open[program.rows], axis=0) / len(program.places)
    for row, forum in enumerate(setting.forums):
        if state.step >= forum.since:
            years = np.asarray((state.step - forum.until + 1) * setting.dt)
            presence[row] = rules.forum_presence(years, params.ties.forum_memory)
    return presence


def _trust(before: Ties, lapsed: Links, state: State, setting: Setting, params: Numbers) -> Floats:
    """Trust after this step's joint successes and defections, (edge, run).

    Parameters
    ----------
    before : ties that were open when the step began
    """
    edges, numbers, gains = setting.edges, params.ties, state.progress > LEAST_PROGRESS
    both = before.is_open & before.sources(gains) & before.targets(gains)
    share = before.per_run(formulas.share_in_step(numbers.trust_gain, setting.dt))
    trust = before.put(state.trust, both, rules.gain_trust(before.ties(state.trust), np.asarray(True), share))
    left, flat = np.take(edges.reverse, lapsed.edge) * state.n_runs + lapsed.run, trust.reshape(-1)
    flat[left] = rules.lose_trust(np.take(flat, left), np.asarray(True), np.take(numbers.trust_loss, lapsed.run))
    return trust
