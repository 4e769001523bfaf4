"""Figures of one visual language: spread and n always, documented values and naive baselines marked.

Every room opens when it is asked for, as in `sim.figures.outcomes`.
"""

from __future__ import annotations

import importlib
import pkgutil
from typing import Any


def __getattr__(name: str) -> Any:
    if name not in __dir__():
        raise AttributeError(f"module 'sim.figures' has no attribute '{name}'")
    return importlib.import_module(f"{__name__}.{name}")


def __dir__() -> list[str]:
    return sorted(each.name for each in pkgutil.iter_modules(__path__))
