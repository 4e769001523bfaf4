"""Coalitions at a key date: communities of the network that most runs agree on whose members think alike.

Reported, never assumed: nothing in the model knows a coalition. After Leifeld (2013), with greedy modularity.
"""

from __future__ import annotations

from dataclasses import dataclass

import networkx as nx
import numpy as np

from sim.measures.panels import Panels
from sim.model.setting import Setting
from sim.model.state import Floats

AGREED = 0.5  # share of runs in which two are allied
ALIKE = 0.35  # mean distance between members below which a community is a coalition
LEAST = 3  # members of a coalition


@dataclass(frozen=True)
class Community:
    """Actors that are allied more among each other than with others."""

    actors: tuple[int, ...]
    apart: float  # mean distance between members, over pairs and runs [0-1]

    @property
    def is_coalition(self) -> bool:
        """Whether its members are enough, and think alike."""
        return len(self.actors) >= LEAST and self.apart < ALIKE


def network(panels: Panels, setting: Setting, date: int) -> nx.Graph:
    """Actors active in at least half of the runs, and pairs that are allied in at least half.

    Parameters
    ----------
    date : row in `panels.months`

    Returns
    -------
    networkx.Graph
        Nodes are rows of actors; `weight` is the share of runs [0.5-1].
    """
    graph = nx.Graph()
    graph.add_nodes_from(np.flatnonzero(panels.presence[date] >= AGREED).tolist())
    share, edges = panels.allied[date], setting.edges
    for edge in np.flatnonzero((share >= AGREED) & (edges.source < edges.target)):
        graph.add_edge(int(edges.source[edge]), int(edges.target[edge]), weight=float(share[edge]))
    return graph


def communities(graph: nx.Graph, panels: Panels, setting: Setting, date: int) -> list[Community]:
    """Communities of the actors that have a tie, the largest first; the same every time."""
    tied = graph.subgraph(sorted(node for node, degree in graph.degree if degree))
    if tied.number_of_edges() == 0:
        return []
    ordered = nx.Graph()
    ordered.add_nodes_from(sorted(tied))
    ordered.add_weighted_edges_from(sorted(tied.edges(data="weight")))
    found = nx.community.greedy_modularity_communities(ordered, weight="weight")
    apart = distances(panels, setting, date)
    groups = [tuple(sorted(members)) for members in found]
    whole = [Community(members, _mean_apart(apart, members)) for members in groups]
    return sorted(whole, key=lambda each: (-len(each.actors), each.actors))


def modularity(graph: nx.Graph, found: list[Community]) -> float:
    """How far communities keep to themselves, Newman's Q [-.5, 1); NaN without ties."""
    tied = graph.subgraph([node for each in found for node in each.actors])
    if tied.number_of_edges() == 0:
        return float("nan")
    return float(nx.community.modularity(tied, [set(each.actors) for each in found], weight="weight"))


def distances(panels: Panels, setting: Setting, date: int) -> Floats:
    """Mean distance of every pair of actors, (actor, actor) [0-1]; 0 where there is no potential tie."""
    apart = np.zeros((setting.n_actors, setting.n_actors))
    apart[setting.edges.source, setting.edges.target] = panels.apart[date]
    return apart


def _mean_apart(apart: Floats, members: tuple[int, ...]) -> float:
    n = len(members)
    return float(apart[np.ix_(members, members)].sum() / (n * (n - 1))) if n > 1 else 0.0
