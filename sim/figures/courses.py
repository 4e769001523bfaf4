"""Councils, programs, desks and courtships over time, with what the sources say of them at its date."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sim.figures import look, timeline
from sim.figures.votes import sources
from sim.measures import STANDING
from sim.model.setting import Setting
from sim.model.state import Floats
from sim.results import Result
from sim.scenario.schema import Label, Outcome, Scenario
from sim.words import entity_title, label, place_names, say, short_names, without_brackets

COLUMNS, TITLE, MOST_DATES, MOST_NAMED = 3, 38, 12, 2
KINDS = {"councils": "council", "programs": "program", "desks": "desk", "visits": "courtship"}
_WHEN = ("date", "since", "until", "label")


@look.styled
def courses(
    kind: str, scenario: Scenario, setting: Setting, result: Result, subtitle: str, lang: str = "en"
) -> Figure | None:
    """A panel for each thing that outcomes ask about bodies of one kind; None where they ask nothing.

    Parameters
    ----------
    kind : councils, programs, desks or visits
    subtitle : what identifies the study: variant, n, seed, period
    """
    asked = grouped(kind, scenario, result.series)
    if not asked:
        return None
    columns = min(COLUMNS, len(asked))
    rows = -(-len(asked) // columns)
    names = [name for group in asked for name in group]
    dated = [say("note_dates", lang)] if _dates(scenario, setting) else []
    notes = " ".join([*dated, say("note_courses", lang), sources(scenario, names, lang)]).strip()
    size = (3.6 * columns + 0.4 + (2.6 if columns == 1 else 0), 1.9 + 2.0 * rows)
    title = f"{say(f'title_{kind}', lang)}: {label(scenario.title, lang).partition(':')[0]}"
    page = look.page(rows, columns, size, title, subtitle, notes, sharex=True)
    panels = page.axes.ravel()
    for place, (axes, group) in enumerate(zip(panels, asked, strict=False)):
        _panel(axes, group, result.series[group[0]], scenario, setting, lang)
        axes.tick_params(labelbottom=place + columns >= len(asked))
    for axes in panels[len(asked) :]:
        axes.set_axis_off()
    page.legend(_handles(lang), columns=3 if columns < COLUMNS else None)
    return page.figure


def _handles(lang: str) -> list[Any]:
    return [
        look.key("line", look.SPREAD, say("median", lang)),
        look.key("band", look.SPREAD, say("legend_band", lang)),
        look.key("line", look.NAIVE_TOO, say("legend_no_change", lang), linestyle=look.DOTS),
        look.key("D", look.DOCUMENTED, say("legend_documented", lang)),
        look.key("|", look.VOTE, say("legend_asked", lang), markersize=9, markeredgewidth=2.2),
    ]


def grouped(kind: str, scenario: Scenario, series: Mapping[str, Floats]) -> list[list[str]]:
    """Outcomes about bodies of a kind, those together that read the same series whatever their dates."""
    found: dict[str, list[str]] = {}
    for name, outcome in scenario.outcomes.items():
        if outcome.measure in STANDING and getattr(outcome, KINDS[kind]) is not None and name in series:
            key = outcome.model_dump_json(exclude=set(_WHEN))
            found.setdefault(key, []).append(name)
    return list(found.values())


def _panel(axes: Axes, group: list[str], values: Floats, scenario: Scenario, setting: Setting, lang: str) -> None:
    outcome = scenario.outcomes[group[0]]
    first, last = setting.year(0), setting.year(setting.n_steps)
    look.date_lines(axes, [], _dates(scenario, setting))
    look.band(axes, timeline.ends(setting)[: len(values)], values, look.SPREAD)
    known = values[:, ~np.all(np.isnan(values), axis=0)]
    began = np.flatnonzero(~np.all(np.isnan(known), axis=1))
    if len(began):
        axes.axhline(float(np.nanmean(known[began[0]])), color=look.NAIVE_TOO, linewidth=1.0, linestyle=look.DOTS)
    timeline.time_axis(axes, first, last)
    axes.set_title("\n".join(textwrap.wrap(_title(scenario, outcome, lang), TITLE)), fontweight="bold", fontsize=8.5)
    axes.set_ylabel("\n".join(textwrap.wrap(_unit(scenario, outcome, lang), 26)))
    for name in group:
        _said(axes, name, scenario.outcomes[name], scenario, last)
    low, high = axes.get_ylim()
    if np.all(known[~np.isnan(known)] >= 0.0):
        axes.set_ylim(0.0, high if high > 1e-9 else 1.0)
    elif np.all(known[~np.isnan(known)] <= 0.0):
        axes.set_ylim(low, 0.0)


def _dates(scenario: Scenario, setting: Setting) -> list[float]:
    """Key dates, unless there are so many that they would hide the rest."""
    dates = timeline.others(scenario, setting)
    return dates if len(dates) <= MOST_DATES else []


def _title(scenario: Scenario, outcome: Outcome, lang: str) -> str:
    """What part of the body it is about; and the body, by its abbreviation where it has one, if there are several."""
    named = _named(scenario, outcome, lang)
    parts = [label(scenario.issues[issue].title, lang) for issue in outcome.issues or []]
    parts += [say(f"level_{outcome.level}", lang)] if outcome.level else []
    parts += named[:MOST_NAMED]
    parts += [say("story_more", lang, n=len(named) - MOST_NAMED)] if len(named) > MOST_NAMED else []
    if outcome.courtship is not None and len(scenario.courtship) == 1 and parts:
        return ", ".join(parts)
    name = without_brackets(entity_title(scenario, outcome, lang))
    return f"{name}: {', '.join(parts)}" if parts else name


def _named(scenario: Scenario, outcome: Outcome, lang: str) -> list[str]:
    """Places, and actors or else visits, that an outcome names."""
    actors = outcome.actors.ids or [] if outcome.actors is not None else []
    visits = [] if actors else [label(_visit(scenario, outcome, each), lang) for each in outcome.visits or []]
    places = [place_names(scenario, lang)[place] for place in outcome.places or []]
    return places + [short_names(scenario, lang)[name] for name in actors] + visits


def _visit(scenario: Scenario, outcome: Outcome, name: str) -> Label:
    return scenario.courtship[outcome.courtship or ""].visits[name].title


def _unit(scenario: Scenario, outcome: Outcome, lang: str) -> str:
    claimed = scenario.programs[outcome.program].claimed if outcome.program else None
    if outcome.measure == "delivered" and claimed is not None:
        return label(claimed.unit, lang)
    return say(f"axis_{outcome.measure}", lang)


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
