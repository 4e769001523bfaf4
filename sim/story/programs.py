"""Programs and desks: sites that open and close, what partners add to them, and how long cases wait each year."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from sim.measures.programs import coherence, match_ratio, response_hours, sites
from sim.model.programs.setting import Program, desks_of, programs_of
from sim.model.programs.state import Sites, Waits
from sim.story.scene import Scene
from sim.words import label, place_names

MOST = 6  # places that are named in one line


def openings(scene: Scene, step: int) -> Iterator[str]:
    """Sites that open in this month, and those that close."""
    before, now = scene.before(step), scene.now(step)
    for program in programs_of(scene.setting):
        was, is_open = (state.block(Sites).site_open[program.rows, 0] for state in (before, now))
        for key, rows in (
            ("site_opens", np.flatnonzero(is_open & ~was)),
            ("site_closes", np.flatnonzero(was & ~is_open)),
        ):
            if len(rows):
                values = {"places": _listed(scene, program, rows), "n": int(np.count_nonzero(is_open))}
                yield scene.say(key, title=_title(scene, program), **values)


def balances(scene: Scene, step: int) -> Iterator[str]:
    """At the end of a year: open sites of each program, and what partners add to a unit of seed."""
    if not scene.is_year_end(step):
        return
    now = scene.now(step)
    for program in programs_of(scene.setting):
        n_open = int(sites(now, np.arange(program.rows.start, program.rows.stop))[0])
        if n_open:
            values = {"n": n_open, "all": len(program.places), "ratio": float(match_ratio(now, program)[0])}
            yield scene.say("site_year", title=_title(scene, program), **values)


def waits(scene: Scene, step: int) -> Iterator[str]:
    """At the end of a year: who decides at each desk, and how long it takes."""
    if not scene.is_year_end(step):
        return
    now = scene.now(step)
    for desk in desks_of(scene.setting):
        central, local = (float(response_hours(now, desk.row, level)[0]) for level in ("central", "local"))
        title = label(scene.scenario.desks[desk.id].title, scene.lang)
        values = {"central": central, "local": local, "coherence": float(coherence(now, scene.setting, desk)[0])}
        share = float(now.block(Waits).decided_locally[desk.row, 0])
        yield scene.say("desk_year" if share > 0.0 else "desk_central", title=title, share=share, **values)


def _title(scene: Scene, program: Program) -> str:
    return label(scene.scenario.programs[program.id].title, scene.lang)


def _listed(scene: Scene, program: Program, rows: np.ndarray) -> str:
    names = place_names(scene.scenario, scene.lang)
    shown = [names[program.places[row]] for row in rows[:MOST]]
    more = [scene.say("more", n=len(rows) - MOST)] if len(rows) > MOST else []
    return ", ".join([*shown, *more])
