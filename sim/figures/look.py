"""The look that all figures share: colors that color-blind readers tell apart, and quiet axes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import matplotlib as mpl

mpl.use("Agg", force=False)

from matplotlib import pyplot as plt
from matplotlib.axes import Axes
from matplotlib.figure import Figure

# The palette of Okabe & Ito, 2008.
MODEL, SPREAD, DOCUMENTED, NAIVE, NAIVE_TOO, INK = "#56B4E9", "#0072B2", "#D55E00", "#009E73", "#CC79A7", "#222222"
STYLE: dict[Any, Any] = {
    "font.size": 10,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.edgecolor": "#888888",
    "axes.titleweight": "bold",
    "axes.titlelocation": "left",
    "figure.dpi": 120,
    "savefig.bbox": "tight",
    "svg.hashsalt": "coalitions",
}


def canvas(width: float, height: float) -> tuple[Figure, Axes]:
    """A figure and its axes in the shared style; sizes in inches."""
    with mpl.rc_context(STYLE):
        return plt.subplots(figsize=(width, height), layout="constrained")


def save(figure: Figure, path: Path) -> list[Path]:
    """Write PNG and SVG beside each other, each under a temporary name first; `path` is without a suffix."""
    path.parent.mkdir(parents=True, exist_ok=True)
    written = []
    for suffix, metadata in ((".png", {"Software": None}), (".svg", {"Date": None})):
        target = path.with_name(path.name + suffix)
        part = target.with_name(target.name + ".part")
        with mpl.rc_context(STYLE):
            figure.savefig(part, format=suffix[1:], metadata=metadata)
        part.replace(target)
        written.append(target)
    plt.close(figure)
    return written
