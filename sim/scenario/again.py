"""What the versions of a case have in common with the case as written is validated, checked and worded once."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Mapping
from functools import cache
from typing import Any

from pydantic import ValidationError, create_model

from sim.scenario.checks import Clean, clean, is_clean_too
from sim.scenario.keys.fields import Base
from sim.scenario.reading.node import Node, plain
from sim.scenario.reading.wording import validate
from sim.scenario.schema import Scenario

_LEFT_OUT = ("unscored", "comparisons", "groups", "standing")  # of the digest


class Written:
    """A case as written, as far as it helps with another version of it. Nodes never change: the same one says the same.

    Nothing here words a problem: where one turns up, the version has to be looked at as a whole.

    Parameters
    ----------
    document
        As written, with members put in.
    """

    def __init__(self, document: Node) -> None:
        self.clean: Clean | None = None
        self.scenario, problems = validate(document, Scenario)
        if self.scenario is not None and not problems:
            self.clean = clean(document)
            self.texts = texts_of(self.scenario, Scenario.model_fields)

    def version(self, document: Node) -> Scenario | None:
        """Give the scenario of another document; None where something may be wrong with it."""
        if self.clean is None or self.scenario is None:
            return None
        before = self.clean.document
        if document.value.keys() != before.value.keys():
            return None
        changed = [name for name, node in document.value.items() if node is not before.value[name]]
        if not changed:
            return self.scenario
        if any(name not in Scenario.model_fields for name in changed):
            return None
        try:
            parts = {name: _part(name, document, before, self.scenario) for name in changed}
        except ValidationError:
            return None
        return self.scenario.model_copy(update=parts) if is_clean_too(document, self.clean, changed) else None

    def texts_too(self, scenario: Scenario) -> dict[str, str]:
        """Give the JSON of each section of a scenario that `version` gave."""
        names = Scenario.model_fields
        changed = [name for name in names if getattr(scenario, name) is not getattr(self.scenario, name)]
        return {**self.texts, **texts_of(scenario, changed)}


def _part(name: str, document: Node, before: Node, written: Scenario) -> Any:
    """Validate a section: of the entries of a mapping, or elements of a list, those that are new."""
    section, old, values = document.value[name].value, before.value[name].value, getattr(written, name)
    model = _model_of(name)
    if isinstance(values, dict) and isinstance(section, dict) and section.keys() == old.keys():
        new = {key: plain(node) for key, node in section.items() if node is not old[key]}
        valid = getattr(model.model_validate({name: new}), name) if new else {}
        return {key: valid[key] if key in new else values[key] for key in section}
    if isinstance(values, list) and isinstance(section, list) and len(section) == len(old):
        places = [place for place, node in enumerate(section) if node is not old[place]]
        valid = getattr(model.model_validate({name: [plain(section[place]) for place in places]}), name)
        found = list(values)
        for place, value in zip(places, valid, strict=True):
            found[place] = value
        return found
    return getattr(model.model_validate({name: plain(document.value[name])}), name)


@cache
def _model_of(name: str) -> type[Base]:
    """A scenario that has one section alone."""
    field = Scenario.model_fields[name]
    only: dict[str, Any] = {name: (field.annotation, field)}
    return create_model("Part", __base__=Base, **only)


def texts_of(scenario: Scenario, sections: Collection[str]) -> dict[str, str]:
    """Give the JSON of some sections of a scenario, as far as they are part of the digest."""
    wanted = {name for name in sections if name not in _LEFT_OUT}
    written = scenario.model_dump(mode="json", by_alias=True, include=wanted) if wanted else {}
    if "key_dates" in written:
        written["key_dates"] = {name: each["date"] for name, each in written["key_dates"].items()}
    if "claims" in written:  # what a claim says of an outcome changes no run; which outcomes are asked for does
        written["claims"] = sorted({each["outcome"] for each in written["claims"].values()})
    for actor in written.get("actors", {}).values():  # what somebody is called for short changes no run
        del actor["short"], actor["short_es"]
    for variant in written.get("variants", {}).values():
        if variant["file"] is None:  # the digest of a case that uses no table is that of before there were any
            del variant["file"], variant["rows"]
        if not variant["without"]:
            del variant["without"]
    return {name: _json(value) for name, value in written.items()}


def digest_of(
    texts: Mapping[str, str], parameters: Mapping[str, float], absent: tuple[str, ...], base: str | None = None
) -> str:
    """Give the digest of a version from the JSON of its sections, see `LoadedCase`.

    Parameters
    ----------
    base : digest of the case as coded, of a what-if: its runs depend on it, too
    """
    scenario = ",".join(f"{_json(name)}:{texts[name]}" for name in Scenario.model_fields if name in texts)
    more: dict[str, object] = {"parameters": dict(sorted(parameters.items()))} | (
        {"absent": {"actors": absent}} if absent else {}
    )
    if base:
        more["base"] = base
    text = f'{{"scenario":{{{scenario}}},{_json(more)[1:]}'
    return hashlib.sha256(text.encode()).hexdigest()


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
