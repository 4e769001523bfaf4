"""Results as pandas frames, for notebooks and CSV files."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from sim.claims import Verdict
from sim.results import Result, summarize
from sim.scenario.problem import ArgumentError
from sim.scenario.schema import Scenario
from sim.words import label

if TYPE_CHECKING:
    from xarray import Dataset


def outcomes(result: Result) -> pd.DataFrame:
    """One row a run: scenario, variant, seed, replicate, then every outcome; NaN where it is not defined."""
    head = {"scenario": result.scenario, "variant": result.variant, "seed": result.seed}
    return pd.DataFrame(head | {"replicate": list(result.replicates)} | dict(result.outcomes))


def series(result: Result) -> pd.DataFrame:
    """Long form: replicate, month, outcome, value; months in which an outcome is not defined are left out."""
    frames = []
    for name, values in result.series.items():
        step, run = np.nonzero(~np.isnan(values))
        frames.append(
            pd.DataFrame(
                {
                    "replicate": np.array(result.replicates)[run],
                    "month": np.array(result.months)[step],
                    "outcome": name,
                    "value": values[step, run],
                }
            )
        )
    return pd.concat(frames, ignore_index=True)


def arrays(result: Result) -> Dataset:
    """Outcomes as variables (replicate,), their series as `<outcome>_series` (month, replicate), if they were kept.

    Raises
    ------
    ArgumentError
        If xarray is not installed, which is an extra.
    """
    try:
        import xarray
    except ModuleNotFoundError:
        raise ArgumentError("to_xarray: needs xarray; pip install 'advocacy-coalitions[xarray]'") from None
    names = {} if result.case is None else result.case.scenario.outcomes
    of = {name: {"long_name": label(names[name].label)} if name in names else {} for name in result.outcomes}
    variables: dict[str, Any] = {name: ("replicate", values, of[name]) for name, values in result.outcomes.items()}
    variables |= {
        f"{name}_series": (("month", "replicate"), values, of[name]) for name, values in result.series.items()
    }
    axes = {"replicate": list(result.replicates), "month": list(result.months)}
    study = {"scenario": result.scenario, "variant": result.variant, "seed": result.seed}
    return xarray.Dataset(variables, axes if result.series else {"replicate": axes["replicate"]}, study)


def summary(result: Result) -> pd.DataFrame:
    """One row an outcome: n, mean, sd and quantiles over the runs in which it is defined."""
    return pd.DataFrame({name: summarize(values) for name, values in result.outcomes.items()}).T


def decisions(result: Result) -> pd.DataFrame:
    """One row a decision: n runs that reach its date, in how many it passes by its own rule, their share.

    A bill that is blocked or withdrawn does not pass.
    """
    rows = [(name, *result.times_passed(name)) for name in result.passed]
    frame = pd.DataFrame(rows, columns=["decision", "passed", "n"])[["decision", "n", "passed"]]
    return frame.assign(share=frame["passed"] / frame["n"].where(frame["n"] > 0))


def events(scenario: Scenario) -> pd.DataFrame:
    """All that is dated in a scenario: date, kind, id, title, in order."""
    rows = [(e.date, "event", name, e.title.en) for name, e in scenario.events.items()]
    rows += [(d.date, "decision", name, d.title.en) for name, d in scenario.decisions.items()]
    rows += [(f.since, "forum", name, f.title.en) for name, f in scenario.forums.items()]
    rows += [(k.date, "key date", name, k.title.en if k.title else name) for name, k in scenario.key_dates.items()]
    return pd.DataFrame(sorted(rows, key=lambda row: (row[0], row[2])), columns=["date", "kind", "id", "title"])


def claims(verdicts: Iterable[Verdict]) -> pd.DataFrame:
    """One row a claim: id, what it is of, share of runs that meet it, share asked, whether it holds."""
    return pd.DataFrame(
        [
            {
                "claim": v.id, "of": " ".join(v.claim.of), "n": v.n, "share": v.share, "asked": v.claim.share,
                "holds": v.holds, "coded": v.at_start, "documented": v.claim.documented, "source": v.claim.source,
            }
            for v in verdicts
        ]
    )  # fmt: skip
