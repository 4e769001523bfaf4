"""The same four phases as an AgentPy model; only where AgentPy is installed (extra `peers`)."""

from __future__ import annotations

from typing import Any

from sim.bench.draws import Draws
from sim.bench.phases import World
from sim.bench.plain import Plain


def model(plain: Plain, draws: Draws) -> Any:
    """One run of the benchmark's world as an AgentPy model, which builds its agents as it begins.

    Raises
    ------
    ImportError
        If AgentPy is not installed.
    """
    import agentpy

    class PeerModel(agentpy.Model):  # type: ignore[misc]
        def setup(self) -> None:
            self.world = World(plain, draws, list(agentpy.AgentList(self, len(plain.position), agentpy.Agent)))

        def step(self) -> None:
            self.world.step()

    return PeerModel({"steps": plain.n_steps, "seed": 1})


def run(peer: Any) -> dict[str, float]:
    """Step a model to the horizon and give the outcomes."""
    peer.run(display=False)
    return peer.world.outcomes()
