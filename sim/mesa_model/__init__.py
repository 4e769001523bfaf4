"""CoalitionModel and its four classes of agents: one run as a Mesa model, by the same `advance` as an ensemble."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from html import escape
from numbers import Real
from pathlib import Path
from typing import Any

import mesa
import numpy as np
from mesa import batchrunner

from sim.ensemble import Ensemble
from sim.mesa_model.agents import CLASSES, NGO, Actor, DiasporaLeader, ForeignState, Government
from sim.mesa_model.months import AgentReporters, Months, known
from sim.mesa_model.months import agent_reporters as made
from sim.model.events import part
from sim.model.initialize import start
from sim.model.schedule import advance
from sim.model.state import State
from sim.scenario.load import LoadedCase
from sim.scenario.problem import ArgumentError, Named, UnknownName, suggest, whole

__all__ = ["CLASSES", "NGO", "Actor", "CoalitionModel", "DiasporaLeader", "ForeignState", "Government"]


class CoalitionModel(mesa.Model):
    """One run of a case: run `replicate` of any ensemble with this seed, to the bit.

    The data collector keeps the readings of every month; `outcome` gives the number that an ensemble reports.

    Parameters
    ----------
    scenario : name of a case, path of its folder, or a case loaded already
    seed : of the study, >= 0
    replicate : which run of the study, >= 0; None is the first, and under `mesa.batch_run` the iteration
    variant : a named variant, or the path of a variant's file; None is the base
    agent_classes : classes with strategies of their own, by actor id
    until : last month, such as 1993-12; None is the scenario's own end
    agent_reporters : what the data collector reads of every agent every month, by name of the column: an attribute
        (`"capability"`), one entry of it (`"position.labor"`) or a function of the agent;
        `datacollector.get_agent_vars_dataframe()` gives them by step and agent
    **settings : parameters and scenario fields; a dot in a name is written as two underscores
        (`opinion__rate=2`), so that `mesa.batch_run` can vary them

    Raises
    ------
    sim.scenario.problem.ScenarioError
        If the case cannot be read, or a setting is unknown.
    sim.scenario.problem.ArgumentError
        If an actor in `agent_classes` does not exist, an agent reporter reads nothing, or `batch_run` is given both
        replicates and iterations.
    """

    def __init__(
        self,
        scenario: str | Path | LoadedCase = "nafta",
        seed: int = 1,
        replicate: int | None = None,
        variant: str | Path | None = None,
        agent_classes: Mapping[str, type[Actor]] | None = None,
        until: str | None = None,
        agent_reporters: AgentReporters | None = None,
        **settings: Any,
    ) -> None:
        super().__init__(seed=whole("seed", seed))
        named = {name.replace("__", "."): value for name, value in settings.items()}
        self.ensemble = Ensemble(scenario, [_replicate(replicate)], seed, variant, named or None, until=until)
        self.scenario, self.setting = self.ensemble.scenario, self.ensemble.setting
        own = dict(agent_classes or {})
        unknown = sorted(set(own) - set(self.scenario.actors))
        if unknown:
            hint = suggest(unknown[0], self.scenario.actors)
            raise UnknownName(f"agent_classes: no such actor '{unknown[0]}'{hint}")
        agents = {
            name: own.get(name, CLASSES[actor.kind])(self, self.setting.actors.index(name))
            for name, actor in self.scenario.actors.items()
        }
        self._actors = Named("actor", agents)
        self.overrides: dict[str, dict[int, Any]] = {}
        for agent in self._actors.values():
            for hook, strategy in agent.strategies().items():
                self.overrides.setdefault(hook, {})[agent.row] = strategy
        self.ensemble.overrides = self.overrides
        self._params, self._noise = self.ensemble.inputs([0])
        self._base = self.ensemble.base_run([0])
        self.state: State = start(self.setting, self._params, self._noise, without=self.ensemble.deletions([0]))
        self._reader = self.ensemble.readings.begin(self.state)
        asked = made(agent_reporters, next(iter(agents.values())))
        self.datacollector = Months(self._reader, self.setting.months, asked)

    def __repr__(self) -> str:
        study = f"replicate {self.ensemble.runs[0]}, seed {self.ensemble.seed}"
        step = f"step {self.state.step} of {self.setting.n_steps}, {self.month}"
        return f"CoalitionModel({self.setting.scenario!r}, variant={self.setting.variant!r}: {study}, {step})"

    def _repr_html_(self) -> str:
        now = {name: self.reading(name) for name in self.scenario.outcomes}
        rows = "".join(f"<tr><th>{name}</th><td>{n:.4g}</td></tr>" for name, n in now.items() if n is not None)
        return f"<p>{escape(repr(self))}</p><table><tr><th>outcome</th><th>{self.month}</th></tr>{rows}</table>"

    @property
    def month(self) -> str:
        """The month that the last step was, such as 1993-11; before the first step the first month."""
        return self.setting.months[max(0, self.state.step - 1)]

    def actor(self, name: str) -> Actor:
        """The agent of an actor id.

        Raises
        ------
        KeyError
            If there is none.
        """
        return self._actors[name]

    def edge(self, source: str, target: str) -> int:
        """Row of the potential tie from one actor to another.

        Raises
        ------
        ValueError
            If they can never be tied, as an actor to itself.
        """
        rows = [np.array([self._actors[name].row], dtype=np.intp) for name in (source, target)]
        return int(self.setting.edges.rows(*rows)[0])

    def reading(self, name: str) -> float | None:
        """What an outcome's measure says of this month; None where it is not defined, and for a date.

        Raises
        ------
        KeyError
            If the scenario has no such outcome.
        """
        self._asked(name)
        gauges = self.ensemble.readings.gauges
        return known(gauges[name](self.state)[0]) if name in gauges else None

    def outcome(self, name: str) -> float | None:
        """The outcome as an ensemble reports it: in its month, over its window, at the end; None before that.

        Raises
        ------
        KeyError
            If the scenario has no such outcome.
        """
        self._asked(name)
        self.datacollector.catch_up()
        return known(self._reader.outcomes(self._reader.series())[name][0]) if self.state.step else None

    def _asked(self, outcome: str) -> None:
        if outcome not in self.scenario.outcomes:
            raise UnknownName(f"no such outcome '{outcome}'{suggest(str(outcome), self.scenario.outcomes)}")

    running: bool

    def step(self) -> None:
        """Advance by one month; the run ends at the scenario's horizon."""
        if not self.running:
            return
        self.state = advance(self.state, self.setting, self._params, self._noise, self.overrides, self._base)
        self.datacollector.collect(self)
        self.running = self.state.step < self.setting.n_steps

    def run(self) -> CoalitionModel:
        """Step to the horizon."""
        while self.running:
            self.step()
        return self

    def intervene(self, actor: str | Actor, field: str, value: float, issue: str | None = None) -> None:
        """Change an actor from outside, as an event of a scenario would.

        Parameters
        ----------
        field : position (moves conviction, anchor and policy), anchor, salience, capability, or is_active
        issue : which issue; None is all of them

        Raises
        ------
        ValueError
            For another field, an unknown issue, or a value outside the field's range.
        """
        row = self._actors[actor].row if isinstance(actor, str) else actor.row
        if field not in _RANGES:
            raise UnknownName(f"intervene: no such field '{field}'; there are {', '.join(_RANGES)}")
        least, most = _RANGES[field]
        if not isinstance(value, Real) or not least <= float(value) <= most:
            raise ArgumentError(f"intervene: {field} must be from {least:g} to {most:g} (got {value!r})")
        if issue is not None and issue not in self.setting.issues:
            raise UnknownName(f"intervene: no such issue '{issue}'{suggest(issue, self.setting.issues)}")
        issues = slice(None) if issue is None else self.setting.issues.index(issue)
        changes = {}
        for name in _TOGETHER.get(field, (field,)):
            array = getattr(self.state, name).copy()
            array[(row,) if array.ndim == 2 else (issues, row)] = value
            changes[name] = array
        self.state = self.state.replace(**changes)
        if field == "is_active":
            self.state = part(self.state, self.setting)


_RANGES = {"position": (-1, 1), "anchor": (-1, 1), "salience": (0, 1), "capability": (1, 5), "is_active": (0, 1)}
_TOGETHER = {"position": ("position", "anchor", "policy"), "salience": ("salience", "base_salience")}


def _replicate(given: int | None) -> int:
    """The run that a model is: as asked for, or the iteration of the `mesa.batch_run` that makes it.

    Mesa hands a model no iteration, and with one seed all of them would be the same run; so it is read where it stands.

    Raises
    ------
    ArgumentError
        If a replicate is no whole number, or is asked for again in a later iteration.
    """
    frame = inspect.currentframe()
    while frame is not None and frame.f_code is not batchrunner._model_run_func.__code__:
        frame = frame.f_back
    iteration = 0 if frame is None else int(frame.f_locals["iteration"])
    if given is not None and iteration:
        raise ArgumentError("batch_run: an iteration is a replicate; give iterations or replicate, not both")
    return iteration if given is None else whole("replicate", given)
