"""Vote shares: every run, the documented value, two naive forecasts, the table alone; the numbers beside it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sim.figures import look
from sim.model.agenda import DecidingRule
from sim.model.votes.verdict import HALF, share_needed
from sim.results import Result
from sim.scenario.schema import Scenario
from sim.stability import Stability
from sim.words import label, say

COLUMNS = ((22, "documented"), (60, "median"), (100, "passes"), (140, "n"))  # points from the axes' right end
ROW = 0.34  # inches


@look.styled
def votes(
    scenario: Scenario,
    result: Result,
    baselines: Mapping[str, Mapping[str, float | None]],
    documented: Mapping[str, float],
    subtitle: str,
    lang: str = "en",
    stability: Stability | None = None,
    alone: Mapping[str, float | int | None] | None = None,
) -> Figure | None:
    """A row per outcome that is a vote share; None where the scenario has none.

    Parameters
    ----------
    baselines : naive forecasts by outcome, from `sim.rivals.naive`
    documented : documented values by outcome
    subtitle : what identifies the study: variant, n, seed, period
    stability : what flips between the two codings of the case is marked
    alone : by outcome the mean of the coded table alone, where it was run
    """
    shown, stable = _in_order(scenario), stability or Stability()
    if not shown:
        return None
    labels = {name: label(scenario.outcomes[name].label, lang) + stable.mark(name) for name in shown}
    notes = [sources(scenario, shown, lang), say("note_votes", lang), *stable.sentences(labels.values(), lang)]
    title = f"{say('title_votes', lang)}: {label(scenario.title, lang).partition(':')[0]}"
    page = look.page(1, 1, (10.5, 1.95 + ROW * len(shown)), title, subtitle, " ".join(notes).strip())
    axes: Axes = page.axes[0, 0]
    asked = {name: needed(scenario, name) for name in shown}
    for row, name in enumerate(reversed(shown)):
        _asked(axes, row, asked[name], len(shown))
        _row(axes, row, result.outcomes[name], baselines.get(name, {}), documented.get(name))
        _numbers(axes, row, name, scenario, result, documented.get(name), lang)
        if alone and (mean := alone.get(name)) is not None:
            axes.plot([mean], [row], "s", color=look.INK, markersize=7, zorder=4, **look.HOLLOW)
    _frame(axes, scenario, labels, lang)
    _head(axes, len(shown), set(asked.values()), lang)
    page.legend(
        [
            look.key("o", look.MODEL, say("legend_model", lang), markersize=3.5),
            look.key("o", look.SPREAD, say("legend_range", lang), linestyle="-", linewidth=2.5),
            look.key("D", look.DOCUMENTED, say("legend_documented", lang)),
            look.key("|", look.NAIVE, say("legend_party_line", lang), markersize=9, markeredgewidth=2.2),
            look.key("x", look.NAIVE_TOO, say("legend_weighted_mean", lang), markeredgewidth=2.2),
            *([look.key("s", look.INK, say("alone_legend", lang), **look.HOLLOW)] if alone else []),
        ]
    )
    return page.figure


def _in_order(scenario: Scenario) -> list[str]:
    """Outcomes that are vote shares by the date of their decision, whole chambers before their parts."""
    of = {name: outcome for name, outcome in scenario.outcomes.items() if outcome.measure == "vote_share"}
    first = {outcome.decision: rank for rank, outcome in reversed(list(enumerate(of.values())))}
    dates = {name: scenario.decisions[outcome.decision or ""].date for name, outcome in of.items()}
    return sorted(of, key=lambda name: (dates[name], first[of[name].decision], of[name].actors is not None))


def sources(scenario: Scenario, outcomes: list[str], lang: str) -> str:
    """Which claims of the scenario the documented values of some outcomes come from."""
    known = [c for c in scenario.claims.values() if c.outcome in outcomes and c.documented is not None]
    codes = list(dict.fromkeys(code for claim in known for code in claim.of))
    return say("note_documented", lang, claims=", ".join(codes)) if codes else ""


def _frame(axes: Axes, scenario: Scenario, labels: Mapping[str, str], lang: str) -> None:
    """Labels, limits, a shade behind every second decision, and the heads of the columns of numbers."""
    shown = list(labels)
    decisions = list(dict.fromkeys(scenario.outcomes[name].decision for name in shown))
    axes.set_yticks(range(len(shown)), [labels[name] for name in reversed(shown)])
    for row, (tick, name) in enumerate(zip(axes.get_yticklabels(), reversed(shown), strict=True)):
        outcome = scenario.outcomes[name]
        tick.set_color(look.INK if outcome.actors is None else "#777777")
        if decisions.index(outcome.decision) % 2:
            axes.axhspan(row - 0.5, row + 0.5, color="#F5F5F5", linewidth=0, zorder=0)
    axes.tick_params(axis="y", length=0)
    axes.set_ylim(-0.6, len(shown) - 0.4)
    axes.set_xlim(-0.02, 1.02)
    axes.set_xlabel(say("axis_share", lang))
    for x, key in COLUMNS:
        _beside(axes, x, len(shown) - 0.4, say(f"column_{key}", lang), key, "bottom")


def needed(scenario: Scenario, outcome: str) -> float | None:
    """The share of yes votes that the rule of an outcome's decision asks for; None where no share decides."""
    rule = scenario.decisions[scenario.outcomes[outcome].decision or ""].rule
    return share_needed(DecidingRule(rule.type, needed=getattr(rule, "needed", HALF)))


