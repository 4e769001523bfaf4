"""What votes come to: the one place that says whether a decision passes, and how large a share it needs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from sim.model.agenda import Bloc, DecidingRule
from sim.model.core import tally
from sim.model.core.influence import row_total
from sim.model.state import Counts, Flags, Floats
from sim.model.votes import rules

HALF = 0.5  # what a majority must exceed


def weights_of(rule: DecidingRule, blocs: Sequence[Bloc]) -> Floats:
    """Votes of each member, (bloc, 1): as coded on a board that weighs them, else one."""
    return np.array([bloc.weight if rule.type == "weighted" else 1.0 for bloc in blocs]).reshape(-1, 1)


def yes_share(rule: DecidingRule, blocs: Sequence[Bloc], yeas: Counts | Floats, seats: Counts) -> Floats:
    """Yes votes as a share of the votes of some blocs, of their weights where the rule weighs them; NaN without voters.

    Parameters
    ----------
    yeas, seats : (bloc, run) of these blocs
    """
    weights = weights_of(rule, blocs)
    of_all, votes = row_total(weights * seats), row_total(weights * yeas)
    return np.divide(votes, of_all, out=np.full(of_all.shape, np.nan), where=of_all > 0.0)


def carries(rule: DecidingRule, blocs: Sequence[Bloc], yeas: Counts | Floats, seats: Counts) -> Flags:
    """Whether the votes of a chamber, or of a part of it, carry under the deciding rule, (run,).

    Parameters
    ----------
    rule : any but those that join others, which have no votes
    yeas, seats : (bloc, run) of these blocs
    """
    weights = weights_of(rule, blocs)
    of_all, votes = row_total(weights * seats), row_total(weights * yeas)
    match rule.type:
        case "treaty":
            return tally.count(2 * yeas > seats) >= rule.ratifications
        case "consensus":
            return (of_all > 0) & (votes == of_all)
        case "supermajority" | "weighted":
            return rules.is_share(votes, of_all, np.asarray(rule.needed))
        case _:
            return 2 * votes > of_all


def within(rule: DecidingRule, n_blocs: int) -> DecidingRule:
    """The rule for a part of a chamber: no part has more states to ratify a treaty than it has blocs."""
    return replace(rule, ratifications=min(rule.ratifications, n_blocs))


def share_needed(rule: DecidingRule) -> float | None:
    """The share of votes, or of weights, that the rule asks for, or more than HALF; None where no share decides.

    >>> share_needed(DecidingRule("majority")), share_needed(DecidingRule("supermajority", needed=2 / 3))
    (0.5, 0.6666666666666666)
    >>> share_needed(DecidingRule("consensus")), share_needed(DecidingRule("treaty"))
    (1.0, None)
    """
    match rule.type:
        case "treaty" | "sequence" | "any_of":
            return None
        case "consensus":
            return 1.0
        case "supermajority" | "weighted":
            return rule.needed
        case _:
            return HALF
