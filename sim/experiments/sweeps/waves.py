"""One run's alliances as panel and as event data, the forms that RSiena and goldfish read.

An alliance has no direction: matrices are symmetric, and an event names both allies, once. All files have one fixed
roster in the order of `nodes.csv`: actors
that are active at some time from the first wave to the last. Time is counted in months of the run, the first being 1;
`waves.csv` says at the end of which month each wave is.

For RSiena (`sienaDependent`, `sienaCompositionChangeFromFile`):

`wave1.dat`, `wave2.dat`, ...
    a row an actor, 0 and 1 with blanks between, no head: `as.matrix(read.table("wave1.dat"))`. Who is absent has 0.
`composition.dat`
    a line an actor, in the same order: from when to when it is there, in pairs, where 1 is the first wave, 2 the
    second, and 1.5 half of the months between. Intervals are closed; who joins or leaves in a month does so in its
    middle.

For goldfish (`defineNodes`, `defineNetwork`, `linkEvents`, `defineDependentEvents`):

`nodes.csv`
    `label`, `present` at the first wave (TRUE or FALSE), `name`, `country`, `kind`. The first network is `wave1.dat`,
    with `directed = FALSE`.
`ties.csv`
    every change after the first wave: `time`, `sender`, `receiver`, `replace` (1: the tie opens, 0: it ends), in order.
`presence.csv`
    joiners and leavers: `time`, `node`, `replace` (TRUE: joins, FALSE: leaves), for the attribute `present`.

From the first wave, the events of `ties.csv` lead to every other one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from sim.ensemble import Ensemble
from sim.experiments.plans.plan import Plan, PlanError
from sim.experiments.sweeps.export import ensemble_of
from sim.model.state import Flags
from sim.scenario.schema import Scenario
from sim.whole import write_whole

TABLES = {"nodes.csv": "nodes", "ties.csv": "events_of_ties", "presence.csv": "events_of_presence"}


@dataclass(frozen=True)
class Waves:
    """Alliances of one run, from the first wave to the last."""

    months: tuple[str, ...]  # (wave,)
    steps: tuple[int, ...]  # (wave,) months run by then
    roster: tuple[str, ...]  # (actor,)
    ties: Flags  # (step, sender, receiver), from the first wave's step to the last one's
    presence: Flags  # (step, actor)
    scenario: Scenario

    @property
    def networks(self) -> Flags:
        """(wave, sender, receiver)."""
        return self.ties[np.array(self.steps) - self.steps[0]]

    def events(self) -> pd.DataFrame:
        """Every tie that opens or ends after the first wave, in order; each pair once, as it stands in the roster."""
        step, sender, receiver = np.nonzero(np.triu(self.ties[1:] != self.ties[:-1]))
        opens = self.ties[1:][step, sender, receiver].astype(int)
        names = np.array(self.roster)
        times = step + 1 + self.steps[0]
        return pd.DataFrame({"time": times, "sender": names[sender], "receiver": names[receiver], "replace": opens})

    def joiners_and_leavers(self) -> pd.DataFrame:
        """Everybody who comes or goes after the first wave, in order."""
        step, actor = np.nonzero(self.presence[1:] != self.presence[:-1])
        joins = self.presence[1:][step, actor]
        return pd.DataFrame(
            {"time": step + 1 + self.steps[0], "node": np.array(self.roster)[actor], "replace": _r_flags(joins)}
        )

    def nodes(self) -> pd.DataFrame:
        """The roster with what goldfish wants to know of it."""
        actors = [self.scenario.actors[name] for name in self.roster]
        return pd.DataFrame(
            {
                "label": self.roster, "present": _r_flags(self.presence[0]), "name": [each.name for each in actors],
                "country": [each.country for each in actors], "kind": [each.kind for each in actors],
            }
        )  # fmt: skip

    def composition(self) -> list[str]:
        """A line an actor: from when to when it is there, in waves from 1."""
        return [" ".join(f"{each:.10g}" for each in self._spans(row)) for row in range(len(self.roster))]

    def _spans(self, row: int) -> list[float]:
        there = np.concatenate([[False], self.presence[:, row], [False]])
        changes = np.flatnonzero(there[1:] != there[:-1])  # indices of steps, from the first wave's
        middles = np.clip(changes - 0.5, 0, len(self.presence) - 1) + self.steps[0]
        waves = np.interp(middles, self.steps, np.arange(1, len(self.steps) + 1))
        return [float(each) for each in waves]


def waves(
    plan: Plan, months: Sequence[str], point: int = 0, replicate: int | None = None, case: str | None = None
) -> Waves:
    """Alliances of one run at some dates, and all that happens between them; the run is computed again from the plan.

    Parameters
    ----------
    months
        At the end of which, such as 1993-11; two at least.
    point
        Which setting of the plan.
    replicate
        Which run of it; None: the first.
    case
        Where the case lies now, if elsewhere than the plan says.

    Raises
    ------
    PlanError
        For a setting, a replicate or a month that is not there, or fewer than two months.
    """
    dates = sorted(dict.fromkeys(months))
    if len(dates) < 2:
        raise PlanError(
            f"--month: waves need two months at least, as 1993-11,1996-12 (got {', '.join(dates) or 'none'})"
        )
    ensemble = ensemble_of(plan, point, replicate, None, case, single=True)
    known = ensemble.setting.months
    for month in dates:
        if month not in known:
            raise PlanError(f"--month {month}: must be a month from {known[0]} to {known[-1]}")
    steps = tuple(len(known) - known[::-1].index(month) for month in dates)
    ties, presence = _course(ensemble, steps)
    there = np.flatnonzero(presence.any(axis=0))
    return Waves(
        tuple(dates), steps, tuple(ensemble.setting.actors[row] for row in there), ties[:, there][:, :, there],
        presence[:, there], ensemble.scenario,
    )  # fmt: skip


def write_waves(found: Waves, folder: Path) -> None:
    """Write all files of the description above, all or nothing.

    Raises
    ------
    PlanError
        If the folder is there already.
    """
    if folder.exists():
        raise PlanError(f"--out {folder}: is there already; nothing was changed. Give another name or remove it.")

    def write(part: Path) -> None:
        part.mkdir()
        files = [f"wave{number}.dat" for number in range(1, len(found.months) + 1)]
        for name, network in zip(files, found.networks, strict=True):
            np.savetxt(part / name, network, fmt="%d")
        (part / "composition.dat").write_text("\n".join(found.composition()) + "\n", encoding="utf-8")
        table = {"wave": range(1, len(files) + 1), "month": found.months, "time": found.steps, "file": files}
        frames = {
            "nodes": found.nodes(), "ties": found.events(), "presence": found.joiners_and_leavers(),
            "waves": pd.DataFrame(table),
        }  # fmt: skip
        for name, frame in frames.items():
            frame.to_csv(part / f"{name}.csv", index=False, lineterminator="\n")

    write_whole(folder, write)


def _course(ensemble: Ensemble, steps: Sequence[int]) -> tuple[Flags, Flags]:
    """Alliances of those who are active, and who is, at every step from the first wave to the last."""
    edges, n = ensemble.setting.edges, ensemble.setting.n_actors
    ties, presence = [], []
    for state in ensemble.states([0]):
        if state.step > steps[-1]:
            break
        if state.step >= steps[0]:
            active = state.is_active[:, 0]
            network = np.zeros((n, n), dtype=bool)
            network[edges.source, edges.target] = state.allied[:, 0]
            ties.append(network & active & active[:, None])
            presence.append(active)
    return np.array(ties), np.array(presence)


def _r_flags(flags: Flags) -> list[str]:
    """As R writes and reads them."""
    return ["TRUE" if each else "FALSE" for each in flags]
