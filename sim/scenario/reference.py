"""The format as a page for people (scenarios/REFERENCE.md) and as a JSON schema for editors.

`python -m sim.scenario.reference` writes both; a test fails when they are stale.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sim.scenario.checks.outcomes import MEASURES
from sim.scenario.fields import ROLES
from sim.scenario.mechanisms import MECHANISMS, Mechanism, off_numbers
from sim.scenario.reading.members import COLUMNS
from sim.scenario.reading.tables import (
    CLAIM_COLUMNS,
    LETTERS,
    NUMBERS,
    OPTIONAL,
    PLACE_NUMBERS,
    PLACE_REQUIRED,
    PLACE_TEXTS,
    REQUIRED,
    TEXTS,
    TIE_OPTIONAL,
    TIE_REQUIRED,
)
from sim.scenario.schema import Member, Scenario

SHELF = Path(__file__).resolve().parent.parent.parent / "scenarios"
_TABLES = {"actors": "Actor", "ties": "Tie", "places": "Place", "placed": "PlacedClaim"}
_HEAD = """\
# The scenario format, key by key

Generated from `sim/scenario/schema.py` by `python -m sim.scenario.reference`: do not edit.

A scenario is a folder with `scenario.yaml`, `actors.csv`, `ties.csv` and, for people, a `README.md`;
`claims.csv` may say where the sources' other claims stand, and a vote may have a file of its members beside them.
`python run.py new PATH` writes one to start from; `python run.py validate PATH` tells every mistake with its place.

- A **name** has small letters, digits and `_`, starts with a letter, and has at most 60 characters.
- A **date** is a month or a day, `1990-06` or `1990-06-11`; every case steps by month, so days do not differ.
- A **text** is plain text (English), or `{en: ..., es: ...}`.
- Every number carries a `source`, or the word `assumed`.
- A **selector** means the actors that meet all of its keys; with no key, everybody.
"""


def json_schema() -> dict[str, Any]:
    """Give the JSON schema of scenario.yaml; `actors`, `ties` and `placed`, which come from CSV files, are left out."""
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
    parts += _actor_section(schema["$defs"]["Actor"])
    parts += _tie_section(schema["$defs"]["Tie"])
    parts += _place_section(schema["$defs"]["Place"])
    parts += _placed_section(schema["$defs"]["PlacedClaim"])
    parts += _member_section(Member.model_json_schema())
    parts += _roles_section()
    parts += _measures_section()
    parts += _mechanisms_section()
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
    rows = [_row(key, key in required, field) for key, field in model["properties"].items() if key not in skip]
    return [f"## {name}\n", f"{model['description']}\n", *_table(("key", *_COLUMNS), rows)]


_COLUMNS = ("meaning", "type and range", "if left out", "example")


def _table(header: tuple[str, ...], rows: list[tuple[str, ...]]) -> list[str]:
    lines = [header, tuple("---" for _ in header), *rows]
    return [*("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines), ""]


def _row(key: str, is_required: bool, field: dict[str, Any]) -> tuple[str, ...]:
    default = field.get("default")
    absent = "refused" if is_required else "-" if default in (None, [], {}) else f"`{json.dumps(default)}`"
    examples = ", ".join(f"`{_yaml(each)}`" for each in field.get("examples", ()))
    return f"`{key}`", field["description"], type_of(field), absent, examples


def _yaml(value: Any) -> str:
    """Give a value in YAML's flow style."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_yaml(each)}" for key, each in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_yaml(each) for each in value) + "]"
    return value if isinstance(value, str) else json.dumps(value)


def type_of(field: dict[str, Any]) -> str:
    """Give the type of a field in words.

    Parameters
    ----------
    field
        Its JSON schema.

    Examples
    --------
    >>> type_of({"type": "number", "minimum": 0, "maximum": 1})
    'number, 0 to 1'
    """
    alternatives = [each for each in [*field.get("anyOf", ()), *field.get("oneOf", ())] if each != {"type": "null"}]
    if alternatives:
        words = list(dict.fromkeys(type_of(each) for each in alternatives))
        return "text" if "[Label](#label)" in words else " or ".join(words)
    if "$ref" in field:
        name = field["$ref"].rpartition("/")[2]
        return f"[{name}](#{name.lower()})"
    if "const" in field:
        return f"`{json.dumps(field['const'])}`".replace('"', "")
    if "enum" in field:
        return "one of " + ", ".join(f"`{value}`" for value in field["enum"])
    match field.get("type"):
        case "array":
            return f"list of {type_of(field['items'])}"
        case "object":
            return f"mapping: {_names_of(field)} to {type_of(_value_of(field))}"
        case "string":
            return _text_type(field)
        case "number" | "integer":
            return _number_type(field)
        case "boolean":
            return "true or false"
    return "anything that the path takes"


def _names_of(field: dict[str, Any]) -> str:
    return "name" if "patternProperties" in field else "path"


def _value_of(field: dict[str, Any]) -> dict[str, Any]:
    values = [*field.get("patternProperties", {}).values(), field.get("additionalProperties")]
    return values[0] if isinstance(values[0], dict) else {}


def _text_type(field: dict[str, Any]) -> str:
    pattern = field.get("pattern", "")
    if pattern.startswith(r"^\d{4}"):
        return "date"
    if pattern.startswith("^[a-z]"):
        return "name"
    return "number such as S31, TN4 or V2" if pattern else "text"


