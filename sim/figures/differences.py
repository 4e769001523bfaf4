"""Differences pair by pair: every pair, the mean with its interval, and what is too small to be worth knowing."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sim.experiments.counterfactuals.compare import Comparison, Difference
from sim.experiments.counterfactuals.pairs import adjusted
from sim.figures import look
from sim.stability import stability_of
from sim.words import label, say, warned

ROW, WORTH = 0.42, "#DDE9DF"
MARKS = {"higher": look.DOCUMENTED, "lower": look.DOCUMENTED, "small": look.NAIVE, "none": look.NAIVE}


@look.styled
def differences(found: Comparison, lang: str = "en") -> Figure:
    """A panel for each outcome, a row for each alternative."""
    outcomes = list(dict.fromkeys(each.outcome for each in found.differences))
    names = found.alternatives
    of = found.scenario.comparisons[found.id].title if found.id else found.scenario.title
    title = say("title_compare", lang, title=label(of, lang) if found.id else label(of, lang).partition(":")[0])
    below = say("cmp_study", lang, seed=found.seed, first=found.months[0], last=found.months[1])
    below = warned(below, found.scenario, lang)
    size = (9.5, 1.75 + (0.75 + ROW * len(names)) * len(outcomes))
    stable = stability_of(found.loaded)
    labels = {each: label(found.scenario.outcomes[each].label, lang) + stable.mark(each) for each in outcomes}
    notes = " ".join([say("note_compare", lang, level=_level(found, lang)), *stable.sentences(labels.values(), lang)])
    page = look.page(len(outcomes), 1, size, title, below, notes)
    for row, outcome in enumerate(outcomes):
        axes: Axes = page.axes[row, 0]
        shown = [each for each in found.differences if each.outcome == outcome]
        _panel(axes, shown)
        axes.set_xlabel(say("axis_compare", lang, label=labels[outcome], baseline=found.baseline))
    page.legend(
        [
            look.key("o", look.MODEL, say("legend_pair", lang), markersize=3.5),
            look.key("o", look.SPREAD, say("legend_interval", lang), linestyle="-", linewidth=2.5),
            look.key("patch", WORTH, say("legend_worth", lang)),
        ]
    )
    return page.figure


def _level(found: Comparison, lang: str) -> str:
    n = len(found.differences)
    if n == 1:
        return say("cmp_level_one", lang)
    return say("cmp_level_many", lang, level=100 * adjusted(0.95, n), n=n)


def _panel(axes: Axes, shown: Sequence[Difference]) -> None:
    worth = shown[0].worth_knowing
    axes.axvspan(-worth, worth, color=WORTH, linewidth=0, zorder=0)
    axes.axvline(0, color="#888888", linewidth=0.8, zorder=0.5)
    for row, each in enumerate(reversed(shown)):
        gaps = each.paired.gaps
        if not len(gaps):
            continue
        axes.scatter(gaps, row + _heights(gaps), s=6, color=look.MODEL, alpha=0.6, linewidths=0, zorder=1)
        if np.isfinite(each.interval.half_width):
            ends = [each.interval.low, each.interval.high]
            axes.plot(ends, [row, row], color=look.SPREAD, linewidth=2.5, solid_capstyle="butt", zorder=2)
        axes.plot([each.paired.difference], [row], "o", color=look.SPREAD, markersize=6, zorder=3)
    names = [f"{each.alternative}\n{each.paired.n}" for each in reversed(shown)]
    axes.set_yticks(range(len(shown)), [name.replace("\n", "  n = ") for name in names])
    axes.tick_params(axis="y", length=0)
    axes.set_ylim(-0.6, len(shown) - 0.4)
    axes.margins(x=0.04)


def _heights(gaps: np.ndarray, width: float = 0.3) -> np.ndarray:
    """Heights that spread equal differences apart, the same every time."""
    places = np.unique(np.round((gaps - gaps.min()) / (np.ptp(gaps) or 1.0) * 80), return_inverse=True)[1]
    counts = np.bincount(places)
    heights = np.zeros(len(gaps))
    for place in range(len(counts)):
        rows = np.flatnonzero(places == place)
        heights[rows] = np.linspace(-1, 1, len(rows) + 2)[1:-1] * width * min(1.0, len(rows) / 8)
    return heights
