"""The figures of a sweep's report and of its sensitivity."""

from __future__ import annotations

import io
from collections.abc import Sequence

from matplotlib import pyplot as plt
from matplotlib.figure import Figure

from sim.experiments.report import Picture, Reading
from sim.experiments.sensitivity.analysis import Finding, is_number
from sim.experiments.sensitivity.sentences import notes, title
from sim.experiments.sensitivity.spread import Study
from sim.figures import look
from sim.figures.axes import Along, over_axes
from sim.figures.sensitivity import sensitivity
from sim.figures.votes import votes
from sim.measures import YES_NO
from sim.measures.units import UNIT_OF
from sim.scenario.schema import Scenario
from sim.words import say, warned

MOST_FIGURES, DPI = 8, 150


def png(figure: Figure) -> bytes:
    """A figure as PNG, the same bytes for the same figure; it is closed."""
    written = io.BytesIO()
    with plt.rc_context(look.STYLE):
        figure.savefig(written, format="png", dpi=DPI, metadata={"Software": None})
    plt.close(figure)
    return written.getvalue()


def study_line(study: Study, scenario: Scenario, lang: str) -> str:
    """What identifies a sweep below a figure's title: runs, settings, seed."""
    counts = study.counts()
    plan = study.plan
    values = {"runs": counts["succeeded"], "points": len(plan.points), "draws": plan.replicates, "seed": plan.seed}
    return warned(say("sens_study_line", lang, **values), scenario, lang)


def report_figures(reading: Reading) -> tuple[list[Picture], dict[str, bytes]]:
    """Pictures of a report in order with their captions, and the PNG of each."""
    lang, below = reading.lang, study_line(reading.study, reading.scenario, reading.lang)
    pictures, drawn = [], {}
    point = reading.base if reading.base is not None and (reading.frame["point"] == reading.base).any() else None
    result = reading.result(point)
    figure = votes(
        reading.scenario, result, reading.naive, reading.documented, _of_point(reading, point), lang, reading.stability
    )
    if figure is not None:
        caption = say("report_votes_all" if point is None else "report_votes_base", lang)
        pictures.append(Picture("votes", caption))
        drawn["votes"] = png(figure)
    for name in reading.headline[:MOST_FIGURES]:
        key = "report_axis_again" if any(each.name.startswith("axes_") for each in pictures) else "report_axis_caption"
        pictures.append(Picture(f"axes_{name}", say(key, lang, outcome=reading.title(name))))
        drawn[f"axes_{name}"] = png(_over_axes(reading, name, below))
    return pictures, drawn


def _of_point(reading: Reading, point: int | None) -> str:
    if point is None:
        return study_line(reading.study, reading.scenario, reading.lang)
    n = int((reading.frame["point"] == point).sum())
    line = say("sens_point_line", reading.lang, runs=n, point=point, seed=reading.plan.seed)
    return warned(line, reading.scenario, reading.lang)


def _over_axes(reading: Reading, name: str, below: str) -> Figure:
    frame, lang, measure = reading.frame, reading.lang, reading.measure(name)
    along = [Along(axis.name, frame[axis.name].tolist(), is_number(axis)) for axis in reading.plan.axes]
    is_yes_no = measure in YES_NO
    unit = say("sens_share_of_yes", lang) if is_yes_no else say(f"unit_{UNIT_OF[measure]}", lang) if measure else ""
    return over_axes(
        along, reading.values(name), reading.title(name), below, documented=reading.documented.get(name),
        is_yes_no=is_yes_no, unit=unit, lang=lang,
    )  # fmt: skip


def sensitivity_figures(
    study: Study, scenario: Scenario, findings: Sequence[Finding], lang: str = "en"
) -> dict[str, Figure]:  # fmt: skip
    """A figure an outcome that has numbers, by its id."""
    figures = {}
    for finding in findings:
        said = " ".join(notes(finding, lang))
        figure = sensitivity(
            finding, title(scenario, finding.outcome, lang), study_line(study, scenario, lang), said, lang
        )
        if figure is not None:
            figures[finding.outcome] = figure
    return figures
