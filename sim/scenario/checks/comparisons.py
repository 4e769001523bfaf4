"""Checks that comparisons compare different versions of the case."""

from __future__ import annotations

from collections.abc import Iterator

from sim.scenario.checks.known import Known
from sim.scenario.problem import Problem
from sim.scenario.reading.node import View
from sim.scenario.variants import BASELINE


def check_comparisons(document: View, known: Known) -> Iterator[Problem]:
    """Check that no version is compared with itself."""
    for _, comparison in document["comparisons"].entries():
        baseline = comparison["baseline"].text or BASELINE
        for alternative in comparison["alternatives"].elements():
            if alternative.text == baseline:
                yield alternative.problem(f"compares {baseline!r} with itself")
