"""Naive baselines: forecasts read straight off the coded table, printed beside every forecast of the model."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping

import numpy as np

from sim.model.agenda import JOINED, Bloc, Decision
from sim.model.setting import Setting
from sim.model.state import Counts, Floats
from sim.model.votes.utility import Proposal
from sim.model.votes.verdict import carries, weights_of, within
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

    On a board that weighs its votes, a seat counts as much as its weight.
    """
    gains = _gains(setting, decision, blocs)
    seats = np.array([bloc.members for bloc in blocs]) * weights_of(decision.rule, blocs)[:, 0]
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


def of_votes(setting: Setting, decision: Decision, blocs: list[Bloc]) -> dict[str, Floats]:
    """Yes votes of each of some blocs as the same forecasters would give them, (bloc, 1) [votes]."""
    shares, seats = of_vote(setting, decision, blocs), _seats(blocs).astype(np.float64)
    by_line = seats * (_gains(setting, decision, blocs) > 0)[:, None]
    return {name: by_line if name == "party_line" else share * seats for name, share in shares.items()}


def of_verdict(
    setting: Setting, decision: Decision, absent: Collection[str] = (), actors: Collection[int] | None = None
) -> dict[str, bool]:
    """Whether a decision passes by its own rule if the votes are as forecast; empty where nobody has a vote.

    A sequence passes where all of its parts are forecast to, what needs any of its parts where one is.

    Parameters
    ----------
    actors : rows of those whose votes alone are asked for; None: the whole chamber
    """
    if decision.rule.type in JOINED:
        parts = [of_verdict(setting, setting.decisions[body], absent) for body in decision.rule.bodies]
        joined = all if decision.rule.type == "sequence" else any
        return (
            {name: joined(part[name] for part in parts) for name in OF_VOTES} if all(parts) and actors is None else {}
        )
    blocs = [bloc for bloc in decision.blocs if setting.actors[bloc.actor] not in absent]
    rule = decision.rule
    if actors is not None:
        blocs = [bloc for bloc in blocs if bloc.actor in actors]
        rule = within(rule, len(blocs))
    if not blocs:
        return {}
    votes, seats = of_votes(setting, decision, blocs), _seats(blocs)
    return {name: bool(carries(rule, blocs, yeas, seats)[0]) for name, yeas in votes.items()}


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
    if outcome.measure == "passed":
        rows = None if outcome.actors is None else {setting.actors.index(name) for name in wanted}
        verdicts = of_verdict(setting, decision, absent, rows)
        return {name: float(verdicts[name]) if verdicts else None for name in OF_VOTES}
    blocs = [bloc for bloc in decision.blocs if setting.actors[bloc.actor] in wanted]
    if not blocs:
        return dict.fromkeys(OF_VOTES)
    if outcome.measure == "vote_count":
        return {name: float(yeas.sum()) for name, yeas in of_votes(setting, decision, blocs).items()}
    return dict(of_vote(setting, decision, blocs))


def forecasts(
    scenario: Scenario, setting: Setting, at_start: Mapping[str, float], absent: Collection[str] = ()
) -> dict[str, dict[str, float | None]]:
    """The naive forecasts of every outcome; `at_start` holds what is coded, without those that are not."""
    return {
        name: baselines(outcome, scenario, setting, at_start.get(name, math.nan), absent)
        for name, outcome in scenario.outcomes.items()
    }


def _seats(blocs: list[Bloc]) -> Counts:
    return np.array([[bloc.members] for bloc in blocs])


def _gains(setting: Setting, decision: Decision, blocs: list[Bloc]) -> Floats:
    """Of each bloc, (bloc,) [-1, 1]."""
    return np.array([_gain(setting, decision, bloc.actor) for bloc in blocs])


def _gain(setting: Setting, decision: Decision, actor: int) -> float:
    planks = (each[:, None] for each in (decision.status_quo, decision.proposed, decision.coded_at))
    gain = Proposal(decision.issues, *planks).gain(setting.position[:, actor, None], setting.salience[:, actor, None])
    return float(gain[0])
