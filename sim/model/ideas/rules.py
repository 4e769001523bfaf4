"""E7: how an idea is remembered, with what hazard it is taken up where others have it, and when it is given up."""

from __future__ import annotations

import numpy as np

from sim.model.state import Floats


def adoption_hazard(
    share_adopted: Floats,
    memory: Floats,
    window: Floats,
    base_hazard: Floats,
    *,
    adoption_slope: Floats,
    memory_slope: Floats,
) -> Floats:
    """Adoption by others and the memory of the idea make adoption likelier, within a window. (rule E7-1)

    hazard = lam0 exp(b1 share_adopted + b3 memory) window

    Reads   share_adopted [0-1] of all who could adopt, one step ago, without those who gave up since; memory [years of
            full advocacy], from remember; window [0-1], how far adoption is possible; base_hazard lam0 [per year], the
            hazard where share_adopted and memory are 0; weights b1, b3 [log hazard per unit]
    Writes  hazard [per year, >= 0], of those who have not adopted
    Source  FinnemoreSikkink1998 for norms that cascade with the number of adopters; Granovetter1978 for choices that
            hang on how many chose before; ChristensenWeinstein2013 for the data that give lam0 and b1.
            The exponential form, memory and the window are ours: a smooth hazard, not Granovetter's thresholds.
            Peers (an adopter's own region) are left out: on 1982-2000 their weight is .35, se 2.0, not told from 0.

    >>> w = dict(adoption_slope=2.0, memory_slope=0.5)
    >>> float(adoption_hazard(0.0, 0.0, 1.0, 0.25, **w))
    0.25
    >>> round(float(adoption_hazard(0.25, 1.0, 1.0, 0.25, **w)), 4)  # a quarter of e
    0.6796
    >>> float(adoption_hazard(0.25, 1.0, 0.0, 0.25, **w))
    0.0
    """
    return base_hazard * np.exp(adoption_slope * share_adopted + memory_slope * memory) * window


def remember(
    memory: Floats,
    advocacy: Floats,
    advocacy_scale: Floats,
    memory_gain: Floats,
    memory_loss: Floats,
    dt: float,
) -> Floats:
    """What advocates say for an idea is remembered long after, and slowly forgotten.       (rule E7-2)

    memory' = memory + dt (mu advocacy / (advocacy + adv0) - dm memory)

    Reads   memory [years of full advocacy, >= 0]; advocacy [units per year], what advocates spend on the issue at
            organs; advocacy_scale adv0 [units per year, > 0]; memory_gain mu and memory_loss dm [per year]; dt [years]
    Writes  memory' [years of full advocacy, 0 to mu / dm]
    Source  ours; for the claim that ideas of the 1990s come back decades later (CaseHistory S33, S34). No data give
            mu or dm: only mu times the weights of memory counts, and mu = 1 sets its unit.

    >>> remember(0.0, 10.0, 10.0, 1.0, 0.05, 0.5)  # half of full advocacy for half a year
    0.25
    >>> remember(8.0, 0.0, 10.0, 1.0, 0.25, 0.5)
    7.0
    """
    return memory + dt * (memory_gain * advocacy / (advocacy + advocacy_scale) - memory_loss * memory)


def take_over(
    anchor: Floats,
    idea_position: Floats,
    memory: Floats,
    window: Floats,
    adopted: Floats,
    anchor_rate: Floats,
    dt: float,
) -> Floats:
    """Who has taken up a remembered idea comes to believe in it, within a window.          (rule E7-3)

    anchor' = anchor + adopted (1 - exp(-b4 memory window dt)) (idea_position - anchor)

    Reads   anchor, idea_position [-1, 1]; memory [years of full advocacy], from remember; window [0-1];
            adopted [0-1], share of an actor's bodies that has it; anchor_rate b4 [per year, per year of memory];
            dt [years]
    Writes  anchor' [-1, 1]
    Source  FinnemoreSikkink1998 for norms that are internalized after they are adopted; the form is ours: the only
            way in which convictions move for good without a dated event.

    >>> round(float(take_over(0.0, 1.0, 2.0, 1.0, 1.0, 0.34657, 1.0)), 3)  # b4 memory = log 2: half of the way
    0.5
    >>> round(float(take_over(0.0, 1.0, 2.0, 1.0, 0.5, 0.34657, 1.0)), 3)  # of an actor of which half has it
    0.25
    >>> float(take_over(0.0, 1.0, 2.0, 0.0, 1.0, 0.34657, 1.0))
    0.0
    """
    return anchor + adopted * (1.0 - np.exp(-anchor_rate * memory * window * dt)) * (idea_position - anchor)


def shift_adopted(adopted: Floats, abandoning: Floats, adopting: Floats) -> Floats:
    """Some who have an idea give it up, some who do not have it take it up, nobody both.   (rule E7-4)

    adopted' = adopted (1 - abandoning) + (1 - adopted) adopting

    Reads   adopted [0-1], share of an actor's bodies that has the idea; abandoning, adopting [0-1]: of one body 0 or
            1, by a draw; of many the shares that chances make, share_in_step of the hazards
    Writes  adopted' [0-1]; of one body 0 or 1
    Source  bookkeeping; of many alike bodies it is the expectation of what single ones do.

    >>> shift_adopted(1.0, 1.0, 1.0), shift_adopted(0.0, 1.0, 1.0)
    (0.0, 1.0)
    >>> shift_adopted(0.5, 0.5, 0.25)
    0.375
    """
    return adopted * (1.0 - abandoning) + (1.0 - adopted) * adopting
