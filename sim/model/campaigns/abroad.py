"""The boomerang (E5): what governments abroad ask of a government, as far as its own critics are allied with them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.model.campaigns import rules
from sim.model.campaigns.parameters import Numbers
from sim.model.core import links, network, tally
from sim.model.setting import Setting
from sim.model.state import Flags, Floats, State
from sim.model.votes import utility


def boomerang(state: State, setting: Setting, params: Numbers) -> Floats:
    """Pressure from abroad on every government, (issue, actor, run) [-1, 1]; 0 for all other actors."""
    found, governments, numbers = np.zeros_like(state.position), setting.venues.governments, params.campaigns
    if not len(governments) or not numbers.boomerang.any():
        return found
    home, policy = setting.country[governments], state.policy[:, governments]
    wish = _wishes(state, setting)
    theirs, leverage = wish.policy[:, :, home], wish.leverage[:, None, home]
    is_abroad = (np.arange(len(setting.countries))[:, None] != home)[:, None, :, None]
    pro, con = (side[:, :, home] for side in _critics(state, setting))
    asked = theirs - policy
    presence = rules.presence(np.where(asked > 0.0, pro, np.where(asked < 0.0, con, 0.0)), numbers.background)
    stake = (setting.stake * (1.0 - setting.resistance))[governments, None]
    drawn = rules.drawn_abroad(theirs, policy, leverage, stake, presence, numbers.backlash)
    total = tally.over_rows(drawn * (wish.is_there[:, None, home] & is_abroad))
    total = numbers.boomerang * np.minimum(1.0, np.maximum(-1.0, total))
    for decision in setting.docket(state.step).pending:
        # A foreign chamber ratifies the treaty or not: it does not bargain over its main plank.
        bound = np.flatnonzero(np.isin(home, list(decision.binds)))
        proposal = utility.proposal_of(decision, state, params)
        for issue, is_main in zip(proposal.issues, proposal.is_main, strict=True):
            total[issue, bound] *= ~is_main
    found[:, governments] = total
    return found


@dataclass(frozen=True)
class _Wishes:
    """What each country wants of the governments of each other."""

    policy: Floats  # (country, issue, home, run)
    leverage: Floats  # (country, home, run)
    is_there: Flags  # (country, home, run) anybody there wants anything


def _wishes(state: State, setting: Setting) -> _Wishes:
    """What countries want: what their governments do, on average.

    Where a chamber of one is about to decide on what binds the other, it is the chamber that asks, with a full hold.
    """
    n_countries, (n_issues, _, n_runs) = len(setting.countries), state.policy.shape
    by_home = (n_countries, n_issues, n_countries, n_runs)
    policy, is_there = np.zeros(by_home), np.zeros((n_countries, n_countries, n_runs), dtype=bool)
    for country, offices in enumerate(setting.venues.governments_in):
        if len(offices):
            mean, sits = _mean_policy(offices, np.ones(len(offices)), state)
            policy[country], is_there[country] = mean[:, None], sits
    leverage = np.repeat(setting.leverage[state.step][..., None], n_runs, axis=2)
    for decision in setting.docket(state.step).pending[::-1]:  # the next one last: it counts
        for country in dict.fromkeys(setting.country[[bloc.actor for bloc in decision.blocs]].tolist()):
            blocs = [bloc for bloc in decision.blocs if setting.country[bloc.actor] == country]
            actors, members = (np.array([getattr(each, name) for each in blocs]) for name in ("actor", "members"))
            asked, sits = _mean_policy(actors, members.astype(np.float64), state)
            for home in decision.binds:
                policy[country, :, home] = np.where(sits, asked, policy[country, :, home])
                leverage[country, home] = np.where(sits, 1.0, leverage[country, home])
                is_there[country, home] |= sits
    return _Wishes(policy, leverage, is_there)


def _critics(state: State, setting: Setting) -> tuple[Floats, Floats]:
    """What campaigners at home can spend who have an ally in a country, on either side of each issue.

    (country, issue, home, run) both [units per year]
    """
    rows, n_countries = np.flatnonzero(setting.is_campaigner), len(setting.countries)
    means = _means(state, setting)[:, rows] * _allies_in(state, setting)[:, None, rows]
    position, shape = state.position[:, rows], (len(means) * len(state.position), len(rows), state.n_runs)
    pro, con = (
        tally.sum_along((means * flags).reshape(shape), setting.country[rows], n_countries)
        for flags in (position > 0.0, position < 0.0)
    )
    by_country = (len(means), len(position), n_countries, state.n_runs)
    return pro.reshape(by_country), con.reshape(by_country)


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
    allied = links.alliances(state, setting.edges)
    there = links.some(allied, state.is_active.take(allied.target))
    return network.holds_in(there, setting.country, len(setting.countries), state.n_runs)
