"""Process 11, look back: what other agreements carry, and what comes on offer as talks open, by earlier agreements."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from sim.model.channels import Channel
from sim.model.core import tally
from sim.model.core.noise import Noise
from sim.model.precedents import rules
from sim.model.precedents.parameters import Numbers
from sim.model.precedents.setting import Agreement, PrecedentSetting, Talks
from sim.model.precedents.state import Offers
from sim.model.setting import Setting
from sim.model.state import Floats, Rows, State

SIDE, CORE = 2, 3  # provisions


def begin(own: PrecedentSetting, setting: Setting, n_runs: int) -> Offers:
    """What agreements of before the first month carry; what names no field is on offer."""
    carried = np.zeros((len(own.agreements), len(setting.issues), n_runs))
    for each in own.agreements:
        if each.step < 0:
            carried[each.row] = each.recorded[:, None]
    is_free = np.ones(setting.n_provisions, dtype=bool)
    for talks in own.talks:
        is_free[talks.provision] = ~talks.has_field
    on_offer = np.repeat(is_free[:, None], n_runs, axis=1)
    return Offers(carried=carried, on_offer=on_offer, chance=on_offer.astype(np.float64))


def look_back(state: State, setting: Setting, params: Numbers, noise: Noise) -> State:
    """Treat other agreements of the month, then talks whose text opens; each knows what was agreed before this month.

    Every agreement, and every window of talks, has draws of its own for each issue.
    """
    own = setting.get(PrecedentSetting)
    if own is None:
        return state
    agreed = [each for each in own.agreements if each.step == state.step]
    opening = [each for each in own.talks if each.opens(state.step) >= 0]
    if not agreed and not opening:
        return state
    before = state.block(Offers)
    carried, on_offer, chance = before.carried.copy(), before.on_offer.copy(), before.chance.copy()
    for each in agreed:
        carried[each.row] = each.recorded[:, None]
        for issue in np.flatnonzero(each.is_drawn).tolist():
            likely = _chance(each, issue, own, state, setting, params)
            draw = noise.once(*Channel.PRECEDENT(each.id, setting.issues[issue]), 1)[0]
            carried[each.row, issue] = draw < likely
    for talks in opening:
        window = talks.opens(state.step)
        for topic in np.flatnonzero(talks.has_field).tolist():
            row, issue = talks.provision[topic], int(talks.issues[topic])
            chance[row] = _chance(talks, issue, own, state, setting, params)
            draw = noise.once(*Channel.OFFER(talks.id, setting.issues[issue], window), 1)[0]
            on_offer[row] |= draw < chance[row]
    return state.replace(before.replace(carried=carried, on_offer=on_offer, chance=chance))


def _chance(
    each: Agreement | Talks, issue: int, own: PrecedentSetting, state: State, setting: Setting, params: Numbers
) -> Floats:
    """The chance that the core comes on offer, (run,) [0-1]."""
    numbers = params.precedents
    return rules.core_chance(
        precedents_of(each.parties, issue, own, state, setting, params).max(axis=0),
        np.asarray(each.depth),
        np.asarray(each.is_south),
        numbers.base,
        own_weight=numbers.own_weight,
        depth_weight=numbers.depth_weight,
        south_weight=numbers.south_weight,
    )


def precedents_of(
    parties: Rows, issue: int, own: PrecedentSetting, state: State, setting: Setting, params: Numbers
) -> Floats:
    """What each party agreed on an issue before this month, (party, run) [0-1].

    Its other agreements, and the talks of the case that all of their bodies have passed, each as they stand now.
    """
    n_runs, forgetting = state.n_runs, params.precedents.forgetting
    rows = list(_earlier(parties, issue, own, state, setting, params))
    found = np.zeros((len(parties), n_runs))
    for place, party in enumerate(parties):
        his = [(age, weight, count) for members, age, weight, count in rows if party in members]
        if his:
            counts = [rules.remembered(np.full(n_runs, age), forgetting) for age, _, _ in his]
            counted = np.stack([count * kept for (_, _, count), kept in zip(his, counts, strict=True)])
            weighed = np.stack([weight * kept for (_, weight, _), kept in zip(his, counts, strict=True)])
            found[place] = rules.precedent(tally.over_rows(weighed), tally.over_rows(counted))
    return found


def _earlier(
    parties: Rows, issue: int, own: PrecedentSetting, state: State, setting: Setting, params: Numbers
) -> Iterator[tuple[Rows, float, Floats, Floats]]:
    """Earlier agreements of some parties: who agreed, age [years], weight of the provision and number, (run,) both."""
    side_weight, carried = params.precedents.side_weight, state.block(Offers).carried
    ones = np.ones(state.n_runs)
    for each in own.agreements:
        if each.step < state.step and np.isin(parties, each.parties).any():
            weight = rules.provision_weight(carried[each.row, issue], np.asarray(each.is_side), side_weight)
            yield each.parties, (state.step - each.step) * setting.dt, weight, ones
    for talks in own.talks:
        if 0 <= talks.passed_at < state.step:
            is_agreed = np.logical_and.reduce(state.is_passed[talks.bodies], axis=0).astype(np.float64)
            age, reached = (state.step - talks.passed_at) * setting.dt, _reached(talks, issue, state)
            core = rules.provision_weight((reached == CORE) * is_agreed, np.asarray(False), side_weight)
            yield talks.parties, age, core, is_agreed
            has_side = (reached == SIDE) * is_agreed  # beside its treaty, an agreement of its own
            yield talks.parties, age, rules.provision_weight(has_side, np.asarray(True), side_weight), has_side


def _reached(talks: Talks, issue: int, state: State) -> Floats:
    """The provision that talks have come to on an issue, (run,); 0 where they do not treat it."""
    topic = np.flatnonzero(talks.issues == issue)
    return state.provision[talks.provision[topic[0]]] if topic.size else np.zeros(state.n_runs, dtype=np.int64)
