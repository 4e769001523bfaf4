"""The influence step written as anybody would who has one run: a plain product with scipy's sparse matrix.

The same arithmetic on arrays (actor, issue), with nothing around it: what the model's own step costs beyond this is the
price of runs side by side, of its axes, and of sums that come to the same bits whatever the company.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array

from sim.model.core.links import Links, links_of
from sim.model.opinion.process import influence_step
from sim.model.setting import Edges
from sim.model.state import Floats


@dataclass(frozen=True)
class Hearing:
    """Who hears whom in one run, how much, and how far each can be moved."""

    among: Links
    position: Floats  # (issue, actor, 1)
    weight: Floats  # (link,)
    own_weight: Floats  # (actor, 1)
    susceptibility: Floats  # (issue, 1, 1)


def hearing(n_actors: int, n_issues: int, n_heard: int = 15, seed: int = 1) -> Hearing:
    """A random graph in which everybody hears so many others."""
    rng = np.random.default_rng(seed)
    source = np.repeat(np.arange(n_actors), n_heard)
    target = (source + rng.integers(1, n_actors, len(source))) % n_actors
    none = np.zeros(len(source), dtype=np.intp)
    edges = Edges(n_actors, source, target, none, none.astype(bool))
    return Hearing(
        links_of(np.arange(len(source)), none, edges, 1),
        rng.uniform(-1.0, 1.0, (n_issues, n_actors, 1)),
        rng.uniform(0.1, 1.0, len(source)),
        rng.uniform(0.5, 2.0, (n_actors, 1)),
        rng.uniform(0.1, 0.9, (n_issues, 1, 1)),
    )


def our_step(given: Hearing, share: float = 0.1) -> Callable[[Floats], Floats]:
    """The model's step, (issue, actor, 1) to the same."""
    part = np.array([share])
    return lambda position: influence_step(
        position, given.position, given.susceptibility, given.weight, given.own_weight, given.among, part
    )


def plain_step(given: Hearing, share: float = 0.1) -> Callable[[Floats], Floats]:
    """The same as a plain product, (actor, issue) to the same; weights are summed, since they change every month."""
    n_actors, anchor = len(given.own_weight), given.position[..., 0].T.copy()
    matrix = csr_array((given.weight, (given.among.source, given.among.target)), shape=(n_actors, n_actors))
    own, moved = given.own_weight, given.susceptibility[:, 0, 0]
    fixed, ones = (1.0 - moved) * anchor, np.ones((n_actors, 1))
    return lambda x: x + share * (moved * ((own * x + matrix @ x) / (own + matrix @ ones)) + fixed - x)
