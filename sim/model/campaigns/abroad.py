"""The boomerang (E5): what governments abroad ask of a government, as far as its own critics are allied with them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from sim.model.agenda import Decision
from sim.model.campaigns import rules
from sim.model.campaigns.parameters import Numbers
from sim.model.core import links, network, tally
from sim.model.setting import Setting
from sim.model.state import Flags, Floats, State
from sim.model.votes import utility


def boomerang(state: State, setting: Setting, params: Numbers) -> Floats:
    """Pressure from abroad on every government, (issue, actor, run) [-1, 1]; 0 for all other actors."""
    found = np.zeros_like(state.position)
    governments = setting.venues.governments
    if not len(governments) or not np.any(params.campaigns.boomerang):
        return found
    homes = dict.fromkeys(setting.country[governments].tolist())
    rows = {home: governments[setting.country[governments] == home] for home in homes}
    binding = {home: [each for each in setting.docket(state.step).pending if home in each.binds] for home in homes}
    total = {home: np.zeros((len(found), len(rows[home]), state.n_runs)) for home in homes}
    critics = _Critics(state, setting)
    for country in range(len(setting.countries)):
        offices = _offices(country, state, setting)
        for home in homes:
            if country != home:
                theirs = _theirs(country, home, binding[home], offices, state, setting)
                total[home] += _from(theirs, country, home, rows[home], critics, state, setting, params)
    for home, drawn in total.items():
        drawn = params.campaigns.boomerang * np.minimum(1.0, np.maximum(-1.0, drawn))
        for decision in binding[home]:  # a foreign chamber ratifies the treaty or not: it does not bargain over it
            proposal = utility.proposal_of(decision, state, params)
            for issue, is_main in zip(proposal.issues, proposal.is_main, strict=True):
                drawn[issue] *= ~is_main
        found[:, rows[home]] = drawn
    return found


@dataclass(frozen=True)
class _Wish:
    """What a country wants of the governments of another."""

    policy: Floats  # (issue, run)
    leverage: Floats  # (run,)
    is_there: Flags  # (run,) anybody there wants anything


class _Critics:
    """What campaigners of each country can spend who have an ally in another, by the pole that they are on."""

    def __init__(self, state: State, setting: Setting) -> None:
        self._state, self._setting = state, setting
        self._rows = np.flatnonzero(setting.is_campaigner)

    def allied_in(self, country: int) -> tuple[Floats, Floats]:
        """Those with an ally there on either side, (issue, country, run) both [units per year]."""
        if country not in self._found:
            rows, setting = self._rows, self._setting
            means = self._means * self._has_ally[country, rows]
            position = self._state.position[:, rows]
            pro, con = (
                tally.sum_along(means * flags, setting.country[rows], len(setting.countries))
                for flags in (position > 0.0, position < 0.0)
            )
            self._found[country] = pro, con
        return self._found[country]

    @cached_property
    def _found(self) -> dict[int, tuple[Floats, Floats]]:
        return {}

    @cached_property
    def _means(self) -> Floats:
        return _means(self._state, self._setting)[:, self._rows]

    @cached_property
    def _has_ally(self) -> Flags:
        return _allies_in(self._state, self._setting)


def _from(
    wish: _Wish, country: int, home: int, rows: np.ndarray, critics: _Critics, state: State, setting: Setting,
    params: Numbers,
) -> Floats:  # fmt: skip
    """What one country draws the governments of another to, (issue, government, run)."""
    policy = state.policy[:, rows]
    if not np.any(wish.is_there & (wish.leverage > 0.0)):
        return np.zeros_like(policy)
    pro, con = (side[:, home, None] for side in critics.allied_in(country))
    asked = wish.policy[:, None] - policy
    presence = rules.presence(np.where(asked > 0.0, pro, np.where(asked < 0.0, con, 0.0)), params.campaigns.background)
    stake = (setting.stake * (1.0 - setting.resistance))[rows, None]
    drawn = rules.drawn_abroad(wish.policy[:, None], policy, wish.leverage, stake, presence, params.campaigns.backlash)
    return drawn * wish.is_there


def _offices(country: int, state: State, setting: Setting) -> tuple[Floats, Flags]:
    """What the governments of a country do on average, (issue, run), and whether there is one, (run,)."""
    offices = setting.venues.governments_in[country]
    if len(offices):
        return _mean_policy(offices, np.ones(len(offices)), state)
    return np.zeros((len(state.policy), state.n_runs)), np.zeros(state.n_runs, dtype=bool)


def _theirs(
    country: int, home: int, binding: list[Decision], offices: tuple[Floats, Flags], state: State, setting: Setting
) -> _Wish:
    """What a country wants of another.

    Where a chamber of it is about to decide on what binds the other, it is the chamber that asks, with a full hold.
    """
    theirs, is_there = offices
    leverage = np.full(state.n_runs, setting.leverage[state.step][country, home])
    for decision in binding[::-1]:  # the next one last: it counts
        blocs = [bloc for bloc in decision.blocs if setting.country[bloc.actor] == country]
        if not blocs:
            continue
        actors, members = (np.array([getattr(each, name) for each in blocs]) for name in ("actor", "members"))
        asked, sits = _mean_policy(actors, members.astype(np.float64), state)
        theirs, leverage = np.where(sits, asked, theirs), np.where(sits, 1.0, leverage)
        is_there = is_there | sits
    return _Wish(theirs, leverage, is_there)


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
    there = links.some(allied, np.take(state.is_active, allied.target))
    return network.holds_in(there, setting.country, len(setting.countries), state.n_runs)
