"""Random draws from keyed streams: a run's luck hangs on its seed, replicate and channel, on nothing else."""

from __future__ import annotations

import math
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from sim.state import Floats, Rows

Kind = Literal["uniform", "normal"]
_SLAB = 1 << 17  # numbers drawn ahead per channel: they fit the second-level cache
_BANDS = (0.0, 1 / 32, 1 / 16, 1 / 8, 1 / 4, 1 / 2, 1.0)  # of the unit interval, for draws of which few matter
_STEPS_AHEAD = 16


def stream(seed: int, replicate: int, channel: str) -> np.random.Generator:
    """The stream of one channel of one replicate.

    The replicate keys it, not the row of a sweep, so that the variants of one replicate share their luck.
    """
    key = np.random.SeedSequence(entropy=seed, spawn_key=(replicate, zlib.crc32(channel.encode())))
    return np.random.Generator(np.random.SFC64(key))


@dataclass(frozen=True)
class Rare:
    """The draws of a step that lie below a bound, as a list: each row at most once in a run, in no order."""

    row: Rows  # (draw,)
    run: Rows  # (draw,)
    value: Floats  # (draw,) [0, bound)


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
        self._rare: dict[str, _RareTape] = {}

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

    def rare(self, channel: str, step: int, n: int, bound: float) -> Rare:
        """Of n uniform draws for every run, those that are small: all below `bound`, and some above it.

        Where only small draws matter, as for ties that are seldom reconsidered, the rest need not be drawn: the gaps
        between small ones are. The interval is cut in bands with a stream each, so that a run's draws do not hang on
        the bound of its neighbors. Steps must be asked for in order from 0.

        Parameters
        ----------
        bound : (0, 1]; not larger than in the first step

        Raises
        ------
        ValueError
            If a step is asked for out of order, another number of draws than at first, or a larger bound.
        """
        tape = self._rare.get(channel)
        if tape is None:
            n_bands = next(i for i, high in enumerate(_BANDS) if high >= bound)
            streams = [self._streams(f"{channel}.{band}") for band in range(n_bands)]
            tape = self._rare[channel] = _RareTape(streams, n)
        if tape.n != n or bound > tape.bound:
            raise ValueError(f"channel {channel} has {tape.n} draws below {tape.bound} (asked for {n} below {bound})")
        return tape.draws(step)

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


class _RareTape:
    """One channel of small draws, some steps ahead; a stream's numbers do not depend on how far ahead."""

    def __init__(self, streams: Sequence[Sequence[np.random.Generator]], n: int) -> None:
        self.n, self.bound = n, _BANDS[len(streams)]
        self._gaps = [
            [_Gaps(stream, low, high, n) for stream in of_band]
            for of_band, low, high in zip(streams, _BANDS[:-1], _BANDS[1:], strict=False)
        ]
        self._first, self._ends = 0, np.zeros(1, dtype=np.intp)
        self._row, self._run, self._value = np.zeros(0, dtype=np.intp), np.zeros(0, dtype=np.intp), np.zeros(0)

    def draws(self, step: int) -> Rare:
        if step - self._first == len(self._ends) - 1:
            self._first = step
            self._draw()
        if not 0 <= step - self._first < len(self._ends) - 1:
            raise ValueError(f"draws of step {step} were asked for out of order")
        here = slice(self._ends[step - self._first], self._ends[step - self._first + 1])
        row, run, value = self._row[here], self._run[here], self._value[here]
        if len(self._gaps) > 1:  # a row that lies in a lower band lies in no higher one
            _, first = np.unique(row * len(self._gaps[0]) + run, return_index=True)
            row, run, value = row[first], run[first], value[first]
        return Rare(row, run, value)

    def _draw(self) -> None:
        """Draw the next steps of all runs, and sort them by step; lower bands stay before higher ones."""
        start, end = self._first * self.n, (self._first + _STEPS_AHEAD) * self.n
        parts = [gaps.until(end) for of_band in self._gaps for gaps in of_band]
        place = np.concatenate([place for place, _ in parts]) - start
        run = np.concatenate([np.full(len(p), i % len(self._gaps[0])) for i, (p, _) in enumerate(parts)])
        step = place // max(self.n, 1)
        order = np.argsort(step.astype(np.uint8), kind="stable")
        self._row, self._run = (place - step * self.n)[order], run[order]
        self._value = np.concatenate([value for _, value in parts])[order]
        self._ends = np.searchsorted(step[order], np.arange(_STEPS_AHEAD + 1))


class _Gaps:
    """Where the draws of one run lie in one band, of all steps in a row, and what they are."""

    def __init__(self, stream: np.random.Generator, low: float, high: float, n: int) -> None:
        self._stream, self._low, self._width = stream, low, high - low
        prob = (high - low) / (1.0 - low)  # that a draw which is not below the band lies in it
        self._at_once = 64 + int(prob * n * _STEPS_AHEAD)
        self._rate = -math.log1p(-prob) if prob < 1.0 else math.inf
        self._place, self._value = np.zeros(0, dtype=np.int64), np.zeros(0)
        self._last = -1

    def until(self, end: int) -> tuple[Rows, Floats]:
        """Places below `end` that were not given before, rising, and their values."""
        parts, values = [self._place], [self._value]
        while self._last < end:
            gaps = np.floor(self._stream.standard_exponential(self._at_once) / self._rate).astype(np.int64)
            places = self._last + np.cumsum(gaps + 1)
            self._last = int(places[-1])
            parts.append(places)
            values.append(self._low + self._width * self._stream.random(self._at_once))
        place, value = np.concatenate(parts), np.concatenate(values)
        n = int(np.searchsorted(place, end))
        self._place, self._value = place[n:], value[n:]
        return place[:n], value[:n]


def _fill(generator: np.random.Generator, kind: Kind, row: Floats) -> None:
    if kind == "uniform":
        generator.random(out=row)
    else:
        generator.standard_normal(out=row)
