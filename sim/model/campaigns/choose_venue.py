"""Process 3, mobilize: every actor divides its means over venues and issues that are worth it, at home or abroad."""

from __future__ import annotations

import numpy as np

from sim.model.campaigns import allies, rules, tactics
from sim.model.campaigns.parameters import Numbers
from sim.model.campaigns.sides import receptivity, sides_of
from sim.model.core import choice, links
from sim.model.core.entries import Entries
from sim.model.setting import Setting
from sim.model.state import Flags, Floats, Rows, State
from sim.model.strategies import Overrides, View, exchange_rows
from sim.model.ties import rules as ties_rules
from sim.model.votes import utility

_MOST = 2.0 * (1.0 + 1e-9)  # salience times openness times gap is at most 2; and a bit for rounding


def mobilize(state: State, setting: Setting, params: Numbers, overrides: Overrides) -> State:
    """Choose the tactic and the effort by issue and pair of actor and venue.

    Only pairs and runs with a door, the actor's own or an ally's, are looked at; all others spend nothing.
    """
    doors, access, is_lent = _with_a_door(state, setting, params)
    tactic, impact = tactics.best(doors, is_lent, state, setting, params)
    chosen, score = _worthwhile(doors, access, impact, state, setting, params)
    odds = np.take(setting.docket(state.step).seats, doors.venue)
    actors, weights = [doors.actor[rows] for rows in chosen], [odds[rows] for rows in chosen]
    share = choice.shares(actors, score, weights, setting.n_actors * state.n_runs)
    chosen, share = _exchanged(chosen, share, doors, state, setting, overrides)
    means = np.take(rules.resources(state.capability, setting.size[:, None], state.voice), doors.actor)
    spent, places = np.zeros_like(state.effort), []
    for issue, (rows, part) in enumerate(zip(chosen, share, strict=True)):
        at, effort = doors.at[rows], part * means[rows]
        spent[issue].reshape(-1)[at] = effort
        places.append(issue * spent[issue].size + at[effort > 0.0])
    all_tactics, all_impact = np.zeros_like(state.tactic), np.ones_like(state.impact)
    for issue in range(len(impact)):
        all_tactics[issue].reshape(-1)[doors.at] = tactic[issue]
        works = np.flatnonzero(impact[issue] > 1.0)
        all_impact[issue].reshape(-1)[doors.at[works]] = impact[issue, works]
    state = state.replace(effort=spent, tactic=all_tactics, impact=all_impact)
    state.of_effort["places"] = np.concatenate(places)
    return state


def _with_a_door(state: State, setting: Setting, params: Numbers) -> tuple[Entries, Floats, Flags]:
    """Who can enter where, how far, and whether by an ally's door, (entry,) both.

    None where actor or organ is inactive.
    """
    pairs = setting.active_pairs(state.is_active)
    legitimacy = ties_rules.legitimacy_at_home(state.stigma, params.ties.legitimacy_loss)
    heard = np.where(pairs.is_foreign[:, None], 1.0, np.take(legitimacy, pairs.actor, axis=0))
    lent = allies.lent_access(pairs, state, setting)
    access = rules.voice(pairs.access[:, None], lent, params.campaigns.lent_voice, heard)
    access *= np.take(state.is_active, pairs.actor, axis=0) & np.take(state.is_active, pairs.organ, axis=0)
    at = links.where(access > 0.0)
    row = at // state.n_runs
    run = at - row * state.n_runs
    is_lent = np.take(params.campaigns.lent_voice, run) * np.take(lent, at) > np.take(pairs.access, row)
    return Entries(setting.pairs, np.take(pairs.row, row), run, state.n_runs), np.take(access, at), is_lent


def _exchanged(
    chosen: list[Rows], share: list[Floats], doors: Entries, state: State, setting: Setting, overrides: Overrides
) -> tuple[list[Rows], list[Floats]]:
    """The shares with the rows of strategies exchanged, (issue)(alternative,), and the entries that they are of.

    A strategy sees all venues of its actor, as `View.venues` names them, whoever is active in other runs of the
    chunk; what it spends where nobody is, or without a door, is lost.
    """
    strategies = overrides.get("choose_venue", {})
    if not strategies:
        return chosen, share
    every = np.zeros((len(share), len(setting.pairs), state.n_runs))
    for of_issue, rows, part in zip(every, chosen, share, strict=True):
        of_issue.reshape(-1)[doors.at[rows]] = part
    own = {row: setting.pairs.actor == row for row in strategies}
    every = exchange_rows("choose_venue", every, own, overrides, View(-1, state, setting))
    everywhere = np.arange(len(doors))
    return [everywhere] * len(share), [of_issue.reshape(-1)[doors.at] for of_issue in every]


def _worthwhile(
    doors: Entries, access: Floats, impact: Floats, state: State, setting: Setting, params: Numbers
) -> tuple[list[Rows], list[Floats]]:
    """Entries where a unit of effort is worth more than its cost, and by how much [logits], (issue)(alternative,)."""
    numbers, docket = params.campaigns, setting.docket(state.step)
    sides = sides_of(state, setting, params)
    pivotality = np.take(_pivotality(state, setting, params), doors.door)
    near = receptivity(doors, state, setting, params)
    entry = rules.venue_entry(access, near, pivotality, doors.per_run(numbers.pivotality_weight))
    likely = np.flatnonzero(_MOST * entry * np.max(impact, axis=0) > doors.per_run(numbers.venue_cost))
    doors, entry = doors.some(likely), entry[likely]
    cost, slope, chosen, scores = doors.per_run(numbers.venue_cost), doors.per_run(numbers.venue_slope), [], []
    media = doors.at_media
    for issue in range(len(impact)):
        position = np.take(state.position[issue], doors.actor)
        look = np.take(docket.look_at[issue], doors.venue)
        lead = position - np.take(state.policy[issue], doors.organ)
        gap = rules.lag_behind(sides.of(look, doors, position), lead)
        sides.put_stakes(gap, look, doors)
        gap[media] = np.abs(position[media])
        rows = np.flatnonzero(gap > 0.0)
        salience = np.take(state.salience[issue], doors.actor[rows])
        openness = np.take(state.openness_now[issue], doors.door[rows])
        works = np.take(impact[issue], likely[rows])
        value = rules.venue_value(salience, openness, gap[rows], entry[rows], works, cost[rows])
        score = value * slope[rows]
        is_worth = np.flatnonzero(score > 0.0)
        chosen.append(likely[rows[is_worth]])
        scores.append(score[is_worth])
    return chosen, scores


def _pivotality(state: State, setting: Setting, params: Numbers) -> Floats:
    """How close to the edge each venue's bloc is in a pending decision, (venue, run); 0 if none is pending."""
    result = np.zeros((len(setting.venues.ids), state.n_runs))
    for decision in setting.docket(state.step).pending:
        for bloc in decision.blocs:
            if bloc.venue >= 0:
                score = utility.score_of(bloc, decision, state, params)
                doors = setting.venues.organ == bloc.actor
                result[doors] = np.maximum(result[doors], rules.pivotality(score))
    return result
