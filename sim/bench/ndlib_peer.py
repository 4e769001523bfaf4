"""NDlib's Friedkin-Johnsen model against the influence step of this model: one issue, the same graph and start.

Only where NDlib is installed (extra `peers`). Everybody hears all neighbors alike and not itself, and goes all the way
in one step, as NDlib has it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import networkx as nx
import numpy as np

from sim.bench.world import build
from sim.model.core.links import Links, links
from sim.model.opinion.process import influence_step
from sim.model.setting import Setting
from sim.model.state import Floats
from sim.scenario.compile import compile_setting

STUBBORNNESS = 0.25


def setting_of(n_actors: int) -> Setting:
    """The benchmark's graph and positions."""
    return compile_setting(build(n_actors).scenario)


def ndlib_model(setting: Setting) -> Any:
    """NDlib's model on all potential ties, begun at the positions on the first issue.

    Raises
    ------
    ImportError
        If NDlib, or what it needs, is not installed.
    """
    from ndlib.models.ModelConfig import Configuration
    from ndlib.models.opinions import FJModel

    graph: nx.Graph = nx.Graph()
    graph.add_nodes_from(range(setting.n_actors))
    graph.add_edges_from(zip(setting.edges.source.tolist(), setting.edges.target.tolist(), strict=True))
    model, settings = FJModel(graph), Configuration()
    for node in graph.nodes:
        settings.add_node_configuration("stubbornness", node, STUBBORNNESS)
    model.set_initial_status(settings)
    for node, opinion in enumerate(setting.position[0].tolist()):
        model.status[node] = opinion
    model.initial_status = model.status.copy()
    model.iteration()  # its first iteration is the start itself
    return model


def opinions(model: Any) -> Floats:
    """Opinion of every actor now, (actor,)."""
    return np.array([model.status[node] for node in range(len(model.status))])


def our_step(setting: Setting, n_runs: int) -> tuple[Floats, Callable[[Floats], Floats]]:
    """The start (issue, actor, run), and the influence step of this model as a function of positions alone.

    Actors without ties keep their opinion, as in NDlib.
    """
    edges = setting.edges
    among: Links = links(np.ones((len(edges), n_runs), dtype=bool), edges)
    start = np.repeat(setting.position[:1, :, None], n_runs, axis=-1)
    has_ties = np.isin(np.arange(setting.n_actors), edges.source)
    own = np.repeat(np.where(has_ties, 0.0, 1.0)[:, None], n_runs, axis=-1)
    listens, weight = np.where(has_ties, 1.0 - STUBBORNNESS, 1.0)[:, None], np.ones(len(among))
    share = np.ones(n_runs)
    return start, lambda position: influence_step(position, start, listens, weight, own, among, share)
