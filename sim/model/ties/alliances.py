"""Process 4, ally: alliances begin and lapse among those in contact, trust grows (E3)."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from sim.model import formulas
from sim.model.channels import Channel
from sim.model.core import influence, links
from sim.model.core.links import Links
from sim.model.core.noise import Noise
from sim.model.setting import Setting
from sim.model.state import Flags, Floats, State
from sim.model.strategies import Overrides, View, exchange_rows
from sim.model.ties import appeal, rules
from sim.model.ties.parameters import Numbers
from sim.model.votes import utility

LEAST_PROGRESS = 1e-9  # units per year: keeps rounding in a standstill from counting as success
TINY = 1e-9  # chance per step that stands for never: no draw lies below it in any study


def ally(state: State, setting: Setting, params: Numbers, noise: Noise, overrides: Overrides) -> State:
    """Reconsider alliances, each two once, all from the same view of the network.

    An alliance takes a contact, in either direction; whoever allies listens to the other from then on.
    """
    own = {row: setting.edges.source == row for row in overrides.get("consider_ally", {})}
    among, draws = _considered(own, state, setting, params, noise)
    is_held = state.allied.take(among.at)
    agreement = influence.agreement_of(among, state)
    opens, lapses = _probs(among, agreement, state, setting, params)
    if own:
        opens, lapses = _chosen(np.stack([opens, lapses]), among, own, overrides, state, setting)
    is_changing = draws < np.where(is_held, lapses, opens)
    is_changing[~is_held] &= may_ally(links.some(among, ~is_held), agreement[~is_held], state, setting, params)
    return _changed(links.some(among, is_changing), is_held[is_changing], state, setting, params)


def may_ally(among: Links, agreement: Floats, state: State, setting: Setting, params: Numbers) -> Flags:
    """Whether each two may begin an alliance, contacts and barriers apart, (link,)."""
    decision = setting.next_decision(state.step)
    if decision is None:
        return rules.may_ally(agreement, np.zeros(()), np.zeros(()))
    proposal = utility.proposal_of(decision, state, params)
    side = np.sign(utility.gains_of(proposal, state))
    return rules.may_ally(agreement, among.sources(side), among.targets(side))


def _considered(
    own: Mapping[int, Flags], state: State, setting: Setting, params: Numbers, noise: Noise
) -> tuple[Links, Floats]:
    """The pairs whose alliance may change in this step, and the draws of each, (link,)."""
    edges, once = setting.edges, setting.edges.one_way
    chance = formulas.share_in_step(params.ties.rate, setting.dt)
    bound = 1.0 if own else max(float(chance.max()), TINY)  # a strategy may find any probability
    rare = noise.rare(Channel.ALLIANCE().key, state.step, len(once.rows), bound)
    is_considered = rare.value < chance.take(rare.run)
    for actor in own:
        is_considered |= ((once.edges.source == actor) | (once.edges.target == actor)).take(rare.row)
    row, run, draws = rare.row[is_considered], rare.run[is_considered], rare.value[is_considered]
    among = links.links_of(once.rows[row], run, edges, state.n_runs)
    in_contact = state.contact.take(among.at) | state.contact.take(among.back(edges, state.n_runs))
    among, draws = links.some(among, in_contact), draws[in_contact]  # as allies are, too
    is_held, is_bound = state.allied.take(among.at), among.per_edge(setting.is_bound(state.step))
    may = np.where(is_held, ~is_bound, links.can_meet(among, state, setting))
    return links.some(among, may), draws[may]


def _probs(among: Links, agreement: Floats, state: State, setting: Setting, params: Numbers) -> tuple[Floats, Floats]:
    """The chance that each alliance begins, and that it lapses, (link,) both."""
    speaks = appeal.of_alliances(among, agreement, state, setting, params)
    intercept, rate = among.per_run(state.alliance_intercept), among.per_run(params.ties.rate)
    opens, lapses = (prob(speaks, intercept, rate, setting.dt) for prob in (rules.prob_open, rules.prob_lapse))
    return opens, lapses


def _chosen(
    prob: Floats, among: Links, own: Mapping[int, Flags], overrides: Overrides, state: State, setting: Setting
) -> tuple[Floats, Floats]:
    """The same where some decide by strategies of their own: it begins as far as both want, and lapses if one does."""
    edges, n_runs = setting.edges, state.n_runs
    every = np.zeros((2, len(edges), n_runs))
    for at in (among.at, among.back(edges, n_runs)):
        every.reshape(2, -1)[:, at] = prob
    answers = exchange_rows("consider_ally", every, own, overrides, View(-1, state, setting)).reshape(2, -1)
    forth, back = answers.take(among.at, axis=1), answers.take(among.back(edges, n_runs), axis=1)
    return np.minimum(forth[0], back[0]), np.maximum(forth[1], back[1])


def _changed(among: Links, is_held: Flags, state: State, setting: Setting, params: Numbers) -> State:
    """The state after some alliances lapsed and others began, each two once."""
    edges, n_runs = setting.edges, state.n_runs
    at, back = among.at, among.back(edges, n_runs)
    opened = np.concatenate([at[~is_held], back[~is_held]])
    lapsed = np.concatenate([at[is_held], back[is_held]])
    later = state.replace(trust=_trust(links.alliances(state, edges), state, setting, params))
    if len(at):
        allied = state.allied.copy()
        allied.reshape(-1)[opened], allied.reshape(-1)[lapsed] = True, False
        later = later.replace(allied=allied)
    if not state.contact.take(opened).all():
        contact = state.contact.copy()
        contact.reshape(-1)[opened] = True
        later = later.replace(contact=contact)
    return later


def _trust(before: Links, state: State, setting: Setting, params: Numbers) -> Floats:
    """Trust after this step's joint successes, (edge, run).

    Parameters
    ----------
    before : who was allied when the step began
    """
    gains, trust = state.progress > LEAST_PROGRESS, state.trust.copy()
    both = before.at[before.sources(gains) & before.targets(gains)]
    flat, share = trust.reshape(-1), formulas.share_in_step(params.ties.trust_gain, setting.dt)
    flat[both] = rules.gain_trust(flat[both], np.asarray(True), share.take(both % state.n_runs))
    return trust
