"""Who acts together: allies who agree lend each other a voice, and allies at one door coordinate (E4)."""

from __future__ import annotations

import numpy as np

from sim.model.core import choice, influence, links, spans, tally
from sim.model.core.links import Grid, Links, Ties
from sim.model.pairs import Lenders, Pairs
from sim.model.setting import Setting
from sim.model.state import Floats, Rows, State

_NEAR_NOTHING = 1e-12  # sum of at most a few dozen terms of at most 1: rounding is far below


def friends(state: State, setting: Setting) -> Ties:
    """Allies who are both active and agree on what matters to both, both ways."""
    if links.are_many(state.allied):
        every = Grid(setting.edges, state.allied)
        together = every.once_a_pair(lambda ties: _together(ties, state))
        if not np.any(np.abs(together) < _NEAR_NOTHING):  # else its sign may hang on the order of the product
            are_there = every.sources(state.is_active) & every.targets(state.is_active)
            return Grid(setting.edges, state.allied & are_there & (together > 0.0))
    allied = links.alliances(state, setting.edges)
    allied = links.some(allied, allied.sources(state.is_active) & allied.targets(state.is_active))
    return links.some(allied, influence.agreement_of(allied, state) > 0.0)


def _together(among: Ties, state: State) -> Floats:
    """The sum of which the sign says whether the ends of ties agree, in the shape of the ties; the quicker way."""
    total: Floats = np.zeros(())
    for weight in state.position * state.salience:
        both = among.sources(weight)
        both *= among.targets(weight)
        total = both if total.ndim == 0 else np.add(total, both, out=total)
    return total


def lent_access(pairs: Pairs, state: State, setting: Setting) -> Floats:
    """Access of the best placed friend, (pair, run) [0-1]; 0 without one."""
    held, lenders, n_runs = friends(state, setting), pairs.lenders, state.n_runs
    if isinstance(held, Grid):
        return _best_lent(held.is_open.astype(np.float64), lenders, len(pairs))
    first, count = lenders.of_edges(held.edge)
    lender, run = spans.places(first, count), np.repeat(held.run, count)
    return choice.best_of(
        np.take(lenders.access, lender), np.take(lenders.pair, lender) * n_runs + run, (len(pairs), n_runs)
    )


def _best_lent(is_friend: Floats, lenders: Lenders, n_pairs: int) -> Floats:
    """The same from all potential ties: few levels of access are coded, and any friend at the highest will do.

    Parameters
    ----------
    is_friend : (edge, run) {0, 1}
    """
    lent = np.zeros((n_pairs, is_friend.shape[-1]))
    for access, pair, edge in lenders.by_access:
        lent[tally.groups(pair, n_pairs, edge).sum(is_friend) > 0.0] = access
    return lent


def together(effort: Floats, actor: Rows, kind: Rows, n_kinds: int, state: State, setting: Setting) -> Floats:
    """Sum over two allies of the product of what they spend on the same, (kind, run).

    Who spends on what is marked in a table of actors by kinds, so that two rows of it tell what two allies share: few
    products are left of all that could be made.

    Parameters
    ----------
    effort : (entry,) > 0
    actor : (entry,) cell of the actor
    kind : (entry,) what it is spent on, such as a side of an issue at a venue; of an actor in a run each once
    """
    once, n_runs = _once(state, setting), state.n_runs
    spends = np.zeros((setting.n_actors * n_runs, n_kinds), dtype=bool)
    spent = np.empty(spends.size)  # read only where something is marked
    place = actor * n_kinds + kind
    spends.reshape(-1)[place] = True
    spent[place] = effort
    both = np.take(spends, once.source, axis=0)
    both &= np.take(spends, once.target, axis=0)
    at = links.where(both)
    link = at // n_kinds
    shared = at - link * n_kinds
    product = np.take(spent, np.take(once.source, link) * n_kinds + shared)
    product *= np.take(spent, np.take(once.target, link) * n_kinds + shared)
    return tally.sum_at(product, shared * n_runs + np.take(once.run, link), (n_kinds, n_runs))


def _once(state: State, setting: Setting) -> Links:
    """All who are allied, each two once, from the lower row to the higher, as places among these."""
    if "once" not in state.of_alliances:
        one_way = setting.edges.one_way
        state.of_alliances["once"] = links.links(np.take(state.allied, one_way.rows, axis=0), one_way.edges)
    found: Links = state.of_alliances["once"]
    return found
