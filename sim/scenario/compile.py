"""From a Scenario to the arrays of a Setting."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from sim.model import setting as s
from sim.scenario.compiling import agenda, dated
from sim.scenario.compiling.blocks import blocks_of
from sim.scenario.compiling.dated import Clock, Roster, clock_of
from sim.scenario.compiling.places import CAMPAIGNERS, pairs_of, venues_of
from sim.scenario.schema import Actor, Scenario

__all__ = ["Clock", "clock_of", "compile_setting"]

TIERS = ("deep_core", "policy_core", "secondary")  # as Setting.tier numbers them
# An actor that another variant has: it keeps its row, and is never active.
_ABSENT = Actor(
    id="absent", name="absent", kind="ngo", role="advocacy", country="-", capability=1.0, positions={}, saliences={},
    source="another variant",
)  # fmt: skip


def compile_setting(
    scenario: Scenario,
    name: str = "scenario",
    variant: str = "baseline",
    steps_per_year: int = 12,
    names: Sequence[str] | None = None,
) -> s.Setting:
    """Compile a checked scenario.

    Parameters
    ----------
    steps_per_year : a multiple of 12; cases use 12
    names : actors of all variants of the case, in the order of their rows; None: those of this scenario

    Raises
    ------
    ValueError
        If `steps_per_year` is not a multiple of 12.
    """
    if steps_per_year < 12 or steps_per_year % 12:
        raise ValueError(f"steps_per_year: must be a multiple of 12 (got {steps_per_year})")
    clock = clock_of(scenario, steps_per_year)
    roster = Roster(tuple(scenario.actors if names is None else names))
    actors = [scenario.actors.get(each, _ABSENT) for each in roster.names]
    countries = list(dict.fromkeys([a.country for a in actors] + [v.country for v in scenario.venues.values()]))
    number = {name: row for row, name in enumerate(countries)}
    country = np.array([number[a.country] for a in actors], dtype=np.intp)
    edges = dated.potential_ties(scenario, roster, country)
    venues = venues_of(scenario, countries, roster)
    pairs = pairs_of(scenario, venues, edges, roster, actors)
    return s.Setting(
        scenario=name,
        variant=variant,
        dt=1.0 / steps_per_year,
        actors=roster.names,
        issues=tuple(scenario.issues),
        countries=tuple(countries),
        coupled=_coupled(scenario),
        country=country,
        leverage=dated.leverage(scenario, clock, countries),
        edges=edges,
        forums=dated.forums(scenario, clock, edges, roster),
        pairs=pairs,
        venues=venues,
        ideas=agenda.ideas(scenario, clock, roster),
        calendar=dated.calendar(scenario, clock, edges, roster),
        barriers=dated.barriers(scenario, clock, edges, roster),
        bonds=dated.bonds(scenario, clock, edges, roster),
        blocks=blocks_of(scenario, clock, edges, roster, countries),
        **_months(scenario, clock),
        **_coded(scenario, actors),
        **_traits(actors),
        **_to_decide(scenario, clock, venues, roster, countries),
    )


def _months(scenario: Scenario, clock: Clock) -> dict[str, Any]:
    """The calendar as steps."""
    return {
        "n_steps": clock.n_steps,
        "start_year": clock.start.year + (clock.start.month - 1) / 12.0,
        "months": tuple(clock.label(t) for t in range(clock.n_steps)),
        "reference_step": clock.after(scenario.reference or scenario.period.start) - 1,
    }


def _to_decide(
    scenario: Scenario, clock: Clock, venues: s.Venues, roster: Roster, countries: list[str]
) -> dict[str, Any]:
    """Votes and talks, and what shakes or binds those who decide."""
    decisions = agenda.decisions(scenario, clock, venues, roster, countries)
    return {
        "decisions": decisions,
        "n_blocs": sum(len(d.blocs) for d in decisions),
        "negotiations": agenda.negotiations(scenario, clock, roster),
        "n_provisions": len(agenda.provision_rows(scenario)),
        "shocks": agenda.shocks(scenario, clock, roster, countries),
        "commitments": agenda.commitments(scenario, clock, roster),
    }


def _traits(actors: list[Actor]) -> dict[str, Any]:
    """What each actor is like, (actor,)."""
    return {
        "capability": np.array([a.capability for a in actors], dtype=float),
        "size": np.array([a.size for a in actors], dtype=float),
        "stake": np.array([a.stake for a in actors], dtype=float),
        "resistance": np.array([a.resistance for a in actors], dtype=float),
        "rhetoric": np.array([a.rhetoric for a in actors], dtype=float),
        "is_campaigner": np.array([a.kind in CAMPAIGNERS for a in actors], dtype=bool),
        "is_widely_heard": np.array([a.role in ("celebrity", "media") for a in actors], dtype=bool),
        "is_head": np.array([a.role == "executive" for a in actors], dtype=bool),
    }


def _coded(scenario: Scenario, actors: list[Actor]) -> dict[str, Any]:
    """What the coder gave each issue, (issue,), and each actor on each issue, (issue, actor)."""
    issues = list(scenario.issues)
    return {
        "tier": np.array([TIERS.index(issue.tier) for issue in scenario.issues.values()], dtype=np.intp),
        "position": np.array([[a.positions.get(k, 0.0) for a in actors] for k in issues], dtype=float),
        "salience": np.array([[a.saliences.get(k, 0.0) for a in actors] for k in issues], dtype=float),
    }


def _coupled(scenario: Scenario) -> tuple[tuple[tuple[int, int], ...], ...]:
    issues = list(scenario.issues)
    partners: dict[str, list[tuple[int, int]]] = {k: [] for k in issues}
    for link in scenario.coupling:
        first, second = link.issues
        partners[first].append((issues.index(second), link.sign))
        partners[second].append((issues.index(first), link.sign))
    return tuple(tuple(partners[k]) for k in issues)
