"""V29: signs of campaigns in the NAFTA case, the House of 1993, in pairs under the reference of the case as coded.

Signs 1 to 4, 10 and 11 of the model's design; the rest stand in small worlds (tests/test_campaign_toys.py). They were
written down before the case was run with these equations, but by people who knew how the House voted.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from sim.ensemble import Ensemble
from sim.evidence.record import Row, Verdict
from sim.experiments.counterfactuals.groups import Members, members
from sim.experiments.counterfactuals.pairs import Interval, Paired
from sim.model.base_run import BaseRun
from sim.model.state import Floats
from sim.scenario.load import ReadCase, read_case

CASE, SEED, UNTIL, TEST = "nafta", 1, "1993-11", "V29"
N_RUNS, N_QUICK = 60, 12
YEAS, DEMOCRATS, REPUBLICANS = "forecast_us_house_1993", "us_house_1993_democrats", "us_house_1993_republicans"
AGAINST = {"actors.white_house_clinton.positions.trade": -0.8}

Runs = dict[str, Floats]


def ladder_rows(quick: bool) -> list[Row]:
    """A row for each sign, with the mean of its pairs and its interval."""
    n, read = N_QUICK if quick else N_RUNS, read_case(CASE)
    base, case = _run(read, n), read.load()
    groups = members(case.scenario, Ensemble(case, 1).setting)
    deleted = {name: _deleted(groups[name]) for name in _GROUPS}
    without = {name: _run(read, n, None, Ensemble, **deletion) for name, deletion in deleted.items()}
    both = {"severed": {pair: True for name in _GROUPS[-2:] for pair in groups[name].pairs}}
    without |= {"both": _run(read, n, None, Ensemble, **both), "against": _run(read, n, AGAINST)}
    own = _run(read, n, None, _ByItself, **deleted["labor"])
    found = [
        _row("1 labor out: yeas up", without["labor"], base, YEAS, _is_up, n),
        _row("1 labor out: Democrats up by more than Republicans", _lead(without["labor"]), _lead(base), "", _is_up, n),
        _row("2 business out: yeas down", without["business"], base, YEAS, _is_down, n),
        _row("3 Clinton against: his party's yeas down", without["against"], base, DEMOCRATS, _is_down, n),
        _row("4 ties among critics cut: yeas up", without["ties_of_critics"], base, YEAS, _is_up, n),
        _row("4 ties among supporters cut: yeas down", without["ties_of_supporters"], base, YEAS, _is_down, n),
        _between(without, base, n),
        _row("10 Perot out: yeas up", without["perot"], base, YEAS, _is_up, n),
        _row("11 labor out: more than under its own reference", without["labor"], own, YEAS, _is_up, n),
    ]
    return found


_GROUPS = ("labor", "business", "perot", "ties_of_critics", "ties_of_supporters")


class _ByItself(Ensemble):
    """Runs that are measured from what they were under themselves, as no what-if is."""

    def base_run(self, rows: Sequence[int]) -> BaseRun | None:
        return None


def _run(
    read: ReadCase, n: int, settings: Mapping[str, object] | None = None, of: type[Ensemble] = Ensemble, **more: Any
) -> Runs:
    outcomes = [YEAS, DEMOCRATS, REPUBLICANS]
    ensemble = of(read.load(None, settings), n, SEED, until=UNTIL, outcomes=outcomes, series=False, **more)
    return dict(ensemble.run().outcomes)


def _deleted(group: Members) -> dict[str, Any]:
    """A group of the case as `Ensemble` leaves it out: its actors, or the ties among them."""
    if group.ties is None:
        return {"absent": dict.fromkeys(group.actors, True)}
    return {"severed": dict.fromkeys(group.pairs, True)}


def _lead(runs: Runs) -> Runs:
    return {"": runs[DEMOCRATS] - runs[REPUBLICANS]}


def _is_up(found: Interval) -> bool:
    return found.low > 0.0


def _is_down(found: Interval) -> bool:
    return found.high < 0.0


def _row(what: str, other: Runs, base: Runs, outcome: str, holds: Callable[[Interval], bool], n: int) -> Row:
    paired = Paired(base[outcome], other[outcome])
    found = paired.interval()
    digits = 1 if outcome == YEAS else 3
    ours = f"{paired.difference:+.{digits}f} [{found.low:+.{digits}f}, {found.high:+.{digits}f}]"
    return Row(TEST, what, "interval beyond 0", ours, "no campaign: 0", "inside" if holds(found) else "miss", n, SEED)


def _between(without: Mapping[str, Runs], base: Runs, n: int) -> Row:
    """With both sides' ties cut the yeas are between those with either's cut."""
    cut = {name: float(np.mean(without[name][YEAS] - base[YEAS])) for name in (*_GROUPS[-2:], "both")}
    low, middle, high = cut["ties_of_supporters"], cut["both"], cut["ties_of_critics"]
    ours = f"{middle:+.1f}, between {low:+.1f} and {high:+.1f}"
    verdict: Verdict = "inside" if min(low, high) <= middle <= max(low, high) else "miss"
    return Row(TEST, "4 ties of both cut: between the two", "between", ours, "no campaign: 0", verdict, n, SEED)
