"""Alternating offers: who sits at the table offers in turn, until one package is accepted or time is up."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.model.core import choice
from sim.model.state import Counts, Flags, Floats
from sim.model.votes import rules


@dataclass(frozen=True)
class Payoffs:
    """What each package is worth to each party beside the status quo, which is worth 0."""

    accepted: Floats  # (party, combination, run) to who accepts it
    offered: Floats  # (party, combination, run) to who offers it
    is_there: Flags  # (party, run)


def first_offer(payoffs: Payoffs, may: Flags, n_offers: int) -> Counts:
    """The package that the talks end with, found from the last offer back to the first, (run,) row.

    A finite game of alternating offers (Stahl1972; Rubinstein1982 without its end; OsborneRubinstein1990, ch. 3), with
    several parties, all of whom have to accept, and a finite set of packages. The parties offer in their order, one
    offer each, again and again. After the last offer there is no agreement: the status quo, row 0. Before it,
    whoever is to offer picks the best of what all others accept, or lets its turn pass if to go on is worth more.
    What it offers is accepted, since everybody foresees what would follow: only the first offer is ever made.
    Nobody is impatient, so that the last to offer has the most to say. Who is absent neither offers nor refuses.

    Parameters
    ----------
    may : (combination, run) what is on offer at all
    n_offers : how many there are time for
    """
    n_parties, _, n_runs = payoffs.accepted.shape
    runs = np.arange(n_runs)
    value, agreed = np.zeros((n_parties, n_runs)), np.zeros(n_runs, dtype=np.int64)
    for turn in reversed(range(n_offers)):
        who = turn % n_parties
        accepts = rules.accepts(payoffs.accepted, value[:, None]) | ~payoffs.is_there[:, None]
        accepts[who] = may
        own = np.where(accepts.all(axis=0), payoffs.offered[who], -np.inf)
        best = choice.first_best(own)
        offers = rules.accepts(own[best, runs], value[who]) & payoffs.is_there[who]
        agreed = np.where(offers, best, agreed)
        value = np.where(offers, payoffs.accepted[:, best, runs], value)
        value[who] = np.where(offers, own[best, runs], value[who])
    return agreed
