"""The dated story of one run: what happened, and the numbers that explain why.

Numbers of a process come from the process itself (packages.factors, roll_call.reckon, votes.explain, response.sources,
shocks.reach), so that the story cannot say anything else than the run did.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from sim.ensemble import Ensemble
from sim.model.core.noise import Noise
from sim.model.parameters import Params
from sim.model.setting import Setting
from sim.model.state import State
from sim.scenario.schema import Scenario
from sim.story import alliances, councils, floor, guests, outside, pressure, programs
from sim.story.scene import Scene
from sim.story.talks import talks

__all__ = ["TOPICS", "Line", "Teller", "tell"]

TELLERS: tuple[tuple[str, Callable[[Scene, int], Iterator[str]]], ...] = (  # in the order of the processes of a step
    ("event", outside.events),
    ("shock", outside.shocks),
    ("entry", outside.entries),
    ("forum", outside.forums),
    ("promise", outside.promises),
    ("tactic", pressure.tactics),
    ("tie", alliances.ties),
    ("abroad", alliances.first_allies),
    ("abroad", alliances.whereabouts),
    ("conviction", pressure.convictions),
    ("pressure", pressure.pressures),
    ("policy", pressure.policies),
    ("stigma", alliances.stigma),
    ("visit", guests.visits),
    ("council", councils.selections),
    ("site", programs.openings),
    ("site", programs.balances),
    ("talks", talks),
    ("vote", floor.votes),
    ("uptake", floor.uptakes),
    ("desk", programs.waits),
)
TOPICS = tuple(dict.fromkeys(topic for topic, _ in TELLERS))


@dataclass(frozen=True)
class Line:
    """One dated sentence of one of TOPICS."""

    month: str
    topic: str
    text: str


def tell(ensemble: Ensemble, run: int = 0, lang: str = "en") -> list[Line]:
    """All lines of one run of an ensemble, in order.

    Parameters
    ----------
    run : position in `ensemble.runs`
    """
    params, noise = ensemble.inputs([run])
    return Teller(ensemble.scenario, ensemble.setting, params, ensemble.histories([run]), lang, noise).lines()


class Teller:
    """Tells a history of one run step by step; why a body votes as it does where it is given the run's draws."""

    def __init__(
        self, scenario: Scenario, setting: Setting, params: Params, states: list[State], lang: str,
        noise: Noise | None = None,
    ) -> None:  # fmt: skip
        self.scene = Scene(scenario, setting, params, states, lang, noise)

    def lines(self) -> list[Line]:
        """All lines in order: within a month the order of the processes."""
        months = self.scene.setting.months
        self.scene.told.clear()
        return [
            Line(months[step], topic, text)
            for step in range(self.scene.setting.n_steps)
            for topic, teller in TELLERS
            for text in teller(self.scene, step)
        ]
