"""The honest peer: the same four phases as a tuned plain-Python Mesa model, without numpy in any loop.

What was tuned stands in `phases.py`. Mesa itself is charged for what every Mesa model pays: a Model, an Agent per
actor with its state as attributes, and a step per month. Plain loops stand where `AgentSet.do` would call a method per
agent, and there is no DataCollector: outcomes are read once, at the end, as in a sweep of the model.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import mesa

from sim.bench.draws import Draws
from sim.bench.peer_ties import Ear
from sim.bench.phases import World
from sim.bench.plain import Plain, Vector


class PeerActor(mesa.Agent):  # type: ignore[misc]
    """An actor; its state is filled in by World."""

    position: Vector
    anchor: Vector
    policy: Vector
    standing: float
    hears: set[int]
    ears: list[Ear]
    friends: dict[int, int]
    ring: Callable[[Sequence[float]], Sequence[float]]
    is_success: bool


class PeerModel(mesa.Model):  # type: ignore[misc]
    """One run of the benchmark's world."""

    def __init__(self, plain: Plain, draws: Draws, seed: int = 1) -> None:
        super().__init__(seed=seed)
        self.actors = [PeerActor(self) for _ in plain.position]
        self.world = World(plain, draws, self.actors)

    def step(self) -> None:
        """One month."""
        self.world.step()

    def run(self) -> dict[str, float]:
        """Step to the horizon and give the outcomes."""
        for _ in range(self.world.plain.n_steps):
            self.step()
        return self.world.outcomes()
