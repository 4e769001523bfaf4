"""Counting: pressure on organs, attention in a country, votes in a chamber."""

from __future__ import annotations

import numpy as np

from sim.core.influence import row_sums
from sim.core.network import Links
from sim.setting import Pairs
from sim.state import Counts, Flags, Floats, Rows


def by_venue(effort: Floats, pairs: Pairs, n_venues: int) -> Floats:
    """Effort summed over actors, (issue, venue, run).

    Parameters
    ----------
    effort : (issue, pair, run)
    """
    total = np.zeros((effort.shape[0], n_venues, effort.shape[-1]))
    if len(pairs) == 0:
        return total
    for issue, spent in enumerate(effort):
        total[issue, pairs.venues] = row_sums(np.take(spent, pairs.by_venue, axis=0), pairs.venue_starts)
    return total


def by_actor(values: Floats, pairs: Pairs, n_actors: int) -> Floats:
    """Values of pairs summed over venues and issues, (actor, run).

    Parameters
    ----------
    values : (issue, pair, run)
    """
    total = np.zeros((n_actors, values.shape[-1]))
    if len(pairs) == 0:
        return total
    for of_issue in values:
        total[pairs.actors] += row_sums(of_issue, pairs.starts)
    return total


def over_pairs(values: Floats) -> Floats:
    """Values summed over pairs in their order, (issue, run).

    Parameters
    ----------
    values : (issue, pair, run), at least one pair
    """
    return np.add.reduceat(values, [0], axis=1)[:, 0]


def best_by_actor(values: Floats, pairs: Pairs, n_actors: int) -> Floats:
    """The largest value of each actor's pairs, (actor, run); 0 without pairs.

    Parameters
    ----------
    values : (pair, run) >= 0
    """
    best = np.zeros((n_actors, values.shape[-1]))
    if len(pairs):
        best[pairs.actors] = np.maximum.reduceat(values, pairs.starts, axis=0)
    return best


def by_country(values: Floats, country: Rows, counted: Flags, n_countries: int) -> Floats:
    """Values of the counted venues summed by country, (issue, country, run).

    Parameters
    ----------
    values : (issue, venue, run)
    country : (venue,)
    counted : (venue,)
    """
    total = np.zeros((values.shape[0], n_countries, values.shape[-1]))
    for venue in np.flatnonzero(counted):
        total[:, country[venue]] += values[:, venue]
    return total


def weighted_mean(values: Floats, weights: Floats) -> Floats:
    """Mean over a few leading rows in their order, (..., run); 0 where all weights are 0.

    Parameters
    ----------
    values : (plank, ..., run) or (plank, 1)
    weights : (plank, run) or (plank, ..., run), >= 0
    """
    top = np.zeros(weights.shape[-1])
    bottom = np.zeros(weights.shape[-1])
    for value, weight in zip(values, weights, strict=True):
        top = top + weight * value
        bottom = bottom + weight
    return np.divide(top, bottom, out=np.zeros_like(top), where=bottom > 0.0)


def share(is_yes: Flags, counted: Flags) -> Floats:
    """Share of the counted rows that say yes, (run,) [0, 1]; 0 where none is counted.

    Counts are whole numbers: their order does not matter, nor how many runs stand side by side.

    Parameters
    ----------
    is_yes, counted : (row, run)
    """
    n_counted = np.count_nonzero(counted, axis=0)
    return np.count_nonzero(is_yes & counted, axis=0) / np.maximum(n_counted, 1)


def count(votes: Flags) -> Counts:
    """Yes votes, (run,), from (member, run)."""
    return np.count_nonzero(votes, axis=0).astype(np.int64)


def size_of_allies(among: Links, size: Floats, n_runs: int) -> Floats:
    """Bodies on the other end of some links, summed by source, (actor, run).

    Parameters
    ----------
    size : (actor,)
    """
    total = np.bincount(among.source, size[among.target // n_runs], len(size) * n_runs)
    return np.asarray(total, dtype=np.float64).reshape(len(size), n_runs)
