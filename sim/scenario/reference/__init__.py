"""The format as a page for people (scenarios/REFERENCE.md) and as a JSON schema for editors.

`python -m sim.scenario.reference` writes both; a test fails when they are stale.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sim.scenario.keys.outcomes import VariantFile
from sim.scenario.reference.cells import COLUMNS, row, table
from sim.scenario.reference.changes import changes_section
from sim.scenario.reference.tables import (
    actor_section,
    measures_section,
    mechanisms_section,
    member_section,
    place_section,
    precedents_section,
    roles_section,
    tie_section,
    unscored_section,
    variant_file_section,
)
from sim.scenario.schema import Member, Scenario

SHELF = Path(__file__).resolve().parents[3] / "scenarios"
_TABLES = {"actors": "Actor", "ties": "Tie", "places": "Place", "unscored": "UnscoredClaim"}
_HEAD = """\
# The scenario format, key by key

Generated from `sim/scenario/schema.py` by `python -m sim.scenario.reference`: do not edit.

A scenario is a folder with `scenario.yaml`, `actors.csv`, `ties.csv` and, for people, a `README.md`;
`claims.csv` may say where the sources' other claims stand; a vote may have a file of its members beside them, and a
variant a file of cells that replace those of `actors.csv`, such as those of a second coder. A variant may also stand in
a file anywhere else, see [A variant in a file of its own](#a-variant-in-a-file-of-its-own).
`python run.py new PATH` writes one to start from; `python run.py validate PATH` tells every mistake with its place,
and, as advice, coded access that opens no door in the case.
This is format 2; format 1 is read as well, see [What format 2 changed](#what-format-2-changed).

- A **name** has small letters, digits and `_`, starts with a letter, and has at most 60 characters.
- An **actor id**, an **issue id** and their like, as well as a **country** and a **party**, is one that the case has;
  any other is refused.
- A **date** is a month or a day, `1990-06` or `1990-06-11`; every case steps by month, so days do not differ.
- A **text** is plain text (English), or `{en: ..., es: ...}`.
- Every number carries a `source`, or the word `assumed`.
- A **selector** means the actors that meet all of its keys; with no key, everybody.
"""


def json_schema() -> dict[str, Any]:
    """Give the JSON schema of scenario.yaml; what comes from CSV files is left out."""
    schema = Scenario.model_json_schema()
    for section, model in _TABLES.items():
        del schema["properties"][section]
        del schema["$defs"][model]
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def schema_text() -> str:
    """Give the JSON schema as the text of scenarios/scenario.schema.json."""
    return json.dumps(json_schema(), indent=1, ensure_ascii=False) + "\n"


def reference() -> str:
    """Give the whole format as a Markdown page: each key with its meaning, type, range, default and an example."""
    schema = Scenario.model_json_schema()
    parts = [_HEAD, *_model_section("scenario.yaml", schema, skip=tuple(_TABLES))]
    for name in _in_order(schema):
        parts += _model_section(name, schema["$defs"][name])
    parts += precedents_section()
    parts += actor_section(schema["$defs"]["Actor"])
    parts += tie_section(schema["$defs"]["Tie"])
    parts += place_section(schema["$defs"]["Place"])
    parts += unscored_section(schema["$defs"]["UnscoredClaim"])
    parts += member_section(Member.model_json_schema())
    parts += variant_file_section(VariantFile.model_json_schema())
    parts += roles_section()
    parts += measures_section()
    parts += mechanisms_section()
    parts += changes_section()
    return "\n".join(parts)


def _in_order(schema: dict[str, Any]) -> list[str]:
    """Give the models in the order in which a reader meets them."""
    waiting = [schema["properties"][key] for key in schema["properties"] if key not in _TABLES]
    found: list[str] = []
    while waiting:
        for name in _references(waiting.pop(0)):
            if name not in found:
                found.append(name)
                waiting.append(schema["$defs"][name].get("properties", {}))
    return found


def _references(schema: Any) -> Iterator[str]:
    if isinstance(schema, dict):
        if "$ref" in schema:
            yield schema["$ref"].rpartition("/")[2]
        for key, part in schema.items():
            if key not in ("examples", "default", "discriminator"):
                yield from _references(part)
    elif isinstance(schema, list):
        for part in schema:
            yield from _references(part)


def _model_section(name: str, model: dict[str, Any], skip: tuple[str, ...] = ()) -> list[str]:
    required = model.get("required", ())
    rows = [row(key, key in required, field) for key, field in model["properties"].items() if key not in skip]
    return [f"## {name}\n", f"{model['description']}\n", *table(("key", *COLUMNS), rows)]


def write(shelf: Path = SHELF) -> list[Path]:
    """Write REFERENCE.md and scenario.schema.json into a folder; gives their paths."""
    texts = {"REFERENCE.md": reference(), "scenario.schema.json": schema_text()}
    for name, text in texts.items():
        (shelf / name).write_text(text, encoding="utf-8", newline="\n")
    return [shelf / name for name in texts]
