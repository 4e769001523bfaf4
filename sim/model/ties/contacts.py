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
    is_held = np.take(state.contact, among.at)
    # As if all were introduced where that makes a change likelier, and none where it makes it less likely.
    may = draws < _prob(among, (among.per_run(params.ties.broker) < 0.0) == is_held, is_held, state, setting, params)
    among, draws, is_held = links.some(among, may), draws[may], is_held[may]
    is_introduced = appeal.introduced(among, state, setting, params)
    changes = draws < _prob(among, is_introduced, is_held, state, setting, params)
    among, is_held = links.some(among, changes), is_held[changes]
    if not len(among):
        return state
    contact, opened = state.contact.copy(), among.at[~is_held]
    contact.reshape(-1)[opened] = True
    contact.reshape(-1)[among.at[is_held]] = False
    later = state.replace(contact=contact)
    later.of_contacts["list"] = links.changed(links.contacts(state, setting.edges), contact, opened, setting.edges)
    return later


def _considered(state: State, setting: Setting, params: Numbers, noise: Noise) -> tuple[Links, Floats]:
    """The contacts that may change in this step, and the draws of each, (link,)."""
    edges, chance = setting.edges, formulas.share_in_step(params.ties.rate, setting.dt)
    rare = noise.rare(Channel.CONTACT().key, state.step, len(edges), max(float(chance.max()), TINY))
    is_considered = rare.value < np.take(chance, rare.run)
    is_present = np.any(state.is_active, axis=1)  # the contact of one who is not there cannot change
    is_considered &= np.take(is_present[edges.source] & is_present[edges.target], rare.row)
    row, run, draws = rare.row[is_considered], rare.run[is_considered], rare.value[is_considered]
    among = links.links_of(row, run, edges, state.n_runs)
    is_held = np.take(state.contact, among.at)
    may = np.where(is_held, ~np.take(state.allied, among.at), links.can_meet(among, state, setting))
    return links.some(among, may), draws[may]


def _prob(
    among: Links, is_introduced: Flags, is_held: Flags, state: State, setting: Setting, params: Numbers
) -> Floats:
    """The chance that each contact changes in this step, (link,)."""
    speaks = appeal.of_contacts(among, is_introduced, state, setting, params)
    intercept, rate = among.per_run(state.contact_intercept), among.per_run(params.ties.rate)
    opens, lapses = (prob(speaks, intercept, rate, setting.dt) for prob in (rules.prob_open, rules.prob_lapse))
    return np.where(is_held, lapses, opens)
