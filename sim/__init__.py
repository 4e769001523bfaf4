"""Agent-based simulation of transnational advocacy coalitions.

A scenario folder goes in, an ensemble of runs comes out; the rules stand in `sim/model/`, a folder a mechanism.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sim import figures, tables
    from sim.ensemble import Ensemble, run
    from sim.experiments.counterfactuals.compare import Comparison, compare
    from sim.experiments.counterfactuals.explain import Explanation, explain
    from sim.experiments.sweeps.notebook import sweep
    from sim.mesa_model import NGO, Actor, CoalitionModel, DiasporaLeader, ForeignState, Government
    from sim.page import Page
    from sim.results import Result
    from sim.scenario.load import load_scenario
    from sim.scenario.problem import ArgumentError, ScenarioError
    from sim.scenario.schema import Scenario

__version__ = "0.6.0"
__all__ = [
    "NGO", "Actor", "ArgumentError", "CoalitionModel", "Comparison", "DiasporaLeader", "Ensemble", "Explanation",
    "ForeignState", "Government", "Page", "Result", "Scenario", "ScenarioError", "__version__", "compare", "explain",
    "figures", "load_scenario", "run", "sweep", "tables",
]  # fmt: skip
_ROOMS = {
    "sim.ensemble": ("Ensemble", "run"),
    "sim.experiments.counterfactuals.compare": ("Comparison", "compare"),
    "sim.experiments.counterfactuals.explain": ("Explanation", "explain"),
    "sim.experiments.sweeps.notebook": ("sweep",),
    "sim.mesa_model": ("NGO", "Actor", "CoalitionModel", "DiasporaLeader", "ForeignState", "Government"),
    "sim.page": ("Page",),
    "sim.results": ("Result",),
    "sim.scenario.load": ("load_scenario",),
    "sim.scenario.problem": ("ArgumentError", "ScenarioError"),
    "sim.scenario.schema": ("Scenario",),
}
_WHOLE = ("figures", "tables")  # public as modules


def __getattr__(name: str) -> Any:
    # Lazily, so that `run.py --help` does not wait for mesa and scipy.
    if name in _WHOLE:
        return importlib.import_module(f"sim.{name}")
    for room, names in _ROOMS.items():
        if name in names:
            return getattr(importlib.import_module(room), name)
    raise AttributeError(f"module 'sim' has no attribute '{name}'")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
