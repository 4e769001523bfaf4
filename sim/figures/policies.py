"""What governments do against what they believe, on every contested issue."""

from __future__ import annotations

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sim.figures import look, timeline
from sim.measures.panels import Panels, Seat, contested, seats
from sim.model.setting import Setting
from sim.scenario.schema import Scenario
from sim.words import country, label, say, short_names


@look.styled
def policies(scenario: Scenario, setting: Setting, panels: Panels, subtitle: str, lang: str = "en") -> Figure | None:
    """A row per contested issue and a column per country with a government; None without one."""
    offices, issues = seats(setting), contested(setting)
    places = sorted({seat.country for seat in offices})
    if not places:
        return None
    size = (max(5.5, 0.9 + 3.1 * len(places)), 2.7 + 1.5 * len(issues))
    shared = {"sharex": True, "sharey": True}
    page = look.page(
        len(issues), len(places), size, say("title_policies", lang), subtitle, say("note_policies", lang), **shared
    )
    for column, place in enumerate(places):
        there = [(row, seat) for row, seat in enumerate(offices) if seat.country == place]
        for row in range(len(issues)):
            _panel(page.axes[row, column], [seat for seat, _ in there], row, setting, panels)
        _head(page.axes[0, column], [seat for _, seat in there], place, scenario, setting, lang)
    for row, issue in enumerate(issues):
        page.axes[row, 0].set_ylabel(label(scenario.issues[setting.issues[issue]].title, lang))
    page.legend(
        [
            look.key("line", look.QUIET, say("legend_policy", lang)),
            look.key("band", look.QUIET, say("legend_band", lang)),
            look.key("line", look.QUIET, say("legend_belief", lang), linestyle=look.DOTS),
            look.key("line", look.VOTE, say("legend_vote", lang), linestyle=look.DASHES),
        ]
    )
    return page.figure


def _panel(axes: Axes, rows: list[int], issue: int, setting: Setting, panels: Panels) -> None:
    years = timeline.ends(setting)
    axes.axhline(0, color=look.FAINT, linewidth=0.6, zorder=0.5)
    look.date_lines(axes, timeline.votes(setting))
    for row, color in zip(rows, look.GROUPS, strict=False):
        look.band(axes, years, panels.policy[row, issue], color)
        _, believed, _ = look.quantiles(panels.position[row, issue])
        axes.plot(years, believed, color=color, linewidth=1.1, linestyle=look.DOTS)
    axes.set_ylim(-1.05, 1.05)
    axes.set_yticks([-1, -0.5, 0, 0.5, 1], ["-1", "", "0", "", "+1"])
    timeline.time_axis(axes, setting.year(0), setting.year(setting.n_steps))


def _head(axes: Axes, there: list[Seat], place: int, scenario: Scenario, setting: Setting, lang: str) -> None:
    """The country, and below it which color is whose."""
    names = short_names(scenario, lang)
    texts = [say("heads", lang) if seat.is_head else names[setting.actors[seat.actors[0]]] for seat in there]
    handles = [look.key("line", color, text) for color, text in zip(look.GROUPS, texts, strict=False)]
    look.head(axes, country(setting.countries[place], lang), handles)
