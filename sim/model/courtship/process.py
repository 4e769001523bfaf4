"""Process 8, court: patrons invite, guests come home with other views, and what is known makes skeptics."""

from __future__ import annotations

import numpy as np

from sim.model.core import tally
from sim.model.core.audience import reach
from sim.model.courtship import rules
from sim.model.courtship.parameters import Numbers
from sim.model.courtship.setting import Courtship, CourtshipSetting, Visit, courtships_of
from sim.model.courtship.state import Courted
from sim.model.setting import Setting
from sim.model.state import Floats, State


def begin(state: State, own: CourtshipSetting) -> Courted:
    """Who thinks little of a patron's model is skeptical of its courtship from the start; nobody has been invited."""
    visits = (own.axes["visit"], state.n_runs)
    return Courted(
        skepticism=np.stack([rules.first_skepticism(state.position[each.skeptic_issue]) for each in own.courtships]),
        offered=np.zeros(visits),
        guests=np.zeros((visits[0], *state.position.shape[1:])),
    )


def court(state: State, setting: Setting, params: Numbers) -> State:
    """Treat courtships, and visits within them, in the order of the file; the absent neither invite nor travel."""
    for courtship in courtships_of(setting):
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
    if not numbers.disclosure_rate.any():
        return state
    courted = state.block(Courted)
    before = courted.skepticism[courtship.row]
    disclosed = np.asarray(courtship.disclosure[state.step])
    grown = rules.grow_skeptical(before, disclosed, numbers.disclosure_rate, setting.dt)
    is_abroad = setting.country != setting.country[courtship.patron]
    notices = is_abroad[:, None] & state.is_active & state.is_active[courtship.patron]
    skepticism = courted.skepticism.copy()
    skepticism[courtship.row] = np.where(notices, grown, before)
    return state.replace(courted.replace(skepticism=skepticism))


def _travel(courtship: Courtship, visit: Visit, state: State, setting: Setting, params: Numbers) -> State:
    """Host a step's share of a visit's guests, and change what they think."""
    who, numbers, courted = visit.guests, params.courtship, state.block(Courted)
    size, skepticism = setting.size[who][:, None], courted.skepticism[courtship.row, who]
    places = _invited(visit, state, setting, params) * state.is_active[courtship.patron]
    n_came = rules.came(places, _accepting(courtship, visit, state, setting, params), size)
    hosted = n_came / size
    position, guests, offered = state.position.copy(), courted.guests.copy(), courted.offered.copy()
    offered[visit.row] += tally.over_rows(places)
    guests[visit.row, who] += n_came
    for issue in courtship.issues:
        believed, said = position[issue, who], position[issue, courtship.patron]
        warmth = rules.warm_to(believed, said, hosted, skepticism, numbers.persuasion)
        position[issue, who] = rules.come_home(
            believed, said, hosted, skepticism, warmth, backfire=numbers.backfire, backfire_from=numbers.backfire_from
        )
    return state.replace(courted.replace(guests=guests, offered=offered), position=position)


def _invited(visit: Visit, state: State, setting: Setting, params: Numbers) -> Floats:
    """Places that fall to each of a visit's guests in one step, (guest, run) [bodies]; 0 to the absent."""
    who, present = visit.guests, setting.size[:, None] * state.is_active
    heard = reach(state.contact, setting.edges, present, setting.country, who) if visit.is_targeted else np.zeros(())
    weight = rules.invitation_weight(present[who], heard, np.asarray(visit.is_targeted), params.courtship.reach_slope)
    return rules.invitations(visit.invited, visit.until - visit.since, tally.parts(weight))


def _accepting(courtship: Courtship, visit: Visit, state: State, setting: Setting, params: Numbers) -> Floats:
    """The chance that each of a visit's guests takes an invitation, (guest, run) or ()."""
    if visit.is_documented:
        return np.ones(())
    numbers = params.courtship
    return rules.prob_accept(
        state.block(Courted).skepticism[courtship.row, visit.guests],
        courtship.tension[state.step, setting.country[visit.guests]][:, None],
        acceptance=numbers.acceptance,
        tension_slope=numbers.tension_slope,
        skepticism_slope=numbers.skepticism_slope,
    )
