"""Visits to a patron: who went, and how skeptical they were."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from sim.model.courtship.setting import Courtship, Visit, courtships_of
from sim.model.courtship.state import Courted
from sim.story.scene import Scene
from sim.words import label

MOST = 6  # guests named
HARDLY = 0.05  # bodies below which a guest is not named


def visits(scene: Scene, step: int) -> Iterator[str]:
    """Every visit in its last month, or in that of the run."""
    for courtship in courtships_of(scene.setting):
        for visit in courtship.visits:
            if min(visit.until, scene.setting.n_steps) - 1 == step and visit.since <= step:
                yield _told(scene, courtship, visit, step)


def _told(scene: Scene, courtship: Courtship, visit: Visit, step: int) -> str:
    """How many of the places were taken, by whom, and how skeptical they are at the end, each counted as it went."""
    courted = scene.now(step).block(Courted)
    title = label(scene.scenario.courtship[courtship.id].visits[visit.id].title, scene.lang)
    went = courted.guests[visit.row, :, 0]
    order = np.argsort(-went, kind="stable")
    named = [int(row) for row in order if went[row] >= HARDLY]
    if not named:
        return scene.say("visit_nobody", title=title)
    shown = [f"{scene.names[row]} {_amount(went[row])}" for row in named[:MOST]]
    more = [scene.say("more", n=len(named) - MOST)] if len(named) > MOST else []
    skepticism = np.average(courted.skepticism[courtship.row, named, 0], weights=went[named])
    values = {"n": _amount(np.add.reduce(went)), "places": visit.invited, "skepticism": skepticism}
    return scene.say("visit", title=title, who=", ".join([*shown, *more]), **values)


def _amount(bodies: float) -> str:
    return f"{bodies:.0f}" if bodies >= 10 else f"{bodies:.1f}"
