"""All figures of a study, by the name of their file."""

from __future__ import annotations

from collections.abc import Iterator

from matplotlib.figure import Figure

from sim.figures import coalitions
from sim.figures.efforts import efforts
from sim.figures.ideas import ideas
from sim.figures.policies import policies
from sim.figures.provisions import provisions
from sim.model.setting import Setting
from sim.results import Result
from sim.scenario.schema import Scenario


def panels(
    scenario: Scenario, setting: Setting, result: Result, subtitle: str, lang: str = "en"
) -> Iterator[tuple[str, Figure]]:
    """Names and figures that need more than outcomes, one after the other; none where `result.panels` is missing.

    Parameters
    ----------
    subtitle : what identifies the study: variant, n, seed, period
    """
    known = result.panels
    if known is None:
        return
    for name, figure in (
        ("provisions", provisions(scenario, setting, known, subtitle, lang)),
        ("policies", policies(scenario, setting, known, subtitle, lang)),
        ("efforts", efforts(setting, known, subtitle, lang)),
        ("ideas", ideas(scenario, setting, known, subtitle, lang)),
        ("coalitions", coalitions.overview(scenario, setting, known, subtitle, lang)),
    ):
        if figure is not None:
            yield name, figure
    views = coalitions.views_of(setting, known)
    places = coalitions.layout(setting, known, views)
    for view in views:
        if view.found:
            figure = coalitions.one_date(scenario, setting, known, subtitle, view, places, lang)
            yield f"coalitions_{view.month}", figure
