"""The parameters that a page can move: those that the screening of the case names, or others that were asked for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sim.evidence import screening
from sim.experiments.plans.plan import PlanError
from sim.model.declare import Parameter
from sim.model.parameters import check_value, table
from sim.page.case.bilingual import Pair, said
from sim.page.case.lesson import moved_in_lesson
from sim.page.runs.record import rounded
from sim.page.runs.star import Slider, slider
from sim.scenario.load import LoadedCase
from sim.scenario.mechanisms import MECHANISMS
from sim.words import LANGUAGES, label, unit

MOST = 5
FAR = 10.0  # times the range of a parameter: as far as a page may ask where nothing else bounds it


def chosen_sliders(loaded: LoadedCase, wanted: Sequence[str] | None) -> tuple[list[Slider], Pair]:
    """Sliders, and in both languages where they come from.

    Parameters
    ----------
    wanted : names of parameters; None: those that the lesson of the case names, and up to five in all those that
        matter most by its screening, or without one the first parameters of mechanisms that the case uses

    Raises
    ------
    PlanError, sim.model.parameters.ParameterError
        For a parameter that does not exist, or is named twice.
    """
    if wanted is not None:
        for name in wanted:
            check_value(name, table()[name].default if name in table() else 0.0)
        if len(set(wanted)) < len(wanted):
            raise PlanError(f"slider: each once (got {', '.join(wanted)})")
        return [slider(name, loaded) for name in wanted], said("seminar_screening_chosen")
    of_lesson, found = moved_in_lesson(loaded.folder), screening.read(loaded.folder)
    if found is None:
        more, text = _used(loaded), said("seminar_screening_none")
    else:
        more = [name for name in found["sliders"] if name in table()]
        key = "seminar_screening" if found["digest"] == loaded.digest else "seminar_screening_old"
        text = said(key, trajectories=found["method"]["trajectories"], runs=f"{found['method']['runs']:,}")
    if of_lesson:
        first = said("seminar_sliders_of_lesson", n=len(of_lesson))
        text = [f"{one} {other}" for one, other in zip(first, text, strict=True)]
    return [slider(name, loaded) for name in list(dict.fromkeys([*of_lesson, *more]))[:MOST]], text


def _used(loaded: LoadedCase) -> list[str]:
    """The first parameter of each of the first mechanisms that the case uses."""
    used = [each.keys[0] for each in MECHANISMS.values() if each.keys and each.is_used(loaded.scenario)]
    return list(dict.fromkeys(used))[:MOST]


def slider_records(loaded: LoadedCase, sliders: Sequence[Slider]) -> list[dict[str, Any]]:
    """Sliders as the page reads them."""
    found = screening.read(loaded.folder)
    share = {each["name"]: each["share"] for each in found["parameters"]} if found else {}
    return [
        {
            "name": each.name, "symbol": each.row.symbol, "label": parameter_label(each.name),
            "unit": [unit(each.row.unit, lang) for lang in LANGUAGES], "low": each.levels[0], "high": each.levels[-1],
            "default": each.default, "levels": list(each.levels), "at_default": each.at_default,
            "source": said(f"mark_{each.row.mark}"),
            "share": rounded(share[each.name]) if each.name in share else None,
            "about": about(each.name),
        }
        for each in sliders
    ]  # fmt: skip


def parameter_records(loaded: LoadedCase) -> list[dict[str, Any]]:
    """Every parameter as the served page reads it."""
    return [
        {
            "name": name, "symbol": row.symbol, "label": parameter_label(name),
            "unit": [unit(row.unit, lang) for lang in LANGUAGES], "low": row.low, "high": row.high,
            "default": float(loaded.parameters.get(name, row.default)),
            "bounds": [rounded(bound) for bound in bounds(row)],
        }
        for name, row in table().items()
    ]  # fmt: skip


def bounds(row: Parameter) -> tuple[float, float]:
    """What a page may ask of a parameter: what it declares; where that is no number, ten times as far as its range.

    >>> bounds(table()["opinion.rate"])[0]
    0.0
    """
    far = FAR * max(abs(row.low), abs(row.high))
    return max(row.least, -far), min(row.most, far)


def parameter_label(name: str) -> Pair:
    """What a parameter is called, in both languages."""
    return said(f"parameter_{name}")


def about(name: str) -> Pair:
    """What a parameter belongs to: the mechanism that it is a number of, where it switches one off."""
    of = [each for each in MECHANISMS.values() if name in each.keys]
    return ["; ".join(label(each.what, lang) for each in of) for lang in LANGUAGES]
