"""Who mattered: every outcome with and without each actor, with the same draws."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.experiments.counterfactuals import pairs
from sim.experiments.counterfactuals.compare import LEVEL
from sim.experiments.counterfactuals.deletions import Deletion, deletions
from sim.experiments.counterfactuals.explain import counted_in
from sim.experiments.counterfactuals.pairs import Paired
from sim.model.state import Floats
from sim.page.runs.history import Numbers
from sim.page.runs.record import rounded
from sim.page.runs.study import Study


@dataclass(frozen=True)
class Target:
    """A number of every run that somebody may have mattered for."""

    id: str  # a decision, `provision:K` or `course:ID`
    own: frozenset[str]  # actors that are counted in it themselves
    row: int  # among those of its kind

    def of(self, numbers: Numbers) -> Floats:
        """Its value in every run, (run,); NaN where it is not defined.

        A vote's share of yes, the rung of a ladder at the end, the last value of a course.
        """
        if self.id.startswith("provision:"):
            return numbers.provision[self.row].astype(np.float64)
        if self.id.startswith("course:"):
            return numbers.courses[self.row, -1]
        return numbers.shares[self.row]


def targets(study: Study) -> list[Target]:
    """Everything on the page for which it is told who mattered: votes, ladders, courses."""
    scenario, subject = study.loaded.scenario, study.subject
    voted = [each for each in study.ensemble.setting.decisions if each.blocs]
    found = [
        Target(each.id, frozenset(scenario.decisions[each.id].chamber), subject.decisions.index(each.id))
        for each in voted
    ]
    found += [Target(f"provision:{k}", frozenset(), k) for k in range(len(subject.provision))]
    found += [
        Target(f"course:{name}", frozenset(counted_in(scenario, name)), k) for k, name in enumerate(subject.courses)
    ]
    return found


def removals(study: Study) -> dict[str, Deletion]:
    """Every actor of the case, and whether a run without it can differ at all."""
    last = study.ensemble.setting.months[-1]
    return {each.id: each for each in deletions(study.loaded, ["actors"], last)}


def who_mattered(
    target: Target, base: Numbers, without: Mapping[str, Numbers], idle: Sequence[str], row: Mapping[str, int]
) -> list[dict[str, Any]]:
    """What each actor adds to a target: with it minus without it, the greatest first.

    Parameters
    ----------
    base : runs with everybody
    without : the same runs without an actor, by actor
    idle : actors that come after the last month
    row : rows of actors
    """
    whole = target.of(base)
    paired = {name: Paired(target.of(each), whole) for name, each in without.items() if name not in idle}
    intervals = {name: each.interval(LEVEL) for name, each in paired.items()}
    stands = pairs.holm(np.array([each.p for each in intervals.values()]), LEVEL)
    found = [
        {
            "actor": row[name], "size": rounded(paired[name].difference), "low": rounded(interval.low),
            "high": rounded(interval.high), "stands": bool(holds), "own": name in target.own, "idle": False,
        }
        for (name, interval), holds in zip(intervals.items(), stands, strict=True)
    ]  # fmt: skip
    found += [
        {"actor": row[name], "size": 0, "low": 0, "high": 0, "stands": False, "own": name in target.own, "idle": True}
        for name in idle
    ]
    return sorted(found, key=lambda each: (each["size"] is None, each["idle"], -abs(each["size"] or 0)))
