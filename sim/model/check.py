"""Whether arrays are what they are declared to be: numbers, axes and ranges, by the `Field` of each (declare.py)."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from sim.model.declare import Declared, declared
from sim.model.setting import Setting
from sim.model.state import State


def check(state: State, setting: Setting) -> None:
    """Hold every array of a State, and of its blocks, to what it is declared to be.

    Raises
    ------
    ValueError
        At the first array that is not, with one line that names it, what it should be and what it is.
    """
    _check(state, "State", {**setting.axes, "run": state.n_runs})


def check_setting(setting: Setting) -> None:
    """Hold every array of a Setting, and of all that belongs to it, to what it is declared to be.

    Raises
    ------
    ValueError
        At the first array that is not, as `check`.
    """
    _check(setting, "Setting", setting.axes)


def _check(thing: Any, path: str, axes: Mapping[str, int]) -> None:
    """Walk a dataclass and all dataclasses in it.

    An axis has the length that the nearest of them gives in its `axes`; one that none gives, such as the planks of a
    decision, the length that it has in the first array of the dataclass.
    """
    lengths = {**axes, **getattr(thing, "axes", {})}
    said = declared(type(thing))
    for field in dataclasses.fields(thing):
        value, where = getattr(thing, field.name), f"{path}.{field.name}"
        if field.name not in said:
            for name, part in _parts(value, where):
                _check(part, name, lengths)
        elif value is not None:
            _check_array(value, where, said[field.name], lengths)


def _parts(value: Any, path: str) -> Iterator[tuple[str, Any]]:
    """The dataclasses in a value, each with its path."""
    if dataclasses.is_dataclass(value):
        yield path, value
    elif isinstance(value, np.ndarray):
        raise ValueError(f"{path}: an array without a declaration")
    elif isinstance(value, Mapping):
        for key, each in value.items():
            yield from _parts(each, f"{path}[{getattr(key, '__name__', key)}]")
    elif isinstance(value, tuple):
        for row, each in enumerate(value):
            yield from _parts(each, f"{path}[{getattr(each, 'id', row)}]")


def _check_array(value: Any, path: str, said: Declared, lengths: dict[str, int]) -> None:
    """One array, or a tuple of arrays that differ in length; `lengths` learns the axes that it does not know."""
    names, arrays = said.field.axes.split(), [value]
    if isinstance(value, tuple):
        if len(value) != lengths.setdefault(names[0], len(value)):
            raise ValueError(f"{path}: {len(value)} arrays where {names[0]} is {lengths[names[0]]}")
        names, arrays = names[1:], list(value)
    for array in arrays:
        if array.dtype != said.dtype:
            raise ValueError(f"{path}: {array.dtype} where {said.dtype} is declared")
        if array.ndim != len(names):
            raise ValueError(f"{path}: shape {array.shape} where ({', '.join(names)}) is declared")
        known = [length if name == "*" else lengths.setdefault(name, length)
                 for name, length in zip(names, array.shape, strict=True)]  # fmt: skip
        if array.shape != tuple(known):
            declaration = ", ".join(f"{name} {length}" for name, length in zip(names, known, strict=True))
            raise ValueError(f"{path}: shape {array.shape} where ({declaration}) is declared")
        _check_range(array, path, said, lengths)


def _check_range(array: Any, path: str, said: Declared, lengths: Mapping[str, int]) -> None:
    if not array.size or array.dtype == np.bool_:
        return
    least, most, field = array.min(), array.max(), said.field
    if not np.isfinite([least, most]).all():
        raise ValueError(f"{path}: a number that is not finite")
    high = min(field.high, lengths[field.of] - 1) if field.of else field.high
    if least < field.low or most > high:
        raise ValueError(f"{path}: from {least:g} to {most:g} where [{field.low:g}, {high:g}] is declared")
