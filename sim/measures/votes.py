"""What chambers decided."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np

from sim.model.agenda import Bloc, DecidingRule, Decision
from sim.model.precedents.state import Offers
from sim.model.state import Floats, Rows, State
from sim.model.votes import verdict


@dataclass(frozen=True)
class Part:
    """Some blocs of a decision, or all of them, and the rule by which their votes count."""

    decision: int  # its row
    rule: DecidingRule
    blocs: tuple[Bloc, ...]
    rows: Rows  # of the blocs


def part_of(decision: Decision, actors: Collection[int] | None = None) -> Part:
    """The blocs of some actors; None: the whole chamber."""
    blocs = tuple(bloc for bloc in decision.blocs if actors is None or bloc.actor in actors)
    return Part(decision.row, decision.rule, blocs, np.array([bloc.row for bloc in blocs], dtype=np.intp))


def vote_count(state: State, part: Part) -> Floats:
    """Yes votes of some blocs of a decision, (run,) [votes]; NaN before the vote."""
    yeas = np.add.reduce(state.yeas[part.rows], axis=0).astype(np.float64)
    return np.where(state.is_decided[part.decision], yeas, np.nan)


def vote_share(state: State, part: Part) -> Floats:
    """Yes votes as a share of the votes of some blocs, (run,) [0-1]; NaN before the vote or without voters.

    On a board that weighs its votes it is a share of their weights.
    """
    share = verdict.yes_share(part.rule, part.blocs, state.yeas[part.rows], state.seats[part.rows])
    return np.where(state.is_decided[part.decision], share, np.nan)


def passed(state: State, part: Part) -> Floats:
    """1 where it passed by its own rule, (run,); 0 where it failed or never reached the floor; NaN before its date."""
    return np.where(state.is_decided[part.decision], state.is_passed[part.decision].astype(np.float64), np.nan)


def carried(state: State, part: Part) -> Floats:
    """1 where the votes of some blocs alone would carry by its own rule, else 0, (run,); NaN before the vote."""
    rule = verdict.within(part.rule, len(part.blocs))
    carries = verdict.carries(rule, part.blocs, state.yeas[part.rows], state.seats[part.rows])
    return np.where(np.isnan(vote_share(state, part)), np.nan, carries.astype(np.float64))


def forecast(state: State, part: Part) -> Floats:
    """Yes votes expected just before the vote, without its draws, (run,) [votes]; NaN before the vote or if blocked."""
    known = state.is_decided[part.decision] & (state.forecast[part.decision] > 0.0)
    return np.where(known, state.forecast[part.decision], np.nan)


def blocked(state: State, part: Part) -> Floats:
    """1 where it never reached the floor, else 0, (run,); NaN before its date."""
    return np.where(state.is_decided[part.decision], state.is_blocked[part.decision].astype(np.float64), np.nan)


def in_force(state: State, part: Part) -> Floats:
    """1 where it has passed and has not been repealed, else 0, (run,); NaN before its date."""
    holds = state.is_passed[part.decision] & ~state.is_repealed[part.decision]
    return np.where(state.is_decided[part.decision], holds.astype(np.float64), np.nan)


def provision(state: State, row: int) -> Floats:
    """What talks have come to on one issue, (run,): 0 off, 1 consulted, 2 side agreement, 3 core."""
    return state.provision[row].astype(np.float64)


def on_offer(state: State, row: int) -> Floats:
    """1 where the core on one issue has come on offer in some talks, else 0, (run,)."""
    if not state.has(Offers):
        return np.ones(state.n_runs)
    return state.block(Offers).on_offer[row].astype(np.float64)


def offer_chance(state: State, row: int) -> Floats:
    """The chance that it came on offer as the text last opened, (run,) [0-1]; 0 before, 1 where nothing is drawn."""
    return state.block(Offers).chance[row] if state.has(Offers) else np.ones(state.n_runs)
