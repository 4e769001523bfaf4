"""The look that all figures share: one page layout, colors that color-blind readers tell apart, one mark per meaning.

Spread is always a band from 5 to 95 % of the runs with the median in it; a documented value is always an orange
diamond; a vote is a dark line across time, another key date a light one; an open window is shaded.
"""

from __future__ import annotations

import os
import sys
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import matplotlib as mpl
import numpy as np

if "matplotlib.pyplot" not in sys.modules and not os.environ.get("MPLBACKEND"):
    mpl.use("Agg")  # no screen is needed; a notebook keeps its own

from matplotlib import pyplot as plt
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import NDArray

from sim.whole import write_whole

# The palette of Okabe & Ito, 2008.
MODEL, SPREAD, DOCUMENTED, NAIVE, NAIVE_TOO, INK = "#56B4E9", "#0072B2", "#D55E00", "#009E73", "#CC79A7", "#222222"
QUIET, FAINT, WINDOW = "#666666", "#BBBBBB", "#EFEFEF"
KINDS = ("#0072B2", "#E69F00", "#009E73", "#CC79A7")  # four kinds of one thing
LEVELS = ("#E4E4E4", "#BBDDF2", "#56B4E9", "#00507D")  # four levels of one thing, light to dark
GROUPS = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#F0E442", "#7F3B08", "#542788")
VOTE, DASHES, DOTS = "#777777", (0, (3, 2)), (0, (1, 1.5))
HOLLOW: dict[str, Any] = {"markerfacecolor": "none", "markeredgewidth": 1.4}  # of a mark that others lie within
HEAD, NOTE, LEGEND, SIDE = 0.66, 0.155, 0.24, 0.08  # inches of a page
STYLE: dict[Any, Any] = {
    "font.family": "DejaVu Sans",
    "font.size": 9,
    "axes.titlesize": 9,
    "axes.labelsize": 8.5,
    "xtick.labelsize": 8,
    "ytick.labelsize": 8,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.edgecolor": "#888888",
    "axes.titlelocation": "left",
    "figure.dpi": 120,
    "savefig.bbox": "tight",
    "savefig.pad_inches": 0.08,
    "svg.hashsalt": "coalitions",
    "svg.fonttype": "none",  # letters stay letters: they can be searched, edited and read aloud
}


styled = mpl.rc_context(STYLE)  # decorates whatever draws


@dataclass(frozen=True)
class Page:
    """A figure with its title above, legend and notes below, and a grid of axes between them."""

    figure: Figure
    axes: NDArray[Any]  # (row, column) of Axes
    foot: float  # inches that notes take below the legend

    def legend(self, handles: Sequence[Any], columns: int | None = None) -> None:
        """Put the legend between axes and notes."""
        place = (SIDE / self.figure.get_figwidth(), self.foot / self.figure.get_figheight())
        self.figure.legend(
            handles=handles, loc="lower left", bbox_to_anchor=place, ncols=columns or len(handles), frameon=False,
            fontsize=8, borderaxespad=0, borderpad=0, columnspacing=1.4, handletextpad=0.5,
        )  # fmt: skip


def page(
    rows: int, columns: int, size: tuple[float, float], title: str, subtitle: str, notes: str = "", *,
    legend_rows: int = 1, **grid: Any,
) -> Page:  # fmt: skip
    """An empty page.

    Parameters
    ----------
    size : width and height in inches, all included
    subtitle : what identifies the study: variant, n, seed, period
    notes : how to read it and where documented values come from
    legend_rows : lines to keep free for a legend
    grid : what `Figure.subplots` takes
    """
    width, height = size
    wrapped = textwrap.wrap(notes, int(width * 16.5))
    foot = NOTE * len(wrapped) + 0.06
    bottom = foot + LEGEND * legend_rows
    figure = plt.figure(figsize=size, layout="constrained")
    rect = (0, bottom / height, 1, 1 - (bottom + HEAD) / height)
    layout: Any = figure.get_layout_engine()
    layout.set(rect=rect, w_pad=0.06, h_pad=0.09)
    axes = figure.subplots(rows, columns, squeeze=False, **grid)
    x = SIDE / width
    figure.text(x, 1 - 0.08 / height, title, fontsize=12, fontweight="bold", color=INK, va="top")
    figure.text(x, 1 - 0.36 / height, subtitle, fontsize=8.5, color=QUIET, va="top")
    figure.text(x, 0.02 / height, "\n".join(wrapped), fontsize=7.5, color=QUIET, va="bottom", linespacing=1.25)
    return Page(figure, axes, foot)


