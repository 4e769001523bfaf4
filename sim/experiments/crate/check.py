"""Is what a crate lists still there, as it was written; and do the runs of a folder come out again?"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from sim.ensemble import Ensemble
from sim.experiments.crate.seal import CRATE, beside, digest_of
from sim.experiments.plans.plan import PlanError
from sim.experiments.sweeps import source
from sim.experiments.sweeps.verify import Mismatch, Verification
from sim.scenario.load import load_case

Progress = Callable[[int], object]


@dataclass(frozen=True)
class Files:
    """What came of comparing files with their crate."""

    n: int  # files with a digest
    changed: tuple[str, ...]
    missing: tuple[str, ...]

    @property
    def is_sound(self) -> bool:
        """Whether all are there as they were written."""
        return not self.changed and not self.missing


def crate_of(path: Path) -> Path | None:
    """The crate of a folder, or that beside a file; None without one."""
    place = path / CRATE if path.is_dir() else beside(path)[1]
    return place if place.is_file() else None


def check_files(crate: Path) -> Files:
    """Compare every file that a crate lists with the digest there.

    Raises
    ------
    PlanError
        If it is no crate.
    """
    try:
        graph = json.loads(crate.read_text(encoding="utf-8"))["@graph"]
        asked = {each["@id"]: each["sha256"] for each in graph if "sha256" in each}
    except (OSError, ValueError, KeyError, TypeError):
        raise PlanError(f"{crate}: is no RO-Crate that can be read") from None
    found = {name: crate.parent / name for name in asked}
    missing = tuple(name for name, path in found.items() if not path.is_file())
    changed = tuple(name for name in asked if name not in missing and digest_of(found[name]) != asked[name])
    return Files(len(asked), changed, missing)


def check_runs(
    folder: Path, n_runs: int = 10, seed: int | None = None, case: str | None = None, progress: Progress | None = None
) -> Verification:
    """Compute a random handful of the runs that `run --out` wrote once more, and compare them to the bit.

    Parameters
    ----------
    n_runs, seed
        How many, and of the choice; None chooses others every time.
    case
        Where the case lies; None: its name is that of a case of the package.

    Raises
    ------
    PlanError
        If the folder holds no runs that can be read.
    sim.scenario.problem.ScenarioError
        If the case cannot be read.
    """
    try:
        manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        # As text, which becomes the same number again whatever pandas makes of it.
        stored = pd.read_csv(folder / "outcomes.csv", dtype=str, keep_default_na=False).set_index("replicate")
        study = {key: manifest[key] for key in ("seed", "settings", "jitter", "until")}
    except (OSError, ValueError, KeyError):
        raise PlanError(f"{folder}: holds neither a sweep nor runs of `run --out`") from None
    variant = None if manifest["variant"] == "baseline" else manifest["variant"]
    loaded = load_case(case or manifest["scenario"], variant, study.pop("settings"))
    chosen = np.random.default_rng(seed).choice(len(stored), min(n_runs, len(stored)), replace=False)
    replicates = [int(stored.index[row]) for row in sorted(chosen)]
    again = Ensemble(loaded, replicates, **study | {"jitter": _jitter(study["jitter"])}).run(progress)
    found = []
    for place, replicate in enumerate(replicates):
        apart = [
            f"{name}: {before!r} stored, {values[place]!r} computed"
            for name, values in again.outcomes.items()
            if not _same(before := _number(stored.loc[str(replicate)].get(name, "")), float(values[place]))
        ]
        if apart:
            found.append(Mismatch(replicate, 0, replicate, "differs", apart[0]))
    return Verification(len(stored), tuple(replicates), tuple(found), _changed(manifest, loaded.digest), True)


def _number(text: str) -> float:
    return float(text) if text else np.nan


def _same(before: float, after: float) -> bool:
    return before == after or (np.isnan(before) and np.isnan(after))


def _jitter(recorded: float | Mapping[str, float]) -> float | tuple[float, float]:
    return (recorded["positions"], recorded["saliences"]) if isinstance(recorded, Mapping) else recorded


def _changed(manifest: Mapping[str, Any], digest: str) -> tuple[str, ...]:
    """What is other now than when the runs were computed."""
    found = [] if digest == manifest["digest"] else [f"scenario.digest: {manifest['digest']} -> {digest}"]
    before, now = manifest["code"]["digest"], source.code()["digest"]
    return (*found, *([] if before == now else [f"code {before} -> {now}"]))
