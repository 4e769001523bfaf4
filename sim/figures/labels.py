"""Labels of points that touch neither each other nor the points."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import NDArray

from sim.figures import look

DIRECTIONS = np.deg2rad([0, 180, 35, -35, 145, -145, 90, -90, 65, -65, 115, -115, 15, -15, 165, -165])
GAP = 1.5  # pixels between two texts

Box = tuple[float, float, float, float]  # left, bottom, right, top in pixels


@dataclass
class Taken:
    """Boxes that are full already."""

    boxes: list[Box] = field(default_factory=list)

    def touches(self, box: Box) -> bool:
        """Whether a box lies over one that is taken."""
        if not self.boxes:
            return False
        left, bottom, right, top = np.array(self.boxes).T
        return bool(np.any((left < box[2]) & (box[0] < right) & (bottom < box[3]) & (box[1] < top)))


def settle(figure: Figure) -> None:
    """Fix the layout of a figure, so that pixels are what they will be."""
    with mpl.rc_context(look.STYLE):
        figure.draw_without_rendering()
    figure.set_layout_engine("none")


def place(
    axes: Axes,
    points: Mapping[int, NDArray[np.float64]],
    radius: Mapping[int, float],
    texts: Mapping[int, str],
    order: Sequence[int],
    size: float,
    reach: Sequence[float] = (0, 8, 18, 30, 45, 62, 80),
) -> list[int]:
    """Write each text beside its point where there is room, further off with a thin line to it.

    The layout of the figure must be final: see `settle`.

    Parameters
    ----------
    points : data coordinates
    radius : of the points [pixels]
    order : who chooses first
    reach : distances from a point that are tried [points]; who finds no room there gets no label

    Returns
    -------
    list of int
        Those that found room.
    """
    figure = axes.figure
    frame = axes.get_window_extent()
    taken = Taken()
    middles = {node: axes.transData.transform(points[node]) for node in points}
    for node, (x, y) in middles.items():
        r = radius[node]
        taken.boxes.append((x - r, y - r, x + r, y + r))
    placed = []
    for node in order:
        text = axes.text(0, 0, texts[node], fontsize=size, color=look.INK, linespacing=0.95, zorder=6)
        extent = text.get_window_extent()
        for box, far in _candidates(middles[node], radius[node], extent.width, extent.height, reach, figure.dpi):
            inside = box[0] >= frame.x0 and box[2] <= frame.x1 and box[1] >= frame.y0 and box[3] <= frame.y1
            if inside and not taken.touches(box):
                _write(axes, text, box, points[node], far)
                taken.boxes.append(box)
                placed.append(node)
                break
        else:
            text.remove()
    return placed


def _candidates(
    middle: NDArray[np.float64], radius: float, width: float, height: float, reach: Sequence[float], dpi: float
) -> Iterator[tuple[Box, float]]:
    for far in reach:
        for angle in DIRECTIONS:
            toward = np.array([np.cos(angle), np.sin(angle)])
            off = radius + 2.0 + far * dpi / 72.0
            x = middle[0] + toward[0] * (off + width / 2)
            y = middle[1] + toward[1] * (off + height / 2)
            box = (x - width / 2 - GAP, y - height / 2 - GAP, x + width / 2 + GAP, y + height / 2 + GAP)
            yield box, far


def _write(axes: Axes, text: mpl.text.Text, box: Box, point: NDArray[np.float64], far: float) -> None:
    x, y = axes.transData.inverted().transform(((box[0] + box[2]) / 2, (box[1] + box[3]) / 2))
    text.set(position=(x, y), ha="center", va="center", multialignment="center")
    if far > 8:
        axes.plot([point[0], x], [point[1], y], color=look.FAINT, linewidth=0.4, zorder=1.5)
