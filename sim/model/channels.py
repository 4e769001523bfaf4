"""The kinds of random streams: what is drawn, for what, and when; sim/README.md prints this table.

A stream is a kind and the ids that a case gives it; together with seed and replicate they decide every draw. The list
only grows, and the text that is hashed never changes, whatever its name here: so no rename moves a draw.
"""

from __future__ import annotations

from enum import Enum
from functools import cache
from typing import Literal, NamedTuple

Draws = Literal["uniform", "normal"]


class Stream(NamedTuple):
    """What a Noise is asked for: the text that is hashed, and the distribution."""

    key: str
    draws: Draws


class Kind(NamedTuple):
    """One row of the table."""

    template: str  # with a brace for each id
    draws: Draws
    shape: str  # without the run
    when: str
    step: str  # of the schedule, or `initialize`


class Channel(Enum):
    """All kinds; `Channel.VOTE("us_house_1993", "us_democrats")` is one stream."""

    OPINION = Kind("opinion", "normal", "issue, actor", "every step", "propagate")
    CONTACT = Kind("ally", "uniform", "edge; the small ones only, by bands", "every step", "meet")
    PARTY = Kind("party.{decision}.{party}", "normal", "1", "once, at the vote", "decide")
    DECISION = Kind("decision.{decision}", "normal", "1", "once, at the vote", "decide")
    CONSENSUS = Kind("consensus.{decision}", "uniform", "1", "once, at a vote of states", "decide")
    VOTE = Kind("vote.{decision}.{bloc}", "uniform", "member", "once, at the vote", "decide")
    GENERATION = Kind("council.{council}.generation", "uniform", "candidate", "once", "initialize")
    INSIDER = Kind("council.{council}.insider", "uniform", "candidate", "once", "initialize")
    THEME = Kind("council.{council}.theme", "uniform", "candidate", "once", "initialize")
    STRENGTH = Kind("council.{council}.strength", "normal", "candidate", "once", "initialize")
    SEAT_VALUE = Kind(
        "council.{council}.value.{selection}", "normal", "candidate", "once, at the selection", "represent"
    )
    BALLOT = Kind("council.{council}.luck.{selection}", "uniform", "candidate", "once, at an election", "represent")
    UPTAKE = Kind("uptake.{idea}", "uniform", "actor", "every step, of ideas that single bodies take up", "take_up")
    ABANDON = Kind("abandon.{idea}", "uniform", "actor", "every step, of those that shocks threaten", "take_up")
    PROGRAM = Kind("program.{program}", "uniform", "site", "every step", "deliver")
    CODED_POSITION = Kind("coding.position", "uniform", "issue, actor", "once, with --jitter", "initialize")
    CODED_SALIENCE = Kind("coding.salience", "uniform", "issue, actor", "once, with --jitter", "initialize")
    REPEAL = Kind("repeal.{decision}.{bloc}", "uniform", "member", "once, held while it can be taken back", "decide")
    PARAMETER = Kind("parameter.{key}", "uniform", "1", "once, with explain --range", "initialize")
    ALLIANCE = Kind("alliance", "uniform", "two actors; the small ones only, by bands", "every step", "ally")
    PRECEDENT = Kind("precedent.{agreement}.{issue}", "uniform", "1", "once, in its month, where drawn", "look_back")
    OFFER = Kind("offer.{negotiation}.{issue}.{window}", "uniform", "1", "once, as the text opens", "look_back")

    @cache
    def __call__(self, *ids: str | int) -> Stream:
        """The stream of this kind that bears some ids, in the order of the template.

        >>> Channel.PARTY("us_house_1993", "us_democrats")
        Stream(key='party.us_house_1993.us_democrats', draws='normal')
        """
        head, *rest = self.value.template.split(".")
        words = iter(ids)
        parts = [str(next(words)) if part.startswith("{") else part for part in rest]
        return Stream(".".join([head, *parts]), self.value.draws)
