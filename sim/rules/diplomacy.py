"""E12: how long cases wait at ministries and at local offices, and what it costs that many offices decide."""

from __future__ import annotations

import numpy as np

from sim.state import Floats

_NOTHING = 1e-300  # cases per year


def queue_time(service_rate: Floats, arrival_rate: Floats) -> Floats:
    """A case waits and is served; the nearer a desk is to its capacity, the longer.        (rule E12-1)

    queue_time = 1 / (mu - la), without end (1e300) if mu <= la

    Reads   service_rate mu, arrival_rate la [cases per year, >= 0]
    Writes  queue_time [years] from filing to decision
    Source  definition: mean time in a queue of one server with exponential arrivals and services (M/M/1).

    >>> float(queue_time(np.float64(30.0), np.float64(20.0)))
    0.1
    >>> bool(queue_time(np.float64(30.0), np.float64(30.0)) > 1e299)
    True
    """
    return 1.0 / np.maximum(service_rate - arrival_rate, _NOTHING)


def local_wait(queue: Floats, n_offices: Floats, coordination_cost: Floats) -> Floats:
    """Many offices must agree on what they do alike.                                       (rule E12-2)

    local_wait = queue + kc log(D) / 365.25

    Reads   queue [years], from queue_time of one office; n_offices D [>= 0; below 1 counts as 1];
            coordination_cost kc [days per log of the number of offices]
    Writes  local_wait [years]
    Source  Oates1972 for the cost of deciding at many places; the logarithm is ours.

    >>> round(float(local_wait(np.float64(0.0), np.float64(np.e), np.float64(365.25))), 6)
    1.0
    """
    return queue + coordination_cost * np.log(np.maximum(n_offices, 1.0)) / 365.25


def local_share(policy: Floats, n_offices: Floats) -> Floats:
    """Those who govern let local offices decide as far as their policy goes.               (rule E12-3)

    local_share = (1 + policy) / 2, 0 without offices

    Reads   policy [-1, 1] on who decides, mean of those who govern; n_offices [>= 0]
    Writes  local_share [0-1] of all cases
    Source  definition: the scale of the issue, from no case to all cases.

    >>> local_share(np.array([0.5, 0.5]), np.array([3.0, 0.0])).tolist()
    [0.75, 0.0]
    """
    return np.where(n_offices > 0.0, 0.5 * (1.0 + policy), 0.0)


def coherent_share(local: Floats, coherence: Floats, incoherence_loss: Floats) -> Floats:
    """Offices that want different things undo part of each other's work.                   (rule E12-4)

    coherent_share = 1 - il local (1 - coherence)

    Reads   local [0-1], from local_share; coherence [0-1], 1 minus the variance of positions of local offices;
            incoherence_loss il [0-1]
    Writes  coherent_share [0-1] of what is delivered
    Source  Oates1972 for the price of deciding apart; the form is ours.

    >>> coherent_share(np.float64(0.5), np.float64(0.8), np.float64(1.0)).item()
    0.9
    """
    return 1.0 - incoherence_loss * local * (1.0 - coherence)
