"""CoalitionModel and its four classes of agents: one run as a Mesa model, by the same `advance` as an ensemble.

Agents are handles on rows of their own model's state, for Mesa, notebooks and classes.
"""

from __future__ import annotations

import difflib
import inspect
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import mesa
import numpy as np
from mesa import batchrunner

from sim.ensemble import Ensemble
from sim.measures.reading import Reader
from sim.model.campaigns.rules import resources
from sim.model.events import part
from sim.model.initialize import start
from sim.model.schedule import advance
from sim.model.state import State
from sim.model.strategies import HOOKS, Strategy
from sim.scenario.load import LoadedCase


class Actor(mesa.Agent):
    """One row of the roster.

    An agent holds its row and nothing else; what it shows is read from its model's state at that moment. To give
    it a strategy of its own, write a subclass with one of these methods, and pass it to
    `CoalitionModel(agent_classes={"rmalc": MyNGO})`:

    `choose_venue(self, share, view)`
        gets its share of effort by issue and own venue, (issue, venue, run), and returns an array of that shape;
    `consider_ally(self, prob, view)`
        gets the probabilities that its ties open and lapse, (2, partner, run), and returns the same;
    `respond(self, provision, view)`
        where it proposes in open talks: gets the provision by issue that it would offer, (1, issue, run), whole
        numbers 0 (off), 1 (consulted), 2 (side agreement), 3 (core), and returns the same; `view.negotiation` says
        which talks.

    `view` is a `sim.model.strategies.View`: its own positions, saliences, venues, partners, and the whole state.
    The method replaces this actor's row only.
    """

    model: CoalitionModel

    def __init__(self, model: CoalitionModel, row: int) -> None:
        super().__init__(model)
        self.row = row

    @property
    def id(self) -> str:
        """Id in actors.csv."""
        return self.model.setting.actors[self.row]

    @property
    def name(self) -> str:
        """Name in actors.csv."""
        return self.model.scenario.actors[self.id].name

    @property
    def role(self) -> str:
        """Role within its class, such as union or bloc."""
        return self.model.scenario.actors[self.id].role

    @property
    def country(self) -> str:
        """Country code."""
        return self.model.scenario.actors[self.id].country

    @property
    def is_active(self) -> bool:
        """Whether it is active this month."""
        return bool(self.model.state.is_active[self.row, 0])

    @property
    def position(self) -> dict[str, float]:
        """Conviction by issue [-1, 1]."""
        return self._by_issue(self.model.state.position[:, self.row, 0])

    @property
    def policy(self) -> dict[str, float]:
        """What an organ does or offers by issue, apart from its conviction [-1, 1]; of others their position."""
        return self._by_issue(self.model.state.policy[:, self.row, 0])

    @property
    def stigma(self) -> float:
        """What is held against it at home for its allies abroad [0, 1]."""
        return float(self.model.state.stigma[self.row, 0])

    @property
    def salience(self) -> dict[str, float]:
        """Weight of each issue now [0, 1]."""
        return self._by_issue(self.model.state.salience[:, self.row, 0])

    @property
    def capability(self) -> float:
        """Ordinal strength [1, 5]."""
        return float(self.model.state.capability[self.row, 0])

    @property
    def resources(self) -> float:
        """What it can spend [units per year]."""
        size = self.model.setting.size[self.row]
        state = self.model.state
        return float(resources(state.capability[self.row, 0], size, state.voice[self.row, 0]))

    @property
    def effort(self) -> dict[str, float]:
        """What it spends by venue, over all issues [units per year]."""
        setting, state = self.model.setting, self.model.state
        own = (setting.pairs.actor == self.row).nonzero()[0]
        return {setting.venues.ids[setting.pairs.venue[p]]: float(state.effort[:, p, 0].sum()) for p in own}

    @property
    def allies(self) -> list[Actor]:
        """Those with whom it acts together, and to whom it listens."""
        edges, allied = self.model.setting.edges, self.model.state.allied
        held = edges.target[(edges.source == self.row) & allied[:, 0]]
        return [self.model.actor(self.model.setting.actors[row]) for row in held]

    def trust_in(self, other: Actor | str) -> float:
        """Trust in another actor [0, 1]."""
        return float(self.model.state.trust[self.model.edge(self.id, other if isinstance(other, str) else other.id), 0])

    def strategies(self) -> dict[str, Strategy]:
        """Its own methods among the hooks, by name.

        Raises
        ------
        AttributeError
            If a method of a subclass is nearly called like a hook: it would never be used.
        """
        for name in set(dir(type(self))) - set(dir(Actor)) - set(HOOKS):
            near = difflib.get_close_matches(name, HOOKS, n=1, cutoff=0.8)
            if near:
                raise AttributeError(f"{type(self).__name__}.{name}: no such hook; did you mean '{near[0]}'?")
        return {hook: getattr(self, hook) for hook in HOOKS if hasattr(self, hook)}

    def _by_issue(self, values: object) -> dict[str, float]:
        return dict(zip(self.model.setting.issues, map(float, values), strict=True))  # type: ignore[call-overload]


class NGO(Actor):
    """A non-state organization that presses: advocacy group, union, business, movement, media."""


