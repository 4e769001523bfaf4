"""V30: random issues, run under any numbers of the model.

`python -m sim.evidence random_issues 300 weak:campaigns.effect=0.5 strong:campaigns.effect=2` runs the first 300
issues (else all 2,000) under each row of parameters (else the defaults) and prints what random_issue_measures.py asks
for. Rows and arms of an issue share its draws and run side by side: a row more costs a tenth of the first, or less.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from itertools import combinations
from pathlib import Path

import numpy as np

from sim.ensemble import Ensemble
from sim.evidence import random_issues as generator
from sim.evidence.random_issue_measures import ARMS, Found, Outcomes, measure, write
from sim.model.parameters import ParameterError, check_value, table
from sim.model.state import State
from sim.scenario.load import LoadedCase
from sim.scenario.schema import Scenario

BATCH = 100  # issues between two lines of progress

Rows = Mapping[str, Mapping[str, float]]  # parameters by key, by the label of the row


def ensemble_of(number: int, rows: Rows, seed: int = generator.SEED) -> Ensemble:
    """One issue under all rows of parameters and all arms, side by side: a run for each, arm after arm.

    The draws of all are those of seed and issue: the issue's number is the replicate of each run.

    Raises
    ------
    sim.model.parameters.ParameterError
        For a parameter that does not exist or a value outside its bounds.
    """
    scenario, n_rows = generator.world(number, seed), len(rows)
    numbers = {
        key: np.tile([row.get(key, table()[key].default) for row in rows.values()], len(ARMS)) for key in _keys(rows)
    }
    arm = np.repeat(np.arange(len(ARMS)), n_rows)
    severed = {
        pair: arm == cut
        for cut, side in enumerate(generator.sides(scenario), start=1)
        for pair in combinations(side, 2)
    }
    name = f"random_issue_{number}"
    case = LoadedCase(scenario, {}, Path(name), "baseline", f"{seed}-{number}", tuple(scenario.actors))
    return Ensemble(
        case, [number] * len(arm), seed, parameters=numbers, severed=severed, outcomes=[], series=False
    )  # fmt: skip


def _keys(rows: Rows) -> list[str]:
    """Every parameter that some row changes, checked."""
    for row in rows.values():
        for key, value in row.items():
            check_value(key, value)
    return list(dict.fromkeys(key for row in rows.values() for key in row))


def last_state(ensemble: Ensemble) -> State:
    """The state after the vote, in all runs of an ensemble."""
    *_, state = ensemble.states(range(len(ensemble.runs)))
    return state


def run_issues(
    numbers: Iterable[int], rows: Rows, seed: int = generator.SEED, progress: Callable[[int], object] | None = None
) -> Outcomes:
    """Run some issues, one run for each row of parameters and each arm; `progress` is told how many are done.

    Parameters
    ----------
    numbers : of the issues, one at least
    rows : parameters by key, by the label of the row, `{"plain": {}, "half": {"campaigns.effect": 0.5}}`

    Raises
    ------
    sim.model.parameters.ParameterError
        For a parameter that does not exist or a value outside its bounds.
    """
    parts = []
    for number in numbers:
        ensemble = ensemble_of(number, rows, seed)
        parts.append(_outcomes(ensemble.scenario, last_state(ensemble), len(rows)))
        if progress:
            progress(len(parts))
    return Outcomes.joined(parts)


def _outcomes(scenario: Scenario, state: State, n_rows: int) -> Outcomes:
    """What came of one issue, read off its last state."""
    members = sum(each.members for each in scenario.decisions[generator.BILL].chamber.values())
    share = np.where(state.is_blocked[0], np.nan, state.forecast[0] / members)
    shape = (len(ARMS), n_rows, 1)
    return Outcomes(
        log_resources=np.array([generator.log_resources(scenario)]),
        is_contested=np.array([generator.is_contested(scenario)]),
        is_passed=state.is_passed[0].reshape(shape),
        share=share.reshape(shape),
    )


def study(words: Sequence[str]) -> Iterator[str]:
    """Run what was typed, see `read_rows`; gives lines of progress, then the table.

    Raises
    ------
    sim.model.parameters.ParameterError
        For a word that means nothing, a parameter that does not exist or a value outside its bounds.
    """
    n, rows = read_rows(words)
    parts = []
    for first in range(0, n, BATCH):
        last = min(first + BATCH, n)
        parts.append(run_issues(range(first, last), rows))
        yield f"{last:,} of {n:,} issues"
    found = measure(Outcomes.joined(parts), list(rows))
    if n == generator.N_ISSUES and {"off", "plain", "receptivity"} <= rows.keys():
        yield f"written: {write(found)}"
    yield from lines(found)


def lines(found: Sequence[Found]) -> Iterator[str]:
    """The table as text, a block for each row of parameters."""
    for row in found:
        yield f"{row.label}: {row.n} contested issues"
        for each in fields(row)[2:]:
            yield f"  {each.name.replace('_', ' '):<16} {getattr(row, each.name)}"


def read_rows(words: Sequence[str]) -> tuple[int, dict[str, dict[str, float]]]:
    """Issues and rows of parameters from what was typed.

    Raises
    ------
    sim.model.parameters.ParameterError
        For a word that is neither a number of issues, 1 or more, nor `label:key=value,key=value`.

    >>> read_rows(["300", "strong:campaigns.effect=2,campaigns.background=5", "as it is:"])
    (300, {'strong': {'campaigns.effect': 2.0, 'campaigns.background': 5.0}, 'as it is': {}})
    >>> read_rows([])
    (2000, {'defaults': {}})
    """
    n, rows = generator.N_ISSUES, {}
    for word in words:
        label, colon, rest = word.partition(":")
        pairs = [each.partition("=") for each in rest.split(",") if each]
        try:
            if colon:
                rows[label] = {key.strip(): float(value) for key, _, value in pairs}
            else:
                n = int(word)
        except ValueError:
            n = 0
        if n < 1:
            raise ParameterError(f"{word}: must be a number of issues, or label:key=value,key=value")
    return n, rows or {"defaults": {}}
