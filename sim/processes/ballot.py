"""What a bloc makes of a proposal: shared by those who forecast a vote (mobilize) and those who cast it (decide)."""

from __future__ import annotations

import numpy as np

from sim.core import tally
from sim.params import Params
from sim.rules import government
from sim.setting import Bloc, Decision
from sim.state import Floats, State


def gain_of(actor: int, decision: Decision, state: State) -> Floats:
    """An actor's gain if the proposal passes, (run,) [-1, 1], issues weighted by its salience."""
    position = state.position[decision.issues, actor]
    gains = government.plank_gain(position, decision.status_quo[:, None], decision.proposed[:, None])
    return tally.weighted_mean(gains, state.salience[decision.issues, actor])


def slope_of(actor: int, decision: Decision, state: State) -> Floats:
    """What a step along the proposal's axis adds to the gain, (run,) [0, 1]."""
    slopes = government.plank_slope(decision.status_quo, decision.proposed)[:, None]
    return tally.weighted_mean(slopes, state.salience[decision.issues, actor])


def lobby_of(bloc: Bloc, decision: Decision, state: State) -> Floats:
    """How far lobbying has turned toward the proposal since positions were coded, (run,); 0 if nobody presses it."""
    if bloc.venue < 0:
        return np.zeros(state.n_runs)
    lobbied = government.plank_lobby(
        decision.status_quo[:, None],
        decision.proposed[:, None],
        state.pressure[decision.issues, bloc.venue],
        state.pressure_reference[decision.issues, bloc.venue],
    )
    return tally.weighted_mean(lobbied, state.salience[decision.issues, bloc.actor])


def shift_of(bloc: Bloc, lobby: Floats, params: Params) -> Floats:
    """Log-odds of a yea besides conviction, (run,)."""
    numbers = params.vote
    return government.vote_shift(
        np.asarray(bloc.is_governing),
        np.asarray(bloc.endorsed),
        np.asarray(bloc.constituency),
        lobby,
        same_party=numbers.same_party,
        endorsement_weight=numbers.endorsement,
        constituency_weight=numbers.constituency,
        lobby_weight=numbers.lobby_weight,
    )


def score_of(bloc: Bloc, decision: Decision, state: State, params: Params) -> Floats:
    """Spreads between a bloc's mean and indifference before any lobbying, (run,)."""
    return government.spread_score(
        gain_of(bloc.actor, decision, state),
        params.vote.indifference,
        shift_of(bloc, np.zeros(state.n_runs), params),
        slope_of(bloc.actor, decision, state),
        np.asarray(bloc.spread),
    )
