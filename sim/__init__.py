"""Agent-based simulation of transnational advocacy coalitions.

A scenario folder goes in, an ensemble of runs comes out; the rules stand in `sim/model/`, a folder a mechanism.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sim.ensemble import Ensemble, run
    from sim.experiments.counterfactuals.compare import compare
    from sim.experiments.counterfactuals.explain import explain
    from sim.experiments.sweeps.notebook import sweep
    from sim.mesa_model import CoalitionModel
    from sim.page import Page
    from sim.scenario.load import load_scenario

__version__ = "0.6.0"
__all__ = ["CoalitionModel", "Ensemble", "Page", "__version__", "compare", "explain", "load_scenario", "run", "sweep"]
_ROOMS = {
    "CoalitionModel": "sim.mesa_model",
    "Ensemble": "sim.ensemble",
    "Page": "sim.page",
    "compare": "sim.experiments.counterfactuals.compare",
    "explain": "sim.experiments.counterfactuals.explain",
    "load_scenario": "sim.scenario.load",
    "run": "sim.ensemble",
    "sweep": "sim.experiments.sweeps.notebook",
}


def __getattr__(name: str) -> Any:
    # Lazily, so that `run.py --help` does not wait for mesa and scipy.
    if name not in _ROOMS:
        raise AttributeError(f"module 'sim' has no attribute '{name}'")
    return getattr(importlib.import_module(_ROOMS[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)
