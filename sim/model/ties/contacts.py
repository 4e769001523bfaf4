"""Process 4, meet: actors begin to listen to others, and cease to (E3)."""

from __future__ import annotations

import numpy as np

from sim.model import formulas
from sim.model.channels import Channel
from sim.model.core import links
from sim.model.core.links import Links
from sim.model.core.noise import Noise
from sim.model.setting import Setting
from sim.model.state import Flags, Floats, State
from sim.model.ties import appeal, rules
from sim.model.ties.parameters import Numbers

TINY = 1e-9  # chance per step that stands for never: no draw lies below it in any study


def meet(state: State, setting: Setting, params: Numbers, noise: Noise) -> State:
    """Reconsider contacts, all at once, from the same view of the network; allies stay in contact.

    A contact can change only where its draw lies below the chance that it is reconsidered at all: the rest is not
    drawn. Brokers are looked for only where it hangs on them.
    """
    among, draws = _considered(state, setting, params, noise)
    speaks = appeal.of_contacts(among, state, setting, params)
    is_held, weight = state.contact.take(among.at), params.ties.broker.take(among.run)
    # As if introduced where that makes a change likelier, and as if not where it makes it less likely.
    likelier = (weight < 0.0) == is_held
    may = np.flatnonzero(draws < _prob(speaks, likelier, among, is_held, state, setting, params))
    among, draws, speaks, is_held = links.some(among, may), draws[may], speaks[may], is_held[may]
    changes = np.where(is_held, ~state.allied.take(among.at), links.can_meet(among, state, setting))
    sure = draws < _prob(speaks, ~likelier[may], among, is_held, state, setting, params)
    hangs = np.flatnonzero(changes & ~sure)
    changes[hangs] = appeal.introduced(links.some(among, hangs), state, setting, params) == likelier[may][hangs]
    contact = state.contact.copy()
    contact.reshape(-1)[among.at[changes]] ^= True
    return state.replace(contact=contact)


def _considered(state: State, setting: Setting, params: Numbers, noise: Noise) -> tuple[Links, Floats]:
    """The contacts that may change in this step, and the draws of each, (link,)."""
    edges, chance = setting.edges, formulas.share_in_step(params.ties.rate, setting.dt)
    rare = noise.rare(Channel.CONTACT().key, state.step, len(edges), max(float(chance.max()), TINY))
    is_considered = rare.value < chance.take(rare.run)
    is_present = np.logical_or.reduce(state.is_active, axis=1)  # the contact of one who is not there cannot change
    is_considered &= (is_present[edges.source] & is_present[edges.target]).take(rare.row)
    row, run, draws = rare.row[is_considered], rare.run[is_considered], rare.value[is_considered]
    return links.links_of(row, run, edges, state.n_runs), draws


def _prob(
    speaks: Floats, is_introduced: Flags, among: Links, is_held: Flags, state: State, setting: Setting, params: Numbers
) -> Floats:
    """The chance that each contact changes in this step, (link,)."""
    numbers, held = params.ties, np.flatnonzero(is_held)
    speaks = rules.introduced_appeal(speaks, is_introduced, among.per_run(numbers.broker))
    intercept, rate = state.contact_intercept.take(among.run), numbers.rate.take(among.run)
    prob = rules.prob_open(speaks, intercept, rate, setting.dt)
    prob[held] = rules.prob_lapse(speaks[held], intercept[held], rate[held], setting.dt)
    return prob
