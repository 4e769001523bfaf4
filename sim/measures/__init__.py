"""The only words that an outcome of a scenario can use: pure functions of a State, read month by month.

`gauge` turns an outcome of a scenario into a function of the State; `value_of` picks its month or window.
Reading as the run goes keeps memory free of the number of actors; a run's full history is kept on request.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import numpy as np

from sim.measures import actors as of_actors
from sim.measures import councils as of_councils
from sim.measures import courtships as of_courtships
from sim.measures import network as of_network
from sim.measures import programs as of_programs
from sim.measures import uptake as of_uptake
from sim.measures import votes as of_votes
from sim.model.campaigns.tactics import TACTICS
from sim.model.core.influence import row_total
from sim.model.setting import Setting
from sim.model.state import Floats, Rows, State
from sim.scenario.compile import Clock
from sim.scenario.schema import Outcome, Scenario, Selector
from sim.scenario.select import chosen

Gauge = Callable[[State], Floats]

VOTE = {
    "vote_share": of_votes.vote_share,
    "vote_count": of_votes.vote_count,
    "passed": of_votes.passed,
    "forecast": of_votes.forecast,
    "blocked": of_votes.blocked,
    "in_force": of_votes.in_force,
}
OF_TALKS = {
    "provision": of_votes.provision,
    "on_offer": of_votes.on_offer,
    "offer_chance": of_votes.offer_chance,
}
ON_ISSUE = {"position": of_actors.position, "policy": of_actors.policy, "salience": of_actors.salience}
IN_COUNTRY = {"attention": of_actors.attention, "shock": of_actors.shock}
NETWORK = {
    "ties": of_network.ties,
    "cross_border_share": of_network.cross_border_share,
    "density": of_network.density,
    "reciprocity": of_network.reciprocity,
    "mean_trust": of_network.mean_trust,
}
ALLIANCES = ("ties", "cross_border_share", "density")  # of each two once
STANDING = (*of_councils.WORDS, *of_programs.WORDS, *of_courtships.WORDS)  # of bodies that stand for years
YES_NO = ("passed", "blocked", "in_force", "on_offer")
FLOWS = (  # nothing is coded of them before the first step
    "effort", "effort_ratio", "effort_balance", "complaints", "pressure", "attention", "shock", "stigma", *OF_TALKS,
    "guests", "acceptance",
)  # fmt: skip
CUMULATED = ("complaints",)  # their series are sums so far, in units
AT_A_DATE = ("modularity", "brokerage", "path_length")  # costly: read in their month alone
DATES = ("date_of",)


def gauge(outcome: Outcome, scenario: Scenario, setting: Setting) -> Gauge:
    """The outcome as a function of a State to (run,); NaN where it is not defined.

    Not for `date_of`, which watches another outcome's series: see `first_date`.
    """
    rows = _Rows(scenario, setting)
    measure = outcome.measure
    issue = setting.issues.index(outcome.issue) if outcome.issue else None
    if measure in VOTE:
        part = rows.part(outcome)
        of_vote = of_votes.carried if measure == "passed" and outcome.actors is not None else VOTE[measure]
        return _kept_until_a_vote(of_vote, part)
    if measure in ON_ISSUE:
        who, on = rows.actors(outcome.actors), issue or 0
        return lambda state: ON_ISSUE[measure](state, who, on)
    if measure in NETWORK:
        between = of_network.once_between if measure in ALLIANCES else of_network.between
        among = between(setting.edges, rows.actors(outcome.actors), rows.actors(outcome.others))
        return lambda state: NETWORK[measure](state, setting.edges, among)
    if measure == "partners":
        who, others = rows.actors(outcome.actors), rows.actors(outcome.others)
        return lambda state: of_network.partners(state, setting.edges, setting.size, who, others)
    if measure == "adopted_share":
        idea = next(each for each in setting.ideas if each.id == outcome.idea)
        return lambda state: of_uptake.adopted_share(state, idea)
    if measure in of_councils.WORDS:
        return of_councils.gauge(outcome, setting)
    if measure in of_programs.WORDS:
        return of_programs.gauge(outcome, setting)
    if measure in of_courtships.WORDS:
        return of_courtships.gauge(outcome, setting, rows.actors(outcome.actors))
    if measure in AT_A_DATE:
        return _at_its_date(outcome, setting, rows)
    return _of_pressure_or_distance(outcome, setting, rows, issue)


def _kept_until_a_vote(measure: Callable[[State, of_votes.Part], Floats], part: of_votes.Part) -> Gauge:
    """A measure of votes alone: it is read anew only where one was taken or taken back."""
    key = measure.__name__, part.decision, *part.rows.tolist()

    def read(state: State) -> Floats:
        kept = state.of_votes.get(key)
        if kept is None or kept[0] is not part:
            kept = state.of_votes[key] = part, measure(state, part)
        found: Floats = kept[1]
        return found

    return read


def _at_its_date(outcome: Outcome, setting: Setting, rows: _Rows) -> Gauge:
    """A measure of the whole network, NaN in every month but its own."""
    who, others = rows.actors(outcome.actors), rows.actors(outcome.others)
    month = setting.months[-1] if outcome.date is None else f"{outcome.date:%Y-%m}"
    last = len(setting.months) - setting.months[::-1].index(month) if month in setting.months else -1

    def read(state: State) -> Floats:
        if state.step != last:
            return np.full(state.n_runs, np.nan)
        if outcome.measure == "modularity":
            return of_network.modularity(state, setting.edges, who, others)
        if outcome.measure == "path_length":
            return of_network.path_length(state, setting.edges, who, others)
        return of_network.brokerage(state, setting.edges, setting.country, who)

    return read


def _of_pressure_or_distance(outcome: Outcome, setting: Setting, rows: _Rows, issue: int | None) -> Gauge:
    who, others = rows.actors(outcome.actors), rows.actors(outcome.others)
    venues = rows.venues(outcome.venues)
    spent = of_actors.spending(setting, who, venues)
    match outcome.measure:
        case "distance":
            groups = of_actors.groups(setting, who, others, issue)
            return lambda state: of_actors.distance(state, groups)
        case "distance_ratio":
            near = of_actors.groups(setting, who, others, issue)
            far = of_actors.groups(setting, who, rows.actors(outcome.versus), issue)
            return lambda state: of_actors.distance_ratio(state, near, far)
        case "effort" | "complaints":
            tactic = TACTICS.index(outcome.tactic) if outcome.tactic else None
            return lambda state: of_actors.effort(state, spent, issue, tactic)
        case "effort_ratio":
            elsewhere = of_actors.spending(setting, who, rows.venues(outcome.other_venues))
            return lambda state: of_actors.effort_ratio(state, spent, elsewhere, issue)
        case "effort_balance":
            by_others = of_actors.spending(setting, others, venues)
            return lambda state: of_actors.effort_balance(state, spent, by_others, issue)
        case "pressure":
            return lambda state: of_actors.pressure(state, venues, issue or 0)
        case "attention" | "shock":
            country, measure = setting.countries.index(outcome.country or ""), IN_COUNTRY[outcome.measure]
            return lambda state: measure(state, country, issue or 0)
        case "stigma":
            return lambda state: of_actors.stigma(state, who)
        case "provision" | "on_offer" | "offer_chance":
            talks = next(each for each in setting.negotiations if each.id == outcome.negotiation)
            row = talks.first + int(np.flatnonzero(talks.issues == issue)[0])
            of_talks = OF_TALKS[outcome.measure]
            return lambda state: of_talks(state, row)
    raise ValueError(f"{outcome.measure}: no such measure")


class _Rows:
    """Rows of a setting that an outcome's selectors mean."""

    def __init__(self, scenario: Scenario, setting: Setting) -> None:
        self.scenario, self.setting = scenario, setting

    def actors(self, selector: Selector | None) -> Rows:
        row = {name: i for i, name in enumerate(self.setting.actors)}
        return np.array([row[name] for name in chosen(self.scenario.actors, selector)], dtype=np.intp)

    def venues(self, names: list[str] | None) -> Rows:
        ids = self.setting.venues.ids
        return np.array([ids.index(name) for name in (ids if names is None else names)], dtype=np.intp)

    def part(self, outcome: Outcome) -> of_votes.Part:
        decision = next(d for d in self.setting.decisions if d.id == outcome.decision)
        return of_votes.part_of(decision, set(self.actors(outcome.actors).tolist()))


