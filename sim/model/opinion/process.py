"""Process 5, propagate: convictions move under what contacts say (the influence step, E1)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from sim.model import formulas
from sim.model.channels import Channel
from sim.model.core import influence, links
from sim.model.core.links import Ties
from sim.model.core.noise import Noise
from sim.model.opinion import rules
from sim.model.opinion.parameters import Numbers
from sim.model.setting import Setting
from sim.model.state import Floats, State
from sim.model.ties import rules as ties_rules

Coupled = Sequence[Sequence[tuple[int, int]]]


def propagate(state: State, setting: Setting, params: Numbers, noise: Noise) -> State:
    """Every active actor hears its contacts once, all at the same moment."""
    numbers = params.opinion
    power = formulas.relative_power(state.capability)
    standing = rules.standing(setting.size[:, None], power, numbers.prestige_exponent)
    among = links.hearing(state, setting.edges)
    tier, one = setting.tier[:, None], np.ones(())
    multiple = formulas.of_tier(tier, numbers.deep_core_multiple, one, numbers.secondary_multiple)
    legitimacy = ties_rules.legitimacy_at_home(state.stigma, params.ties.legitimacy_loss)
    position = influence_step(
        state.position,
        state.anchor,
        rules.tier_susceptibility(numbers.susceptibility, multiple[:, None]),
        _weights(among, standing, legitimacy, state, setting, params),
        standing * legitimacy,  # an actor coded as two rows hears its other half as it hears itself
        among,
        formulas.share_in_step(numbers.rate, setting.dt),
        setting.coupled,
        numbers.coupling,
    )
    if numbers.noise.any():
        shock = noise.block(*Channel.OPINION(), state.step, position.shape[:2])
        position = rules.unsettled(position, numbers.noise, shock, setting.dt)
    return state.replace(position=np.where(state.is_active, position, state.position))


def _weights(
    among: Ties, standing: Floats, legitimacy: Floats, state: State, setting: Setting, params: Numbers
) -> Floats:
    """How much each contact is listened to, in the shape of the ties; at home the branded are heard less."""
    issues = formulas.tier_weight(setting.tier[:, None], params.ties.tier_ratio)

    def gate(ties: Ties) -> Floats:
        distance = influence.distance_of(state.position, ties, issues)
        return rules.confidence_gate(distance, ties.per_run(params.opinion.confidence_radius))

    weight = np.maximum(among.ties(state.trust), among.per_run(params.ties.initial_trust))
    weight *= among.is_open
    weight *= among.targets(standing)
    weight *= among.once_a_pair(gate)
    if not state.stigma.any():
        return weight
    at_home = ~among.per_edge(setting.edges.crosses_border)
    return weight * np.where(at_home, among.targets(legitimacy), 1.0)


def influence_step(
    position: Floats,
    anchor: Floats,
    susceptibility: Floats,
    weight: Floats,
    own_weight: Floats,
    among: Ties,
    share: Floats,
    coupled: Coupled = (),
    coupling: Floats | float = 0.0,
) -> Floats:
    """One influence step without noise: X += share (L W X C' + (I - L) U - X), rows of W made to sum to 1.

    With share = 1 this is the published model of Friedkin & Johnsen (1999); with L = I that of DeGroot (1974).

    Parameters
    ----------
    position, anchor : (issue, actor, run), any scale
    susceptibility : L, broadcasts against position [0, 1]
    weight : of the source for the target, >= 0, in the shape of `among`
    own_weight : (actor, run), the diagonal of W, >= 0; a row of W must not be all 0
    among : who hears whom
    share : (run,) part of the way gone in this step [0, 1]
    coupled : for each issue its (partner, sign); empty: no coupling
    coupling : weight of each coupled issue [0, 1/3]

    Returns
    -------
    (issue, actor, run)
    """
    heard = influence.heard(position, weight, own_weight, among)
    if coupled:
        partners = influence.partners_heard(heard, coupled)
        counts = np.array([len(of_issue) for of_issue in coupled], dtype=np.float64)[:, None, None]
        heard = rules.couple(heard, partners, coupling, counts)
    return rules.persuaded(position, heard, anchor, susceptibility, share)
