"""Random draws from keyed streams: a run's luck hangs on its seed, replicate and channel, on nothing else."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from typing import Literal

import numpy as np

from sim.state import Floats

Kind = Literal["uniform", "normal"]
_SLAB = 1 << 19  # numbers drawn ahead per channel: about the second-level cache


def stream(seed: int, replicate: int, channel: str) -> np.random.Generator:
    """The stream of one channel of one replicate.

    The replicate keys it, not the row of a sweep, so that the variants of one replicate share their luck.
    """
    key = np.random.SeedSequence(entropy=seed, spawn_key=(replicate, zlib.crc32(channel.encode())))
    return np.random.Generator(np.random.SFC64(key))


class Noise:
    """Draws for a batch of runs, the run axis last.

    Parameters
    ----------
    seed : the study's seed, >= 0
    replicates : the replicate of each run of the batch, >= 0
    """

    def __init__(self, seed: int, replicates: Sequence[int]) -> None:
        self.seed = seed
        self.replicates = tuple(int(r) for r in replicates)
        self._tapes: dict[str, _Tape] = {}

    def block(self, channel: str, kind: Kind, step: int, shape: tuple[int, ...]) -> Floats:
        """The full block of a step, (*shape, run), used or not; steps must be asked for in order from 0.

        Raises
        ------
        ValueError
            If a step is asked for out of order, or a block of another shape than the first.
        """
        tape = self._tapes.get(channel)
        if tape is None:
            tape = self._tapes[channel] = _Tape(self._streams(channel), kind, shape)
        if tape.shape != shape:
            raise ValueError(f"channel {channel} has blocks of shape {tape.shape} (asked for {shape})")
        return tape.block(step)

    def once(self, channel: str, kind: Kind, n: int) -> Floats:
        """Draws of a channel that is used a single time, (n, run)."""
        draws = np.empty((len(self.replicates), n))
        for row, generator in zip(draws, self._streams(channel), strict=True):
            _fill(generator, kind, row)
        return np.ascontiguousarray(draws.T)

    def _streams(self, channel: str) -> list[np.random.Generator]:
        return [stream(self.seed, replicate, channel) for replicate in self.replicates]


class _Tape:
    """One channel, drawn some steps ahead; a stream's numbers do not depend on how far ahead."""

    def __init__(self, streams: list[np.random.Generator], kind: Kind, shape: tuple[int, ...]) -> None:
        self._streams, self._kind, self.shape = streams, kind, shape
        self._size = int(np.prod(shape))
        self._ahead = max(1, _SLAB // max(1, self._size * len(streams)))
        self._first, self._slab = 0, np.empty((0, self._size, len(streams)))

    def block(self, step: int) -> Floats:
        offset = step - self._first
        if offset == len(self._slab):
            self._first, offset = step, 0
            self._slab = self._draw()
        if not 0 <= offset < len(self._slab):
            raise ValueError(f"draws of step {step} were asked for out of order")
        return self._slab[offset].reshape(*self.shape, len(self._streams))

    def _draw(self) -> Floats:
        draws = np.empty((len(self._streams), self._ahead * self._size))
        for row, generator in zip(draws, self._streams, strict=True):
            _fill(generator, self._kind, row)
        return np.ascontiguousarray(draws.T).reshape(self._ahead, self._size, len(self._streams))


def _fill(generator: np.random.Generator, kind: Kind, row: Floats) -> None:
    if kind == "uniform":
        generator.random(out=row)
    else:
        generator.standard_normal(out=row)
