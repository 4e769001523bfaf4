"""What comes from outside: events, shocks, who enters and leaves, meetings, promises."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from sim.model.campaigns.shocks import reach
from sim.model.campaigns.tactics import ACCOUNTABILITY
from sim.model.votes import utility
from sim.story.scene import Scene
from sim.words import country, label


def events(scene: Scene, step: int) -> Iterator[str]:
    """Dated changes of the scenario, by their titles."""
    for event in scene.scenario.events.values():
        if f"{event.date:%Y-%m}" == scene.setting.months[step]:
            yield scene.say("event", title=label(event.title, scene.lang))


def shocks(scene: Scene, step: int) -> Iterator[str]:
    """What draws attention, and in which countries it is heard."""
    for shock in scene.setting.shocks:
        if shock.step != step:
            continue
        share = reach(shock, scene.entered(step), scene.setting)[:, 0]
        heard = [c for c in np.argsort(-share, kind="stable") if share[c] > 0.0]
        names = [country(scene.setting.countries[c], scene.lang) for c in heard]
        if shock.actor >= 0:
            names = [f"{name} {share[c]:.0%}" for name, c in zip(names, heard, strict=True)]
        who = ", ".join(names)
        key = "shock_nobody" if not heard else "shock" if shock.actor < 0 else "shock_friends"
        actor = scene.names[shock.actor] if shock.actor >= 0 else ""
        title = label(scene.scenario.shocks[shock.id].title, scene.lang)
        issues = ", ".join(scene.issue(row) for row in shock.issues)
        yield scene.say(key, title=title, issues=issues, who=who, actor=actor)


def entries(scene: Scene, step: int) -> Iterator[str]:
    """Who enters and who leaves."""
    change = scene.now(step).is_active[:, 0].astype(int) - scene.before(step).is_active[:, 0].astype(int)
    for key, rows in (("arrives", np.flatnonzero(change > 0)), ("leaves", np.flatnonzero(change < 0))):
        if len(rows):
            yield scene.say(key, name=scene.listed(rows, 12))


def forums(scene: Scene, step: int) -> Iterator[str]:
    """Meetings and bodies that begin."""
    for forum in scene.setting.forums:
        if forum.since == step:
            yield scene.say("forum", title=label(scene.scenario.forums[forum.id].title, scene.lang))


def promises(scene: Scene, step: int) -> Iterator[str]:
    """Commitments that come into force, and the first time that somebody is held to one."""
    for name, promise in scene.scenario.commitments.items():
        mine = _rows(scene, name)
        first = scene.setting.commitments[mine[0]]
        title, issue = label(promise.title, scene.lang), scene.issue(first.issue)
        state = scene.now(step)
        if max(0, first.since) == step and first.until > step:
            value = first.value
            if first.provision >= 0:
                value = float(utility.position_of(state.provision[first.provision], scene.params)[0])
            bound = [scene.setting.commitments[row].organ for row in mine]
            present = [row for row in bound if state.is_active[row, 0]]
            values = {"title": title, "issue": issue, "value": value, "who": scene.listed(present, 4) or "-"}
            yield scene.say("promise", **values)
        if _is_first_use(scene, mine, step):
            organ, who, spent = _heaviest_use(scene, mine, step)
            yield scene.say("held", title=title, organ=scene.names[organ], issue=issue, who=who, effort=spent)


def _rows(scene: Scene, name: str) -> list[int]:
    """Rows of a commitment in the setting, one for each of its organs."""
    names = [key for key, promise in scene.scenario.commitments.items() for _ in promise.organs]
    return [row for row, key in enumerate(names) if key == name]


def _uses(scene: Scene, mine: list[int], step: int) -> list[tuple[float, int, int]]:
    """Effort, organ and pair of all who hold an organ to this promise in a step."""
    pairs, state = scene.setting.pairs, scene.now(step)
    found = []
    for row in mine:
        promise = scene.setting.commitments[row]
        if promise.since <= step < promise.until:
            there = pairs.pressing([promise.organ])
            spent = state.effort[promise.issue, there, 0]
            used = (state.tactic[promise.issue, there, 0] == ACCOUNTABILITY) & (spent > 0.0)
            found += [(float(spent[i]), promise.organ, int(there[i])) for i in np.flatnonzero(used)]
    return found


def _is_first_use(scene: Scene, mine: list[int], step: int) -> bool:
    told: dict[int, int] = scene.told.setdefault("first_use", {})
    if mine[0] not in told and _uses(scene, mine, step):
        told[mine[0]] = step
    return told.get(mine[0]) == step


def _heaviest_use(scene: Scene, mine: list[int], step: int) -> tuple[int, str, float]:
    """The organ that is held to its promise most, by whom, and with how much effort."""
    uses = _uses(scene, mine, step)
    organs = sorted({organ for _, organ, _ in uses})
    totals = {organ: sum(spent for spent, of, _ in uses if of == organ) for organ in organs}
    organ = max(organs, key=lambda each: totals[each])
    users = sorted(((spent, pair) for spent, of, pair in uses if of == organ), key=lambda use: (-use[0], use[1]))
    return organ, scene.listed([int(scene.setting.pairs.actor[pair]) for _, pair in users], 3), totals[organ]
