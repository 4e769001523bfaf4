"""An outcome over each axis of a sweep: the spread of all runs with a value, whatever the other axes are."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sim.figures import look
from sim.model.state import Floats
from sim.words import say

MOST_VALUES, BINS, COLUMNS = 12, 8, 3


@dataclass(frozen=True)
class Along:
    """One axis over runs: its name and, of every run, a number, or the name that it has there, (run,)."""

    name: str
    values: Sequence[Any]
    is_number: bool


@look.styled
def over_axes(
    axes: Sequence[Along], outcome: Floats, title: str, subtitle: str, *, documented: float | None = None,
    is_yes_no: bool = False, unit: str = "", lang: str = "en",
) -> Figure:  # fmt: skip
    """A panel an axis; numbers that take many values are put into bins of equally many runs.

    Parameters
    ----------
    outcome : of every run, (run,); NaN where it is not defined
    subtitle : what identifies the sweep
    is_yes_no : draw shares of yes with their intervals rather than the spread of runs
    """
    columns = min(COLUMNS, len(axes))
    rows = math.ceil(len(axes) / columns)
    lines = textwrap.wrap(title, 46 if columns == 1 else 100)
    width = 5.4 if columns == 1 else 3.5 * columns
    page = look.page(rows, columns, (width, 1.35 + 2.05 * rows), lines[0], subtitle, sharey=True)
    panels = page.axes.ravel()
    for panel, along in zip(panels, axes, strict=False):
        _panel(panel, along, outcome, documented, is_yes_no)
    for panel in panels[len(axes) :]:
        panel.set_axis_off()
    for row in range(rows):
        page.axes[row, 0].set_ylabel("\n".join(textwrap.wrap(unit, 26)))
    page.legend(_handles(documented, is_yes_no, lang))
    return page.figure


def _handles(documented: float | None, is_yes_no: bool, lang: str) -> list[Any]:
    key = "sens_share_of_yes" if is_yes_no else "legend_range"
    handles = [look.key("o", look.SPREAD, say(key, lang), linestyle="-", linewidth=2.0)]
    if documented is not None:
        handles.append(look.key("D", look.DOCUMENTED, say("legend_documented", lang)))
    return handles


def _panel(panel: Axes, along: Along, outcome: Floats, documented: float | None, is_yes_no: bool) -> None:
    groups = _groups(along)
    found = np.array([_three(outcome[rows], is_yes_no) for _, rows in groups]).T
    places = np.array([place for place, _ in groups]) if along.is_number else np.arange(len(groups))
    panel.vlines(places, found[0], found[2], color=look.MODEL, linewidth=5, alpha=0.55)
    panel.plot(places, found[1], "o-" if along.is_number else "o", color=look.SPREAD, markersize=4.5, linewidth=1.2)
    if documented is not None:
        panel.axhline(documented, color=look.DOCUMENTED, linewidth=0.9, linestyle=look.DOTS, zorder=0.8)
        panel.plot(
            [1.0], [documented], "D", color=look.DOCUMENTED, markersize=6.5, markeredgecolor="white",
            markeredgewidth=0.8, transform=panel.get_yaxis_transform(), clip_on=False, zorder=5,
        )  # fmt: skip
    panel.set_xlabel(along.name)
    if is_yes_no:
        panel.set_ylim(-0.04, 1.04)
    if not along.is_number:
        names = ["\n".join(textwrap.wrap(str(name), 12, break_long_words=False)) for name, _ in groups]
        turned: dict[str, Any] = {"rotation": 30, "ha": "right"} if len(names) > 4 else {}
        panel.set_xticks(places, names, **turned)
        panel.set_xlim(-0.6, len(groups) - 0.4)


def _groups(along: Along) -> list[tuple[Any, np.ndarray]]:
    """Runs by value, or by bins of equally many runs with the median value of each."""
    if not along.is_number:
        values = np.array([str(value) for value in along.values])
        return [(name, np.flatnonzero(values == name)) for name in dict.fromkeys(values)]
    values = np.asarray(along.values, dtype=float)
    levels = np.unique(values)
    if len(levels) <= MOST_VALUES:
        return [(level, np.flatnonzero(values == level)) for level in levels]
    order = np.argsort(values, kind="stable")
    return [(float(np.median(values[rows])), rows) for rows in np.array_split(order, BINS)]


def _three(values: Floats, is_yes_no: bool) -> tuple[float, float, float]:
    """5 %, median and 95 % of runs; of yes and no, the share of yes within its standard errors."""
    known = values[~np.isnan(values)]
    if not len(known):
        return math.nan, math.nan, math.nan
    if is_yes_no:
        share = float(known.mean())
        error = 2.0 * math.sqrt(share * (1.0 - share) / len(known))
        return max(share - error, 0.0), share, min(share + error, 1.0)
    low, middle, high = np.quantile(known, [0.05, 0.5, 0.95])
    return float(low), float(middle), float(high)
