"""The part of a Setting that comes up for decision: votes, negotiations, ideas, shocks, promises."""

from __future__ import annotations

import math
from collections.abc import Mapping
from statistics import NormalDist
from typing import Any

import numpy as np

from sim.model import agenda as a
from sim.model import setting as s
from sim.model.state import Floats
from sim.scenario.compiling.dated import Clock, Roster
from sim.scenario.schema import Decision, FromNegotiation, Negotiation, Scenario, Window
from sim.scenario.select import chosen

ProvisionRows = Mapping[tuple[str, str], int]  # (negotiation, issue) -> row among all provisions
_RULE_FIELDS = ("discipline", "coalition_share", "needed", "ratifications")


def provision_rows(scenario: Scenario) -> ProvisionRows:
    """The rows of the issues that are negotiated, those of one negotiation beside each other."""
    names = [(name, issue) for name, talks in scenario.negotiations.items() for issue in talks.issues]
    return {name: row for row, name in enumerate(names)}


def decisions(
    scenario: Scenario, clock: Clock, venues: s.Venues, roster: Roster, countries: list[str]
) -> tuple[a.Decision, ...]:
    """Decisions in the order of the file, with their blocs."""
    names, provision = list(scenario.decisions), provision_rows(scenario)
    found: list[a.Decision] = []
    first = 0
    for name, decision in scenario.decisions.items():
        own = _own(scenario, decision, roster)
        blocs = _blocs(scenario, decision, first, venues, roster, own)
        first += len(blocs)
        found.append(
            a.Decision(
                id=name,
                row=len(found),
                step=clock.after(decision.date) - 1,
                pending_from=clock.step(decision.pending_from),
                executive=roster.row(decision.executive),
                own=own,
                blocs=blocs,
                rule=_rule(decision, names),
                binds=np.array([countries.index(c) for c in decision.binds], dtype=np.intp),
                requires=tuple(names.index(each) for each in decision.requires),
                gatekeeper=roster.row(decision.gatekeeper),
                withdraws=decision.withdraws,
                repeal=a.Repeal(clock.after(decision.repeal.until), float(decision.repeal.needed))
                if decision.repeal
                else None,
                **_planks(scenario, decision, provision),
            )
        )
    return tuple(found)


def _rule(decision: Decision, names: list[str]) -> a.DecidingRule:
    rule = decision.rule
    numbers = {key: getattr(rule, key) for key in _RULE_FIELDS if key in type(rule).model_fields}
    bodies = tuple(names.index(each) for each in getattr(rule, "bodies", ()))
    return a.DecidingRule(type=rule.type, bodies=bodies, **numbers)


def _planks(scenario: Scenario, decision: Decision, provision: ProvisionRows) -> dict[str, Any]:
    """Issues with q and y, as numbers or as the rows of provisions that set them, (plank,)."""
    issues = list(scenario.issues)
    arrays: dict[str, Any] = {"issues": np.array([issues.index(k) for k in decision.proposal], dtype=np.intp)}
    for key in ("status_quo", "proposed", "coded_at"):
        values = {k: getattr(plank, key) for k, plank in decision.proposal.items()}
        if key == "coded_at":
            values = {k: decision.proposal[k].status_quo if c is None else c for k, c in values.items()}
        from_talks = {k: v for k, v in values.items() if isinstance(v, FromNegotiation)}
        arrays[key] = np.array([0.0 if k in from_talks else v for k, v in values.items()], dtype=float)
        rows = [provision[from_talks[k].negotiation, k] if k in from_talks else -1 for k in values]
        arrays[f"{key}_provision"] = np.array(rows, dtype=np.intp)
    return arrays


def _own(scenario: Scenario, decision: Decision, roster: Roster) -> Floats:
    """How each actor's party stands to the executive's, (actor,): 1/2 the same, -1/2 another, 0 where one has none."""
    governing = scenario.actors[decision.executive].party if decision.executive else None
    own = np.zeros(len(roster.names))
    for row, name in enumerate(roster.names):
        party = scenario.actors[name].party if name in scenario.actors else None
        if governing is not None and party is not None:
            own[row] = 0.5 if party == governing else -0.5
    return own


def _blocs(
    scenario: Scenario, decision: Decision, first: int, venues: s.Venues, roster: Roster, own: Floats
) -> tuple[a.Bloc, ...]:
    """The blocs of a chamber."""
    organs = venues.organ.tolist()
    found = []
    for row, (name, seats) in enumerate(decision.chamber.items(), start=first):
        i, actor = roster.row(name), scenario.actors[name]
        offsets, spread = _offsets(decision.members.get(name, []), seats.members, actor.dispersion)
        found.append(
            a.Bloc(
                row=row,
                actor=i,
                venue=organs.index(i) if i in organs else -1,
                members=seats.members,
                weight=float(seats.weight),
                offsets=offsets,
                spread=spread,
                campaign_when_coded=math.nan if actor.campaign_when_coded is None else actor.campaign_when_coded,
                own=float(own[i]),
                party=actor.party or name,
            )
        )
    return tuple(found)


