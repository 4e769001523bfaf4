"""What an outcome depends on: a bar an axis with its interval, and what draws alone would show."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sim.experiments.sensitivity.analysis import Finding
from sim.figures import look
from sim.words import say

BARS = {  # measures in a figure, and their colors
    "sobol": (("total", look.MODEL), ("first", look.SPREAD)),
    "morris": (("mu_star", look.MODEL),),
    "rank": (("correlation", look.MODEL),),
}
UNITS = {"sobol": "share", "morris": "effect", "rank": "correlation"}
_MOST = 20  # axes in a figure


@look.styled
def sensitivity(finding: Finding, title: str, subtitle: str, notes: str = "", lang: str = "en") -> Figure | None:
    """A row an axis, the most important on top; None where there are no numbers.

    Parameters
    ----------
    title : the outcome's
    subtitle : what identifies the study
    notes : how to read it
    """
    if finding.problem:
        return None
    bars = BARS[finding.method]
    leading = finding.bands[bars[0][0]]
    order = sorted(range(len(finding.axes)), key=lambda i: -abs(leading.value[i]))[:_MOST]
    height = 1.75 + 0.15 * len(notes) / 120 + (0.26 if len(bars) == 1 else 0.36) * len(order)
    page = look.page(1, 1, (8.5, height), say("sens_figure", lang, outcome=title), subtitle, notes)
    axes: Axes = page.axes[0, 0]
    thick = 0.72 / len(bars)
    for k, (name, color) in enumerate(bars):
        band = finding.bands[name]
        rows = np.arange(len(order)) + (k - (len(bars) - 1) / 2) * thick
        value, low, high = (x[order] for x in (band.value, band.low, band.high))
        axes.barh(rows, value, thick * 0.86, color=color, linewidth=0)
        axes.hlines(rows, low, high, color=look.INK, linewidth=1.1)
    axes.axvline(0, color="#888888", linewidth=0.8)
    handles = [look.key("patch", color, say(f"sens_{name}", lang)) for name, color in reversed(bars)]
    handles.append(look.key("line", look.INK, say("sens_interval", lang)))
    if "chance" in finding.plain and not np.isnan(finding.plain["chance"]).any():
        chance = finding.plain["chance"][order]
        axes.plot(chance, np.arange(len(order)), "|", color=look.DOCUMENTED, markersize=13, markeredgewidth=2)
        handles.append(look.key("|", look.DOCUMENTED, say("sens_inert", lang), markersize=9, markeredgewidth=2))
    axes.set_yticks(range(len(order)), [finding.axes[i] for i in order])
    axes.tick_params(axis="y", length=0)
    axes.invert_yaxis()
    axes.set_xlabel(say(f"sens_axis_{UNITS[finding.method]}", lang))
    page.legend(handles)
    return page.figure