class Government(Actor):
    """An organ of a state with power over a decision: executive, ministry, party, bloc of a chamber."""


class DiasporaLeader(Actor):
    """A leader or body that belongs to two polities."""


class ForeignState(Actor):
    """A state or intergovernmental body that acts on a decision which it does not take."""


CLASSES: dict[str, type[Actor]] = {
    "ngo": NGO,
    "government": Government,
    "diaspora_leader": DiasporaLeader,
    "foreign_state": ForeignState,
}


class Months(mesa.DataCollector):
    """The readings of every month, taken when somebody asks for them: a run that is only stepped pays for none.

    A State never changes, so that it can be read later; when those that wait take much room, they are read at once.

    Parameters
    ----------
    reader : of the run
    months : (step,) label of each step
    """

    def __init__(self, reader: Reader, months: Sequence[str]) -> None:
        self._reader, self._months = reader, months
        self._waiting: list[State] = []
        self._read: dict[str, list[Any]] = {}
        super().__init__(model_reporters={"month": "month"} | {name: _reporter(name) for name in reader.names})

    def collect(self, model: CoalitionModel) -> None:
        """Keep the State that the model is in."""
        self._waiting.append(model.state)
        if len(self._waiting) * model.state.n_bytes > _MOST_WAITING:
            self.catch_up()

    def catch_up(self) -> None:
        """Read what waits."""
        for state in self._waiting:
            self._reader.read(state)
            self._read["month"].append(self._months[state.step - 1])
            for name in self._reader.names:
                self._read[name].append(_known(self._reader.latest(name)[0]))
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
    **settings : parameters and scenario fields; a dot in a name is written as two underscores
        (`opinion__rate=2`), so that `mesa.batch_run` can vary them

    Raises
    ------
    sim.scenario.problem.ScenarioError
        If the case cannot be read, or a setting is unknown.
    ValueError
        If an actor in `agent_classes` does not exist, or `batch_run` is given both replicates and iterations.
    """

    def __init__(
        self,
        scenario: str | Path | LoadedCase = "nafta",
        seed: int = 1,
        replicate: int | None = None,
        variant: str | Path | None = None,
        agent_classes: Mapping[str, type[Actor]] | None = None,
        until: str | None = None,
        **settings: Any,
    ) -> None:
        super().__init__(seed=seed)
        named = {name.replace("__", "."): value for name, value in settings.items()}
        self.ensemble = Ensemble(scenario, [_replicate(replicate)], seed, variant, named or None, until=until)
        self.scenario, self.setting = self.ensemble.scenario, self.ensemble.setting
        own = dict(agent_classes or {})
        unknown = sorted(set(own) - set(self.scenario.actors))
        if unknown:
            raise ValueError(f"agent_classes: no such actors: {', '.join(unknown)}")
        self._actors = {
            name: own.get(name, CLASSES[actor.kind])(self, self.setting.actors.index(name))
            for name, actor in self.scenario.actors.items()
        }
        self.overrides: dict[str, dict[int, Any]] = {}
        for agent in self._actors.values():
            for hook, strategy in agent.strategies().items():
                self.overrides.setdefault(hook, {})[agent.row] = strategy
        self.ensemble.overrides = self.overrides
        self._params, self._noise = self.ensemble.inputs([0])
        self._base = self.ensemble.base_run([0])
        self.state: State = start(self.setting, self._params, self._noise, without=self.ensemble.deletions([0]))
        self._reader = self.ensemble.readings.begin(self.state)
        self.datacollector = Months(self._reader, self.setting.months)

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
        """What an outcome's measure says of this month; None where it is not defined, and for a date."""
        gauges = self.ensemble.readings.gauges
        return _known(gauges[name](self.state)[0]) if name in gauges else None

    def outcome(self, name: str) -> float | None:
        """The outcome as an ensemble reports it: in its month, over its window, at the end; None before that.

        Raises
        ------
        KeyError
            If the scenario has no such outcome.
        """
        if name not in self.scenario.outcomes:
            raise KeyError(f"no such outcome: {name}")
        self.datacollector.catch_up()
        return _known(self._reader.outcomes(self._reader.series())[name][0]) if self.state.step else None

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
            raise ValueError(f"intervene: no such field '{field}'; there are {', '.join(_RANGES)}")
        least, most = _RANGES[field]
        if not least <= value <= most:
            raise ValueError(f"intervene: {field} must be from {least:g} to {most:g} (got {value:g})")
        if issue is not None and issue not in self.setting.issues:
            raise ValueError(f"intervene: no such issue '{issue}'")
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
    ValueError
        If a replicate is asked for again in a later iteration.
    """
    frame = inspect.currentframe()
    while frame is not None and frame.f_code is not batchrunner._model_run_func.__code__:
        frame = frame.f_back
    iteration = 0 if frame is None else int(frame.f_locals["iteration"])
    if given is not None and iteration:
        raise ValueError("batch_run: an iteration is a replicate; give iterations or replicate, not both")
    return iteration if given is None else given


def _reporter(name: str) -> Any:
    return lambda model: model.reading(name)


def _known(value: float) -> float | None:
    return None if np.isnan(value) else float(value)
