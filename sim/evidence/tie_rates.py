"""How often a contact is reconsidered (E3), from who shares information with whom in a coalition, in two years.

Between two looks at a tie that is reconsidered at a rate lam, and then held with a constant probability, the share of
ties that were kept and that of ties that opened differ by exp(-lam years), whatever that probability is. The panel is
anonymous: organizations of one coalition in 2013 and in 2016. Rows of V31 tell how near the estimate comes to a rate
that is known, where ties are alike and where they are not.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from sim.evidence import tie_simulation as simulated
from sim.evidence.record import Estimate, Row
from sim.evidence.ties import TERMS, design, fit, load, weights_of
from sim.model.core.noise import Noise, stream
from sim.model.initialize import start
from sim.model.parameters import Params, table
from sim.model.setting import Setting
from sim.model.state import Flags, Floats
from sim.model.ties.contacts import meet
from sim.scenario.compile import compile_setting
from sim.scenario.schema import Scenario

YEARS = 3
WAVES = ("2013_sharing_anon.csv", "2016_sharing_anon.csv")
SEED, N_DRAWS = 2013, 4000
N_ACTORS, KNOWN_RATE, DENSITY = 30, 0.26, 0.3  # of the made-up networks


def rates(before: Flags, after: Flags, years: float) -> Floats:
    """The rate at which ties were reconsidered between two looks, (network,) [per year]; infinite where not told.

    rate = -log(kept / held before - opened / not held before) / years

    Parameters
    ----------
    before, after : (tie, network)
    """
    kept, opened = ((after & held).sum(axis=0) / held.sum(axis=0) for held in (before, ~before))
    left = kept - opened
    return -np.log(left, out=np.full(left.shape, -np.inf), where=left > 0.0) / years


def load_waves(data: Path) -> tuple[Flags, Flags]:
    """Who shares information with whom, among those whom both waves name once, (actor, actor) each.

    Raises
    ------
    FileNotFoundError
        With the name of the file that is missing.
    """
    waves = [_wave(data / "coalition_panel" / name) for name in WAVES]
    both = [name for name in waves[0][0] if all(names.count(name) == 1 for names, _ in waves)]
    rows = [[names.index(name) for name in both] for names, _ in waves]
    first, second = (shares[np.ix_(own, own)] for (_, shares), own in zip(waves, rows, strict=True))
    return first, second


def _wave(path: Path) -> tuple[list[str], Flags]:
    if not path.is_file():
        raise FileNotFoundError(f"data not here: coalition_panel/{path.name}")
    with path.open(encoding="utf-8-sig", newline="") as file:
        _, *rows = csv.reader(file)
    return [row[0] for row in rows], np.array([[cell == "1" for cell in row[1:]] for row in rows])


def estimate(data: Path) -> list[Estimate]:
    """The rate of contacts, with an interval that draws organizations, since their ties are not independent."""
    first, second = load_waves(data)
    n = len(first)
    value, kept = _rate(first, second, range(n)), _counts(first, second)
    pick = stream(SEED, 0, "ties.rate").integers(0, n, (N_DRAWS, n))
    drawn = np.array([_rate(first, second, each) for each in pick])
    low, high = np.quantile(drawn, [0.05, 0.95])
    answer = np.flatnonzero(first.any(axis=1) & second.any(axis=1))
    note = (
        f"{kept}; 90 % of {N_DRAWS} draws of the organizations; of the {len(answer)} that name somebody in both years "
        f"alone {_rate_of_rows(first, second, answer):.2f}"
    )
    return [Estimate("ties.rate", value, None, float(low), float(high), n * (n - 1), note)]


def _rate(first: Flags, second: Flags, actors: Sequence[int] | np.ndarray) -> float:
    """Of the ties among some actors, who may be drawn several times; those to oneself count for none."""
    rows = np.asarray(actors)
    others = rows[:, None] != rows
    before, after = (wave[np.ix_(rows, rows)][others][:, None] for wave in (first, second))
    return float(rates(before, after, YEARS)[0]) if before.any() else np.inf


def _rate_of_rows(first: Flags, second: Flags, sources: np.ndarray) -> float:
    others = ~np.eye(len(first), dtype=bool)[sources]
    return float(rates(first[sources][others][:, None], second[sources][others][:, None], YEARS)[0])


def _counts(first: Flags, second: Flags) -> str:
    others = ~np.eye(len(first), dtype=bool)
    before, after = first[others], second[others]
    kept, opened = int((before & after).sum()), int((~before & after).sum())
    return f"{kept}/{int(before.sum())} ties kept, {opened}/{int((~before).sum())} opened"


def ladder_rows(data: Path, quick: bool = False) -> list[Row]:
    """V31: the estimator on two waves that the rule of contacts made, where ties are alike and where they are not."""
    n = 60 if quick else 400
    chemnet = load(data)
    weights = weights_of(fit(design(chemnet), TERMS))
    real = compile_setting(simulated.scenario_of(chemnet), "chemnet")
    rate = table()["ties.rate"].default
    first, second = load_waves(data)
    return [
        _row("the rate that two waves tell: ties alike", waves(_alike(), DENSITY, {}, KNOWN_RATE, n), KNOWN_RATE, n),
        _row(
            "the rate that two waves tell: ties as different as in the toxic-chemicals network",
            waves(real, float(chemnet.political.sum()) / len(chemnet.edges), weights, KNOWN_RATE, n), KNOWN_RATE, n,
        ),
        Row(
            "V31", "rate of contacts, information sharing in one coalition 2013-16", f"{rate:.2f}, as in the package",
            f"{_rate(first, second, range(len(first))):.2f} ({_counts(first, second)})", "none: 0",
            "exact" if abs(_rate(first, second, range(len(first))) - rate) < 0.005 else "miss", first.size - len(first),
            SEED,
        ),
    ]  # fmt: skip


def waves(
    setting: Setting, density: float, weights: simulated.Weights, rate: float, n_runs: int
) -> tuple[Flags, Flags]:
    """Contacts at the start and three years later, (edge, run) both, from random networks of a density."""
    flat = {f"ties.{key}": 0.0 for key in ("similarity", "trust", "forum", "prestige", "reciprocity")}
    params = Params.of(simulated.AS_FITTED | flat | dict(weights) | {"ties.rate": rate}, n_runs)
    noise = Noise(SEED, range(n_runs))
    state = simulated.at_random(start(setting, params, noise), setting, params, noise, density)
    before = state.contact
    for step in range(round(YEARS / setting.dt)):
        state = meet(state, setting, params, noise).replace(step=step + 1)
    return before, state.contact


def _alike() -> Setting:
    """Thirty actors who differ in nothing."""
    source = {"source": "assumed"}
    actor = {"kind": "ngo", "role": "advocacy", "country": "DE", "capability": 3, "positions": {}, "saliences": {}}
    names = [f"actor_{row}" for row in range(N_ACTORS)]
    document = {
        "format": 2, "title": "Alike", "summary": "Thirty actors who differ in nothing",
        "period": {"start": "2013-01", "end": f"{2013 + YEARS}-12"},
        "issues": {"main": {"title": "main", "negative": "no", "positive": "yes", "tier": "secondary"} | source},
        "actors": {name: {"id": name, "name": name} | actor | source for name in names}, "ties": [],
        "outcomes": {"ties": {"label": "Ties", "measure": "ties", "actors": {}}},
    }  # fmt: skip
    return compile_setting(Scenario.model_validate(document), "alike")


def _row(what: str, found: tuple[Flags, Flags], rate: float, n: int) -> Row:
    value = rates(*found, YEARS)
    mean, half = float(value.mean()), 1.96 * float(value.std(ddof=1)) / np.sqrt(n)
    ours = f"{mean:.3f} ({mean - half:.3f} to {mean + half:.3f})"
    return Row(
        "V31", what, f"{rate:.2f}", ours, "none: 0", "inside" if abs(mean - rate) <= half + 0.005 else "miss", n, SEED
    )