def head(axes: Axes, title: str, handles: Sequence[Any], columns: int = 1) -> None:
    """A bold title of a column of axes, and below it which color is what."""
    axes.legend(
        handles=handles, loc="lower left", bbox_to_anchor=(-0.01, 1.0), frameon=False, fontsize=7.5, borderpad=0,
        borderaxespad=0.4, labelspacing=0.25, handlelength=1.4, columnspacing=1.2, ncols=columns,
        title=title, title_fontproperties={"weight": "bold", "size": 9}, alignment="left",
    )  # fmt: skip


def quantiles(values: NDArray[Any]) -> NDArray[Any]:
    """5 %, median and 95 % over the runs in which a value is known, (3, step); NaN where it is known in none."""
    found = np.full((3, len(values)), np.nan)
    for step, row in enumerate(values):
        known = row[~np.isnan(row)]
        if len(known):
            found[:, step] = np.quantile(known, [0.05, 0.5, 0.95])
    return found


def band(axes: Axes, years: NDArray[Any], values: NDArray[Any], color: str, line: Any = "-") -> None:
    """Median and 5-95 % of a series (step, run)."""
    low, middle, high = quantiles(values)
    axes.fill_between(years, low, high, color=color, alpha=0.2, linewidth=0)
    axes.plot(years, middle, color=color, linewidth=1.5, linestyle=line)


def documented(axes: Axes, x: float, y: float, **more: Any) -> None:
    """The mark of a documented value."""
    axes.plot([x], [y], "D", color=DOCUMENTED, markersize=6.5, markeredgecolor="white", markeredgewidth=0.8, **more)


def date_lines(axes: Axes, votes: Sequence[float], others: Sequence[float] = (), zorder: float = 0.6) -> None:
    """Votes as broken and other key dates as dotted lines across time."""
    for years, color, dash in ((others, "#999999", DOTS), (votes, VOTE, DASHES)):
        for year in years:
            axes.axvline(year, color=color, linewidth=0.8, linestyle=dash, zorder=zorder)


def window_spans(axes: Axes, windows: Sequence[tuple[float, float]]) -> None:
    """Shade the time in which something is open."""
    for since, until in windows:
        axes.axvspan(since, until, color=WINDOW, linewidth=0, zorder=0.2)


def key(kind: str, color: str, text: str, **more: Any) -> Any:
    """An entry of a legend: a `line`, a `band`, a `patch` or a mark such as `D`."""
    if kind == "line":
        return mpl.lines.Line2D([], [], color=color, linewidth=1.5, label=text, **more)
    if kind in ("band", "patch"):
        alpha = 0.25 if kind == "band" else 1.0
        return mpl.patches.Patch(facecolor=color, alpha=alpha, linewidth=0, label=text, **more)
    edge = {"markeredgecolor": "white", "markeredgewidth": 0.8} if kind == "D" else {}
    given: dict[str, Any] = {"linestyle": "none", "markersize": 6.5, "color": color} | edge | more
    return mpl.lines.Line2D([], [], marker=kind, label=text, **given)


def save(figure: Figure, path: Path) -> list[Path]:
    """Write PNG and SVG beside each other, each under a temporary name first; `path` needs no suffix."""
    if path.suffix in (".png", ".svg"):
        path = path.with_suffix("")
    written = []
    try:
        for suffix, metadata in ((".png", {"Software": None}), (".svg", {"Date": None})):
            target = path.with_name(path.name + suffix)
            draw = partial(figure.savefig, format=suffix[1:], metadata=metadata)
            with mpl.rc_context(STYLE):
                write_whole(target, draw)
            written.append(target)
    finally:
        plt.close(figure)
    return written
