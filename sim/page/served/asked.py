"""What a browser asks of the served page: JSON that is checked field by field before anything is run."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sim.model.parameters import table
from sim.page.case.sliders import bounds
from sim.page.runs.star import BASE, Choice
from sim.page.runs.study import Study
from sim.page.runs.who import targets
from sim.scenario.problem import suggest
from sim.words import say, told

MOST_REPLICATES = 200
MOST_REPLICATE = 999_999  # number of the run that is shown
FIELDS = ("variant", "parameters", "without", "replicate", "replicates")


class RefusedError(Exception):
    """A request that is not met: the status of the answer, and why in one line."""

    def __init__(self, status: int, line: str) -> None:
        self.status, self.line = status, line
        super().__init__(line)


@dataclass(frozen=True)
class Asked:
    """A setting and the runs that are wanted of it."""

    choice: Choice
    replicate: int  # number of the run that is shown
    replicates: int
    target: str | None = None  # for which it is told who mattered

    @property
    def key(self) -> str:
        """The same for requests of the same meaning."""
        choice = self.choice
        parts = (choice.variant, dict(choice.parameters), choice.without, self.replicate, self.replicates, self.target)
        return json.dumps(parts)


class Desk:
    """Reads requests about one case.

    Parameters
    ----------
    lang : language of what is told back
    """

    def __init__(self, study: Study, lang: str = "en") -> None:
        self.study, self.lang = study, lang
        self.variants = list(study.loaded.scenario.variants)
        self.targets = {each.id: each for each in targets(study)}

    def read(self, body: bytes, *, with_target: bool = False) -> Asked:
        """What a request asks.

        Parameters
        ----------
        with_target : whether it must say for what it is told who mattered

        Raises
        ------
        RefusedError
            For anything but a JSON object of the known fields with values that the case has.
        """
        fields = self._fields(body, (*FIELDS, "target") if with_target else FIELDS)
        choice = self._choice(fields.get("variant"), fields.get("parameters", {}), fields.get("without", []))
        replicate = self._number("replicate", fields.get("replicate", self.study.replicate), 0, MOST_REPLICATE)
        wanted = self._number("replicates", fields.get("replicates", self.study.replicates), 1, MOST_REPLICATES)
        target = self._known("target", fields.get("target"), list(self.targets)) if with_target else None
        return Asked(choice, replicate, wanted, target)

    def _fields(self, body: bytes, known: Sequence[str]) -> dict[str, Any]:
        try:
            fields = json.loads(body.decode("utf-8"), object_pairs_hook=self._object, parse_constant=self._constant)
        except (ValueError, RecursionError):
            raise self._refused("serve_no_json") from None
        if not isinstance(fields, dict):
            raise self._refused("serve_no_object")
        for name in fields:
            self._known("field", name, known)
        return fields

    def _object(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        if len(dict(pairs)) < len(pairs):
            raise self._refused("serve_twice")
        return dict(pairs)

    def _constant(self, name: str) -> float:
        raise self._refused("serve_not_finite", value=name)

    def _choice(self, variant: Any, parameters: Any, without: Any) -> Choice:
        if variant is not None:
            self._known("variant", variant, self.variants)  # never a path, whatever is asked
        self._is("parameters", parameters, dict, "serve_an_object")
        numbers = {name: self._parameter(name, value) for name, value in parameters.items()}
        self._is("without", without, list, "serve_a_list")
        actors = self.study.subject.actors
        for name in without:
            self._known("without", name, actors)
        if len(set(without)) < len(without):
            raise self._refused("serve_twice")
        return Choice(
            "free" if variant is not None or numbers or without else BASE,
            variant,
            {name: numbers[name] for name in table() if name in numbers},
            tuple(name for name in actors if name in without),
        )

    def _parameter(self, name: str, value: Any) -> float:
        """A value within the bounds of the parameter; whole numbers are numbers, too."""
        self._known("parameters", name, list(table()))
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise self._refused("serve_wrong", name=name, what=self._say("serve_a_number"))
        try:
            number = float(value) + 0.0  # without a sign on zero
        except OverflowError:
            number = math.inf
        if not math.isfinite(number):
            raise self._refused("serve_not_finite", value=name)
        least, most = bounds(table()[name])
        if not least <= number <= most:
            what = self._say("serve_number", least=f"{least:g}", most=f"{most:g}")
            raise self._refused("serve_wrong", name=name, what=what)
        return number

    def _number(self, name: str, value: Any, least: int, most: int) -> int:
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            raise self._refused("serve_wrong", name=name, what=self._say("serve_whole", least=least, most=most))
        return value

    def _known(self, name: str, value: Any, known: Sequence[str]) -> str:
        if not isinstance(value, str):
            raise self._refused("serve_wrong", name=name, what=self._say("serve_a_name"))
        if value not in known:
            line = self._say("serve_unknown", name=name, value=_shown(value))
            raise RefusedError(400, line + told(suggest(value[:60], known), self.lang))
        return value

    def _is(self, name: str, value: Any, kind: type, what: str) -> None:
        if not isinstance(value, kind):
            raise self._refused("serve_wrong", name=name, what=self._say(what))

    def _refused(self, key: str, **values: object) -> RefusedError:
        return RefusedError(400, self._say(key, **values))

    def _say(self, key: str, **values: object) -> str:
        return say(key, self.lang, **values)


def _shown(text: str) -> str:
    """A text of the browser's as it may stand in a line: short and printable."""
    short = text if len(text) <= 40 else f"{text[:39]}…"
    return "".join(letter if letter.isprintable() else "?" for letter in short)
