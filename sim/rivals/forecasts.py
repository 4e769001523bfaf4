"""What each rival says of a decision: how many vote yes, and whether it passes.

All read the same coded table. Where a model gives positions, a bloc's readiness is (1 + position) / 2 on the line from
the status quo (-1) to the proposal (1), as naive forecasts read it, and the decision's own rule counts the votes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from sim.model.state import Floats
from sim.model.votes.verdict import carries, yes_share
from sim.rivals import boomerang_model, condorcet, exchange, expected_utility, landscape, naive
from sim.rivals.coded import Coded, proposal_of

MONTHS = 12  # of the boomerang model before a decision; ours


@dataclass(frozen=True)
class Forecast:
    """What is said of one decision.

    Parameters
    ----------
    share : of votes, or of weights, that say yes [0-1]; None where the model speaks of the outcome alone
    passes : probability that it passes [0-1]
    """

    share: float | None
    passes: float


def of_decision(table: Coded) -> dict[str, Forecast]:
    """Forecasts of all rivals, by name."""
    return {name: rival(table) for name, rival in RIVALS.items()}


def _mean_voter(table: Coded) -> Forecast:
    return _naive(table, "weighted_mean")


def _median_voter(table: Coded) -> Forecast:
    return _naive(table, "weighted_median")


def _naive(table: Coded, name: str) -> Forecast:
    """One of the forecasts that need no model, on the table of the month."""
    share = naive.of_vote(table.setting, table.decision, list(table.decision.blocs))[name]
    return Forecast(share, float(naive.of_verdict(table.setting, table.decision)[name]))


def _expected_utility(table: Coded) -> Forecast:
    """Positions of blocs after the rounds of Scholz2011, in which all who care take part.

    As published a chance is a share of all votes over all pairs of positions, so that among dozens of actors nobody
    expects to win: then nobody moves, and the forecast is that of the mean voter.
    """
    course = expected_utility.bargain(table.want, table.care, table.power)
    return _by_blocs(table, table.of_blocs(course[-1]))


def _exchange(table: Coded) -> Forecast:
    """What blocs gain at the positions that they vote for, after a round of exchanges between the planks."""
    issues = [issue for issue in table.decision.issues if table.setting.salience[issue, table.who].any()]
    rows, position = np.ix_(issues, table.who), table.setting.position.copy()
    salience = table.setting.salience[rows]
    votes = exchange.trade(50.0 * (1.0 + position[rows]), salience, np.broadcast_to(table.power, salience.shape))
    position[rows] = votes / 50.0 - 1.0
    gains = proposal_of(table.decision).gain(position, table.setting.salience)
    return _by_blocs(table, np.array([gains[bloc.actor] for bloc in table.decision.blocs]))


def _condorcet(table: Coded) -> Forecast:
    """The chance that a position wins whose holder gains by the proposal."""
    rows = np.ix_(table.decision.issues, table.who)
    chance = condorcet.election((1.0 + table.setting.position[rows]) / 2.0, table.setting.salience[rows], table.power)
    return Forecast(None, float(chance[table.want > 0.0].sum()))


def _landscape(table: Coded) -> Forecast:
    """Blocs vote with their camp, downhill from the sides as coded; propensity is 1 - distance, which is ours."""
    propensity = 1.0 - np.abs(table.want[:, None] - table.want)
    camp = landscape.descend(table.power, propensity, table.want > 0.0)
    if camp.all() or not camp.any():
        return _by_blocs(table, np.sign(np.full(len(table.decision.blocs), table.want @ table.power)))
    means = [np.average(table.want[camp == side], weights=table.power[camp == side]) for side in (False, True)]
    yes = camp == (means[1] > means[0])
    return _by_blocs(table, np.sign(table.of_blocs(np.where(yes, 1.0, -1.0))))


def _boomerang_model(table: Coded) -> Forecast:
    """Blocs follow the policy of their country, which campaigners move, their own and those of their allies abroad."""
    setting, who = table.setting, table.who
    is_ngo, country = setting.is_campaigner[who], setting.country[who]
    blocs = table.decision.blocs
    states = np.unique(np.r_[country, [setting.country[bloc.actor] for bloc in blocs]])
    weight, toward = (np.bincount(np.searchsorted(states, country), each * ~is_ngo, len(states))
                      for each in (table.power, table.power * table.want))  # fmt: skip
    policy = np.divide(toward, weight, out=np.zeros(len(states)), where=weight > 0.0)
    home = np.searchsorted(states, country[is_ngo])
    world = boomerang_model.World(table.want[is_ngo], table.power[is_ngo], home, policy)
    moved = boomerang_model.campaign(world, boomerang_model.Numbers(), MONTHS, networks=True)[0] - policy
    own = np.searchsorted(states, [setting.country[bloc.actor] for bloc in blocs])
    return _by_blocs(table, table.of_blocs(table.want) + moved[own])


def _by_blocs(table: Coded, positions: Floats) -> Forecast:
    """Votes of blocs at positions from -1 status quo to 1 proposal, counted by the rule of the decision."""
    rule, blocs = table.decision.rule, table.decision.blocs
    seats = np.array([[bloc.members] for bloc in blocs])
    yeas = seats * (1.0 + np.clip(positions, -1.0, 1.0)[:, None]) / 2.0
    share = yes_share(rule, blocs, yeas, seats)
    return Forecast(float(share[0]), float(carries(rule, blocs, yeas, seats)[0]))


RIVALS: Mapping[str, Callable[[Coded], Forecast]] = {
    "mean_voter": _mean_voter,
    "median_voter": _median_voter,
    "expected_utility": _expected_utility,
    "exchange": _exchange,
    "condorcet": _condorcet,
    "landscape": _landscape,
    "boomerang_model": _boomerang_model,
}
