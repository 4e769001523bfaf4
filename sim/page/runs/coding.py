"""A history as text: planes of bytes, differences over time and from the base, deflate, base64; and back.

Positions, stage, ties and provisions of one run follow one another, a byte each month or a bit. What hardly changes
becomes runs of zeros, so that a history takes a few kilobytes. The page reads it with the browser's own inflate.
"""

from __future__ import annotations

import base64
import json
import struct
import zlib
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.model.state import Rows
from sim.page.runs.history import History

Bytes = NDArray[np.uint8]


def pairs_of(histories: Sequence[History]) -> Rows:
    """Pairs of actors that are ever tied in some history, (pair, 2), sorted."""
    found = np.concatenate([np.zeros((0, 2), dtype=np.intp), *(each.pairs for each in histories)])
    return np.unique(found, axis=0).astype(np.intp)


def planes(history: History, pairs: Rows) -> Bytes:
    """All planes of a history, one after the other, as the page reads them.

    Parameters
    ----------
    pairs : (pair, 2) of the page; those of the history are among them
    """
    n_actors, n_months = history.is_active.shape
    ties = np.zeros((2, len(pairs), n_months), dtype=bool)
    keys, own = (rows[:, 0] * n_actors + rows[:, 1] for rows in (pairs, history.pairs))
    ties[:, np.searchsorted(keys, own)] = history.ties
    parts = (
        _over_time(history.position.view(np.uint8)),
        np.packbits(history.is_active, axis=-1),
        np.packbits(ties, axis=-1),
        _over_time(history.provision.view(np.uint8)),
    )
    return np.concatenate([part.ravel() for part in parts])


def _over_time(values: Bytes) -> Bytes:
    """The first month, then differences between months, mod 256."""
    return np.diff(values, axis=-1, prepend=np.uint8(0))


def encode(record: Mapping[str, Any], own: Bytes, base: Bytes | None = None) -> str:
    """A record and planes as base64 of raw deflate; where a base is given, as differences from its planes."""
    text = json.dumps(record, separators=(",", ":"), ensure_ascii=False, allow_nan=False).encode()
    body = struct.pack("<I", len(text)) + text + (own if base is None else own - base).tobytes()
    squeeze = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS, 9)
    return base64.b64encode(squeeze.compress(body) + squeeze.flush()).decode("ascii")


def decode(blob: str, base: Bytes | None = None) -> tuple[dict[str, Any], Bytes]:
    """The record and the planes that `encode` was given."""
    body = zlib.decompress(base64.b64decode(blob), -zlib.MAX_WBITS)
    (length,) = struct.unpack_from("<I", body)
    own = np.frombuffer(body, dtype=np.uint8, offset=4 + length)
    return json.loads(body[4 : 4 + length]), own if base is None else own + base


def history_of(own: Bytes, shape: tuple[int, int, int, int, int]) -> dict[str, NDArray[Any]]:
    """Planes as arrays: position, is_active, ties, provision; shapes as in `History`.

    Parameters
    ----------
    shape : numbers of issues, actors, pairs, provisions and months
    """
    n_issues, n_actors, n_pairs, n_provisions, n_months = shape
    wide = -(-n_months // 8)
    sizes = (n_issues * n_actors * n_months, n_actors * wide, 2 * n_pairs * wide, n_provisions * n_months)
    position, active, ties, provision = np.split(own, np.cumsum(sizes)[:-1])
    return {
        "position": _summed(position, (n_issues, n_actors, n_months)).view(np.int8),
        "is_active": _bits(active, (n_actors, wide), n_months),
        "ties": _bits(ties, (2, n_pairs, wide), n_months),
        "provision": _summed(provision, (n_provisions, n_months)).view(np.int8),
    }


def _summed(values: Bytes, shape: tuple[int, ...]) -> Bytes:
    return np.cumsum(values.reshape(shape), axis=-1, dtype=np.uint8)


def _bits(values: Bytes, shape: tuple[int, ...], n_months: int) -> NDArray[np.bool_]:
    return np.unpackbits(values.reshape(shape), axis=-1, count=n_months).astype(bool)
