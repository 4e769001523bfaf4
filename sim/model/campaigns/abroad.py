"""The boomerang (E5): what governments abroad ask of a government, as far as its own critics are allied with them."""

from __future__ import annotations

import numpy as np

from sim.model.agenda import Decision
from sim.model.campaigns import allies, rules
from sim.model.campaigns.parameters import Numbers
from sim.model.core import tally
from sim.model.setting import Setting
from sim.model.state import Flags, Floats, State
from sim.model.votes import utility


def boomerang(state: State, setting: Setting, params: Numbers) -> Floats:
    """Pressure from abroad on every government, (issue, actor, run) [-1, 1]; 0 for all other actors."""
    found = np.zeros_like(state.position)
    governments = setting.venues.governments
    if not len(governments) or not np.any(params.campaigns.boomerang):
        return found
    has_ally = _allies_in(state, setting)
    means = _means(state, setting)
    for home in dict.fromkeys(setting.country[governments].tolist()):
        rows = governments[setting.country[governments] == home]
        binding = [each for each in setting.docket(state.step).pending if home in each.binds]
        total = np.zeros((len(found), len(rows), state.n_runs))
        for country in range(len(setting.countries)):
            if country != home:
                total += _from(country, home, rows, binding, means * has_ally[country], state, setting, params)
        total = params.campaigns.boomerang * np.minimum(1.0, np.maximum(-1.0, total))
        for decision in binding:  # a foreign chamber ratifies the treaty or not: it does not bargain over it
            proposal = utility.proposal_of(decision, state, params)
            for issue, is_main in zip(proposal.issues, proposal.is_main, strict=True):
                total[issue] *= ~is_main
        found[:, rows] = total
    return found


def _from(
    country: int, home: int, rows: np.ndarray, binding: list[Decision], means: Floats, state: State, setting: Setting,
    params: Numbers,
) -> Floats:  # fmt: skip
    """What one country draws the governments of another to, (issue, government, run)."""
    theirs, leverage, is_there = _theirs(country, home, binding, state, setting)
    if not np.any(is_there & (leverage > 0.0)):
        return np.zeros((len(state.policy), len(rows), state.n_runs))
    critics = np.flatnonzero(setting.is_campaigner & (setting.country == home))
    stake = (setting.stake * (1.0 - setting.resistance))[rows]
    drawn = np.zeros((len(state.policy), len(rows), state.n_runs))
    for place, row in enumerate(rows):
        policy = state.policy[:, row]
        wanted = np.sign(theirs - policy)
        agree = (np.sign(state.position[:, critics]) == wanted[:, None]) & (wanted[:, None] != 0.0)
        present = tally.over_rows((means[:, critics] * agree).swapaxes(0, 1))
        presence = rules.presence(present, params.campaigns.background)
        drawn[:, place] = rules.drawn_abroad(
            theirs, policy, leverage, np.asarray(stake[place]), presence, params.campaigns.backlash
        )
    return drawn * is_there


def _theirs(
    country: int, home: int, binding: list[Decision], state: State, setting: Setting
) -> tuple[Floats, Floats, Flags]:
    """What a country wants, (issue, run), its hold on the other, and whether anybody there wants anything, (run,) both.

    Where a chamber of it is about to decide on what binds the other, it is the chamber that asks, with a full hold.
    """
    theirs, leverage = np.zeros((len(state.policy), state.n_runs)), np.zeros(state.n_runs)
    is_there = np.zeros(state.n_runs, dtype=bool)
    offices = setting.venues.governments_in[country]
    if len(offices):
        theirs, is_there = _mean_policy(offices, np.ones(len(offices)), state)
        leverage = np.full(state.n_runs, setting.leverage[state.step][country, home])
    for decision in binding[::-1]:  # the next one last: it counts
        blocs = [bloc for bloc in decision.blocs if setting.country[bloc.actor] == country]
        if not blocs:
            continue
        actors, members = (np.array([getattr(each, name) for each in blocs]) for name in ("actor", "members"))
        asked, sits = _mean_policy(actors, members.astype(np.float64), state)
        theirs, leverage = np.where(sits, asked, theirs), np.where(sits, 1.0, leverage)
        is_there = is_there | sits
    return theirs, leverage, is_there


def _mean_policy(actors: np.ndarray, weight: Floats, state: State) -> tuple[Floats, Flags]:
    counted = state.is_active[actors] * weight[:, None]
    whole = tally.over_rows(counted)
    total = tally.over_rows((state.policy[:, actors] * counted).swapaxes(0, 1))
    return np.divide(total, whole, out=np.zeros_like(total), where=whole > 0.0), whole > 0.0


def _means(state: State, setting: Setting) -> Floats:
    """What each active actor can spend on each issue, spent or not, (issue, actor, run) [units per year]."""
    means = rules.resources(state.capability, setting.size[:, None], state.voice) * state.is_active
    return tally.parts(state.salience) * means


def _allies_in(state: State, setting: Setting) -> Flags:
    """Whether each actor has an active ally in each country, (country, actor, run)."""
    allied, n_runs = allies.of_all(state, setting), state.n_runs
    allied_there = np.take(state.is_active, allied.target)
    found = np.zeros((len(setting.countries), setting.n_actors * n_runs), dtype=bool)
    country = setting.country[setting.edges.target[allied.edge]]
    found[country[allied_there], allied.source[allied_there]] = True
    return found.reshape(len(setting.countries), setting.n_actors, n_runs)
