"""What speaks for contacts and for alliances (E3, E13), of all that are looked at."""

from __future__ import annotations

import numpy as np

from sim.model import formulas
from sim.model.core import influence, network
from sim.model.core.links import Links
from sim.model.programs.setting import programs_of
from sim.model.programs.state import Sites
from sim.model.setting import Setting
from sim.model.state import Flags, Floats, State
from sim.model.ties import rules
from sim.model.ties.parameters import Numbers


def of_contacts(among: Links, state: State, setting: Setting, params: Numbers) -> Floats:
    """What speaks for each contact, whoever introduces the two, (link,) [logits]."""
    numbers = params.ties
    return rules.contact_appeal(
        _one_way(among, _forums(among, state, setting), state, setting, params),
        influence.distance_of(state.position, among, _issue_weights(setting, params)),
        among.targets(rules.prestige(state.capability, state.legitimacy)),
        state.contact.take(among.back(setting.edges, state.n_runs)),
        similarity_weight=among.per_run(numbers.similarity),
        prestige_weight=among.per_run(numbers.prestige),
        reciprocity_weight=among.per_run(numbers.reciprocity),
    )


def of_alliances(among: Links, agreement: Floats, state: State, setting: Setting, params: Numbers) -> Floats:
    """What speaks for each alliance, (link,) [logits].

    Parameters
    ----------
    agreement : (link,) of the two ends
    """
    forums = _forums(among, state, setting)
    ways = (among, among.turned(setting.edges, state.n_runs))
    forth, back = (_one_way(way, forums, state, setting, params) for way in ways)
    return rules.alliance_appeal(forth, back, agreement, among.per_run(params.ties.similarity))


def introduced(among: Links, state: State, setting: Setting, params: Numbers) -> Flags:
    """Whether somebody within the confidence radius of both ends is in contact with both, (link,)."""
    found = np.zeros(len(among), dtype=bool)
    way = network.ways_of_two(among, state, setting.edges)
    if len(way.link):
        position, weight = state.position.reshape(len(state.position), -1), _issue_weights(setting, params)
        weight = weight if weight.shape[1] == 1 else weight.take(way.run, axis=1)
        radius = params.opinion.confidence_radius.take(way.run)
        near = influence.distance(position, way.source, way.broker, weight) <= radius
        near &= influence.distance(position, way.broker, way.target, weight) <= radius
        found[way.link[near]] = True
    return found


def _issue_weights(setting: Setting, params: Numbers) -> Floats:
    """How heavily issues weigh in distances, (issue, run), or (issue, 1) where all runs have the same."""
    numbers = params.ties
    weight = formulas.tier_weight(setting.tier[:, None], numbers.tier_ratio)
    return weight[:, :1] if (weight == weight[:, :1]).all() else weight


def _one_way(among: Links, forums: Floats, state: State, setting: Setting, params: Numbers) -> Floats:
    """What speaks for ties of either kind as their sources see it, (link,)."""
    numbers = params.ties
    ict = among.per_run(rules.ict_spread(setting.year(state.step), numbers.ict_midpoint, numbers.ict_growth))
    abroad = among.per_edge(setting.edges.crosses_border)
    return rules.tie_appeal(
        among.ties(state.trust),
        forums,
        rules.tie_cost(abroad, ict),
        among.sources(state.stigma) * abroad,
        trust_weight=among.per_run(numbers.trust),
        forum_weight=among.per_run(numbers.forum),
        cost_weight=among.per_run(numbers.cost),
        stigma_weight=among.per_run(numbers.stigma_weight),
    )


def _forums(among: Links, state: State, setting: Setting) -> Floats:
    """Forums and programs that both ends are in, each by how much it binds, (link,).

    A forum counts from its first month to its last, or for good; a program as far as its sites are open.
    """
    since, until = setting.forum_times
    is_on = ((since <= state.step) & (state.step < until)).astype(np.float64)
    overlap = network.forum_overlap(setting.forums_joined, is_on[:, None], among)
    for program in programs_of(setting):
        if program.since <= state.step < program.until:
            is_open = state.block(Sites).site_open[program.rows]
            binding = np.count_nonzero(is_open, axis=0) / len(program.places)
            overlap += program.joins.take(among.edge) * binding.take(among.run)
    return overlap
