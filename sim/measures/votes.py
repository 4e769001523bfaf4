"""What chambers decided."""

from __future__ import annotations

import numpy as np

from sim.model.state import Floats, Rows, State


def vote_count(state: State, decision: int, blocs: Rows) -> Floats:
    """Yes votes of some blocs of a decision, (run,) [votes]; NaN before the vote."""
    yeas = np.add.reduce(state.yeas[blocs], axis=0).astype(np.float64)
    return np.where(state.is_decided[decision], yeas, np.nan)


def vote_share(state: State, decision: int, blocs: Rows) -> Floats:
    """Yes votes as a share of the votes of some blocs, (run,) [0-1]; NaN before the vote or without voters."""
    seats = np.add.reduce(state.seats[blocs], axis=0)
    share = vote_count(state, decision, blocs) / np.maximum(seats, 1)
    return np.where(seats > 0, share, np.nan)


def passed(state: State, decision: int, blocs: Rows) -> Floats:
    """1 where it passed by its own rule, (run,); 0 where it failed or never reached the floor; NaN before its date."""
    return np.where(state.is_decided[decision], state.is_passed[decision].astype(np.float64), np.nan)


def carried(state: State, decision: int, blocs: Rows) -> Floats:
    """1 where more than half of the votes of some blocs were yes, else 0, (run,); NaN before the vote."""
    share = vote_share(state, decision, blocs)
    return np.where(np.isnan(share), np.nan, np.where(share > 0.5, 1.0, 0.0))


def forecast(state: State, decision: int, blocs: Rows) -> Floats:
    """Yes votes that the sponsor expected before any payment, (run,) [votes]; NaN before the vote or if blocked."""
    known = state.is_decided[decision] & (state.forecast[decision] > 0.0)
    return np.where(known, state.forecast[decision], np.nan)


def paid(state: State, decision: int, blocs: Rows) -> Floats:
    """Members of some blocs whose yes was bought, (run,) [votes]; NaN before the vote."""
    bought = np.add.reduce(state.paid[blocs], axis=0).astype(np.float64)
    return np.where(state.is_decided[decision], bought, np.nan)


def blocked(state: State, decision: int, blocs: Rows) -> Floats:
    """1 where it never reached the floor, else 0, (run,); NaN before its date."""
    return np.where(state.is_decided[decision], state.is_blocked[decision].astype(np.float64), np.nan)


def in_force(state: State, decision: int, blocs: Rows) -> Floats:
    """1 where it has passed and has not been repealed, else 0, (run,); NaN before its date."""
    holds = state.is_passed[decision] & ~state.is_repealed[decision]
    return np.where(state.is_decided[decision], holds.astype(np.float64), np.nan)


def provision(state: State, row: int) -> Floats:
    """What talks have come to on one issue, (run,): 0 off, 1 consulted, 2 side agreement, 3 core."""
    return state.provision[row].astype(np.float64)
