"""When the history of a case and the history without something part."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sim.ensemble import Ensemble
from sim.experiments.counterfactuals.deletions import Deletion
from sim.model.setting import Setting
from sim.model.state import Counts, Flags, Rows, State

BLOCK = 64  # runs side by side


@dataclass(frozen=True)
class Partings:
    """First steps in which the others differ, (thing, replicate); the number of steps where they never do.

    The others are all actors but those deleted, who differ by being deleted; of an alliance, or of the ties of a group,
    all ends stay, and only the ties that are cut are left out.
    """

    to_the_bit: Counts  # in what anybody believes or cares about, in what an organ does, in a vote
    in_deeds: Counts  # in who is in contact or allied with whom, or in how many vote yes


def partings(ensemble: Ensemble, things: Sequence[Deletion | None], n_replicates: int) -> Partings:
    """When the others part from their history in the case itself.

    Parameters
    ----------
    ensemble : as `deletions.batches` makes it, the case itself first
    things : what its runs go without, in order; the first is None
    n_replicates : how many of the first replicates are looked at
    """
    n = len(things)
    found = np.full((2, n, n_replicates), ensemble.setting.n_steps, dtype=np.int64)
    for first in range(1, n, BLOCK - 1):
        columns = np.array([0, *range(first, min(first + BLOCK - 1, n))])
        others = _Others(ensemble.setting, [things[k] for k in columns[1:]])
        for replicate in range(n_replicates):
            found[:, columns[1:], replicate] = _first_steps(ensemble, (replicate * n + columns).tolist(), others)
    return Partings(found[0], found[1])


class _Others:
    """Rows that are looked at: those of nobody who is deleted."""

    def __init__(self, setting: Setting, things: Sequence[Deletion | None]) -> None:
        edges = setting.edges
        blocs = sorted((bloc.row, bloc.actor) for decision in setting.decisions for bloc in decision.blocs)
        voters: Rows = np.array([actor for _, actor in blocs], dtype=np.intp)
        self.actors = np.ones((setting.n_actors, len(things)), dtype=bool)
        self.edges = np.ones((len(edges), len(things)), dtype=bool)
        key = edges.source * setting.n_actors + edges.target
        row = {name: k for k, name in enumerate(setting.actors)}
        for k, each in enumerate(things):
            gone = [row[name] for name in each.actors] if each else []
            cut = [(row[a], row[b]) for a, b in each.pairs] if each else []
            ends = np.array([*cut, *((b, a) for a, b in cut)], dtype=np.int64).reshape(-1, 2)
            self.edges[:, k] = ~np.isin(edges.source, gone) & ~np.isin(edges.target, gone)
            self.edges[:, k] &= ~np.isin(key, ends[:, 0] * setting.n_actors + ends[:, 1])
            self.actors[gone, k] = False
        self.blocs = self.actors[voters]

    def differ(self, state: State) -> tuple[Flags, Flags]:
        """Whether they differ from those of the first run now: to the bit, and in deeds, (thing,)."""
        deeds = _any_other(state.yeas, self.blocs)
        for tie in (state.contact, state.allied):
            deeds |= _any_other(tie, self.edges)
        bits = deeds.copy()
        for values in (state.position, state.salience, state.policy):
            for of_issue in values:
                bits |= _any_other(of_issue, self.actors)
        return bits, deeds


def _any_other(values: np.ndarray, others: Flags) -> Flags:
    return np.asarray(((values[:, 1:] != values[:, :1]) & others).any(axis=0))


def _first_steps(ensemble: Ensemble, rows: Sequence[int], others: _Others) -> Counts:
    never = ensemble.setting.n_steps
    found = np.full((2, len(rows) - 1), never, dtype=np.int64)
    for state in ensemble.states(rows):
        if state.step:
            found = np.where((found == never) & np.array(others.differ(state)), state.step - 1, found)
            if (found < never).all():
                break
    return found
