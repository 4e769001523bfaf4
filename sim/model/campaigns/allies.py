"""Who acts together: allies who agree lend each other a voice, and allies at one door coordinate (E4)."""

from __future__ import annotations

import math

import numpy as np

from sim.model.core import choice, influence, links, spans, tally
from sim.model.core.entries import Entries
from sim.model.core.links import Grid, Links, Ties
from sim.model.pairs import Lenders, Pairs
from sim.model.setting import Setting
from sim.model.state import Flags, Floats, Rows, State

_AT_ONCE = 1 << 18  # flags of a work buffer: a few of them fit the second-level cache
_NEAR_NOTHING = 1e-12  # sum of at most a few dozen terms of at most 1: rounding is far below


def friends(state: State, setting: Setting) -> Ties:
    """Allies who are both active and agree on what matters to both, both ways."""
    if links.are_many(state.allied):
        every = Grid(setting.edges, state.allied)
        together = every.once_a_pair(lambda ties: _together(ties, state))
        if not (np.abs(together) < _NEAR_NOTHING).any():  # else its sign may hang on the order of the product
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
    return choice.best_of(lenders.access.take(lender), lenders.pair.take(lender) * n_runs + run, (len(pairs), n_runs))


def _best_lent(is_friend: Floats, lenders: Lenders, n_pairs: int) -> Floats:
    """The same from all potential ties: few levels of access are coded, and any friend at the highest will do.

    Parameters
    ----------
    is_friend : (edge, run) {0, 1}
    """
    lent = np.zeros((n_pairs, is_friend.shape[-1]))
    for access, pair, edge in lenders.by_access:
        lent[tally.sum_by(is_friend, pair, n_pairs, edge) > 0.0] = access
    return lent


def together(effort: Floats, is_against: Flags, issue: Rows, among: Entries, state: State, setting: Setting) -> Floats:
    """Sum over two allies of the product of what they spend on one side at one door, (side, issue, venue, run).

    What each spends on is marked in a table of actors by kinds, which are sides of issues at venues, so that two rows
    of it tell what two allies share: few products are left of all that could be made.

    Parameters
    ----------
    effort : (entry,) > 0
    is_against, issue : (entry,) side and issue that it is spent on; of a pair in a run each issue once
    """
    n_runs, shape = state.n_runs, (2, len(state.position), len(setting.venues.ids))
    kind = (is_against * shape[1] + issue) * shape[2] + among.venue
    used, rank = spans.numbered(kind, math.prod(shape))  # kinds that come, and their places among these
    spends = np.zeros((setting.n_actors * n_runs, len(used)), dtype=bool)
    spends.reshape(-1)[among.actor * len(used) + rank.take(kind)] = True
    once, ends = _once(state, setting), setting.edges.one_way.edges
    table, first = _table(effort, issue, among, used, setting)
    first, n_used, keys, products = first.reshape(-1), max(len(used), 1), [], []
    n_links = max(1, _AT_ONCE // n_used)
    for begin in range(0, max(len(once), 1), n_links):
        some = slice(begin, begin + n_links)
        both = spends.take(once.source[some], axis=0)
        both &= spends.take(once.target[some], axis=0)
        at = links.where(both)
        link = at // n_used
        place, run, edge = at - link * n_used, once.run[some].take(link), once.edge[some].take(link)
        product = table.take(first.take(ends.source.take(edge) * n_used + place) + run)
        product *= table.take(first.take(ends.target.take(edge) * n_used + place) + run)
        products.append(product)
        keys.append(used.take(place) * n_runs + run)
    return tally.sum_at(np.concatenate(products), np.concatenate(keys), (*shape, n_runs))


def _table(effort: Floats, issue: Rows, among: Entries, used: Rows, setting: Setting) -> tuple[Floats, Rows]:
    """Efforts to be looked up again, and where the runs of each actor and kind begin, (actor, used kind).

    Only pairs that are there have a place: a table of all actors and kinds would not fit the cache.
    """
    pairs, n_venues, n_issues = setting.pairs, len(setting.venues.ids), len(setting.issues)
    rows, row_of = spans.numbered(among.pair, len(pairs))
    table = np.empty(n_issues * len(rows) * among.n_runs)  # read only where something is written
    table[(issue * len(rows) + row_of.take(among.pair)) * among.n_runs + among.run] = effort
    place = np.zeros((setting.n_actors, n_venues), dtype=np.intp)
    place[pairs.actor[rows], pairs.venue[rows]] = np.arange(len(rows))
    of_issue = used // n_venues % n_issues
    return table, (place.take(used % n_venues, axis=1) + of_issue * len(rows)) * among.n_runs


def _once(state: State, setting: Setting) -> Links:
    """All who are allied, each two once, from the lower row to the higher, as places among these."""
    if "once" not in state.of_alliances:
        one_way = setting.edges.one_way
        state.of_alliances["once"] = links.links(state.allied.take(one_way.rows, axis=0), one_way.edges)
    found: Links = state.of_alliances["once"]
    return found
