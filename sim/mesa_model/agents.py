"""The four classes of agents: handles on rows of their own model's state, for Mesa, notebooks and classes."""

from __future__ import annotations

import difflib
from html import escape
from typing import TYPE_CHECKING

import mesa

from sim.model.campaigns.rules import resources
from sim.model.strategies import HOOKS, Strategy

if TYPE_CHECKING:
    from sim.mesa_model import CoalitionModel


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

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.id!r})"

    def _repr_html_(self) -> str:
        head = f"<b>{escape(self.name)}</b> ({self.id}: {self.role}, {self.country}), {self.model.month}"
        head += "" if self.is_active else ", not active"
        rows = "".join(
            f"<tr><th>{issue}</th><td>{self.position[issue]:.3f}</td><td>{self.salience[issue]:.3f}</td></tr>"
            for issue in self.model.setting.issues
        )
        numbers = f"capability {self.capability:g}, resources {self.resources:g}, stigma {self.stigma:.3g}"
        allies = ", ".join(ally.id for ally in self.allies) or "none"
        table = f"<table><tr><th>issue</th><th>position</th><th>salience</th></tr>{rows}</table>"
        return f"<p>{head}<br>{numbers}<br>allies: {allies}</p>{table}"

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
