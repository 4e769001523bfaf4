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

    The others are all actors but the one deleted, which differs by being deleted; of an alliance both ends stay, and
    only the tie between them is left out.
    """

    to_the_bit: Counts  # in what anybody believes or cares about, in what an organ does, in a vote
    in_deeds: Counts  # in who holds whom as an ally, or in how many vote yes


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
        for k, each in enumerate(things):
            ends = [setting.actors.index(name) for name in each.names] if each and each.kind != "mechanisms" else []
            touched = np.isin(edges.source, ends).astype(int) + np.isin(edges.target, ends)
            self.edges[:, k] = touched < max(1, len(ends))
            if len(ends) == 1:
                self.actors[ends, k] = False
        self.blocs = self.actors[voters]

    def differ(self, state: State) -> tuple[Flags, Flags]:
        """Whether they differ from those of the first run now: to the bit, and in deeds, (thing,)."""
        deeds = _any_other(state.tie, self.edges) | _any_other(state.yeas, self.blocs)
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
