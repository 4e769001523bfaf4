"""Numbers of E9 (rules.py)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from sim.model.declare import parameter
from sim.model.state import Floats


@dataclass(frozen=True)
class Courtship:
    """How guests are chosen, moved, and made skeptical; every array has shape (run,)."""

    persuasion: Floats = parameter(
        0.1, 0.02, 0.2, symbol="al", unit="share of the way per visit", mark="assumed", off=0.0, most=1.0,
        source="prior .02-.2; no effect of a visit is documented",
    )  # fmt: skip
    backfire: Floats = parameter(
        0.1, 0.0, 0.2, symbol="ze", unit="position per visit", mark="assumed", off=0.0, most=1.0,
        source="as large as persuasion, for want of anything known",
    )  # fmt: skip
    backfire_from: Floats = parameter(
        0.75, 0.6, 0.9, symbol="k0", unit="skepticism", mark="assumed", most=1.0,
        source="prior .6-.9",
    )  # fmt: skip
    reach_slope: Floats = parameter(
        1.0, 0.0, 2.0, symbol="bz", unit="log odds", mark="assumed", off=0.0, least=-100.0, most=100.0,
        source="moves its log odds by 1 over the observed range of its input, reach 0 to 1",
    )  # fmt: skip
    acceptance: Floats = parameter(
        0.0, -1.0, 1.0, symbol="a0", unit="logits", mark="assumed", least=-100.0, most=100.0,
        source="even chances where there is neither tension nor skepticism",
    )  # fmt: skip
    tension_slope: Floats = parameter(
        1.0, 0.0, 2.0, symbol="at", unit="logits", mark="assumed", off=0.0, least=-100.0, most=100.0,
        source="moves its logit by 1 over the observed range of its input, tension 0 to 1",
    )  # fmt: skip
    skepticism_slope: Floats = parameter(
        1.0, 0.0, 2.0, symbol="ask", unit="logits", mark="assumed", off=0.0, least=-100.0, most=100.0,
        source="moves its logit by 1 over the observed range of its input, skepticism 0 to 1",
    )  # fmt: skip
    disclosure_rate: Floats = parameter(
        1.0, 0.0, 2.0, symbol="dr", unit="per year", mark="assumed", off=0.0,
        source="moves its rate by 1 over the observed range of its input, disclosure 0 to 1",
    )  # fmt: skip
    patronage: Floats = parameter(
        1.0, 0.0, 2.0, symbol="sp", unit="legitimacy", mark="assumed", off=0.0,
        source="moves its term by 1 over the observed range of its input, power of a patron 0 to 1",
    )  # fmt: skip


class Numbers(Protocol):
    """The groups of numbers that courtship reads."""

    @property
    def courtship(self) -> Courtship: ...  # noqa: D102
