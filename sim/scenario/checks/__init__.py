"""What one key says about another: names that must exist, dates that must fit, kinds that must agree.

That a name exists is checked for all keys at once, since the format says what each of them refers to.

These checks read the document rather than the finished `Scenario`, so that they run, and know lines and columns,
even where the schema has found something wrong elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from sim.scenario.checks.bargains import check_commitments, check_leverage, check_negotiations
from sim.scenario.checks.comparisons import check_comparisons
from sim.scenario.checks.councils import check_councils
from sim.scenario.checks.courtships import check_courtships, check_tension, check_visits
from sim.scenario.checks.dates import check_dates
from sim.scenario.checks.ideas import check_ideas, check_widths
from sim.scenario.checks.ids import check_ids
from sim.scenario.checks.known import Known, check_selectors, repeated_names, unknown_names
from sim.scenario.checks.outcomes import MEASURES, Arguments, check_claims, check_outcomes
from sim.scenario.checks.programs import check_delivered, check_desks, check_programs
from sim.scenario.checks.references import check_actors, check_coupling, check_ties, check_venues
from sim.scenario.checks.rules import check_order, check_rules
from sim.scenario.checks.votes import check_decisions, check_events
from sim.scenario.mechanisms import WORDS
from sim.scenario.problem import Problem
from sim.scenario.reading.node import Node, View

_CHECKS: tuple[Callable[[View, Known], Iterator[Problem]], ...] = (
    check_ids,
    check_actors,
    check_ties,
    check_coupling,
    check_venues,
    check_events,
    check_leverage,
    check_commitments,
    check_negotiations,
    check_decisions,
    check_rules,
    check_order,
    check_ideas,
    check_councils,
    check_widths,
    check_programs,
    check_desks,
    check_delivered,
    check_courtships,
    check_visits,
    check_tension,
    check_dates,
    check_claims,
    check_comparisons,
)


def check(document: Node, measures: Mapping[str, Arguments] = MEASURES) -> list[Problem]:
    """Find everything in a document that contradicts something else in it.

    Parameters
    ----------
    document
        Everything: scenario.yaml with `actors` and `ties` put in.
    measures
        The measures an outcome may use, with their arguments.
    """
    view = View.of(document)
    known = Known.of(view, {"measures": measures, "mechanisms": WORDS})
    problems = [*unknown_names(view, known.names), *repeated_names(view), *check_selectors(view, known)]
    problems += [problem for each in _CHECKS for problem in each(view, known)]
    return problems + list(check_outcomes(view, known, measures))
