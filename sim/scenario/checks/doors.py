"""Advice, no errors: coded access that opens no door anywhere in the case."""

from __future__ import annotations

from collections.abc import Iterator

from sim.model.campaigns.access import doors
from sim.scenario.problem import Problem
from sim.scenario.reading.node import View


def unopened(document: View) -> Iterator[Problem]:
    """Tell each letter of coded access, above 0, that opens no venue of the case to its actor.

    An actor's own venue is none: it does not press itself.
    """
    venues = [venue for _, venue in document["venues"].entries()]
    for name, actor in document["actors"].entries():
        letters = {letter: level for letter, level in actor["access"].entries() if (level.number or 0) > 0}
        if not letters:
            continue
        others = [venue for venue in venues if venue["organ"].text != name]
        opened = {letter for venue in others for letter in _opened(venue, actor, document)}
        for letter, level in letters.items():
            if letter not in opened:
                yield level.problem("advice: this access opens no door in the case")


def _opened(venue: View, actor: View, document: View) -> tuple[str, ...]:
    organ = document["actors"][venue["organ"].text or ""]["role"].text
    is_home = venue["country"].text == actor["country"].text
    return doors(venue["kind"].text or "", is_home, actor["role"].text or "", organ)