def series_of(values: Floats, outcome: Outcome, setting: Setting) -> Floats:
    """An outcome month by month, (step, run), from what its gauge read: summed up so far where it counts a total."""
    return np.cumsum(values, axis=0) * setting.dt if outcome.measure in CUMULATED else values


def span_of(outcome: Outcome, clock: Clock, n_steps: int) -> tuple[int, int]:
    """First step that an outcome hangs on, and first after it: its month, its window, or the last month.

    Parameters
    ----------
    n_steps : steps that are run; an outcome that ends after them is not defined
    """
    if outcome.since is not None:
        return max(0, clock.step(outcome.since)), clock.after(outcome.until) if outcome.until else clock.n_steps
    if outcome.date is not None:
        return clock.after(outcome.date) - 1, clock.after(outcome.date)
    last = n_steps if outcome.decision is not None else clock.n_steps  # a vote that is cast stays as it is
    return last - 1, last


def value_of(series: Floats, outcome: Outcome, clock: Clock, read: tuple[int, int] | None = None) -> Floats:
    """An outcome's number from its series (step, run): in its month, over its window, or in the last month, (run,).

    NaN where the series ends before.

    Parameters
    ----------
    read : first step of the series, and first after it; None: all steps from 0
    """
    start, end = read or (0, len(series))
    first, last = span_of(outcome, clock, end)
    if last > end:
        return np.full(series.shape[-1], np.nan)
    return row_total(series[first - start : last - start]) / (last - first)


def first_date(series: Floats, setting: Setting, above: float | None, below: float | None) -> Floats:
    """Calendar year of the first month in which a series (step, run) is at or beyond a threshold, (run,).

    1993.5 is the start of July 1993; NaN where it never is.
    """
    beyond = series >= above if above is not None else series <= np.float64(below or 0.0)
    years = np.array([setting.year(step) for step in range(len(series))])
    return np.where(beyond.any(axis=0), years[np.argmax(beyond, axis=0)], np.nan)


def year_of(date: dt.date) -> float:
    """A date's month as a calendar year, as `first_date` gives it."""
    return date.year + (date.month - 1) / 12.0
