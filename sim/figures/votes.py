"""Vote shares: every run, the documented value and two naive forecasts on one line per vote."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sim.figures import look
from sim.results import Result
from sim.scenario.schema import Scenario
from sim.words import label, say


def votes(
    scenario: Scenario,
    result: Result,
    baselines: Mapping[str, Mapping[str, float | None]],
    documented: Mapping[str, float],
    subtitle: str,
    lang: str = "en",
) -> Figure | None:
    """A row per outcome that is a vote share; None where the scenario has none.

    Parameters
    ----------
    baselines : naive forecasts by outcome, from `sim.rivals.naive`
    documented : documented values by outcome
    subtitle : what identifies the study: variant, n, seed, period
    """
    shown = [name for name, outcome in scenario.outcomes.items() if outcome.measure == "vote_share"]
    if not shown:
        return None
    figure, axes = look.canvas(9.5, 1.6 + 0.5 * len(shown))
    axes.axvline(0.5, color="#888888", linewidth=0.8, linestyle=(0, (4, 3)), zorder=0)
    for row, name in enumerate(reversed(shown)):
        _row(axes, row, result.outcomes[name], baselines.get(name, {}), documented.get(name), lang)
    axes.set_yticks(range(len(shown)), [label(scenario.outcomes[name].label, lang) for name in reversed(shown)])
    for tick, name in zip(axes.get_yticklabels(), reversed(shown), strict=True):
        tick.set_color(look.INK if scenario.outcomes[name].actors is None else "#777777")
    axes.set_ylim(-0.6, len(shown) - 0.15)
    axes.set_xlim(-0.02, 1.02)
    axes.set_xlabel(say("axis_share", lang))
    axes.text(0.508, len(shown) - 0.2, say("half", lang), ha="left", va="top", fontsize=8, color="#666666")
    axes.set_title(f"{label(scenario.title, lang)}\n", fontsize=12, fontweight="bold", loc="left")
    axes.text(0, 1.012, subtitle, transform=axes.transAxes, fontsize=9, color="#444444", va="bottom")
    handles, _ = axes.get_legend_handles_labels()
    figure.legend(handles=handles, loc="outside lower center", ncols=5, frameon=False, fontsize=8.5)
    return figure


def _row(
    axes: Axes,
    row: int,
    values: np.ndarray,
    naive: Mapping[str, float | None],
    documented: float | None,
    lang: str,
) -> None:
    first = row == 0
    known = values[~np.isnan(values)]
    if len(known):
        spread = _swarm(known)
        legend = say("legend_model", lang) if first else None
        axes.scatter(known, row + spread, s=7, color=look.MODEL, alpha=0.55, linewidths=0, label=legend, zorder=1)
        low, middle, high = np.quantile(known, [0.05, 0.5, 0.95])
        legend = say("legend_range", lang) if first else None
        axes.plot([low, high], [row, row], color=look.SPREAD, linewidth=2.5, solid_capstyle="butt", zorder=2)
        axes.plot([middle], [row], "o", color=look.SPREAD, markersize=6, label=legend, zorder=3)
    marks = (
        (documented, "D", look.DOCUMENTED, "legend_documented"),
        (naive.get("party_line"), "|", look.NAIVE, "legend_party_line"),
        (naive.get("weighted_mean"), "x", look.NAIVE_TOO, "legend_weighted_mean"),
    )
    for value, marker, color, key in marks:
        if value is not None:
            width = 2.2 if marker in "|x" else 0.8
            axes.plot(
                [value], [row], marker, color=color, markersize=9 if marker == "|" else 7, markeredgewidth=width,
                markeredgecolor=color if marker in "|x" else "white",
                label=say(key, lang) if first else None, linestyle="none", zorder=4,
            )  # fmt: skip


def _swarm(values: np.ndarray, width: float = 0.32, bins: int = 60) -> np.ndarray:
    """Heights that spread equal values apart, the same every time: dots alternate above and below the line."""
    heights = np.zeros(len(values))
    places = np.round(np.clip(values, 0, 1) * bins).astype(int)
    counts = np.bincount(places, minlength=bins + 1)
    for place in np.flatnonzero(counts):
        rows = np.flatnonzero(places == place)
        ranks = np.arange(len(rows))
        side = np.where(ranks % 2 == 0, 1.0, -1.0)
        heights[rows] = side * ((ranks + 1) // 2) * 2 * width / max(counts.max(), 8)
    return heights
