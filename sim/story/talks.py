"""Negotiations: what comes on offer and why, what is offered, who resists most, and why nothing more."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from sim.model.agenda import Negotiation
from sim.model.precedents.process import precedents_of
from sim.model.precedents.setting import PrecedentSetting, Talks
from sim.model.precedents.state import Offers
from sim.model.state import Counts
from sim.model.votes.packages import UP_TO_CORE, UP_TO_SIDE, Factors, factors, is_on_offer
from sim.story.scene import Scene
from sim.words import country, label, say

LEVELS = ("off", "consulted", "side", "core")


def talks(scene: Scene, step: int) -> Iterator[str]:
    """What comes on offer as a text opens; the package when talks open, change and close, with numbers behind it."""
    yield from _on_offer(scene, step)
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


def _on_offer(scene: Scene, step: int) -> Iterator[str]:
    """As a text opens: whether each core that is drawn is on offer, by whose precedents and at what depth."""
    own = scene.setting.get(PrecedentSetting)
    if own is None:
        return
    for held, each in zip(own.talks, scene.setting.negotiations, strict=True):
        if held.opens(step) < 0:
            continue
        for topic in np.flatnonzero(held.has_field).tolist():
            yield _offer(scene, own, each, held, topic, step)


def _offer(scene: Scene, own: PrecedentSetting, each: Negotiation, held: Talks, topic: int, step: int) -> str:
    row = held.provision[topic]
    issue, state = int(held.issues[topic]), scene.at_the_table(step)
    found = precedents_of(held.parties, issue, own, state, scene.setting, scene.params)[:, 0]
    after = scene.now(step).block(Offers)
    who = own.parties[held.parties[int(np.argmax(found))]]
    kept = scene.before(step).block(Offers).on_offer[row, 0]
    key = "offer_kept" if kept else "offer_yes" if after.on_offer[row, 0] else "offer_no"
    values = {"chance": after.chance[row, 0], "depth": held.depth, "precedent": found.max()}
    why = scene.say("offer_why" if found.max() > 0.0 else "offer_why_none", who=country(who, scene.lang), **values)
    return scene.say(key, title=_title(scene, each), issue=scene.issue(issue), why=why)


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
            if not is_on_offer(each, more[:, None], scene.now(step))[0, 0]:
                yield "  " + scene.say("further_not", issue=scene.issue(int(issue)), level=level)
                continue
            why = _why(scene, _factors(scene, each, more[:, None], step))
            yield "  " + scene.say("further", issue=scene.issue(int(issue)), level=level, why=why)