def _number_type(field: dict[str, Any]) -> str:
    word = "whole number" if field["type"] == "integer" else "number"
    low = field.get("minimum", field.get("exclusiveMinimum"))
    high = field.get("maximum")
    if low is None and high is None:
        return word
    above = "above " if "exclusiveMinimum" in field else ""
    return f"{word}, {above}{low} to {high}" if high is not None else f"{word}, {above or 'at least '}{low}"


def _columns(file: str, intro: str, rows: list[tuple[str, ...]]) -> list[str]:
    """What a table beside scenario.yaml holds, a row for each column."""
    return [f"## {file}\n", intro, *_table(("column", "meaning", "type and range", "if empty", "example"), rows)]


def _actor_section(model: dict[str, Any]) -> list[str]:
    fields = model["properties"]
    rows = [_row(name, name in REQUIRED, fields[name]) for name in (*TEXTS[:8], *NUMBERS, *TEXTS[8:])]
    assert {row[0].strip("`") for row in rows} == {*REQUIRED, *OPTIONAL}
    rows += [
        ("`position_<issue>`", "position on each issue; one column per issue", "number, -1 to 1", "`0`", "`-0.8`"),
        ("`salience_<issue>`", "how much it cares, one column per issue", "number, 0 to 1", "`0`", "`0.6`"),
        ("`access_<letter>`", f"access to {', '.join(LETTERS)}", "whole number, 0 to 3", "`0`", "`2`"),
    ]
    intro = (
        "One row per actor, first column `id`, the others in any order. UTF-8 with or without byte order mark;\n"
        "commas, or semicolons with decimal commas. Empty rows and trailing empty columns are\n"
        "skipped. At most 100,000 rows unless `--large` is given.\n"
    )
    return _columns("actors.csv", intro, rows)


def _tie_section(model: dict[str, Any]) -> list[str]:
    rows = [_row(name, name in TIE_REQUIRED, model["properties"][name]) for name in (*TIE_REQUIRED, *TIE_OPTIONAL)]
    intro = f"{model['description']} First column `actor`. Without the file there are no ties.\n"
    return _columns("ties.csv", intro, rows)


def _place_section(model: dict[str, Any]) -> list[str]:
    names = (*PLACE_TEXTS[:4], *PLACE_NUMBERS, *PLACE_TEXTS[4:])
    rows = [_row(name, name in PLACE_REQUIRED, model["properties"][name]) for name in names]
    intro = (
        "The places that councils draw members from and where programs open sites; first column `id`.\n"
        "Without the file there are none.\n"
    )
    return _columns("places.csv", intro, rows)


def _placed_section(model: dict[str, Any]) -> list[str]:
    rows = [_row(name, name in ("claim", "kind", "why"), model["properties"][name]) for name in CLAIM_COLUMNS]
    intro = (
        "The sources' claims that no run can bear out or refute, or that are inputs besides: one row per claim and\n"
        "kind, first column `claim`. Without the file there are none. Paths are checked against the case as written;\n"
        "the file changes no run, and is not part of the digest.\n"
    )
    return _columns("claims.csv", intro, rows)


def _member_section(model: dict[str, Any]) -> list[str]:
    rows = [_row(name, True, model["properties"][name]) for name in COLUMNS]
    intro = (
        "The chamber of a decision member by member, in the file that its `members_file` names. One row per member,\n"
        "first column `member`; otherwise as actors.csv. A bloc's `members` (seats) must be the number of its rows.\n"
        "A member stands as far from its bloc's mean as its position does from the mean of the bloc's positions here;\n"
        "the mean itself is the actor's position, which moves during a run. The standard deviation of these distances\n"
        "stands in for the actor's `dispersion`, which serves the blocs without rows.\n"
    )
    return _columns("members_file", intro, rows)


def _roles_section() -> list[str]:
    rows: list[tuple[str, ...]] = [
        (f"`{kind}`", ", ".join(f"`{role}`" for role in roles)) for kind, roles in ROLES.items()
    ]
    return ["## Roles\n", "The roles that each kind of actor can have.\n", *_table(("kind", "roles"), rows)]


def _measures_section() -> list[str]:
    rows: list[tuple[str, ...]] = [
        (f"`{name}`", _listed(arguments.needs), _listed(arguments.takes)) for name, arguments in MEASURES.items()
    ]
    intro = "What `measure` of an outcome can be, with the arguments it needs and those it may have.\n"
    return ["## Measures\n", intro, *_table(("measure", "needs", "may have"), rows)]


def _mechanisms_section() -> list[str]:
    rows: list[tuple[str, ...]] = []
    for name, each in MECHANISMS.items():
        off = ", ".join(f"`{key}={value:g}`" for key, value in off_numbers(each).items())
        rows.append((f"`{name}`", each.number, each.what.en, off or _off_field(each)))
    intro = "What `explained_by` of a claim can name, by itself or by number, and what switches it off.\n"
    return ["## Mechanisms\n", intro, *_table(("name", "number", "what it does", "off"), rows)]


def _off_field(mechanism: Mechanism) -> str:
    section, _, field = mechanism.field.partition(".")
    return f"`{section}.<id>.{field}={'null' if section == 'decisions' else 'false'}`"


def _listed(names: tuple[str, ...]) -> str:
    return ", ".join(f"`{name}`" for name in names) or "-"


def write(shelf: Path = SHELF) -> list[Path]:
    """Write REFERENCE.md and scenario.schema.json into a folder; gives their paths."""
    texts = {"REFERENCE.md": reference(), "scenario.schema.json": schema_text()}
    for name, text in texts.items():
        (shelf / name).write_text(text, encoding="utf-8", newline="\n")
    return [shelf / name for name in texts]


if __name__ == "__main__":
    write()
