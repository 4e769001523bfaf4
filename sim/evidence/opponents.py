"""V31: do alliances that arise in the model join opponents? Judged by what was coded, not by the rule itself.

Sides are those of the coded table on the decision that divides most pairs of a case's actors; who gains nothing either
way has none, and is left out. The rule looks to the next decision of the case: where its decisions divide it
differently, allies on one are opponents on the other.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.ensemble import Ensemble
from sim.evidence.record import Row, Verdict
from sim.model.agenda import Decision
from sim.model.core.noise import Noise
from sim.model.initialize import start
from sim.model.parameters import Params
from sim.model.setting import Setting, TieChange
from sim.model.state import Flags, Floats
from sim.model.votes import utility

CASES = ("nafta", "ccime", "china_mexico", "mexico_chile")
MOST, SEED = 0.10, 1


@dataclass(frozen=True)
class Joined:
    """Alliances of all runs between two who have a side, and how many of them join opponents."""

    arisen: tuple[int, int]
    held: tuple[int, int]  # in the last month
    possible: tuple[int, int]  # of all pairs, whenever active: what chance would join


def ladder_rows(quick: bool = False) -> list[Row]:
    """Two rows for each case: alliances that arose, and those held at the end."""
    rows = []
    for case in CASES:
        n = 4 if quick else 20
        ensemble = Ensemble(case, n, SEED)
        found, main = joined(ensemble), divides(ensemble.setting)[0].id
        chance = f"chance {_share(found.possible)}"
        share = found.arisen[1] / max(found.arisen[0], 1)
        arisen = f"{case}, {main}: opponents among alliances that arose"
        held = f"{case}, {main}: opponents among all alliances at the end"
        verdict: Verdict = "inside" if share <= MOST else "miss"
        rows.append(Row("V31", arisen, f"<= {MOST:.2f}", _share(found.arisen), chance, verdict, n, SEED))
        rows.append(Row("V31", held, "-", _share(found.held), chance, "no test", n, SEED))
    return rows


def joined(ensemble: Ensemble) -> Joined:
    """Count the alliances of all runs of a case."""
    setting = ensemble.setting
    product = divides(setting)[1]
    arisen, runs = np.zeros(2, dtype=int), ensemble.states(range(len(ensemble.runs)))
    before = next(runs)
    for state in runs:
        arisen += _counted(state.allied & ~before.allied & ~_documented(setting, before.step), product)
        before = state
    held = _counted(before.allied, product)
    possible = _counted(np.ones((len(product), 1), dtype=bool), product)
    return Joined(*((int(n), int(k)) for n, k in (arisen, held, possible)))


def divides(setting: Setting) -> tuple[Decision, Floats]:
    """The decision on which most pairs have opposite coded sides, of equal ones the first, and the product of sides.

    The product is (edge,) {-1, 0, 1}; each pair counts once, and is 0 on its other edge.
    """
    params, edges = Params.of(), setting.edges
    state = start(setting, params, Noise(SEED, [0]))
    products = []
    for decision in setting.decisions:
        side = np.sign(utility.gains_of(utility.proposal_of(decision, state, params), state)[:, 0])
        products.append(side[edges.source] * side[edges.target] * (edges.source < edges.target))
    most = int(np.argmax([np.count_nonzero(each < 0.0) for each in products]))
    return setting.decisions[most], products[most]


def _documented(setting: Setting, step: int) -> Flags:
    found = np.zeros((len(setting.edges), 1), dtype=bool)
    for each in setting.calendar.get(step, ()):
        if isinstance(each, TieChange):
            found[each.edges] = True
    return found


def _counted(chosen: Flags, product: Floats) -> np.ndarray:
    return np.array([np.count_nonzero(chosen[product != 0.0]), np.count_nonzero(chosen[product < 0.0])])


def _share(found: tuple[int, int]) -> str:
    return f"{found[1] / max(found[0], 1):.3f} ({found[1]}/{found[0]})"
