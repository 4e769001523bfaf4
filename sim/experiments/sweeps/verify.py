"""Verification: some stored runs, computed once more from their own records, give the same outcomes to the bit."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.experiments.plans.plan import Run
from sim.experiments.sweeps import provenance, source, store
from sim.experiments.sweeps.ledger import Ledger
from sim.experiments.sweeps.tasks import cases_of, scenario_of, task_of
from sim.experiments.sweeps.work import carry_out
from sim.scenario.load import read_case

Progress = Callable[[int], object]


@dataclass(frozen=True)
class Mismatch:
    """A stored run that does not come out again."""

    number: int
    point: int
    replicate: int
    why: str  # tampered: length or digest of the outcomes is wrong; differs: computed again; failed: cannot be
    message: str = ""


@dataclass(frozen=True)
class Verification:
    """What came of it."""

    n_stored: int  # runs that succeeded
    numbers: tuple[int, ...]  # runs that were computed again
    mismatches: tuple[Mismatch, ...]
    changed: tuple[str, ...]  # case, files and versions that are not those of the runs, one line for each code
    is_code_recorded: bool  # whether all code that computed runs is on record

    @property
    def n_same(self) -> int:
        """Runs that came out again to the bit."""
        return len(self.numbers) - len({each.number for each in self.mismatches} & set(self.numbers))

    @property
    def is_sound(self) -> bool:
        """Whether the runs are those of this case and this code, and every run that was looked at is as stored.

        Where no run is stored, none was looked at. Where code was not recorded, the runs themselves must tell: all of
        them have to come out again.
        """
        is_known = self.is_code_recorded or len(self.numbers) == self.n_stored
        return bool(self.numbers) and is_known and not self.mismatches and not self.changed

    def record(self) -> dict[str, Any]:
        """What `--json` gives."""
        return {
            "stored": self.n_stored, "computed_again": list(self.numbers), "same": self.n_same,
            "mismatches": [dataclasses.asdict(each) for each in self.mismatches], "changed": list(self.changed),
            "code_recorded": self.is_code_recorded, "sound": self.is_sound,
        }  # fmt: skip


def verify(
    ledger: Ledger, n_runs: int = 10, seed: int | None = None, case: str | None = None, progress: Progress | None = None
) -> Verification:
    """Check the digest of every stored run, and compute a random handful of them once more.

    Parameters
    ----------
    n_runs
        How many to compute; all if there are fewer.
    seed
        Of the choice; None chooses others every time.
    case
        Where the case lies now, if elsewhere than the plan says.
    progress
        Called with the runs computed so far.

    Raises
    ------
    sim.scenario.problem.ScenarioError
        If the case cannot be read.
    """
    stored = ledger.stored()
    chosen = np.random.default_rng(seed).choice(len(stored), min(n_runs, len(stored)), replace=False)
    found = [_mismatch(run, "tampered") for run in ledger.damaged()]
    plan = dataclasses.replace(ledger.plan, case=case or ledger.plan.case)
    # Case and code as they are now: what differs from then is told, and the runs show whether it matters.
    manifest = ledger.manifest | {
        "scenario": scenario_of(plan, read_case(plan.case)), "code": source.code(),
        "packages": source.packages(), "machine": source.machine(),
    }  # fmt: skip
    cases = cases_of(plan, manifest)
    for done, row in enumerate(sorted(chosen)):
        run, digest, blob = stored[row]
        again = carry_out(task_of(plan, cases, [run]))[0]
        if again.outcomes is None:
            found.append(_mismatch(run, "failed", f"{again.stage}: {again.error}: {again.message}"))
        elif again.digest != digest:
            found.append(_mismatch(run, "differs", _largest(ledger, blob, again.outcomes)))
        if progress:
            progress(done + 1)
    numbers = tuple(stored[row][0].number for row in sorted(chosen))
    is_recorded = source.unrecorded(ledger.manifest) is None
    return Verification(len(stored), numbers, tuple(found), _changed(ledger, manifest), is_recorded)


def _changed(ledger: Ledger, manifest: Mapping[str, Any]) -> tuple[str, ...]:
    """What is other now than when runs were computed, by any code that computed some."""
    ids = store.run_ids(ledger.plan, ledger.manifest["scenario"]["digest"])
    written = ledger.ids()
    n_others = sum(written.get(number, name) != name for number, name in enumerate(ids))
    before, after = (
        {key: each["scenario"].get(key) for key in ("digest", "files")} for each in (ledger.manifest, manifest)
    )
    found = [f"plan: {n_others} of {ledger.plan.n_runs} runs are of another plan"] if n_others else []
    found += provenance.differences(before, after, "scenario")
    now = source.computing(manifest)
    found += [source.changes(source.computing(each), now) for _, each in source.origins(ledger.manifest)]
    return tuple(each for each in dict.fromkeys(found) if each)


def _mismatch(run: Run, why: str, message: str = "") -> Mismatch:
    return Mismatch(run.number, run.point, run.replicate, why, message)


def _largest(ledger: Ledger, stored: bytes, again: bytes) -> str:
    """The outcome that differs most, stored and computed."""
    before, after = ledger.outcomes(stored), ledger.outcomes(again)
    apart = np.where(
        np.isnan(before) & np.isnan(after),
        0.0,
        np.abs(np.nan_to_num(before, nan=1e300) - np.nan_to_num(after, nan=1e300)),
    )
    worst = int(np.argmax(apart))
    return f"{ledger.outcome_names[worst]}: {before[worst]!r} stored, {after[worst]!r} computed"
