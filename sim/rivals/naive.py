"""Naive baselines: forecasts read straight off the coded table, printed beside every forecast of the model."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping

import numpy as np

from sim.model.agenda import Bloc, Decision
from sim.model.setting import Setting
from sim.model.votes.rules import plank_base, plank_gain, plank_weight
from sim.scenario.schema import Outcome, Scenario
from sim.scenario.select import chosen

OF_VOTES = ("status_quo", "majority", "mean", "median", "weighted_mean", "weighted_median", "party_line")


def of_vote(setting: Setting, decision: Decision, blocs: list[Bloc]) -> dict[str, float]:
    """Yes share of some blocs of a decision as seven naive forecasters would give it [0-1].

    A bloc's readiness is (1 + gain) / 2, its gain from the proposal at its coded positions and saliences. A plank that
    talks have yet to set counts as half-way, since the coded table does not know better.

    - status_quo: nothing passes, 0
    - majority: all vote as the side with more seats, by the sign of the gain
    - mean, median: readiness over blocs, each bloc counted once
    - weighted_mean, weighted_median: the same by seats
    - party_line: every bloc votes whole, by the sign of its gain
    """
    gains = np.array([_gain(setting, decision, bloc.actor) for bloc in blocs])
    seats = np.array([bloc.members for bloc in blocs], dtype=float)
    ready = (1.0 + gains) / 2.0
    in_line = float(seats[gains > 0].sum() / seats.sum())
    order = np.argsort(ready, kind="stable")
    middle = np.searchsorted(np.cumsum(seats[order]), seats.sum() / 2.0)
    forecasts = (
        0.0,
        float(in_line > 0.5),
        float(ready.mean()),
        float(np.median(ready)),
        float((ready * seats).sum() / seats.sum()),
        float(ready[order][min(middle, len(ready) - 1)]),
        in_line,
    )
    return dict(zip(OF_VOTES, forecasts, strict=True))


def baselines(
    outcome: Outcome, scenario: Scenario, setting: Setting, at_start: float, absent: Collection[str] = ()
) -> dict[str, float | None]:
    """The naive forecasts of an outcome, in its own unit; None where the coded table does not say.

    Parameters
    ----------
    at_start : the outcome read off the coded table; for anything but a vote, no change from it is the baseline
    absent : ids of actors that never enter: they have no vote
    """
    if outcome.measure not in ("vote_share", "vote_count", "passed"):
        return {"no_change": None if np.isnan(at_start) else at_start}
    decision = next(d for d in setting.decisions if d.id == outcome.decision)
    wanted = set(chosen(scenario.actors, outcome.actors)) - set(absent)
    blocs = [bloc for bloc in decision.blocs if setting.actors[bloc.actor] in wanted]
    if not blocs:
        return dict.fromkeys(OF_VOTES)
    shares = of_vote(setting, decision, blocs)
    if outcome.measure == "vote_count":
        members = sum(bloc.members for bloc in blocs)
        return {name: share * members for name, share in shares.items()}
    if outcome.measure == "passed":
        return {name: float(share > 0.5) for name, share in shares.items()}
    return dict(shares)


def forecasts(
    scenario: Scenario, setting: Setting, at_start: Mapping[str, float], absent: Collection[str] = ()
) -> dict[str, dict[str, float | None]]:
    """The naive forecasts of every outcome; `at_start` holds what is coded, without those that are not."""
    return {
        name: baselines(outcome, scenario, setting, at_start.get(name, math.nan), absent)
        for name, outcome in scenario.outcomes.items()
    }


def _gain(setting: Setting, decision: Decision, actor: int) -> float:
    change = np.abs(decision.proposed - decision.status_quo)
    is_main = np.arange(len(change)) == np.argmax(change)
    base = plank_base(is_main, decision.status_quo, decision.coded_at)
    weight = plank_weight(is_main, setting.salience[decision.issues, actor], setting.salience[:, actor].sum())
    return float(weight @ plank_gain(setting.position[decision.issues, actor], base, decision.proposed))
