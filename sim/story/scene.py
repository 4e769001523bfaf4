"""One run laid out for telling: its states, its names, and what several tellers read."""

from __future__ import annotations

from functools import cached_property
from typing import Any

import numpy as np

from sim.model.campaigns.tactics import TACTICS
from sim.model.core.noise import Noise
from sim.model.events import happen
from sim.model.parameters import Params
from sim.model.setting import Setting
from sim.model.state import Flags, Floats, Rows, State
from sim.scenario.schema import Scenario
from sim.words import label, say, short_names

HARDLY = 0.01  # effort at all organs below which nobody asks where it goes [units per year]


class Scene:
    """Every State of one run, the one before the first step first, and words for what is in it."""

    def __init__(
        self, scenario: Scenario, setting: Setting, params: Params, states: list[State], lang: str,
        noise: Noise | None = None,
    ) -> None:  # fmt: skip
        self.scenario, self.setting, self.params, self.states, self.lang = scenario, setting, params, states, lang
        self.noise = noise
        known = short_names(scenario, lang)
        self.names = [known.get(actor, actor) for actor in setting.actors]  # those of other variants by their id
        self.told: dict[str, Any] = {}  # what tellers remember from step to step

    def say(self, key: str, **values: object) -> str:
        """A phrase of the story in its language."""
        return say(f"story_{key}", self.lang, **values)

    def issue(self, row: int) -> str:
        """An issue in running text: its first letter small, unless it is part of an abbreviation."""
        title = label(self.scenario.issues[self.setting.issues[row]].title, self.lang)
        return title if title[1:2].isupper() else title[:1].lower() + title[1:]

    def listed(self, rows: Rows | list[int], most: int = 6) -> str:
        """Names in a row; of many the first ones and how many more."""
        shown = [self.names[row] for row in rows[:most]]
        more = [self.say("more", n=len(rows) - most)] if len(rows) > most else []
        return ", ".join([*shown, *more])

    def before(self, step: int) -> State:
        """The State before a step."""
        return self.states[step]

    def now(self, step: int) -> State:
        """The State after a step."""
        return self.states[step + 1]

    def entered(self, step: int) -> State:
        """The State of a step after its dated events and before anybody acts."""
        return happen(self.states[step], self.setting, self.params)

    def at_the_table(self, step: int) -> State:
        """The State of a step when packages are offered: all has been pressed, nothing decided."""
        return self._undecided(step).replace(provision=self.before(step).provision)

    def on_the_floor(self, step: int) -> State:
        """The State of a step when votes begin."""
        return self._undecided(step)

    def _undecided(self, step: int) -> State:
        before = self.before(step)
        return self.now(step).replace(step=step, is_decided=before.is_decided, is_passed=before.is_passed)

    def is_year_end(self, step: int) -> bool:
        """Whether a step is the last of its calendar year or of the run."""
        months = self.setting.months
        return step + 1 == len(months) or months[step + 1][:4] != months[step][:4]

    def year_of(self, step: int) -> range:
        """The steps of the calendar year up to a step."""
        months, first = self.setting.months, step
        while first > 0 and months[first - 1][:4] == months[step][:4]:
            first -= 1
        return range(first, step + 1)

    @cached_property
    def has_ally_abroad(self) -> Flags:
        """Whether each actor has an ally of another country, (state, actor)."""
        crossing, source = self.setting.edges.crosses_border, self.setting.edges.source
        found = np.zeros((len(self.states), self.setting.n_actors), dtype=bool)
        for row, state in enumerate(self.states):
            found[row, source[state.allied[:, 0] & crossing]] = True
        return found

    @cached_property
    def share_abroad(self) -> Floats:
        """Share of what each actor spends at organs that goes to organs abroad, (step, actor); NaN if there is none."""
        pairs, n = self.setting.pairs, self.setting.n_actors
        found = np.full((self.setting.n_steps, n), np.nan)
        for step in range(self.setting.n_steps):
            spent = np.add.reduce(self.now(step).effort[..., 0], axis=0) * ~pairs.is_medium
            total = np.bincount(pairs.actor, spent, n)
            away = np.bincount(pairs.actor, spent * pairs.is_foreign, n)
            np.divide(away, total, out=found[step], where=total > HARDLY)
        return found

    @cached_property
    def tactics(self) -> Floats:
        """Campaigners' effort by tactic, (step, tactic) [units per year]."""
        ours = np.flatnonzero(self.setting.is_campaigner[self.setting.pairs.actor])
        rows = [
            np.bincount(state.tactic[:, ours, 0].ravel(), state.effort[:, ours, 0].ravel(), len(TACTICS))
            for state in self.states[1:]
        ]
        return np.array(rows)

    def crossing_share(self, actor: int, state: State) -> float:
        """Share of an actor's allies that are abroad."""
        edges = self.setting.edges
        held = state.allied[:, 0] & (edges.source == actor)
        return int(np.count_nonzero(held & edges.crosses_border)) / max(int(np.count_nonzero(held)), 1)
