"""Numbers of E4 (tactics), E5 (going abroad) and E8 (stigma): what campaigners do (rules/ngo.py)."""

from __future__ import annotations

from dataclasses import dataclass

from sim.params.declare import parameter
from sim.state import Floats


@dataclass(frozen=True)
class Tactics:
    """What each tactic adds to a unit of effort; every array has shape (run,)."""

    symbolic_weight: Floats = parameter(
        1.0, 0.0, 2.0, symbol="", unit="share", mark="assumed", off=0.0,
        source="effort is worth twice under a full shock",
    )  # fmt: skip
    leverage_weight: Floats = parameter(
        1.0, 0.0, 2.0, symbol="", unit="share", mark="assumed", off=0.0,
        source="effort is worth twice with the strongest possible ally behind it",
    )  # fmt: skip
    accountability_weight: Floats = parameter(
        1.0, 0.0, 2.0, symbol="", unit="share", mark="assumed", off=0.0,
        source="effort is worth twice at the widest gap between promise and practice",
    )  # fmt: skip


@dataclass(frozen=True)
class Boomerang:
    """What sends campaigners abroad; every array has shape (run,)."""

    abroad_slope: Floats = parameter(
        15.0, 5.0, 30.0, symbol="be", unit="logits per unit of worth", mark="assumed", off=0.0,
        source="prior 5-30; below 5 a coin flip",
    )  # fmt: skip
    stigma_cost: Floats = parameter(
        0.067, 0.0, 0.13, symbol="", unit="worth", mark="assumed", off=0.0,
        source="moves its logit by 1 over the range of stigma at the default slope",
    )  # fmt: skip


@dataclass(frozen=True)
class Stigma:
    """How allies abroad are held against a campaigner at home; every array has shape (run,)."""

    rate: Floats = parameter(
        0.25, 0.0, 0.5, symbol="as", unit="per year", mark="assumed", off=0.0,
        source="prior 0-.5",
    )  # fmt: skip
    fade: Floats = parameter(
        0.15, 0.05, 0.3, symbol="ds", unit="per year", mark="assumed", off=0.0,
        source="prior .05-.3",
    )  # fmt: skip
    legitimacy_loss: Floats = parameter(
        1.0, 0.0, 2.0, symbol="ls", unit="exponent", mark="assumed", off=0.0,
        source="prior 0-2",
    )  # fmt: skip
    rhetoric_base: Floats = parameter(
        -1.0, -2.0, 0.0, symbol="r0", unit="logits", mark="assumed", least=-30.0, most=30.0,
        source="a government with no stake abroad and closed doors brands with a quarter of its voice",
    )  # fmt: skip
    rhetoric_stake: Floats = parameter(
        1.0, 0.0, 2.0, symbol="r1", unit="logits", mark="assumed", off=0.0, least=-10,
        source="moves its logit by 1 over the range of the stake",
    )  # fmt: skip
    rhetoric_openness: Floats = parameter(
        1.0, 0.0, 2.0, symbol="r2", unit="logits", mark="assumed", off=0.0, least=-10,
        source="moves its logit by 1 over the range of openness",
    )  # fmt: skip
