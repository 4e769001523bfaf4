"""What rivals are given: the coded table as it stands in the month of a decision, and nothing that happens in a run."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

import numpy as np

from sim.model.agenda import Decision
from sim.model.setting import Arrival, Change, Setting
from sim.model.state import Floats, Rows
from sim.model.votes.utility import Proposal


@dataclass(frozen=True)
class Coded:
    """Who takes part in a decision, as coded with all dated changes up to its month, and how far each wants it.

    Parameters
    ----------
    setting : with positions and saliences of that month
    decision : with those blocs alone that are there
    who : rows of actors that are there and care for the plank with the largest change, blocs of its chamber among them
    want : (actor of `who`,) gain if it passes, from -1 status quo to 1 proposal, as naive forecasts read it
    care : (actor of `who`,) salience of that plank [0, 1]
    power : (actor of `who`,) capability [1, 5]
    """

    setting: Setting
    decision: Decision
    who: Rows
    want: Floats
    care: Floats
    power: Floats

    def of_blocs(self, values: Floats) -> Floats:
        """Values by actor as blocs of the chamber have them, (bloc,); of one that does not take part its own want."""
        place = {int(actor): row for row, actor in enumerate(self.who)}
        return np.array([values[place[bloc.actor]] if bloc.actor in place else self.gain(bloc.actor)
                         for bloc in self.decision.blocs])  # fmt: skip

    def gain(self, actor: int) -> float:
        """What an actor gains by the proposal [-1, 1]."""
        position, salience = self.setting.position[:, actor, None], self.setting.salience[:, actor, None]
        return float(proposal_of(self.decision).gain(position, salience)[0])


def proposal_of(decision: Decision) -> Proposal:
    """The proposal as the coded table has it: what talks have yet to set counts as half-way."""
    planks = (each[:, None] for each in (decision.status_quo, decision.proposed, decision.coded_at))
    return Proposal(decision.issues, *planks)


def coded(setting: Setting, decision: Decision, absent: Collection[str] = ()) -> Coded:
    """The coded table in the month of a decision.

    Parameters
    ----------
    absent : ids of actors that never enter
    """
    position, salience, capability = (each.copy() for each in (setting.position, setting.salience, setting.capability))
    is_there = np.ones(setting.n_actors, dtype=bool)
    gone = [setting.actors.index(name) for name in absent]
    tables = {"position": position, "anchor": position, "salience": salience}
    for step in sorted(step for step in setting.calendar if step <= decision.step):
        for dated in setting.calendar[step]:
            if isinstance(dated, Arrival):
                is_there[dated.rows] = dated.is_active
            elif isinstance(dated, Change) and dated.field in tables:
                tables[dated.field][slice(None) if dated.issue is None else dated.issue, dated.rows] = dated.value
            elif isinstance(dated, Change) and dated.field == "capability":
                capability[dated.rows] = dated.value
    is_there[gone] = False
    now = replace(setting, position=position, salience=salience, capability=capability)
    main = decision.issues[int(np.argmax(np.abs(decision.proposed - decision.status_quo)))]
    who = np.flatnonzero(is_there & (salience[main] > 0.0))
    here = replace(decision, blocs=tuple(bloc for bloc in decision.blocs if is_there[bloc.actor]))
    draft = Coded(now, here, who, np.empty(0), salience[main, who], capability[who])
    return replace(draft, want=np.array([draft.gain(int(actor)) for actor in who]))
