"""The boomerang as a simulation: NGOs press their own states, and each other's through allies (Bloodgood and Clough).

BloodgoodClough2017 is known to us by its abstract: NGOs with positions on one issue press several states, alone or in
networks; networking is necessary to change policy, and makes organizations collapse more often. Forms and numbers below
are ours, so that only these two signs can be compared.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.model.state import Flags, Floats, Rows


@dataclass(frozen=True)
class Numbers:
    """What the abstract does not say; each the middle of its range in V10, none tuned.

    Parameters
    ----------
    effort : spent on pressure [share of resources at the start per month]
    income : at full agreement with the policy at home [the same]
    tie_cost : of each ally [the same]
    radius : how far apart allies may be [position]
    leverage : of a state over another, for each unit that an NGO spends on it at home
    threshold : pressure that a state withstands [resources times position]
    response : of policy to a unit of pressure above none, per month
    """

    effort: float = 0.10
    income: float = 0.15
    tie_cost: float = 0.011
    radius: float = 0.6
    leverage: float = 0.55
    threshold: float = 0.55
    response: float = 0.055


@dataclass(frozen=True)
class World:
    """NGOs and states at the start.

    Parameters
    ----------
    position, resources : (ngo,); positions [-1, 1]
    home : (ngo,) row of a state
    policy : (state,) [-1, 1]
    """

    position: Floats
    resources: Floats
    home: Rows
    policy: Floats


def allies(position: Floats, home: Rows, radius: float) -> Flags:
    """Who is allied with whom: NGOs of different states that want nearly the same, (ngo, ngo).

    Source  BloodgoodClough2017 for networks across borders; the radius is ours.

    >>> allies(np.array([0.0, 0.1, 0.9, 0.0]), np.array([0, 1, 1, 0]), 0.5).astype(int).tolist()
    [[0, 1, 0, 0], [1, 0, 0, 1], [0, 0, 0, 0], [0, 1, 0, 0]]
    """
    return (home[:, None] != home) & (np.abs(position[:, None] - position) <= radius)


def pressure(world: World, policy: Floats, spent: Floats, tied: Flags, leverage: float) -> Floats:
    """Pressure on each state, (state,): of its own NGOs, and of states that their allies press, too.

    T_k = sum over i at home in k of (e_i (x_i - P_k) + leverage * sum over allies j of e_j (x_j - P_k))

    Source  KeckSikkink1998 for the path by way of other states; the form is ours.

    >>> one = World(np.array([1.0, 1.0]), np.ones(2), np.array([0, 1]), np.zeros(2))
    >>> pressure(one, one.policy, np.array([0.1, 0.2]), allies(one.position, one.home, 1.0), 0.5).round(3).tolist()
    [0.2, 0.25]
    """
    asked = tied @ spent, tied @ (spent * world.position)  # by each NGO of its allies: amount, and toward what
    amount = spent + leverage * asked[0]
    toward = spent * world.position + leverage * asked[1]
    n_states = len(policy)
    return np.bincount(world.home, toward, n_states) - policy * np.bincount(world.home, amount, n_states)


def campaign(world: World, numbers: Numbers, months: int, *, networks: bool) -> tuple[Floats, Flags]:
    """Policies (state,) and which NGOs are left (ngo,) after some months.

    A state gives way where pressure exceeds its threshold: P += response * T, within [-1, 1]. An NGO earns more the
    nearer policy at home is, R += R_0 (income (1 - |x - P| / 2) - effort - tie_cost * allies), and collapses at 0.

    Source  BloodgoodClough2017, abstract; the forms are ours.

    >>> two = World(np.array([1.0, 1.0]), np.array([3.0, 9.0]), np.array([0, 1]), np.zeros(2))
    >>> [campaign(two, Numbers(), 12, networks=with_allies)[0].round(2).tolist() for with_allies in (False, True)]
    [[0.0, 0.4], [0.33, 0.49]]
    """
    policy, left, resources = world.policy.copy(), np.ones(len(world.home), dtype=bool), world.resources.copy()
    near = allies(world.position, world.home, numbers.radius) & networks
    for _ in range(months):
        tied = near & left & left[:, None]
        force = pressure(world, policy, numbers.effort * world.resources * left, tied, numbers.leverage)
        policy = np.clip(policy + numbers.response * force * (np.abs(force) > numbers.threshold), -1.0, 1.0)
        agreed = 1.0 - np.abs(world.position - policy[world.home]) / 2.0
        earned = numbers.income * agreed - numbers.effort - numbers.tie_cost * tied.sum(axis=1)
        resources = resources + world.resources * earned * left
        left = left & (resources > 0.0)
    return policy, left
