"""Process 6, press: effort becomes pressure on organs and attention in the media, and pressure moves policy."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.model import formulas
from sim.model.agenda import Bloc
from sim.model.base_run import BaseRun
from sim.model.campaigns import rules, sides
from sim.model.campaigns.allies import Together
from sim.model.campaigns.parameters import Numbers
from sim.model.campaigns.response import policy_response
from sim.model.campaigns.sides import Question
from sim.model.core import tally
from sim.model.pairs import Pairs
from sim.model.setting import Setting
from sim.model.state import Floats, Rows, State
from sim.model.votes import utility
from sim.model.votes.reference import coded_now


def press(state: State, setting: Setting, params: Numbers, base: BaseRun | None = None) -> State:
    """Weigh both sides at every organ and on every vote that is pending; then organs respond.

    Parameters
    ----------
    base : what the case as coded was under; None: these runs are those of the case as coded
    """
    asked = sides.questions(state, setting, params)
    spent = spent_of(state, setting, params)
    weigh = Weighing(spent, state, setting, params)
    pressure = weigh.on_issues(asked)
    built = _built(pressure, _on_votes(pressure, asked, weigh, state, setting, params), state, setting, params)
    state = state.replace(
        built=built,
        progress=_credit(spent, weigh.side, pressure, state),
        pressure=pressure,
        attention=_attention(spent, state, setting, params),
        **_references(pressure, built, state, setting, base),
    )
    return policy_response(state, setting, params)


@dataclass(frozen=True)
class Spent:
    """What is spent, by pairs that spend something in some run."""

    pairs: Pairs
    felt: Floats  # (issue, pair, run) at its impact, as far as the organ takes it in [units per year]
    heard: Floats  # (issue, medium, run) of the pairs at media, as far as it is heard [units per year]


def spent_of(state: State, setting: Setting, params: Numbers) -> Spent:
    """What all spend now, as it is felt."""
    numbers = params.campaigns
    kept = np.flatnonzero(np.any(state.effort > 0.0, axis=(0, 2)))
    pairs = setting.pairs.some(kept)
    worked = state.effort[:, kept] * state.impact[:, kept]
    felt = worked
    if np.any(numbers.receptivity):
        felt = rules.felt_effort(worked, sides.receptivity(pairs, state, setting, params), numbers.receptivity)
    media = pairs.at_media
    widely = setting.is_widely_heard[pairs.actor[media]]
    return Spent(pairs, felt, rules.heard_effort(worked[:, media], widely[:, None], numbers.celebrity_reach))


class Weighing:
    """Both sides at every organ: at its own door, and from the media of its country."""

    def __init__(self, spent: Spent, state: State, setting: Setting, params: Numbers) -> None:
        self._spent, self._state, self._setting = spent, state, setting
        numbers = params.campaigns
        self._background, self._coordination = numbers.background, numbers.coordination
        self._outside_route = numbers.outside_route
        self._seats = setting.docket(state.step).seats[:, None]
        self._together = Together(spent.pairs, np.any(spent.felt > 0.0, axis=0), state, setting)
        self._media = spent.pairs.at_media
        self.side = np.zeros(0)

    def on_issues(self, asked: list[Question]) -> Floats:
        """Pressure on every organ's door on every issue, toward the positive pole, (issue, venue, run) [-1, 1]."""
        spent, state, setting = self._spent, self._state, self._setting
        self.side, _ = sides.at_pairs(spent.pairs, asked, state, setting)
        self.side[:, self._media] = 0.0
        pressure = np.zeros_like(state.pressure)
        outside = self._outside(asked)
        for issue in range(len(pressure)):
            pressure[issue] = self._contest(self.side[issue], spent.felt[issue], outside[:, issue])
        pressure[:, setting.venues.is_medium] = 0.0
        return pressure

    def on_vote(self, question: Question) -> Floats:
        """Pressure toward yes at every door, (venue, run) [-1, 1]."""
        spent, decision = self._spent, question.decision
        pairs = spent.pairs
        there = pairs.pressing(decision.chamber)
        yes, weight = np.zeros(spent.felt.shape[1:]), np.zeros(spent.felt.shape[1:])
        of_media = np.zeros((2, *self._state.pressure.shape[1:]))
        for plank, issue in enumerate(decision.issues):
            live = question.is_live[plank]
            weight[there] += spent.felt[issue, there] * live
            of_media += self._of_media(issue, question.toward_yes(plank, pairs.actor[self._media]))
        yes[there] = np.sign(np.take(question.gain, pairs.actor[there], axis=0))
        return self._contest(yes, weight, of_media)

    def _contest(self, side: Floats, weight: Floats, outside: Floats) -> Floats:
        inside = self._inside(side, weight)
        seen = self._outside_route * self._seats * outside
        return rules.contest(inside[0] + seen[0], inside[1] + seen[1], self._background, self._seats)

    def _inside(self, side: Floats, weight: Floats) -> Floats:
        """Both sides at each door, as they work together, (side, venue, run)."""
        venue, n_venues = self._spent.pairs.venue, len(self._setting.venues.ids)
        found = []
        for of_side in (weight * (side > 0.0), weight * (side < 0.0)):
            effort, alone = (tally.sum_by(each, venue, n_venues) for each in (of_side, of_side * of_side))
            together = self._together.add(of_side, alone)
            found.append(rules.coordinated(effort, together, self._coordination))
        return np.stack(found)

    def _outside(self, asked: list[Question]) -> Floats:
        """What organs hear from the media of their country of both sides, (side, issue, venue, run)."""
        state, docket, actor = self._state, self._setting.docket(self._state.step), self._spent.pairs.actor[self._media]
        position = np.take(state.position, actor, axis=1)
        found = np.zeros((2, *state.pressure.shape))
        for issue, free in enumerate(docket.is_free):
            if free.any():
                found[:, issue, free] = self._of_media(issue, np.sign(position[issue]))[:, free]
        for question in asked:
            for look in sides.looks_of(question, docket):
                side = question.toward_pole(look.plank, actor, position[look.issue])
                found[:, look.issue, look.venues] = self._of_media(look.issue, side)[:, look.venues]
        return found

    def _of_media(self, issue: int, side: Floats) -> Floats:
        """What both sides spend on an issue in the media of each venue's country, (side, venue, run)."""
        venues, n_countries = self._setting.venues, len(self._setting.countries)
        heard, country = self._spent.heard[issue], venues.country[self._spent.pairs.venue[self._media]]
        both = (tally.sum_by(heard * flags, country, n_countries) for flags in (side > 0.0, side < 0.0))
        return np.stack([np.take(each, venues.country, axis=0) for each in both])


