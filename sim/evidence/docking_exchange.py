"""V7: the exchange model on the two tables that come with Decide, beside what Decide makes of them.

Positions, saliences and powers stay decimals: Decide reckons in decimals of 28 digits, and where two exchanges bring
the same gain in theory, it is their last digit that decides which goes first.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path

import numpy as np

from sim.evidence.record import Row, Verdict, exact
from sim.rivals.exchange import Numbers, outcomes, trade

N_SEEDS, N_QUICK = 25, 5
# Outcomes of compromise; then means and standard deviations after a round over 25 seeds of Decide 2022.1.28.
COMPROMISE: Mapping[str, Mapping[str, float]] = {
    "cop21": {
        "differentiation": 49.255, "mrv": 57.211, "legal": 57.969, "adapt_legal": 59.511, "adapt_inst": 59.640,
        "finance_vol": 47.644, "finance_who": 38.097, "adapt_finance": 55.122, "ld": 40.106, "progress": 45.596,
        "amb2050": 67.878, "amb2100": 85.709, "eaa": 57.101,
    },
    "copenhagen": {
        "Newtreaty": 61.576, "DevlopC2020": 58.145, "Domestred": 30.707, "MRVdecrease": 52.236, "Commitments": 51.950,
        "Control": 57.621, "Extra": 64.621,
    },
}  # fmt: skip
EXCHANGED: Mapping[str, Mapping[str, tuple[float, float]]] = {
    "cop21": {
        "ld": (11.43, 0.0), "adapt_inst": (67.35, 0.0), "amb2100": (94.30, 0.0), "legal": (62.41, 0.18),
        "eaa": (20.28, 2.4), "finance_vol": (38.83, 1.9),
    },
    "copenhagen": {"Commitments": (19.06, 0.0), "Control": (68.54, 0.0), "Extra": (95.48, 0.0)},
}  # fmt: skip
NAMES = {"cop21": "Paris 2015", "copenhagen": "Copenhagen 2009"}


def ladder_rows(data: Path, quick: bool) -> list[Row]:
    """Two rows a table: outcomes of compromise, and of a round of exchanges.

    Raises
    ------
    FileNotFoundError
        If a table is not there.
    """
    n = N_QUICK if quick else N_SEEDS
    return [row for name in COMPROMISE for row in _rows(name, data / "docking" / f"{name}.csv", n)]


def read(path: Path) -> tuple[list[str], Numbers]:
    """Issues, and positions, saliences and powers on them, (3, issue, actor) decimals; 0 where an actor has none."""
    rows = [[cell.strip("'") for cell in line.split("\t")] for line in path.read_text(encoding="utf-8").splitlines()]
    actors, issues = ([row[1] for row in rows if row[0] == mark] for mark in ("#A", "#P"))
    table = np.full((3, len(issues), len(actors)), Decimal(0), dtype=object)
    for row in rows:
        if row[0] == "#D":
            table[:, issues.index(row[2]), actors.index(row[1])] = [Decimal(cell) for cell in row[3:6]]
    return issues, table


def tosses(seed: int) -> Iterator[bool]:
    """Of two equal gains, whether the later goes first: as often as not."""
    rng = np.random.default_rng(seed)
    while True:
        yield bool(rng.random() >= 0.5)


def exchanged(table: Numbers, n: int) -> Numbers:
    """Outcomes after a round, (seed, issue)."""
    position, salience, power = table
    votes = [trade(position, salience, power, tosses(seed)) for seed in range(n)]
    return np.array([outcomes(each, salience, power) for each in votes], dtype=np.float64)


def _rows(name: str, path: Path, n: int) -> Iterator[Row]:
    issues, table = read(path)
    found = outcomes(*table).astype(np.float64)
    printed = np.array([COMPROMISE[name][issue] for issue in issues])
    off, title = float(np.abs(found - printed).max()), NAMES[name]
    middle = f"unweighted mean {max(_plain_error(table, printed)):.1f}"
    yield Row("V7", f"Exchange, {title}: largest error of the outcomes of compromise", "< 0.001", f"{off:.4f}", middle,
              exact(off < 1e-3), len(issues), None)  # fmt: skip
    after, known = exchanged(table, n).mean(axis=0), EXCHANGED[name]
    met = [
        issue for issue, (mean, sd) in known.items() if abs(after[issues.index(issue)] - mean) <= max(2.0 * sd, 0.01)
    ]
    verdict: Verdict = "inside" if len(met) == len(known) else "miss"
    stays = sum(abs(COMPROMISE[name][issue] - mean) <= max(2.0 * sd, 0.01) for issue, (mean, sd) in known.items())
    what = f"Exchange, {title}: outcomes after a round within two sd of those of a program, or .01"
    yield Row("V7", what, f"{len(known)}/{len(known)}", f"{len(met)}/{len(known)}", f"no exchange {stays}/{len(known)}",
              verdict, n, 0)  # fmt: skip


def _plain_error(table: Numbers, printed: Numbers) -> Iterator[float]:
    """By issue, how far the mean of those who have a position lies from what came of it."""
    for position, salience, value in zip(*table[:2], printed, strict=True):
        there = salience > 0
        yield abs(float(position[there].mean()) - value)
