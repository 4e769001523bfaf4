"""What became of each issue in each negotiation: the share of runs in which it is off, consulted, side or core."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sim.figures import look, timeline
from sim.figures.votes import sources
from sim.measures.panels import Panels
from sim.model.agenda import Negotiation
from sim.model.setting import Setting
from sim.scenario.schema import Scenario
from sim.words import label, say

LEVELS = ("off", "consulted", "side", "core")


@look.styled
def provisions(scenario: Scenario, setting: Setting, panels: Panels, subtitle: str, lang: str = "en") -> Figure | None:
    """A row per issue and a column per negotiation; None where nothing is negotiated in the run."""
    talks = [each for each in setting.negotiations if timeline.spans(setting, each.windows)]
    if not talks:
        return None
    issues = sorted({issue for each in talks for issue in each.issues.tolist()})
    read = [name for name, outcome in scenario.outcomes.items() if outcome.measure == "provision"]
    notes = f"{say('note_provisions', lang)} {sources(scenario, read, lang)}".strip()
    size = (max(5.5, 0.9 + 3.2 * len(talks)), 2.7 + 1.3 * len(issues))
    page = look.page(len(issues), len(talks), size, say("title_provisions", lang), subtitle, notes, legend_rows=2)
    for column, each in enumerate(talks):
        for row, issue in enumerate(issues):
            axes: Axes = page.axes[row, column]
            if issue not in each.issues:
                axes.set_axis_off()
                continue
            _stack(axes, each, issue, setting, panels, lang)
            _mark(axes, each, issue, scenario, setting, lang)
            if column == 0:
                axes.set_ylabel(label(scenario.issues[setting.issues[issue]].title, lang))
            axes.tick_params(labelbottom=row == len(issues) - 1)
        _head(page.axes[0, column], each, scenario, setting, lang)
    levels = [look.key("patch", color, say(f"level_{k}", lang)) for k, color in zip(LEVELS, look.LEVELS, strict=True)]
    bars = (("open", "#999999"), ("text", look.INK))
    windows = [look.key("patch", color, say(f"legend_{k}", lang)) for k, color in bars]
    vote = look.key("line", look.VOTE, say("legend_vote", lang), linestyle=look.DASHES)
    date = look.key("line", "#999999", say("legend_date", lang), linestyle=look.DOTS)
    known = look.key("D", look.DOCUMENTED, say("legend_documented", lang))
    page.legend([*levels, *windows, vote, date, known], columns=5)
    return page.figure


def _frame(talks: Negotiation, setting: Setting) -> tuple[float, float]:
    """From a little before its first window to a little after its last vote."""
    opened = timeline.spans(setting, talks.windows)
    voted = [setting.year(setting.decisions[body].step + 1) for body in talks.bodies]
    first, last = opened[0][0], min(max([opened[-1][1], *voted]), setting.year(setting.n_steps))
    margin = 0.08 * (last - first)
    return first - margin, last + margin


def _stack(axes: Axes, talks: Negotiation, issue: int, setting: Setting, panels: Panels, lang: str) -> None:
    """Shares of runs, one upon the other, from the first open month on; at the right end in numbers."""
    reached = panels.provision[talks.first + talks.issues.tolist().index(issue)]
    since = talks.windows[0][0]
    first, last = _frame(talks, setting)
    edges = np.append(timeline.ends(setting)[since:] - setting.dt, last + 1)
    at_end = min(len(edges) - 2, int(np.searchsorted(edges, last)) - 1)
    base = np.zeros(len(edges))
    for level, color in enumerate(look.LEVELS):
        share = np.mean(reached[since:] == level, axis=1)
        top = base + np.append(share, share[-1])
        axes.fill_between(edges, base, top, step="post", color=color, linewidth=0)
        if share[at_end] >= 0.12:
            text = f"{say(f'level_{LEVELS[level]}', lang)} {share[at_end]:.0%}"
            middle = (base[at_end] + top[at_end]) / 2
            axes.text(
                0.97, middle, text, transform=axes.get_yaxis_transform(), ha="right", va="center", fontsize=7.5,
                color=look.INK, zorder=3, bbox={"facecolor": "white", "alpha": 0.85, "linewidth": 0, "pad": 1.5},
            )  # fmt: skip
        base = top
    axes.set_ylim(0, 1)
    axes.set_yticks([0, 0.5, 1], ["0", ".5", "1"])
    timeline.time_axis(axes, first, last)


def _mark(axes: Axes, talks: Negotiation, issue: int, scenario: Scenario, setting: Setting, lang: str) -> None:
    """Windows as a bar above, votes as lines, the documented provision beside the end."""
    for windows, color in ((talks.windows, "#999999"), (talks.core_windows, look.INK)):
        for since, until in timeline.spans(setting, windows):
            low = 1.0 if color == "#999999" else 1.035
            axes.fill_between([since, until], low, low + 0.035, color=color, linewidth=0, clip_on=False)
    look.date_lines(axes, timeline.votes(setting), timeline.others(scenario, setting), zorder=2)
    names = {
        name for name, outcome in scenario.outcomes.items()
        if outcome.measure == "provision" and outcome.negotiation == talks.id
        and outcome.issue == setting.issues[issue]
    }  # fmt: skip
    for claim in scenario.claims.values():
        if claim.outcome in names and claim.documented is not None:
            _, last = _frame(talks, setting)
            level = round(claim.documented)
            look.documented(axes, last, 0.125 + 0.25 * level, clip_on=False, zorder=5)
            axes.annotate(
                say(f"level_{LEVELS[level]}", lang), (last, 0.125 + 0.25 * level), (6, 0), textcoords="offset points",
                fontsize=7, color=look.DOCUMENTED, va="center", annotation_clip=False,
            )  # fmt: skip
            return


def _head(axes: Axes, talks: Negotiation, scenario: Scenario, setting: Setting, lang: str) -> None:
    """What is negotiated, and when votes and other key dates fall."""
    axes.set_title(label(scenario.negotiations[talks.id].title, lang), fontweight="bold", pad=44)
    timeline.name_months(axes, timeline.votes(setting) + timeline.others(scenario, setting))
