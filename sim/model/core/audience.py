"""Who is listened to at home."""

from __future__ import annotations

import numpy as np

from sim.model.core import tally
from sim.model.setting import Edges
from sim.model.state import Flags, Floats, Rows


def reach(contact: Flags, edges: Edges, weight: Floats, country: Rows, actors: Rows) -> Floats:
    """Share of the others in an actor's country, by weight, that listen to it, (row, run) [0, 1]; 0 without any.

    Parameters
    ----------
    contact : (edge, run)
    weight : (actor, run) active bodies, >= 0
    country : (actor,)
    actors : (row,) of whom it is asked, each once
    """
    row = np.full(len(country), -1, dtype=np.intp)
    row[actors] = np.arange(len(actors))
    at_home = np.flatnonzero((row[edges.target] >= 0) & ~edges.crosses_border)
    held_by = tally.sum_by(contact[at_home] * weight[edges.source[at_home]], row[edges.target[at_home]], len(actors))
    in_country = tally.sum_by(weight, country, int(country.max(initial=-1)) + 1)
    others = in_country[country[actors]] - weight[actors]
    share = np.divide(held_by, others, out=np.zeros_like(held_by), where=others > 0.0)
    return np.minimum(share, 1.0)  # the sum without the actor is rounded
