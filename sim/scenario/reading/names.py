"""Which names a path may use at each step, and which paths have what, read off the JSON schema of a scenario."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sim.scenario.keys.fields import Base
from sim.scenario.schema import Scenario

Branches = list[dict[str, Any]]
Steps = tuple[str, ...]
EACH, KEYS = "*", "<keys>"  # in a path: every entry or element; the keys of a mapping


@functools.cache
def _schema() -> dict[str, Any]:
    return Scenario.model_json_schema()


def root(model: type[Base] = Scenario) -> Branches:
    """Give the schema of a whole scenario, or of another file whose parts are those of a scenario."""
    return _branches(_schema() if model is Scenario else model.model_json_schema())


def _branches(schema: Any) -> Branches:
    """Follow references and alternatives down to plain schemas."""
    if not isinstance(schema, dict):
        return []
    if "$ref" in schema:
        return _branches(_schema()["$defs"][schema["$ref"].rpartition("/")[2]])
    alternatives = [*schema.get("anyOf", ()), *schema.get("oneOf", ())]
    return [branch for each in alternatives for branch in _branches(each)] if alternatives else [schema]


def fields(branches: Branches) -> tuple[str, ...]:
    """Give the names that the format itself fixes: keys of a model, letters of access."""
    names: dict[str, None] = {}
    for schema in branches:
        names |= dict.fromkeys(schema.get("properties", ()))
        names |= dict.fromkeys(schema.get("propertyNames", {}).get("enum", ()))
    return tuple(names)


def fitting(branches: Branches, said: Mapping[str, str | None]) -> Branches:
    """Give the alternatives that a mapping can mean by what it says: `type: majority`; all of them if none fits."""
    found = [each for each in branches if all(_may_say(each, key, text) for key, text in said.items())]
    return found or branches


def _may_say(schema: dict[str, Any], key: str, text: str | None) -> bool:
    wanted = schema.get("properties", {}).get(key, {})
    return text is None or text in wanted.get("enum", [wanted.get("const", text)])


def is_required(branches: Branches, name: str) -> bool:
    """Whether the format insists on a key."""
    return any(name in schema.get("required", ()) for schema in branches)


def is_table(branches: Branches) -> bool:
    """Whether the scenario may choose names here: a mapping by id."""
    return any("patternProperties" in schema or schema.get("additionalProperties") for schema in branches)


def below(branches: Branches, name: str) -> Branches:
    """Give the schema of an entry or an element."""
    return [branch for schema in branches for part in _parts(schema, name) for branch in _branches(part)]


def _parts(schema: dict[str, Any], name: str) -> Iterable[Any]:
    if name in schema.get("properties", ()):
        return [schema["properties"][name]]
    return [*schema.get("patternProperties", {}).values(), schema.get("additionalProperties"), schema.get("items")]


def at(path: Iterable[str], model: type[Base] = Scenario) -> Branches:
    """Give the schema at a path; empty where the path leaves the format."""
    return functools.reduce(below, path, root(model))


@functools.cache
def paths(word: str, model: type[Base] = Scenario) -> tuple[tuple[Steps, Any], ...]:
    """Give every path at which the schema has a word, such as `title`, and what it says there."""
    return tuple(_paths(word, _schema() if model is Scenario else model.model_json_schema(), ()))


def _paths(word: str, schema: dict[str, Any], steps: Steps) -> Iterator[tuple[Steps, Any]]:
    if word in schema:
        yield steps, schema[word]
    parts = [(steps, each) for each in (*schema.get("anyOf", ()), *schema.get("oneOf", ()))]
    if "$ref" in schema:
        parts.append((steps, _schema()["$defs"][schema["$ref"].rpartition("/")[2]]))
    parts += [((*steps, key), part) for key, part in schema.get("properties", {}).items()]
    if "propertyNames" in schema:
        parts.append(((*steps, KEYS), schema["propertyNames"]))
    below = [schema.get("items"), schema.get("additionalProperties"), *schema.get("patternProperties", {}).values()]
    parts += [((*steps, EACH), part) for part in below if isinstance(part, dict)]
    for way, part in parts:
        yield from _paths(word, part, way)
