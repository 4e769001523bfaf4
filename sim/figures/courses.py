"""Councils, programs, desks and courtships over time, with what the sources say of them at its date."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sim.figures import look, timeline
from sim.figures.votes import sources
from sim.measures import STANDING
from sim.results import Result
from sim.scenario.schema import Outcome, Scenario
from sim.setting import Setting
from sim.state import Floats
from sim.words import entity_title, say

COLUMNS, MOST = 3, 18
_WHEN = ("date", "since", "until", "label")


@look.styled
def courses(scenario: Scenario, setting: Setting, result: Result, subtitle: str, lang: str = "en") -> Figure | None:
    """A panel for each thing that outcomes ask about such bodies; None where they ask nothing.

    Parameters
    ----------
    subtitle : what identifies the study: variant, n, seed, period
    """
    asked = dict(list(grouped(scenario, result.series).items())[:MOST])
    if not asked:
        return None
    columns = min(COLUMNS, len(asked))
    rows = -(-len(asked) // columns)
    names = [name for group in asked.values() for name in group]
    notes = f"{say('note_courses', lang)} {sources(scenario, names, lang)}".strip()
    size = (3.6 * columns + 0.4, 2.0 + 2.0 * rows)
    page = look.page(rows, columns, size, say("title_courses", lang), subtitle, notes, sharex=True)
    panels = page.axes.ravel()
    for axes, group in zip(panels, asked.values(), strict=False):
        _panel(axes, group, result.series[group[0]], scenario, setting, lang)
    for axes in panels[len(asked) :]:
        axes.set_axis_off()
    page.legend(
        [
            look.key("line", look.SPREAD, say("median", lang)),
            look.key("band", look.SPREAD, say("legend_band", lang)),
            look.key("line", look.NAIVE_TOO, say("legend_no_change", lang), linestyle=look.DOTS),
            look.key("D", look.DOCUMENTED, say("legend_documented", lang)),
            look.key("|", look.VOTE, say("legend_asked", lang), markersize=9, markeredgewidth=2.2),
        ]
    )
    return page.figure


def grouped(scenario: Scenario, series: Mapping[str, Floats]) -> dict[str, list[str]]:
    """Outcomes about standing bodies that read the same series, whatever their dates, by what they read."""
    found: dict[str, list[str]] = {}
    for name, outcome in scenario.outcomes.items():
        if outcome.measure in STANDING and name in series:
            key = outcome.model_dump_json(exclude=set(_WHEN))
            found.setdefault(key, []).append(name)
    return found


def _panel(axes: Axes, group: list[str], values: Floats, scenario: Scenario, setting: Setting, lang: str) -> None:
    outcome = scenario.outcomes[group[0]]
    first, last = setting.year(0), setting.year(setting.n_steps)
    look.date_lines(axes, [], timeline.others(scenario, setting))
    look.band(axes, timeline.ends(setting)[: len(values)], values, look.SPREAD)
    known = values[:, ~np.all(np.isnan(values), axis=0)]
    began = np.flatnonzero(~np.all(np.isnan(known), axis=1))
    if len(began):
        axes.axhline(float(np.nanmean(known[began[0]])), color=look.NAIVE_TOO, linewidth=1.0, linestyle=look.DOTS)
    timeline.time_axis(axes, first, last)
    axes.set_title(entity_title(scenario, outcome, lang), fontweight="bold", fontsize=8.5, wrap=True)
    axes.set_ylabel(say(f"measure_{outcome.measure}", lang))
    for name in group:
        _said(axes, name, scenario.outcomes[name], scenario, last)


def _said(axes: Axes, name: str, outcome: Outcome, scenario: Scenario, last: float) -> None:
    """What the sources say of an outcome: a documented value, or the range that a claim asks for."""
    date = outcome.date or outcome.until or scenario.period.end
    year = date.year + date.month / 12
    if year > last + 1e-9:
        return
    for claim in scenario.claims.values():
        if claim.outcome != name or claim.versus is not None:
            continue
        if claim.expect.between is not None:
            low, high = claim.expect.between
            axes.vlines(year, low, high, color=look.VOTE, linewidth=2.2, zorder=3, clip_on=False)
        if claim.documented is not None:
            look.documented(axes, year, claim.documented, zorder=5, clip_on=False)
