"""How much of what a case says hangs on who coded its actors: both codings side by side, and coding error (V24).

`python -m sim.evidence codings` writes codings.json beside the scenario and brings the tables in the READMEs up to
date. An outcome flips if under the other coding it comes out on the other side: of the share of a vote that the
decision's own rule asks for, of half of the runs for yes and no, of 0 for a position, policy or pressure, or of a claim
about it that holds under one alone.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np

from sim.claims import judge
from sim.ensemble import Ensemble, Jitter
from sim.evidence.record import text, write_whole
from sim.measures import YES_NO
from sim.model.agenda import DecidingRule
from sim.model.state import Floats
from sim.model.votes.rules import ROUNDING
from sim.model.votes.verdict import share_needed
from sim.results import Result
from sim.rivals.naive import OF_VOTES, baselines
from sim.scenario.codings import SECOND, agreements
from sim.scenario.find import list_cases
from sim.scenario.load import ReadCase, read_case
from sim.scenario.schema import Scenario
from sim.stability import FILE

N_RUNS, SEED = 100, 1
RIVAL = "weighted_mean"  # the naive forecast that is looked at under the same codings
VOTES = ("vote_share", "vote_count", "passed")  # measures that it forecasts
SIGNS = ("position", "policy", "pressure")
assert RIVAL in OF_VOTES

Outcomes = Mapping[str, Floats]
Sides = Mapping[str, "bool | float | None"]
"""By outcome or claim: on which side it comes out; None where it has none, or is not defined."""
MAJORITY = DecidingRule("majority")
QUALIFIED = ("supermajority", "weighted", "consensus")  # the share that they ask for is enough; others ask for more


def cases_coded_twice() -> list[Path]:
    """Folders of the package's cases whose variant `second_coding` has a table."""
    return [folder for folder in list_cases() if agreements(read_case(folder).document)]


def study(case: str | Path, n: int = N_RUNS, seed: int = SEED) -> dict[str, Any]:
    """Run a case under both codings and under coding error, with the same draws; all that codings.json holds.

    Raises
    ------
    sim.ensemble.EnsembleError
        If the case has no second coding.
    """
    read = read_case(case)
    ensembles = {
        "first": _ensemble(read, n, seed), "jittered": _ensemble(read, n, seed, jitter="coded"),
        "second": _ensemble(read, n, seed, SECOND),
    }  # fmt: skip
    scenario = ensembles["first"].scenario
    found = {name: dict(each.run().outcomes) for name, each in ensembles.items()}
    rival = {name: weighted_means(each, voted(scenario)) for name, each in ensembles.items()}
    claims = {name: _verdicts(scenario, each) for name, each in found.items()}
    rules = {decision.id: decision.rule for decision in ensembles["first"].setting.decisions}
    outcomes = _compared(scenario, rules, found, claims)
    for name, each in _compared(
        scenario, rules, rival, {key: _verdicts(scenario, each) for key, each in rival.items()}
    ).items():
        outcomes[name][RIVAL] = each
    position, salience = ensembles["jittered"].coding_error
    return {
        "agreement": {name: _rounded(asdict(each)) for name, each in agreements(read.document).items()},
        "claims": {
            name: {key: claims[key][name] for key in ensembles} | {"flips": turns(held, claims["second"][name])}
            for name, held in claims["first"].items()
        },
        "coding_error": _rounded({"positions": position, "saliences": salience}),
        "digest": ensembles["first"].manifest()["digest"],
        "n": n,
        "outcomes": outcomes,
        "second_digest": ensembles["second"].manifest()["digest"],
        "seed": seed,
    }  # fmt: skip


def _ensemble(read: ReadCase, n: int, seed: int, variant: str | None = None, jitter: Jitter = 0.0) -> Ensemble:
    return Ensemble(read.load(variant), n, seed, jitter=jitter, series=False)


def voted(scenario: Scenario) -> list[str]:
    """Outcomes that the naive forecasts of votes give."""
    return [name for name, outcome in scenario.outcomes.items() if outcome.measure in VOTES]


