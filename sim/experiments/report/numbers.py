"""Outcomes as numbers in cells: quantiles over runs, shares of yes, months, documented values and naive forecasts."""

from __future__ import annotations

import numpy as np

from sim.experiments.report.blocks import DASH, PART, Table
from sim.experiments.report.reading import Reading
from sim.experiments.sensitivity.sentences import number, share
from sim.measures import DATES, YES_NO
from sim.model.state import Floats
from sim.rivals.naive import OF_VOTES
from sim.words import say

SHARES = ("vote_share", "adopted_share", "cross_border_share", "density", "reciprocity")
VOTED = ("vote_share", "vote_count", "passed")  # measures with the naive forecasts of votes
MOST_SETTINGS, MOST_COLUMNS = 30, 8  # of the table of settings


def cell(value: float | None, measure: str, lang: str) -> str:
    """A value of an outcome: a share with three decimals, yes or no, a month, or three significant digits."""
    if value is None or np.isnan(value):
        return "-"
    if measure in YES_NO:
        return say("yes" if value > 0.5 else "no", lang)
    if measure in DATES:
        year, month = divmod(round(value * 12), 12)
        return f"{year}-{month + 1:02d}"
    return share(value) if measure in SHARES else number(value)


def middle(values: Floats, measure: str, lang: str) -> str:
    """The median of runs, or the share of yes."""
    known = values[~np.isnan(values)]
    if not len(known):
        return "-"
    return f"{known.mean():.0%}" if measure in YES_NO else cell(float(np.median(known)), measure, lang)


def spread_of(values: Floats, measure: str, lang: str) -> str:
    """5 to 95 % of runs; nothing of yes and no."""
    known = values[~np.isnan(values)]
    if not len(known) or measure in YES_NO:
        return ""
    low, high = np.quantile(known, [0.05, 0.95])
    return f"{cell(float(low), measure, lang)}{DASH}{cell(float(high), measure, lang)}"


def between_settings(reading: Reading, outcome: str) -> str:
    """Lowest and highest median, or share of yes, of a setting."""
    measure = reading.measure(outcome)
    grouped = reading.frame.groupby("point")[outcome]
    found = (grouped.mean() if measure in YES_NO else grouped.median()).dropna()
    if found.empty:
        return "-"
    texts = [
        f"{x:.0%}" if measure in YES_NO else cell(float(x), measure, reading.lang) for x in (found.min(), found.max())
    ]
    return texts[0] if texts[0] == texts[1] else f"{texts[0]}{DASH}{texts[1]}"


def mark(values: Floats, value: float | None, measure: str, lang: str) -> str:
    """Whether a documented value lies within 5 to 95 % of runs, or is what most runs say."""
    known = values[~np.isnan(values)]
    if value is None or not len(known):
        return ""
    if measure in YES_NO:
        is_inside = (known.mean() > 0.5) == (value > 0.5)
    else:
        low, high = np.quantile(known, [0.05, 0.95])
        is_inside = low - 1e-9 <= value <= high + 1e-9
    return say("report_mark_inside" if is_inside else "report_mark_outside", lang)


def outcome_tables(reading: Reading) -> list[Table]:
    """Votes with their naive forecasts, then all other outcomes."""
    lang = reading.lang
    defined = [name for name in reading.outcomes if name not in undefined(reading)]
    voted = [name for name in defined if reading.measure(name) in VOTED]
    others = [name for name in defined if name not in voted]
    shown = tuple(reversed(OF_VOTES))
    tables = []
    for names, columns, heads, caption in (
        (voted, shown, tuple(say(c, lang) for c in shown), say("report_votes_caption", lang, n=_settings(reading))),
        (others, ("no_change",), (say("report_no_change", lang),), say("report_others_caption", lang)),
    ):
        if names:
            rows = tuple(_outcome_row(reading, name, columns) for name in names)
            tables.append(Table((*_heads(lang), *heads), rows, caption))
    return tables


def undefined(reading: Reading) -> list[str]:
    """Outcomes that no run defines, such as those dated after the last month."""
    return [name for name in reading.outcomes if reading.frame[name].isna().all()]


def settings_and_draws(reading: Reading, outcome: str) -> str:
    """In how many settings, and with how many draws each, an outcome is defined: they are no `settings x draws` cases.

    Runs stand behind them where some lack.
    """
    counts = reading.frame.groupby("point")[outcome].count()
    counts = counts[counts > 0]
    if counts.empty:
        return "0"
    text = f"{len(counts)} x {counts.max()}"
    return text if counts.min() == counts.max() else f"{text} ({counts.sum()})"


def _settings(reading: Reading) -> int:
    return int(reading.frame["point"].nunique())


def _heads(lang: str) -> tuple[str, ...]:
    keys = (
        "report_outcome",
        "report_settings_draws",
        "median",
        "range",
        "report_settings_range",
        "documented",
        "report_mark_in",
    )
    return tuple(say(key, lang) for key in keys)


def _outcome_row(reading: Reading, name: str, columns: tuple[str, ...]) -> tuple[str, ...]:
    lang, measure, values = reading.lang, reading.measure(name), reading.values(name)
    known, naive = reading.documented.get(name), reading.naive.get(name, {})
    outcome = reading.scenario.outcomes.get(name)
    is_part = outcome is not None and measure in VOTED and outcome.actors is not None
    return (
        (PART if is_part else "") + reading.title(name),
        settings_and_draws(reading, name),
        middle(values, measure, lang),
        spread_of(values, measure, lang),
        between_settings(reading, name),
        "" if known is None else cell(known, measure, lang),
        mark(values, known, measure, lang),
        *(cell(naive.get(column), measure, lang) for column in columns),
    )


def settings_table(reading: Reading) -> Table | None:
    """A row a setting with the first headline outcomes; None where there is one setting, or too many of them."""
    plan, lang = reading.plan, reading.lang
    if not 1 < len(plan.points) <= MOST_SETTINGS:
        return None
    names = reading.headline[: max(2, MOST_COLUMNS - len(plan.axes))]
    head = [say("report_setting", lang), *(axis.name for axis in plan.axes), say("report_n", lang)]
    rows = []
    for number_, point in enumerate(plan.points):
        n = int((reading.frame["point"] == number_).sum())
        cells = [_setting_cell(reading, name, number_) for name in names]
        rows.append((str(number_), *(plain(value) for value in point.values()), str(n), *cells))
    return Table((*head, *(reading.title(name) for name in names)), tuple(rows), say("report_settings_caption", lang))


def _setting_cell(reading: Reading, name: str, point: int) -> str:
    values, measure = reading.values(name, point), reading.measure(name)
    spread = spread_of(values, measure, reading.lang)
    return f"{middle(values, measure, reading.lang)} ({spread})" if spread else middle(values, measure, reading.lang)


def plain(value: object) -> str:
    """A value of an axis as it is typed.

    >>> plain(1.0), plain(0.30000000000000004), plain("no_ezln"), plain(None)
    ('1', '0.3', 'no_ezln', 'null')
    """
    if isinstance(value, bool):
        return "true" if value else "false"
    if value is None:
        return "null"
    return f"{value:.4g}" if isinstance(value, float) else str(value)
