"""Who is tied to whom at key dates, and which communities of the network think alike."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import networkx as nx
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import NDArray

from sim.figures import labels, look, timeline
from sim.measures import coalitions as of
from sim.measures.panels import Panels
from sim.model.setting import Setting
from sim.scenario.schema import Scenario
from sim.words import country, say, short_names

N_DATES = 6
SHAPES = ("o", "s", "^", "D", "v", "P", "X", "h")  # by country
EDGE: dict[str, Any] = {"markeredgecolor": "#777777", "markeredgewidth": 0.8}
FAINTEST = 0.1  # share of runs in which two are allied so that it draws them together
LONE = "#FFFFFF"  # fill of actors that are tied, but in no coalition
Places = dict[int, NDArray[np.float64]]


@dataclass(frozen=True)
class View:
    """The network of one date with its communities, and a color for each coalition."""

    month: str
    date: int
    graph: nx.Graph
    found: list[of.Community]
    colors: dict[tuple[int, ...], str]


@look.styled
def overview(scenario: Scenario, setting: Setting, panels: Panels, subtitle: str, lang: str = "en") -> Figure | None:
    """Up to six dates side by side, with as many names as there is room for; None where nobody is ever tied."""
    views = views_of(setting, panels)
    if not any(view.found for view in views):
        return None
    columns = min(3, len(views))
    rows = -(-len(views) // columns)
    size = (0.4 + 4.1 * columns, 1.6 + 3.6 * rows)
    page = look.page(rows, columns, size, say("title_coalitions", lang), subtitle, _note(lang))
    places = layout(setting, panels, views)
    shown = list(zip(page.axes.ravel(), views, strict=False))
    for axes, view in shown:
        n = sum(each.is_coalition for each in view.found)
        head = "head_coalitions" if n else "head_no_coalition"
        axes.set_title(say(head, lang, month=view.month, n=n), fontweight="bold")
        _mark(axes, timeline.marked(scenario, view.month, lang, 42))
        _draw(axes, view, places, setting, panels, 0.55)
        _foot(axes, view, panels, lang)
    for axes in page.axes.ravel()[len(views) :]:
        axes.set_axis_off()
    page.legend(_shapes(setting, views, lang))
    labels.settle(page.figure)
    for axes, view in shown:
        _name(axes, view, places, scenario, setting, panels, 5.5, 0.55, (0, 8), lang)
    return page.figure


@look.styled
def one_date(
    scenario: Scenario, setting: Setting, panels: Panels, subtitle: str, view: View, places: Places, lang: str = "en"
) -> Figure:
    """One date in full, with the name of every actor that has a tie and the numbers of every community."""
    groups = [each for each in view.found if len(each.actors) >= of.LEAST]
    title = f"{say('title_coalitions', lang)}, {view.month}"
    page = look.page(1, 1, (10.5, 8.6), title, subtitle, _note(lang), legend_rows=max(1, -(-len(groups) // 2)))
    axes: Axes = page.axes[0, 0]
    _mark(axes, timeline.marked(scenario, view.month, lang, 110))
    _draw(axes, view, places, setting, panels, 1.0)
    _foot(axes, view, panels, lang)
    axes.legend(handles=_shapes(setting, [view], lang), loc="lower right", ncols=4, frameon=False, fontsize=8)
    named = short_names(scenario, lang)
    handles = []
    for each in groups:
        most = sorted(each.actors, key=lambda a: (-view.graph.degree(a), a))[:2]
        who = ", ".join(named[setting.actors[a]] for a in most)
        values = {"n": len(each.actors), "apart": f"{each.apart:.2f}", "who": who}
        word = say("legend_coalition" if each.is_coalition else "legend_community", lang, **values)
        text = word if len(word) <= 78 else word[:77].rsplit(" ", 1)[0] + "…"
        handles.append(look.key("o", view.colors.get(each.actors, LONE), text, **EDGE))
    page.legend(handles, columns=2)
    labels.settle(page.figure)
    _name(axes, view, places, scenario, setting, panels, 6.5, 1.0, (0, 8, 18, 30, 45, 62, 80, 100, 130), lang)
    return page.figure


def _mark(axes: Axes, text: str) -> None:
    """What the month is known for, at the end of the line above the axes."""
    axes.set_title(text, loc="right", fontsize=6.5, linespacing=1.05, color=look.QUIET)


def _foot(axes: Axes, view: View, panels: Panels, lang: str) -> None:
    """How many alliances the runs agree on, of how many; each stands in the panels both ways."""
    share = panels.allied[view.date]
    n = int(np.count_nonzero(share >= of.AGREED)) // 2
    values = {"agreed": n, "open": share.sum() / 2, "q": f"{of.modularity(view.graph, view.found):.2f}"}
    text = say("foot_coalitions" if n else "foot_no_ties", lang, **values)
    axes.set_xlabel(text, fontsize=7.5, color=look.QUIET, loc="left")


def views_of(setting: Setting, panels: Panels) -> list[View]:
    """The network at up to six key dates; a coalition keeps the color of the one that it shares most members with."""
    views: list[View] = []
    before: dict[tuple[int, ...], str] = {}
    for date in shown_dates(setting, panels):
        graph = of.network(panels, setting, date)
        found = of.communities(graph, panels, setting, date)
        colors = _colors([each.actors for each in found if each.is_coalition], before)
        before = before | colors
        views.append(View(panels.months[date], date, graph, found, colors))
    return views


def shown_dates(setting: Setting, panels: Panels) -> list[int]:
    """Rows of the first month and of the last vote of every cluster of votes, then key dates that fill the gaps."""
    voted = sorted({d.step for d in setting.decisions if d.step < setting.n_steps})
    year = round(1 / setting.dt)
    last_of_cluster = [a for a, b in zip(voted, [*voted[1:], 10**9], strict=True) if b - a > year]
    steps = [setting.months.index(month) for month in panels.months]
    rows = sorted({0, *(steps.index(s) if s in steps else 0 for s in last_of_cluster)})
    if len(rows) > N_DATES:
        rows = sorted({rows[round(i)] for i in np.linspace(0, len(rows) - 1, N_DATES)})
    while len(rows) < min(N_DATES, len(steps)):
        gap = {r: min(abs(steps[r] - steps[chosen]) for chosen in rows) for r in range(len(steps)) if r not in rows}
        rows = sorted([*rows, max(gap, key=lambda r: (gap[r], -r))])
    return rows


def _colors(coalitions: Sequence[tuple[int, ...]], before: dict[tuple[int, ...], str]) -> dict[tuple[int, ...], str]:
    """Pairs of an earlier and a present coalition with the largest overlap share a color; others take a free one."""
    overlap = sorted(
        ((len(set(old) & set(new)) / min(len(old), len(new)), len(set(old) & set(new)), rank, new, color)
         for new in coalitions for rank, (old, color) in enumerate(before.items())),
        reverse=True,
    )  # fmt: skip
    given: dict[tuple[int, ...], str] = {}
    for share, _, _, new, color in overlap:
        if share >= 0.5 and new not in given and color not in given.values():
            given[new] = color
    free = [color for color in look.GROUPS if color not in given.values() and color not in before.values()]
    free += [color for color in look.GROUPS if color not in given.values() and color not in free]
    for new in coalitions:
        if new not in given and free:
            given[new] = free.pop(0)
    return given


def layout(setting: Setting, panels: Panels, views: Sequence[View]) -> Places:
    """One place for each actor at all dates: springs as strong as alliances are frequent, the same every time."""
    shown = sorted({node for view in views for node in _tied(view)})
    if not shown:
        return {}
    share = np.mean([panels.allied[view.date] for view in views], axis=0)
    edges, drawn = setting.edges, ordered(shown)
    for edge in np.flatnonzero((share >= FAINTEST) & (edges.source < edges.target)):
        a, b = int(edges.source[edge]), int(edges.target[edge])
        if a in drawn and b in drawn:
            drawn.add_edge(a, b, weight=float(share[edge]))
    start = nx.circular_layout(drawn)
    found = nx.spring_layout(drawn, pos=start, k=1.6 / np.sqrt(len(drawn)), iterations=300, seed=1, weight="weight")
    plain = _turned(np.array([found[node] for node in shown]))
    ranks = np.argsort(np.argsort(plain, axis=0, kind="stable"), axis=0, kind="stable") / max(len(shown) - 1, 1) * 2 - 1
    mixed = 0.35 * plain / np.abs(plain).max(axis=0) + 0.65 * ranks  # dense cores open up and lone ends come closer
    return dict(zip(shown, mixed, strict=True))


def _turned(plain: NDArray[np.float64]) -> NDArray[np.float64]:
    """Turned so that the longest extent lies along the width."""
    centered = plain - plain.mean(axis=0)
    _, axes = np.linalg.eigh(centered.T @ centered)
    axes = axes[:, ::-1] * np.where(axes[0, ::-1] < 0, -1.0, 1.0)
    return centered @ axes


def ordered(nodes: Sequence[int]) -> nx.Graph:
    """A graph of nodes in a fixed order."""
    graph = nx.Graph()
    graph.add_nodes_from(nodes)
    return graph


def _tied(view: View) -> list[int]:
    return sorted(node for node, degree in view.graph.degree if degree)


def _radius(panels: Panels, view: View, node: int, scale: float) -> float:
    """Of a mark, in points: its area grows with what an actor can do."""
    return float(scale * np.sqrt(10.0 * panels.capability[view.date, node]) / 1.6)


def _draw(axes: Axes, view: View, places: Places, setting: Setting, panels: Panels, scale: float) -> None:
    for a, b in view.graph.edges:
        (x, y), (u, v) = places[a], places[b]
        axes.plot([x, u], [y, v], color=look.FAINT, linewidth=0.45 + 0.35 * scale, alpha=0.6, zorder=1)
    of_node = {node: color for actors, color in view.colors.items() for node in actors}
    for node in _tied(view):
        axes.plot(
            *places[node], SHAPES[setting.country[node] % len(SHAPES)], color=of_node.get(node, LONE),
            markersize=2 * _radius(panels, view, node, scale), zorder=3, **EDGE,
        )  # fmt: skip
    axes.set(xlim=(-1.12, 1.12), ylim=(-1.2, 1.12), xticks=[], yticks=[])
    for spine in axes.spines.values():
        spine.set(visible=True, color="#DDDDDD")


def _name(
    axes: Axes, view: View, places: Places, scenario: Scenario, setting: Setting, panels: Panels,
    size: float, scale: float, reach: Sequence[float], lang: str,
) -> None:  # fmt: skip
    nodes = _tied(view)
    named = short_names(scenario, lang)
    texts = {node: "\n".join(textwrap.wrap(named[setting.actors[node]], 18)) for node in nodes}
    order = sorted(nodes, key=lambda node: (-view.graph.degree(node), node))
    pixels = {node: _radius(panels, view, node, scale) * axes.figure.dpi / 72 for node in nodes}
    labels.place(axes, {node: places[node] for node in nodes}, pixels, texts, order, size, reach)


def _shapes(setting: Setting, views: Sequence[View], lang: str) -> list[object]:
    """A mark for each country that has actors with a tie."""
    seen = sorted({int(setting.country[node]) for view in views for node in _tied(view)})
    return [look.key(SHAPES[c % len(SHAPES)], LONE, country(setting.countries[c], lang), **EDGE) for c in seen]


def _note(lang: str) -> str:
    values = {"agreed": f"{of.AGREED:.0%}", "alike": f"{of.ALIKE:g}", "least": of.LEAST}
    return say("note_coalitions", lang, **values)
