"""Process 8, court: patrons invite, guests come home with other views, and what is known makes skeptics."""

from __future__ import annotations

import numpy as np

from sim.model import formulas
from sim.model.core import alliances, tally
from sim.model.core.audience import reach
from sim.model.courtship import rules
from sim.model.courtship.parameters import Numbers
from sim.model.institutions import Courtship, Visit
from sim.model.setting import Setting
from sim.model.state import Flags, Floats, Rows, State


def court(state: State, setting: Setting, params: Numbers) -> State:
    """Treat courtships, and visits within them, in the order of the file; the absent neither invite nor travel."""
    for courtship in setting.institutions.courtships:
        state = _notice(courtship, state, setting, params)
        for visit in courtship.visits:
            if visit.since <= state.step < visit.until:
                state = _travel(courtship, visit, state, setting, params)
    return state


def _notice(courtship: Courtship, state: State, setting: Setting, params: Numbers) -> State:
    """Let everybody outside of the patron's country know what is disclosed.

    Media are left out: attention to the issue is no knowledge of who is courted. Taken for it, as in a first trial, it
    made everybody a full skeptic within years in which nothing had been disclosed.
    """
    numbers = params.courtship
    if not np.any(numbers.disclosure_rate):
        return state
    before = state.skepticism[courtship.row]
    disclosed = np.asarray(courtship.disclosure[state.step])
    grown = rules.grow_skeptical(before, disclosed, numbers.disclosure_rate, setting.dt)
    is_abroad = setting.country != setting.country[courtship.patron]
    notices = is_abroad[:, None] & state.is_active & state.is_active[courtship.patron]
    skepticism = state.skepticism.copy()
    skepticism[courtship.row] = np.where(notices, grown, before)
    return state.replace(skepticism=skepticism)


def _travel(courtship: Courtship, visit: Visit, state: State, setting: Setting, params: Numbers) -> State:
    """Host a step's share of a visit's guests, and change what they think."""
    who, numbers = visit.guests, params.courtship
    size, skepticism = setting.size[who][:, None], state.skepticism[courtship.row, who]
    places = _invited(visit, state, setting, params) * state.is_active[courtship.patron]
    n_came = rules.came(places, _accepting(courtship, visit, state, setting, params), size)
    hosted = n_came / size
    position, guests, offered = state.position.copy(), state.guests.copy(), state.offered.copy()
    offered[visit.row] += tally.over_rows(places)
    guests[visit.row, who] += n_came
    for issue in courtship.issues:
        believed, said = position[issue, who], position[issue, courtship.patron]
        warmth = rules.warm_to(believed, said, hosted, skepticism, numbers.persuasion)
        position[issue, who] = rules.come_home(
            believed, said, hosted, skepticism, warmth, backfire=numbers.backfire, backfire_from=numbers.backfire_from
        )
    return state.replace(position=position, guests=guests, offered=offered)


def _invited(visit: Visit, state: State, setting: Setting, params: Numbers) -> Floats:
    """Places that fall to each of a visit's guests in one step, (guest, run) [bodies]; 0 to the absent."""
    who, present = visit.guests, setting.size[:, None] * state.is_active
    heard = reach(state.tie, setting.edges, present, setting.country, who) if visit.is_targeted else np.zeros(())
    weight = rules.invitation_weight(present[who], heard, np.asarray(visit.is_targeted), params.courtship.reach_slope)
    return visit.places / (visit.until - visit.since) * tally.parts(weight)


def _accepting(courtship: Courtship, visit: Visit, state: State, setting: Setting, params: Numbers) -> Floats:
    """The chance that each of a visit's guests takes an invitation, (guest, run) or ()."""
    if visit.is_documented:
        return np.ones(())
    numbers = params.courtship
    return rules.prob_accept(
        state.skepticism[courtship.row, visit.guests],
        courtship.tension[state.step, setting.country[visit.guests]][:, None],
        acceptance=numbers.acceptance,
        tension_slope=numbers.tension_slope,
        skepticism_slope=numbers.skepticism_slope,
    )


def lent_legitimacy(
    patron: int, audience: Rows, is_same_party: Flags, state: State, setting: Setting, params: Numbers
) -> Floats:
    """Legitimacy that a patron lends in the eyes of an audience, (run,) [0-1]; 0 without either on the stage.

    Parameters
    ----------
    patron : actor row; -1: none
    audience : (row,) actors
    is_same_party : (row,) of the patron's party
    """
    if patron < 0:
        return np.zeros(state.n_runs)
    present = state.is_active[audience]
    share = alliances.share_of(is_same_party[:, None] & present, present, setting.size[audience])
    power = formulas.relative_power(state.capability[patron])
    return rules.lend_legitimacy(power, share, params.courtship.patronage) * state.is_active[patron]
