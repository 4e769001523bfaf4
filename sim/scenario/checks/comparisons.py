"""Checks that comparisons name versions of the case and outcomes that exist."""

from __future__ import annotations

from collections.abc import Iterator

from sim.scenario.checks.known import Known, twice, unknown
from sim.scenario.problem import Problem
from sim.scenario.reading.node import View

_AS_WRITTEN = "baseline"


def check_comparisons(document: View, known: Known) -> Iterator[Problem]:
    """Check that every comparison names an outcome and variants that exist, none of them compared with itself."""
    versions = None if known.variants is None else (_AS_WRITTEN, *known.variants)
    for _, comparison in document["comparisons"].entries():
        yield from unknown(comparison["outcome"], "outcome", known.outcomes)
        yield from unknown(comparison["baseline"], "variant", versions)
        yield from unknown(comparison["alternatives"], "variant", versions)
        yield from twice(comparison["alternatives"])
        baseline = comparison["baseline"].text or _AS_WRITTEN
        for alternative in comparison["alternatives"].elements():
            if alternative.text == baseline:
                yield alternative.problem(f"compares {baseline!r} with itself")
