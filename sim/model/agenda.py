"""What comes up for decision: chambers and their votes, negotiations, promises, ideas and shocks, with their dates.

Part of a Setting (setting.py): small frozen dataclasses that never change during a run.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

import numpy as np

from sim.model.declare import Field
from sim.model.state import Flags, Floats, Rows

JOINED = ("sequence", "any_of")  # rules of a decision that is made up of others


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
    offsets: Annotated[Floats, Field("member", "from the bloc's mean, along the proposal's axis", "position")]
    spread: float  # standard deviation of members [position]
    campaign_when_coded: float  # measured worth of campaigns in the reference month [logits]; NaN: as computed
    own: float  # 1/2 of the executive's party, -1/2 of another, 0 without a party
    party: str  # blocs of one party share a shock; the actor's id if it has none


@dataclass(frozen=True)
class DecidingRule:
    """How votes become an outcome; numbers that a rule does not use keep the value that has no effect."""

    type: str  # majority | subordinate | supermajority | weighted | consensus | treaty | executive | sequence | any_of
    discipline: float = 0.0  # share of members who follow their bloc's line
    coalition_share: float = 1.0  # w/S of a subordinate chamber
    needed: float = 0.5  # share of votes or weights
    ratifications: int = 1  # states that must say yes to a treaty
    bodies: tuple[int, ...] = ()  # decisions of a sequence, or of which any will do


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
    issues: Annotated[Rows, Field("plank", "what it is about", low=0, of="issue")]
    status_quo: Annotated[Floats, Field("plank", "q; where a negotiation sets it, 0", low=-1, high=1)]
    proposed: Annotated[Floats, Field("plank", "y; where a negotiation sets it, 0", low=-1, high=1)]
    status_quo_provision: Annotated[Rows, Field("plank", "that sets q; -1: none", low=-1, of="provision")]
    proposed_provision: Annotated[
        Rows, Field("plank", "what is negotiated and sets y; -1: none", low=-1, of="provision")
    ]
    coded_at: Annotated[Floats, Field("plank", "c; where a negotiation sets it, 0", low=-1, high=1)]
    coded_at_provision: Annotated[Rows, Field("plank", "that sets c; -1: none", low=-1, of="provision")]
    own: Annotated[Floats, Field("actor", "1/2 of the executive's party, -1/2 of another, 0 else", low=-0.5, high=0.5)]
    blocs: tuple[Bloc, ...]
    rule: DecidingRule
    binds: Annotated[Rows, Field("*", "where its chamber has full leverage while it is pending", low=0, of="country")]
    requires: tuple[int, ...]  # decisions that must have passed
    gatekeeper: int  # actor row; -1: none
    withdraws: bool  # it is taken back when the yeas expected are too few
    repeal: Repeal | None

    @property
    def may_change(self) -> Flags:
        """Planks that can change something, (plank,): not the same thing proposed, in force, and coded at."""
        fixed = (self.status_quo == self.proposed) & (self.proposed == self.coded_at)
        rows = (self.status_quo_provision, self.proposed_provision, self.coded_at_provision)
        return ~(fixed & (rows[0] == rows[1]) & (rows[1] == rows[2]))

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
    """Talks in which a proposer picks a provision for each of some issues."""

    id: str
    first: int  # row of its first issue among the provisions of all negotiations
    protocol: str  # agenda_setter | alternating_offers
    proposer: int
    partners: Annotated[Rows, Field("*", "who sits at the table with the proposer", low=0, of="actor")]
    issues: Annotated[Rows, Field("topic", "what can be agreed", low=0, of="issue")]
    status_quo: Annotated[Floats, Field("topic", "q of each", low=-1, high=1)]
    fixed_issues: Annotated[Rows, Field("plank", "what comes with it", low=0, of="issue")]
    fixed_status_quo: Annotated[Floats, Field("plank", "q of each", low=-1, high=1)]
    fixed_proposed: Annotated[Floats, Field("plank", "y of each", low=-1, high=1)]
    windows: tuple[tuple[int, int], ...]  # first step, first step after
    core_windows: tuple[tuple[int, int], ...]  # steps in which the text itself is open
    bodies: tuple[int, ...]  # decisions
    gatekeepers: tuple[Gatekeeper, ...]

    @property
    def rows(self) -> Rows:
        """Its rows among the provisions of all negotiations, (topic,)."""
        return self.first + np.arange(len(self.issues))

    def is_open(self, step: int) -> bool:
        """Whether provisions are chosen in this step."""
        return is_within(self.windows, step)

    def months_of_window(self, step: int, dt: float) -> int:
        """Months that the window of a step lasts from its first to its last; 0 while none is open."""
        length = next((until - since for since, until in self.windows if since <= step < until), 0)
        return round(length * dt * 12)

    def is_core_open(self, step: int) -> bool:
        """Whether the text itself can still be changed."""
        return is_within(self.core_windows, step)


@dataclass(frozen=True)
class Shock:
    """A dated event that draws attention where its actor has friends."""

    id: str
    step: int
    issues: Annotated[Rows, Field("*", "to which it draws attention", low=0, of="issue")]
    actor: int  # -1: nobody's, heard everywhere
    countries: Annotated[Rows, Field("*", "where it is heard", low=0, of="country")]


@dataclass(frozen=True)
class Commitment:
    """What an organ has promised on an issue; a later one replaces an earlier one while it lasts."""

    organ: int
    issue: int
    value: float  # [-1, 1]; unused where a negotiation sets it
    provision: int  # row of the provision that sets it; -1: none
    since: int
    until: int  # first step after


@dataclass(frozen=True)
class Idea:
    """Something that some actors may take up while a window is open."""

    id: str
    row: int
    adopters: Annotated[Rows, Field("adopter", "who may take it up", low=0, of="actor")]
    weight: Annotated[Floats, Field("adopter", "what each counts for", "bodies", low=0)]
    adopted_at_start: Annotated[Floats, Field("adopter", "share of each", low=0, high=1)]
    in_shares: bool  # of many bodies each, of which shares take it up; else one body each, by a draw
    threats: Annotated[Rows, Field("*", "under which it is given up", low=0, of="shock")]
    windows: tuple[tuple[int, int], ...]  # first step, first step after; they do not overlap
    widths: tuple[float, ...]  # (window,) how far each is open [0, 1]

    def window(self, step: int) -> float:
        """How far it can be taken up in a step [0, 1]; 0 outside of its windows."""
        spans = zip(self.windows, self.widths, strict=True)
        return next((width for (since, until), width in spans if since <= step < until), 0.0)
