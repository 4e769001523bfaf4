"""Who has taken an idea up."""

from __future__ import annotations

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sim.figures import look, timeline
from sim.figures.votes import sources
from sim.measures.panels import Panels
from sim.model.setting import Setting
from sim.scenario.schema import Scenario
from sim.words import label, say


@look.styled
def ideas(scenario: Scenario, setting: Setting, panels: Panels, subtitle: str, lang: str = "en") -> Figure | None:
    """A row per idea, the share that has taken it up; None without ideas."""
    if not setting.ideas:
        return None
    known = [name for name, outcome in scenario.outcomes.items() if outcome.measure == "adopted_share"]
    notes = f"{say('note_ideas', lang)} {sources(scenario, known, lang)}".strip()
    size = (10.0, 1.9 + 1.9 * len(setting.ideas))
    page = look.page(len(setting.ideas), 1, size, say("title_ideas", lang), subtitle, notes, sharex=True)
    for idea in setting.ideas:
        (axes,) = page.axes[idea.row]
        look.window_spans(axes, timeline.spans(setting, idea.windows))
        look.date_lines(axes, timeline.votes(setting))
        look.band(axes, timeline.ends(setting), panels.adopted[idea.row], look.SPREAD)
        timeline.time_axis(axes, setting.year(0), setting.year(setting.n_steps))
        _documented(axes, idea.id, scenario, setting)
        axes.set_ylim(-0.02, 1.02)
        axes.set_title(label(scenario.ideas[idea.id].title, lang), fontweight="bold")
        axes.set_ylabel(say("axis_adopted", lang))
    page.legend(
        [
            look.key("line", look.SPREAD, say("median", lang)),
            look.key("band", look.SPREAD, say("legend_band", lang)),
            look.key("patch", "#DDDDDD", say("legend_window", lang)),
            look.key("line", look.VOTE, say("legend_vote", lang), linestyle=look.DASHES),
        ]
    )
    return page.figure


def _documented(axes: Axes, idea: str, scenario: Scenario, setting: Setting) -> None:
    """The documented value of the outcome that reads the same thing, at its date."""
    for claim in scenario.claims.values():
        outcome = scenario.outcomes[claim.outcome]
        if claim.documented is None or outcome.measure != "adopted_share":
            continue
        if outcome.idea != idea or outcome.date is None:
            continue
        year = outcome.date.year + outcome.date.month / 12
        if year <= setting.year(setting.n_steps):
            look.documented(axes, year, claim.documented, zorder=5)
