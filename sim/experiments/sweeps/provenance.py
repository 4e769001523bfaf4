"""Values as records keep them: one form for the same meaning, digests that never change, and what differs."""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Iterator, Mapping
from typing import Any


def normal(value: Any) -> Any:
    """A value as the plain Python value that it means: 1, 1.0 and `np.float64(1)` are one and the same.

    Raises
    ------
    ValueError
        For NaN and infinity, which are no settings.

    >>> normal({"b": 2.0, "a": (1, True, -0.0, "x")})
    {'a': [1, True, 0, 'x'], 'b': 2}
    """
    if isinstance(value, Mapping):
        return {str(key): normal(value[key]) for key in sorted(value, key=str)}
    value = plain(value)
    if isinstance(value, list | tuple):
        return [normal(item) for item in value]
    if isinstance(value, float) and not isinstance(value, bool):
        if not math.isfinite(value):
            raise ValueError(f"no setting can be {value}")
        return int(value) if value.is_integer() else value
    return value if value is None or isinstance(value, bool | int | str) else str(value)


def plain(value: Any) -> Any:
    """Arrays and scalars of numpy, and tuples, as what JSON has; anything else as it is."""
    if hasattr(value, "tolist"):  # without loading numpy here
        return value.tolist()
    return [plain(item) for item in value] if isinstance(value, list | tuple) else value


def canonical(value: Any) -> str:
    """JSON of the normal form, with sorted keys: the same meaning gives the same bytes."""
    return json.dumps(normal(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def digest(*parts: str) -> str:
    """BLAKE2b of some texts, 32 hexadecimal digits."""
    found = hashlib.blake2b(digest_size=16)
    for part in parts:
        found.update(part.encode())
        found.update(b"\0")
    return found.hexdigest()


def differences(old: Any, new: Any, name: str = "") -> list[str]:
    """What differs between two records, one `name: old -> new` each; nothing for two of the same meaning.

    >>> differences({"seed": 1, "until": None}, {"seed": 2.0, "until": None})
    ['seed: 1 -> 2']
    """
    return list(_differences(normal(old), normal(new), name))


def _differences(old: Any, new: Any, name: str) -> Iterator[str]:
    if isinstance(old, dict) and isinstance(new, dict):
        for key in dict.fromkeys([*old, *new]):
            yield from _differences(old.get(key), new.get(key), f"{name}.{key}" if name else key)
    elif isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        for place, (before, after) in enumerate(zip(old, new, strict=True)):
            yield from _differences(before, after, f"{name}[{place}]")
    elif isinstance(old, list) and isinstance(new, list) and max(len(old), len(new)) > 8:
        yield f"{name}: {len(old)} entries -> {len(new)} entries"
    elif canonical(old) != canonical(new):
        yield f"{name}: {_shown(old)} -> {_shown(new)}"


def _shown(value: Any, width: int = 60) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= width else text[: width - 1] + "…"