def _offsets(positions: list[float], members: int, dispersion: float) -> tuple[Floats, float]:
    """How far members stand from their bloc's mean, (member,), and the standard deviation of that.

    As the scenario gives them member by member; without positions, at the quantiles of a normal spread.
    """
    if positions:
        offsets = np.array(positions, dtype=float) - np.mean(positions)
        return offsets, float(np.std(offsets))
    quantiles = [NormalDist().inv_cdf((member + 0.5) / members) for member in range(members)]
    return dispersion * np.array(quantiles), float(dispersion)


def negotiations(scenario: Scenario, clock: Clock, roster: Roster) -> tuple[a.Negotiation, ...]:
    """Negotiations in the order of the file."""
    provision = provision_rows(scenario)
    return tuple(
        _negotiation(name, talks, provision[name, next(iter(talks.issues))], scenario, clock, roster)
        for name, talks in scenario.negotiations.items()
    )


def _negotiation(
    name: str, talks: Negotiation, first: int, scenario: Scenario, clock: Clock, roster: Roster
) -> a.Negotiation:
    issues, decided = list(scenario.issues), list(scenario.decisions)
    gatekeepers = tuple(
        a.Gatekeeper(roster.row(each.actor), *clock.span(each.since, each.until)) for each in talks.gatekeepers
    )
    return a.Negotiation(
        id=name,
        first=first,
        protocol=talks.protocol,
        proposer=roster.row(talks.proposer),
        partners=roster.rows(list(talks.partners)),
        issues=np.array([issues.index(k) for k in talks.issues], dtype=np.intp),
        status_quo=np.array([issue.status_quo for issue in talks.issues.values()], dtype=float),
        fixed_issues=np.array([issues.index(k) for k in talks.proposal], dtype=np.intp),
        fixed_status_quo=np.array([plank.status_quo for plank in talks.proposal.values()], dtype=float),
        fixed_proposed=np.array([plank.proposed for plank in talks.proposal.values()], dtype=float),
        windows=_spans(talks.windows, clock),
        core_windows=_spans(talks.core_windows, clock),
        bodies=tuple(decided.index(each) for each in talks.bodies),
        gatekeepers=gatekeepers,
    )


def _spans(windows: list[Window], clock: Clock) -> tuple[tuple[int, int], ...]:
    return tuple(clock.span(window.since, window.until) for window in windows)


def ideas(scenario: Scenario, clock: Clock, roster: Roster) -> tuple[a.Idea, ...]:
    """Ideas in the order of the file."""
    shaking = list(scenario.shocks)
    found: list[a.Idea] = []
    for name, idea in scenario.ideas.items():
        names = chosen(scenario.actors, idea.adopters)
        early = idea.adopted_at_start
        shares = early if isinstance(early, dict) else dict.fromkeys(early, 1.0)
        found.append(
            a.Idea(
                id=name,
                row=len(found),
                adopters=roster.rows(names),
                weight=np.array([scenario.actors[each].size if idea.in_shares else 1.0 for each in names], dtype=float),
                adopted_at_start=np.array([shares.get(each, 0.0) for each in names], dtype=float),
                in_shares=idea.in_shares,
                threats=np.array([shaking.index(each) for each in idea.threatened_by], dtype=np.intp),
                windows=_spans(idea.windows, clock),
                widths=tuple(float(window.width) for window in idea.windows),
            )
        )
    return tuple(found)


def shocks(scenario: Scenario, clock: Clock, roster: Roster, countries: list[str]) -> tuple[a.Shock, ...]:
    """Shocks in the order of the file."""
    issues = list(scenario.issues)
    return tuple(
        a.Shock(
            id=name,
            step=clock.step(shock.date),
            issues=np.array([issues.index(k) for k in shock.issues], dtype=np.intp),
            actor=roster.row(shock.actor),
            countries=np.array(
                [countries.index(c) for c in (countries if shock.countries is None else shock.countries)], dtype=np.intp
            ),
        )
        for name, shock in scenario.shocks.items()
    )


def commitments(scenario: Scenario, clock: Clock, roster: Roster) -> tuple[a.Commitment, ...]:
    """Promises in the order of the file, one for each organ that made it."""
    issues, provision = list(scenario.issues), provision_rows(scenario)
    return tuple(
        a.Commitment(
            organ=roster.row(organ),
            issue=issues.index(promise.issue),
            value=0.0 if promise.value is None else float(promise.value),
            provision=-1 if promise.negotiation is None else provision[promise.negotiation, promise.issue],
            since=since,
            until=until,
        )
        for promise in scenario.commitments.values()
        for since, until in [clock.span(promise.since, promise.until)]
        for organ in promise.organs
    )
