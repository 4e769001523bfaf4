"""Who acts together: allies who agree lend each other a voice, and allies at one door coordinate (E4)."""

from __future__ import annotations

import numpy as np

from sim.model.campaigns import rules
from sim.model.core import choice, links, spans, tally
from sim.model.core.links import Links
from sim.model.pairs import Pairs
from sim.model.setting import Setting
from sim.model.state import Flags, Floats, State


def of_all(state: State, setting: Setting) -> Links:
    """Both directions between all who are allied, whoever of the two holds the other, sorted by edge, then run."""
    if "allied" not in state.of_ties:
        held, n_runs = links.held(state, setting.edges), state.n_runs
        back = np.take(setting.edges.reverse, held.edge) * n_runs + held.run
        at = np.union1d(held.at, back)
        edge = at // n_runs
        state.of_ties["allied"] = links.links_of(edge, at - edge * n_runs, setting.edges, n_runs)
    found: Links = state.of_ties["allied"]
    return found


def friends(state: State, setting: Setting) -> Links:
    """Those of them who are both active and agree on what matters to both."""
    allied = of_all(state, setting)
    is_there = np.take(state.is_active, allied.source) & np.take(state.is_active, allied.target)
    allied = links.some(allied, is_there)
    position, salience = (array.reshape(len(array), -1) for array in (state.position, state.salience))
    shared = np.take(salience, allied.source, axis=1) * np.take(salience, allied.target, axis=1)
    pulls = shared * np.take(position, allied.source, axis=1) * np.take(position, allied.target, axis=1)
    agreed = rules.agreement(tally.over_rows(pulls), tally.over_rows(shared))
    return links.some(allied, agreed > 0.0)


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
    pairs : those that spend something
    spends : (pair, run)
    """

    def __init__(self, pairs: Pairs, spends: Flags, state: State, setting: Setting) -> None:
        n_venues, n_runs = len(setting.venues.ids), state.n_runs
        allied = of_all(state, setting)
        once = links.some(allied, allied.source < allied.target)
        present = np.zeros((setting.n_actors * n_runs, n_venues), dtype=bool)
        pair, run = np.nonzero(spends)
        present[pairs.actor[pair] * n_runs + run, pairs.venue[pair]] = True
        link, venue = np.nonzero(present[once.source] & present[once.target])
        place = np.full((setting.n_actors, n_venues), -1, dtype=np.intp)
        place[pairs.actor, pairs.venue] = np.arange(len(pairs))
        run = once.run[link]
        self.first, self.second = (
            place[ends[link] // n_runs, venue] * n_runs + run for ends in (once.source, once.target)
        )
        self._key, self._shape = venue * n_runs + run, (n_venues, n_runs)

    def add(self, weight: Floats, alone: Floats) -> Floats:
        """Sum over i and j at each door of w_i w_j where i is j or its ally, (venue, run).

        Parameters
        ----------
        weight : (pair, run)
        alone : (venue, run) sum of the squares
        """
        flat = weight.reshape(-1)
        both = np.take(flat, self.first) * np.take(flat, self.second)
        of_two = np.bincount(self._key, both, self._shape[0] * self._shape[1]).reshape(self._shape)
        return alone + 2.0 * of_two
