"""Process 5, propagate: convictions move under what allies say (the influence step, E1)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from sim.core import influence
from sim.core.noise import Noise
from sim.params import Params
from sim.rules import opinion, rate
from sim.setting import Edges, Setting
from sim.state import Floats, State

Coupled = Sequence[Sequence[tuple[int, int]]]


def propagate(state: State, setting: Setting, params: Params, noise: Noise) -> State:
    """Every active actor hears its allies once, all at the same moment."""
    numbers, edges = params.influence, setting.edges
    power = opinion.relative_power(state.capability)
    standing = opinion.standing(setting.size[:, None], power, numbers.prestige_exponent)
    gate = opinion.confidence_gate(state.distance, numbers.confidence_radius)
    credit = opinion.credit(state.trust, params.alliance.initial_trust)
    weight = opinion.influence_weight(state.tie, credit, np.take(standing, edges.target, axis=0), gate)
    position = influence_step(
        state.position,
        state.anchor,
        opinion.tier_susceptibility(numbers.susceptibility, setting.tier_multiple[:, None, None]),
        weight,
        standing,
        edges,
        rate.share_in_step(numbers.rate, setting.dt),
        setting.coupled,
        numbers.coupling,
    )
    shock = noise.block("opinion", "normal", state.step, position.shape[:2])
    position = opinion.unsettled(position, numbers.noise, shock, setting.dt)
    return state.replace(position=np.where(state.is_active, position, state.position))


def influence_step(
    position: Floats,
    anchor: Floats,
    susceptibility: Floats,
    weight: Floats,
    own_weight: Floats,
    edges: Edges,
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
    weight : (edge, run) of the source for the target, >= 0
    own_weight : (actor, run), the diagonal of W, >= 0; a row of W must not be all 0
    share : (run,) part of the way gone in this step [0, 1]
    coupled : for each issue its (partner, sign); empty: no coupling
    coupling : weight of each coupled issue [0, 1/3]

    Returns
    -------
    (issue, actor, run)
    """
    heard = influence.heard(position, weight, own_weight, edges)
    if coupled:
        partners = influence.partners_heard(heard, coupled)
        counts = np.array([len(of_issue) for of_issue in coupled], dtype=np.float64)[:, None, None]
        heard = opinion.couple(heard, partners, coupling, counts)
    return opinion.persuaded(position, heard, anchor, susceptibility, share)
