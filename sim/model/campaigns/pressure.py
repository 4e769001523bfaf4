"""Process 6, press: effort becomes pressure on organs and attention in the media, and pressure moves policy."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.model import formulas
from sim.model.agenda import Decision
from sim.model.base_run import BaseRun
from sim.model.campaigns import allies, rules
from sim.model.campaigns.parameters import Numbers
from sim.model.campaigns.response import policy_response
from sim.model.campaigns.sides import Sides, receptivity, sides_of
from sim.model.core import spans, tally
from sim.model.core.entries import Entries
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
    sides, spent = sides_of(state, setting, params), spent_of(state, setting, params)
    weigh = Weighing(spent, sides, state, setting, params)
    pressure = weigh.on_issues()
    built = _built(_on_votes(pressure, weigh, state, setting, params), state, setting, params)
    state = state.replace(
        built=built,
        progress=weigh.credit(pressure - state.pressure),
        pressure=pressure,
        attention=_attention(spent, state, setting, params),
        **_references(pressure, built, state, setting, params, base),
    )
    return policy_response(state, setting, params)


@dataclass(frozen=True)
class Spent:
    """What is spent on some issues, at organs and in the media; both sorted by issue, then pair, then run."""

    at_organs: Entries
    issue: Rows  # (entry,)
    felt: Floats  # (entry,) at its impact, as far as the organ takes it in [units per year]
    in_media: Entries
    media_issue: Rows  # (entry in the media,)
    heard: Floats  # (entry in the media,) at its impact, as far as it is heard [units per year]


def spent_of(state: State, setting: Setting, params: Numbers) -> Spent:
    """What all spend now, as it is felt."""
    numbers = params.campaigns
    every, issue, worked = state.of_effort.get("entries") or _entries(state, setting)
    (organs, at_organs), (media, in_media) = every.where(~every.is_medium), every.where(every.is_medium)
    felt, widely = worked[organs], setting.is_widely_heard[setting.pairs.actor[in_media.pair]]
    if numbers.receptivity.any():
        near = receptivity(at_organs, state, setting, params)
        felt = rules.felt_effort(felt, near, at_organs.per_run(numbers.receptivity))
    heard = rules.heard_effort(worked[media], widely, in_media.per_run(numbers.celebrity_reach))
    return Spent(at_organs, issue[organs], felt, in_media, issue[media], heard)


def _entries(state: State, setting: Setting) -> tuple[Entries, Rows, Floats]:
    """Where anything is spent, on which issue, and at which impact, (entry,) each, by issue, pair and run."""
    issue, pair, run = np.nonzero(state.effort > 0.0)
    worked = state.effort[issue, pair, run] * state.impact[issue, pair, run]
    return Entries(setting.pairs, pair, run, state.n_runs), issue, worked


class Weighing:
    """Both sides at every organ: at its own door, and from the media of its country."""

    def __init__(self, spent: Spent, sides: Sides, state: State, setting: Setting, params: Numbers) -> None:
        self._spent, self._sides, self._state, self._setting, self._params = spent, sides, state, setting, params
        self._seats = setting.docket(state.step).seats[:, None]
        among, n_runs = spent.at_organs, state.n_runs
        self._rows, place = spans.numbered(among.pair, len(setting.pairs))
        self._place = place.take(among.pair) * n_runs + among.run
        look = sides.ends.docket.look_at.take(spent.issue * len(self._seats) + among.venue)
        side = sides.of(look, among, among.of_issues(state.position, spent.issue, among.actor))
        self._pull = spent.felt * side  # toward the positive pole

    def on_issues(self) -> Floats:
        """Pressure on every organ's door on every issue, toward the positive pole, (issue, venue, run) [-1, 1]."""
        spent, state = self._spent, self._state
        inside = self._inside(self._pull, spent.issue, spent.at_organs, len(state.position))
        pressure = self._contest(inside, self._outside())
        pressure[:, self._setting.venues.is_medium] = 0.0
        return pressure

    def on_vote(self, row: int, decision: Decision) -> Floats:
        """Pressure toward yes at every door on a decision that is pending, (venue, run) [-1, 1].

        Parameters
        ----------
        row : its place among those that are pending
        """
        spent, pairs, n_runs = self._spent, self._setting.pairs, self._state.n_runs
        is_live = utility.proposal_of(decision, self._state, self._params).is_live
        is_asked = np.zeros(self._setting.n_actors, dtype=bool)
        is_asked[decision.chamber] = True
        is_there = is_asked[pairs.organ[spent.at_organs.pair]]
        weight = np.zeros(len(self._rows) * n_runs)
        outside = np.zeros((2, len(self._seats), n_runs))
        gain = self._sides.gain[row]
        for plank, issue in enumerate(decision.issues):
            entries = np.flatnonzero(is_there & (spent.issue == issue))
            weight[self._place[entries]] += spent.felt[entries] * is_live[plank, spent.at_organs.run[entries]]
            media = np.flatnonzero(spent.media_issue == issue)
            among = spent.in_media.some(media)
            side = np.sign(gain.take(among.actor)) * is_live[plank, among.run]
            outside += self._of_media(among, spent.heard[media], side)
        place = np.flatnonzero(weight)
        among = Entries(pairs, self._rows[place // n_runs], place % n_runs, n_runs)
        pull = weight[place] * np.sign(gain.take(among.actor))
        inside = self._inside(pull, np.zeros(len(pull), dtype=np.intp), among, 1)
        return self._contest(inside, outside[:, None])[0]

    def credit(self, gained: Floats) -> Floats:
        """What pressure gained for those who exert it, (actor, run).

        Parameters
        ----------
        gained : (issue, venue, run)
        """
        spent, n_runs, setting = self._spent, self._state.n_runs, self._setting
        among = spent.at_organs
        won = self._pull * among.of_issues(gained, spent.issue, among.door)
        by_pair = tally.sum_at(won, self._place, (len(self._rows), n_runs))
        return tally.sum_by(by_pair, setting.pairs.actor[self._rows], setting.n_actors)

    def _contest(self, inside: Floats, outside: Floats) -> Floats:
        """Both from (side, issue, venue, run) to (issue, venue, run) [-1, 1]."""
        numbers = self._params.campaigns
        seen = numbers.outside_route * self._seats * outside
        return rules.contest(inside[0] + seen[0], inside[1] + seen[1], numbers.background, self._seats)

    def _inside(self, pull: Floats, issue: Rows, among: Entries, n_issues: int) -> Floats:
        """Both sides at each door, as they work together, (side, issue, venue, run).

        Parameters
        ----------
        pull : (entry,) effort, below 0 of those against
        """
        n_runs, n_venues = self._state.n_runs, len(self._seats)
        shape, is_against, whole = (2, n_issues, n_venues, n_runs), pull < 0.0, np.abs(pull)
        key = ((is_against * n_issues + issue) * n_venues + among.venue) * n_runs + among.run
        effort, alone = (tally.sum_at(each, key, shape) for each in (whole, whole * whole))
        does, active = among.where(pull != 0.0)  # whoever is on no side pulls nothing
        joint = allies.together(whole[does], is_against[does], issue[does], active, self._state, self._setting)
        square = alone + 2.0 * joint[:, :n_issues]
        return rules.coordinated(effort, square, self._params.campaigns.coordination)

    def _outside(self) -> Floats:
        """What organs hear from the media of their country of both sides, (side, issue, venue, run)."""
        spent, docket, setting, n_runs = self._spent, self._sides.ends.docket, self._setting, self._state.n_runs
        count = docket.n_looks[spent.media_issue]
        entry, look = np.repeat(np.arange(len(count)), count), spans.places(docket.first_look[spent.media_issue], count)
        among = spent.in_media.some(entry)
        position = among.of_issues(self._state.position, spent.media_issue[entry], among.actor)
        side = self._sides.of(look, among, position)
        n_looks, n_countries = len(docket.looks), len(setting.countries)
        key = ((side < 0.0) * n_looks + look) * n_countries + setting.venues.country[among.venue]
        shape = (2, n_looks, n_countries, n_runs)
        heard = tally.sum_at(spent.heard[entry] * (side != 0.0), key * n_runs + among.run, shape)
        return heard[:, docket.look_at, setting.venues.country]

    def _of_media(self, among: Entries, heard: Floats, side: Floats) -> Floats:
        """What both sides spend in the media of each venue's country, (side, venue, run)."""
        venues, n_countries, n_runs = self._setting.venues, len(self._setting.countries), self._state.n_runs
        key = ((side < 0.0) * n_countries + venues.country[among.venue]) * n_runs + among.run
        return tally.sum_at(heard * (side != 0.0), key, (2, n_countries, n_runs))[:, venues.country]


def _on_votes(pressure: Floats, weigh: Weighing, state: State, setting: Setting, params: Numbers) -> Floats:
    """Pressure on each bloc toward yes, (bloc, run) [-1, 1]: of a vote to come, or past, on its main plank."""
    found, (rows, doors, decision) = np.zeros_like(state.built), setting.pressed_blocs
    main, toward = _mains(state, setting, params)
    run = np.arange(state.n_runs)
    found[rows] = pressure[main[decision], doors[:, None], run] * toward[decision]
    for place, each in enumerate(setting.docket(state.step).pending):
        here = decision == each.row
        if here.any():
            found[rows[here]] = weigh.on_vote(place, each)[doors[here]]
    return found


def _mains(state: State, setting: Setting, params: Numbers) -> tuple[Rows, Floats]:
    """The issue of each decision's main plank, and the pole that it moves it to, (decision, run) both."""
    kept = state.of_provisions.get("mains")
    if kept is None or kept[0] is not params.votes:
        shape = (len(setting.decisions), state.n_runs)
        issue, toward = np.zeros(shape, dtype=np.intp), np.zeros(shape)
        for row in dict.fromkeys(setting.pressed_blocs[2].tolist()):
            proposal = utility.proposal_of(setting.decisions[row], state, params)
            plank = np.argmax(proposal.is_main, axis=0)
            issue[row] = proposal.issues[plank]
            toward[row] = proposal.direction[plank, np.arange(state.n_runs)]
        kept = state.of_provisions["mains"] = params.votes, issue, toward
    found: tuple[Rows, Floats] = kept[1:]
    return found


def _built(on_votes: Floats, state: State, setting: Setting, params: Numbers) -> Floats:
    """Pressure builds up over months, (bloc, run); it begins with that of the first."""
    if state.step == 0:
        return on_votes
    share = formulas.share_in_step(params.campaigns.pressure_rate, setting.dt)
    return formulas.approach(state.built, on_votes, share)


def _references(
    pressure: Floats, built: Floats, state: State, setting: Setting, params: Numbers, base: BaseRun | None
) -> dict[str, Floats]:
    """What positions were coded under: the pressure until the reference month, later of those who are coded anew."""
    coded = coded_now(state.step, setting)
    if not len(coded):
        return {}
    if base is not None and state.step in base.built:
        pressure, built = base.pressure[state.step], base.built[state.step]
    if state.step <= setting.reference_step:
        built = _measured(built, state, setting, params)
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


def _measured(built: Floats, state: State, setting: Setting, params: Numbers) -> Floats:
    """The reference of votes, with that of blocs for which the worth of campaigns is measured, (bloc, run).

    Theirs is the pressure that has this worth, whatever a run computes; as computed where pressure has no effect.
    """
    rows, doors, decisions = setting.pressed_blocs
    worth = np.array([bloc.campaign_when_coded for each in setting.decisions for bloc in each.blocs])[rows]
    known = np.flatnonzero(~np.isnan(worth))
    if not len(known):
        return built
    issue = _mains(state, setting, params)[0][decisions[known]]
    effect = params.campaigns.effect * state.openness_now[issue, doors[known, None], np.arange(state.n_runs)]
    found = built.copy()
    found[rows[known]] = np.divide(worth[known, None], effect, out=built[rows[known]], where=effect > 0.0)
    return found


def _attention(spent: Spent, state: State, setting: Setting, params: Numbers) -> Floats:
    """Attention of the media of each country, (issue, country, run) [0-1], whatever the side."""
    among, shape = spent.in_media, state.attention.shape
    key = (spent.media_issue * shape[1] + setting.venues.country[among.venue]) * shape[2] + among.run
    media = tally.sum_at(spent.heard, key, shape)
    return rules.contest(media, np.zeros_like(media), params.campaigns.background, np.asarray(1.0))
