"""Random draws from keyed streams: a run's draws depend on its seed, replicate and channel, on nothing else."""

from __future__ import annotations

import math
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from sim.model.core.spans import places
from sim.model.state import Floats, Rows

Kind = Literal["uniform", "normal"]
_SLAB = 1 << 18  # numbers drawn ahead per channel: they fit the second-level cache
_BANDS = (0.0, 0.025, 0.05, 0.1, 0.2, 0.4, 1.0)  # of the unit interval, for draws of which few matter
_STEPS_AHEAD = 16


def stream(seed: int, replicate: int, channel: str) -> np.random.Generator:
    """The stream of one channel of one replicate.

    The replicate keys it, not the row of a sweep, so that the variants of one replicate share their draws.
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
    """Draws for a batch of runs, the run axis last. Runs of one replicate share their draws, made once.

    Parameters
    ----------
    seed : the study's seed, >= 0
    replicates : the replicate of each run of the batch, >= 0
    """

    def __init__(self, seed: int, replicates: Sequence[int]) -> None:
        self.seed = seed
        self.replicates = tuple(int(r) for r in replicates)
        different, self._of_run = np.unique(np.array(self.replicates, dtype=np.int64), return_inverse=True)
        self._different = tuple(different.tolist())
        self._is_plain = self._different == self.replicates
        self._tapes: dict[str, _Tape] = {}
        self._rare: dict[str, _RareTape] = {}
        self._held: dict[str, Floats] = {}

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
        return self._for_runs(tape.block(step))

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
        drawn = tape.draws(step)
        if self._is_plain:
            return drawn
        order = np.argsort(drawn.run, kind="stable")
        count = np.bincount(drawn.run, minlength=len(self._different))
        picked = order[places((np.cumsum(count) - count)[self._of_run], count[self._of_run])]
        run = np.repeat(np.arange(len(self.replicates)), count[self._of_run])
        return Rare(drawn.row[picked], run, drawn.value[picked])

    def once(self, channel: str, kind: Kind, n: int) -> Floats:
        """Draws of a channel that is used a single time, (n, run)."""
        draws = np.empty((len(self._different), n))
        for row, generator in zip(draws, self._streams(channel), strict=True):
            _fill(generator, kind, row)
        return self._for_runs(np.ascontiguousarray(draws.T))

    def held(self, channel: str, kind: Kind, n: int) -> Floats:
        """The draws of `once`, (n, run), made the first time and kept for those who ask for them in many steps."""
        if channel not in self._held:
            self._held[channel] = self.once(channel, kind, n)
        return self._held[channel]

    def _streams(self, channel: str) -> list[np.random.Generator]:
        return [stream(self.seed, replicate, channel) for replicate in self._different]

    def _for_runs(self, draws: Floats) -> Floats:
        """Draws of the different replicates handed to the runs, (..., run)."""
        return draws if self._is_plain else draws.take(self._of_run, axis=-1)


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
        self._run = np.tile(np.arange(len(streams[0])), len(streams))
        self._first, self._n_ahead = 0, 0
        self._place: list[Rows] = []
        self._value: list[Floats] = []
        self._ends: list[list[int]] = []

    def draws(self, step: int) -> Rare:
        if step - self._first == self._n_ahead:
            self._first, self._n_ahead = step, _STEPS_AHEAD
            self._draw()
        ahead = step - self._first
        if not 0 <= ahead < self._n_ahead:
            raise ValueError(f"draws of step {step} were asked for out of order")
        spans = [slice(ends[ahead], ends[ahead + 1]) for ends in self._ends]
        row = np.concatenate([place[span] for place, span in zip(self._place, spans, strict=True)]) - step * self.n
        value = np.concatenate([value[span] for value, span in zip(self._value, spans, strict=True)])
        run = np.repeat(self._run, [span.stop - span.start for span in spans])
        if len(self._gaps) > 1:  # a row that lies in a lower band lies in no higher one
            _, first = np.unique(row * len(self._gaps[0]) + run, return_index=True)
            row, run, value = row[first], run[first], value[first]
        return Rare(row, run, value)

    def _draw(self) -> None:
        """Draw the next steps of all runs, band after band."""
        steps = np.arange(self._first, self._first + _STEPS_AHEAD + 1) * self.n
        parts = [gaps.until(int(steps[-1])) for of_band in self._gaps for gaps in of_band]
        self._place, self._value = [place for place, _ in parts], [value for _, value in parts]
        self._ends = [np.searchsorted(place, steps).tolist() for place in self._place]


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
