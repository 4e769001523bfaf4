"""What comes up for decision: chambers and their votes, negotiations, promises, ideas and shocks, with their dates.

Part of a Setting (setting.py): small frozen dataclasses that never change during a run.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.model.state import Floats, Rows


def is_within(windows: tuple[tuple[int, int], ...], step: int) -> bool:
    """Whether a step lies in one of some windows (first step, first step after).

    >>> is_within(((0, 2), (5, 6)), 5), is_within(((0, 2),), 2)
    (True, False)
    """
    return any(since <= step < until for since, until in windows)


@dataclass(frozen=True)
class Bloc:
    """One bloc of a chamber in one decision."""

    row: int  # its row among the blocs of all decisions
    actor: int
    venue: int  # where it is pressed; -1: nowhere
    members: int
    weight: float  # votes of each member, where the rule weighs them
    offsets: Floats  # (member,) from the bloc's mean, along the proposal's axis [position]
    spread: float  # standard deviation of members [position]
    endorsed: float  # [-1, 1]
    is_governing: bool  # of the executive's party
    party: str  # blocs of one party share a shock; the actor's id if it has none


@dataclass(frozen=True)
class DecidingRule:
    """How votes become an outcome; numbers that a rule does not use keep the value that has no effect."""

    type: str  # majority | subordinate | supermajority | weighted | consensus | treaty | executive | sequence
    discipline: float = 0.0  # share of members who follow their bloc's line
    coalition_share: float = 1.0  # w/S of a subordinate chamber
    needed: float = 0.5  # share of votes or weights
    ratifications: int = 1  # states that must say yes to a treaty
    bodies: tuple[int, ...] = ()  # decisions of a sequence


@dataclass(frozen=True)
class Sponsor:
    """Who pays for votes."""

    actor: int
    budget: float  # [gain]


@dataclass(frozen=True)
class Repeal:
    """A window after adoption in which a decision can be taken back."""

    until: int  # first step after it
    needed: float  # share of the chamber against keeping it


@dataclass(frozen=True)
class Decision:
    """A dated decision, most often the vote of a chamber."""

    id: str
    row: int
    step: int
    pending_from: int
    executive: int  # actor row; -1: none
    issues: Rows  # (plank,)
    status_quo: Floats  # (plank,) q; where a negotiation sets it, 0
    proposed: Floats  # (plank,) y; where a negotiation sets it, 0
    status_quo_treated: Rows  # (plank,) row of the treated issue that sets q; -1: none
    proposed_treated: Rows  # (plank,) row of the treated issue that sets y; -1: none
    blocs: tuple[Bloc, ...]
    rule: DecidingRule
    binds: Rows  # countries over which its chamber has full leverage while it is pending
    requires: tuple[int, ...]  # decisions that must have passed
    gatekeeper: int  # actor row; -1: none
    sponsor: Sponsor | None
    withdraws: bool  # the sponsor takes back a bill that is short of votes
    repeal: Repeal | None

    @property
    def chamber(self) -> list[int]:
        """Actors that vote."""
        return [bloc.actor for bloc in self.blocs]

    def is_pending(self, step: int) -> bool:
        """Whether effort can still turn it."""
        return self.pending_from <= step <= self.step


@dataclass(frozen=True)
class Gatekeeper:
    """Who can refuse a package its vote, and when."""

    actor: int
    since: int  # first step
    until: int  # first step after


@dataclass(frozen=True)
class Negotiation:
    """Talks in which a proposer picks a treatment for each of some issues."""

    id: str
    first: int  # row of its first issue among the treated issues of all negotiations
    proposer: int
    partners: Rows  # actors
    issues: Rows  # (treated,)
    status_quo: Floats  # (treated,) q
    fixed_issues: Rows  # (plank,) what comes with it
    fixed_status_quo: Floats  # (plank,)
    fixed_proposed: Floats  # (plank,)
    windows: tuple[tuple[int, int], ...]  # first step, first step after
    core_windows: tuple[tuple[int, int], ...]  # steps in which the text itself is open
    bodies: tuple[int, ...]  # decisions
    gatekeepers: tuple[Gatekeeper, ...]

    @property
    def rows(self) -> Rows:
        """Its rows among the treated issues, (treated,)."""
        return self.first + np.arange(len(self.issues))

    def is_open(self, step: int) -> bool:
        """Whether treatments are chosen in this step."""
        return is_within(self.windows, step)

    def is_core_open(self, step: int) -> bool:
        """Whether the text itself can still be changed."""
        return is_within(self.core_windows, step)


@dataclass(frozen=True)
class Shock:
    """A dated event that draws attention where its actor has friends."""

    id: str
    step: int
    issues: Rows
    actor: int  # -1: nobody's, heard everywhere
    countries: Rows  # where it is heard


@dataclass(frozen=True)
class Commitment:
    """What an organ has promised on an issue; a later one replaces an earlier one while it lasts."""

    organ: int
    issue: int
    value: float  # [-1, 1]; unused where a negotiation sets it
    treated: int  # row of the treated issue that sets it; -1: none
    since: int
    until: int  # first step after


@dataclass(frozen=True)
class Idea:
    """A position on an issue that some actors may take up while a window is open."""

    id: str
    row: int
    issue: int
    position: float  # [-1, 1]
    adopters: Rows  # (adopter,) actors that may take it up
    weight: Floats  # (adopter,) bodies that each counts for
    adopted_at_start: Floats  # (adopter,) share of each [0, 1]
    in_shares: bool  # of many bodies each, of which shares take it up; else one body each, by luck
    threats: Rows  # shocks under which it is given up
    advocacy: Rows  # (advocated pair,) pairs of its advocates and the organs that they press
    windows: tuple[tuple[int, int], ...]  # first step, first step after; they do not overlap
    widths: tuple[float, ...]  # (window,) how far each is open [0, 1]

    def window(self, step: int) -> float:
        """How far it can be taken up in a step [0, 1]; 0 outside of its windows."""
        spans = zip(self.windows, self.widths, strict=True)
        return next((width for (since, until), width in spans if since <= step < until), 0.0)
