"""How far apart actors are, and who stands between opponents."""

from __future__ import annotations

import numpy as np

from sim.model.core import influence, links, network
from sim.model.core.links import Grid, Links, Ties
from sim.model.setting import Setting
from sim.model.state import Flags, Floats, State
from sim.model.ties import rules
from sim.model.ties.parameters import Numbers


def distance_of(among: Ties, state: State, setting: Setting) -> Floats:
    """Plain distance of positions, in the shape of the ties."""
    return influence.distance_of(state.position, among, setting.tier_weight)


def brokered(among: Ties, distance: Floats, state: State, setting: Setting, params: Numbers) -> Flags:
    """Whether a broker stands between two opponents: held by both, and near both, in the shape of the ties.

    Parameters
    ----------
    among : ties to look at
    distance : of these
    """
    if not np.any(params.ties.broker_bonus):  # without a bonus a broker changes nothing
        return np.zeros(distance.shape, dtype=bool)
    far = ~rules.is_near(distance, among.per_run(params.ties.opponent_from))
    held = links.held(state, setting.edges)
    if isinstance(among, Grid):
        return _between(links.links(far & among.is_open, setting.edges), held, state, setting, params, far.shape)
    result = np.zeros(distance.shape, dtype=bool)
    if far.any():
        between = _between(links.some(among, far), held, state, setting, params, state.tie.shape)
        result[far] = among.ties(between)[far]
    return result


def _between(far: Links, held: Links, state: State, setting: Setting, params: Numbers, shape: tuple[int, ...]) -> Flags:
    """Ties of opponents with a broker between them, (edge, run)."""
    near = rules.is_near(distance_of(held, state, setting), held.per_run(params.ties.opponent_from))
    rows = network.neighborhoods(links.some(held, near), setting.n_actors, state.n_runs)
    result = np.zeros(shape, dtype=bool)
    result.reshape(-1)[far.at] = network.shared(rows, far.source, far.target) > 0
    return result
