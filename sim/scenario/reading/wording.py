"""Puts pydantic's errors into words and finds where in the files they stand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from pydantic import ValidationError

from sim.scenario.format1.names import GONE_KEYS, at
from sim.scenario.keys.fields import Base
from sim.scenario.problem import Problem, nearest, suggest
from sim.scenario.reading import names
from sim.scenario.reading.node import BROKEN, Node, View, plain
from sim.scenario.reading.table_file import THOUSANDS

M = TypeVar("M", bound=Base)

_ID = "must be a name of small letters, digits and _ that starts with a letter"
_CLAIM = "must be a number of the claims or targets, such as S31, TN4 or V2"
_SHAPES = {
    "model_type": "must be a mapping (key: value)",
    "model_attributes_type": "must be a mapping (key: value)",
    "dict_type": "must be a mapping (key: value)",
    "list_type": "must be a list",
    "float_type": "must be a number",
    "int_type": "must be a whole number",
    "int_from_float": "must be a whole number",
    "finite_number": "must be a finite number",
    "string_type": "must be text; put it in quotes",
    "bool_type": "must be true or false",
    "date_type": "must be a date such as 1990-06 or 1990-06-11",
}
_BOUNDS: dict[str, Callable[[dict[str, Any]], str]] = {
    "less_than_equal": lambda bounds: f"must be <= {bounds['le']:g}",
    "greater_than_equal": lambda bounds: f"must be >= {bounds['ge']:g}",
    "less_than": lambda bounds: f"must be < {bounds['lt']:g}",
    "greater_than": lambda bounds: f"must be > {bounds['gt']:g}",
    "string_too_long": lambda bounds: f"must have at most {bounds['max_length']} characters",
    "too_short": lambda bounds: f"must have at least {_entries(bounds['min_length'])}",
    "too_long": lambda bounds: f"must have at most {_entries(bounds['max_length'])}",
    "value_error": lambda bounds: str(bounds["error"]),
}


def _entries(number: int) -> str:
    return "1 entry" if number == 1 else f"{number} entries"


def validate(document: Node, model: type[M]) -> tuple[M | None, list[Problem]]:
    """Check a document against the schema.

    Parameters
    ----------
    document
        Everything: scenario.yaml with `actors` and `ties` put in; or another file as a whole.
    model
        `Scenario`, or what the other file is.

    Returns
    -------
    tuple[M | None, list[Problem]]
        The scenario, or None and every reason why not.
    """
    try:
        return model.model_validate(plain(document)), []
    except ValidationError as wrong:
        view = View.of(document)
        errors = wrong.errors(include_url=False)
        misspelled = {_meant(view, error, model) for error in errors if error["type"] == "extra_forbidden"}
        # A misspelled key is told once: as unknown, not also as missing.
        told = [error for error in errors if error["type"] != "missing" or _key(view, error) not in misspelled]
        found = [_problem(view, error, model) for error in told]
        return None, [problem for problem in found if problem is not None]


def _key(view: View, error: Any) -> str:
    """Give the path of the key that an error is about."""
    holder = _holder(view, error["loc"])
    return f"{holder.path}.{error['loc'][-1]}"


def _meant(view: View, error: Any, model: type[Base]) -> str:
    """Give the path of the key that was meant by an unknown one."""
    holder = _holder(view, error["loc"])
    return f"{holder.path}.{nearest(str(error['loc'][-1]), _keys(holder, model))}"


def _keys(holder: View, model: type[Base]) -> tuple[str, ...]:
    """Give the keys that the format knows here; where it has alternatives, those of the one that the document names."""
    branches = names.at(holder.path.split(".") if holder.path else [], model)
    said = {key: each.text for key, each in holder.entries()}
    return names.fields(names.fitting(branches, said))


def got(value: Any) -> str:
    """Give a value as a reader wrote it.

    >>> got(1.0), got("no"), got(None), got([1])
    ('1', "'no'", 'null', 'a list')
    """
    if value is None:
        return "null"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return f"{value:g}"
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, list):
        return "a list"
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:57]}..."


def _problem(view: View, error: Any, model: type[Base]) -> Problem | None:
    """Word one error; None where its cause is reported already."""
    kind, location = error["type"], list(error["loc"])
    if kind == "missing":
        gap = _walk(view, location)
        return _missing(_holder(view, location), str(location[-1]), gap)
    if kind.startswith("union_tag"):
        return _wrong_tag(_walk(view, location), error)
    if location[-1:] == ["[key]"]:
        return _walk(view, location[:-1]).key_problem(f"{_ID} (got {error['input']!r})")
    spot = _walk(view, location)
    if spot.node is None or spot.node.value is BROKEN:
        return None
    if kind == "extra_forbidden":
        why = at(GONE_KEYS, spot.path.split("."))
        if why is not None:
            return spot.key_problem(f"is gone since format 2: {why[0]}")
        known = _keys(_holder(view, location), model)
        return spot.key_problem(f"unknown key{suggest(spot.path.rpartition('.')[2], known)}")
    return spot.problem(_message(kind, error))


def _walk(view: View, location: list[Any]) -> View:
    """Follow pydantic's location; steps that are tags of unions stand nowhere in the document."""
    for number, step in enumerate(location):
        below = view[step]
        is_last = number == len(location) - 1
        if below.node is None and not (is_last and view.node is not None and _lacks(view, step)):
            continue
        view = below
    return view


