"""Outcomes of a result: a panel each, over time where the months were kept, else every run."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sim.claims import documented
from sim.figures import look
from sim.results import Result
from sim.scenario.problem import names_in
from sim.words import label, say

COLUMNS, MOST, WIDE = 3, 12, 38


@look.styled
def outcomes(result: Result, names: Sequence[str] | None = None, lang: str = "en") -> Figure:
    """A panel for each of some outcomes, with what is documented.

    Parameters
    ----------
    names : ids; None: shares of votes, or else the first dozen that differ between runs

    Raises
    ------
    sim.scenario.problem.ArgumentError
        For an outcome that the result does not have, or none at all.
    """
    shown = _usual(result) if names is None else names_in("outcomes", names)
    values = [result.outcomes[name] for name in shown]  # refuses what is not there
    columns = min(COLUMNS, max(1, len(shown)))
    rows = max(1, -(-len(shown) // columns))
    scenario = None if result.case is None else result.case.scenario
    title = result.scenario if scenario is None else label(scenario.title, lang)
    version = say("baseline", lang) if result.variant == "baseline" else say("variant", lang, variant=result.variant)
    months = result.months or ("", "")
    runs = say("runs", lang, n=result.n_runs, seed=result.seed, first=months[0], last=months[-1])
    page = look.page(rows, columns, (3.6 * columns + 0.6, 1.6 + 2.0 * rows), title, f"{version}; {runs}")
    known = {} if scenario is None else documented(scenario)
    for axes, name, each in zip(page.axes.ravel(), shown, values, strict=False):
        text = name if scenario is None else label(scenario.outcomes[name].label, lang)
        axes.set_title("\n".join(textwrap.wrap(text, WIDE)), fontweight="bold", fontsize=8.5)
        _panel(axes, result, name, each)
        if name in known:
            look.documented(axes, axes.get_xlim()[1], known[name], zorder=5, clip_on=False)
    for axes in page.axes.ravel()[len(shown) :]:
        axes.set_axis_off()
    marks = [
        look.key("line", look.SPREAD, say("median", lang)),
        look.key("band", look.SPREAD, say("legend_band", lang)),
    ]
    marks += [look.key("o", look.MODEL, say("legend_model", lang), markersize=3.5)]
    page.legend([*marks, look.key("D", look.DOCUMENTED, say("legend_documented", lang))])
    return page.figure


def _usual(result: Result) -> list[str]:
    """Shares of votes that were cast; without any, the first outcomes that differ between runs."""
    cast = [name for name, values in result.outcomes.items() if not np.all(np.isnan(values))]
    measures = {} if result.case is None else result.case.scenario.outcomes
    votes = [name for name in cast if name in measures and measures[name].measure == "vote_share"]
    differing = [name for name in cast if len(np.unique(result.outcomes[name])) > 1]
    return (votes or differing or cast)[:MOST]


def _panel(axes: Axes, result: Result, name: str, values: np.ndarray) -> None:
    """The course of an outcome that is defined in several months; else a mark a run, and median and 5-95 %."""
    series = result.series.get(name)
    if series is not None and np.count_nonzero(~np.all(np.isnan(series), axis=1)) > 1:
        look.band(axes, np.array([_year(month) for month in result.months]), series, look.SPREAD)
        return
    runs = np.arange(len(values))
    axes.plot(runs, values, "o", color=look.MODEL, markersize=3.5)
    known = values[~np.isnan(values)]
    if len(known):
        low, middle, high = np.quantile(known, [0.05, 0.5, 0.95])
        axes.axhspan(low, high, color=look.SPREAD, alpha=0.2, linewidth=0)
        axes.axhline(middle, color=look.SPREAD, linewidth=1.5)
    axes.set_xticks([])


def _year(month: str) -> float:
    """The end of a month such as 1993-11, as a calendar year."""
    year, _, number = month.partition("-")
    return int(year) + int(number) / 12
