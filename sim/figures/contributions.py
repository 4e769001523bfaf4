"""What an outcome owes to each actor, alliance, group and mechanism: bars with intervals, the greatest first."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sim.experiments.counterfactuals.contributions import Contribution
from sim.experiments.counterfactuals.explain import Explanation
from sim.figures import look
from sim.stability import stability_of
from sim.words import label, say, short_names, warned

PANELS = ("actors", "own_actors", "alliances", "groups", "mechanisms")
SHOWN = 15  # bars of a panel; groups have one each
ROW = 0.23
STANDS, LEAVES_OUT, INCLUDES = look.SPREAD, look.MODEL, "#D5D5D5"


@look.styled
def contributions(found: Explanation, lang: str = "en") -> Figure:
    """A panel for each kind of deletion, each with its own scale; what made no difference in any pair has no bar."""
    shown: dict[str, list[Contribution]] = {}
    for each in found.contributions:
        panel = "own_actors" if each.is_own and each.deletion.kind == "actors" else each.deletion.kind
        has_room = panel == "groups" or len(shown.get(panel, ())) < SHOWN
        if not each.is_same and not math.isnan(each.size) and has_room:
            shown.setdefault(panel, []).append(each)
    stable = stability_of(found.loaded)
    name = label(found.scenario.outcomes[found.outcome].label, lang) + stable.mark(found.outcome)
    title = say("title_explain", lang, label=name)
    below = _study(found, lang)
    notes = say("note_explain", lang, n=found.n_seen, by_chance=0.05 * found.n_seen)
    own = any(each.is_own for each in shown.get("groups", ()))
    star = ["* " + say("exp_own_note", lang)] if own else []
    notes = " ".join([notes, *_drawn(found, lang), *star, *stable.sentences(name, lang)])
    heights = [max(2, len(shown[panel])) for panel in PANELS if panel in shown] or [2]
    size = (9.0, 2.1 + sum(0.55 + ROW * height for height in heights))
    page = look.page(len(heights), 1, size, title, below, notes, legend_rows=1, height_ratios=heights)
    names = short_names(found.scenario, lang)
    panels = sorted(shown.items(), key=lambda item: PANELS.index(item[0]))
    for axes, (panel, rows) in zip(page.axes[:, 0], panels, strict=False):
        _panel(axes, [(_name(each, names, lang), each) for each in rows])
        axes.set_title(say(f"exp_{panel}", lang), fontweight="bold")
    page.axes[-1, 0].set_xlabel(say("axis_explain", lang))
    has_same = any(not each.is_apart for rows in shown.values() for each in rows)
    page.legend(
        [
            look.key("patch", STANDS, say("legend_stands", lang)),
            look.key("patch", LEAVES_OUT, say("legend_leaves_out", lang)),
            look.key("patch", INCLUDES, say("legend_includes", lang)),
            *([look.key("d", INCLUDES, say("legend_same_pairs", lang), markeredgecolor=look.INK)] if has_same else []),
        ]
    )
    return page.figure


def _study(found: Explanation, lang: str) -> str:
    version = say("baseline", lang) if found.variant == "baseline" else say("variant", lang, variant=found.variant)
    study = say(
        "exp_study", lang, mean=f"{found.mean:.3g}", n=found.replicates, seed=found.seed, first=found.months[0],
        last=found.months[1],
    )  # fmt: skip
    return warned(f"{version}; {study}", found.scenario, lang)


def _drawn(found: Explanation, lang: str) -> list[str]:
    """A sentence on what is drawn once for each pair, beside the replicate; none where nothing is."""
    errors = ", ".join(f"{error:.3g}" for error in dict.fromkeys(found.coding_error) if any(found.coding_error))
    parts = [say("change_jitter", lang, jitter=errors)] if errors else []
    parts += [say("exp_range", lang, name=name, low=low, high=high) for name, (low, high) in found.ranges.items()]
    return [say("note_explain_drawn", lang, what=", ".join(parts))] if parts else []


def _name(each: Contribution, names: Mapping[str, str], lang: str) -> str:
    if each.deletion.group is not None:
        return label(each.deletion.group.label, lang) + ("*" if each.is_own else "")
    return " - ".join(names.get(name, name) for name in each.deletion.names)


def _panel(axes: Axes, rows: Sequence[tuple[str, Contribution]]) -> None:
    for place, (_, each) in enumerate(reversed(rows)):
        if not each.is_apart:
            axes.plot([0], [place], "d", color=INCLUDES, markeredgecolor=look.INK, markersize=5, zorder=2)
            continue
        color = STANDS if each.stands else INCLUDES if each.includes_zero else LEAVES_OUT
        axes.barh(place, each.size, height=0.7, color=color, linewidth=0, zorder=1)
        if math.isfinite(each.interval.half_width):
            ends = [each.interval.low, each.interval.high]
            axes.plot(ends, [place, place], color=look.INK, linewidth=1.2, solid_capstyle="butt", zorder=2)
    axes.axvline(0, color="#888888", linewidth=0.8, zorder=0.5)
    axes.set_yticks(range(len(rows)), [name for name, _ in reversed(rows)])
    axes.tick_params(axis="y", length=0)
    axes.set_ylim(-0.7, len(rows) - 0.3)
