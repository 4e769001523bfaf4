"""How the members of a council are found: elected by places, picked by a convener, or invited."""

from __future__ import annotations

import numpy as np

from sim.model.channels import Channel
from sim.model.core import choice, tally
from sim.model.core.noise import Noise
from sim.model.councils import rules
from sim.model.councils.parameters import Numbers
from sim.model.councils.setting import Council, Regime
from sim.model.councils.state import Seats
from sim.model.state import Flags, Floats, State


def seat(
    council: Council, regime: Regime, number: int, lent: Floats, state: State, params: Numbers, noise: Noise
) -> State:
    """Members from this selection on; all that served before leave, or are found again.

    A selection draws what a seat is worth to each candidate, and the draws of the ballot, from channels that bear its
    number among all selections of the council: whatever the regime, selection k has the same draws.

    Parameters
    ----------
    number : of the selection among those of the whole council
    lent : (run,) legitimacy that a patron lends [0, 1]
    """
    value = noise.once(*Channel.SEAT_VALUE(council.id, number), len(council.place))
    seats, is_there = state.block(Seats), state.is_active[regime.body]
    if regime.type == "elected":
        draws = noise.once(*Channel.BALLOT(council.id, number), len(council.place))
        return state.replace(_elected(council, regime, value, draws, is_there, seats, params))
    if regime.type == "selected":
        is_wanted = regime.is_theme[seats.theme[council.rows]]
        score = rules.suitability(seats.strength[council.rows], is_wanted, params.councils.theme_weight)
        cost = np.zeros(state.n_runs)
    else:
        score, cost = seats.strength[council.rows], -lent
    members = _best(score, regime.seats, rules.stands(value, cost) & is_there)
    return state.replace(_serving(council, members, np.zeros_like(members), seats))


def _elected(
    council: Council, regime: Regime, value: Floats, draws: Floats, is_there: Flags, seats: Seats, params: Numbers
) -> Seats:
    """Hold an election at every place, appoint some of those without a seat, and settle what it cost everybody."""
    rows, numbers = council.rows, params.councils
    stands = rules.stands(value, seats.wear[rows]) & is_there
    capture = seats.capture[council.place_rows].take(council.place, axis=0)
    score = rules.electability(
        seats.strength[rows],
        capture,
        seats.is_insider[rows],
        local_slope=numbers.local_slope,
        capture_slope=numbers.capture_slope,
    )
    is_elected = choice.seats(score + choice.gumbel(draws), council.place, regime.place_seats, stands)
    could_serve = rules.stands(value, np.zeros(())) & ~is_elected & is_there
    appointed = _best(seats.strength[rows], regime.appointed, could_serve)
    wear = seats.wear.copy()
    more = rules.worn(wear[rows], seats.is_first[rows], numbers.election_wear, numbers.established_wear)
    wear[rows] = np.where(stands, more, wear[rows])
    seats = seats.replace(wear=wear, capture=_captured(council, regime, is_elected, is_there, seats, params))
    return _serving(council, is_elected | appointed, is_elected, seats)


def _captured(
    council: Council, regime: Regime, is_elected: Flags, is_there: Flags, seats: Seats, params: Numbers
) -> Floats:
    """Capture of all places once insiders have been elected at some, (place, run); where nobody votes it stays."""
    n_places, numbers = len(council.places), params.councils
    n_elected, n_insiders = (
        tally.sum_by(each.astype(np.float64), council.place, n_places)
        for each in (is_elected, is_elected & seats.is_insider[council.rows])
    )
    before = seats.capture[council.place_rows]
    after = rules.captured(
        before,
        n_insiders / np.maximum(n_elected, 1.0),
        council.oversight[:, None],
        numbers.capture_gain,
        numbers.oversight_loss,
        regime.years,
    )
    capture = seats.capture.copy()
    capture[council.place_rows] = np.where((regime.place_seats[:, None] > 0) & is_there, after, before)
    return capture


def _best(score: Floats, n: int, may: Flags) -> Flags:
    """The n highest of all places together, (candidate, run)."""
    return choice.seats(score, np.zeros(len(score), dtype=np.intp), np.array([n]), may)


def _serving(council: Council, members: Flags, elected: Flags, seats: Seats) -> Seats:
    is_member, is_elected = seats.is_member.copy(), seats.is_elected.copy()
    is_member[council.rows], is_elected[council.rows] = members, elected
    return seats.replace(is_member=is_member, is_elected=is_elected)
