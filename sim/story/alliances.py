"""Who allies with whom, who goes abroad, and what it costs at home."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import numpy as np

from sim.measures.actors import tier_weights
from sim.model.core.influence import distance
from sim.model.setting import TieChange
from sim.story.scene import Scene

ABROAD, HOME = 0.5, 0.4  # share of effort at organs above which an actor is said to work abroad, and below which not
RISE = 0.05  # of stigma in a year that is worth a line
MOST = 3  # lines of a kind in a year


def ties(scene: Scene, step: int) -> Iterator[str]:
    """Alliances of the record in their month; what the model opened and ended summed up at the end of the year."""
    yield from _documented(scene, step)
    if scene.is_year_end(step):
        yield from _year(scene, step)


def _documented(scene: Scene, step: int) -> Iterator[str]:
    """Alliances that the record dates, gathered by the actor that has most of them."""
    edges, before, now = scene.setting.edges, scene.before(step).allied[:, 0], scene.now(step).allied[:, 0]
    dated = [d for d in scene.setting.calendar.get(step, ()) if isinstance(d, TieChange) and d.is_alliance]
    for opens, key in ((True, "record_opens"), (False, "record_ends")):
        changed = {
            int(e) for d in dated if d.opens is opens for e in d.edges if before[e] != now[e] and now[e] == opens
        }
        pairs = {tuple(sorted((int(edges.source[e]), int(edges.target[e])))) for e in changed}
        while pairs:
            ends = [end for pair in sorted(pairs) for end in pair]
            hub = max(dict.fromkeys(ends), key=ends.count)
            mine = sorted(pair for pair in pairs if hub in pair)
            pairs -= set(mine)
            others = [b if a == hub else a for a, b in mine]
            yield scene.say(key, name=scene.names[hub], others=scene.listed(others, 10))


def _year(scene: Scene, step: int) -> Iterator[str]:
    """How many alliances the year began and ended, and which of them campaigners had across borders."""
    year, once = scene.year_of(step), scene.setting.edges.one_way
    edges = once.edges
    was, *months = (state.allied[once.rows, 0] for state in (scene.before(year[0]), *map(scene.now, year)))
    held, counts = months[-1], [now.astype(int) - before for before, now in itertools.pairwise([was, *months])]
    n_open = int(np.count_nonzero(held))
    values = {
        "opened": sum(np.count_nonzero(count > 0) for count in counts),
        "lapsed": sum(np.count_nonzero(count < 0) for count in counts),
        "open": n_open,
        "share": int(np.count_nonzero(held & edges.crosses_border)) / max(n_open, 1),
    }
    yield scene.say("tie_year", **values)
    ours = edges.crosses_border & scene.setting.is_campaigner[edges.source] & scene.setting.is_campaigner[edges.target]
    for key, rows in (("tie_new", held & ~was), ("tie_gone", was & ~held)):
        pairs = np.flatnonzero(rows & ours)
        if len(pairs):
            ends = ((scene.names[edges.source[e]], scene.names[edges.target[e]]) for e in pairs[:5])
            more = [scene.say("more", n=len(pairs) - 5)] if len(pairs) > 5 else []
            yield scene.say(key, pairs="; ".join([*map(" - ".join, ends), *more]))


def first_allies(scene: Scene, step: int) -> Iterator[str]:
    """The first ally that a campaigner finds abroad; those of the coded start are no news."""
    known = scene.has_ally_abroad
    new = known[step + 1] & ~known[: step + 1].any(axis=0) & scene.setting.is_campaigner
    edges, state = scene.setting.edges, scene.now(step)
    for actor in np.flatnonzero(new):
        held = np.flatnonzero(state.allied[:, 0] & edges.crosses_border & (edges.source == actor))
        ally = edges.target[held[:1]]
        apart = distance(state.position, np.array([actor]), ally, tier_weights(scene.setting))[0, 0]
        values = {"name": scene.names[actor], "allies": scene.listed(edges.target[held], 4), "distance": apart}
        yield scene.say("first_ally", **values)


def whereabouts(scene: Scene, step: int) -> Iterator[str]:
    """Campaigners that begin to spend most of their effort at organs abroad, and those that come home."""
    is_abroad: dict[int, bool] = scene.told.setdefault("is_abroad", {})
    gone, back = [], []
    for actor in np.flatnonzero(scene.setting.is_campaigner & scene.now(step).is_active[:, 0]):
        share = scene.share_abroad[step, actor]
        was = is_abroad.get(int(actor))
        if not was and share > ABROAD:
            is_abroad[int(actor)] = True
            gone.append(int(actor))
        elif was and share < HOME:
            is_abroad[int(actor)] = False
            back.append(int(actor))
        elif was is None and not np.isnan(share):
            is_abroad[int(actor)] = False
    for key, actors in (("goes_abroad", gone), ("comes_home", back)):
        if actors:
            yield scene.say(key, who=", ".join(_where(scene, actor, step) for actor in actors))


def _where(scene: Scene, actor: int, step: int) -> str:
    """An actor with its share of effort abroad and the organ that it presses most."""
    pairs = scene.setting.pairs
    spent = np.add.reduce(scene.now(step).effort[..., 0], axis=0) * ~pairs.is_medium * (pairs.actor == actor)
    organ = scene.names[pairs.organ[int(np.argmax(spent))]]
    return f"{scene.names[actor]} ({scene.share_abroad[step, actor]:.0%}; {organ})"


def stigma(scene: Scene, step: int) -> Iterator[str]:
    """Campaigners whose allies abroad have been held against them most in the year."""
    if not scene.is_year_end(step):
        return
    state = scene.now(step)
    before, now = scene.before(scene.year_of(step)[0]).stigma[:, 0], state.stigma[:, 0]
    risen = [actor for actor in np.argsort(before - now, kind="stable")[:MOST] if now[actor] - before[actor] >= RISE]
    for actor in risen:
        share = scene.crossing_share(int(actor), state)
        yield scene.say("stigma", name=scene.names[actor], before=before[actor], now=now[actor], share=share)
