"""Strategies of one's own: functions that replace one actor's row of a process, and nothing else."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from sim.model.agenda import Negotiation
from sim.model.setting import Setting
from sim.model.state import Flags, Floats, State


@dataclass(frozen=True)
class View:
    """What an actor sees when it decides: its own rows, and the whole state to read."""

    row: int
    state: State
    setting: Setting
    negotiation: Negotiation | None = None  # the talks that `respond` is asked about

    @property
    def position(self) -> Floats:
        """Own positions, (issue, run) [-1, 1]."""
        return self.state.position[:, self.row]

    @property
    def salience(self) -> Floats:
        """Own saliences, (issue, run) [0, 1]."""
        return self.state.salience[:, self.row]

    @property
    def venues(self) -> tuple[str, ...]:
        """Venues to which it has a door, or an ally could lend it one, in the order of `choose_venue`'s middle axis.

        Some may have nobody there yet; what is spent without a door is lost.
        """
        pairs = self.setting.pairs
        return tuple(self.setting.venues.ids[v] for v in pairs.venue[pairs.actor == self.row])

    @property
    def partners(self) -> tuple[str, ...]:
        """All other actors, in the order of `consider_ally`'s middle axis."""
        edges = self.setting.edges
        return tuple(self.setting.actors[j] for j in edges.target[edges.source == self.row])

    @property
    def holds(self) -> Flags:
        """With whom it is allied now, (partner, run)."""
        return self.state.allied[self.setting.edges.source == self.row]


Strategy = Callable[[Floats, View], Floats]
Overrides = Mapping[str, Mapping[int, Strategy]]
HOOKS = {
    "choose_venue": "share of effort by issue and own venue, (issue, venue, run)",
    "consider_ally": "probability that it agrees to an alliance, and that it leaves it, (2, partner, run)",
    "respond": "provision by issue that the proposer offers, (1, issue, run), whole numbers 0 to 3",
}
PROVISIONS = (0.0, 1.0, 2.0, 3.0)  # off, consulted, side agreement, core


def exchange_rows(hook: str, default: Floats, own: Mapping[int, Flags], overrides: Overrides, view: View) -> Floats:
    """The array with the rows of overriding actors exchanged; others cannot be reached.

    Parameters
    ----------
    default : (first, alternative, run)
    own : for each overriding actor its alternatives, (alternative,)
    view : seen by the strategies; its row is exchanged for each

    Raises
    ------
    ValueError
        If a strategy returns another shape, or numbers that are no shares, probabilities or provisions.
    """
    strategies = overrides.get(hook, {})
    if not strategies:
        return default
    result = default.copy()
    for row, strategy in strategies.items():
        rows = own[row]
        offered = default[:, rows]
        answer = np.asarray(strategy(offered.copy(), dataclasses.replace(view, row=row)), dtype=np.float64)
        _check(hook, view.setting.actors[row], answer, offered.shape)
        result[:, rows] = answer
    return result


def _check(hook: str, actor: str, answer: Floats, shape: tuple[int, ...]) -> None:
    if answer.shape != shape:
        raise ValueError(f"{hook} of {actor}: must return {HOOKS[hook]} = {shape} (got {answer.shape})")
    if hook == "respond":
        if not np.isin(answer, PROVISIONS).all():
            raise ValueError(f"{hook} of {actor}: must return whole numbers from 0 to 3")
        return
    if not ((answer >= 0.0) & (answer <= 1.0)).all():
        raise ValueError(f"{hook} of {actor}: must return numbers from 0 to 1")
    if hook == "choose_venue" and not (np.add.reduce(answer, axis=(0, 1)) <= 1.0 + 1e-9).all():
        raise ValueError(f"{hook} of {actor}: shares must sum to 1 or less")
