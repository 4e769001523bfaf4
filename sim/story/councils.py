"""Councils: who comes in, how they were found, and what the body is worth with them."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from sim.measures.councils import CAPTURED, first_generation_share, members
from sim.model.councils.setting import Council, Regime, councils_of
from sim.model.councils.state import Seats
from sim.story.scene import Scene
from sim.words import label

KEYS = {
    "elected": "council_elected",
    "selected": "council_selected",
    "club": "council_club",
    "network": "council_network",
}


def selections(scene: Scene, step: int) -> Iterator[str]:
    """Every selection of members, and the end of a council that nothing follows."""
    for council in councils_of(scene.setting):
        regime, past = council.regime(step), council.regime(step - 1)
        title = label(scene.scenario.councils[council.id].title, scene.lang)
        if regime is None and past is not None:
            yield scene.say("council_ends", title=title, n=int(members(scene.before(step), council)[0]))
        elif regime is not None and regime.selection(step) >= 0:
            yield _selection(scene, council, regime, title, step)


def _selection(scene: Scene, council: Council, regime: Regime, title: str, step: int) -> str:
    state = scene.now(step)
    n = int(members(state, council)[0])
    if n == 0:
        return scene.say("council_nobody", title=title)
    has_seats, seats = regime.place_seats > 0, state.block(Seats)
    return scene.say(
        KEYS["club" if regime.patron < 0 and regime.type == "network" else regime.type],
        title=title,
        n=n,
        elected=np.count_nonzero(seats.is_elected[council.rows, 0]),
        share=first_generation_share(state, council)[0],
        captured=np.count_nonzero(seats.capture[council.place_rows, 0][has_seats] > CAPTURED),
        places=np.count_nonzero(has_seats),
        patron=scene.names[regime.patron],
        effectiveness=seats.effectiveness[council.row, 0],
        legitimacy=state.legitimacy[regime.body, 0],
    )
