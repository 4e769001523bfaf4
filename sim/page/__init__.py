"""The seminar page: a case as one self-contained HTML file, or served on this machine for free settings."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from functools import cached_property
from html import escape
from pathlib import Path
from typing import Any

from sim.experiments.plans.plan import PlanError
from sim.page.case.contents import contents_of, titles
from sim.page.case.lesson import lesson_of
from sim.page.case.sliders import chosen_sliders, parameter_label, slider_records
from sim.page.document import document_of
from sim.page.runs.alone import votes_alone
from sim.page.runs.coding import pairs_of, planes
from sim.page.runs.compute import Found, compute_all
from sim.page.runs.record import setting_record
from sim.page.runs.star import BASE, Choice, star_of, variants_of
from sim.page.runs.study import Study
from sim.page.runs.who import removals, targets, who_mattered
from sim.scenario.problem import names_in, suggest
from sim.whole import write_whole

__all__ = ["Page", "Study"]

HEIGHT = 900  # pixels of the frame in a notebook

Progress = Callable[[int], object]


class Page:
    """A seminar page of a case, as one HTML file that opens offline.

    Parameters
    ----------
    case : name of a case, or path of its folder
    replicates : runs of every setting
    seed : of the study
    replicate : number of the run whose history is shown
    until : last month, such as 1993-12; None is the case's own
    variants : names; None: all that have the actors, issues and months of the case
    sliders : parameters to move; None: the five that matter most by the screening of the case
    removals : ids of actors to remove, one at a time; None: all
    lang : en or es: in which it opens
    command : how the program is called, for the commands that the page prints

    Nothing is run before it is asked for; then it is kept.

    Raises
    ------
    PlanError, sim.ensemble.EnsembleError, sim.model.parameters.ParameterError, sim.scenario.problem.ScenarioError
        For a case, month, variant, parameter or actor that does not exist.

    >>> page = Page("nafta", variants=["no_ezln"], sliders=(), removals=())
    >>> [choice.id for choice in page.choices], page.n_runs
    (['base', 'variant:no_ezln'], 120)
    """

    def __init__(
        self, case: str | Path, *, replicates: int = 40, seed: int = 1, replicate: int = 0, until: str | None = None,
        variants: Sequence[str] | None = None, sliders: Sequence[str] | None = None,
        removals: Sequence[str] | None = None, lang: str = "en", command: str = "run.py",
    ) -> None:  # fmt: skip
        for argument, names in (("variants", variants), ("sliders", sliders), ("removals", removals)):
            names_in(argument, names or ())
        self.study = Study(case, replicates, seed, replicate, until)
        self.lang, self.command = lang, command
        self.variants = self._variants(variants)
        self.sliders, self.screening = chosen_sliders(self.study.loaded, sliders)
        self._everybody = removable(self.study)
        self.removals = _known("actor", removals, list(self._everybody))
        self.choices = list(star_of(self.sliders, self.variants, self.removals))
        self.progress: Progress | None = None

    def _variants(self, wanted: Sequence[str] | None) -> list[str]:
        """Those that were asked for, or else all that can be drawn beside the case."""
        known = variants_of(self.study.loaded)
        if wanted is None:
            return [name for name in known if self.study.is_alike(name)]
        for name in _known("variant", wanted, known):
            self.study.variant(name)  # refuses what cannot be drawn before anything runs
        return _known("variant", wanted, known)

    @property
    def idle(self) -> list[str]:
        """Actors to be removed that come after the last month: their runs are those of the base."""
        return [name for name in self.removals if self._everybody[name].idle is not None]

    @property
    def n_runs(self) -> int:
        """Runs that the page takes, those of the coded table alone among them."""
        return (1 + len(self.choices) - len(self.idle)) * len(self.study.runs)

    @cached_property
    def found(self) -> dict[str, Found]:
        """What the runs of every setting came to, by id; this is what takes long."""
        idle = {f"without:{name}" for name in self.idle}
        seen = [choice for choice in self.choices if choice.id not in idle]
        found = {each.id: own for each, own in zip(seen, compute_all(self.study, seen, self.progress), strict=True)}
        return {choice.id: found.get(choice.id, found[BASE]) for choice in self.choices}

    @cached_property
    def votes_alone(self) -> list[dict[str, Any] | None]:
        """Each vote of the base on the coded table alone; runs after everything else."""
        base, before = self.found[BASE].numbers, self.n_runs - len(self.study.runs)
        return votes_alone(self.study, base, lambda done: self.progress(before + done) if self.progress else None)

    @cached_property
    def data(self) -> dict[str, Any]:
        """All that the page holds, as it stands in its JSON."""
        study, base = self.study, self.found[BASE]
        pairs = pairs_of([each.history for each in self.found.values()])
        records = slider_records(study.loaded, self.sliders)
        return contents_of(study, base.history, self.command) | {
            "mode": "static",
            "pairs": pairs.tolist(),
            "sliders": records,
            "screening": self.screening,
            "settings": [self._setting(choice, pairs) for choice in self.choices],
            "votes_alone": self.votes_alone,
            "who": self._who(),
            "lesson": bool(lesson_of(study.loaded.folder)),
        }

    def _setting(self, choice: Choice, pairs: Any) -> dict[str, Any]:
        labels = {each.name: parameter_label(each.name) for each in self.sliders}
        title, own, base = titles(self.study, choice, labels), self.found[choice.id], self.found[BASE]
        if choice.id == BASE:
            versus = {name: self.found[f"variant:{name}"].numbers for name in self.variants}
            return setting_record(self.study, choice, title, own, pairs, versus=versus)
        return setting_record(self.study, choice, title, own, pairs, planes(base.history, pairs))

    def _who(self) -> dict[str, Any]:
        """Who mattered for each target, where somebody was removed."""
        row = {name: k for k, name in enumerate(self.study.subject.actors)}
        without = {name: self.found[f"without:{name}"].numbers for name in self.removals}
        base = self.found[BASE].numbers
        return {
            target.id: who_mattered(target, base, without, self.idle, row) for target in targets(self.study) if without
        }

    def html(self) -> str:
        """The whole file."""
        return document_of(self.data, lesson_of(self.study.loaded.folder), self.lang)

    def save(self, path: str | Path) -> Path:
        """Write the file, under a temporary name first.

        Raises
        ------
        PlanError
            If nothing can be written there; before anything is run.
        """
        target = Path(path)
        check_writable(target)
        text = self.html()
        try:
            write_whole(target, lambda part: part.write_text(text, encoding="utf-8", newline="\n"))
        except OSError as wrong:
            raise PlanError(f"-o {target}: cannot be written: {wrong.strerror}") from None
        return target

    def _repr_html_(self) -> str:
        """The page in a frame of its own, for notebooks; it works offline."""
        text = escape(self.html(), quote=True)
        return f'<iframe srcdoc="{text}" width="100%" height="{HEIGHT}" style="border: 0"></iframe>'


removable = removals  # within `Page` the word means those of one page


def check_writable(path: Path) -> None:
    """Refuse a place where no file can be written.

    Raises
    ------
    PlanError
        For a folder, a folder that is not there, one that may not be written, a file that is no HTML, or a name that
        is too long.
    """
    try:
        is_there = path.exists()
    except OSError as wrong:
        raise PlanError(f"-o {path}: cannot be written: {wrong.strerror}") from None
    if is_there and not path.is_dir() and path.suffix.lower() not in (".html", ".htm"):
        raise PlanError(f"-o {path}: is there already and no HTML file; nothing was changed")
    if path.is_dir():
        raise PlanError(f"-o {path}: is a folder; give the name of a file")
    if not path.parent.is_dir():
        raise PlanError(f"-o {path}: there is no folder {path.parent}")
    if not os.access(path.parent, os.W_OK):
        raise PlanError(f"-o {path}: cannot be written")


def _known(what: str, wanted: Sequence[str] | None, known: Sequence[str]) -> list[str]:
    """What is wanted, each once; None: all.

    Raises
    ------
    PlanError
        For a name that does not exist.
    """
    for name in wanted or ():
        if name not in known:
            raise PlanError(f"unknown {what} '{name}'{suggest(name, known)}")
    return list(known) if wanted is None else list(dict.fromkeys(wanted))