def weighted_means(ensemble: Ensemble, names: Iterable[str]) -> dict[str, Floats]:
    """The seat-weighted mean forecast of outcomes that are votes, read off each run's own coding.

    Returns
    -------
    dict[str, Floats]
        (run,) each, in the unit of the outcome; (1,) without coding error, which alone makes runs differ. NaN where
        the coded table does not say.
    """
    settings = [ensemble.setting]
    if any(ensemble.coding_error):
        rows = range(len(ensemble.runs))
        coded = next(ensemble.states(rows))
        settings = [
            dataclasses.replace(ensemble.setting, position=coded.position[..., r], salience=coded.salience[..., r])
            for r in rows
        ]
    found = {}
    for name in names:
        outcome = ensemble.scenario.outcomes[name]
        values = [baselines(outcome, ensemble.scenario, each, np.nan)[RIVAL] for each in settings]
        found[name] = np.array([np.nan if value is None else value for value in values])
    return found


def _verdicts(scenario: Scenario, outcomes: Outcomes) -> dict[str, bool | None]:
    """Whether each claim holds that compares with no variant, and whose outcomes are all there."""
    known = {
        name: claim for name, claim in scenario.claims.items()
        if claim.versus is None and {claim.outcome, claim.expect.less_than or claim.outcome} <= set(outcomes)
    }  # fmt: skip
    n = len(next(iter(outcomes.values()), ()))
    result = Result(
        scenario="", variant="", seed=0, replicates=tuple(range(n)), months=(), outcomes=outcomes, series={}, start={},
        manifest={},
    )  # fmt: skip
    verdicts = judge(scenario.model_copy(update={"claims": known}), result, {})
    return {verdict.id: verdict.holds for verdict in verdicts}


def side(measure: str, mean: float | None, rule: DecidingRule = MAJORITY) -> bool | float | None:
    """On which side a mean lies; None for what has no side, and for what is not defined.

    Parameters
    ----------
    rule : of the decision that a share of votes is about

    >>> side("passed", 0.6), side("vote_share", 0.5), side("position", -0.2), side("ties", 12.0)
    (True, False, -1.0, None)
    >>> two_thirds = DecidingRule("supermajority", needed=2 / 3)
    >>> side("vote_share", 0.66, two_thirds), side("vote_share", 2 / 3, two_thirds)
    (False, True)
    """
    if mean is None:
        return None
    if measure == "vote_share":
        return _reaches(rule, mean)
    return mean > 0.5 if measure in YES_NO else float(np.sign(mean)) if measure in SIGNS else None


def _reaches(rule: DecidingRule, share: float) -> bool | None:
    """Whether a share of yes votes is as large as a rule asks; None where no share decides."""
    needed = share_needed(rule)
    if needed is None:
        return None
    return share >= needed - ROUNDING if rule.type in QUALIFIED else share > needed


def turns(first: bool | float | None, second: bool | float | None) -> bool | None:
    """Whether a side is another one; None where neither is known. What is known under one coding alone flips.

    >>> turns(True, False), turns(-1.0, -1.0), turns(True, None), turns(None, None)
    (True, False, True, None)
    """
    return None if first is None and second is None else first != second


def _compared(
    scenario: Scenario, rules: Mapping[str, DecidingRule], found: Mapping[str, Outcomes], claims: Mapping[str, Sides]
) -> dict[str, dict[str, Any]]:
    """Means of every outcome under each coding, and whether it flips: with the second one, and with coding error."""
    means = {key: {name: _mean(values) for name, values in each.items()} for key, each in found.items()}
    of: dict[str, list[str]] = {}
    for name in claims["first"]:
        of.setdefault(scenario.claims[name].outcome, []).append(name)
    compared = {}
    for name in found["first"]:
        outcome, flips = scenario.outcomes[name], {}
        rule = rules.get(outcome.decision or "", MAJORITY)
        for key in ("second", "jittered"):
            pairs = [tuple(side(outcome.measure, means[each][name], rule) for each in ("first", key))]
            pairs += [(claims["first"][claim], claims[key][claim]) for claim in of.get(name, ())]
            told = [turn for turn in (turns(*pair) for pair in pairs) if turn is not None]
            flips[key] = any(told) if told else None
        numbers = {key: means[key][name] for key in found}
        compared[name] = _rounded(numbers) | {"flips": flips["second"], "flips_jittered": flips["jittered"]}
    return compared


def _mean(values: Floats) -> float | None:
    known = values[~np.isnan(values)]
    return float(known.mean()) if len(known) else None


def _rounded(numbers: Mapping[str, Any]) -> dict[str, Any]:
    # Six digits: more than draws leaves certain, fewer than two machines could disagree on.
    return {key: float(f"{value:.6g}") if isinstance(value, float) else value for key, value in numbers.items()}


def write(folder: Path, record: Mapping[str, Any]) -> Path:
    """Write codings.json into the folder of a case, whole or not at all."""
    return write_whole(folder / FILE, text(record))
