"""What moves minds and what presses organs: convictions, tactics, pressure, policy; told at the end of a year."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from sim.model.campaigns.response import sources
from sim.model.campaigns.tactics import TACTICS
from sim.model.state import Floats, State
from sim.story.scene import Scene
from sim.words import say

CONVICTION, PRESSURE, POLICY, TACTIC = 0.1, 0.15, 0.03, 0.05  # changes within a year that are worth a line
FELT = 0.02  # mean pressure over a year below which a policy only drifts
MOST = 4  # lines of a kind in a year


def convictions(scene: Scene, step: int) -> Iterator[str]:
    """Who has changed its mind most, apart from dated events, on all its issues in one line."""
    if not scene.is_year_end(step):
        return
    now = scene.now(step).position[..., 0]
    own = sum((scene.now(s).position - scene.entered(s).position)[..., 0] for s in scene.year_of(step))
    before, moved = now - own, np.abs(own) * scene.now(step).is_active[:, 0]
    for actor in _largest(moved.max(axis=0), CONVICTION):
        parts = [
            scene.say("from_to", issue=scene.issue(int(issue)), before=before[issue, actor], now=now[issue, actor])
            for issue in np.flatnonzero(moved[:, actor] >= CONVICTION)
        ]
        yield scene.say("conviction", name=scene.names[actor], parts=", ".join(parts))


def _largest(change: Floats, least: float) -> list[int]:
    order = np.argsort(-change, kind="stable")[:MOST]
    return [int(row) for row in order if change[row] >= least]


def tactics(scene: Scene, step: int) -> Iterator[str]:
    """How campaigners press, where it differs from what was told last."""
    if not scene.is_year_end(step):
        return
    now = _mix(scene, scene.year_of(step))
    before = scene.told.get("tactics", np.zeros(len(TACTICS)))
    if now.any() and np.abs(now - before).max() >= TACTIC:
        scene.told["tactics"] = now
        parts = [f"{say(f'tactic_{kind}', scene.lang)} {now[row]:.0%}" for row, kind in enumerate(TACTICS)]
        yield scene.say("tactics", parts=", ".join(parts))


def _mix(scene: Scene, year: range) -> Floats:
    spent = scene.tactics[year[0] : year[-1] + 1].sum(axis=0)
    return spent / spent.sum() if spent.sum() > 0.0 else spent


def pressures(scene: Scene, step: int) -> Iterator[str]:
    """Where pressure has turned most over the year, and who stands behind the stronger side."""
    if not scene.is_year_end(step):
        return
    state = scene.now(step)
    before, now = scene.before(scene.year_of(step)[0]).pressure[..., 0], state.pressure[..., 0]
    change = np.abs(now - before)
    for cell in _largest(change.ravel(), PRESSURE):
        issue, venue = np.unravel_index(cell, change.shape)
        yield scene.say(
            "pressure",
            venue=scene.names[scene.setting.venues.organ[venue]],
            issue=scene.issue(int(issue)),
            before=before[issue, venue],
            now=now[issue, venue],
            who=_heaviest(scene, state, int(issue), int(venue)),
        )


def _heaviest(scene: Scene, state: State, issue: int, venue: int) -> str:
    pairs = scene.setting.pairs
    there = np.flatnonzero(pairs.venue == venue)
    position, policy = state.position[issue, :, 0], state.policy[issue, :, 0]
    side = np.sign(position[pairs.actor[there]] - policy[pairs.organ[there]])
    spent = state.effort[issue, there, 0] * (side == np.sign(state.pressure[issue, venue, 0]))
    best = [b for b in np.argsort(-spent, kind="stable")[:2] if spent[b] > 0]
    return ", ".join(f"{scene.names[pairs.actor[there[b]]]} ({spent[b] / spent.sum():.0%})" for b in best) or "-"


def policies(scene: Scene, step: int) -> Iterator[str]:
    """Organs whose policy responded most in the year, apart from dated events, and what pressed them."""
    if not scene.is_year_end(step):
        return
    year, shape = scene.year_of(step), scene.now(step).policy.shape[:2]
    moved, pressed = np.zeros(shape), np.zeros((2, *shape))
    for each in year:
        entered, now = scene.entered(each), scene.now(each)
        moved += (now.policy - entered.policy)[..., 0]
        found = sources(now.replace(step=each, policy=entered.policy), scene.setting, scene.params)
        pressed += np.stack([found.at_home[..., 0], found.abroad[..., 0]]) / len(year)
    is_organ = np.isin(np.arange(shape[1]), scene.setting.venues.organs) & scene.now(step).is_active[:, 0]
    change = np.abs(moved) * is_organ * (np.abs(pressed).max(axis=0) >= FELT)
    for cell in _largest(change.ravel(), POLICY):
        issue, organ = (int(row) for row in np.unravel_index(cell, shape))
        felt = [
            scene.say(f"pressed_{key}", size=size)
            for key, size in zip(("home", "abroad"), pressed[:, issue, organ], strict=True)
            if abs(size) >= FELT / 2
        ]
        now = scene.now(step).policy[issue, organ, 0]
        yield scene.say(
            "policy", name=scene.names[organ], issue=scene.issue(issue), before=now - moved[issue, organ], now=now,
            belief=scene.now(step).position[issue, organ, 0],
            felt=", ".join(felt),
        )  # fmt: skip
