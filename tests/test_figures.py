"""Are figures complete, honest and legible: n, documented values, both languages, no text over another?"""

import itertools
import re
from pathlib import Path

import networkx as nx
import numpy as np
import pytest
from matplotlib.text import Text
from worlds import toy

from sim.cli.report import documented, naive, study_line
from sim.ensemble import Ensemble
from sim.figures import coalitions, draw, look, timeline
from sim.figures.votes import votes
from sim.measures import coalitions as communities
from sim.measures.panels import PLACES, SERIES, Panels, contested, key_steps, seats
from sim.results import Result
from sim.scenario.load import LoadedCase

PROVISIONS = {"label": "Parks in the talks", "measure": "provision", "negotiation": "talks", "issue": "parks"}
CLAIMS = {
    name: {
        "text": "So it was", "of": [code], "outcome": name, "expect": {"at_least": 0.0}, "documented": value,
        "source": "assumed",
    }
    for name, code, value in (("vote", "TN2", 0.625), ("provision", "TN5", 2.0))
}  # fmt: skip
N_RUNS = 6
FIGURES = {"votes", "provisions", "policies", "efforts", "ideas", "coalitions"}


def ensemble(**more):
    outcomes = {name: outcome.model_dump() for name, outcome in toy().outcomes.items()}
    scenario = toy(
        0, outcomes={**outcomes, "provision": PROVISIONS}, claims=CLAIMS, key_dates={"talks_end": "1999-12-15"}
    )
    case = LoadedCase(scenario, {}, Path("toy"), "baseline", "0" * 64, tuple(scenario.actors))
    return Ensemble(case, N_RUNS, **more)


@pytest.fixture(scope="module")
def study():
    made = ensemble(panels=True)
    return made, made.run()


@pytest.fixture(scope="module")
def histories(study):
    """Every State of all runs of the study at once."""
    return study[0].histories()


def drawn(study, lang):
    made, result = study
    below = study_line(made, lang)
    figures = {"votes": votes(made.scenario, result, naive(made, result), documented(made.scenario), below, lang)}
    for name, figure in draw.panels(made.scenario, made.setting, result, below, lang):
        figures[name] = figure
        if name.startswith("coalitions_"):
            return figures  # the other dates are drawn alike
    return figures


@pytest.fixture(scope="module", params=["en", "es"])
def gallery(request, study):
    return request.param, drawn(study, request.param)


@pytest.fixture(scope="module")
def written(gallery, tmp_path_factory):
    """The text of every SVG, and the size of the PNG beside it."""
    lang, figures = gallery
    folder, found = tmp_path_factory.mktemp(lang), {}
    for name, figure in figures.items():
        png, svg = look.save(figure, folder / name)
        found[name] = svg.read_text(encoding="utf-8"), png.stat().st_size
    return lang, found


# What is gathered


def test_panels_change_no_outcome_and_do_not_hang_on_chunks(study):
    _, whole = study
    plain = ensemble().run()
    assert plain.panels is None
    for name, values in plain.outcomes.items():
        np.testing.assert_array_equal(values, whole.outcomes[name])
    parts = ensemble(panels=True, chunk=4).run().panels
    for name, values in whole.panels.arrays().items():
        np.testing.assert_array_equal(values, parts.arrays()[name], err_msg=name)


def test_panels_say_what_the_states_say(study, histories):
    made, result = study
    setting, panels, step = made.setting, result.panels, 7
    state = histories[step + 1]
    np.testing.assert_array_equal(panels.provision[:, step], state.provision)
    ours = setting.is_campaigner[setting.pairs.actor]
    spent = state.effort[:, ours].sum(axis=(0, 1))
    np.testing.assert_allclose(panels.effort[..., step, :].sum(axis=(0, 1, 2)), spent, rtol=1e-5)
    at_media = state.effort[:, ours & setting.pairs.is_medium].sum(axis=(0, 1))
    np.testing.assert_allclose(panels.effort[:, PLACES.index("media"), :, step].sum(axis=(0, 1)), at_media, rtol=1e-5)
    for row, seat in enumerate(seats(setting)):
        for column, issue in enumerate(contested(setting)):
            expected = state.policy[issue, seat.actors].mean(axis=0)
            np.testing.assert_allclose(panels.policy[row, column, step], expected, rtol=1e-5)