def _on_votes(
    pressure: Floats, asked: list[Question], weigh: Weighing, state: State, setting: Setting, params: Numbers
) -> Floats:
    """Pressure on each bloc toward yes, (bloc, run) [-1, 1]: of a vote to come, or past, on its main plank."""
    found = np.zeros_like(state.built)
    pending = {each.decision.row: each for each in asked if each.is_pending}
    for decision in setting.decisions:
        rows, doors = _pressed(decision.blocs)
        if not len(rows):
            continue
        if decision.row in pending:
            found[rows] = weigh.on_vote(pending[decision.row])[doors]
            continue
        proposal = utility.proposal_of(decision, state, params)
        toward = proposal.direction * proposal.is_main
        for issue, of_plank in zip(proposal.issues, toward, strict=True):
            found[rows] += pressure[issue, doors] * of_plank
    return found


def _pressed(blocs: tuple[Bloc, ...]) -> tuple[Rows, Rows]:
    """Rows of blocs that somebody can press, and their doors."""
    there = [bloc for bloc in blocs if bloc.venue >= 0]
    return np.array([each.row for each in there], dtype=np.intp), np.array(
        [each.venue for each in there], dtype=np.intp
    )


def _built(pressure: Floats, on_votes: Floats, state: State, setting: Setting, params: Numbers) -> Floats:
    """Pressure builds up over months, (bloc, run); it begins with that of the first."""
    if state.step == 0:
        return on_votes
    share = formulas.share_in_step(params.campaigns.pressure_rate, setting.dt)
    return formulas.approach(state.built, on_votes, share)


def _references(
    pressure: Floats, built: Floats, state: State, setting: Setting, base: BaseRun | None
) -> dict[str, Floats]:
    """What positions were coded under: the pressure until the reference month, later of those who are coded anew."""
    coded = coded_now(state.step, setting)
    if not len(coded):
        return {}
    if base is not None and state.step in base.built:
        pressure, built = base.pressure[state.step], base.built[state.step]
    if state.step <= setting.reference_step:
        return {"pressure_reference": pressure, "built_reference": built}
    of_issues, of_blocs = state.pressure_reference.copy(), state.built_reference.copy()
    is_coded = np.zeros(setting.n_actors, dtype=bool)
    is_coded[coded] = True
    rows = [bloc.row for each in setting.decisions for bloc in each.blocs if is_coded[bloc.actor]]
    of_blocs[rows] = built[rows]
    organ = setting.venues.organ
    for change in setting.recodings(state.step):
        doors = np.flatnonzero(np.isin(organ, change.rows))
        issues = slice(None) if change.issue is None else change.issue
        of_issues[issues, doors] = pressure[issues, doors]
    return {"pressure_reference": of_issues, "built_reference": of_blocs}


def _attention(spent: Spent, state: State, setting: Setting, params: Numbers) -> Floats:
    """Attention of the media of each country, (issue, country, run) [0-1], whatever the side."""
    country = setting.venues.country[spent.pairs.venue[spent.pairs.at_media]]
    media = tally.sum_along(spent.heard, country, len(setting.countries))
    return rules.contest(media, np.zeros_like(media), params.campaigns.background, np.asarray(1.0))


def _credit(spent: Spent, side: Floats, pressure: Floats, state: State) -> Floats:
    """What the pressure gained for those who exerted it, (actor, run)."""
    pairs = spent.pairs
    gained = np.zeros(spent.felt.shape[1:])
    for issue, of_side in enumerate(side):
        now, before = (np.take(array[issue], pairs.venue, axis=0) for array in (pressure, state.pressure))
        gained += spent.felt[issue] * of_side * (now - before)
    return tally.sum_by(gained, pairs.actor, len(state.progress))
