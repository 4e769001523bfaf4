"""Answers of the served page: runs of any setting, a few at a time, and the last answers kept."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import numpy as np

from sim.experiments.counterfactuals.deletions import deletions
from sim.model.state import Rows
from sim.page import document
from sim.page.case.contents import contents_of, titles
from sim.page.case.lesson import lesson_of
from sim.page.case.sliders import parameter_label, parameter_records, slider_records
from sim.page.document import as_json, document_of
from sim.page.runs.alone import votes_alone
from sim.page.runs.coding import pairs_of
from sim.page.runs.compute import compute_all
from sim.page.runs.history import Numbers
from sim.page.runs.record import setting_record
from sim.page.runs.star import BASE, Choice, Slider
from sim.page.runs.study import Study
from sim.page.runs.who import who_mattered
from sim.page.served.asked import Asked, Desk, RefusedError
from sim.words import say

AT_ONCE = 2  # computations
MOST_WAITING = 4
ANSWERS_KEPT = 24  # of about 100 kB each
LOOK = 0.25  # s between looks whether somebody still waits for an answer

IsWanted = Callable[[], bool]


class GoneError(Exception):
    """Nobody waits for the answer any more."""


class Gate:
    """Lets a few computations through at once, and a few wait; of the long ones but one at once."""

    def __init__(self, at_once: int = AT_ONCE, most_waiting: int = MOST_WAITING) -> None:
        self.at_once, self.most_waiting = at_once, most_waiting
        self.running = self.waiting = self.long = 0
        self._change = threading.Condition()

    @contextmanager
    def entered(self, refused: RefusedError, is_wanted: IsWanted, *, is_long: bool = False) -> Iterator[None]:
        """Wait for a place.

        Raises
        ------
        RefusedError
            The one given, where too many wait already.
        GoneError
            If the answer is wanted no more when its turn comes.
        """
        with self._change:
            if self._is_full(is_long) and self.waiting >= self.most_waiting:
                raise refused
            self.waiting += 1
            try:
                while self._is_full(is_long) and is_wanted():
                    self._change.wait(LOOK)
                if not is_wanted():
                    raise GoneError
                self.running, self.long = self.running + 1, self.long + is_long
            finally:
                self.waiting -= 1
        try:
            yield
        finally:
            with self._change:
                self.running, self.long = self.running - 1, self.long - is_long
                self._change.notify_all()

    def _is_full(self, is_long: bool) -> bool:
        return self.running >= self.at_once or (is_long and self.long > 0)


class Answers:
    """The page of one case, and the answers to what it asks; may be called from several threads at once.

    Parameters
    ----------
    study : its runs are those of the page as it opens
    sliders, screening : parameters that the page puts first, and where they come from
    lang : language in which the page opens, and of what is told when something is refused
    command : how the program is called
    app : folder of template, styles and scripts; None: the package's own
    """

    def __init__(
        self, study: Study, sliders: tuple[list[Slider], list[str]], lang: str = "en", command: str = "run.py",
        app: Path | None = None,
    ) -> None:  # fmt: skip
        self.study, self.sliders, self.lang, self.command = study, sliders, lang, command
        self.app, self.desk = app or document.APP, Desk(study, lang)
        self.gate = Gate()
        self._kept: OrderedDict[str, bytes] = OrderedDict()
        self._removed: tuple[str, dict[str, Numbers], list[str]] = ("", {}, [])
        self._lock = threading.Lock()

    def page(self) -> str:
        """The page itself, with the base computed."""
        (found,) = compute_all(self.study, [Choice(BASE)], workers=1)
        pairs, (sliders, screening) = self._pairs(found.history.pairs), self.sliders
        titled = titles(self.study, Choice(BASE), {})
        data = contents_of(self.study, found.history, self.command) | {
            "mode": "served",
            "pairs": pairs.tolist(),
            "sliders": slider_records(self.study.loaded, sliders),
            "screening": screening,
            "parameters": parameter_records(self.study.loaded),
            "settings": [setting_record(self.study, Choice(BASE), titled, found, pairs)],
            "votes_alone": votes_alone(self.study, found.numbers, workers=1),
            "who": {},
            "lesson": bool(lesson_of(self.study.loaded.folder)),
        }
        return document_of(data, lesson_of(self.study.loaded.folder), self.lang, self.app)

    def _pairs(self, tied: Rows) -> Rows:
        """Pairs that are ever tied, and those whose alliance is on record, (pair, 2), sorted."""
        row = {name: k for k, name in enumerate(self.study.subject.actors)}
        known = [sorted((row[tie.actor], row[tie.partner])) for tie in self.study.loaded.scenario.ties
                 if tie.type != "contact"]  # fmt: skip
        return np.unique(np.concatenate([tied, np.array(known, dtype=np.intp).reshape(-1, 2)]), axis=0)

    def run(self, asked: Asked, is_wanted: IsWanted = lambda: True) -> bytes:
        """A setting with its history and the numbers of its runs, as JSON.

        Raises
        ------
        RefusedError
            If too many computations wait already.
        GoneError
            If it is wanted no more.
        sim.experiments.plans.plan.PlanError
            For a variant that cannot be drawn beside the case.
        """
        return self._remembered(asked, lambda: self._run(asked, is_wanted), is_wanted)

    def _run(self, asked: Asked, is_wanted: IsWanted) -> bytes:
        study = self.study.like(asked.replicates, asked.replicate)
        labels = {name: parameter_label(name) for name in asked.choice.parameters}
        (found,) = compute_all(study, [asked.choice], workers=1, look=_end_unless(is_wanted))
        pairs = pairs_of([found.history])
        record = setting_record(study, asked.choice, titles(study, asked.choice, labels), found, pairs)
        return as_json({"record": record, "pairs": pairs.tolist()}).encode()

    def who(self, asked: Asked, is_wanted: IsWanted = lambda: True) -> bytes:
        """Who mattered for a target under a setting, as JSON; see `run` for what is raised.

        Everybody is removed in turn, which for a large case takes minutes; then other targets take no time.
        """
        return self._remembered(asked, lambda: self._who(asked, is_wanted), is_wanted)

    def _who(self, asked: Asked, is_wanted: IsWanted) -> bytes:
        with self._lock:
            key, numbers, idle = self._removed
        wanted = replace(asked, target=None, replicate=0).key
        if key != wanted:
            numbers, idle = self._remove(asked, is_wanted)
            with self._lock:
                self._removed = (wanted, numbers, idle)
        without = {name: each for name, each in numbers.items() if name}
        row = {name: k for k, name in enumerate(self.study.subject.actors)}
        rows = who_mattered(self.desk.targets[asked.target or ""], numbers[""], without, idle, row)
        return as_json({"who": rows}).encode()

    def _remove(self, asked: Asked, is_wanted: IsWanted) -> tuple[dict[str, Numbers], list[str]]:
        """Runs with everybody, by '', and without each actor; and those whose absence cannot matter."""
        study, choice = self.study.like(asked.replicates, 0), asked.choice
        last = study.ensemble.setting.months[-1]
        there = [each for each in deletions(study.variant(choice.variant), ["actors"], last)
                 if each.id not in choice.without]  # fmt: skip
        seen = ["", *(each.id for each in there if each.idle is None)]
        choices = [replace(choice, without=(*choice.without, name)) if name else choice for name in seen]
        found = compute_all(study, choices, look=_end_unless(is_wanted))
        numbers = {name: each.numbers.at_the_end() for name, each in zip(seen, found, strict=True)}
        return numbers, [each.id for each in there if each.idle is not None]

    def _remembered(self, asked: Asked, answer: Callable[[], bytes], is_wanted: IsWanted) -> bytes:
        with self._lock:
            if asked.key in self._kept:
                self._kept.move_to_end(asked.key)
                return self._kept[asked.key]
        busy = RefusedError(429, say("serve_busy", self.lang))
        with self.gate.entered(busy, is_wanted, is_long=asked.target is not None):
            found = answer()
        with self._lock:
            self._kept[asked.key] = found
            while len(self._kept) > ANSWERS_KEPT:
                self._kept.popitem(last=False)
        return found


def _end_unless(is_wanted: IsWanted) -> Callable[[], None]:
    """What ends runs that nobody waits for any more."""

    def look() -> None:
        if not is_wanted():
            raise GoneError

    return look