def test_snapshots_are_means_over_runs_at_key_dates(study, histories):
    made, result = study
    dates = key_steps(made.scenario, made.setting)
    assert list(dates) == list(result.panels.months)
    assert {"1999-06", "1999-12", "2000-02", "2000-05"} <= set(dates)  # first, key date, vote, last
    for row, step in enumerate(dates.values()):
        state = histories[step + 1]
        np.testing.assert_array_equal(result.panels.allied[row], state.allied.mean(axis=1))
        np.testing.assert_allclose(result.panels.conviction[row], state.position.mean(axis=-1), atol=1e-12)
        np.testing.assert_allclose(result.panels.presence[row], state.is_active.mean(axis=-1))


def test_a_result_with_panels_is_saved_and_read_back(study, tmp_path):
    _, result = study
    result.save(tmp_path / "result.npz")
    again = Result.load(tmp_path / "result.npz")
    assert again.panels.months == result.panels.months
    for name, values in result.panels.arrays().items():
        np.testing.assert_array_equal(values, again.panels.arrays()[name])
        assert values.dtype == again.panels.arrays()[name].dtype
    assert set(SERIES) < set(result.panels.arrays())


# What is drawn


def test_no_text_lies_over_another(gallery):
    _, figures = gallery
    for name, figure in figures.items():
        assert overlaps(figure) == [], name


def test_every_figure_is_there_in_both_formats_with_n_and_the_study(written):
    lang, found = written
    assert set(found) >= FIGURES
    assert any(re.fullmatch(r"coalitions_\d{4}-\d\d", name) for name in found)
    n = {"en": f"{N_RUNS} runs", "es": f"{N_RUNS} corridas"}[lang]
    for name, (svg, size) in found.items():
        assert n in svg, name
        assert size > 10_000, name


def test_documented_values_are_marked_and_written(written):
    lang, found = written
    assert ".625" in found["votes"][0]
    side, claims = {"en": ("side agreement", "claims"), "es": ("acuerdo paralelo", "afirmaciones")}[lang]
    assert found["provisions"][0].count(f">{side}<") >= 2  # in the legend, and beside the mark
    for name, code in (("votes", "TN2"), ("provisions", "TN5")):
        assert f"{claims} {code}" in found[name][0]
        assert look.DOCUMENTED.lower() in found[name][0].lower()


def overlaps(figure):
    """Pairs of texts of a figure whose boxes share more than a pixel."""
    figure.draw_without_rendering()
    shown = [text for text in figure.findobj(Text) if text.get_visible() and text.get_text().strip()]
    boxes = [(text.get_text(), text.get_window_extent()) for text in shown if in_view(text)]
    return [
        (one, other)
        for (one, a), (other, b) in itertools.combinations(boxes, 2)
        if min(a.x1, b.x1) - max(a.x0, b.x0) > 1 and min(a.y1, b.y1) - max(a.y0, b.y0) > 1
    ]


def in_view(text):
    """Tick labels beyond an axis' limits are never drawn."""
    for axis in (axis for axes in text.figure.axes for axis in (axes.xaxis, axes.yaxis)):
        low, high = sorted(axis.get_view_interval())
        for tick in axis.majorTicks:
            if text is tick.label1 or text is tick.label2:
                return low <= tick.get_loc() <= high
    return True


def test_every_tied_actor_of_a_date_is_named(study):
    made, result = study
    view = coalitions.views_of(made.setting, result.panels)[0]
    places = coalitions.layout(made.setting, result.panels, [view])
    figure = coalitions.one_date(made.scenario, made.setting, result.panels, "", view, places)
    texts = {text.get_text().replace("\n", " ") for text in figure.findobj(Text)}
    assert {made.setting.actors[node] for node, degree in view.graph.degree if degree} <= texts


