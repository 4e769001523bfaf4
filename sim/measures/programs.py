"""What programs have opened and delivered, and how long cases wait at desks."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from sim.measures.actors import tier_weights
from sim.model.core.allies import spread
from sim.model.core.influence import mean_where, row_total
from sim.model.core.tally import weighted_mean
from sim.model.programs.coordination import at_work
from sim.model.programs.setting import Desk, Program, desks_of, programs_of
from sim.model.programs.state import Sites, Waits
from sim.model.setting import Setting
from sim.model.state import Floats, Rows, State
from sim.scenario.compiling.programs import HOURS_A_YEAR
from sim.scenario.schema import Outcome

OF_PROGRAMS = ("sites", "match_ratio", "delivered_share", "delivered", "capital")
OF_DESKS = ("response_hours", "decided_locally", "coherence")
WORDS = (*OF_PROGRAMS, *OF_DESKS)


def gauge(outcome: Outcome, setting: Setting) -> Callable[[State], Floats]:
    """The outcome as a function of a State to (run,); NaN where it is not defined."""
    measure = outcome.measure
    if measure in OF_DESKS:
        desk = next(each for each in desks_of(setting) if each.id == outcome.desk)
        if measure == "response_hours":
            return lambda state: response_hours(state, desk.row, outcome.level or "mean")
        if measure == "coherence":
            return lambda state: coherence(state, setting, desk)
        return lambda state: np.array(state.block(Waits).decided_locally[desk.row])
    program = next(each for each in programs_of(setting) if each.id == outcome.program)
    if measure == "sites":
        wanted = program.places if outcome.places is None else outcome.places
        rows = program.first + np.flatnonzero(np.isin(program.places, wanted))
        return lambda state: sites(state, rows)
    read = {"match_ratio": match_ratio, "delivered_share": delivered_share, "delivered": delivered, "capital": capital}
    return lambda state: read[measure](state, program)


def sites(state: State, rows: Rows) -> Floats:
    """Open sites, (run,)."""
    return np.count_nonzero(state.block(Sites).site_open[rows], axis=0).astype(np.float64)


def match_ratio(state: State, program: Program) -> Floats:
    """Partners' money per unit of seed over all open sites, (run,) [>= 0]; NaN where none is open, or no seed paid."""
    is_funded, sites = state.is_active[program.funders].any(axis=0), state.block(Sites)
    seeded = program.seed * np.count_nonzero(sites.site_open[program.rows] & is_funded, axis=0)
    added = row_total(sites.partner_funds[program.rows])
    return np.divide(added, seeded, out=np.full_like(added, np.nan), where=seeded > 0.0)


def delivered_share(state: State, program: Program) -> Floats:
    """Share of what all its places could deliver, (run,) [0, 1]."""
    values = state.block(Sites).success[program.rows]
    return mean_where(values, np.ones(values.shape, dtype=bool))


def delivered(state: State, program: Program) -> Floats:
    """The claimed figure as far as it is delivered, (run,), in its unit: what comes about if the claim holds."""
    return program.claimed * delivered_share(state, program)


def capital(state: State, program: Program) -> Floats:
    """Mean social capital of the host at the program's places, (run,) [years of success]."""
    values = state.block(Sites).capital[program.bond]
    return mean_where(values, np.ones(values.shape, dtype=bool))


def response_hours(state: State, desk: int, level: str) -> Floats:
    """Hours from filing to decision at the ministries, at local offices, or on average, (run,).

    Of local offices NaN where these decide nothing; before the first step the hours that are coded.
    """
    waits = state.block(Waits)
    central, local, share = waits.wait_central[desk], waits.wait_local[desk], waits.decided_locally[desk]
    if level == "mean":
        return HOURS_A_YEAR * ((1.0 - share) * central + share * local)
    if level == "central":
        return HOURS_A_YEAR * central
    return np.where((share > 0.0) | (state.step == 0), HOURS_A_YEAR * local, np.nan)


def coherence(state: State, setting: Setting, desk: Desk) -> Floats:
    """1 minus the variance of what the local offices of a desk want, (run,) [0, 1]; 1 without any at work.

    Over offices by size, and over issues by the weights of their tiers.
    """
    counted, size = at_work(desk, state, setting), setting.size[desk.offices]
    apart = np.stack([spread(of_issue[desk.offices], counted, size) for of_issue in state.position])
    return 1.0 - weighted_mean(apart, np.repeat(tier_weights(setting), state.n_runs, axis=1))
