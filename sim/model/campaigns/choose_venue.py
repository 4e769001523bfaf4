"""Process 3, mobilize: every actor divides its means over venues and issues that are worth it, at home or abroad."""

from __future__ import annotations

import numpy as np

from sim.model.campaigns import allies, rules, tactics
from sim.model.campaigns.parameters import Campaigns, Numbers
from sim.model.campaigns.sides import receptivity, sides_of
from sim.model.campaigns.tactics import Raised
from sim.model.core import choice, links
from sim.model.core.entries import Doors, Entries, rows_of
from sim.model.setting import Setting
from sim.model.state import Flags, Floats, Rows, State
from sim.model.strategies import Overrides, View, exchange_rows
from sim.model.ties import rules as ties_rules
from sim.model.votes import utility

_MOST = 2.0 * (1.0 + 1e-9)  # a gap is at most 2; and a bit for rounding
_AT_ONCE = 1 << 15  # numbers of a work buffer: a few of them fit the second-level cache


def mobilize(state: State, setting: Setting, params: Numbers, overrides: Overrides) -> State:
    """Choose the tactic and the effort by issue and pair of actor and venue.

    Only pairs with a door in some run, the actor's own or an ally's, are looked at; all others spend nothing.
    """
    doors, access, is_lent = _with_a_door(state, setting, params)
    raised = tactics.raised(doors, state, setting, params)
    issue, among, score = _worthwhile(doors, access, raised, state, setting, params)
    seats = setting.docket(state.step).seats.take(among.venue)
    n_issues, n_cells = len(setting.issues), setting.n_actors * state.n_runs
    share = choice.shares(score, issue, among.actor, seats, (n_issues, n_cells))
    if "choose_venue" in overrides:
        issue, among, share = _exchanged(issue, among, share, doors, access > 0.0, state, setting, overrides)
    effort = share * rules.resources(state.capability, setting.size[:, None], state.voice).take(among.actor)
    at, spent = issue * state.effort[0].size + among.at, np.zeros(state.effort.shape)
    spent.reshape(-1)[at] = effort
    tactic, impact = tactics.in_use(raised, doors, access > 0.0, is_lent, state)
    later = state.replace(effort=spent, tactic=tactic, impact=impact)
    later.of_effort["entries"] = among, issue, effort * impact.take(at) if len(raised.row) else effort
    return later


def _with_a_door(state: State, setting: Setting, params: Numbers) -> tuple[Doors, Floats, Flags]:
    """Who can enter where in some run, how far, and whether by an ally's door, (row, run) both.

    Nobody where actor or organ is inactive.
    """
    pairs = setting.active_pairs(state.is_active)
    legitimacy = ties_rules.legitimacy_at_home(state.stigma, params.ties.legitimacy_loss)
    heard = np.where(pairs.is_foreign[:, None], 1.0, legitimacy.take(pairs.actor, axis=0))
    lent = allies.lent_access(pairs, state, setting)
    access = rules.voice(pairs.access[:, None], lent, params.campaigns.lent_voice, heard)
    access *= state.is_active.take(pairs.actor, axis=0) & state.is_active.take(pairs.organ, axis=0)
    rows = np.flatnonzero((access > 0.0).any(axis=1))
    access = access.take(rows, axis=0)
    is_lent = params.campaigns.lent_voice * lent.take(rows, axis=0) > pairs.access[rows, None]
    return Doors(setting.pairs, pairs.row[rows]), access, is_lent & (access > 0.0)


def _exchanged(
    issue: Rows, among: Entries, share: Floats, doors: Doors, is_open: Flags, state: State, setting: Setting,
    overrides: Overrides,
) -> tuple[Rows, Entries, Floats]:  # fmt: skip
    """The shares with the rows of strategies exchanged, and what they are of, (alternative,) each.

    A strategy sees all venues of its actor, as `View.venues` names them, whoever is active in other runs of the
    chunk; what it spends where nobody is, or without a door, is lost.
    """
    every = np.zeros_like(state.effort)
    every.reshape(-1)[issue * every[0].size + among.at] = share
    own = {row: setting.pairs.actor == row for row in overrides["choose_venue"]}
    every = exchange_rows("choose_venue", every, own, overrides, View(-1, state, setting))
    issue, row, run = np.nonzero(every[:, doors.pair] * is_open)
    among = Entries(doors.pairs, doors.pair[row], run, state.n_runs)
    return issue, among, every.take(issue * every[0].size + among.at)


def _worthwhile(
    doors: Doors, access: Floats, raised: Raised, state: State, setting: Setting, params: Numbers
) -> tuple[Rows, Entries, Floats]:
    """On which issue and where a unit of effort is worth more than its cost, and by how much [logits], (alternative,).

    By issue, pair and run.
    """
    numbers, docket, n_runs = params.campaigns, setting.docket(state.step), state.n_runs
    sides = sides_of(state, setting, params)
    pivotality = _pivotality(state, setting, params).take(doors.venue, axis=0)
    near = receptivity(doors, state, setting, params)
    entry = rules.venue_entry(access, near, pivotality, numbers.pivotality_weight)
    issues, rows = _within_reach(entry, doors, raised, state, numbers)
    n_rows, places, scores = max(1, _AT_ONCE // n_runs), [np.zeros(0, dtype=np.intp)], [np.zeros(0)]
    for first in range(0, len(rows), n_rows):
        issue, row = issues[first : first + n_rows], rows[first : first + n_rows]
        actor, venue = doors.actor[row], doors.venue[row]
        position = rows_of(state.position, issue, actor)
        lead = position - rows_of(state.policy, issue, doors.organ[row])
        gap = sides.gap(docket.look_at[issue, venue], actor, position, lead)
        media = np.flatnonzero(doors.is_medium[row])
        gap[media] = np.abs(position[media])
        salience, openness = rows_of(state.salience, issue, actor), rows_of(state.openness_now, issue, venue)
        works = raised.at(issue, row)
        value = rules.venue_value(salience, openness, gap, entry.take(row, axis=0), works, numbers.venue_cost)
        value *= numbers.venue_slope
        at = links.where(value > 0.0)
        scores.append(value.take(at))
        places.append(at + first * n_runs)
    return *doors.entries(issues, rows, np.concatenate(places), n_runs), np.concatenate(scores)


def _within_reach(entry: Floats, doors: Doors, raised: Raised, state: State, numbers: Campaigns) -> tuple[Rows, Rows]:
    """Issues and rows of doors where a unit of effort can be worth its cost in some run, whatever the gap."""
    most = entry.max(axis=1, initial=0.0) * raised.most(len(doors))
    salience, openness = state.salience.max(axis=2), state.openness_now.max(axis=2)
    at_most = _MOST * salience[:, doors.actor] * openness[:, doors.venue] * most
    issue, row = np.nonzero(at_most > numbers.venue_cost.min())
    return issue, row


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