def _asked(axes: Axes, row: int, share: float | None, n: int) -> None:
    """The broken line of one row, and of the edges above and below all rows."""
    if share is not None:
        low, high = row - 0.6 if row == 0 else row - 0.5, row + 0.6 if row == n - 1 else row + 0.5
        axes.plot([share, share], [low, high], color="#888888", linewidth=0.8, linestyle=(0, (4, 3)), zorder=0.5)


def _head(axes: Axes, n: int, asked: set[float | None], lang: str) -> None:
    """What the broken line is: the majority where all rows ask for it."""
    key = "half" if asked == {HALF} else "needed_mark"
    axes.text(0.508, n - 0.4, say(key, lang), ha="left", va="bottom", fontsize=7.5, color=look.QUIET)


def _numbers(
    axes: Axes, row: int, name: str, scenario: Scenario, result: Result, documented: float | None, lang: str
) -> None:
    """Documented and median share, in how many runs it passes, and in how many it was voted at all."""
    values = result.outcomes[name]
    known = values[~np.isnan(values)]
    of = scenario.outcomes[name]
    passed, n = result.times_passed(of.decision or "")
    texts = (
        "" if documented is None else _share(documented),
        _share(float(np.median(known))) if len(known) else "-",
        "" if of.actors is not None else say("passes_in", lang, passed=passed, n=n) if n else "-",
        str(len(known)),
    )
    for (x, key), text in zip(COLUMNS, texts, strict=True):
        _beside(axes, x, row, text, key, "center")


def _beside(axes: Axes, x: float, y: float, text: str, key: str, va: Literal["center", "bottom"]) -> None:
    color = look.DOCUMENTED if key == "documented" else look.QUIET
    axes.annotate(
        text, (1, y), (x, 0), axes.get_yaxis_transform(), textcoords="offset points", ha="center", va=va, fontsize=7.5,
        color=color, annotation_clip=False,
    )  # fmt: skip


def _share(value: float) -> str:
    return f"{value:.3f}".removeprefix("0")


def _row(axes: Axes, row: int, values: np.ndarray, naive: Mapping[str, float | None], documented: float | None) -> None:
    known = values[~np.isnan(values)]
    if len(known):
        axes.scatter(known, row + _swarm(known), s=5, color=look.MODEL, alpha=0.55, linewidths=0, zorder=1)
        low, middle, high = np.quantile(known, [0.05, 0.5, 0.95])
        axes.plot([low, high], [row, row], color=look.SPREAD, linewidth=2.5, solid_capstyle="butt", zorder=2)
        axes.plot([middle], [row], "o", color=look.SPREAD, markersize=6, zorder=3)
    marks = ((naive.get("party_line"), "|", look.NAIVE), (naive.get("weighted_mean"), "x", look.NAIVE_TOO))
    for value, marker, color in marks:
        if value is not None:
            size = 9 if marker == "|" else 6.5
            axes.plot([value], [row], marker, color=color, markersize=size, markeredgewidth=2.2, zorder=4)
    if documented is not None:
        look.documented(axes, documented, row, zorder=5)


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
