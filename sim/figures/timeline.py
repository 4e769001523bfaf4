"""Months, key dates and windows of a case on an axis of years."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator
from numpy.typing import NDArray

from sim.figures import look
from sim.model.setting import Setting
from sim.scenario.schema import Scenario
from sim.words import label


def ends(setting: Setting) -> NDArray[np.float64]:
    """The end of each month as a calendar year, (step,): where the state after that month is drawn."""
    return np.array([setting.year(step + 1) for step in range(setting.n_steps)])


def spans(setting: Setting, windows: Sequence[tuple[int, int]]) -> list[tuple[float, float]]:
    """Windows of steps as calendar years, cut to the run."""
    cut = [(since, min(until, setting.n_steps)) for since, until in windows]
    return [(setting.year(since), setting.year(until)) for since, until in cut if since < until]


def votes(setting: Setting) -> list[float]:
    """Ends of the months of all votes within the run, each once."""
    return sorted({setting.year(d.step + 1) for d in setting.decisions if d.step < setting.n_steps and d.blocs})


def others(scenario: Scenario, setting: Setting) -> list[float]:
    """Ends of the months of key dates in which nothing is voted."""
    months = {f"{each.date:%Y-%m}" for each in scenario.key_dates.values()}
    years = {setting.year(step + 1) for step, month in enumerate(setting.months) if month in months}
    return sorted(years - set(votes(setting)))


def marked(scenario: Scenario, month: str, lang: str, width: int) -> str:
    """Titles of the key dates of a month, votes first, in at most two lines; empty where there is none."""
    titles = [
        (each.same_as not in scenario.decisions, label(each.title, lang))
        for each in scenario.key_dates.values()
        if each.title and f"{each.date:%Y-%m}" == month
    ]
    told = "; ".join(title for _, title in sorted(titles, key=lambda each: each[0]))
    return "\n".join(textwrap.wrap(told, width, max_lines=2, placeholder="…"))


def time_axis(axes: Axes, first: float, last: float) -> None:
    """Whole years as ticks; over less than five years months."""
    axes.set_xlim(first, last)
    if last - first >= 5:
        axes.xaxis.set_major_locator(MaxNLocator(nbins=7, integer=True))
        axes.xaxis.set_major_formatter("{x:.0f}")
        return
    months = next(months for months in (1, 2, 3, 6, 12) if (last - first) * 12 / months <= 5)
    ticks = [n / 12 for n in range(0, 12 * 3000, months) if first <= n / 12 <= last]
    axes.set_xticks(ticks, [month_of(year) for year in ticks])


def month_of(year: float) -> str:
    """The month that starts at a calendar year.

    >>> month_of(1993.5)
    '1993-07'
    """
    n = round(year * 12)
    return f"{n // 12}-{n % 12 + 1:02d}"


def name_months(axes: Axes, years: Sequence[float], apart: float = 0.055) -> None:
    """The months that end at some dates, upright above the axes; those that would touch one before are left out."""
    first, last = axes.get_xlim()
    free = 0.0
    for year in sorted(years):
        place = (year - first) / (last - first)
        if free <= place <= 1:
            axes.text(
                place, 1.1, month_of(year - 1 / 12), transform=axes.transAxes, rotation=90, ha="center", va="bottom",
                fontsize=6.5, color=look.QUIET,
            )  # fmt: skip
            free = place + apart
