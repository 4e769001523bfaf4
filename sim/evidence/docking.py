"""V6-V9: published models of decisions in `sim/rivals`, on the tables that they were published with."""

from __future__ import annotations

import numpy as np

from sim.evidence import docking_tables as tables
from sim.evidence.record import Row, exact
from sim.model.state import Floats
from sim.rivals import condorcet, expected_utility, landscape

N_ROUNDINGS, SEED = 40, 1


def ladder_rows() -> list[Row]:
    """A row for each published figure; the baseline is what one would say without the model."""
    return [*landscape_rows(), *expected_utility_rows(), condorcet_row()]


def landscape_rows() -> list[Row]:
    """V6: two alignments of Unix firms; how many of nations where everyone dislikes everyone."""
    sizes = np.array([size for size, _ in tables.FIRMS.values()])
    kinds = np.array([kind for _, kind in tables.FIRMS.values()])
    camps, energies, basins = landscape.minima(sizes, -(kinds[:, None] == kinds).astype(np.float64))
    named = [{name for name, there in zip(tables.FIRMS, camp, strict=True) if there} for camp in camps]
    met = len(camps) == 2 and tables.WITH_SUN in named and float(np.ptp(energies)) < 1e-9 and set(basins) == {128}
    ours = f"{len(camps)}, basins {', '.join(str(n) for n in basins)}"
    one = "one alignment of all"
    firms = Row("V6", "Landscape, Unix firms: alignments, equal in energy", "2, basins 128, 128", ours, one,
                exact(bool(met)), len(sizes), None)  # fmt: skip
    return [firms, _powers(), _nations()]


def _powers() -> Row:
    sizes = np.array([tables.NATIONS[name] for name in tables.POWERS])
    found = _hostile(sizes)
    verdict, possible = exact(found == tables.STABLE_POWERS), f"{2 ** (len(sizes) - 1)} possible"
    what = "Landscape, five powers that dislike each other: alignments"
    return Row("V6", what, f"{tables.STABLE_POWERS}", f"{found}", possible, verdict, len(sizes), None)


def _nations() -> Row:
    """Printed sizes are rounded, and the count hangs on the digits: inside if it is among those that they allow."""
    rng, sizes = np.random.default_rng(SEED), np.array(list(tables.NATIONS.values()))
    counts = [_hostile(sizes + rng.uniform(-0.005, 0.005, len(sizes))) for _ in range(N_ROUNDINGS)]
    low, high = np.quantile(counts, [0.05, 0.95])
    met = low <= tables.STABLE_NATIONS <= high
    return Row(
        "V6", "Landscape, 17 nations that dislike each other: alignments, 5-95 % of sizes that round as printed",
        f"{tables.STABLE_NATIONS}", f"{low:.0f}-{high:.0f}", f"{2 ** (len(sizes) - 1)} possible",
        "inside" if met else "miss", N_ROUNDINGS, SEED,
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


def condorcet_row() -> Row:
    """V9: chances of seven actors' positions in the first turn of KTAB's example with three dimensions."""
    power, rest = tables.SPATIAL[:, 0], tables.SPATIAL[:, 1:].T
    found = condorcet.election(rest[0::2] / 100.0, rest[1::2] / 100.0, power)
    off = float(np.abs(found - tables.WINNING).max())
    alike = f"all alike {np.abs(1.0 / len(power) - tables.WINNING).max():.2f}"
    return Row("V9", "Condorcet election, KTAB's example: largest error of a chance to win", "< 0.0001", f"{off:.0e}",
               alike, exact(off < 1e-4), len(power), None)  # fmt: skip
