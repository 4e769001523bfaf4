"""How actors see each other: distances as they perceive them, and who stands between opponents."""

from __future__ import annotations

import numpy as np

from sim.core import influence, network
from sim.core.network import Links
from sim.params import Params
from sim.rules import opinion
from sim.setting import Setting
from sim.state import Flags, Floats, State


def distance_of(among: Links, state: State, setting: Setting) -> Floats:
    """Plain distance of positions, (link,)."""
    cells = state.position.reshape(len(state.position), -1)
    return influence.distance(cells, among.source, among.target, setting.tier_weight)


def brokered(among: Links, distance: Floats, held: Links, state: State, setting: Setting, params: Params) -> Flags:
    """Whether a broker stands between two opponents: held by both, and near both, (link,).

    Parameters
    ----------
    among : links to look at
    distance : (link,) of these
    held : open ties
    """
    far = ~opinion.is_near(distance, np.take(params.influence.opponent_from, among.run))
    result = np.zeros(len(among), dtype=bool)
    if not far.any() or not np.any(params.influence.broker_bonus):  # without a bonus a broker changes nothing
        return result
    near = opinion.is_near(distance_of(held, state, setting), np.take(params.influence.opponent_from, held.run))
    rows = network.neighborhoods(network.some(held, near), setting.n_actors, state.n_runs)
    result[far] = network.shared(rows, among.source[far], among.target[far]) > 0
    return result


def perceived(distance: Floats, is_brokered: Flags, among: Links, params: Params) -> Floats:
    """Distance as the source of each link sees it, (link,)."""
    numbers = params.influence
    return opinion.perceived_distance(
        distance,
        is_brokered,
        np.take(numbers.devil_shift, among.run),
        np.take(numbers.opponent_from, among.run),
        np.take(numbers.broker_bonus, among.run),
    )
