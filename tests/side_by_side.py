"""Histories of settings at many numbers: all of a setting in one batch, which costs little more than one of them."""

import numpy as np
from worlds import history

from sim.model.core.noise import Noise
from sim.model.parameters import table

RUNS = range(8)


class OtherDraws(Noise):
    """Draws as usual, but those of the channels that begin with `other` come from another seed."""

    def __init__(self, other, replicates=RUNS):
        super().__init__(1, replicates)
        self.other, self.draws = other, Noise(2, replicates)

    def block(self, channel, *rest):
        return self.draws.block(channel, *rest) if channel.startswith(self.other) else super().block(channel, *rest)

    def once(self, channel, *rest):
        return self.draws.once(channel, *rest) if channel.startswith(self.other) else super().once(channel, *rest)


class NotYetRunError(Exception):
    """A history that nobody has asked for before; it is made with the others of its setting."""


class SideBySide:
    """The histories that were asked for. Who gets NotYetRunError asks again after `make`."""

    def __init__(self):
        self.made, self.asked = {}, {}

    def history(self, setting, numbers, other=None):
        """Every State of some runs; draws of channels that begin with `other` are those of another seed."""
        batch = id(setting), other
        at = tuple(sorted((key, v) for key, v in numbers.items() if v != table()[key].default))
        if (batch, at) not in self.made:
            self.asked.setdefault(batch, (setting, {}))[1][at] = None
            raise NotYetRunError
        return self.made[batch, at][1]

    def make(self):
        """Run what was asked for."""
        for batch, (setting, wanted) in self.asked.items():
            keys = {key for at in wanted for key, _ in at}
            each = {key: [dict(at).get(key, table()[key].default) for at in wanted] for key in keys}
            replicates = [*RUNS] * len(wanted)
            noise = Noise(1, replicates) if batch[1] is None else OtherDraws(batch[1], replicates)
            states = history(setting, {key: np.repeat(values, len(RUNS)) for key, values in each.items()}, noise)
            for k, at in enumerate(wanted):
                rows = np.arange(k * len(RUNS), (k + 1) * len(RUNS))
                self.made[batch, at] = setting, [state.of_runs(rows) for state in states]  # kept, so its id stays
        self.asked = {}


def all_of(asking):
    """What each of these gives, by name, once all the histories that they ask for are made."""
    histories, found = SIDE_BY_SIDE, {}
    while waiting := [name for name in asking if name not in found]:
        for name in waiting:
            try:
                found[name] = asking[name]()
            except NotYetRunError:
                continue
        histories.make()
    return found


SIDE_BY_SIDE = SideBySide()
