"""Who acts together: allies who agree lend each other a voice, and allies at one door coordinate (E4)."""

from __future__ import annotations

import numpy as np

from sim.model.core import choice, influence, links, spans, tally
from sim.model.core.links import Links
from sim.model.pairs import Pairs
from sim.model.setting import Setting
from sim.model.state import Flags, Floats, Rows, State


def friends(state: State, setting: Setting) -> Links:
    """Allies who are both active and agree on what matters to both, both ways."""
    allied = links.alliances(state, setting.edges)
    is_there = np.take(state.is_active, allied.source) & np.take(state.is_active, allied.target)
    allied = links.some(allied, is_there)
    return links.some(allied, influence.agreement_of(allied, state) > 0.0)


def lent_access(pairs: Pairs, state: State, setting: Setting) -> Floats:
    """Access of the best placed friend, (pair, run) [0-1]; 0 without one."""
    lenders, n_runs, held = pairs.lenders, state.n_runs, friends(state, setting)
    first, count = lenders.of_edges(held.edge)
    lender, run = spans.places(first, count), np.repeat(held.run, count)
    return choice.best_of(
        np.take(lenders.access, lender), np.take(lenders.pair, lender) * n_runs + run, (len(pairs), n_runs)
    )


class Together:
    """Pairs of two allies that spend something at the same door.

    Parameters
    ----------
    actor, venue : (row,) of the pairs that spend something at organs in some run, which are numbered by rows here
    spends : (row, run)
    """

    def __init__(self, actor: Rows, venue: Rows, spends: Flags, state: State, setting: Setting) -> None:
        n_venues, n_runs = len(setting.venues.ids), state.n_runs
        once = _once(state, setting)
        present = np.zeros((setting.n_actors * n_runs, n_venues), dtype=bool)
        row, run = np.nonzero(spends)
        present[actor[row] * n_runs + run, venue[row]] = True
        both = np.take(present, once.source, axis=0)
        both &= np.take(present, once.target, axis=0)
        at = links.where(both)
        link = at // n_venues
        there = at - link * n_venues
        place = np.full((setting.n_actors, n_venues), -1, dtype=np.intp)
        place[actor, venue] = np.arange(len(actor)) * n_runs
        source, run = once.edge[link], once.run[link]
        self.first = place[setting.edges.source[source], there] + run
        self.second = place[setting.edges.target[source], there] + run
        self._door, self._n_doors = there * n_runs + run, n_venues * n_runs

    def of_two(self, pull: Floats) -> Floats:
        """Sum over two allies at each door of their efforts' product where they are on one side, (2, issue, door).

        Parameters
        ----------
        pull : (issue, place) effort, below 0 of those against
        """
        first = np.take(pull, self.first, axis=1)
        both = first * np.take(pull, self.second, axis=1)
        hits = np.flatnonzero(both > 0.0)
        issue = hits // max(len(self.first), 1)
        is_against = first.reshape(-1)[hits] < 0.0
        key = (is_against * len(pull) + issue) * self._n_doors + self._door[hits - issue * len(self.first)]
        return tally.sum_at(both.reshape(-1)[hits], key, (2, len(pull), self._n_doors))


def _once(state: State, setting: Setting) -> Links:
    """All who are allied, each two once, from the lower row to the higher."""
    if "once" not in state.of_alliances:
        allied = links.alliances(state, setting.edges)
        state.of_alliances["once"] = links.some(allied, allied.source < allied.target)
    found: Links = state.of_alliances["once"]
    return found
