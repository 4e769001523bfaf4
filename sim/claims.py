"""The claims of a scenario's sources, executed: in what share of runs does each hold?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.measures import DATES, VOTE, year_of
from sim.model.state import Flags, Floats
from sim.results import Result
from sim.scenario.schema import Claim, Expectation, Outcome, Scenario, UnscoredClaim

NUMBERS = tuple(f"S{n}" for n in range(1, 147))  # of the sources' claims: scenarios/bibliography.yaml, s0 to s4
_MARGIN = 1e-9  # of rounding, so that a share of exactly 140/264 meets a bound written as that share


@dataclass(frozen=True)
class Verdict:
    """What the runs say of one claim; `share` and `holds` are None where its variant or outcome was not run."""

    id: str
    claim: Claim
    n: int  # runs in which it is defined
    share: float | None  # of them in which the expectation is met
    at_start: bool | None  # met already in the coded table, before the first step: then it is "not destroyed"

    @property
    def holds(self) -> bool | None:
        """Whether the share reaches what the claim asks."""
        return None if self.share is None else self.share >= self.claim.share - _MARGIN

    @property
    def word(self) -> str:
        """The verdict as a phrase of `sim.words`: undefined, fails, not_destroyed (coded already) or holds."""
        if self.holds is None:
            return "undefined"
        return "fails" if not self.holds else "not_destroyed" if self.at_start else "holds"

    def records(self, case: str) -> list[dict[str, Any]]:
        """The claim as `--json` gives it: once for each number of the sources that it executes."""
        return [
            {
                "id": number, "source": self.claim.source, "kind": "executable", "case": case,
                "share": self.share, "holds": self.holds, "claim": self.id,
            }
            for number in self.claim.of
        ]  # fmt: skip


def unscored_record(unscored: UnscoredClaim, case: str) -> dict[str, Any]:
    """A claim that is an input or context, as `--json` gives it beside the executable ones."""
    return {
        "id": unscored.claim, "source": "claims.csv", "kind": unscored.kind, "case": case,
        "share": None, "holds": None, "claim": None, "where": list(unscored.where), "why": unscored.why,
    }  # fmt: skip


def missing_claims(scenarios: Iterable[Scenario]) -> list[str]:
    """Numbers of the sources' claims that no scenario executes, takes as an input or names as context."""
    found: set[str] = set()
    for scenario in scenarios:
        found |= {number for claim in scenario.claims.values() for number in claim.of}
        found |= {each.claim for each in scenario.unscored}
    return [number for number in NUMBERS if number not in found]


def judge(scenario: Scenario, base: Result, variants: Mapping[str, Result]) -> list[Verdict]:
    """A verdict on every claim.

    Parameters
    ----------
    base : runs of the scenario itself
    variants : runs of the variants that claims compare with, on the same replicates; a claim whose variant is
        missing, or whose outcomes were not read, gets no verdict
    """
    return [_verdict(name, claim, base, variants) for name, claim in scenario.claims.items()]


def documented(scenario: Scenario) -> dict[str, float]:
    """Documented values by outcome: they stand in the claims."""
    return {c.outcome: c.documented for c in scenario.claims.values() if c.documented is not None}


def variants_needed(scenario: Scenario) -> list[str]:
    """The variants that some claim compares with, in order."""
    return list(dict.fromkeys(claim.versus for claim in scenario.claims.values() if claim.versus))


def outcomes_for(scenario: Scenario, variant: str | None) -> list[str]:
    """Outcomes that claims need of the runs of a variant, each once; None: of the case itself."""
    claims = [claim for claim in scenario.claims.values() if variant is None or claim.versus == variant]
    names = [name for claim in claims for name in (claim.outcome, claim.expect.less_than)]
    return list(dict.fromkeys(name for name in names if name is not None))


def until_for(scenario: Scenario, changed: Scenario, variant: str | None) -> str | None:
    """The month after which the runs of a variant change no claim, so that they can stop there; None: the last one.

    Parameters
    ----------
    scenario : the case itself, with its claims
    changed : the same case under the variant
    variant : its name; None for the case itself
    """
    months = [last_month(changed.outcomes[name], changed) for name in outcomes_for(scenario, variant)]
    known = [month for month in months if month is not None]
    return max(known) if known and len(known) == len(months) else None


def last_month(outcome: Outcome, scenario: Scenario) -> str | None:
    """The month that settles an outcome; None: the last of the period."""
    date = outcome.until or outcome.date
    if date is None and outcome.measure in VOTE and outcome.measure != "in_force":
        date = scenario.decisions[outcome.decision or ""].date  # a vote that is cast stays as it is
    return None if date is None or outcome.measure in DATES else f"{date:%Y-%m}"


def _verdict(name: str, claim: Claim, base: Result, variants: Mapping[str, Result]) -> Verdict:
    read = set(base.outcomes)
    if claim.versus is not None:
        read &= set(variants[claim.versus].outcomes if claim.versus in variants else ())
    if not {claim.outcome, claim.expect.less_than or claim.outcome} <= read:
        return Verdict(name, claim, 0, None, None)
    values = base.outcomes[claim.outcome]
    nothing = np.full(base.n_runs, np.nan)
    others: Mapping[str, Floats] = base.outcomes
    at_start = None
    if claim.versus is not None:
        values = values - variants[claim.versus].outcomes[claim.outcome]
    else:
        coded = base.start.get(claim.outcome, nothing)
        start = {**dict.fromkeys(base.outcomes, nothing), **base.start}
        met, known = _meets(coded, claim.expect, start), _known(coded, claim.expect, start)
        if claim.expect.before is None and known.any():
            at_start = bool(met[known].all())
    met = _meets(values, claim.expect, others)
    known = _known(values, claim.expect, others)
    met = met[known]
    n = int(np.count_nonzero(known))
    return Verdict(name, claim, n, float(np.count_nonzero(met) / n) if n else None, at_start)


def _known(values: Floats, expect: Expectation, outcomes: Mapping[str, Floats]) -> Flags:
    """Runs in which the expectation can be judged, (run,): a date that never comes is known not to come before."""
    if expect.before is not None:
        return np.ones(values.shape, dtype=bool)
    other = np.zeros_like(values) if expect.less_than is None else outcomes[expect.less_than]
    return np.asarray(~np.isnan(values) & ~np.isnan(other))


def _meets(values: Floats, expect: Expectation, outcomes: Mapping[str, Floats]) -> Flags:
    """Whether each run meets the expectation, (run,)."""
    if expect.between is not None:
        low, high = expect.between
        return np.asarray((values >= low - _MARGIN) & (values <= high + _MARGIN))
    if expect.at_least is not None:
        return np.asarray(values >= expect.at_least - _MARGIN)
    if expect.at_most is not None:
        return np.asarray(values <= expect.at_most + _MARGIN)
    if expect.equals is not None:
        return np.asarray(np.abs(values - expect.equals) <= _MARGIN)
    if expect.rises:
        return np.asarray(values > 0.0)
    if expect.falls:
        return np.asarray(values < 0.0)
    if expect.before is not None:
        return np.asarray(values < year_of(expect.before) - _MARGIN)
    return np.asarray(values < outcomes[expect.less_than or ""])
