"""V6, V8-V10: published models of decisions in `sim/rivals`, on what they were published with; V7 needs data."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
from scipy.stats import qmc

from sim.evidence import docking_tables as tables
from sim.evidence.record import Row, Verdict, exact
from sim.model.state import Floats
from sim.rivals import condorcet, expected_utility, landscape
from sim.rivals.boomerang_model import Numbers, World, campaign

N_ROUNDINGS, SEED, QUICKER = 40, 1, 4
# V10, written down before the first run; the middle of each range is the model's own number.
RANGES = {
    "effort": (0.05, 0.15), "income": (0.05, 0.25), "tie_cost": (0.002, 0.02), "radius": (0.2, 1.0),
    "leverage": (0.1, 1.0), "threshold": (0.1, 1.0), "response": (0.01, 0.1),
}  # fmt: skip
N_POINTS, N_WORLDS, N_MONTHS, LEAST = 100, 5, 60, 0.8
NOTHING = 0.01  # policy that moves less, or fewer NGOs that collapse


def ladder_rows(quick: bool = False) -> list[Row]:
    """A row for each published figure; the baseline is what one would say without the model."""
    return [*landscape_rows(quick), *expected_utility_rows(), *condorcet_rows(), *boomerang_rows(quick)]


def landscape_rows(quick: bool = False) -> list[Row]:
    """V6: two alignments of Unix firms; how many of nations where everyone dislikes everyone."""
    return [firms_row(), _powers(), _nations(N_ROUNDINGS // QUICKER if quick else N_ROUNDINGS)]


def firms_row() -> Row:
    """V6, Unix firms: close rivals dislike each other, distant ones are indifferent."""
    sizes = np.array([size for size, _ in tables.FIRMS.values()])
    kinds = np.array([kind for _, kind in tables.FIRMS.values()])
    camps, energies, basins = landscape.minima(sizes, -(kinds[:, None] == kinds).astype(np.float64))
    named = [{name for name, there in zip(tables.FIRMS, camp, strict=True) if there} for camp in camps]
    met = len(camps) == 2 and tables.WITH_SUN in named and float(np.ptp(energies)) < 1e-9 and set(basins) == {128}
    ours = f"{len(camps)}, basins {', '.join(str(n) for n in basins)}"
    one = "one alignment of all"
    return Row("V6", "Landscape, Unix firms: alignments, equal in energy", "2, basins 128, 128", ours, one,
                exact(bool(met)), len(sizes), None)  # fmt: skip


def _powers() -> Row:
    sizes = np.array([tables.NATIONS[name] for name in tables.POWERS])
    found = _hostile(sizes)
    verdict, possible = exact(found == tables.STABLE_POWERS), f"{2 ** (len(sizes) - 1)} possible"
    what = "Landscape, five powers that dislike each other: alignments"
    return Row("V6", what, f"{tables.STABLE_POWERS}", f"{found}", possible, verdict, len(sizes), None)


def _nations(n: int) -> Row:
    """Printed sizes are rounded, and the count hangs on the digits: inside if it is among those that they allow."""
    rng, sizes = np.random.default_rng(SEED), np.array(list(tables.NATIONS.values()))
    counts = [_hostile(sizes + rng.uniform(-0.005, 0.005, len(sizes))) for _ in range(n)]
    low, high = np.quantile(counts, [0.05, 0.95])
    met = low <= tables.STABLE_NATIONS <= high
    return Row(
        "V6", "Landscape, 17 nations that dislike each other: alignments, 5-95 % of sizes that round as printed",
        f"{tables.STABLE_NATIONS}", f"{low:.0f}-{high:.0f}", f"{2 ** (len(sizes) - 1)} possible",
        "inside" if met else "miss", n, SEED,
    )  # fmt: skip


def _hostile(sizes: Floats) -> int:
    """Alignments in which nobody would move if everyone dislikes everyone alike."""
    return len(landscape.minima(sizes, -np.ones((len(sizes), len(sizes))))[0])


def expected_utility_rows() -> list[Row]:
    """V8: the course of the weighted mean over ten rounds, beside a program's and beside the paper's plot."""
    power, position, salience = np.array(list(tables.EMISSIONS.values())).T
    course = expected_utility.bargain(position, salience, power)
    means = np.array([expected_utility.weighted_mean(each, salience, power) for each in course])
    stays = f"no bargaining {np.abs(means[0] - tables.PLOT).max():.2f}"
    rows = []
    for what, target, tolerance in (("a program's rounds", tables.PROGRAM, 0.01), ("its plot", tables.PLOT, 0.1)):
        off = float(np.abs(means - target).max())
        rows.append(Row("V8", f"Expected utility, emission standards: largest distance from {what}",
                        f"< {tolerance:g} years", f"{off:.4f}", stays, exact(off < tolerance), 10, None))  # fmt: skip
    return rows


def condorcet_rows() -> list[Row]:
    """V9: chances of seven actors' positions in the first turn of KTAB's example with three dimensions."""
    power, rest = tables.SPATIAL[:, 0], tables.SPATIAL[:, 1:].T
    found = condorcet.election(rest[0::2] / 100.0, rest[1::2] / 100.0, power)
    off = float(np.abs(found - tables.WINNING).max())
    alike = f"all alike {np.abs(1.0 / len(power) - tables.WINNING).max():.2f}"
    return [Row("V9", "Condorcet election, KTAB's example: largest error of a chance to win", "< 0.0001", f"{off:.0e}",
                alike, exact(off < 1e-4), len(power), None)]  # fmt: skip


def boomerang_rows(quick: bool = False) -> list[Row]:
    """V10: both signs of the abstract, over a Latin hypercube of numbers that it does not give."""
    n = N_POINTS // QUICKER if quick else N_POINTS
    moved, lost = np.array([_with_and_without(numbers) for numbers in _hypercube(n)]).transpose(1, 2, 0)
    rows = []
    for which, values in (("policy moves further with networks", moved), ("more NGOs collapse with networks", lost)):
        share, idle = float(np.mean(values[0] > values[1])), float(np.mean(values[1] < NOTHING))
        verdict: Verdict = "inside" if share >= LEAST else "miss"
        ours = f"{share:.0%}; without them nothing happens in {idle:.0%}"
        what, target = f"Boomerang as a simulation: {which}, forms ours", f">= {LEAST:.0%} of settings"
        rows.append(Row("V10", what, target, ours, "by chance 50%", verdict, n, SEED))
    return rows


def _hypercube(n: int) -> list[Numbers]:
    points = qmc.LatinHypercube(len(RANGES), rng=np.random.default_rng(SEED)).random(n)
    low, high = np.array(list(RANGES.values())).T
    return [Numbers(**dict(zip(RANGES, (low + point * (high - low)).tolist(), strict=True))) for point in points]


def _with_and_without(numbers: Numbers) -> tuple[tuple[float, float], tuple[float, float]]:
    """How far policies move, and which share of NGOs collapses: with networks and without, over the same worlds."""
    moved, lost = np.zeros(2), np.zeros(2)
    for seed in range(N_WORLDS):
        world = _world(seed)
        for row, networks in enumerate((True, False)):
            policy, left = campaign(world, numbers, N_MONTHS, networks=networks)
            moved[row] += np.abs(policy - world.policy).mean() / N_WORLDS
            lost[row] += (~left).mean() / N_WORLDS
    return tuple(moved), tuple(lost)  # type: ignore[return-value]


def _world(seed: int, n_states: int = 4, n_ngos: int = 20) -> World:
    """Five NGOs in each of four states, positions and policies anywhere, resources as on the coded scale."""
    rng = np.random.default_rng(seed)
    home = np.arange(n_ngos) % n_states
    return World(rng.uniform(-1, 1, n_ngos), rng.uniform(1, 5, n_ngos), home, rng.uniform(-1, 1, n_states))


ROWS: Mapping[str, Callable[[], list[Row]]] = {  # by rival; those of exchange stand apart, since they need data
    "landscape": landscape_rows,
    "expected_utility": expected_utility_rows,
    "condorcet": condorcet_rows,
    "boomerang_model": boomerang_rows,
}