def test_a_run_without_panels_draws_the_votes_alone():
    made = ensemble()
    result = made.run()
    assert list(draw.panels(made.scenario, made.setting, result, "")) == []


# Coalitions


def hand_made(setting, tied, apart):
    """Panels of one date in which some actors are tied, and all stand as far apart as a function says."""
    share, far = np.zeros(len(setting.edges)), np.zeros(len(setting.edges))
    for edge, (a, b) in enumerate(zip(setting.edges.source, setting.edges.target, strict=True)):
        share[edge] = 0.75 * ((a, b) in tied)
        far[edge] = apart(a, b)
    n = setting.n_actors
    none = np.zeros((0, 1, 1))
    return Panels(
        none, none, none, none, none, ("1999-06",), share[None], far[None],
        np.zeros((1, len(setting.issues), n)), np.ones((1, n)), np.ones((1, n)),
    )  # fmt: skip


def test_the_network_of_a_month_says_what_the_month_is_known_for():
    voted = next(iter(toy().decisions))
    dates = {
        "debate": {"date": "1999-12-15", "title": {"en": "Debate", "es": "Debate (es)"}},
        "vote": {"date": "1999-12", "title": {"en": "Vote of the House", "es": "Vota la Cámara"}, "same_as": voted},
    }
    scenario = toy(0, key_dates={**dates, "plain": "1999-12"})
    assert timeline.marked(scenario, "1999-12", "en", 60) == "Vote of the House; Debate"
    assert timeline.marked(scenario, "1999-12", "es", 24) == "Vota la Cámara; Debate\n(es)"
    assert timeline.marked(scenario, "1999-12", "en", 10) == "Vote of\nthe…"
    assert timeline.marked(scenario, "1999-11", "en", 60) == ""


def test_a_coalition_is_a_community_whose_members_think_alike(study):
    setting = study[0].setting
    tied = {*itertools.permutations((0, 1, 2), 2), *itertools.permutations((3, 4, 5), 2), (6, 7)}
    panels = hand_made(setting, tied, lambda a, b: 0.1 if max(a, b) <= 2 else 0.6)
    graph = communities.network(panels, setting, 0)
    assert sorted(map(sorted, nx.connected_components(graph)))[:3] == [[0, 1, 2], [3, 4, 5], [6, 7]]
    found = communities.communities(graph, panels, setting, 0)
    assert [each.actors for each in found] == [(0, 1, 2), (3, 4, 5), (6, 7)]
    assert [each.is_coalition for each in found] == [True, False, False]  # apart, and too few
    assert [round(each.apart, 6) for each in found] == [0.1, 0.6, 0.6]
    assert 0.5 < communities.modularity(graph, found) < 1


def test_a_band_shows_median_and_5_to_95_percent_of_known_runs():
    values = np.array([[0.0, 1.0, 2.0, 3.0, 4.0], [np.nan, 1.0, 1.0, np.nan, 1.0], [np.nan] * 5])
    low, middle, high = look.quantiles(values)
    np.testing.assert_allclose(middle, [2.0, 1.0, np.nan])
    np.testing.assert_allclose(low, [0.2, 1.0, np.nan])
    np.testing.assert_allclose(high, [3.8, 1.0, np.nan])


def test_months_of_windows_and_votes_fall_where_the_calendar_has_them(study):
    setting = study[0].setting
    assert timeline.spans(setting, ((2, 4), (30, 40))) == [(setting.year(2), setting.year(4))]
    assert [timeline.month_of(year - 1 / 12) for year in timeline.votes(setting)] == [
        "2000-02", "2000-03", "2000-04", "2000-05",
    ]  # fmt: skip


def test_a_figure_may_be_named_with_its_suffix(tmp_path):
    written = look.save(look.plt.figure(), tmp_path / "votes.png")
    assert [path.name for path in written] == ["votes.png", "votes.svg"]
