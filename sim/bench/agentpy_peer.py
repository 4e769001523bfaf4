"""The same four phases as an AgentPy model; only where AgentPy is installed (extra `peers`)."""

from __future__ import annotations

import agentpy

from sim.bench.luck import Luck
from sim.bench.phases import World
from sim.bench.plain import Plain


class PeerModel(agentpy.Model):  # type: ignore[misc]
    """One run of the benchmark's world; `plain` and `luck` are its parameters."""

    def setup(self) -> None:
        """Make the agents and the world between them."""
        self.actors = list(agentpy.AgentList(self, len(self.p.plain.position), agentpy.Agent))
        self.world = World(self.p.plain, self.p.luck, self.actors)

    def step(self) -> None:
        """One month."""
        self.world.step()


def model(plain: Plain, luck: Luck) -> PeerModel:
    """One run, ready to be run."""
    return PeerModel({"plain": plain, "luck": luck, "steps": plain.n_steps, "seed": 1})


def run(plain: Plain, luck: Luck) -> dict[str, float]:
    """Step to the horizon and give the outcomes."""
    peer = model(plain, luck)
    peer.run(display=False)
    return peer.world.outcomes()
