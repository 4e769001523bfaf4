"""The dated story of one run: what happened, and the numbers that explain why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from sim.ensemble import Ensemble
from sim.rules.attention import pull
from sim.scenario.schema import Scenario
from sim.setting import Decision, Setting, TieChange
from sim.state import State
from sim.words import label, say

SMALLEST_PRESSURE = 0.1  # a change of pressure over a quarter that is worth a line
SMALLEST_CONVICTION = 0.1  # a change of conviction over a year that is worth a line


@dataclass(frozen=True)
class Line:
    """One dated sentence; `topic` is event, stage, forum, tie, conviction, pressure, vote or uptake."""

    month: str
    topic: str
    text: str


def tell(ensemble: Ensemble, run: int = 0, lang: str = "en") -> list[Line]:
    """All lines of one run of an ensemble, in order.

    Parameters
    ----------
    run : position in `ensemble.runs`
    """
    return Teller(ensemble.scenario, ensemble.setting, ensemble.histories([run]), lang).lines()


class Teller:
    """Compares each State of a history of one run with the one before it."""

    def __init__(self, scenario: Scenario, setting: Setting, states: list[State], lang: str) -> None:
        self.scenario, self.setting, self.states, self.lang = scenario, setting, states, lang
        self.names = [self._name(actor) for actor in setting.actors]

    def lines(self) -> list[Line]:
        """All lines in order: within a month the order of the processes."""
        found = []
        for step in range(self.setting.n_steps):
            before, now = self.states[step], self.states[step + 1]
            for topic, texts in (
                ("event", self._events(step)),
                ("stage", self._stage(before, now)),
                ("forum", self._forums(step)),
                ("tie", self._ties(step, before, now)),
                ("conviction", self._convictions(step)),
                ("pressure", self._pressures(step)),
                ("vote", self._votes(step, now)),
                ("uptake", self._uptakes(before, now)),
            ):
                found += [Line(self.setting.months[step], topic, text) for text in texts]
        return found

    def _say(self, key: str, **values: object) -> str:
        return say(key, self.lang, **values)

    def _name(self, actor: str) -> str:
        row = self.scenario.actors.get(actor)
        if row is None:  # of another variant, never on the stage
            return actor
        return (row.name_es or row.name) if self.lang == "es" else row.name

    def _issue(self, row: int) -> str:
        return label(self.scenario.issues[self.setting.issues[row]].title, self.lang).lower()

    def _events(self, step: int) -> Iterator[str]:
        for event in self.scenario.events.values():
            if f"{event.date:%Y-%m}" == self.setting.months[step]:
                yield self._say("story_event", title=label(event.title, self.lang))

    def _stage(self, before: State, now: State) -> Iterator[str]:
        change = now.is_active[:, 0].astype(int) - before.is_active[:, 0].astype(int)
        for row in np.flatnonzero(change):
            yield self._say("story_arrives" if change[row] > 0 else "story_leaves", name=self.names[row])

    def _forums(self, step: int) -> Iterator[str]:
        for forum in self.setting.forums:
            if forum.since == step:
                yield self._say("story_forum", title=label(self.scenario.forums[forum.id].title, self.lang))

    def _ties(self, step: int, before: State, now: State) -> Iterator[str]:
        edges = self.setting.edges
        documented = {
            int(edge)
            for dated in self.setting.calendar.get(step, ())
            if isinstance(dated, TieChange)
            for edge in dated.edges
        }
        changed = {int(edge) for edge in np.flatnonzero(now.tie[:, 0] != before.tie[:, 0])}
        for edge in sorted(changed):
            source, target, back = (int(rows[edge]) for rows in (edges.source, edges.target, edges.reverse))
            if not (now.is_active[source, 0] and now.is_active[target, 0]):
                continue
            mutual = back in changed and now.tie[back, 0] == now.tie[edge, 0]
            if mutual and back < edge:
                continue  # told with the other direction
            key = ("story_opens" if now.tie[edge, 0] else "story_lapses") + ("_both" if mutual else "")
            numbers = {"distance": now.distance[edge, 0], "trust": before.trust[edge, 0]}
            why = self._say("why_documented") if edge in documented else self._say("why_appeal", **numbers)
            yield self._say(key, why=why, source=self.names[source], target=self.names[target], **numbers)

    def _convictions(self, step: int) -> Iterator[str]:
        if step % 12 != 11:
            return
        before, now = self.states[step - 11].position[..., 0], self.states[step + 1].position[..., 0]
        for issue, actor in zip(*np.nonzero(np.abs(now - before) >= SMALLEST_CONVICTION), strict=True):
            numbers = {"before": before[issue, actor], "now": now[issue, actor]}
            yield self._say("story_conviction", name=self.names[actor], issue=self._issue(issue), **numbers)

    def _pressures(self, step: int) -> Iterator[str]:
        if step % 3 != 2:
            return
        before, now = self.states[step - 2].pressure[..., 0], self.states[step + 1].pressure[..., 0]
        for issue, venue in zip(*np.nonzero(np.abs(now - before) >= SMALLEST_PRESSURE), strict=True):
            yield self._say(
                "story_pressure",
                venue=self.names[self.setting.venues.organ[venue]],
                issue=self._issue(issue),
                before=before[issue, venue],
                now=now[issue, venue],
                who=self._heaviest(self.states[step + 1], issue, venue),
            )

    def _heaviest(self, state: State, issue: int, venue: int) -> str:
        pairs = self.setting.pairs
        there = np.flatnonzero(pairs.venue == venue)
        x = state.position[issue, :, 0]
        side = pull(x[pairs.actor[there]], x[pairs.organ[there]])
        spent = state.effort[issue, there, 0] * (side == np.sign(state.pressure[issue, venue, 0]))
        best = [b for b in np.argsort(-spent, kind="stable")[:2] if spent[b] > 0]
        return ", ".join(f"{self.names[pairs.actor[there[b]]]} ({spent[b] / spent.sum():.0%})" for b in best) or "-"

    def _votes(self, step: int, now: State) -> Iterator[str]:
        for decision in self.setting.decisions:
            if decision.step == step:
                yield self._total(decision, now)
                for bloc in decision.blocs:
                    members = int(now.seats[bloc.row, 0])
                    numbers = {"yeas": int(now.yeas[bloc.row, 0]), "members": members}
                    yield "  " + self._say("story_bloc", name=self.names[bloc.actor], **numbers)

    def _uptakes(self, before: State, now: State) -> Iterator[str]:
        for idea in self.setting.ideas:
            title = label(self.scenario.ideas[idea.id].title, self.lang)
            present = now.is_active[idea.adopters, 0]
            adopted = np.count_nonzero(now.is_adopted[idea.row, idea.adopters, 0] & present)
            numbers = {"adopted": adopted, "able": np.count_nonzero(present), "memory": now.memory[idea.row, 0]}
            for actor in np.flatnonzero(now.is_adopted[idea.row, :, 0] & ~before.is_adopted[idea.row, :, 0]):
                yield self._say("story_adopts", name=self.names[actor], title=title, **numbers)

    def _total(self, decision: Decision, now: State) -> str:
        rows = [bloc.row for bloc in decision.blocs]
        yeas, seats = int(now.yeas[rows, 0].sum()), int(now.seats[rows, 0].sum())
        title = label(self.scenario.decisions[decision.id].title, self.lang)
        verdict = self._say("passed" if 2 * yeas > seats else "rejected")
        return self._say("story_vote", title=title, yeas=yeas, nays=seats - yeas, verdict=verdict)
