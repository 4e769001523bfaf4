"""How one key of the format is told: the cells of its row in REFERENCE.md."""

from __future__ import annotations

import json
from typing import Any

from sim.scenario.keys.refs import REFERS_TO, noun

COLUMNS = ("meaning", "type and range", "if left out", "example")


def table(header: tuple[str, ...], rows: list[tuple[str, ...]]) -> list[str]:
    """Give the lines of a Markdown table."""
    lines = [header, tuple("---" for _ in header), *rows]
    return [*("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines), ""]


def row(key: str, is_required: bool, field: dict[str, Any]) -> tuple[str, ...]:
    """Give a key with its meaning, type, default and example."""
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
    if REFERS_TO in field.get("propertyNames", ()):
        return f"{noun(field['propertyNames'][REFERS_TO])} id"
    return "name" if "patternProperties" in field else "path"


def _value_of(field: dict[str, Any]) -> dict[str, Any]:
    values = [*field.get("patternProperties", {}).values(), field.get("additionalProperties")]
    return values[0] if isinstance(values[0], dict) else {}


def _text_type(field: dict[str, Any]) -> str:
    pattern = field.get("pattern", "")
    if REFERS_TO in field:
        return noun(field[REFERS_TO]) + (" id" if pattern.startswith("^[a-z]") else "")
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
