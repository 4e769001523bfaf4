"""What a comparison asks: as a scenario declares it, or as it was typed."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from sim.experiments.plans.plan import PlanError
from sim.scenario.load import load_case
from sim.scenario.problem import suggest
from sim.scenario.version import name_of


def declared(case: str | Path, only: Sequence[str] = ()) -> dict[str, dict[str, Any]]:
    """Arguments of `compare` for the comparisons that a scenario declares, by id.

    Raises
    ------
    sim.experiments.plans.plan.PlanError
        If it declares none, or not one that is asked for.
    """
    known = load_case(case).scenario.comparisons
    if not known:
        raise PlanError("the scenario declares no comparisons: name --variant, --outcome and --worth-knowing")
    for name in only:
        if name not in known:
            raise PlanError(f"--only: no such comparison '{name}'{suggest(name, known)}")
    return {
        name: {
            "alternatives": each.alternatives, "outcomes": [each.outcome], "worth_knowing": each.worth_knowing,
            "baseline": each.baseline,
        }
        for name, each in known.items() if not only or name in only
    }  # fmt: skip


def sets_of(
    alternatives: Sequence[str | Path] | Mapping[str, Mapping[str, object]], baseline: str | Path
) -> dict[str, Mapping[str, object]]:
    """What each alternative sets, by its name.

    Raises
    ------
    sim.experiments.plans.plan.PlanError
        If one is named twice, or is the baseline.
    """
    if isinstance(alternatives, Mapping):
        sets = dict(alternatives)
    else:
        sets = {name_of(each): {"variant": each} for each in alternatives}
        if len(sets) < len(alternatives):
            raise PlanError(f"alternatives: each once (got {', '.join(map(str, alternatives))})")
    named = name_of(baseline)
    if any(set(own) == {"variant"} and named in (name, own["variant"]) for name, own in sets.items()):
        raise PlanError(f"alternatives: '{named}' is the baseline itself")
    return sets


def check_question(
    sets: Mapping[str, Mapping[str, object]], outcomes: Sequence[str], worth: Mapping[str, float], most: int
) -> None:
    """Refuse a comparison with nothing to compare, too few runs, or no size that is worth knowing.

    Raises
    ------
    sim.experiments.plans.plan.PlanError
        With what is missing.
    """
    if not sets or not outcomes:
        raise PlanError("a comparison needs an alternative to its baseline, and an outcome")
    if most < 2:
        raise PlanError(f"a comparison needs 2 replicates at least (got {most})")
    for name in outcomes:
        if name not in worth:
            raise PlanError(f"worth knowing: how large a difference is, of '{name}'?")
        if not (math.isfinite(worth[name]) and worth[name] > 0):
            raise PlanError(f"worth knowing: must be above 0, in the unit of '{name}' (got {worth[name]:g})")
    for name in worth:
        if name not in outcomes:
            raise PlanError(f"worth knowing: '{name}' is none of the outcomes{suggest(name, outcomes)}")