def _holder(view: View, location: Sequence[Any]) -> View:
    """Give the mapping that an error's last step is, or should be, in."""
    for step in location[:-1]:
        below = view[step]
        view = view if below.node is None else below
    return view


def _lacks(view: View, step: Any) -> bool:
    return view.node is not None and isinstance(view.node.value, dict) and not str(step).startswith("<")


def _missing(holder: View, key: str, gap: View) -> Problem | None:
    if isinstance(holder.location.column, str):
        return gap.problem("must not be empty")
    return holder.key_problem(f"missing key {key!r}")


def _wrong_tag(holder: View, error: Any) -> Problem:
    key = error["ctx"]["discriminator"].strip("'")
    spot = holder[key]
    if spot.node is None:
        return holder.key_problem(f"missing key {key!r}")
    wanted = [each.strip("'") for each in error["ctx"].get("expected_tags", "").split(", ")]
    return spot.problem(_choice(wanted, spot.node.value))


def _choice(wanted: list[str], value: Any) -> str:
    if len(wanted) == 1:
        return f"must be {wanted[0]} (got {got(value)})"
    near = suggest(value, wanted) if isinstance(value, str) else ""
    return f"must be one of {', '.join(wanted)} (got {got(value)}){near if 'mean' in near else ''}"


def _message(kind: str, error: Any) -> str:
    value, bounds = error["input"], error.get("ctx", {})
    if kind == "literal_error":
        wanted = bounds["expected"].replace(" or ", ", ").split(", ")
        return _choice([each.strip("'").replace("True", "true") for each in wanted], value)
    if kind == "string_too_short":
        return "must not be empty"
    if kind == "string_pattern_mismatch":
        return f"{_ID if '[a-z]' in bounds['pattern'] else _CLAIM} (got {got(value)})"
    if kind in ("too_short", "too_long"):
        return _BOUNDS[kind](bounds)
    if kind == "float_type" and isinstance(value, str):
        return _not_a_number(value)
    wording = _BOUNDS[kind](bounds) if kind in _BOUNDS else _SHAPES.get(kind, error["msg"])
    return f"{wording} (got {got(value)})"


def _not_a_number(text: str) -> str:
    bare = text.strip().lower().lstrip("+-.")
    if bare in ("nan", "inf", "infinity"):
        return f"must be a finite number (got {text!r})"
    if THOUSANDS.fullmatch(text):
        return f"must be a number without thousands separators (got {text!r})"
    return f"must be a number (got {text!r})"
