"""What Mesa's data collector keeps of a run: readings of every month and, where asked for, of every agent."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import mesa
import numpy as np

from sim.measures.reading import Reader
from sim.mesa_model.agents import Actor
from sim.model.state import State
from sim.scenario.problem import ArgumentError, UnknownName, suggest

if TYPE_CHECKING:
    from sim.mesa_model import CoalitionModel

AgentReporters = Mapping[str, str | Callable[[Actor], Any]]


class Months(mesa.DataCollector):
    """The readings of every month, taken when somebody asks for them: a run that is only stepped pays for none.

    A State never changes, so that it can be read later; when those that wait take much room, they are read at once.

    Parameters
    ----------
    reader : of the run
    months : (step,) label of each step
    agents : what is read of every agent every month, by name of its column; see `CoalitionModel`
    """

    def __init__(self, reader: Reader, months: Sequence[str], agents: Mapping[str, Callable[[Actor], Any]]) -> None:
        self._reader, self._months = reader, months
        self._waiting: list[State] = []
        self._read: dict[str, list[Any]] = {}
        readings = {name: _reporter(name) for name in reader.names}
        super().__init__(model_reporters={"month": "month"} | readings, agent_reporters=agents)

    def collect(self, model: CoalitionModel) -> None:
        """Keep the State that the model is in, and what is asked of its agents, who show no other month later."""
        self._waiting.append(model.state)
        if self.agent_reporters:
            self._agent_records[model.steps] = list(self._record_agents(model))
        if len(self._waiting) * model.state.n_bytes > _MOST_WAITING:
            self.catch_up()

    def catch_up(self) -> None:
        """Read what waits."""
        for state in self._waiting:
            self._reader.read(state)
            self._read["month"].append(self._months[state.step - 1])
            for name in self._reader.names:
                self._read[name].append(known(self._reader.latest(name)[0]))
        self._waiting.clear()

    @property
    def model_vars(self) -> dict[str, list[Any]]:
        """What Mesa keeps of a model: readings by outcome and the month, one entry a step."""
        self.catch_up()
        return self._read

    @model_vars.setter
    def model_vars(self, values: dict[str, list[Any]]) -> None:
        self._read = values


_MOST_WAITING = 1 << 28  # bytes; fewer in fact, since months share what does not change


def agent_reporters(asked: AgentReporters | None, agent: Actor) -> dict[str, Callable[[Actor], Any]]:
    """What is read of every agent, as functions; each is tried on one agent.

    Raises
    ------
    sim.scenario.problem.ArgumentError
        For what is neither the name of an attribute nor a function.
    """
    if asked is not None and not isinstance(asked, Mapping):
        raise ArgumentError(f"agent_reporters: must be a dict of attributes or functions by name (got {asked!r})")
    found: dict[str, Callable[[Actor], Any]] = {}
    for name, reporter in (asked or {}).items():
        if not isinstance(reporter, str):
            if not callable(reporter):
                raise ArgumentError(f"agent_reporters: '{name}' must be an attribute or a function (got {reporter!r})")
            found[name] = reporter
            continue
        attribute, _, key = reporter.partition(".")
        known = [each for each in dir(type(agent)) if not each.startswith("_")]
        if attribute not in known and not hasattr(agent, attribute):
            raise UnknownName(f"agent_reporters: an agent has no '{attribute}'{suggest(attribute, known)}")
        if key and key not in (values := getattr(agent, attribute)):
            raise UnknownName(f"agent_reporters: no '{key}' in '{attribute}'{suggest(key, values)}")
        found[name] = _of_agent(attribute, key)
    return found


def _of_agent(attribute: str, key: str) -> Callable[[Actor], Any]:
    if key:
        return lambda agent: getattr(agent, attribute)[key]
    return lambda agent: getattr(agent, attribute)


def _reporter(name: str) -> Any:
    return lambda model: model.reading(name)


def known(value: float) -> float | None:
    """A number, or None where it is not defined."""
    return None if np.isnan(value) else float(value)
