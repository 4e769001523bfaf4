"""Who was hosted by a patron, and who is skeptical of it."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from sim.model.core.influence import mean_where
from sim.model.core.tally import over_rows
from sim.model.courtship.setting import Courtship, Visit, courtships_of
from sim.model.courtship.state import Courted
from sim.model.setting import Setting
from sim.model.state import Floats, Rows, State
from sim.scenario.schema import Outcome

WORDS = ("skepticism", "guests", "acceptance")


def gauge(outcome: Outcome, setting: Setting, actors: Rows) -> Callable[[State], Floats]:
    """The outcome as a function of a State to (run,); NaN where it is not defined."""
    courtship = next(each for each in courtships_of(setting) if each.id == outcome.courtship)
    visits = [each for each in courtship.visits if outcome.visits is None or each.id in outcome.visits]
    if outcome.measure == "skepticism":
        return lambda state: skepticism(state, courtship, actors)
    if outcome.measure == "guests":
        return lambda state: guests(state, visits, actors)
    return lambda state: acceptance(state, visits)


def skepticism(state: State, courtship: Courtship, actors: Rows) -> Floats:
    """Mean skepticism of a courtship, (run,) [0-1]; NaN where none of the actors is active."""
    return mean_where(state.block(Courted).skepticism[courtship.row, actors], state.is_active[actors], np.nan)


def guests(state: State, visits: list[Visit], actors: Rows) -> Floats:
    """Guests of some visits so far, (run,) [bodies]; who went twice counts twice."""
    hosted = state.block(Courted).guests[[visit.row for visit in visits]][:, actors]
    return over_rows(hosted.reshape(-1, state.n_runs))


def acceptance(state: State, visits: list[Visit]) -> Floats:
    """Guests of some visits so far over the places that were offered, (run,) [0-1]; NaN before the first was."""
    offered = over_rows(state.block(Courted).offered[[visit.row for visit in visits]])
    hosted = guests(state, visits, np.arange(state.position.shape[1]))
    return np.divide(hosted, offered, out=np.full_like(hosted, np.nan), where=offered > 0.0)
