"""Who sits in councils, whether they are captured, and what they get done."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from sim.model.core.influence import mean_where
from sim.model.councils.setting import Council, Regime, councils_of
from sim.model.councils.state import Seats
from sim.model.setting import Setting
from sim.model.state import Flags, Floats, Rows, State
from sim.scenario.schema import Outcome

WORDS = (
    "members",
    "first_generation_share",
    "capture",
    "captured_share",
    "effectiveness",
    "legitimacy",
    "output",
    "output_per_member",
)
CAPTURED = 0.5  # capture beyond which a place counts as taken by its local power groups


def gauge(outcome: Outcome, setting: Setting) -> Callable[[State], Floats]:
    """The outcome as a function of a State to (run,); NaN where it is not defined, as where no regime is in force."""
    council = next(each for each in councils_of(setting) if each.id == outcome.council)
    wanted = council.places if outcome.places is None else outcome.places
    places = np.flatnonzero(np.isin(council.places, wanted))
    is_wanted = np.array([outcome.issues is None or issue in outcome.issues for issue in setting.issues], dtype=bool)

    def read(state: State) -> Floats:
        regime = council.regime(state.step - 1)  # that of the step which the State comes after
        if regime is None:
            return np.full(state.n_runs, np.nan)
        match outcome.measure:
            case "capture":
                return capture(state, council, regime, places)
            case "captured_share":
                return captured_share(state, council, regime, places)
            case "legitimacy":
                return np.array(state.legitimacy[regime.body])
            case "output":
                return output(state, council, is_wanted)
            case "output_per_member":
                return output_per_member(state, council, is_wanted)
        return _OF_ALL[outcome.measure](state, council)

    return read


def members(state: State, council: Council) -> Floats:
    """Seated members, (run,)."""
    return np.count_nonzero(state.block(Seats).is_member[council.rows], axis=0).astype(np.float64)


def first_generation_share(state: State, council: Council) -> Floats:
    """Share of the members that are of the first generation, (run,) [0-1]; NaN without members."""
    seats = state.block(Seats)
    return mean_where(seats.is_first[council.rows].astype(np.float64), seats.is_member[council.rows], np.nan)


def capture(state: State, council: Council, regime: Regime, places: Rows) -> Floats:
    """Mean capture of some of the council's places, as far as they have seats, (run,) [0-1]; NaN where none has.

    Under a regime without elections it stays as the last ones left it.
    """
    values, has_seats = _of_places(state, council, regime, places)
    return mean_where(values, has_seats, np.nan)


def captured_share(state: State, council: Council, regime: Regime, places: Rows) -> Floats:
    """Share of the same places whose capture is above .5, (run,) [0-1]; NaN where none has seats."""
    values, has_seats = _of_places(state, council, regime, places)
    return mean_where((values > CAPTURED).astype(np.float64), has_seats, np.nan)


def _of_places(state: State, council: Council, regime: Regime, places: Rows) -> tuple[Floats, Flags]:
    """Capture of some places of a council, and whether each has seats, (place, run)."""
    values = state.block(Seats).capture[council.place_rows][places]
    return values, np.repeat(regime.place_seats[places, None] > 0, state.n_runs, axis=1)


def effectiveness(state: State, council: Council) -> Floats:
    """Share of its members' work that gets anywhere, (run,) [0-1]; 0 without members."""
    return np.array(state.block(Seats).effectiveness[council.row])


def output(state: State, council: Council, is_wanted: Flags) -> Floats:
    """Projects on some issues, (run,) [a year]: one of each member whose theme is among them, were it fully at work.

    Parameters
    ----------
    is_wanted : (issue,)
    """
    seats = state.block(Seats)
    at_work = seats.is_member[council.rows] & is_wanted[seats.theme[council.rows]]
    return effectiveness(state, council) * np.count_nonzero(at_work, axis=0)


def output_per_member(state: State, council: Council, is_wanted: Flags) -> Floats:
    """The same for each member, (run,) [projects a year]; NaN without members."""
    n_members = members(state, council)
    whole = output(state, council, is_wanted)
    return np.divide(whole, n_members, out=np.full_like(whole, np.nan), where=n_members > 0.0)


_OF_ALL = {"members": members, "first_generation_share": first_generation_share, "effectiveness": effectiveness}
