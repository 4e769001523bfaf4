"""Where campaigners press, and by which tactic, by their country."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import NDArray

from sim.figures import look, timeline
from sim.measures.panels import PLACES, Panels
from sim.model.campaigns.tactics import TACTICS
from sim.model.setting import Setting
from sim.words import country, say

MONTHS = 6  # over which effort is averaged, so that lines can be told apart


@look.styled
def efforts(setting: Setting, panels: Panels, subtitle: str, lang: str = "en") -> Figure | None:
    """A row per country with campaigners; venues on the left, tactics on the right; None without any effort."""
    rows = [row for row, spent in enumerate(panels.effort) if spent.any()]
    if not rows:
        return None
    size = (10.0, 2.4 + 1.75 * len(rows))
    notes = say("note_efforts", lang, months=MONTHS)
    page = look.page(len(rows), 2, size, say("title_efforts", lang), subtitle, notes, sharex=True, sharey="row")
    for row, place in enumerate(rows):
        of_country = panels.effort[place].astype(np.float64)
        _panel(page.axes[row, 0], of_country.sum(axis=1), setting)
        _panel(page.axes[row, 1], of_country.sum(axis=0), setting)
        page.axes[row, 0].set_ylim(bottom=0)
        page.axes[row, 0].set_ylabel(country(setting.countries[place], lang), fontweight="bold")
    for column, (title, names, prefix) in enumerate((("venues", PLACES, "venue"), ("tactics", TACTICS, "tactic"))):
        kinds = [look.key("line", c, say(f"{prefix}_{n}", lang)) for n, c in zip(names, look.KINDS, strict=False)]
        look.head(page.axes[0, column], say(f"head_{title}", lang), kinds, columns=2)
    page.legend(
        [
            look.key("line", look.QUIET, say("median", lang)),
            look.key("band", look.QUIET, say("legend_band", lang)),
            look.key("line", look.VOTE, say("legend_vote", lang), linestyle=look.DASHES),
        ]
    )
    return page.figure


def _panel(axes: Axes, spent: NDArray[np.float64], setting: Setting) -> None:
    """One line for each kind, (kind, step, run)."""
    years = timeline.ends(setting)
    look.date_lines(axes, timeline.votes(setting))
    for values, color in zip(spent, look.KINDS, strict=False):
        if values.any():
            look.band(axes, years, smooth(values, min(MONTHS, len(years))), color)
    timeline.time_axis(axes, setting.year(0), setting.year(setting.n_steps))


def smooth(values: NDArray[np.float64], months: int) -> NDArray[np.float64]:
    """Mean over the months up to each, (step, run); over fewer at the start."""
    total = np.cumsum(values, axis=0)
    window = total.copy()
    window[months:] = total[months:] - total[:-months]
    counts = np.minimum(np.arange(len(values)) + 1, months)
    return window / counts[:, None]
