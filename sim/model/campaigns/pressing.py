"""Who presses one bloc on a vote that is pending, actor by actor; who explains a vote, or a share of it, reads this."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.model.agenda import Bloc, Decision
from sim.model.campaigns import rules, sides
from sim.model.campaigns.parameters import Numbers
from sim.model.campaigns.pressure import spent_of
from sim.model.core import links, tally
from sim.model.setting import Setting
from sim.model.state import Flags, Floats, Rows, State
from sim.model.votes import utility


@dataclass(frozen=True)
class Pressing:
    """Those who press a bloc at its door or from the media of its country."""

    actor: Rows  # (actor,) each once
    side: Floats  # (actor, run) toward yes {-1, 0, 1}
    inside: Floats  # (actor, run) at its door [units per year]
    outside: Floats  # (actor, run) what the bloc hears of them in the media [units per year]
    allied: Flags  # (actor, actor, run) themselves included
    seats: float  # share of its chamber that the bloc holds

    def at(self, rows: list[int], n: int) -> Pressing:
        """The same among n actors, of whom these are the rows given."""
        place, runs = np.array(rows, dtype=np.intp), self.side.shape[-1]
        side, inside, outside = (np.zeros((n, runs)) for _ in range(3))
        allied = np.zeros((n, n, runs), dtype=bool)
        side[place], inside[place], outside[place] = self.side, self.inside, self.outside
        allied[place[:, None], place] = self.allied
        return Pressing(np.arange(n), side, inside, outside, allied, self.seats)

    def pressure(self, params: Numbers) -> Floats:
        """What they make together, (run,) [-1, 1] toward yes."""
        numbers, felt = params.campaigns, []
        for is_ours in (self.side > 0.0, self.side < 0.0):
            weight = self.inside * is_ours
            together = tally.over_rows(weight * tally.over_rows(weight[:, None] * self.allied))
            effort = rules.coordinated(tally.over_rows(weight), together, numbers.coordination)
            felt.append(effort + tally.over_rows(self.outside * is_ours))
        return rules.contest(felt[0], felt[1], numbers.background, np.asarray(self.seats))

    def outside_share(self) -> Floats:
        """Share of what is felt of those for and of those against that comes from the media, (2, run); 0 of nothing."""
        found = []
        for is_ours in (self.side > 0.0, self.side < 0.0):
            outside, inside = (tally.over_rows(each * is_ours) for each in (self.outside, self.inside))
            whole = outside + inside
            found.append(np.divide(outside, whole, out=np.zeros_like(whole), where=whole > 0.0))
        return np.array(found)

    def mixed(self, other: Pressing, has: Flags) -> Pressing:
        """These actors where they are chosen, and elsewhere those of another contest among the same, (actor, run)."""
        both = has[:, None] & has
        return Pressing(
            self.actor,
            np.where(has, self.side, other.side),
            np.where(has, self.inside, other.inside),
            np.where(has, self.outside, other.outside),
            np.where(both, self.allied, other.allied),
            self.seats,
        )

    def nobody(self) -> Pressing:
        """The same actors, none of whom does anything."""
        zero = np.zeros_like(self.inside)
        return Pressing(self.actor, zero, zero, zero, self.allied, self.seats)


def pressing(bloc: Bloc, decision: Decision, state: State, setting: Setting, params: Numbers) -> Pressing:
    """Who presses a bloc on a decision that is pending.

    Parameters
    ----------
    state : as `press` finds it
    """
    docket, venues = setting.docket(state.step), setting.venues
    gain = sides.sides_of(state, setting, params).gain[[each.row for each in docket.pending].index(decision.row)]
    is_live = utility.proposal_of(decision, state, params).is_live
    spent, seats = spent_of(state, setting, params), float(docket.seats[bloc.venue])
    here, media = (
        spent.at_organs.venue == bloc.venue,
        venues.country[spent.in_media.venue] == venues.country[bloc.venue],
    )
    of_organs, of_media = (setting.pairs.actor[among.pair] for among in (spent.at_organs, spent.in_media))
    actor = np.union1d(of_organs[here], of_media[media])
    inside, outside = (np.zeros((len(actor), state.n_runs)) for _ in range(2))
    for plank, issue in enumerate(decision.issues):
        for total, among, whose, effort, chosen in (
            (inside, spent.at_organs, of_organs, spent.felt, here & (spent.issue == issue)),
            (outside, spent.in_media, of_media, spent.heard, media & (spent.media_issue == issue)),
        ):
            run = among.run[chosen]
            np.add.at(total, (np.searchsorted(actor, whose[chosen]), run), effort[chosen] * is_live[plank, run])
    side = np.sign(gain[actor])
    outside *= params.campaigns.outside_route * seats
    return Pressing(actor, side, inside, outside, _allied(actor, state, setting), seats)


def _allied(actor: Rows, state: State, setting: Setting) -> Flags:
    """Which of some actors are allied, themselves included, (actor, actor, run)."""
    allied, n_runs = links.alliances(state, setting.edges), state.n_runs
    found = np.zeros((setting.n_actors, setting.n_actors, n_runs), dtype=bool)
    found[allied.source // n_runs, allied.target // n_runs, allied.run] = True
    found[np.arange(setting.n_actors), np.arange(setting.n_actors)] = True
    return found[np.ix_(actor, actor)]
