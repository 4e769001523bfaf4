"""All measures of the benchmark together, with what the design promises of them."""

from __future__ import annotations

import dataclasses
import os
import platform
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sim.bench import measure, processes
from sim.bench.measure import Nafta, Scope, Spread, Whole
from sim.scenario.new import TEMPLATE


@dataclass(frozen=True)
class Target:
    """A ratio that is measured; `at_least` is what the design promises on a quiet machine, None: nothing."""

    name: str
    what: str
    at_least: float | None

    @property
    def text(self) -> str:
        """The promise in print."""
        return "-" if self.at_least is None else f">= {self.at_least:g}x"


TARGETS = (
    Target("sweep_n100", "sweep against Mesa, 100 actors", 12.0),
    Target("sweep_n300", "sweep against Mesa, 300 actors", 14.0),
    Target("single_n100", "one run with Mesa views against Mesa, 100 actors", 1.0),
    Target("single_n300", "one run with Mesa views against Mesa, 300 actors", 2.0),
    Target("processes_2", "two processes against one, wall time", 1.7),
    Target("ndlib_fj", "influence step against NDlib's, 100 actors, 1 issue", None),
)
MOST_KB, MOST_TIMES, MOST_MS, MOST_EXPONENT = 200.0, 1.5, 4.0, 1.15  # linear but for cache misses and a busy machine


@dataclass(frozen=True)
class Report:
    """What was measured.

    Attributes
    ----------
    ratios : by the name of their target; None where the peer is not installed
    others : further ratios by what they compare
    costs : microseconds per run and month by side and number of actors, the lowest of all rounds
    memory_kb_per_run : of a run in flight at 100 actors [KB]
    exponents : of cost in `actors` and in `runs`
    influence : of the influence step of one run over a plain sparse product, by size
    nafta : of that case
    whole : of cases with everything on
    """

    scope: Scope
    ratios: dict[str, Spread | None]
    others: dict[str, Spread]
    costs: dict[str, float]
    memory_kb_per_run: float
    exponents: dict[str, float]
    influence: dict[str, Spread]
    nafta: Nafta
    whole: tuple[Whole, ...]

    def record(self) -> dict[str, Any]:
        """What `--json` prints: no host and no time of day."""
        ratios = {name: spread and dataclasses.asdict(spread) for name, spread in self.ratios.items()}
        return {
            "ratios": ratios, "memory_kb_per_run": self.memory_kb_per_run, "exponents": self.exponents,
            "nafta": dataclasses.asdict(self.nafta),
        }  # fmt: skip

    def figures(self) -> list[tuple[str, str, str, str]]:
        """Figures that are no ratios: what, target, value, verdict."""
        rows = [("memory of a run in flight, 100 actors", MOST_KB, self.memory_kb_per_run, "KB")]
        rows += [
            (f"growth of cost in {of}: exponent", MOST_EXPONENT, value, "") for of, value in self.exponents.items()
        ]
        rows += [
            (f"influence step over a sparse product, {size}", MOST_TIMES, spread.median, "x")
            for size, spread in self.influence.items()
        ]
        rows.append(("one run of nafta with Mesa views, a month", MOST_MS, self.nafta.single_ms_per_month, "ms"))
        return [
            (what, f"<= {most:g} {unit}".rstrip(), f"{value:.3g} {unit}".rstrip(), "met" if value <= most else "missed")
            for what, most, value, unit in rows
        ]


N_PARTS = 7


def measured(scope: Scope, progress: Callable[[int], object] = int) -> Report:
    """Measure everything.

    Parameters
    ----------
    progress : is told how many of the `N_PARTS` parts are done
    """
    found = {}
    for done, n_actors in enumerate((100, 300)):
        progress(done)
        found[n_actors] = measure.against_peers(n_actors, scope)
    progress(2)
    ratios = _ratios(found) | {"ndlib_fj": measure.against_ndlib(scope)}
    progress(3)
    memory = measure.memory_per_run(scope)
    exponents = {"actors": measure.growth_in_actors(scope), "runs": measure.growth_in_runs(scope)}
    progress(4)
    whole = (
        measure.whole_case(str(TEMPLATE), scope.whole_runs, None, "template"),
        measure.whole_case("nafta", scope.whole_runs, scope.until, "nafta"),
    )
    progress(5)
    influence = {
        "1,000 actors, 5 issues": measure.against_sparse(scope, 1_000, 5),
        "100,000 actors, 1 issue": measure.against_sparse(scope, 100_000, 1),
    }
    nafta = measure.nafta(scope)
    progress(6)
    ratios["processes_2"] = processes.two_against_one(scope)
    others = {
        f"sweep against AgentPy, {n} actors": measure.ratio(seconds["agentpy"], seconds["sweep"])
        for n, seconds in found.items()
        if "agentpy" in seconds
    }
    costs = {
        f"{_SIDES[side]}, {n} actors": 1e6 * min(each) / scope.months
        for n, seconds in found.items()
        for side, each in seconds.items()
    } | {f"nafta, {size} runs side by side": us for size, us in nafta.us_per_run_month.items()}
    return Report(
        scope,
        {target.name: ratios[target.name] for target in TARGETS},
        others,
        costs,
        memory,
        exponents,
        influence,
        nafta,
        whole,
    )


_SIDES = {"mesa": "Mesa", "sweep": "sweep", "single": "one run with Mesa views", "agentpy": "AgentPy"}


def _ratios(found: dict[int, dict[str, list[float]]]) -> dict[str, Spread | None]:
    return {
        f"{side}_n{n}": measure.ratio(seconds["mesa"], seconds[side])
        for n, seconds in found.items()
        for side in ("sweep", "single")
    }


def machine() -> dict[str, str]:
    """What the figures were taken on: cores, processor, load, versions."""
    import numpy as np

    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else float("nan")
    return {
        "cores": str(os.cpu_count()), "processor": platform.processor() or platform.machine(), "load": f"{load:.1f}",
        "python": platform.python_version(), "numpy": np.__version__,
    }  # fmt: skip
