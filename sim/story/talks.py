"""Negotiations: what is offered, who resists most, and why nothing more."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from sim.model.agenda import Negotiation
from sim.model.state import Counts
from sim.model.votes.packages import UP_TO_CORE, UP_TO_SIDE, Factors, factors
from sim.story.scene import Scene
from sim.words import label, say

LEVELS = ("off", "consulted", "side", "core")


def talks(scene: Scene, step: int) -> Iterator[str]:
    """The package when talks open, when it changes and when they close, with the numbers behind it."""
    for each in scene.setting.negotiations:
        if not each.is_open(step):
            continue
        before, now = (state.provision[each.rows, 0] for state in (scene.before(step), scene.now(step)))
        opens, closes = not each.is_open(step - 1) or step == 0, not each.is_open(step + 1)
        if not (opens or closes or np.any(before != now)):
            continue
        key = "talks_close" if closes else "talks_open" if opens else "talks_change"
        found = _factors(scene, each, now[:, None], step)
        yield scene.say(key, title=_title(scene, each), package=_package(scene, each, now), why=_why(scene, found))
        if closes:
            yield from _further(scene, each, now, step)


def _title(scene: Scene, each: Negotiation) -> str:
    return label(scene.scenario.negotiations[each.id].title, scene.lang)


def _package(scene: Scene, each: Negotiation, provision: Counts) -> str:
    parts = [
        f"{scene.issue(int(issue))}: {say(f'level_{LEVELS[level]}', scene.lang)}"
        for issue, level in zip(each.issues, provision, strict=True)
    ]
    return "; ".join(parts)


def _factors(scene: Scene, each: Negotiation, packages: Counts, step: int) -> Factors:
    return factors(each, packages, scene.at_the_table(step), scene.setting, scene.params)


def _why(scene: Scene, found: Factors) -> str:
    """The worth of a package and its smallest factor."""
    parties = [(value[0, 0], _decision(scene, row)) for row, value in found.bodies.items()]
    parties += [(value[0, 0], scene.names[row]) for row, value in found.partners.items()]
    parties += [(value[0, 0], scene.names[row]) for row, value in found.gatekeepers.items()]
    worth, gain = found.worth()[0, 0], found.proposer[0, 0]
    if not parties:
        return scene.say("worth_alone", worth=worth, gain=gain)
    least, who = min(parties, key=lambda party: party[0])
    return scene.say("worth", worth=worth, gain=gain, who=who, least=least)


def _decision(scene: Scene, row: int) -> str:
    return label(scene.scenario.decisions[scene.setting.decisions[row].id].title, scene.lang)


def _further(scene: Scene, each: Negotiation, provision: Counts, step: int) -> Iterator[str]:
    """One step more on each issue, and what would have spoken against it."""
    options = UP_TO_CORE if each.is_core_open(step) else UP_TO_SIDE
    for row, issue in enumerate(each.issues):
        if provision[row] + 1 < options:
            more = provision.copy()
            more[row] += 1
            level = say(f"level_{LEVELS[more[row]]}", scene.lang)
            why = _why(scene, _factors(scene, each, more[:, None], step))
            yield "  " + scene.say("further", issue=scene.issue(int(issue)), level=level, why=why)
