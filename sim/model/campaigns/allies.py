"""Who acts together: allies who agree lend each other a voice, and allies at one door coordinate (E4)."""

from __future__ import annotations

import numpy as np

from sim.model.campaigns import rules
from sim.model.core import choice, links, spans, tally
from sim.model.core.links import Grid, Links, Ties
from sim.model.pairs import Lenders, Pairs
from sim.model.setting import Setting
from sim.model.state import Flags, Floats, Rows, State


def of_all(state: State, setting: Setting) -> Links:
    """Both directions between all who are allied, whoever of the two holds the other, sorted by edge, then run."""
    if "allied" not in state.of_ties:
        state.of_ties["allied"] = links.links(_either(state, setting), setting.edges)
    found: Links = state.of_ties["allied"]
    return found


def _either(state: State, setting: Setting) -> Flags:
    """Whether one of its ends holds the other, (edge, run)."""
    return state.tie | np.take(state.tie, setting.edges.reverse, axis=0)


def friends(state: State, setting: Setting) -> Ties:
    """Those of them who are both active and agree on what matters to both."""
    either = _either(state, setting)
    if links.are_many(either):
        every = Grid(setting.edges, either)
        are_there = every.sources(state.is_active) & every.targets(state.is_active)
        return Grid(setting.edges, either & are_there & _agree(every, state))
    allied = of_all(state, setting)
    allied = links.some(allied, allied.sources(state.is_active) & allied.targets(state.is_active))
    return links.some(allied, _agree(allied, state))


def _agree(among: Ties, state: State) -> Flags:
    """Whether the ends of ties pull the same way, all in all, in the shape of the ties."""
    together: Floats = np.zeros(())
    shared: Floats = np.zeros(())
    for position, salience in zip(state.position, state.salience, strict=True):
        both = among.sources(salience)
        both *= among.targets(salience)
        shared = both + shared if shared.ndim == 0 else np.add(shared, both, out=shared)
        both *= among.sources(position)
        both *= among.targets(position)
        together = both + together if together.ndim == 0 else np.add(together, both, out=together)
    return rules.agreement(together, shared) > 0.0


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
    """All who are allied, each two once, from the lower row to the higher."""
    if "allied_once" not in state.of_ties:
        edges = setting.edges
        state.of_ties["allied_once"] = links.links(
            _either(state, setting) & (edges.source < edges.target)[:, None], edges
        )
    found: Links = state.of_ties["allied_once"]
    return found
