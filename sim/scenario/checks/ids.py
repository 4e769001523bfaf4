"""Checks that no path can mean both an entry of the case and a parameter."""

from __future__ import annotations

from collections.abc import Iterator

from sim.model.parameters import GROUPS, table
from sim.scenario.checks.known import Known
from sim.scenario.problem import Problem
from sim.scenario.reading.node import View


def check_ids(document: View, known: Known) -> Iterator[Problem]:
    """Check that entries of a section named like a group of parameters are not named like one of these."""
    for group in GROUPS:
        for name, entry in document[group].entries():
            if f"{group}.{name}" in table():
                yield entry.key_problem("is the name of a parameter; give the entry another id")
