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


def of_contacts(among: Links, is_introduced: Flags, state: State, setting: Setting, params: Numbers) -> Floats:
    """What speaks for each contact, (link,) [logits].

    Parameters
    ----------
    is_introduced : (link,) of `introduced`, or what it may be
    """
    numbers, run = params.ties, among.run
    weight = formulas.tier_weight(setting.tier[:, None], numbers.tier_ratio)
    return rules.contact_appeal(
        _one_way(among, _forums(among, state, setting), state, setting, params),
        influence.distance_of(state.position, among, weight),
        among.targets(rules.prestige(state.capability, state.legitimacy)),
        np.take(state.contact, among.back(setting.edges, state.n_runs)),
        is_introduced,
        similarity_weight=np.take(numbers.similarity, run),
        prestige_weight=np.take(numbers.prestige, run),
        reciprocity_weight=np.take(numbers.reciprocity, run),
        broker_weight=np.take(numbers.broker, run),
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
    numbers = params.ties
    weight = formulas.tier_weight(setting.tier[:, None], numbers.tier_ratio)
    way = network.ways_of_two(among, state, setting.edges)
    position, run = state.position.reshape(len(state.position), -1), way.run
    alike = np.all(weight == weight[:, :1])
    weight = weight[:, :1] if alike else np.take(weight, run, axis=1)
    radius = np.take(params.opinion.confidence_radius, run)
    near = influence.distance(position, way.source, way.broker, weight) <= radius
    near &= influence.distance(position, way.broker, way.target, weight) <= radius
    found = np.zeros(len(among), dtype=bool)
    found[way.link[near]] = True
    return found


def _one_way(among: Links, forums: Floats, state: State, setting: Setting, params: Numbers) -> Floats:
    """What speaks for ties of either kind as their sources see it, (link,)."""
    numbers, run = params.ties, among.run
    ict = rules.ict_spread(setting.year(state.step), numbers.ict_midpoint, numbers.ict_growth)
    abroad = among.per_edge(setting.edges.crosses_border)
    return rules.tie_appeal(
        among.ties(state.trust),
        forums,
        rules.tie_cost(abroad, np.take(ict, run)),
        among.sources(state.stigma) * abroad,
        trust_weight=np.take(numbers.trust, run),
        forum_weight=np.take(numbers.forum, run),
        cost_weight=np.take(numbers.cost, run),
        stigma_weight=np.take(numbers.stigma_weight, run),
    )


def _forums(among: Links, state: State, setting: Setting) -> Floats:
    """Forums and programs that both ends are in, each by how much it binds, (link,)."""
    joined = [forum.joins for forum in setting.forums] + [program.joins for program in programs_of(setting)]
    return network.forum_overlap(_presence(state, setting), joined, among)


def _presence(state: State, setting: Setting) -> Floats:
    """How much each forum, and each program, binds its participants, (forum, run) [0-1].

    A forum counts from its first month to its last, or for good; a program as far as its sites are open.
    """
    programs = programs_of(setting)
    presence = np.zeros((len(setting.forums) + len(programs), state.n_runs))
    for row, program in enumerate(programs, start=len(setting.forums)):
        if program.since <= state.step < program.until:
            presence[row] = np.count_nonzero(state.block(Sites).site_open[program.rows], axis=0) / len(program.places)
    for row, forum in enumerate(setting.forums):
        presence[row] = forum.since <= state.step < forum.until
    return presence
